"""Every record that holds some words, was with some people, and fell in a window of days."""

from __future__ import annotations

from netlog.domain.people import fold
from netlog.errors import UsageError
from netlog.store import rows
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

    from netlog.store.rows import Row

MOST_WORDS = 32
LONGEST_WORD = 64
MOST_LINES = 1_000_000_000  # what SQLite can count to is more, what somebody types is more still


class Found(NamedTuple):
    """One record that a search met."""

    kind: str  # conversation, promise, give, receive, thank, ask, fact, reminder, person, advice, tie …
    id: str
    on: date | None  # None for a person
    text: str
    people: tuple[str, ...]  # names
    tags: tuple[str, ...] = ()


class Wanted(NamedTuple):
    """What a search asks for; everything must hold at once."""

    words: str = ""
    people: tuple[str, ...] = ()  # ids; all of them took part
    tags: tuple[str, ...] = ()  # all of them
    since: date | None = None  # that day included
    until: date | None = None  # that day included
    private: bool = False  # careful topics too
    limit: int | None = 50


# Scripts without spaces between words: Thai and Lao, Burmese, Khmer, Chinese and Japanese, their rarer parts.
UNCUT = (
    *(("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u2e80", "\ua4cf")),
    *(("\uf900", "\ufaff"), ("\uff66", "\uff9d"), ("\U00020000", "\U0003ffff")),
)

# Records of one person: table, the kind shown, the day.
OWN = (
    ("promise", "'promise'", '"on"'),
    ("entry", "kind", '"on"'),
    ("fact", "'fact'", '"on"'),
    ("reminder", "'reminder'", '"on"'),
)

# What goes beyond the daily log: table, the kind shown, its words, its people, whether it is private. There are so
# few of each that all are read and compared, and no index is kept.
BEYOND = (
    ("advice", "advice", "text", ('"with"',), False),
    ("expectation", "expectation", "text", ('"with"',), False),
    ("boundary", "boundary", "text", ('"with"',), False),
    ("introduction", "introduction", "text", ("one", "other", "through"), False),
    ("tie", "tie", "source", ("one", "other"), False),
    ("win", "win", "place", ('"with"', "through"), False),
    ("event", "event", "name || ' ' || coalesce(place, '')", (), False),
    ("place", "place", "name", (), False),
    ("grouping", "group", "name || ' ' || coalesce(place, '')", (), False),
    ("offer", "offer", "text", (), False),
    ("fit", "fit", "coalesce(stretch, '') || ' ' || coalesce(text, '')", ('"with"',), True),
    ("parting", "parting", "text", ('"with"',), True),
    ("reflection", "reflection", "text", ('"with"',), True),
)


