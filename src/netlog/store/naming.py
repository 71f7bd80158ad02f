"""Every way in which a person is named in a text, and the text without it."""

from __future__ import annotations

import re

from netlog.domain import people
from netlog.domain.days import MONTHS, WEEKDAYS
from netlog.domain.people import PARTICLES, TITLES, fold, word_set
from netlog.store.search import UNCUT
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netlog.domain.journal import Person

IN_PLACE = "(forgotten)"
# Names that are everyday words too are taken for a name only where they open with a capital.
EVERYDAY = word_set(
    "amber angel art autumn baker banks bear bell best bill black bloom bond brook brown chance chase church clay "
    "close cook cross crystal dale dawn day dean early faith field fish fisher forest fox free frost garden gold good "
    "grace grant gray green grey guy hall hart hazel heart hill holly hope house hunter ice iris jewel joy just king "
    "knight lake lane law light little long love low luck major mark mason max mercy miles miller moon more new noble "
    "north olive page park pearl penny place power price prince rain ray rich ring river rob rock root rose ruby "
    "rusty sage sandy savage shade sharp short silver sky small snow song south star stark stern still stone storm "
    "strong sue summer sun sunny swift tailor trip victor violet walker wall ward water waters way wells west white "
    "will win winter wise wolf wood woods world young"
)
DATES = frozenset((name.casefold(),) for name in (*MONTHS, *WEEKDAYS))  # as names: one word each
SHORT = 2  # letters; so few are a word in some language: "an", "do"
LOCAL_PHONE = 7  # digits that still tell a number without its country
_JOINERS = "\u200c\u200d"  # inside words of Persian, Hindi …


class Called(NamedTuple):
    """All that somebody is called and reached by, now and before."""

    names: tuple[str, ...]  # each of their words is a name too
    nicks: tuple[str, ...] = ()  # and handles
    addresses: tuple[str, ...] = ()  # e-mails and links
    phones: tuple[str, ...] = ()


class Names:
    """The names of one person, found in a text and replaced."""

    def __init__(self, called: Called, others: Iterable[Person]) -> None:
        """Take in what one person is called; what somebody else is called too stays in the texts."""
        crowd = list(others)
        borne = [_words(name) for one in crowd for name in (one.name, one.handle, *one.nicks)]
        shared = {_words(address) for one in crowd for address in (*one.emails, *one.links)}
        spoken: dict[tuple[str, ...], str] = {}
        for name in (*called.names, *(word for whole in called.names for word in _single(whole)), *called.nicks):
            spoken.setdefault(_words(name), name)
        left = {way for way in spoken if way in DATES or any(_holds(words, way) for words in borne)}
        ways = (spoken.keys() - left) | ({_words(address) for address in called.addresses} - shared)
        ways = {way for way in ways if len("".join(way)) > 1}
        self.left = tuple(dict.fromkeys(spoken[way] for way in spoken if way in left and way))
        self._ways: dict[str, list[tuple[str, ...]]] = {}  # by first word, the longest first
        for way in sorted(ways, key=len, reverse=True):
            self._ways.setdefault(way[0], []).append(way)
        self._needles = tuple({max(way, key=len) for way in ways})
        taken = {_digits(number) for one in crowd for number in one.phones}
        self._phones = [_phone(number) for number in called.phones if _digits(number) not in {*taken, ""}]

    def may_be_in(self, text: str) -> bool:
        """Whether a text may name the person: quick, and never wrong when it says no."""
        if not text.isascii() or (self._phones and any(one.isdigit() for one in text)):
            return True
        lower = text.lower()
        return any(needle in lower for needle in self._needles)

    def taken_out(self, text: str, limit: int = people.LONGEST_NOTE) -> str:
        """The text with every name replaced, cut where it grew past what its column holds."""
        if not self.may_be_in(text):
            return text
        for phone in self._phones:
            text = phone.sub(IN_PLACE, text)
        found = list(_tokens(text))
        parts: list[str] = []
        done, at = 0, 0
        while at < len(found):
            way = next(
                (way for way in self._ways.get(found[at][2], ()) if _is_here(way, found[at : at + len(way)], text)),
                None,
            )
            if way is None:
                at += 1
                continue
            parts += [text[done : found[at][0]], IN_PLACE]
            at += len(way)
            done = found[at - 1][1]
        return "".join((*parts, text[done:]))[:limit]


def _single(name: str) -> Iterator[str]:
    """The words of a name that are a name by themselves."""
    for word in name.split():
        bare = people.words(word)
        if bare and bare[0] not in PARTICLES and bare[0] not in TITLES:
            yield word
            yield people.slug(bare[0])


def _is_here(way: tuple[str, ...], found: Sequence[tuple[int, int, str]], text: str) -> bool:
    if tuple(word for _, _, word in found) != way:
        return False
    is_common = len(way) == 1 and (way[0] in EVERYDAY or len(way[0]) <= SHORT)
    return not (is_common and text[found[0][0]].islower())


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text, folded, with where they begin and end; in scripts without spaces, every character."""
    start = None
    for at, one in enumerate(text):
        is_uncut = not one.isascii() and any(low <= one <= high for low, high in UNCUT)
        if start is not None and (is_uncut or not _goes_on(one)):
            yield start, at, fold(text[start:at])
            start = None
        if is_uncut:
            yield at, at + 1, fold(one)
        elif start is None and one.isalnum():
            start = at
    if start is not None:
        yield start, len(text), fold(text[start:])


def _goes_on(one: str) -> bool:
    if one.isascii():
        return one.isalnum()
    import unicodedata  # noqa: PLC0415 - a plain ASCII journal never loads it

    return one.isalnum() or one in _JOINERS or unicodedata.category(one).startswith("M")


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for _, _, word in _tokens(name))


def _holds(words: tuple[str, ...], way: tuple[str, ...]) -> bool:
    return any(words[at : at + len(way)] == way for at in range(len(words) - len(way) + 1))


def _digits(number: str) -> str:
    return "".join(one for one in number if one.isdigit()).lstrip("0")


def _phone(number: str) -> re.Pattern[str]:
    """A telephone number however it is grouped, with its country or without."""
    digits = _digits(number)
    most = 3 if number.strip().startswith(("+", "00")) else 0
    forms = [digits[cut:] for cut in range(most + 1) if not cut or len(digits) - cut >= LOCAL_PHONE]
    return re.compile("|".join(rf"(?<!\d)\+?(?:0 ?){{0,3}}{'[ ()./-]{0,3}'.join(form)}(?!\d)" for form in forms))
