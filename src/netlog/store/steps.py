"""What was done, step by step, and how a step is taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import islice

from netlog.errors import Ambiguous, NotFound
from netlog.store import rows
from netlog.store.tables import LOGGED
from netlog.store.writing import step
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from typing import Any

# Columns by which a merge is known in the log.
_NAMED = [
    (table, name, LOGGED[table][1])
    for table, names in (("person", ("id", "handle")), ("detail", ("person", "kind", "value")))
    for name in names
]
PORTION = 2000  # changes of a step looked at at once
LAST = 2**63 - 1  # no change has a higher number
UNDO_LATER = "Undo the later steps first: `netlog undo --list`."


class Step(NamedTuple):
    """One command that changed the journal."""

    number: int
    at: str  # UTC, ISO, to the millisecond
    command: str  # the command's name
    summary: str  # what it did, in a few words
    undoes: int | None  # the step it took back
    undone: bool  # whether a later step took it back and stands
    final: bool  # a step that cannot be taken back: somebody was forgotten


def steps(connection: sqlite3.Connection, limit: int | None = None) -> list[Step]:
    """The latest steps first, all of them or so many."""
    return list(islice(_walk(connection), limit))


def _walk(connection: sqlite3.Connection, before: int = LAST) -> Generator[Step]:
    """The latest steps first, read only as far as is asked for: there is one for each command of many years.

    A step is undone when a step that undoes it is not itself undone.
    """
    # A step can only be taken back by a later one, so walking from the latest settles each in turn.
    taken_back: set[int] = set()
    query = "SELECT n, at, command, summary, undoes, final FROM step WHERE n < ? ORDER BY n DESC"
    for number, at, command, summary, undoes, final in connection.execute(query, (before,)):
        undone = number in taken_back
        if undoes is not None and not undone:
            taken_back.add(undoes)
        yield Step(number, at, command, summary, undoes, undone, bool(final))


def merged(connection: sqlite3.Connection) -> dict[str, str]:
    """Of everybody who was made one with another, the other's id by theirs; a merge that was taken back is none.

    Only the log knows: who goes leaves their handle among the other's names, in the same step.
    """
    standing = [one.number for one in steps(connection) if one.command == "merge" and not one.undone]
    at = {f"{table}_{name}": f"$[{columns.index(name)}]" for table, name, columns in _NAMED}
    query = """
        SELECT json_extract(gone.before, :person_id), json_extract(other.after, :detail_person)
        FROM change AS gone JOIN change AS other ON other.step = gone.step
        WHERE gone.step = :step AND gone.tbl = 'person' AND gone.after IS NULL
          AND other.tbl = 'detail' AND other.before IS NULL AND json_extract(other.after, :detail_kind) = 'nick'
          AND json_extract(other.after, :detail_value) = json_extract(gone.before, :person_handle)
    """
    return dict(pair for number in standing for pair in connection.execute(query, {**at, "step": number}))


def undo(connection: sqlite3.Connection, number: int | None = None) -> Step:
    """Take back one step, by default the latest that stands; returns it."""
    try:
        with step(connection, "undo", "") as own:
            with closing(_walk(connection, own)) as known:
                target = _named(known, number) if number is not None else _latest(known)
            _take_back(connection, own, target)
            connection.execute(
                "UPDATE step SET summary = ?, undoes = ? WHERE n = ?", (f"undid: {target.summary}", target.number, own)
            )
    except sqlite3.IntegrityError as error:
        # References are looked at on commit: what the step took away belonged to something gone since.
        raise Ambiguous(
            f"Step {target.number} ({target.summary}) cannot be undone: what it belongs to is gone,"
            " or its name is taken.",
            UNDO_LATER,
        ) from error
    return target


def redo(connection: sqlite3.Connection) -> Step:
    """Do again what the latest undo took back, unless something was written since; returns what was done again."""
    with step(connection, "redo", "") as own:
        with closing(_walk(connection, own)) as known:
            # Nothing can be done again that something was written after.
            target = next(
                (one for one in known if one.command != "redo" and not (one.command == "undo" and one.undone)), None
            )
            if target is None or target.command != "undo":
                raise NotFound("There is nothing to do again.", "`netlog undo --list` shows the steps.")
            again = next(one for one in known if one.number == target.undoes)
        _take_back(connection, own, target)
        connection.execute(
            "UPDATE step SET summary = ?, undoes = ? WHERE n = ?", (f"did again: {again.summary}", target.number, own)
        )
    return again


def _latest(known: Iterable[Step]) -> Step:
    for one in known:
        if one.undone or one.command in ("undo", "redo"):
            continue
        if one.final:
            raise Ambiguous(f"The last step cannot be undone: {one.summary}.", "Earlier steps: `netlog undo --list`.")
        return one
    raise NotFound("There is nothing to undo.", "`netlog undo --list` shows the steps.")


def _named(known: Iterable[Step], number: int) -> Step:
    found = next((one for one in known if one.number == number), None)
    if found is None:
        raise NotFound(f"There is no step {number}.", "`netlog undo --list` shows the steps.")
    if found.undone:
        raise Ambiguous(f"Step {number} is undone already.", "`netlog redo` does the latest one again.")
    if found.final:
        raise Ambiguous(f"Step {number} cannot be undone: {found.summary}.", "`netlog undo --list` shows the steps.")
    return found


def _take_back(connection: sqlite3.Connection, own: int, target: Step) -> None:
    """Put every row of a step back as it was, newest change first; refuses when a row was changed since."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    mine: set[tuple[str, tuple[Any, ...]]] = set()
    for table, *texts in _newest_first(connection, target.number):
        before, after = (None if text is None else rows.image(table, text) for text in texts)
        image = _image(connection, table)
        sides = [side for side in (before, after) if side is not None]
        mine.update((table, image.key(side)) for side in sides)
        if not image.put_back(before, after):
            raise Ambiguous(
                f"Step {target.number} ({target.summary}) cannot be undone:"
                f" its {_word(table)} was changed since{image.whose(sides[0])}.",
                UNDO_LATER,
            )
    if connection.execute("SELECT 1 FROM change WHERE step = ? LIMIT 1", (own,)).fetchone() is None:
        raise Ambiguous(
            f"Step {target.number} ({target.summary}) left nothing that still stands.",
            UNDO_LATER,
        )
    for table, was, is_now in _newest_first(connection, own):
        image, row = _image(connection, table), rows.image(table, is_now or was or "")
        if (table, image.key(row)) not in mine:
            raise Ambiguous(
                f"Step {target.number} ({target.summary}) cannot be undone:"
                f" a later {_word(table)} builds on it{image.whose(row)}.",
                UNDO_LATER,
            )


