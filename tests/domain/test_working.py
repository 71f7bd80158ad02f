"""Working days, yearly days and months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.domain import working
from netlog.domain.journal import Away

WEEK = (0, 1, 2, 3, 4)
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))

days = st.dates(date(1950, 1, 1), date(2150, 1, 1))
weeks = st.sets(st.integers(0, 6))
absences = st.lists(
    st.builds(
        lambda on, length: Away("1", None, on, on + timedelta(days=length)),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.integers(-3, 60),
    ),
    max_size=4,
)
near_days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def away(on: date, until: date) -> Away:
    return Away("1", None, on, until)


def test_the_weekend_is_free_and_the_week_is_not() -> None:
    assert working.is_working(FRIDAY, WEEK, ())
    assert not working.is_working(SATURDAY, WEEK, ())
    assert not working.is_working(SUNDAY, WEEK, ())
    assert working.is_working(MONDAY, WEEK, ())


def test_an_absence_holds_its_first_day_and_not_the_day_back() -> None:
    absence = (away(MONDAY, date(2026, 11, 25)),)
    assert not working.is_working(MONDAY, WEEK, absence)
    assert not working.is_working(date(2026, 11, 24), WEEK, absence)
    assert working.is_working(date(2026, 11, 25), WEEK, absence)


def test_an_absence_that_ends_before_it_begins_is_none() -> None:
    assert working.is_working(MONDAY, WEEK, (away(MONDAY, FRIDAY),))


@pytest.mark.parametrize(
    ("day", "absence", "following", "preceding"),
    [
        (FRIDAY, (), FRIDAY, FRIDAY),
        (SATURDAY, (), MONDAY, FRIDAY),
        (SUNDAY, (), MONDAY, FRIDAY),
        (SATURDAY, (away(MONDAY, date(2026, 11, 26)),), date(2026, 11, 26), FRIDAY),
        (SATURDAY, (away(date(2026, 11, 18), SATURDAY),), MONDAY, date(2026, 11, 17)),
        # Back on a Saturday: the absence runs into the weekend.
        (MONDAY, (away(MONDAY, date(2026, 11, 28)),), date(2026, 11, 30), FRIDAY),
        # Two absences, one after the other and out of order.
        (
            MONDAY,
            (away(date(2026, 11, 25), date(2026, 11, 27)), away(MONDAY, date(2026, 11, 25))),
            date(2026, 11, 27),
            FRIDAY,
        ),
    ],
)
def test_the_nearest_working_days(day: date, absence: tuple[Away, ...], following: date, preceding: date) -> None:
    assert working.next_working(day, WEEK, absence) == following
    assert working.previous_working(day, WEEK, absence) == preceding


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (SATURDAY, 0, SATURDAY),
        (SATURDAY, 1, FRIDAY),
        (SATURDAY, 2, date(2026, 11, 19)),
        (MONDAY, 1, FRIDAY),
        (MONDAY, 2, date(2026, 11, 19)),
        (date(2026, 11, 24), 2, FRIDAY),
        (date(2026, 11, 27), 5, FRIDAY),
    ],
)
def test_working_days_counted_back(day: date, n: int, expected: date) -> None:
    assert working.before(day, n, WEEK, ()) == expected


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (SATURDAY, 0, SATURDAY),
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (SUNDAY, 2, date(2026, 11, 24)),
        (MONDAY, 5, date(2026, 11, 30)),
    ],
)
def test_working_days_counted_ahead(day: date, n: int, expected: date) -> None:
    assert working.after(day, n, WEEK, ()) == expected


def test_absences_are_skipped_when_counting() -> None:
    absence = (away(date(2026, 11, 18), date(2026, 11, 20)),)
    assert working.before(MONDAY, 2, WEEK, absence) == date(2026, 11, 17)
    assert working.after(date(2026, 11, 17), 1, WEEK, absence) == FRIDAY


@pytest.mark.parametrize("working_days", [(), {9}, [-1, 7]])
def test_with_no_working_day_at_all_every_day_is_one(working_days: tuple[int, ...]) -> None:
    assert working.is_working(SATURDAY, working_days, ())
    assert working.next_working(SATURDAY, working_days, ()) == SATURDAY
    assert working.before(SUNDAY, 2, working_days, ()) == FRIDAY


def test_an_absence_without_an_end_is_none() -> None:
    forever = (away(date(2026, 1, 1), date.max), away(date.min, date(2200, 12, 31)))
    assert working.is_working(FRIDAY, WEEK, forever)
    assert working.next_working(SATURDAY, WEEK, forever) == MONDAY
    assert working.previous_working(SATURDAY, WEEK, forever) == FRIDAY


def test_an_absence_of_two_years_is_one() -> None:
    assert working.next_working(SATURDAY, WEEK, (away(FRIDAY, date(2028, 11, 20)),)) == date(2028, 11, 20)


@settings(max_examples=150)
@given(near_days, weeks, absences)
def test_the_next_working_day_is_the_first_working_one(day: date, week: set[int], absence: list[Away]) -> None:
    following = working.next_working(day, week, absence)
    between = [day + timedelta(days=n) for n in range((following - day).days)]
    assert following >= day
    assert working.is_working(following, week, absence)
    assert not any(working.is_working(other, week, absence) for other in between)


@settings(max_examples=150)
@given(near_days, weeks, absences)
def test_the_previous_working_day_is_the_last_working_one(day: date, week: set[int], absence: list[Away]) -> None:
    preceding = working.previous_working(day, week, absence)
    between = [day - timedelta(days=n) for n in range((day - preceding).days)]
    assert preceding <= day
    assert working.is_working(preceding, week, absence)
    assert not any(working.is_working(other, week, absence) for other in between)


@settings(max_examples=100)
@given(near_days, weeks, absences, st.integers(0, 12))
def test_counting_back_what_was_counted_ahead_returns_to_a_working_day(
    day: date, week: set[int], absence: list[Away], n: int
) -> None:
    start = working.next_working(day, week, absence)
    assert working.before(working.after(start, n, week, absence), n, week, absence) == start


@pytest.mark.parametrize(
    ("birthday", "year", "expected"),
    [
        ("05-03", 2026, date(2026, 5, 3)),
        ("1984-05-03", 2026, date(2026, 5, 3)),
        ("02-29", 2027, date(2027, 2, 28)),
        ("02-29", 2028, date(2028, 2, 29)),
        ("1984-02-29", 2100, date(2100, 2, 28)),
        ("2000-02-29", 2000, date(2000, 2, 29)),
        ("12-31", 2026, date(2026, 12, 31)),
    ],
)
def test_a_birthday_in_a_year(birthday: str, year: int, expected: date) -> None:
    assert working.in_year(birthday, year) == expected


@pytest.mark.parametrize(
    ("birthday", "today", "expected"),
    [
        ("11-21", SATURDAY, SATURDAY),
        ("11-20", SATURDAY, date(2027, 11, 20)),
        ("11-22", SATURDAY, SUNDAY),
        ("02-29", date(2027, 2, 28), date(2027, 2, 28)),
        ("02-29", date(2027, 3, 1), date(2028, 2, 29)),
        ("02-29", date(2028, 2, 28), date(2028, 2, 29)),
    ],
)
def test_the_next_birthday(birthday: str, today: date, expected: date) -> None:
    assert working.next_yearly(birthday, today) == expected


@given(st.dates(date(1904, 1, 1), date(2100, 1, 1)), days)
def test_the_next_birthday_is_within_a_year(born: date, today: date) -> None:
    assert timedelta(0) <= working.next_yearly(born.isoformat(), today) - today <= timedelta(days=366)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 21), 2, date(2027, 1, 21)),
        (date(2026, 11, 21), -11, date(2025, 12, 21)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 31), -1, date(2026, 4, 30)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert working.add_months(day, months) == expected


def test_months_beyond_the_calendar_are_a_value_error() -> None:
    with pytest.raises(ValueError, match="year"):
        working.add_months(SATURDAY, 12 * 9000)


@given(days, st.integers(-600, 600))
def test_months_later_is_the_right_month(day: date, months: int) -> None:
    later = working.add_months(day, months)
    assert later.year * 12 + later.month - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(st.integers(1900, 2200), st.integers(1, 12))
def test_the_day_after_a_months_last_is_the_first(year: int, month: int) -> None:
    assert (date(year, month, working.month_length(year, month)) + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("year", "month", "weekday", "expected"),
    [
        (2026, 12, 4, date(2026, 12, 4)),
        (2026, 12, 1, date(2026, 12, 1)),
        (2026, 12, 0, date(2026, 12, 7)),
        (2026, 11, 6, date(2026, 11, 1)),
        (2026, 11, 5, date(2026, 11, 7)),
    ],
)
def test_the_first_weekday_of_a_month(year: int, month: int, weekday: int, expected: date) -> None:
    assert working.first_weekday(year, month, weekday) == expected
