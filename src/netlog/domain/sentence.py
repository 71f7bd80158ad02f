"""One line after an event, read: who, which day, where and how, the tags, and the clauses that become records."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from netlog.domain import days, people, sizes
from netlog.domain.journal import TOPICS, Signal
from netlog.domain.people import word_set
from netlog.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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

# Patterns are compiled by the sentences that need them: the last of these takes as long as a short run of netlog.
_HYPHENS = "‐‑-"
_SIMPLE_WORD = rf"\w+(?:['’‘ʹ′{_HYPHENS}]\w+)*"
# Latin, Greek, Cyrillic, punctuation, symbols: here a letter is a letter to `re` too.
_SIMPLE = ("\0\u02ff", "\u0370\u0482", "\u1e00\u200b", "\u200e\u2bff", "\U0001f000\U0001faff")
# Scripts that put no space between words: Thai and Lao, Myanmar, Khmer, kana, Han.
_UNSPACED = (
    *("\u0e00\u0eff", "\u1000\u109f", "\u1780\u17ff", "\u3005\u3007", "\u3040\u30ff", "\u3400\u9fff"),
    *("\uf900\ufaff", "\U00020000\U0003ffff"),
)
_UNSPACED_LETTERS = "".join("-".join(ends) for ends in _UNSPACED)
# What belongs to a letter without being one for `re`: accents, vowel signs, joiners.
_SIGNS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u200c\u200d"
_LETTER = rf"(?:[^\W{_UNSPACED_LETTERS}]|[{_SIGNS}])"
_WORD = rf"[{_UNSPACED_LETTERS}]+|{_LETTER}+(?:['’‘ʹ′{_HYPHENS}]{_LETTER}+)*"

_TAG = rf"(?<!\S)[+#](?=[^\W\d_])((?:[\w/:-]|[{_SIGNS}])+)"
_ESCAPE = r"\\(?=[@＠])|(?<!\S)\\(?=[+#][^\W\d_])"
_CLAUSE = (
    r"(?i)(?:(?:and|then|also|i)[ \t]+)?"
    r"(they[ \t]+promised|promised|gave|got|asked|learn(?:ed|t)(?:[ \t]*\((\w+)\))?|next)[ \t]*[:：]"
)
_BOUNDARIES = ".;,!?…—–\n。；，、！？"  # before a clause
_STOPS = frozenset(".!?:;\n。！？：；")  # before a new sentence
_POSSESSIVES = ("'s", "’s")
_AT = "@＠"
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "「": "」"}  # what may close each
_JOINED_PREFIXES = "وبلف"  # Arabic and, with, for, so: written as one word with the name
_EMAIL_MARKS = "_-+%"  # with letters and digits, what may stand before the @ of an address

_KINDS: dict[str, Kind] = {
    "promised": "promised",
    "they": "they-promised",
    "gave": "gave",
    "got": "got",
    "asked": "asked",
    "learned": "learned",
    "learnt": "learned",
    "next": "next",
}

_EXAMPLES: dict[Kind, str] = {
    "promised": "the deck by friday",
    "they-promised": "the figures by monday",
    "gave": "intro to Lena (S)",
    "got": "a review of my talk (M)",
    "asked": "a referral (L)",
    "learned": "runs marathons",
    "next": "lunch in 3 weeks",
}

_LONGEST_RUN = 12  # words of one name, or of one place

# --- words that decide

_DAYS = word_set("today yesterday tomorrow christmas easter") | {name.lower() for name in days.WEEKDAYS}
_CALENDAR = (
    word_set("sept q1 q2 q3 q4")
    | {  # names as well: Jan, May, Sun
        name for full in (*days.WEEKDAYS, *days.MONTHS) for name in (full.lower(), full[:3].lower())
    }
)
_BEFORE_A_DATE = word_set("in on since until till last next this early late mid by before after")
_CAPITALS = word_set("ai api ceo cfo cio cmo coo cto eu hr it mba phd pr uk us usa ux vp i i'm i've i'll i'd")
_DOUBLES = word_set(  # names that are also the first word of many a sentence
    "an art bill chase do drew frank good grace grant he hope joy long mark may pat read rich rose see she so sue "
    "van wade will young"
)
_ACTS = word_set(
    "and came gave got had has is knows likes met rang said sang saw says sent spoke thinks told took wants was went "
    "wrote"
)
_LEADS = people.TITLES | word_set(
    "call called emailed mailed messaged met phone phoned rang saw texted thanked visited with"
)
_SPEECH = word_set(
    "call called card email emailed gift heard introduced introduction intro letter listened mail mailed message note "
    "speak spoke talk talked talking thanks wrote"
)
_DOERS = word_set("called hosted introduced invited joined visited")
_TRAVELS = word_set("back drove flew flight going home moved moving road train travelled trip way went")
_AT_WORK = word_set(
    "aimed based ceo coo cto employed engineer job laughed lead leads look looked looking manager role starts started "
    "work worked working works"
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
_UNPLAIN = word_set(
    "cancelled didn't forgot missed must need never no not online remotely should tried virtually want wants will"
)
_ABOUT = word_set("about after because before concerning for on re regarding that to")
_OPENING_WORDS = 10  # of a sentence, in which it may say how


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    key: str  # folded


Way = Literal["handle", "whole", "part", "initial", "surname", "inner", "piece"]


class _Key(NamedTuple):
    """One way in which a person is named."""

    person: Person
    way: Way
    capitals: tuple[bool, ...] = ()  # which of its words must open with a capital


# The way that names a person best comes first; an @ takes them all, a bare word neither inner words nor pieces.
_RANK = {"handle": 0, "whole": 1, "part": 2, "initial": 2, "surname": 2, "inner": 2, "piece": 3}
_FIRM = frozenset(("handle", "initial"))  # never another word by chance

_Keys = dict[tuple[str, ...], list[_Key]]


class _Index(NamedTuple):
    """The ways to name those people whom the sentence may mention."""

    keys: _Keys  # by folded words
    reach: dict[str, int]  # the first word of a key → words of the longest that starts so
    runs: dict[str, list[tuple[str, list[_Key]]]]  # names within unspaced words by two letters, the longest first


class _Line(NamedTuple):
    """The sentence up to its first clause, or the body of a clause, cut into words."""

    text: str  # all of the sentence, its tags blanked
    words: list[_Word]
    names: _Index


class _Mention(NamedTuple):
    """A place of the sentence where somebody is named."""

    start: int  # of the @, or of the name
    end: int  # a possessive s left out
    name: str
    stop: int  # index of the first word after it
    known: tuple[Person, ...] = ()  # all who may be meant; none: somebody new
    way: str = ""
    marked: bool = False  # by an @


class _Part(NamedTuple):
    """Where a clause stands in the sentence."""

    kind: Kind
    topic: str | None
    start: int  # of its keyword
    body: int  # of what follows the colon
    end: int


class _Settled(NamedTuple):
    """Who is meant where; filled as a sentence is read."""

    ids: dict[int, str]  # by the start of the mention
    open: dict[str, tuple[str, tuple[Person, ...]]]  # by folded word: the word, and all who may be meant


def read(
    text: str,
    today: date,
    known: Sequence[Person],
    codes: Collection[str],
    together: Together | None = None,
    order: str = "",
) -> Reading:
    """What one line after an event says; UsageError where its day, a size, a signal or a clause cannot be read.

    `codes` are the signals of trust. `together(id, ids)` counts the conversations somebody had with those
    others: of several bearers of a first name, the one seen most with the rest is meant.
    """
    day, rest = _opened(text, today, order)
    quotes = _quoted(rest)
    masked = _blanked(rest, [(at, close + 1) for at, _, close in quotes], "_")
    tags, signals, warnings, tag_cuts = _tags(masked, codes)
    masked = _blanked(masked, tag_cuts)
    cuts = [*tag_cuts, *((m.start(), m.start() + 1) for m in _found(_ESCAPE, masked, "\\"))]
    parts = _parts(masked, cuts)
    end = parts[0].start if parts else len(rest)

    plain = _blanked(rest, tag_cuts)
    words = [_Word(m.start(), m.end(), m[0], key) for m in _words(plain) if (key := people.fold(m[0]))]
    index = _index(known, words)
    by_word = {word.start: (at, close) for at, opening, close in quotes for word in _between(words, opening, close)[:1]}
    main = _Line(plain, _between(words, 0, end), index)
    marks, lost = _marks(main, by_word, known)
    mentions, strangers, place = _walk(main, marks, cuts)
    new = _new(mentions)
    settled = _Settled({}, {})
    fresh = {people.words(name)[0] for name in (*new, *strangers)}
    _settle(mentions, fresh, settled, together)

    asides: list[tuple[_Part, _Mention | None, list[_Mention]]] = []
    for part in parts:
        line = _Line(plain, _between(words, part.body, part.end), index)
        marked, unmade = _marks(line, by_word, known)
        lead = _addressed(line, part, marked)
        named = list(marked.values()) if lead is None or lead.marked else [lead, *marked.values()]
        _settle(named, fresh, settled, together)
        asides.append((part, lead, named))
        lost += unmade
    cuts += _at_signs(quotes, [*mentions, *(m for _, _, named in asides for m in named)])
    cuts.sort()

    if not (mentions or strangers or lost):
        warnings += _small(main)
    kept = _kept(rest, 0, end, cuts)
    if _is_only_people(rest, end, mentions, tag_cuts):
        kept = ""
    elif parts:
        kept = kept.rstrip(" \t\n,;:").removesuffix(".")
    return Reading(
        on=day or today,
        said_on=day is not None,
        text=kept,
        people=_once(settled.ids[m.start] for m in mentions if m.start in settled.ids),
        new=new,
        ambiguous=tuple(settled.open.values()),
        unknown=_unknown([*strangers, *lost], new, known),
        tags=tags,
        signals=signals,
        clauses=tuple(
            _clause(part, _body(rest, part, lead, cuts), _concerned(named, settled, new), today, order)
            for part, lead, named in asides
        ),
        how=_how(main, mentions),
        place=place,
        warnings=warnings,
    )


def _opened(text: str, today: date, order: str) -> tuple[date | None, str]:
    """The day a sentence opens with, and the rest of it. UsageError if that day is still to come."""
    day, rest = days.opening(people.clean_note(text), today, order)
    if day is not None and day > today:
        raise UsageError(
            f"{day.isoformat()} is still to come, and a conversation is logged after it took place.",
            "For a reminder, write next: and end it with the day.",
        )
    return day, rest


# --- marks: quotes, tags, clauses


def _quoted(text: str) -> list[tuple[int, int, int]]:
    """Where @"any name" stands: the @, the opening quote and the closing one. UsageError if one is left open."""
    found: list[tuple[int, int, int]] = []
    for at in _positions(text):
        closers = _QUOTES.get(text[at + 1 : at + 2])
        if closers is None or (found and at < found[-1][2]) or not _is_mark(text, at):
            continue
        window = text[at + 2 : at + 3 + people.LONGEST_NAME].partition("\n")[0]
        close = next((i for i, c in enumerate(window) if c in closers), None)
        if close is None:
            raise UsageError(
                f"The name after {text[at : at + 2]} has no closing quotation mark: {window[:40]}",
                'Write @"any name" with both marks, and quotes for the shell around the sentence.',
            )
        people.clean_name(window[:close])
        found.append((at, at + 1, at + 2 + close))
    return found


def _positions(text: str) -> Iterator[int]:
    """Where an @ stands."""
    return (i for i, c in enumerate(text) if c in _AT) if any(sign in text for sign in _AT) else iter(())


def _is_mark(text: str, at: int) -> bool:
    """True for an @ that opens a name; not after a backslash, nor inside an e-mail address or a word."""
    before = text[at - 1 : at]
    return before != "\\" and (_is_unspaced(before) or not (before.isalnum() or before in _EMAIL_MARKS) or not before)


def _tags(text: str, codes: Collection[str]) -> tuple[tuple[str, ...], tuple[Signal, ...], tuple[str, ...], list[Cut]]:
    """The tags, the signals among them, warnings of near misses, and where all of them stand."""
    tags: list[str] = []
    signals: list[Signal] = []
    warnings: list[str] = []
    cuts: list[Cut] = []
    for match in _found(_TAG, text, "+#"):
        tag = match[1].rstrip("-_/:")
        start = match.start()
        while start and text[start - 1] in " \t":
            start -= 1
        cuts.append((start, match.start(1) + len(tag)))
        tag = tag.lower()
        side, colon, code = tag.partition(":")
        about: Side = "them" if colon and side == "them" else "me"
        told = code if colon and side in ("me", "them") else ""
        code = (told or tag).replace("_", "-")
        if code in codes:
            signals.append(Signal(code, about))
        elif told:
            raise _no_signal(told, side, codes)
        else:
            tags.append(people.clean_line(tag, people.LONGEST_WORD))
            near = next((known for known in codes if _is_near_miss(code, known)), None)
            if near:
                warnings.append(f"+{tag} is kept as a tag; the signal of that name is +{near}.")
    return _once(tags), tuple(dict.fromkeys(signals)), _once(warnings), cuts


def _is_near_miss(tag: str, code: str) -> bool:
    short, known = tag.replace("-", ""), code.replace("-", "")
    return short == known or (len(known) > 4 and people.is_one_slip(short, known))


def _no_signal(code: str, side: str, codes: Collection[str]) -> UsageError:
    from rapidfuzz import process  # noqa: PLC0415 - costs three bare interpreters; only when a signal is mistyped

    near = process.extractOne(code, sorted(codes))
    hint = f"The nearest is +{side}:{near[0]}; " if near else ""
    return UsageError(f"'{code[:40]}' is no signal netlog knows.", f"{hint}netlog signals lists them all.")


def _parts(text: str, cuts: list[Cut]) -> list[_Part]:
    """The clauses; a backslash that keeps a word from opening one is added to the cuts."""
    heads = []
    for match in _found(_CLAUSE, text, ":："):
        before = match.start()
        while before and text[before - 1] in " \t":
            before -= 1
        if before == 0 or text[before - 1] in _BOUNDARIES:
            heads.append(match)
        elif text[match.start() - 1] == "\\":
            cuts.append((match.start() - 1, match.start()))
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    return [
        _Part(
            _KINDS[head[1].lower().split()[0].partition("(")[0]],
            _topic(head[2]) if head[2] else None,
            head.start(),
            head.end(),
            end,
        )
        for head, end in zip(heads, ends, strict=True)
    ]


def _topic(word: str) -> str:
    if word.lower() in TOPICS:
        return word.lower()
    raise UsageError(f"'{word[:40]}' is no topic of what one learns.", f"The topics are {', '.join(TOPICS)}.")


def _blanked(text: str, cuts: Iterable[Cut], filler: str = " ") -> str:
    """The text with spaces for what is cut, so that every place keeps its number."""
    pieces, at = [], 0
    for start, end in cuts:
        pieces += [text[at:start], filler * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def _kept(text: str, start: int, end: int, cuts: Sequence[Cut]) -> str:
    """A stretch of the text without the cuts, which are in order."""
    pieces = []
    for cut in cuts[bisect_left(cuts, (start,)) :]:
        if cut[0] >= end:
            break
        pieces.append(text[start : cut[0]])
        start = max(start, cut[1])
    return "".join([*pieces, text[start:end]]).strip()


# --- words


def _words(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, by a pattern as simple as its letters allow."""
    is_simple = text.isascii() or all(any(ends[0] <= c <= ends[1] for ends in _SIMPLE) for c in set(text))
    return re.finditer(_SIMPLE_WORD if is_simple else _WORD, text)


