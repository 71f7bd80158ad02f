"""Outlook as CSV: outlook.live.com, People, Manage, Export; the desktop's Export to a file; Google's Outlook CSV."""

from __future__ import annotations

from io import BytesIO

from netlog.importers import Problem
from netlog.importers._cells import BETWEEN, card, columns_of
from netlog.importers._sheet import opened
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from netlog.importers import About, Found, Skipped

COLUMNS = {
    "first": ("first name",),
    "middle": ("middle name",),
    "last": ("last name",),
    "nick": ("nickname",),
    "email": ("email address", "email 2 address", "email 3 address"),
    # Not the company's number nor an assistant's: several people share those.
    "phone": (
        *("mobile phone", "mobile phone 2", "primary phone", "business phone", "business phone 2"),
        *("home phone", "home phone 2", "car phone", "other phone", "radio phone"),
    ),
    "org": ("company",),
    "role": ("job title",),
    "link": ("web page", "personal web page"),
    "birthday": ("birthday",),
    "note": ("notes",),
    "tag": ("categories",),
}
# That nobody else has beside an e-mail address, which all have.
SIGNS = frozenset(
    ("email 2 address", "email display name", "email type", "business phone", "business street", "given yomi")
)
OF_THE_WEB = "given yomi"  # the web always writes days as the United States do


def knows(head: bytes) -> bool:
    """Whether a file that begins so has Outlook's columns, in whatever order."""
    return opened(BytesIO(head), _known) is not None


def read(file: BinaryIO, about: About) -> Iterator[Found | Problem | Skipped]:
    """The people of a file, their categories as tags."""
    sheet = opened(file, _known)
    if sheet is None:
        yield Problem(1, "no line at the beginning is a header of Outlook")
        return
    columns = columns_of(sheet.columns, COLUMNS)
    if OF_THE_WEB in sheet.columns:
        about = about._replace(day_order="mdy")
    for row in sheet.rows:
        if isinstance(row, Problem):
            yield row
            continue
        if "categories" in row.cells:
            row = row._replace(cells={**row.cells, "categories": row.cells["categories"].replace(";", BETWEEN)})
        yield from card("outlook", row, columns, about)


def _known(columns: Sequence[str]) -> int:
    has = set(columns)
    return len(columns) if "email address" in has and has & SIGNS else 0
