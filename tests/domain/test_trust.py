from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    TODAY,
    ada,
    ada_log,
    ago,
    change,
    conversation,
    conversations,
    entry,
    histories,
    history,
    kept,
    new_id,
    promise,
    promises,
    rating,
)
from netlog.domain import account, asking, trust
from netlog.domain.evidence import SIGNALS, evidence
from netlog.domain.journal import Signal
from netlog.domain.parameters import DEFAULTS, Parameters
from netlog.domain.trust import score

SAME = 1e-9
LATER = TODAY + timedelta(365)
UNRHYTHMIC = ada(circle="outer")  # no cadence, hence no rhythm to keep


def near(value):
    """Three significant digits, as the worked examples are given."""
    return pytest.approx(value, rel=5e-3)


def mine(*records, today=TODAY, parameters=DEFAULTS):
    return score(history(*records), today, parameters).mine


MARKS = Parameters(weight_word=40)  # a rating at either end then is forty observations

EXAMPLES = {
    "T1 nothing": ([], {"C": 5.5, "R": 5.5, "I": 5.5, "S": 5.5, "T": 3, "index": 50, "half": 15.1}),
    "T2 a small promise kept": ([promise(9, 0, size="small", **kept(0))], {"R": 6.4, "T": 3.16, "index": 51.2}),
    "T3 kept one half-life ago": ([promise(190, 180, size="small", **kept(180))], {"R": 6, "T": 3.09, "index": 50.6}),
    "T4 silence since yesterday": ([promise(9, 1)], {"R": 4, "T": 2.5, "index": 46}),
    "T5 owned today": ([promise(9, 1, change(0, -9))], {"C": 6, "R": 4.6, "T": 2.93, "index": 49.5}),
    "T6 owned, then kept": (
        [promise(9, 1, change(0, 0), **kept(0))],
        {"C": 6, "R": 5.5, "T": 3.09, "index": 50.6},
    ),
    "T7 flagged in time, then kept": ([promise(9, 1, change(1, 0), **kept(0))], {"R": 6.14, "T": 3.12, "index": 50.8}),
    "T8 delivered late in silence": ([promise(9, 3, size="large", **kept(0))], {"R": 4.79, "T": 2.87}),
    "T9 credited them": ([conversation(0, "promoted-them")], {"S": 4.79, "T": 3.45, "index": 53}),
    "T10 told them something personal": ([conversation(0, "shared-personal")], {"I": 6.4, "index": 51.2}),
    "T11 misled them": ([conversation(0, "misled")], {"C": 3.57, "S": 6.4, "index": 44}),
    "T12 a coffee for them": (
        [conversation(how="in-person", talk=35, for_="them")],
        {"I": 5.81, "S": 4.6, "T": 3.66, "index": 54.3},
    ),
    "T13 an e-mail for me": (
        [conversation(how="email", talk=70, for_="me")],
        {"I": 5.57, "S": 6.4, "T": 2.59, "index": 46.8},
    ),
    "T14 six on a video call": ([conversation(how="video", people=6)], {"I": 5.63}),
    "T15 their word": (
        [rating(C=8, R=9, I=4, S=3)],
        {"C": 6.75, "R": 7.25, "I": 4.75, "S": 4.25, "T": 4.41, "index": 58.4, "half": 13},
    ),
    "T18 Ada, me in her eyes": (
        [],
        {"C": 6.83, "R": 5.18, "I": 6.34, "S": 5.36, "T": 3.43, "index": 52.9, "half": 12, "evidence": 8.46},
    ),
    "T27 one large promise": ([promise(9, 0, size="large", **kept(0))], {"R": 6.4}),
    "T27 ten small ones": (
        [promise(200, 10 * n, size="small", **kept(10 * n)) for n in range(10)],
        {"R": 8.56, "evidence": 8.46},
    ),
    "T29 once a day": (
        [conversation(0, "asked-first"), conversation(0, "asked-first"), conversation(1, "asked-first")],
        {"S": 4.6, "evidence": 0.998},
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_worked_examples(name):
    records, expected = EXAMPLES[name]
    log = ada_log() if "Ada" in name else history(*records)
    found = score(log, TODAY).mine
    assert {key: getattr(found, key) for key in expected} == {key: near(value) for key, value in expected.items()}


def test_t1_the_bounds_of_trust_follow_from_the_index():
    nothing = mine()
    assert (trust.trust_at(nothing.low), trust.trust_at(nothing.high)) == (near(1.5), near(6.01))
    assert trust.trust_at(nothing.index) == pytest.approx(3)


def test_t10_whoever_listened_gains_half():
    theirs = score(history(conversation(0, "shared-personal")), TODAY).theirs
    assert near(6) == theirs.I


def test_t11_a_breach_of_honesty_hardly_heals_in_a_year():
    then = mine(conversation(0, "misled"), today=LATER)
    assert (then.C, then.S, then.index) == (near(3.76), near(6.17), near(45.1))


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({"C": 10, "R": 10, "I": 10, "S": 1}, {"C": 9.59, "S": 1.41, "T": 20.4, "index": 91.6, "half": 7.11}),
        ({"C": 1, "R": 1, "I": 1, "S": 10}, {"C": 1.41, "S": 9.59, "T": 0.441, "index": 8.35}),
    ],
    ids=["T16 forty good", "T17 forty bad"],
)
def test_forty_observations_on_every_factor(marks, expected):
    found = mine(rating(**marks), parameters=MARKS)
    assert {key: getattr(found, key) for key in expected} == {key: near(value) for key, value in expected.items()}


