"""Where clients come from."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, ago, entry, kept, new_id, person, promise
from netlog.domain import sources
from netlog.domain.dossier import Event, Place, Win
from netlog.domain.gatherings import First
from netlog.domain.sources import Journal

ACME, BIRCH, CEDAR, DELTA = (person(f"{name} Ltd") for name in ("Acme", "Birch", "Cedar", "Delta"))
ANA = person("Ana Ruiz")
TOM = person("Tom Okafor", through="ana-ruiz")
PEOPLE = {one.id: one for one in (ACME, BIRCH, CEDAR, DELTA, ANA, TOM)}


LONG_AGO = ago(100)


def win(client, value: int | None = None, on: date = LONG_AGO, **fields) -> Win:
    return Win(new_id(), client.id, on, value, **fields)


STORY = Journal(
    PEOPLE,
    (
        win(ACME, 18000, through=ANA.id),
        win(BIRCH, 6000, date(2026, 5, 2), through=TOM.id),
        win(CEDAR, 9000, place="PyData"),
        win(DELTA, 12000),
    ),
)


def told(journal: Journal, by: str, today: date = TODAY) -> list[tuple[str, int, int]]:
    """Source, value and share in per cent of each row with clients."""
    found = sources.sources(journal, today, by)
    return [(row.source, row.value, round(100 * (row.share or 0))) for row in found.sources if row.won]


def test_a_chain_of_introductions_goes_back_to_its_root():
    assert told(STORY, "root") == [("Ana Ruiz", 24000, 53), ("unknown", 12000, 27), ("PyData", 9000, 20)]
    assert sources.sources(STORY, TODAY, "root").total == 45000


def test_the_last_hop_is_whoever_brought_them():
    assert [row[:2] for row in told(STORY, "last-hop")] == [
        ("Ana Ruiz", 18000),
        ("unknown", 12000),
        ("PyData", 9000),
        ("Tom Okafor", 6000),
    ]


def test_an_earlier_day_knows_nothing_of_a_later_win():
    early = STORY._replace(wins=tuple(one._replace(on=min(one.on, date(2026, 4, 1))) if one.with_ != BIRCH.id else one
                                      for one in STORY.wins))  # fmt: skip
    found = sources.sources(early, date(2026, 5, 1), "root")
    assert (found.total, found.clients) == (39000, 3)
    assert ("Ana Ruiz", 18000, 46) in told(early, "root", date(2026, 5, 1))


@pytest.mark.parametrize(("won", "met", "expected"), [(5, 12, 0.336), (1, 3, 0.198), (4, 40, 0.0996), (1, 60, 0.0216)])
def test_rates_of_small_samples_are_drawn_to_the_usual(won, met, expected):
    assert sources.rate(won, met, 11 / 115) == pytest.approx(expected, rel=5e-3)


@settings(max_examples=60)
@given(st.integers(0, 50), st.integers(0, 50), st.floats(0, 1))
def test_a_rate_lies_between_what_was_seen_and_what_is_usual(won, missed, base):
    found = sources.rate(won, won + missed, base)
    seen = won / (won + missed) if won + missed else base
    assert min(seen, base) - 1e-9 <= found <= max(seen, base) + 1e-9


def test_the_same_rates_come_out_of_a_journal_best_first_for_do_more():
    people, wins = {}, []
    for place, won, met in (("referral", 5, 12), ("gym", 1, 3), ("conference", 4, 40), ("cold call", 1, 60)):
        for number in range(met):
            one = person(f"{place} {number}", place=place)
            people[one.id] = one
            wins += [win(one, 1)] if number < won else []
    found = sources.sources(Journal(people, wins), TODAY, "place")
    rates = {row.source: row.rate for row in found.sources}
    expected = {"referral": 0.336, "gym": 0.198, "conference": 0.0996, "cold call": 0.0216}
    assert rates == pytest.approx(expected, rel=5e-3)
    assert found.more == "referral"


def test_unknown_is_a_row_of_its_own_and_never_ranked():
    found = sources.sources(STORY, TODAY)
    (unknown,) = [row for row in found.sources if row.kind == "unknown"]
    assert unknown.rate is None
    assert found.more != "unknown"
    alone = sources.sources(Journal({DELTA.id: DELTA}, (win(DELTA, 5),)), TODAY)
    assert (alone.more, alone.relationships) == (None, None)


def test_the_share_of_relationships_leaves_unknown_clients_out():
    assert sources.sources(STORY, TODAY).relationships == pytest.approx(2 / 3)


def test_a_ring_of_introductions_ends_at_one_person_wherever_it_is_entered():
    ring = {
        one.id: one
        for one in (person("Ann", through="bob"), person("Bob", through="cid"), person("Cid", through="ann"))
    }
    outside = person("Dan", through="cid")
    people = {**ring, outside.id: outside}
    assert {sources.root(one, people) for one in people.values()} == {"ann"}


def test_a_client_may_be_won_several_times_and_counts_once():
    found = sources.sources(
        Journal(PEOPLE, (win(ACME, 5, through=ANA.id), win(ACME, 7, ago(5), through=ANA.id))), TODAY
    )
    (row,) = [row for row in found.sources if row.won]
    assert (row.won, row.wins, row.value) == (1, 2, 12)


def test_without_a_word_of_the_win_the_client_tells_their_source():
    brought = BIRCH._replace(through=TOM.id)
    met = CEDAR._replace(place="the gym")
    people = {**PEOPLE, brought.id: brought, met.id: met}
    found = told(Journal(people, (win(brought, 5), win(met, 4), win(DELTA, 3))), "last-hop")
    assert [row[0] for row in found] == ["Tom Okafor", "the gym", "unknown"]


def test_by_place_an_event_is_known_by_its_tag_and_its_place():
    event = Event("e", "PyData Lisbon", ago(200), "pydata", ago(198), place="the congress hall")
    firsts = {
        ACME.id: First(ago(200), None, ("pydata",)),
        BIRCH.id: First(ago(199), "The Congress Hall"),
        DELTA.id: First(ago(9), "pydata lisbon"),
    }
    wins = (win(ACME, 1, through=ANA.id), win(BIRCH, 2), win(CEDAR, 4, place="the congress hall"))
    found = told(Journal(PEOPLE, wins, firsts, events=(event,)), "place")
    assert found == [("PyData Lisbon", 7, 100)]
    rows = sources.sources(Journal(PEOPLE, wins, firsts, events=(event,)), TODAY, "place").sources
    assert rows[0].met == 4


def test_cost_and_hours_are_told_per_client_where_they_are_known():
    places = (Place("a", "the gym", ago(50), "hobby", 100, 10), Place("b", "The Gym", ago(5), None, 300))
    event = Event("e", "PyData", ago(200), "pydata", ago(198), cost=500, hours=16)
    wins = (win(ACME, 1, place="the gym"), win(BIRCH, 2, place="The gym"), win(CEDAR, 9, place="PyData"))
    found = {row.source: row for row in sources.sources(Journal(PEOPLE, wins, {}, places, (event,)), TODAY).sources}
    gym, pydata = found["the gym"], found["PyData"]
    assert (gym.cost, gym.hours, gym.cost_per_client) == (300, 10, 150)
    assert (pydata.cost, pydata.hours, pydata.cost_per_client) == (500, 16, 500)


def test_months_to_the_first_win_are_the_middle_ones():
    firsts = {ACME.id: First(ago(100 + 61)), BIRCH.id: First(ago(100 + 122))}
    cedar = CEDAR._replace(met=ago(100 + 365))
    people = {**PEOPLE, cedar.id: cedar}
    wins = (win(ACME), win(BIRCH), win(cedar), win(ACME, on=ago(1)), win(DELTA))
    assert sources.sources(Journal(people, wins, firsts), TODAY).months == pytest.approx(122 / 30.4375)


@pytest.mark.parametrize(
    ("thanks", "expected"),
    [
        ((), ["tom-okafor"]),
        ((entry("thank", 100, with_=TOM.id),), []),
        ((entry("thank", 101, with_=TOM.id),), ["tom-okafor"]),
        ((entry("thank", 50, with_=ANA.id),), ["tom-okafor"]),
        ((promise(100, 99, text="thank them for the introduction to Birch", with_=TOM.id, **kept(98)),), []),
        ((promise(100, 99, text="thank them for the introduction to Birch", with_=TOM.id),), ["tom-okafor"]),
        ((promise(100, 99, text="slides", with_=TOM.id, **kept(98)),), ["tom-okafor"]),
    ],
)
def test_whoever_brought_a_client_is_to_be_thanked_once(thanks, expected):
    journal = Journal(
        PEOPLE,
        (win(BIRCH, through=TOM.id),),
        entries=[one for one in thanks if hasattr(one, "kind")],
        promises=[one for one in thanks if not hasattr(one, "kind")],
    )
    assert [one.handle for one in sources.sources(journal, TODAY).unthanked] == expected


def test_who_brought_a_client_is_told_with_the_win_or_with_the_client():
    ben = DELTA._replace(through=ANA.id)
    wins = (win(ACME, 5, through=DELTA.id), win(ben, 5), win(ben, 7), win(ACME, 3, through="gone"))
    assert sources.introducers(wins, {**PEOPLE, ben.id: ben}) == [DELTA.id, ANA.id]


def test_an_empty_journal_has_no_sources():
    found = sources.sources(Journal({}, ()), TODAY)
    assert (found.sources, found.total, found.months, found.more, found.relationships) == ((), 0, None, None, None)
