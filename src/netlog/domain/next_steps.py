"""What to do next to be trusted more, and what each thing would add."""

from __future__ import annotations

from netlog.domain import account
from netlog.domain.equation import Weighed, index_of, weighed
from netlog.domain.evidence import promised
from netlog.domain.parameters import DEFAULTS, Parameters
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from netlog.domain.equation import Tally
    from netlog.domain.journal import History, Promise

RESTING_DAYS = 14  # after which a way to build trust is proposed again
KEEP = "keep a promise already made"


class Step(NamedTuple):
    """One thing to do, and what it would add to my index today."""

    step: str
    gain: float  # index points
    effort: int  # in five minutes
    factors: tuple[str, ...]  # what it works on


# What builds trust, its effort, the observations it is good for, and the tag that says it was done.
ACTIONS: tuple[tuple[str, int, Mapping[str, float], str], ...] = (
    ("credit them in front of others", 1, {"S": 0.75}, "promoted-them"),
    ("ask about them first and listen", 1, {"S": 0.5}, "asked-first"),
    ("write just to say hello", 1, {"S": 0.5}, "just-hello"),
    ("do a five-minute favour", 1, {"S": 0.25}, ""),
    ("tell them something personal", 1, {"I": 1.0}, "shared-personal"),
    ("say plainly what you do not know", 1, {"C": 0.5}, "admitted-limit"),
    ("ask how the relationship works for them", 2, {"I": 0.5, "S": 0.5}, "asked-feedback"),
    (KEEP, 2, {"R": 1.0}, ""),
    ("make and keep one small promise", 3, {"R": 1.0}, ""),
)


def steps(
    history: History, today: date, parameters: Parameters = DEFAULTS, *, known: Weighed | None = None
) -> tuple[Step, ...]:
    """What to do next: own each overdue promise; then the most for the effort, and the most of all if that is another.

    An action whose tag was logged in the last 14 days rests; keeping a promise
    needs one that is open and still in time.
    """
    known = known or weighed(history, today, parameters)
    sums = known.sums["me"]
    index = index_of(sums, parameters)
    mine = [promise for promise in history.promises if promise.who == "me"]
    late = [promise for promise in mine if account.is_overdue(promise, today)]
    late.sort(key=lambda promise: (account.terms(promise, today)[-1].due or today, promise.text))
    done = _done(history, today)
    can_keep = any(term.how == "open" and not term.silent for promise in mine for term in account.terms(promise, today))
    possible = [
        Step(step, index_of(_raised(sums, weights), parameters) - index, effort, tuple(weights))
        for step, effort, weights, tag in ACTIONS
        if tag not in done and (step != KEEP or can_keep)
    ]
    # In hard times closeness and attention count for more than skill or speed.
    first = [step for step in possible if {"I", "S"} & set(step.factors)] if parameters.crisis else possible
    cheapest = max(first or possible, key=lambda step: step.gain / step.effort)
    most = max(possible, key=lambda step: (step.gain, -step.effort))
    owning = (_owning(promise, known, today, parameters) for promise in late)
    return (*owning, cheapest, *([most] if most.gain > cheapest.gain else []))


def _done(history: History, today: date) -> set[str]:
    """The tags of what I did with the person in the last days."""
    return {
        code
        for talk in history.conversations
        if 0 <= (today - talk.on).days <= RESTING_DAYS and history.person.id in talk.with_
        for code, about in talk.signals
        if about == "me"
    }


def _raised(sums: Tally, weights: Mapping[str, float]) -> Tally:
    """A tally with so many good observations more."""
    return {**sums, **{(factor, True): sums[factor, True] + weight for factor, weight in weights.items()}}


def _owning(promise: Promise, known: Weighed, today: date, parameters: Parameters) -> Step:
    """The step that owns an overdue promise: its silence gives way to a word and a new date."""
    silent = promised(promise, today, parameters)
    owned = promised(account.owned(promise, today), today, parameters)
    gain = index_of(known.altered("me", owned, silent), parameters) - index_of(known.sums["me"], parameters)
    text = f": {promise.text}" if promise.text else ""
    return Step(f"own the overdue promise and give a new date{text}", gain, 1, ("C", "R", "S"))
