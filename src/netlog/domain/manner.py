"""How and where people met, as far as a sentence says it plainly."""

from __future__ import annotations

from netlog.domain import people
from netlog.domain.line import LONGEST_RUN, STOPS
from netlog.domain.names_in import mentioned
from netlog.domain.people import word_set
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netlog.domain.line import Line
    from netlog.domain.names_in import Mention

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
_AT_WORK = word_set(
    "aimed based ceo coo cto employed engineer job laughed lead leads look looked looking manager role starts started "
    "work worked working works"
)
_PLACE_WORDS = people.PARTICLES | {"of", "and"}


def how(line: Line, mentions: Sequence[Mention]) -> str | None:
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
        way = "video" if word.text == "Teams" else _HOW.get(word.key)
        if way and not (word.key == "walk" and after == "through"):
            (weak if word.key in _WEAK else plain).append(way)
    found = set(plain or weak[:1])
    if found == {"video", "call"}:
        return "video"
    return found.pop() if len(found) == 1 else None


def place(line: Line, marks: Mapping[int, Mention]) -> tuple[str | None, range]:
    """Where it was, the first time that "at" tells it, and the words that do."""
    named = {i for start, mention in marks.items() for i in range(start, mention.stop)}
    for i, word in enumerate(line.words):
        if word.key == "at" and i not in named and (told := _place(line, i + 1, named)):
            first, last = line.words[told[0]], line.words[told[-1]]
            return people.clean(line.text[first.start : last.end]), range(i, told.stop)
    return None, range(0)


def _place(line: Line, i: int, named: Collection[int]) -> range:
    """The words after "at" that name a place; none when it is a person, a day, or what somebody works on."""
    words = line.words
    if line.is_held_back(i - 1) or (i > 1 and words[i - 2].key in _AT_WORK):
        return range(0)
    if i < len(words) and words[i].key == "the":
        i += 1
    n = 0
    for j in range(i, min(i + LONGEST_RUN, len(words))):
        if j in named or line.is_date(j) or line.gap(j).strip() not in ("", "&"):
            break
        if words[j].is_capitalised or (n and words[j].text[0].isdigit()):
            n = j - i + 1
        elif words[j].key not in _PLACE_WORDS or not n:
            break
    return range(i, i + n) if n and not mentioned(line, i) else range(0)


def _runs_on(line: Line, i: int, named: Collection[int]) -> bool:
    """True while a word belongs to the first stretch of the sentence: up to a stop, or a comma that parts no names."""
    gap = line.gap(i)
    return STOPS.isdisjoint(gap) and ("," not in gap or i - 1 in named)
