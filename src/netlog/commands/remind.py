"""`netlog remind`: a line that the morning list owes on a day."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import days, people
from netlog.domain.journal import Reminder
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = (
    "netlog remind ana lunch in 3 weeks",
    'netlog remind ana "ask how the move went" --on "12 dec"',
    'netlog remind tom "their shop opened" --on 2026-12-03 --yearly',
)


def remind(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME TEXT…")],
    *,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day; or end the text with it.")] = None,
    yearly: Annotated[bool, typer.Option("--yearly", help="Every year: an anniversary.")] = False,
) -> None:
    """Put a line about somebody into the morning list of a day.

    It goes when you speak with them on that day or later, or with `netlog skip`.
    """
    person, text = finding.person_and_rest(session, words)
    text, said = (text, None) if on else days.closing(text, session.today, session.config.day_order)
    day = session.day(on, "future") if on else said
    if day is None:
        raise UsageError(
            "A reminder needs a day.", f"netlog remind {person.handle} {text or 'lunch'} --on 'next friday'"
        )
    if day < session.today and not yearly:
        raise UsageError(f"{wording.day(day, session.today)} is past already.", "--on takes today or a later day.")
    text = people.clean_line(text, people.LONGEST_NOTE) or "get in touch"
    reminder = Reminder(session.new_id(), person.id, session.today, day, text, "date" if yearly else "reminder")
    every = "every year from " if yearly else ""
    told = f"{text}, {person.name}, {every}{wording.day(day, session.today)}"
    with session.store.write("remind", f"reminder: {told}") as writer:
        writer.add(reminder)
    ahead = f" ({wording.ahead(day, session.today)})" if day >= session.today else ""
    session.tell(telling.record(reminder, person), telling.receipt((), f"Reminder: {told}{ahead}."))
