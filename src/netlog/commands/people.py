"""`netlog people`: everybody, or those with a tag, in a circle, at a company."""

from __future__ import annotations

from itertools import pairwise

from netlog import words as wording
from netlog.domain import rhythm
from netlog.domain.journal import CIRCLES
from netlog.domain.people import fold
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.page import Text, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Annotated, Any

    from netlog.domain.journal import Person
    from netlog.page import Page

PANEL = "People"
EXAMPLES = (
    "netlog people",
    "netlog people --circle close --sort due",
    "netlog people --tag pydata --org kestrel",
    "netlog people --resting",
)
SORTS = ("name", "last", "due", "met", "added")
LATEST_FIRST = ("last", "met", "added")


class Row(NamedTuple):
    """One person in the list."""

    name: str
    handle: str
    org: str | None
    role: str | None
    kind: str | None
    circle: str | None
    tags: tuple[str, ...]
    met: date | None
    added: date
    last: date | None  # the last two-way contact
    due: date | None
    state: str  # on track, soon, due, late, dormant; or no rhythm
    resting: bool


class People(NamedTuple):
    """The people asked for, in order."""

    today: date
    people: tuple[Row, ...]


def people(
    session: Session,
    *,
    tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="With this tag; several: with all.")] = None,
    circle: Annotated[str | None, typer.Option(metavar="NAME", help="inner, close, active, wide or outer.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="WORD", help="client, friend … as you set it.")] = None,
    org: Annotated[str | None, typer.Option(metavar="NAME", help="Where they work, or a part of it.")] = None,
    resting: Annotated[bool, typer.Option("--resting", help="Only those at rest.")] = False,
    sort: Annotated[str, typer.Option(metavar="BY", help=f"{', '.join(SORTS)}.")] = "name",
    reverse: Annotated[bool, typer.Option("--reverse", "-r", help="The other way round.")] = False,
) -> None:
    """Everybody you know: who they are, when you last spoke, when it is time again.

    By name; --sort last, met or added puts the latest first, --sort due the earliest.
    """
    for flag, value, known in (("--sort", sort, SORTS), ("--circle", circle, (None, *CIRCLES))):
        if value not in known:
            raise UsageError(f"{flag} cannot be '{value}'.", f"{flag} takes {', '.join(filter(None, known))}.")
    tags = {fold(one.lstrip("+#")) for one in tag or ()}
    everybody = session.store.people()
    chosen = [
        one
        for one in everybody
        if tags <= {fold(own) for own in one.tags}
        and circle in (None, one.circle or "wide")
        and (kind is None or fold(kind) == fold(one.kind or ""))
        and (org is None or fold(org) in fold(one.org or ""))
    ]
    rows = [row for row in _rows(session, chosen) if row.resting or not resting]
    session.show(People(session.today, tuple(_sorted(rows, sort, reverse=reverse))), _page)
    if not everybody:
        session.note("The journal is empty. Begin with: netlog add met @Ana Ruiz at PyData")
    elif not rows:
        session.note("Nobody answers to that.")


def _rows(session: Session, chosen: Sequence[Person]) -> list[Row]:
    today, parameters = session.today, session.parameters
    only = chosen[0] if len(chosen) == 1 else None
    ties = {tie.id: tie for tie in session.store.agenda(today, only).ties} if chosen else {}
    rows = []
    for one in chosen:
        clock = rhythm.clock(ties[one.id], today, parameters)
        at_rest = rhythm.at_rest(ties[one.id].standing, today)
        rows.append(
            Row(
                *(one.name, one.handle, one.org, one.role, one.kind, one.circle, one.tags, one.met, one.added),
                *(clock.last, clock.due, clock.state, at_rest),
            )
        )
    return rows


def _sorted(rows: list[Row], by: str, *, reverse: bool) -> list[Row]:
    """In the order asked for, equal ones by name; those without such a day last, either way."""
    rows.sort(key=lambda row: (fold(row.name), row.handle), reverse=reverse and by == "name")
    if by == "name":
        return rows
    with_day = [row for row in rows if getattr(row, by) is not None]
    without = [row for row in rows if getattr(row, by) is None]
    latest_first = (by in LATEST_FIRST) is not reverse

    def day(row: Row) -> Any:
        ordinal = getattr(row, by).toordinal()
        return -ordinal if latest_first else ordinal

    return sorted(with_day, key=day) + without


def _page(answer: People) -> Page:
    if not answer.people:
        return []
    today = answer.today
    names = sorted(fold(row.name) for row in answer.people)
    shared = {one for one, following in pairwise(names) if one == following}
    return [
        table(
            (
                (
                    Text(f"{row.name} ({row.handle})" if fold(row.name) in shared else row.name, "name"),
                    row.circle or "wide",
                    wording.day(row.last, today) if row.last else "never",
                    Text("at rest" if row.resting else wording.day(row.due, today) if row.due else "–", _style(row)),
                    ", ".join(part for part in (row.role, row.org) if part),
                )
                for row in answer.people
            ),
            heads=("", "circle", "last", "next", ""),
        )
    ]


def _style(row: Row) -> str:
    return "dim" if row.resting else "today" if row.state in ("due", "late") else ""
