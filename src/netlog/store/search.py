"""Every record that holds some words, was with some people, and fell in a window of days."""

from __future__ import annotations

from netlog.domain.people import fold
from netlog.errors import UsageError
from netlog.store import rows
from netlog.store.crowd import is_mark
from netlog.store.reading import SOME
from netlog.store.tables import FULL_TEXT, TOKENS
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

    from netlog.store.reading import Reading
    from netlog.store.rows import Row

MOST_WORDS = 32
LONGEST_WORD = 64
MOST_LINES = 1_000_000_000  # what SQLite can count to is more, what somebody types is more still
SMALL = 20_000  # conversations up to which the whole index is asked at once
LATEST = 2000  # of more of them, those read through before: what they hold too seldom is rare, and soon found
READABLE = 1_000_000  # characters of these; reading more would take longer than the index does
NEWEST = 'ORDER BY "on" DESC, id DESC'


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

# Records of one person: table, the kind shown.
OWN = (("promise", "'promise'"), ("entry", "kind"), ("fact", "'fact'"), ("reminder", "'reminder'"))

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
    """Full-text search of a journal."""

    def __init__(self, journal: Reading) -> None:
        """Search what a journal holds."""
        self.rows = journal.rows

    def found(self, wanted: Wanted) -> list[Found]:
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
        if found and len(found) == limit:
            wanted = wanted._replace(since=found[-1].on)  # what is older than all of them will not be shown
        if not wanted.tags and len(wanted.people) < 2:
            for table, kind in OWN:
                found += self._own(wanted, words, table, kind, limit)
        if not wanted.tags:
            found += self._beyond(wanted, words)
        found.sort(key=lambda one: (str(one.on), one.id), reverse=True)
        return people + (found if wanted.limit is None else found[: wanted.limit])

    def _people(self, words: list[str]) -> list[Found]:
        condition, values = _meets("person", words)
        query = f"SELECT id, name, org, role FROM person WHERE {condition} ORDER BY name COLLATE NOCASE LIMIT 50"
        return [
            Found("person", id_, None, ", ".join(part for part in (role, org) if part), (name,))
            for id_, name, org, role in self.rows(query, values)
        ]

    def _conversations(self, wanted: Wanted, words: list[str], limit: int) -> list[Found]:
        those, values = _but_for_words(wanted)
        talks = self._among_latest(those, values, words, limit) if words else None
        if talks is None:
            condition, more = _meets("conversation", words)
            talks = self._talks(f"SELECT n {those} AND {condition} {NEWEST} LIMIT {limit}", [*values, *more])
        found = []
        for id_, on, text in talks:
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

    def _talks(self, picked: str, values: Sequence[Any]) -> list[Row]:
        """Id, day and text of the conversations picked by their numbers, newest first."""
        # They are sorted without their texts, which would be copied for thousands that are not shown.
        return self.rows(f'SELECT id, "on", text FROM conversation WHERE n IN ({picked}) {NEWEST}', values)

    def _among_latest(self, those: str, values: list[Any], words: list[str], limit: int) -> list[Row] | None:
        """What `_talks` tells of the latest that hold all words; None where older ones may be wanted too.

        These few get an index of their own, in memory and for this question only. The journal's would first bring
        together all who hold a word that begins so, which is most of a large journal where the word is a common one.
        """
        if not 0 <= limit <= LATEST or not all(map(_is_cut, words)):
            return None
        if not self.rows("SELECT 1 FROM conversation WHERE n > ? LIMIT 1", (SMALL,)):
            return None
        numbers = [n for (n,) in self.rows(f"SELECT n {those} {NEWEST} LIMIT {LATEST}", values)]
        # Full text takes them ten times as fast in the order of their numbers as in another one.
        latest, given = f"FROM conversation WHERE n IN {SOME} ORDER BY n", (str(numbers),)  # so written it is JSON
        if any(size > READABLE for (size,) in self.rows(f"SELECT total(length(text)) {latest}", given)):
            return None
        columns = ", ".join(FULL_TEXT["conversation"])
        self.rows(f"CREATE VIRTUAL TABLE temp.latest USING fts5 ({columns}, content = '', tokenize = '{TOKENS}')")
        self.rows(f"INSERT INTO temp.latest (rowid, {columns}) SELECT n, {columns} {latest}", given)
        met = "SELECT rowid FROM temp.latest WHERE latest MATCH ?"
        picked = f"SELECT n FROM conversation WHERE n IN ({met}) {NEWEST} LIMIT {limit}"
        talks = self._talks(picked, (_match(words),))
        self.rows("DROP TABLE temp.latest")
        return talks if len(talks) == limit or len(numbers) < LATEST else None

    def _own(self, wanted: Wanted, words: list[str], table: str, kind: str, limit: int) -> list[Found]:
        conditions, values = _window(wanted)
        condition, more = _meets(table, words)
        conditions.append(condition)
        values += more
        for person in wanted.people:
            conditions.append('"with" = ?')
            values.append(person)
        if table == "fact" and not wanted.private:
            conditions.append("topic <> 'careful'")
        query = (
            f'SELECT {kind}, id, "on", text, (SELECT name FROM person WHERE id = one."with") FROM {table} AS one'
            f" WHERE n IN (SELECT n FROM {table} WHERE {' AND '.join(conditions)} {NEWEST} LIMIT {limit})"
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
                f'SELECT id, "on", {text}, {", ".join(people) or "NULL"} FROM {table}'
                f" WHERE {' AND '.join(conditions)} AND {text} IS NOT NULL"
            )
            for id_, on, told, *ids in self.rows(query, values):
                if all(person in ids for person in wanted.people) and _holds(told, words):
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


