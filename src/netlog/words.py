"""How one thing reads: a day, a distance in days, a count, a quantity, a list."""

from __future__ import annotations

from math import floor

from netlog.domain.dates import MONTHS, WEEKDAYS
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_IN_DAYS = 14  # so many days and more are told in weeks
_IN_MONTHS = 2  # so many months and more are told in months
_IN_YEARS = 24  # so many months and more are told in years


def day(on: date, today: date) -> str:
    """Fri 27 Nov; the year where it is another than today's. `days.read` gives the day back."""
    year = "" if on.year == today.year else f" {on.year}"
    return f"{WEEKDAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}{year}"


def ago(on: date, today: date) -> str:
    """Today, yesterday, 12 days ago, 3 months ago: how far back a day lies, in whole units."""
    return {0: "today", 1: "yesterday"}.get((today - on).days) or f"{_length(on, today)} ago"


def ahead(on: date, today: date) -> str:
    """Today, tomorrow, in 6 days, in 3 weeks: how far off a day is, in whole units."""
    return {0: "today", 1: "tomorrow"}.get((on - today).days) or f"in {_length(today, on)}"


def distance(on: date, today: date) -> str:
    """How far back a day lies, or how far off it is."""
    return ago(on, today) if on <= today else ahead(on, today)


def count(n: int, one: str, many: str = "") -> str:
    """1 line, 3 lines; `many` where an s does not do."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def number(x: float) -> str:
    """A quantity for the screen, to one decimal at most, half away from zero; for machines print the value itself."""
    tenths = floor(abs(x) * 10 + 0.5)
    whole, tenth = divmod(tenths, 10)
    sign = "−" if x < 0 and tenths else ""
    return f"{sign}{whole}.{tenth}" if tenth else f"{sign}{whole}"


def listing(things: Sequence[str]) -> str:
    """A, b and c."""
    return " and ".join([", ".join(things[:-1]), things[-1]]) if len(things) > 1 else "".join(things)


def signed(x: float) -> str:
    """A quantity with its sign, +1.4, −0.5; 0 has none."""
    told = number(x)
    return f"+{told}" if x > 0 and told != "0" else told


def capital(text: str) -> str:
    """The text with its first letter as a capital, the rest as it is: what begins a sentence."""
    return text[:1].upper() + text[1:]


def bar(share: float, width: int) -> str:
    """A bar of so many characters, filled to a share of 0 to 1."""
    filled = floor(min(max(share, 0.0), 1.0) * width + 0.5)
    return "█" * filled + "░" * (width - filled)


def weekdays(days: Sequence[int]) -> str:
    """mon,tue,wed: days of the week, Monday 0, as a setting tells them."""
    return ",".join(WEEKDAYS[day][:3].lower() for day in days)


def quoted(text: str) -> str:
    """The text between quotation marks, on one line."""
    return f"“{' '.join(text.split())}”"


def _length(first: date, last: date) -> str:
    """From one day to a later one, in the largest unit that tells at least two; what is over is dropped."""
    days = (last - first).days
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if days < _IN_DAYS:
        return count(days, "day")
    if months < _IN_MONTHS:
        return count(days // 7, "week")
    return count(months, "month") if months < _IN_YEARS else count(months // 12, "year")
