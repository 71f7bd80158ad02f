"""JSON Lines, one record a line: the whole journal, private facts too; `netlog import` reads it back."""

from __future__ import annotations

import json

from netlog.domain.records import FORMAT, HEADER, TYPES, mapping
from netlog.terminal import escaped
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netlog.exporters import Stream


def write(stream: Stream, today: date) -> Iterator[str]:
    """A line for the format, then one for each record: people first, each kind by its ids."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    yield encode({"kind": HEADER, "format": FORMAT}) + "\n"
    for kind in TYPES:
        for record in stream(kind):
            line = encode(mapping(record))
            yield (line if line.isprintable() else escaped(line)) + "\n"
