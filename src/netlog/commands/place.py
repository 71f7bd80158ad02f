"""`netlog place`: somewhere you meet people, and what it costs."""

from __future__ import annotations

from netlog import telling
from netlog.domain import gatherings, people
from netlog.domain.dossier import MOST_HOURS, MOST_MONEY, PROMPTS, Place
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Network"
EXAMPLES = (
    'netlog place "Café Rosa" --as lunch',
    'netlog place "the climbing hall" --as hobby --cost 480 --hours 60',
)


def place(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    as_: Annotated[str | None, typer.Option("--as", metavar="WORD", help=f"{', '.join(PROMPTS)}.")] = None,
    cost: Annotated[
        int | None, typer.Option(min=0, max=MOST_MONEY, metavar="N", help="Spent on it so far, in your currency.")
    ] = None,
    hours: Annotated[int | None, typer.Option(min=0, max=MOST_HOURS, metavar="N", help="Given to it so far.")] = None,
) -> None:
    """Somewhere you meet people: where you lunch, your hobby, friends, shops, goals, services.

    Cost and hours are totals so far; `netlog sources` tells them per client won.
    """
    if as_ is not None and as_.casefold() not in PROMPTS:
        raise UsageError(f"--as cannot be '{as_}'.", f"--as takes {', '.join(PROMPTS)}.")
    called = people.clean_line(" ".join(name))
    if not called:
        raise UsageError("What is the place called?", 'netlog place "Café Rosa" --as lunch')
    known = gatherings.by_name(session.store.every(Place)).get(people.fold(called))
    before = known or Place(session.new_id(), called, session.today)
    kept = before._replace(
        prompt=as_.casefold() if as_ else before.prompt,
        cost=before.cost if cost is None else cost,
        hours=before.hours if hours is None else hours,
    )
    if kept == known:
        session.tell(kept, f"Nothing changes: {kept.name} is down so already.")
        return
    words = ", ".join(
        part
        for part in (
            kept.name,
            kept.prompt or "",
            *telling.spent(kept.cost, kept.hours),
        )
        if part
    )
    with session.store.write("place", f"place: {words}") as writer:
        (writer.replace if known else writer.add)(kept)
    session.tell(kept, telling.receipt((), f"Place: {words}."))
