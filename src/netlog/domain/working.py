"""Which days are working days, which come round every year, and how months are counted."""

from __future__ import annotations

from datetime import date, timedelta

from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from netlog.domain.journal import Away

ENDLESS_DAYS = 3653  # an absence of more than ten years is no absence: nothing would ever be due again
_DAY = timedelta(days=1)


def is_working(day: date, working_days: Collection[int], absences: Sequence[Away]) -> bool:
    """Whether one works on that day; Monday is 0. No working day named: every day is one."""
    return _works_on_its_weekday(day, working_days) and _absence(day, absences) is None


def next_working(day: date, working_days: Collection[int], absences: Sequence[Away]) -> date:
    """The day itself if it is a working one, else the first that follows."""
    while True:
        away = _absence(day, absences)
        if away:
            day = away.until
        elif _works_on_its_weekday(day, working_days):
            return day
        else:
            day += _DAY


def previous_working(day: date, working_days: Collection[int], absences: Sequence[Away]) -> date:
    """The day itself if it is a working one, else the last that came before."""
    while True:
        away = _absence(day, absences)
        if away:
            day = away.on - _DAY
        elif _works_on_its_weekday(day, working_days):
            return day
        else:
            day -= _DAY


def before(day: date, n: int, working_days: Collection[int], absences: Sequence[Away]) -> date:
    """The n-th working day before `day`, counted back from it and never counting it; n = 0 is the day itself."""
    for _ in range(n):
        day = previous_working(day - _DAY, working_days, absences)
    return day


def after(day: date, n: int, working_days: Collection[int], absences: Sequence[Away]) -> date:
    """The n-th working day after `day`, never counting it; n = 0 is the day itself."""
    for _ in range(n):
        day = next_working(day + _DAY, working_days, absences)
    return day


def in_year(birthday: str, year: int) -> date:
    """The day on which a birthday, MM-DD or YYYY-MM-DD, is kept in a year: 29 February on the 28th in common years."""
    month, day = int(birthday[-5:-3]), int(birthday[-2:])
    return date(year, month, min(day, month_length(year, month)))


def next_yearly(birthday: str, today: date) -> date:
    """The next day on which a birthday is kept, today included."""
    this_year = in_year(birthday, today.year)
    return this_year if this_year >= today else in_year(birthday, today.year + 1)


def month_length(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last: 31 January and one month is 28 February.

    ValueError beyond the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def first_weekday(year: int, month: int, weekday: int) -> date:
    """The first such weekday of a month; Monday is 0."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def _works_on_its_weekday(day: date, working_days: Collection[int]) -> bool:
    return day.weekday() in working_days or not any(weekday in working_days for weekday in range(7))


def _absence(day: date, absences: Sequence[Away]) -> Away | None:
    for away in absences:
        if away.on <= day < away.until and (away.until - away.on).days <= ENDLESS_DAYS:
            return away
    return None
