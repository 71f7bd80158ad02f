"""A record and its rows, and back."""

from __future__ import annotations

from datetime import date

from netlog.domain.journal import Change, Conversation, Group, Observed, Person, Promise, Signal
from netlog.errors import StoreError
from netlog.store.tables import LOGGED
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from netlog.domain.dossier import Mark, Step

    Row = tuple[Any, ...]

DAYS = frozenset(("on", "by", "added", "met", "closed", "answered", "made", "done", "until", "confirmed", "judged"))
FLAGS = frozenset(("attempt", "strings", "discount"))
# Kinds are named, not imported: a morning that reads no more than the daily log does not load the rest.
TABLES = {
    "Person": "person",
    "Conversation": "conversation",
    "Promise": "promise",
    "Entry": "entry",
    "Rating": "rating",
    "Fact": "fact",
    "Reminder": "reminder",
    "Snooze": "snooze",
    "Skip": "skip",
    "Away": "away",
    "Standing": "standing",
    "Fit": "fit",
    "Boundary": "boundary",
    "Expectation": "expectation",
    "Parting": "parting",
    "Win": "win",
    "Advice": "advice",
    "Reflection": "reflection",
    "Acquaintance": "tie",
    "Namesakes": "namesakes",
    "Introduction": "introduction",
    "Group": "grouping",
    "Place": "place",
    "Event": "event",
    "Offer": "offer",
}
# Fields that are several: kept in tables of their own.
DETAILS = {"nick": "nicks", "email": "emails", "phone": "phones", "link": "links", "tag": "tags"}
SEVERAL: dict[str, frozenset[str]] = {
    "Person": frozenset(DETAILS.values()),
    "Conversation": frozenset(("with_", "seen_by", "tags", "signals", "observed")),
    "Promise": frozenset(("changes",)),
    "Fit": frozenset(("marks",)),
    "Introduction": frozenset(("steps",)),
    "Group": frozenset(("members",)),
}


class Shape(NamedTuple):
    """How a kind of record lies in its table."""

    table: str
    fields: tuple[str, ...]  # of one value each, in the order of the columns
    columns: str  # the same, quoted and joined, for a SELECT
    blank: tuple[Any, ...]  # a value for each field of the kind: nothing, or none of those that are several
    places: tuple[int, ...]  # at which of them each column belongs
    days: tuple[int, ...]  # which of them are days
    flags: tuple[int, ...]  # which of them are yes or no

    @property
    def insert(self) -> str:
        """The statement that writes one row."""
        return f"INSERT INTO {self.table} ({self.columns}) VALUES ({', '.join('?' * len(self.fields))})"


_SHAPES: dict[type[Any], Shape] = {}


def shape(kind: type[Any]) -> Shape:
    """How the records of a kind lie in their table."""
    known = _SHAPES.get(kind)
    if known is None:
        _SHAPES[kind] = known = _shape(kind)
    return known


def _shape(kind: type[Any]) -> Shape:
    several = SEVERAL.get(kind.__name__, ())
    places = tuple(at for at, field in enumerate(kind._fields) if field not in several)
    single = tuple(kind._fields[at] for at in places)
    return Shape(
        TABLES[kind.__name__],
        single,
        ", ".join(f'"{field.rstrip("_")}"' for field in single),
        tuple(() if field in several else None for field in kind._fields),
        places,
        tuple(at for at in places if kind._fields[at] in DAYS),
        tuple(at for at in places if kind._fields[at] in FLAGS),
    )


def values(record: Any) -> Row:
    """The record's own row: ISO days; SQLite keeps no and yes as 0 and 1."""
    own = [record[at] for at in shape(type(record)).places]
    return tuple([value.isoformat() if isinstance(value, date) else value for value in own])


def children(record: Any) -> Iterator[tuple[str, Row]]:
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
    elif type(record).__name__ == "Fit":
        for mark in record.marks:
            yield "INSERT INTO fit_mark (fit, trait, rating) VALUES (?, ?, ?)", (record.id, *mark)
    elif type(record).__name__ == "Introduction":
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
CHILD_TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "Person": (("detail", "person"),),
    "Conversation": (
        ("presence", "conversation"),
        ("tag", "conversation"),
        ("signal", "conversation"),
        ("observed", "conversation"),
    ),
    "Promise": (("promise_change", "promise"),),
    "Fit": (("fit_mark", "fit"),),
    "Introduction": (("introduction_step", "introduction"),),
    "Group": (("member", "grouping"),),
}


def record(kind: type[Any], row: Sequence[Any], several: Mapping[str, Any] | None = None) -> Any:
    """The record of a row read with its shape's columns, completed with the fields that are several."""
    its = shape(kind)
    # By position: a call with a dozen names costs four times as much.
    values = [*its.blank]
    for at, value in zip(its.places, row, strict=True):
        values[at] = value
    for at in its.days:
        if values[at] is not None:
            values[at] = day(values[at])
    for at in its.flags:
        values[at] = bool(values[at])
    return kind(*values)._replace(**several) if several else kind(*values)


def day(text: str) -> date:
    """The day of a column; the tables take no text that is none, so one that is none was damaged."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise _no_day(text) from error


def days(texts: str | None) -> tuple[date, ...]:
    """The days of a column that holds several, with commas between; none where it is empty."""
    try:
        return tuple(map(date.fromisoformat, texts.split(","))) if texts else ()
    except (TypeError, ValueError) as error:
        raise _no_day(texts) from error


def _no_day(text: Any) -> StoreError:
    return _damaged(f"{text!r} is no day")


def _damaged(what: str) -> StoreError:
    return StoreError(f"The journal's file is damaged: {what}.", "`netlog check` finds it; put a backup in its place.")


def image(table: str, text: str) -> list[Any]:
    """A row as the change log keeps it, its columns in order."""
    import json  # noqa: PLC0415 - only what reads the change log needs it

    try:
        row = json.loads(text)
        if isinstance(row, list) and len(row) == len(LOGGED[table][1]):
            return row
    except (KeyError, TypeError, ValueError):
        pass
    raise _damaged("its change log holds a row that is none")


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
    from netlog.domain.dossier import TRAITS, Mark  # noqa: PLC0415 - see TABLES

    known = dict(tuple(row) for row in rows)
    return tuple(Mark(trait, known[trait]) for trait in TRAITS if trait in known)


def steps(rows: Iterable[Row]) -> tuple[Step, ...]:
    """The steps of rows (on, state, who, text)."""
    from netlog.domain.dossier import Step  # noqa: PLC0415 - see TABLES

    return tuple(Step(day(on), state, who, text) for on, state, who, text in rows)


def members(rows: Iterable[Row]) -> tuple[str, ...]:
    """The people of rows (id)."""
    return tuple(id_ for (id_,) in rows)