def _found(pattern: str, text: str, signs: str) -> Iterator[re.Match[str]]:
    """The places that match a pattern; none, at no cost, where not one of its signs stands."""
    return re.finditer(pattern, text) if any(sign in text for sign in signs) else iter(())


def _between(words: Sequence[_Word], start: int, end: int) -> list[_Word]:
    return list(words[bisect_left(words, (start,)) : bisect_left(words, (end,))])


def _is_unspaced(text: str) -> bool:
    """True when a text opens with a letter of a script that puts no space between words."""
    return text[:1] >= _UNSPACED[0][0] and any(ends[0] <= text[0] <= ends[1] for ends in _UNSPACED)


def _is_hangul(text: str) -> bool:
    return "\uac00" <= text[:1] <= "\ud7a3"


def _is_cased(word: _Word) -> bool:
    return word.text[0].lower() != word.text[0].upper()


def _is_capital(word: _Word) -> bool:
    """True for what may open a name: a capital, or any letter of a script without them."""
    return word.text[0].isupper() or word.text[0].istitle() or not _is_cased(word)


def _is_capitalised(word: _Word) -> bool:
    """True for a capital where there are small letters too."""
    return _is_cased(word) and _is_capital(word)


def _holds_capital(word: _Word) -> bool:
    """True for d'Angelo and al-Farsi as well."""
    return _is_capitalised(word) or (
        _is_cased(word) and any(a in "-'’" and b.isupper() for a, b in zip(word.text[:6], word.text[1:7], strict=False))
    )


