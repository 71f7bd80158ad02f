"""What a TAB may complete from the journal: read in a moment, by a connection that cannot write."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

from netlog.store.connection import is_plain
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

WAIT_SECONDS = 0.2  # for another netlog that is writing; nobody waits longer for a TAB
LITERAL = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")

# The index has the tags in order, so each step goes to the next one, however many conversations bear it.
USED_TAGS = """
WITH RECURSIVE known (tag) AS (
  SELECT min(tag) FROM tag UNION ALL
  SELECT (SELECT min(tag) FROM tag WHERE tag > known.tag) FROM known WHERE known.tag IS NOT NULL
)
SELECT tag FROM known WHERE tag IS NOT NULL
"""
TAGS = f"{USED_TAGS} UNION SELECT value FROM detail WHERE kind = 'tag'"


class Journal(NamedTuple):
    """A journal's file, and where the key of an encrypted one comes from; empty: nothing is completed."""

    path: str
    key: Callable[[], str]


def handles(journal: Journal, typed: str) -> list[str]:
    """The handles of those whose handle, nick, or a part of whose name begins with what was typed, in order.

    Case and accents do not matter. A handle is ASCII and safe in every shell; a name is not.
    """
    if not typed:
        return _safe(_column(journal, "SELECT handle FROM person"), "-")
    start = typed.lower()
    ways = ["SELECT handle FROM person WHERE handle >= ? AND handle < ?"]
    values: list[Any] = [start, f"{start}{{"]  # the brace is the first sign after z
    ways.append(
        "SELECT handle FROM person JOIN detail ON person = id WHERE detail.kind = 'nick' AND value LIKE ? ESCAPE '!'"
    )
    values.append("".join(f"!{one}" if one in "!%_" else one for one in typed) + "%")
    if parts := "".join(one if one.isalnum() else " " for one in typed).split():
        ways.append("SELECT handle FROM person WHERE n IN (SELECT rowid FROM person_fts WHERE person_fts MATCH ?)")
        values.append("{name handle} : " + " ".join(f'"{part}"' for part in parts) + "*")
    return _safe(_column(journal, " UNION ".join(ways), values), "-")


def tags(journal: Journal, typed: str) -> list[str]:
    """The tags in use that begin with what was typed, in order."""
    return [tag for tag in _safe(_column(journal, TAGS), "-_/") if tag.lower().startswith(typed.lower())]


def kinds(journal: Journal, typed: str) -> list[str]:
    """The kinds of people in use that begin with what was typed, in order."""
    found = _safe(_column(journal, "SELECT DISTINCT kind FROM person WHERE kind IS NOT NULL"), "-")
    return [kind for kind in found if kind.startswith(typed.lower())]


def _safe(words: list[str], signs: str) -> list[str]:
    """Those that no shell reads anything into: letters, digits and a few signs."""
    return sorted(word for word in words if word and all(one.isalnum() or one in signs for one in word))


def _opened(journal: Journal, address: str) -> sqlite3.Connection:
    if is_plain(journal.path):
        return sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)
    from netlog.store import cipher  # noqa: PLC0415 - a second SQLite

    return cipher.connect(address, journal.key(), WAIT_SECONDS, read_only=True)


def _column(journal: Journal, statement: str, values: Sequence[Any] = ()) -> list[str]:
    whole = os.fsencode(os.path.abspath(journal.path))
    path = "".join(chr(byte) if byte in LITERAL else f"%{byte:02X}" for byte in whole)
    try:
        with closing(_opened(journal, f"file:{path}?mode=ro")) as connection:
            return [value for (value,) in connection.execute(statement, values)]
    except sqlite3.Error:
        return []  # no journal, or one that is written just now
