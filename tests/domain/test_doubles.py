"""Which of many names and tags are likely one: the same that comparing each with each would find."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlog.domain import doubles, people

# Few letters and a few ways to be careless, so that near misses are common.
names = st.lists(
    st.sampled_from(["ana", "anna", "ruiz", "ruíz", "RUIZ", "bo", "lund", "lundt", "o'hara", "person", "1", "2"])
)
typed = st.lists(names.map(" ".join) | st.text("ab 1-", max_size=8), max_size=8)


def joined(groups: list[list[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(group, 2)}


def reached(pairs: set[tuple[int, int]], count: int) -> set[tuple[int, int]]:
    """All pairs tied to each other, at first hand or through others."""
    group = list(range(count))
    for one, other in pairs:
        group = [group[one] if at == group[other] else at for at in group]
    return {(one, other) for one, other in combinations(range(count), 2) if group[one] == group[other]}


@given(typed)
def test_the_groups_are_those_of_comparing_each_name_with_each(known: list[str]) -> None:
    alike = {pair for pair in combinations(range(len(known)), 2) if people.looks_alike(*(known[at] for at in pair))}
    assert joined(doubles.names(known)) == reached(alike, len(known))


@pytest.mark.parametrize(
    ("known", "groups"),
    [
        ([], []),
        (["Ana Ruiz", "Bo Lund"], []),
        (["Ana Ruiz", "Bo Lund", "ana ruíz", "Ruiz Ana", "Anna Ruiz"], [[0, 2, 3, 4]]),
        (["Bo Lund", "Ana Ruiz", "Bo Lundt", "Ana-Ruiz"], [[0, 2], [1, 3]]),
        (["Person 1", "Person 2"], []),
        (["!?", "!?"], []),
    ],
)
def test_people_that_look_alike_stand_together(known: list[str], groups: list[list[int]]) -> None:
    assert doubles.names(known) == groups


@pytest.mark.parametrize(
    ("known", "groups"),
    [
        (["pydata", "PyData", "pydta", "climate"], [[0, 1, 2]]),
        (["forecasting", "forcasting"], [[0, 1]]),
        (["café", "cafe"], [[0, 1]]),
        (["hr", "pr", "ml", "ai"], []),
        (["pycon2025", "pycon2026"], []),
    ],
)
def test_tags_that_look_alike_stand_together(known: list[str], groups: list[list[int]]) -> None:
    assert doubles.tags(known) == groups


def test_ten_thousand_names_are_not_compared_each_with_each() -> None:
    # Fifty million comparisons would take minutes.
    known = [f"Person {number}" for number in range(10_000)] + ["Ana Ruiz"] * 10_000
    assert doubles.names(known) == [list(range(10_000, 20_000))]
