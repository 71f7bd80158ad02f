"""`netlog triage`: who belongs where, one key a person."""

from __future__ import annotations

from netlog import telling
from netlog import words as wording
from netlog.domain import profile, rhythm
from netlog.domain.journal import Standing
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.domain.journal import Person
    from netlog.page import Page

PANEL = "People"
EXAMPLES = ("netlog triage", "netlog triage --tag linkedin")
CIRCLES = {"i": "inner", "c": "close", "a": "active", "w": "wide", "o": "outer"}
QUESTION = "[i]nner [c]lose [a]ctive [w]ide [o]uter (no reminders) [e]very [l]ater [q]uit"
SHOWN = 30  # names that are listed without a terminal


class Waiting(NamedTuple):
    """Somebody without a place yet."""

    name: str
    handle: str
    about: str


def triage(
    session: Session,
    *,
    tag: Annotated[str | None, typer.Option(metavar="TAG", help="Only those with this tag.")] = None,
) -> None:
    """Give everybody without a circle or a rhythm one, a key a person, and stop anywhere.

    Outer means: known, and no reminders. Each answer is written at once as a step of its own, so the
    next `netlog triage` goes on where this one stopped, and `netlog undo` takes the last key back.
    Elsewhere than on a terminal those who wait are listed.
    """
    waiting = _waiting(session, tag.lstrip("+#") if tag else None)
    if not waiting:
        session.show([], lambda _: [])
        is_empty = not session.store.people()
        session.note(
            "The journal is empty. Begin with: netlog import FILE"
            if is_empty
            else "Everybody has a circle or a rhythm."
        )
        return
    if not session.interactive:
        session.show([Waiting(one.name, one.handle, telling.person(one)) for one in waiting], _page)
        return
    placed = 0
    for at, person in enumerate(waiting, 1):
        session.say([line(Text(f"{at} of {len(waiting)}  ", "dim"), Text(person.name, "name"), f"  {_about(person)}")])
        key = session.key(QUESTION, f"{''.join(CIRCLES)}elq")
        if key == "q":
            break
        if key in CIRCLES:
            placed += _place(session, person, profile.Profile(circle=CIRCLES[key]))
        elif key == "e":
            placed += _every(session, person)
    left = len(_waiting(session, tag.lstrip("+#") if tag else None))
    session.say([line(f"{wording.count(placed, 'person', 'people')} placed, {left} left.")])


def _waiting(session: Session, tag: str | None) -> list[Person]:
    resting = rhythm.resting(session.store.every(Standing), session.today)
    return [
        one
        for one in session.store.people()
        if one.circle is None and one.every is None and one.id not in resting and (tag is None or tag in one.tags)
    ]


def _about(person: Person) -> str:
    met = f"met {person.met.isoformat()}" if person.met else ""
    return " · ".join(
        part for part in (telling.person(person), met, " ".join(f"+{tag}" for tag in person.tags)) if part
    )


def _place(session: Session, person: Person, told: profile.Profile) -> int:
    placed = profile.applied(person, told, session.today, session.config.day_order)
    what = f"{placed.circle} circle" if told.circle else f"every {wording.count(placed.every or 0, 'day')}"
    with session.store.write("triage", f"{person.name}: {what}") as writer:
        writer.replace(placed)
    return 1


def _every(session: Session, person: Person) -> int:
    """Ask for a rhythm until it can be read; nothing typed leaves the person waiting."""
    while span := session.ask("Every? 2w, 3m, 90 days"):
        try:
            return _place(session, person, profile.Profile(every=span))
        except UsageError as error:
            session.warn(f"{error.sentence} {error.hint}")
    return 0


def _page(answer: list[Waiting]) -> Page:
    rows = [(Text(one.name, "name"), Text(one.handle, "dim"), one.about) for one in answer[:SHOWN]]
    more = f"… and {len(answer) - SHOWN} more"
    return [table(rows), *([line(Text(more, "dim"))] if len(answer) > SHOWN else [])]
