"""A backup read back: looked through in memory, compared with the journal, brought into its file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from functools import partial
from itertools import chain

from netlog import private
from netlog.errors import NotFound, StoreError, UsageError
from netlog.store import backup, checks, safety
from netlog.store import connection as opening
from netlog.store.backup import SEALED, Content, content, pour
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from netlog.store.checks import Finding
    from netlog.store.connection import Key

    Unseal = Callable[[bytes], bytes]

TRIES = 5  # at a moment when nobody writes between the safety copy and what follows it


class Restored(NamedTuple):
    """What a journal held, and holds now."""

    before: Content | None  # none where there was no journal, or none that could be read
    after: Content
    copy: str | None  # of the journal as it was before
    is_whole: bool  # whether that copy passed the check


class Compared(NamedTuple):
    """How a backup stands to the journal."""

    behind: int | None  # steps that the journal has done since; none where neither leads to the other
    ahead: int | None  # steps that only the backup has: the journal is the older of the two


class _Changed(Exception):
    """Somebody wrote between the safety copy and the moment when all others were kept out."""


class Staged(NamedTuple):
    """A backup that was read, in memory as it was written."""

    file: str
    findings: list[Finding]  # what is wrong with it
    content: Content | None  # none where too much is wrong
    memory: sqlite3.Connection


def staged(file: str, journal: str, unseal: Unseal, key: Key | None) -> Staged:
    """What a backup holds and what is wrong with it; raises for what is no backup. The file is only read."""
    found = _file(file)
    if os.path.exists(journal) and os.path.samestat(found, os.stat(journal)):
        raise UsageError(f"{file} is the journal itself.", "Name a backup of it.")
    try:
        memory = _memory(file, unseal, key)
        application = memory.execute("PRAGMA application_id").fetchone()[0]
        version = memory.execute("PRAGMA user_version").fetchone()[0]
        if application != opening.APPLICATION_ID:
            raise StoreError(f"{file} is a database, but not of netlog.", "Name a backup of a journal.")
        if version > opening.VERSION:
            raise StoreError(
                f"{file} was written by a newer netlog (format {version}; this one knows {opening.VERSION}).",
                "Upgrade netlog, then say it again.",
            )
        findings = [finding for findings in checks.damages(memory) for finding in findings]
        if memory.in_transaction:
            memory.execute("ROLLBACK")
        return Staged(file, findings, _content_or_none(memory), memory)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        said = opening.told(error, file)
        hint = "Name another backup; nothing was changed." if isinstance(said, opening.Damaged) else said.hint
        raise StoreError(said.sentence, hint) from error


def _memory(file: str, unseal: Unseal, key: Key | None) -> sqlite3.Connection:
    if file.endswith(SEALED):
        memory = opening.connect_in_memory()
        with open(file, "rb") as sealed:
            memory.deserialize(unseal(sealed.read()))
        return memory
    with closing(opening.opened(file, key)) as source:
        source.execute("PRAGMA query_only = ON")
        return backup.in_memory(source, file)


def _upgrade(found: Staged) -> None:
    """Bring what an earlier netlog wrote up to date, before it takes the place of anything."""
    memory = found.memory
    if memory.execute("PRAGMA user_version").fetchone()[0] == opening.VERSION:
        return
    memory.execute("BEGIN IMMEDIATE")
    opening.migrate(memory)
    memory.execute("COMMIT")
    if wrong := backup.unsound(memory):
        raise StoreError(f"{found.file} cannot be brought up to date: {wrong}.", "Nothing was changed.")


def compared(memory: sqlite3.Connection, journal: sqlite3.Connection) -> Compared:
    """How a backup stands to the journal: which of the two holds the other's last step, by number and moment."""
    return Compared(_since(journal, _last_step(memory)), _since(memory, _last_step(journal)))


def _last_step(connection: sqlite3.Connection) -> tuple[int, str] | None:
    found: tuple[int, str] | None = connection.execute("SELECT n, at FROM step ORDER BY n DESC LIMIT 1").fetchone()
    return found


def _since(connection: sqlite3.Connection, step: tuple[int, str] | None) -> int | None:
    """How many steps came after one; none where it never was. Everything came after nothing."""
    if step is None:
        return content(connection).steps
    if connection.execute("SELECT 1 FROM step WHERE n = ? AND at = ?", step).fetchone() is None:
        return None
    count: int = connection.execute("SELECT count(*) FROM step WHERE n > ?", step[:1]).fetchone()[0]
    return count


