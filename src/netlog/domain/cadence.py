"""How many days may pass between two contacts, and why that many."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import floor, sqrt
from typing import NamedTuple

from netlog.domain.parameters import DEFAULTS, Parameters

NEW_TIE_DAYS = 180  # a tie is new for so long after the first meeting, that day included
RAMP = (2, 14, 35, 88)  # days after the first, second, third and fourth contact: 14 · 2.5^(n−2)
GAPS = 5  # of the latest gaps, how many the usual rhythm is read from
ENOUGH_GAPS = 3


class Cadence(NamedTuple):
    """Days between contacts and the reason; no days: nobody is ever late."""

    days: int | None
    why: str


def of_circle(circle: str | None, parameters: Parameters = DEFAULTS) -> int | None:
    """The cadence of a circle in days; none for outer. No circle named: wide."""
    return {
        "inner": parameters.cadence_inner,
        "close": parameters.cadence_close,
        "active": parameters.cadence_active,
        "outer": None,
    }.get(circle or "wide", parameters.cadence_wide)


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
        return Cadence(every, f"every {every} set by you")
    usual = of_circle(circle, parameters)
    if usual is None:
        return Cadence(None, "outer circle")
    gaps = [(late - early).days for late, early in pairwise(contacts)][:GAPS]
    is_new = first is not None and (on - first).days <= NEW_TIE_DAYS
    if is_new and 1 <= len(contacts) <= len(RAMP):
        days, why = float(min(usual, RAMP[len(contacts) - 1])), "new tie"
    elif len(gaps) >= ENOUGH_GAPS:
        gap = _median(gaps)
        days = min(max(sqrt(usual * gap), usual / 2), usual * 2.0)
        why = f"between the circle's {usual} and your usual {gap:g}"
    else:
        days, why = float(usual), f"{circle or 'wide'} circle"
    return Cadence(_whole(days, parameters), why)


def shortest(every: int | None, circle: str | None, parameters: Parameters = DEFAULTS) -> int | None:
    """The fewest days that the cadence of a tie of more contacts than its ramp may be; none where it has none."""
    usual = of_circle(circle, parameters)
    if every is not None or usual is None:
        return every
    return _whole(usual / 2, parameters)


def _whole(days: float, parameters: Parameters) -> int:
    """Days as they are waited for; fewer in a crisis."""
    return floor(days * (parameters.crisis_factor if parameters.crisis else 1.0) + 0.5)


def _median(values: Sequence[int]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
