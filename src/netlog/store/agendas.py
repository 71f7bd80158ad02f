"""What the morning list needs of everybody, as it stood on a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from netlog.domain.journal import (
    HARDSHIP_DAYS,
    Agenda,
    Away,
    Entry,
    Group,
    Promise,
    Reminder,
    Skip,
    Snooze,
    Standing,
    Tie,
)
from netlog.store import rows
from netlog.store.books import Books
from netlog.store.reading import SOME, grouped, some
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Any

    from netlog.domain.journal import Person
    from netlog.domain.sieve import Sieve

    Held = Mapping[str, dict[str, Any]]  # by person, the fields of a tie that few people have

CONTACTS = 6  # latest days with contact: the cadence learns from the five gaps between them
TOLD = ("promises", "asks", "received", "introductions", "reminders", "standing", "groups")  # fields that make a line
RECENT_DAYS = 60  # after which a thank-you is no longer expected
# An introduction that was asked for and made has promises of its own: to thank, and to tell how it went.
UNPROMISED = """NOT EXISTS (SELECT 1 FROM introduction JOIN introduction_step ON introduction = introduction.id
    AND state = 'made' WHERE introduction.other = person.id AND introduction.through = person.through)"""

MET = 'FROM presence WHERE person = person.id AND observer = 0 AND "on" <= :day'  # by a day, attempts too
TWO_WAY = f"{MET} AND attempt = 0"
FIRST = f'(SELECT "on" {TWO_WAY} ORDER BY "on" LIMIT 1)'  # two thirds of what min() costs; below the same for max()
LAST = f'(SELECT "on" {TWO_WAY} ORDER BY "on" DESC LIMIT 1)'
# Who somebody is, the latest days with contact, the first one, and the last conversation of any kind: each is a
# seek in the clustered key of `presence`, however long the history.
TIES = f"""
SELECT id, name, handle, added, circle, every, birthday, met,
  (SELECT group_concat("on") FROM (SELECT DISTINCT "on" {TWO_WAY} ORDER BY "on" DESC LIMIT {CONTACTS})),
  {FIRST},
  (SELECT "on" {MET} ORDER BY "on" DESC LIMIT 1)