def _word(table: str) -> str:
    """What a row of a table belongs to, in a word: who was at a conversation is the conversation's."""
    for kind, tables in rows.CHILD_TABLES.items():
        if table in dict(tables):
            return rows.TABLES[kind]
    return table


def _newest_first(connection: sqlite3.Connection, number: int) -> Iterator[tuple[str, str | None, str | None]]:
    """What a step changed, a portion in memory at a time: an import may have written millions of rows."""
    query = "SELECT tbl, before, after, n FROM change WHERE step = ? AND n < ? ORDER BY n DESC LIMIT ?"
    before = LAST
    while portion := connection.execute(query, (number, before, PORTION)).fetchall():
        yield from (change[:3] for change in portion)
        before = portion[-1][3]


def _image(connection: sqlite3.Connection, table: str) -> _Image:
    return _Image(connection, table, *LOGGED[table])


class _Image:
    """A table's rows as the change log keeps them."""

    def __init__(
        self, connection: sqlite3.Connection, table: str, keys: tuple[str, ...], columns: tuple[str, ...]
    ) -> None:
        self._connection = connection
        self._table = table
        self._at = tuple(columns.index(key) for key in keys)
        self._columns = ", ".join(f'"{column}"' for column in columns)
        self._where = " AND ".join(f'"{key}" = ?' for key in keys)
        self._set = ", ".join(f'"{column}" = ?' for column in columns)
        self._marks = ", ".join("?" * len(columns))

    def key(self, image: list[Any]) -> tuple[Any, ...]:
        return tuple(image[at] for at in self._at)

    def put_back(self, before: list[Any] | None, after: list[Any] | None) -> bool:
        """Whether the row now reads `before`; a row that reads neither was changed since."""
        if after is not None and self._current(self.key(after)) == after:
            if before is None:
                self._connection.execute(f"DELETE FROM {self._table} WHERE {self._where}", self.key(after))
            else:
                self._connection.execute(
                    f"UPDATE {self._table} SET {self._set} WHERE {self._where}", (*before, *self.key(after))
                )
            return True
        if before is None:
            return after is not None and self._current(self.key(after)) is None
        current = self._current(self.key(before))
        if current is None and after is None:
            self._connection.execute(
                f"INSERT INTO {self._table} ({self._columns}) VALUES ({self._marks})", tuple(before)
            )
            return True
        return current == before

    def whose(self, image: list[Any]) -> str:
        """Whom a row is about and its day, as the end of a sentence; its words may be private, and are not told."""
        row = dict(zip(LOGGED[self._table][1], image, strict=True))
        person = next((row[column] for column in ("with", "person", "one") if column in row), None)
        named = self._connection.execute("SELECT name FROM person WHERE id = ?", (person,)).fetchone()
        told = [one for one in (row.get("name") or (named and named[0]), row.get("on")) if one]
        return f": {', '.join(told)}" if told else ""

    def _current(self, key: tuple[Any, ...]) -> list[Any] | None:
        row = self._connection.execute(f"SELECT {self._columns} FROM {self._table} WHERE {self._where}", key).fetchone()
        return None if row is None else list(row)
