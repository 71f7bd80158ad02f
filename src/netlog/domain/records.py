"""A record as a mapping of plain values, as a file holds it, and back: what cannot be does not come through."""

from __future__ import annotations

from datetime import date

from netlog.domain import account
from netlog.domain.dossier import (
    Acquaintance,
    Boundary,
    Event,
    Expectation,
    Fit,
    Introduction,
    Namesakes,
    Offer,
    Parting,
    Place,
    Reflection,
    Win,
)
from netlog.domain.fields import TOLD
from netlog.domain.journal import (
    Advice,
    Away,
    Conversation,
    Entry,
    Fact,
    Group,
    Person,
    Promise,
    Rating,
    Reminder,
    Skip,
    Snooze,
    Standing,
)
from netlog.domain.noted import DEFAULT_SIZE
from netlog.domain.parameters import DEFAULTS
from netlog.domain.values import Unreadable, an_id, shown
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from netlog.domain.parameters import Parameters

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
    "fit": Fit,
    "boundary": Boundary,
    "expectation": Expectation,
    "parting": Parting,
    "win": Win,
    "advice": Advice,
    "reflection": Reflection,
    "tie": Acquaintance,
    "namesakes": Namesakes,
    "introduction": Introduction,
    "group": Group,
    "place": Place,
    "event": Event,
    "offer": Offer,
}
TYPES = tuple(dict.fromkeys(KINDS.values()))
_NAMES = {of: name for name, of in KINDS.items()}
_OWN_KIND = {Person: "person_kind", Reflection: "reflection"}  # a field called kind gives way to the record's


# Out


def name(kind: type[Any]) -> str:
    """What a kind of record is called: person, promise, tie …; every line of the account is an entry."""
    return "entry" if kind is Entry else _NAMES[kind]


def mapping(record: Any) -> dict[str, Any]:
    """The record's kind, id and fields in their order, days as ISO text; unknown, empty, untrue ones left out."""
    kind = type(record)
    told = {"kind": record.kind if kind is Entry else _NAMES[kind], "id": record.id}
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
    """Each field, its key, and whether it may be left out."""
    told_apart = ("id", "kind") if kind is Entry else ("id",)
    return tuple(
        (field, _OWN_KIND[kind] if field == "kind" else field.rstrip("_"), field in kind._field_defaults)
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
    fields: dict[str, Any] = {**_WHEN_LACKING.get(kind, _NOTHING), "id": an_id(id_)}
    for key, value in told.items():
        if value is None or key in ("kind", "id"):
            continue
        if key not in readers:
            raise Unreadable(f"a {kind} has no field {shown(key)}")
        field, reader = readers[key]
        try:
            read = reader(value)
        except Unreadable as error:
            raise Unreadable(f"{key}: {error}") from None
        except UsageError as error:
            raise Unreadable(f"{key}: {error.sentence.rstrip('.')}") from None
        if read is not None:  # of which nothing is left is not told
            fields[field] = read
    if of is Entry and "points" not in fields:
        size = fields.setdefault("size", "XS" if kind == "thank" else DEFAULT_SIZE)
        fields["points"] = account.points(size, parameters)
    if not fields.keys() >= _NEEDED[of]:
        lacking = next(key for key, (field, _) in readers.items() if field in _NEEDED[of] - fields.keys())
        raise Unreadable(f"{lacking} is missing")
    if of in _TOGETHER:
        one, other = _TOGETHER[of]
        if (fields.get(one) is None) != (fields.get(other) is None):
            raise Unreadable(f"{one} and {other} come together")
    if of is Introduction and (fields.get("one") is None) != (fields.get("through") is not None):
        raise Unreadable("one or through, and not both: who meets the other, or who brings me to them")
    if of is Away and fields["until"] <= fields["on"]:
        raise Unreadable("until: the first day back comes after the first day away")
    return of(**fields)


_FIELD_OF = {kind: {key: field for field, key, _ in keys} for kind, keys in _KEYS.items()}
_READERS = {
    kind: {key: (_FIELD_OF[kind][key], reader) for key, reader in readers.items()} for kind, readers in TOLD.items()
}
_NEEDED = {
    kind: {field for field, _ in readers.values() if field not in kind._field_defaults}
    for kind, readers in _READERS.items()
}

# What a line may lack though the record needs it.
_NOTHING: dict[str, Any] = {}
_WHEN_LACKING: dict[str, dict[str, Any]] = {
    "person": {"handle": "", "added": None},
    "conversation": {"text": ""},
    "give": {"kind": "give", "who": "me"},
    "receive": {"kind": "receive", "who": "them"},
    "thank": {"kind": "thank", "who": "me", "text": "thanks"},
    "ask": {"kind": "ask", "who": "me"},
    "fact": {"topic": "note"},
    **{kind: {"with_": None} for kind in ("away", "boundary", "reflection")},
    "introduction": {"one": None},
}
_TOGETHER: dict[type[Any], tuple[str, str]] = {
    Promise: ("outcome", "closed"),
    Entry: ("answer", "answered"),
    Expectation: ("outcome", "closed"),
    Advice: ("verdict", "judged"),
}
