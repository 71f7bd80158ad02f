"""The mirror: each number against a log of a few lines, and the one thing it proposes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    TODAY,
    ago,
    broken,
    conversation,
    course,
    entry,
    histories,
    history,
    kept,
    person,
    promise,
    released,
)
from netlog.domain.dossier import Reflection
from netlog.domain.journal import Conversation, History, Observed
from netlog.domain.mirror import PERIOD, QUARTER, Mirror, latest_round, mirror, quiz_factor


def of(*logs: History, quiz: tuple[Reflection, ...] = ()) -> Mirror:
    return on(TODAY, *logs, quiz=quiz)


def on(day: date, *logs: History, quiz: tuple[Reflection, ...] = ()) -> Mirror:
    talks = {talk.id: talk for log in logs for talk in log.conversations}
    return mirror(talks.values(), map(course, logs), quiz, day)


def talk(days_ago: int = 0, *codes: str, **observed: Any) -> Conversation:
    marks = tuple(Observed(kind, str(text)) for kind, text in observed.items())
    return conversation(days_ago, *codes)._replace(observed=marks)


def mark(question: str, value: int) -> Reflection:
    return Reflection(f"q-{question}", None, ago(3), "quiz", question, str(value))


def with_bo(log: History) -> History:
    """The same log with somebody else."""
    return History(
        person("Bo"),
        tuple(one._replace(id=f"bo-{one.id}", with_=("bo",)) for one in log.conversations),
        tuple(one._replace(with_="bo") for one in log.promises),
        tuple(one._replace(with_="bo") for one in log.entries),
    )


def test_an_empty_journal_shows_the_middle_and_notes_nothing() -> None:
    found = of()
    assert (found.S, found.kept_rate, found.conversations, found.asks, found.gifts) == (5.5, 0.5, 0, 0, 0)
    assert (found.talk, found.for_them, found.without_ask, found.listening, found.asks_per_gift) == (None,) * 5
    assert (found.basics, found.technique, found.tags, found.quiz) == (0, 0, (), ())
    assert found.proposal.code == "quiz"


def test_signs_are_pooled_over_everyone_and_fade() -> None:
    log = history(talk(180, "own-agenda"), talk(0, "asked-first"))
    assert pytest.approx(1 + 9 * 2.5 / 5) == of(log).S  # bad 1 at half, good ½
    assert pytest.approx(1 + 9 * 3 / 6) == of(log, with_bo(log)).S
    assert of(history(talk(0, "them:own-agenda"))).S == 5.5


def test_promises_kept_in_time_are_counted_with_four_assumed() -> None:
    log = history(
        promise(30, 10, **kept(12)),
        promise(30, 10, **kept(5)),  # late
        promise(30, 10, **broken(11)),
        promise(30, 10, **released(11)),
        promise(30, 10),  # overdue
        promise(30, -10),  # not due yet
        promise(30, None, **kept(2)),
        promise(900, 890, **kept(891)),  # long ago
        promise(30, 10, who="them", **kept(12)),
    )
    found = of(log)
    assert (found.kept, found.promised) == (2, 5)
    assert found.kept_rate == pytest.approx(4 / 9)


def test_shares_are_of_what_was_noted_in_the_last_year() -> None:
    log = history(
        conversation(1, talk=30, for_="them"),
        conversation(2, talk=70, for_="both"),
        conversation(3, for_="me"),
        conversation(4, attempt=True, talk=100, for_="me"),
        conversation(PERIOD, talk=100, for_="me"),
        conversation(5),
    )
    found = of(log)
    assert (found.conversations, found.talk) == (4, 50)
    assert found.for_them == pytest.approx(1 / 3)


def test_a_talk_with_two_people_counts_once() -> None:
    both = conversation(1, talk=30, with_=("ada-lind", "bo"))
    found = of(history(both), History(person("Bo"), (both,)))
    assert (found.conversations, found.without_ask) == (1, 1)


def test_asks_are_held_against_gifts_and_talks() -> None:
    log = history(
        conversation(1), conversation(2), conversation(3), conversation(4),
        entry("ask", 1), entry("ask", 9), entry("ask", 2, who="them"), entry("ask", 400),
        entry("give", 3), entry("give", 3, discount=True), entry("receive", 3),
    )  # fmt: skip
    found = of(log)
    assert (found.asks, found.gifts, found.asks_per_gift, found.asks_per_ten) == (2, 1, 2, 5)
    assert found.without_ask == 0.75


def test_the_three_tags_set_most_often_are_named() -> None:
    log = history(
        talk(1, "left-out", "own-agenda", "late"), talk(2, "left-out", "multitasked"),
        talk(3, "left-out", "asked-first"), talk(4, "own-agenda", "wanted-out", "them:took-credit"),
        talk(400, "had-to-be-right"),
    )  # fmt: skip
    assert of(log).tags == (("left-out", 3), ("own-agenda", 2), ("multitasked", 1))


def test_stressed_days_are_held_against_calm_ones_and_unmarked_days_against_none() -> None:
    log = history(
        talk(0, "own-agenda", stress=2), talk(1, "asked-first", stress=1), talk(2, "asked-first", stress=0),
        talk(3, "own-agenda"),
    )  # fmt: skip
    split = of(log).stress
    assert (split.some_days, split.others_days) == (1, 2)
    assert split.some == pytest.approx(1 + 9 * 3 / 5)
    half = 2 ** (-1 / 180) / 2 + 2 ** (-2 / 180) / 2
    assert split.others == pytest.approx(1 + 9 * 2 / (4 + half))
    only_calm = of(history(talk(0, stress=0))).stress
    assert (only_calm.some, only_calm.others) == (None, 5.5)


def test_the_head_splits_the_days_in_the_same_way() -> None:
    split = of(history(talk(0, "own-agenda", head=5), talk(1, "asked-first", head=6))).head
    assert (split.some_days, split.others_days) == (1, 1)
    assert split.some is not None
    assert split.others is not None
    assert split.some > 5.5 > split.others


def test_listening_is_the_share_of_talks_in_which_something_was_voiced() -> None:
    log = history(talk(1, wish="a garden"), talk(2, problem="the lease", fear="of moving"), talk(3, stress=1), talk(4))
    assert of(log).listening == 0.5


def test_the_last_quarter_is_split_into_care_and_technique() -> None:
    log = history(
        conversation(1, how="video"), conversation(2, "asked-first", how="video"),
        conversation(3, how="email", for_="them"),
        conversation(4, how="chat"), conversation(5, how="call"), conversation(6, how="in-person"), conversation(7),
        conversation(QUARTER, how="email"),
        entry("give", 5), entry("thank", 6), entry("ask", 6), entry("give", 5, discount=True), entry("give", QUARTER),
        promise(50, 10, **kept(12)), promise(200, 100, **kept(100)), promise(50, 10, **released(12)),
    )  # fmt: skip
    found = of(log)
    assert (found.technique, found.basics) == (2, 5 + 2 + 1)


def test_the_quiz_is_laid_beside_the_log() -> None:
    found = of(history(talk(0, "own-agenda")), quiz=(mark("c1", 5), mark("c2", 3), mark("s1", 5), mark("x1", 5)))
    assert [(one.factor, one.said) for one in found.quiz] == [("C", pytest.approx(7.75)), ("S", 1)]
    assert found.quiz[1].logged == found.S == pytest.approx(1 + 9 * 3 / 5)
    assert found.quiz_on == ago(3)
    assert [quiz_factor(one) for one in ("c1", "Reliability-2", "x", "")] == ["C", "R", None, None]


def test_only_the_last_round_of_the_quiz_by_a_day_counts() -> None:
    old, other = mark("c1", 1)._replace(on=ago(400)), mark("what", 3)._replace(kind="reflect", on=ago(1))
    rounds = [old, mark("c1", 5), mark("r1", 2), other]
    assert latest_round(rounds, TODAY) == rounds[1:3]
    assert latest_round(rounds, ago(4)) == [old]
    assert latest_round([other], TODAY) == []


PROPOSED = {
    "overdue": history(promise(30, 10), *(entry("ask", 1) for _ in range(5))),
    "small": history(*(promise(30, 20, **kept(10)) for _ in range(4))),
    "give": history(*(entry("ask", 1) for _ in range(3))),
    "tag": history(talk(1, "left-out")),
    "talk": history(*(conversation(at, talk=59) for at in range(3))),
    "stress": history(talk(0, "had-to-be-right", stress=3), talk(1, "empathy", "helped-their-goal", stress=0)),
    "listening": history(conversation(1, how="call")),
    "basics": history(talk(1, wish="a garden")._replace(how="email"), conversation(2, how="email")),
}


@pytest.mark.parametrize(("code", "log"), PROPOSED.items(), ids=PROPOSED.keys())
def test_one_thing_is_proposed_what_costs_most_trust_first(code: str, log: History) -> None:
    assert of(log).proposal.code == code


def test_somebody_who_does_all_of_it_is_asked_to_ask() -> None:
    log = history(talk(1, "asked-first", wish="a garden"))
    assert of(log, quiz=(mark("c1", 4),)).proposal.code == "ask"


@given(histories(), histories())
@settings(max_examples=40)
def test_every_number_stays_in_its_range_whatever_the_log(one: History, other: History) -> None:
    found = of(one, with_bo(other))
    assert 1 <= found.S <= 10
    assert 0 < found.kept_rate < 1
    assert 0 <= found.kept <= found.promised
    for share in (found.for_them, found.without_ask, found.listening):
        assert share is None or 0 <= share <= 1
    assert found.talk is None or 0 <= found.talk <= 100
    assert len(found.tags) <= 3
    assert found.proposal.text
    later = on(TODAY + timedelta(40_000), one, with_bo(other))
    assert abs(later.S - 5.5) < 0.5 or any(item.outcome is None for item in (*one.promises, *other.promises))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=20))
@settings(max_examples=30)
def test_said_marks_run_from_1_to_10_and_agreement_lowers_self_orientation(marks: list[int]) -> None:
    credible, selfish = (of(quiz=tuple(mark(f"{letter}{at}", value) for at, value in enumerate(marks))).quiz[0]
                         for letter in "cs")  # fmt: skip
    assert 1 <= credible.said <= 10
    assert credible.said + selfish.said == pytest.approx(11)