def _endings(word: _Word) -> list[tuple[str, int]]:
    """The keys under which a word may end a name, and where: whole, without possessive s, an initial before a dash."""
    endings = [(word.key, word.end)]
    if word.text.endswith(_POSSESSIVES):
        endings.append((word.key[:-2], word.end - 2))
    if word.text[1:2] in tuple(_HYPHENS):
        endings.append((word.key[0], word.start + 1))
    return endings


def _bare_end(word: _Word) -> int:
    return word.end - 2 if word.text.endswith(_POSSESSIVES) else word.end


def _forms(word: _Word) -> set[str]:
    """The keys under which a word may be a name, or a part of one."""
    forms = {key for key, _ in _endings(word)}
    if word.key[0] in _JOINED_PREFIXES and len(word.key) > 2:
        forms.add(word.key[1:])
    return forms


def _is_joined(line: _Line, i: int) -> bool:
    """True when only white space parts a word from the one before, and a full stop after an initial or a title."""
    before = line.words[i - 1]
    gap = line.text[before.end : line.words[i].start]
    if gap[:1] == "." and (len(before.text) == 1 or before.key in people.TITLES):
        return not gap[1:].strip()
    return gap.isspace() and gap.count("\n") < 2


def _opens(line: _Line, i: int) -> bool:
    """True for the first word of a sentence."""
    return i == 0 or not _STOPS.isdisjoint(line.text[line.words[i - 1].end : line.words[i].start])


