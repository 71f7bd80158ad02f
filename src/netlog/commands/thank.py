"""`netlog thank`: thanks said, or credit given in front of others."""

from __future__ import annotations

from netlog import finding, telling
from netlog.domain import people
from netlog.domain.journal import Entry
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = ("netlog thank dee", "netlog thank dee for the introduction to Mira")


def thank(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME [TEXT…]")],
    *,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day; by default today.")] = None,
) -> None:
    """Thanks said to somebody: clears what the morning list has to thank them for.

    It is worth a point in the account, at most once a week.
    """
    person, text = finding.person_and_rest(session, words)
    thanks = people.clean_line(text, people.LONGEST_NOTE)
    entry = Entry(session.new_id(), "thank", "me", person.id, session.past(on), thanks or telling.THANKS, "XS", 1)
    told = telling.entry(entry, person.name, session.today)
    with session.store.write("thank", told) as writer:
        writer.add(entry)
    session.tell(telling.record(entry, person), telling.receipt((), f"{told}."))
