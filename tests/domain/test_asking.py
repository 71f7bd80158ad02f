from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    TODAY,
    ada,
    ada_log,
    answered,
    change,
    conversation,
    entry,
    histories,
    history,
    promise,
    rating,
)
from netlog.domain import account, trust
from netlog.domain.asking import Verdict, credit, fit, may_ask, means, room
from netlog.domain.parameters import Parameters

S, M, L, XL = 3, 8, 20, 50
RANK = {"yes": 2, "tight": 1}


def near(value):
    return pytest.approx(value, rel=5e-3, abs=5e-3)


def sixty_days_later(low):
    """The room with an M gift 60 days ago and that lower end of my index."""
    books = account.ledger(history(entry("give", 60, "M")), TODAY)
    return means(books.balance, books.settling, low, 0)


def test_a7_a_small_ask_fits_well():
    assert (sixty_days_later(35).room, fit(S, sixty_days_later(35)).verdict) == (near(8.96), "yes")


def test_a8_a_larger_one_uses_most_of_the_room():
    assert fit(M, sixty_days_later(35)).verdict == "tight"


def test_a9_trust_is_credit_and_not_enough_for_a_large_ask():
    answer = fit(L, sixty_days_later(62))
    assert (sixty_days_later(62).room, answer.short, answer.verdict) == (near(11.4), near(8.64), "not-yet")


def test_a10_a_fresh_gift_needs_28_days_to_settle():
    answer = may_ask(history(entry("give", 0, "M")), M, TODAY)
    assert (answer.verdict, answer.room, answer.short, answer.wait_days) == ("not-yet", 5, 3, 28)
    assert (answer.gift, answer.wait_days_after_gift) == (None, None)


def test_a11_a_new_contact_may_be_asked_for_five_minutes():
    assert may_ask(history(), 1, TODAY)[:2] == ("yes", 1)
    refused = may_ask(history(), S, TODAY)
    assert (refused.verdict, refused.short, refused.wait_days) == ("not-yet", 2, None)


def test_a12_a_cold_contact_is_greeted_first():
    cold = history(entry("give", 200, "L"), of=ada(circle="close"))
    answer = may_ask(cold, S, TODAY)
    assert (answer.verdict, answer.blocker) == ("hello-first", "hello-first")
    assert means(answer.balance, answer.settling, 60, 0).room == near(17.6)
    assert (answer.short, answer.wait_days, answer.gift) == (0, None, None)
    assert may_ask(cold, 1, TODAY).verdict == "yes"


def test_a14_ada_first_wants_her_promise():
    answer = may_ask(ada_log(), S, TODAY)
    assert (answer.verdict, answer.blocker, answer.room) == ("promise-first", "promise-first", 0)
    assert (answer.short, answer.credit, answer.largest) == (near(5.41), 1, None)
    # Once it is owned, half of its cost is back: −2.91 + 8 + 1 − 3 = 3.09, and 14 · log2(4 / 3.09) = 5.2.
    assert (answer.wait_days, answer.gift, answer.wait_days_after_gift) == (None, "M", 6)


@pytest.mark.parametrize(("low", "points"), [(0, 1), (50, 1), (62, 3.4), (75, 6)])
def test_credit_begins_above_an_even_index(low, points):
    assert credit(low) == pytest.approx(points)


def test_the_verdict_begins_with_the_promised_keys():
    assert Verdict._fields[:7] == (
        "verdict",
        "room",
        "short",
        "wait_days",
        "gift",
        "wait_days_after_gift",
        "blocker",
    )


def test_the_room_counts_what_is_already_asked_for():
    log = history(entry("give", 40, "L"), entry("ask", 5, 4), entry("ask", 2, "S"))
    now = room(log, TODAY)
    assert now.open_asks == 7
    assert now.room == pytest.approx(now.available + now.credit - 7)
    assert now.credit == credit(trust.score(log, TODAY).mine.low)


