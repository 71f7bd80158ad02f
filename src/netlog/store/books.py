"""What moves the accounts of many people, read together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from netlog.domain.journal import Conversation, Entry, History, Promise, Signal
from netlog.store import rows
from netlog.store.crowd import Crowd
from netlog.store.reading import SOME, grouped, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from netlog.domain.journal import Person
    from netlog.domain.parameters import Parameters

CREDIT = "promoted-them"  # the one tag that is a line of the account
PORTION = 500  # people whose accounts are read at once
MOST_DAYS = 300_000  # that a day may be counted back: the calendar has a first one


class Books(Crowd):
    """Reads accounts, and nothing else of a history."""

    def with_account(self, today: date) -> list[Person]:
        """Everybody whose account has a line by a day: an entry, or a promise of mine."""
        query = (
            'SELECT "with" FROM entry WHERE "on" <= :day UNION'
            ' SELECT "with" FROM promise WHERE who = \'me\' AND "on" <= :day'
        )
        return self.persons([id_ for (id_,) in self.rows(query, {"day": today.isoformat()})])

    def all_accounts(self, today: date) -> Iterator[History]:
        """Every account that has a line by a day, those of a portion of people in memory at a time."""
        people = self.with_account(today)
        for start in range(0, len(people), PORTION):
            yield from self.accounts(people[start : start + PORTION])

    def maybe_overdrawn(self, today: date, parameters: Parameters) -> list[Person]:
        """Everybody whose balance may be below zero; those it leaves out cannot be.

        What was given is worth at the least what it would be had it cooled ever since; what was
        taken, and a promise broken, is worth at the most what it costs at once.
        """
        from netlog.domain import account  # noqa: PLC0415 - only the morning asks, and has it already

        near, far, year, two, three = (
            (today - timedelta(min(parameters.cooling * quarters // 4, MOST_DAYS))).isoformat()
            for quarters in (1, 2, 4, 8, 12)
        )
        left = (  # of a point after so many days: never more than it is
            f"CASE WHEN {{0}} >= '{near}' THEN 0.84 WHEN {{0}} >= '{far}' THEN 0.70 WHEN {{0}} >= '{year}' THEN 0.5"
            f" WHEN {{0}} >= '{two}' THEN 0.25 WHEN {{0}} >= '{three}' THEN 0.125 ELSE 0 END"
        )
        cost = " ".join(f"WHEN '{size}' THEN {points}" for size, points in account.BREACH.items())
        query = f"""
            SELECT "with" FROM (
              SELECT "with", CASE
                  WHEN kind = 'receive' THEN points * (1 - discount)
                  WHEN kind = 'give' THEN -points * (1 - discount) * {left.format('"on"')}
                  WHEN kind = 'ask' AND who = 'me' THEN points * CASE
                    WHEN answer = 'yes' AND answered <= :day THEN 1 + :declined * (answered > date("on", :unanswered))
                    ELSE :declined END
                  WHEN kind = 'ask' AND answer = 'yes' AND answered <= :day THEN -points * {left.format("answered")}
                  ELSE 0 END AS taken
              FROM entry WHERE "on" <= :day
              UNION ALL
              SELECT "with", CASE
                  WHEN EXISTS (SELECT 1 FROM promise_change WHERE promise = promise.id)
                    THEN cost * (1 + (SELECT count(*) FROM promise_change WHERE promise = promise.id))
                  WHEN closed IS NULL OR closed > :day THEN cost * ("by" IS NOT NULL AND "by" < :day)
                  WHEN closed > "by" THEN cost * (1 - CASE outcome
                    WHEN 'broken' THEN 0 WHEN 'kept' THEN {account.REPAIRED} ELSE 1 END * {left.format("closed")})
                  WHEN outcome = 'broken' THEN cost
                  WHEN outcome = 'kept' THEN -{account.KEPT} * {left.format("closed")}
                  ELSE 0 END
              FROM (SELECT *, CASE size {cost} END AS cost FROM promise) AS promise WHERE who = 'me' AND "on" <= :day
            ) GROUP BY 1 HAVING sum(taken) > 0"""
        values = {
            "day": today.isoformat(),
            "declined": parameters.declined,
            "unanswered": f"+{parameters.unanswered} days",
        }
        return self.persons([id_ for (id_,) in self.rows(query, values)])

    def accounts(self, people: Sequence[Person], *, contacts: bool = True) -> Iterator[History]:
        """The histories of some people as far as their accounts go: entries, promises, and days with contact.

        Read in a few statements however many they are; of conversations only the day is there.
        Without `contacts` only the days that are a line themselves: those of credit given in public.
        """
        ids = [person.id for person in people]
        entries = self._of_each(Entry, ids)
        promises = self._of_each(Promise, ids)
        credits = self._credits(ids)
        days = self._contacts(ids) if contacts else {id_: list(found) for id_, found in credits.items()}
        for person in people:
            credited = credits.get(person.id, ())
            talks = tuple(
                Conversation("", rows.day(on), "", (person.id,), signals=(Signal(CREDIT),) if on in credited else ())
                for on in days.get(person.id, ())
            )
            yield History(person, talks, promises.get(person.id, ()), entries.get(person.id, ()))

    def _contacts(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """By person, the days with contact."""
        query = f'SELECT DISTINCT person, "on" FROM presence WHERE attempt = 0 AND observer = 0 AND person IN {SOME}'
        return {person: [on for (on,) in found] for person, found in grouped(self.rows(query, (some(ids),))).items()}

    def _credits(self, ids: Sequence[str]) -> dict[str, set[str]]:
        """By person, the days on which they were given credit in public."""
        query = (
            'SELECT person, "on" FROM signal CROSS JOIN presence USING (conversation)'
            f" WHERE code = '{CREDIT}' AND about = 'me' AND attempt = 0 AND observer = 0 AND person IN {SOME}"
        )
        return {person: {on for (on,) in found} for person, found in grouped(self.rows(query, (some(ids),))).items()}

    def _of_each(self, kind: type[Any], ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        found: dict[str, list[Any]] = {}
        for record in self.records(kind, f'WHERE "with" IN {SOME}', (some(ids),), '"on", id'):
            found.setdefault(record.with_, []).append(record)
        return {person: tuple(records) for person, records in found.items()}
