"""`netlog snooze`: keep a line out of the morning list for a while."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import reasons
from netlog.domain.journal import Snooze
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = ("netlog snooze ana 3w", "netlog snooze ana until 1 dec", "netlog snooze ana 2w --reason cadence")


def snooze(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME DAY")],
    *,
    reason: Annotated[str | None, typer.Option(metavar="REASON", help="Only this reason; by default all.")] = None,
) -> None:
    """Hide somebody's lines until a day: 3w, monday, 1 dec. Nothing else changes: lateness keeps counting.

    A promise of mine cannot be hidden, only kept, postponed, broken or released.
    """
    person, text = finding.person_and_rest(session, words)
    text = text.removeprefix("until ").removeprefix("for ").strip()
    if not text:
        raise UsageError("Until when?", f"netlog snooze {person.handle} 3w")
    until = session.day(text, "future")
    if until <= session.today:
        raise UsageError(f"{wording.day(until, session.today)} is not to come.", f"netlog snooze {person.handle} 3w")
    if reason is not None:
        reasons.refuse_unknown(reason)
    record = Snooze(session.new_id(), person.id, session.today, until, reason)
    told = f"{person.name}{f' ({reason})' if reason else ''} until {wording.day(until, session.today)}"
    with session.store.write("snooze", f"snoozed {told}") as writer:
        writer.add(record)
    session.tell(telling.record(record, person), telling.receipt((), f"Snoozed {told}."))
