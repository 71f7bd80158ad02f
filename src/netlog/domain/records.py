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
    """The record's kind, id and fields in their order, days as ISO text; unknown, empty, untrue ones left out."""
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
    return [
        {name: _plain(one) for name, one in each._asdict().items()} if hasattr(each, "_asdict") else each
        for each in value
    ]


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
    if (
        not 1 <= len(text) <= LONGEST_HANDLE
        or not text.isascii()
        or not text.replace("-", "a").isalnum()
        or text != text.lower()
    ):
        raise Unreadable(f"{shown(text)} is no handle; it takes a to z, 0 to 9 and -")
    return text


def _reference(value: Any) -> str:
    text = people.clean(_text(value))
    if not text:
        raise Unreadable("it names nobody")
    return text


def _day(value: Any) -> date:
    day = _parsed(_text(value))
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(f"{shown(value)} is no day; they read 2026-11-21, from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _birthday(value: Any) -> str:
    text = _text(value)
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
    """A signal told as code and about, or as it is typed: candid, them:candid."""
    if isinstance(value, str):
        side, _, code = value.rpartition(":")
        value = {"code": code, "about": side or "me"}
    told = value if isinstance(value, dict) and set(value) <= {"code", "about"} else {}
    if not isinstance(told.get("code"), str) or told["code"] not in SIGNALS:
        raise Unreadable(f"{shown(told.get('code', value))} is no signal; `netlog signals` lists them")
    return Signal(told["code"], _SIDE(told.get("about", "me")))


def _change(value: Any) -> Change:
    if not isinstance(value, dict) or set(value) != {"on", "by"}:
        raise Unreadable(f"{shown(value)} is no change of date: on, the day it was said, and by, the new date")
    return Change(_day(value["on"]), _day(value["by"]))


_SIDE = _one_of(("me", "them"))
_WITH = {"with": _reference}
_CONVERSATION = {"conversation": _id}
_LINE = _line()
_LINES = _several(_LINE)

# By kind, what reads each key. The order is that in which a missing one is told.
_TOLD: dict[type[Any], dict[str, Reader]] = {
    Person: {
        "name": lambda value: people.clean_name(_text(value)),
        "handle": _handle,
        "added": _day,
        "org": _LINE,
        "role": _LINE,
        "person_kind": _line(LONGEST_WORD),
        "circle": _one_of(CIRCLES),
        "every": _between(1, 3650),
        "birthday": _birthday,
        "met": _day,
        "place": _LINE,
        "through": _reference,
        **dict.fromkeys(("nicks", "emails", "phones", "links"), _LINES),
        "tags": _several(_line(LONGEST_WORD)),
    },
    Conversation: {
        "on": _day,
        "text": _note,
        "with": _set_of(_reference),
        "seen_by": _set_of(_reference),
        "how": _one_of(HOWS),
        "place": _LINE,
        "talk": _between(0, 100),
        "for": _one_of(("them", "both", "me")),
        "initiated": _SIDE,
        "attempt": _flag,
        "outcome": _one_of(OUTCOMES),
        "energy": _between(-2, 2),
        "people": _between(2, 100_000),
        "tags": _set_of(_line(LONGEST_WORD)),
        "signals": _set_of(_signal),
    },
    Promise: {
        "who": _SIDE,
        **_WITH,
        "on": _day,
        "text": _note,
        "by": _day,
        "size": _one_of(PROMISE_SIZES),
        "changes": _several(_change),
        "outcome": _one_of(("kept", "broken", "released")),
        "closed": _day,
        **_CONVERSATION,
    },
    Entry: {
        "who": _SIDE,
        **_WITH,
        "on": _day,
        "text": _note,
        "size": _one_of(SIZES),
        "points": _between(0, 1000),
        "strings": _flag,
        "discount": _flag,
        "answer": _one_of(("yes", "no")),
        "answered": _day,
        **_CONVERSATION,
    },
    Rating: {
        **_WITH,
        "on": _day,
        "source": _one_of(SOURCES),
        **dict.fromkeys("CRIS", _between(1, 10)),
        "text": _note,
    },
    Fact: {**_WITH, "on": _day, "topic": _one_of(TOPICS), "text": _note, **_CONVERSATION},
    Reminder: {
        **_WITH,
        "made": _day,
        "on": _day,
        "text": _note,
        "reason": _one_of(("reminder", "date", "cooled-off", "check-in")),
        "done": _day,
        **_CONVERSATION,
    },
    Snooze: {**_WITH, "on": _day, "until": _day, "reason": _line(LONGEST_REASON)},
    Skip: {**_WITH, "on": _day, "reason": _line(LONGEST_REASON)},
    Away: {**_WITH, "on": _day, "until": _day},
    Standing: {
        **_WITH,
        "on": _day,
        "state": _one_of(("active", "resting")),
        "until": _day,
        "reason": _note,
    },
}
_FIELD_OF = {kind: {key: field for field, key, _ in keys} for kind, keys in _KEYS.items()}
_READERS = {
    kind: {key: (_FIELD_OF[kind][key], reader) for key, reader in readers.items()} for kind, readers in _TOLD.items()
}

# What a line may lack though the record needs it.
_WHEN_LACKING: dict[str, dict[str, Any]] = {
    "person": {"handle": "", "added": None},
    "conversation": {"text": ""},
    "give": {"kind": "give", "who": "me"},
    "receive": {"kind": "receive", "who": "them"},
    "thank": {"kind": "thank", "who": "me", "text": "thanks"},
    "ask": {"kind": "ask", "who": "me"},
    "fact": {"topic": "note"},
    "away": {"with_": None},
}
_TOGETHER: dict[type[Any], tuple[str, str]] = {Promise: ("outcome", "closed"), Entry: ("answer", "answered")}
