"""What to ask somebody: built on what is known, another wording each day, never on what is to be handled with care."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, ago, conversation, new_id, person
from netlog.domain.journal import TOPICS, Conversation, Fact, History, Observed
from netlog.domain.questions import GAPS, LONGEST, RECENT, gaps, shortened, three

ADA = person("Ada Lind")


def fact(topic: str, text: str, days_ago: int = 10) -> Fact:
    return Fact(new_id(), ADA.id, ago(days_ago), topic, text)


def history(*facts: Fact, talks: tuple[Conversation, ...] = ()) -> History:
    return History(
        ADA,
        conversations=tuple(sorted(talks, key=lambda one: one.on)),
        facts=tuple(sorted(facts, key=lambda one: one.on)),
    )


def ask(section: str, turn: int, *, name: str, it: str = "") -> str:
    """A wording that says what it was asked for."""
    return f"{section}|{turn}|{name}|{it}"


def asked(known: History, today=TODAY) -> list[str]:
    return ["|".join(one.text.split("|")[::3]) for one in three(known, today, ask)]


def test_of_a_stranger_three_things_are_asked_that_need_nothing() -> None:
    found = three(history(), TODAY, ask)
    assert [one.kind for one in found] == ["follow-up", "outside", "meet"]
    assert asked(history()) == ["follow-up-gap|", "outside-gap|", "meet-gap|"]
    assert all(one.it is None and one.on is None for one in found)
    assert found[0].text == f"follow-up-gap|{TODAY.toordinal()}|Ada|"


@pytest.mark.parametrize(
    ("topic", "at", "section"),
    [
        ("goal", 0, "goal"),
        ("challenge", 0, "challenge"),
        ("note", 0, "follow-up"),
        ("context", 0, "follow-up"),
        ("noticed", 0, "follow-up"),
        ("common", 0, "follow-up"),
        ("hopes", 0, "follow-up"),
        ("brings", 0, "follow-up"),
        ("family", 1, "family"),
        ("hobby", 1, "hobby"),
        ("need", 2, "need"),
        ("offer", 2, "offer"),
    ],
)
def test_each_topic_has_its_place(topic: str, at: int, section: str) -> None:
    found = three(history(fact(topic, "the thing")), TODAY, ask)
    assert found[at].text.startswith(f"{section}|")
    assert (found[at].it, found[at].on) == ("the thing", ago(10))
    assert [one.it for one in found].count("the thing") == 1


@pytest.mark.parametrize("topic", ["careful", "hardship", "style", "terms", "my-aim", "their-aim"])
def test_what_is_private_is_never_asked_about(topic: str) -> None:
    assert asked(history(fact(topic, "the thing"))) == asked(history())


def test_every_topic_is_accounted_for() -> None:
    quiet = {"careful", "hardship", "style", "terms", "my-aim", "their-aim"}
    heard = {topic for topic in TOPICS if "the thing" in " ".join(asked(history(fact(topic, "the thing"))))}
    assert heard == set(TOPICS) - quiet


def test_the_follow_up_is_on_what_they_said_last() -> None:
    known = history(fact("goal", "old", 30), fact("challenge", "new", 5), fact("note", "between", 20))
    assert asked(known)[0] == "challenge|new"
    assert asked(known, ago(10))[0] == "follow-up|between"
    assert asked(known, ago(31))[0] == "follow-up-gap|"


@pytest.mark.parametrize("kind", ["problem", "wish", "fear", "feeling"])
def test_what_they_voiced_is_what_they_said(kind: str) -> None:
    talk = conversation(3, observed=(Observed("heard"), Observed(kind, "the launch"), Observed("head", "7")))
    assert asked(history(fact("goal", "old", 30), talks=(talk,)))[0] == "voiced|the launch"


@pytest.mark.parametrize("observed", [Observed("heard"), Observed("stress", "2"), Observed("wish")])
def test_what_i_noticed_of_myself_is_not_what_they_said(observed: Observed) -> None:
    talk = conversation(3, observed=(observed,))
    assert asked(history(talks=(talk,)))[0] == "last-talk|a talk"


def test_their_words_come_before_my_summary_for_half_a_year() -> None:
    talk = conversation(1, text="lunch")
    assert asked(history(fact("goal", "a shop", RECENT), talks=(talk,)))[0] == "goal|a shop"
    assert asked(history(fact("goal", "a shop", RECENT + 1), talks=(talk,)))[0] == "last-talk|lunch"
    assert asked(history(fact("goal", "a shop", RECENT + 1)))[0] == "goal|a shop"


@pytest.mark.parametrize(
    "talk",
    [
        conversation(3, attempt=True),
        conversation(3, text=""),
        conversation(3, with_=("somebody",), seen_by=(ADA.id,)),
        conversation(-1),
    ],
    ids=["nobody answered", "no words", "they only watched", "still to come"],
)
def test_a_talk_that_was_none_is_not_taken_up(talk: Conversation) -> None:
    assert asked(history(talks=(talk,)))[0] == "follow-up-gap|"


def test_several_hobbies_take_turns_by_the_day() -> None:
    known = history(fact("hobby", "chess"), fact("family", "a son"), fact("hobby", "rowing"))
    days = [TODAY + timedelta(day) for day in range(3)]
    assert sorted(asked(known, day)[1] for day in days) == ["family|a son", "hobby|chess", "hobby|rowing"]
    assert asked(known, days[0]) == asked(known, days[0])


def test_the_gaps_are_the_things_nothing_is_known_of() -> None:
    assert [one.kind for one in gaps(history(), TODAY, ask)] == list(GAPS)
    known = history(fact("goal", "a shop"), fact("my-aim", "to learn"), fact("their-aim", "", 1))
    assert [one.text.partition("|")[0] for one in gaps(known, TODAY, ask)] == ["challenge-gap", "their-aim-gap"]
    assert gaps(history(*(fact(topic, "x") for topic in GAPS)), TODAY, ask) == ()
    assert len(gaps(history(fact("goal", "later", -1)), TODAY, ask)) == len(GAPS)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_words_that_are_long_are_cut_between_words(text: str) -> None:
    found = shortened(text)
    assert len(found) <= LONGEST + 2
    assert "\n" not in found
    whole = " ".join(text.split()).rstrip(".")
    assert found == whole or (len(whole) > LONGEST and found.endswith(" …") and whole.startswith(found[:-2]))
