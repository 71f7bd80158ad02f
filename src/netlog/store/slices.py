"""The journal read in slices: one person and all that passed, everybody's agenda, every record."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from netlog.domain.journal import (
    Agenda,
    Away,
    Conversation,
    Entry,
    Fact,
    History,
    Introduction,
    Person,
    Promise,
    Rating,
    Reminder,
    Skip,
    Snooze,
    Standing,
    Tie,
)
from netlog.domain.people import fold
from netlog.store import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

MARKS = 500  # values bound to one statement; older SQLite takes at most 999
PHONE_DIGITS = 5  # fewer digits are no phone number
PORTION = 2000  # records of a stream in memory at a time
RECENT_DAYS = 60  # after which a thank-you is no longer expected
CONTACTS = 6  # days with contact that a rhythm is read from


class Slices:
    """Reads through a connection; every list is whole before it is handed out."""

    _connection: sqlite3.Connection

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[rows.Row]:
        """All rows of a SELECT."""
        raise NotImplementedError

    # Records by kind

    def records(self, kind: type[Any], where: str = "", values: Sequence[Any] = (), order: str = "id") -> list[Any]:
        """The records of one kind that a condition picks, complete with what they hold several of."""
        shape = rows.SHAPES[kind]
        found = self.rows(f"SELECT {shape.columns} FROM {shape.table} {where} ORDER BY {order}", values)
        several = self._several(kind, [row[0] for row in found], whole=not where)
        return [rows.record(kind, row, several.get(row[0])) for row in found]

    def stream(self, kind: type[Any]) -> Iterator[Any]:
        """Every record of one kind in the order of ids, a portion in memory at a time."""
        last = ""
        while portion := self.records(kind, "WHERE id > ?", (last,), f"id LIMIT {PORTION}"):
            yield from portion
            last = portion[-1].id

    def _several(self, kind: type[Any], ids: Sequence[str], *, whole: bool) -> dict[str, dict[str, Any]]:
        if kind not in rows.SEVERAL or not ids:
            return {}
        if kind is Person:
            found = self._among("SELECT person, kind, value FROM detail", "person", ids, "kind, position", whole=whole)
            return dict(rows.person_details(found))
        several: dict[str, dict[str, Any]] = defaultdict(dict)
        if kind is Promise:
            for promise, changes in _grouped(
                self._among('SELECT promise, "on", "by" FROM promise_change', "promise", ids, "position", whole=whole)
            ).items():
                several[promise]["changes"] = rows.changes(changes)
            return several
        present = self._among(
            "SELECT conversation, person, observer FROM presence", "conversation", ids, "person", whole=whole
        )
        for conversation, people in _grouped(present).items():
            several[conversation]["with_"] = tuple(person for person, observer in people if not observer)
            several[conversation]["seen_by"] = tuple(person for person, observer in people if observer)
        tags = self._among("SELECT conversation, tag FROM tag", "conversation", ids, "tag", whole=whole)
        for conversation, names in _grouped(tags).items():
            several[conversation]["tags"] = tuple(tag for (tag,) in names)
        signals = self._among(
            "SELECT conversation, code, about FROM signal", "conversation", ids, "code, about", whole=whole
        )
        for conversation, pairs in _grouped(signals).items():
            several[conversation]["signals"] = rows.signals(pairs)
        return several

    def _among(self, select: str, column: str, ids: Sequence[str], order: str, *, whole: bool) -> Iterable[rows.Row]:
        """Rows of a child table for some parents, or for all of them when the whole kind is read."""
        if whole:
            return self.rows(f"{select} ORDER BY {column}, {order}")
        found: list[rows.Row] = []
        for start in range(0, len(ids), MARKS):
            some = ids[start : start + MARKS]
            marks = ", ".join("?" * len(some))
            found += self.rows(f"{select} WHERE {column} IN ({marks}) ORDER BY {column}, {order}", some)
        return found

    # People

    def people(self) -> list[Person]:
        """Everybody, by name."""
        return self.records(Person, order="name COLLATE NOCASE, id")

    def person(self, id_: str) -> Person:
        """The person of an id."""
        return self.records(Person, "WHERE id = ?", (id_,))[0]

    def names(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Name and handle by id."""
        found = self._among("SELECT id, name, handle FROM person", "id", list(dict.fromkeys(ids)), "id", whole=False)
        return {id_: (name, handle) for id_, name, handle in found}

    def candidates(self, words: Iterable[str]) -> list[Person]:
        """People whose name, handle, nick, e-mail or phone may be meant by some of the words.

        More than those meant, never fewer: whole words are looked up in the full-text index
        without accents, and names without an ASCII letter, which may stand inside a word, are
        always among them when a word has none either.
        """
        words = list(words)
        tokens = sorted({token for word in words for token in _tokens(word)})
        ids: dict[str, None] = {}
        for start in range(0, len(tokens), MARKS):
            match = " OR ".join(f'"{token}"' for token in tokens[start : start + MARKS])
            query = "SELECT id FROM person WHERE n IN (SELECT rowid FROM person_fts WHERE person_fts MATCH ?)"
            ids.update((id_, None) for (id_,) in self.rows(query, (f"{{name handle}} : ({match})",)))
        folded = {token for word in words for token in _tokens(fold(word))}
        for id_, nick in self.rows("SELECT person, value FROM detail WHERE kind = 'nick'"):
            if not nick.isascii() or not folded.isdisjoint(_tokens(fold(nick))):
                ids[id_] = None
        if any("@" in word for word in words):
            mails = {word.casefold() for word in words}
            found = self.rows("SELECT person, value FROM detail WHERE kind = 'email'")
            ids.update((id_, None) for id_, mail in found if mail.casefold() in mails)
        if digits := {number for word in words if len(number := _digits(word)) >= PHONE_DIGITS}:
            found = self.rows("SELECT person, value FROM detail WHERE kind = 'phone'")
            ids.update((id_, None) for id_, phone in found if _digits(phone) in digits)
        if not all(token.isascii() for token in tokens):
            ids.update((id_, None) for (id_,) in self.rows("SELECT id FROM person WHERE name NOT GLOB '*[a-zA-Z]*'"))
        return self._persons(list(ids))

    def by_handle(self, handle: str) -> Person | None:
        """The person of a handle."""
        found = self.records(Person, "WHERE handle = ?", (handle,))
        return found[0] if found else None

    def handles(self, stem: str) -> set[str]:
        """Handles in use that begin with a stem."""
        return {handle for (handle,) in self.rows("SELECT handle FROM person WHERE handle GLOB ?", (f"{stem}*",))}

    def together(self, person: str, others: Iterable[str]) -> int:
        """In how many conversations a person was seen with some of the others."""
        ids = list(others)
        marks = ", ".join("?" * len(ids))
        query = (
            "SELECT count(DISTINCT one.conversation) FROM presence one JOIN presence other"
            f" ON other.conversation = one.conversation WHERE one.person = ? AND other.person IN ({marks})"
        )
        return int(self.rows(query, (person, *ids))[0][0])

    def _persons(self, ids: Sequence[str]) -> list[Person]:
        found: list[Person] = []
        for start in range(0, len(ids), MARKS):
            some = ids[start : start + MARKS]
            found += self.records(Person, f"WHERE id IN ({', '.join('?' * len(some))})", some)
        return found

    # One kind

    def promises(self, person: Person | None = None, *, closed: bool = False) -> list[Promise]:
        """Promises of both sides, open ones only unless told otherwise, the earliest first."""
        conditions = [*([] if closed else ["closed IS NULL"]), *(['"with" = ?'] if person else [])]
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        return self.records(Promise, where, (person.id,) if person else (), '"on", id')

    def open_asks(self, person: Person | None = None) -> list[Entry]:
        """Asks of both sides that nobody answered yet, the earliest first."""
        where = "WHERE kind = 'ask' AND answered IS NULL" + (' AND "with" = ?' if person else "")
        return self.records(Entry, where, (person.id,) if person else (), '"on", id')

    def conversation(self, id_: str) -> Conversation | None:
        """The conversation of an id."""
        found = self.records(Conversation, "WHERE id = ?", (id_,))
        return found[0] if found else None

    def by_conversation(self, kind: type[Any], id_: str) -> list[Any]:
        """The records of a kind that were made in a conversation."""
        return self.records(kind, "WHERE conversation = ?", (id_,))

    # One person

    def history(self, person: Person) -> History:
        """A person and all that passed between you."""
        mine = 'WHERE "with" = ?'
        return History(
            person=person,
            conversations=tuple(
                self.records(
                    Conversation,
                    "WHERE id IN (SELECT conversation FROM presence WHERE person = ?)",
                    (person.id,),
                    '"on", id',
                )
            ),
            promises=tuple(self.records(Promise, mine, (person.id,), '"on", id')),
            entries=tuple(self.records(Entry, mine, (person.id,), '"on", id')),
            ratings=tuple(self.records(Rating, mine, (person.id,), '"on", id')),
            facts=tuple(self.records(Fact, mine, (person.id,), '"on", id')),
            reminders=tuple(self.records(Reminder, mine, (person.id,), '"on", id')),
            snoozes=tuple(self.records(Snooze, mine, (person.id,), '"on", id')),
            skips=tuple(self.records(Skip, mine, (person.id,), '"on", id')),
            aways=tuple(self.records(Away, mine, (person.id,), '"on", id')),
            standings=tuple(self.records(Standing, mine, (person.id,), '"on", id')),
            introductions=self._introductions("WHERE person.through = ?", (person.id,)).get(person.id, ()),
        )

    def histories(self, people: Iterable[Person]) -> Iterator[History]:
        """The histories of several people, one in memory at a time."""
        return (self.history(person) for person in people)

    def _introductions(self, where: str, values: Sequence[Any]) -> dict[str, tuple[Introduction, ...]]:
        """By introducer, the people they brought you together with: the day told, or the first contact."""
        query = (
            'SELECT through, id, name, coalesce(met, (SELECT min("on") FROM presence'
            " WHERE person = person.id AND attempt = 0 AND observer = 0)) AS day FROM person "
            f"{where} AND day IS NOT NULL ORDER BY through, day, id"
        )
        return {
            through: tuple(Introduction(id_, name, date.fromisoformat(day)) for id_, name, day in found)
            for through, found in _grouped(self.rows(query, values)).items()
        }

    # Everybody, for the morning list

    def agenda(self, today: date, person: Person | None = None) -> Agenda:
        """What the morning list needs of everybody, or of one person, as it stood on a day."""
        day = today.isoformat()
        only, who = ("WHERE id = ?", (person.id,)) if person else ("", ())
        and_only = 'AND "with" = ?' if person else ""
        attempts = _grouped(
            self.rows(
                'SELECT person, "on" FROM presence p WHERE attempt = 1 AND observer = 0 AND "on" <= ?'
                f" {'AND person = ?' if person else ''}"
                ' AND "on" > coalesce((SELECT max("on") FROM presence WHERE person = p.person AND attempt = 0'
                ' AND observer = 0 AND "on" <= ?), \'\') ORDER BY person, "on"',
                (day, *who, day),
            )
        )
        promises = self._open_promises(today, and_only, who)
        recent = (today - timedelta(days=RECENT_DAYS + 1)).isoformat()
        asks = self._by_person(
            Entry,
            f"WHERE kind = 'ask' AND \"on\" <= ? AND (answered IS NULL OR answered > ?) {and_only}",
            (day, day, *who),
        )
        received = self._by_person(
            Entry, f"WHERE kind = 'receive' AND \"on\" BETWEEN ? AND ? {and_only}", (recent, day, *who)
        )
        thanked = dict(
            self.rows(
                f'SELECT "with", max("on") FROM entry WHERE kind = \'thank\' AND "on" <= ? {and_only} GROUP BY 1',
                (day, *who),
            )
        )
        feedback = dict(
            self.rows(
                f'SELECT "with", max("on") FROM rating WHERE source = \'them\' AND "on" <= ? {and_only} GROUP BY 1',
                (day, *who),
            )
        )
        reminders = self._by_person(
            Reminder, f"WHERE made <= ? AND (done IS NULL OR done > ?) {and_only}", (day, day, *who)
        )
        snoozes = self._by_person(Snooze, f'WHERE until > ? AND "on" <= ? {and_only}', (day, day, *who))
        skips = self._by_person(Skip, f'WHERE "on" <= ? {and_only}', (day, *who))
        aways = self._by_person(Away, f'WHERE "with" IS NOT NULL AND until > ? {and_only}', (day, *who))
        standings = self._by_person(Standing, f'WHERE "on" <= ? {and_only}', (day, *who))
        introductions = self._introductions(f"WHERE through {'= ?' if person else 'IS NOT NULL'}", who)
        contacts = (
            '(SELECT group_concat("on") FROM (SELECT DISTINCT "on" FROM presence WHERE person = person.id'
            f' AND attempt = 0 AND observer = 0 AND "on" <= ? ORDER BY "on" DESC LIMIT {CONTACTS}))'
        )
        first = (
            '(SELECT min("on") FROM presence WHERE person = person.id AND attempt = 0 AND observer = 0 AND "on" <= ?)'
        )
        message = '(SELECT max("on") FROM presence WHERE person = person.id AND observer = 0 AND "on" <= ?)'
        found = self.rows(
            "SELECT id, name, handle, added, circle, every, birthday, met,"
            f" {contacts}, {first}, {message} FROM person {only}",
            (day, day, day, *who),
        )
        ties = tuple(
            Tie(
                *(id_, name, handle, _day(added), circle, every, birthday, _maybe(met)),
                contacts=tuple(_day(on) for on in days.split(",")) if days else (),
                first=_maybe(begun),
                attempts=tuple(_day(on) for (on,) in attempts.get(id_, ())),
                message=_maybe(last),
                promises=promises.get(id_, ()),
                asks=asks.get(id_, ()),
                received=received.get(id_, ()),
                thanked=_maybe(thanked.get(id_)),
                introductions=tuple(one for one in introductions.get(id_, ()) if one.on <= today),
                feedback=_maybe(feedback.get(id_)),
                reminders=reminders.get(id_, ()),
                snoozes=snoozes.get(id_, ()),
                skips=skips.get(id_, ()),
                aways=aways.get(id_, ()),
                standing=standings[id_][-1] if id_ in standings else None,
            )
            for id_, name, handle, added, circle, every, birthday, met, days, begun, last in found
        )
        return Agenda(ties, tuple(self.absences()))

    def absences(self) -> list[Away]:
        """The days on which I am away, past ones too: a date rolled over them stays where it was."""
        return self.records(Away, 'WHERE "with" IS NULL', (), '"on", id')

    def with_account(self, today: date) -> list[Person]:
        """Everybody whose account has a line by a day: an entry, or a promise of mine."""
        query = (
            'SELECT "with" FROM entry WHERE "on" <= :day UNION'
            ' SELECT "with" FROM promise WHERE who = \'me\' AND "on" <= :day'
        )
        return self._persons([id_ for (id_,) in self.rows(query, {"day": today.isoformat()})])  # type: ignore[arg-type]

    def maybe_overdrawn(self, today: date) -> list[Person]:
        """Everybody whose balance may be below zero; those it leaves out cannot be.

        Goodwill halves at the most once in 365 days, so what was given in the last
        365 counts for half of itself at least; nothing else is worth less than nothing.
        """
        query = """
            SELECT "with" FROM (
              SELECT "with", CASE
                  WHEN kind = 'receive' OR (kind = 'ask' AND who = 'me') THEN points
                  WHEN discount = 0 AND "on" >= date(:day, '-365 days')
                    AND (kind = 'give' OR (kind = 'ask' AND answer = 'yes' AND answered <= :day)) THEN -0.5 * points
                  ELSE 0 END AS taken
              FROM entry WHERE "on" <= :day
              UNION ALL
              SELECT "with", 1000 FROM promise
              WHERE who = 'me' AND "on" <= :day AND "by" < :day
                AND (closed IS NULL OR closed > "by" OR outcome = 'broken')
            ) GROUP BY 1 HAVING sum(taken) > 0"""
        return self._persons([id_ for (id_,) in self.rows(query, {"day": today.isoformat()})])  # type: ignore[arg-type]

    def _open_promises(self, today: date, and_only: str, who: Sequence[Any]) -> dict[str, tuple[Promise, ...]]:
        """By person, the promises open on a day, as they stood on it."""
        day = today.isoformat()
        found: dict[str, tuple[Promise, ...]] = {}
        for condition in ("closed IS NULL", "closed > ?"):
            values = (day, *who) if condition == "closed IS NULL" else (day, day, *who)
            for promise in self.records(Promise, f'WHERE {condition} AND "on" <= ? {and_only}', values, '"on", id'):
                as_it_stood = promise._replace(
                    outcome=None, closed=None, changes=tuple(one for one in promise.changes if one.on <= today)
                )
                found[promise.with_] = (*found.get(promise.with_, ()), as_it_stood)
        return found

    def _by_person(self, kind: type[Any], where: str, values: Sequence[Any]) -> dict[str, tuple[Any, ...]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for record in self.records(kind, where, values, "made, id" if kind is Reminder else '"on", id'):
            found[record.with_].append(record)
        return {person: tuple(records) for person, records in found.items()}


def _grouped(found: Iterable[rows.Row]) -> dict[str, list[rows.Row]]:
    """Rows by their first column, without it."""
    groups: dict[str, list[rows.Row]] = defaultdict(list)
    for first, *rest in found:
        groups[first].append(tuple(rest))
    return groups


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _tokens(word: str) -> list[str]:
    """The parts of a word as the full-text index cuts them: runs of letters and digits."""
    return "".join(character if character.isalnum() else " " for character in word).split()


def _digits(word: str) -> str:
    return "".join(character for character in word if character.isdigit())
