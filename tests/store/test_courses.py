"""Courses and outlines: what is read of everybody says of each what their history says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from netlog.domain import account
from netlog.domain.courses import Pool, up_to
from netlog.domain.equation import score, weighed
from netlog.domain.evidence import manner
from netlog.domain.journal import SCALES, Advice, Conversation, Entry, Observed, Person, Promise, Rating, Signal
from netlog.domain.parameters import DEFAULTS
from netlog.store import courses, outlines
from written import DAY, Written, journals_and_days

KINDS = (*[Conversation] * 6, Promise, Entry, Rating, Advice)


@pytest.mark.parametrize(("few", "together"), [(0, 100), (0, 1), (9, 100)], ids=["on", "day by day", "one by one"])
def test_the_courses_of_everybody_are_those_of_each_history(
    few: float, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courses, "FEW", few)
    for name in ("PEOPLE_TOGETHER", "TAGGED_TOGETHER", "DAYS_TOGETHER"):
        monkeypatch.setattr(courses, name, together)

    @settings(max_examples=60)
    @given(journals_and_days(kinds=KINDS))
    def check(asked: tuple[list[Any], date]) -> None:
        records, day = asked
        with Written(records) as store:
            people = store.people()
            read = list(store.courses(people, day))
            sketched = list(store.courses(people, day, attention_only=True))
            assert [one.history.person for one in read] == [one.history.person for one in sketched] == people
            for person, course, sketch in zip(people, read, sketched, strict=True):
                history = store.history(person)
                talks = [one for one in history.conversations if account.took_part(one, person.id) and one.on <= day]
                assert course.days == sketch.days == [one.on for one in talks]
                assert sorted(course.talks, key=repr) == sorted(((one.on, manner(one)) for one in talks), key=repr)
                known, pool = up_to(course, day, DEFAULTS), Pool(day, DEFAULTS)
                assert pool.sums(known) == weighed(history, day).sums["me"]
                assert pool.sums(up_to(sketch, day, DEFAULTS))["S", True] == weighed(history, day).sums["me"]["S", True]
                assert pool.ceiling(up_to(sketch, day, DEFAULTS)) >= score(history, day).mine.low - 1e-9
                books, whole = (account.ledger(one, day)._replace(lines=()) for one in (known.history, history))
                assert books == whole

    check()


@pytest.mark.parametrize("few", [0, 9])
def test_an_id_from_elsewhere_may_hold_any_sign(few: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courses, "FEW", few)
    ids = ("a,b c", 'd" ]', "e\\", " ", ",")
    talk = Conversation(
        'c", 1', DAY, "tea", ids[:4], (ids[4],), how="call", initiated="me", signals=(Signal("candid"),)
    )
    with Written([*(Person(id_, "N", f"n{at}", DAY) for at, id_ in enumerate(ids)), talk]) as store:
        for course in store.courses(store.people(), DAY):
            history = store.history(course.history.person)
            assert Pool(DAY, DEFAULTS).sums(up_to(course, DAY, DEFAULTS)) == weighed(history, DAY).sums["me"]
            assert len(course.talks) == (course.history.person.id != ids[4])


def test_nothing_is_read_of_nobody() -> None:
    with Written([]) as store:
        assert list(store.courses([], date(2026, 11, 21))) == []


@pytest.mark.parametrize("together", [1, 100])
def test_an_outline_is_the_conversation_without_its_words(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, "DAYS_TOGETHER", together)

    @settings(max_examples=40)
    @given(journals_and_days(kinds=(Conversation,)))
    def check(asked: tuple[list[Any], date]) -> None:
        records, day = asked
        with Written(records) as store:
            whole = store.conversations(day - timedelta(30), day)
            assert store.outlines(day - timedelta(30), day) == [
                talk._replace(
                    text="", place=None, tags=(), outcome=None, initiated=None, people=None, observed=_numbers(talk)
                )
                for talk in whole
            ]

    check()


def _numbers(talk: Conversation) -> tuple[Observed, ...]:
    return tuple(one if one.kind in SCALES else Observed(one.kind) for one in talk.observed)
