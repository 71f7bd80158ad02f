"""What moves the accounts of many people, read together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from netlog.domain.journal import Conversation, Entry, History, Person, Promise, Signal
from netlog.store import rows
from netlog.store.crowd import Crowd
from netlog.store.reading import SOME, grouped, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from netlog.domain.parameters import Parameters

CREDIT = "promoted-them"  # the one tag that is a line of the account
CREDITED = (Signal(CREDIT),)
QUARTERS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40)  # of the half-life, after which less is left
ROUNDED = 1e-4  # taken off, so that no digit left out makes it more
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

    def maybe_overdrawn(self, today: date, parameters: Parameters) -> list[str]:
        """The ids of everybody whose balance may be below zero; those it leaves out cannot be.

        What was given is worth at the least what it would be had it cooled ever since; what was
        taken, and a promise broken, is worth at the most what it costs at once.
        """
        from netlog.domain import account  # noqa: PLC0415 - only the morning asks, and has it already

        left = _left(today, parameters.cooling)
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
        return [id_ for (id_,) in self.rows(query, values)]

    def movements(self, ids: Sequence[str]) -> list[History]:
        """What moves the accounts of some people, in a few statements however many they are.

        Entries and my promises without their words, and the days on which I gave somebody credit in
        public: a history is twenty times as much, and most of it says nothing of an account.
        """
        entries, promises, credits = self._entries(ids), self._promises(ids), self._credits(ids)
        people = self.rows(f"SELECT id, name, handle, added, circle FROM person WHERE id IN {SOME}", (some(ids),))
        return [
            History(
                Person(id_, name, handle, rows.day(added), circle=circle),
                tuple(_contact(id_, on, is_credit=True) for on in credits.get(id_, ())),
                promises.get(id_, ()),
                entries.get(id_, ()),
            )
            for id_, name, handle, added, circle in people
        ]

    def with_contacts(self, histories: Sequence[History]) -> Iterator[History]:
        """The same histories with every day of contact; of a conversation only its day is there."""
        ids = [one.person.id for one in histories]
        query = f'SELECT DISTINCT person, "on" FROM presence WHERE attempt = 0 AND observer = 0 AND person IN {SOME}'
        found = grouped(self.rows(query, (some(ids),)))
        for one in histories:
            credits = {talk.on for talk in one.conversations}
            days = [rows.day(on) for (on,) in found.get(one.person.id, ())]
            yield one._replace(conversations=tuple(_contact(one.person.id, on, is_credit=on in credits) for on in days))

    def _entries(self, ids: Sequence[str]) -> dict[str, tuple[Entry, ...]]:
        query = (
            'SELECT "with", id, kind, who, "on", points, discount, answer, answered FROM entry'
            f' WHERE "with" IN {SOME} ORDER BY "with", "on"'
        )
        return {
            person: tuple(
                Entry(
                    *(id_, kind, who, person, rows.day(on), ""),
                    *(None, points, False, bool(discount), answer, rows.maybe_day(answered)),
                )
                for id_, kind, who, on, points, discount, answer, answered in found
            )
            for person, found in grouped(self.rows(query, (some(ids),))).items()
        }

    def _promises(self, ids: Sequence[str]) -> dict[str, tuple[Promise, ...]]:
        mine = f"""FROM promise WHERE who = 'me' AND "with" IN {SOME}"""
        moved = grouped(
            self.rows(
                'SELECT promise, "on", "by" FROM promise_change'
                f" WHERE promise IN (SELECT id {mine}) ORDER BY promise, position",
                (some(ids),),
            )
        )
        query = f'SELECT "with", id, "on", "by", size, outcome, closed {mine} ORDER BY "with"'
        return {
            person: tuple(
                Promise(
                    *(id_, "me", person, rows.day(on), "", rows.maybe_day(by), size),
                    *(rows.changes(moved.get(id_, ())), outcome, rows.maybe_day(closed)),
                )
                for id_, on, by, size, outcome, closed in found
            )
            for person, found in grouped(self.rows(query, (some(ids),))).items()
        }

    def _credits(self, ids: Sequence[str]) -> dict[str, list[date]]:
        """By person, the days on which they were given credit in public."""
        query = (
            'SELECT DISTINCT person, "on" FROM signal CROSS JOIN presence USING (conversation)'
            f" WHERE code = '{CREDIT}' AND about = 'me' AND attempt = 0 AND observer = 0 AND person IN {SOME}"
        )
        found = grouped(self.rows(query, (some(ids),)))
        return {person: [rows.day(on) for (on,) in days] for person, days in found.items()}


def _contact(person: str, on: date, *, is_credit: bool) -> Conversation:
    return Conversation("", on, "", (person,), signals=CREDITED if is_credit else ())


def _left(today: date, cooling: int) -> str:
    """SQL for the least that is left of a point since a day, {0}: its half after each `cooling` days, in steps."""
    steps = []
    for quarters in QUARTERS:
        since = today - timedelta(min(cooling * quarters // 4, MOST_DAYS))
        steps.append(f"WHEN {{0}} >= '{since}' THEN {0.5 ** (quarters / 4) - ROUNDED:.4f}")
    return f"CASE {' '.join(steps)} ELSE 0 END"
