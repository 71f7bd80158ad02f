"""Calendars read: which meetings become conversations, with whom, on which day; and that no line costs the file."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.importers import About, Found, Problem, Skipped, ics, key
from netlog.importers._pieces import LONGEST

TODAY = date(2026, 11, 21)
LISBON = ZoneInfo("Europe/Lisbon")
OWN = frozenset({"me@home.example"})
ME = "ATTENDEE;CN=Me:mailto:me@home.example"
ZOE = "ATTENDEE;CN=Zoë Quill:mailto:zoe@north.example"
MINE = "ORGANIZER:mailto:me@home.example"
AT = "DTSTART:20260310T100000Z"
SAMPLE = Path(__file__).parent / "samples" / "calendar.ics"


def event(*lines: str, uid: str = "1") -> str:
    return "".join(f"{line}\r\n" for line in ("BEGIN:VEVENT", *((f"UID:{uid}",) if uid else ()), *lines, "END:VEVENT"))


def calendar(*parts: str) -> bytes:
    """A calendar of events and of lines of its own."""
    body = "".join(part if part.endswith("\r\n") else f"{part}\r\n" for part in parts)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


def read(file: bytes, **about: Any) -> list[Found | Problem | Skipped]:
    return list(ics.read(io.BytesIO(file), About(**{"zone": LISBON, "today": TODAY, "own": OWN, **about})))


def people(*found: Found | Problem | Skipped) -> dict[str, str]:
    """Names by address."""
    return {one.told["emails"][0]: one.told["name"] for one in found if isinstance(one, Found) and "name" in one.told}


def talks(*found: Found | Problem | Skipped) -> list[dict[str, Any]]:
    return [one.told for one in found if isinstance(one, Found) and one.told["kind"] == "conversation"]


def days(*parts: str, **about: Any) -> list[str]:
    return [talk["on"] for talk in talks(*read(calendar(*parts), **about))]


def reasons(*parts: str, **about: Any) -> list[tuple[str, str]]:
    return [(type(one).__name__, one.why) for one in read(calendar(*parts), **about) if not isinstance(one, Found)]


def test_the_sample_reads_so() -> None:
    found = read(SAMPLE.read_bytes(), own=frozenset())
    zoe, bram, ines = (key("mail", f"{who}.example") for who in ("zoe.quill@north", "bram.oord@north", "ines@south"))
    assert people(*found) == {
        "zoe.quill@north.example": "Zoë Quill",
        "bram.oord@north.example": "Bram Oord",  # told at another meeting
        "ines@south.example": "ines",
    }
    weekly = {"text": "Forecasts, every week", "how": "video", "initiated": "me", "with": [zoe, bram], "people": 3}
    lunch = {"text": "Forecasts, over lunch", "how": "in-person", "place": "Café Rosa", "with": [zoe], "people": 2}
    told = [{field: value for field, value in talk.items() if field not in ("kind", "id")} for talk in talks(*found)]
    assert told == [
        {"on": "2026-10-06", **weekly},
        {"on": "2026-10-27", **weekly},
        {"on": "2026-11-10", **weekly},
        {"on": "2026-11-17", **weekly},
        {"on": "2026-10-14", "initiated": "me", **lunch},
        {"on": "2026-09-12", "text": "Away day", "how": "call", "initiated": "them", "with": [ines], "people": 2},
    ]
    assert [one.why for one in found if isinstance(one, Skipped)] == ["nobody but me", "cancelled"]
    assert not [one for one in found if isinstance(one, Problem)]


def test_people_stand_before_the_talks_they_are_in_and_once() -> None:
    known: list[str] = []
    for one in read(SAMPLE.read_bytes()):
        if isinstance(one, Found) and one.told["kind"] == "person":
            known.append(one.told["id"])
        elif isinstance(one, Found):
            assert set(one.told["with"]) <= set(known)
    assert len(set(known)) == len(known) == 3


@pytest.mark.parametrize(
    ("head", "is_known"),
    [
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0", True),
        (b"\xef\xbb\xbf\r\n begin:vcalendar\n", True),
        (b"BEGIN:VEVENT\nSUMMARY:x", True),
        (b"BEGIN:VCARD\r\nVERSION:3.0", False),
        (b'{"kind":"netlog"}', False),
        (b"", False),
    ],
)
def test_a_calendar_is_known_by_its_first_line(head: bytes, is_known: bool) -> None:
    assert ics.knows(head) is is_known


LEFT_OUT = {
    "cancelled": (event(AT, ME, ZOE, "STATUS:cancelled"), "cancelled"),
    "cancelled in its title": (event(AT, ME, ZOE, "SUMMARY:Canceled: lunch"), "cancelled"),
    "declined by me": (event(AT, ZOE, "ATTENDEE;PARTSTAT=DECLINED:MAILTO:Me@Home.example"), "declined"),
    "declined by everybody else": (event(AT, ME, ZOE.replace(";", ";PARTSTAT=DECLINED;")), "everybody declined"),
    "to come": (event("DTSTART:20261122T100000Z", ME, ZOE), "still to come"),
    "a series to come": (event("DTSTART:20261122T100000Z", "RRULE:FREQ=DAILY", ME, ZOE), "still to come"),
    "a series of long ago": (event("DTSTART:20100101T100000Z", "RRULE:FREQ=DAILY;COUNT=9", ME, ZOE), "not in 10 years"),
    "a series that never was": (
        event("DTSTART:20260101T100000Z", "RRULE:FREQ=DAILY;UNTIL=20251201T000000Z", ME, ZOE),
        "on no day",
    ),
    "an appointment": (event(AT, "SUMMARY:Dentist"), "nobody but me"),
    "an appointment with myself": (event(AT, MINE, ME), "nobody but me"),
    "a whole day": (event("DTSTART;VALUE=DATE:20260310", "SUMMARY:Zoë's birthday"), "nobody but me"),
    "a room": (event(AT, ME, MINE, "ATTENDEE;CUTYPE=ROOM:mailto:room@north.example"), "a room"),
    "a resource": (event(AT, ME, "ATTENDEE;CUTYPE=RESOURCE:mailto:beamer@north.example"), "a room"),
    "a room of Google": (event(AT, ME, "ATTENDEE:mailto:c_1@resource.calendar.google.com"), "a room"),
    "a group": (event(AT, ME, MINE, "ATTENDEE;CUTYPE=GROUP:mailto:team@north.example"), "a mailing list"),
    "a list": (event(AT, ME, "ATTENDEE:mailto:py@lists.north.example"), "a mailing list"),
    "a robot": (event(AT, ME, "ATTENDEE:mailto:no-reply@north.example"), "a mailing list"),
    "an all-hands": (
        event(AT, ME, *(f"ATTENDEE:mailto:p{n}@north.example" for n in range(21))),
        "more than 20 invited",
    ),
    "nobody with an address": (event(AT, ME, "ATTENDEE;CN=Zoë:invalid:nomail"), "without an address"),
    "the same again": (event(AT, ME, ZOE) + event(AT, ME, ZOE), "told twice"),
}


@pytest.mark.parametrize(("part", "why"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_it_is_left_out_on_purpose(part: str, why: str) -> None:
    assert reasons(part) == [("Skipped", why)]


@pytest.mark.parametrize(("method", "why"), [("CANCEL", "cancelled"), ("reply", "an answer to an invitation")])
def test_a_message_about_a_meeting_is_none(method: str, why: str) -> None:
    assert reasons(f"METHOD:{method}", event(AT, ME, ZOE)) == [("Skipped", why)]
    assert days("METHOD:PUBLISH", event(AT, ME, ZOE)) == ["2026-03-10"]


def test_twenty_guests_are_no_all_hands() -> None:
    assert days(event(AT, ME, *(f"ATTENDEE:mailto:p{n}@north.example" for n in range(20)))) == ["2026-03-10"]


SERIES = {
    "weekly, to today": (["DTSTART:20261107T100000Z", "RRULE:FREQ=WEEKLY"], ["2026-11-07", "2026-11-14", "2026-11-21"]),
    "counted": (["DTSTART:20260101T100000Z", "RRULE:FREQ=DAILY;COUNT=2"], ["2026-01-01", "2026-01-02"]),
    "until a moment": (
        ["DTSTART;TZID=America/New_York:20260101T200000", "RRULE:FREQ=DAILY;UNTIL=20260103T010000Z"],
        ["2026-01-02", "2026-01-03"],  # in Lisbon it is past midnight
    ),
    "until a day": (["DTSTART:20260101T100000Z", "RRULE:FREQ=DAILY;UNTIL=20260102"], ["2026-01-01", "2026-01-02"]),
    "until a time without zone": (
        ["DTSTART;TZID=Europe/Berlin:20260101T100000", "RRULE:FREQ=DAILY;UNTIL=20260102T100000"],
        ["2026-01-01", "2026-01-02"],
    ),
    "counted by -1": (["DTSTART:20261120T100000Z", "RRULE:FREQ=DAILY;COUNT=-1"], ["2026-11-20", "2026-11-21"]),
    "an empty rule": (["DTSTART:20260101T100000Z", "RRULE:"], ["2026-01-01"]),
    "every 0 days": (["DTSTART:20261120T100000Z", "RRULE:FREQ=DAILY;INTERVAL=0"], ["2026-11-20", "2026-11-21"]),
    "from a day that is not in the rule": (
        ["DTSTART:20260101T100000Z", "RRULE:FREQ=MONTHLY;BYMONTHDAY=5;COUNT=2"],
        ["2026-01-01", "2026-01-05", "2026-02-05"],
    ),
    "whole days": (
        ["DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20260102"],
        ["2026-01-01", "2026-01-03"],
    ),
    "further days": (
        ["DTSTART:20260101T100000Z", "RDATE:20260105T100000Z,20260101T100000Z", "RDATE;VALUE=DATE:20260107"],
        ["2026-01-01", "2026-01-05", "2026-01-07"],
    ),
    "further stretches of time": (
        ["DTSTART:20260101T100000Z", "RDATE;VALUE=PERIOD:20260105T100000Z/PT1H,20260106T100000Z/20260106T110000Z"],
        ["2026-01-01", "2026-01-05", "2026-01-06"],
    ),
    "left out in another zone": (
        [
            "DTSTART;TZID=Europe/Berlin:20260101T100000",
            "RRULE:FREQ=DAILY;COUNT=3",
            "EXDATE:20260102T090000Z",
            "EXDATE:nonsense",
        ],
        ["2026-01-01", "2026-01-03"],
    ),
    "left out for a whole day": (
        ["DTSTART;TZID=Europe/Berlin:20260101T100000", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20260101"],
        ["2026-01-02", "2026-01-03"],
    ),
    "two rules": (
        ["DTSTART:20260101T100000Z", "RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=MONTHLY;COUNT=2"],
        ["2026-01-01", "2026-01-02", "2026-02-01"],
    ),
    "at the same hour in summer": (
        ["DTSTART;TZID=Pacific Standard Time:20260327T160000", "RRULE:FREQ=DAILY;COUNT=4"],
        ["2026-03-27", "2026-03-28", "2026-03-30", "2026-03-31"],  # clocks change in Lisbon: 23:00, then 0:00
    ),
}


@pytest.mark.parametrize(("lines", "expected"), SERIES.values(), ids=SERIES)
def test_a_series_is_on_these_days(lines: list[str], expected: list[str]) -> None:
    assert days(event(*lines, ME, ZOE)) == expected


def test_a_series_is_followed_for_ten_years_and_two_thousand_times() -> None:
    weekly = days(event("DTSTART:20000103T100000Z", "RRULE:FREQ=WEEKLY", ME, ZOE))
    assert (weekly[0], weekly[-1], len(weekly)) == ("2016-11-21", "2026-11-16", 522)
    daily = days(event("DTSTART:19700101T100000Z", "RRULE:FREQ=DAILY", ME, ZOE))
    assert (daily[-1], len(daily)) == ("2026-11-21", 2000)
    assert days(event("DTSTART:20000103T100000Z", ME, ZOE)) == ["2000-01-03"]  # once, however long ago


RULES = {
    "RRULE:FREQ=HOURLY": "it repeats within a day",
    "RRULE:FREQ=NEVER;BYDAY=MO": "its rule cannot be read",
    "RRULE:FREQ=MONTHLY;BYDAY=XX": "its rule cannot be read",
    "RRULE:FREQ=MONTHLY;BYMONTHDAY=0x1": "its rule cannot be read",
    "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30": "its rule gives no day",
    "RRULE:FREQ=WEEKLY;BYDAY=MO;BYSETPOS=9": "its rule gives no day",
    "RRULE:FREQ=DAILY;BYMONTH=13": "its rule gives no day",
    "RRULE:FREQ=YEARLY;RSCALE=CHINESE": "it repeats by another calendar than ours",
}


@pytest.mark.parametrize(("rule", "why"), RULES.items())
def test_a_rule_that_cannot_be_followed_is_a_problem_and_its_first_meeting_was(rule: str, why: str) -> None:
    found = read(calendar(event(AT, rule, ME, ZOE)))
    assert [one for one in found if not isinstance(one, Found)] == [Problem(3, why)]
    assert [talk["on"] for talk in talks(*found)] == ["2026-03-10"]


ZONES = {
    "UTC": ([], "DTSTART:20260701T233000Z", "2026-07-02"),
    "of the world": ([], "DTSTART;TZID=Asia/Tokyo:20260702T063000", "2026-07-01"),
    "of Windows": ([], "DTSTART;TZID=Tokyo Standard Time:20260702T063000", "2026-07-01"),
    "with a prefix": ([], "DTSTART;TZID=/example.org/2020_1/Asia/Tokyo:20260702T063000", "2026-07-01"),
    "floating": ([], "DTSTART:20260702T003000", "2026-07-02"),
    "floating in the calendar's": (["X-WR-TIMEZONE:Asia/Tokyo"], "DTSTART:20260702T063000", "2026-07-01"),
    "nobody's": ([], "DTSTART;TZID=../../etc/passwd:20260702T003000", "2026-07-02"),
    "a folder's": ([], "DTSTART;TZID=Europe:20260702T003000", "2026-07-02"),
    "a day": (["X-WR-TIMEZONE:Asia/Tokyo"], "DTSTART;VALUE=DATE:20260702", "2026-07-02"),
    "the file's own, told later": ([], "DTSTART;TZID=Office:20260702T023000", "2026-07-01"),
    "the file's own, broken": ([], "DTSTART;TZID=Broken:20260702T003000", "2026-07-02"),
}
OWN_ZONES = (
    "BEGIN:VTIMEZONE\r\nTZID:Office\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0500\r\n"
    "TZOFFSETTO:+0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VTIMEZONE\r\nTZID:Broken\r\nBEGIN:STANDARD\r\nDTSTART:1970\r\nTZOFFSETTO:+9900\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE\r\n"
)


@pytest.mark.parametrize(("lines", "start", "day"), ZONES.values(), ids=ZONES)
def test_the_day_is_the_readers(lines: list[str], start: str, day: str) -> None:
    assert days(*lines, event(start, ME, ZOE), OWN_ZONES) == [day]


WHERE = {
    "nowhere": ([], None, None),
    "a place": (["LOCATION:Café Rosa\\, Lisbon"], "in-person", "Café Rosa, Lisbon"),
    "Zoom in the place": (["LOCATION:https://us02web.zoom.us/j/1?pwd=x"], "video", None),
    "Teams in the text": (["LOCATION:Room 4", "DESCRIPTION:Join\\n<https://teams.microsoft.com/l/1>"], "video", None),
    "Meet by Google": (["X-GOOGLE-CONFERENCE:https://meet.google.com/abc"], "video", None),
    "Webex as the link": (["URL:https://north.webex.com/meet/zoe"], "video", None),
    "Jitsi as the conference": (["CONFERENCE;VALUE=URI:https://meet.jit.si/x"], "video", None),
    "Whereby": (["DESCRIPTION:https://whereby.com/zoe"], "video", None),
    "Teams by name": (["LOCATION:Microsoft Teams-Besprechung"], "video", None),
    "another link": (["LOCATION:https://meetup.example/zoomed"], None, None),
    "a number": (["LOCATION:+351 21 000 00 00"], "call", None),
    "a number with a word": (["LOCATION:Phone: (021) 000-0000"], "call", None),
    "a room's number": (["LOCATION:4.12"], "in-person", "4.12"),
}


@pytest.mark.parametrize(("lines", "how", "place"), WHERE.values(), ids=WHERE)
def test_how_we_met_is_told_by_the_place_and_the_links(lines: list[str], how: str | None, place: str | None) -> None:
    (talk,) = talks(*read(calendar(event(AT, *lines, ME, ZOE))))
    assert (talk.get("how"), talk.get("place")) == (how, place)


@pytest.mark.parametrize(
    ("lines", "own", "side"),
    [
        ([MINE, ZOE], OWN, "me"),
        (["ORGANIZER;CN=Ada Lind:mailto:ada@work.example", ZOE], frozenset({"ada lind"}), "me"),
        (["ORGANIZER:mailto:zoe@north.example", ME], OWN, "them"),
        (["ORGANIZER:mailto:zoe@north.example", ME], frozenset(), None),
        (["ORGANIZER:mailto:x@group.calendar.google.com", ME, ZOE], OWN, None),
        ([ME, ZOE], OWN, None),
    ],
)
def test_who_called_it_is_the_organiser(lines: list[str], own: frozenset[str], side: str | None) -> None:
    (talk,) = talks(*read(calendar(event(AT, *lines)), own=own))
    assert talk.get("initiated") == side


GUESTS = {
    "a name in quotes": ('ATTENDEE;CN="Quill; Zoë":mailto:zoe@north.example', {"zoe@north.example": "Quill; Zoë"}),
    "the last name first": (
        'ATTENDEE;CN="Quill, Zoë":mailto:zoe_quill@north.example',
        {"zoe_quill@north.example": "Zoë Quill"},
    ),
    "a comma": ('ATTENDEE;CN="North, Inc.":mailto:office@north.example', {"office@north.example": "North, Inc."}),
    "no name": ("ATTENDEE:mailto:Zoe.M.Quill@north.example", {"zoe.m.quill@north.example": "Zoe M Quill"}),
    "no name, no dots": ("ATTENDEE:MAILTO:zoe+cal@north.example", {"zoe+cal@north.example": "zoe"}),
    "the address as name": (
        "ATTENDEE;CN=zoe.quill@north.example:mailto:zoe.quill@north.example",
        {"zoe.quill@north.example": "Zoe Quill"},
    ),
    "the address as a parameter": (
        "ATTENDEE;CN=Zoë;EMAIL=zoe@north.example:/principals/1/",
        {"zoe@north.example": "Zoë"},
    ),
    "no mailto": ("ATTENDEE;CN=Zoë:zoe@north.example", {"zoe@north.example": "Zoë"}),
    "a name that nobody can say": ("ATTENDEE;CN=😀:mailto:zoe@north.example", {"zoe@north.example": "zoe"}),
    "neither name nor address": ("ATTENDEE;CN=?:mailto:_@north.example", {"_@north.example": "_@north.example"}),
    "twice": (f"{ZOE}\r\n{ZOE.replace('zoe@', 'ZOE@')}", {"zoe@north.example": "Zoë Quill"}),
    "the one who called it": ("ORGANIZER;CN=Zoë:mailto:zoe@north.example", {"zoe@north.example": "Zoë"}),
    "folded in the middle": ("ATTENDEE;CN=Zo\r\n ë:mailto:zoe@nor\r\n\tth.example", {"zoe@north.example": "Zoë"}),
}


@pytest.mark.parametrize(("line", "expected"), GUESTS.values(), ids=GUESTS)
def test_a_guest_is_known_by_the_address_and_named(line: str, expected: dict[str, str]) -> None:
    found = read(calendar(event(AT, ME, *line.split("\r\n")) if "\n" not in line else event(AT, ME, line)))
    assert people(*found) == expected
    assert [talk["people"] for talk in talks(*found)] == [2]


def test_those_who_said_no_were_not_there() -> None:
    bo = "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@north.example"
    found = read(calendar(event(AT, ME, ZOE, bo, "ATTENDEE;CN=Nobody's address:invalid:nomail")))
    assert people(*found) == {"zoe@north.example": "Zoë Quill"}
    assert talks(*found)[0]["people"] == 3  # one of them without an address


def test_an_occurrence_told_anew_has_the_id_it_had_before() -> None:
    series = event("DTSTART;TZID=Europe/Berlin:20260105T100000", "RRULE:FREQ=WEEKLY;COUNT=3", ME, ZOE)
    moved = event("RECURRENCE-ID:20260112T090000Z", "DTSTART;TZID=Europe/Berlin:20260114T170000", ME, ZOE)
    before, after = talks(*read(calendar(series))), talks(*read(calendar(moved, series)))
    assert [talk["on"] for talk in before] == ["2026-01-05", "2026-01-12", "2026-01-19"]
    assert sorted(talk["on"] for talk in after) == ["2026-01-05", "2026-01-14", "2026-01-19"]
    assert {talk["id"] for talk in before} == {talk["id"] for talk in after}


def test_an_occurrence_told_anew_by_its_day_stands_for_that_day() -> None:
    series = event("DTSTART;TZID=Europe/Berlin:20260105T100000", "RRULE:FREQ=WEEKLY;COUNT=3", ME, ZOE)
    off = event("RECURRENCE-ID;VALUE=DATE:20260112", "STATUS:CANCELLED")
    assert days(series, off) == ["2026-01-05", "2026-01-19"]


def test_ids_do_not_hang_on_where_the_reader_is() -> None:
    every = calendar(*(event(start, ME, ZOE, uid=start) for _, start, _ in ZONES.values()), OWN_ZONES)
    here, there = (
        talks(*read(every)), talks(*read(every, zone=ZoneInfo("Pacific/Auckland")))
    )  # fmt: skip
    assert [one["id"] for one in here] == [one["id"] for one in there]
    assert [one["on"] for one in here] != [one["on"] for one in there]


GOOD = event(AT, ME, ZOE, uid="good")
BAD = {
    "no end": ("BEGIN:VEVENT\r\nUID:x\r\n", "it has no end"),
    "no start": (event(ME, ZOE), "it does not say when it begins"),
    "a start that is none": (event("DTSTART:tomorrow", ME, ZOE), "it does not say when it begins"),
    "a start that is a time": (event("DTSTART;VALUE=TIME:100000", ME, ZOE), "it does not say when it begins"),
    "too long": (event(AT, ME, ZOE, f"DESCRIPTION:https://{'x' * LONGEST}"), f"it is longer than {LONGEST:,} bytes"),
}


@pytest.mark.parametrize(("part", "why"), BAD.values(), ids=BAD)
def test_a_bad_event_costs_no_other(part: str, why: str) -> None:
    found = read(calendar(GOOD.replace("good", "first"), part, GOOD))
    assert [one for one in found if not isinstance(one, Found)] == [Problem(9, why)]
    assert len(talks(*found)) == 2


def test_a_file_that_breaks_off_keeps_what_came_before() -> None:
    found = read(calendar(GOOD, event(AT, ME, ZOE))[:-30])
    assert len(talks(*found)) == 1
    assert [one for one in found if isinstance(one, Problem)] == [Problem(9, "it has no end")]


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.replace(b"\r\n", b"\n"),
        lambda file: file.replace(b"\r\n", b"\r"),
        lambda file: file.replace(b"\r\n", b"\r\n\r\n"),
        lambda file: b"\xef\xbb\xbf" + file,
        lambda file: file.replace(b"END:VE", b"no property\r\nATTACH:" + b"A" * 9_000_000 + b"\r\nEND:VE"),
        lambda file: file.replace("ë".encode(), "ë".encode("cp1252")),
        lambda file: file.replace(b"BEGIN:VE", b"BEGIN:VTODO\r\nUID:t\r\nMETHOD:CANCEL\r\nEND:VTODO\r\nbegin:ve"),
    ],
    ids=["LF", "CR", "blank lines", "BOM", "an attachment", "cp1252", "a task"],
)  # fmt: skip
def test_the_same_comes_out_however_it_was_saved(change: Any) -> None:
    file = calendar(event(AT, ME, ZOE))
    assert [one.told for one in read(change(file))] == [one.told for one in read(file)]  # type: ignore[union-attr]


class Streamed(io.RawIOBase):
    """A file that ends in a line of 100 MB, which never stands in memory."""

    def __init__(self, head: bytes) -> None:
        self._left = [head, b"ATTENDEE:"]
        self._more = 100_000_000

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._left.pop(0) if self._left else b"x" * min(len(buffer), self._more)
        self._more -= 0 if self._left else len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


def test_a_line_of_a_hundred_megabytes_is_one_problem() -> None:
    file = io.BufferedReader(Streamed(calendar(GOOD).removesuffix(b"END:VCALENDAR\r\n") + b"BEGIN:VEVENT\r\n"))
    tracemalloc.start()
    found = list(ics.read(file, About(LISBON, TODAY, OWN)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.why for one in found if isinstance(one, Problem)] == ["it has no end"]
    assert len(talks(*found)) == 1
    assert peak < 64_000_000


LINES = st.sampled_from(
    [
        *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "BEGIN:VTIMEZONE", "TZID:X", "END:VTIMEZONE"),
        *("END:VCALENDAR", "BEGIN:VCALENDAR", "UID:1", "UID:2", ME, ZOE, MINE, AT, "DTSTART;TZID=X:20260101T000000"),
        *("RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY;BYDAY=MO;UNTIL=20260401", "RRULE:FREQ=;COUNT=0", "RDATE:20260101"),
        *("EXDATE:20260317T100000Z", "RECURRENCE-ID:20260317T100000Z", "RECURRENCE-ID:x", "X-WR-TIMEZONE:Asia/Tokyo"),
        *("DTSTART:00010101T000000Z", "DTSTART:99991231T235959Z", "DTSTART;VALUE=DATE:99991231", "ATTENDEE:"),
        *("TZOFFSETTO:+0100", "BEGIN:STANDARD", "END:STANDARD", "METHOD:CANCEL", "X-WR-CALNAME:me@home.example"),
        *("RDATE;VALUE=PERIOD:20260101T000000Z/PT1H", "SUMMARY;X=\"a:b\":c\\n\\,", "LOCATION:\x00", " folded", ":"),
    ]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(LINES, max_size=40) | st.binary(max_size=200).map(lambda noise: [noise.decode("latin-1")]))
def test_whatever_follows_a_valid_head_nothing_is_raised_and_reading_twice_gives_the_same(lines: list[str]) -> None:
    file = calendar(GOOD, *(f"{line}\r\n" for line in lines))
    once = read(file)
    assert read(file) == once
    assert len({one.told["id"] for one in once if isinstance(one, Found)}) == sum(isinstance(o, Found) for o in once)
