"""JSON, the journal as one document: by kind the list of its records, each told as in JSON Lines."""

from __future__ import annotations

import json

from netlog.domain.dossier import Fit, Parting, Reflection
from netlog.domain.journal import Fact, Person, Rating, Standing
from netlog.domain.people import in_initials
from netlog.domain.records import FORMAT, HEADER, TYPES, mapping, name
from netlog.terminal import escaped
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Any

    from netlog.exporters import Stream

# What says neither who somebody is nor a word of what passed.
BARE = frozenset(
    (
        *("kind", "id", "added", "circle", "every", "met", "through", "with", "seen_by", "on", "until", "by", "who"),
        *("how", "talk", "for", "initiated", "attempt", "outcome", "energy", "people", "signals", "size", "changes"),
        *("closed", "conversation", "points", "strings", "discount", "answer", "answered", "C", "R", "I", "S"),
        *("topic", "made", "done", "state", "stage", "marks", "gut", "confirmed", "way", "value", "verdict", "judged"),
        *("reflection", "one", "other", "strength", "week", "weekday", "members", "prompt", "cost", "hours"),
    )
)


def write(stream: Stream, today: date, *, private: bool = False, redact: bool = False) -> Iterator[str]:
    """The document, a line for each record: people first, each kind by its ids, those without any as empty lists.

    Careful facts, reflections, why somebody rests or was parted from, and what I wrote to a rating or
    a fit stay out unless `private`.
    `redact` leaves initials, days, marks and numbers: no contact data, no name, no text.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    yield f'{{"{HEADER}":{FORMAT}'
    for kind in TYPES:
        yield f',\n"{name(kind)}":['
        between = "\n"
        for record in stream(kind):
            shown = record if private else _public(record)
            if shown is not None:
                told = mapping(shown)
                yield between + escaped(encode(_redacted(shown, told) if redact else told))
                between = ",\n"
        yield "]"
    yield "\n}\n"


def _public(record: Any) -> Any:
    """The record without its private words; None for one that is nothing else."""
    if isinstance(record, Reflection) or (isinstance(record, Fact) and record.topic == "careful"):
        return None
    if isinstance(record, Standing):
        return record._replace(reason=None)
    return record._replace(text=None) if isinstance(record, Parting | Rating | Fit) else record


def _redacted(record: Any, told: dict[str, Any]) -> dict[str, Any]:
    bare = {
        key: value for key, value in told.items() if key in BARE or (key == "source" and isinstance(record, Rating))
    }
    return bare | {"name": in_initials(record.name)} if isinstance(record, Person) else bare
