"""The journal read in slices: one person and all that passed, what else concerns them."""

from __future__ import annotations

from collections import defaultdict

from netlog.domain.journal import (
    Advice,
    Away,
    Conversation,
    Entry,
    Fact,
    History,
    Person,
    Promise,
    Rating,
    Reminder,
    Skip,
    Snooze,
    Standing,
)
from netlog.store.crowd import Crowd
from netlog.store.reading import SOME, some
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from typing import Any

    from netlog.domain.courses import Course
    from netlog.domain.dossier import Event
    from netlog.domain.matching import Wishes

TOGETHER = 100  # people whose histories are read at once; one by one takes a third longer
MOST_TALKS = 2000  # conversations after which no more people are read with them: a year of mail fills the memory else
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

    def conversations(self, since: date, until: date) -> list[Conversation]:
        """The conversations of some days, both included, the earliest first."""
        days = (since.isoformat(), until.isoformat())
        return self.records(Conversation, 'WHERE "on" BETWEEN ? AND ?', days, '"on", id')

    def first_contacts(self) -> list[Conversation]:
        """The conversations that were somebody's first two-way contact."""
        first = (
            "SELECT (SELECT conversation FROM presence WHERE person = person.id AND attempt = 0 AND observer = 0"
            ' ORDER BY "on", conversation LIMIT 1) FROM person'
        )
        return self.records(Conversation, f"WHERE id IN ({first})", (), '"on", id')

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
        everyone = {person.id: person for person in people}
        query = f"SELECT person, count(*) FROM presence WHERE person IN {SOME} GROUP BY person"
        talks: dict[str, int] = dict(self.rows(query, (some(everyone),)))
        portion: list[Person] = []
        many = 0
        for person in everyone.values():
            portion.append(person)
            many += talks.get(person.id, 0)
            if len(portion) == TOGETHER or many >= MOST_TALKS:
                yield from self._histories(portion)
                portion, many = [], 0
        if portion:
            yield from self._histories(portion)

    def _histories(self, people: Sequence[Person]) -> list[History]:
        ids = [person.id for person in people]
        where = f"WHERE id IN (SELECT conversation FROM presence WHERE person IN {SOME})"
        talks: dict[str, list[Conversation]] = defaultdict(list)
        for talk in self.records(Conversation, where, (some(ids),), '"on", id'):
            for id_ in (*talk.with_, *talk.seen_by):
                talks[id_].append(talk)
        held = {field: self.of_each(kind, ids) for field, kind in HELD.items()}
        brought = self.introductions(f"WHERE person.through IN {SOME}", (some(ids),))
        return [
            History(
                person,
                tuple(talks.get(person.id, ())),
                introductions=brought.get(person.id, ()),
                **{field: records.get(person.id, ()) for field, records in held.items()},
            )
            for person in people
        ]

    # Everybody

    def courses(self, people: Sequence[Person], today: date, *, attention_only: bool = False) -> Iterator[Course]:
        """What says something of me in the histories of some people up to a day, no words; see `courses.read`."""
        from netlog.store import courses  # noqa: PLC0415 - few questions are about everybody

        return courses.read(self, people, today, attention_only=attention_only)

    def outlines(self, since: date, until: date) -> list[Conversation]:
        """The conversations of some days, both included, as far as they are counted; see `outlines.read`."""
        from netlog.store import outlines  # noqa: PLC0415 - as above

        return outlines.read(self, since, until)