def test_trusted_people_have_more_room():
    loved = history(rating(C=10, R=10, I=10, S=1), entry("give", 0, "S"))
    assert trust.score(loved, TODAY).mine.low > 50
    assert room(loved, TODAY).credit > 1


def test_blockers_come_gravest_first():
    overdue, waiting, asked = promise(20, 5), entry("ask", 9), entry("ask", 20, **answered("yes", 10))
    cold = ada(circle="inner")
    assert may_ask(history(overdue, waiting, asked, of=cold), S, TODAY).blocker == "promise-first"
    assert may_ask(history(waiting, asked, of=cold), S, TODAY).blocker == "wait-for-answer"
    assert may_ask(history(asked, of=cold), S, TODAY).blocker == "hello-first"
    assert may_ask(history(asked), S, TODAY).blocker == "too-soon"
    assert may_ask(history(), S, TODAY).blocker is None


def test_a_promise_or_an_open_ask_blocks_even_the_smallest_ask():
    assert may_ask(history(promise(20, 5)), 1, TODAY).blocker == "promise-first"
    assert may_ask(history(promise(20, 5, change(0, -5))), 1, TODAY).blocker is None
    assert may_ask(history(promise(20, 5, who="them")), 1, TODAY).blocker is None
    assert may_ask(history(entry("ask", 29)), 1, TODAY).blocker == "wait-for-answer"
    assert may_ask(history(entry("ask", 30)), 1, TODAY).blocker is None
    assert may_ask(history(entry("ask", 20, **answered("yes", 10))), 1, TODAY).blocker is None


@pytest.mark.parametrize(
    ("circle", "days", "blocker"),
    [("close", 30, None), ("close", 31, "hello-first"), ("outer", 90, None), ("outer", 91, "hello-first")],
)
def test_a_tie_is_cold_after_the_cadence_of_its_circle(circle, days, blocker):
    assert may_ask(history(conversation(days), of=ada(circle=circle, every=400)), S, TODAY).blocker == blocker


def test_an_entry_keeps_a_tie_warm_and_an_attempt_does_not():
    inner = ada(circle="inner")
    assert may_ask(history(conversation(40), entry("thank", 1, who="them"), of=inner), S, TODAY).blocker is None
    tried = history(conversation(40), conversation(1, attempt=True), of=inner)
    assert may_ask(tried, S, TODAY).blocker == "hello-first"


@pytest.mark.parametrize(
    ("since", "blocker"),
    [
        ([], "too-soon"),
        ([entry("give", 10)], None),
        ([entry("give", 11)], "too-soon"),
        ([entry("give", 5, discount=True)], "too-soon"),
        ([entry("ask", 12, who="them", **answered("yes", 8))], None),
        ([entry("thank", 5)], "too-soon"),
        ([entry("receive", 5)], "too-soon"),
    ],
)
def test_after_a_granted_ask_a_gift_comes_first(since, blocker):
    log = history(entry("give", 90, "XL"), entry("ask", 40, **answered("yes", 10)), *since)
    assert may_ask(log, S, TODAY).blocker == blocker


@pytest.mark.parametrize(("days", "wait"), [(0, 30), (29, 1), (30, None)])
def test_the_pause_after_a_granted_ask_is_30_days_from_the_answer(days, wait):
    log = history(entry("give", 90, "XL"), entry("ask", 40, **answered("yes", days)))
    answer = may_ask(log, S, TODAY)
    assert (answer.blocker, answer.wait_days) == ("too-soon" if wait else None, wait)


def test_a_refused_ask_is_no_reason_to_pause():
    assert may_ask(history(entry("ask", 20, **answered("no", 10))), S, TODAY).blocker is None


