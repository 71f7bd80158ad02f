"""The one door to changes: a command is one transaction and one step that can be undone."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice

from netlog.store import rows
from netlog.store.made import refuse_others
from netlog.store.tables import FULL_TEXT
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from typing import Any

PORTION = 2000  # records written at once, each table's rows in one statement


@contextmanager
def step(connection: sqlite3.Connection, command: str, summary: str) -> Iterator[int]:
    """A transaction whose changes are logged as one step; gives the step's number.

    A step that changed nothing is not kept, and no byte of the file changes. Whatever is raised
    inside rolls everything back.
    """
    # IMMEDIATE: a deferred transaction that turns into a write fails at once when another writes.
    connection.execute("BEGIN IMMEDIATE")
    try:
        refuse_others(connection)
        number = connection.execute("INSERT INTO step (command, summary) VALUES (?, ?)", (command, summary)).lastrowid
        assert number is not None
        connection.execute("INSERT INTO writing (step) VALUES (?)", (number,))
        before = connection.total_changes
        yield number
        if connection.total_changes == before:
            connection.execute("ROLLBACK")
            return
        connection.execute("DELETE FROM writing")
        if connection.execute("SELECT 1 FROM change WHERE step = ? LIMIT 1", (number,)).fetchone() is None:
            connection.execute("DELETE FROM step WHERE n = ?", (number,))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


class Writer:
    """Adds, replaces and deletes records inside a step."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write through a connection on which a step is open."""
        self._connection = connection

    def add(self, *records: Any) -> None:
        """Write new records, each with its children."""
        for record in records:
            self._connection.execute(rows.shape(type(record)).insert, rows.values(record))
            self._add_children(record)

    def add_all(self, kind: type[Any], records: Iterable[Any]) -> None:
        """Write many new records of one kind, a portion in memory at a time."""
        waiting = iter(records)
        while portion := list(islice(waiting, PORTION)):
            children: dict[str, list[rows.Row]] = {}
            for record in portion:
                for statement, row in rows.children(record):
                    children.setdefault(statement, []).append(row)
            self._connection.executemany(rows.shape(kind).insert, map(rows.values, portion))
            for statement, many in children.items():
                self._connection.executemany(statement, many)

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Inside, many records are written faster, and each may refer to one that comes later.

        Entered row by row, the full text would cost more than all else; here it is entered at the
        end, a table in one statement. The log is kept as ever.
        """
        self._connection.execute("PRAGMA defer_foreign_keys = ON")  # until the transaction ends
        triggers = {table: self._full_text_trigger(table) for table in FULL_TEXT}
        last = {table: self._connection.execute(f"SELECT max(n) FROM {table}").fetchone()[0] for table in FULL_TEXT}
        for name, _ in triggers.values():
            self._connection.execute(f'DROP TRIGGER "{name}"')
        yield
        for table, columns in FULL_TEXT.items():
            listed = ", ".join(f'"{column}"' for column in columns)
            self._connection.execute(
                f"INSERT INTO {table}_fts (rowid, {listed}) SELECT n, {listed} FROM {table} WHERE n > ?",
                (last[table] or 0,),
            )
            self._connection.execute(triggers[table][1])

    def _full_text_trigger(self, table: str) -> tuple[str, str]:
        """The name and the text of the trigger that enters a new row into the full-text index."""
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name = ?"
        name, statement = self._connection.execute(query, (f"{table}_ai",)).fetchone()
        return name, statement

    def replace(self, record: Any) -> None:
        """Write a known record's present form in place of the earlier one."""
        shape = rows.shape(type(record))
        columns = [f'"{field.rstrip("_")}" = ?' for field in shape.fields]
        self._connection.execute(
            f"UPDATE {shape.table} SET {', '.join(columns)} WHERE id = ?", (*rows.values(record), record.id)
        )
        for table, key in rows.CHILD_TABLES.get(type(record).__name__, ()):
            self._connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (record.id,))
        self._add_children(record)

    def delete(self, record: Any) -> None:
        """Take a record out, with its children; what referred to it stays, without the reference."""
        self._connection.execute(f"DELETE FROM {rows.shape(type(record)).table} WHERE id = ?", (record.id,))

    def _add_children(self, record: Any) -> None:
        for statement, row in rows.children(record):
            self._connection.execute(statement, row)
