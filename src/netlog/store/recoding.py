"""The journal's file written anew under another key, or none, and put in the place of the old one."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from time import sleep

from netlog.errors import StoreError
from netlog.store import connection as opening
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

# Whoever waited for the old file wakes up to it. A rollback journal that another netlog then keeps
# for the new one, under the same name, would look to them like theirs, left by a crash. So nobody
# writes to the new file before they have tried, and were refused. SQLite sleeps for at most 0.1 s.
UNTIL_AWAKE = 0.25  # seconds
CARRIED = ("application_id", "user_version")  # what the export leaves behind


def recode(path: str, old: str, new: str) -> None:
    """Write the journal anew, from one key to another; empty is in the clear. No connection of ours may be open.

    From before the copy until the new file has the old one's name a write lock is held on the old
    one: nobody's write is acknowledged and then left behind. A kill leaves the old file or the new.
    SQLCipher reads plain files too and does all of it, since two SQLite libraries in one process
    would drop each other's locks.
    """
    path = os.path.realpath(path)  # of a link the file it leads to
    cipher = opening.cipher(path)
    before = opening.which(path)
    with closing(cipher.connect(path, old, opening.WAIT_SECONDS)) as guard:
        guard.execute("BEGIN IMMEDIATE")
        if opening.which(path) != before:
            raise StoreError(f"{path} has given way to another file meanwhile; nothing was changed.", "Say it again.")
        folder, name = os.path.split(path)
        part = os.path.join(folder, f".{name}.recoding.part")
        with suppress(FileNotFoundError):
            os.unlink(part)  # of a run that was killed: under the lock there is no other
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            with closing(cipher.connect(path, old, opening.WAIT_SECONDS)) as source:
                _write(source, part, new)
            _read_back(part, new)
            opening.sync(part)
            with closing(cipher.connect(part, new, opening.WAIT_SECONDS)) as successor:
                successor.execute("BEGIN IMMEDIATE")
                os.replace(part, path)
                opening.sync(folder)
                guard.execute("ROLLBACK")
                with suppress(KeyboardInterrupt):  # it is done
                    sleep(UNTIL_AWAKE)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(part)
            raise


def _write(source: sqlite3.Connection, part: str, key: str) -> None:
    """Everything of a journal, written into an empty file under a key, and compared row by row."""
    source.set_progress_handler(lambda: 0, opening.STEPS_BETWEEN_LOOKS)  # for Ctrl-C
    source.execute("ATTACH DATABASE ? AS part KEY ?", (part, key and opening.cipher(part).composed(key)))
    # It counts only when it is whole: it needs no journal of its own, and is synced once.
    source.execute("PRAGMA part.journal_mode = OFF")
    source.execute("PRAGMA part.synchronous = OFF")
    source.execute("SELECT sqlcipher_export('part')")
    for pragma in CARRIED:
        value = source.execute(f"PRAGMA main.{pragma}").fetchone()[0]
        source.execute(f"PRAGMA part.{pragma} = {value}")
    schema = "SELECT type, name, tbl_name, sql FROM {}.sqlite_master"
    same = _same(source, schema.format("main"), schema.format("part"))
    tables = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'"
    for (table,) in source.execute(tables).fetchall():
        same = same and _same(source, f'SELECT * FROM main."{table}"', f'SELECT * FROM part."{table}"')
    if not same:
        raise _failed()


def _same(source: sqlite3.Connection, one: str, other: str) -> bool:
    """Whether two queries give the same rows."""
    counts = source.execute(f"SELECT (SELECT count(*) FROM ({one})), (SELECT count(*) FROM ({other}))").fetchone()
    return counts[0] == counts[1] and source.execute(f"{one} EXCEPT {other} LIMIT 1").fetchone() is None


def _read_back(part: str, key: str) -> None:
    """Open a new file as any run would, and look at it as `netlog check` does."""
    from netlog.store import checks  # noqa: PLC0415 - it loads the models of the people

    with closing(opening.connect(part, key)) as connection:
        if any(found for found in checks.damages(connection)):
            raise _failed()


def _failed() -> StoreError:
    return StoreError(
        "The new file did not pass the check and was thrown away; the journal was left as it is.",
        "`netlog check` says whether the journal itself is damaged.",
    )
