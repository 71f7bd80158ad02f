"""When a meeting was: time zones by any of their names, and every day of a meeting that repeats."""

from __future__ import annotations

from collections import deque
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from netlog.domain.working import month_length
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import tzinfo
    from typing import Any

MOST = 2_000  # occurrences of one series, the latest
MOST_TRIED = 50_000  # a meeting on every day since 1890
TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
READ = ("FREQ", "INTERVAL", "COUNT", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
_A_LEAP_YEAR = 2000


class When(NamedTuple):
    """A day, or a time on the clocks of a zone."""

    wall: date  # a datetime where there is a time
    zone: str = ""  # UTC or a zone's name; empty: wherever one is


class Unclear(ValueError):
    """A rule that gives no days; says why."""


class Zones:
    """The time zones of a file by name, and that of its reader."""

    def __init__(self, here: tzinfo) -> None:
        """Take the reader's."""
        self.here = here
        self.home: tzinfo | None = None  # of the calendar at hand, for times without a zone
        self._told: dict[str, str] = {}
        self._known: dict[str, tzinfo | None] = {"": None, "UTC": UTC}

    def tell(self, name: str, text: str) -> None:
        """Take in a VTIMEZONE."""
        self._told.setdefault(name, text)

    def named(self, name: str) -> tzinfo | None:
        """The zone of a name: from the world's list, with what some programs put before it; of Windows; of the file."""
        if name not in self._known:
            from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - takes 60 ms to load

            tail = "/".join(name.strip("/").split("/")[-2:])
            tries = (name, WINDOWS_TO_OLSON.get(name, ""), tail if tail != name else "")
            found = (_of_the_world(one) for one in tries if one)
            self._known[name] = next((one for one in found if one), None) or _of_the_file(self._told.get(name, ""))
        return self._known[name]

    def moment(self, when: When) -> datetime:
        """The moment in UTC; a day begins at midnight."""
        wall = when.wall if isinstance(when.wall, datetime) else datetime.combine(when.wall, time())
        zone = self.named(when.zone) or self.home or self.here
        try:
            return wall.replace(tzinfo=zone).astimezone(UTC)
        except Exception:  # the rules of a zone that a file brings may be anything
            return wall.replace(tzinfo=UTC)

    def day(self, when: When) -> date:
        """The day on which it was for the reader."""
        if not isinstance(when.wall, datetime):
            return when.wall
        if not self.named(when.zone) and not self.home:
            return when.wall.date()
        try:
            return self.moment(when).astimezone(self.here).date()
        except OverflowError:  # the first day of all, or the last
            return when.wall.date()

    def local(self, moment: datetime, zone: str) -> datetime:
        """What the clocks of a zone show at a moment."""
        try:
            return moment.astimezone(self.named(zone) or self.home or self.here).replace(tzinfo=None)
        except Exception:  # as above
            return moment.replace(tzinfo=None)

    def identity(self, when: When) -> str:
        """What tells it from other occurrences, wherever the reader is."""
        if isinstance(when.wall, datetime) and self.named(when.zone):
            return f"{self.moment(when):%Y%m%dT%H%M%SZ}"
        return when.wall.isoformat()


def _of_the_world(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, no name of a file, a folder
        return None


def _of_the_file(text: str) -> tzinfo | None:
    if not text:
        return None
    from icalendar import Timezone  # noqa: PLC0415 - as above

    try:
        told = Timezone.from_ical(text)
        # Not looked up by its name: icalendar would remember that of another file.
        zone = told.to_tz(lookup_tzid=False) if isinstance(told, Timezone) else None
        datetime(_A_LEAP_YEAR, 1, 1, tzinfo=zone).utcoffset()
    except Exception:  # one bad zone costs its name, not the file
        return None
    return zone


class Series(NamedTuple):
    """What an event says of when it is."""

    start: When
    rules: tuple[Mapping[str, Sequence[Any]], ...] = ()
    more: tuple[When, ...] = ()  # further days
    without: tuple[When, ...] = ()  # days left out


def occurrences(series: Series, zones: Zones, since: date, today: date) -> list[When]:
    """The occurrences of a series from `since` to `today`, at most 2,000, oldest first; Unclear where a rule is none.

    An event that does not repeat is there however old it is. The start counts as an occurrence
    even where the rule does not give it, as calendars show it; not where the rule ended before.
    """
    start = series.start
    if not series.rules and not series.more:
        return [start] if zones.day(start) <= today else []
    found = deque[When](maxlen=MOST)
    walls = {wall for rule in series.rules for wall in _walls(rule, start, zones, (since, today))}
    if not series.rules or any(_begins(rule, start, zones) for rule in series.rules):
        walls.add(start.wall)
    gone = Days(series.without, zones)
    everything = {zones.moment(one): one for one in (*(When(wall, start.zone) for wall in walls), *series.more)}
    for _, one in sorted(everything.items()):
        if since <= zones.day(one) <= today and one not in gone:
            found.append(one)
    return list(found)


class Days:
    """Some occurrences; a day without a time is any on that day, as some programs tell them."""

    def __init__(self, several: Iterable[When], zones: Zones) -> None:
        """Take them in."""
        self._zones = zones
        every = list(several)
        self._moments = {zones.moment(one) for one in every if isinstance(one.wall, datetime)}
        self._days = {one.wall for one in every if not isinstance(one.wall, datetime)}
        self._any = self._days | {one.wall.date() for one in every if isinstance(one.wall, datetime)}

    def __contains__(self, when: When) -> bool:
        """Whether an occurrence is among them."""
        if isinstance(when.wall, datetime):
            return self._zones.moment(when) in self._moments or when.wall.date() in self._days
        return when.wall in self._any


def _begins(rule: Mapping[str, Sequence[Any]], start: When, zones: Zones) -> bool:
    end = _end(rule, start, zones)
    return end is None or end >= _timed(start.wall)


def _walls(rule: Mapping[str, Sequence[Any]], start: When, zones: Zones, window: tuple[date, date]) -> Iterator[date]:
    """What the clocks show at each occurrence that a rule gives, from a day before the window to one after it."""
    text = _text(rule)
    if not text:
        return
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - few events repeat

    try:
        given = rrulestr(text, dtstart=_timed(start.wall))
    except Exception:  # ValueError for most of what is wrong, and TypeError and others for the rest
        raise Unclear("its rule cannot be read") from None
    end = _end(rule, start, zones)
    for tried, wall in enumerate(given):
        if (end and wall > end) or wall.date() > _a_day_after(window[1]):
            return
        if tried == MOST_TRIED:
            raise Unclear("it repeats more often than can be followed")
        if wall.date() >= window[0] - timedelta(days=1):
            yield wall if isinstance(start.wall, datetime) else wall.date()


def _text(rule: Mapping[str, Sequence[Any]]) -> str:
    """The rule as dateutil reads it; empty where nothing repeats."""
    frequency = str(next(iter(rule.get("FREQ", ())), "")).upper()
    if not frequency:
        return ""
    if frequency in TOO_OFTEN:
        raise Unclear("it repeats within a day")
    if str(next(iter(rule.get("RSCALE", ())), "GREGORIAN")).upper() != "GREGORIAN":
        raise Unclear("it repeats by another calendar than ours")
    told = {name: [str(one) for one in rule.get(name, ())] for name in READ}
    for name in ("COUNT", "INTERVAL"):  # some write COUNT=-1 for a series without an end
        told[name] = [one for one in told[name][:1] if one.isdigit() and 1 <= len(one) <= 6 and int(one) >= 1]
    if not _is_possible(frequency, told):
        raise Unclear("its rule gives no day")
    return ";".join(f"{name}={','.join(several)}" for name, several in told.items() if several)


def _is_possible(frequency: str, told: Mapping[str, Sequence[str]]) -> bool:
    """Whether a rule may give a day at all: where it gives none, dateutil looks for one until the year 9999."""
    try:
        days = [abs(int(one)) for one in told["BYMONTHDAY"]]
        months = [int(one) for one in told["BYMONTH"]]
        places = [abs(int(one)) for one in told["BYSETPOS"]]
    except ValueError:
        return False
    if not all(1 <= one <= 12 for one in months):
        return False
    longest = max((month_length(_A_LEAP_YEAR, one) for one in months), default=31)
    if days and min(days) > longest:
        return False
    if frequency in ("DAILY", "WEEKLY"):
        most = 1 if frequency == "DAILY" else max(1, len(told["BYDAY"]))
        return not told["BYYEARDAY"] and not told["BYWEEKNO"] and (not places or min(places) <= most)
    return True


def _end(rule: Mapping[str, Sequence[Any]], start: When, zones: Zones) -> datetime | None:
    """What the clocks of the series show when its rule ends; a day lasts to its end."""
    until = next(iter(rule.get("UNTIL", ())), None)
    if isinstance(until, datetime):
        return zones.local(until, start.zone) if until.tzinfo else until
    return datetime.combine(until, time.max) if isinstance(until, date) else None


def _timed(wall: date) -> datetime:
    return wall if isinstance(wall, datetime) else datetime.combine(wall, time())


def _a_day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
