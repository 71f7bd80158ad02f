"""Ways to somebody: what arrives over a chain of people who know each other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, ago, new_id
from netlog.domain import paths
from netlog.domain.dossier import Acquaintance

SHARES = st.floats(0, 1)


def tie(one: str, other: str, strength: int, days_ago: int = 10) -> Acquaintance:
    return Acquaintance(new_id(), one, other, ago(days_ago), strength)


def ways(target: str, first: dict[str, float], *ties: Acquaintance, resting: tuple[str, ...] = ()) -> list[str]:
    """Each path as `Cy>Dee>Zed 0.347`."""
    found = paths.paths(target, paths.known(ties, TODAY), first, str, resting)
    return [f"{'>'.join(path.people)} {path.value:.3g}" for path in found]


ZED = (tie("Ada", "Zed", 2), tie("Bo", "Zed", 4), tie("Cy", "Dee", 5), tie("Dee", "Zed", 4))
TRUSTED = {"Ada": 70.0, "Bo": 55.0, "Cy": 62.0}


def test_the_strongest_way_comes_first():
    assert ways("Zed", TRUSTED, *ZED) == ["Bo>Zed 0.44", "Cy>Dee>Zed 0.347", "Ada>Zed 0.28"]


def test_the_weakest_link_is_named_the_earlier_among_equals():
    found = paths.paths("Zed", paths.known(ZED, TODAY), TRUSTED, str)
    assert [(path.weakest.one, path.weakest.other) for path in found] == [(None, "Bo"), (None, "Cy"), ("Ada", "Zed")]
    (equal,) = paths.paths("Zed", paths.known([tie("Bo", "Zed", 4)], TODAY), {"Bo": 80.0}, str)
    assert equal.weakest.one is None


def test_nobody_at_rest_is_used_at_either_end_or_between():
    assert ways("Zed", TRUSTED, *ZED, resting=("Bo",)) == ["Cy>Dee>Zed 0.347", "Ada>Zed 0.28"]
    assert ways("Zed", TRUSTED, *ZED, resting=("Dee",)) == ["Bo>Zed 0.44", "Ada>Zed 0.28"]
    assert ways("Zed", TRUSTED, *ZED, resting=("Zed",)) == []


def test_a_tie_goes_both_ways():
    assert ways("Zed", {"Bo": 55.0}, tie("Zed", "Bo", 4)) == ["Bo>Zed 0.44"]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (tie("Bo", "Zed", 2, 5), ["Bo>Zed 0.22"]),
        (tie("Zed", "Bo", 2, 5), ["Bo>Zed 0.22"]),
        (tie("Bo", "Zed", 0, 5), []),
        (tie("Bo", "Zed", 2, 20), ["Bo>Zed 0.44"]),
        (tie("Bo", "Zed", 0, -5), ["Bo>Zed 0.44"]),
    ],
)
def test_the_latest_word_about_a_pair_counts(later, expected):
    assert ways("Zed", {"Bo": 55.0}, tie("Bo", "Zed", 4, 10), later) == expected


def test_equal_ways_go_by_fewer_hops_then_by_name():
    ties = (tie("Bo", "Zed", 5), tie("Al", "Zed", 5), tie("Cy", "Dee", 5), tie("Dee", "Zed", 5))
    assert ways("Zed", {"Bo": 49.0, "Al": 49.0, "Cy": 70.0}, *ties) == [
        "Al>Zed 0.49",
        "Bo>Zed 0.49",
        "Cy>Dee>Zed 0.49",
    ]


def test_no_way_is_longer_than_three_hops_or_meets_anybody_twice():
    chain = [tie(one, other, 5) for one, other in ("AB", "BC", "CD", "AC")]
    assert ways("D", {"A": 100.0, "B": 100.0}, *chain) == ["A>C>D 0.7", "B>C>D 0.7"]
    assert paths.near("D", paths.known(chain, TODAY)) == {"C", "A", "B"}
    assert paths.near("D", paths.known(chain[:3], TODAY)) == {"C", "B"}


def test_a_weak_tie_with_few_shared_contacts_is_marked():
    ties = paths.known(ZED, TODAY)
    bo, cy, ada = paths.paths("Zed", ties, TRUSTED, str)
    assert paths.is_weak_but_real(bo, 55, ties)
    assert not paths.is_weak_but_real(bo, 71, ties)
    assert not paths.is_weak_but_real(bo, 44, ties)
    assert paths.is_weak_but_real(ada, 70, ties)
    crowded = paths.known([*ZED, *(tie("Bo", one, 3) for one in "wxyv")], TODAY)
    assert not paths.is_weak_but_real(bo, 55, crowded)
    assert paths.is_weak_but_real(cy, 62, crowded)


@settings(max_examples=60)
@given(st.lists(SHARES, min_size=1, max_size=5), SHARES, st.data())
def test_an_added_link_never_makes_a_path_stronger(values, added, data):
    at = data.draw(st.integers(0, len(values)))
    assert paths.strength([*values[:at], added, *values[at:]]) <= paths.strength(values)


@settings(max_examples=60)
@given(st.lists(SHARES, min_size=1, max_size=5), st.data(), SHARES)
def test_a_stronger_link_never_weakens_a_path(values, data, other):
    at = data.draw(st.integers(0, len(values) - 1))
    stronger = [*values[:at], max(other, values[at]), *values[at + 1 :]]
    assert paths.strength(stronger) >= paths.strength(values)


PEOPLE = "ABCDEF"
TIES = st.lists(
    st.builds(tie, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.integers(0, 5), st.integers(0, 30)), max_size=15
)


@settings(max_examples=60)
@given(TIES, st.dictionaries(st.sampled_from(PEOPLE), st.floats(0, 100)))
def test_every_way_leads_there_over_ties_in_three_hops(ties, first):
    graph = paths.known(ties, TODAY)
    found = paths.paths("F", graph, first, str)
    for path in found:
        assert path.people[0] in first
        assert path.people[-1] == "F"
        assert path.hops == len(path.people) <= paths.HOPS
        assert len(set(path.people)) == len(path.people)
        assert set(path.people[:-1]) <= paths.near("F", graph)
        assert path.value <= path.weakest.value
    assert len({path.people for path in found}) == len(found)
    values = [round(path.value, 9) for path in found]
    assert values == sorted(values, reverse=True)
