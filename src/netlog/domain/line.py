"""A stretch of a sentence cut into words, in any script: where each stands, how it is written, what is beside it."""

from __future__ import annotations

from bisect import bisect_left

from netlog.domain.dates import MONTH, WEEKDAY, WEEKDAYS
from netlog.domain.people import TITLES, fold, word_set
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netlog.domain.callings import Callings

AT = "@＠"
POSSESSIVES = ("'s", "’s")
STOPS = frozenset(".!?:;\n。！？：；")  # before a new sentence
LONGEST_RUN = 12  # words of one name, or of one place

_HYPHENS = "‐‑-"
_JOINING = "'’‘ʹ′" + _HYPHENS  # the parts of one word
# Scripts that put no space between words: Thai and Lao, Myanmar, Khmer, kana, Han.
_UNSPACED = (
    *("\u0e00\u0eff", "\u1000\u109f", "\u1780\u17ff", "\u3005\u3007", "\u3040\u30ff", "\u3400\u9fff"),
    *("\uf900\ufaff", "\U00020000\U0003ffff"),
)
_JOINERS = "\u200c\u200d"  # between letters of Persian, Hindi …
_JOINED_PREFIXES = "وبلف"  # Arabic and, with, for, so: written as one word with the name

_DAYS = word_set("today yesterday tomorrow christmas easter") | {name.lower() for name in WEEKDAYS}
_CALENDAR = word_set("q1 q2 q3 q4") | WEEKDAY.keys() | MONTH.keys()  # names as well: Jan, May, Sun
_BEFORE_A_DATE = word_set("in on since until till last next this early late mid by before after")


class Word(NamedTuple):
    """One word of a sentence."""

    start: int
    end: int
    text: str
    key: str  # folded, never empty

    @property
    def is_cased(self) -> bool:
        """True in a script with capitals."""
        return self.text[0].lower() != self.text[0].upper()

    @property
    def is_capital(self) -> bool:
        """True for what may open a name: a capital, or any letter of a script without them."""
        return self.text[0].istitle() or not self.is_cased

    @property
    def is_capitalised(self) -> bool:
        """True for a capital where there are small letters too."""
        return self.text[0].istitle() and self.is_cased

    @property
    def holds_capital(self) -> bool:
        """True for d'Angelo and al-Farsi as well."""
        letters = zip(self.text[:6], self.text[1:7], strict=False)
        return self.is_capitalised or (self.is_cased and any(a in "-'’" and b.isupper() for a, b in letters))

    @property
    def is_possessive(self) -> bool:
        """True for Ana's."""
        return self.text.endswith(POSSESSIVES)

    @property
    def bare_end(self) -> int:
        """Where it ends without a possessive s."""
        return self.end - 2 if self.is_possessive else self.end

    def endings(self) -> dict[str, int]:
        """The keys under which it may end a name, and where: whole, without possessive s, an initial before a dash."""
        endings = {self.key: self.end}
        if self.is_possessive:
            endings[self.key[:-2]] = self.end - 2
        if self.text[1:2] in tuple(_HYPHENS):
            endings[self.key[0]] = self.start + 1
        return endings

    def forms(self) -> list[str]:
        """The keys under which it may be a name or open one, the longest first."""
        joined = [self.key[1:]] if self.key[0] in _JOINED_PREFIXES and len(self.key) > 2 else []
        return sorted({*self.endings(), *joined}, key=len, reverse=True)


