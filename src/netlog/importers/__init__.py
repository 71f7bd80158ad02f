"""One file, one foreign format in; a user finds it by its name or its content.

An importer has `knows(head)`, whether a file that begins so is in its format, and `read(file)`,
which yields each record as a mapping (domain/records.py says of what) or the problem in its place.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Found(NamedTuple):
    """What one line or card of a file tells, as a mapping with a `kind`."""

    line: int  # counted from 1
    told: dict[str, Any]
    garbled: bool = False  # some bytes were no UTF-8 and stand replaced


class Problem(NamedTuple):
    """Why a line was not taken."""

    line: int
    why: str
