"""Promises in their order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import ago, promise
from netlog.domain.promises import in_order


def test_mine_come_first_then_the_earliest_day_and_those_without_one_last():
    mine = [promise(9, 5, text="slides"), promise(9, 1, text="deck"), promise(30, None, text="a talk")]
    theirs = [promise(9, 7, who="them", text="numbers"), promise(9, None, who="them", text="a call")]
    assert in_order([*theirs[::-1], *mine[::-1]]) == (*mine, *theirs)


def test_without_a_day_the_earlier_made_comes_first_and_of_equals_the_text_decides():
    old, new = promise(30, None, text="z"), promise(3, None, text="a")
    assert in_order([new, old]) == (old, new)
    assert [one.text for one in in_order([promise(text="b"), promise(text="a")])] == ["a", "b"]


@given(
    st.permutations([promise(n, n % 3 or None, who=who, text=str(n)) for n in range(3, 7) for who in ("me", "them")])
)
@settings(max_examples=40)
def test_the_order_does_not_hang_on_how_they_come(some):
    assert in_order(some) == in_order(some[::-1])
    assert {one.on for one in in_order(some)} <= {ago(n) for n in range(3, 7)}