def _is_inside(line: _Line, i: int) -> bool:
    """True for a word within an address of the web or of mail."""
    word, text = line.words[i], line.text
    after, before = text[word.end : word.end + 2], text[max(word.start - 2, 0) : word.start]
    return before == "//" or before[-1:] in tuple(_AT) or (after[:1] in (".", *_AT) and after[1:].islower())


def _is_escaped(line: _Line, i: int) -> bool:
    """True for a word that a backslash keeps from being read as a name."""
    start = line.words[i].start
    before = line.text[max(start - 2, 0) : start]
    return before[-1:] == "\\" or before in tuple(f"\\{sign}" for sign in _AT)


# --- the names that may be meant


def _index(known: Sequence[Person], words: Sequence[_Word]) -> _Index:
    """The ways to name everyone who shares a word with the sentence: most people are left out at the first look."""
    seen = {form for word in words for form in _forms(word)}
    pairs = {
        pair
        for word in words
        if _is_unspaced(word.text) or _is_hangul(word.text)
        for pair in map("".join, zip(word.text, word.text[1:], strict=False))
    }
    index = _Index({}, {}, {})
    runs: dict[str, list[_Key]] = {}
    for person in known:
        if not _may_appear(person, seen, pairs):
            continue
        for called, key in _ways(person):
            index.keys.setdefault(called, []).append(key)
            index.reach[called[0]] = max(index.reach.get(called[0], 0), len(called))
        for run, key in _runs(person) if pairs else ():
            runs.setdefault(run, []).append(key)
    for run in sorted(runs, key=len, reverse=True):
        index.runs.setdefault(run[:2], []).append((run, runs[run]))
    return index


def _may_appear(person: Person, seen: set[str], pairs: set[str]) -> bool:
    key = people.fold(person.name)
    if not seen.isdisjoint(key.split()) or person.handle in seen:
        return True
    if any(not seen.isdisjoint(_keys(nick)) for nick in person.nicks):
        return True
    if not key.replace(" ", "").isalnum() and not seen.isdisjoint(_keys(person.name)):
        return True
    if key.isascii() and not pairs:
        return False
    return not seen.isdisjoint(person.handle.split("-")) or any(run[:2] in pairs for run, _ in _runs(person))


def _keys(name: str) -> list[str]:
    return [people.fold(match[0]) for match in _words(name)]


def _ways(person: Person) -> Iterator[tuple[tuple[str, ...], _Key]]:
    """All that a person may be called, as folded words."""
    own = [match[0] for match in _words(person.name) if people.fold(match[0])][:_LONGEST_RUN]
    while len(own) > 1 and people.fold(own[0]) in people.TITLES:
        del own[0]
    keys = tuple(map(people.fold, own))
    capitals = tuple(word[0].isupper() for word in own)
    n = len(own)
    for start in range(n):
        for end in range(start + 1, n + 1):
            is_first, is_last = start == 0, end == n
            way: Way = "whole" if is_first and is_last else "part" if is_first else "surname" if is_last else "inner"
            must = (True,) if end - start == 1 else capitals[start:end]
            yield keys[start:end], _Key(person, way, must)
    for initial in people.initials(keys):
        yield (keys[0], initial), _Key(person, "initial", (True, True))
    for nick in person.nicks:
        if words := [match[0] for match in _words(nick)]:
            yield tuple(map(people.fold, words)), _Key(person, "whole", tuple(word[0].isupper() for word in words))
    yield (person.handle,), _Key(person, "handle", ("-" not in person.handle,))
    if not "".join(keys).isascii():
        pieces = tuple(person.handle.split("-"))
        for start in range(len(pieces)):
            for end in range(start + 1, len(pieces) + 1):
                yield pieces[start:end], _Key(person, "piece")


