"""Groups that meet once a month in place of many coffees: on which day, and when to invite."""

from __future__ import annotations

from datetime import date, timedelta

from netlog.domain.working import first_weekday, month_length
from netlog.errors import Ambiguous, NotFound
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netlog.domain.journal import Group

WEEKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 5}  # which of its weekdays in a month
INVITE_DAYS = 7  # before a day, from which on people are invited


class Invitation(NamedTuple):
    """The next day of a group, and from when on its people are asked to come."""

    on: date
    since: date


def in_month(year: int, month: int, week: int, weekday: int) -> date:
    """The day on which a group meets in a month: the first to fourth such weekday, or for week 5 the last."""
    first = first_weekday(year, month, weekday)
    weeks = (month_length(year, month) - first.day) // 7 if week == WEEKS["last"] else week - 1
    return first + timedelta(weeks * 7)


def next_day(group: Group, today: date) -> date | None:
    """The day on which a group meets next, today included, and never before it was made; none once it ended."""
    since = max(today, group.on)
    day = in_month(since.year, since.month, group.week, group.weekday)
    if day < since:
        year, month = divmod(since.year * 12 + since.month, 12)
        day = in_month(year, month + 1, group.week, group.weekday)
    return day if group.until is None or day < group.until else None


def invitation(group: Group, today: date) -> Invitation | None:
    """The day to invite to, once it is a week away or less."""
    day = next_day(group, today)
    if day is None or (day - today).days > INVITE_DAYS:
        return None
    return Invitation(day, day - timedelta(INVITE_DAYS))


def rhythm(group: Group) -> str:
    """First Friday of the month."""
    from netlog.domain.days import WEEKDAYS  # noqa: PLC0415 - the morning list needs no names of days

    word = next(word for word, week in WEEKS.items() if week == group.week)
    return f"{word} {WEEKDAYS[group.weekday]} of the month"


def running(groups: Iterable[Group], today: date) -> list[Group]:
    """The groups that still meet."""
    return [group for group in groups if group.until is None or today < group.until]


def find(groups: Iterable[Group], name: str, today: date) -> Group:
    """The running group that a name means, in any case; part of it is enough where only one has it."""
    known = running(groups, today)
    wanted = name.casefold().strip()
    found = [one for one in known if one.name.casefold() == wanted]
    found = found or [one for one in known if wanted and wanted in one.name.casefold()]
    listed = ", ".join(one.name for one in found or known)
    if not found:
        hint = f"There is {listed}." if known else 'netlog group add "Friday coffee" --first fri'
        raise NotFound(f"There is no group '{name}'.", hint)
    if len(found) > 1:
        raise Ambiguous(f"'{name}' may be {listed}.", "Type more of the name.")
    return found[0]
