"""The network as a whole: circles, attention, risks, reach, weeks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, ago, broken, conversation, entry, history, kept, person, promise
from netlog.domain import network, paths, trust
from netlog.domain.account import ledger
from netlog.domain.dossier import Acquaintance, Parting
from netlog.domain.equation import index_of
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import Standing, Tie
from netlog.domain.named import Named
from netlog.domain.parameters import DEFAULTS

BAD = {code for code, conduct in SIGNALS.items() if not conduct.good}


def named(*names):
    return tuple(Named(name.lower(), name) for name in names)


def tie(name: str, **fields) -> Tie:
    return Tie(name.lower(), name, name.lower(), ago(900), **fields)


def talks(**counts: int) -> list:
    return [conversation(number, with_=(one,)) for one, count in counts.items() for number in range(count)]


def test_concentration_of_five_contacts():
    found = network.concentration(talks(a=10, b=5, c=3, d=1, e=1), TODAY)
    assert found.hhi == pytest.approx(0.34)
    assert found.effective == pytest.approx(2.94, abs=0.005)
    assert (found.conversations, found.days) == (20, 180)


def test_attention_leaves_out_attempts_days_to_come_and_what_is_long_ago():
    left_out = [
        conversation(180, with_=("a",)),
        conversation(-1, with_=("a",)),
        conversation(1, with_=("a",), attempt=True),
    ]
    assert network.concentration([*talks(b=2), *left_out], TODAY).effective == 1
    assert network.concentration(left_out, TODAY) == (None, None, 0, 180)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=9))
def test_attention_never_counts_more_people_than_there_are(counts):
    found = network.concentration(talks(**{f"p{at}": count for at, count in enumerate(counts)}), TODAY)
    assert 1 - 1e-9 <= found.effective <= len(counts) + 1e-9


def test_a_circle_holds_the_inner_ones_too_and_nobody_at_rest():
    resting = Standing("s", "x", ago(5), "resting")
    ties = [tie(f"I{n}", circle="inner") for n in range(6)]
    ties += [tie("C", circle="close"), tie("N"), tie("O", circle="outer"), tie("R", circle="inner", standing=resting)]
    found = network.loads(ties, TODAY)
    assert [(one.circle, one.people, one.capacity, one.over) for one in found] == [
        ("inner", 6, 5, True),
        ("close", 7, 15, False),
        ("active", 7, 50, False),
        ("wide", 8, 150, False),
    ]


def test_a_year_of_one_account():
    log = history(
        entry("give", 10, "L"),
        entry("receive", 20, "S"),
        entry("give", 400, "XL"),
        entry("ask", 30, "S", answer="yes", answered=ago(30)),
        promise(10, 3),
    )
    found = network.yearly(log, ledger(log, TODAY), 1, TODAY)
    assert (found.given, found.taken, found.asks, found.gifts, found.overdue) == (20, 6, 1, 1, True)


@pytest.mark.parametrize(
    ("given", "taken", "over"), [(10, 0, True), (9, 0, False), (10, 3, True), (10, 4, False), (30, 10, True)]
)
def test_giving_three_times_what_was_taken_is_over_giving(given, taken, over):
    one = network.Account("ada", "Ada", given, taken, 0, 0, 0, 1, 1, False)
    assert network.is_overgiving(one) == over


@pytest.mark.parametrize(("asks", "gifts", "found"), [(4, 0, True), (3, 0, False), (4, 1, False)])
def test_more_than_three_asks_and_no_gift_are_pointed_out(asks, gifts, found):
    assert network.asks_without_gift(network.Account("ada", "Ada", 0, 0, 0, 0, asks, gifts, 1, False)) == found


RISKY = {"balance": -3.4, "overdue": True}


def account(**fields) -> network.Account:
    known = {"given": 0, "taken": 0, "balance": 0.0, "available": 0, "asks": 0, "gifts": 0, "contacts": 1}
    return network.Account("ada", "Ada", **{**known, "overdue": False, **fields})


def test_each_reason_for_a_risk_is_told():
    ada = tie("Ada", circle="inner", contacts=(ago(100),), first=ago(600))
    alone = network.Company("Kestrel", named("Ada", "Bo"), named("Ada"), True)
    (found,) = network.risks([ada], {"ada": account(**RISKY)}, {"ada": 12.3}, [alone], TODAY, DEFAULTS)
    assert found.why == (
        "a promise of yours is overdue",
        "inner circle, dormant",
        "your index fell by 12 in 90 days",
        "the balance is −3.4",
        "the only one you are in touch with at Kestrel",
    )


def test_of_somebody_at_rest_only_my_promise_is_told():
    ada = tie("Ada", circle="inner", contacts=(ago(100),), standing=Standing("s", "ada", ago(5), "resting"))
    assert [one.why for one in network.risks([ada], {"ada": account(**RISKY)}, {}, [], TODAY, DEFAULTS)] == [
        ("a promise of yours is overdue",)
    ]
    assert network.risks([ada], {"ada": account(balance=-3)}, {}, [], TODAY, DEFAULTS) == ()


@pytest.mark.parametrize("circle", [None, "active", "outer"])
def test_silence_is_a_risk_only_in_the_two_inner_circles(circle):
    ada = tie("Ada", circle=circle, contacts=(ago(3000),), first=ago(3000))
    assert network.risks([ada], {}, {}, [], TODAY, DEFAULTS) == ()


@pytest.mark.parametrize(
    ("record", "doubtful"),
    [
        (conversation(10, "took-credit"), True),
        (conversation(10, "them:took-credit"), False),
        (conversation(10, "candid"), False),
        (conversation(10, talk=70), True),
        (conversation(10, for_="me"), True),
        (conversation(91, "took-credit"), False),
        (promise(60, 10), True),
        (promise(200, 100), False),
        (promise(200, 100, **broken(101)), False),
        (promise(60, -10, **broken(3)), True),
        (promise(60, 10, **kept(12)), False),
        (promise(60, 10, who="them"), False),
        (entry("ask", 10, "M"), True),
        (entry("ask", 100, "M"), False),
        (entry("give", 10, "M"), False),
    ],
)
def test_trust_is_worked_out_anew_only_where_something_speaks_against_me(record, doubtful):
    one = history(record)
    found = network.may_have_dropped(one.conversations, [one], BAD, TODAY, DEFAULTS)
    assert found == ({"ada-lind"} if doubtful else set())


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(91, 900), st.sampled_from(sorted(set(SIGNALS) - BAD)), st.booleans()),
        min_size=1,
        max_size=40,
    )
)
def test_forgetting_alone_never_costs_ten_points_in_ninety_days(signals):
    one = history(*(conversation(days, code, how="in-person" if live else None) for days, code, live in signals))
    then, now = (index_of(trust.weighed(one, day, DEFAULTS).sums["me"], DEFAULTS) for day in (ago(90), TODAY))
    assert then - now < network.DROP


def test_companies_know_who_is_there_and_who_is_in_touch():
    people = [person("Ada", org="Kestrel"), person("Bo", org="kestrel", kind="client"), person("Cy", org="Acme")]
    found = network.companies([*people, person("Di")], {"ada": "on track", "bo": "late", "cy": "no rhythm"}, ())
    assert found == (("Acme", named("Cy"), (), False), ("Kestrel", named("Ada", "Bo"), named("Ada"), True))
    assert network.companies(people[2:], {}, ["cy"])[0].client


def test_coverage_counts_kinds_the_most_first_and_the_unnamed_last():
    people = [person(name, kind=kind) for name, kind in (("A", None), ("B", None), ("C", "friend"), ("D", "client"),
                                                         ("E", "client"))]  # fmt: skip
    assert network.coverage(people) == {"client": 2, "friend": 1, "": 2}
    assert list(network.coverage(people)) == ["client", "friend", ""]


def test_weeks_hold_meetings_and_mean_energy_messages_left_out():
    held = [
        conversation(0, energy=2, how="video"),
        conversation(5, energy=-1),
        conversation(6, how="call"),
        conversation(0, how="email", energy=-2),
        conversation(0, attempt=True, how="call"),
        conversation(70),
    ]
    found = network.weeks(held, TODAY)
    assert len(found) == 8
    assert found[-1] == (date(2026, 11, 16), 2, 0.5)
    assert found[-2] == (date(2026, 11, 9), 1, None)
    assert sum(week.meetings for week in found) == 3


def test_reach_counts_those_one_link_away_once():
    ties = [("ada", "zed"), ("bo", "zed"), ("ada", "bo"), ("zed", "far")]
    known = paths.known([Acquaintance(f"{one}{other}", one, other, ago(1), 3) for one, other in ties], TODAY)
    found = network.reach(["ada", "bo"], known, 0)
    assert (found.known, found.one_link_away, found.social) == (2, 1, None)
    assert network.reach([], known, 900).social == 900


@pytest.mark.parametrize(
    ("fields", "ready"),
    [
        ({"available": 7}, True),
        ({"available": 0.5}, False),
        ({"available": 0.5, "contacts": 30}, True),
        ({"available": -4, "contacts": 30}, False),
        ({"available": 20, "asks": 1}, False),
    ],
)
def test_who_may_be_ready_for_an_ask_is_told_by_the_account(fields, ready):
    assert network.may_be_ready(account(**fields), DEFAULTS) == ready


def test_a_company_hangs_on_one_person_where_it_is_a_client_and_one_alone_is_in_touch():
    one, two = (
        network.Company("Acme", named("Bo", "Cy"), named("Bo"), True),
        network.Company("Birch", named("Di", "Ed"), named("Di", "Ed"), True),
    )
    assert network.lonely([one, two, one._replace(client=False), one._replace(active=())]) == [one]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, 1),
        ({"on": ago(365)}, 1),
        ({"on": ago(366)}, 0),
        ({"on": ago(-1)}, 0),
        ({"state": "handover"}, 0),
        ({"way": "supplier"}, 0),
    ],
)
def test_a_mentee_who_went_on_within_a_year_leaves_a_place(fields, expected):
    parted = Parting(**{"id": "p", "with_": "ana", "on": ago(9), "way": "mentee", "state": "parted", **fields})
    assert network.freed([parted], TODAY) == expected