class Line:
    """A stretch of a sentence, and the names that may stand in it; its methods tell of the word at an index."""

    __slots__ = ("callings", "text", "words")

    def __init__(self, text: str, words: Sequence[Word], callings: Callings) -> None:
        self.text = text  # all of the sentence
        self.words = words
        self.callings = callings

    def indexes(self, start: int, end: int) -> range:
        """Those of the words that open within a part of the text."""
        return range(bisect_left(self.words, (start,)), bisect_left(self.words, (end,)))

    def between(self, start: int, end: int) -> Line:
        """The words that open within a part of the text."""
        return Line(self.text, [self.words[i] for i in self.indexes(start, end)], self.callings)

    def gap(self, i: int) -> str:
        """What stands between the word before and this one."""
        return self.text[self.words[i - 1].end : self.words[i].start]

    def before(self, i: int) -> str:
        """The character before the word."""
        return self.text[self.words[i].start - 1 : self.words[i].start]

    def is_held_back(self, i: int) -> bool:
        """True for a word that a backslash keeps from being read as a name, with or without an @."""
        return self.text.endswith(("\\", *(f"\\{sign}" for sign in AT)), 0, self.words[i].start)

    def is_joined(self, i: int) -> bool:
        """True when only white space parts it from the one before, and a full stop after an initial or a title."""
        before, gap = self.words[i - 1], self.gap(i)
        if gap[:1] == "." and (len(before.text) == 1 or before.key in TITLES):
            return not gap[1:].strip()
        return gap.isspace() and gap.count("\n") < 2

    def opens(self, i: int) -> bool:
        """True for the first word of a sentence."""
        return i == 0 or not STOPS.isdisjoint(self.gap(i))

    def is_date(self, i: int) -> bool:
        """True for Monday, and for the May of "in May" and "12 May"."""
        word = self.words[i]
        if word.key in _DAYS:
            return True
        if word.key not in _CALENDAR:
            return False
        beside = [one.text[0] for one in (*self.words[max(i - 1, 0) : i], *self.words[i + 1 : i + 2])]
        return any(one.isdigit() for one in beside) or (i > 0 and self.words[i - 1].key in _BEFORE_A_DATE)

    def is_inside(self, i: int) -> bool:
        """True for a word within an address of the web or of mail."""
        word = self.words[i]
        after = self.text[word.end : word.end + 2]
        return self.text.endswith(("//", *AT), 0, word.start) or (after[:1] in (".", *AT) and after[1:].islower())


def words(text: str) -> list[Word]:
    """The words of a text, but for those of which nothing is left to compare."""
    found = []
    for start, end in _places(text):
        if key := fold(text[start:end]):
            found.append(Word(start, end, text[start:end], key))
    return found


def is_unspaced(text: str) -> bool:
    """True when a text opens with a letter of a script that puts no space between words."""
    return any(ends[0] <= text[:1] <= ends[1] for ends in _UNSPACED)


def is_hangul(text: str) -> bool:
    """True when a text opens with a Korean syllable: names end in a syllable of grammar, not in a space."""
    return "\uac00" <= text[:1] <= "\ud7a3"


def is_letter(text: str) -> bool:
    """True for a letter, a digit, an underscore, and for what sits on a letter: an accent, a vowel sign."""
    return text.isalnum() or text == "_" or (not text.isascii() and _is_sign(text))


def _is_sign(letter: str) -> bool:
    from unicodedata import category  # noqa: PLC0415 - a plain ASCII sentence never loads it

    return letter in _JOINERS or category(letter)[0] == "M"


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand: letters of one kind, and a hyphen or an apostrophe between spaced ones.

    Without `re`: to compile its pattern costs more than to read a sentence.
    """
    kinds: list[str] = []
    for letter in text:
        kinds.append(_kind(letter) or (kinds[-1] if kinds else " "))
    start = 0
    while start < len(kinds):
        end, kind = start + 1, kinds[start]
        while end < len(kinds) and (kinds[end] == kind or (kind == "spaced" and kinds[end : end + 2] == ["-", kind])):
            end += 1
        if kind in ("spaced", "unspaced"):
            yield start, end
        start = end


def _kind(letter: str) -> str:
    """Of letters: spaced or unspaced; empty for a sign, which is as what it sits on; else itself, - for what joins."""
    if letter in _JOINING:
        return "-"
    if letter.isascii() or not (is_unspaced(letter) or _is_sign(letter)):
        return "spaced" if letter.isalnum() or letter == "_" else " "
    return "unspaced" if is_unspaced(letter) else ""
