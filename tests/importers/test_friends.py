"""friends.md: people with what is told of them, activities as conversations, notes as facts."""

from __future__ import annotations

from datetime import UTC, date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.importers import About, Found, Problem, Skipped, friends, key

if TYPE_CHECKING:
    from netlog.domain.incoming import Gathering

SAMPLES = Path(__file__).parent / "samples"
WHOLE = (SAMPLES / "friends.md").read_bytes()
ABOUT = About(UTC, today=date(2026, 11, 21))
ANA, TOM, CY = (key("friends", name) for name in ("Ana Ruiz", "Tom Okafor", "Cy Adler"))

Outcome = Found | Problem | Skipped


def read(content: str | bytes) -> list[Outcome]:
    return list(friends.read(BytesIO(content.encode() if isinstance(content, str) else content), ABOUT))


def told(found: list[Outcome], kind: str) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in one.told.items() if name not in ("kind", "topic")}
        | ({} if kind == "person" else {"id": ""})
        for one in found
        if isinstance(one, Found) and one.told["kind"] == kind
    ]


def whys(found: list[Outcome]) -> list[tuple[int, str]]:
    return [(one.line, one.why) for one in found if not isinstance(one, Found)]


def activity(text: str) -> dict[str, Any]:
    (one,) = told(read(f"### Activities:\n- 2026-03-04: {text}\n"), "conversation")
    return one


def test_a_file_is_read_whole() -> None:
    found = read(WHOLE)
    assert told(found, "person") == [
        {"id": ANA, "name": "Ana Ruiz", "nicks": ["Ani", "The Captain"], "tags": ["pydata", "food:tea"]},
        {"id": TOM, "name": "Tom Okafor"},
        {"id": CY, "name": "Cy Adler"},
    ]
    assert told(found, "conversation") == [
        {
            "id": "",
            "on": "2026-03-04",
            "text": "Coffee with Ana Ruiz and Tom Okafor at Café Rosa.",
            "with": [ANA, TOM],
            "place": "Café Rosa",
            "tags": ["food", "work:pilot"],
        },
        {"id": "", "on": "2026-01-02", "text": "Walked: up and down with Cy Adler, who is on no list.", "with": [CY]},
    ]
    moving = {"id": "", "on": "2026-03-05", "text": "Ana Ruiz and Tom Okafor are moving in together."}
    assert told(found, "fact") == [
        {**moving, "with": ANA},
        {**moving, "with": TOM},
        {"id": "", "on": "2025-06-06", "text": "likes green tea", "with": ANA},
        {"id": "", "on": "2026-03-05", "text": "lives in Málaga", "with": ANA},
    ]
    assert whys(found) == [
        (15, "listed twice"),
        (4, "still to come"),
        (5, "nobody is named"),
        (10, "it begins with no day such as 2026-11-21:"),
    ]


def test_a_person_comes_before_what_is_told_of_them() -> None:
    known = set()
    for one in read(WHOLE):
        if isinstance(one, Found):
            if one.told["kind"] == "person":
                known.add(one.told["id"])
            else:
                with_ = one.told["with"]
                assert known.issuperset([with_] if isinstance(with_, str) else with_)


def test_all_that_is_found_can_be_taken_in(gathering: Gathering) -> None:
    for one in read(WHOLE):
        if isinstance(one, Found):
            gathering.take((1, one.line), one.told, foreign=True)
    assert gathering.refused == []


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_no_other_file_is_taken_for_it(path: Path) -> None:
    assert friends.knows(path.read_bytes()[:65_536]) == (path.name == "friends.md")


@pytest.mark.parametrize("head", [b"### Notes:\n", b"\n\n### Friends:\r\n- A", b"\xef\xbb\xbf### Locations:\n"])
def test_any_of_the_headings_makes_it_known(head: bytes) -> None:
    assert friends.knows(head)


@pytest.mark.parametrize("head", [b"", b"### Friends\n", b"# Friends:\n", b"### Meals:\n"])
def test_what_only_looks_like_it_is_not_known(head: bytes) -> None:
    assert not friends.knows(head)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@science:in-doors: **Ana Ruiz** at a@example.org @Food", {"tags": ["science:in-doors", "Food"]}),
        (
            "**Ana Ruiz** in _Martha's Vineyard_",
            {"place": "Martha's Vineyard", "text": "Ana Ruiz in Martha's Vineyard"},
        ),
        ("**Ana Ruiz** sent my_file_name", {"text": "Ana Ruiz sent my_file_name"}),
        ("**Ana Ruiz** met **Ana Ruiz**", {"with": [ANA]}),
        ("**Ana Ruiz** and \\Tom", {"text": "Ana Ruiz and Tom"}),
        ("tea (with **Ana Ruiz**, **Tom Okafor**) @x", {"text": "tea", "with": [ANA, TOM], "tags": ["x"]}),
    ],
)
def test_marks_become_fields(text: str, expected: dict[str, Any]) -> None:
    one = activity(text)
    assert {name: one[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        ("### Activities:\nyesterday: **Ana** @x\n", 2, "it begins with no day such as 2026-11-21:"),
        ("### Meals:\n- x\n", 1, "the heading is none of Activities, Notes, Friends, Locations"),
        ("- 2026-01-01: **Ana**\n", 1, "it stands under no heading"),
        ("### Friends:\n- (a.k.a. Nobody)\n", 2, "it names nobody"),
        ("### Friends:\n" + "x" * 2_000_001 + "\n", 2, "it is longer than 2,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(content: str, line: int, why: str) -> None:
    assert (line, why) in whys(read(content))


def test_where_somebody_lives_needs_a_day_from_somewhere() -> None:
    assert whys(read("### Friends:\n- Ana [Málaga]\n")) == [(2, "where they live: no day in the file tells since when")]


@given(st.binary(max_size=200), st.integers(0, len(WHOLE)))
@settings(max_examples=60)
def test_whatever_stands_in_a_file_it_is_read_and_read_alike(junk: bytes, at: int) -> None:
    content = WHOLE[:at] + junk + WHOLE[at:]
    assert read(content) == read(content)
