"""Markdown written: a chapter a person, harmless to whatever renders it, private only when asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from netlog import sample
from netlog.domain.dossier import Parting, Reflection
from netlog.domain.journal import Conversation, Entry, Fact, Person, Promise, Rating, Standing
from netlog.exporters import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TODAY = date(2026, 11, 21)
ON = date(2026, 3, 4)
LATER = date(2026, 4, 1)
ANA = Person(
    "A",
    "Ana Ruiz",
    "ana-ruiz",
    ON,
    org="Kestrel",
    role="CTO",
    circle="close",
    through="T",
    emails=("ana@kestrel.example",),
)
TOM = Person("T", "Tom Okafor", "tom-okafor", ON)
TALK = Conversation("C", ON, "about the pilot", ("A", "T"), how="call", place="Café Rosa")
OPEN = Promise("P", "me", "A", ON, "the deck", by=LATER)
KEPT = Promise("Q", "them", "A", ON, "the list", outcome="kept", closed=LATER)
GIVEN = Entry("E", "give", "me", "A", ON, "a book", "S", 3)
HOBBY = Fact("F", "A", ON, "hobby", "runs")
HIDDEN = (
    Fact("G", "A", ON, "careful", "hidden fact"),
    Rating("R", "A", ON, "guess", C=7, text="hidden rating"),
    Standing("S", "A", ON, "resting", reason="hidden standing"),
    Parting("X", "A", ON, "coffee", "planned", "hidden parting"),
    Reflection("Y", "A", ON, "retro", "why", "hidden reflection"),
    Reflection("Z", None, ON, "pitch", "pitch", "hidden pitch"),
)


def stream(records: Sequence[Any]) -> Callable[[type[Any]], list[Any]]:
    return lambda kind: sorted((one for one in records if type(one) is kind), key=lambda one: one.id)


def written(*records: Any, **how: Any) -> str:
    return "".join(markdown.write(stream(records), TODAY, **how))


def test_a_person_is_who_they_are_what_is_promised_and_what_passed() -> None:
    assert written(ANA, TOM, TALK, OPEN, KEPT, GIVEN, HOBBY, who="A") == (
        "# Ana Ruiz\n\n- work: CTO, Kestrel\n- circle: close\n"
        "- met: through Tom Okafor\n- mail: ana@kestrel.example\n\n"
        "## Open promises\n\n- I promised on 2026-03-04, by 2026-04-01: the deck\n\n"
        "## Noted\n\n- 2026-03-04, hobby: runs\n\n"
        "## Timeline\n\n"
        "- 2026-04-01 they promised, kept: the list\n"
        "- 2026-03-04 I gave: a book\n"
        "- 2026-03-04 they promised: the list\n"
        "- 2026-03-04 I promised: the deck\n"
        "- 2026-03-04 talked (call, with Tom Okafor, at Café Rosa): about the pilot\n\n"
    )


def test_without_a_name_everybody_has_a_chapter_by_name() -> None:
    lines = written(TOM, ANA, TALK).splitlines()
    assert [line for line in lines if line.startswith("# ")] == ["# Ana Ruiz", "# Tom Okafor"]


def test_private_things_come_only_when_asked_for() -> None:
    assert "hidden" not in written(ANA, *HIDDEN)
    shown = written(ANA, *HIDDEN, private=True)
    assert all(f"hidden {word}" in shown for word in ("fact", "rating", "standing", "parting", "reflection"))
    assert "hidden pitch" not in shown


def test_redacted_it_tells_initials_and_days_and_no_word() -> None:
    shown = written(ANA, TOM, TALK, OPEN, KEPT, GIVEN, HOBBY, *HIDDEN, redact=True, private=True)
    assert "# A. R." in shown
    assert "talked (call, with T. O.)" in shown
    for word in ("Ana", "Tom", "Kestrel", "CTO", "@", "pilot", "Rosa", "deck", "list", "book", "runs", "hidden"):
        assert word not in shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<script>x</script>", "talked: \\<script>x\\</script>"),
        ("[here](javascript:x)", "talked: \\[here](javascript\\:x)"),
        ("one\n# two\n\n- three", "talked: one\n  \\# two\n\n  \\- three"),
        ("", "talked"),
    ],
)
def test_no_text_steps_out_of_its_line(text: str, line: str) -> None:
    assert f"- 2026-03-04 {line}\n" in written(ANA, Conversation("C", ON, text, ("A",)))


def test_a_message_that_nobody_answered_says_so() -> None:
    assert "talked (email, no answer)" in written(ANA, Conversation("C", ON, "", ("A",), how="email", attempt=True))


def test_an_empty_journal_gives_nothing() -> None:
    assert written() == ""


def test_the_same_journal_makes_the_same_bytes() -> None:
    records = sample.journal(TODAY)
    assert written(*records) == written(*reversed(records))
    assert written(*records).count("\n# ") == sum(isinstance(one, Person) for one in records) - 1
