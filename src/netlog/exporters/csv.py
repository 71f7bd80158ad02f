"""CSV, a row for each person, for spreadsheets; `netlog import` reads it back."""

from __future__ import annotations

import csv
from io import StringIO

from netlog.domain.fields import TOLD
from netlog.domain.journal import Person
from netlog.domain.people import in_initials
from netlog.domain.records import mapping
from netlog.exporters._inert import inert
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netlog.exporters import Stream

COLUMNS = ("id", *TOLD[Person])
BETWEEN = " ::: "  # of several values in one cell, as in the files of Google Contacts
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # which make a cell a formula to a spreadsheet, wide ones too
GUARD = "'"  # which makes it take the cell for text
TOLD_REDACTED = ("id", "added", "circle", "every", "met")


def write(stream: Stream, today: date, *, private: bool = False, redact: bool = False) -> Iterator[str]:
    """The names of the fields, then a row for each person, in the order of ids; UTF-8, CRLF, quoted as RFC 4180 says.

    A cell that begins with a sign of a formula has an apostrophe before it, a telephone number
    with + too: no file from elsewhere, opened in a spreadsheet, shall run there. Of a person
    nothing is private; `redact` leaves initials, circle and rhythm.
    """
    yield _line(COLUMNS)
    for person in stream(Person):
        told = mapping(person)
        if redact:
            told = {
                "name": in_initials(person.name),
                **{field: told[field] for field in TOLD_REDACTED if field in told},
            }
        yield _line([_cell(told.get(field)) for field in COLUMNS])


def _cell(value: object) -> str:
    text = inert(BETWEEN.join(value) if isinstance(value, list) else "" if value is None else str(value))
    return f"{GUARD}{text}" if text.lstrip(f"{GUARD} \t\n").startswith(SIGNS) else text


def _line(cells: tuple[str, ...] | list[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
