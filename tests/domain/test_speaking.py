"""How long words take, and the marks of a meeting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.domain.speaking import Spoken, marks, plan, spoken


def test_62_words_take_24_8_seconds_and_half_an_hour_has_five_marks() -> None:
    assert spoken("word " * 62) == (62, 0, pytest.approx(24.8), True)
    assert marks(30) == (5, 10, 15, 20, 25)


@pytest.mark.parametrize(("words", "too_long"), [(0, False), (1, False), (50, False), (51, True)])
def test_above_fifty_words_is_too_long(words: int, too_long: bool) -> None:
    assert spoken("word " * words) == (words, 0, words / 2.5, too_long)


@pytest.mark.parametrize(
    ("text", "words", "signs"),
    [
        ("I help bakeries.", 3, 0),
        ("I help - well - bakeries … & co.", 5, 0),
        ("it's state-of-the-art, isn't it?", 4, 0),
        ("24 h, 7 days", 4, 0),
        ("我帮面包店算好星期六。", 0, 10),
        ("パン屋さんを手伝います。", 0, 11),
        ("私はPythonで3つのAPIを作る", 3, 8),
        ("ﾊﾟﾝ", 0, 3),  # half-width
        ("한국어로 말합니다", 2, 0),
        ("Я помогаю пекарням", 3, 0),
        ("𠮷野家", 0, 3),
        ("", 0, 0),
        ("… — !", 0, 0),
    ],
)
def test_words_are_counted_and_characters_where_there_are_no_spaces(text: str, words: int, signs: int) -> None:
    assert spoken(text)[:2] == (words, signs)


def test_eighty_characters_fill_twenty_seconds() -> None:
    assert spoken("我" * 80) == Spoken(0, 80, 20.0, False)
    assert spoken("我" * 81).too_long
    assert spoken("word " * 25 + "我" * 41).too_long


@settings(max_examples=60)
@given(st.text(max_size=80), st.text(max_size=80))
def test_more_to_say_never_takes_less_time(one: str, other: str) -> None:
    assert spoken(f"{one} {other}").seconds >= max(spoken(one).seconds, spoken(other).seconds) - 1e-9


@pytest.mark.parametrize(("minutes", "found"), [(1, ()), (5, ()), (6, (5,)), (10, (5,)), (11, (5, 10)), (60, 11)])
def test_marks_stand_every_five_minutes_within_the_meeting(minutes: int, found: tuple[int, ...] | int) -> None:
    assert (len(marks(minutes)) if isinstance(found, int) else marks(minutes)) == found


def test_each_third_mark_is_a_pause_and_each_kind_is_counted_by_itself() -> None:
    assert [(one.minute, one.kind, one.turn) for one in plan(35)] == [
        (5, "tool", 0),
        (10, "tool", 1),
        (15, "pause", 0),
        (20, "tool", 2),
        (25, "tool", 3),
        (30, "pause", 1),
    ]
    assert {one.topic for one in plan(35)} == {None}


def test_topics_share_the_time() -> None:
    assert [one.topic for one in plan(45, ("a", "b"))] == ["a"] * 4 + ["b"] * 4
    assert [one.topic for one in plan(30, ("a", "b", "c"))] == ["a", "b", "b", "c", "c"]


@settings(max_examples=60)
@given(st.integers(1, 1440), st.lists(st.text(min_size=1, max_size=3), max_size=6))
def test_a_plan_has_the_marks_and_the_topics_in_order(minutes: int, topics: list[str]) -> None:
    found = plan(minutes, tuple(topics))
    assert tuple(one.minute for one in found) == marks(minutes)
    at = 0
    for one in found if topics else ():
        at = topics.index(one.topic, at)
