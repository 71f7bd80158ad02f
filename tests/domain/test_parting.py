"""Parting: what speaks for it, what comes first, and which step may follow which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, ago, conversation, entry, histories, history, kept, promise, rating
from netlog.domain.dossier import STATES, Expectation, Parting
from netlog.domain.journal import Skip, Snooze
from netlog.domain.parting import (
    AFTER,
    LOOK,
    PERIOD,
    SELF,
    advice,
    mine_open,
    missing,
    reopened,
    under_way,
    unmet_count,
)

if TYPE_CHECKING:
    from netlog.domain.journal import Conversation, History


def fruitless(count: int, days_ago: int = 10, **fields: Any) -> list[Conversation]:
    return [conversation(days_ago + at, outcome="none", **fields) for at in range(count)]


def skips(count: int, days_ago: int = 10) -> tuple[Skip, ...]:
    return tuple(Skip(f"k{at}", "ada-lind", ago(days_ago)) for at in range(count))


def w1() -> History:
    """Five meetings without outcome, three skips, mean energy -0.6."""
    energies = (-1, -1, 0, -1, 0)
    talks = [talk._replace(energy=energy) for talk, energy in zip(fruitless(5), energies, strict=True)]
    return history(*talks)._replace(skips=skips(3))


def codes(log: History, fit: float | None = None, unmet: int = 0) -> list[str]:
    return [flag.code for flag in advice(log, fit, unmet, TODAY).flags]


def parting(state: str, **fields: Any) -> Parting:
    return Parting(**{"id": "q1", "with_": "ada-lind", "on": ago(5), "way": "coffee", "state": state, **fields})


def test_w1_five_meetings_without_outcome_three_skips_and_tired() -> None:
    found = advice(w1(), None, 0, TODAY)
    assert (len(found.flags), found.advice, found.first) == (3, "consider parting", None)


def test_w2_a_poor_fit_too_and_my_own_attention_on_myself() -> None:
    log = w1()
    rated = log._replace(ratings=(rating(0, "them", S=8),))  # good 8/9, bad 28/9: S = 1 + 9·(46/9)/8
    found = advice(rated, 44, 0, TODAY)
    assert pytest.approx(6.75) == found.S
    assert (len(found.flags), found.advice, found.first) == (4, "consider parting", LOOK)


def test_nobody_known_is_kept_without_a_word() -> None:
    found = advice(history(), None, 0, TODAY)
    assert (found.flags, found.advice, found.first, found.S, found.own_events) == ((), "keep", None, 5.5, 0)


@pytest.mark.parametrize(
    ("code", "below", "reached"),
    [
        ("outcome", history(*fruitless(3)), history(*fruitless(4))),
        ("skips", history()._replace(skips=skips(2)), history()._replace(skips=skips(3))),
        (
            "skips",
            history()._replace(skips=skips(2)),
            history()._replace(skips=skips(2), snoozes=(Snooze("s1", "ada-lind", ago(3), TODAY),)),
        ),
        (
            "energy",
            history(*(conversation(at, energy=energy) for at, energy in enumerate((-1, 0, 1)))),
            history(*(conversation(at, energy=energy) for at, energy in enumerate((-1, -1, 1)))),
        ),
        (
            "energy",
            history(conversation(1, energy=-2), conversation(2, energy=-2)),
            history(conversation(1, energy=-2), conversation(2, energy=-2), conversation(3, energy=0)),
        ),
        ("giving", history(entry("give", 9, 9)), history(entry("give", 9, 10))),
        (
            "giving",
            history(entry("give", 9, 11), entry("receive", 9, 4)),
            history(entry("give", 9, 12), entry("receive", 9, 4)),
        ),
    ],
)
def test_each_flag_is_raised_from_its_mark_on(code: str, below: History, reached: History) -> None:
    assert codes(below) == []
    assert codes(reached) == [code]


def test_a_poor_fit_and_what_went_unmet_are_flags_too() -> None:
    assert codes(history(), fit=50) == codes(history(), unmet=2) == []
    assert codes(history(), fit=49.9) == ["fit"]
    assert codes(history(), unmet=3) == ["unmet"]


def test_only_the_last_180_days_count() -> None:
    assert codes(history(*fruitless(4, PERIOD - 4))) == ["outcome"]
    assert codes(history(*fruitless(4, PERIOD - 3))) == []
    assert codes(history(entry("give", PERIOD, "L"))) == []
    assert codes(history()._replace(skips=skips(3, PERIOD))) == []


def test_only_the_last_five_marks_of_energy_count() -> None:
    tired = [conversation(100 + at, energy=-2) for at in range(5)]
    lifted = [conversation(10 + at, energy=1) for at in range(5)]
    assert codes(history(*tired)) == ["energy"]
    assert codes(history(*tired, *lifted)) == []


def test_an_attempt_is_no_meeting() -> None:
    assert codes(history(*fruitless(4, attempt=True))) == []


@pytest.mark.parametrize(
    ("log", "first"),
    [
        (history(conversation(3, "multitasked")), None),
        (history(conversation(3, "multitasked"), conversation(9, "wanted-out")), LOOK),
        (history(conversation(3, "multitasked", "wanted-out")), LOOK),
        (history(conversation(3, "multitasked"), conversation(PERIOD, "wanted-out")), None),
        (history(conversation(3, "them:own-agenda"), conversation(9, "them:left-out")), None),
        (history(promise(60, 30), promise(60, 20)), LOOK),  # two promises silently overdue
        (history(rating(3, "them", S=6), rating(3, "guess", S=6)), None),  # a rating is no moment
    ],
)
def test_two_self_centred_moments_of_mine_come_before_any_advice(log: History, first: str | None) -> None:
    found = advice(log, None, 0, TODAY)
    assert found.S < SELF
    assert found.first == first


@given(histories(), st.none() | st.floats(0, 100), st.integers(0, 5))
@settings(max_examples=60)
def test_the_advice_follows_from_the_number_of_flags(log: History, fit: float | None, unmet: int) -> None:
    found = advice(log, fit, unmet, TODAY)
    assert found.advice == ("keep", "keep", "adjust", *["consider parting"] * 4)[len(found.flags)]
    assert len({flag.code for flag in found.flags}) == len(found.flags)
    assert (found.first is not None) == (found.S >= SELF or found.own_events >= 2)
    worse = advice(log, 10, unmet + 3, TODAY)
    assert {flag.code for flag in found.flags} <= {flag.code for flag in worse.flags}


def test_unmet_needs_of_mine_and_questions_asked_before_are_counted() -> None:
    def need(**fields: Any) -> Expectation:
        known = {"id": "x", "who": "me", "with_": "ada-lind", "on": ago(300), "text": "turn it round in a week"}
        return Expectation(**{**known, "outcome": "unmet", "closed": ago(20), **fields})

    log = history(conversation(5, tags=("asked-before",)), conversation(400, tags=("asked-before",)))
    needs = [
        need(),
        need(who="them"),
        need(outcome="met"),
        need(outcome=None, closed=None),
        need(closed=ago(PERIOD)),
    ]
    assert unmet_count(needs, log, TODAY) == 2


# The steps


@pytest.mark.parametrize("before", [None, *STATES])
@pytest.mark.parametrize("to", STATES)
def test_a_step_may_be_taken_only_after_the_one_before(before: str | None, to: str) -> None:
    legal = before is not None and to in AFTER[before]
    assert (missing(parting(before) if before else None, to, 0) is None) is legal


@pytest.mark.parametrize("before", ["talked", "handover"])
def test_nobody_parts_while_a_promise_of_theirs_is_open(before: str) -> None:
    assert missing(parting(before), "parted", 0) is None
    assert "a promise of yours" in (missing(parting(before), "parted", 1) or "")
    assert "2 promises of yours" in (missing(parting(before), "parted", 2) or "")
    assert missing(parting(before), "stopped", 2) is None


def test_every_state_leads_somewhere_or_is_an_end() -> None:
    assert set(AFTER) == set(STATES)
    assert {state for state, after in AFTER.items() if not after} == {"parted", "stopped"}


def test_my_open_promises_are_those_nobody_closed() -> None:
    mine = promise(text="mine")
    assert mine_open([mine, promise(who="them"), promise(**kept(1))]) == [mine]


@pytest.mark.parametrize("state", STATES)
def test_a_parting_can_be_taken_back_unless_it_was(state: str) -> None:
    back = reopened([parting("planned"), parting(state, until=TODAY)], "q9", TODAY)
    if state == "stopped":
        assert back is None
    else:
        assert back == parting("stopped", id="q9", on=TODAY)
    assert reopened([], "q9", TODAY) is None


@pytest.mark.parametrize("state", STATES)
def test_a_parting_is_under_way_until_its_end(state: str) -> None:
    found = under_way([parting("planned"), parting(state)])
    assert (found is None) is (state in ("parted", "stopped"))
    assert under_way([]) is None
