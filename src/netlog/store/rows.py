"""A record and its rows, and back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.domain.dossier import (
    TRAITS,
    Acquaintance,
    Advice,
    Boundary,
    Event,
    Expectation,
    Fit,
    Group,
    Introduction,
    Mark,
    Offer,
    Parting,
    Place,
    Reflection,
    Step,
    Win,
)
from netlog.domain.journal import (
    Away,
    Change,
    Conversation,
    Entry,
    Fact,
    Observed,
    Person,
    Promise,
    Rating,
    Reminder,
    Signal,
    Skip,
    Snooze,
    Standing,
)
from netlog.errors import StoreError
from netlog.store.tables import LOGGED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Record = (
    Person | Conversation | Promise | Entry | Rating | Fact | Reminder | Snooze | Skip | Away | Standing
    | Fit | Boundary | Expectation | Parting | Win | Advice | Reflection
    | Acquaintance | Introduction | Group | Place | Event | Offer
)  # fmt: skip
Row = tuple[Any, ...]

DAYS = frozenset(("on", "by", "added", "met", "closed", "answered", "made", "done", "until", "confirmed", "judged"))
FLAGS = frozenset(("attempt", "strings", "discount"))
# Fields that are several: kept in tables of their own.
DETAILS = {"nick": "nicks", "email": "emails", "phone": "phones", "link": "links", "tag": "tags"}
SEVERAL: dict[type[Any], frozenset[str]] = {
    Person: frozenset(DETAILS.values()),
    Conversation: frozenset(("with_", "seen_by", "tags", "signals", "observed")),
    Promise: frozenset(("changes",)),
    Fit: frozenset(("marks",)),
    Introduction: frozenset(("steps",)),
    Group: frozenset(("members",)),
}


class Shape(NamedTuple):
    """How a kind of record lies in its table."""

    table: str
    type: type[Any]
    fields: tuple[str, ...]  # of one value each, in the order of the columns
    columns: str  # the same, quoted and joined, for a SELECT

    @property
    def insert(self) -> str:
        """The statement that writes one row."""
        return f"INSERT INTO {self.table} ({self.columns}) VALUES ({', '.join('?' * len(self.fields))})"


def _shape(table: str, kind: type[Any]) -> Shape:
    fields = tuple(field for field in kind._fields if field not in SEVERAL.get(kind, ()))
    return Shape(table, kind, fields, ", ".join(f'"{field.rstrip("_")}"' for field in fields))


# Parents before children, so that an import in this order never meets a missing reference.
SHAPES: dict[type[Any], Shape] = {
    kind: _shape(table, kind)
    for table, kind in (
        ("person", Person),
        ("conversation", Conversation),
        ("promise", Promise),
        ("entry", Entry),
        ("rating", Rating),
        ("fact", Fact),
        ("reminder", Reminder),
        ("snooze", Snooze),
        ("skip", Skip),
        ("away", Away),
        ("standing", Standing),
        ("fit", Fit),
        ("boundary", Boundary),
        ("expectation", Expectation),
        ("parting", Parting),
        ("win", Win),
        ("advice", Advice),
        ("reflection", Reflection),
        ("tie", Acquaintance),
        ("introduction", Introduction),
        ("grouping", Group),
        ("place", Place),
        ("event", Event),
        ("offer", Offer),
    )
}


def values(record: Record) -> Row:
    """The record's own row: ISO days, 0 and 1 for no and yes."""
    return tuple(_stored(getattr(record, field)) for field in SHAPES[type(record)].fields)


