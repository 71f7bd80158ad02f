"""Whether somebody in a foreign file is somebody in the journal: by e-mail, telephone or profile, never by name."""

from __future__ import annotations

from netlog.domain.merge import digits, joined
from netlog.domain.people import fold, words
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netlog.domain.journal import Person

PHONE = "phone"
SHORTEST_PHONE = 7  # digits that are one person's, and no extension
A_NUMBER = ""  # in place of a word of a name, which never is empty
ENOUGH = 2  # people with one address: more say nothing more
# What a file may add where the journal says nothing; what was typed by hand is never overwritten.
BLANKS = ("org", "role", "kind", "birthday", "met", "place")


class Reached:
    """People by all the ways in which they are reached: of each way two at most, since of several nobody knows."""

    def __init__(self, crowd: Iterable[Person]) -> None:
        """Take in some people."""
        self._ids: dict[str, tuple[str, ...]] = {}
        for person in crowd:
            self.add(person)

    def add(self, person: Person) -> None:
        """Take in one more."""
        for way in ways(person):
            by_name = _by_name(way, person) if way.startswith(PHONE) else ()
            for key in (way, *by_name):
                ids = self._ids.get(key, ())
                if person.id not in ids and len(ids) < ENOUGH:
                    self._ids[key] = (*ids, person.id)

    def like(self, person: Person) -> tuple[str, ...]:
        """The ids of those who are a person by an address: one is the same person, of several nobody knows."""
        found: dict[str, None] = {}
        for way in ways(person):
            is_sure = not way.startswith(PHONE) or _is_number(person)
            for key in (way,) if is_sure else (*_by_name(way, person), f"{way} {A_NUMBER}"):
                found |= dict.fromkeys(self._ids.get(key, ()))
        return tuple(found)

    def sharing(self, person: Person) -> Iterator[str]:
        """The ids of some who share an address with a person, be they others at one telephone."""
        return (id_ for way in ways(person) for id_ in self._ids.get(way, ()))


def _by_name(way: str, person: Person) -> Iterator[str]:
    """A telephone with each word of its owner's names: a household and an office share theirs, and no such word.

    One look each; comparing everybody at a company's switchboard with everybody took minutes.
    """
    yield from {f"{way} {word}" for name in (person.name, *person.nicks) for word in words(name)}
    if _is_number(person):
        yield f"{way} {A_NUMBER}"


def _is_number(person: Person) -> bool:
    """Whether somebody is known by a number alone, and so may be anybody who has it."""
    return not any(letter.isalpha() for letter in person.name)


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
