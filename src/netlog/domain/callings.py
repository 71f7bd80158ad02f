"""What each of the known people may be called in a sentence, and whether it stands there."""

from __future__ import annotations

from netlog.domain import people
from netlog.domain.line import LONGEST_RUN, is_hangul, is_unspaced, words
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Literal

    from netlog.domain.journal import Person
    from netlog.domain.line import Line, Word

    Stretch = tuple[int, int]
    Way = Literal["handle", "whole", "part", "initial", "surname", "inner", "piece"]

# The way that names a person best comes first; an @ takes them all, a bare word neither inner words nor pieces.
_RANK = {"handle": 0, "whole": 1, "part": 2, "initial": 2, "surname": 2, "inner": 2, "piece": 3}


class Calling(NamedTuple):
    """One way in which a person is named."""

    person: Person
    way: Way
    capitals: tuple[bool, ...] = ()  # which of its words must open with a capital

    def fits(self, written: Sequence[Word]) -> bool:
        """True when the words are written with the capitals of the name."""
        return all(word.is_capital for word, must in zip(written, self.capitals, strict=False) if must)


class Callings:
    """All that the known people may be called."""

    __slots__ = ("_unspaced", "by_words", "reach")

    def __init__(self, known: Iterable[Person]) -> None:
        self.by_words: dict[tuple[str, ...], list[Calling]] = {}  # folded
        self.reach: dict[str, int] = {}  # the first word of a calling → words of the longest that starts so
        unspaced: dict[str, list[Calling]] = {}
        for person in known:
            for called, calling in _spaced(person):
                self.by_words.setdefault(called, []).append(calling)
                self.reach[called[0]] = max(self.reach.get(called[0], 0), len(called))
            for name, calling in _unspaced(person):
                unspaced.setdefault(name, []).append(calling)
        self._unspaced: dict[str, list[tuple[str, list[Calling]]]] = {}  # by two letters, the longest first
        for name in sorted(unspaced, key=len, reverse=True):
            self._unspaced.setdefault(name[:2], []).append((name, unspaced[name]))

    def within(self, text: str) -> tuple[str, list[Calling]] | None:
        """The longest name that a text opens with, where no space parts it from the next word."""
        return next((one for one in self._unspaced.get(text[:2], ()) if text.startswith(one[0])), None)


def called(line: Line, i: int) -> Iterator[tuple[int, int, list[Calling]]]:
    """Whoever may be named from a word on, the longest names first, and by which callings.

    A name stops at the index of the word after it, and ends at a place in the text.
    """
    firsts = line.words[i].forms()
    reach = max(line.callings.reach.get(first, 0) for first in firsts)
    n = 1
    while n < reach and i + n < len(line.words) and line.is_joined(i + n):
        n += 1
    for size in range(n, 1, -1):
        middle = tuple(word.key for word in line.words[i + 1 : i + size - 1])
        for first in firsts:
            for last, end in line.words[i + size - 1].endings().items():
                if hits := line.callings.by_words.get((first, *middle, last)):
                    yield i + size, end, hits
    ends = line.words[i].endings()
    for first in firsts:
        if hits := line.callings.by_words.get((first,)):
            yield i + 1, ends.get(first, line.words[i].end), hits


def best(found: Sequence[Calling]) -> tuple[tuple[Person, ...], Way]:
    """Those whom the best of some callings name, and its way."""
    rank = min(_RANK[calling.way] for calling in found)
    chosen = [calling for calling in found if _RANK[calling.way] == rank]
    return tuple({calling.person.id: calling.person for calling in chosen}.values()), chosen[0].way


def _spaced(person: Person) -> Iterator[tuple[tuple[str, ...], Calling]]:
    """All that a person may be called, as folded words."""
    own = words(person.name)[:LONGEST_RUN]
    while len(own) > 1 and own[0].key in people.TITLES:
        del own[0]
    keys, capitals = _written(own)
    for start, end in _stretches(len(own)):
        is_first, is_last = start == 0, end == len(own)
        way: Way = "whole" if is_first and is_last else "part" if is_first else "surname" if is_last else "inner"
        yield keys[start:end], Calling(person, way, (True,) if end - start == 1 else capitals[start:end])
    for initial in people.initials(keys):
        yield (keys[0], initial), Calling(person, "initial", (True, True))
    for nick in person.nicks:
        if written := words(nick):
            yield _written(written)[0], Calling(person, "whole", _written(written)[1])
    yield (person.handle,), Calling(person, "handle", ("-" not in person.handle,))
    if not "".join(keys).isascii():
        pieces = tuple(person.handle.split("-"))
        yield from ((pieces[start:end], Calling(person, "piece")) for start, end in _stretches(len(pieces)))


def _written(own: Sequence[Word]) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    """The keys of words, and which of them open with a capital."""
    return tuple(word.key for word in own), tuple(word.text[0].isupper() for word in own)


def _stretches(n: int) -> Iterator[Stretch]:
    """Every way to take some of n words that stand together."""
    return ((start, end) for start in range(n) for end in range(start + 1, n + 1))


def _unspaced(person: Person) -> Iterator[tuple[str, Calling]]:
    """What a person is called where no space parts a name from the next word: two letters at least."""
    for name in (person.name, *person.nicks):
        own = name.split()
        whole = "".join(own)
        if len(whole) > 1 and (is_unspaced(whole) or is_hangul(whole)):
            yield whole, Calling(person, "whole")
            yield from ((word, Calling(person, "part")) for word in own if 1 < len(word) < len(whole))
