"""The journal read through for what is wrong with it; nothing is written."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from itertools import combinations, islice

from netlog.domain import doubles, people
from netlog.store import connection as opening
from netlog.store.made import made
from netlog.store.tables import FULL_TEXT, LOGGED
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from typing import Any

SHOWN = 4  # of many that look like one
MOST = 20  # findings of one kind of damage: more of them say nothing new
PUT_BACK = "put a backup in its place"

# Days on which something was done: none of them is still to come.
DONE = (
    *(("person", "added"), ("person", "met"), ("conversation", "on"), ("promise", "on"), ("promise", "closed")),
    *(("entry", "on"), ("entry", "answered"), ("rating", "on"), ("fact", "on"), ("snooze", "on"), ("skip", "on")),
    *(("reminder", "made"), ("reminder", "done")),
)


class Finding(NamedTuple):
    """One thing that is wrong, or may be."""

    kind: str  # schema, damage, index, log, presence, loop, day, name, people or tags
    what: str
    advice: str


def findings(connection: sqlite3.Connection, today: date) -> Iterator[list[Finding]]:
    """What each check finds, one after the other; all but the first see the journal at one moment."""
    return _each(connection, (*DAMAGES, _loops, lambda journal: _days(journal, today), _names, _tags))


def damages(connection: sqlite3.Connection) -> Iterator[list[Finding]]:
    """What was damaged, or written by something else, in the file of an earlier netlog too: a check after the other."""
    return _each(connection, DAMAGES)


def _each(
    connection: sqlite3.Connection, checks: Iterable[Callable[[sqlite3.Connection], Iterator[Finding]]]
) -> Iterator[list[Finding]]:
    for check in checks:
        found = []
        try:
            for finding in check(connection):
                found.append(finding)  # one by one: those before the damage count too
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            found.append(Finding("damage", f"a part of the file cannot be read: {error}", PUT_BACK))
        yield found
        if not connection.in_transaction:
            connection.execute("BEGIN")


def _is_damage(error: sqlite3.Error) -> bool:
    name = getattr(error, "sqlite_errorname", None) or ""
    is_unreadable = name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")) or "UTF-8" in str(error)
    # A missing table or column, see `_schema`; bytes where text belongs, which the images of the log cannot hold.
    return is_unreadable or str(error).startswith(("no such ", "JSON cannot hold BLOB"))


# What netlog never does: the file was damaged, or written by something else


def _schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The tables, triggers and indexes compared with those of a new journal: a trigger acts on every change."""
    new = sqlite3.connect(":memory:", isolation_level=None)
    opening.migrate(new, connection.execute("PRAGMA user_version").fetchone()[0])
    ours, there = made(new), made(connection)
    new.close()
    for kind, name in sorted(ours.keys() | there.keys()):
        if (kind, name) not in there:
            yield Finding("schema", f"{kind} {name} is missing", PUT_BACK)
        elif (kind, name) not in ours:
            yield Finding("schema", f"{kind} {name} was not made by netlog", PUT_BACK)
        elif ours[kind, name] != there[kind, name]:
            yield Finding("schema", f"{kind} {name} is not as netlog made it", PUT_BACK)