def test_t18_and_t19_the_words_for_ada():
    found = score(ada_log(), TODAY).mine
    assert (found.band, found.label, found.weakest, found.uneven) == ("even", "fair", "R", near(0.633))
    assert (trust.trust_at(found.low), trust.trust_at(found.high)) == (near(1.97), near(5.95))


def test_t20_ada_in_my_eyes():
    found = score(ada_log(), TODAY).theirs
    assert found[:4] == (near(5.5), near(5.73), near(6.59), near(4.96))
    assert (found.T, found.index, found.evidence, found.label) == (near(3.59), near(53.9), near(3.02), "thin")
    assert (trust.trust_at(found.low), trust.trust_at(found.high)) == (near(1.79), near(7.20))


def test_t21_what_moved_ada_most():
    found = trust.moved(ada_log(), TODAY)
    assert [(move.what, move.on, move.change) for move in found[:4]] == [
        ("pitched early", ago(60), near(-2.51)),
        ("promise overdue: the slides", ago(4), near(-1.51)),
        ("conversation: met at a conference", ago(200), near(1.39)),
        ("promoted them", ago(100), near(1.33)),
    ]
    assert len([move for move in found if move.change > 0]) == 3
    assert len([move for move in found if move.change < 0]) == 3


def test_t22_owning_adas_promise_lifts_the_index():
    log = ada_log()
    owned = log._replace(promises=tuple(p if p.closed else account.owned(p, TODAY) for p in log.promises))
    assert score(owned, TODAY).mine.index == near(54.2)
    first = trust.steps(log, TODAY)[0]
    assert first.step == "own the overdue promise and give a new date: the slides"
    assert first.gain == pytest.approx(score(owned, TODAY).mine.index - score(log, TODAY).mine.index, abs=SAME)


def test_t23_adas_cheapest_step():
    found = trust.steps(ada_log(), TODAY)
    assert [(step.step, step.gain, step.effort, step.factors) for step in found[1:]] == [
        ("credit them in front of others", near(1.76), 1, ("S",))
    ]


def test_t24_with_little_self_orientation_left_the_best_step_is_intimacy():
    found = trust.steps(history(rating(S=1)), TODAY, MARKS)
    assert [(step.step, step.gain) for step in found] == [("tell them something personal", near(1.15))]


def test_the_screen_of_ada():
    assert [(round(past.mine), round(past.theirs)) for past in trust.trend(ada_log(), TODAY)] == [(55, 55), (61, 51)]
    assert [past.days_ago for past in trust.trend(ada_log(), TODAY)] == [30, 90]
    assert [formula.text for formula in trust.formulas(ada_log(), TODAY)] == [
        "1 + 9·(2 + 1.69)/(4 + 1.69)",
        "1 + 9·(2 + 1.14)/(4 + 1.14 + 1.62)",
        "1 + 9·(2 + 0.91)/(4 + 0.91)",
        "1 + 9·(2 + 1.44)/(4 + 1.66 + 1.44)",
    ]
    moments = trust.moments(ada_log(), TODAY)
    assert (moments.good, moments.bad, moments.words) == (near(5.83), near(3.21), "below the 5:1 rule of thumb")


def test_the_keys_of_a_direction_are_those_that_were_promised():
    assert score(history(), TODAY).mine._fields == (
        *"CRIST",
        *("index", "half", "low", "high", "evidence", "label", "band", "weakest", "uneven"),
    )


