"""Groups: the day they meet next, and when to invite."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY
from netlog.domain.groups import INVITE_DAYS, find, in_month, invitation, next_day, rhythm, running
from netlog.domain.journal import Group
from netlog.errors import Ambiguous, NotFound

FRIDAY_COFFEE = Group("g1", "Friday coffee", date(2026, 9, 1), 1, 4, "Café Rosa")
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
weeks = st.integers(1, 5)
weekdays = st.integers(0, 6)


def test_the_first_friday_of_december_and_a_pause_of_sixty_days() -> None:
    assert next_day(FRIDAY_COFFEE, TODAY) == date(2026, 12, 4)
    assert TODAY + timedelta(60) == date(2027, 1, 20)


@pytest.mark.parametrize(
    ("week", "weekday", "day"),
    [(1, 6, 1), (1, 0, 2), (2, 4, 13), (3, 4, 20), (4, 4, 27), (5, 4, 27), (5, 6, 29), (5, 0, 30), (4, 0, 23)],
)
def test_each_week_of_november_2026(week: int, weekday: int, day: int) -> None:
    assert in_month(2026, 11, week, weekday) == date(2026, 11, day)


@given(st.integers(2000, 2100), st.integers(1, 12), weeks, weekdays)
@settings(max_examples=60)
def test_the_day_is_of_its_weekday_week_and_month(year: int, month: int, week: int, weekday: int) -> None:
    day = in_month(year, month, week, weekday)
    assert (day.year, day.month, day.weekday()) == (year, month, weekday)
    if week == 5:
        assert (day + timedelta(7)).month != month
    else:
        assert (day.day - 1) // 7 + 1 == week


@given(weeks, weekdays, days)
@settings(max_examples=60)
def test_the_next_day_is_the_first_one_from_today_on(week: int, weekday: int, today: date) -> None:
    group = FRIDAY_COFFEE._replace(on=date(1999, 1, 1), week=week, weekday=weekday)
    found = next_day(group, today)
    assert found is not None
    between = (today + timedelta(n) for n in range((found - today).days + 1))
    meets = [day for day in between if day == in_month(day.year, day.month, week, weekday)]
    assert meets == [found]


def test_a_day_of_meeting_is_its_own_next_day_and_december_leads_into_january() -> None:
    assert next_day(FRIDAY_COFFEE, date(2026, 12, 4)) == date(2026, 12, 4)
    assert next_day(FRIDAY_COFFEE, date(2026, 12, 5)) == date(2027, 1, 1)


def test_no_group_meets_before_it_was_made_or_once_it_ended() -> None:
    assert next_day(FRIDAY_COFFEE._replace(on=date(2027, 3, 6)), TODAY) == date(2027, 4, 2)
    assert next_day(FRIDAY_COFFEE._replace(until=date(2026, 12, 5)), TODAY) == date(2026, 12, 4)
    assert next_day(FRIDAY_COFFEE._replace(until=date(2026, 12, 4)), TODAY) is None


def test_people_are_invited_from_a_week_before_to_the_day_itself() -> None:
    span = [TODAY + timedelta(n) for n in range(30)]
    invited = [day for day in span if (one := invitation(FRIDAY_COFFEE, day)) and one.on == date(2026, 12, 4)]
    assert invited == [date(2026, 12, 4) - timedelta(n) for n in range(INVITE_DAYS, -1, -1)]


def test_a_rhythm_reads_as_one_says_it() -> None:
    assert rhythm(FRIDAY_COFFEE) == "first Friday of the month"
    assert rhythm(FRIDAY_COFFEE._replace(week=5, weekday=3)) == "last Thursday of the month"


def test_a_group_is_found_by_part_of_its_name_while_it_meets() -> None:
    others = [FRIDAY_COFFEE, FRIDAY_COFFEE._replace(id="g2", name="Friday readers")]
    assert find(others, "COFFEE", TODAY).id == "g1"
    assert find([*others, FRIDAY_COFFEE._replace(id="g3", name="Friday")], "friday", TODAY).id == "g3"
    with pytest.raises(Ambiguous):
        find(others, "friday", TODAY)
    with pytest.raises(NotFound):
        find(others, "", TODAY)
    ended = [one._replace(until=TODAY) for one in others]
    assert running(ended, TODAY) == []
    with pytest.raises(NotFound):
        find(ended, "coffee", TODAY)
