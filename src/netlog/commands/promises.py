"""`netlog promises`: what is promised, both ways."""

from __future__ import annotations

from netlog import words as wording
from netlog.domain import promises as ledger
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.domain.journal import Promise
    from netlog.page import Page

PANEL = "Read"
EXAMPLES = ("netlog promises", "netlog promises ana", "netlog promises --all", "netlog promises --overdue")


class Promised(NamedTuple):
    """One promise with the person it is with."""

    id: str
    who: str
    name: str
    handle: str
    text: str
    on: date
    by: date | None
    due: date | None
    size: str
    outcome: str | None
    closed: date | None
    days_late: int
    changes: tuple[object, ...]


class Promises(NamedTuple):
    """Promises both ways and how the closed ones ended."""

    today: date
    promises: tuple[Promised, ...]
    mine: ledger.Record
    theirs: ledger.Record


def promises(
    session: Session,
    name: Annotated[list[str] | None, typer.Argument(metavar="[NAME]")] = None,
    *,
    with_: Annotated[str | None, typer.Option("--with", metavar="NAME", help="With one person.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those past their day.")] = False,
) -> None:
    """Open promises, mine first, the earliest day first; with a name, those with one person."""
    if with_ and name:
        raise UsageError("The person is named twice.", f"netlog promises --with {with_}")
    person = session.find(with_ or " ".join(name or ())) if with_ or name else None
    every = session.store.promises(person, closed=True)
    shown = [
        one
        for one in every
        if (all_ or one.outcome is None) and (not overdue or ledger.days_late(one, session.today) > 0)
    ]
    shown.sort(key=lambda one: (one.who == "them", one.outcome is not None, one.due is None, one.due or one.on, one.id))
    names = session.store.names(one.with_ for one in shown)
    answer = Promises(
        session.today,
        tuple(_promised(one, names[one.with_], session.today) for one in shown),
        ledger.record((one for one in every if one.who == "me"), session.today),
        ledger.record((one for one in every if one.who == "them"), session.today),
    )
    session.show(answer, _page)
    if not shown:
        whom = f" with {person.name}" if person else ""
        which = "overdue" if overdue else "open"
        session.note(f"Nothing was promised{whom} yet." if all_ and not overdue else f"No promise{whom} is {which}.")


def _promised(one: Promise, person: tuple[str, str], today: date) -> Promised:
    return Promised(
        *(one.id, one.who, *person, one.text, one.on, one.by, one.due, one.size, one.outcome, one.closed),
        ledger.days_late(one, today),
        one.changes,
    )


def _page(answer: Promises) -> Page:
    rows = [
        (
            Text("I promised" if one.who == "me" else "they promised", "dim"),
            Text(one.name, "name"),
            one.text,
            Text(_state(one, answer.today), "bad" if one.days_late and one.who == "me" and not one.outcome else ""),
        )
        for one in answer.promises
    ]
    totals = [
        line(Text(f"{whose}: {record.told()}", "dim"))
        for whose, record in (("mine", answer.mine), ("theirs", answer.theirs))
        if record.told()
    ]
    return [table(rows), *totals] if rows else []


def _state(one: Promised, today: date) -> str:
    late = f", {wording.count(one.days_late, 'day')} late" if one.days_late else ""
    if one.outcome:
        return f"{one.outcome} {wording.day(one.closed, today) if one.closed else ''}{late}"
    moved = f" (moved {wording.count(len(one.changes), 'time')})" if one.changes else ""
    return f"by {wording.day(one.due, today)}{late}{moved}" if one.due else "no day named"
