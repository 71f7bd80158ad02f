"""What says something of trust and moves accounts, read of everybody at once: days and manners, no words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from netlog.domain.courses import Course
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import Advice, Conversation, Entry, History, Promise, Rating, Signal
from netlog.store import rows
from netlog.store.reading import SOME, some
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from netlog.domain.evidence import Manner
    from netlog.domain.journal import Person
    from netlog.store.crowd import Crowd
    from netlog.store.rows import Row

    Talk = tuple[date, Manner]
    Told = tuple[str, str, str, int]  # how, who began, the rest, and how many took part
    Tag = tuple[date, tuple[Signal, ...], int]  # the day, the tag, whether they only watched

DAYS_TOGETHER = 100  # whose conversations are in memory as text at a time
PEOPLE_TOGETHER = 200  # whose promises and entries are in memory at a time
TAGGED_TOGETHER = 5000  # conversations whose tags are in memory as rows at a time
HELD: dict[str, tuple[type[Any], str]] = {  # what a history has of records that say something of me, and which of them
    "promises": (Promise, "who = 'me' AND"),
    "entries": (Entry, ""),
    "ratings": (Rating, "source <> 'view' AND"),
    "advice": (Advice, ""),
}

# A row of a day, with one list for each column, in place of a row of a conversation: for a million of them Python then
# takes half the time. Whether somebody only watched is not in the index that tells who was there: those few
# conversations are told beforehand.
WATCHED = "SELECT conversation FROM presence WHERE observer = 1"
# An id from elsewhere may hold any sign, a comma and a space too: its bytes stand for it.
PRESENT = "SELECT group_concat(hex(person)) FROM presence WHERE conversation = conversation.id"
# Few conversations tell how many took part, who spoke how much or whom it served: that is one column.
TALKS = f"""
SELECT "on",
  group_concat(coalesce(CASE WHEN id IN {SOME} THEN ({PRESENT} AND observer = 0) ELSE ({PRESENT}) END, ''), ' '),
  group_concat(coalesce(how, '')), group_concat(coalesce(initiated, '')),
  group_concat(CASE WHEN coalesce(people, talk, "for") IS NULL THEN ''
    ELSE coalesce(people, '') || ' ' || coalesce(talk, '') || ' ' || coalesce("for", '') END)
