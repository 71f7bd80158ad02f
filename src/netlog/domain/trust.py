"""The trust equation, how sure it is, and what moved it."""

from __future__ import annotations

from datetime import timedelta
from math import log, log10, sqrt
from typing import TYPE_CHECKING, NamedTuple

from netlog.domain import account
from netlog.domain.evidence import TALK, counted, evidence, faded, half_lives, observed, promised
from netlog.domain.journal import Change
from netlog.domain.parameters import DEFAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from netlog.domain.evidence import Evidence
    from netlog.domain.journal import History, Promise, Side
    from netlog.domain.parameters import Parameters

ABOVE = ("C", "R", "I")
BELOW = "S"
WEAKEST_FIRST = ("S", "I", "R", "C")  # the order of emphasis, among equals
BANDS = ((85, "rare"), (70, "strong"), (55, "sound"), (45, "even"), (30, "shaky"))  # from an index on
LABELS = ((15, "solid"), (6, "fair"), (2, "thin"))  # from so many faded observations on
UNSEEN = 0.5  # faded observations below which a factor is a guess
LEAST = 0.3  # trust with every factor at its worst; the best is a hundred times that
DECADE = 50  # index points for trust ten times as high
DEVIATIONS = 1.645  # standard deviations either side that hold nine tenths
TREND_DAYS = (30, 90)
RESTING_DAYS = 14  # after which a way to build trust is proposed again
MOST_MOVED = 3  # of either direction
MOMENTS = 3  # from which on their ratio is worth a word
FIVE_TO_ONE = 5  # good moments for a bad one in stable couples (Gottman, What Predicts Divorce?, 1994): a rule of thumb


class Score(NamedTuple):
    """How far one side's logged conduct makes them worth trusting, in the other's eyes."""

    C: float  # credibility, 1 to 10
    R: float  # reliability, 1 to 10
    I: float  # noqa: E741 - intimacy, 1 to 10
    S: float  # self-orientation, 1 to 10; low is good
    T: float  # (C + R + I) / S, 0.3 to 30
    index: float  # 0 to 100; equal factors give 50
    half: float  # of the interval that holds nine tenths
    low: float
    high: float
    evidence: float  # faded observations behind it
    label: str  # guess, thin, fair, solid
    band: str  # strained, shaky, even, sound, strong, rare
    weakest: str  # the factor to work on
    uneven: float  # standard deviation of the factors: below 1 even, from 1.5 lopsided


class Trust(NamedTuple):
    """Both directions of one relationship."""

    mine: Score  # my conduct, in their eyes
    theirs: Score  # their conduct, in mine


class Formula(NamedTuple):
    """One factor with its numbers filled in."""

    factor: str
    value: float
    good: float  # faded observations
    bad: float
    text: str


class Past(NamedTuple):
    """The two indexes as they stood on an earlier day."""

    days_ago: int
    mine: float
    theirs: float


class Moved(NamedTuple):
    """One event, and the index with it less the index without it."""

    what: str
    on: date
    change: float


class Step(NamedTuple):
    """One thing to do, and what it would add to my index today."""

    step: str
    gain: float  # index points
    effort: int  # in five minutes
    factors: tuple[str, ...]  # what it works on


class Moments(NamedTuple):
    """What I did well against what I did badly, one moment an event, faded."""

    good: float
    bad: float
    words: str  # empty: nothing to remark


class Changed(NamedTuple):
    """A number of the model that the user changed."""

    name: str
    value: object
    default: object


class _Action(NamedTuple):
    """A way to build trust, what it costs and what it shows."""

    step: str
    effort: int
    weights: tuple[tuple[str, float], ...]
    tag: str | None = None  # that says it was done


KEEP = "keep a promise already made"
ACTIONS = (
    _Action("credit them in front of others", 1, (("S", 0.75),), "promoted-them"),
    _Action("ask about them first and listen", 1, (("S", 0.5),), "asked-first"),
    _Action("write just to say hello", 1, (("S", 0.5),), "just-hello"),
    _Action("do a five-minute favour", 1, (("S", 0.25),)),
    _Action("tell them something personal", 1, (("I", 1.0),), "shared-personal"),
    _Action("say plainly what you do not know", 1, (("C", 0.5),), "admitted-limit"),
    _Action("ask how the relationship works for them", 2, (("I", 0.5), ("S", 0.5)), "asked-feedback"),
    _Action(KEEP, 2, (("R", 1.0),)),
    _Action("make and keep one small promise", 3, (("R", 1.0),)),
)

# Faded observations of one side, good and bad, by factor.
type_of_tally = dict[str, tuple[float, float]]


def score(history: History, today: date, parameters: Parameters = DEFAULTS) -> Trust:
    """Trust in both directions on that day: T = (C + R + I) / S (Maister, Green and Galford, 2000)."""
    items = evidence(history, today, parameters)
    return Trust(
        mine=_scored(_tally(items, "me", today, parameters), parameters),
        theirs=_scored(_tally(items, "them", today, parameters), parameters),
    )
