"""How many days may pass between two contacts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.domain.cadence import Cadence, cadence, of_circle
from netlog.domain.journal import CIRCLES
from netlog.domain.parameters import DEFAULTS

TODAY = date(2026, 11, 21)
LONG_AGO = date(2020, 1, 1)
CRISIS = DEFAULTS._replace(crisis=True)


def ago(*days: int) -> tuple[date, ...]:
    return tuple(TODAY - timedelta(day) for day in days)


def told(answer: Cadence) -> tuple[int | None, str]:
    return answer.days, answer.why


def with_gaps(*gaps: int) -> tuple[date, ...]:
    """Contacts today and before, so many days apart, latest gap first."""
    days = [TODAY]
    for gap in gaps:
        days.append(days[-1] - timedelta(gap))
    return tuple(days)


@pytest.mark.parametrize(
    ("circle", "days"), [("inner", 7), ("close", 30), ("active", 180), ("wide", 365), ("outer", None), (None, 365)]
)
def test_each_circle_has_its_cadence(circle: str | None, days: int | None) -> None:
    assert of_circle(circle) == days
    assert cadence(None, circle, LONG_AGO, ago(3), TODAY).days == days


@pytest.mark.parametrize(("contacts", "days"), [(1, 2), (2, 14), (3, 35), (4, 88)])
def test_a_new_tie_starts_with_short_intervals(contacts: int, days: int) -> None:
    dates = ago(1, 2, 3, 4)[:contacts]
    assert told(cadence(None, "active", dates[-1], dates, TODAY)) == (days, "new tie")


def test_a_new_tie_never_waits_longer_than_its_circle() -> None:
    assert cadence(None, "inner", ago(3)[0], ago(1, 2, 3), TODAY).days == 7


@pytest.mark.parametrize(("age", "days"), [(180, 2), (181, 180)])
def test_a_tie_is_new_up_to_day_180(age: int, days: int) -> None:
    assert cadence(None, "active", ago(age)[0], ago(1), TODAY).days == days


def test_a_fifth_contact_ends_the_ramp() -> None:
    assert cadence(None, "close", ago(5)[0], ago(1, 2, 3, 4, 5), TODAY).why != "new tie"


def test_a_rhythm_is_learned_from_the_usual_gap() -> None:
    answer = cadence(None, "close", LONG_AGO, with_gaps(40, 61, 52, 50), TODAY)
    assert told(answer) == (39, "between the circle's 30 and your usual 51")


@pytest.mark.parametrize(
    ("gaps", "days"),
    [((30, 30), 30), ((1, 1, 1), 15), ((400, 400, 400), 60), ((30, 30, 30, 30, 30), 30), ((90, 30, 30), 30)],
)
def test_what_is_learned_stays_between_half_and_twice_the_circle(gaps: tuple[int, ...], days: int) -> None:
    assert cadence(None, "close", LONG_AGO, with_gaps(*gaps), TODAY).days == days


def test_only_the_last_five_gaps_count() -> None:
    assert cadence(None, "close", LONG_AGO, with_gaps(60, 60, 60, 15, 15, 15, 15), TODAY).days == 42  # √(30 · 60)


def test_without_a_rhythm_of_its_own_a_tie_keeps_its_circles() -> None:
    assert told(cadence(None, "close", LONG_AGO, ago(3), TODAY)) == (30, "close circle")
    assert told(cadence(None, None, LONG_AGO, ago(3), TODAY)) == (365, "wide circle")
    assert told(cadence(None, "outer", LONG_AGO, ago(3), TODAY)) == (None, "outer circle")


@pytest.mark.parametrize("circle", [None, *CIRCLES])
def test_what_you_set_comes_before_everything(circle: str | None) -> None:
    assert told(cadence(45, circle, ago(1)[0], ago(1), TODAY, CRISIS)) == (45, "every 45 set by you")


@pytest.mark.parametrize(
    ("circle", "days"), [("inner", 5), ("close", 23), ("active", 135), ("wide", 274), ("outer", None)]
)
def test_a_crisis_shortens_every_cadence_by_a_quarter(circle: str, days: int | None) -> None:
    assert cadence(None, circle, LONG_AGO, ago(1), TODAY, CRISIS).days == days


@settings(max_examples=200)
@given(
    st.sampled_from(["inner", "close", "active", "wide"]),
    st.lists(st.integers(1, 900), max_size=8),
    st.booleans(),
)
def test_a_cadence_lies_within_reach_of_its_circle(circle: str, gaps: list[int], crisis: bool) -> None:
    contacts = with_gaps(*gaps)
    usual = of_circle(circle)
    days = cadence(None, circle, contacts[-1], contacts[:6], TODAY, CRISIS if crisis else DEFAULTS).days
    assert usual is not None
    assert days is not None
    assert 1 <= days <= 2 * usual
