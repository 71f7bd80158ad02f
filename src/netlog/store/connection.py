"""How the journal's file is opened, made, and refused."""

from __future__ import annotations

import os
import sqlite3
import stat

from netlog.errors import StoreError

APPLICATION_ID = 0x6E65746C  # "netl": tells a journal from every other SQLite file
VERSION = 2  # how many migrations this netlog knows
WAIT_SECONDS = 20.0  # for another netlog that is writing
STEPS_BETWEEN_LOOKS = 100_000  # of SQLite's machine, after which an interrupt is noticed

# DELETE with EXTRA: one file between commands, and the directory entry of the deleted rollback
# journal is synced too; with FULL an acknowledged write can be rolled back after a power cut.
# WAL is not used: copying only the main file then loses rows, and older SQLite has a bug that
# corrupts on reset. `recursive_triggers` so that a REPLACE is logged; `secure_delete` so that what
# was deleted is gone from the file; `temp_store` so that nothing private lands in a temporary file.
SETTINGS = """
PRAGMA foreign_keys = ON;
PRAGMA recursive_triggers = ON;
PRAGMA synchronous = EXTRA;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cell_size_check = ON;
PRAGMA mmap_size = 0;
"""


def connect(path: str) -> sqlite3.Connection:
    """A connection that commits only where it is told to.

    The absolute path keeps SQLite from reading `file:` and `:memory:` into a name.
    """
    connection = sqlite3.connect(os.path.abspath(path), isolation_level=None, timeout=WAIT_SECONDS)
    connection.executescript(SETTINGS)
    # Python runs its signal handlers inside this callback, so Ctrl-C ends one long statement too.
    connection.set_progress_handler(lambda: 0, STEPS_BETWEEN_LOOKS)
    return connection


def open_existing(path: str) -> sqlite3.Connection:
    """The journal at a path, brought up to date; refuses what is no journal and leaves it as it is."""
    _refuse_odd_files(path)
    try:
        connection = connect(path)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise told(error, path) from error
    if application != APPLICATION_ID:
        connection.close()
        raise StoreError(
            f"{path} is a database, but not a netlog journal.",
            "Name another file with --journal; this one was left as it is.",
        )
    if version > VERSION:
        connection.close()
        raise StoreError(
            f"{path} was written by a newer netlog (format {version}; this one knows {VERSION}).",
            "Upgrade netlog; the journal was left as it is.",
        )
    if version < 1:
        connection.close()
        raise StoreError(
            f"{path} is damaged: it says it is a journal, and has no tables of one.",
            "It was left as it is; put a backup in its place.",
        )
    if version < VERSION:
        _upgrade(connection, path)
    return connection


def _upgrade(connection: sqlite3.Connection, path: str) -> None:
    """Bring the file of an earlier netlog up to date, wholly or not at all; of several at once one does it."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        migrate(connection)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        connection.close()
        raise told(error, path) from error


def create(path: str) -> None:
    """An empty journal at a path: built whole beside it, then linked into place.

    Of several first runs at once one wins and the others find a finished file, never half of one.
    """
    folder = os.path.dirname(os.path.abspath(path))
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        part = f"{os.path.abspath(path)}.{os.getpid()}.part"
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"No journal can be made at {path}: {error.strerror}.", "Name another place with --journal PATH."
        ) from error
    try:
        connection = connect(part)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection)
        connection.close()
        _sync(part)
        try:
            os.link(part, path)
        except FileExistsError:
            return
        _sync(folder)
    except sqlite3.Error as error:
        raise told(error, path) from error
    except OSError as error:
        raise StoreError(
            f"No journal can be made at {path}: {error.strerror}.", "Name another place with --journal PATH."
        ) from error
    finally:
        os.unlink(part)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables of a file, a new one too, up to what this netlog knows."""
    import sqlite_utils  # noqa: PLC0415 - costs a dozen empty interpreters; only a new or an old file needs it

    from netlog.store.schema import migrations  # noqa: PLC0415 - the same

    migrations.apply(sqlite_utils.Database(connection))


def _refuse_odd_files(path: str) -> None:
    try:
        found = os.stat(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.", "Name another file with --journal.") from error
    if not stat.S_ISREG(found.st_mode):
        raise StoreError(f"{path} is not a file.", "Name the journal's file with --journal.")
    if found.st_nlink > 1 and not _being_made(path, found):
        # SQLite names its rollback journal after the name used: under two names it is not found after a crash.
        raise StoreError(f"{path} is one file under several names (hard links).", "Keep one name, or copy the file.")
    if found.st_size == 0:
        raise StoreError(
            f"{path} is empty: a journal never is, so something emptied it.",
            "Put a backup in its place, or move the empty file away to begin a new journal.",
        )


def _being_made(path: str, found: os.stat_result) -> bool:
    # Between `link` and `unlink` of a first run the file has two names for a moment.
    folder, name = os.path.split(os.path.abspath(path))
    return found.st_nlink == 2 and any(
        entry.startswith(f"{name}.") and entry.endswith(".part") for entry in os.listdir(folder)
    )


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def told(error: sqlite3.Error | UnicodeDecodeError, path: str) -> StoreError:
    """The sentence for what SQLite says, told apart by its error name.

    A message of SQLite's that quotes damaged text is not UTF-8 itself, and arrives as that.
    """
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError(
            f"{path} is in use: another netlog kept writing for {WAIT_SECONDS:.0f} seconds.", "Try again in a moment."
        )
    if name.startswith("SQLITE_READONLY"):
        return StoreError(
            f"{path} or its folder may not be written.", "Change its permissions, or name another file with --journal."
        )
    if name.startswith("SQLITE_FULL"):
        return StoreError(f"The disk that holds {path} is full; nothing was written.", "Make room and say it again.")
    if name.startswith("SQLITE_CANTOPEN"):
        return StoreError(f"{path} cannot be opened.", "Check the path and its permissions.")
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT")) or "UTF-8" in str(error).upper():
        return StoreError(
            f"{path} is damaged or no journal ({error}).", "It was left as it is; put a backup in its place."
        )
    if name.startswith("SQLITE_IOERR"):
        return StoreError(f"The disk refused to read or write {path} ({name}).", "Check the disk, then say it again.")
    return StoreError(f"{path}: {error}.", "Run `netlog check`.")
