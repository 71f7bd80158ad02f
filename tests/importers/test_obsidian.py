"""A note about a person: its head in any form that people write, its dated lines as conversations."""

from __future__ import annotations

from datetime import UTC, date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.importers import About, Found, Problem, Skipped, key, obsidian

if TYPE_CHECKING:
    from netlog.domain.incoming import Gathering

SAMPLES = Path(__file__).parent / "samples"
NOTE = SAMPLES / "Ana Ruiz.md"
WHOLE = NOTE.read_bytes()
ABOUT = About(UTC, today=date(2026, 11, 21))
ANA = key("obsidian", "ana ruiz")

Outcome = Found | Problem | Skipped


def read(content: str | bytes, name: str = "Ana Ruiz.md") -> list[Outcome]:
    file = BytesIO(content.encode() if isinstance(content, str) else content)
    file.name = f"/vault/{name}"  # type: ignore[attr-defined]
    return list(obsidian.read(file, ABOUT))


def told(found: list[Outcome], kind: str) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in one.told.items() if name not in ("id", "kind")}
        for one in found
        if isinstance(one, Found) and one.told["kind"] == kind
    ]


def person(head: str, name: str = "Ana Ruiz.md") -> dict[str, Any]:
    (one,) = told(read(f"---\n{head}\n---\n", name), "person")
    return one


def test_a_note_is_read_whole() -> None:
    found = read(WHOLE)
    assert told(found, "person") == [
        {
            "name": "Ana Ruiz",
            "nicks": ["Ani", "Ruiz, Ana"],
            "emails": ["ana@kestrel.example", "ana@home.example"],
            "phones": ["+34 600 111 222", "0034600333444"],
            "org": "Kestrel Ltd",
            "role": "CTO",
            "birthday": "04-12",
            "met": "2023-05-06",
            "tags": ["pydata", "friend/old"],
        }
    ]
    assert told(found, "conversation") == [
        {"on": "2024-03-05", "text": "lunch with Tom Okafor\n- about planning", "with": [ANA]},
        {"on": "2024-04-01", "text": "call", "with": [ANA]},
        {"on": "2024-06-01", "text": "walk\nin the park", "with": [ANA]},
    ]
    (fact,) = told(found, "fact")
    assert (fact["on"], fact["with"], fact["topic"]) == ("2024-01-05", ANA, "note")
    assert fact["text"].startswith("## Notes\nlikes tea with Tom")
    assert "Empty" not in fact["text"]
    assert [one for one in found if not isinstance(one, Found)] == [
        Skipped(32, "still to come"),
        Problem(33, "there is no day 2024-02-30"),
    ]


def test_all_that_is_found_can_be_taken_in(gathering: Gathering) -> None:
    for one in read(WHOLE):
        if isinstance(one, Found):
            gathering.take((1, one.line), one.told, foreign=True)
    assert gathering.refused == []


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_no_other_file_is_taken_for_a_person_s_note(path: Path) -> None:
    assert obsidian.knows(path.read_bytes()[:65_536]) == (path == NOTE)


@pytest.mark.parametrize(
    ("head", "is_known"),
    [
        ("tags: [Person]", True),
        ("tags:\n  - people/friends", True),
        ('categories:\n  - "[[People]]"', True),
        ("type: contact", True),
        ("tags: person, old", True),
        ("email: a@x.example\nbirthday: 1984-04-12", True),
        ("email: a@x.example", False),
        ("email:\nbirthday:", False),
        ("title: Personal growth\ntags: [essay]\ndate: 2024-01-01", False),
        ("layout: post\nauthor: Ana", False),
    ],
)
def test_only_a_head_about_a_person_is_known(head: str, is_known: bool) -> None:
    assert obsidian.knows(f"---\n{head}\n---\ntext\n".encode()) is is_known