def _stored(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def children(record: Record) -> Iterator[tuple[str, Row]]:
    """The rows of a record in other tables: (statement, values)."""
    if isinstance(record, Person):
        for kind, field in DETAILS.items():
            for position, value in enumerate(getattr(record, field)):
                yield (
                    "INSERT INTO detail (person, kind, position, value) VALUES (?, ?, ?, ?)",
                    (*(record.id, kind, position, value),),
                )
    elif isinstance(record, Conversation):
        insert = 'INSERT INTO presence (person, "on", conversation, attempt, observer) VALUES (?, ?, ?, ?, ?)'
        on, attempt = record.on.isoformat(), int(record.attempt)
        for person in dict.fromkeys(record.with_):
            yield insert, (person, on, record.id, attempt, 0)
        for person in dict.fromkeys(record.seen_by):
            if person not in record.with_:
                yield insert, (person, on, record.id, attempt, 1)
        for tag in dict.fromkeys(record.tags):
            yield "INSERT INTO tag (conversation, tag) VALUES (?, ?)", (record.id, tag)
        for signal in dict.fromkeys(record.signals):
            yield "INSERT INTO signal (conversation, code, about) VALUES (?, ?, ?)", (record.id, *signal)
        for observed in dict.fromkeys(record.observed):
            yield "INSERT INTO observed (conversation, kind, text) VALUES (?, ?, ?)", (record.id, *observed)
    elif isinstance(record, Promise):
        for position, change in enumerate(record.changes):
            yield (
                'INSERT INTO promise_change (promise, position, "on", "by") VALUES (?, ?, ?, ?)',
                (*(record.id, position, change.on.isoformat(), change.by.isoformat()),),
            )
    elif isinstance(record, Fit):
        for mark in record.marks:
            yield "INSERT INTO fit_mark (fit, trait, rating) VALUES (?, ?, ?)", (record.id, *mark)
    elif isinstance(record, Introduction):
        for position, step in enumerate(record.steps):
            yield (
                'INSERT INTO introduction_step (introduction, position, "on", state, who, text)'
                " VALUES (?, ?, ?, ?, ?, ?)",
                (record.id, position, step.on.isoformat(), step.state, step.who, step.text),
            )
    elif isinstance(record, Group):
        for member in dict.fromkeys(record.members):
            yield "INSERT INTO member (grouping, person) VALUES (?, ?)", (record.id, member)


# What holds the children of each kind of record, for replacing them.
CHILD_TABLES: dict[type[Any], tuple[tuple[str, str], ...]] = {
    Person: (("detail", "person"),),
    Conversation: (
        ("presence", "conversation"),
        ("tag", "conversation"),
        ("signal", "conversation"),
        ("observed", "conversation"),
    ),
    Promise: (("promise_change", "promise"),),
    Fit: (("fit_mark", "fit"),),
    Introduction: (("introduction_step", "introduction"),),
    Group: (("member", "grouping"),),
}


def record(kind: type[Any], row: Sequence[Any], several: Mapping[str, Any] | None = None) -> Any:
    """The record of a row read with its shape's columns, completed with the fields that are several."""
    fields = SHAPES[kind].fields
    known = {
        field: maybe_day(value) if field in DAYS else bool(value) if field in FLAGS else value
        for field, value in zip(fields, row, strict=True)
    }
    return kind(**known, **(several or {}))


def day(text: str) -> date:
    """The day of a column; the tables take no text that is none, so one that is none was damaged."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise StoreError(
            f"The journal's file is damaged: {text!r} is no day.", "`netlog check` finds it; put a backup in its place."
        ) from error


def image(table: str, text: str) -> list[Any]:
    """A row as the change log keeps it, its columns in order."""
    import json  # noqa: PLC0415 - only what reads the change log needs it

    try:
        row = json.loads(text)
        if isinstance(row, list) and len(row) == len(LOGGED[table][1]):
            return row
    except (KeyError, TypeError, ValueError):
        pass
    raise StoreError(
        "The journal's file is damaged: its change log holds a row that is none.",
        "`netlog check` finds it; put a backup in its place.",
    )


def maybe_day(text: str | None) -> date | None:
    """The day of a column that may be empty."""
    return None if text is None else day(text)


def person_details(rows: Iterable[Row]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Per person, the nicks, e-mails … of rows (person, kind, value) in their order."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for person, kind, value in rows:
        mine = found.setdefault(person, {})
        field = DETAILS[kind]
        mine[field] = (*mine.get(field, ()), value)
    return found


def signals(rows: Iterable[Row]) -> tuple[Signal, ...]:
    """The signals of rows (code, about)."""
    return tuple(Signal(code, about) for code, about in rows)


def changes(rows: Iterable[Row]) -> tuple[Change, ...]:
    """The changes of date of rows (on, by)."""
    return tuple(Change(day(on), day(by)) for on, by in rows)


def observed(rows: Iterable[Row]) -> tuple[Observed, ...]:
    """What was noticed, of rows (kind, text)."""
    return tuple(Observed(kind, text) for kind, text in rows)


def marks(rows: Iterable[Row]) -> tuple[Mark, ...]:
    """The marks of rows (trait, rating), in the order in which traits are asked about."""
    known = dict(tuple(row) for row in rows)
    return tuple(Mark(trait, known[trait]) for trait in TRAITS if trait in known)


def steps(rows: Iterable[Row]) -> tuple[Step, ...]:
    """The steps of rows (on, state, who, text)."""
    return tuple(Step(day(on), state, who, text) for on, state, who, text in rows)


def members(rows: Iterable[Row]) -> tuple[str, ...]:
    """The people of rows (id)."""
    return tuple(id_ for (id_,) in rows)