def _index(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The search index compared with the texts it was made of.

    SQLite takes the comparison for a write, so it is made in a transaction that is rolled back; no
    byte of the file changes.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for table in FULL_TEXT:
            try:
                connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                if (error.sqlite_errorname or "").startswith("SQLITE_READONLY"):
                    yield Finding("index", "the search index of a file that may not be written is not checked", "")
                    return
                if not _is_damage(error):
                    raise
                yield Finding("index", f"the search index of {table} does not hold its texts", PUT_BACK)
    finally:
        if connection.in_transaction:  # an interrupt has taken it back already
            connection.execute("ROLLBACK")


def _pages(connection: sqlite3.Connection) -> Iterator[Finding]:
    # Of an encrypted file each page is sealed, the unused ones too; a copy in memory was read from one.
    if opening.key_of(connection) and connection.execute("SELECT file FROM pragma_database_list").fetchone()[0]:
        for (message,) in islice(connection.execute("PRAGMA cipher_integrity_check"), MOST):
            yield Finding("damage", message, PUT_BACK)
    for (message,) in connection.execute(f"PRAGMA integrity_check({MOST})"):
        if message != "ok":
            yield Finding("damage", message, PUT_BACK)


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    lost = Counter((table, parent) for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"))
    for (table, parent), count in sorted(lost.items()):
        yield Finding("damage", f"{count} of {table} refer to a {parent} that is not there", PUT_BACK)


def _log(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The tables compared with the change log, an independent copy of every row.

    Each change takes one image of a row away and brings another, so the images that the log brings
    less those it takes away are the rows that stand: their hashes have the same sum, whatever the
    order. Only where the sums differ are the rows followed one by one.
    """
    sums: Counter[str] = Counter()
    for table, before, after in connection.execute("SELECT tbl, before, after FROM change"):
        sums[table] += (0 if after is None else hash(after)) - (0 if before is None else hash(before))
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table, (keys, columns) in LOGGED.items():
        if table not in there:
            continue  # an earlier netlog had none; where there should be one, `_schema` says so
        listed = ", ".join(f'"{column}"' for column in columns)
        standing = connection.execute(f"SELECT json_array({listed}) FROM {table}")
        if sums.pop(table, 0) != sum(hash(image) for (image,) in standing):
            rows = {tuple(row[columns.index(key)] for key in keys): row
                    for row in connection.execute(f"SELECT {listed} FROM {table}")}  # fmt: skip
            yield from _differing(table, columns, rows, _replayed(connection, table, keys, columns))
    for table in sums:
        yield Finding("log", f"the change log speaks of a table {table} that is not there", PUT_BACK)


def _replayed(
    connection: sqlite3.Connection, table: str, keys: tuple[str, ...], columns: tuple[str, ...]
) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    rows: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    changes = connection.execute("SELECT before, after FROM change WHERE tbl = ? ORDER BY n", (table,))
    for before, after in changes:
        for image, stands in ((before, False), (after, True)):
            row = _row(image)
            if len(row) == len(columns):
                key = tuple(row[columns.index(one)] for one in keys)
                rows.pop(key, None)
                if stands:
                    rows[key] = row
    return rows


def _row(image: str | None) -> tuple[Any, ...]:
    """The row of an image; empty where there is none, or none that can be read."""
    try:
        return tuple(json.loads(image or "[]"))
    except (TypeError, ValueError):
        return ()


def _differing(
    table: str,
    columns: tuple[str, ...],
    rows: dict[tuple[Any, ...], tuple[Any, ...]],
    logged: dict[tuple[Any, ...], tuple[Any, ...]],
) -> Iterator[Finding]:
    differing = [key for key in rows.keys() | logged.keys() if rows.get(key) != logged.get(key)]
    for key in sorted(differing, key=repr)[:MOST]:
        named = f"{table} {', '.join(map(str, key))}"
        if key not in rows:
            what = f"{named} is in the change log and not in the journal"
        elif key not in logged:
            what = f"{named} is in the journal and not in the change log"
        else:
            others = [name for name, one, other in zip(columns, rows[key], logged[key], strict=True) if one != other]
            what = f"{named}: {', '.join(others)} is not as the change log has it"
        yield Finding("log", what, PUT_BACK)


def _presence(connection: sqlite3.Connection) -> Iterator[Finding]:
    query = (
        'SELECT person.name, conversation."on", conversation.id FROM presence JOIN conversation'
        " ON conversation.id = presence.conversation JOIN person ON person.id = presence.person"
        ' WHERE presence."on" <> conversation."on" OR presence.attempt <> conversation.attempt ORDER BY 2, 3'
    )
    for name, on, id_ in connection.execute(query):
        yield Finding(
            "presence", f"{name} was at conversation {id_} of {on} on another day or in another way", PUT_BACK
        )


DAMAGES = (_index, _schema, _pages, _references, _log, _presence)


# What a user may have written


def _loops(connection: sqlite3.Connection) -> Iterator[Finding]:
    found = connection.execute("SELECT id, name, handle, through FROM person WHERE through IS NOT NULL ORDER BY id")
    met = {id_: (name, handle, through) for id_, name, handle, through in found}
    seen: set[str] = set()
    for start in met:
        path: list[str] = []
        at = start
        while at in met and at not in seen:
            seen.add(at)
            path.append(at)
            at = met[at][2]
        if at in path:
            loop = path[path.index(at) :]
            names = " through ".join(met[id_][0] for id_ in (*loop, loop[0]))
            yield Finding("loop", f"met in a circle: {names}", f"netlog set {met[loop[0]][1]} --through none")


def _days(connection: sqlite3.Connection, today: date) -> Iterator[Finding]:
    for table, column in DONE:
        query = f'SELECT id, "{column}" FROM {table} WHERE "{column}" > ? ORDER BY 2, 1'
        for id_, day in connection.execute(query, (today.isoformat(),)):
            yield Finding("day", f"{table} {id_}: {column} is {day}, still to come", "give it the right day")


def _names(connection: sqlite3.Connection) -> Iterator[Finding]:
    found = connection.execute("SELECT name, handle FROM person ORDER BY handle").fetchall()
    for name, handle in found:
        if not people.words(name):
            yield Finding("name", f"'{name}' has no word in it", f"netlog rename {handle} NEWNAME")
    apart = {
        frozenset(pair)
        for pair in connection.execute(
            "SELECT one.handle, other.handle FROM namesakes JOIN person one ON one.id = namesakes.one"
            " JOIN person other ON other.id = namesakes.other"
        )
    }
    for group in doubles.names([name for name, _ in found]):
        handles = [found[at][1] for at in group]
        if all(frozenset(pair) in apart for pair in combinations(handles, 2)):
            continue
        first, second, *_ = (found[at][1] for at in group)
        named = _some([f"{found[at][0]} ({found[at][1]})" for at in group])
        yield Finding("people", f"{named} look like one", f"if they are: netlog merge {first} {second}")


def _tags(connection: sqlite3.Connection) -> Iterator[Finding]:
    query = "SELECT tag FROM tag UNION SELECT value FROM detail WHERE kind = 'tag' ORDER BY 1"
    known = [tag for (tag,) in connection.execute(query)]
    for group in doubles.tags(known):
        named = _some([f"+{known[at]}" for at in group])
        yield Finding("tags", f"{named} look like one", f"netlog search --tag {known[group[0]]} shows where it stands")


def _some(named: list[str]) -> str:
    more = [f"{len(named) - SHOWN} more"] if len(named) > SHOWN else []
    return ", ".join((*named[:SHOWN], *more))
