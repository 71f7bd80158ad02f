"""A record as a mapping of plain values, as a file holds it, and back: nothing impossible comes through."""

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
    from collections.abc import Callable, Mapping

    from netlog.domain.parameters import Parameters

FORMAT = 1  # of the mapping; raised when a field changes its meaning
HEADER = "netlog"  # the kind of the first line, which names the format

# What a `kind` names, those that others refer to first: people, then conversations.
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

LONGEST_ID = 64  # characters, here and below
LONGEST_LINE = 2_000
LONGEST_WORD = 200
LONGEST_REASON = 100
LONGEST_SHOWN = 40  # of a value that is told to be wrong
FIRST_YEAR, LAST_YEAR = 1900, 2200
PARAMETERS = ("kind", "id")


class Unreadable(ValueError):
    """A mapping is no record; says why."""


# Out


def name_of(field: str) -> str:
    """A field's name in the mapping: `with` for `with_`."""
    return field.rstrip("_")


def _names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """Each field of a record and its key; a person's kind gives way to the record's own."""
    renamed = {"kind": "person_kind"} if kind is Person else {}
    return tuple((field, renamed.get(field, name_of(field))) for field in kind._fields if field != "id")


def mapping(record: Any) -> dict[str, Any]:
    """The record's kind, id and fields in their order, days as ISO text; what is not known or not so is left out."""
    kind = type(record)
    told = {"kind": record.kind if kind is Entry else kind.__name__.lower(), "id": record.id}
    for field, key in _KEYS[kind]:
        value = getattr(record, field)
        if value is None or value is False or value == "" or value == ():
            continue
        told[key] = _plain(value)
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, tuple):
        return value
    return [
        {key: _plain(part) for key, part in one._asdict().items()} if hasattr(one, "_asdict") else one for one in value
    ]


_KEYS = {kind: tuple(pair for pair in _names(kind) if kind is not Entry or pair[0] != "kind") for kind in TYPES}


# In


def record(told: Mapping[str, Any], id_: str, parameters: Parameters = DEFAULTS) -> Any:
    """The record that a mapping tells, under an id.

    Whom it is with, who saw it, and through whom a person was met stay as they were told: an id, a
    handle or a name. A person without a handle has an empty one, and without a day of entry none.
    Unreadable when a field is unknown, missing, or says what cannot be.
    """
    kind = KINDS[told["kind"]]
    readers = _READERS[kind]
    fields: dict[str, Any] = {"id": _id(id_)}
    for key, value in told.items():
        if value is None or key in PARAMETERS:
            continue
        reader = readers.get(key)
        if reader is None:
            raise Unreadable(f"a {told['kind']} has no field '{_shortened(key)}'")
        field, of = reader
        try:
            fields[field] = of(value)
        except Unreadable as error:
            raise Unreadable(f"{key} {error}") from None
        except UsageError as error:
            raise Unreadable(f"{key}: {error.sentence.rstrip('.')}") from None
    _complete(told["kind"], fields, parameters)
    _refuse_contradictions(kind, fields)
    return kind(**fields)


def _complete(kind: str, fields: dict[str, Any], parameters: Parameters) -> None:
    """Fill in what may be left out; the rest must be there."""
    if kind == "person":
        fields.setdefault("handle", "")
        fields.setdefault("added", None)
    elif kind == "conversation":
        fields.setdefault("text", "")
    elif kind == "fact":
        fields.setdefault("topic", "note")
    elif kind == "away":
        fields.setdefault("with_", None)
    elif KINDS[kind] is Entry:
        fields["kind"] = kind
        fields.setdefault("who", "them" if kind == "receive" else "me")
        fields.setdefault("text", "thanks" if kind == "thank" else "")
        if "points" not in fields:
            size = fields.setdefault("size", "XS" if kind == "thank" else DEFAULT_SIZE)
            fields["points"] = account.points(size, parameters)
    elif KINDS[kind] is Promise:
        fields.setdefault("text", "")
    record_type = KINDS[kind]
    missing = [field for field in record_type._fields if field not in fields | record_type._field_defaults]
    if missing:
        raise Unreadable(f"{name_of(missing[0])} is missing")


def _refuse_contradictions(kind: type[Any], fields: dict[str, Any]) -> None:
    for one, other in (("outcome", "closed"), ("answer", "answered")):
        if kind in (Promise, Entry) and (fields.get(one) is None) != (fields.get(other) is None):
            if kind is Promise and one == "answer" or kind is Entry and one == "outcome":
                continue
            raise Unreadable(f"{one} and {other} come together")
    if kind is Away and fields["until"] <= fields["on"]:
        raise Unreadable("until is the first day back: it comes after on")
