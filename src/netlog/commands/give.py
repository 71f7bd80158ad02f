"""`netlog give`: something I gave somebody: a favour, an introduction, help, time."""

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
EXAMPLES = (
    "netlog give ana intro to Lena",
    'netlog give ana "reviewed the proposal" --size M',
    'netlog give tom "two days on the pitch" --size 12 --on "last monday"',
)


def give(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME TEXT…")],
    *,
    size: Size = None,
    strings: Annotated[bool, typer.Option("--strings", help="Something is expected in return.")] = False,
    discount: Annotated[bool, typer.Option("--discount", help="A price cut: noted, worth nothing.")] = False,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day; by default today.")] = None,
) -> None:
    """Something I gave somebody: a favour, an introduction, help, time.

    What was given freely speaks for the giver; with strings attached it only counts in the
    account. A discount is noted and worth nothing: it is a price, not a gift.
    XS is five minutes, S half an hour or an introduction, M half a day, L days, XL weeks.
    """
    person, text = finding.person_and_text(session, words, None, "What was it?")
    text, word, points = finding.sized(session, text, size)
    entry = Entry(
        id=session.new_id(),
        kind="give",
        who="me",
        with_=person.id,
        on=session.past(on),
        text=text,
        size=word,
        points=points,
        strings=strings,
        discount=discount,
    )
    told = telling.entry(entry, person.name, session.today)
    with session.store.write("give", told) as writer:
        writer.add(entry)
    session.tell(telling.record(entry, person), telling.receipt((), f"{told}."))
