"""`netlog answer`: the answer to an ask."""

from __future__ import annotations

from netlog import finding, telling
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = ("netlog answer dee yes", "netlog answer dee no one-pager", "netlog answer --from tom yes")


def answer(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="NAME yes|no [WORD…]")] = None,
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="NAME", help="My answer to their ask.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day; by default today.")] = None,
) -> None:
    """What was answered to an open ask of mine, or with --from by me to one of theirs.

    A yes moves its points on the day of the answer; a no costs a quarter of them.
    """
    words = words or []
    said = [word for word in words if word.casefold() in ("yes", "no")]
    if len(said) != 1:
        raise UsageError("Was it yes or no?", "netlog answer tom yes")
    asked, person = finding.ask(session, [word for word in words if word is not said[0]], from_)
    answered = asked._replace(
        answer="yes" if said[0].casefold() == "yes" else "no", answered=session.past(on, since=asked.on)
    )
    told = telling.entry(answered, person.name, session.today)
    with session.store.write("answer", told) as writer:
        writer.replace(answered)
    session.tell(telling.record(answered, person), telling.receipt((), f"{told}."))
