"""What a value of a file may be: read strictly, or refused with the reason."""

from __future__ import annotations

from datetime import date

from netlog.domain import people
from netlog.domain.dossier import STEPS, TRAITS, Mark, Step
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import FELT, OBSERVED, SCALES, Change, Observed, Signal
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Any

    Reader = Callable[[Any], Any]

LONGEST_ID = 64  # characters, as all that follow
LONGEST_HANDLE = 200
LONGEST_LINE = 2_000
LONGEST_WORD = 200
LONGEST_REASON = 100
LONGEST_SHOWN = 40
FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_NUMBER = 9  # digits, leading zeros too: Python refuses to read some thousands


class Unreadable(ValueError):
    """A mapping is no record; says why."""


def shown(value: Any) -> str:
    """A value between quotation marks, cut where it is long: for telling that it is wrong."""
    text = value if isinstance(value, str) else f"{value!r:.{LONGEST_SHOWN * 2}}"
    return f"'{text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + '…'}'"


def a_text(value: Any) -> str:
    """Text as it is."""
    if not isinstance(value, str):
        raise Unreadable(f"{shown(value)} is not text")
    return value


def a_note(value: Any) -> str:
    """Text of many lines, cleaned."""
    return people.clean_note(a_text(value))


def a_line(longest: int = LONGEST_LINE) -> Reader:
    """Reads text of one line; None where nothing is left of it."""

    def read(value: Any) -> str | None:
        text = people.clean(a_text(value))
        if len(text) > longest:
            raise Unreadable(f"{len(text):,} characters are too many; {longest:,} fit")
        return text or None

    return read


def a_name(longest: int) -> Reader:
    """Reads text of one line that must say something."""
    read_line = a_line(longest)

    def read(value: Any) -> str:
        text = read_line(value)
        if not text:
            raise Unreadable("it is empty")
        return str(text)

    return read


def an_id(value: Any) -> str:
    """What a record is known by."""
    text = a_text(value)
    if not 1 <= len(text) <= LONGEST_ID or people.clean(text) != text:
        raise Unreadable(f"id: {shown(text)} is not 1 to {LONGEST_ID} characters on one line")
    return text


def a_handle(value: Any) -> str:
    """The short name of a person."""
    text = a_text(value)
    if (
        not 1 <= len(text) <= LONGEST_HANDLE
        or not text.isascii()
        or not text.replace("-", "a").isalnum()
        or text != text.lower()
    ):
        raise Unreadable(f"{shown(text)} is no handle; it takes a to z, 0 to 9 and -")
    return text


def a_reference(value: Any) -> str:
    """A person by id, handle or name."""
    text = people.clean(a_text(value))
    if not text:
        raise Unreadable("it names nobody")
    return text


def a_day(value: Any) -> date:
    """A day as 2026-11-21."""
    day = _parsed(a_text(value))
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(f"{shown(value)} is no day; they read 2026-11-21, from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def a_birthday(value: Any) -> str:
    """A day of every year, with the year of birth or without."""
    text = a_text(value)
    if _parsed(f"2000-{text}" if len(text) == len("04-12") else text) is None:  # a leap year, for 29 February
        raise Unreadable(f"{shown(text)} is no birthday; they read 1984-04-12, or 04-12 without the year")
    return text


def _parsed(text: str) -> date | None:
    # `fromisoformat` reads weeks and bare digits too.
    if len(text) != len("2026-11-21") or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def one_of(words: Collection[str]) -> Reader:
    """Reads one of some words."""

    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in words:
            raise Unreadable(f"{shown(value)} is none of {', '.join(words)}")
        return value

    return read


def between(low: int, high: int) -> Reader:
    """Reads a whole number within bounds, both included."""

    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise Unreadable(f"{shown(value)} is no whole number from {low} to {high}")
        return value

    return read


def a_flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Unreadable(f"{shown(value)} is neither true nor false")
    return value


def several(reader: Reader) -> Reader:
    """Reads a list, or one value in place of a list of one; what turns out empty is left out."""

    def read(value: Any) -> tuple[Any, ...]:
        found = [reader(one) for one in (value if isinstance(value, list) else [value])]
        return tuple(one for one in found if one is not None)

    return read


def set_of(reader: Reader) -> Reader:
    """The same, each once and in order."""
    found = several(reader)
    return lambda value: tuple(sorted(set(found(value))))


def a_signal(value: Any) -> Signal:
    """A signal told as code and about, or as it is typed: candid, them:candid."""
    if isinstance(value, str):
        side, _, code = value.rpartition(":")
        value = {"code": code, "about": side or "me"}
    told = value if isinstance(value, dict) and set(value) <= {"code", "about"} else {}
    if not isinstance(told.get("code"), str) or told["code"] not in SIGNALS:
        raise Unreadable(f"{shown(told.get('code', value))} is no signal; `netlog signals` lists them")
    return Signal(told["code"], SIDE(told.get("about", "me")))


def a_change(value: Any) -> Change:
    """Another date of a promise."""
    if not isinstance(value, dict) or set(value) != {"on", "by"}:
        raise Unreadable(f"{shown(value)} is no change of date: on, the day it was said, and by, the new date")
    return Change(a_day(value["on"]), a_day(value["by"]))


def observed(value: Any) -> Observed:
    """What was noticed of a conversation: {"kind", "text"}, or its kind alone."""
    told = {"kind": value} if isinstance(value, str) else value if isinstance(value, dict) else {}
    if not set(told) <= {"kind", "text"} or told.get("kind") not in OBSERVED:
        raise Unreadable(f"{shown(told.get('kind', value))} is none of {', '.join(OBSERVED)}")
    kind, text = told["kind"], a_note(told.get("text", ""))
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    if kind in SCALES and not (is_number and int(text) <= SCALES[kind]):
        raise Unreadable(f"{kind}: {shown(text)} is no whole number from 0 to {SCALES[kind]}")
    return Observed(kind, "" if kind in FELT else text)


def marks(value: Any) -> tuple[Mark, ...]:
    """How traits were judged: a list of {"trait", "rating"}."""
    told = {}
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict) or set(one) != {"trait", "rating"}:
            raise Unreadable(f"{shown(one)} is no mark: trait and rating")
        told[one_of(TRAITS)(one["trait"])] = between(0, 4)(one["rating"])
    return tuple(Mark(trait, told[trait]) for trait in TRAITS if trait in told)


def a_step(value: Any) -> Step:
    """How an introduction went on: {"on", "state"} and perhaps {"who", "text"}."""
    if not isinstance(value, dict) or not {"on", "state"} <= set(value) <= {"on", "state", "who", "text"}:
        raise Unreadable(f"{shown(value)} is no step: on, state, and perhaps who and text")
    who, text = value.get("who"), value.get("text")
    return Step(
        a_day(value["on"]),
        one_of(STEPS)(value["state"]),
        None if who is None else one_of(("one", "other", "through"))(who),
        None if text is None else a_note(text),
    )


SIDE = one_of(("me", "them"))