FROM person"""
THESE = "id IN (SELECT value FROM json_each(:ids))"
# Whom a sieve lets through. Where nobody was met yet, only a cadence of their own waits for a first word.
THROUGH = f"""NOT {THESE} AND (
circle IN ('inner', 'close') OR substr(birthday, -5) IN (SELECT value FROM json_each(:occasions))
OR coalesce({LAST} <= CASE
  WHEN every IS NOT NULL THEN date(:day, '-' || every || ' days')
  WHEN circle = 'outer' THEN '' WHEN circle = 'active' THEN :active ELSE :wide END, every IS NOT NULL)
OR {FIRST} >= :new) LIMIT :most"""


class Agendas(Books):
    """Reads the agenda of a day, in as many statements for ten people as for ten thousand."""

    def agenda(self, today: date, person: Person | None = None) -> Agenda:
        """What the morning list needs of everybody, or of one person, as it stood on a day."""
        held = self.held(today, person)
        ties = self._ties(today, held, THESE, ids=some([person.id])) if person else self._ties(today, held)
        return Agenda(ties, tuple(self.absences()))

    def ties_told(self, today: date, held: Held) -> tuple[Tie, ...]:
        """The ties of those who hold something that makes a line."""
        return self.ties_of(_told(held), today, held)

    def ties_through(self, sieve: Sieve, held: Held, most: int | None) -> tuple[Tie, ...]:
        """The ties of all others for whom the day may have a line, and of some more; so many at most."""
        values: dict[str, str | int] = {
            "ids": some(_told(held)),
            "most": -1 if most is None else most,
            "occasions": some(sieve.occasions),
            "active": sieve.active.isoformat(),
            "wide": sieve.wide.isoformat(),
            "new": sieve.new.isoformat(),
        }
        return self._ties(sieve.today, held, THROUGH, **values)

    def ties_of(self, ids: Iterable[str], today: date, held: Held) -> tuple[Tie, ...]:
        """The ties of some people."""
        return self._ties(today, held, THESE, ids=some(ids))

    def _ties(self, today: date, held: Held, where: str = "1", **values: str | int) -> tuple[Tie, ...]:
        day = today.isoformat()
        found = self.rows(f"{TIES} WHERE {where}", {"day": day, **values})
        # Attempts that count come after the last contact: most people's last conversation was one.
        tried = {row[0]: (row[8] or "")[:10] for row in found if row[10] and row[10] > (row[8] or "")[:10]}
        attempts = self._attempts(tried, day)
        nothing: dict[str, Any] = {}
        return tuple(
            Tie(
                *(id_, name, handle, rows.day(added), circle, every, birthday, met and rows.day(met)),
                *(rows.days(days), begun and rows.day(begun), attempts.get(id_, ()), last and rows.day(last)),
                **held.get(id_, nothing),
            )
            for id_, name, handle, added, circle, every, birthday, met, days, begun, last in found
        )

    def absences(self) -> list[Away]:
        """The days on which I am away, past ones too: a date rolled over them stays where it was."""
        return self.records(Away, 'WHERE "with" IS NULL', (), '"on", id')

    def _attempts(self, since: dict[str, str], day: str) -> dict[str, tuple[date, ...]]:
        """By person, the days up to that one on which a message stayed unanswered, after each one's last contact."""
        found = self.rows(
            'SELECT person, "on" FROM presence WHERE attempt = 1 AND observer = 0 AND "on" <= ?'
            f' AND person IN {SOME} ORDER BY person, "on"',
            (day, some(since)),
        )
        return {id_: tuple(rows.day(on) for (on,) in days if on > since[id_]) for id_, days in grouped(found).items()}

    def held(self, today: date, person: Person | None = None) -> dict[str, dict[str, Any]]:
        """By person, the fields of a tie that few people have."""
        held: dict[str, dict[str, Any]] = defaultdict(dict)
        for field, values in self._fields(today, person):
            for id_, value in values.items():
                held[id_][field] = value
        return held

    def _fields(self, today: date, person: Person | None) -> Iterator[tuple[str, dict[str, Any]]]:
        """Field by field, what it holds by person."""
        day = today.isoformat()
        and_only, who = ('AND "with" = ?', (person.id,)) if person else ("", ())

        def of(kind: type[Any], where: str, *values: str) -> dict[str, tuple[Any, ...]]:
            order = "made, id" if kind is Reminder else '"on", id'
            return self.by_person(kind, f"WHERE {where} {and_only}", (*values, *who), order)

        def last(table: str, condition: str, *values: str) -> dict[str, date]:
            query = f'SELECT "with", max("on") FROM {table} WHERE {condition} AND "on" <= ? {and_only} GROUP BY 1'
            return {id_: rows.day(on) for id_, on in self.rows(query, (*values, day, *who))}

        recent = (today - timedelta(days=RECENT_DAYS + 1)).isoformat()
        yield "promises", self._open_promises(today, and_only, who)
        yield "asks", of(Entry, "kind = 'ask' AND \"on\" <= ? AND (answered IS NULL OR answered > ?)", day, day)
        received = of(Entry, "kind = 'receive' AND \"on\" BETWEEN ? AND ?", recent, day)
        brought = self.introductions(f"WHERE through {'= ?' if person else 'IS NOT NULL'} AND {UNPROMISED}", who)
        early = {id_: tuple(one for one in known if one.on <= today) for id_, known in brought.items()}
        introduced = {id_: known for id_, known in early.items() if known}
        yield "received", received
        yield "introductions", introduced
        if helpers := received.keys() | introduced.keys():
            yield "thanked", last("entry", f"kind = 'thank' AND \"with\" IN {SOME}", some(helpers))
        yield "feedback", last("rating", "source = 'them'")
        yield "reminders", of(Reminder, "made <= ? AND (done IS NULL OR done > ?)", day, day)
        yield "snoozes", of(Snooze, 'until > ? AND "on" <= ?', day, day)
        yield "skips", of(Skip, '"on" <= ?', day)
        yield "aways", of(Away, '"with" IS NOT NULL AND until > ?', day)
        yield "standing", {id_: told[-1] for id_, told in of(Standing, '"on" <= ?', day).items()}
        yield "groups", self._groups(today)
        since = (today - timedelta(days=HARDSHIP_DAYS)).isoformat()
        hard = f'SELECT "with" FROM fact WHERE topic = \'hardship\' AND "on" BETWEEN ? AND ? {and_only}'
        yield "hardship", {id_: True for (id_,) in self.rows(hard, (since, day, *who))}

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

    def _groups(self, today: date) -> dict[str, tuple[Group, ...]]:
        """By member, the groups that meet on a day or later."""
        found: dict[str, tuple[Group, ...]] = {}
        day = today.isoformat()
        for group in self.records(Group, 'WHERE "on" <= ? AND (until IS NULL OR until > ?)', (day, day), '"on", id'):
            for member in group.members:
                found[member] = (*found.get(member, ()), group)
        return found


def _told(held: Held) -> list[str]:
    """The ids of those who hold something that makes a line."""
    return [id_ for id_, fields in held.items() if not fields.keys().isdisjoint(TOLD)]
