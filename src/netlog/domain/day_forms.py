"""The forms a day may be typed in: tomorrow, next fri, the 3rd, in 2 weeks, end of month; from words to a day."""

from __future__ import annotations

from datetime import date, timedelta

from netlog.domain import dates
from netlog.domain.dates import FIRST_YEAR, LAST_YEAR, MONTH, MONTHS, WEEKDAY, WEEKDAYS
from netlog.domain.working import add_months, month_length
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Literal

    from netlog.domain.dates import Parts, Words

    Form = Callable[[Words, "Stance"], date | None]  # none: the words are not of that form

    Lean = Literal["past", "future"]

_NUMBERS = {
    word: n
    for n, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a": 1, "an": 1}
UNITS = {  # (days, months)
    "day": (1, 0),
    "week": (7, 0),
    "fortnight": (14, 0),
    "month": (0, 1),
    "quarter": (0, 3),
    "year": (0, 12),
}
_LETTERS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_STRETCHES = ("week", "weekend", "month", "quarter", "year")
_SHIFT = {"last": -1, "this": 0, "next": 1}
_PARTS = ("morning", "afternoon", "evening", "night")
_NAMED = {
    ("today",): 0,
    ("tonight",): 0,
    ("yesterday",): -1,
    ("tomorrow",): 1,
    ("day", "before", "yesterday"): -2,
    ("day", "after", "tomorrow"): 2,
}
_EDGES = {"start": 0, "beginning": 0, "end": 1}
_SHORT_EDGES = {"eod": "day", "eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_MOST_DIGITS = 6  # of a number that counts days


class Stance:
    """Where a reading is made from."""

    def __init__(self, today: date, lean: Lean, order: str, since: date | None = None) -> None:
        self.today = today
        self.lean = lean
        self.sign = -1 if lean == "past" else 1  # the way the lean looks: back, or ahead
        self.order = order  # of two bare numbers: dmy, mdy, or empty while nobody settled it
        self.since = since or today  # from where a date without a year leans


def day_of(words: Words, stance: Stance, forms: Iterable[Form]) -> date | None:
    """The day by the first form that knows these words; none: they are no day."""
    if not words:
        return None
    for form in forms:
        day = form(words, stance)
        if day is not None:
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise dates.outside(f"The year {day.year}")
            return day
    return None


def _named(words: Words, stance: Stance) -> date | None:
    """Today, tomorrow evening, this morning, last night, the day after tomorrow."""
    words = words[1:] if words[:2] == ("the", "day") else words
    if len(words) == 2 and words[1] in _PARTS:
        words = {"this": ("today",), "last": ("yesterday",)}.get(words[0], words[:1])
    ahead = _NAMED.get(words)
    return None if ahead is None else stance.today + timedelta(days=ahead)


def _weekday(words: Words, stance: Stance) -> date | None:
    """Friday, fri morning, last fri, next friday, this friday, friday week, friday next week."""
    words = words[:-1] if words[-1] in _PARTS else words
    name = next((word for word in words if word in WEEKDAY), None)
    if name is None:
        return None
    back = (stance.today.weekday() - WEEKDAY[name]) % 7  # 0 when today is one
    match tuple("" if word == name else word for word in words):
        case ("",):
            ahead = -back if stance.lean == "past" else 7 - back
        case ("this", ""):
            ahead = -back if stance.lean == "past" else -back % 7
        case ("last", ""):
            ahead = -(back or 7)
        case ("next", ""):
            ahead = 7 - back
        case ("", "week"):
            ahead = 14 - back
        case ("", ("last" | "this" | "next") as which, "week"):
            ahead = WEEKDAY[name] - stance.today.weekday() + 7 * _SHIFT[which]
        case _:
            return None
    return stance.today + timedelta(days=ahead)


def _weekday_and_date(words: Words, stance: Stance) -> date | None:
    """Fri 27 nov, friday the 27th, 2026-11-27 fri; both must name one day."""
    if len(words) > 1 and words[0] in WEEKDAY:
        name, day = words[0], day_of(words[1:], stance, (_date_itself, _ordinal, _numbers))
    elif len(words) > 1 and words[-1] in WEEKDAY:
        name, day = words[-1], _date_itself(words[:-1], stance)
    else:
        return None
    if day is None or day.weekday() == WEEKDAY[name]:
        return day
    nearest = day + timedelta(days=(WEEKDAY[name] - day.weekday() + 3) % 7 - 3)
    meant, found = WEEKDAYS[nearest.weekday()], WEEKDAYS[day.weekday()]
    raise UsageError(
        f"{dates.spelled(day.day, day.month, day.year)} is a {found}, not a {meant}.",
        f"Type {day.isoformat()}, or {nearest.isoformat()} for the {meant}.",
    )


def _date_itself(words: Words, stance: Stance) -> date | None:
    """2026-11-21, 20261121, 12 dec, dec 12 2027, the 12th of december."""
    parts = dates.in_words(words) or (dates.in_iso(words[0]) if len(words) == 1 else None)
    return parts and _dated(parts, stance)


def _numbers(words: Words, stance: Stance) -> date | None:
    """5/6, 25/12, 5.6., 5-6-2026."""
    parts = dates.in_numbers(words[0], stance.order) if len(words) == 1 else None
    return parts and _dated(parts, stance)


def _ordinal(words: Words, stance: Stance) -> date | None:
    """The 3rd, the 3rd of next month."""
    words = words[1:] if words[0] == "the" else words
    day = None if words[:1] == () or words[0].isdigit() else dates.day_number(words[0])
    if day is None:
        return None
    match words[1:]:
        case ():
            firsts = [_stretch("month", stance.today, shift)[0] for shift in (-2, -1, 0, 1, 2)]
            days = [one.replace(day=day) for one in firsts if day <= month_length(one.year, one.month)]
            return _leaning(days, stance.lean, stance.today)
        case ("of", ("last" | "this" | "next") as which, "month"):
            first = _stretch("month", stance.today, _SHIFT[which])[0]
            return dates.made(day, first.month, first.year)
        case _:
            return None


def _distant(words: Words, stance: Stance) -> date | None:
    """In 3 weeks, within a month, 3 days ago, two weeks from today."""
    match words:
        case ("in" | "within", *rest):
            sign = 1
        case (*rest, "ago"):
            sign = -1
        case (*rest, "from", "now" | "today"):
            sign = 1
        case _:
            return None
    return _moved(quantity(tuple(rest)), sign, stance)


def _shorthand(words: Words, stance: Stance) -> date | None:
    """2w, -2w, +3d; without a sign the lean gives the direction."""
    if len(words) != 1:
        return None
    sign = {"-": -1, "+": 1}.get(words[0][0])
    if sign is not None:
        return _moved(quantity((words[0][1:],)), sign, stance)
    return _moved(quantity(words), stance.sign, stance)


def _length_of_time(words: Words, stance: Stance) -> date | None:
    """2 weeks, a month; the lean gives the direction."""
    return _moved(quantity(words), stance.sign, stance) if len(words) == 2 else None


def _next_or_last(words: Words, stance: Stance) -> date | None:
    """Next week, last month: as far from today."""
    if len(words) == 2 and words[0] in ("last", "next") and words[1] in ("week", "month", "quarter", "year"):
        return _moved((1, words[1]), _SHIFT[words[0]], stance)
    return None


def _this(words: Words, stance: Stance) -> date | None:
    """This week, this month, last weekend: the stretch's first or last day."""
    if words == ("at", "the", "weekend"):
        words = ("weekend",)
    elif len(words) != 2 or (words[0] != "this" and words[1] != "weekend"):
        return None
    return _first_or_last(_stretches(words, stance.today), stance)


def _quarter(words: Words, stance: Stance) -> date | None:
    """Q3, Q3 2027: its first or last day."""
    if _quarter_number(words[0]) is None:
        return None
    return _first_or_last(_stretches(words, stance.today), stance)


def _edge_of(words: Words, stance: Stance) -> date | None:
    """End of month, at the start of next week, end of december 2027, eom."""
    words = ("end", "of", _SHORT_EDGES[words[0]]) if len(words) == 1 and words[0] in _SHORT_EDGES else words
    words = words[1:] if words[0] == "at" else words
    words = words[1:] if words[:1] == ("the",) else words
    if len(words) < 3 or words[0] not in _EDGES or words[1] != "of":
        return None
    named = words[3:] if words[2] == "the" else words[2:]
    if named in (("day",), ("today",)):
        return stance.today
    return _edge(_stretches(named, stance.today), _EDGES[words[0]], stance)


def _on(words: Words, stance: Stance) -> date | None:
    """On friday, on the 3rd."""
    return day_of(words[1:], stance, DATES) if words[0] == "on" else None


def _month_of_a_year(words: Words, stance: Stance) -> date | None:
    """None, or a refusal: dec 2026, 2026-12."""
    if len(words) == 1:
        year, _, month = words[0].replace("/", "-").partition("-")
        if month.isdigit() and len(month) <= 2 and 1 <= int(month) <= 12:
            words = (MONTHS[int(month) - 1].lower(), year)
    if len(words) == 2 and words[0] in MONTH and dates.year_number(words[1]):
        raise _too_wide(f"{MONTHS[MONTH[words[0]] - 1]} {words[1]}", "a month")
    return None


def _month_or_year(words: Words, stance: Stance) -> date | None:
    """None, or a refusal: december, 2027."""
    if len(words) == 1 and words[0] in MONTH:
        raise _too_wide(MONTHS[MONTH[words[0]] - 1], "a month")
    if len(words) == 1 and dates.year_number(words[0]):
        raise _too_wide(words[0], "a year")
    return None


DATES: tuple[Form, ...] = (_weekday, _weekday_and_date, _date_itself, _ordinal, _numbers)
POINTS: tuple[Form, ...] = (_named, *DATES, _edge_of)
# A day wherever it stands, even at the end of a sentence about other things.
PLAIN: tuple[Form, ...] = (
    _named,
    _weekday,
    _weekday_and_date,
    _date_itself,
    _distant,
    _next_or_last,
    _this,
    _edge_of,
    _on,
)
OPENING: tuple[Form, ...] = (*PLAIN, _ordinal, _numbers, _shorthand, _month_of_a_year)
ANY: tuple[Form, ...] = (*OPENING, _length_of_time, _quarter, _month_or_year)


# --- what the forms are made of


def _dated(parts: Parts, stance: Stance) -> date:
    """That day; without a year, in the nearest year on the lean's side that has it."""
    day, month, year = parts
    if year is not None:
        return dates.made(day, month, year)
    return _leaning(dates.nearby(day, month, stance.since.year), stance.lean, stance.since)


def _leaning(days: Iterable[date], lean: Lean, base: date) -> date:
    """The last of these up to a day, or the first from it."""
    return max(day for day in days if day <= base) if lean == "past" else min(day for day in days if day >= base)


def quantity(words: Words) -> tuple[int, str] | None:
    """A number and the unit it counts: 3 weeks, two weeks, a month, 2w."""
    if len(words) == 1:
        number, unit = words[0][:-1], _LETTERS.get(words[0][-1:])
        number = number if number.isdigit() else ""
    elif len(words) == 2:
        number, unit = words[0], words[1].removesuffix("s")
    else:
        return None
    n = int(number) if number.isdigit() and len(number) <= _MOST_DIGITS else _NUMBERS.get(number)
    return None if n is None or unit not in UNITS else (n, unit)


def _moved(quantity: tuple[int, str] | None, sign: int, stance: Stance) -> date | None:
    """Today and so much later, or earlier; months are cut to their last day."""
    if quantity is None:
        return None
    n, (days, months) = quantity[0], UNITS[quantity[1]]
    try:
        return add_months(stance.today, sign * n * months) + timedelta(days=sign * n * days)
    except (OverflowError, ValueError):
        raise dates.outside("A day so far away") from None


def _stretches(words: Words, today: date) -> list[tuple[date, date]]:
    """First and last days of the stretches that a name may mean, near today; one where nothing is left open."""
    match words:
        case (unit,) if unit in _STRETCHES:
            return [_stretch(unit, today, shift) for shift in (-1, 0, 1)]
        case ("last" | "this" | "next" as which, unit) if unit in _STRETCHES:
            return [_stretch(unit, today, _SHIFT[which])]
        case (year,) if dates.year_number(year):
            return [_stretch("year", date(int(year), 1, 1), 0)]
        case (name, *year) if (name in MONTH or _quarter_number(name)) and len(year) <= 1:
            unit = "month" if name in MONTH else "quarter"
            month = MONTH.get(name) or 3 * (_quarter_number(name) or 1)
            years = [dates.year_number(word) for word in year] or [today.year - 1, today.year, today.year + 1]
            return [_stretch(unit, date(y, month, 1), 0) for y in years if y]
        case _:
            return []


def _stretch(unit: str, day: date, shift: int) -> tuple[date, date]:
    """First and last day of the week, month … that holds a day, or of one so many later."""
    if unit in ("week", "weekend"):
        monday = day + timedelta(days=7 * shift - day.weekday())
        return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)
    months = UNITS[unit][1]
    first = add_months(date(day.year, (day.month - 1) // months * months + 1, 1), shift * months)
    return first, add_months(first, months) - timedelta(days=1)


def _first_or_last(stretches: list[tuple[date, date]], stance: Stance) -> date | None:
    return _edge(stretches, 0 if stance.lean == "past" else 1, stance)


def _edge(stretches: list[tuple[date, date]], which: int, stance: Stance) -> date | None:
    days = [stretch[which] for stretch in stretches]
    return _leaning(days, stance.lean, stance.today) if len(days) > 1 else next(iter(days), None)


def _quarter_number(word: str) -> int | None:
    return int(word[1]) if len(word) == 2 and word[0] == "q" and word[1] in "1234" else None


def _too_wide(name: str, kind: str) -> UsageError:
    first = name.lower() if kind == "a month" else f"january {name}"
    return UsageError(f"{name} is {kind}, not a day.", f"Type 1 {first}, or end of {name.lower()}.")
