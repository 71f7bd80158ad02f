"""`netlog path`: the ways to somebody over people who know each other."""

from __future__ import annotations

from netlog import words as wording
from netlog.domain.people import fold
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple
from netlog.wayfinding import Map

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.page import Cell, Line, Page, Table
    from netlog.wayfinding import Paths, Way

PANEL = "Network"
EXAMPLES = ("netlog path mira", "netlog path", "netlog path mira --all")
DREAM = "dream"  # the tag of those whom one would love to work with
SHOWN = 3
COVERED = {
    "yes": "an M ask fits",
    "tight": "an M ask fits, and uses most of your room",
    "not-yet": "an M ask does not fit yet",
    "promise-first": "first put your overdue promise to them right",
    "wait-for-answer": "an ask of yours is open: wait for the answer",
    "hello-first": "it has been quiet: say hello first",
    "too-soon": "they said yes to you within the last month",
}
WEAK = "Ties that are weak but real, with few contacts shared, open more doors than close ones."


class Dream(NamedTuple):
    """Somebody worth dreaming of, and the best way there."""

    name: str
    handle: str
    in_touch: date | None
    best: Way | None


class Dreams(NamedTuple):
    """Everybody with the tag."""

    today: date
    dreams: tuple[Dream, ...]


def path(
    session: Session,
    name: Annotated[list[str] | None, typer.Argument(metavar="[NAME]")] = None,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Every way, not only the best three.")] = False,
) -> None:
    """The ways to somebody over people who know each other, the strongest first.

    Your link with the first person is worth your index with them / 100: would they vouch for you?
    Each further link is its strength / 5; the value is the product, times 0.7 for every link
    after the first handover. Nobody at rest is used. Called alone: the best way to everybody with
    the tag dream, which `netlog set mira --tag dream` gives.
    """
    known = Map(session)
    if name:
        person = session.find(" ".join(name))
        answer = known.to(person)
        session.show(answer, lambda one: _page(one, None if all_ else SHOWN))
        if not answer.paths and not answer.resting:
            session.note(f"No way to {person.name} is known. Who knows them? netlog tie NAME {person.handle}")
        return
    dreams = [one for one in session.store.people() if DREAM in map(fold, one.tags)]
    found = []
    for person in session.progress(dreams, "paths"):
        ways = known.to(person)
        found.append(Dream(person.name, person.handle, ways.in_touch, ways.paths[0] if ways.paths else None))
    found.sort(key=lambda one: (-(one.best.value if one.best else 0), fold(one.name)))
    session.show(Dreams(session.today, tuple(found)), _dreams)
    if not found:
        session.note("Nobody has the tag dream yet. Whom would you love to work with? netlog set mira --tag dream")


def _page(answer: Paths, shown: int | None) -> Page:
    today = answer.today
    if answer.resting:
        return [line(f"{answer.name} is at rest: no way is looked for. `netlog wake {answer.handle}` ends the rest.")]
    ways = answer.paths[:shown]
    page: list[Line | Table] = []
    if answer.in_touch:
        page.append(line(Text(f"You spoke with {answer.name} yourself, {wording.ago(answer.in_touch, today)}.", "dim")))
    for one in ways:
        mark = Text("  weak but real", "good") if one.weak_but_real else ""
        page.append(line(Text(f"{one.value:.3f}  ", "head"), Text(" › ".join(one.names), "name"), mark))
        page.append(line(f"  weakest: {one.weakest}; to warm it, {one.warm}"))
        page.append(line("  ", Text(f"{one.names[0]}: {COVERED[one.ask]}", "" if one.covered else "warn")))
        if one.asked:
            page.append(line("  ", Text(_asked(one, one.asked, today), "warn" if one.free_from else "dim")))
    if any(one.weak_but_real for one in ways):
        page.append(line(Text(WEAK, "dim")))
    more = len(answer.paths) - len(ways)
    return [*page, *([line(Text(f"… and {more} more (--all)", "dim"))] if more > 0 else [])]


def _asked(one: Way, on: date, today: date) -> str:
    """When the first person was last asked for an introduction, and from when they may be again."""
    again = f", again from {wording.day(one.free_from, today)}" if one.free_from else ""
    return f"asked for an introduction {wording.ago(on, today)}{again}"


def _dreams(answer: Dreams) -> Page:
    if not answer.dreams:
        return []
    return [table((_row(one, answer.today) for one in answer.dreams), heads=("", "value", "best way"), right=(1,))]


def _row(one: Dream, today: date) -> tuple[Cell, ...]:
    name = Text(one.name, "name")
    if one.best is None:
        own = f"you spoke yourself, {wording.ago(one.in_touch, today)}" if one.in_touch else "no way is known yet"
        return (name, "–", own)
    return (name, f"{one.best.value:.3f}", " › ".join(one.best.names))
