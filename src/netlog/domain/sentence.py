"""One line after an event, read: who, which day, where and how, the tags, and the clauses that become records."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Literal, NamedTuple

from netlog.domain import days, people
from netlog.domain.journal import SIZES, TOPICS, Signal
from netlog.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import date

    from netlog.domain.journal import Person, Side

    Together = Callable[[str, Collection[str]], int]
    Cut = tuple[int, int]  # where a mark stands that the sentence is kept without

Kind = Literal["promised", "they-promised", "gave", "got", "asked", "learned", "next"]


class Clause(NamedTuple):
    """What follows "promised:" and its like, up to the next of them."""

    kind: Kind
    text: str
    size: str | None = None  # one of PROMISE_SIZES for a promise; one of SIZES or points for the account
    by: date | None = None
    for_: tuple[str, ...] = ()  # ids of known people it concerns; with for_new empty: all who took part
    for_new: tuple[str, ...] = ()  # names of such people who are new
    topic: str | None = None  # of what was learned: one of TOPICS


class Reading(NamedTuple):
    """What a sentence says."""

    on: date
    said_on: bool  # the sentence names its day
    text: str  # without day, clauses, marks and tags; empty when there is no more to it than people
    people: tuple[str, ...] = ()  # ids, in the order of their first mention
    new: tuple[str, ...] = ()  # names after @ that nobody bears
    ambiguous: tuple[tuple[str, tuple[Person, ...]], ...] = ()  # a word, and all who may be meant by it
    unknown: tuple[str, ...] = ()  # what looks like a name, has no @, and nobody bears
    tags: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    clauses: tuple[Clause, ...] = ()
    how: str | None = None  # one of HOWS, where the first words say it plainly
    place: str | None = None
    warnings: tuple[str, ...] = ()


# --- the letters of words

# Scripts that put no space between words: Thai to Lao, Myanmar, Khmer, kana, Han.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# What belongs to a letter without being one for `re`: accents, vowel signs, joiners.
_SIGNS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u200c\u200d"
_LETTER = rf"(?:[^\W{_UNSPACED}]|[{_SIGNS}])"
_WORD = re.compile(rf"[{_UNSPACED}]+|{_LETTER}+(?:['’‘ʹ′‐‑-]{_LETTER}+)*")
_TAG = re.compile(rf"(?<!\S)[+#](?=[^\W\d_])((?:[\w/:-]|[{_SIGNS}])+)")
_CLAUSE = re.compile(
    r"(?:(?:and|then|also|i)[ \t]+)?"
    r"(they[ \t]+promised|promised|gave|got|asked|learn(?:ed|t)(?:[ \t]*\((\w+)\))?|next)[ \t]*[:：]",
    re.IGNORECASE,
)
_BOUNDARIES = ".;,!?…—–\n。；，、！？"  # before a clause
_STOPS = ".!?:;\n。！？：；"  # before a new sentence
_POSSESSIVES = ("'s", "’s")
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“", "«": "»", "「": "」"}
_AT = "@＠"

_LONGEST_RUN = 8  # words of one name, or of one place

# --- words that decide

_CALENDAR = frozenset(
    [name for full in (*days.WEEKDAYS, *days.MONTHS) for name in (full.lower(), full[:3].lower())]
    + "sept today yesterday tomorrow christmas easter q1 q2 q3 q4".split()
)
_BEFORE_A_DATE = frozenset("in on since until till last next this early late mid by before after".split())
_CAPITALS = frozenset("ai api ceo cfo cio cmo coo cto eu hr it mba phd pr uk us usa ux vp i i'm i've i'll i'd".split())
_DOUBLES = frozenset(  # names that are also the first word of many a sentence
    "an art bill chase do drew frank good grace grant he hope joy long mark may pat read rich rose see she so sue "
    "van wade will young".split()
)
_ACTS = frozenset(
    "and came gave got had has is knows likes met rang said sang saw says sent spoke thinks told took wants was went "
    "wrote".split()
)
_LEADS = people.TITLES | frozenset(
    "call called emailed mailed messaged met phone phoned rang saw texted thanked visited with".split()
)
_SPEECH = frozenset(
    "call called card email emailed gift heard introduced introduction intro letter listened mail mailed message note "
    "speak spoke talk talked talking thanks wrote".split()
)
_DOERS = frozenset("called hosted introduced invited joined visited".split())
_TRAVELS = frozenset("back drove flew flight going home moved moving road train travelled trip way went".split())
_AT_WORK = frozenset(
    "aimed based ceo coo cto employed engineer job laughed lead leads look looked looking manager role starts started "
    "work worked working works".split()
)
_PLACE_WORDS = people.PARTICLES | {"of", "and"}

_HOW = {
    **dict.fromkeys(("call", "called", "phoned", "rang", "phone"), "call"),
    **dict.fromkeys(("zoom", "facetime", "skype", "video"), "video"),
    **dict.fromkeys(("email", "emailed", "e-mail", "e-mailed", "mail", "mailed", "wrote"), "email"),
    **dict.fromkeys(("coffee", "lunch", "dinner", "breakfast", "drinks", "met", "meeting"), "in-person"),
    **dict.fromkeys(("walk", "visit", "visited"), "in-person"),
    **dict.fromkeys(("texted", "chat", "chatted", "whatsapp", "whatsapped", "messaged", "dm"), "chat"),
    **dict.fromkeys(("letter", "postcard"), "letter"),
}
_WEAK = frozenset(("called", "chat", "chatted", "meeting", "wrote"))  # they yield to any other word
_UNPLAIN = frozenset(
    "cancelled didn't didn’t forgot missed must need never no not online remotely should tried virtually want wants "
    "will".split()
)
_ABOUT = frozenset("about after because before concerning for on re regarding that to".split())
_OPENING_WORDS = 10  # of a sentence, in which it may say how

_TOLD_SIZES = {size.lower(): size for size in SIZES}
_SPELLED_SIZES = {"small": "S", "medium": "M", "large": "L"}
_PROMISE_SIZES = {size: name for name, size in _SPELLED_SIZES.items()}


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    key: str  # folded


class _Key(NamedTuple):
    """One way in which a person is named."""

    person: Person
    way: Literal["handle", "whole", "part", "initial", "surname", "inner"]
    capitals: tuple[bool, ...]  # which of its words must open with a capital


_RANK = {"handle": 0, "whole": 1, "part": 2, "initial": 2, "surname": 2, "inner": 3}


class _Index(NamedTuple):
    """The ways to name the people whom the sentence may mention."""

    keys: dict[tuple[str, ...], list[_Key]]  # by folded words
    reach: dict[str, int]  # the first word of a key → words of the longest that starts so
    runs: dict[str, dict[str, list[_Key]]]  # unspaced names by their first two letters, longest first


class _Line(NamedTuple):
    """A sentence cut into words, and what may be found in it."""

    text: str
    words: list[_Word]
    index: _Index


class _Mention(NamedTuple):
    """A place of the sentence where somebody is named."""

    start: int
    end: int  # the possessive s left out
    word: str
    known: tuple[Person, ...] = ()  # all who may be meant; none: somebody new
    way: str = ""
    marked: bool = False  # by an @
    stop: int = 0  # index of the first word after it


class _Part(NamedTuple):
    """A clause as it stands in the sentence."""

    kind: Kind
    topic: str | None
    start: int  # of its keyword
    body: int  # of what follows the colon
    end: int


def read(
    text: str,
    today: date,
    known: Sequence[Person],
    codes: Collection[str],
    together: Together | None = None,
    order: str = "",
) -> Reading:
    """What one line after an event says; UsageError names the day, size, tag or clause that cannot be read.

    `codes` are the signals of trust; `together(id, ids)` counts the conversations that a person had
    along with those others: it settles which of several bearers of a first name is meant.
    """
    day, rest = days.opening(people.clean_note(text), today, order)
    if day is not None and day > today:
        raise UsageError(
            f"{day.isoformat()} is still to come; a conversation is logged after it took place.",
            "For what lies ahead, write next: and the day at the end of the sentence.",
        )
    cuts: list[Cut] = []
    masked, tags, signals, warnings = _tags(rest, codes, cuts)
    parts = _parts(masked, cuts)
    masked, quoted = _quoted(masked, cuts)
    words = [_Word(m.start(), m.end(), m[0], people.fold(m[0])) for m in _WORD.finditer(masked)]
    line = _Line(masked, words, _index(known, words))
    main_end = parts[0].start if parts else len(rest)

    marked, escaped = _marked(line, quoted, known, cuts)
    mentions, unknown, place = _walk(line, main_end, marked, escaped, known)
    cuts += [(word.start - 1, word.start) for word in words if word.start - 1 in escaped]
    cuts.sort()

    leads = [_addressed(line, part, marked) for part in parts]
    inside = [m for m in marked.values() if m.start >= main_end] + [m for m in leads if m and not m.marked]
    settled, ambiguous = _settle(mentions, sorted(inside, key=lambda m: m.start), together)
    new = _new(mentions)
    clauses = tuple(_clause(rest, part, lead, inside, settled, cuts, today, order) for part, lead in zip(parts, leads, strict=True))
    kept = _kept(rest, 0, main_end, cuts)
    if parts:
        kept = kept.rstrip(" \t\n,;:").removesuffix(".")
    if _is_only_people(rest, main_end, [m for m in mentions if m.marked], cuts):
        kept = ""
    return Reading(
        on=day or today,
        said_on=day is not None,
        text=kept,
        people=_once(id_ for m in mentions if (id_ := settled.get(m.start))),
        new=new,
        ambiguous=ambiguous,
        unknown=unknown,
        tags=tags,
        signals=signals,
        clauses=clauses,
        how=_how(line, main_end, mentions),
        place=place,
        warnings=warnings,
    )