def _runs(person: Person) -> Iterator[tuple[str, _Key]]:
    """What a person is called where no space parts a name from the next word: two letters at least."""
    for name in (person.name, *person.nicks):
        own = name.split()
        whole = "".join(own)
        if len(whole) > 1 and (_is_unspaced(whole) or _is_hangul(whole)):
            yield whole, _Key(person, "whole")
            yield from ((word, _Key(person, "part")) for word in own if 1 < len(word) < len(whole))


def _named(line: _Line, i: int) -> Iterator[tuple[int, int, list[_Key]]]:
    """Whoever may be named from a word on, the longest names first: where the name stops, ends, and by which keys."""
    words, keys = line.words, line.names.keys
    firsts = _forms(words[i])
    reach = max(line.names.reach.get(first, 0) for first in firsts)
    n = 1
    while n < reach and i + n < len(words) and _is_joined(line, i + n):
        n += 1
    for size in range(n, 1, -1):
        middle = tuple(word.key for word in words[i + 1 : i + size - 1])
        for first in firsts:
            for last, end in _endings(words[i + size - 1]):
                if hits := keys.get((first, *middle, last)):
                    yield i + size, end, hits
    ends = dict(_endings(words[i]))
    for first in sorted(firsts, key=len, reverse=True):
        if hits := keys.get((first,)):
            yield i + 1, ends.get(first, words[i].end), hits


def _fits(key: _Key, words: Sequence[_Word]) -> bool:
    """True when the words are written with the capitals of the name."""
    return all(_is_capital(word) for word, must in zip(words, key.capitals, strict=False) if must)


def _best(keys: Sequence[_Key]) -> tuple[tuple[Person, ...], str]:
    """Those whom the best of the keys name, and its way."""
    rank = min(_RANK[key.way] for key in keys)
    best = [key for key in keys if _RANK[key.way] == rank]
    return tuple({key.person.id: key.person for key in best}.values()), best[0].way


# --- who is named with an @


def _marks(
    line: _Line, quoted: Mapping[int, tuple[int, int]], known: Sequence[Person]
) -> tuple[dict[int, _Mention], list[str]]:
    """Those named by an @, under the index of the first word of each name; and what follows an @ and is no name.

    `quoted` gives, by the start of the first word in quotation marks, where the @ and the closing mark stand.
    """
    found: dict[int, _Mention] = {}
    lost = []
    stop = 0
    for i, word in enumerate(line.words):
        if i < stop:
            continue
        mention = None
        if word.start in quoted:
            mention = _quoted_mention(line, i, quoted[word.start], known)
        elif line.text[word.start - 1 : word.start] in tuple(_AT) and _is_mark(line.text, word.start - 1):
            mention = _marked_mention(line, i)
            if mention is None and _is_cased(word):
                lost.append(word.text.capitalize())
        if mention:
            found[i], stop = mention, mention.stop
    return found, lost


def _quoted_mention(line: _Line, i: int, marks: tuple[int, int], known: Sequence[Person]) -> _Mention:
    """The person whose name stands in quotation marks, known or new."""
    (at, close), stop = marks, i
    while stop < len(line.words) and line.words[stop].start < close:
        stop += 1
    name = people.clean_name(line.text[at + 2 : close])
    hits = line.names.keys.get(tuple(word.key for word in line.words[i:stop]))
    found, way = _best(hits) if hits else (tuple(people.matches(name, known)) if "@" in name else (), "whole")
    return _Mention(at, close + 1, name, stop, found, way, marked=True)


def _marked_mention(line: _Line, i: int) -> _Mention | None:
    """The person whose name follows an @: the longest that is known, if the words of the name go no further, or new."""
    words = line.words
    at = words[i].start - 1
    while words[i].key in people.TITLES and i + 1 < len(words) and _is_joined(line, i + 1):
        i += 1
    run = _name_run(line, i)
    for stop, end, hits in _named(line, i):
        fit = [key for key in hits if _fits(key, words[i:stop])] if run and stop > i + run else hits
        if stop < i + run:
            fit = [key for key in fit if key.way in ("whole", "initial") and stop > i + 1]
        if fit:
            return _Mention(at, end, line.text[words[i].start : end], stop, *_best(fit), marked=True)
    for name, keys in line.names.runs.get(words[i].text[:2], ()):
        if words[i].text.startswith(name):
            return _Mention(at, words[i].start + len(name), name, i + 1, *_best(keys), marked=True)
    if not run:
        return None
    end = _bare_end(words[i + run - 1])
    return _Mention(at, end, people.clean_name(line.text[words[i].start : end]), i + run, marked=True)


def _name_run(line: _Line, i: int) -> int:
    """How many words from this one on make up a name by their look: capitals, and the particles between them."""
    n = 0
    for j in range(i, min(i + _LONGEST_RUN, len(line.words))):
        word = line.words[j]
        if j > i and (not _is_joined(line, j) or _is_date(line, j) or word.key in _CAPITALS):
            break
        if not _is_cased(word):
            return n or int(word.text[0].isalpha())
        if _holds_capital(word):
            n = j - i + 1
        elif word.key not in people.PARTICLES:
            break
        if word.text.endswith(_POSSESSIVES):
            break
    return n


# --- who is named without


