"""Events: which talks belong to one, and what came of it."""

from __future__ import annotations

import pytest

from builders import ago, broken, conversation, kept, promise
from netlog.domain import gatherings
from netlog.domain.dossier import Event, Place, Win
from netlog.domain.journal import Reminder
from netlog.errors import NotFound

PYDATA = Event("e", "PyData Lisbon", ago(10), "pydata", ago(8), place="the congress hall", people=12, cost=300)
OPEN = PYDATA._replace(until=None)


@pytest.mark.parametrize(
    ("event", "days_ago", "how", "attempt", "there"),
    [
        (PYDATA, 10, None, False, True),
        (PYDATA, 8, "in-person", False, True),
        (PYDATA, 7, None, False, False),
        (PYDATA, 11, None, False, False),
        (OPEN, 0, None, False, True),
        (OPEN, 0, "call", False, False),
        (OPEN, 0, "email", False, False),
        (OPEN, 0, None, True, False),
    ],
)
def test_a_log_was_there_only_on_the_days_and_in_person(event, days_ago, how, attempt, there):
    assert gatherings.was_there(event, ago(days_ago), how, attempt=attempt) == there


def talk(days_ago: int, *people: str, **fields):
    return conversation(days_ago, with_=people, **fields)


def test_the_talks_of_an_event_have_its_tag_or_its_place_on_its_days():
    tagged = talk(9, "ana", tags=("pydata",))
    placed = talk(9, "bo", place="The Congress  Hall")
    named = talk(8, "cy", place="pydata lisbon")
    others = [
        talk(20, "di", tags=("pydata",)),
        talk(9, "di"),
        talk(9, "di", tags=("pydata",), attempt=True),
        talk(7, "di", place="the congress hall"),
    ]
    assert gatherings.talks(PYDATA, [tagged, placed, *others, named]) == [tagged, placed, named]


def test_the_first_talk_with_somebody_is_no_attempt():
    early = talk(9, "ana", attempt=True)
    first = talk(8, "ana", "bo", place="the harbour")
    found = gatherings.firsts([talk(3, "ana"), first, early])
    assert found["ana"] == (ago(8), "the harbour", (), first.id)
    assert found["bo"].conversation == first.id


def test_a_report_counts_what_came_of_the_event():
    at = {"tags": ("pydata",)}
    talks = [talk(40, "ana"), talk(10, "ana", "bo", **at), talk(9, "cy", **at), talk(9, "cy", **at), talk(2, "bo")]
    promises = [
        promise(10, 5, with_="bo", **kept(6)),
        promise(9, -5, with_="cy"),
        promise(8, 5, who="them", with_="ana", **broken(4)),
        promise(3, -5, with_="bo", **kept(1)),
        promise(9, -5, with_="zed"),
    ]
    reminders = [Reminder("r", "bo", ago(8), ago(-3), "lunch"), Reminder("s", "ana", ago(8), ago(5), "lunch")]
    wins = [
        Win("w", "bo", ago(1), 500),
        Win("x", "ana", ago(1), 700),
        Win("y", "zed", ago(1), 200, None, "PyData Lisbon"),
        Win("z", "cy", ago(1), 900, "ana"),
        Win("v", "zed", ago(50), 100, None, "PyData Lisbon"),
    ]
    found = gatherings.report(PYDATA, talks, promises, reminders, wins, ago(0))
    assert (found.conversations, found.talked, found.new) == (3, ("ana", "bo", "cy"), ("bo", "cy"))
    assert (found.kept, found.open, found.broken) == (1, 1, 1)
    assert found.without_next == ("ana",)
    assert (found.clients, found.value, found.cost_per_client) == (("bo", "zed"), 700, 150)


def test_an_event_without_clients_has_no_cost_a_client():
    found = gatherings.report(PYDATA, [], [], [], [], ago(0))
    assert (found.conversations, found.clients, found.cost_per_client) == (0, (), None)


def test_who_was_met_at_a_place_is_told_with_the_person_or_by_the_first_talk():
    first = gatherings.firsts([talk(9, "ana", "bo", place="Café Rosa")])
    told = {"ana": None, "bo": "the gym", "cy": "CAFE ROSA", "di": None}
    assert gatherings.met_at("café rosa", first, told) == ["ana", "cy"]


LATER = Event("f", "Lisbon meetup", ago(3), "meetup")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("", LATER), ("lisbon", LATER), ("pydata lisbon", PYDATA), ("PyData", PYDATA), ("congress", None)],
)
def test_an_event_is_known_by_its_name_its_tag_or_a_part_of_its_name(name, expected):
    if expected is None:
        with pytest.raises(NotFound) as nobody:
            gatherings.find([PYDATA, LATER], name)
        assert nobody.value.hint == "There are: PyData Lisbon, Lisbon meetup."
    else:
        assert gatherings.find([PYDATA, LATER], name) == expected


def test_a_tag_counts_before_a_part_of_a_later_name():
    assert gatherings.find([PYDATA, LATER._replace(name="After pydata")], "pydata") == PYDATA


@pytest.mark.parametrize("name", ["", "pydata"])
def test_without_any_event_the_way_to_begin_one_is_told(name):
    with pytest.raises(NotFound, match="No event is noted yet"):
        gatherings.find([], name)


def test_of_a_place_the_latest_word_counts_however_it_is_written():
    old, new = Place("a", "Café Rosa", ago(9)), Place("b", "cafe rosa", ago(1), cost=30)
    assert gatherings.by_name([old, new]) == {"cafe rosa": new}