@pytest.mark.parametrize(
    ("balance", "settling", "size", "expected"),
    [
        (8, 4, M, ("not-yet", 3, 28, None, None)),
        (0, 0, S, ("not-yet", 2, None, "S", 9)),  # 3 + 1 − 3 = 1, U 1.5: 14 · log2(1.5) = 8.2
        (-40, 0, L, ("not-yet", 59, None, None, None)),
        (-3, 0, S, ("not-yet", 5, None, "M", 6)),  # U cut to 4: 14 · log2(4 / 3) = 5.8
        (5, 0, S, ("yes", 0, None, None, None)),
        (4, 0, S, ("tight", 0, None, None, None)),
        (0, 0, 1, ("yes", 0, None, None, None)),
    ],
)
def test_how_an_ask_fits(balance, settling, size, expected):
    assert fit(size, means(balance, settling, 50, 0)) == pytest.approx(expected)


@pytest.mark.parametrize(("balance", "largest"), [(-0.5, None), (0, "XS"), (1.9, "XS"), (2, "S"), (7, "M"), (49, "XL")])
def test_the_largest_size_that_fits_is_named(balance, largest):
    assert account.largest(means(balance, 0, 50, 0).room, Parameters()) == largest


def test_larger_asks_come_with_advice():
    log = history(entry("give", 90, "XL"))
    assert may_ask(log, S, TODAY).advice is None
    assert "easy way to say no" in may_ask(log, M, TODAY).advice


# Hundredths: finer than any account, and coarse beside the tolerance for rounding below.
amounts = st.integers(-6_000, 12_000).map(lambda hundredths: hundredths / 100)


@given(amounts, st.floats(0, 1), st.integers(1, 60), st.integers(0, 40))
def test_the_wait_is_the_first_day_on_which_the_ask_fits(balance, share, size, open_asks):
    settling = max(0.0, balance) * share

    def settled(extra, days):
        kept = min(settling + extra / 2, max(0.0, balance + extra)) * 2 ** (-days / 14)
        return means(balance + extra, kept - 1e-7, 50, open_asks)

    answer = fit(size, means(balance, settling, 50, open_asks))
    extra = account.points(answer.gift) if answer.gift else 0
    wait = answer.wait_days_after_gift if answer.gift else answer.wait_days
    if wait is not None:
        assert fit(size, settled(extra, wait)).verdict != "not-yet"
        if wait > 1:
            assert fit(size, settled(extra, wait - 1)).verdict == "not-yet"
    elif answer.verdict == "not-yet":
        assert balance + 50 + 1 - open_asks <= size


@given(amounts, st.floats(0, 1), st.floats(0, 100), st.floats(0, 100), st.integers(0, 40))
def test_more_trust_never_means_less_room(balance, share, low, other, open_asks):
    settling = max(0.0, balance) * share
    rooms = [means(balance, settling, end, open_asks).room for end in sorted([low, other])]
    assert rooms[0] <= rooms[1]


@settings(max_examples=60, deadline=None)
@given(histories(), st.integers(1, 60), st.integers(1, 60))
def test_a_larger_ask_never_turns_a_no_into_a_yes(log, one, other):
    small, large = (RANK.get(may_ask(log, size, TODAY).verdict, 0) for size in sorted([one, other]))
    assert large <= small


@settings(max_examples=60, deadline=None)
@given(histories(), st.integers(1, 60))
def test_the_answer_is_whole(log, size):
    answer = may_ask(log, size, TODAY)
    assert answer.short >= 0
    assert answer.verdict == (answer.blocker or answer.verdict)
    assert answer.room == pytest.approx(max(0, answer.available + answer.credit - answer.open_asks))
    assert (answer.gift is None) == (answer.wait_days_after_gift is None)
    assert answer.gift is None or answer.wait_days is None
    if answer.blocker is None:
        assert (answer.short > 0) == (answer.verdict == "not-yet")


def test_waiting_as_told_makes_the_ask_possible():
    log = history(entry("give", 0, "M"), conversation(0))
    assert may_ask(log, M, TODAY + timedelta(20)).verdict == "not-yet"
    assert may_ask(log, M, TODAY + timedelta(28)).verdict == "tight"
