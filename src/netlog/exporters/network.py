"""JSON Lines of people and of who knows whom, without a word of what passed: for colleagues who compare paths."""

from __future__ import annotations

import json

from netlog.domain.dossier import Acquaintance
from netlog.domain.journal import Person
from netlog.domain.records import FORMAT, HEADER, mapping
from netlog.terminal import escaped
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netlog.exporters import Stream

TOLD = ("id", "name", "handle", "added", "org", "role")  # of a person


def write(stream: Stream, today: date) -> Iterator[str]:
    """A line for the format, then people with where they work, then ties without their source."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    yield encode({"kind": HEADER, "format": FORMAT}) + "\n"
    for person in stream(Person):
        bare = Person(**{field: getattr(person, field) for field in TOLD})
        yield escaped(encode(mapping(bare))) + "\n"
    for tie in stream(Acquaintance):
        yield escaped(encode(mapping(tie._replace(source=None)))) + "\n"