def restored(found: Staged, journal: str, key: Key | None) -> Restored:
    """The journal with a backup's content in place of its own, which is kept as a copy."""
    _upgrade(found)
    if not os.path.lexists(journal):
        return _put_in_place(found.memory, journal)
    try:
        with closing(opening.open_existing(journal, key)) as live:
            return _poured(found.memory, journal, live)
    except opening.Damaged:
        return _put_in_place(found.memory, journal)


def _poured(memory: sqlite3.Connection, journal: str, live: sqlite3.Connection) -> Restored:
    """The content of one in place of the other's.

    The file stays the one that it was and only its pages change, in one transaction of SQLite's: other
    netlogs that run see the new content as they see any change, and one that waits to write goes on.
    """
    if opening.key_of(memory) != opening.key_of(live):
        raise UsageError(
            "The backup and the journal are not encrypted with one key.",
            "Move the journal away, then say it again: the backup comes in under its own key.",
        )
    for _ in range(TRIES):
        try:
            # Who wants to write waits from before the copy is made. The backup takes a lock of its own, so
            # this one is let go a moment before; whether somebody came in between is looked at.
            live.execute("BEGIN IMMEDIATE")
            before, moment = _content_or_none(live), _moment(journal)
            copy = backup.safety_copy(live, journal, "restore")
            live.execute("ROLLBACK")
            pour(memory, live, journal, partial(_refuse_later, journal, moment))
            os.chmod(journal, 0o600)
            return Restored(before, content(live), copy.file, copy.content is not None)
        except _Changed:
            continue  # what was written meanwhile is not in the copy
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise opening.told(error, journal) from error
    raise opening.in_use(journal)


def _refuse_later(journal: str, moment: tuple[int, int]) -> None:
    if _moment(journal) != moment:
        raise _Changed


def _moment(journal: str) -> tuple[int, int]:
    """When the file was written last. It is not opened: to close it would drop SQLite's locks on it."""
    found = os.stat(journal)
    return found.st_mtime_ns, found.st_size


def _content_or_none(connection: sqlite3.Connection) -> Content | None:
    try:
        return content(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return None


def _put_in_place(memory: sqlite3.Connection, journal: str) -> Restored:
    """A journal with a backup's content where there is none, or one so damaged that it cannot be opened.

    Nothing can be poured into such a file, so a whole one is made beside it and takes its name at one
    stroke. A netlog that has the damaged one open keeps that, and is told by SQLite that it was moved.
    """
    path = os.path.realpath(journal)
    private.make_folder(os.path.dirname(path))
    copy = _moved_aside(memory, path) if os.path.lexists(path) else None
    with backup.part_of(path) as part:
        with closing(opening.connect(part, opening.key_of(memory))) as file:
            pour(memory, file, path)
        opening.sync(part)
        if copy is None:
            try:
                opening.give_name(part, path)
            except FileExistsError:
                raise opening.in_use(path) from None
        else:
            os.replace(part, path)
        opening.sync(os.path.dirname(path))
    return Restored(None, content(memory), copy, False)


def _moved_aside(memory: sqlite3.Connection, path: str) -> str:
    """A copy of a file that cannot be opened, byte for byte; what SQLite kept beside it goes along.

    A rollback journal that stayed would be played back into the new file.
    """
    names = safety.names(safety.own_folder(path), memory, path, "-before-restore.db")
    first = next(names)
    with backup.part_of(first) as part:
        shutil.copyfile(path, part)
        copy = backup.finished(part, chain((first,), names), None).file
    if os.path.lexists(f"{path}-journal"):
        os.replace(f"{path}-journal", f"{copy}-journal")
    return copy


def _file(file: str) -> os.stat_result:
    try:
        found = os.stat(file)
    except FileNotFoundError:
        raise NotFound(
            f"There is no file {file}.", f"Backups are in the folder {safety.FOLDER} beside the journal."
        ) from None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", "Name a backup.") from error
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"{file} is no file.", "Name a backup.")
    if found.st_size == 0:
        raise StoreError(f"{file} is empty: a backup never is.", "Name another backup; nothing was changed.")
    return found
