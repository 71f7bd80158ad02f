"""The morning list: what appears, when, in which order, and what makes it go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.domain import rhythm, working
from netlog.domain.followups import Due, band, due, unheard
from netlog.domain.journal import (
    CIRCLES,
    Agenda,
    Away,
    Brought,
    Change,
    Entry,
    Group,
    Promise,
    Reminder,
    Skip,
    Snooze,
    Standing,
    Tie,
)
from netlog.domain.parameters import DEFAULTS
from netlog.domain.reasons import KINDS, MINE, Reason, reasons

TODAY = date(2026, 11, 21)  # a Saturday
MONDAY = date(2026, 11, 2)
SUNDAY = date(2026, 11, 1)
FRIDAY = date(2026, 10, 30)
EVERY_DAY = DEFAULTS._replace(working_days=(0, 1, 2, 3, 4, 5, 6))


def days(n: int) -> timedelta:
    return timedelta(n)


def a_tie(name: str = "Ana", **fields: Any) -> Tie:
    """Somebody nobody has to do anything for, but for what the fields say."""
    handle = name.lower()
    return Tie(**{"id": f"id-{handle}", "name": name, "handle": handle, "added": date(2020, 1, 1), **fields})


def in_touch(*on: date, **fields: Any) -> Tie:
    """Somebody known for years, spoken to on those days, latest first."""
    known = {"contacts": on, "first": date(2020, 1, 1), "message": on[0]}
    return a_tie(**{**known, **fields})


def promise(by: date | None, who: str = "me", text: str = "slides", **fields: Any) -> Promise:
    return Promise("p1", who, "id-ana", date(2026, 1, 1), text, by, **fields)  # type: ignore[arg-type]


def ask(on: date, who: str) -> Entry:
    return Entry("e1", "ask", who, "id-ana", on, "a look at the draft")  # type: ignore[arg-type]


def favour(on: date, **fields: Any) -> Entry:
    return Entry("e2", "receive", "them", "id-ana", on, "the lift home", **fields)


def reminder(on: date, reason: str = "reminder", made: date = date(2026, 1, 1)) -> Reminder:
    return Reminder("r1", "id-ana", made, on, "lunch", reason)  # type: ignore[arg-type]


def snooze(until: date, reason: str | None = None, on: date = date(2026, 1, 1)) -> Snooze:
    return Snooze("s1", "id-ana", on, until, reason)


def skip(on: date, reason: str = "cadence") -> Skip:
    return Skip("k1", "id-ana", on, reason)


def away(on: date, until: date) -> Away:
    return Away("a1", None, on, until)


def resting(until: date | None, on: date = date(2026, 1, 1)) -> Standing:
    return Standing("t1", "id-ana", on, "resting", until)


def shown(tie: Tie, today: date = TODAY) -> list[str]:
    return [reason.reason for reason in reasons(tie, today)]


def only(tie: Tie, today: date = TODAY) -> Reason:
    (reason,) = reasons(tie, today)
    return reason


def listed(*ties: Tie, lines: int | None = None) -> Due:
    return due(Agenda(ties), TODAY, DEFAULTS, lines)


def met_on(day: date, **fields: Any) -> Tie:
    return a_tie(**{"contacts": (day,), "first": day, "message": day, "circle": "outer", **fields})


COFFEE = Group("g1", "Friday coffee", date(2026, 9, 1), 1, 4, "Café Rosa", members=("id-ana",))  # Fri 6 Nov is the next
MIRA = Brought("id-mira", "Mira", MONDAY)

# reason, the person, the first day it shows, the last (None: until something clears it)
SPANS = {
    "an overdue promise": ("my-promise-overdue", a_tie(promises=(promise(MONDAY),)), MONDAY + days(1), None),
    "an overdue promise of a Friday": (
        "my-promise-overdue",
        a_tie(promises=(promise(FRIDAY),)),
        FRIDAY + days(1),
        None,
    ),
    "a promise soon": ("my-promise-soon", a_tie(promises=(promise(MONDAY),)), date(2026, 10, 29), MONDAY),
    "a promise for a Sunday": ("my-promise-soon", a_tie(promises=(promise(SUNDAY),)), date(2026, 10, 29), SUNDAY),
    "their ask": ("their-ask-open", a_tie(asks=(ask(MONDAY, "them"),)), MONDAY + days(2), None),
    "their ask of a Thursday": ("their-ask-open", a_tie(asks=(ask(date(2026, 10, 29), "them"),)), MONDAY, None),
    "a first meeting": ("first-follow-up", met_on(MONDAY), MONDAY + days(1), MONDAY + days(30)),
    "a first meeting told": ("first-follow-up", met_on(MONDAY, met=MONDAY), MONDAY + days(1), MONDAY + days(30)),
    "a first meeting on a Friday": ("first-follow-up", met_on(FRIDAY), MONDAY, FRIDAY + days(30)),
    "a favour": ("thank-you", a_tie(received=(favour(MONDAY),)), MONDAY + days(1), MONDAY + days(60)),
    "an introduction": ("thank-you", a_tie(introductions=(MIRA,)), MONDAY + days(1), MONDAY + days(60)),
    "what became of it": ("report-back", a_tie(introductions=(MIRA,)), MONDAY + days(14), None),
    "a birthday": ("date", a_tie(birthday="1986-11-02"), MONDAY, MONDAY + days(3)),
    "a birthday without a year": ("date", a_tie(birthday="11-02"), MONDAY, MONDAY + days(3)),
    "a birthday on a Sunday": ("date", a_tie(birthday="11-01"), FRIDAY, SUNDAY + days(3)),
    "a day of every year": ("date", a_tie(reminders=(reminder(date(2019, 11, 2), "date"),)), MONDAY, MONDAY + days(3)),
    "a cool head": ("cooled-off", a_tie(reminders=(reminder(MONDAY, "cooled-off", FRIDAY),)), MONDAY, None),
    "an account below zero": ("overdrawn", a_tie(overdrawn=MONDAY), MONDAY + days(14), None),
    "a reminder": ("reminder", a_tie(reminders=(reminder(MONDAY),)), MONDAY, None),
    "a reminder for a Sunday": ("reminder", a_tie(reminders=(reminder(SUNDAY),)), SUNDAY, None),
    "a cadence": ("cadence", in_touch(MONDAY - days(30), every=30), MONDAY, None),
    "a cadence that ends on a Sunday": ("cadence", in_touch(SUNDAY - days(30), every=30), MONDAY, None),
    "a cadence before any contact": ("cadence", a_tie(added=MONDAY - days(9), every=9), MONDAY, None),
    "a cadence since you met": ("cadence", a_tie(met=MONDAY - days(9), every=9), MONDAY, None),
    "a check-in": ("check-in", a_tie(reminders=(reminder(MONDAY, "check-in"),)), MONDAY, None),
    "a check-in for a Sunday": ("check-in", a_tie(reminders=(reminder(SUNDAY, "check-in"),)), MONDAY, None),
    "the end of a pause": ("check-in", a_tie(standing=resting(MONDAY)), MONDAY, None),
    "a check-in with somebody at rest": (
        "check-in",
        a_tie(reminders=(reminder(MONDAY, "check-in"),), standing=resting(None)),
        MONDAY,
        None,
    ),
    "a group": (
        "invitation",
        a_tie(groups=(COFFEE._replace(until=date(2026, 11, 7)),), message=date(2026, 10, 1)),
        FRIDAY,
        date(2026, 11, 6),
    ),
    "their promise": ("their-promise-overdue", a_tie(promises=(promise(MONDAY, "them"),)), MONDAY + days(3), None),
    "my ask": ("my-ask-open", a_tie(asks=(ask(MONDAY, "me"),)), MONDAY + days(7), MONDAY + days(29)),
    "their word": ("ask-feedback", in_touch(MONDAY, circle="close", feedback=MONDAY - days(180)), MONDAY, None),
    "a first word": ("ask-feedback", a_tie(circle="inner", first=MONDAY - days(180)), MONDAY, None),
}


@pytest.mark.parametrize(("reason", "tie", "first", "last"), SPANS.values(), ids=SPANS.keys())
def test_each_reason_shows_from_its_first_day_to_its_last(
    reason: str, tie: Tie, first: date, last: date | None
) -> None:
    span = [FRIDAY - days(60) + days(n) for n in range(300)]
    expected = [day for day in span if first <= day and (last is None or day <= last)]
    assert [day for day in span if reason in shown(tie, day)] == expected


def test_every_reason_has_a_span_in_the_table() -> None:
    assert {reason for reason, *_ in SPANS.values()} == set(KINDS)


# the person, and the same person after what clears the line
CLEARED = {
    "an invitation, by any message since": (
        SPANS["a group"][1]._replace(groups=(COFFEE._replace(week=4),)),  # Fri 27 Nov
        {"message": date(2026, 11, 20)},
    ),
    "an invitation, by a skip": (
        SPANS["a group"][1]._replace(groups=(COFFEE._replace(week=4),)),
        {"skips": (skip(date(2026, 11, 20), "invitation"),)},
    ),
    "an ask, answered": (SPANS["their ask"][1], {"asks": ()}),
    "a first meeting, by any message": (met_on(MONDAY), {"message": MONDAY + days(1)}),
    "a favour, by thanks on the same day": (SPANS["a favour"][1], {"thanked": MONDAY}),
    "an introduction, by thanks and a message": (SPANS["an introduction"][1], {"thanked": TODAY, "message": TODAY}),
    "an account, balanced": (SPANS["an account below zero"][1], {"overdrawn": None}),
    "a reminder, by contact on its day": (SPANS["a reminder"][1], {"contacts": (MONDAY,)}),
    "a reminder, by a skip": (SPANS["a reminder"][1], {"skips": (skip(MONDAY, "reminder"),)}),
    "a check-in, by contact": (SPANS["a check-in"][1], {"contacts": (MONDAY,)}),
    "a check-in, by a skip": (SPANS["a check-in"][1], {"skips": (skip(MONDAY, "check-in"),)}),
    "a check-in at rest, by a skip": (
        SPANS["a check-in with somebody at rest"][1],
        {"skips": (skip(MONDAY, "check-in"),)},
    ),
    "the end of a pause, by contact": (SPANS["the end of a pause"][1], {"contacts": (MONDAY,)}),
    "a cool head, by a skip": (SPANS["a cool head"][1], {"skips": (skip(MONDAY, "cooled-off"),)}),
    "a favour, by a skip": (SPANS["a favour"][1], {"skips": (skip(MONDAY, "thank-you"),)}),
    "a first meeting, by a skip": (met_on(MONDAY), {"skips": (skip(TODAY, "first-follow-up"),)}),
    "a cadence, by contact": (SPANS["a cadence"][1], {"contacts": (TODAY,)}),
    "a cadence, by a skip": (SPANS["a cadence"][1], {"skips": (skip(TODAY),)}),
    "their word, given": (SPANS["their word"][1], {"feedback": TODAY}),
    "their word, by a skip": (SPANS["their word"][1], {"skips": (skip(TODAY, "ask-feedback"),)}),
}


@pytest.mark.parametrize(("tie", "after"), CLEARED.values(), ids=CLEARED.keys())
def test_each_line_goes_once_it_is_dealt_with(tie: Tie, after: dict[str, Any]) -> None:
    assert shown(tie)
    assert not shown(tie._replace(**after))


NOT_CLEARED = {
    "an invitation, by an earlier message": (
        SPANS["a group"][1]._replace(groups=(COFFEE._replace(week=4),)),
        {"message": date(2026, 11, 19)},
    ),
    "a first meeting, by a second talk that day": (met_on(MONDAY), {"message": MONDAY}),
    "a favour, by earlier thanks": (SPANS["a favour"][1], {"thanked": MONDAY - days(1)}),
    "what became of it, by a message that day": (SPANS["what became of it"][1], {"message": MONDAY, "thanked": TODAY}),
    "a reminder, by earlier contact": (SPANS["a reminder"][1], {"contacts": (SUNDAY,)}),
    "a reminder, by an attempt": (SPANS["a reminder"][1], {"attempts": (MONDAY,), "message": MONDAY}),
    "a reminder, by a skip of something else": (SPANS["a reminder"][1], {"skips": (skip(TODAY),)}),
    "a favour, by a skip before it": (SPANS["a favour"][1], {"skips": (skip(SUNDAY, "thank-you"),)}),
    "a promise, by a skip": (SPANS["an overdue promise"][1], {"skips": (skip(TODAY, "my-promise-overdue"),)}),
    "a promise, by contact": (SPANS["an overdue promise"][1], {"contacts": (TODAY,), "message": TODAY}),
}


@pytest.mark.parametrize(("tie", "after"), NOT_CLEARED.values(), ids=NOT_CLEARED.keys())
def test_a_line_stays_until_it_is_dealt_with(tie: Tie, after: dict[str, Any]) -> None:
    assert set(shown(tie)) & set(shown(tie._replace(**after)))


def test_a_promise_given_another_date_in_time_is_no_longer_late() -> None:
    renewed = promise(MONDAY, changes=(Change(MONDAY, date(2026, 12, 24)),))
    assert not shown(a_tie(promises=(renewed,)))


def test_a_promise_without_a_day_is_never_late() -> None:
    assert not shown(a_tie(promises=(promise(None), promise(None, "them"))))


def test_a_skip_of_something_else_does_not_put_feedback_off() -> None:
    assert "ask-feedback" in shown(SPANS["their word"][1]._replace(skips=(skip(TODAY, "thank-you"),)))


@pytest.mark.parametrize("circle", ["active", "wide", "outer", None])
def test_feedback_is_asked_only_of_those_close_by(circle: str | None) -> None:
    assert "ask-feedback" not in shown(in_touch(TODAY, circle=circle))


def test_a_price_cut_asks_for_no_thanks() -> None:
    assert not shown(a_tie(received=(favour(MONDAY, discount=True),)))


def test_the_first_talk_in_the_journal_is_no_first_meeting_if_you_had_met_before() -> None:
    assert "first-follow-up" not in shown(met_on(MONDAY, met=date(2019, 5, 1)))


@pytest.mark.parametrize("circle", [None, *CIRCLES])
def test_nobody_is_late_with_somebody_they_never_spoke_to(circle: str | None) -> None:
    assert not shown(a_tie(circle=circle))
    assert rhythm.clock(a_tie(circle=circle), TODAY).state == "no rhythm"


def test_nobody_is_late_with_the_outer_circle() -> None:
    assert not shown(in_touch(date(2021, 1, 1), circle="outer"))


# Priority

PRIORITIES = {
    "cadence of 30 days, 15 late, close": (in_touch(TODAY - days(45), every=30, circle="close", feedback=TODAY), 43),
    "promise 9 days overdue, wide": (a_tie(promises=(promise(TODAY - days(9)),)), 84.857),
    "the highest there is": (a_tie(promises=(promise(TODAY - days(400)),), circle="inner"), 100),
    "promise one day overdue, outer": (a_tie(promises=(promise(TODAY - days(1)),), circle="outer"), 71.429),
    "thank-you 21 days late, inner": (a_tie(received=(favour(TODAY - days(22)),), circle="inner"), 70),
}


@pytest.mark.parametrize(("tie", "priority"), PRIORITIES.values(), ids=PRIORITIES.keys())
def test_the_priority_is_the_sum_of_its_parts(tie: Tie, priority: float) -> None:
    (reason,) = reasons(tie, TODAY, (), EVERY_DAY)
    assert reason.priority == pytest.approx(priority, abs=1e-3)
    assert sum(reason.parts) == reason.priority


# reason, weight, days of lateness that add ten points
WEIGHTS = [
    ("my-promise-overdue", 70, 7),
    ("their-ask-open", 40, 7),
    ("first-follow-up", 40, 2),
    ("thank-you", 40, 7),
    ("date", 40, 3),
    ("cooled-off", 35, 7),
    ("overdrawn", 30, 30),
    ("report-back", 30, 14),
    ("reminder", 40, 7),
    ("cadence", 30, 30),
    ("check-in", 30, 30),
    ("their-promise-overdue", 20, 14),
    ("my-ask-open", 20, 14),
    ("ask-feedback", 15, 90),
]


@pytest.mark.parametrize(("reason", "weight", "window"), WEIGHTS)
def test_each_reason_has_its_weight_and_gains_ten_points_a_window(reason: str, weight: int, window: int) -> None:
    tie, first = next((tie, first) for kind, tie, first, _ in SPANS.values() if kind == reason)
    on = next(each.due for each in reasons(tie, first, (), EVERY_DAY) if each.reason == reason)
    late = next(each for each in reasons(tie, on + days(window), (), EVERY_DAY) if each.reason == reason)
    assert (late.parts.reason, late.parts.lateness, late.days_late) == (weight, 10, window)


def test_a_promise_soon_weighs_fifty_and_is_never_late() -> None:
    soon = only(a_tie(promises=(promise(TODAY),)))
    assert (soon.parts.reason, soon.parts.lateness, soon.priority) == (50, 0, 52)


def test_a_first_follow_up_due_yesterday_comes_to_fifty() -> None:
    tie = met_on(TODAY - days(2), circle="active")
    first = next(each for each in reasons(tie, TODAY) if each.reason == "first-follow-up")
    assert (first.priority, first.days_late) == (50, 1)


@pytest.mark.parametrize(
    ("priority", "word"),
    [(100, "now"), (70, "now"), (69.9, "today"), (50, "today"), (35, "this week"), (34, "when you can")],
)
def test_a_priority_falls_into_a_band(priority: float, word: str) -> None:
    assert band(priority) == word


# Order


def five() -> list[Tie]:
    return [
        a_tie("Dee", circle="active", received=(favour(date(2026, 11, 19)),)),
        in_touch(TODAY - days(120), name="Bo", every=30, circle="close", feedback=TODAY),
        a_tie("Eli", circle="inner", birthday="11-21"),
        in_touch(TODAY - days(120), name="Ana", every=30, circle="close", feedback=TODAY),
        a_tie("Cy", promises=(promise(TODAY - days(3)),)),
    ]


def test_five_lines_come_in_order_and_a_tie_goes_by_name() -> None:
    answer = listed(*five())
    assert [item.name for item in answer.items] == ["Cy", "Ana", "Bo", "Eli", "Dee"]
    assert [round(item.priority) for item in answer.items] == [76, 58, 58, 50, 46]
    assert [item.band for item in answer.items] == ["now", "today", "today", "today", "this week"]
    assert answer.more == 0


def test_the_list_stops_after_so_many_lines_and_says_how_many_more() -> None:
    answer = listed(*five(), lines=2)
    assert ([item.name for item in answer.items], answer.more) == (["Cy", "Ana"], 3)


def test_nobody_due_is_an_empty_list() -> None:
    assert listed(a_tie()) == Due(TODAY, (), 0)


def test_equal_priorities_go_by_due_day_circle_name_without_case_and_id() -> None:
    def late(name: str, by: int, circle: str | None, key: str) -> Tie:
        return a_tie(name, id=key, circle=circle, promises=(promise(TODAY - days(by)),))

    ordered = [
        late("Zoe", 20, "wide", "1"),  # late by more than counts, and the longest
        late("ana", 15, None, "1"),
        late("Bea", 15, "wide", "1"),
        late("bea", 15, "wide", "2"),
    ]
    names = [(item.name, item.due) for item in listed(*reversed(ordered)).items]
    assert names == [(tie.name, tie.promises[0].by) for tie in ordered]


def test_the_other_reasons_of_a_person_follow_in_words() -> None:
    tie = in_touch(
        TODAY - days(31), every=30, promises=(promise(TODAY - days(3)),), received=(favour(date(2026, 11, 5)),)
    )
    (item,) = listed(tie).items
    assert item.text == "slides, promised 18 Nov, 3 days late"
    assert item.also == ("thank them for the lift home", "keep in touch: 1 day late on every 30")


# Words

WORDS = {
    "slides, promised 20 Nov, 1 day late": a_tie(promises=(promise(TODAY - days(1)),)),
    "slides, promised 1 Dec 2025, 355 days late": a_tie(promises=(promise(date(2025, 12, 1)),)),
    "slides, promised for today": a_tie(promises=(promise(TODAY),)),
    "slides, promised for tomorrow": a_tie(promises=(promise(TODAY + days(1)),)),
    "slides, promised for 24 Nov": a_tie(promises=(promise(date(2026, 11, 24)),)),
    "birthday today, turns 40": a_tie(birthday="1986-11-21"),
    "birthday today, turns 1": a_tie(birthday="2025-11-21"),
    "birthday today": a_tie(birthday="11-21"),
    "birthday tomorrow, turns 40": a_tie(birthday="1986-11-22"),
    "birthday yesterday, turned 40": a_tie(birthday="1986-11-20"),
    "birthday 18 Nov": a_tie(birthday="11-18"),
    "lunch: tomorrow": a_tie(reminders=(reminder(date(2020, 11, 22), "date"),)),
    "lunch": a_tie(reminders=(reminder(TODAY),)),
    "lunch, planned for 20 Nov": a_tie(reminders=(reminder(TODAY - days(1)),)),
    "keep in touch: 90 days late on every 30": in_touch(TODAY - days(120), every=30),
    "reconnect, without an ask: last in touch 26 Mar": in_touch(TODAY - days(240), every=30),
    "get in touch: 11 days late on every 30": a_tie(met=TODAY - days(41), every=30),
    "thank them for the introduction to Mira": a_tie(introductions=(MIRA,), message=TODAY),
    "tell them how it went with Mira": a_tie(introductions=(MIRA,), thanked=TODAY),
    "the balance has been below zero since 2 Nov: what would help them?": a_tie(overdrawn=MONDAY),
    "answer them: a look at the draft (asked 2 Nov)": a_tie(asks=(ask(MONDAY, "them"),)),
    "no answer yet: a look at the draft (asked 2 Nov)": a_tie(asks=(ask(MONDAY, "me"),)),
    "slides, promised to you for 2 Nov: how is it going?": a_tie(promises=(promise(MONDAY, "them"),)),
    "follow up on your first talk of 2 Nov": met_on(MONDAY),
    "ask how they see things between you: they have not told you yet": a_tie(circle="close", first=date(2026, 1, 2)),
    "ask how they see things between you: they last told you 5 Jan": a_tie(
        circle="close", first=date(2026, 1, 2), feedback=date(2026, 1, 5)
    ),
    "the pause with Ana is over: say hello": a_tie(standing=resting(MONDAY)),
}


@pytest.mark.parametrize(("text", "tie"), WORDS.items(), ids=WORDS.keys())
def test_each_line_says_in_plain_words_what_to_do(text: str, tie: Tie) -> None:
    reason = reasons(tie, TODAY, (), EVERY_DAY if "late on" in text else DEFAULTS)[0]
    assert reason.text == text


# The rhythm


@pytest.mark.parametrize(
    ("ago", "state"),
    [
        (20, "on track"),
        (23, "on track"),
        (24, "soon"),
        (25, "soon"),
        (29, "soon"),
        (30, "due"),
        (31, "due"),
        (44, "due"),
        (45, "late"),
        (50, "late"),
        (239, "late"),
        (240, "dormant"),
        (250, "dormant"),
    ],
)
def test_the_clock_reads_from_on_track_to_dormant(ago: int, state: str) -> None:
    clock = rhythm.clock(in_touch(TODAY - days(ago), every=30), TODAY)
    assert (clock.state, clock.silent_days, clock.due) == (state, ago, TODAY - days(ago) + days(30))


def test_a_tie_that_never_began_is_not_dormant() -> None:
    clock = rhythm.clock(a_tie(every=30), TODAY)
    assert (clock.state, clock.last, clock.cadence_days) == ("late", None, 30)


def test_a_line_shows_only_once_the_cadence_has_run_out() -> None:
    assert not shown(in_touch(TODAY - days(29), every=30))
    assert shown(in_touch(date(2026, 10, 21), every=30)) == ["cadence"]


def test_lateness_counts_from_the_working_day_the_line_moved_to() -> None:
    tie = in_touch(date(2026, 10, 31), every=14)  # the cadence ends on a Saturday
    assert rhythm.clock(tie, TODAY).due == date(2026, 11, 14)
    assert (only(tie).due, only(tie).days_late) == (date(2026, 11, 16), 5)


def test_a_nudge_due_today_on_a_saturday_waits_for_monday() -> None:
    tie = in_touch(TODAY - days(30), every=30)
    assert not shown(tie)
    assert only(tie, date(2026, 11, 23)).days_late == 0
    assert working.previous_working(TODAY, DEFAULTS.working_days, ()) == date(2026, 11, 20)


def test_a_new_tie_counts_from_the_day_you_met() -> None:
    new = met_on(TODAY - days(3), circle="active")
    known = new._replace(met=date(2020, 1, 1))
    assert rhythm.clock(new, TODAY).cadence_days == 2
    assert rhythm.clock(known, TODAY).cadence_days == 180


@pytest.mark.parametrize(("every", "asleep"), [(8, 7), (28, 7), (30, 8), (100, 25)])
def test_an_attempt_lets_the_line_sleep_for_a_quarter_of_the_cadence_or_a_week(every: int, asleep: int) -> None:
    tried = date(2026, 6, 1)
    tie = in_touch(date(2026, 1, 1), every=every, attempts=(tried,), message=tried)
    days_asleep = [n for n in range(60) if not shown(tie, tried + days(n))]
    assert days_asleep == list(range(asleep))


def test_after_three_attempts_the_line_leaves_and_the_clock_proposes_something_else() -> None:
    tried = tuple(date(2026, month, 1) for month in (5, 6, 7))
    tie = in_touch(date(2026, 1, 1), every=30, attempts=tried)
    assert not shown(tie)
    assert shown(tie._replace(attempts=tried[:2]))
    assert rhythm.clock(tie, TODAY).proposal is not None
    assert rhythm.clock(tie._replace(attempts=tried[:2]), TODAY).proposal is None


def test_three_skips_in_a_row_propose_a_wider_circle() -> None:
    skips = tuple(skip(date(2026, month, 1)) for month in (1, 3, 4, 6, 8))
    tie = in_touch(date(2026, 3, 1), every=30, skips=skips)
    clock = rhythm.clock(tie, TODAY)
    assert clock.skips == 3  # those up to the last contact are forgotten
    assert clock.proposal is not None
    assert "circle" in clock.proposal
    assert rhythm.clock(tie._replace(contacts=(TODAY,)), TODAY).proposal is None


def test_a_skip_opens_a_new_cycle_and_never_an_earlier_one() -> None:
    tie = in_touch(date(2026, 10, 1), every=30)
    assert rhythm.clock(tie._replace(skips=(skip(TODAY),)), TODAY).due == TODAY + days(30)
    assert rhythm.clock(tie._replace(skips=(skip(date(2026, 9, 1)),)), TODAY).due == date(2026, 10, 31)


def test_someone_away_has_no_cadence_line_until_back_and_is_then_late_from_the_old_day() -> None:
    gone = Away("a1", "id-ana", date(2026, 10, 1), date(2026, 11, 10))
    tie = in_touch(MONDAY - days(30), every=30, aways=(gone,), reminders=(reminder(MONDAY),))
    assert shown(tie, date(2026, 11, 9)) == ["reminder"]
    assert not shown(in_touch(MONDAY - days(30), every=30, aways=(gone._replace(on=MONDAY),)), MONDAY)
    back = next(each for each in reasons(tie, date(2026, 11, 10)) if each.reason == "cadence")
    assert (back.due, back.days_late) == (MONDAY, 8)


def test_my_own_absence_moves_nudges_and_announces_birthdays_before_it() -> None:
    gone = (away(MONDAY, date(2026, 11, 16)),)
    tie = in_touch(MONDAY - days(30), every=30, birthday="11-10")
    assert [each.reason for each in reasons(tie, FRIDAY, gone)] == ["date"]
    back = {each.reason: each.days_late for each in reasons(tie, date(2026, 11, 16), gone)}
    assert back == {"cadence": 0}


def test_a_warning_comes_before_an_absence_not_during_it() -> None:
    tie = a_tie(promises=(promise(date(2026, 11, 10)),))
    gone = (away(MONDAY, date(2026, 11, 10)),)
    assert [each.reason for each in reasons(tie, date(2026, 10, 29), gone)] == ["my-promise-soon"]
    assert not reasons(tie, date(2026, 10, 28), gone)


def test_an_older_entry_never_moves_the_clock_back() -> None:
    tie = in_touch(date(2026, 11, 1), every=14)
    older = tie._replace(contacts=(date(2026, 11, 1), date(2026, 9, 1)))
    assert rhythm.clock(older, TODAY) == rhythm.clock(tie, TODAY)


# Snooze, rest


@pytest.mark.parametrize("reason", [None, "cadence"])
def test_a_snooze_hides_until_its_day_and_leaves_lateness_alone(reason: str | None) -> None:
    tie = in_touch(MONDAY - days(30), every=30)
    asleep = tie._replace(snoozes=(snooze(date(2026, 11, 18), reason),))
    assert not shown(asleep, date(2026, 11, 17))
    assert reasons(asleep, date(2026, 11, 18)) == reasons(tie, date(2026, 11, 18))
    assert only(asleep, date(2026, 11, 18)).days_late == 16


def test_a_snooze_works_from_the_day_it_is_set() -> None:
    assert not shown(a_tie(reminders=(reminder(MONDAY),), snoozes=(snooze(TODAY + days(1), on=TODAY),)))


def test_a_snooze_of_one_reason_leaves_the_others() -> None:
    tie = a_tie(
        reminders=(reminder(MONDAY),), received=(favour(MONDAY),), snoozes=(snooze(TODAY + days(9), "reminder"),)
    )
    assert shown(tie) == ["thank-you"]


@pytest.mark.parametrize("by", [TODAY - days(1), TODAY + days(1)])
@pytest.mark.parametrize("reason", [None, *MINE])
def test_a_promise_of_mine_cannot_be_snoozed(by: date, reason: str | None) -> None:
    assert shown(a_tie(promises=(promise(by),), snoozes=(snooze(TODAY + days(9), reason),)))


@pytest.mark.parametrize("until", [None, TODAY + days(1)])
def test_at_rest_only_my_own_promises_are_left(until: date | None) -> None:
    tie = in_touch(date(2026, 1, 1), every=30, birthday="11-21", received=(favour(MONDAY),), standing=resting(until))
    promises = (promise(TODAY + days(1)), promise(TODAY - days(1)), promise(MONDAY, "them"))
    assert not shown(tie)
    assert shown(tie._replace(promises=promises)) == ["my-promise-overdue", "my-promise-soon"]
    assert rhythm.clock(tie, TODAY).state == "no rhythm"


def test_a_pause_of_sixty_days_ends_in_a_check_in() -> None:
    over = TODAY + days(60)
    tie = in_touch(TODAY, every=30, standing=resting(over, on=TODAY))
    assert over == date(2027, 1, 20)
    assert not shown(tie, over - days(1))
    assert shown(tie, over) == ["check-in"]
    assert not shown(tie._replace(contacts=(over,), message=over), over)


def test_after_a_wake_the_rhythm_starts_anew() -> None:
    tie = in_touch(date(2026, 1, 1), every=30, standing=Standing("t1", "id-ana", TODAY, "active"))
    assert rhythm.clock(tie, TODAY).due == TODAY + days(30)


# Days of every year


@pytest.mark.parametrize(
    ("today", "birthday", "on"),
    [
        (date(2027, 2, 28), "1988-02-29", date(2027, 2, 28)),
        (date(2027, 2, 26), "02-29", date(2027, 2, 28)),
        (date(2028, 2, 29), "1988-02-29", date(2028, 2, 29)),
        (date(2027, 1, 2), "12-31", date(2026, 12, 31)),
        (date(2027, 12, 31), "01-01", date(2028, 1, 1)),
    ],
)
def test_a_birthday_is_kept_across_leap_days_and_new_year(today: date, birthday: str, on: date) -> None:
    assert only(a_tie(birthday=birthday), today).due == on


def test_a_leap_day_is_not_kept_on_the_28th_in_leap_years() -> None:
    assert not shown(a_tie(birthday="02-29"), date(2028, 2, 28))


def test_a_skipped_birthday_is_back_next_year() -> None:
    tie = a_tie(birthday="11-01", skips=(skip(FRIDAY, "date"),))
    assert not shown(tie, MONDAY)
    assert shown(tie, date(2027, 11, 1)) == ["date"]


def test_a_day_of_every_year_comes_on_its_first_and_not_before() -> None:
    assert shown(a_tie(reminders=(reminder(TODAY, "date"),))) == ["date"]
    assert not shown(a_tie(reminders=(reminder(date(2027, 11, 21), "date"),)))


# Properties

PAST = st.integers(0, 400).map(lambda n: TODAY - days(n))
NEAR = st.integers(-200, 40).map(lambda n: TODAY + days(n))


def few(element: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(element, max_size=2).map(tuple)


@st.composite
def ties(draw: st.DrawFn, key: str = "id-ana") -> Tie:
    """Somebody as the journal may know them on that day."""
    contacts = tuple(sorted(draw(st.sets(PAST, max_size=6)), reverse=True))
    since = contacts[0] if contacts else TODAY - days(400)
    attempts = tuple(sorted(day for day in draw(st.lists(PAST, max_size=4)) if day > since))
    said = [*contacts, *attempts]
    return Tie(
        key,
        draw(st.sampled_from(["Ana", "Bo", "bo", "Cy"])),
        key,
        TODAY - days(400),
        circle=draw(st.sampled_from([None, *CIRCLES])),
        every=draw(st.none() | st.integers(1, 90)),
        birthday=draw(st.none() | NEAR.map(lambda day: day.isoformat()[5:])),
        met=draw(st.none() | PAST),
        contacts=contacts,
        first=contacts[-1] if contacts else None,
        attempts=attempts,
        message=max(said) if said else None,
        promises=draw(few(st.builds(promise, NEAR, st.sampled_from(["me", "them"])))),
        asks=draw(few(st.builds(ask, PAST, st.sampled_from(["me", "them"])))),
        received=draw(few(st.builds(favour, PAST))),
        thanked=draw(st.none() | PAST),
        introductions=draw(few(st.builds(Brought, st.just("id-mira"), st.just("Mira"), PAST))),
        overdrawn=draw(st.none() | PAST),
        feedback=draw(st.none() | PAST),
        reminders=draw(
            few(st.builds(reminder, NEAR, st.sampled_from(["reminder", "date", "cooled-off", "check-in"]), PAST))
        ),
        skips=draw(few(st.builds(skip, PAST, st.sampled_from(sorted(KINDS))))),
        standing=draw(st.none() | st.builds(resting, st.none() | NEAR, PAST)),
    )


CROWD = st.integers(0, 6).flatmap(lambda n: st.tuples(*(ties(f"id-{i}") for i in range(n))))
ABSENCES = few(st.builds(lambda on, n: away(on, on + days(n)), NEAR, st.integers(1, 40)))
WORKING_DAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda week: tuple(sorted(week)))
UNMOVED = {"my-promise-overdue", "my-promise-soon", "date", "reminder"}


@settings(max_examples=100, deadline=None)
@given(CROWD, st.randoms(use_true_random=False))
def test_the_list_is_sorted_has_a_line_a_person_and_does_not_depend_on_the_order_of_entry(
    people: tuple[Tie, ...], random: Any
) -> None:
    answer = listed(*people)
    shuffled = list(people)
    random.shuffle(shuffled)
    assert listed(*shuffled) == answer
    assert len({item.handle for item in answer.items}) == len(answer.items)
    assert {item.handle for item in answer.items} == {tie.handle for tie in people if shown(tie)}
    keys = [(-item.priority, item.due) for item in answer.items]
    assert keys == sorted(keys)
    for lines in range(len(people) + 1):
        few_lines = listed(*people, lines=lines)
        assert few_lines.items == answer.items[:lines]
        assert few_lines.more + len(few_lines.items) == len(answer.items)


@settings(max_examples=100, deadline=None)
@given(CROWD)
def test_an_overdue_promise_of_mine_outranks_every_other_line(people: tuple[Tie, ...]) -> None:
    lines = [reason for tie in people for reason in reasons(tie, TODAY)]
    overdue = [line.priority for line in lines if line.reason == "my-promise-overdue"]
    others = [line.priority for line in lines if line.reason != "my-promise-overdue"]
    assert min(overdue, default=101) > 70 >= max(others, default=0)


@settings(max_examples=100, deadline=None)
@given(ties(), st.none() | st.sampled_from(sorted(KINDS)), NEAR)
def test_a_snooze_takes_lines_away_and_changes_none(tie: Tie, reason: str | None, until: date) -> None:
    before = reasons(tie, TODAY)
    after = reasons(tie._replace(snoozes=(snooze(until, reason, TODAY - days(300)),)), TODAY)
    hides = until > TODAY
    stays = [each for each in before if each.reason in MINE or not hides or reason not in (None, each.reason)]
    assert after == stays


@settings(max_examples=100, deadline=None)
@given(ties())
def test_an_attempt_leaves_the_clock_alone_and_contact_moves_it(tie: Tie) -> None:
    clock = rhythm.clock(tie, TODAY)
    tried = rhythm.clock(tie._replace(attempts=(*tie.attempts, TODAY), message=TODAY), TODAY)
    assert tried._replace(attempts=clock.attempts, proposal=clock.proposal) == clock
    contacts = (TODAY, *(day for day in tie.contacts if day != TODAY))[:6]
    spoke = tie._replace(contacts=contacts, first=tie.first or TODAY, attempts=(), message=TODAY)
    moved = rhythm.clock(spoke, TODAY)
    assert (moved.last, moved.attempts, moved.skips) == (TODAY, 0, 0)
    assert moved.due is None or moved.due > TODAY
    assert "cadence" not in shown(spoke)


@settings(max_examples=100, deadline=None)
@given(ties(), PAST)
def test_an_older_entry_never_takes_back_the_last_contact(tie: Tie, on: date) -> None:
    every = tie._replace(every=30)
    contacts = tuple(sorted({*tie.contacts, on}, reverse=True)[:6])
    older = every._replace(contacts=contacts, first=min(contacts))
    before, after = rhythm.clock(every, TODAY), rhythm.clock(older, TODAY)
    if tie.contacts and on <= tie.contacts[0]:
        assert (after.last, after.due) == (before.last, before.due)
    else:
        assert after.last == on


@settings(max_examples=100, deadline=None)
@given(ties(), PAST)
def test_a_skip_is_no_contact_and_never_brings_a_line_forward(tie: Tie, on: date) -> None:
    before = rhythm.clock(tie, TODAY)
    skipped = tie._replace(skips=(*tie.skips, skip(on)))
    after = rhythm.clock(skipped, TODAY)
    assert (after.last, after.silent_days, after.cadence_days) == (before.last, before.silent_days, before.cadence_days)
    assert before.due is None or (after.due is not None and after.due >= before.due)
    assert set(shown(skipped)) <= set(shown(tie))


@settings(max_examples=100, deadline=None)
@given(ties(), WORKING_DAYS, ABSENCES)
def test_no_nudge_falls_on_a_free_day_and_no_warning_after_its_day(
    tie: Tie, week: tuple[int, ...], gone: tuple[Away, ...]
) -> None:
    parameters = DEFAULTS._replace(working_days=week)
    yesterday = {each.reason for each in reasons(tie, TODAY - days(1), gone, parameters)}
    for reason in reasons(tie, TODAY, gone, parameters):
        if reason.reason not in UNMOVED:
            assert working.is_working(reason.due, week, gone)
            assert reason.days_late == (TODAY - reason.due).days >= 0
        if reason.reason == "my-promise-soon":
            assert reason.due >= TODAY
            assert reason.days_late == 0
            assert working.is_working(TODAY, week, gone) or "my-promise-soon" in yesterday


@settings(max_examples=100, deadline=None)
@given(ties())
def test_no_line_reproaches_anybody_or_shows_an_id(tie: Tie) -> None:
    clock = rhythm.clock(tie, TODAY)
    said = [each.text for each in reasons(tie, TODAY)] + [clock.why, clock.state, clock.proposal or ""]
    for text in said:
        assert not [
            word for word in ("owes you", "collect", "return on", "neglect", "debt", "id-") if word in text.lower()
        ]


# What goes beyond the daily log


def test_an_invitation_says_to_what_when_and_where() -> None:
    friday = only(SPANS["a group"][1], FRIDAY)
    assert friday.text == "invite them to Friday coffee, 6 Nov at Café Rosa"
    assert (friday.due, friday.days_late, friday.priority) == (FRIDAY, 0, 32)


def test_of_two_groups_each_invites() -> None:
    last = COFFEE._replace(id="g2", name="reading", week=5, weekday=5, place=None)  # Sat 28 Nov
    both = a_tie(groups=(COFFEE._replace(week=4), last))
    assert [one.text for one in reasons(both, date(2026, 11, 25))] == [
        "invite them to Friday coffee, 27 Nov at Café Rosa",
        "invite them to reading, 28 Nov",
    ]


def test_nobody_at_rest_is_invited_and_only_a_check_in_breaks_the_silence() -> None:
    quiet = a_tie(
        groups=(COFFEE._replace(week=4),),
        birthday="11-21",
        reminders=(reminder(MONDAY, "cooled-off"), reminder(MONDAY), reminder(MONDAY, "check-in")),
        standing=resting(None),
    )
    assert shown(quiet) == ["check-in"]
    assert shown(quiet._replace(snoozes=(snooze(date(2027, 1, 1), "check-in"),))) == []
    assert set(shown(quiet._replace(standing=None))) == {"cooled-off", "reminder", "check-in", "date", "invitation"}


def test_those_in_hard_times_come_first_among_those_to_keep_in_touch_with() -> None:
    late = [in_touch(TODAY - days(30 + n), every=30, circle="outer")._replace(name=name, id=name)
            for n, name in ((40, "Cy"), (30, "Bo"), (20, "Al"), (10, "Di"))]  # fmt: skip
    promised = a_tie("Jo", promises=(promise(MONDAY),))
    below = a_tie("Ed", received=(favour(date(2026, 11, 12)),))
    plain = [item.name for item in listed(*late, promised, below).items]
    assert plain == ["Jo", "Ed", "Cy", "Bo", "Al", "Di"]
    cy, bo, al, di = late
    struck = [one._replace(hardship=True) for one in (al, di, below)]
    hard = listed(cy, bo, promised, *struck)
    assert [item.name for item in hard.items] == ["Jo", "Ed", "Al", "Di", "Cy", "Bo"]
    assert [item.name for item in listed(cy, bo, al, di._replace(hardship=True), lines=2).items] == ["Di", "Cy"]


@given(st.lists(st.tuples(st.integers(0, 90), st.booleans(), st.booleans()), max_size=8))
@settings(max_examples=60)
def test_hard_times_change_the_order_of_cadence_lines_and_nothing_else(people: list[tuple[int, bool, bool]]) -> None:
    ties = [
        (a_tie(f"P{at}", reminders=(reminder(TODAY - days(late)),)) if has_reminder else
         in_touch(TODAY - days(30 + late), every=30)._replace(name=f"P{at}", id=f"p{at}", hardship=hard))
        for at, (late, hard, has_reminder) in enumerate(people)
    ]  # fmt: skip
    before = listed(*(tie._replace(hardship=False) for tie in ties)).items
    after = listed(*ties).items
    assert [one for one in after if one.reason != "cadence"] == [one for one in before if one.reason != "cadence"]
    assert [one.reason for one in after] == [one.reason for one in before]
    hard = {tie.name for tie in ties if tie.hardship}
    touch = [one for one in before if one.reason == "cadence"]
    expected = [one for one in touch if one.name in hard] + [one for one in touch if one.name not in hard]
    assert [one for one in after if one.reason == "cadence"] == expected


def test_those_never_heard_are_asked_first_then_the_longest_ago_then_the_inner_ones() -> None:
    long_ago, half_a_year = TODAY - days(400), TODAY - days(180)
    ties = (
        in_touch(MONDAY, name="Recent", circle="inner", feedback=TODAY - days(179)),
        in_touch(MONDAY, name="Half", circle="inner", feedback=half_a_year),
        in_touch(MONDAY, name="Long", circle="close", feedback=long_ago),
        in_touch(MONDAY, name="Bo", circle="close"),
        in_touch(MONDAY, name="ann", circle="close"),
        in_touch(MONDAY, name="Cy", circle="inner"),
        in_touch(MONDAY, name="Far", circle="active"),
        in_touch(MONDAY, name="Asleep", circle="inner", standing=resting(None)),
    )
    assert [tie.name for tie in unheard(ties, TODAY)] == ["Cy", "ann", "Bo", "Long", "Half"]


def test_of_several_words_about_a_rest_the_latest_counts() -> None:
    rest, awake = Standing("s1", "ana", TODAY - days(9), "resting"), Standing("s2", "ana", TODAY, "active")
    short = Standing("s3", "bo", TODAY - days(9), "resting", until=TODAY)
    assert rhythm.resting([rest, short, awake], TODAY) == set()
    assert rhythm.resting([rest, short, awake], TODAY - days(1)) == {"ana", "bo"}
    assert rhythm.resting([rest], TODAY - days(10)) == set()