def _walk(line: _Line, marks: Mapping[int, _Mention], cuts: list[Cut]) -> tuple[list[_Mention], list[str], str | None]:
    """Who is mentioned, in order; what looks like a name that nobody bears; and the place.

    A backslash that kept a word from being a name is added to the cuts.
    """
    mentions: list[_Mention] = []
    strangers: list[str] = []
    place = None
    i = ended = 0  # ended: index of the first word after the last name, for those that follow by "and" or a comma
    while i < len(line.words):
        word = line.words[i]
        if i in marks:
            mentions.append(marks[i])
            i = ended = marks[i].stop
        elif _is_escaped(line, i):
            if line.text[word.start - 1] == "\\" and next(_named(line, i), None):
                cuts.append((word.start - 1, word.start))
            i += max(_name_run(line, i), 1)
        elif _is_inside(line, i):
            i += 1
        elif place is None and word.key == "at" and (n := _place_run(line, i + 1, marks)):
            place = _place(line, i + 1, n)
            i += 1 + n
        elif found := _mentioned(line, i, ended):
            mentions += found
            i = ended = found[-1].stop
        elif n := _stranger_run(line, i, ended, marks):
            strangers.append(line.text[word.start : _bare_end(line.words[i + n - 1])])
            i = ended = i + n
        else:
            i += 1
    return mentions, strangers, place


def _mentioned(line: _Line, i: int, ended: int) -> list[_Mention]:
    """The known people named from this word on: one, or within an unspaced word several."""
    word = line.words[i]
    for stop, end, hits in _named(line, i):
        keys = [
            key
            for key in hits
            if key.way not in ("inner", "piece")
            and (end - word.start > 1 or key.way == "whole")
            and (key.way != "surname" or _is_led(line, i, stop, ended))
            and _fits(key, line.words[i:stop])
            and (key.way != "initial" or _is_initial(line, stop))
            and (_stands_alone(line, i, stop) or key.way in _FIRM or (key.way == "whole" and stop > i + 1))
        ]
        if keys:
            return [_Mention(word.start, end, line.text[word.start : end], stop, *_best(keys))]
    found = []
    at, last = 0, 1 if _is_hangul(word.text) else len(word.text)
    while line.names.runs and at < last:
        for name, keys in line.names.runs.get(word.text[at : at + 2], ()):
            if word.text.startswith(name, at):
                start = word.start + at
                found.append(_Mention(start, start + len(name), name, i + 1, *_best(keys)))
                at += len(name) - 1
                break
        at += 1
    return found


def _is_initial(line: _Line, stop: int) -> bool:
    """True for the letter of "Ana R."; not for that of "Ana R&D", nor for the I of "what Ana I asked"."""
    word = line.words[stop - 1]
    after = line.text[word.end : word.end + 1]
    return after != "&" and (word.key != "i" or after == ".")


def _stands_alone(line: _Line, i: int, stop: int) -> bool:
    """True when a short name is not a piece of a longer one, a month, or the first word of a sentence like Will."""
    word = line.words[i]
    if not _is_cased(word):
        return True
    is_other = _is_date(line, i) or (word.key in _DOUBLES and _opens(line, i) and not _acts(line, stop))
    return not (is_other or _goes_before(line, i) or _goes_after(line, stop))


def _goes_before(line: _Line, i: int) -> bool:
    """True when the word before this one is an earlier part of a name: not the first of a sentence, nor a title."""
    if i == 0 or not _is_joined(line, i):
        return False
    before = line.words[i - 1]
    return (
        _is_capitalised(before)
        and not before.text.endswith(_POSSESSIVES)
        and not (before.key in _LEADS or before.key in _CAPITALS or _opens(line, i - 1) or _is_date(line, i - 1))
    )


def _goes_after(line: _Line, i: int) -> bool:
    """True when this word is a later part of the name before it."""
    if i >= len(line.words) or not _is_joined(line, i) or line.words[i - 1].text.endswith(_POSSESSIVES):
        return False
    word = line.words[i]
    return _is_capitalised(word) and word.key not in _CAPITALS and not _is_date(line, i)


def _is_date(line: _Line, i: int) -> bool:
    """True for Monday, and for the May of "in May" and "12 May"."""
    word = line.words[i]
    if word.key in _DAYS:
        return True
    if word.key not in _CALENDAR:
        return False
    after = line.words[i + 1].text if i + 1 < len(line.words) else ""
    before = line.words[i - 1] if i else None
    return after[:1].isdigit() or (before is not None and (before.text[0].isdigit() or before.key in _BEFORE_A_DATE))


def _acts(line: _Line, i: int) -> bool:
    """True when the word before this one does something, as people do: "Will said", "Will and", "Will's", "Will"."""
    if i >= len(line.words) or line.words[i - 1].text.endswith(_POSSESSIVES):
        return True
    word = line.words[i]
    return "," in line.text[line.words[i - 1].end : word.start] or word.key in _ACTS or word.key.endswith("ed")


def _is_led(line: _Line, i: int, stop: int, ended: int) -> bool:
    """True when the words before lead up to a name: "with", "met", "Dr", "Ana and", "introduced by", "a call to"."""
    if i == 0:
        return False
    before = line.words[i - 1]
    gap = line.text[before.end : line.words[i].start].strip()
    if ended == i and gap in ("&", ","):
        return gap == "&" or _goes_on(line, stop)
    if gap and not (gap == "." and before.key in people.TITLES):
        return False
    if before.key in _LEADS:
        return True
    if before.key in ("and", "y", "e", "et", "und"):
        return 0 < ended == i - 1
    if i < 2 or before.key not in ("by", "to", "from"):
        return False
    earlier = line.words[i - 2]
    if before.key == "by":
        return earlier.key in _DOERS
    is_place = earlier.key in _TRAVELS or (_is_capitalised(earlier) and ended != i - 1)
    return earlier.key in _SPEECH or (stop > i + 1 and not is_place)


