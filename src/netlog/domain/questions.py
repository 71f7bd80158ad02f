"""What to ask somebody next: on from what they said last, about life outside work, about whom they should meet."""

from __future__ import annotations

from netlog.domain import people
from netlog.domain.journal import VOICED
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from netlog.domain.journal import Fact, History

    Ask = Callable[..., str]  # (section, turn, name=, it=): the wording whose turn it is

RECENT = 180  # days for which their words come before the summary of our last talk
LONGEST = 80  # characters of their words that fit into a question
OUTSIDE = ("family", "hobby")
MEET = ("need", "offer")
GOING_ON = ("goal", "challenge", "note", "context", "noticed", "common", "hopes", "brings")
OWN_WORDING = ("goal", "challenge")  # topics whose follow-up has a section of its own
GAPS = ("goal", "challenge", "my-aim", "their-aim")


class Question(NamedTuple):
    """One question, and what it is built on."""

    kind: str  # follow-up, outside, meet, goal, challenge, my-aim, their-aim
    text: str
    it: str | None = None  # their words; None: nothing is known yet
    on: date | None = None  # the day of those words


class _Words(NamedTuple):
    """Something they said or that is known of them."""

    section: str
    it: str
    on: date


def three(history: History, today: date, ask: Ask) -> tuple[Question, Question, Question]:
    """A follow-up, a question about life outside work, and one about whom they should meet.

    `ask` words a question: `Playbook.one` of the playbook `detective`. The day alone
    chooses among several: the same all day, another tomorrow. What is to be handled
    with care, and what they are going through, is never asked about.
    """
    turn = today.toordinal()
    facts = _known(history, today)
    outside = [_Words(one.topic, one.text, one.on) for one in facts if one.topic in OUTSIDE]
    meet = [_Words(one.topic, one.text, one.on) for one in facts if one.topic in MEET]
    return (
        _worded("follow-up", _last(history, facts, today), "follow-up-gap", history, turn, ask),
        _worded("outside", _one(outside, turn), "outside-gap", history, turn, ask),
        _worded("meet", _one(meet, turn), "meet-gap", history, turn, ask),
    )


def gaps(history: History, today: date, ask: Ask) -> tuple[Question, ...]:
    """A question for each of these that nothing is known of: their goal, their challenge, what each side hopes for."""
    known = {one.topic for one in _known(history, today)}
    missing = [topic for topic in GAPS if topic not in known]
    return tuple(_worded(topic, None, f"{topic}-gap", history, today.toordinal(), ask) for topic in missing)


def _worded(kind: str, words: _Words | None, gap: str, history: History, turn: int, ask: Ask) -> Question:
    name = people.called(history.person.name)
    if words is None:
        return Question(kind, ask(gap, turn, name=name))
    return Question(kind, ask(words.section, turn, name=name, it=shortened(words.it)), words.it, words.on)


def _last(history: History, facts: Sequence[Fact], today: date) -> _Words | None:
    """What they said last: their own words where they are recent, else how our last talk was noted."""
    talks = [
        one for one in history.conversations if one.on <= today and history.person.id in one.with_ and not one.attempt
    ]
    said = [
        _Words(one.topic if one.topic in OWN_WORDING else "follow-up", one.text, one.on)
        for one in facts
        if one.topic in GOING_ON
    ]
    said += [
        _Words("voiced", seen.text, one.on)
        for one in talks
        for seen in one.observed
        if seen.kind in VOICED and seen.text
    ]
    noted = [_Words("last-talk", one.text, one.on) for one in talks if one.text]
    latest, talk = _latest(said), _latest(noted)
    if latest and (talk is None or (today - latest.on).days <= RECENT):
        return latest
    return talk


def _known(history: History, today: date) -> list[Fact]:
    return [one for one in history.facts if one.on <= today and one.text]


def _latest(words: Iterable[_Words]) -> _Words | None:
    """The last of the latest day."""
    found = None
    for one in words:
        if found is None or one.on >= found.on:
            found = one
    return found


def _one(words: Sequence[_Words], turn: int) -> _Words | None:
    return words[turn % len(words)] if words else None


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text on one line, cut between words where it is long."""
    text = " ".join(text.split()).rstrip(".")
    if len(text) <= longest:
        return text
    cut = text[:longest].rpartition(" ")[0] or text[:longest]
    return f"{cut.rstrip(',;:')} …"
