"""`netlog postpone`: say a promise will be late, and give it another day."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain.journal import Change
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = ("netlog postpone ana deck --to friday", "netlog postpone --from ana RFP --to 2026-12-15")


def postpone(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="NAME [WORD…]")] = None,
    *,
    to: Annotated[str, typer.Option(metavar="DAY", help="The new day.")],
    from_: Annotated[str | None, typer.Option("--from", metavar="NAME", help="A promise of theirs.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day it was said; by default today.")] = None,
) -> None:
    """Give a promise another day, agreed with the other side.

    Said before it is due it costs a quarter of a miss; said after, it still mends more
    than silence. Every change of date is kept.
    """
    promise, person = finding.promise(session, words or (), from_)
    new = session.day(to, "future")
    said = session.past(on, since=promise.changes[-1].on if promise.changes else promise.on)
    if promise.due == new:
        raise UsageError(f"It is due on {wording.day(new, session.today)} already.", "--to takes another day.")
    if new < said:
        raise UsageError(f"{wording.day(new, session.today)} is past already.", "--to takes a day to come.")
    moved = promise._replace(changes=(*promise.changes, Change(said, new)))
    was = f" (was {wording.day(promise.due, session.today)})" if promise.due else ""
    told = f"{telling.promise(moved, person.name, session.today)}{was}"
    with session.store.write("postpone", f"postponed: {told}") as writer:
        writer.replace(moved)
    session.tell(telling.record(moved, person), telling.receipt((), f"Postponed: {told}."))
