"""Who is named in a line: with an @, known without one, or by the look of a name that nobody bears."""

from __future__ import annotations

from itertools import pairwise

from netlog.domain import people
from netlog.domain.callings import best, called
from netlog.domain.line import AT, LONGEST_RUN, is_hangul
from netlog.domain.marks import is_mark
from netlog.domain.people import word_set
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netlog.domain.journal import Person
    from netlog.domain.line import Line, Word
    from netlog.domain.marks import Cut, Quote

_CAPITALS = word_set("ai api ceo cfo cio cmo coo cto eu hr it mba phd pr uk us usa ux vp i i'm i've i'll i'd")
_DOUBLES = word_set(  # names that are also the first word of many a sentence
    "an art bill chase do drew frank good grace grant he hope joy long mark may pat read rich rose see she so sue van "
    "wade will young"
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


class Mention(NamedTuple):
    """A place of the sentence where somebody is named."""

    start: int  # of the @, or of the name
    end: int  # a possessive s left out
    name: str
    stop: int  # index of the first word after it
    known: tuple[Person, ...] = ()  # all who may be meant; none: somebody new
    way: str = ""  # in which they are called
    marked: bool = False  # by an @


def marked(line: Line, quotes: Sequence[Quote], known: Sequence[Person]) -> tuple[dict[int, Mention], list[str]]:
    """Those named by an @, under the index of the first word of each name; and what follows an @ and is no name."""
    found: dict[int, Mention] = {}
    lost = []
    quoted = {i: quote for quote in quotes for i in line.indexes(*quote)[:1]}
    stop = 0
    for i, word in enumerate(line.words):
        if i < stop:
            continue
        mention = None
        if i in quoted:
            mention = _quoted(line, i, quoted[i], known)
        elif line.before(i) in tuple(AT) and is_mark(line.text, word.start - 1):
            mention = _marked(line, i)
            if mention is None and word.is_cased:
                lost.append(word.text.capitalize())
        if mention:
            found[i], stop = mention, mention.stop
    return found, lost


def named(
    line: Line, marks: Mapping[int, Mention], skipped: Collection[int] = ()
) -> tuple[list[Mention], list[str], list[Cut]]:
    """Who is mentioned, in order; what looks like a name that nobody bears; the backslashes that kept a name back."""
    mentions: list[Mention] = []
    strangers: list[str] = []
    escapes: list[Cut] = []
    i = ended = 0  # ended: index of the first word after the last name, for those that follow by "and" or a comma
    while i < len(line.words):
        word = line.words[i]
        if i in marks:
            mentions.append(marks[i])
            i = ended = marks[i].stop
        elif line.is_held_back(i):
            if line.before(i) == "\\" and next(called(line, i), None):
                escapes.append((word.start - 1, word.start))
            i += max(_name_run(line, i), 1)
        elif i in skipped or line.is_inside(i):
            i += 1
        elif found := mentioned(line, i, ended):
            mentions += found
            i = ended = found[-1].stop
        elif n := _stranger_run(line, i, ended, marks):
            strangers.append(line.text[word.start : line.words[i + n - 1].bare_end])
            i = ended = i + n
        else:
            i += 1
    return mentions, strangers, escapes


def mentioned(line: Line, i: int, ended: int = 0) -> list[Mention]:
    """The known people named from this word on without an @: one, or within an unspaced word several."""
    word = line.words[i]
    for stop, end, hits in called(line, i):
        callings = [
            calling
            for calling in hits
            if calling.way not in ("inner", "piece")
            and (end - word.start > 1 or calling.way == "whole")
            and (calling.way != "surname" or is_led(line, i, stop, ended))
            and calling.fits(line.words[i:stop])
            and (calling.way != "initial" or _is_initial(line, stop))
            and (
                calling.way in ("handle", "initial")
                or (calling.way == "whole" and stop > i + 1)
                or _stands_alone(line, i, stop)
            )
        ]
        if callings:
            return [Mention(word.start, end, line.text[word.start : end], stop, *best(callings))]
    found = []
    at, last = 0, 1 if is_hangul(word.text) else len(word.text)
    while at < last:
        if hit := line.callings.within(word.text[at:]):
            name, callings = hit
            start = word.start + at
            found.append(Mention(start, start + len(name), name, i + 1, *best(callings)))
            at += len(name)
        else:
            at += 1
    return found


def in_small_letters(line: Line) -> list[str]:
    """A warning for each known name that stands in small letters where a name is to be expected."""
    warnings = []
    for i, word in enumerate(line.words):
        stop, end, hits = next(called(line, i), (i, word.end, []))
        if hits and hits[0].way in ("whole", "part") and is_led(line, i, stop, 0) and not line.is_held_back(i):
            typed = line.text[word.start : end]
            warnings.append(f"'{typed}' may be {hits[0].person.name}: write @{typed}.")
    return warnings


# --- with an @


def _quoted(line: Line, i: int, quote: Quote, known: Sequence[Person]) -> Mention:
    """The person whose name stands in quotation marks, known or new."""
    (at, close), stop = quote, line.indexes(*quote).stop
    name = people.clean_name(line.text[at + 2 : close])
    hits = line.callings.by_words.get(tuple(word.key for word in line.words[i:stop]))
    found, way = best(hits) if hits else (tuple(people.matches(name, known)) if "@" in name else (), "whole")
    return Mention(at, close + 1, name, stop, found, way, marked=True)


def _marked(line: Line, i: int) -> Mention | None:
    """The person whose name follows an @: the longest that is known, if the words of the name go no further, or new."""
    words = line.words
    at = words[i].start - 1
    while words[i].key in people.TITLES and i + 1 < len(words) and line.is_joined(i + 1):
        i += 1
    start, run = words[i].start, _name_run(line, i)
    for stop, end, hits in called(line, i):
        fit = [one for one in hits if one.fits(words[i:stop])] if run and stop > i + run else hits
        if stop < i + run:
            fit = [one for one in fit if one.way in ("whole", "initial") and stop > i + 1]
        if fit:
            return Mention(at, end, line.text[start:end], stop, *best(fit), marked=True)
    if hit := line.callings.within(words[i].text):
        name, fit = hit
        return Mention(at, start + len(name), name, i + 1, *best(fit), marked=True)
    if not run:
        return None
    end = words[i + run - 1].bare_end
    return Mention(at, end, people.clean_name(line.text[start:end]), i + run, marked=True)


def _name_run(line: Line, i: int) -> int:
    """How many words from this one on make up a name by their look: capitals, and the particles between them."""
    n = 0
    for j in range(i, min(i + LONGEST_RUN, len(line.words))):
        word = line.words[j]
        if j > i and (not line.is_joined(j) or line.is_date(j) or word.key in _CAPITALS):
            break
        if not word.is_cased:
            return n or int(word.text[0].isalpha())
        if word.holds_capital:
            n = j - i + 1
        elif word.key not in people.PARTICLES:
            break
        if word.is_possessive:
            break
    return n


# --- without


def _is_initial(line: Line, stop: int) -> bool:
    """True for the letter of "Ana R."; not for that of "Ana R&D", nor for the I of "what Ana I asked"."""
    word = line.words[stop - 1]
    after = line.text[word.end : word.end + 1]
    return after != "&" and (word.key != "i" or after == ".")


def _stands_alone(line: Line, i: int, stop: int) -> bool:
    """True when a short name is not a piece of a longer one, a month, or the first word of a sentence like Will."""
    word = line.words[i]
    if not word.is_cased:
        return True
    is_other = line.is_date(i) or (word.key in _DOUBLES and line.opens(i) and not _acts(line, stop))
    return not (is_other or _goes_before(line, i) or _goes_after(line, stop))


def _goes_before(line: Line, i: int) -> bool:
    """True when the word before this one is an earlier part of a name: not the first of a sentence, nor a title."""
    if i == 0 or not line.is_joined(i):
        return False
    before = line.words[i - 1]
    return (
        before.is_capitalised
        and not before.is_possessive
        and not (before.key in _LEADS or before.key in _CAPITALS or line.opens(i - 1) or line.is_date(i - 1))
    )


def _goes_after(line: Line, i: int) -> bool:
    """True when this word is a later part of the name before it."""
    if i >= len(line.words) or not line.is_joined(i) or line.words[i - 1].is_possessive:
        return False
    word = line.words[i]
    return word.is_capitalised and word.key not in _CAPITALS and not line.is_date(i)


def _acts(line: Line, i: int) -> bool:
    """True when the word before this one does something, as people do: "Will said", "Will and", "Will's", "Will"."""
    if i >= len(line.words) or line.words[i - 1].is_possessive:
        return True
    return "," in line.gap(i) or line.words[i].key in _ACTS or line.words[i].key.endswith("ed")


def is_led(line: Line, i: int, stop: int, ended: int) -> bool:
    """True when the words before lead up to a name: "with", "met", "Dr", "Ana and", "introduced by", "a call to"."""
    if i == 0:
        return False
    before, gap = line.words[i - 1], line.gap(i).strip()
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
    is_place = earlier.key in _TRAVELS or (earlier.is_capitalised and ended != i - 1)
    return earlier.key in _SPEECH or (stop > i + 1 and not is_place)


def _goes_on(line: Line, stop: int) -> bool:
    """True when a list of names goes on or ends: "Ana, Kim and", "Ana, Kim."; not so "Ana, Lisbon was"."""
    if stop >= len(line.words):
        return True
    return line.words[stop].key == "and" or line.gap(stop).strip()[:1] in tuple(",&.;")


def _stranger_run(line: Line, i: int, ended: int, marks: Mapping[int, Mention]) -> int:
    """How many words from this one on are, by their look and their place, the name of somebody unknown; mostly none."""
    word = line.words[i]
    if not word.is_capitalised or word.key in people.TITLES or line.is_date(i):
        return 0
    n = _name_run(line, i)
    n = next((j for j in range(n) if i + j in marks or not _is_name_like(line.words[i + j])), n)
    while n and not line.words[i + n - 1].is_capitalised:
        n -= 1
    if n > 1:
        is_half_known = any(one.way == "part" for one in line.callings.by_words.get((word.key,), ()))
        if is_half_known or (i == 0 and _acts(line, n)):
            return n
    return n if n and is_led(line, i, i + n, ended) else 0


def _is_name_like(word: Word) -> bool:
    """True for Zoe, McDonald and a particle; not for API, PyData or Q3."""
    letters = word.text.removesuffix("'s").removesuffix("’s")
    if word.key in _CAPITALS or not all(c.isalpha() or c in "'’‘ʹ′‐‑-" for c in letters):
        return False
    if len(letters) > 1 and letters.isupper():
        return False
    humps = [i for i, (a, b) in enumerate(pairwise(letters)) if a.islower() and b.isupper()]
    return not humps or letters[: humps[0] + 1] in ("Mc", "Mac", "De", "Di", "La", "Le", "Fitz", "Van")