@pytest.mark.parametrize(
    ("marks", "band"),
    [
        ({"C": 1, "R": 1, "I": 1, "S": 10}, "strained"),
        ({"S": 8}, "shaky"),
        ({}, "even"),
        ({"S": 3}, "sound"),
        ({"C": 9, "R": 9, "I": 9, "S": 1}, "strong"),
    ],
)
def test_every_index_has_a_word(marks, band):
    assert mine(rating(**marks), parameters=Parameters(weight_word=10)).band == band


def test_the_highest_band_is_rare():
    assert mine(rating(C=10, R=10, I=10, S=1), parameters=MARKS).band == "rare"


@pytest.mark.parametrize(
    ("weight", "label"), [(1.9, "guess"), (2, "thin"), (5.9, "thin"), (6, "fair"), (14.9, "fair"), (15, "solid")]
)
def test_every_amount_of_evidence_has_a_label(weight, label):
    assert mine(rating(C=10), parameters=Parameters(weight_word=weight)).label == label


@pytest.mark.parametrize(
    ("marks", "weakest"),
    [({}, "S"), ({"S": 1}, "I"), ({"S": 1, "I": 10}, "R"), ({"S": 1, "I": 10, "R": 10}, "C"), ({"C": 1}, "C")],
)
def test_the_weakest_factor_breaks_ties_in_the_order_of_emphasis(marks, weakest):
    assert mine(rating(**marks)).weakest == weakest


def test_factors_that_next_to_nothing_is_known_about_are_named():
    log = history(conversation(0, "clear", how="in-person"), promise(9, 0, size="small", **kept(0)))
    assert trust.unseen(log, TODAY) == ("I", "S")
    assert trust.unseen(log, TODAY, about="them") == ("C", "R", "I", "S")


# What moved it


def test_a_change_is_the_index_with_an_event_less_the_index_without():
    told, gift = conversation(3, "candid", talk=20), entry("give", 9)
    both, without = history(told, gift), history(told)
    [change_] = [move for move in trust.moved(both, TODAY) if move.what.startswith("gift")]
    assert change_.change == pytest.approx(score(both, TODAY).mine.index - score(without, TODAY).mine.index, abs=SAME)


def test_removing_a_rating_brings_the_one_before_back():
    first, second = rating(50, C=9), rating(2, C=2)
    [only] = trust.moved(history(first, second), TODAY)
    assert only.change == pytest.approx(mine(first, second).index - mine(first).index, abs=SAME)
    assert (only.what, only.on) == ("their own word", ago(2))


def test_a_tag_that_was_noted_twice_that_day_moved_nothing_alone():
    twice = history(conversation(3, "candid"), conversation(3, "candid"))
    assert trust.moved(twice, TODAY) == ()


def test_a_promise_is_one_event_from_first_to_last():
    [only] = trust.moved(history(promise(40, 20, change(18, 5), **kept(5))), TODAY)
    assert (only.what, only.on) == ("promise kept: slides", ago(5))


def test_their_direction_has_its_own_events():
    assert [move.what for move in trust.moved(ada_log(), TODAY, about="them")] == [
        "gift: a day in her lab",
        "promise kept: the figures",
        "shared personal",
        "promise kept late: the minutes",
    ]


@settings(max_examples=60, deadline=None)
@given(histories())
def test_the_trend_is_the_score_of_those_days(log):
    then = [(days, score(log, ago(days))) for days in (30, 90)]
    assert trust.trend(log, TODAY) == tuple((days, both.mine.index, both.theirs.index) for days, both in then)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_every_answer_is_the_same_from_evidence_that_is_weighed_already(log):
    known = trust.weighed(log, TODAY)
    assert known.counted == evidence(log, TODAY)
    for ask in (trust.score, trust.trend, trust.moved, trust.steps, trust.moments, trust.unseen, trust.formulas):
        assert ask(log, TODAY, known=known) == ask(log, TODAY)


# Next steps


def test_an_action_rests_for_14_days_after_its_tag():
    first = "credit them in front of others"
    assert trust.steps(history(conversation(15, "promoted-them")), TODAY)[0].step == first
    assert trust.steps(history(conversation(14, "promoted-them")), TODAY)[0].step != first
    assert trust.steps(history(conversation(14, "promoted-them", attempt=True)), TODAY)[0].step != first
    assert trust.steps(history(conversation(3, "them:promoted-them")), TODAY)[0].step == first


