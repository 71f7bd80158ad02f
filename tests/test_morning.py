"""The morning list is the same from what may matter for it as from the whole journal."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog import morning
from netlog.domain import followups
from netlog.domain.journal import CIRCLES, Conversation, Entry, Fact, Person, Promise, Standing
from netlog.domain.parameters import DEFAULTS
from written import DAY, Written, journals_and_days

if TYPE_CHECKING:
    from netlog.domain.followups import Due
    from netlog.store.store import Store

CENTURIES = DEFAULTS._replace(crisis=True, crisis_factor=2000.0)
CRISIS = DEFAULTS._replace(crisis=True, working_days=(0, 1, 2, 3, 4, 5, 6))


def whole(store: Store, day: date, parameters: Any, lines: int | None) -> Due:
    """The list made of everybody, with every account walked."""
    return followups.due(morning.agenda(store, day, parameters), day, parameters, lines)


@settings(max_examples=120)
@given(journals_and_days(), st.sampled_from((1, 2, None)), st.sampled_from((DEFAULTS, CRISIS, CENTURIES)))
def test_who_is_left_out_beforehand_has_no_line(
    asked: tuple[list[Any], date], lines: int | None, parameters: Any
) -> None:
    records, day = asked
    with Written(records) as store:
        assert morning.due(store, day, parameters, lines) == whole(store, day, parameters, lines)


def crowd(seed: int) -> list[Any]:
    """Sixty people of all circles: many late, many of whose accounts are below zero, some in hard times."""
    random = Random(seed)
    records: list[Any] = []
    for number in range(60):
        id_ = f"P{number}"
        every = random.choice((None, None, None, 30))
        records.append(Person(id_, f"N{number}", id_.lower(), DAY, circle=random.choice(CIRCLES), every=every))
        for talk in range(random.randrange(7)):
            on = DAY - timedelta(random.randrange(1200))
            records.append(Conversation(f"C{number}-{talk}", on, "", (id_,), attempt=random.random() < 0.2))
        for entry in range(random.randrange(4)):
            on, kind = DAY - timedelta(random.randrange(900)), random.choice(("give", "receive", "thank"))
            records.append(Entry(f"E{number}-{entry}", kind, "me", id_, on, "", points=random.randrange(9)))
        if random.random() < 0.3:
            on = DAY - timedelta(random.randrange(60))
            records.append(Promise(f"M{number}", "me", id_, on, "", by=on + timedelta(14)))
        if random.random() < 0.15:
            records.append(Fact(f"F{number}", id_, DAY - timedelta(9), "hardship", "ill"))
        if random.random() < 0.2:
            until = random.choice((None, DAY - timedelta(3)))
            records.append(Standing(f"S{number}", id_, DAY - timedelta(9), "resting", until))
    return records


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("lines", [1, 3, 7, 30, None])
def test_many_left_out_change_nothing_above(seed: int, lines: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    with Written(crowd(seed)) as store:
        told = whole(store, DAY, DEFAULTS, lines)
        assert morning.due(store, DAY, DEFAULTS, lines) == told
        monkeypatch.setattr(morning, "COUNTED", 0)
        monkeypatch.setattr(morning, "MANY", 0)
        hasty = morning.due(store, DAY, DEFAULTS, lines)
    assert hasty.items == told.items
    assert hasty.more <= told.more
    assert not hasty.exact or hasty == told


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("lines", [1, 3, 7])
def test_a_count_that_is_not_exact_is_none_of_a_few(seed: int, lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(morning, "COUNTED", 5)
    monkeypatch.setattr(morning, "MANY", 6)
    with Written(crowd(seed)) as store:
        told, hasty = whole(store, DAY, DEFAULTS, lines), morning.due(store, DAY, DEFAULTS, lines)
    assert (hasty.items, hasty.exact) == (told.items, False)
    assert 5 <= hasty.more < told.more


def test_a_cadence_of_centuries_leaves_nobody_out_by_mistake() -> None:
    with Written([Person("P0", "Ana", "ana", DAY, circle="active", every=1)]) as store:
        longest = DEFAULTS._replace(crisis=True, crisis_factor=100_000.0)
        assert [one.name for one in morning.due(store, DAY + timedelta(2), longest, 7).items] == ["Ana"]
