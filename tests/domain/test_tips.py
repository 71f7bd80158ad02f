"""Which tip is today's."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, ada, conversation, person, promise
from netlog.domain import trust
from netlog.domain.journal import History
from netlog.domain.tips import BOOKS, EVERYONE, GENERAL, START, Choice, choice, pooled

DAYS = [TODAY + timedelta(day) for day in range(400)]


def broken(many: int) -> History:
    return History(ada(), promises=tuple(promise(30, 20 - at, outcome=None) for at in range(many)))


def test_nothing_logged_is_nothing_weak() -> None:
    known = pooled((), TODAY)
    assert known[:6] == (5.5, 5.5, 5.5, 5.5, 0, None)
    assert pooled([History(ada())], TODAY).weakest is None


def test_a_single_person_pools_to_what_their_score_says() -> None:
    history = broken(5)
    alone, mine = pooled([history], TODAY), trust.score(history, TODAY).mine
    assert alone[:4] == pytest.approx((mine.C, mine.R, mine.I, mine.S))
    assert alone.weakest == mine.weakest == "R"


@pytest.mark.parametrize(
    ("code", "factor"),
    [("misled", "C"), ("moody", "R"), ("broke-confidence", "I"), ("own-agenda", "S")],
)
def test_the_weakest_factor_is_that_of_the_conduct(code: str, factor: str) -> None:
    histories = [
        History(person(name), conversations=tuple(conversation(day, code, with_=(name,)) for day in range(3)))
        for name in ("a", "b")
    ]
    assert pooled(histories, TODAY).weakest == factor


def test_evidence_of_everybody_adds_up() -> None:
    one, other = broken(1), broken(2)
    both = pooled([one, other], TODAY)
    assert both.evidence == pytest.approx(pooled([one], TODAY).evidence + pooled([other], TODAY).evidence)
    assert min(pooled([one], TODAY).R, pooled([other], TODAY).R) > both.R


def test_three_days_of_four_are_about_the_weakest() -> None:
    found = [choice(day, "R") for day in DAYS]
    assert [one.factor for one in found].count("R") == 300
    assert {one.book for one in found} == {BOOKS["R"], GENERAL}
    assert all((one.section == EVERYONE) == (one.book == GENERAL) for one in found)


@pytest.mark.parametrize("factor", BOOKS)
def test_no_tip_is_left_out_and_none_comes_twice_running(factor: str) -> None:
    for many in (5, 12, 14):
        found = [one.turn % many for day in DAYS if (one := choice(day, factor)).factor]
        assert set(found) == set(range(many))
        assert all(one != after for one, after in pairwise(found))
    general = [one.turn for day in DAYS if (one := choice(day, factor)).factor is None]
    assert [after - one for one, after in pairwise(general)] == [1] * 99


def test_hard_times_bring_intimacy_and_self_orientation_by_turns_whatever_is_weakest() -> None:
    found = [one.factor for day in DAYS[:40] if (one := choice(day, "C", crisis=True)).factor]
    assert found[:2] in (["I", "S"], ["S", "I"])
    assert found == (found[:2] * 20)[: len(found)]
    assert len(found) == 30


def test_the_profile_has_every_second_of_the_general_tips() -> None:
    found = [one for day in DAYS if (one := choice(day, "R", profile="solo")).book == GENERAL]
    assert [one.section for one in found].count("solo") == 50
    assert {one.section for one in found} == {EVERYONE, "solo"}
    assert {one.turn % 4 for one in found if one.section == "solo"} == {0, 1, 2, 3}


def test_the_start_picks_the_tips_until_something_is_known() -> None:
    early = [choice(day, None, start="dread") for day in DAYS]
    assert {(one.book, one.section) for one in early} == {(START, "dread"), (GENERAL, EVERYONE)}
    assert not any(choice(day, "C", start="dread").book == START for day in DAYS)
    assert {one.book for day in DAYS for one in [choice(day, None)]} == {GENERAL}


@settings(max_examples=60)
@given(
    st.dates(),
    st.sampled_from([None, *BOOKS]),
    st.booleans(),
    st.sampled_from(["", "solo", "team", "firm"]),
    st.sampled_from(["", "liking", "blank"]),
)
def test_a_day_has_one_tip(day, weakest: str | None, crisis: bool, profile: str, start: str) -> None:
    found = choice(day, weakest, crisis, profile, start)
    assert found == choice(day, weakest, crisis, profile, start)
    assert isinstance(found, Choice)
    assert found.turn >= 0
