"""Monica: an account's people, talks, gifts, tasks and ties; what the file lacks costs nothing else."""

from __future__ import annotations

import json
from datetime import UTC, date, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.importers import About, Found, Problem, Skipped, key, monica

if TYPE_CHECKING:
    from netlog.domain.incoming import Gathering

SAMPLES = Path(__file__).parent / "samples"
WHOLE = (SAMPLES / "monica.json").read_bytes()
ABOUT = About(UTC, today=date(2026, 11, 21))
ANA, JO, OTTO = (key("monica", uuid) for uuid in ("c1", "c2", "c4"))

Outcome = Found | Problem | Skipped


def read(content: bytes, about: About = ABOUT) -> list[Outcome]:
    return list(monica.read(BytesIO(content), about))


def told(*kinds: str, about: About = ABOUT) -> list[dict[str, Any]]:
    found = [one.told for one in read(WHOLE, about) if isinstance(one, Found) and one.told["kind"] in kinds]
    return [{name: value for name, value in one.items() if name != "id" or kinds == ("person",)} for one in found]


def account(**contact: Any) -> bytes:
    values = [{"uuid": "c", "created_at": "2025-01-01T00:00:00Z", **contact}]
    return json.dumps({"account": {"data": [{"type": "contact", "values": values}]}}).encode()


def test_people_come_with_all_that_is_told_of_them() -> None:
    assert told("person") == [
        {
            "kind": "person",
            "id": ANA,
            "name": "Ana Ruiz",
            "org": "Kestrel",
            "role": "CTO",
            "nicks": ["Ani"],
            "tags": ["pydata"],
            "birthday": "04-12",
            "met": "2024-05-06",
            "through": JO,
            "every": 90,
            "emails": ["ana@kestrel.example"],
            "phones": ["+34 600 111 222"],
            "links": ["https://linkedin.example/ana"],
        },
        {"kind": "person", "id": JO, "name": "Jo Park"},
        {"kind": "person", "id": OTTO, "name": "Otto"},
    ]


def test_calls_conversations_and_activities_are_conversations() -> None:
    assert told("conversation") == [
        {
            "kind": "conversation",
            "with": [ANA],
            "text": "about the pilot",
            "how": "call",
            "initiated": "them",
            "on": "2026-02-03",
        },
        {
            "kind": "conversation",
            "with": [ANA],
            "text": "me: how are you?\nthem: well!",
            "initiated": "me",
            "how": "chat",
            "on": "2026-02-10",
        },
        {"kind": "conversation", "with": [ANA, JO], "text": "Lunch\nin the sun", "on": "2026-03-04"},
    ]


def test_gifts_go_into_the_account_and_ideas_for_them_are_noted() -> None:
    assert told("give", "receive") == [
        {"kind": "give", "who": "me", "with": ANA, "text": "a book\non tea", "on": "2025-04-12"},
        {"kind": "receive", "who": "them", "with": ANA, "text": "honey", "on": "2025-03-02"},
    ]
    assert "an idea for a gift: a kite" in [one["text"] for one in told("fact")]


def test_notes_events_and_descriptions_are_facts_of_their_day() -> None:
    assert [(one["on"], one["text"]) for one in told("fact")] == [
        ("2025-01-05", "met over coffee"),
        ("2025-02-01", "likes green tea"),
        ("2025-01-01", "New job\nat Kestrel"),
        ("2025-03-03", "an idea for a gift: a kite"),
    ]


def test_tasks_and_reminders_are_reminders() -> None:
    assert [(one["on"], one["text"], one.get("reason"), one.get("done")) for one in told("reminder")] == [
        ("2025-02-02", "Send the paper", None, None),
        ("2025-02-02", "Ask her", None, "2025-02-09"),
        ("2025-06-01", "Wedding day", "date", None),
        ("2027-01-02", "Send the deck", None, None),
    ]


def test_a_pair_that_both_sides_tell_is_one_tie() -> None:
    tie = {"kind": "tie", "one": ANA, "other": JO, "strength": 4, "source": "friend", "on": "2025-01-09"}
    assert told("tie") == [tie]


def test_somebody_who_died_is_at_rest_and_nobody_is_reminded_of_them() -> None:
    assert told("standing") == [
        {"kind": "standing", "with": OTTO, "state": "resting", "reason": "they died", "on": "2025-09-01"}
    ]
    assert "1940" not in repr(read(WHOLE))


def test_what_is_left_out_has_its_reason() -> None:
    assert [one.why for one in read(WHOLE) if isinstance(one, Skipped)] == [
        "a reminder of a birthday",
        "a reminder that comes more often than once a year, or less",
        "money lent",
        "named only as a relation",
        "a reminder about somebody who died",
        "no name",
        "nobody is named",
        "a page of your diary",
    ]
    assert [one for one in read(WHOLE) if isinstance(one, Problem)] == [
        Problem(1, "a conversation has no day that can be read")
    ]


def test_a_moment_falls_on_the_day_of_the_reader_and_a_bare_day_stays() -> None:
    east = ABOUT._replace(zone=timezone(timedelta(hours=9)))
    assert [one["on"] for one in told("fact", about=east) if "tea" in one["text"]] == ["2025-02-02"]
    assert told("conversation", about=east)[0]["on"] == "2026-02-03"


def test_all_that_is_found_can_be_taken_in(gathering: Gathering) -> None:
    for one in read(WHOLE):
        if isinstance(one, Found):
            gathering.take((1, one.line), one.told, foreign=True)
    assert gathering.refused == []
    assert gathering.same == 0


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_no_other_file_is_taken_for_it(path: Path) -> None:
    assert monica.knows(path.read_bytes()[:65_536]) == (path.name == "monica.json")


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"{}", b'{"account": []}', b"[" * 100_000, b'{"account": ' + b"9" * 5000 + b"}"]
)
def test_what_is_no_account_is_one_problem(content: bytes) -> None:
    (problem,) = read(content)
    assert isinstance(problem, Problem)


@pytest.mark.parametrize(
    "properties",
    [
        {"first_name": "Ana", "birthdate": "1984", "tags": "x", "first_met_through": 5, "stay_in_touch_frequency": "7"},
        {"first_name": "Ana", "birthdate": {"date": "1984-02-30"}, "first_met_through": "nobody", "job": ["x"]},
    ],
)
def test_a_field_of_another_form_is_left_out(properties: dict[str, Any]) -> None:
    (person,) = read(account(properties=properties))
    assert isinstance(person, Found)
    assert person.told == {"kind": "person", "id": key("monica", "c"), "name": "Ana"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("2025-01-01"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("properties", "data", "type", "values", "uuid", "date", "status", "title", "messages")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from(("call", "gift", "reminder", "task", "note", "conversation", "contact_field", "activity")))
@settings(max_examples=60)
def test_whatever_a_contact_holds_it_is_read_and_read_alike(held: Any, kind: str) -> None:
    content = account(
        properties={"first_name": "Ana"}, data=[held, {"type": kind, "values": [held, {"properties": held}]}]
    )
    assert read(content) == read(content)


@given(st.binary(max_size=100), st.integers(0, len(WHOLE)))
@settings(max_examples=30)
def test_whatever_stands_in_a_file_it_is_read(junk: bytes, at: int) -> None:
    read(WHOLE[:at] + junk + WHOLE[at:])
