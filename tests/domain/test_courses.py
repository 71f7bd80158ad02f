"""Everybody's trust and accounts: what is added up without words is what one history says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, ada, ages, ago, conversation, course, entry, histories, history
from netlog.domain import account, courses
from netlog.domain.cadence import GAPS, cadence
from netlog.domain.equation import direction, score, weighed
from netlog.domain.evidence import kept_rhythm
from netlog.domain.journal import CIRCLES, History
from netlog.domain.parameters import DEFAULTS, Parameters

HARD_TIMES = Parameters(crisis=True, channel=0.9, rhythm=2.0)
parameters = st.sampled_from([DEFAULTS, HARD_TIMES])
spans = st.lists(st.integers(0, 500), max_size=16)  # days between one contact and the next


def read(log: History, day: date, numbers: Parameters) -> courses.Course:
    return courses.up_to(course(log), day, numbers)


def attentive(one: courses.Course) -> courses.Course:
    """The course as it is read where only the talks that noted my attention are asked for."""
    return one._replace(talks=tuple(talk for talk in one.talks if talk[1][2:4] != (None, None)))


@st.composite
def long_ties(draw: st.DrawFn) -> History:
    """A log, and beside it many talks of no more than a channel and a beginning."""
    log, day = draw(histories()), 0
    talks = []
    for days in draw(spans):
        day += days
        talks.append(conversation(day, how="call", initiated=draw(st.sampled_from(["me", "them", None]))))
    person = log.person._replace(every=draw(st.none() | st.integers(1, 400)))
    return history(*log.conversations, *log.promises, *log.entries, *log.ratings, *talks, of=person)


@given(long_ties(), ages, parameters)
def test_the_sums_are_those_of_the_explained_evidence_to_the_last_digit(
    log: History, days_ago: int, numbers: Parameters
) -> None:
    day = ago(days_ago)
    one, known = read(log, day, numbers), weighed(log, day, numbers)
    pool = courses.Pool(day, numbers)
    assert pool.sums(one) == known.sums["me"]
    assert pool.sums(one, account.ledger(one.history, day, numbers)) == known.sums["me"]
    assert direction(pool.sums(one), numbers) == score(log, day, numbers).mine


@given(long_ties(), ages, parameters)
def test_an_account_does_not_miss_the_contacts_that_are_left_out(
    log: History, days_ago: int, numbers: Parameters
) -> None:
    day = ago(days_ago)
    whole, thin = (account.ledger(one, day, numbers) for one in (log, read(log, day, numbers).history))
    assert thin._replace(lines=()) == whole._replace(lines=())
    assert account.passed(thin, day) == account.passed(whole, day)


def test_of_a_weekly_tie_few_contacts_are_left() -> None:
    log = history(*(conversation(days) for days in range(0, 1000, 7)), entry("give", 500), of=ada(circle="active"))
    assert len(read(log, TODAY, DEFAULTS).history.conversations) == 1 + 5 + 1  # one in 175 days


@given(long_ties(), ages, parameters)
def test_no_manner_of_talk_lifts_the_lower_end_above_its_ceiling(
    log: History, days_ago: int, numbers: Parameters
) -> None:
    day = ago(days_ago)
    ceiling = courses.Pool(day, numbers).ceiling(attentive(read(log, day, numbers)))
    assert score(log, day, numbers).mine.low <= ceiling + 1e-9


def test_the_ceiling_of_a_tie_of_calls_alone_is_below_the_middle() -> None:
    log = history(*(conversation(days, how="call", initiated="me") for days in range(0, 3000, 20)))
    assert courses.Pool(TODAY, DEFAULTS).ceiling(attentive(read(log, TODAY, DEFAULTS))) < 50


@settings(max_examples=200)
@given(
    spans,
    st.sampled_from([None, *CIRCLES]),
    st.none() | st.integers(1, 400),
    st.none() | ages.map(ago),
    parameters,
)
def test_a_contact_is_in_rhythm_when_it_comes_within_the_cadence_of_the_days_before(
    gaps: list[int], circle: str | None, every: int | None, met: date | None, numbers: Parameters
) -> None:
    days = [ago(6000)]
    for gap in gaps:
        days.append(days[-1] + timedelta(gap + 1))
    first = min(days[0], met or days[0])
    slowly = set()
    for at in range(1, len(days)):
        latest = days[max(0, at - GAPS - 1) : at][::-1]
        allowed = cadence(every, circle, first, latest, days[at], numbers).days
        if allowed is not None and (days[at] - latest[0]).days <= allowed:
            slowly.add(days[at])
    assert kept_rhythm(days, ada(circle=circle, every=every, met=met), numbers) == slowly


@pytest.mark.parametrize("days", [[], [TODAY]])
def test_a_first_contact_keeps_no_rhythm(days: list[date]) -> None:
    assert kept_rhythm(days, ada(), DEFAULTS) == set()
