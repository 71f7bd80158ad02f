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

from datetime import timedelta

from netlog.domain import dates, day_forms
from netlog.domain.dates import FIRST_YEAR, LAST_YEAR, MONTHS, WEEKDAYS
from netlog.domain.day_forms import Stance, day_of, quantity
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from netlog.domain.dates import Parts, Words
    from netlog.domain.day_forms import Lean

__all__ = (
    "FIRST_YEAR",
    "LAST_YEAR",
    "MONTHS",
    "WEEKDAYS",
    "birthday",
    "closing",
    "opening",
    "read",
    "span",
    "weekday",
)

LONGEST_SPAN = 3650  # days

_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
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
_HINT = "Type a day such as 2026-11-21, yesterday, fri, 12 dec, 3 days ago, in 2 weeks or end of month."


def read(text: str, today: date, lean: Lean, order: str = "") -> date:
    """The day that a text names; UsageError where it names none, several, or one that never was.

    `order` is "dmy" or "mdy" where 5/6 has been given one meaning, else empty.
    """
    day = day_of(_words(text.lower()), Stance(today, lean, order), day_forms.ANY)
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
    day = day_of(_words(head), Stance(today, "past", order), day_forms.OPENING) if colon else None
    return (None, text) if day is None else (day, rest.strip())


def closing(text: str, today: date, order: str = "", since: date | None = None) -> tuple[str, date | None]:
    """What comes before the day that a text ends with, and that day; no day: the text as it was.

    Leans to the future: from today, and a date without its year from `since`, the day it was said. The longest
    ending that reads as a day is taken, and it decides: after a word that holds it ("the notes from friday"), or
    when it looks back ("what we said last week"), it is part of the text. "before friday" is Thursday. UsageError
    if the ending is a day that never was, or may be two.
    """
    stance = Stance(today, "future", order, since)
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
        told = phrase[0] in ("by", "before") or any(word in dates.MONTH or _has_year(word) for word in phrase)
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
    if len(words) == 1:
        words = (_ADVERBS.get(words[0], words[0]),)
    elif words[:2] == ("every", "other"):
        words = ("two", *words[2:])
    elif words[:1] == ("every",):
        words = words[1:]
    counted = quantity(words) or quantity((*words, "days")) or quantity(("one", *words))
    if counted is None:
        raise UsageError(
            f"{_typed(text)} is no stretch of time.", "Type a number of days, or 2w, 3m, 1y, 10 days, monthly."
        )
    n, unit = counted
    days, months = day_forms.UNITS[unit]
    total = n * (365 if unit == "year" else days + 30 * months)
    if not 1 <= total <= LONGEST_SPAN:
        raise UsageError(f"{_typed(text)} is {total} days.", f"Type a stretch of 1 to {LONGEST_SPAN} days.")
    return total


def weekday(text: str, example: str) -> int:
    """A day of the week, Monday 0, by three or more letters of its name; UsageError says `example` where it is none."""
    letters = text.casefold()
    if len(letters) >= len("mon"):
        for day, name in enumerate(WEEKDAYS):
            if name.casefold().startswith(letters):
                return day
    raise UsageError(f"'{text}' is no day of the week.", example)


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
        parts = dates.in_iso(word) or dates.in_numbers(word, "") or dates.in_words(words)
    if parts is None:
        raise UsageError(
            f"{_typed(text)} is not a birthday netlog can read.", "Type 3 may, 3 may 1984, 05-03 or 1984-05-03."
        )
    day, month, year = parts
    if year is None:
        dates.check(day, month, None)
        return f"{month:02}-{day:02}"
    born = dates.made(day, month, year)
    if born > today:
        raise UsageError(
            f"A birthday on {dates.spelled(day, month, year)} lies ahead.",
            f"Type the year of birth, or {month:02}-{day:02} without it.",
        )
    return born.isoformat()


def _closing_day(words: Words, stance: Stance) -> date | None:
    if words[:1] == ("by",):
        return day_of(words[1:], stance, day_forms.ANY)
    if words[:1] == ("before",):
        day = day_of(words[1:], stance, day_forms.POINTS)
        return day and day - timedelta(days=1)
    return None if len(words) == 1 and words[0] in _NOT_BARE else day_of(words, stance, day_forms.PLAIN)


def _holds(word: str) -> bool:
    """Whether a word makes the day after it part of the sentence: from friday, the 3rd friday."""
    word = word.lower().strip(",;:")
    return word in _HOLDING or (word.isascii() and dates.day_number(word) is not None)


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
        words += pieces if any(piece in dates.MONTH for piece in pieces) else [word]
    return tuple(filter(None, words)) if all(word.isascii() for word in words) else ()


def _typed(text: str) -> str:
    """What was typed, in quotes, cut to a line."""
    text = " ".join(text.split())
    return f"'{text}'" if len(text) <= 40 else f"'{text[:39]}…'"
