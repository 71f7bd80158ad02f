"""`netlog break`: give a promise up: it will not be kept."""

from __future__ import annotations

from netlog import finding, telling
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = ("netlog break ana deck", "netlog break --from ana RFP", "netlog break ana deck --on yesterday")


def break_(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="NAME [WORD…]")] = None,
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="NAME", help="A promise of theirs.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day it happened; by default today.")] = None,
) -> None:
    """Give a promise up: it will not be kept.

    Name the person, and a word of the promise where several are open.
    Saying so costs less than silence; better still is `netlog postpone` with a new day.
    """
    promise, person = finding.promise(session, words or (), from_)
    closed = promise._replace(outcome="broken", closed=session.past(on, since=promise.on))
    told = telling.promise(promise, person.name, closed.closed or session.today)
    with session.store.write("break", f"given up: {told}") as writer:
        writer.replace(closed)
    session.tell(telling.record(closed, person), telling.receipt((), f"Given up: {told}."))
