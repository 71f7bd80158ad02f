"""friends.md written: lines that the other program reads, and that we read back."""

from __future__ import annotations

from datetime import UTC, date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from netlog import sample
from netlog.domain.journal import Conversation, Fact, Person
from netlog.exporters import friends
from netlog.importers import About, Found
from netlog.importers import friends as reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TODAY = date(2026, 11, 21)
ON = date(2026, 3, 4)
ANA = Person(
    "A", "Ana Ruiz", "ana-ruiz", ON, nicks=("Ani",), emails=("ana@kestrel.example",), tags=("pydata", "two words")
)
TOM = Person("T", "Tom Okafor", "tom-okafor", ON)


def stream(records: Sequence[Any]) -> Callable[[type[Any]], list[Any]]:
    return lambda kind: sorted((one for one in records if type(one) is kind), key=lambda one: one.id)


def written(*records: Any, **how: bool) -> str:
    return "".join(friends.write(stream(records), TODAY, **how))


def activity(text: str, with_: tuple[str, ...] = ("A",), **more: Any) -> str:
    lines = written(ANA, TOM, Conversation("C", ON, text, with_, **more)).splitlines()
    assert lines[2] == ""
    return lines[1].removeprefix("- 2026-03-04: ")


def test_four_lists_stand_below_one_another() -> None:
    talks = (
        Conversation("1", ON, "tea with Ana Ruiz", ("A",), place="Café Rosa", tags=("food",)),
        Conversation("2", date(2026, 5, 1), "walk", ("A", "T")),
        Conversation("3", ON, "unanswered", ("A",), attempt=True),
    )
    facts = (Fact("4", "A", ON, "hobby", "runs"), Fact("5", "A", ON, "note", "lives in Málaga"))
    assert written(ANA, TOM, *talks, *facts) == (
        "### Activities:\n"
        "- 2026-05-01: walk (with **Ana Ruiz**, **Tom Okafor**)\n"
        "- 2026-03-04: tea with **Ana Ruiz** _Café Rosa_ @food\n"
        "\n### Notes:\n"
        "- 2026-03-04: **Ana Ruiz**: runs\n"
        "\n### Friends:\n"
        "- Ana Ruiz (a.k.a. Ani) [Málaga] @pydata @two-words\n"
        "- Tom Okafor\n"
        "\n### Locations:\n"
        "- Café Rosa\n"
        "- Málaga\n"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "with **Ana Ruiz**"),
        ("two\nlines of Ana Ruizes", "two lines of Ana Ruizes (with **Ana Ruiz**)"),
        ("**bold** my_file_name @Ana \\o", "bold my file name Ana o (with **Ana Ruiz**)"),
        ("Ana Ruiz, and Ana Ruiz again", "**Ana Ruiz**, and Ana Ruiz again"),
    ],
)
def test_a_text_bears_no_marks_but_ours(text: str, line: str) -> None:
    assert activity(text) == line


def test_a_name_within_another_is_marked_for_whom_it_is() -> None:
    short = Person("S", "Ana", "ana", ON)
    lines = written(ANA, short, Conversation("C", ON, "Ana Ruiz met Ana", ("A", "S")))
    assert "- 2026-03-04: **Ana Ruiz** met **Ana**\n" in lines


def test_namesakes_are_numbered_since_the_file_knows_names_alone() -> None:
    other = ANA._replace(id="B", handle="ana-ruiz-2", nicks=(), tags=())
    lines = written(ANA, other, Conversation("C", ON, "tea", ("B",)))
    assert "tea (with **Ana Ruiz 2**)" in lines
    assert "\n- Ana Ruiz 2\n" in lines


def test_a_name_loses_what_the_file_would_take_for_its_own_marks() -> None:
    assert "- Ana Bo Ruiz\n" in written(Person("A", "Ana (Bo) [Ruiz]", "ana", ON))


def test_careful_facts_come_only_when_asked_for() -> None:
    fact = Fact("F", "A", ON, "careful", "a secret")
    assert "secret" not in written(ANA, fact)
    assert "secret" in written(ANA, fact, private=True)


def test_redacted_it_tells_initials_and_days() -> None:
    talk = Conversation("C", ON, "about the pilot", ("A", "T"), place="Café Rosa", tags=("food",))
    assert written(ANA, TOM, talk, Fact("F", "A", ON, "note", "runs"), redact=True, private=True) == (
        "### Activities:\n- 2026-03-04: with **A. R.**, **T. O.**\n\n### Notes:\n\n"
        "### Friends:\n- A. R.\n- T. O.\n\n### Locations:\n"
    )


def test_an_empty_journal_gives_four_empty_lists() -> None:
    assert written() == "### Activities:\n\n### Notes:\n\n### Friends:\n\n### Locations:\n"


def test_what_we_write_we_read_back() -> None:
    records = sample.journal(TODAY)
    content = "".join(friends.write(stream(records), TODAY)).encode()
    assert content == "".join(friends.write(stream(records), TODAY)).encode()
    assert reading.knows(content[:65_536])
    found = list(reading.read(BytesIO(content), About(UTC, TODAY)))
    told = [one.told for one in found if isinstance(one, Found)]
    assert len(told) == len(found)
    kinds = [one["kind"] for one in told]
    names = {one["id"]: one["name"] for one in told if one["kind"] == "person"}
    people = {one.id: one.name for one in records if isinstance(one, Person)}
    talks = [one for one in records if isinstance(one, Conversation) and not one.attempt]
    assert sorted(names.values()) == sorted(people.values())
    assert kinds.count("fact") == sum(isinstance(one, Fact) and one.topic != "careful" for one in records)
    assert sorted(
        (one["on"], sorted(names[id_] for id_ in one["with"])) for one in told if one["kind"] == "conversation"
    ) == sorted((one.on.isoformat(), sorted(people[id_] for id_ in one.with_)) for one in talks)
