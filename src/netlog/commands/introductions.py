"""`netlog introductions`: who is being brought together, and what is missing next."""

from __future__ import annotations

from netlog import introducing
from netlog import words as wording
from netlog.domain import introductions as pipeline
from netlog.domain.dossier import Introduction
from netlog.lazily import typer
from netlog.page import Text, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated, Any

    from netlog.page import Page

PANEL = "Network"
EXAMPLES = ("netlog introductions", "netlog introductions mira", "netlog introductions --open")


class Introductions(NamedTuple):
    """Introductions, those under way first."""

    today: date
    introductions: tuple[dict[str, Any], ...]


def introductions(
    session: Session,
    name: Annotated[list[str] | None, typer.Argument(metavar="[NAME]")] = None,
    *,
    open_: Annotated[bool, typer.Option("--open", help="Only those under way.")] = False,
) -> None:
    """Who is being brought together, and what is missing next; those under way first."""
    person = session.find(" ".join(name)) if name else None
    known: list[Introduction] = session.store.of(Introduction, person) if person else session.store.every(Introduction)
    found = [one for one in known if pipeline.state(one).missing or not open_]
    found.sort(key=lambda one: (pipeline.state(one).missing is None, pipeline.state(one).since))
    names = introducing.names(session, found)
    rows = {one.id: (introducing.called(one, names), pipeline.told(one, names)) for one in found}
    answer = Introductions(session.today, tuple(introducing.record(session, one) for one in found))
    session.show(answer, lambda one: _page(one, rows))
    if not found:
        whom = f" with {person.name}" if person else ""
        session.note(f'No introduction{whom} is noted yet. Begin one: netlog introduce ana tom --why "…"')


def _page(answer: Introductions, told: dict[str, tuple[str, str]]) -> Page:
    if not answer.introductions:
        return []
    return [
        table(
            (
                (
                    Text(told[one["id"]][0], "name"),
                    one["state"],
                    wording.day(one["since"], answer.today),
                    Text(told[one["id"]][1] if one["missing"] else "", "today"),
                )
                for one in answer.introductions
            ),
            heads=("", "state", "since", "next"),
        )
    ]