def _goes_on(line: _Line, stop: int) -> bool:
    """True when a list of names goes on or ends: "Ana, Kim and", "Ana, Kim."; not so "Ana, Lisbon was"."""
    if stop >= len(line.words):
        return True
    word = line.words[stop]
    return word.key == "and" or line.text[line.words[stop - 1].end : word.start].strip()[:1] in tuple(",&.;")


def _stranger_run(line: _Line, i: int, ended: int, marks: Mapping[int, _Mention]) -> int:
    """How many words from this one on are, by their look and their place, the name of somebody unknown; mostly none."""
    if not _is_capitalised(line.words[i]) or line.words[i].key in people.TITLES or _is_date(line, i):
        return 0
    n = _name_run(line, i)
    n = next((j for j in range(n) if i + j in marks or not _is_name_like(line.words[i + j])), n)
    while n and not _is_capitalised(line.words[i + n - 1]):
        n -= 1
    if n == 0:
        return 0
    is_half_known = n > 1 and any(key.way == "part" for key in line.names.keys.get((line.words[i].key,), ()))
    opens_and_acts = n > 1 and i == 0 and _acts(line, n)
    return n if is_half_known or opens_and_acts or _is_led(line, i, i + n, ended) else 0


def _is_name_like(word: _Word) -> bool:
    """True for Zoe, McDonald and a particle; not for API, PyData or Q3."""
    letters = word.text.removesuffix("'s").removesuffix("’s")
    if word.key in _CAPITALS or not all(c.isalpha() or c in "'’‘ʹ′‐‑-" for c in letters):
        return False
    if len(letters) > 1 and letters.isupper():
        return False
    humps = [i for i, (a, b) in enumerate(pairwise(letters)) if a.islower() and b.isupper()]
    return not humps or letters[: humps[0] + 1] in ("Mc", "Mac", "De", "Di", "La", "Le", "Fitz", "Van")


# --- what else the sentence says


def _place_run(line: _Line, i: int, marks: Mapping[int, _Mention]) -> int:
    """How many words after "at" name a place; none when it is a person, a day, or what somebody works on."""
    words = line.words
    if i > 1 and words[i - 2].key in _AT_WORK:
        return 0
    first = i + 1 if i < len(words) and words[i].key == "the" else i
    n = 0
    for j in range(first, min(first + _LONGEST_RUN, len(words))):
        word = words[j]
        if j in marks or _is_date(line, j) or line.text[words[j - 1].end : word.start].strip() not in ("", "&"):
            break
        if _is_capitalised(word) or (n and word.text[0].isdigit()):
            n = j - i + 1
        elif word.key not in _PLACE_WORDS or not n:
            break
    return 0 if n and _mentioned(line, first, 0) else n


def _place(line: _Line, i: int, n: int) -> str:
    first = i + 1 if line.words[i].key == "the" else i
    return people.clean(line.text[line.words[first].start : line.words[i + n - 1].end])


def _how(line: _Line, mentions: Sequence[_Mention]) -> str | None:
    """The channel, where the first words say plainly that there was one, and only one."""
    words = line.words[:_OPENING_WORDS]
    near = mentions[:_OPENING_WORDS]
    named = {i for i, word in enumerate(words) if any(m.start <= word.start < m.end for m in near)}
    keys = [word.key for word in words]
    if "linkedin" in keys and not {"liked", "commented"}.isdisjoint(keys):
        return "social"
    plain: list[str] = []
    weak: list[str] = []
    for i, (word, after) in enumerate(zip(words, [*keys, ""][1:], strict=True)):
        if i and not _runs_on(line, i, named):
            break
        if i in named:
            continue
        if word.key in _UNPLAIN:
            return None
        if word.key in _ABOUT:
            break
        if word.key == "voicemail" or (word.key == "voice" and after in ("message", "note", "mail")):
            return "voice"
        how = "video" if word.text == "Teams" else _HOW.get(word.key)
        if how and not (word.key == "walk" and after == "through"):
            (weak if word.key in _WEAK else plain).append(how)
    found = set(plain or weak[:1])
    if found == {"video", "call"}:
        return "video"
    return found.pop() if len(found) == 1 else None


def _runs_on(line: _Line, i: int, named: set[int]) -> bool:
    """True while a word belongs to the first stretch of the sentence: up to a stop, or a comma that parts no names."""
    gap = line.text[line.words[i - 1].end : line.words[i].start]
    return _STOPS.isdisjoint(gap) and ("," not in gap or i - 1 in named)


def _small(line: _Line) -> tuple[str, ...]:
    """A warning for each known name that stands in small letters where a name is to be expected."""
    warnings = []
    for i, word in enumerate(line.words):
        stop, end, hits = next(_named(line, i), (i, word.end, []))
        if hits and hits[0].way in ("whole", "part") and _is_led(line, i, stop, 0) and not _is_escaped(line, i):
            typed = line.text[word.start : end]
            warnings.append(f"'{typed}' may be {hits[0].person.name}: write @{typed}.")
    return _once(warnings)


# --- who is meant


