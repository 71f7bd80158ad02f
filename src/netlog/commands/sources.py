"""`netlog sources`: where clients come from."""

from __future__ import annotations

from netlog import words as wording
from netlog.domain import gatherings
from netlog.domain import sources as origins
from netlog.domain.dossier import Event, Place, Win
from netlog.domain.journal import Entry, Promise
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import AsOf
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Annotated, Any

    from netlog.domain.sources import Source, Sources
    from netlog.page import Cell, Line, Page

PANEL = "Network"
EXAMPLES = ("netlog sources", "netlog sources --by root", "netlog sources --by place --as-of 2026-05-01")


def sources(
    session: Session,
    *,
    by: Annotated[
        str, typer.Option(metavar="WAY", help="last-hop: who brought them; root: who began the chain; place: where.")
    ] = "last-hop",
    as_of: AsOf = None,
) -> None:
    """Where clients come from: value, share, and how many of those met became clients.

    rate = (won + 4 · usual) / (met + 4), so that one lucky hit does not rank first. Money and hours
    are told per client where `netlog place` or an event knows them. `netlog won` notes a client.
    """
    if by not in origins.WAYS:
        raise UsageError(f"--by cannot be '{by}'.", f"--by takes {', '.join(origins.WAYS)}.")
    today, store = session.as_of(as_of), session.store
    people = {one.id: one for one in store.people()}
    wins: list[Win] = store.every(Win)
    introducers = origins.introducers(wins, people)
    journal = origins.Journal(
        people=people,
        wins=wins,
        firsts=gatherings.firsts(store.first_contacts()),
        places=store.every(Place),
        events=store.every(Event),
        entries=_with(store.of_each(Entry, introducers)),
        promises=_with(store.of_each(Promise, introducers)),
    )
    answer = origins.sources(journal, today, by)
    session.show(answer, _page)
    if not answer.wins:
        session.note("No client is noted yet. Begin with: netlog won NAME --value 6000 --through NAME")


def _with(held: Mapping[str, Sequence[Any]]) -> list[Any]:
    """The records of several people as one list."""
    return [record for records in held.values() for record in records]


def _page(answer: Sources) -> Page:
    if not answer.wins:
        return []
    told = [row for row in answer.sources if row.won]
    rows = table((_row(row) for row in told), heads=("", "value", "share", "clients", "rate"), right=(1, 2, 3, 4))
    total = f"total {answer.total:,} from {wording.count(answer.clients, 'client')}"
    lines = [line(Text(total, "head"), *([f", {answer.wins} times"] if answer.wins > answer.clients else []))]
    quiet = len(answer.sources) - len(told)
    if quiet:
        lines.append(line(Text(f"{wording.count(quiet, 'more source')} brought nobody yet (--json lists them)", "dim")))
    return [rows, *lines, *map(_spent, filter(_costs, told)), *_remarks(answer)]


def _row(row: Source) -> tuple[Cell, ...]:
    return (
        Text(row.source, "dim" if row.kind == "unknown" else "name"),
        f"{row.value:,}",
        f"{100 * row.share:.0f} %" if row.share is not None else "–",
        f"{row.won} of {row.met}",
        f"{100 * row.rate:.0f} %" if row.rate is not None else "–",
    )


def _costs(row: Source) -> bool:
    return row.cost is not None or row.hours is not None


def _spent(row: Source) -> Line:
    parts = [
        f"cost {row.cost:,}, {wording.number(row.cost_per_client)} a client"
        if row.cost is not None and row.cost_per_client is not None
        else "",
        f"{wording.count(row.hours, 'hour')}, {wording.number(row.hours / row.won)} a client" if row.hours else "",
    ]
    return line(Text(f"{row.source}: {'; '.join(filter(None, parts))}", "dim"))


def _remarks(answer: Sources) -> list[Line]:
    lines = []
    if answer.relationships is not None:
        lines.append(line(f"{100 * answer.relationships:.0f} % of clients of known source came through a person."))
        lines.append(
            line(
                Text(
                    f"An author's claim, not checked: a large share does in {100 * answer.claim:.0f} % of firms.", "dim"
                )
            )
        )
    if answer.months is not None:
        lines.append(line(f"{wording.number(answer.months)} months from the first contact to the first win (median)."))
    for one in answer.unthanked:
        lines.append(
            line(Text(f"{one.name} brought {one.won} and heard no thanks since: netlog thank {one.handle}", "warn"))
        )
    if answer.more:
        lines.append(line(Text(f"Do more of: {answer.more}", "good")))
    return lines
