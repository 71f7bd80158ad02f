"""How many days may pass between two contacts, and why that many."""

from __future__ import annotations

from itertools import pairwise
from math import floor, sqrt

from netlog.domain.parameters import DEFAULTS, Parameters
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

NEW_TIE_DAYS = 180  # a tie is new for so long after the first meeting, that day included
RAMP = (2, 14, 35, 88)  # days after the first, second, third and fourth contact: 14 · 2.5^(n−2)
GAPS = 5  # of the latest gaps, how many the usual rhythm is read from
ENOUGH_GAPS = 3


class Cadence(NamedTuple):
    """Days between contacts and the reason; no days: nobody is ever late."""

    days: int | None
    rule: str  # the reason, with places for the numbers below
    usual: int | None = None  # days of the circle
    gap: float | None = None  # days between the latest contacts, the median

    @property
    def why(self) -> str:
        """The reason in words: put together when it is told, which most of a crowd never is."""
        return self.rule.format(days=self.days, usual=self.usual, gap=self.gap)


def of_circle(circle: str | None, parameters: Parameters = DEFAULTS) -> int | None:
    """The cadence of a circle in days; none for outer. No circle named: wide."""
    if circle == "active":
        return parameters.cadence_active
    if circle == "close":
        return parameters.cadence_close
    if circle == "inner":
        return parameters.cadence_inner
    return None if circle == "outer" else parameters.cadence_wide


def shortest(every: int | None, circle: str | None, parameters: Parameters = DEFAULTS) -> int | None:
    """The fewest days that the cadence of a tie of more contacts than its ramp may be; none where it has none."""
    usual = of_circle(circle, parameters)
    if every is not None or usual is None:
        return every
    return _rounded(usual / 2, parameters)


def cadence(
    every: int | None,
    circle: str | None,
    first: date | None,
    contacts: Sequence[date],
    on: date,
    parameters: Parameters = DEFAULTS,
) -> Cadence:
    """The cadence in force on a day.

    `first` is the day of the first meeting; `contacts` are the latest days with
    two-way contact up to `on`, latest first, each once; six of them are enough.
    The first that applies: set by the user; the ramp of a new tie; learned from
    the last gaps, √(circle · median gap) between half and twice the circle; the circle.
    """
    if every is not None:
        return Cadence(every, "every {days} set by you")
    usual = of_circle(circle, parameters)
    if usual is None:
        return Cadence(None, "outer circle")
    many = len(contacts)
    if first is not None and 1 <= many <= len(RAMP) and (on - first).days <= NEW_TIE_DAYS:
        return Cadence(_rounded(min(usual, RAMP[many - 1]), parameters), "new tie")
    if many > ENOUGH_GAPS:
        gap = _median([(late - early).days for late, early in pairwise(contacts[: GAPS + 1])])
        days = min(max(sqrt(usual * gap), usual / 2), usual * 2.0)
        return Cadence(_rounded(days, parameters), "between the circle's {usual} and your usual {gap:g}", usual, gap)
    return Cadence(_rounded(usual, parameters), f"{circle or 'wide'} circle")


def _rounded(days: float, parameters: Parameters) -> int:
    """Whole days, fewer in a crisis."""
    return floor(days * (parameters.crisis_factor if parameters.crisis else 1.0) + 0.5)


def _median(values: Sequence[int]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
