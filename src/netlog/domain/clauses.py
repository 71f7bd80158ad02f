"""What follows "promised:" and its like: where such a clause stands, and what it says with its size, day and topic."""

from __future__ import annotations

from netlog.domain import days, sizes
from netlog.domain.journal import TOPICS
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Literal

    from netlog.domain.marks import Cut, Stretch

    Kind = Literal["promised", "they-promised", "gave", "got", "asked", "learned", "next"]

_HEAD = (
    r"(?i)(?:(?:and|then|also|i)[ \t]+)?"
    r"(they[ \t]+promised|promised|gave|got|asked|learn(?:ed|t)(?:[ \t]*\((\w+)\))?|next)[ \t]*[:：]"
)
_BOUNDARIES = ".;,!?…—–\n。；，、！？"  # before a clause
_KINDS: dict[str, Kind] = {  # by the first letters of what opens them
    "prom": "promised",
    "they": "they-promised",
    "gave": "gave",
    "got": "got",
    "aske": "asked",
    "lear": "learned",
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
_PROMISES = ("promised", "they-promised")


class Clause(NamedTuple):
    """What follows "promised:" and its like, up to the next of them."""

    kind: Kind
    text: str
    size: str | None = None  # one of PROMISE_SIZES for a promise; one of SIZES or points for the account
    by: date | None = None
    for_: tuple[str, ...] = ()  # ids of known people it concerns; with for_new empty: all who took part
    for_new: tuple[str, ...] = ()  # names of such people who are new
    topic: str | None = None  # of what was learned: one of TOPICS


def opened(text: str) -> tuple[int, list[tuple[Clause, Stretch]], list[Cut]]:
    """Where the sentence before the clauses ends; each clause, still without its text, and where that stands.

    And the backslashes that keep a word from opening one.
    """
    if ":" not in text and "：" not in text:
        return len(text), [], []
    import re  # noqa: PLC0415 - costs as much as a thousand lines of the journal; most logs have no clause

    heads: list[re.Match[str]] = []
    escapes: list[Cut] = []
    for match in re.finditer(_HEAD, text):
        before = text[: match.start()].rstrip(" \t")
        if not before or before[-1] in _BOUNDARIES:
            heads.append(match)
        elif before[-1] == "\\" and len(before) == match.start():
            escapes.append((match.start() - 1, match.start()))
    ends = [*(head.start() for head in heads), len(text)]
    found = [
        (Clause(_KINDS[head[1][:4].lower()], "", topic=_topic(head[2]) if head[2] else None), (head.end(), end))
        for head, end in zip(heads, ends[1:], strict=True)
    ]
    return ends[0], found, escapes


def told(clause: Clause, text: str, today: date, since: date, order: str) -> Clause:
    """The clause with its text, and the size, day and topic taken out of it. UsageError if nothing is left to keep.

    `since` is the day it was said: a day is read from today, a date without a year from then.
    """
    kind, topic = clause.kind, clause.topic
    text, size, by = text.rstrip(" \t\n,;，；、—–"), None, None
    if kind not in ("learned", "next"):
        text, size = sizes.bracketed(text, of_promise=kind in _PROMISES)
    if kind in (*_PROMISES, "next"):
        text, by = days.closing(text, today, order, since)
    if kind == "learned" and topic is None:
        word, colon, rest = text.partition(":")
        topic = word.strip().lower()
        topic, text = (topic, rest.strip()) if colon and topic in TOPICS else ("note", text)
    if text.endswith((".", "。")) and not text.endswith(".."):
        text = text[:-1].rstrip()
    if not text and not (kind == "next" and by):
        keyword = kind.replace("-", " ")
        raise UsageError(f"Nothing is told after {keyword}:", f"Write what it is, such as {keyword}: {_EXAMPLES[kind]}")
    return clause._replace(text=text, size=size, by=by, topic=topic)


def _topic(word: str) -> str:
    if word.lower() in TOPICS:
        return word.lower()
    raise UsageError(f"'{word[:40]}' is no topic of what one learns.", f"The topics are {', '.join(TOPICS)}.")