class Search:
    """Full-text search through a connection."""

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a SELECT."""
        raise NotImplementedError

    def search(self, wanted: Wanted) -> list[Found]:
        """The records met, newest first, at most `limit`; people by name come before them."""
        words = _words(wanted.words)
        if wanted.words.strip() and not words:
            raise UsageError("There is no word to search for.", "netlog search forecasting")
        if not (words or wanted.people or wanted.tags or wanted.since or wanted.until):
            raise UsageError("Nothing was named to search for.", "netlog search forecasting, or --tag pydata")
        narrowed = wanted.people or wanted.tags or wanted.since or wanted.until
        people = [] if narrowed or not words else self._people(words)
        limit = -1 if wanted.limit is None else min(wanted.limit, MOST_LINES)
        found = self._conversations(wanted, words, limit)
        if not wanted.tags and len(wanted.people) < 2:
            for table, kind, day in OWN:
                found += self._own(wanted, words, table, kind, day, limit)
        if not wanted.tags:
            found += self._beyond(wanted, words)
        found.sort(key=lambda one: (str(one.on), one.id), reverse=True)
        return people + (found if wanted.limit is None else found[: wanted.limit])

    def _people(self, words: list[str]) -> list[Found]:
        condition, values = _meets("person", words, ("name", "handle", "org", "role", "place"))
        query = f"SELECT id, name, org, role FROM person WHERE {condition} ORDER BY name COLLATE NOCASE LIMIT 50"
        return [
            Found("person", id_, None, ", ".join(part for part in (role, org) if part), (name,))
            for id_, name, org, role in self.rows(query, values)
        ]

    def _conversations(self, wanted: Wanted, words: list[str], limit: int) -> list[Found]:
        conditions, values = _window(wanted)
        if words:
            condition, more = _meets("conversation", words, ("text", "place"))
            conditions.append(condition)
            values += more
        for person in wanted.people:
            conditions.append("id IN (SELECT conversation FROM presence WHERE person = ?)")
            values.append(person)
        for tag in wanted.tags:
            conditions.append("id IN (SELECT conversation FROM tag WHERE tag = ? COLLATE NOCASE)")
            values.append(tag)
        # Sorted without their texts, which would be copied for thousands that are not shown.
        latest = (
            f'SELECT n FROM conversation WHERE {" AND ".join(conditions)} ORDER BY "on" DESC, id DESC LIMIT {limit}'
        )
        query = f'SELECT id, "on", text FROM conversation WHERE n IN ({latest}) ORDER BY "on" DESC, id DESC'
        found = []
        for id_, on, text in self.rows(query, values):
            names = self.rows(
                "SELECT name FROM presence JOIN person ON person.id = person WHERE conversation = ? ORDER BY name",
                (id_,),
            )
            tags = self.rows("SELECT tag FROM tag WHERE conversation = ? ORDER BY tag", (id_,))
            found.append(
                Found(
                    "conversation",
                    id_,
                    rows.day(on),
                    text,
                    tuple(name for (name,) in names),
                    tuple(tag for (tag,) in tags),
                )
            )
        return found

    def _own(self, wanted: Wanted, words: list[str], table: str, kind: str, day: str, limit: int) -> list[Found]:
        conditions, values = _window(wanted)
        if words:
            condition, more = _meets(table, words, ("text",))
            conditions.append(condition)
            values += more
        for person in wanted.people:
            conditions.append('"with" = ?')
            values.append(person)
        if table == "fact" and not wanted.private:
            conditions.append("topic <> 'careful'")
        query = (
            f'SELECT {kind}, one.id, {day}, text, (SELECT name FROM person WHERE id = one."with")'
            f" FROM (SELECT * FROM {table} WHERE {' AND '.join(conditions)}"
            f' ORDER BY "on" DESC, id DESC LIMIT {limit}) AS one'
        )
        return [
            Found(kind_, id_, rows.day(on), text, (name,)) for kind_, id_, on, text, name in self.rows(query, values)
        ]

    def _beyond(self, wanted: Wanted, words: list[str]) -> list[Found]:
        conditions, values = _window(wanted)
        found = []
        for table, kind, text, people, is_private in BEYOND:
            if is_private and not wanted.private:
                continue
            query = (
                f'SELECT id, "on", {text}, {", ".join(people) or "NULL"} FROM {table} WHERE {" AND ".join(conditions)}'
            )
            for id_, on, told, *ids in self.rows(query, values):
                if all(person in ids for person in wanted.people) and _holds(told or "", words):
                    found.append(Found(kind, id_, rows.day(on), " ".join(told.split()), self._names(ids)))
        return found

    def _names(self, ids: Iterable[str | None]) -> tuple[str, ...]:
        """The names of some people, in their order."""
        told = [self.rows("SELECT name FROM person WHERE id = ?", (id_,)) for id_ in ids if id_ is not None]
        return tuple(name for found in told for (name,) in found)


def _holds(text: str, words: Iterable[str]) -> bool:
    """Whether each word begins one of the text's, whatever the case and accents; where none are cut, stands in it."""
    folded = fold(text)
    if not folded:
        return False
    known = _words(folded)
    return all(
        any(one.startswith(word) for one in known) if _is_cut(word) else word in folded for word in map(fold, words)
    )


def _window(wanted: Wanted) -> tuple[list[str], list[Any]]:
    conditions, values = ["1"], []
    if wanted.since:
        conditions.append('"on" >= ?')
        values.append(wanted.since.isoformat())
    if wanted.until:
        conditions.append('"on" <= ?')
        values.append(wanted.until.isoformat())
    return conditions, values


def _words(text: str) -> list[str]:
    """The words of a query: runs of letters, marks and digits, never the index's own syntax."""
    cut = "".join(one if one.isalnum() or is_mark(one) else " " for one in text)
    return [word[:LONGEST_WORD] for word in cut.split()[:MOST_WORDS]]


def is_mark(character: str) -> bool:
    """Whether a character belongs to the letter before it."""
    # Vowel signs of Hindi, Thai, Arabic … are marks inside a word.
    if character.isascii():
        return False
    from unicodedata import category  # noqa: PLC0415 - a plain ASCII question never loads it

    return category(character).startswith("M")


def _meets(table: str, words: Iterable[str], columns: tuple[str, ...]) -> tuple[str, list[Any]]:
    """The condition that a row holds all words: from the index, or by looking where words are not cut by spaces."""
    if all(_is_cut(word) for word in words):
        match = " ".join(f'"{word}"' for word in words) + "*"
        return f"n IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)", [match]
    joined = " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)
    conditions, values = [], []
    for word in words:
        conditions.append(f"{joined} LIKE ? ESCAPE '\\'")
        values.append(f"%{word}%")
    return " AND ".join(conditions), values


def _is_cut(word: str) -> bool:
    """Whether the word's script puts spaces between words."""
    return word.isascii() or not any(low <= one <= high for one in word for low, high in UNCUT)
