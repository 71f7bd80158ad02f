"""What should be said aloud: limits, expectations, news."""

from __future__ import annotations

import pytest

from builders import TODAY, ago, broken, kept, new_id, promise
from netlog.domain.dossier import Boundary, Expectation
from netlog.domain.limits import FRESH, is_confirmed, is_open, limits, news, unconfirmed, unsaid


def boundary(text: str, with_: str | None = None, days_ago: int = 5) -> Boundary:
    return Boundary(new_id(), with_, ago(days_ago), text)


def expectation(who: str = "them", **fields) -> Expectation:
    return Expectation(**{"id": new_id(), "who": who, "with_": "ada-lind", "on": ago(30), "text": "a report", **fields})


def test_a_limit_is_known_by_its_words_and_holds_whom_it_was_said_to_last():
    known = limits(
        [
            boundary("no calls after six", "ada", 3),
            boundary("No calls after six", None, 9),
            boundary("NO CALLS after six", "ada", 1),
            boundary("no calls after six", "bo", 2),
            boundary("two rounds", None, 8),
        ],
        TODAY,
    )
    assert [(one.text, one.said) for one in known] == [
        ("No calls after six", (("ada", ago(1)), ("bo", ago(2)))),
        ("two rounds", ()),
    ]
    assert [one.text for one in unsaid(known, "bo")] == ["two rounds"]


def test_what_is_said_later_is_not_said_yet():
    said = [boundary("a", None, 9), boundary("a", "ada", 1)]
    assert [one.text for one in unsaid(limits(said, ago(2)), "ada")] == ["a"]
    assert limits(said, ago(10)) == ()


def test_an_expectation_stands_until_the_day_it_is_settled():
    one = expectation(confirmed=ago(10), outcome="met", closed=ago(5))
    assert [is_open(one, ago(days)) for days in (31, 30, 6, 5)] == [False, True, True, False]
    assert [is_confirmed(one, ago(days)) for days in (11, 10)] == [False, True]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (promise(10, 1), ["where slides stands"]),
        (promise(10, 0), []),
        (promise(10, 1, **kept(0)), []),
        (promise(10, 1, **broken(0)), []),
        (promise(10, 1, who="them"), []),
        (promise(10, None), []),
        (expectation(by=ago(1)), ["where a report stands"]),
        (expectation(by=TODAY), []),
        (expectation("me", by=ago(1)), []),
        (expectation(outcome="unmet", closed=ago(FRESH)), ["why a report came to nothing"]),
        (expectation(outcome="unmet", closed=ago(FRESH + 1)), []),
        (expectation(outcome="met", closed=ago(1)), []),
    ],
)
def test_news_is_what_they_count_on_and_that_went_otherwise(record, said):
    promises, expected = ([record], []) if hasattr(record, "changes") else ([], [record])
    assert [one.text for one in news(promises, expected, TODAY)] == said


def test_what_both_did_not_say_aloud_stays_unconfirmed_until_it_is_settled():
    silent, aloud = expectation(), expectation(confirmed=ago(2))
    settled = expectation(outcome="met", closed=ago(1))
    assert unconfirmed([silent, aloud, settled], TODAY) == (silent,)
    assert unconfirmed([silent, aloud, settled], ago(3)) == (silent, aloud, settled)