@pytest.mark.parametrize("head", [b"", b"---", b"---\ntags: [Person]\n", b"# Ana\n---\ntags: [Person]\n---\n"])
def test_what_has_no_head_is_not_known(head: bytes) -> None:
    assert not obsidian.knows(head)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("email: a@x.example", {"emails": ["a@x.example"]}),
        ("email: [a@x.example, 'b@x.example']", {"emails": ["a@x.example", "b@x.example"]}),
        ("email: [\n  a@x.example,\n  b@x.example\n]", {"emails": ["a@x.example", "b@x.example"]}),
        ("emails:\n  - work: a@x.example\n  - b@x.example", {"emails": ["a@x.example", "b@x.example"]}),
        ("phone:\n  work: 0034600\n  home: '+1 2'", {"phones": ["0034600", "+1 2"]}),
        ("phone: 0034600111222", {"phones": ["0034600111222"]}),
        ("linkedin: https://x.example/in/ana#top", {"links": ["https://x.example/in/ana#top"]}),
        ('company: "[[Kestrel]]"', {"org": "Kestrel"}),
        ("company: '[[Firms/Kestrel#Team|Kestrel: the firm]]'", {"org": "Kestrel: the firm"}),
        ('role: "head: of \\"planning\\""', {"role": 'head: of "planning"'}),
        ("role: it's hers # a comment", {"role": "it's hers"}),
        ("birthday: 1984-04-12T00:00:00", {"birthday": "1984-04-12"}),
        ("birthday: 04-12", {"birthday": "04-12"}),
        ("first name: Ana\nLast-Name: Lind", {"name": "Ana Lind"}),
        ("name: Ana L.", {"name": "Ana L."}),
        ("\"email\": a@x.example\n'role': CTO", {"emails": ["a@x.example"], "role": "CTO"}),
        ("bio: |\n  role: none\n  more\nrole: CTO", {"role": "CTO"}),
        ("tags: '#person, #old'", {"tags": ["old"]}),
        ("role: one that goes\n  on", {"role": "one that goes on"}),
    ],
)
def test_a_head_is_read_in_the_forms_that_people_write(head: str, expected: dict[str, Any]) -> None:
    one = person(head)
    assert {name: one[name] for name in expected} == expected


@pytest.mark.parametrize("head", ["email:", "email: null", "email: ~", 'email: ""', "email: []", "email: <% tp.x %>"])
def test_an_empty_key_tells_nothing(head: str) -> None:
    assert person(head) == {"name": "Ana Ruiz"}


def test_a_birthday_that_cannot_be_is_told() -> None:
    found = read("---\nbirthday: spring\n---\n")
    assert Problem(1, "birthday: 'spring' is no day such as 2026-11-21") in found
    assert told(found, "person") == [{"name": "Ana Ruiz"}]


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [("@Bo Lund.md", "", "Bo Lund"), ("<stdin>", "# Cy Adler\n", "Cy Adler"), ("", "# [[Cy Adler|Cy]]\n", "Cy")],
)
def test_a_person_is_called_as_the_file_or_its_title(name: str, body: str, expected: str) -> None:
    assert told(read(f"---\nemail: a@x.example\n---\n{body}", name), "person")[0]["name"] == expected


def test_a_note_without_any_name_is_left_out() -> None:
    assert read("---\nemail: a@x.example\n---\n", "") == [Skipped(1, "no name")]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("- 2024-03-05: lunch", "lunch"),
        ("* **2024-03-05** lunch", "lunch"),
        ("+ [[2024-03-05]] — lunch", "lunch"),
        ("- [x] 2024-03-05, lunch", "lunch"),
        ("## 2024-03-05 lunch", "lunch"),
        ("- (2024-03-05) lunch at 10:15", "lunch at 10:15"),
        ("- `2024-03-05`", ""),
    ],
)
def test_a_line_that_begins_with_a_day_is_a_conversation(line: str, text: str) -> None:
    found = read(f"---\ntype: person\n---\n{line}\n")
    assert [(one["on"], one["text"]) for one in told(found, "conversation")] == [("2024-03-05", text)]


@pytest.mark.parametrize(
    "line", ["2024-03-05: lunch", "- lunch on 2024-03-05", "- 2024-03-051: x", "- [ ] 2024-03-05 x"]
)
def test_a_line_that_only_has_a_day_is_none(line: str) -> None:
    found = read(f"---\ntype: person\n---\n{line}\n")
    assert told(found, "conversation") == []
    assert Skipped(4, "a text without a day") in found


def test_a_note_that_is_too_large_is_a_problem() -> None:
    assert read(WHOLE + b"x" * 8_000_000) == [Problem(1, "the note is larger than 8 MB")]


@pytest.mark.parametrize(
    "value", ["[" * 100_000 + "]" * 100_000, "[" * 50 + "a" + "]" * 50, "[" + "[a," * 100_000 + "]"]
)
def test_lists_that_are_too_deep_or_too_long_tell_nothing(value: str) -> None:
    assert person(f"nickname: {value}") == {"name": "Ana Ruiz"}


@given(st.binary(max_size=200), st.integers(0, len(WHOLE)))
@settings(max_examples=60)
def test_whatever_stands_in_a_note_it_is_read_and_read_alike(junk: bytes, at: int) -> None:
    content = WHOLE[:at] + junk + WHOLE[at:]
    obsidian.knows(content)
    assert read(content) == read(content)


@given(
    st.lists(st.sampled_from(("- ", "a", ": ", "[", "]", "[[", "]]", "{", "}", "'", '"', "|", "#", "\n", "  ", ",")))
)
@settings(max_examples=60)
def test_whatever_stands_in_a_head_it_is_read(parts: list[str]) -> None:
    read(f"---\n{''.join(parts)}\n---\n- 2024-01-01\n")
