"""The one door to changes: a command is one transaction and one step that can be undone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from netlog.store import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from netlog.store.rows import Record


@contextmanager
def step(connection: sqlite3.Connection, command: str, summary: str, undoes: int | None = None) -> Iterator[int]:
    """A transaction whose changes are logged as one step; gives the step's number.

    A step that changed nothing is not kept. Whatever is raised inside rolls everything back.
    """
    # IMMEDIATE: a deferred transaction that turns into a write fails at once when another writes.
    connection.execute("BEGIN IMMEDIATE")
    try:
        number = connection.execute(
            "INSERT INTO step (command, summary, undoes) VALUES (?, ?, ?)", (command, summary, undoes)
        ).lastrowid
        assert number is not None
        connection.execute("INSERT INTO writing (step) VALUES (?)", (number,))
        yield number
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

    def add(self, *records: Record) -> None:
        """Write new records, each with its children."""
        for record in records:
            self._connection.execute(rows.SHAPES[type(record)].insert, rows.values(record))
            self._add_children(record)

    def add_all(self, kind: type[Any], records: Iterable[Record]) -> int:
        """Write many new records of one kind; returns how many. Their children follow in bulk."""
        children: dict[str, list[rows.Row]] = {}

        def own() -> Iterator[rows.Row]:
            for record in records:
                for statement, row in rows.children(record):
                    children.setdefault(statement, []).append(row)
                yield rows.values(record)

        count = self._connection.executemany(rows.SHAPES[kind].insert, own()).rowcount
        for statement, many in children.items():
            self._connection.executemany(statement, many)
        return max(count, 0)

    def replace(self, record: Record) -> None:
        """Write a known record's present form in place of the earlier one."""
        shape = rows.SHAPES[type(record)]
        columns = [f'"{field.rstrip("_")}" = ?' for field in shape.fields]
        self._connection.execute(
            f"UPDATE {shape.table} SET {', '.join(columns)} WHERE id = ?", (*rows.values(record), record.id)
        )
        for table, key in rows.CHILD_TABLES.get(type(record), ()):
            self._connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (record.id,))
        self._add_children(record)

    def delete(self, record: Record) -> None:
        """Take a record out, with its children; what referred to it stays, without the reference."""
        self._connection.execute(f"DELETE FROM {rows.SHAPES[type(record)].table} WHERE id = ?", (record.id,))

    def _add_children(self, record: Record) -> None:
        for statement, row in rows.children(record):
            self._connection.execute(statement, row)