def _settle(mentions: Sequence[_Mention], fresh: Collection[str], settled: _Settled, together: Together | None) -> None:
    """Adds who is meant by each mention. Nothing is guessed: what stays open is listed.

    A first name that somebody unknown bears in this sentence, one of the `fresh`, is theirs. Of several
    bearers it is the one who is named elsewhere in the sentence; else the one seen with those who are,
    more often than any other bearer.
    """
    several = []
    for mention in mentions:
        is_fresh = mention.way in ("part", "surname") and people.fold(mention.name) in fresh
        if len(mention.known) == 1 and (mention.marked or not is_fresh):
            settled.ids[mention.start] = mention.known[0].id
        elif mention.known and not is_fresh:
            several.append(mention)
    here = set(settled.ids.values())
    for mention in several:
        word = people.fold(mention.name)
        bearers = [person for person in mention.known if person.id in here]
        if not bearers and word not in settled.open:
            bearers = _most_seen(mention.known, here, together)
        if len(bearers) == 1:
            settled.ids[mention.start] = bearers[0].id
            here.add(bearers[0].id)
        elif not bearers:
            settled.open.setdefault(word, (mention.name, mention.known))


def _most_seen(known: Sequence[Person], here: Collection[str], together: Together | None) -> list[Person]:
    """The one seen most with those here; nobody where two are level or there is nobody to be seen with."""
    if together is None or not here:
        return []
    counts = {person.id: together(person.id, here) for person in known}
    most = max(counts.values())
    top = [person for person in known if counts[person.id] == most]
    return top if most and len(top) == 1 else []


def _new(mentions: Iterable[_Mention]) -> tuple[str, ...]:
    """The names to make, each once; a first name that comes again stands for the whole."""
    names = {people.fold(m.name): m.name for m in reversed([m for m in mentions if m.marked and not m.known])}
    return tuple(name for key, name in reversed(names.items()) if not any(k.startswith(f"{key} ") for k in names))


def _unknown(strangers: Iterable[str], new: Sequence[str], known: Sequence[Person]) -> tuple[str, ...]:
    """The strangers, each once, without organisations and those that are being made."""
    named = {people.fold(name): name for name in reversed(list(strangers))}
    if not named:
        return ()
    orgs = {people.fold(person.org) for person in known if person.org}
    made = {word for name in new for word in people.words(name)}
    return tuple(
        name for key, name in reversed(named.items()) if key not in orgs and not made.issuperset(people.words(name))
    )


# --- clauses


def _addressed(line: _Line, part: _Part, marks: Mapping[int, _Mention]) -> _Mention | None:
    """Who a clause opens with: "@Jo the slides", or "Jo: the slides"."""
    if not line.words or line.text[part.body : line.words[0].start].strip(" \t\n@＠" + "".join(_QUOTES)):
        return None
    if 0 in marks:
        return marks[0] if line.text[marks[0].end : marks[0].end + 1] in (" ", ":", ",", "") else None
    named = _mentioned(line, 0, 0)
    return named[0] if named and line.text[named[0].end :][:1] in (":", "：") else None


def _concerned(
    named: Sequence[_Mention], settled: _Settled, new: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids and the new names of those whom a clause is for."""
    names = [mention.name for mention in named if not mention.known]
    full = (next((n for n in new if people.fold(n).startswith(f"{people.fold(name)} ")), name) for name in names)
    return _once(settled.ids[m.start] for m in named if m.start in settled.ids), _once(full)


def _body(text: str, part: _Part, lead: _Mention | None, cuts: Sequence[Cut]) -> str:
    """What a clause says, without whom it is said to."""
    if lead is None:
        return _kept(text, part.body, part.end, cuts)
    return _kept(text, lead.end, part.end, cuts).lstrip(":：, \t\n")


def _clause(
    part: _Part, body: str, concerned: tuple[tuple[str, ...], tuple[str, ...]], today: date, order: str
) -> Clause:
    """The clause with its size, day and topic taken out of its text. UsageError if nothing is left to keep."""
    body, size, by, topic = body.rstrip(" \t\n,;，；、—–"), None, None, part.topic
    if part.kind in ("promised", "they-promised", "gave", "got", "asked"):
        body, size = sizes.bracketed(body, of_promise=part.kind.endswith("promised"))
    if part.kind in ("promised", "they-promised", "next"):
        body, by = days.closing(body, today, order)
    if part.kind == "learned" and topic is None:
        word, colon, rest = body.partition(":")
        topic = word.strip().lower()
        body, topic = (rest.strip(), topic) if colon and topic in TOPICS else (body, "note")
    if body.endswith((".", "。")) and not body.endswith(".."):
        body = body[:-1].rstrip()
    if not body and not (part.kind == "next" and by):
        keyword = part.kind.replace("-", " ")
        raise UsageError(
            f"Nothing is told after {keyword}:", f"Write what it is, such as {keyword}: {_EXAMPLES[part.kind]}"
        )
    return Clause(part.kind, body, size, by, *concerned, topic)


# --- the text that is kept


def _at_signs(quotes: Sequence[tuple[int, int, int]], mentions: Iterable[_Mention]) -> Iterator[Cut]:
    """The marks around names that are understood."""
    closing = {at: close for at, _, close in quotes}
    for mention in mentions:
        if mention.marked and (close := closing.get(mention.start)) is not None:
            yield mention.start, mention.start + 2
            yield close, close + 1
        elif mention.marked:
            yield mention.start, mention.start + 1


def _is_only_people(text: str, end: int, mentions: Sequence[_Mention], tag_cuts: Sequence[Cut]) -> bool:
    """True when a sentence is nothing but @names and tags."""
    marked = [(m.start, m.end) for m in mentions if m.marked]
    rest = _kept(text, 0, end, sorted([*marked, *tag_cuts]))
    return bool(marked) and not rest.replace("and", "").strip(" \t\n,;.&")


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
