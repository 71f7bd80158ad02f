"""Names and tags of which two are likely one, found among thousands."""

from __future__ import annotations

from itertools import combinations

from netlog.domain import people, recognising
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netlog.domain.journal import Person

WAYS = {"mail": "e-mail address", "phone": "telephone number", "link": "profile"}
ALIKE = 88  # of 100, as rapidfuzz compares sets of words; Ana Silva and Ana Maria Silva have 100, Jon and John 86
MOST_TOGETHER = 20  # who share an address or a name; more of them share a switchboard
MOST_COLLEAGUES = 400  # compared with each other
SHORTEST_TAG = 5  # letters in which a slip is a slip: hr and pr are two things


def names(known: Sequence[str]) -> list[list[int]]:
    """Which of the names look alike, in groups of their places; `people.looks_alike` says what that is."""
    ties = _Ties(len(known))
    first: dict[tuple[str, ...], int] = {}
    spelled: dict[str, dict[str, int]] = {}  # by all letters in a row, one name for each set of initials
    for at, name in enumerate(known):
        words = people.words(name)
        if words:
            letters = "".join(words).replace("-", "").replace("'", "")
            ties.tie(first.setdefault(("words", *sorted(words)), at), at)
            ties.tie(first.setdefault(("letters", letters), at), at)
            spelled.setdefault(letters, {}).setdefault("".join(word[0] for word in words), at)
    for one, other in _near(spelled):
        for a in spelled[one].values():
            for b in spelled[other].values():
                if people.looks_alike(known[a], known[b]):
                    ties.tie(a, b)
    return ties.groups()


class Pair(NamedTuple):
    """Two people who may be one, and why."""

    one: Person
    other: Person
    why: str


def pairs(crowd: Sequence[Person], apart: Iterable[frozenset[str]] = ()) -> list[Pair]:
    """Of whom two are likely one, the surest first: they share an address, bear one name, or nearly one at one company.

    `apart` are the pairs of ids of which it was said that they are two.
    """
    said, found = set(apart), dict[frozenset[str], Pair]()

    def add(one: Person, other: Person, why: str) -> None:
        pair = frozenset((one.id, other.id))
        if len(pair) > 1 and pair not in said:
            found.setdefault(pair, Pair(one, other, why))

    sharing: dict[str, list[Person]] = {}
    for person in crowd:
        for way in recognising.ways(person):
            sharing.setdefault(way, []).append(person)
    for way, together in sharing.items():
        for one, other in combinations(together[:MOST_TOGETHER], 2):
            add(one, other, f"one {WAYS[way.partition(' ')[0]]}")
    for group in names([person.name for person in crowd]):
        for a, b in combinations(group[:MOST_TOGETHER], 2):
            is_one = people.fold(crowd[a].name) == people.fold(crowd[b].name)
            add(crowd[a], crowd[b], "one name" if is_one else "names much alike")
    for one, other in _at_one_company(crowd):
        add(one, other, "much alike, at one company")
    return list(found.values())


def _at_one_company(crowd: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    from rapidfuzz import fuzz  # noqa: PLC0415 - a library that only this question needs

    companies: dict[str, list[Person]] = {}
    for person in crowd:
        if person.org:
            companies.setdefault(people.fold(person.org), []).append(person)
    for colleagues in companies.values():
        for one, other in combinations(colleagues[:MOST_COLLEAGUES], 2):
            if fuzz.token_set_ratio(people.fold(one.name), people.fold(other.name)) >= ALIKE:
                yield one, other


def tags(known: Sequence[str]) -> list[list[int]]:
    """Which of the tags look alike, in groups of their places: but for case and accents the same, or one slip apart."""
    ties = _Ties(len(known))
    spelled: dict[str, int] = {}
    for at, tag in enumerate(known):
        ties.tie(spelled.setdefault(people.fold(tag), at), at)
    for one, other in _near(key for key in spelled if len(key) >= SHORTEST_TAG):
        if people.is_one_slip(one, other):
            ties.tie(spelled[one], spelled[other])
    return ties.groups()


def _near(spelled: Iterable[str]) -> Iterator[tuple[str, str]]:
    """All pairs that one slip may tell apart, and some more.

    Two such texts are the same once a letter is left out of one of them, or of each. Comparing
    what is left instead of each with each takes seconds off ten thousand names.
    """
    by_rest: dict[str, list[str]] = {}
    for text in spelled:
        # A digit is never a slip.
        rests = {text, *(text[:at] + text[at + 1 :] for at, letter in enumerate(text) if not letter.isdigit())}
        for rest in rests:
            others = by_rest.setdefault(rest, [])
            yield from ((other, text) for other in others)
            others.append(text)


class _Ties:
    """Places tied to each other, at first hand or through others."""

    def __init__(self, count: int) -> None:
        self._towards = list(range(count))

    def tie(self, one: int, other: int) -> None:
        self._towards[self._end(other)] = self._end(one)

    def _end(self, place: int) -> int:
        while (step := self._towards[place]) != place:
            self._towards[place] = self._towards[step]  # half the way for whoever comes next
            place = step
        return place

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for place in range(len(self._towards)):
            found.setdefault(self._end(place), []).append(place)
        return sorted(group for group in found.values() if len(group) > 1)