def _but_for_words(wanted: Wanted) -> tuple[str, list[Any]]:
    """FROM and WHERE of the conversations that are all that is wanted, whatever they say."""
    conditions, values = _window(wanted)
    source = "conversation"
    for person in wanted.people[:1]:
        # In `presence` those with one person stand in the order of their days. The sign keeps each from being looked
        # up once for every number that the index of words gives.
        met = 'SELECT +n AS n, id, presence."on", text, place FROM presence JOIN conversation ON id = conversation'
        source = f"({met} WHERE person = ?)"
        values.insert(0, person)
    for person in wanted.people[1:]:
        conditions.append("id IN (SELECT conversation FROM presence WHERE person = ?)")
        values.append(person)
    if wanted.tags:
        from netlog.store.hints import USED_TAGS  # noqa: PLC0415 - few searches name a tag

        # First how it is spelled, capitals or not: the index has only the exact letters.
        spelled = f"SELECT tag FROM ({USED_TAGS}) WHERE tag = ? COLLATE NOCASE"
        conditions += [f"id IN (SELECT conversation FROM tag WHERE tag IN ({spelled}))"] * len(wanted.tags)
        values += wanted.tags
    return f"FROM {source} WHERE {' AND '.join(conditions)}", values


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


def _meets(table: str, words: Sequence[str]) -> tuple[str, list[Any]]:
    """The condition that a row holds all words: from the index, or by looking where words are not cut by spaces."""
    if not words:
        return "1", []
    if all(_is_cut(word) for word in words):
        return f"n IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)", [_match(words)]
    joined = " || ' ' || ".join(f"coalesce({column}, '')" for column in FULL_TEXT[table])
    conditions, values = [], []
    for word in words:
        conditions.append(f"{joined} LIKE ? ESCAPE '\\'")
        values.append(f"%{word}%")
    return " AND ".join(conditions), values


def _match(words: Iterable[str]) -> str:
    """All words, in the index's own syntax; the last one may be unfinished."""
    return " ".join(f'"{word}"' for word in words) + "*"


def _is_cut(word: str) -> bool:
    """Whether the word's script puts spaces between words."""
    return word.isascii() or not any(low <= one <= high for one in word for low, high in UNCUT)
