"""The journal's file: read in slices, written in transactions, every change undoable."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager

from netlog.errors import NotFound, StoreError
from netlog.store import connection
from netlog.store.lines import Lines
from netlog.store.tables import LOGGED
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from typing import Any

    from netlog.domain.journal import Person
    from netlog.store.aside import Aside
    from netlog.store.backup import Copy, Seal
    from netlog.store.checks import Finding
    from netlog.store.elsewhere import Elsewhere
    from netlog.store.forget import Forgotten
    from netlog.store.restore import Compared, Restored, Staged, Unseal
    from netlog.store.rows import Row
    from netlog.store.steps import Step
    from netlog.store.writing import Writer


class Store(Lines):
    """One journal's file, opened when first asked for something."""

    def __init__(self, path: str, key: connection.Key | None = None) -> None:
        """Name the file, and who knows the key of an encrypted one; nothing is opened or made yet."""
        self.path = path
        self._key = key
        self._open: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None  # which file that is
        self._let_go = False  # others may have put another file in its place since
        self._was_there = False  # when it was let go of, or opened

    @property
    def exists(self) -> bool:
        """Whether there is a journal yet; a broken link counts, so that nothing is made in its place.

        A place that cannot be looked into is refused: a journal may be there.
        """
        try:
            os.lstat(self.path)
        except FileNotFoundError:
            return False
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise StoreError(
                f"No journal can be made at {self.path}, nor is one read there: {why}.",
                "Name another place with --journal PATH.",
            ) from error
        return True

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._let_go and self._opened not in (None, connection.which(self.path)):
            self.close()
        self._let_go = False
        if self._open is None:
            self._opened = connection.which(self.path)
            self._open = connection.open_existing(self.path, self._key)
        return self._open

    def rows(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        """All rows of a SELECT, from one snapshot a command; none when there is no journal yet."""
        if self._open is None and not self.exists:
            return []
        with self._told():
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN")
            return self._connection.execute(statement, values).fetchall()

    def release(self) -> None:
        """Let go of the snapshot, so that nobody waits for a prompt, an editor or a pager of ours."""
        self._let_go = True
        self._was_there = self._was_there or os.path.lexists(self.path)
        if self._open is not None and self._open.in_transaction:
            self._open.execute("ROLLBACK")  # nothing was written in it, or half a step that must not stay

    @contextmanager
    def write(self, command: str, summary: str) -> Iterator[Writer]:
        """A transaction for one command's changes, kept whole or not at all; makes the file if there is none."""
        from netlog.store import writing  # noqa: PLC0415 - a question never loads it

        if not self.exists:
            if self._was_there or self._opened:
                raise StoreError(
                    f"{self.path} was taken away meanwhile; nothing was written.",
                    "See where the file went; then say it again.",
                )
            connection.create(self.path)
        self.release()
        with self._written(), writing.step(self._connection, command, summary):
            yield writing.Writer(self._connection)

    def aside(self) -> AbstractContextManager[Aside]:
        """A place off memory for records that are not of the journal yet."""
        from netlog.store import aside  # noqa: PLC0415 - only an import needs it

        return aside.aside()

    def steps(self, limit: int | None = None) -> list[Step]:
        """The latest steps first."""
        from netlog.store import steps  # noqa: PLC0415 - only `undo` and `redo` read the log

        if not self.exists:
            return []
        with self._told():
            return steps.steps(self._connection, limit)

    def merged(self) -> dict[str, str]:
        """Of everybody who was made one with another, the other's id by theirs."""
        from netlog.store import steps  # noqa: PLC0415

        if not self.exists:
            return {}
        with self._told():
            return steps.merged(self._connection)

    def undo(self, number: int | None = None) -> Step:
        """Take back a step, by default the latest that stands."""
        from netlog.store import steps  # noqa: PLC0415

        self._refuse_none("undo")
        self.release()
        with self._written():
            return steps.undo(self._connection, number)

    def redo(self) -> Step:
        """Do again what was undone last."""
        from netlog.store import steps  # noqa: PLC0415

        self._refuse_none("do again")
        self.release()
        with self._written():
            return steps.redo(self._connection)

    def forget(self, person: Person) -> Forgotten:
        """Take every trace of somebody out of the file, for good."""
        from netlog.store import forget  # noqa: PLC0415 - rarely done, and it compiles patterns

        others = [one for one in self.people() if one.id != person.id]
        self.release()
        with self._written():
            forgotten = forget.forget(self._connection, person, others)
        try:
            # What was deleted is zeroed already; building the file anew also drops copies that moved rows left behind.
            self._connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise StoreError(
                f"{person.name} is forgotten, but the file could not be built anew ({error}).",
                "Free parts of it may hold traces: make room on the disk; the next `netlog forget` builds it anew.",
            ) from error
        return forgotten

    def check(self, today: date) -> Iterator[list[Finding]]:
        """What each check of the file finds, one check after the other; nothing is written."""
        from netlog.store import checks  # noqa: PLC0415 - read once a month

        if self.exists:
            self.release()
            with self._told():
                yield from checks.findings(self._connection, today)

    @property
    def is_encrypted(self) -> bool:
        """Whether the journal does not begin as one in the clear does."""
        if self._open is not None:
            return bool(connection.key_of(self._open))
        return self.exists and not connection.is_plain(self.path)

    def encrypt(self, key: str) -> None:
        """Write the journal anew, encrypted under a key; one that is not there yet begins so."""
        if not self.exists:
            connection.create(self.path)
        self._recode(key)

    def decrypt(self) -> None:
        """Write the journal anew in the clear."""
        self._recode("")

    def copies_in_the_clear(self) -> list[str]:
        """The copies near the journal that open without a key."""
        from netlog.store import elsewhere  # noqa: PLC0415

        return elsewhere.in_the_clear(self.path)

    def _recode(self, new: str) -> None:
        from netlog.store import recoding  # noqa: PLC0415 - done once in a journal's life

        old = connection.key_of(self._connection)  # opened first, so that what is no journal is refused as ever
        self.close()
        with self._told():
            recoding.recode(self.path, old, new)

    def back_up(self, target: str | None, seal: Seal | None = None) -> Iterator[Copy | None]:
        """A verified copy, the last thing given; before it nothing, once a stage of the work. `seal` encrypts it."""
        from netlog.store import backup  # noqa: PLC0415 - done once a day or less

        self._refuse_none("back up")
        self.release()
        with self._told():
            yield from backup.made(self._connection, self.path, target, seal)

    def safeguard(self, reason: str) -> Copy | None:
        """A copy that netlog makes by itself before something large; none where there is no journal yet."""
        from netlog.store import backup  # noqa: PLC0415

        if not self.exists:
            return None
        self.release()
        with self._told():
            return backup.safety_copy(self._connection, self.path, reason)

    def staged(self, file: str, unseal: Unseal) -> Staged:
        """What a backup holds, and what is wrong with it."""
        from netlog.store import restore  # noqa: PLC0415

        return restore.staged(file, self.path, unseal, self._key)

    def compared(self, staged: Staged) -> Compared | None:
        """How a backup stands to the journal; none where there is no journal."""
        from netlog.store import restore  # noqa: PLC0415

        if not self.exists:
            return None
        with self._told():
            return restore.compared(staged.memory, self._connection)

    def restore(self, staged: Staged) -> Restored:
        """Put a backup's content in the place of the journal's, of which a copy is kept."""
        from netlog.store import restore  # noqa: PLC0415

        self.close()
        return restore.restored(staged, self.path, self._key)

    def elsewhere(self, person: Person) -> Elsewhere:
        """The copies near the journal that still hold a person, and those that cannot be looked into."""
        from netlog.store import elsewhere  # noqa: PLC0415 - only `forget` asks

        return elsewhere.holding(self.path, connection.key_of(self._connection), person)

    def refuse_bytes(self) -> None:
        """Refuse a file in which bytes stand where text belongs: netlog never writes any, and nothing can read them."""
        if self._open is None:
            return
        for table, (_, columns) in {**LOGGED, "step": ((), ("summary",))}.items():
            found = " OR ".join(f"typeof(\"{column}\") = 'blob'" for column in columns)
            with self._told():
                if self._open.execute(f"SELECT 1 FROM {table} WHERE {found} LIMIT 1").fetchone():
                    raise connection.Damaged(
                        f"{self.path} is damaged: bytes stand where text belongs, in {table}.",
                        "`netlog check` says what else is; put a backup in its place.",
                    )

    def _refuse_none(self, what: str) -> None:
        if not self.exists:
            raise NotFound(f"There is nothing to {what}: the journal is empty.", "Begin with: netlog add met @Ana Ruiz")

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._open is not None:
            self._open.close()  # which rolls back what is open
            self._open = None

    @contextmanager
    def _written(self) -> Iterator[None]:
        """As `_told`, and a change is told only of the file that has the journal's name when it is made."""
        with self._told():
            yield
        if connection.which(self.path) != self._opened:
            # SQLite looks before the first change of the file, and not again.
            raise StoreError(
                f"{self.path} was taken away or replaced while it was written; what was written is not in it.",
                "See where the file went; then say it again.",
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite says, as a sentence."""
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError)):
                raise  # a bug of ours, to be seen
            raise connection.told(error, self.path) from error
