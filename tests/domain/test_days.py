"""Text and days, on Saturday 21 November 2026."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.domain import days
from netlog.errors import UsageError

TODAY = date(2026, 11, 21)

# text, its day when leaning to the past, its day when leaning to the future
TWO_SIDED = [
    # weekdays
    ("monday", "2026-11-16", "2026-11-23"),
    ("Tue", "2026-11-17", "2026-11-24"),
    ("tues", "2026-11-17", "2026-11-24"),
    ("wed", "2026-11-18", "2026-11-25"),
    ("weds", "2026-11-18", "2026-11-25"),
    ("thurs", "2026-11-19", "2026-11-26"),
    ("thur", "2026-11-19", "2026-11-26"),
    ("thu.", "2026-11-19", "2026-11-26"),
    ("fri", "2026-11-20", "2026-11-27"),
    ("FRIDAY", "2026-11-20", "2026-11-27"),
    ("sunday", "2026-11-15", "2026-11-22"),
    ("saturday", "2026-11-21", "2026-11-28"),
    ("sat", "2026-11-21", "2026-11-28"),
    ("on friday", "2026-11-20", "2026-11-27"),
    ("this fri", "2026-11-20", "2026-11-27"),
    ("this monday", "2026-11-16", "2026-11-23"),
    ("friday evening", "2026-11-20", "2026-11-27"),
    # lengths of time
    ("2w", "2026-11-07", "2026-12-05"),
    ("3m", "2026-08-21", "2027-02-21"),
    ("10d", "2026-11-11", "2026-12-01"),
    ("1y", "2025-11-21", "2027-11-21"),
    ("2 weeks", "2026-11-07", "2026-12-05"),
    ("a month", "2026-10-21", "2026-12-21"),
    ("twelve days", "2026-11-09", "2026-12-03"),
    # ends and beginnings
    ("end of week", "2026-11-15", "2026-11-22"),
    ("end of month", "2026-10-31", "2026-11-30"),
    ("the end of the month", "2026-10-31", "2026-11-30"),
    ("at the end of the month", "2026-10-31", "2026-11-30"),
    ("eom", "2026-10-31", "2026-11-30"),
    ("end of quarter", "2026-09-30", "2026-12-31"),
    ("end of year", "2025-12-31", "2026-12-31"),
    ("eoy", "2025-12-31", "2026-12-31"),
    ("end of december", "2025-12-31", "2026-12-31"),
    ("end of february", "2026-02-28", "2027-02-28"),
    ("end of q1", "2026-03-31", "2027-03-31"),
    ("start of month", "2026-11-01", "2026-12-01"),
    ("start of the week", "2026-11-16", "2026-11-23"),
    ("beginning of the year", "2026-01-01", "2027-01-01"),
    # stretches
    ("Q1", "2026-01-01", "2027-03-31"),
    ("Q3", "2026-07-01", "2027-09-30"),
    ("q4", "2026-10-01", "2026-12-31"),
    ("Q3 2027", "2027-07-01", "2027-09-30"),
    ("this week", "2026-11-16", "2026-11-22"),
    ("this month", "2026-11-01", "2026-11-30"),
    ("this quarter", "2026-10-01", "2026-12-31"),
    ("this year", "2026-01-01", "2026-12-31"),
    ("this weekend", "2026-11-21", "2026-11-22"),
    ("at the weekend", "2026-11-21", "2026-11-22"),
    ("last weekend", "2026-11-14", "2026-11-15"),
    ("next weekend", "2026-11-28", "2026-11-29"),
    # dates without a year
    ("12 dec", "2025-12-12", "2026-12-12"),
    ("12 December", "2025-12-12", "2026-12-12"),
    ("dec 12", "2025-12-12", "2026-12-12"),
    ("Dec. 12", "2025-12-12", "2026-12-12"),
    ("december 12th", "2025-12-12", "2026-12-12"),
    ("december the 12th", "2025-12-12", "2026-12-12"),
    ("12th december", "2025-12-12", "2026-12-12"),
    ("the 12th of december", "2025-12-12", "2026-12-12"),
    ("12-dec", "2025-12-12", "2026-12-12"),
    ("on 12 dec", "2025-12-12", "2026-12-12"),
    ("1 may", "2026-05-01", "2027-05-01"),
    ("sept 3", "2026-09-03", "2027-09-03"),
    ("21 nov", "2026-11-21", "2026-11-21"),
    ("22 nov", "2025-11-22", "2026-11-22"),
    ("20 nov", "2026-11-20", "2027-11-20"),
    ("29 feb", "2024-02-29", "2028-02-29"),
    ("the 3rd", "2026-11-03", "2026-12-03"),
    ("3rd", "2026-11-03", "2026-12-03"),
    ("on the 22nd", "2026-10-22", "2026-11-22"),
    ("the 21st", "2026-11-21", "2026-11-21"),
    ("the 31st", "2026-10-31", "2026-12-31"),
    ("the 30th", "2026-10-30", "2026-11-30"),
    # two numbers with one reading
    ("25/12", "2025-12-25", "2026-12-25"),
    ("12/25", "2025-12-25", "2026-12-25"),
    ("25.12.", "2025-12-25", "2026-12-25"),
    ("5/5", "2026-05-05", "2027-05-05"),
]

# text and its day, whichever way one leans
ONE_SIDED = [
    ("today", "2026-11-21"),
    ("  Today ", "2026-11-21"),
    ("tonight", "2026-11-21"),
    ("this morning", "2026-11-21"),
    ("eod", "2026-11-21"),
    ("end of the day", "2026-11-21"),
    ("yesterday", "2026-11-20"),
    ("YESTERDAY", "2026-11-20"),
    ("yesterday evening", "2026-11-20"),
    ("last night", "2026-11-20"),
    ("tomorrow", "2026-11-22"),
    ("tomorrow morning", "2026-11-22"),
    ("day before yesterday", "2026-11-19"),
    ("the  day   before yesterday", "2026-11-19"),
    ("the day after tomorrow", "2026-11-23"),
    ("last monday", "2026-11-16"),
    ("last fri", "2026-11-20"),
    ("last saturday", "2026-11-14"),
    ("last sunday", "2026-11-15"),
    ("next fri", "2026-11-27"),
    ("next monday", "2026-11-23"),
    ("next saturday", "2026-11-28"),
    ("this saturday", "2026-11-21"),
    ("friday week", "2026-12-04"),
    ("friday next week", "2026-11-27"),
    ("wed last week", "2026-11-11"),
    ("monday this week", "2026-11-16"),
    ("last week", "2026-11-14"),
    ("next week", "2026-11-28"),
    ("last month", "2026-10-21"),
    ("next month", "2026-12-21"),
    ("next quarter", "2027-02-21"),
    ("last year", "2025-11-21"),
    ("next year", "2027-11-21"),
    ("3 days ago", "2026-11-18"),
    ("1 day ago", "2026-11-20"),
    ("0 days ago", "2026-11-21"),
    ("two weeks ago", "2026-11-07"),
    ("a week ago", "2026-11-14"),
    ("a fortnight ago", "2026-11-07"),
    ("nine months ago", "2026-02-21"),
    ("2 years ago", "2024-11-21"),
    ("2w ago", "2026-11-07"),
    ("in 2 weeks", "2026-12-05"),
    ("in a fortnight", "2026-12-05"),
    ("in 3 months", "2027-02-21"),
    ("in an year", "2027-11-21"),
    ("in 10d", "2026-12-01"),
    ("within a month", "2026-12-21"),
    ("two weeks from today", "2026-12-05"),
    ("3 days from now", "2026-11-24"),
    ("-2w", "2026-11-07"),
    ("+3d", "2026-11-24"),
    ("+1m", "2026-12-21"),
    ("end of next month", "2026-12-31"),
    ("end of last month", "2026-10-31"),
    ("end of this month", "2026-11-30"),
    ("end of next week", "2026-11-29"),
    ("start of next week", "2026-11-23"),
    ("end of february 2028", "2028-02-29"),
    ("end of q2 2027", "2027-06-30"),
    ("end of 2027", "2027-12-31"),
    ("2026-11-21", "2026-11-21"),
    ("2026-1-5", "2026-01-05"),
    ("2026/11/21", "2026-11-21"),
    ("2026.11.21", "2026-11-21"),
    ("20261121", "2026-11-21"),
    ("2026-11-27 Fri", "2026-11-27"),
    ("Fri 2026-11-27", "2026-11-27"),
    ("1900-01-01", "1900-01-01"),
    ("2200-12-31", "2200-12-31"),
    ("12 dec 2027", "2027-12-12"),
    ("dec 12, 2027", "2027-12-12"),
    ("the 12th of December 2027", "2027-12-12"),
    ("12-dec-2027", "2027-12-12"),
    ("12/Dec/2027", "2027-12-12"),
    ("Friday, 27 November 2026", "2026-11-27"),
    ("29 feb 2028", "2028-02-29"),
    ("12 dec 1999", "1999-12-12"),
    ("the 3rd of next month", "2026-12-03"),
    ("the 3rd of last month", "2026-10-03"),
    ("25/12/2025", "2025-12-25"),
    ("13.1.2027", "2027-01-13"),
    ("25-12-2025", "2025-12-25"),
]

# text and a part of the refusal or its hint
REFUSED = [
    ("", "No day"),
    ("   ", "No day"),
    (".", "'.'"),
    ("-", "'-'"),
    ("x", "'x'"),
    ("someday", "'someday'"),
    ("mañana", "'mañana'"),
    ("by friday", "'by friday'"),
    ("friday friday", "'friday friday'"),
    ("the tomorrow", "'the tomorrow'"),
    ("12 dec of the", "'12 dec of the'"),
    ("friday 13 times", "'friday 13 times'"),
    ("a few days ago", "'a few days ago'"),
    ("ago", "'ago'"),
    ("in", "'in'"),
    ("in weeks", "'in weeks'"),
    ("thirteen days ago", "'thirteen days ago'"),
    ("am", "'am'"),
    ("any", "'any'"),
    ("2x", "'2x'"),
    ("1.5w", "'1.5w'"),
    ("Q5", "'Q5'"),
    ("end of", "'end of'"),
    ("end of friday", "'end of friday'"),
    ("32nd", "'32nd'"),
    ("5", "'5'"),
    ("5.6", "'5.6'"),
    ("5-6", "'5-6'"),
    ("13/13", "'13/13'"),
    ("5/6/7/8", "'5/6/7/8'"),
    ("2026-11-21T10:00", "'2026-11-21t10:00'"),
    ("20261321", "'20261321'"),
    ("12345678", "'12345678'"),
    ("9" * 5000, "…"),
    ("in " + "9" * 5000 + " days", "…"),
    ("१२ dec", "other digits"),
    ("２０２６-１１-２１", "other digits"),
    ("\N{KELVIN SIGN}", "not a day"),
    ("30 february", "no 30 February."),
    ("30 february", "28, or 29 in leap years"),
    ("31 april", "no 31 April."),
    ("31 april", "is 30"),
    ("29 feb 2027", "no 29 February 2027."),
    ("29 feb 2027", "is 28"),
    ("29 feb 2100", "is 28"),
    ("2027-02-29", "no 29 February 2027."),
    ("2026-13-01", "no month 13"),
    ("2026-00-01", "no month 0"),
    ("2026-11-31", "no 31 November 2026."),
    ("0 dec", "no 0 December."),
    ("32 dec", "no 32 December."),
    ("30/2", "no 30 February."),
    ("2/30", "no 30 February."),
    ("29/2/2027", "no 29 February 2027."),
    ("1850-01-01", "1900 to 2200"),
    ("2201-01-01", "1900 to 2200"),
    ("0000-01-01", "1900 to 2200"),
    ("12 dec 1850", "1900 to 2200"),
    ("in 500 years", "1900 to 2200"),
    ("999999d", "1900 to 2200"),
    ("999999 years ago", "1900 to 2200"),
    ("12 dec 26", "'26'"),
    ("december", "a month, not a day"),
    ("december", "1 december, or end of december"),
    ("may", "a month, not a day"),
    ("dec 2026", "December 2026 is a month"),
    ("2026-11", "1 november 2026, or end of november 2026"),
    ("2027", "2027 is a year"),
    ("5/6", "may be 5 June or 6 May"),
    ("5.6.", "may be 5 June or 6 May"),
    ("5-6-2026", "5 June 2026 or 6 May 2026"),
    ("5/6/2026", "5 June 2026 or 6 May 2026"),
    ("02/03/04", "several days"),
    ("25/12/26", "several days"),
    ("sat 2026-11-27", "27 November 2026 is a Friday, not a Saturday."),
    ("sat 2026-11-27", "2026-11-27, or 2026-11-28"),
    ("2026-11-27 mon", "2026-11-30 for the Monday"),
    ("mon 27 nov 2026", "is a Friday, not a Monday"),
]


@pytest.mark.parametrize(("text", "past", "future"), TWO_SIDED)
def test_a_day_left_open_leans(text: str, past: str, future: str) -> None:
    assert days.read(text, TODAY, "past").isoformat() == past
    assert days.read(text, TODAY, "future").isoformat() == future


@pytest.mark.parametrize(("text", "expected"), ONE_SIDED)
def test_a_day_told_in_full_does_not_lean(text: str, expected: str) -> None:
    assert days.read(text, TODAY, "past").isoformat() == expected
    assert days.read(text, TODAY, "future").isoformat() == expected


@pytest.mark.parametrize(("text", "reason"), REFUSED)
@pytest.mark.parametrize("lean", ["past", "future"])
def test_what_is_no_day_is_refused_with_its_reason(text: str, reason: str, lean: Literal["past", "future"]) -> None:
    with pytest.raises(UsageError) as refusal:
        days.read(text, TODAY, lean)
    assert reason.lower() in f"{refusal.value.sentence} {refusal.value.hint}".lower()
    assert refusal.value.hint
    assert len(refusal.value.sentence) < 100


def test_a_weekday_that_the_leaning_year_contradicts_is_refused() -> None:
    assert days.read("fri 27 nov", TODAY, "future") == date(2026, 11, 27)
    with pytest.raises(UsageError, match="27 November 2025 is a Thursday, not a Friday"):
        days.read("fri 27 nov", TODAY, "past")


def test_friday_the_13th_must_be_a_friday() -> None:
    assert days.read("friday the 13th", TODAY, "past") == date(2026, 11, 13)
    with pytest.raises(UsageError, match="13 December 2026 is a Sunday"):
        days.read("friday the 13th", TODAY, "future")


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("5/6", "dmy", "2027-06-05"),
        ("5/6", "mdy", "2027-05-06"),
        ("5.6.", "dmy", "2027-06-05"),
        ("5-6-2026", "dmy", "2026-06-05"),
        ("5-6-2026", "mdy", "2026-05-06"),
        ("5/6/26", "dmy", "2026-06-05"),
        ("5/6/26", "mdy", "2026-05-06"),
        ("25/12", "mdy", "2026-12-25"),
        ("12/25", "dmy", "2026-12-25"),
        ("sat 5/6", "dmy", "2027-06-05"),
    ],
)
def test_a_settled_order_reads_two_numbers(text: str, order: str, expected: str) -> None:
    assert days.read(text, TODAY, "future", order).isoformat() == expected


@pytest.mark.parametrize(
    ("today", "text", "past", "future"),
    [
        (date(2026, 1, 31), "1m", "2025-12-31", "2026-02-28"),
        (date(2028, 2, 29), "1y", "2027-02-28", "2029-02-28"),
        (date(2026, 3, 31), "the 31st", "2026-03-31", "2026-03-31"),
        (date(2026, 3, 1), "the 31st", "2026-01-31", "2026-03-31"),
        (date(2026, 2, 15), "the 30th", "2026-01-30", "2026-03-30"),
        (date(2026, 11, 30), "end of month", "2026-11-30", "2026-11-30"),
        (date(2026, 12, 1), "start of month", "2026-12-01", "2026-12-01"),
        (date(2026, 1, 1), "end of year", "2025-12-31", "2026-12-31"),
        (date(2026, 1, 1), "yesterday", "2025-12-31", "2025-12-31"),
        (date(2026, 11, 22), "this weekend", "2026-11-21", "2026-11-22"),
        (date(2026, 11, 16), "end of week", "2026-11-15", "2026-11-22"),
        (date(2026, 11, 16), "next friday", "2026-11-20", "2026-11-20"),
        (date(2026, 11, 16), "friday next week", "2026-11-27", "2026-11-27"),
        (date(2099, 6, 1), "29 feb", "2096-02-29", "2104-02-29"),
        (date(2026, 9, 30), "Q3", "2026-07-01", "2026-09-30"),
        (date(2026, 10, 1), "Q3", "2026-07-01", "2027-09-30"),
    ],
)
def test_other_days_to_stand_on(today: date, text: str, past: str, future: str) -> None:
    assert days.read(text, today, "past").isoformat() == past
    assert days.read(text, today, "future").isoformat() == future


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("yesterday: long talk", "2026-11-20", "long talk"),
        ("yesterday:long talk: really", "2026-11-20", "long talk: really"),
        ("12 dec: x", "2025-12-12", "x"),
        ("2026-09-01: old mail", "2026-09-01", "old mail"),
        ("Fri, 13 Nov: coffee", "2026-11-13", "coffee"),
        ("on monday: call", "2026-11-16", "call"),
        ("last night: dinner", "2026-11-20", "dinner"),
        ("the 3rd: lunch", "2026-11-03", "lunch"),
        ("3 days ago: lunch", "2026-11-18", "lunch"),
        ("2d: lunch", "2026-11-19", "lunch"),
        ("25/12: lunch", "2025-12-25", "lunch"),
        ("tomorrow: lunch", "2026-11-22", "lunch"),
        ("today:", "2026-11-21", ""),
    ],
)
def test_a_day_opens_a_sentence(text: str, day: str, rest: str) -> None:
    assert days.opening(text, TODAY) == (date.fromisoformat(day), rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":",
        "long talk",
        "yesterday we talked",
        "promised: x",
        "Re: hello",
        "note: y",
        "http://x",
        "May: her new job",
        "Q3: the review",
        "2026: her plans",
        "next: lunch",
        "3M: met their buyer",
        "3D: printing with Bo",
        "2 weeks: what a trip",
        "Any: thing",
        "1-1: with Bo",
        "1:1 with Bo",
        "12:30 call with Ana",
        "5.6: the release",
        "50/50: the split",
        "42nd street: coffee",
        " Ana: 12 dec is her day",
    ],
)
def test_words_before_a_colon_that_are_no_day_stay(text: str) -> None:
    assert days.opening(text, TODAY) == (None, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("30 feb: dinner", "no 30 February"),
        ("5/6: lunch", "5 June or 6 May"),
        ("2026-02-30: x", "no 30 February 2026"),
        ("2026-11: x", "a month, not a day"),
        ("sat 20 nov: x", "is a Friday"),
        ("in 400 years: x", "outside"),
    ],
)
def test_an_impossible_day_that_opens_a_sentence_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        days.opening(text, TODAY)


def test_the_order_of_numbers_reaches_both_ends_of_a_sentence() -> None:
    assert days.opening("5/6: lunch", TODAY, "dmy") == (date(2026, 6, 5), "lunch")
    assert days.closing("lunch on 5/6", TODAY, "mdy") == ("lunch", date(2027, 5, 6))


@pytest.mark.parametrize(
    ("text", "rest", "day"),
    [
        ("the pricing deck by friday", "the pricing deck", "2026-11-27"),
        ("The Pricing  Deck BY FRIDAY.", "The Pricing  Deck", "2026-11-27"),
        ("the pricing deck, by Friday, 27 November 2026", "the pricing deck", "2026-11-27"),
        ("the deck by friday the 4th of december 2026", "the deck", "2026-12-04"),
        ("lunch in 3 weeks", "lunch", "2026-12-12"),
        ("call her on 12 dec", "call her", "2026-12-12"),
        ("call her 12 dec", "call her", "2026-12-12"),
        ("send it tomorrow", "send it", "2026-11-22"),
        ("send it tomorrow morning", "send it", "2026-11-22"),
        ("deck by end of month", "deck", "2026-11-30"),
        ("deck at the end of the month", "deck", "2026-11-30"),
        ("deck end of month", "deck", "2026-11-30"),
        ("deck by the 3rd", "deck", "2026-12-03"),
        ("deck by the 3rd.", "deck", "2026-12-03"),
        ("deck by Q1", "deck", "2027-03-31"),
        ("deck by 2w", "deck", "2026-12-05"),
        ("deck by 2026-12-01", "deck", "2026-12-01"),
        ("deck on 2025-12-01", "deck", "2025-12-01"),
        ("deck by yesterday", "deck", "2026-11-20"),
        ("deck by 25.12.", "deck", "2026-12-25"),
        ("deck before friday", "deck", "2026-11-26"),
        ("deck within two weeks", "deck", "2026-12-05"),
        ("report next week", "report", "2026-11-28"),
        ("report this week", "report", "2026-11-22"),
        ("report next friday", "report", "2026-11-27"),
        ("stand by me by friday", "stand by me", "2026-11-27"),
        ("call May on sunday", "call May", "2026-11-22"),
        ("call on sat", "call", "2026-11-28"),
        ("call fri", "call", "2026-11-27"),
        ("lunch – tomorrow", "lunch", "2026-11-22"),
        ("日本 lunch tomorrow", "日本 lunch", "2026-11-22"),
        ("friday", "", "2026-11-27"),
        ("by the 3rd", "", "2026-12-03"),
    ],
)
def test_a_day_closes_a_promise(text: str, rest: str, day: str) -> None:
    assert days.closing(text, TODAY) == (rest, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("text", "rest", "day"),
    [
        ("deck by 20 nov", "deck", "2026-11-20"),
        ("deck on 20 nov", "deck", "2026-11-20"),
        ("deck by fri 20 nov", "deck", "2026-11-20"),
        ("deck by 9 nov", "deck", "2027-11-09"),
        ("deck by 20 nov 2027", "deck", "2027-11-20"),
        ("deck by 20/11", "deck", "2026-11-20"),
        ("deck by friday", "deck", "2026-11-27"),
        ("deck in 2 weeks", "deck", "2026-12-05"),
        ("deck by the 3rd", "deck", "2026-12-03"),
        ("notes of 20 nov", "notes of 20 nov", None),
        ("what we said 3 days ago", "what we said 3 days ago", None),
    ],
)
def test_a_date_without_a_year_leans_from_the_day_it_was_said(text: str, rest: str, day: str | None) -> None:
    found = days.closing(text, TODAY, since=date(2026, 11, 10))
    assert found == (rest, date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "the deck.",
        "stand by me",
        "stand by",
        "work on pricing",
        "work on",
        "lunch in",
        "Talk with May about March",
        "report on Q3",
        "lunch in december",
        "report on next week",
        "plans for next week",
        "hold the room until friday",
        "notes from friday",
        "notes from last monday",
        "notes of 12 dec",
        "notes from fri 20 nov",
        "a joke about 30 feb",
        "what we said 3 days ago",
        "what we said yesterday",
        "the day before yesterday",
        "call every friday",
        "the 3rd friday",
        "the first friday",
        "chapter the 3rd",
        "where she sat",
        "since they wed",
        "watch the sun",
        "order 2w",
        "a trip of 2 weeks",
        "rate it 5/6",
        "upgrade by 5.6",
        "room 20²",
        "² friday's notes",
        "by friday the deck",
    ],
)
def test_text_that_ends_without_a_day_of_its_own_stays(text: str) -> None:
    assert days.closing(text, TODAY) == (text, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("dinner by 30 feb", "no 30 February"),
        ("dinner 30 feb", "no 30 February"),
        ("by 30 feb", "no 30 February"),
        ("dinner on 5/6", "5 June or 6 May"),
        ("dinner by 5/6", "5 June or 6 May"),
        ("dinner by 5.6.", "5 June or 6 May"),
        ("deck by december", "a month, not a day"),
        ("deck by 2027", "a year, not a day"),
        ("deck by thu 27 nov", "is a Friday, not a Thursday"),
        ("deck by 12 dec 26", "'26'"),
        ("deck in 400 years", "outside"),
    ],
)
def test_an_impossible_day_that_closes_a_promise_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        days.closing(text, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90", 90),
        (" 90 ", 90),
        ("1", 1),
        ("3650", 3650),
        ("2w", 14),
        ("3m", 90),
        ("3M", 90),
        ("1y", 365),
        ("10y", 3650),
        ("10d", 10),
        ("10 days", 10),
        ("1 day", 1),
        ("2 weeks", 14),
        ("two weeks", 14),
        ("a month", 30),
        ("week", 7),
        ("every 3 months", 90),
        ("every week", 7),
        ("every other week", 14),
        ("Every Two Weeks", 14),
        ("every 45", 45),
        ("fortnight", 14),
        ("daily", 1),
        ("weekly", 7),
        ("fortnightly", 14),
        ("monthly", 30),
        ("quarterly", 90),
        ("every quarter", 90),
        ("yearly", 365),
        ("annually", 365),
    ],
)
def test_a_stretch_of_time_in_days(text: str, expected: int) -> None:
    assert days.span(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "0", "3651", "11y", "-3", "x", "every", "other week", "1.5w", "2 w", "3 months ago", "９０", "9" * 5000],
)
def test_what_is_no_stretch_of_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as refusal:
        days.span(text)
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05-03", "05-03"),
        ("--05-03", "05-03"),
        ("--0503", "05-03"),
        ("1984-05-03", "1984-05-03"),
        ("19840503", "1984-05-03"),
        ("3 may", "05-03"),
        ("may 3", "05-03"),
        ("3rd of May", "05-03"),
        ("3 may 1984", "1984-05-03"),
        ("May 3rd, 1984", "1984-05-03"),
        ("25/12", "12-25"),
        ("25.12.1984", "1984-12-25"),
        ("02-29", "02-29"),
        ("29 feb", "02-29"),
        ("29 feb 1984", "1984-02-29"),
        ("2026-11-21", "2026-11-21"),
        ("22 nov", "11-22"),
    ],
)
def test_a_birthday(text: str, expected: str) -> None:
    assert days.birthday(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a birthday"),
        ("yesterday", "not a birthday"),
        ("2w", "not a birthday"),
        ("0503", "not a birthday"),
        ("may", "not a birthday"),
        ("05-3", "not a birthday"),
        ("2026-11-22", "lies ahead"),
        ("3 may 2027", "lies ahead"),
        ("1850-01-01", "outside"),
        ("29 feb 1985", "no 29 February 1985"),
        ("02-30", "no 30 February"),
        ("--0230", "no 30 February"),
        ("25-12", "no month 25"),
        ("00-12", "no month 0"),
        ("3/5", "3 May or 5 March"),
        ("3 may 84", "'84'"),
        ("٠٥-٠٣", "not a birthday"),
    ],
)
def test_what_is_no_birthday_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        days.birthday(text, TODAY)


def test_a_year_of_two_digits_is_of_this_century() -> None:
    assert days.read("1/1/99", TODAY, "past", "dmy") == date(2099, 1, 1)


# --- properties

leans: st.SearchStrategy[days.Lean] = st.sampled_from(["past", "future"])
any_day = st.dates(date(1900, 1, 1), date(2200, 12, 31))
near_day = st.dates(date(1950, 1, 1), date(2150, 12, 31))
fragments = st.sampled_from(
    """today yesterday day before after tomorrow last next this on by in of the end start week month year quarter
    weekend monday fri sat. dec february 12 3rd 31 30 29 2027 26 2w -3m 5/6 25.12. 5-6-2026 2026-02-30 2026-13-01 Q3 a
    two ago from now : , . ² ３ - + / night within at every eom 99999999 0""".split()  # noqa: SIM905
)
sentences = st.lists(st.one_of(fragments, st.text(max_size=6)), max_size=7).map(" ".join)


@given(any_day, near_day, leans)
def test_a_day_in_iso_form_is_that_day(day: date, today: date, lean: days.Lean) -> None:
    assert days.read(day.isoformat(), today, lean) == day
    assert days.read(day.isoformat().replace("-", ""), today, lean) == day


@given(any_day, near_day, leans)
def test_a_day_written_out_is_that_day(day: date, today: date, lean: days.Lean) -> None:
    month, weekday = days.MONTHS[day.month - 1], days.WEEKDAYS[day.weekday()]
    assert days.read(f"{day.day} {month} {day.year}", today, lean) == day
    assert days.read(f"{weekday}, the {day.day}th of {month[:3]} {day.year}", today, lean) == day


@settings(max_examples=500)
@given(sentences, near_day, leans, st.sampled_from(["", "dmy", "mdy"]))
def test_no_text_brings_anything_but_an_answer_or_a_refusal(
    text: str, today: date, lean: days.Lean, order: str
) -> None:
    calls = (
        lambda: days.read(text, today, lean, order),
        lambda: days.opening(text, today, order),
        lambda: days.closing(text, today, order),
        lambda: days.span(text),
        lambda: days.birthday(text, today),
    )
    for call in calls:
        try:
            call()
        except UsageError as refusal:
            assert refusal.sentence and refusal.hint  # noqa: PT017, PT018


@settings(max_examples=200)
@given(sentences, near_day)
def test_what_closes_a_text_is_cut_from_its_end(text: str, today: date) -> None:
    try:
        rest, day = days.closing(text, today)
    except UsageError:
        return
    assert rest == text if day is None else text.startswith(rest) and len(rest) < len(text)


@settings(max_examples=200)
@given(st.sampled_from([text for text, *_ in TWO_SIDED if "2027" not in text and "weekend" not in text]), near_day)
def test_a_day_left_open_never_crosses_today(text: str, today: date) -> None:
    assert days.read(text, today, "past") <= today <= days.read(text, today, "future")


@given(near_day, st.integers(0, 6))
def test_a_bare_weekday_is_within_the_week(today: date, weekday: int) -> None:
    name = days.WEEKDAYS[weekday]
    past, future = days.read(name, today, "past"), days.read(name, today, "future")
    assert past.weekday() == future.weekday() == weekday
    assert timedelta(0) <= today - past < timedelta(days=7)
    assert timedelta(0) < future - today <= timedelta(days=7)


@given(near_day, st.integers(1, 999), st.sampled_from(["d", "w"]))
def test_so_long_ago_and_so_far_ahead_lie_as_far_apart(today: date, n: int, unit: str) -> None:
    try:
        past, future = days.read(f"{n}{unit}", today, "past"), days.read(f"{n}{unit}", today, "future")
    except UsageError:
        assert n > 365  # beyond the years that are read
        return
    assert today - past == future - today == timedelta(days=n * (7 if unit == "w" else 1))


@given(st.integers(1, 3650))
def test_a_number_of_days_is_a_span_of_as_many(n: int) -> None:
    assert days.span(str(n)) == days.span(f"every {n} days") == n


@given(st.dates(date(1900, 1, 1), TODAY))
def test_a_birthday_in_iso_form_is_kept_as_it_is(born: date) -> None:
    assert days.birthday(born.isoformat(), TODAY) == born.isoformat()
    assert days.birthday(born.isoformat()[5:], TODAY) == born.isoformat()[5:]
    assert days.birthday(f"{born.day} {days.MONTHS[born.month - 1]}", TODAY) == born.isoformat()[5:]


@pytest.mark.parametrize(("text", "expected"), [("mon", 0), ("Tues", 1), ("FRIDAY", 4), ("sunday", 6)])
def test_three_letters_of_its_name_tell_a_day_of_the_week(text: str, expected: int) -> None:
    assert days.weekday(text, "mon-fri") == expected


@pytest.mark.parametrize("text", ["", "mo", "s", "noday", "mondays", "fri "])
def test_what_is_no_day_of_the_week_is_answered_with_an_example(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        days.weekday(text, "--first fri")
    assert (refused.value.hint, text in refused.value.sentence) == ("--first fri", True)
