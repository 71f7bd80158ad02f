"""A record as a mapping of plain values, as a file holds it, and back: what cannot be does not come through."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from netlog.domain import account, people
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import (
    CIRCLES,
    HOWS,
    OUTCOMES,
    PROMISE_SIZES,
    SIZES,
    SOURCES,
    TOPICS,
    Away,
    Change,
    Conversation,
    Entry,
    Fact,
    Person,
    Promise,
    Rating,
    Reminder,
    Signal,
    Skip,
    Snooze,
    Standing,
)
from netlog.domain.noted import DEFAULT_SIZE
from netlog.domain.parameters import DEFAULTS
from netlog.domain.working import month_length
from netlog.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from netlog.domain.parameters import Parameters

    Reader = Callable[[Any], Any]

FORMAT = 1  # of the mapping; another when a field changes its meaning
HEADER = "netlog"  # the kind of the first line, which tells the format

# What a `kind` names; those that others refer to first.
KINDS: dict[str, type[Any]] = {
    "person": Person,
    "conversation": Conversation,
    "promise": Promise,
    **dict.fromkeys(("give", "receive", "thank", "ask"), Entry),
    "rating": Rating,
    "fact": Fact,
    "reminder": Reminder,
    "snooze": Snooze,
    "skip": Skip,
    "away": Away,
    "standing": Standing,
}
TYPES = tuple(dict.fromkeys(KINDS.values()))

LONGEST_ID = 64  # characters, as all that follow
LONGEST_HANDLE = 200
LONGEST_LINE = 2_000
LONGEST_WORD = 200
LONGEST_REASON = 100
LONGEST_SHOWN = 40
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Unreadable(ValueError):
    """A mapping is no record; says why."""


# Out


def mapping(record: Any) -> dict[str, Any]:
    """The record's kind, id and fields in their order, days as ISO text; what is unknown, empty or not so is left out."""
    kind = type(record)
    told = {"kind": record.kind if kind is Entry else kind.__name__.lower(), "id": record.id}
    for field, key, may_lack in _KEYS[kind]:
        value = getattr(record, field)
        if value is None or (may_lack and (value is False or value in ("", ()))):
            continue
        told[key] = _plain(value)
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, tuple):
        return value
    return [{name: _plain(one) for name, one in each._asdict().items()} if hasattr(each, "_asdict") else each for each in value]


def _keys(kind: type[Any]) -> tuple[tuple[str, str, bool], ...]:
    """Each field, its key, and whether it may be left out. A person's own kind gives way to the record's."""
    told_apart = ("id", "kind") if kind is Entry else ("id",)
    return tuple(
        ("kind", "person_kind", True) if field == "kind" else (field, field.rstrip("_"), field in kind._field_defaults)
        for field in kind._fields
        if field not in told_apart
    )


_KEYS = {kind: _keys(kind) for kind in TYPES}


# In


def record(told: Mapping[str, Any], id_: str, parameters: Parameters = DEFAULTS) -> Any:
    """The record that a mapping of a known kind tells, under an id.

    People are still what the mapping calls them: an id, a handle or a name. A person told without a
    handle has an empty one, one told without a day of entry none. Unreadable when a field is unknown
    or missing, or says what cannot be.
    """
    kind = told["kind"]
    of = KINDS[kind]
    readers = _READERS[of]
    fields: dict[str, Any] = {"id": _id(id_)}
    for key, value in told.items():
        if value is None or key in ("kind", "id"):
            continue
        if key not in readers:
            raise Unreadable(f"a {kind} has no field {shown(key)}")
        field, reader = readers[key]
        try:
            fields[field] = reader(value)
        except Unreadable as error:
            raise Unreadable(f"{key}: {error}") from None
        except UsageError as error:
            raise Unreadable(f"{key}: {error.sentence.rstrip('.')}") from None
    fields = {**_WHEN_LACKING.get(kind, {}), **fields}
    if of is Entry and "points" not in fields:
        size = fields.setdefault("size", "XS" if kind == "thank" else DEFAULT_SIZE)
        fields["points"] = account.points(size, parameters)
    for key, (field, _) in readers.items():
        if field not in fields and field not in of._field_defaults:
            raise Unreadable(f"{key} is missing")
    if of in _TOGETHER:
        one, other = _TOGETHER[of]
        if (fields.get(one) is None) != (fields.get(other) is None):
            raise Unreadable(f"{one} and {other} come together")
    if of is Away and fields["until"] <= fields["on"]:
        raise Unreadable("until: the first day back comes after the first day away")
    return of(**fields)


