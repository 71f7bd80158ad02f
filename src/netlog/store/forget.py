"""Somebody taken out of the journal for good: their records, their name in every text, and both in the change log."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.domain import people
from netlog.domain.days import MONTHS, WEEKDAYS
from netlog.domain.people import PARTICLES, TITLES, fold, word_set
from netlog.store.search import UNCUT
from netlog.store.tables import FULL_TEXT, LOGGED
from netlog.store.writing import step

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from netlog.domain.journal import Person

IN_PLACE = "(forgotten)"
SUMMARY = "forgot somebody, for good"
TOUCHED = "somebody in it was forgotten"  # in place of the summary of an earlier step with them

# Columns of free words, in which a name may stand. The tag of a conversation that names somebody is
# dropped instead: two of them replaced would be the same tag twice.
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
}
TAGS = {"tag": "tag"}
# What fits into such a column; a name may be shorter than what stands in its place.
LONGEST = {"text": people.LONGEST_NOTE, "reason": people.LONGEST_NOTE, "name": 500, "kind": 200}
LONGEST_FIELD = 2000

# Names that are everyday words too are only taken for a name where they open with a capital.
EVERYDAY = word_set(
    "amber angel art autumn baker banks bear bell best bill bird black bloom bond brook brown buck bush butler "
    "carol carpenter carter chance charity chase christian church clay close cook crystal dale dawn day dean drew "
    "early earnest eve faith fisher flora ford forest fox frank garden gene glen good grace grant gray green grey "
    "gross guy hall harmony hart hazel heath heather hill holly honey hope hunter iris ivy jack jade jasmine jay "
    "jean jewel john joy just king knight lake lance lane law lee light lily little long love low luck mark mason "
    "max mercy miles miller mine moody moon moore more new nick noble norm north olive page park pat pearl penny "
    "porter price prince ray reed rich river rob robin rock rod rose ruby rusty sage sandy savage scot shade sharp "
    "short skip sky sparks star stark stern still stone storm sue summer sunny swift taylor teller terry tony trip "
    "tucker victor viola violet wade walker ward waters wells west white will win winter wise wolf wood woods young"
)
DATES = frozenset(name.casefold() for name in (*MONTHS, *WEEKDAYS))
SHORT = 2  # letters; so few are a word in some language: "an", "jo"
LOCAL_PHONE = 7  # digits that still tell a number without its country

_JOINERS = "\u200c\u200d"  # inside words of Persian, Hindi …


class Forgotten(NamedTuple):
    """What went."""

    conversations: int  # in which nobody else took part
    shared: int  # conversations that stay, without them
    records: int  # promises, entries, facts …
    texts: int  # of other records, in which their name stood
    left: tuple[str, ...]  # words of their name that stay, since others bear them or they name a day


class Names:
    """All that a person is called, found in a text and replaced."""

    def __init__(self, person: Person, others: Iterable[Person]) -> None:
        """Read the names of the person; what somebody else is called too stays in the texts."""
        whole = [person.name, person.handle, *person.nicks, *person.emails, *person.links]
        single = [
            spelled
            for word in people.words(person.name)
            if word not in PARTICLES and word not in TITLES
            for spelled in (word, people.slug(word))
        ]
        crowd = [_tokens_of(name) for one in others for name in (one.name, *one.nicks, *one.emails, *one.links)]
        ways = {tokens: name for name in (*single, *whole) if (tokens := tuple(_tokens_of(name)))}
        ways = {tokens: name for tokens, name in ways.items() if len("".join(tokens)) > 1}
        kept = {way for way in ways if way[0] in DATES and len(way) == 1}
        kept |= {way for way in ways if any(_holds(tokens, way) for tokens in crowd)}
        self.left = tuple(dict.fromkeys(ways[way] for way in ways if way in kept and fold(ways[way]) in single))
        self._ways: dict[str, list[tuple[str, ...]]] = {}  # by first word, the longest first
        for way in sorted(set(ways) - kept, key=len, reverse=True):
            self._ways.setdefault(way[0], []).append(way)
        self._needles = tuple({max(way, key=len) for way in set(ways) - kept})
        taken = {_digits(number) for one in others for number in one.phones}
        self._phones = [_phone(number) for number in person.phones if _digits(number) not in taken]

    def stand_in(self, raw: str) -> bool:
        """Whether a text may name the person; quick, and never wrong when it says no."""
        if not raw.isascii() or (self._phones and any(one.isdigit() for one in raw)):
            return True
        lower = raw.lower()
        return any(needle in lower for needle in self._needles)

    def taken_out(self, text: str, limit: int = people.LONGEST_NOTE) -> str:
        """The text with every name replaced."""
        if not self.stand_in(text):
            return text
        for phone in self._phones:
            text = phone.sub(IN_PLACE, text)
        found = list(_tokens(text))
        parts: list[str] = []
        done, at = 0, 0
        while at < len(found):
            way = next((way for way in self._ways.get(found[at][2], ()) if self._is_here(way, found, at, text)), None)
            if way is None:
                at += 1
                continue
            parts += [text[done : found[at][0]], IN_PLACE]
            at += len(way)
            done = found[at - 1][1]
        return "".join((*parts, text[done:]))[:limit] if parts else text[:limit]

    def _is_here(self, way: tuple[str, ...], found: Sequence[tuple[int, int, str]], at: int, text: str) -> bool:
        here = found[at : at + len(way)]
        if tuple(word for _, _, word in here) != way:
            return False
        if any("\n\n" in text[end:start] for (_, end, _), (start, _, _) in zip(here, here[1:], strict=False)):
            return False
        common = len(way) == 1 and (way[0] in EVERYDAY or len(way[0]) <= SHORT)
        return not (common and text[here[0][0]].islower())


def forget(connection: sqlite3.Connection, person: Person, others: Sequence[Person]) -> Forgotten:
    """Take every trace of a person out of the journal and its log, in one step that cannot be undone.

    Earlier steps that touched the person lose a part of what they would put back, so
    they cannot be undone either; all others can, because their images in the log are
    rewritten exactly as the tables are.
    """
    names = Names(person, others)
    connection.create_function("taken_out", 2, lambda text, limit: text and names.taken_out(text, limit))
    with step(connection, "forget", SUMMARY) as own:
        alone, shared = _conversations(connection, person.id)
        log = _Log(connection, person.id, alone)
        records = sum(
            connection.execute(f'SELECT count(*) FROM {table} WHERE "with" = ?', (person.id,)).fetchone()[0]
            for table, (_, columns) in LOGGED.items()
            if "with" in columns
        )
        gone = connection.executemany("DELETE FROM conversation WHERE id = ?", [(id_,) for id_ in sorted(alone)])
        connection.execute("DELETE FROM person WHERE id = ?", (person.id,))
        texts = _take_out(connection)
        connection.execute("DELETE FROM change WHERE step = ?", (own,))
        log.rewrite(names)
        for table in FULL_TEXT:
            # Deleted words stay in the index until it is built anew, whatever secure_delete says.
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
        # The step at hand goes with its emptied log when the transaction ends; this one stays.
        connection.execute("INSERT INTO step (command, summary, final) VALUES ('forget', ?, 1)", (SUMMARY,))
    return Forgotten(max(gone.rowcount, 0), shared, records, texts, names.left)


def _conversations(connection: sqlite3.Connection, person: str) -> tuple[set[str], int]:
    """The conversations in which only they took part, and how many others they were at or watched.

    A conversation that was deleted, or that they were taken out of, still stands in the log.
    """
    involved = {
        id_ for (id_,) in connection.execute("SELECT conversation FROM presence WHERE person = ?", (person,))
    }
    present: dict[str, set[str]] = {}
    for id_ in involved:
        rows = connection.execute("SELECT person FROM presence WHERE conversation = ? AND observer = 0", (id_,))
        present[id_] = {one for (one,) in rows}
    alone = {id_ for id_, who in present.items() if who <= {person}}
    shared = len(involved) - len(alone)
    columns = LOGGED["presence"][1]
    at, which, watched = (columns.index(name) for name in ("person", "conversation", "observer"))
    deleted: dict[str, set[str]] = {}
    for images in connection.execute("SELECT before, after FROM change WHERE tbl = 'presence'"):
        for image in images:
            if image is not None and not (row := json.loads(image))[watched] and row[which] not in present:
                deleted.setdefault(row[which], set()).add(row[at])
    standing = {id_ for (id_,) in connection.execute("SELECT id FROM conversation")} if deleted else set()
    return alone | {id_ for id_, who in deleted.items() if who == {person} and id_ not in standing}, shared


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
    """The change log, rewritten as though the person had never been there."""

    def __init__(self, connection: sqlite3.Connection, person: str, conversations: set[str]) -> None:
        self._connection = connection
        self._gone = {"person": {person}, "conversation": conversations}
        self._cascades = {table: list(_references(connection, table)) for table in LOGGED}
        for table in LOGGED:
            self._follow(table)

    def _follow(self, table: str) -> None:
        """Ids of the records that went, or would have gone, with those gone already; parents come first in LOGGED."""
        columns = LOGGED[table][1]
        if "id" not in columns or not any(cascades for _, _, cascades in self._cascades[table]):
            return
        ids = self._gone.setdefault(table, set())
        for _, _, before, after in self._changes(table):
            ids.update(row[columns.index("id")] for row in (before, after) if row and self._is_gone(table, row))

    def _changes(self, table: str) -> Iterator[tuple[int, int, list[Any] | None, list[Any] | None]]:
        query = "SELECT n, step, before, after FROM change WHERE tbl = ?"
        for n, number, before, after in self._connection.execute(query, (table,)).fetchall():
            yield n, number, before and json.loads(before), after and json.loads(after)

    def _is_gone(self, table: str, row: list[Any]) -> bool:
        columns = LOGGED[table][1]
        if "id" in columns and row[columns.index("id")] in self._gone.get(table, ()):
            return True
        return any(
            row[columns.index(column)] in self._gone.get(parent, ())
            for column, parent, cascades in self._cascades[table]
            if cascades
        )

    def rewrite(self, names: Names) -> None:
        """Drop what was the person's, empty references to it, replace names; a step that lost a row becomes final."""
        touched: set[int] = set()
        for table in LOGGED:
            for n, number, before, after in self._changes(table):
                new = [row if row is None else self._image(table, row, names) for row in (before, after)]
                if new == [before, after]:
                    continue
                if new[0] == new[1]:
                    touched.add(number)
                    self._connection.execute("DELETE FROM change WHERE n = ?", (n,))
                else:
                    images = [row and json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in new]
                    self._connection.execute("UPDATE change SET before = ?, after = ? WHERE n = ?", (*images, n))
        self._connection.executemany(
            "UPDATE step SET final = 1, summary = ? WHERE n = ?", [(TOUCHED, number) for number in sorted(touched)]
        )
        self._connection.execute(
            f"UPDATE step SET summary = taken_out(summary, {LONGEST_FIELD})"
            f" WHERE summary IS NOT taken_out(summary, {LONGEST_FIELD})"
        )

    def _image(self, table: str, row: list[Any], names: Names) -> list[Any] | None:
        """A row's image as the tables hold it now; none when the row is gone."""
        columns = LOGGED[table][1]
        if self._is_gone(table, row):
            return None
        new = list(row)
        for column, parent, cascades in self._cascades[table]:
            if not cascades and row[columns.index(column)] in self._gone.get(parent, ()):
                new[columns.index(column)] = None
        for column in WORDS.get(table, ()):
            value = row[columns.index(column)]
            new[columns.index(column)] = value and names.taken_out(value, LONGEST.get(column, LONGEST_FIELD))
        if table in TAGS and names.taken_out(row[columns.index(TAGS[table])]) != row[columns.index(TAGS[table])]:
            return None
        return new


