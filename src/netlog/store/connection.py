"""How the journal's file is opened, made, and refused."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from contextlib import suppress

from netlog.errors import StoreError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    # The key to try next for a file, given how many did not fit; raises when there is none, or none left.
    Key = Callable[[str, int], str]

APPLICATION_ID = 0x6E65746C  # "netl": tells a journal from every other SQLite file
VERSION = 2  # how many migrations this netlog knows
WAIT_SECONDS = 20.0  # for another netlog that is writing
STEPS_BETWEEN_LOOKS = 100_000  # of SQLite's machine, after which an interrupt is noticed
NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)  # what a file system without hard links says
HEAD = b"SQLite format 3\0"  # of a file in the clear; an encrypted one begins with random bytes

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


class Damaged(StoreError):
    """The file is no whole journal, so that a backup may take its place."""


def connect(path: str, key: str = "") -> sqlite3.Connection:
    """A connection that commits only where it is told to; with a key, to an encrypted file.

    The absolute path keeps SQLite from reading `file:` and `:memory:` into a name.
    """
    if key:
        connection: sqlite3.Connection = cipher(path).connect(os.path.abspath(path), key, WAIT_SECONDS)
    else:
        connection = sqlite3.connect(os.path.abspath(path), isolation_level=None, timeout=WAIT_SECONDS)
    connection.executescript(SETTINGS)
    # Python runs its signal handlers inside this callback, so Ctrl-C ends one long statement too.
    connection.set_progress_handler(lambda: 0, STEPS_BETWEEN_LOOKS)
    return connection


def key_of(connection: sqlite3.Connection) -> str:
    """The key that a connection was opened with, for another one to the same file or a copy; empty in the clear."""
    return getattr(connection, "key", "")


def which(path: str) -> tuple[int, int] | None:
    """Which file has a name: the same as before, or another one in its place."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_plain(path: str) -> bool:
    """Whether a file begins as one in the clear does; also when it cannot be read, which SQLite then says itself.

    Only for a file that this process has no connection to: to close any handle of a file drops
    every lock that the process holds on it.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # nobody may ever write into a pipe
    except OSError:
        return True
    try:
        return os.read(handle, len(HEAD)) == HEAD
    except OSError:
        return True
    finally:
        os.close(handle)


def cipher(path: str) -> ModuleType:
    """What opens encrypted files; StoreError says how to get it where it is not installed."""
    try:
        from netlog.store import cipher  # noqa: PLC0415 - a second SQLite; a journal in the clear never loads it
    except ImportError as error:
        raise StoreError(
            f"{path} is no journal in the clear: it is encrypted, or damaged. What opens encrypted ones is missing.",
            "In netlog's folder: pip install '.[encrypted]'",
        ) from error
    return cipher


def opened(path: str, key: Key | None = None) -> sqlite3.Connection:
    """A connection to a file that is there, in the clear or encrypted; it may be no journal."""
    return connect(path) if is_plain(path) else _unlocked(path, key)


def _unlocked(path: str, key: Key | None) -> sqlite3.Connection:
    """A connection to a file that does not begin as a journal in the clear, under the first key that fits."""
    if key is None:
        return connect(path)  # nobody to ask: SQLite says what it makes of it
    cipher(path)  # nobody is asked for a key that nothing can use
    failed = 0
    while True:
        try:
            return connect(path, key(path, failed))
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
                raise
            failed += 1


def connect_in_memory(key: str = "") -> sqlite3.Connection:
    """A journal that is gone when it is closed, to begin with without tables; pages pass between equal keys alone."""
    name = ":memory:"
    connection = cipher(name).connect(name, key, 0.0) if key else sqlite3.connect(name, isolation_level=None)
    connection.executescript(SETTINGS)
    return connection


def open_existing(path: str, key: Key | None = None) -> sqlite3.Connection:
    """The journal at a path, brought up to date; refuses what is no journal and leaves it as it is."""
    _refuse_odd_files(path)
    try:
        connection = opened(path, key)
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
        raise Damaged(
            f"{path} is damaged: it says it is a journal, and has no tables of one.",
            "It was left as it is; put a backup in its place.",
        )
    if version < VERSION:
        _upgrade(connection, path)
    return connection


def _upgrade(connection: sqlite3.Connection, path: str) -> None:
    """Bring the file of an earlier netlog up to date, wholly or not at all; of several at once one does it."""
    from netlog.store.backup import safety_copy  # noqa: PLC0415 - a file is upgraded once in a long while

    try:
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            safety_copy(connection, path, "upgrade")
        migrate(connection)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        connection.close()
        raise told(error, path) from error
    except BaseException:
        connection.close()
        raise


def create(path: str) -> None:
    """An empty journal at a path: built whole beside it, then given its name.

    Of several first runs at once one wins and the others find a finished file, never half of one.
    """
    folder = os.path.dirname(os.path.abspath(path))
    try:
        from netlog import private  # noqa: PLC0415 - only a first run needs it

        private.make_folder(folder)
        # By chance, not by the process: in a container that is killed and begun again its number is the same.
        part = f"{os.path.abspath(path)}.{os.urandom(4).hex()}.part"
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise _not_made(path, error) from error
    try:
        connection = connect(part)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection)
        connection.close()
        sync(part)
        with suppress(FileExistsError):
            give_name(part, path)
            sync(folder)
    except sqlite3.Error as error:
        raise told(error, path) from error
    except OSError as error:
        raise _not_made(path, error) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)


def give_name(part: str, path: str) -> None:
    """Give a whole file its name, in place of nothing: FileExistsError when somebody has it. `part` may stay too."""
    try:
        os.link(part, path)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        # A stick of the FAT family knows no links: the name is taken empty, and then filled at one stroke.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        os.replace(part, path)


def _not_made(path: str, error: OSError) -> StoreError:
    return StoreError(f"No journal can be made at {path}: {error.strerror}.", "Name another place with --journal PATH.")


def migrate(connection: sqlite3.Connection, version: int = VERSION) -> None:
    """Bring the tables of a file, a new one too, up to what this netlog knows, or an earlier one knew."""
    import sqlite_utils  # noqa: PLC0415 - costs a dozen empty interpreters; only a new or an old file needs it

    from netlog.store.schema import migrations  # noqa: PLC0415 - the same

    database = sqlite_utils.Database(connection)
    later = [one.name for one in migrations.pending(database)][version:] if version < VERSION else []
    migrations.apply(database, stop_before=later[0] if later else None)


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
        raise Damaged(
            f"{path} is empty: a journal never is, so something emptied it.",
            "Put a backup in its place, or move the empty file away to begin a new journal.",
        )


def _being_made(path: str, found: os.stat_result) -> bool:
    # Between `link` and `unlink` of a first run the file has two names for a moment.
    folder, name = os.path.split(os.path.abspath(path))
    return found.st_nlink == 2 and any(
        entry.startswith(f"{name}.") and entry.endswith(".part") for entry in os.listdir(folder)
    )


def sync(path: str) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def in_use(path: str) -> StoreError:
    """What is said when another netlog did not let go of the file."""
    return StoreError(
        f"{path} is in use: another netlog kept writing for {WAIT_SECONDS:.0f} seconds.", "Try again in a moment."
    )


def _may_be_written(path: str) -> bool:
    # SQLCipher's binding says only READONLY when the file has been replaced.
    return os.access(path, os.W_OK) and os.access(os.path.dirname(os.path.abspath(path)), os.W_OK)


def told(error: sqlite3.Error | UnicodeDecodeError, path: str) -> StoreError:
    """The sentence for what SQLite says, told apart by its error name.

    A message of SQLite's that quotes damaged text is not UTF-8 itself, and arrives as that. Of an
    interrupt SQLite says that it was one; it goes on as Ctrl-C.
    """
    name = getattr(error, "sqlite_errorname", "") or ""
    if name == "SQLITE_INTERRUPT" or str(error) == "interrupted":
        raise KeyboardInterrupt from error
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return in_use(path)
    if name == "SQLITE_READONLY_DBMOVED" or (name == "SQLITE_READONLY" and _may_be_written(path)):
        return StoreError(
            f"{path} has given way to another file meanwhile (was it encrypted?); nothing was written.",
            "Say it again.",
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
        return Damaged(
            f"{path} is damaged or no journal ({error}).", "It was left as it is; put a backup in its place."
        )
    if name.startswith("SQLITE_IOERR"):
        return StoreError(f"The disk refused to read or write {path} ({name}).", "Check the disk, then say it again.")
    return StoreError(f"{path}: {error}.", "Run `netlog check`.")