def test_the_largest_gain_is_shown_beside_the_cheapest_where_they_differ():
    opened_up = history(conversation(0, "shared-personal"), rating(S=1))
    cheap, large = trust.steps(opened_up, TODAY, MARKS)
    assert (cheap.step, large.step) == ("say plainly what you do not know", "make and keep one small promise")
    assert cheap.gain < large.gain
    assert cheap.gain / cheap.effort > large.gain / large.effort


def test_keeping_a_promise_is_a_step_only_with_one_to_keep():
    done = conversation(0, "promoted-them", "asked-first", "just-hello", "shared-personal", "admitted-limit")
    rested = [done, conversation(0, "asked-feedback"), rating(S=1)]
    keep = "keep a promise already made"
    assert keep in [step.step for step in trust.steps(history(*rested, promise(9, -9)), TODAY, MARKS)]
    for other in (promise(9, -9, who="them"), promise(9, 9, **kept(9))):
        assert keep not in [step.step for step in trust.steps(history(*rested, other), TODAY, MARKS)]


def test_overdue_promises_come_first_the_longest_overdue_before_the_others():
    log = history(promise(9, 2, text="b"), promise(9, 5, text="a"), promise(9, 1, who="them"))
    assert [step.step[-3:] for step in trust.steps(log, TODAY)[:2]] == [": a", ": b"]
    assert len(trust.steps(log, TODAY)) == 3


# Moments


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ((), ""),
        (("candid",), "nothing against you"),
        (("candid", "vague"), ""),
        (("candid", "clear", "vague"), "below the 5:1 rule of thumb"),
        (("candid", "vague", "late"), "more against you than for you"),
        (("candid", "clear", "keen", "empathy", "steady", "late"), ""),
        (("them:vague", "them:late", "them:moody"), ""),
    ],
)
def test_moments_are_remarked_upon_from_three_on(codes, words):
    assert trust.moments(history(conversation(0, *codes)), TODAY).words == words


def test_neither_channels_nor_ratings_are_moments():
    found = trust.moments(history(conversation(how="call"), rating(C=2)), TODAY)
    assert (found.good, found.bad) == (0, 0)


def test_a_moment_is_one_an_event_and_tone_and_fades():
    found = trust.moments(history(conversation(180, "empathy", talk=10, for_="them")), TODAY)
    assert (found.good, found.bad) == (pytest.approx(1), 0)


# Properties


@settings(max_examples=100, deadline=None)
@given(histories())
def test_every_number_stays_in_its_range(log):
    for found in score(log, TODAY):
        assert all(1 <= getattr(found, factor) <= 10 for factor in "CRIS")
        assert 0.3 <= found.T <= 30
        assert 0 <= found.low <= found.index <= found.high <= 100
        assert found.evidence >= 0


@settings(max_examples=100, deadline=None)
@given(histories(), conversations(), st.sampled_from(sorted(SIGNALS)))
def test_good_evidence_never_lowers_and_bad_never_raises(log, talk, code):
    talk = talk._replace(attempt=False)
    before, after = (
        score(log._replace(conversations=(*log.conversations, told)), TODAY)
        for told in (talk, talk._replace(signals=(*talk.signals, Signal(code))))
    )
    gain = after.mine.index - before.mine.index
    assert gain >= -SAME if SIGNALS[code].good else gain <= SAME


