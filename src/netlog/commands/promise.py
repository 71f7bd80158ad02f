"""`netlog promise`: something I will do for somebody, or they for me."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import days
from netlog.domain.journal import Promise
from netlog.domain.sizes import bracketed, promise_size
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = (
    "netlog promise ana the pricing deck by friday",
    'netlog promise ana "send the deck" --by "27 nov" --size small',
    'netlog promise --from ana "share the RFP" --by "30 nov"',
)


def promise(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME TEXT…")],
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="NAME", help="Their promise to me.")] = None,
    by: Annotated[str | None, typer.Option(metavar="DAY", help="The day it is due.")] = None,
    size: Annotated[str | None, typer.Option(metavar="SIZE", help="small, medium or large; by default medium.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day it was made; by default today.")] = None,
) -> None:
    """Note a promise of mine, or with --from one of theirs.

    Small promises kept weigh as much as large ones. An overdue promise of mine leads
    the morning list until it is kept, postponed, broken or released.
    """
    person, text = finding.person_and_text(session, words, from_, "The promise has no text.")
    text, said_size = (text, None) if size else bracketed(text, of_promise=True)
    text, said_by = (text, None) if by else days.closing(text, session.today, session.config.day_order)
    if not text:
        raise UsageError("The promise has no text.", "The text follows the name.")
    made = session.past(on)
    made_promise = Promise(
        id=session.new_id(),
        who="them" if from_ else "me",
        with_=person.id,
        on=made,
        text=text,
        by=session.due(session.day(by, "future") if by else said_by, made),
        size=promise_size(size or said_size or "medium"),
    )
    said = f"{person.name} promised" if from_ else f"Promised to {person.name}"
    told = f"{said}: {text}{telling.due(made_promise, session.today)}"
    ahead = made_promise.by and made_promise.by > session.today
    when = f" ({wording.ahead(made_promise.by, session.today)})" if ahead and made_promise.by else ""
    with session.store.write("promise", told) as writer:
        writer.add(made_promise)
    session.tell(telling.record(made_promise, person), telling.receipt((), f"{told}{when}, {made_promise.size}."))
