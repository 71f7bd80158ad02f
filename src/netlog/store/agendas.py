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
    from collections.abc import Iterator, Sequence
    from datetime import date
    from typing import Any

    from netlog.domain.journal import Person

CONTACTS = 6  # latest days with contact: the cadence learns from the five gaps between them
RECENT_DAYS = 60  # after which a thank-you is no longer expected
# An introduction that was asked for and made has promises of its own: to thank, and to tell how it went.
UNPROMISED = """NOT EXISTS (SELECT 1 FROM introduction JOIN introduction_step ON introduction = introduction.id
    AND state = 'made' WHERE introduction.other = person.id AND introduction.through = person.through)"""

MET = 'FROM presence WHERE person = person.id AND observer = 0 AND "on" <= :day'  # by a day, attempts too
# Who somebody is, the latest days with contact, the first one, and the last conversation of any kind: each is a
# seek in the clustered key of `presence`, however long the history.
TIES = f"""
SELECT id, name, handle, added, circle, every, birthday, met,
  (SELECT group_concat("on") FROM (
    SELECT DISTINCT "on" {MET} AND attempt = 0 ORDER BY "on" DESC LIMIT {CONTACTS})),
  (SELECT min("on") {MET} AND attempt = 0),
  (SELECT max("on") {MET})
FROM person"""


class Agendas(Books):
    """Reads the agenda of a day, in as many statements for ten people as for ten thousand."""

    def agenda(self, today: date, person: Person | None = None) -> Agenda:
        """What the morning list needs of everybody, or of one person, as it stood on a day."""
        only = "WHERE id = :id" if person else ""
        values = {"day": today.isoformat(), **({"id": person.id} if person else {})}
        found = self.rows(f"{TIES} {only}", values)
        held = self._held(today, person)
        # Attempts that count come after the last contact: most people's last conversation was one.
        tried = {row[0]: (row[8] or "")[:10] for row in found if row[10] and row[10] > (row[8] or "")[:10]}
        for id_, days in self._attempts(tried, values["day"]).items():
            held[id_]["attempts"] = days
        nothing: dict[str, Any] = {}
        ties = tuple(
            Tie(
                *(id_, name, handle, rows.day(added), circle, every, birthday, rows.maybe_day(met)),
                contacts=rows.days(days),
                first=rows.maybe_day(begun),
                message=rows.maybe_day(last),
                **held.get(id_, nothing),
            )
            for id_, name, handle, added, circle, every, birthday, met, days, begun, last in found
        )
        return Agenda(ties, tuple(self.absences()))

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

    def _held(self, today: date, person: Person | None) -> dict[str, dict[str, Any]]:
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

        def last(table: str, condition: str) -> dict[str, date]:
            query = f'SELECT "with", max("on") FROM {table} WHERE {condition} AND "on" <= ? {and_only} GROUP BY 1'
            return {id_: rows.day(on) for id_, on in self.rows(query, (day, *who))}

        recent = (today - timedelta(days=RECENT_DAYS + 1)).isoformat()
        yield "promises", self._open_promises(today, and_only, who)
        yield "asks", of(Entry, "kind = 'ask' AND \"on\" <= ? AND (answered IS NULL OR answered > ?)", day, day)
        yield "received", of(Entry, "kind = 'receive' AND \"on\" BETWEEN ? AND ?", recent, day)
        yield "thanked", last("entry", "kind = 'thank'")
        yield "feedback", last("rating", "source = 'them'")
        yield "reminders", of(Reminder, "made <= ? AND (done IS NULL OR done > ?)", day, day)
        yield "snoozes", of(Snooze, 'until > ? AND "on" <= ?', day, day)
        yield "skips", of(Skip, '"on" <= ?', day)
        yield "aways", of(Away, '"with" IS NOT NULL AND until > ?', day)
        yield "standing", {id_: told[-1] for id_, told in of(Standing, '"on" <= ?', day).items()}
        brought = self.introductions(f"WHERE through {'= ?' if person else 'IS NOT NULL'} AND {UNPROMISED}", who)
        early = {id_: tuple(one for one in known if one.on <= today) for id_, known in brought.items()}
        yield "introductions", {id_: known for id_, known in early.items() if known}
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
