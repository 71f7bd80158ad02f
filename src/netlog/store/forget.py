"""Somebody taken out of the journal for good: their records, their name in every text, and both in the change log."""

from __future__ import annotations

import json

from netlog.domain import people
from netlog.store import rows
from netlog.store.naming import Called, Names
from netlog.store.rows import DETAILS
from netlog.store.tables import FULL_TEXT, LOGGED
from netlog.store.writing import step
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from netlog.domain.journal import Person

SUMMARY = "forgot somebody, for good"
TOUCHED = "somebody in it was forgotten"  # in place of the summary of an earlier step with them

# Columns of free words, in which a name may stand. The tag of a conversation that names somebody, and what
# was noticed of one, is dropped instead: two of them replaced would be the same row twice.
WORDS = {
    "person": ("name", "org", "role", "kind", "place"),
    "detail": ("value",),
    "conversation": ("text", "place"),
    "promise": ("text",),
    "entry": ("text",),
    "rating": ("text",),
    "fact": ("text",),
    "reminder": ("text",),
    "standing": ("reason",),
    "fit": ("stretch", "text"),
    **dict.fromkeys(("boundary", "expectation", "advice", "introduction", "introduction_step", "offer"), ("text",)),
    "parting": ("text", "urgent"),
    "win": ("place",),
    "reflection": ("question", "text"),
    "tie": ("source",),
    "grouping": ("name", "place"),
    "place": ("name",),
    "event": ("name", "tag", "place"),
}
TAGS = {"tag": "tag", "observed": "text"}
# What fits into such a column; a name may be shorter than what stands in its place.
LONGEST = {
    **dict.fromkeys(("text", "reason", "stretch", "urgent"), people.LONGEST_NOTE),
    "name": 500,
    **dict.fromkeys(("kind", "tag"), 200),
}
LONGEST_FIELD = 2000

PORTION = 5000  # lines of the log in memory at a time


class Forgotten(NamedTuple):
    """What went."""

    conversations: int  # in which nobody else took part
    shared: int  # conversations that stay, without them
    records: int  # promises, entries, facts …
    texts: int  # of other records, in which their name stood
    left: tuple[str, ...]  # of their names, what stays: others bear it, or it names a month or a weekday


def forget(connection: sqlite3.Connection, person: Person, others: Sequence[Person]) -> Forgotten:
    """Take every trace of a person out of the journal and its log, in one step that cannot be undone.

    Earlier steps that touched the person have lost a part of what they would put back,
    so they cannot be undone either. All others can: what the log keeps of a row is
    rewritten exactly as the row is.
    """
    with step(connection, "forget", SUMMARY) as own:
        log = _Log(connection, person)
        names = Names(log.called, others)
        connection.create_function("taken_out", 2, lambda text, limit: text and names.taken_out(text, limit))
        records = sum(
            connection.execute(f'SELECT count(*) FROM {table} WHERE "with" = ?', (person.id,)).fetchone()[0]
            for table, (_, columns) in LOGGED.items()
            if "with" in columns
        )
        connection.executemany("DELETE FROM conversation WHERE id = ?", [(id_,) for id_ in sorted(log.alone)])
        connection.execute("DELETE FROM person WHERE id = ?", (person.id,))
        texts = _take_out(connection)
        connection.execute("DELETE FROM change WHERE step = ?", (own,))
        log.rewrite(names)
        for table in FULL_TEXT:
            # Deleted words stay in the index until it is built anew, whatever secure_delete says.
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
        # The step at hand goes with its emptied log when the transaction ends; this one stays.
        connection.execute("INSERT INTO step (command, summary, final) VALUES ('forget', ?, 1)", (SUMMARY,))
    return Forgotten(len(log.alone), log.shared, records, texts, names.left)


