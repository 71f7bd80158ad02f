"""Dates as they are written: 12 dec, 2026-11-21, 25/12; the names of days and months; and what never was a day."""

from __future__ import annotations

from datetime import date

from netlog.domain.working import month_length
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    Words = tuple[str, ...]
    Parts = tuple[int, int, int | None]  # day, month, year

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
FIRST_YEAR, LAST_YEAR = 1900, 2200

WEEKDAY = {name: n for n, full in enumerate(WEEKDAYS) for name in (full.lower(), full[:3].lower())}
WEEKDAY |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
MONTH = {name: n for n, full in enumerate(MONTHS, 1) for name in (full.lower(), full[:3].lower())} | {"sept": 9}

_ORDERS = ("dmy", "mdy")
_A_LEAP_YEAR = 2000


def plain(text: str) -> date | None:
    """The day of 2026-11-21, as programs write it; none: other words, a day that never was or that no journal holds."""
    if len(text) != len("YYYY-MM-DD") or text[4] != "-" or text[7] != "-":
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def in_iso(word: str) -> Parts | None:
    """Year first: 2026-11-21, 2026/11/21, 20261121."""
    if len(word) == 8 and word.isdigit():
        year, month, day = int(word[:4]), int(word[4:6]), int(word[6:])
        return (day, month, year) if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 else None
    pieces = word.removesuffix(".").replace("/", "-").replace(".", "-").split("-")
    if len(pieces) != 3 or len(pieces[0]) != 4 or not pieces[0].isdigit() or not all(map(_is_number, pieces[1:])):
        return None
    return int(pieces[2]), int(pieces[1]), int(pieces[0])


def in_words(words: Words) -> Parts | None:
    """12 dec, the 12th of december 2027, dec 12, december the 12th."""
    words = words[1:] if words[:1] == ("the",) else words
    words = words[:1] + words[2:] if words[1:2] in (("of",), ("the",)) else words
    if not 2 <= len(words) <= 3:
        return None
    name, number = (words[0], words[1]) if words[0] in MONTH else (words[1], words[0])
    month, day = MONTH.get(name), day_number(number)
    if month is None or day is None:
        return None
    if len(words) == 2:
        return day, month, None
    if len(words[2]) == 2 and words[2].isdigit():
        raise UsageError(
            f"The year '{words[2]}' lacks its first two digits.",
            f"Type {spelled(day, month)} and all four digits of the year.",
        )
    return (day, month, int(words[2])) if len(words[2]) == 4 and words[2].isdigit() else None


def in_numbers(word: str, order: str) -> Parts | None:
    """5/6, 25.12., 5-6-2026: the one reading, or the one of that order; none: like 50/50 or 5.6, they are no date."""
    mark = next((mark for mark in "/.-" if mark in word), " ")
    pieces = word.removesuffix(".").split(mark)
    if not 2 <= len(pieces) <= 3 or not all(map(_is_number, pieces[:2])) or not "".join(pieces).isdigit():
        return None
    if len(pieces) == 2 and (mark == "-" or (mark == "." and not word.endswith("."))):
        return None  # a score or a range, a decimal number
    year = None
    if len(pieces) == 3:
        if len(pieces[2]) not in (2, 4):
            return None
        if len(pieces[2]) == 2 and order not in _ORDERS:
            raise UsageError(f"'{word}' may be several days.", "Type it with the month's name, or as 2026-11-21.")
        year = int(pieces[2]) + (2000 if len(pieces[2]) == 2 else 0)
    one, two = int(pieces[0]), int(pieces[1])
    readings = [(day, month) for day, month in ((one, two), (two, one)) if 1 <= month <= 12 and 1 <= day <= 31]
    readings = [r for r in readings if r[0] <= month_length(_A_LEAP_YEAR, r[1])] or readings
    if not readings:
        return None
    if len(set(readings)) == 2 and order not in _ORDERS:
        first, second = (spelled(day, month, year) for day, month in readings)
        raise UsageError(f"'{word}' may be {first} or {second}.", f"Type '{first}' or '{second}'.")
    day, month = readings[-1 if order == "mdy" else 0]
    return day, month, year


def made(day: int, month: int, year: int) -> date:
    """The day of that date; UsageError if it never was, or lies outside the years that are read."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise outside(f"The year {year}")
    check(day, month, year)
    return date(year, month, day)


def check(day: int, month: int, year: int | None) -> None:
    """Nothing; refuses a day that no such month has."""
    if not 1 <= month <= 12:
        raise UsageError(f"There is no month {month}.", "Type the day as 2026-11-21: year, month, day.")
    last = month_length(year or _A_LEAP_YEAR, month)
    if not 1 <= day <= last:
        ending = "28, or 29 in leap years" if month == 2 and year is None else str(last)
        whose = f"{MONTHS[month - 1]} {year or ''}".rstrip()
        raise UsageError(f"There is no {spelled(day, month, year)}.", f"The last day of {whose} is {ending}.")


def nearby(day: int, month: int, year: int) -> list[date]:
    """That day of the month in each year near to one that has it: 29 February may be eight years away."""
    check(day, month, None)
    return [date(y, month, day) for y in range(year - 8, year + 9) if day <= month_length(y, month)]


def day_number(word: str) -> int | None:
    """12, 12th; a number too great for any month is still a day's, an ordinal is not."""
    if _is_number(word):
        return int(word)
    number = word[:-2] if word[-2:] in ("st", "nd", "rd", "th") else ""
    return int(number) if _is_number(number) and 1 <= int(number) <= 31 else None


def year_number(word: str) -> int | None:
    """A year written in full, within the range."""
    return int(word) if len(word) == 4 and word.isdigit() and FIRST_YEAR <= int(word) <= LAST_YEAR else None


def outside(what: str) -> UsageError:
    """The refusal of a day too far away."""
    years = f"{FIRST_YEAR} to {LAST_YEAR}"
    return UsageError(f"{what} is outside the years {years}.", f"Type a day of the years {years}.")


def spelled(day: int, month: int, year: int | None = None) -> str:
    """30 February, 30 February 2027; the day need not exist."""
    return f"{day} {MONTHS[month - 1]}" if year is None else f"{day} {MONTHS[month - 1]} {year}"


def _is_number(word: str) -> bool:
    """True for one or two digits."""
    return word.isdigit() and len(word) <= 2
