"""The calendar written: what stands in it and on which day, and that others read what we wrote."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from hostile import ACTING, acting
from netlog import sample
from netlog.domain import reasons
from netlog.domain.journal import (
    Agenda,
    Away,
    Change,
    Entry,
    Person,
    Promise,
    Reminder,
    Skip,
    Snooze,
    Standing,
    Tie,
)
from netlog.exporters import ics
from netlog.store.store import Store
from radicale_server import radicale

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TODAY = date(2026, 11, 21)  # a Saturday
MADE = date(2026, 1, 5)


def ana(**fields: Any) -> Tie:
    return Tie(**{"id": "P1", "name": "Ana Ruiz", "handle": "ana-ruiz", "added": MADE, **fields})


def promise(by: date | None, **fields: Any) -> Promise:
    known = {"id": "R1", "who": "me", "with_": "P1", "on": date(2026, 11, 1), "text": "the deck", "by": by}
    return Promise(**{**known, **fields})


def reminder(on: date, **fields: Any) -> Reminder:
    return Reminder(**{"id": "M1", "with_": "P1", "made": MADE, "on": on, "text": "lunch", **fields})


def nothing(kind: type[Any]) -> Iterable[Any]:
    return ()


def text(*ties: Tie, **how: Any) -> str:
    return "".join(ics.write(nothing, how.pop("today", TODAY), agenda=Agenda(ties), **how))


def events(written: str) -> list[Event]:
    return list(Calendar.from_ical(written).walk("VEVENT"))


def told(*ties: Tie, **how: Any) -> list[tuple[str, str, date]]:
    """What the library reads: UID, title and day of each event."""
    return [(str(one["UID"]), str(one["SUMMARY"]), one["DTSTART"].dt) for one in events(text(*ties, **how))]


YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)

CASES: dict[str, tuple[Tie, list[tuple[str, str, date]]]] = {
    "nobody waits": (ana(), []),
    "a birthday from the first one on": (
        ana(birthday="1984-04-12"),
        [("P1-birthday@netlog", "Birthday: Ana Ruiz", date(2026, 4, 12))],
    ),
    "a birthday without its year": (
        ana(birthday="01-04"),
        [("P1-birthday@netlog", "Birthday: Ana Ruiz", date(2027, 1, 4))],
    ),
    "29 February": (ana(birthday="02-29"), [("P1-birthday@netlog", "Birthday: Ana Ruiz", date(2026, 2, 28))]),
    "my promise": (
        ana(promises=(promise(date(2026, 12, 1)),)),
        [("R1@netlog", "Promised to Ana Ruiz: the deck", date(2026, 12, 1))],
    ),
    "my promise, late, is for today": (
        ana(promises=(promise(YESTERDAY),)),
        [("R1@netlog", "Promised to Ana Ruiz: the deck", TODAY)],
    ),
    "the date in force": (
        ana(promises=(promise(date(2026, 11, 9), changes=(Change(MADE, date(2026, 12, 5)),)),)),
        [("R1@netlog", "Promised to Ana Ruiz: the deck", date(2026, 12, 5))],
    ),
    "their promise": (
        ana(promises=(promise(date(2026, 12, 1), who="them"),)),
        [("R1@netlog", "Ana Ruiz promised: the deck", date(2026, 12, 1))],
    ),
    "a promise for no day": (ana(promises=(promise(None),)), []),
    "a reminder to come": (ana(reminders=(reminder(TOMORROW),)), [("M1@netlog", "Ana Ruiz: lunch", TOMORROW)]),
    "a reminder that waits is for today": (
        ana(reminders=(reminder(YESTERDAY),)),
        [("M1@netlog", "Ana Ruiz: lunch", TODAY)],
    ),
    "a reminder that is snoozed": (
        ana(reminders=(reminder(YESTERDAY),), snoozes=(Snooze("Z", "P1", TODAY, date(2026, 12, 14), "reminder"),)),
        [("M1@netlog", "Ana Ruiz: lunch", date(2026, 12, 14))],
    ),
    "a reminder that contact closed": (ana(reminders=(reminder(YESTERDAY),), contacts=(TODAY,), circle="outer"), []),
    "a reminder that a skip closed": (
        ana(reminders=(reminder(YESTERDAY),), skips=(Skip("K", "P1", TODAY, "reminder"),)),
        [],
    ),
    "a day of every year": (
        ana(reminders=(reminder(date(2020, 6, 3), reason="date"),)),
        [("M1@netlog", "Ana Ruiz: lunch", date(2020, 6, 3))],
    ),
    "time to write": (
        ana(contacts=(date(2026, 9, 1),), every=30),
        [("P1-cadence@netlog", "Keep in touch with Ana Ruiz", TODAY)],
    ),
    "the next time to write, on a working day": (  # 21 November and 30 days: a Monday
        ana(contacts=(date(2026, 11, 20),), every=30),
        [("P1-cadence@netlog", "Keep in touch with Ana Ruiz", date(2026, 12, 21))],
    ),
    "the next time, after a snooze": (
        ana(contacts=(date(2026, 11, 2),), every=30, snoozes=(Snooze("Z", "P1", TODAY, date(2026, 12, 14)),)),
        [("P1-cadence@netlog", "Keep in touch with Ana Ruiz", date(2026, 12, 14))],
    ),
    "the next time, after they are back": (
        ana(contacts=(date(2026, 11, 2),), every=30, aways=(Away("A", "P1", date(2026, 12, 1), date(2026, 12, 8)),)),
        [("P1-cadence@netlog", "Keep in touch with Ana Ruiz", date(2026, 12, 8))],
    ),
    "late, and away by now": (
        ana(contacts=(date(2026, 9, 1),), every=30, aways=(Away("A", "P1", YESTERDAY, date(2026, 12, 8)),)),
        [("P1-cadence@netlog", "Keep in touch with Ana Ruiz", date(2026, 12, 8))],
    ),
    "three messages without an answer": (
        ana(contacts=(date(2026, 11, 2),), every=30, attempts=(date(2026, 11, 9), date(2026, 11, 10), YESTERDAY)),
        [],
    ),
    "at rest, my promise remains": (
        ana(
            birthday="04-12",
            promises=(promise(TOMORROW), promise(TOMORROW, id="R2", who="them")),
            reminders=(reminder(TOMORROW),),
            contacts=(date(2026, 9, 1),),
            every=30,
            standing=Standing("S", "P1", MADE, "resting"),
        ),
        [("R1@netlog", "Promised to Ana Ruiz: the deck", TOMORROW)],
    ),
    "an ask of theirs": (
        ana(asks=(Entry("E", "ask", "them", "P1", date(2026, 11, 2), "a reference"),)),
        [("P1-their-ask-open@netlog", "Answer Ana Ruiz", TODAY)],
    ),
}


@pytest.mark.parametrize(("tie", "expected"), CASES.values(), ids=CASES)
def test_an_event_stands_on_its_day(tie: Tie, expected: list[tuple[str, str, date]]) -> None:
    assert told(tie) == expected


def test_every_reason_of_the_morning_list_has_its_words_or_its_own_day() -> None:
    assert set(reasons.KINDS) == {*ics.SHORT, *ics.ON_THEIR_DAY}
    assert not set(ics.SHORT) & set(ics.ON_THEIR_DAY)


def test_every_event_lasts_a_day_blocks_nothing_and_rings_at_nine() -> None:
    for event in events(text(ana(birthday="1984-04-12", promises=(promise(TOMORROW),)))):
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(1)
        assert event["TRANSP"] == "TRANSPARENT"
        (alarm,) = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == timedelta(hours=9)
        assert alarm["DESCRIPTION"] == event["SUMMARY"]


@pytest.mark.parametrize(
    ("birthday", "kept"),
    [
        ("02-29", [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]),
        ("1984-04-12", [date(year, 4, 12) for year in (2026, 2027, 2028, 2029)]),
    ],
)
def test_a_birthday_comes_every_year(birthday: str, kept: list[date]) -> None:
    (event,) = events(text(ana(birthday=birthday)))
    rule = rrulestr(
        event["RRULE"].to_ical().decode(), dtstart=datetime.combine(event["DTSTART"].dt, datetime.min.time())
    )
    assert [day.date() for day, _ in zip(rule, kept, strict=False)] == kept


def test_the_moment_of_writing_is_the_records_own_day() -> None:
    (event,) = events(text(ana(promises=(promise(TOMORROW),))))
    assert event["DTSTAMP"].dt == datetime(2026, 11, 1, tzinfo=UTC)


def test_two_lines_of_one_reason_are_one_event_with_both() -> None:
    asks = tuple(Entry(f"E{n}", "ask", "them", "P1", date(2026, 11, n), f"thing {n}") for n in (2, 3))
    (event,) = events(text(ana(asks=asks)))
    assert [f"thing {n}" in str(event["DESCRIPTION"]) for n in (2, 3)] == [True, True]


def test_what_upset_me_stays_out_unless_asked_for() -> None:
    tie = ana(reminders=(reminder(YESTERDAY, reason="cooled-off", made=date(2026, 11, 12), text="he laughed at me"),))
    (event,) = events(text(tie))
    assert event["SUMMARY"] == "Look again at Ana Ruiz"
    assert "laughed" not in text(tie)
    assert "laughed" in text(tie, private=True)


def test_redacted_there_are_initials_and_no_text() -> None:
    tie = ana(
        birthday="1984-04-12",
        promises=(promise(YESTERDAY), promise(TOMORROW, id="R2", who="them")),
        reminders=(reminder(TOMORROW),),
    )
    written = text(tie, redact=True, private=True)
    assert [title for _, title, _ in told(tie, redact=True)] == [
        "Birthday: A. R.",
        "Promised to A. R.",
        "A. R. promised",
        "A. R.",
    ]
    for word in ("Ana", "Ruiz", "deck", "lunch", "1984", "2026-11-20"):
        assert word not in written


def test_without_the_morning_list_there_is_what_has_its_own_day() -> None:
    records: dict[type[Any], list[Any]] = {
        Person: [
            Person("P1", "Ana Ruiz", "ana-ruiz", MADE, birthday="04-12", every=30),
            Person("P2", "Bo", "bo", MADE, birthday="04-13"),
        ],
        Promise: [promise(TOMORROW), promise(TOMORROW, id="R2", outcome="kept", closed=TODAY)],
        Reminder: [reminder(TOMORROW, id="M2"), reminder(TOMORROW, id="M3", done=TODAY), reminder(YESTERDAY, id="M4")],
        Skip: [Skip("K", "P1", TODAY, "reminder")],
        Standing: [Standing("S2", "P2", MADE, "resting"), Standing("S1", "P1", MADE, "active")],
    }
    written = "".join(ics.write(lambda kind: records.get(kind, []), TODAY))
    assert [str(one["UID"]) for one in events(written)] == ["P1-birthday@netlog", "R1@netlog", "M2@netlog"]


def test_an_empty_journal_is_an_empty_calendar() -> None:
    assert "".join(ics.write(nothing, TODAY)).splitlines() == [*ics.HEAD, "END:VCALENDAR"]


HOSTILE = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120).filter(str.strip) | st.sampled_from(
    ["a;b,c\\n\\d\nBEGIN:VEVENT\r\nUID:x", "é" * 80, "👩‍👩‍👧" * 30, '"quoted": x', "\x1b[2J\x00", "END:VCALENDAR", "{}"]
)


@settings(max_examples=60)
@given(HOSTILE, HOSTILE)
def test_the_library_reads_back_any_text(name: str, said: str) -> None:
    written = text(ana(name=name, promises=(promise(YESTERDAY, text=said, id=f"R{name}"[:64]),)))
    for line in written.split("\r\n"):
        assert len(line.encode()) <= 75
        assert not acting(line)
    (event,) = events(written)
    whole = " ".join(f"Promised to {name}: {said}".split())
    shown = whole if len(whole) <= 200 else f"{whole[:199]}…"
    assert not event.errors
    assert event["SUMMARY"] == ACTING.sub("", shown)
    assert event["DESCRIPTION"] == "promised for 2026-11-20"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The calendar of the invented journal."""
    store = Store(str(tmp_path_factory.mktemp("calendar") / "journal.db"))
    with store.write("demo", "invented a journal") as writer:
        writer.add(*sample.journal(TODAY))
    once = "".join(ics.write(store.stream, TODAY, agenda=store.agenda(TODAY)))
    again = "".join(ics.write(store.stream, TODAY, agenda=store.agenda(TODAY)))
    store.close()
    assert once == again
    return once


def test_no_two_events_have_the_same_uid(written: str) -> None:
    uids = [str(one["UID"]) for one in events(written)]
    assert len(set(uids)) == len(uids) > 40
    assert not any(one.errors for one in events(written))


def test_a_calendar_server_takes_every_event_and_gives_it_back(written: str, tmp_path: Path) -> None:
    parts = written.split("BEGIN:VEVENT\r\n")
    with radicale(tmp_path) as server:
        for number, part in enumerate(parts[1:]):
            event = "BEGIN:VEVENT\r\n" + part.removesuffix("END:VCALENDAR\r\n")
            assert server.put(f"{number}.ics", f"{parts[0]}{event}END:VCALENDAR\r\n") == 201
            status, given_back = server.get(f"{number}.ics")
            assert status == 200
            (ours,), (theirs,) = events(f"{parts[0]}{event}END:VCALENDAR\r\n"), events(given_back)
            assert ours == theirs
        status, feed = server.get("ics")
        assert status == 200
        assert {str(one["UID"]) for one in events(feed)} == {str(one["UID"]) for one in events(written)}
