"""What says something of trust and moves accounts, read of everybody at once: days and manners, no words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from netlog.domain.journal import Advice, Conversation, Course, Entry, History, Manner, Promise, Rating, Signal
from netlog.store import rows
from netlog.store.crowd import Crowd
from netlog.store.reading import SOME, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from netlog.domain.journal import Person

    Talk = tuple[date, Manner]

DAYS_TOGETHER = 100  # whose conversations are in memory as text at a time
PEOPLE_TOGETHER = 500  # whose promises and entries are in memory at a time
HELD: dict[str, type[Any]] = {"promises": Promise, "entries": Entry, "ratings": Rating, "advice": Advice}

# A row of a day, with one list for each column, in place of a row of a conversation: for a million of them Python then
# takes half the time. Whether somebody only watched is not in the index that tells who was there: those few
# conversations are told beforehand.
WATCHED = "SELECT conversation FROM presence WHERE observer = 1"
PRESENT = "SELECT group_concat(person) FROM presence WHERE conversation = conversation.id"
COLUMNS = ("how", "people", "talk", '"for"', "initiated")
TALKS = f"""
SELECT "on",
  group_concat(coalesce(CASE WHEN id IN {SOME} THEN ({PRESENT} AND observer = 0) ELSE ({PRESENT}) END, ''), ' '),
  {", ".join(f"group_concat(coalesce({column}, ''))" for column in COLUMNS)}
FROM conversation WHERE attempt = 0 AND "on" > ? AND "on" <= ? GROUP BY "on" ORDER BY "on" LIMIT {DAYS_TOGETHER}"""
TAGS = """
SELECT person, "on", code, about, observer FROM signal CROSS JOIN presence USING (conversation)
WHERE attempt = 0 AND "on" <= ?"""


class Courses(Crowd):
    """Reads what is asked of everybody; of whom little is asked, a history says it sooner."""

    def courses(self, people: Sequence[Person], today: date) -> Iterator[Course]:
        """The courses of some people up to a day, in their order."""
        talks, tagged = self._talks(today), self._tagged(today)
        for start in range(0, len(people), PEOPLE_TOGETHER):
            portion = people[start : start + PEOPLE_TOGETHER]
            ids = [person.id for person in portion]
            held = {field: self.of_each(kind, ids) for field, kind in HELD.items()}
            for person in portion:
                history = History(
                    person,
                    tuple(_tagged(person.id, *tag) for tag in tagged.get(person.id, ())),
                    **{field: records.get(person.id, ()) for field, records in held.items()},
                )
                yield Course(history, talks.get(person.id, ()))

    def _talks(self, today: date) -> dict[str, list[Talk]]:
        """By person, the day and the manner of each two-way contact, earliest first.

        Conversations of one day and one manner are one tuple: a contact costs eight bytes.
        """
        found: dict[str, list[Talk]] = defaultdict(list)
        last, watched = "", some(id_ for (id_,) in self.rows(WATCHED))
        while days := self.rows(TALKS, (watched, last, today.isoformat())):
            for last, present, *columns in days:
                on = rows.day(last)
                known: dict[Any, Talk] = {}
                for ids, told in zip(present.split(" "), zip(*(one.split(",") for one in columns), strict=True), strict=True):
                    with_ = ids.split(",")
                    talk = known.get((told, len(with_)))
                    if talk is None:
                        talk = known[told, len(with_)] = on, _manner(*told, len(with_) + 1)
                    for id_ in with_:
                        found[id_].append(talk)
        return found

    def _tagged(self, today: date) -> dict[str, list[tuple[Any, ...]]]:
        """By person, the tags of the conversations they took part in or saw; equal ones are one tuple."""
        found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        known: dict[Any, tuple[Any, ...]] = {}
        for row in self.rows(TAGS, (today.isoformat(),)):
            tag = row[1:]
            found[row[0]].append(known.setdefault(tag, tag))
        return found


def _manner(how: str, people: str, talk: str, for_: str, initiated: str, present: int) -> Manner:
    return Manner(
        how or None,
        int(people) if people else present,
        int(talk) if talk else None,
        for_ or None,  # type: ignore[arg-type]  # the tables take no other word
        initiated or None,  # type: ignore[arg-type]
    )


def _tagged(person: str, on: str, code: str, about: Any, observer: int) -> Conversation:
    """A conversation of which no more is told than a tag."""
    with_, seen_by = ((), (person,)) if observer else ((person,), ())
    return Conversation("", rows.day(on), "", with_, seen_by, signals=(Signal(code, about),))
