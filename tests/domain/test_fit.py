"""How well somebody fits, what moved the number, and what forecasts came to."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, ago, conversation, new_id
from netlog.domain.dossier import MUST_HAVES, TRAITS, Fit, Mark
from netlog.domain.fit import CAP, energy, fit, review, word

PHASE = (3, 4, 2, 2, 3, 1, 3, 3, 2, 3)  # in the order of the traits


def judged(stage: str, days_ago: int, ratings=(), who: str = "ada-lind", **fields) -> Fit:
    """A judgement; a rating that is None leaves its trait out."""
    marks = tuple(Mark(trait, one) for trait, one in zip(TRAITS, ratings, strict=False) if one is not None)
    return Fit(**{"id": new_id(), "with_": who, "on": ago(days_ago), "stage": stage, "marks": marks, **fields})


ratings = st.lists(st.none() | st.integers(0, 4), min_size=10, max_size=10)
phases = st.lists(ratings, max_size=3)


def of(first, later=()):
    return [judged("first", 100, first), *(judged("phase", 90 - at, one) for at, one in enumerate(later))]


# The number


def test_a_perfect_first_impression_makes_75_and_says_that_it_is_a_gut_feeling():
    answer = fit([judged("first", 0, (4,) * 10)], TODAY)
    assert (answer.fit, answer.word, answer.gut_only) == (75.0, "good fit", True)


def test_a_phase_weighs_three_first_impressions():
    answer = fit(of((4,) * 10, [PHASE]), TODAY)
    assert isclose(answer.fit, 69.0)
    assert (answer.word, answer.gut_only, answer.phases) == ("workable", False, 1)


def test_a_must_have_that_is_missing_holds_the_fit_at_49():
    answer = fit(of((4,) * 10, [(1, *PHASE[1:])]), TODAY)
    assert (answer.fit, answer.word) == (49.0, "poor fit")
    assert answer.reasons[0].trait == "boundaries"
    assert answer.reasons[0].missing


def test_the_latest_rating_of_a_must_have_decides():
    bad, good = (0, 4, *(4,) * 8), (4,) * 10
    assert fit(of(bad, [good]), TODAY).fit > CAP
    assert fit(of(good, [bad]), TODAY).fit == CAP
    assert fit(of(good, [bad, (None, *good[1:])]), TODAY).fit == CAP, "left out, the older rating still holds"


@pytest.mark.parametrize(
    ("value", "said"),
    [(100, "good fit"), (70, "good fit"), (69.9, "workable"), (50, "workable"), (49.9, "poor fit"), (0, "poor fit")],
)
def test_the_word_for_a_fit(value, said):
    assert word(value) == said


def test_nothing_judged_is_no_number():
    for fits in ([], [judged("first", 3, gut=4)], [judged("end", 3, outcome=1)]):
        answer = fit(fits, TODAY)
        assert (answer.fit, answer.low, answer.high, answer.word) == (None, 0, 100, "not judged yet")
        assert answer.unanswered == TRAITS


def test_only_one_first_impression_counts_the_earliest():
    both = [judged("first", 9, (4,) * 10), judged("first", 5, (0,) * 10)]
    assert fit(both, TODAY).fit == 75.0


def test_what_is_judged_after_a_day_is_not_known_on_it():
    fits = of((4,) * 10, [PHASE])
    assert fit(fits, ago(95)).fit == 75.0
    assert fit(fits, ago(101)).fit is None


@given(ratings)
@settings(max_examples=60)
def test_the_first_impression_alone_never_exceeds_75(first):
    assert (fit([judged("first", 0, first)], TODAY).fit or 0) <= 75


@given(ratings, phases)
@settings(max_examples=60)
def test_the_range_holds_the_fit_and_closes_when_all_is_answered(first, later):
    answer = fit(of(first, later), TODAY)
    if answer.fit is not None:
        assert 0 <= answer.low <= answer.fit + 1e-9
        assert answer.fit <= answer.high + 1e-9 <= 100 + 1e-9
        assert answer.unanswered or isclose(answer.low, answer.high)


@given(ratings, phases)
@settings(max_examples=60)
def test_a_must_have_missing_caps_whatever_the_rest(first, later):
    answer = fit(of(first, [*later, (4, 1, *(4,) * 8)]), TODAY)
    assert answer.fit <= CAP


@given(ratings, phases, st.integers(0, 9))
@settings(max_examples=60)
def test_a_better_rating_never_lowers_the_fit(first, later, at):
    last = [*(one if one is not None else 2 for one in first)]
    better = [min(4, one + (place == at)) for place, one in enumerate(last)]
    assert fit(of(first, [*later, better]), TODAY).fit >= fit(of(first, [*later, last]), TODAY).fit - 1e-9


def test_what_is_left_out_widens_the_range_and_is_listed():
    answer = fit([judged("first", 0, (4, 4, 4, 4, 4))], TODAY)
    assert answer.unanswered == TRAITS[5:]
    # v = 1/2: (1/2 + 1/2) / (3/2); with five zeros (1/2 + 1/2) / 2, with five fours 3/2 / 2
    assert (round(answer.fit, 6), answer.low, answer.high) == (66.666667, 50.0, 75.0)


def test_a_must_have_left_out_may_still_cap():
    answer = fit([judged("phase", 0, (None, *(4,) * 9))], TODAY)
    assert (answer.low, answer.fit > 80, answer.high) == (CAP, True, 87.5)


# What is told with it


def test_the_reasons_add_up_to_the_way_from_the_middle():
    ten = [(trait, 4 if trait == "humour" else 2) for trait in TRAITS]
    answer = fit([judged("first", 0, [rating for _, rating in ten])], TODAY)
    assert [(one.trait, round(one.change, 6)) for one in answer.reasons] == [("humour", 2.5)]
    assert isclose(answer.fit, 50 + sum(one.change for one in answer.reasons))


def test_the_three_heaviest_reasons_lead_good_and_bad_alike():
    answer = fit([judged("phase", 0, (4, 2, 2, 2, 2, 0, 2, 4, 2, 3))], TODAY)
    assert [one.trait for one in answer.reasons] == ["boundaries", "feedback", "win-win"]
    assert [one.change > 0 for one in answer.reasons] == [True, False, True]


def test_the_change_from_first_impression_to_latest_phase():
    change = fit(of((4,) * 10, [(0,) * 10, PHASE]), TODAY).change
    assert (change.first, change.latest) == (4.0, 2.6)
    assert change.traits[0] == ("feedback", 4, 1)
    assert "courtesy" not in {trait for trait, _, _ in change.traits}
    assert fit(of((4,) * 10), TODAY).change is None
    assert fit(of((4, 4), [(None, None, 3)]), TODAY).change is None, "no trait was judged both times"


def test_the_two_lowest_traits_are_those_rated_lowest_last():
    lowest = fit(of((0,) * 10, [PHASE]), TODAY).lowest
    assert [(one.trait, one.rating) for one in lowest] == [("feedback", 1), ("asks-for-help", 2)]
    assert fit([judged("phase", 0, (4,) * 10)], TODAY).lowest == (), "always leaves nothing to speak about"


def test_the_gut_feeling_is_kept_with_its_day():
    answer = fit([judged("first", 40, (2,) * 10, gut=1), judged("phase", 3, (4,) * 10)], TODAY)
    assert (answer.gut.rating, answer.gut.on) == (1, ago(40))


def test_a_chosen_stretch_keeps_its_number_and_asks_for_the_lesson_at_the_end():
    low = judged("first", 40, (1,) * 10, stretch="saying no")
    answer = fit([low], TODAY)
    assert (answer.fit, answer.stretch) == (fit([low._replace(stretch=None)], TODAY).fit, "saying no")
    assert not answer.lesson_is_due
    assert fit([low, judged("end", 0, outcome=1)], TODAY).lesson_is_due
    assert not fit([low, judged("end", 0, outcome=1, text="no is a sentence")], TODAY).lesson_is_due


# Looking back


def endings(*outcomes: int) -> list[Fit]:
    """People judged 10 days ago, with as much feedback as it later went well, and ended today."""
    found = []
    for at, outcome in enumerate(outcomes):
        marks = [3] * 5 + [outcome] + [3] * 4
        found += [judged("phase", 10, marks, f"p{at}"), judged("end", 0, who=f"p{at}", outcome=outcome)]
    return found


def test_a_review_sets_the_fit_before_the_end_against_the_outcome():
    fits = [*of((4,) * 10, [PHASE]), judged("end", 5, outcome=2), judged("phase", 1, (0,) * 10)]
    told = review(fits, TODAY)
    assert [(one.with_, round(one.fit), one.outcome) for one in told.forecasts] == [("ada-lind", 69, 2)]


def test_under_five_endings_it_is_too_early_to_say_what_foretold_them():
    told = review(endings(0, 4, 4, 0), TODAY)
    assert (told.too_early, told.traits, len(told.forecasts)) == (True, (), 4)
    never_judged = [*endings(0, 4, 4, 0), judged("end", 0, who="x", outcome=0)]
    assert review(never_judged, TODAY).too_early


def test_a_review_tells_which_traits_went_with_bad_endings():
    told = review(endings(0, 1, 2, 3, 4), TODAY)
    assert not told.too_early
    assert (told.traits[0].trait, told.traits[0].well, told.traits[0].badly) == ("feedback", 3.5, 0.5)
    assert told.traits[0].difference == 3.0
    assert {one.difference for one in told.traits[1:]} == {0.0}


def test_of_several_endings_the_latest_counts():
    fits = [*endings(0), judged("end", 0, who="p0", outcome=4)._replace(on=TODAY, id="zz")]
    assert [one.outcome for one in review(fits, TODAY).forecasts] == [4]


def test_the_must_haves_are_traits():
    assert set(MUST_HAVES) < set(TRAITS)


def test_energy_is_the_mean_of_the_last_five_talks_that_noted_one():
    talks = [
        conversation(at, energy=value) for at, value in ((30, -2), (9, 2), (8, 1), (7, None), (6, 0), (5, 1), (4, 2))
    ]
    assert energy(talks, TODAY) == 6 / 5
    assert energy(talks, ago(8)) == 1 / 3
    assert energy(talks[3:4], TODAY) is None
