"""An encrypted journal's connection: SQLCipher behind the face of the `sqlite3` module."""

from __future__ import annotations

import sqlite3
import unicodedata

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Pinned, so that a later SQLCipher with other defaults opens what this one wrote. Its log would put
# lines of its own beside netlog's sentence, and tells nothing that the error does not.
FORMAT = 4
QUIET = "PRAGMA cipher_log = off"


def _known(error: Exception) -> sqlite3.Error:
    """The same error as the `sqlite3` module would raise it, so that the store catches one kind."""
    known: sqlite3.Error = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)(*error.args)
    for name in ("sqlite_errorcode", "sqlite_errorname"):
        if hasattr(error, name):
            setattr(known, name, getattr(error, name))
    return known


def _told(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method whose errors are those of the `sqlite3` module."""

    def run(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except dbapi2.Error as error:
            raise _known(error) from None

    return run


class Cursor(dbapi2.Cursor):  # type: ignore[misc]
    """A cursor that fails as the `sqlite3` module's does."""

    execute = _told(dbapi2.Cursor.execute)
    executemany = _told(dbapi2.Cursor.executemany)
    executescript = _told(dbapi2.Cursor.executescript)
    fetchone = _told(dbapi2.Cursor.fetchone)
    fetchmany = _told(dbapi2.Cursor.fetchmany)
    fetchall = _told(dbapi2.Cursor.fetchall)
    __next__ = _told(dbapi2.Cursor.__next__)


class Connection(dbapi2.Connection):  # type: ignore[misc]
    """A connection that remembers its key, for others of the same run to the same file; no key: a plain file."""

    key = ""
    backup = _told(dbapi2.Connection.backup)

    def cursor(self) -> Cursor:
        """The library asks for one here at each `execute` too."""
        cursor: Cursor = super().cursor(Cursor)
        return cursor


def connect(path: str, key: str, wait: float, *, read_only: bool = False) -> Connection:
    """A connection to a file under a key; a DatabaseError, SQLITE_NOTADB, when the key does not fit.

    The key is derived anew each time, which takes a fifth of a second on purpose: so does each guess.
    """
    try:
        connection: Connection = dbapi2.connect(
            path, isolation_level=None, timeout=wait, factory=Connection, uri=read_only
        )
    except dbapi2.Error as error:
        raise _known(error) from None
    try:
        connection.execute(QUIET)
        connection.execute(f"PRAGMA cipher_default_compatibility = {FORMAT}")
        if key:
            connection.key = key
            literal = composed(key).replace("'", "''")
            connection.execute(f"PRAGMA key = '{literal}'")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def composed(key: str) -> str:
    """A key in the one form of its characters, so that it does not matter on which keyboard it was typed."""
    return unicodedata.normalize("NFC", key)