def _take_out(connection: sqlite3.Connection) -> int:
    """Replace the names in every text of the tables; returns in how many rows they stood."""
    count = 0
    for table, columns in WORDS.items():
        new = {column: f'taken_out("{column}", {LONGEST.get(column, LONGEST_FIELD)})' for column in columns}
        sets = ", ".join(f'"{column}" = {value}' for column, value in new.items())
        differs = " OR ".join(f'"{column}" IS NOT {value}' for column, value in new.items())
        count += connection.execute(f"UPDATE {table} SET {sets} WHERE {differs}").rowcount
    for table, column in TAGS.items():
        limit = LONGEST_FIELD
        count += connection.execute(f"DELETE FROM {table} WHERE {column} IS NOT taken_out({column}, {limit})").rowcount
    return count


class _Log:
    """The change log, and what of it was the person's."""

    def __init__(self, connection: sqlite3.Connection, person: Person) -> None:
        """Read who and what goes, before anything is deleted."""
        self._connection = connection
        self._cascades = {table: list(_references(connection, table)) for table in LOGGED}
        self._gone: dict[str, set[str]] = {"person": {person.id}}
        self._gone["person"] |= self._merged()
        self.called = self._called(person)
        self.alone, self.shared = self._talks(person.id)
        self._gone["conversation"] = self.alone | self._deleted_talks()
        for table in LOGGED:
            if "id" in LOGGED[table][1] and table not in self._gone:
                self._gone[table] = self._ids(table, person.id)

    def _merged(self) -> set[str]:
        """Ids of those who were merged into the person: their handle became a nick in the step that took them out."""
        found: set[str] = set()
        query = (
            "SELECT json_extract(other.before, '$[0]') FROM change other JOIN step ON step.n = other.step"
            " JOIN change nick ON nick.step = other.step AND nick.tbl = 'detail' AND nick.after IS NOT NULL"
            " WHERE step.command = 'merge' AND other.tbl = 'person' AND other.after IS NULL"
            " AND json_extract(nick.after, '$[0]') = ? AND json_extract(nick.after, '$[1]') = 'nick'"
            " AND json_extract(nick.after, '$[3]') = json_extract(other.before, '$[2]')"
            " AND json_extract(other.before, '$[0]') NOT IN (SELECT id FROM person)"
        )
        waiting = list(self._gone["person"])
        while waiting:
            into = waiting.pop()
            new = {id_ for (id_,) in self._connection.execute(query, (into,))} - found
            found |= new
            waiting += new
        return found

    def _called(self, person: Person) -> Called:
        """What they are called, and all that the log knows them to have been called before."""
        before = [row for row in self._images("person") if row["id"] in self._gone["person"]]
        told = [(kind, value) for kind, field in DETAILS.items() for value in getattr(person, field)]
        told += [(row["kind"], row["value"]) for row in self._images("detail") if row["person"] in self._gone["person"]]
        return Called(
            names=_once((person.name, *(row["name"] for row in before))),
            nicks=_once((person.handle, *(row["handle"] for row in before), *_of("nick", told))),
            addresses=_once((*_of("email", told), *_of("link", told))),
            phones=_once(_of("phone", told)),
        )

    def _talks(self, person: str) -> tuple[set[str], int]:
        """The conversations in which only they took part, and how many others they were at or watched."""
        involved, with_others = (
            {
                id_
                for (id_,) in self._connection.execute(f"SELECT DISTINCT conversation FROM presence {where}", (person,))
            }
            for where in (
                "WHERE person = ?",
                "WHERE observer = 0 AND person <> ?1 AND conversation IN"
                " (SELECT conversation FROM presence WHERE person = ?1)",
            )
        )
        return involved - with_others, len(with_others)

    def _deleted_talks(self) -> set[str]:
        """Conversations that only the log still holds, in which only they took part."""
        standing = {id_ for (id_,) in self._connection.execute("SELECT id FROM conversation")}
        present: dict[str, set[str]] = {}
        for row in self._images("presence"):
            if not row["observer"] and row["conversation"] not in standing:
                present.setdefault(row["conversation"], set()).add(row["person"])
        return {id_ for id_, who in present.items() if who <= self._gone["person"]}

    def _ids(self, table: str, person: str) -> set[str]:
        """Ids of the records that were theirs: those that stand, and those that only the log still holds."""
        if not any(cascades for _, _, cascades in self._cascades[table]):
            return set()
        standing = {id_ for (id_,) in self._connection.execute(f"SELECT id FROM {table}")}
        theirs = {
            id_
            for column, parent, cascades in self._cascades[table]
            if cascades and parent == "person"
            for (id_,) in self._connection.execute(f'SELECT id FROM {table} WHERE "{column}" = ?', (person,))
        }
        return theirs | {
            row["id"] for row in self._images(table) if row["id"] not in standing and self._has_gone(table, row)
        }

    def _images(self, table: str) -> Iterator[dict[str, Any]]:
        """Every image of a table's rows, by column."""
        query = "SELECT before, after FROM change WHERE tbl = ?"
        for images in self._connection.execute(query, (table,)):
            yield from (_by_column(table, image) for image in images if image is not None)

    def _has_gone(self, table: str, row: dict[str, Any]) -> bool:
        if "id" in row and row["id"] in self._gone.get(table, ()):
            return True
        return any(
            cascades and row[column] in self._gone.get(parent, ()) for column, parent, cascades in self._cascades[table]
        )

    def rewrite(self, names: Names) -> None:
        """Drop what was theirs, empty references to it, replace names; a step that lost an image becomes final."""
        touched: set[int] = set()
        last = 0
        query = "SELECT n, step, tbl, before, after FROM change WHERE n > ? ORDER BY n LIMIT ?"
        while portion := self._connection.execute(query, (last, PORTION)).fetchall():
            last = portion[-1][0]
            for n, number, table, *images in portion:
                new = [None if image is None else self._image(table, image, names) for image in images]
                if new == images:
                    continue
                if new[0] == new[1]:
                    self._connection.execute("DELETE FROM change WHERE n = ?", (n,))
                else:
                    self._connection.execute("UPDATE change SET before = ?, after = ? WHERE n = ?", (*new, n))
                if new[0] == new[1] or [one is None for one in new] != [one is None for one in images]:
                    touched.add(number)
        self._connection.executemany(
            "UPDATE step SET final = 1, summary = ? WHERE n = ?", [(TOUCHED, number) for number in sorted(touched)]
        )
        self._connection.execute(
            f"UPDATE step SET summary = taken_out(summary, {LONGEST_FIELD})"
            f" WHERE summary IS NOT taken_out(summary, {LONGEST_FIELD})"
        )

    def _image(self, table: str, image: str, names: Names) -> str | None:
        """A row's image as the tables hold it now; none when the row has gone."""
        row = _by_column(table, image)
        if self._has_gone(table, row):
            return None
        before = dict(row)
        for column, parent, cascades in self._cascades[table]:
            if not cascades and row[column] in self._gone.get(parent, ()):
                row[column] = None
        for column in WORDS.get(table, ()):
            row[column] = row[column] and names.taken_out(row[column], LONGEST.get(column, LONGEST_FIELD))
        if table in TAGS and names.taken_out(row[TAGS[table]]) != row[TAGS[table]]:
            return None
        return image if row == before else json.dumps(list(row.values()), ensure_ascii=False, separators=(",", ":"))


def _by_column(table: str, image: str) -> dict[str, Any]:
    row = rows.image(table, image)
    return dict(zip(LOGGED[table][1], row, strict=True))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _of(wanted: str, told: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (value for kind, value in told if kind == wanted)


def _references(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str, bool]]:
    """The columns of a table that refer to another: column, parent, whether the row goes with its parent."""
    for row in connection.execute(f"PRAGMA foreign_key_list({table})"):
        yield row[3], row[2], row[6] == "CASCADE"
