"""`netlog receive`: something they gave me unasked."""

from __future__ import annotations

from netlog import finding, telling
from netlog.domain.journal import Entry
from netlog.lazily import typer
from netlog.options import Size
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = ("netlog receive dee intro to Mira", 'netlog receive tom "a day of advice" --size L')


def receive(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME TEXT…")],
    *,
    size: Size = None,
    strings: Annotated[bool, typer.Option("--strings", help="Something is expected in return.")] = False,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day; by default today.")] = None,
) -> None:
    """Something they gave me unasked.

    A thank-you is due the next day; `netlog thank` notes it.
    XS is five minutes, S half an hour or an introduction, M half a day, L days, XL weeks.
    """
    person, text = finding.person_and_text(session, words, None, "What was it?")
    text, word, points = finding.sized(session, text, size)
    entry = Entry(
        id=session.new_id(),
        kind="receive",
        who="them",
        with_=person.id,
        on=session.past(on),
        text=text,
        size=word,
        points=points,
        strings=strings,
    )
    told = telling.entry(entry, person.name, session.today)
    with session.store.write("receive", told) as writer:
        writer.add(entry)
    session.tell(telling.record(entry, person), telling.receipt((), f"{told}."))