@settings(max_examples=60, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_logging_does_not_matter(log, random):
    numbers = list(range(len(log.conversations + log.promises + log.entries + log.ratings)))
    random.shuffle(numbers)

    def shuffled(records):
        renamed = [record._replace(id=f"{numbers.pop():03}{new_id()}") for record in records]
        random.shuffle(renamed)
        return tuple(renamed)

    other = log._replace(
        conversations=shuffled(log.conversations),
        promises=shuffled(log.promises),
        entries=shuffled(log.entries),
        ratings=shuffled(log.ratings),
    )
    assert score(other, TODAY) == score(log, TODAY)
    assert trust.moved(other, TODAY) == trust.moved(log, TODAY)
    assert trust.steps(other, TODAY) == trust.steps(log, TODAY)
    assert trust.moments(other, TODAY) == trust.moments(log, TODAY)
    assert account.statement(other, TODAY) == account.statement(log, TODAY)
    assert asking.may_ask(other, 3, TODAY) == asking.may_ask(log, 3, TODAY)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_in_the_long_run_everything_returns_to_not_knowing(log):
    for found in score(log, TODAY + timedelta(60_000)):
        assert (found.index, found.half) == (pytest.approx(50, abs=0.01), pytest.approx(15.1, abs=0.05))


def test_on_the_way_a_sticky_breach_outlasts_the_good_of_its_day():
    day = conversation(0, "misled", "candid", "owned-mistake", "advice-right", "clear", "took-stand")
    assert mine(day).C > 5.5
    assert mine(day, today=TODAY + timedelta(1500)).C < 5.5


@settings(max_examples=100, deadline=None)
@given(histories(), promises())
def test_owning_a_slip_is_never_worse_than_silence(log, slip):
    slip = slip._replace(who="me", outcome=None, closed=None)
    silent = log._replace(promises=(*log.promises, slip))
    owned = log._replace(promises=(*log.promises, account.owned(slip, TODAY)))
    if account.is_overdue(slip, TODAY):
        assert score(owned, TODAY).mine.index >= score(silent, TODAY).mine.index - SAME
        assert trust.steps(silent, TODAY)[0].gain > 0


def test_keeping_the_renewed_promise_ends_above_the_start():
    t4, t5, t6 = (mine(*EXAMPLES[name][0]).index for name in EXAMPLES if name.startswith(("T4", "T5", "T6")))
    assert t4 < t5 < mine().index < t6


@pytest.mark.parametrize(("every", "gain"), [(30, 0.7), (7, 2.1), (1, 4.3)])
def test_volume_buys_little(every, gain):
    mails = [conversation(day, how="email") for day in range(0, 365, every)]
    assert mine(*mails).index - 50 == pytest.approx(gain, abs=0.06)


@settings(max_examples=100, deadline=None)
@given(histories())
def test_swapping_the_sides_swaps_the_directions(log):
    other = {"me": "them", "them": "me", None: None}
    plain = log._replace(
        conversations=tuple(talk._replace(talk=None, for_=None) for talk in log.conversations if talk.with_ != ("bo",)),
        entries=tuple(item for item in log.entries if item.kind != "ask"),
        ratings=(),
    )
    swapped = plain._replace(
        conversations=tuple(
            talk._replace(
                initiated=other[talk.initiated],
                signals=tuple(Signal(code, other[about]) for code, about in talk.signals),
            )
            for talk in plain.conversations
        ),
        promises=tuple(made._replace(who=other[made.who]) for made in plain.promises),
        entries=tuple(
            item._replace(who=other[item.who], kind={"give": "receive", "receive": "give"}.get(item.kind, item.kind))
            for item in plain.entries
        ),
    )
    assert score(swapped, TODAY) == trust.Trust(*reversed(score(plain, TODAY)))


@settings(max_examples=60, deadline=None)
@given(histories(), st.sampled_from(["me", "them"]))
def test_formulas_give_the_factors_they_explain(log, about):
    found = score(log, TODAY)
    direction = found.mine if about == "me" else found.theirs
    formulas = trust.formulas(log, TODAY, about=about)
    assert [formula.value for formula in formulas] == [direction.C, direction.R, direction.I, direction.S]
    assert sum(formula.good + formula.bad for formula in formulas) == pytest.approx(direction.evidence)
    for formula in formulas:
        written = formula.text.replace("·", "*")
        assert eval(written) == pytest.approx(formula.value, abs=0.05)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_the_faded_sum_of_the_evidence_is_its_amount(log):
    lives = {"C": 365, "R": 180, "I": 365, "S": 180}
    amount = sum(
        item.weight * 2 ** (-(TODAY - item.on).days / (lives[item.factor] * (4 if item.sticky else 1)))
        for item in evidence(log, TODAY)
        if item.about == "me"
    )
    assert score(log, TODAY).mine.evidence == pytest.approx(amount, rel=SAME, abs=SAME)


@pytest.mark.parametrize("name", Parameters._fields)
def test_a_changed_parameter_is_told(name):
    default = getattr(DEFAULTS, name)
    value = (5, 6) if name == "working_days" else not default if name == "crisis" else default * 2
    assert trust.changed(DEFAULTS._replace(**{name: value})) == ((name, value, default),)


def test_nothing_is_told_where_nothing_was_changed():
    assert trust.changed(Parameters()) == ()


def test_the_phantom_observations_show_in_the_formula():
    assert trust.formulas(history(), TODAY, Parameters(phantom=6))[0].text == "1 + 9·(3)/(6)"
