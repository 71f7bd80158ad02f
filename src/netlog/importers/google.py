"""Google Contacts as CSV: contacts.google.com, Export, Google CSV; the header of before 2024 and the one since."""

from __future__ import annotations

from io import BytesIO

from netlog.importers import Problem
from netlog.importers._cells import BETWEEN, Columns, card, columns_of
from netlog.importers._sheet import Row, opened
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from netlog.importers import About, Found, Skipped

SINGLE = {
    "name": ("name", "file as"),
    "first": ("first name", "given name"),
    "middle": ("middle name", "additional name"),
    "last": ("last name", "family name"),
    "nick": ("nickname",),
    "birthday": ("birthday",),
    "org": ("organization name", "organization 1 name"),
    "role": ("organization title", "organization 1 title"),
    "note": ("notes",),
    "tag": ("labels", "group membership"),
}
NUMBERED = {"email": "email", "phone": "phone", "link": "website"}
SYSTEM = "*"  # with which Google's own groups begin
NO_VOICE = ("fax", "pager")  # numbers where nobody answers


def knows(head: bytes) -> bool:
    """Whether a file that begins so has Google's numbered columns below Google's names of a person."""
    return opened(BytesIO(head), _known) is not None


def read(file: BinaryIO, about: About) -> Iterator[Found | Problem | Skipped]:
    """The people of a file, their own labels as tags; Google's groups, fax numbers and codes are left out."""
    sheet = opened(file, _known)
    if sheet is None:
        yield Problem(1, "no line at the beginning is a header of Google Contacts")
        return
    columns = columns_of(sheet.columns, SINGLE)
    for field, word in NUMBERED.items():
        columns[field] = [name for name in sheet.columns if name.startswith(f"{word} ") and name.endswith(" value")]
    for row in sheet.rows:
        if isinstance(row, Problem):
            yield row
        else:
            yield from card("google", _own(row, columns), columns, about)


def _own(row: Row, columns: Columns) -> Row:
    """The row with tags in place of groups, and without the numbers where nobody answers."""
    cells = dict(row.cells)
    for name in columns["phone"]:
        number = name.removesuffix("value")
        label = cells.get(f"{number}label") or cells.get(f"{number}type") or ""
        if any(word in label.lower() for word in NO_VOICE):
            cells.pop(name, None)
    for name in columns.get("tag", ()):
        groups = cells.pop(name, "").split(BETWEEN)
        cells[name] = BETWEEN.join(one for one in groups if not one.strip().startswith(SYSTEM))
    return row._replace(cells=cells)


def _known(columns: Sequence[str]) -> int:
    has = set(columns)
    numbered = {"email 1 value", "phone 1 value", "organization 1 name"} & has
    new = {"organization name", "organization title", "file as", "labels"} & has
    is_named = "given name" in has or "first name" in has
    return len(columns) if is_named and numbered and ("given name" in has or new) else 0
