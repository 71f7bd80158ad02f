"""Text and days, given today: "yesterday", "12 dec", "in 3 weeks", "every 2 months"."""

# What the grammar means, wherever English leaves a choice:
#   lean          a day named without its year, month or week is the last one up to today in the past lean, the first
#                 one from today in the future lean; today itself is both
#   friday        said on a Friday: today in the past lean, a week ahead in the future one, or one would say "today"
#   last, next    the nearest Friday before, or after, today, which is never the later of two that may be meant
#   next week     a week from today; so are last week, next month, next year
#   a week        runs from Monday to Sunday
#   Q3, this week is a stretch: its first day in the past lean, its last day in the future one
#   dec, 2027     is refused: "by december" is its first day to one reader and its last to another
#   5/6           is refused unless the order is settled; 25/12 has one reading
# Days are refused outside FIRST_YEAR to LAST_YEAR. Ranges of days, here and elsewhere, hold their first day and not
# their last, unless they say otherwise.

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from netlog.domain.working import add_months, month_length
from netlog.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Words = tuple[str, ...]
    Parts = tuple[int, int, int | None]  # day, month, year
    Form = Callable[[Words, "_Stance"], date | None]

Lean = Literal["past", "future"]

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
LONGEST_SPAN = 3650  # days

_WEEKDAY = {name: n for n, full in enumerate(WEEKDAYS) for name in (full.lower(), full[:3].lower())}
_WEEKDAY |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_MONTH = {name: n for n, full in enumerate(MONTHS, 1) for name in (full.lower(), full[:3].lower())} | {"sept": 9}
_NUMBER = {
    word: n
    for n, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a": 1, "an": 1}
_UNIT = {  # (days, months)
    "day": (1, 0),
    "week": (7, 0),
    "fortnight": (14, 0),
    "month": (0, 1),
    "quarter": (0, 3),
    "year": (0, 12),
}
_LETTER = {"d": "day", "w": "week", "m": "month", "y": "year"}
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
_ADVERBS = {
    "daily": ("1", "day"),
    "weekly": ("1", "week"),
    "fortnightly": ("1", "fortnight"),
    "monthly": ("1", "month"),
    "quarterly": ("1", "quarter"),
    "yearly": ("1", "year"),
    "annually": ("1", "year"),
}
_LONGEST_PHRASE = 8  # words: "by friday the 12th of december 2027" has seven
_NOT_BARE = ("sat", "sun", "wed")  # English words as well: "where she sat"
# Before a bare day, these make it part of the sentence: "the notes from friday", "call every friday".
# fmt: off
_HOLDING = {
    "about", "after", "and", "as", "at", "before", "between", "by", "during", "each", "every", "first", "for", "fourth",
    "from", "in", "last", "like", "next", "of", "on", "or", "other", "past", "second", "since", "than", "that", "the",
    "third", "this", "through", "till", "to", "until", "with", "within",
}
# fmt: on
_OPENERS = (("at",), ("before",), ("by",), ("in",), ("on",), ("within",))
_ORDERS = ("dmy", "mdy")
_A_LEAP_YEAR = 2000
_MOST_DIGITS = 6  # of a number that counts days
_HINT = "Type a day such as 2026-11-21, yesterday, fri, 12 dec, 3 days ago, in 2 weeks or end of month."


class _Stance(NamedTuple):
    """Where a reading is made from."""

    today: date
    lean: Lean
    order: str  # of two bare numbers: dmy, mdy, or empty while nobody settled it
    since: date | None = None  # from where a date without a year leans; None: from today

    @property
    def sign(self) -> int:
        """The way the lean looks: -1 back, 1 ahead."""
        return -1 if self.lean == "past" else 1


def read(text: str, today: date, lean: Lean, order: str = "") -> date:
    """The day that a text names; UsageError where it names none, several, or one that never was.

    `order` is "dmy" or "mdy" where 5/6 has been given one meaning, else empty.
    """
    day = _first(_words(text.lower()), _Stance(today, lean, order), _ANY)
    if day is not None:
        return day
    if not text.strip():
        raise UsageError("No day was given.", _HINT)
    if any(letter.isdigit() and not letter.isascii() for letter in text):
        raise UsageError(f"{_typed(text)} has other digits than 0 to 9.", _HINT)
    raise UsageError(f"{_typed(text)} is not a day netlog can read.", _HINT)


def opening(text: str, today: date, order: str = "") -> tuple[date | None, str]:
    """The day that a sentence opens with, up to its first colon, and the rest; no day: the sentence as it was.

    Leans to the past. UsageError if what stands there is a day that never was, or may be two.
    """
    head, colon, rest = text.partition(":")
    day = _first(_words(head), _Stance(today, "past", order), _OPENING) if colon else None
    return (None, text) if day is None else (day, rest.strip())


def closing(text: str, today: date, order: str = "", since: date | None = None) -> tuple[str, date | None]:
    """What comes before the day that a text ends with, and that day; no day: the text as it was.

    Leans to the future: from today, and for a date without its year from `since`, the day it was said. The longest ending that reads as a day is taken, and it decides: after a word that holds it
    ("the notes from friday"), or when it looks back ("what we said last week"), it is part of the text. "before
    friday" is Thursday. UsageError if the ending is a day that never was, or may be two.
    """
    stance = _Stance(today, "future", order, since)
    words = text.split()
    for size in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        phrase = _words(" ".join(words[-size:]))
        held = size < len(words) and phrase[:1] not in _OPENERS and _holds(words[-size - 1])
        try:
            day = _closing_day(phrase, stance)
        except UsageError:
            if held:  # "the notes of fri 20 nov" says nothing about the year to come
                return text, None
            raise
        if day is None:
            continue
        told = phrase[0] in ("by", "before") or any(_has_year(word) for word in phrase)
        if held or (day < today and not told):
            return text, None
        head = text.rsplit(None, size)[0] if size < len(words) else ""
        return head.rstrip(" ,;:-–—"), day
    return text, None


def span(text: str) -> int:
    """Days in a stretch of time: "90", "2w", "every 3 months", "quarterly"; 1 to 3650.

    A month is 30 days, a year 365.
    """
    words = _words(text.lower())
    words = _ADVERBS.get(" ".join(words), words)
    every = words[:1] == ("every",)
    words = words[1:] if every else words
    quantity = (
        _quantity(words)
        or _quantity((*words, "days"))
        or _quantity(("one", *words))
        or (_quantity(("two", *words[1:])) if every and words[:1] == ("other",) else None)
    )
    if quantity is None:
        raise UsageError(
            f"{_typed(text)} is no stretch of time.", "Type a number of days, or 2w, 3m, 1y, 10 days, monthly."
        )
    n, unit = quantity
    days, months = _UNIT[unit]
    total = n * (365 if unit == "year" else days + 30 * months)
    if not 1 <= total <= LONGEST_SPAN:
        raise UsageError(f"{_typed(text)} is {total} days.", f"Type a stretch of 1 to {LONGEST_SPAN} days.")
    return total


def birthday(text: str, today: date) -> str:
    """MM-DD where no year was given, else YYYY-MM-DD; 05-03 is 3 May. UsageError if it is no day, or lies ahead."""
    words = _words(text.lower())
    word = words[0] if len(words) == 1 else ""
    bare = word.removeprefix("--")
    if len(bare) == 4 and bare != word:
        bare = f"{bare[:2]}-{bare[2:]}"
    if len(bare) == 5 and bare[2] == "-" and (bare[:2] + bare[3:]).isdigit():
        parts: Parts | None = (int(bare[3:]), int(bare[:2]), None)
    else:
        parts = _iso_parts(word) or _number_parts(word, "") or _name_parts(words)
    if parts is None:
        raise UsageError(
            f"{_typed(text)} is not a birthday netlog can read.", "Type 3 may, 3 may 1984, 05-03 or 1984-05-03."
        )
    day, month, year = parts
    if year is None:
        _check(day, month, None)
        return f"{month:02}-{day:02}"
    born = _date(day, month, year)
    if born > today:
        raise UsageError(
            f"A birthday on {_spelled(day, month, year)} lies ahead.",
            f"Type the year of birth, or {month:02}-{day:02} without it.",
        )
    return born.isoformat()


def _first(words: Words, stance: _Stance, forms: Iterable[Form]) -> date | None:
    """The reading of the first form that knows these words; none: they are no day."""
    if not words:
        return None
    for form in forms:
        day = form(words, stance)
        if day is not None:
            if not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise _outside(f"The year {day.year}")
            return day
    return None


def _closing_day(words: Words, stance: _Stance) -> date | None:
    if words[:1] == ("by",):
        return _first(words[1:], stance, _ANY)
    if words[:1] == ("before",):
        day = _first(words[1:], stance, _POINTS)
        return day and day - timedelta(days=1)
    return None if len(words) == 1 and words[0] in _NOT_BARE else _first(words, stance, _PLAIN)


def _holds(word: str) -> bool:
    """Whether a word makes the day after it part of the sentence: from friday, the 3rd friday."""
    word = word.lower().strip(",;:")
    return word in _HOLDING or (word.isascii() and _day_number(word) is not None)


def _has_year(word: str) -> bool:
    return len(word) >= 4 and (word[:4].isdigit() or word[-4:].isdigit())


def _words(text: str) -> Words:
    """The words of a phrase; none if it is not plain ASCII, as every English day is.

    A capital after a number stays: 3M and 2D are no lengths of time.
    """
    words: list[str] = []
    for typed in text.replace(",", " ").split():
        word = typed.removesuffix(".") if typed.count(".") < 2 else typed
        word = word if word[:-1].isdigit() else word.lower()
        pieces = word.replace("/", "-").replace(".", "-").split("-")
        words += pieces if any(piece in _MONTH for piece in pieces) else [word]
    return tuple(filter(None, words)) if all(word.isascii() for word in words) else ()


# --- the forms: the words of a phrase → its day; None where the words are not of that form


def _named(words: Words, stance: _Stance) -> date | None:
    """Today, tomorrow evening, this morning, last night, the day after tomorrow."""
    words = words[1:] if words[:2] == ("the", "day") else words
    if len(words) == 2 and words[1] in _PARTS:
        words = {"this": ("today",), "last": ("yesterday",)}.get(words[0], words[:1])
    ahead = _NAMED.get(words)
    return None if ahead is None else stance.today + timedelta(days=ahead)


def _weekday(words: Words, stance: _Stance) -> date | None:
    """Friday, fri morning, last fri, next friday, this friday, friday week, friday next week."""
    words = words[:-1] if words[-1] in _PARTS else words
    name = next((word for word in words if word in _WEEKDAY), None)
    if name is None:
        return None
    back = (stance.today.weekday() - _WEEKDAY[name]) % 7  # 0 when today is one
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
            ahead = _WEEKDAY[name] - stance.today.weekday() + 7 * _SHIFT[which]
        case _:
            return None
    return stance.today + timedelta(days=ahead)


def _weekday_and_date(words: Words, stance: _Stance) -> date | None:
    """Fri 27 nov, friday the 27th, 2026-11-27 fri; both must name one day."""
    if len(words) > 1 and words[0] in _WEEKDAY:
        name, day = words[0], _first(words[1:], stance, (_date_itself, _ordinal, _numbers))
    elif len(words) > 1 and words[-1] in _WEEKDAY:
        name, day = words[-1], _date_itself(words[:-1], stance)
    else:
        return None
    if day is None or day.weekday() == _WEEKDAY[name]:
        return day
    nearest = day + timedelta(days=(_WEEKDAY[name] - day.weekday() + 3) % 7 - 3)
    meant, found = WEEKDAYS[nearest.weekday()], WEEKDAYS[day.weekday()]
    raise UsageError(
        f"{_spelled(day.day, day.month, day.year)} is a {found}, not a {meant}.",
        f"Type {day.isoformat()}, or {nearest.isoformat()} for the {meant}.",
    )


def _date_itself(words: Words, stance: _Stance) -> date | None:
    """2026-11-21, 20261121, 12 dec, dec 12 2027, the 12th of december."""
    parts = _name_parts(words) or (_iso_parts(words[0]) if len(words) == 1 else None)
    return parts and _dated(parts, stance)


def _numbers(words: Words, stance: _Stance) -> date | None:
    """5/6, 25/12, 5.6., 5-6-2026."""
    parts = _number_parts(words[0], stance.order) if len(words) == 1 else None
    return parts and _dated(parts, stance)


def _ordinal(words: Words, stance: _Stance) -> date | None:
    """The 3rd, the 3rd of next month."""
    words = words[1:] if words[0] == "the" else words
    day = None if words[:1] == () or words[0].isdigit() else _day_number(words[0])
    if day is None:
        return None
    match words[1:]:
        case ():
            firsts = [_stretch("month", stance.today, shift)[0] for shift in (-2, -1, 0, 1, 2)]
            return _leaning(
                [first.replace(day=day) for first in firsts if day <= month_length(first.year, first.month)], stance
            )
        case ("of", ("last" | "this" | "next") as which, "month"):
            first = _stretch("month", stance.today, _SHIFT[which])[0]
            return _date(day, first.month, first.year)
        case _:
            return None


def _distant(words: Words, stance: _Stance) -> date | None:
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
    return _moved(_quantity(tuple(rest)), sign, stance)


def _shorthand(words: Words, stance: _Stance) -> date | None:
    """2w, -2w, +3d; without a sign the lean gives the direction."""
    if len(words) != 1:
        return None
    sign = {"-": -1, "+": 1}.get(words[0][0])
    if sign is not None:
        return _moved(_quantity((words[0][1:],)), sign, stance)
    return _moved(_quantity(words), stance.sign, stance)


def _length_of_time(words: Words, stance: _Stance) -> date | None:
    """2 weeks, a month; the lean gives the direction."""
    return _moved(_quantity(words), stance.sign, stance) if len(words) == 2 else None


def _next_or_last(words: Words, stance: _Stance) -> date | None:
    """Next week, last month: as far from today."""
    if len(words) == 2 and words[0] in ("last", "next") and words[1] in ("week", "month", "quarter", "year"):
        return _moved((1, words[1]), _SHIFT[words[0]], stance)
    return None


def _this(words: Words, stance: _Stance) -> date | None:
    """This week, this month, last weekend: the stretch's first or last day."""
    if words == ("at", "the", "weekend"):
        words = ("weekend",)
    elif len(words) != 2 or (words[0] != "this" and words[1] != "weekend"):
        return None
    return _first_or_last(_stretches(words, stance.today), stance)


def _quarter(words: Words, stance: _Stance) -> date | None:
    """Q3, Q3 2027: its first or last day."""
    if _quarter_number(words[0]) is None:
        return None
    return _first_or_last(_stretches(words, stance.today), stance)


def _edge_of(words: Words, stance: _Stance) -> date | None:
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


def _on(words: Words, stance: _Stance) -> date | None:
    """On friday, on the 3rd."""
    return _first(words[1:], stance, _DATES) if words[0] == "on" else None


def _month_of_a_year(words: Words, stance: _Stance) -> date | None:
    """None, or a refusal: dec 2026, 2026-12."""
    if len(words) == 1:
        year, _, month = words[0].replace("/", "-").partition("-")
        if month.isdigit() and len(month) <= 2 and 1 <= int(month) <= 12:
            words = (MONTHS[int(month) - 1].lower(), year)
    if len(words) == 2 and words[0] in _MONTH and _year(words[1]):
        raise _too_wide(f"{MONTHS[_MONTH[words[0]] - 1]} {words[1]}", "a month")
    return None


def _month_or_year(words: Words, stance: _Stance) -> date | None:
    """None, or a refusal: december, 2027."""
    if len(words) == 1 and words[0] in _MONTH:
        raise _too_wide(MONTHS[_MONTH[words[0]] - 1], "a month")
    if len(words) == 1 and _year(words[0]):
        raise _too_wide(words[0], "a year")
    return None


_DATES: tuple[Form, ...] = (_weekday, _weekday_and_date, _date_itself, _ordinal, _numbers)
_POINTS: tuple[Form, ...] = (_named, *_DATES, _edge_of)
# A day wherever it stands, even at the end of a sentence about other things.
_PLAIN: tuple[Form, ...] = (
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
_OPENING: tuple[Form, ...] = (*_PLAIN, _ordinal, _numbers, _shorthand, _month_of_a_year)
_ANY: tuple[Form, ...] = (*_OPENING, _length_of_time, _quarter, _month_or_year)


# --- what the forms are made of


def _iso_parts(word: str) -> Parts | None:
    """Year first: 2026-11-21, 2026/11/21, 20261121."""
    if len(word) == 8 and word.isdigit():
        year, month, day = int(word[:4]), int(word[4:6]), int(word[6:])
        return (day, month, year) if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 else None
    pieces = word.removesuffix(".").replace("/", "-").replace(".", "-").split("-")
    if (
        len(pieces) == 3
        and len(pieces[0]) == 4
        and all(p.isdigit() and len(p) <= 2 for p in pieces[1:])
        and pieces[0].isdigit()
    ):
        return int(pieces[2]), int(pieces[1]), int(pieces[0])
    return None


def _name_parts(words: Words) -> Parts | None:
    """12 dec, the 12th of december 2027, dec 12, december the 12th."""
    words = words[1:] if words[:1] == ("the",) else words
    words = words[:1] + words[2:] if words[1:2] in (("of",), ("the",)) else words
    if not 2 <= len(words) <= 3:
        return None
    name, number = (words[0], words[1]) if words[0] in _MONTH else (words[1], words[0])
    month, day = _MONTH.get(name), _day_number(number)
    if month is None or day is None:
        return None
    if len(words) == 2:
        return day, month, None
    if len(words[2]) == 2 and words[2].isdigit():
        raise UsageError(
            f"The year '{words[2]}' lacks its first two digits.",
            f"Type {_spelled(day, month)} and all four digits of the year.",
        )
    return (day, month, int(words[2])) if len(words[2]) == 4 and words[2].isdigit() else None


def _number_parts(word: str, order: str) -> Parts | None:
    """5/6, 25.12., 5-6-2026: the one reading, or the one of that order; none: like 50/50 or 5.6, they are no date."""
    mark = next((mark for mark in "/.-" if mark in word), " ")
    pieces = word.removesuffix(".").split(mark)
    lengths = [len(piece) for piece in pieces]
    if not 2 <= len(pieces) <= 3 or max(lengths[:2]) > 2 or not all(piece.isdigit() for piece in pieces):
        return None
    if len(pieces) == 2 and (mark == "-" or (mark == "." and not word.endswith("."))):
        return None  # a score or a range, a decimal number
    year = int(pieces[2]) if lengths[2:] == [4] else None
    if lengths[2:] == [2]:
        if order not in _ORDERS:
            raise UsageError(f"'{word}' may be several days.", "Type it with the month's name, or as 2026-11-21.")
        year = 2000 + int(pieces[2])
    elif lengths[2:] and year is None:
        return None
    one, two = int(pieces[0]), int(pieces[1])
    readings = [(day, month) for day, month in ((one, two), (two, one)) if 1 <= month <= 12 and 1 <= day <= 31]
    readings = [r for r in readings if r[0] <= month_length(_A_LEAP_YEAR, r[1])] or readings
    if not readings:
        return None
    if len(set(readings)) == 2 and order not in _ORDERS:
        first, second = (_spelled(day, month, year) for day, month in readings)
        raise UsageError(f"'{word}' may be {first} or {second}.", f"Type '{first}' or '{second}'.")
    day, month = readings[-1 if order == "mdy" else 0]
    return day, month, year


def _dated(parts: Parts, stance: _Stance) -> date:
    """That day; without a year, in the nearest year on the lean's side that has it."""
    day, month, year = parts
    if year is not None:
        return _date(day, month, year)
    _check(day, month, None)
    base = stance.since or stance.today
    years = range(base.year - 8, base.year + 9)  # 29 February may be eight years away
    return _leaning([date(y, month, day) for y in years if day <= month_length(y, month)], stance._replace(today=base))


def _date(day: int, month: int, year: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _outside(f"The year {year}")
    _check(day, month, year)
    return date(year, month, day)


def _check(day: int, month: int, year: int | None) -> None:
    """Nothing; refuses a day that no such month has."""
    if not 1 <= month <= 12:
        raise UsageError(f"There is no month {month}.", "Type the day as 2026-11-21: year, month, day.")
    last = month_length(year or _A_LEAP_YEAR, month)
    if not 1 <= day <= last:
        ending = "28, or 29 in leap years" if month == 2 and year is None else str(last)
        whose = f"{MONTHS[month - 1]} {year or ''}".rstrip()
        raise UsageError(f"There is no {_spelled(day, month, year)}.", f"The last day of {whose} is {ending}.")


def _leaning(days: Iterable[date], stance: _Stance) -> date:
    """The last of these up to today, or the first from today."""
    if stance.lean == "past":
        return max(day for day in days if day <= stance.today)
    return min(day for day in days if day >= stance.today)


def _quantity(words: Words) -> tuple[int, str] | None:
    """A number and the unit it counts: 3 weeks, two weeks, a month, 2w."""
    if len(words) == 1:
        number, unit = words[0][:-1], _LETTER.get(words[0][-1:])
        number = number if number.isdigit() else ""
    elif len(words) == 2:
        number, unit = words[0], words[1].removesuffix("s")
    else:
        return None
    n = int(number) if number.isdigit() and len(number) <= _MOST_DIGITS else _NUMBER.get(number)
    return None if n is None or unit not in _UNIT else (n, unit)


def _moved(quantity: tuple[int, str] | None, sign: int, stance: _Stance) -> date | None:
    """Today and so much later, or earlier; months are cut to their last day."""
    if quantity is None:
        return None
    n, (days, months) = quantity[0], _UNIT[quantity[1]]
    try:
        return add_months(stance.today, sign * n * months) + timedelta(days=sign * n * days)
    except (OverflowError, ValueError):
        raise _outside("A day so far away") from None


def _stretches(words: Words, today: date) -> list[tuple[date, date]]:
    """First and last days of the stretches that a name may mean, near today; one where nothing is left open."""
    match words:
        case (unit,) if unit in _STRETCHES:
            return [_stretch(unit, today, shift) for shift in (-1, 0, 1)]
        case ("last" | "this" | "next" as which, unit) if unit in _STRETCHES:
            return [_stretch(unit, today, _SHIFT[which])]
        case (year,) if _year(year):
            return [_stretch("year", date(int(year), 1, 1), 0)]
        case (name, *year) if (name in _MONTH or _quarter_number(name)) and len(year) <= 1:
            unit = "month" if name in _MONTH else "quarter"
            month = _MONTH.get(name) or 3 * (_quarter_number(name) or 1)
            years = [_year(word) for word in year] or [today.year - 1, today.year, today.year + 1]
            return [_stretch(unit, date(y, month, 1), 0) for y in years if y]
        case _:
            return []


def _stretch(unit: str, day: date, shift: int) -> tuple[date, date]:
    """First and last day of the week, month … that holds a day, or of one so many later."""
    if unit in ("week", "weekend"):
        monday = day + timedelta(days=7 * shift - day.weekday())
        return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)
    months = _UNIT[unit][1]
    first = add_months(date(day.year, (day.month - 1) // months * months + 1, 1), shift * months)
    return first, add_months(first, months) - timedelta(days=1)


def _first_or_last(stretches: list[tuple[date, date]], stance: _Stance) -> date | None:
    return _edge(stretches, 0 if stance.lean == "past" else 1, stance)


def _edge(stretches: list[tuple[date, date]], which: int, stance: _Stance) -> date | None:
    days = [stretch[which] for stretch in stretches]
    return _leaning(days, stance) if len(days) > 1 else next(iter(days), None)


def _day_number(word: str) -> int | None:
    """12, 12th; a number too great for any month is still a day's, an ordinal is not."""
    if word.isdigit() and len(word) <= 2:
        return int(word)
    number = word[:-2] if word[-2:] in ("st", "nd", "rd", "th") else ""
    return int(number) if number.isdigit() and 1 <= int(number[:3]) <= 31 and len(number) <= 2 else None


def _quarter_number(word: str) -> int | None:
    return int(word[1]) if len(word) == 2 and word[0] == "q" and word[1] in "1234" else None


def _year(word: str) -> int | None:
    """A year written in full, within the range."""
    return int(word) if len(word) == 4 and word.isdigit() and FIRST_YEAR <= int(word) <= LAST_YEAR else None


def _too_wide(name: str, kind: str) -> UsageError:
    first = name.lower() if kind == "a month" else f"january {name}"
    return UsageError(f"{name} is {kind}, not a day.", f"Type 1 {first}, or end of {name.lower()}.")


def _outside(what: str) -> UsageError:
    years = f"{FIRST_YEAR} to {LAST_YEAR}"
    return UsageError(f"{what} is outside the years {years}.", f"Type a day of the years {years}.")


def _spelled(day: int, month: int, year: int | None = None) -> str:
    """30 February, 30 February 2027; the day need not exist."""
    return f"{day} {MONTHS[month - 1]}" if year is None else f"{day} {MONTHS[month - 1]} {year}"


def _typed(text: str) -> str:
    """What was typed, in quotes, cut to a line."""
    text = " ".join(text.split())
    return f"'{text}'" if len(text) <= 40 else f"'{text[:39]}…'"
