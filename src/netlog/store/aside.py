"""Records put aside until it is known what they mean: off memory, in a file that only this run can open."""

from __future__ import annotations

import pickle
import sqlite3
from contextlib import closing, contextmanager
from itertools import islice

from netlog.errors import StoreError
from netlog.store.reading import SOME, some
from netlog.store.rows import TABLES
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

    from netlog.domain.incoming import At

PORTION = 2000  # records taken up again at once
CACHE_KIB = 32_000  # what is more goes to the disk

# Nothing of it outlives the run, so that no write has to wait for the disk.
SETTINGS = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -{CACHE_KIB};
"""


@contextmanager
def aside() -> Iterator[Aside]:
    """A place for records while files are read and planned with."""
    try:
        with closing(Aside()) as place:
            yield place
    except sqlite3.OperationalError as error:  # those of the journal have become sentences already
        raise StoreError(
            f"What is read finds no room in the system's temporary folder ({error}).",
            "Make room there, or name another folder in TMPDIR.",
        ) from error


class Aside:
    """A database without a name: SQLite keeps it in memory while it is small, else in the temporary folder.

    There it is unlinked as soon as it is open, 0600, so that nobody else finds it and a kill leaves
    nothing behind.
    """

    def __init__(self) -> None:
        """Make it, with nothing in it."""
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.executescript(SETTINGS)
        self._counts: dict[str, int] = {}
        self._connection.execute("BEGIN")

    def put(self, at: At, record: Any, foreign: bool) -> tuple[At, Any] | None:
        """Put a record aside; the earlier one of its kind and id, if there is one, which stays."""
        kind = type(record).__name__
        if kind not in self._counts:
            self._connection.execute(
                f"CREATE TABLE {TABLES[kind]} (n INTEGER PRIMARY KEY, id TEXT UNIQUE, file, line, is_foreign, record)"
            )
            self._counts[kind] = 0
        row = (record.id, *at, foreign, pickle.dumps(record, pickle.HIGHEST_PROTOCOL))
        insert = f"INSERT OR IGNORE INTO {TABLES[kind]} (id, file, line, is_foreign, record) VALUES (?, ?, ?, ?, ?)"
        if self._connection.execute(insert, row).rowcount:
            self._counts[kind] += 1
            return None
        query = f"SELECT file, line, record FROM {TABLES[kind]} WHERE id = ?"
        file, line, earlier = self._connection.execute(query, (record.id,)).fetchone()
        return (file, line), pickle.loads(earlier)

    def each(self, kind: type[Any]) -> Iterator[tuple[At, Any, bool]]:
        """The records of a kind as they came: where, the record, whether another program told it."""
        if self.count(kind):
            query = f"SELECT file, line, record, is_foreign FROM {TABLES[kind.__name__]} ORDER BY n"
            with closing(self._connection.execute(query)) as cursor:
                while portion := list(islice(cursor, PORTION)):
                    for file, line, record, is_foreign in portion:
                        # Written by this run, and nobody else has the file.
                        yield (file, line), pickle.loads(record), bool(is_foreign)

    def count(self, kind: type[Any]) -> int:
        """How many of a kind wait."""
        return self._counts.get(kind.__name__, 0)

    def having(self, kind: type[Any], ids: Collection[str]) -> set[str]:
        """Those of some ids that wait."""
        if not self.count(kind):
            return set()
        query = f"SELECT id FROM {TABLES[kind.__name__]} WHERE id IN {SOME}"
        return {id_ for (id_,) in self._connection.execute(query, (some(ids),))}

    def close(self) -> None:
        """Let go of everything."""
        self._connection.close()