def shown(value: Any) -> str:
    """A value between quotation marks, cut where it is long: for telling that it is wrong."""
    text = value if isinstance(value, str) else f"{value!r:.{LONGEST_SHOWN * 2}}"
    return f"'{text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + '…'}'"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"{shown(value)} is not text")
    return value


def _note(value: Any) -> str:
    return people.clean_note(_text(value))


def _line(longest: int = LONGEST_LINE) -> Reader:
    def read(value: Any) -> str | None:
        text = people.clean(_text(value))
        if len(text) > longest:
            raise Unreadable(f"{len(text):,} characters are too many; {longest:,} fit")
        return text or None

    return read


def _id(value: Any) -> str:
    text = _text(value)
    if not 1 <= len(text) <= LONGEST_ID or people.clean(text) != text:
        raise Unreadable(f"id: {shown(text)} is not 1 to {LONGEST_ID} characters on one line")
    return text


def _handle(value: Any) -> str:
    text = _text(value)
    if not 1 <= len(text) <= LONGEST_HANDLE or not text.isascii() or not text.replace("-", "a").isalnum() or text != text.lower():
        raise Unreadable(f"{shown(text)} is no handle; it takes a to z, 0 to 9 and -")
    return text


def _reference(value: Any) -> str:
    text = people.clean(_text(value))
    if not text:
        raise Unreadable("it names nobody")
    return text


def _day(value: Any) -> date:
    text = _text(value)
    try:
        day = date.fromisoformat(text) if len(text) == 10 and text[4] == text[7] == "-" else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(f"{shown(text)} is no day; they read 2026-11-21, from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _birthday(value: Any) -> str:
    text = _text(value)
    year, _, month_and_day = text.rpartition("-")[0].rpartition("-")[0], "", text[-5:]
    month, _, day = month_and_day.partition("-")
    digits = (*([year] if len(text) == 10 else []), month, day)
    if (
        len(text) not in (5, 10)
        or [len(one) for one in digits] != [4, 2, 2][-len(digits) :]
        or not all(one.isascii() and one.isdecimal() for one in digits)
        or not 1 <= int(month) <= 12
        or not 1 <= int(day) <= month_length(int(year or 2000), int(month))
    ):
        raise Unreadable(f"{shown(text)} is no birthday; they read 1984-04-12, or 04-12 without the year")
    return text


def _one_of(words: Collection[str]) -> Reader:
    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in words:
            raise Unreadable(f"{shown(value)} is none of {', '.join(words)}")
        return value

    return read


def _between(low: int, high: int) -> Reader:
    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise Unreadable(f"{shown(value)} is no whole number from {low} to {high}")
        return value

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unreadable(f"{shown(value)} is neither true nor false")
    return value


def _several(reader: Reader) -> Reader:
    """Reads a list, or one value in place of a list of one; what turns out empty is left out."""

    def read(value: Any) -> tuple[Any, ...]:
        found = [reader(one) for one in (value if isinstance(value, list) else [value])]
        return tuple(one for one in found if one is not None)

    return read


def _set_of(reader: Reader) -> Reader:
    """The same, each once and in order."""
    several = _several(reader)
    return lambda value: tuple(sorted(set(several(value))))


def _signal(value: Any) -> Signal:
    told = value if isinstance(value, dict) else dict(zip(("code", "about"), reversed(_text(value).rpartition(":")[::2]), strict=True))
    code, about = told.get("code"), told.get("about") or "me"
    if set(told) - {"code", "about"} or not isinstance(code, str) or code not in SIGNALS:
        raise Unreadable(f"{shown(value)} is no signal; `netlog signals` lists them")
    return Signal(code, _one_of(SIDES)(about))


def _change(value: Any) -> Change:
    if not isinstance(value, dict) or set(value) != {"on", "by"}:
        raise Unreadable(f"{shown(value)} is no change of date: the day it was said (on), the new date (by)")
    return Change(_day(value["on"]), _day(value["by"]))
