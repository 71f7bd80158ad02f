"""`netlog keep`: a promise was kept: mine, or with --from theirs."""

from __future__ import annotations

from netlog import finding, telling
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated, Any

PANEL = "Write"
EXAMPLES = ("netlog keep ana deck", "netlog keep --from ana RFP", "netlog keep ana deck --on yesterday")


def keep(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="NAME [WORD…]")] = None,
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="NAME", help="A promise of theirs.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day it happened; by default today.")] = None,
) -> None:
    """A promise was kept: mine, or with --from theirs.

    Name the person, and a word of the promise where several are open.
    It counts the same whatever its size; on time it also goes into the account.
    """
    promise, person = finding.promise(session, words or (), from_)
    closed = promise._replace(outcome="kept", closed=session.past(on, since=promise.on))
    told = telling.promise(promise, person.name, closed.closed or session.today)
    follows: list[Any] = []
    if promise.who == "me" and promise.text.startswith("thank"):
        from netlog import introducing  # noqa: PLC0415 - few promises are of thanks

        follows = introducing.thanked(session, closed)
    with session.store.write("keep", f"kept: {told}") as writer:
        writer.replace(closed)
        for one in follows:
            writer.replace(one)
    session.tell(telling.record(closed, person), telling.receipt((), f"Kept: {told}."))
