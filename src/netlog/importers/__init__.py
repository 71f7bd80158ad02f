"""One file, one foreign format in; a user finds it by its name or its content.

An importer has `knows(head)`, whether a file that begins so is in its format, and `read(file,
about)`, which yields each record as a mapping (domain/records.py says of what), a problem in its
place, or why something is left out on purpose. Its docstring says where a user gets such a file.

A foreign format knows nothing of our ids: it gives each record one made by `key` of the source's own
key, so that the same file twice adds nothing, and refers to people by those ids. Whether such a
person is in the journal already is decided later, by e-mail, telephone or profile.
"""

from __future__ import annotations

from datetime import date
from hashlib import blake2b

from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo
    from typing import Any


class About(NamedTuple):
    """What an importer may ask about the reader of a file."""

    zone: tzinfo  # of days that a moment falls on
    today: date = date.max  # what comes later has not happened
    own: frozenset[str] = frozenset()  # my own addresses and names, in lower case
    columns: Mapping[str, str] = {}  # of a CSV: our field, the file's column
    day_order: str = ""  # dmy or mdy, for days written as two numbers; empty: neither is known


class Found(NamedTuple):
    """What one line or card of a file tells, as a mapping with a `kind`."""

    line: int  # counted from 1
    told: dict[str, Any]
    garbled: bool = False  # some bytes were no UTF-8 and stand replaced


class Problem(NamedTuple):
    """Why a line was not taken."""

    line: int
    why: str


class Skipped(NamedTuple):
    """What is left out on purpose: counted by its reason, and no problem."""

    line: int
    why: str  # a few words, the same for all of its kind: no name, a mailing list, cancelled


def key(source: str, own: str) -> str:
    """The id of a record made of its source's name and the source's own key: the same whenever it comes."""
    return blake2b(f"{source}\n{own}".encode(), digest_size=16).hexdigest()
