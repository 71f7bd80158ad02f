"""A journal's whole content as a value, to compare what stands now with what stood before."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from netlog.store import connection
from netlog.store.tables import FULL_TEXT, LOGGED

Dump = dict[str, list[Any]]


@cache
def empty() -> bytes:
    """The file of an empty journal; making the tables anew for every example would take most of a test's time."""
    with TemporaryDirectory() as folder:
        connection.create(f"{folder}/journal.db")
        return Path(folder, "journal.db").read_bytes()


def dump(db: sqlite3.Connection) -> Dump:
    """Every row of every table of the journal, sorted; `n` only ties a row to its full text and is left out."""
    found = {}
    for table, (_, columns) in LOGGED.items():
        quoted = ", ".join(f'"{column}"' for column in columns)
        found[table] = sorted(db.execute(f"SELECT {quoted} FROM {table}").fetchall(), key=repr)
    return found


def dump_of(path: Path) -> Dump:
    """The content of a journal file; empty tables when there is no file."""
    if not path.exists():
        return {table: [] for table in LOGGED}
    with closing(sqlite3.connect(path)) as db:
        return dump(db)


def assert_sound(db: sqlite3.Connection) -> None:
    """The file is whole: pages, references, full text, no step left open, and the log gives the tables."""
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in FULL_TEXT:
        # With rank 1 the index is compared with the texts it was made of, not only with itself.
        db.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
    assert db.execute("SELECT * FROM writing").fetchall() == []
    assert replayed(db) == dump(db)


def assert_whole(path: Path) -> None:
    """The journal's file is sound as it lies there."""
    with closing(sqlite3.connect(path)) as db:
        assert_sound(db)


def replayed(db: sqlite3.Connection) -> Dump:
    """The content that the change log alone tells."""
    rows: dict[str, dict[tuple[Any, ...], tuple[Any, ...]]] = {table: {} for table in LOGGED}
    for table, *images in db.execute("SELECT tbl, before, after FROM change ORDER BY n"):
        keys, columns = LOGGED[table]
        before, after = (None if image is None else tuple(json.loads(image)) for image in images)
        if before is not None:
            assert rows[table].pop(tuple(before[columns.index(key)] for key in keys)) == before
        if after is not None:
            rows[table][tuple(after[columns.index(key)] for key in keys)] = after
    return {table: sorted(found.values(), key=repr) for table, found in rows.items()}


def without(now: Dump, before: Dump, after: Dump) -> Dump:
    """What stands now, less what one step had changed: the rows it brought are gone, those it took are there."""
    found = {}
    for table, rows in now.items():
        brought, took = set(after[table]) - set(before[table]), set(before[table]) - set(after[table])
        found[table] = sorted(set(rows) - brought | took, key=repr)
    return found
