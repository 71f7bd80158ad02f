"""How the tables, triggers and indexes of a file were made, so that nothing acts in it that is not netlog's."""

from __future__ import annotations

from zlib import crc32

from netlog.errors import StoreError
from netlog.store.tables import FULL_TEXT
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

FINGERPRINT = 0x7F003E94  # of the newest version; a migration changes it


def made(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """How each table, trigger and index was made, by kind and name; of those a library makes, only that it was."""
    found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^'")
    by_library = (*(f"{table}_{part}" for table in FULL_TEXT for part in ("fts", "ai", "ad", "au")), "_")
    return {(kind, name): "" if name.startswith(by_library) else statement for kind, name, statement in found}


def fingerprint(connection: sqlite3.Connection) -> int:
    """A number that changes with every table, trigger and index."""
    return crc32(repr(sorted(made(connection).items())).encode())


def refuse_others(connection: sqlite3.Connection) -> None:
    """Refuse to write where something else made a table or a trigger: it would act on what is written."""
    if fingerprint(connection) != FINGERPRINT:
        raise StoreError(
            "The journal holds a table or a trigger that netlog did not make, or lacks one; nothing was written.",
            "`netlog check` names it; `netlog restore FILE` puts a backup in its place.",
        )
