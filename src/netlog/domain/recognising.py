"""Whether somebody in a foreign file is somebody in the journal: by e-mail, telephone or profile, never by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.domain.merge import digits, joined
from netlog.domain.people import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netlog.domain.journal import Person

PHONE = "phone"
SHORTEST_PHONE = 7  # digits that are one person's, and no extension
# What a file may add where the journal says nothing; what was typed by hand is never overwritten.
BLANKS = ("org", "role", "kind", "birthday", "met", "place")


class Reached:
    """People by all the ways in which they are reached, each way with those who have it."""

    def __init__(self, crowd: Iterable[Person]) -> None:
        """Take in some people."""
        self._ways: dict[str, dict[str, Person]] = {}
        for person in crowd:
            self.add(person)

    def add(self, person: Person) -> None:
        """Take in one more."""
        for way in ways(person):
            self._ways.setdefault(way, {})[person.id] = person

    def like(self, person: Person) -> tuple[str, ...]:
        """The ids of those who are a person by an address: one is the same person, of several nobody knows."""
        return tuple(
            dict.fromkeys(
                id_
                for way in ways(person)
                for id_, other in self._ways.get(way, {}).items()
                if not way.startswith(PHONE) or _may_be_one(person, other)
            )
        )

    def sharing(self, person: Person) -> tuple[str, ...]:
        """The ids of all who share an address with a person, be they others at one telephone."""
        return tuple(dict.fromkeys(id_ for way in ways(person) for id_ in self._ways.get(way, ())))


def _may_be_one(person: Person, other: Person) -> bool:
    """Whether two at one telephone may be one: a household and an office share theirs, and no word of their names."""
    one, two = ({word for name in (who.name, *who.nicks) for word in words(name)} for who in (person, other))
    is_number = any(not any(letter.isalpha() for letter in who.name) for who in (person, other))
    return is_number or not one.isdisjoint(two)


def ways(person: Person) -> Iterator[str]:
    """The addresses of a person, each as it is compared."""
    yield from (f"mail {mail.strip().casefold()}" for mail in person.emails)
    for phone in person.phones:
        number = digits(phone).removeprefix("+").removeprefix("00")
        if len(number) >= SHORTEST_PHONE and number.isdigit():
            yield f"{PHONE} {number}"
    yield from (f"link {profile(link)}" for link in person.links if "/" in profile(link))


def profile(link: str) -> str:
    """A page of somebody's without what varies: https, www, the query, a slash at the end, case."""
    bare = link.strip().casefold().partition("?")[0].partition("#")[0]
    return bare.partition("://")[2].removeprefix("www.").rstrip("/") or bare.rstrip("/")


def completed(known: Person, told: Person) -> Person:
    """The known person with what a file adds: blanks are filled, addresses and tags joined."""
    blanks = {field: getattr(told, field) for field in BLANKS if getattr(known, field) is None}
    return known._replace(
        **blanks,
        # Also what the other program calls them: no name is lost, and each finds them.
        nicks=joined(known.nicks, [one for one in (told.name, *told.nicks) if fold(one) != fold(known.name)], fold),
        emails=joined(known.emails, told.emails, str.casefold),
        phones=joined(known.phones, told.phones, digits),
        links=joined(known.links, told.links, profile),
        tags=joined(known.tags, told.tags, fold),
    )
