"""`netlog places`: where you meet people without a sign at the door."""

from __future__ import annotations

from netlog import playbook, telling
from netlog.domain import gatherings
from netlog.domain.dossier import PROMPTS, Place
from netlog.domain.named import Named
from netlog.domain.people import fold
from netlog.lazily import typer
from netlog.page import Text, line
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Annotated, Any

    from netlog.page import Line, Page

PANEL = "Network"
EXAMPLES = ("netlog places", "netlog places --sweep")
SHOWN = 6  # names on a line


class Known(NamedTuple):
    """One place."""

    name: str
    cost: int | None
    hours: int | None
    people: tuple[Named, ...]  # met first there


class Prompt(NamedTuple):
    """A question about where people are met, and the places that answer it."""

    prompt: str | None  # None: places under no question
    question: str
    places: tuple[Known, ...]


class Places(NamedTuple):
    """All six questions, and what stands under no question."""

    today: date
    prompts: tuple[Prompt, ...]


def places(
    session: Session,
    *,
    sweep: Annotated[bool, typer.Option("--sweep", help="The weekly question: whom did you meet there?")] = False,
) -> None:
    """Where you meet people without a sign at the door: six questions, and your answers.

    `netlog place` answers one. --sweep asks of each place whom you met there, with the line to type.
    """
    store = session.store
    latest = gatherings.by_name(store.every(Place))
    everybody = {one.id: one for one in store.people()} if latest else {}
    first = gatherings.firsts(store.first_contacts()) if latest else {}
    where = {id_: one.place for id_, one in everybody.items()}

    def known(one: Place) -> Known:
        met = sorted(gatherings.met_at(one.name, first, where), key=lambda id_: fold(everybody[id_].name))
        people = tuple(Named(everybody[id_].handle, everybody[id_].name) for id_ in met)
        return Known(one.name, one.cost, one.hours, people)

    questions: Mapping[str, str] = playbook.read(session.config, "places").named("prompts")
    named: list[tuple[str | None, str]] = [(one, questions.get(one, one)) for one in PROMPTS]
    prompts = [
        Prompt(prompt, question, tuple(known(one) for one in latest.values() if one.prompt == prompt))
        for prompt, question in [*named, (None, "elsewhere")]
    ]
    answer = Places(session.today, tuple(one for one in prompts if one.prompt or one.places))
    session.show(answer, _sweep if sweep else _page)
    if not latest:
        session.note('No place is noted yet. Begin with: netlog place "Café Rosa" --as lunch')


def _page(answer: Places) -> Page:
    page: list[Line] = []
    for one in answer.prompts:
        page.append(
            line(Text(one.prompt or one.question, "head"), Text(f"  {one.question}" if one.prompt else "", "dim"))
        )
        page += [line(f"  {place.name}", Text(_about(place), "dim")) for place in one.places]
    return page


def _about(place: Known) -> str:
    names = [one.name for one in place.people]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    parts = [f"met: {', '.join(names[:SHOWN])}{more}" if names else "", *telling.spent(place.cost, place.hours)]
    told = "; ".join(filter(None, parts))
    return f" · {told}" if told else ""


def _sweep(answer: Places) -> Page:
    page: list[Any] = []
    for place in [place for one in answer.prompts for place in one.places]:
        page.append(line(Text(place.name, "head"), ": whom did you meet there this week?"))
        page.append(line(Text(f'  netlog add met @NAME --at "{place.name}"', "dim")))
    return page
