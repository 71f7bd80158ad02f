"""The journal's file: read in slices, written in transactions, every change undoable."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from netlog.errors import NotFound, StoreError
from netlog.store import connection, writing
from netlog.store.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from netlog.domain.journal import Person
    from netlog.store.aside import Aside
    from netlog.store.checks import Finding
    from netlog.store.forget import Forgotten
    from netlog.store.rows import Row
    from netlog.store.steps import Step


class Store(Lines):
    """One journal's file, opened when first asked for something."""

    def __init__(self, path: str) -> None:
        """Name the file; nothing is opened or made yet."""
        self.path = path
        self._open: sqlite3.Connection | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a journal yet; a broken link counts, so that nothing is made in its place."""
        return os.path.lexists(self.path)

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = connection.open_existing(self.path)
        return self._open

    def rows(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        """All rows of a SELECT, from one snapshot a command; none when there is no journal yet."""
        if not self.exists:
            return []
        with self._told():
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN")
            return self._connection.execute(statement, values).fetchall()

    def release(self) -> None:
        """Let go of the snapshot, so that nobody waits for a prompt, an editor or a pager of ours."""
        if self._open is not None and self._open.in_transaction:
            self._open.execute("ROLLBACK")  # nothing was written in it, or half a step that must not stay

    @contextmanager
    def write(self, command: str, summary: str) -> Iterator[writing.Writer]:
        """A transaction for one command's changes, kept whole or not at all; makes the file if there is none."""
        if not self.exists:
            connection.create(self.path)
        self.release()
        with self._told(), writing.step(self._connection, command, summary):
            yield writing.Writer(self._connection)

    def steps(self, limit: int | None = None) -> list[Step]:
        """The latest steps first."""
        from netlog.store import steps  # noqa: PLC0415 - only `undo` and `redo` read the log

        if not self.exists:
            return []
        with self._told():
            return steps.steps(self._connection, limit)

    def undo(self, number: int | None = None) -> Step:
        """Take back a step, by default the latest that stands."""
        from netlog.store import steps  # noqa: PLC0415

        self._refuse_none("undo")
        self.release()
        with self._told():
            return steps.undo(self._connection, number)

    def redo(self) -> Step:
        """Do again what was undone last."""
        from netlog.store import steps  # noqa: PLC0415

        self._refuse_none("do again")
        self.release()
        with self._told():
            return steps.redo(self._connection)

    def forget(self, person: Person) -> Forgotten:
        """Take every trace of somebody out of the file, for good."""
        from netlog.store import forget  # noqa: PLC0415 - rarely done, and it compiles patterns

        others = [one for one in self.people() if one.id != person.id]
        self.release()
        with self._told():
            forgotten = forget.forget(self._connection, person, others)
        try:
            # What was deleted is zeroed already; building the file anew also drops copies that moved rows left behind.
            self._connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise StoreError(
                f"{person.name} is forgotten, but the file could not be built anew ({error}).",
                "Free parts of it may still hold traces: make room on the disk, then `sqlite3 FILE vacuum`.",
            ) from error
        return forgotten

    def check(self, today: date) -> Iterator[list[Finding]]:
        """What each check of the file finds, one check after the other; nothing is written."""
        from netlog.store import checks  # noqa: PLC0415 - read once a month

        if self.exists:
            self.release()
            with self._told():
                yield from checks.findings(self._connection, today)

    def _refuse_none(self, what: str) -> None:
        if not self.exists:
            raise NotFound(f"There is nothing to {what}: the journal is empty.", "Begin with: netlog add met @Ana Ruiz")

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._open is not None:
            self._open.close()  # which rolls back what is open
            self._open = None

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite says, as a sentence."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
                raise KeyboardInterrupt from error
            raise connection.told(error, self.path) from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError)):
                raise  # a bug of ours, to be seen
            raise connection.told(error, self.path) from error
