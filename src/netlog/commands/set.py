"""`netlog set`: what you know of somebody: where they work, how often to speak, how to reach them."""

from __future__ import annotations

from netlog import finding, telling
from netlog.domain import people, profile
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import (
    Birthday,
    Circle,
    Emails,
    Every,
    Kind,
    Links,
    Met,
    Nicks,
    Org,
    Phones,
    Place,
    Role,
    Tags,
    Through,
)
from netlog.page import Text
from netlog.session import Session
from netlog.typed import TYPE_CHECKING
from netlog.words import count

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.domain.journal import Person
    from netlog.page import Cell

PANEL = "People"
EXAMPLES = (
    "netlog set ana --org Kestrel --role CTO --every 3m",
    "netlog set ana --circle close --birthday 03-14 --tag data",
    "netlog set ana --phone none --email ana@kestrel.example",
)


def set_(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    handle: Annotated[str | None, typer.Option(metavar="WORD", help="What to type for them.")] = None,
    org: Org = None,
    role: Role = None,
    kind: Kind = None,
    circle: Circle = None,
    every: Every = None,
    birthday: Birthday = None,
    met: Met = None,
    place: Place = None,
    through: Through = None,
    nicks: Nicks = None,
    emails: Emails = None,
    phones: Phones = None,
    links: Links = None,
    tags: Tags = None,
) -> None:
    """Note or correct what you know of somebody.

    A field is replaced; of what may be several, such as e-mails and tags, the new one is
    added. `none` takes a field away: `--every none` goes back to the rhythm of the circle,
    `--tag none --tag data` leaves one tag.
    """
    told = profile.Profile(org, role, kind, circle, every, birthday, met, place, nicks, emails, phones, links, tags)
    if told.is_empty and through is None and handle is None:
        raise UsageError("Nothing is said about them.", "netlog set ana --org Kestrel; `netlog set -h` lists the rest.")
    person = session.find(" ".join(name))
    changed = profile.applied(person, told, session.today, session.config.day_order)
    if through is not None:
        changed = changed._replace(through=_through(session, person, through))
    if handle is not None:
        changed = changed._replace(handle=finding.free_handle(session, handle, person))
    rows = [row for field in person._fields if (row := _change(session, field, person, changed))]
    if not rows:
        session.tell(person, f"Nothing changes: {person.name} is down so already.")
        return
    with session.store.write("set", f"{person.name}: {', '.join(str(name) for (name, *_) in rows)}") as writer:
        writer.replace(changed)
    session.tell(changed, telling.receipt([(Text(row[0], "dim"), row[1]) for row in rows], f"{person.name}:"))


def _through(session: Session, person: Person, text: str) -> str | None:
    if text.strip().casefold() in profile.NOTHING:
        return None
    other = session.find(text)
    people.refuse_ring(person, other, session.store.person)
    return other.id


def _change(session: Session, field: str, before: Person, after: Person) -> tuple[str, Cell] | None:
    """A field and how it changed; none when it did not."""
    old, new = getattr(before, field), getattr(after, field)
    if old == new:
        return None
    if field == "through":
        names = session.store.names(one for one in (old, new) if one)
        old, new = (names[one][0] if one else None for one in (old, new))
    if field == "every":
        old, new = (count(one, "day") if one else None for one in (old, new))
    return field, f"{_shown(old)} → {_shown(new)}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        value = ", ".join(value)
    return "–" if value in (None, "") else str(value)
