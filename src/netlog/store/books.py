"""What moves the accounts of many people, read together."""

from __future__ import annotations

from netlog.domain.journal import CREDITED, Conversation, Entry, History, Person, Promise
from netlog.store import rows
from netlog.store.crowd import Crowd
from netlog.store.reading import SOME, grouped, some
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Books(Crowd):
    """Reads accounts, and nothing else of a history."""

    def with_account(self, today: date) -> list[Person]:
        """Everybody whose account has a line by a day: an entry, or a promise of mine."""
        query = (
            'SELECT "with" FROM entry WHERE "on" <= :day UNION'
            ' SELECT "with" FROM promise WHERE who = \'me\' AND "on" <= :day'
        )
        return self.persons([id_ for (id_,) in self.rows(query, {"day": today.isoformat()})])

    def takers(self, today: date) -> set[str]:
        """The ids of all from whom I took something by a day, or to whom I broke my word: no other is below zero."""
        query = """
            SELECT "with" FROM entry WHERE kind = 'receive' AND "on" <= :day
            UNION SELECT "with" FROM entry WHERE kind = 'ask' AND who = 'me' AND "on" <= :day
            UNION SELECT "with" FROM promise WHERE who = 'me' AND "on" <= :day
              AND (outcome = 'broken' OR "by" < coalesce(closed, :day))
            UNION SELECT "with" FROM promise WHERE who = 'me' AND id IN (SELECT promise FROM promise_change)"""
        return {id_ for (id_,) in self.rows(query, {"day": today.isoformat()})}

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
                tuple(Conversation("", on, "", (id_,), signals=(CREDITED,)) for on in credits.get(id_, ())),
                promises.get(id_, ()),
                entries.get(id_, ()),
            )
            for id_, name, handle, added, circle in people
        ]

    def contacts(self, ids: Sequence[str], today: date) -> dict[str, tuple[date, ...]]:
        """By person, of some, the days with two-way contact up to a day."""
        query = (
            'SELECT person, group_concat("on") FROM (SELECT DISTINCT person, "on" FROM presence'
            f' WHERE attempt = 0 AND observer = 0 AND person IN {SOME} AND "on" <= ?) GROUP BY person'
        )
        return {id_: rows.days(days) for id_, days in self.rows(query, (some(ids), today.isoformat()))}

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
        query = (
            'SELECT "with", id, "on", "by", size, outcome, closed FROM promise'
            f""" WHERE who = 'me' AND "with" IN {SOME} ORDER BY "with\""""
        )
        mine = self.rows(query, (some(ids),))
        if not mine:
            return {}
        order = f"WHERE promise IN {SOME} ORDER BY promise, position"
        moved = grouped(
            self.rows(f'SELECT promise, "on", "by" FROM promise_change {order}', (some(row[1] for row in mine),))
        )
        return {
            person: tuple(
                Promise(
                    *(id_, "me", person, rows.day(on), "", rows.maybe_day(by), size),
                    *(rows.changes(moved.get(id_, ())), outcome, rows.maybe_day(closed)),
                )
                for id_, on, by, size, outcome, closed in found
            )
            for person, found in grouped(mine).items()
        }

    def _credits(self, ids: Sequence[str]) -> dict[str, list[date]]:
        """By person, the days on which they were given credit in public."""
        query = (
            'SELECT DISTINCT person, "on" FROM signal CROSS JOIN presence USING (conversation)'
            f" WHERE code = '{CREDITED.code}' AND about = 'me' AND attempt = 0 AND observer = 0 AND person IN {SOME}"
        )
        found = grouped(self.rows(query, (some(ids),)))
        return {person: [rows.day(on) for (on,) in days] for person, days in found.items()}
