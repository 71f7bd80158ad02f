"""`netlog due`: whom to speak to today, and why."""

from __future__ import annotations

from netlog import morning, words
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.domain.followups import Due, FollowUp
    from netlog.page import Page

PANEL = "Daily"
EXAMPLES = ("netlog due", "netlog due --why", "netlog due --all", "netlog due --as-of 2026-11-01")


ALSO = 2  # further reasons told on a line; --json has all of them


def due(
    session: Session,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Every line, not the first seven.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="So many lines at most.")] = None,
    why: Annotated[bool, typer.Option("--why", help="The sum behind each line's place.")] = False,
    as_of: Annotated[str | None, typer.Option(metavar="DAY", help="The list as it stood on a day.")] = None,
) -> None:
    """Whom to speak to today, and why: one line a person, the most pressing first.

    My overdue promises come first, whatever else is due. `also` names further reasons
    for the same person; of many left out it is said how many at least. Nothing here is a
    reproach: `snooze` hides a line, `skip` closes its cycle, `rest` keeps a person out.
    """
    today = session.as_of(as_of)
    parameters = session.parameters
    lines = None if all_ else limit or parameters.lines
    answer = morning.due(session.store, today, parameters, lines)
    session.show(answer, _page_with_sums if why else _page)
    if not answer.items:
        session.note(
            f"Nothing is due on {words.day(today, session.today)}."
            if session.store.anybody()
            else "The journal is empty. Begin with: netlog add met @Ana Ruiz at PyData"
        )
    elif answer.more:
        session.note(f"… and {'' if answer.exact else 'at least '}{answer.more} more (netlog due --all)")


def _page(answer: Due) -> Page:
    return [table(_row(item) for item in answer.items)]


def _page_with_sums(answer: Due) -> Page:
    return [
        block for item in answer.items for block in (table([_row(item)]), line(Text(f"    {_sum(item)}", "dim")))
    ] + [line(Text(SUM, "dim"))]


SUM = "priority = the reason's weight + lateness, at most 20 + circle, at most 10"


def _row(item: FollowUp) -> tuple[Text | str, ...]:
    shown = ", ".join(item.also[:ALSO])
    more = f" and {len(item.also) - ALSO} more" if len(item.also) > ALSO else ""
    also = f"; also {shown}{more}" if shown else ""
    return (
        Text(item.band, item.band),
        Text(f"{item.priority:.0f}", "dim"),
        Text(item.name, "name"),
        f"{item.text}{also}",
    )


def _sum(item: FollowUp) -> str:
    parts = item.parts
    reason = item.reason.replace("-", " ")
    late = f"{words.count(item.days_late, 'day')} late" if item.days_late else "not late"
    return (
        f"{words.number(item.priority)} = {reason} {parts.reason:g}"
        f" + {late} {words.number(parts.lateness)} + circle {parts.circle:g}"
    )
