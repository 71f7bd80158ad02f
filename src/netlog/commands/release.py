"""`netlog release`: the other side let go of a promise: it counts for nothing any more."""

from __future__ import annotations

from netlog import finding, telling
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = ("netlog release ana deck", "netlog release --from ana RFP", "netlog release ana deck --on yesterday")


def release(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="NAME [WORD…]")] = None,
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="NAME", help="A promise of theirs.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day it happened; by default today.")] = None,
) -> None:
    """The other side let go of a promise: it counts for nothing any more.

    Name the person, and a word of the promise where several are open.
    Whatever an overdue promise had cost in the account is given back.
    """
    promise, person = finding.promise(session, words or (), from_)
    closed = promise._replace(outcome="released", closed=session.past(on, since=promise.on))
    told = telling.promise(promise, person.name, closed.closed or session.today)
    with session.store.write("release", f"released: {told}") as writer:
        writer.replace(closed)
    session.tell(telling.record(closed, person), telling.receipt((), f"Released: {told}."))
