"""Introductions: both sides say yes, then they meet, thanks are said, and something comes of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, ago, entry, kept, new_id, promise
from netlog.domain import introductions
from netlog.domain.dossier import Introduction, Step
from netlog.errors import Ambiguous, UsageError

NAMES = {"ana": "Ana Ruiz", "tom": "Tom Okafor", "mira": "Mira Holt"}


def of_two(*steps: Step) -> Introduction:
    """I bring Ana and Tom together."""
    return Introduction("i", "ana", "tom", ago(30), "a pilot", None, steps)


def of_me(*steps: Step, on: date = TODAY) -> Introduction:
    """Tom brings me to Mira."""
    return Introduction("i", None, "mira", on, "a pilot", "tom", steps)


def walked(one: Introduction, *moves: str) -> Introduction:
    """The introduction after some moves: `yes tom`, `made`, …"""
    for move in moves:
        to, _, person = move.partition(" ")
        one = introductions.moved(one, to, TODAY, NAMES, person or None, None)
    return one


@pytest.mark.parametrize(
    ("begun", "moves", "state", "missing"),
    [
        (of_two(), (), "asked", "yes"),
        (of_two(), ("yes ana",), "asked", "yes"),
        (of_two(), ("yes tom", "yes ana"), "agreed", "made"),
        (of_two(), ("yes ana", "yes tom", "made"), "made", "outcome"),
        (of_two(), ("yes ana", "yes tom", "made", "outcome"), "over", None),
        (of_two(), ("yes ana", "no tom"), "declined", None),
        (of_me(), ("yes tom",), "asked", "yes"),
        (of_me(), ("yes mira", "yes tom", "made"), "made", "thanked"),
        (of_me(), ("yes tom", "yes mira", "made", "thanked"), "thanked", "outcome"),
        (of_me(), ("yes tom", "yes mira", "made", "thanked", "outcome"), "over", None),
        (of_me(), ("no tom",), "declined", None),
        (of_me(), ("yes tom", "no mira"), "declined", None),
    ],
)
def test_an_introduction_goes_on_step_by_step(begun, moves, state, missing):
    now = introductions.state(walked(begun, *moves))
    assert (now.state, now.missing) == (state, missing)


@pytest.mark.parametrize(
    ("begun", "moves", "move", "said"),
    [
        (of_me(), (), "made", "the yes of Tom Okafor and of Mira Holt"),
        (of_me(), ("yes tom",), "made", "the yes of Mira Holt"),
        (of_two(), ("yes tom",), "made", "the yes of Ana Ruiz"),
        (of_me(), ("yes tom", "yes mira"), "thanked", "the introduction itself"),
        (of_me(), ("yes tom", "yes mira", "made"), "outcome", "thanks to Tom Okafor"),
        (of_me(), ("yes tom", "yes mira", "made"), "made", "thanks to Tom Okafor"),
        (of_me(), ("yes tom",), "yes tom", "the yes of Mira Holt"),
        (of_me(), ("yes tom", "yes mira"), "no tom", "the introduction itself"),
        (of_me(), ("yes tom", "yes mira", "made"), "no mira", "thanks to Tom Okafor"),
        (of_two(), ("yes ana", "yes tom", "made"), "thanked", "what came of it"),
        (of_me(), ("no tom",), "yes mira", "over"),
        (of_me(), ("yes tom", "yes mira", "made", "thanked", "outcome"), "outcome", "over"),
    ],
)
def test_a_step_out_of_turn_is_refused_by_the_name_of_the_missing_one(begun, moves, move, said):
    with pytest.raises(Ambiguous) as refused:
        walked(begun, *moves, move)
    assert said in f"{refused.value.sentence} {refused.value.hint}"


def test_nobody_else_is_asked_for_a_yes():
    with pytest.raises(UsageError, match="Ana Ruiz need not"):
        walked(of_me(), "yes ana")


def test_a_step_lies_not_before_the_last_one():
    with pytest.raises(UsageError):
        introductions.moved(of_me(), "yes", TODAY - timedelta(1), NAMES, "tom")


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(("yes tom", "yes mira", "no tom", "no mira", "made", "thanked", "outcome")), max_size=12)
)
def test_whatever_is_tried_nothing_is_made_before_both_agreed(moves):
    one = of_me()
    for move in moves:
        try:
            one = walked(one, move)
        except Ambiguous:
            continue
    states = [step.state for step in one.steps]
    if "made" in states:
        assert {step.who for step in one.steps[: states.index("made")]} >= {"through", "other"}
        assert "no" not in states
    assert states.count("no") <= 1
    assert states[-1:] == ["no"] if "no" in states else True
    order = [state for state in states if state in ("made", "thanked", "outcome")]
    assert order == ["made", "thanked", "outcome"][: len(order)]


def test_once_made_i_owe_thanks_the_next_working_day_and_word_in_a_fortnight():
    thanks, word = introductions.promises(of_me(), TODAY, "Mira Holt", new_id, (0, 1, 2, 3, 4), ())
    assert (thanks.with_, thanks.by, thanks.size, thanks.who) == ("tom", date(2026, 11, 23), "small", "me")
    assert (word.with_, word.by, word.size) == ("tom", date(2026, 12, 5), "small")
    assert introductions.is_thanks(thanks)
    assert not introductions.is_thanks(word)


def test_the_thank_you_and_its_introduction_find_each_other():
    made = walked(of_me(), "yes tom", "yes mira", "made")
    thanks = promise(0, -2, with_="tom", text="thank them for the introduction to Mira Holt")
    other = promise(3, -2, with_="tom", text="thank them for the introduction to Mira Holt")
    assert introductions.thank_you(made, [other, thanks]) == thanks
    assert introductions.thank_you(made, [thanks._replace(**kept(0))]) is None
    assert introductions.thanked_by(thanks, [made]) == made
    assert introductions.thanked_by(other, [made]) is None
    assert introductions.thanked_by(thanks, [walked(made, "thanked")]) is None


def test_the_ask_that_began_it_is_found_while_it_is_open():
    ask = entry("ask", 0, "M", with_="tom", text="introduction to Mira Holt: a pilot")
    assert introductions.ask_of(of_me(), [entry("ask", 0, "M", with_="tom", text="a desk"), ask]) == ask
    assert introductions.ask_of(of_me(), [ask._replace(answer="yes", answered=TODAY)]) is None


@pytest.mark.parametrize(("days_ago", "waits"), [(0, True), (89, True), (90, False), (91, False)])
def test_nobody_is_asked_twice_within_ninety_days(days_ago, waits):
    known = [of_me(on=ago(days_ago)), of_me(on=ago(400)), of_two()]
    free = introductions.free_from("tom", known, TODAY)
    assert (free is not None) == waits
    assert free is None or free == ago(days_ago) + timedelta(90)
    assert introductions.last_asked("tom", known, TODAY) == ago(days_ago)
    assert introductions.free_from("mira", known, TODAY) is None
