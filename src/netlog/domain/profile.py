"""What is known of a person beside what passed between you, as typed and as kept."""

from __future__ import annotations

from netlog.domain import days, people
from netlog.domain.journal import CIRCLES
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from typing import Any

    from netlog.domain.journal import Person

NOTHING = ("", "none", "-")  # what takes a field's value away


class Profile(NamedTuple):
    """Fields of a person as a user typed them; None: not spoken of."""

    org: str | None = None
    role: str | None = None
    kind: str | None = None
    circle: str | None = None
    every: str | None = None
    birthday: str | None = None
    met: str | None = None
    place: str | None = None
    nicks: Sequence[str] | None = None
    emails: Sequence[str] | None = None
    phones: Sequence[str] | None = None
    links: Sequence[str] | None = None
    tags: Sequence[str] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was spoken of."""
        return all(value is None for value in self)


def applied(person: Person, told: Profile, today: date, order: str = "") -> Person:
    """The person with what was told: a field is replaced, of what is several the new ones are added.

    `none` takes a field away. Refuses a circle nobody knows, an impossible day, an e-mail without @.
    """
    read: dict[str, Callable[[str], Any]] = {
        "circle": _circle,
        "every": days.span,
        "birthday": lambda text: days.birthday(text, today),
        "met": lambda text: _met(text, today, order),
        "kind": lambda text: people.clean_line(text.casefold(), people.LONGEST_WORD),
        "emails": _email,
        "tags": tag,
    }
    changed: dict[str, Any] = {}
    for field, value in told._asdict().items():
        of = read.get(field, people.clean_line)
        if isinstance(value, str):
            changed[field] = None if _is_nothing(value) else of(value)
        elif value is not None:
            kept = () if any(_is_nothing(one) for one in value) else getattr(person, field)
            new = (of(one) for one in value if not _is_nothing(one))
            changed[field] = tuple(one for one in dict.fromkeys((*kept, *new)) if one)
    return person._replace(**changed)


def tag(text: str) -> str:
    """A tag as typed, in small letters and without its sign; one word, so that +tag in a sentence means the same."""
    word = people.clean_line(text.lower(), people.LONGEST_WORD).lstrip("+# ")
    if " " in word:
        raise UsageError(f"A tag is one word, not '{word}'.", f"Write {word.replace(' ', '-')}.")
    return word


def _is_nothing(text: str) -> bool:
    return people.clean(text).casefold() in NOTHING


def _circle(text: str) -> str:
    circle = text.strip().casefold()
    if circle not in CIRCLES:
        raise UsageError(f"There is no circle '{text}'.", f"The circles are {', '.join(CIRCLES)}.")
    return circle


def _met(text: str, today: date, order: str) -> date:
    day = days.read(text, today, "past", order)
    if day > today:
        raise UsageError(f"{day} is still to come.", "--met takes the day you met.")
    return day


def _email(text: str) -> str:
    address = people.clean_line(text)
    name, _, host = address.rpartition("@")
    if not name or not host or " " in address:
        raise UsageError(f"'{text}' is no e-mail address.", "It looks like ana@kestrel.example.")
    return address
