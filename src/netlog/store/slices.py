"""The journal read in slices: one person and all that passed, everybody's agenda."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from netlog.domain.journal import (
    HARDSHIP_DAYS,
    Advice,
    Agenda,
    Away,
    Brought,
    Conversation,
    Entry,
    Fact,
    Group,
    History,
    Person,
    Promise,
    Rating,
    Reminder,
    Skip,
    Snooze,
    Standing,
    Tie,
)
from netlog.store import rows
from netlog.store.crowd import Crowd
from netlog.store.reading import grouped, marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netlog.domain.dossier import Event
    from netlog.domain.matching import Wishes

RECENT_DAYS = 60  # after which a thank-you is no longer expected
TOGETHER = 100  # people whose histories are read at once; one by one takes a third longer
HELD: dict[str, type[Any]] = {  # what a history has of records that are with one person
    "promises": Promise,
    "entries": Entry,
    "ratings": Rating,
    "facts": Fact,
    "reminders": Reminder,
    "snoozes": Snooze,
    "skips": Skip,
    "aways": Away,
    "standings": Standing,
    "advice": Advice,
}
CONTACTS = 6  # days with contact that a rhythm is read from
# An introduction that was asked for and made has promises of its own: to thank, and to tell how it went.
UNPROMISED = """NOT EXISTS (SELECT 1 FROM introduction JOIN introduction_step ON introduction = introduction.id
    AND state = 'made' WHERE introduction.other = person.id AND introduction.through = person.through)"""


class Slices(Crowd):
    """Reads what a question needs, complete."""

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

    # Beyond the log

    def every(self, kind: type[Any]) -> list[Any]:
        """All records of a kind, the earliest first."""
        return self.records(kind, order='"on", id')

    def of(self, kind: type[Any], person: Person) -> list[Any]:
        """The records of a kind that concern a person in whatever part, the earliest first."""
        from netlog.domain import dossier  # noqa: PLC0415 - the daily commands do without

        fields = dossier.PEOPLE[kind]
        conditions = [f'"{field.rstrip("_")}" = :id' for field in fields if field != "members"]
        conditions += ["id IN (SELECT grouping FROM member WHERE person = :id)"] if "members" in fields else []
        return self.records(kind, f"WHERE {' OR '.join(conditions) or '0'}", {"id": person.id}, '"on", id')

    def wishes(self) -> Wishes:
        """What everybody looks for and has, what is at hand, and who knows whom or is at rest."""
        from netlog.domain.dossier import Acquaintance, Introduction, Offer  # noqa: PLC0415 - few commands match people
        from netlog.domain.matching import Wishes  # noqa: PLC0415 - as above

        return Wishes(
            people=self.people(),
            facts=self.every(Fact),
            offers=self.every(Offer),
            acquaintances=self.every(Acquaintance),
            introductions=self.every(Introduction),
            standings=self.every(Standing),
        )

    def event(self) -> Event | None:
        """The event that goes on."""
        if not self.rows("SELECT 1 FROM event WHERE until IS NULL LIMIT 1"):
            return None
        from netlog.domain.dossier import Event  # noqa: PLC0415 - most logs are written at no event

        found: list[Event] = self.records(Event, "WHERE until IS NULL", (), '"on" DESC, id DESC LIMIT 1')
        return found[0]

    # One person

    def history(self, person: Person) -> History:
        """A person and all that passed between you."""
        return self._histories([person])[0]

    def histories(self, people: Iterable[Person]) -> Iterator[History]:
        """The histories of several people, those of a portion in memory at a time."""
        everyone = list(people)
        for start in range(0, len(everyone), TOGETHER):
            yield from self._histories(everyone[start : start + TOGETHER])

    def _histories(self, people: Sequence[Person]) -> list[History]:
        ids = [person.id for person in people]
        some = f"({marks(ids)})"
        where = f"WHERE id IN (SELECT conversation FROM presence WHERE person IN {some})"
        talks: dict[str, list[Conversation]] = defaultdict(list)
        for talk in self.records(Conversation, where, ids, '"on", id'):
            for id_ in (*talk.with_, *talk.seen_by):
                talks[id_].append(talk)
        held = {
            field: self._by_person(kind, f'WHERE "with" IN {some}', ids, '"on", id') for field, kind in HELD.items()
        }
        brought = self._introductions(f"WHERE person.through IN {some}", ids)
        return [
            History(
                person,
                tuple(talks.get(person.id, ())),
                introductions=brought.get(person.id, ()),
                **{field: records.get(person.id, ()) for field, records in held.items()},
            )
            for person in people
        ]

    def _introductions(self, where: str, values: Sequence[Any]) -> dict[str, tuple[Brought, ...]]:
        """By introducer, the people they brought you together with: the day told, or the first contact."""
        query = (
            'SELECT through, id, name, coalesce(met, (SELECT min("on") FROM presence'
            " WHERE person = person.id AND attempt = 0 AND observer = 0)) AS day FROM person "
            f"{where} AND day IS NOT NULL ORDER BY through, day, id"
        )
        return {
            through: tuple(Brought(id_, name, rows.day(on)) for id_, name, on in found)
            for through, found in grouped(self.rows(query, values)).items()
        }

    # Everybody, for the morning list

    def agenda(self, today: date, person: Person | None = None) -> Agenda:
        """What the morning list needs of everybody, or of one person, as it stood on a day."""
        day = today.isoformat()
        only, who = ("WHERE id = ?", (person.id,)) if person else ("", ())
        and_only = 'AND "with" = ?' if person else ""
        attempts = grouped(
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
        thanked: dict[str, str] = dict(
            self.rows(
                f'SELECT "with", max("on") FROM entry WHERE kind = \'thank\' AND "on" <= ? {and_only} GROUP BY 1',
                (day, *who),
            )
        )
        feedback: dict[str, str] = dict(
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
        introductions = self._introductions(f"WHERE through {'= ?' if person else 'IS NOT NULL'} AND {UNPROMISED}", who)
        groups = self._groups(today)
        since = (today - timedelta(days=HARDSHIP_DAYS)).isoformat()
        hardships = {
            id_
            for (id_,) in self.rows(
                f'SELECT "with" FROM fact WHERE topic = \'hardship\' AND "on" BETWEEN ? AND ? {and_only}',
                (since, day, *who),
            )
        }
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
                *(id_, name, handle, rows.day(added), circle, every, birthday, rows.maybe_day(met)),
                contacts=tuple(rows.day(on) for on in days.split(",")) if days else (),
                first=rows.maybe_day(begun),
                attempts=tuple(rows.day(on) for (on,) in attempts.get(id_, ())),
                message=rows.maybe_day(last),
                promises=promises.get(id_, ()),
                asks=asks.get(id_, ()),
                received=received.get(id_, ()),
                thanked=rows.maybe_day(thanked.get(id_)),
                introductions=tuple(one for one in introductions.get(id_, ()) if one.on <= today),
                feedback=rows.maybe_day(feedback.get(id_)),
                reminders=reminders.get(id_, ()),
                snoozes=snoozes.get(id_, ()),
                skips=skips.get(id_, ()),
                aways=aways.get(id_, ()),
                standing=standings[id_][-1] if id_ in standings else None,
                groups=groups.get(id_, ()),
                hardship=id_ in hardships,
            )
            for id_, name, handle, added, circle, every, birthday, met, days, begun, last in found
        )
        return Agenda(ties, tuple(self.absences()))

    def absences(self) -> list[Away]:
        """The days on which I am away, past ones too: a date rolled over them stays where it was."""
        return self.records(Away, 'WHERE "with" IS NULL', (), '"on", id')

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

    def _by_person(
        self, kind: type[Any], where: str, values: Sequence[Any], order: str = ""
    ) -> dict[str, tuple[Any, ...]]:
        found: dict[str, list[Any]] = defaultdict(list)
        usual = "made, id" if kind is Reminder else '"on", id'
        for record in self.records(kind, where, values, order or usual):
            found[record.with_].append(record)
        return {person: tuple(records) for person, records in found.items()}
