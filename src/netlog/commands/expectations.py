"""`netlog expectations`: what each side expects of the other, and whether both have said so."""

from __future__ import annotations

from netlog import words as wording
from netlog.domain import limits
from netlog.domain.dossier import Expectation
from netlog.lazily import typer
from netlog.page import Text, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.page import Page

PANEL = "Fit and parting"
EXAMPLES = ("netlog expectations", "netlog expectations ana", "netlog expectations --all")


class Expected(NamedTuple):
    """One expectation with the person it is about."""

    id: str
    who: str
    name: str
    handle: str
    text: str
    on: date
    by: date | None
    confirmed: date | None
    outcome: str | None
    closed: date | None


class Expectations(NamedTuple):
    """Expectations both ways."""

    today: date
    expectations: tuple[Expected, ...]


def expectations(
    session: Session,
    name: Annotated[list[str] | None, typer.Argument(metavar="[NAME]")] = None,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Those met or not, too.")] = False,
) -> None:
    """What each side expects of the other: those not confirmed first, then the earliest day."""
    person = session.find(" ".join(name)) if name else None
    found = session.store.of(Expectation, person) if person else session.store.every(Expectation)
    shown = [one for one in found if all_ or limits.is_open(one, session.today)]
    shown.sort(key=lambda one: (one.outcome is not None, one.confirmed is not None, one.by is None, one.by or one.on))
    names = session.store.names(one.with_ for one in shown)
    answer = Expectations(
        session.today,
        tuple(
            Expected(
                *(one.id, one.who, *names[one.with_], one.text),
                *(one.on, one.by, one.confirmed, one.outcome, one.closed),
            )
            for one in shown
        ),
    )
    session.show(answer, _page)
    if not shown:
        whom = f" with {person.name}" if person else ""
        session.note(f"No expectation{whom} is {'noted' if all_ else 'open'}. netlog expect NAME notes one.")


def _page(answer: Expectations) -> Page:
    rows = [
        (
            Text("I expect of" if one.who == "me" else "expected by", "dim"),
            Text(one.name, "name"),
            one.text,
            Text(_state(one, answer.today), "" if one.confirmed or one.outcome else "warn"),
        )
        for one in answer.expectations
    ]
    return [table(rows)] if rows else []


def _state(one: Expected, today: date) -> str:
    if one.outcome:
        return f"{one.outcome}{f' {wording.day(one.closed, today)}' if one.closed else ''}"
    by = f"by {wording.day(one.by, today)}, " if one.by else ""
    return f"{by}{f'confirmed {wording.day(one.confirmed, today)}' if one.confirmed else 'not confirmed'}"
