"""How one thing reads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog import words
from netlog.domain import days

TODAY = date(2026, 11, 21)
any_day = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 27), "Fri 27 Nov"),
        (date(2026, 9, 1), "Tue 1 Sep"),
        (date(2027, 1, 4), "Mon 4 Jan 2027"),
        (date(2025, 12, 12), "Fri 12 Dec 2025"),
        (TODAY, "Sat 21 Nov"),
    ],
)
def test_a_day_has_its_weekday_and_only_a_foreign_year(on: date, expected: str) -> None:
    assert words.day(on, TODAY) == expected


@settings(max_examples=300)
@given(any_day, any_day)
def test_a_day_shown_reads_back_as_the_day(on: date, today: date) -> None:
    assert days.read(words.day(on, today), today, "past" if on <= today else "future") == on


@given(st.integers(-400, 400))
def test_a_day_of_this_year_or_near_it_reads_back_too(ahead: int) -> None:
    on = TODAY + timedelta(days=ahead)
    assert days.read(words.day(on, TODAY), TODAY, "past" if ahead <= 0 else "future") == on


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (12, "12 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (20, "2 weeks ago"),
        (21, "3 weeks ago"),
        (60, "8 weeks ago"),
        (61, "2 months ago"),
        (91, "2 months ago"),
        (92, "3 months ago"),
        (365, "12 months ago"),
        (729, "23 months ago"),
        (731, "2 years ago"),
        (3653, "10 years ago"),
    ],
)
def test_how_long_ago(back: int, expected: str) -> None:
    assert words.ago(TODAY - timedelta(days=back), TODAY) == expected
    assert words.distance(TODAY - timedelta(days=back), TODAY) == expected


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (6, "in 6 days"),
        (13, "in 13 days"),
        (21, "in 3 weeks"),
        (61, "in 2 months"),
        (800, "in 2 years"),
    ],
)
def test_how_far_ahead(ahead: int, expected: str) -> None:
    assert words.ahead(TODAY + timedelta(days=ahead), TODAY) == expected
    assert words.distance(TODAY + timedelta(days=ahead), TODAY) == expected


@given(any_day, any_day)
def test_a_distance_is_told_in_units_of_which_there_are_two_or_more(on: date, today: date) -> None:
    told = words.distance(on, today)
    numbers = [int(word) for word in told.split() if word.isdigit()]
    assert all(number >= 2 for number in numbers)
    assert numbers or told in ("today", "yesterday", "tomorrow")


@settings(max_examples=50)
@given(st.integers(2, 13))
def test_a_distance_in_days_reads_back(n: int) -> None:
    back, ahead = TODAY - timedelta(days=n), TODAY + timedelta(days=n)
    assert days.read(words.ago(back, TODAY), TODAY, "future") == back
    assert days.read(words.ahead(ahead, TODAY), TODAY, "past") == ahead


@pytest.mark.parametrize(
    ("n", "one", "many", "expected"),
    [
        (1, "line", "", "1 line"),
        (3, "line", "", "3 lines"),
        (0, "line", "", "0 lines"),
        (1, "person", "people", "1 person"),
        (2, "person", "people", "2 people"),
    ],
)
def test_a_count(n: int, one: str, many: str, expected: str) -> None:
    assert words.count(n, one, many) == expected


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        (3, "3"),
        (3.0, "3"),
        (3.14, "3.1"),
        (3.96, "4"),
        (0.25, "0.3"),
        (-2.5, "−2.5"),
        (-0.25, "−0.3"),
        (-12, "−12"),
        (0, "0"),
        (-0.0, "0"),
        (-0.04, "0"),
        (1234.56, "1234.6"),
    ],
)
def test_a_number(x: float, expected: str) -> None:
    assert words.number(x) == expected


@given(st.floats(-1e6, 1e6))
def test_a_number_is_within_half_a_tenth_of_what_it_tells(x: float) -> None:
    told = words.number(x)
    assert abs(float(told.replace("−", "-")) - x) <= 0.05 + 1e-9
    assert told != "−0"


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (("x", "y", "z", "w"), "x, y, z and w"),
    ],
)
def test_a_list(things: list[str], expected: str) -> None:
    assert words.listing(things) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, "░░░░"), (1, "████"), (0.5, "██░░"), (0.125, "█░░░"), (0.124, "░░░░"), (2, "████"), (-1, "░░░░")],
)
def test_a_bar(share: float, expected: str) -> None:
    assert words.bar(share, 4) == expected


@given(st.floats(allow_nan=False), st.integers(0, 80))
def test_a_bar_is_as_wide_as_it_should_be(share: float, width: int) -> None:
    assert len(words.bar(share, width)) == width


def test_quoted_text_stands_on_one_line() -> None:
    assert words.quoted("  the deck,\n soon ") == "“the deck, soon”"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("kept: USB sticks", "Kept: USB sticks"), ("", ""), ("ß", "SS"), ("说到", "说到"), ("I", "I")],
)
def test_a_sentence_begins_with_a_capital_and_is_otherwise_left_alone(text: str, expected: str) -> None:
    assert words.capital(text) == expected


@pytest.mark.parametrize(
    ("x", "expected"), [(1.44, "+1.4"), (-0.5, "−0.5"), (0, "0"), (0.01, "0"), (-0.01, "0"), (2, "+2")]
)
def test_a_signed_number_has_its_sign_unless_it_is_nothing(x: float, expected: str) -> None:
    assert words.signed(x) == expected