FROM conversation WHERE attempt = 0 AND "on" > ? AND "on" <= ? {{}} GROUP BY "on" ORDER BY "on" """
ATTENTION = 'AND coalesce(talk, "for") IS NOT NULL'
OF_SOME = f"IN (SELECT conversation FROM presence WHERE person IN {SOME})"
FEW = 0.2  # of everybody, whose talks are looked up one by one: three times as long as reading on, for each talk
DAYS = f"""
SELECT person, group_concat("on") FROM presence WHERE attempt = 0 AND observer = 0 AND "on" <= ? AND person IN {SOME}
GROUP BY person"""
TAGGED = "SELECT DISTINCT conversation FROM signal WHERE conversation > ? ORDER BY 1 LIMIT ?"
TAGS = """
SELECT person, "on", code, about, observer FROM signal CROSS JOIN presence USING (conversation)
WHERE conversation {} AND attempt = 0 AND "on" <= ? AND (about = 'me' OR code IN {})"""


def read(journal: Crowd, people: Sequence[Person], today: date, *, attention_only: bool = False) -> Iterator[Course]:
    """The courses of some people up to a day, in their order, with all talks or those that noted my attention."""
    if not people:
        return
    only = ATTENTION if attention_only else ""
    are_few = len(people) < FEW * journal.rows("SELECT count(*) FROM person")[0][0]
    tagged: dict[str, list[Tag]] = {}
    talks: dict[str, list[Talk]] = {}
    if not are_few:
        tagged, talks = _tagged(_tags(journal, today)), _talks(_daily(journal, today, only))
    dates = _Dates()
    for start in range(0, len(people), PEOPLE_TOGETHER):
        portion = people[start : start + PEOPLE_TOGETHER]
        ids = [person.id for person in portion]
        if are_few:
            tagged, talks = _tagged(_tags_of(journal, ids, today)), _talks(_daily_of(journal, ids, today, only))
        days = _days(journal, ids, today) if attention_only else {}
        held = {
            field: journal.by_person(kind, f'WHERE {only} "with" IN {SOME}', (some(ids),), '"on", id')
            for field, (kind, only) in HELD.items()
        }
        for person in portion:
            history = History(
                person,
                tuple(_conversation(person.id, *tag) for tag in tagged.get(person.id, ())),
                **{field: records.get(person.id, ()) for field, records in held.items()},
            )
            theirs = talks.get(person.id.encode().hex().upper(), ())
            told = map(dates.__getitem__, days.get(person.id, ()))
            each = list(told) if attention_only else [on for on, _ in theirs]
            yield Course(history, each, theirs)


def _days(journal: Crowd, ids: Sequence[str], today: date) -> dict[str, list[str]]:
    """By person, the day of each two-way contact, earliest first."""
    return {person: sorted(days.split(",")) for person, days in journal.rows(DAYS, (today.isoformat(), some(ids)))}


def _daily(journal: Crowd, today: date, only: str) -> Iterator[Row]:
    """The rows of TALKS, those of some days in memory at a time."""
    last, watched = "", _watched(journal)
    statement = f"{TALKS.format(only)} LIMIT {DAYS_TOGETHER}"
    while days := journal.rows(statement, (watched, last, today.isoformat())):
        yield from days
        last = days[-1][0]


def _daily_of(journal: Crowd, ids: Sequence[str], today: date, only: str) -> list[Row]:
    """The same for the conversations of some people."""
    statement = TALKS.format(f"AND id {OF_SOME} {only}")
    return journal.rows(statement, (_watched(journal), "", today.isoformat(), some(ids)))


def _watched(journal: Crowd) -> str:
    return some(id_ for (id_,) in journal.rows(WATCHED))


def _tags(journal: Crowd, today: date) -> Iterator[Row]:
    """Every tag that says something of me, those of some conversations in memory at a time."""
    last = ""
    while ids := journal.rows(TAGGED, (last, TAGGED_TOGETHER)):
        (first,), (last,) = ids[0], ids[-1]
        yield from journal.rows(TAGS.format("BETWEEN ? AND ?", _heard()), (first, last, today.isoformat()))


def _tags_of(journal: Crowd, ids: Sequence[str], today: date) -> list[Row]:
    """The same for the conversations of some people."""
    return journal.rows(TAGS.format(OF_SOME, _heard()), (some(ids), today.isoformat()))


def _heard() -> str:
    """The tags that say something of whoever listened, as SQL takes them."""
    return f"({', '.join(repr(conduct.code) for conduct in SIGNALS.values() if conduct.heard)})"


def _tagged(tags: Iterable[Row]) -> dict[str, list[Tag]]:
    """By person, the tags of the conversations they took part in or saw."""
    found: dict[str, list[Tag]] = defaultdict(list)
    days = _Dates()
    signals: dict[tuple[str, Any], tuple[Signal, ...]] = {}
    for person, on, code, about, observer in tags:
        if (code, about) not in signals:
            signals[code, about] = (Signal(code, about),)
        found[person].append((days[on], signals[code, about], observer))
    return found


def _talks(days: Iterable[Row]) -> dict[str, list[Talk]]:
    """By the bytes of a person's id, the day and the manner of each two-way contact, earliest first.

    Conversations of one day and one manner are one tuple: a contact costs eight bytes. Those with nobody
    are found under no id.
    """
    found: dict[str, list[Talk]] = defaultdict(list)
    manners: dict[Told, Manner] = {}
    for on, present, *columns in days:
        known = _Talks(rows.day(on), manners)
        people = [ids.split(",") for ids in present.split(" ")]
        told = zip(*(column.split(",") for column in columns), map(len, people), strict=True)
        for with_, talk in zip(people, map(known.__getitem__, told), strict=True):
            for id_ in with_:
                found[id_].append(talk)
    return found


class _Dates(dict[str, date]):
    """Days by their text: of a few thousand, each comes a hundred times."""

    def __missing__(self, text: str) -> date:
        on = self[text] = rows.day(text)
        return on


class _Talks(dict["Told", "Talk"]):
    """The conversations of a day, by what the columns tell of them: those of one manner are one tuple."""

    def __init__(self, on: date, manners: dict[Told, Manner]) -> None:
        self._on, self._manners = on, manners

    def __missing__(self, told: Told) -> Talk:
        manner = self._manners.get(told)
        if manner is None:
            manner = self._manners[told] = _manner(*told)
        talk = self[told] = self._on, manner
        return talk


def _manner(how: str, initiated: Any, rest: str, present: int) -> Manner:
    people, talk, for_ = rest.split(" ") if rest else ("", "", "")
    return (
        how or None,
        int(people) if people else present + 1,
        int(talk) if talk else None,
        for_ or None,
        initiated or None,
    )


def _conversation(person: str, on: date, signals: tuple[Signal, ...], watched: int) -> Conversation:
    """A conversation of which no more is told than a tag."""
    with_, seen_by = ((), (person,)) if watched else ((person,), ())
    return Conversation("", on, "", with_, seen_by, signals=signals)
