"""What moves the accounts of many people, read together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netlog.domain.journal import Conversation, Entry, History, Promise, Signal
from netlog.store import rows
from netlog.store.crowd import Crowd
from netlog.store.reading import batches, grouped, marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from netlog.domain.journal import Person

CREDIT = "promoted-them"  # the one tag that is a line of the account


class Books(Crowd):
    """Reads accounts, and nothing else of a history."""

    def with_account(self, today: date) -> list[Person]:
        """Everybody whose account has a line by a day: an entry, or a promise of mine."""
        query = (
            'SELECT "with" FROM entry WHERE "on" <= :day UNION'
            ' SELECT "with" FROM promise WHERE who = \'me\' AND "on" <= :day'
        )
        return self.persons([id_ for (id_,) in self.rows(query, {"day": today.isoformat()})])

    def maybe_overdrawn(self, today: date, cooling: int) -> list[Person]:
        """Everybody whose balance may be below zero; those it leaves out cannot be.

        Goodwill halves at the most once in `cooling` days, so what was given since counts for
        half of itself at least; nothing else is worth less than nothing.
        """
        query = """
            SELECT "with" FROM (
              SELECT "with", CASE
                  WHEN kind = 'receive' OR (kind = 'ask' AND who = 'me') THEN points
                  WHEN discount = 0 AND "on" >= date(:day, '-' || :cooling || ' days')
                    AND (kind = 'give' OR (kind = 'ask' AND answer = 'yes' AND answered <= :day)) THEN -0.5 * points
                  ELSE 0 END AS taken
              FROM entry WHERE "on" <= :day
              UNION ALL
              SELECT "with", 1000 FROM promise
              WHERE who = 'me' AND "on" <= :day
                AND (outcome = 'broken' OR ("by" < :day AND (closed IS NULL OR closed > "by"))
                  OR EXISTS (SELECT 1 FROM promise_change WHERE promise_change.promise = promise.id))
            ) GROUP BY 1 HAVING sum(taken) > 0"""
        values = {"day": today.isoformat(), "cooling": cooling}
        return self.persons([id_ for (id_,) in self.rows(query, values)])

    def accounts(self, people: Sequence[Person]) -> Iterator[History]:
        """The histories of some people as far as their accounts go: entries, promises, and days with contact.

        Read in a few statements however many they are; of conversations only the day is there.
        """
        ids = [person.id for person in people]
        entries = self._of_each(Entry, ids)
        promises = self._of_each(Promise, ids)
        contacts = grouped(
            row
            for some in batches(ids)
            for row in self.rows(
                'SELECT DISTINCT person, "on", EXISTS (SELECT 1 FROM signal WHERE conversation = presence.conversation'
                f" AND code = '{CREDIT}' AND about = 'me') FROM presence"
                f' WHERE attempt = 0 AND observer = 0 AND person IN ({marks(some)}) ORDER BY person, "on"',
                some,
            )
        )
        for person in people:
            talks = tuple(
                Conversation("", rows.day(on), "", (person.id,), signals=(Signal(CREDIT),) if credited else ())
                for on, credited in contacts.get(person.id, ())
            )
            yield History(person, talks, promises.get(person.id, ()), entries.get(person.id, ()))

    def _of_each(self, kind: type[Any], ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        found: dict[str, list[Any]] = {}
        for some in batches(ids):
            for record in self.records(kind, f'WHERE "with" IN ({marks(some)})', some, '"on", id'):
                found.setdefault(record.with_, []).append(record)
        return {person: tuple(records) for person, records in found.items()}