def _references(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str, bool]]:
    """The columns of a table that refer to another: column, parent, whether the row goes with its parent."""
    for row in connection.execute(f"PRAGMA foreign_key_list({table})"):
        yield row[3], row[2], row[6] == "CASCADE"


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text, folded, with where they begin and end; in scripts without spaces, every character."""
    start = None
    for at, one in enumerate(text):
        is_uncut = not one.isascii() and any(low <= one <= high for low, high in UNCUT)
        if start is not None and (is_uncut or not _goes_on(one)):
            yield start, at, fold(text[start:at])
            start = None
        if is_uncut:
            yield at, at + 1, fold(one)
        elif start is None and one.isalnum():
            start = at
    if start is not None:
        yield start, len(text), fold(text[start:])


def _goes_on(one: str) -> bool:
    if one.isascii():
        return one.isalnum()
    import unicodedata  # noqa: PLC0415 - a plain ASCII journal never loads it

    return one.isalnum() or one in _JOINERS or unicodedata.category(one).startswith("M")


def _tokens_of(name: str) -> list[str]:
    return [word for _, _, word in _tokens(name)]


def _holds(tokens: Sequence[str], way: tuple[str, ...]) -> bool:
    return any(tuple(tokens[at : at + len(way)]) == way for at in range(len(tokens) - len(way) + 1))


def _digits(number: str) -> str:
    return "".join(one for one in number if one.isdigit()).lstrip("0")


def _phone(number: str) -> re.Pattern[str]:
    """A telephone number however it is grouped, with its country or without."""
    digits = _digits(number)
    most = 3 if number.strip().startswith(("+", "00")) else 0
    forms = [digits[cut:] for cut in range(most + 1) if not cut or len(digits) - cut >= LOCAL_PHONE]
    return re.compile("|".join(rf"(?<!\d)\+?(?:0[ ]?)*{'[ ()./-]{0,3}'.join(form)}(?!\d)" for form in forms))
