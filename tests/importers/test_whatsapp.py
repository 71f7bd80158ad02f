"""WhatsApp: who wrote on which day, in the forms of many telephones, and never a word of it."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.importers import About, Found, Problem, Skipped, key, whatsapp

if TYPE_CHECKING:
    from netlog.domain.incoming import Gathering

SAMPLES = Path(__file__).parent / "samples"
CHAT = SAMPLES / "WhatsApp Chat with Ana Ruiz.txt"
ABOUT = About(UTC, today=date(2026, 11, 21), own=frozenset(("sam lee", "sam@home.example")))
NOBODY = ABOUT._replace(own=frozenset())

Outcome = Found | Problem | Skipped


def read(content: str | bytes, about: About = ABOUT, name: str = "") -> list[Outcome]:
    file = BytesIO(content.encode() if isinstance(content, str) else content)
    if name:
        file.name = name  # type: ignore[attr-defined]
    return list(whatsapp.read(file, about))


def names(found: list[Outcome]) -> list[str]:
    return [one.told["name"] for one in found if isinstance(one, Found) and one.told["kind"] == "person"]


def talks(found: list[Outcome]) -> list[dict[str, Any]]:
    return [one.told for one in found if isinstance(one, Found) and one.told["kind"] == "conversation"]


def days(found: list[Outcome]) -> list[str]:
    return [one["on"] for one in talks(found)]


def whys(found: list[Outcome]) -> list[tuple[int, str]]:
    return [(one.line, one.why) for one in found if not isinstance(one, Found)]


def test_a_chat_of_two_is_a_conversation_a_day_and_the_file_s_name_tells_who_is_who() -> None:
    with CHAT.open("rb") as file:
        found = list(whatsapp.read(file, NOBODY))
    assert names(found) == ["Ana Ruiz"]
    ana = {"kind": "conversation", "text": "on WhatsApp", "with": [key("whatsapp", "ana ruiz")], "how": "chat"}
    assert [{name: value for name, value in one.items() if name != "id"} for one in talks(found)] == [
        {**ana, "on": "2025-12-31", "initiated": "them"},
        {**ana, "on": "2026-01-15", "initiated": "me", "attempt": True},
    ]


def test_no_word_of_a_chat_comes_out() -> None:
    said = repr(read(CHAT.read_bytes()))
    assert "happy" not in said
    assert "lunch" not in said
    assert "second" not in said


def test_all_that_is_found_can_be_taken_in(gathering: Gathering) -> None:
    for one in read(CHAT.read_bytes()):
        if isinstance(one, Found):
            gathering.take((1, one.line), one.told, foreign=True)
    assert gathering.refused == []


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_no_other_file_is_taken_for_a_chat(path: Path) -> None:
    assert whatsapp.knows(path.read_bytes()[:65_536]) == (path == CHAT)


@pytest.mark.parametrize(
    "head", ["", "hello\n", "2026-01-01 10:00 started: yes\n", "- 2026-01-01: Ana: hi\n", "1/2/26, 9:15 - x\n"]
)
def test_what_only_looks_like_a_chat_is_not_known(head: str) -> None:
    assert not whatsapp.knows(head.encode())


# The forms of a day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("31/12/25, 21:15 - Ana: hi", "2025-12-31"),
        ("12/31/25, 9:15\u202fPM - Ana: hi", "2025-12-31"),
        ("31/12/2025, 9:15 p. m. - Ana: hi", "2025-12-31"),
        ("31/12/2025, 9:15\u202fp.\u00a0m. - Ana: hi", "2025-12-31"),
        ("[31/12/25, 21:15:07] Ana: hi", "2025-12-31"),
        ("\u200e[31/12/25, 21:15:07] Ana: \u200eimage omitted", "2025-12-31"),
        ("[12/31/25, 9:15:07\u202fPM] Ana: hi", "2025-12-31"),
        ("[12/31/25 21:15] Ana: hi", "2025-12-31"),
        ("31.12.25, 21:15 - Ana: hi", "2025-12-31"),
        ("31.12.2025 um 21:15 - Ana: hi", "2025-12-31"),
        ("31/12/2025 à 21:15 - Ana: hi", "2025-12-31"),
        ("31-12-25 21.15 - Ana: hi", "2025-12-31"),
        ("2025-12-31, 21:15 - Ana: hi", "2025-12-31"),
        ("2025. 12. 31. 21:15 - Ana: hi", "2025-12-31"),
        ("2025/12/31 下午9:15 - Ana: hi", "2025-12-31"),
        ("\u200f٣١/١٢/٢٠٢٥، ٩:١٥ م - Ana: hi", "2025-12-31"),
        ("\ufeff31/12/25, 21:15 - Ana: hi", "2025-12-31"),
        ("31/12/25, 21:15 - Ana:.", "2025-12-31"),
    ],
)
def test_a_day_is_read_in_the_form_of_any_telephone(line: str, day: str) -> None:
    content = f"{line}\n{line.replace('Ana', 'Sam Lee')}\n"
    assert whatsapp.knows(content.encode())
    found = read(content)
    assert days(found) == [day]
    assert names(found) == ["Ana"]


@pytest.mark.parametrize(
    ("stamps", "order", "found"),
    [
        (["1/2/26", "13/2/26"], "", ["2026-02-01", "2026-02-13"]),
        (["1/2/26", "2/13/26"], "", ["2026-01-02", "2026-02-13"]),
        (["3/1/26", "4/1/26", "1/2/26"], "", ["2026-01-03", "2026-01-04", "2026-02-01"]),
        (["1/2/26", "1/3/26"], "dmy", ["2026-02-01", "2026-03-01"]),
        (["1/2/26", "1/3/26"], "mdy", ["2026-01-02", "2026-01-03"]),
        (["1/1/26", "2/2/26"], "", ["2026-01-01", "2026-02-02"]),
        (["1/2/26", "2/13/26"], "dmy", ["2026-01-02", "2026-02-13"]),
    ],
    ids=["a day above 12", "a month first", "it never goes back", "told", "told otherwise", "alike", "the file wins"],
)
def test_the_whole_file_tells_the_order_of_day_and_month(stamps: list[str], order: str, found: list[str]) -> None:
    content = "".join(f"{stamp}, 9:00 - {who}: hi\n" for stamp in stamps for who in ("Ana", "Sam Lee"))
    assert days(read(content, ABOUT._replace(day_order=order))) == found


def test_an_order_that_nothing_tells_is_asked_for_with_both_readings() -> None:
    (problem,) = read("1/2/26, 9:00 - Ana: hi\n1/3/26, 9:00 - Sam Lee: hi\n")
    assert isinstance(problem, Problem)
    assert "2026-02-01 or 2026-01-02" in problem.why
    assert "day_order" in problem.why


def test_days_of_no_order_at_all_are_a_problem() -> None:
    (problem,) = read("31/2/26, 9:00 - Ana: hi\n1/31/26, 9:00 - Sam Lee: hi\n")
    assert isinstance(problem, Problem)
    assert "neither" in problem.why


# Who


def test_a_chat_whose_sides_nobody_knows_is_not_read() -> None:
    (problem,) = read("31/12/25, 9:00 - Ana: hi\n31/12/25, 9:00 - Bo: hi\n", NOBODY)
    assert problem == Problem(1, 'which of Ana, Bo is you is not known: netlog config set own "YOUR NAME"')


def test_an_iphone_s_notice_tells_the_other_one_of_two() -> None:
    notice = "[31/12/25, 9:00:00] Ana: \u200eMessages and calls are end-to-end encrypted.\n"
    found = read(f"{notice}[31/12/25, 9:00:01] S. Lee: hi\n", NOBODY)
    assert names(found) == ["Ana"]
    assert talks(found)[0]["initiated"] == "me"
    assert talks(found)[0]["attempt"] is True


def test_a_group_gives_a_conversation_for_each_day_on_which_i_wrote_too() -> None:
    found = read(
        "[30/12/25, 9:00:00] Friday coffee: \u200eMessages are end-to-end encrypted.\n"
        "[30/12/25, 9:00:01] Ana: hi\n[30/12/25, 9:00:02] Bo: hi\n"
        "[31/12/25, 9:00:00] Ana: hi\n[31/12/25, 9:00:01] Sam Lee: hi\n[31/12/25, 9:00:02] Cy: hi\n"
        "[01/01/26, 9:00:00] Sam Lee: hi\n"
    )
    assert names(found) == ["Ana", "Cy"]
    assert days(found) == ["2025-12-31"]
    assert "Friday coffee" not in repr(found)
    assert whys(found) == [(2, "a day of others in a group"), (7, "nobody else wrote in the group")]


@pytest.mark.parametrize(
    "line",
    [
        '31/12/25, 9:00 - Ana changed the subject to "Plan: the move"',
        "31/12/25, 9:00 - Ana added Bo",
        "31/12/25, 9:00 - You were added",
    ],
)
def test_what_the_program_says_is_said_by_nobody(line: str) -> None:
    assert names(read(f"{line}\n31/12/25, 9:01 - Cy: hi\n31/12/25, 9:02 - Sam Lee: hi\n")) == ["Cy"]


def test_a_name_with_a_colon_is_whole_where_all_messages_have_it() -> None:
    lines = "".join(f"31/12/25, 9:0{n} - Client: Meier: {text}\n" for n, text in enumerate(("a", "b: c", "d")))
    assert names(read(f"{lines}31/12/25, 9:09 - Sam Lee: hi\n")) == ["Client: Meier"]


def test_whoever_is_no_contact_of_mine_has_their_number() -> None:
    found = read("31/12/25, 9:00 - +34 600 111 222: hi\n31/12/25, 9:00 - Sam Lee: hi\n")
    (person,) = (one.told for one in found if isinstance(one, Found) and one.told["kind"] == "person")
    assert person["phones"] == ["+34 600 111 222"]


def test_a_mark_before_a_name_that_a_stranger_chose_is_no_part_of_it() -> None:
    assert names(read("31/12/25, 9:00 - ~\u202fBo: hi\n31/12/25, 9:00 - Sam Lee: hi\n")) == ["Bo"]


# Answers and pasted lines


@pytest.mark.parametrize(("day", "is_attempt"), [(8, False), (9, True)])
def test_an_answer_within_seven_days_is_one(day: int, is_attempt: bool) -> None:
    found = read(f"01/12/25, 9:00 - Sam Lee: hi\n0{day}/12/25, 9:00 - Ana: hi\n31/12/25, 9:00 - Ana: hi\n")
    assert talks(found)[0].get("attempt", False) is is_attempt


def test_lines_pasted_from_another_chat_are_nobody_s() -> None:
    content = (
        "13/12/25, 9:00 - Ana: look what they wrote:\n[01/02/20, 9:00:00] Bo: never mind\n"
        "03/02/20, 9:00 - Cy: of the same form\n14/12/25, 9:00 - Sam Lee: well\n"
    )
    found = read(content, ABOUT)
    assert days(found) == ["2025-12-13", "2025-12-14"]
    assert names(found) == ["Ana"]


def test_a_chat_exported_again_tells_old_days_under_the_same_ids() -> None:
    first = read(CHAT.read_bytes())
    again = read(CHAT.read_bytes() + b"6/1/26, 8:00 AM - Ana Ruiz: sorry\n")
    assert [one["id"] for one in talks(again)][: len(talks(first))] == [one["id"] for one in talks(first)]


def test_a_message_of_one_long_line_is_never_held() -> None:
    content = CHAT.read_bytes() + b"1/16/26, 8:00 AM - Ana Ruiz: " + b"x" * 30_000_000
    file = BytesIO(content)
    tracemalloc.start()
    try:
        assert len(list(whatsapp.read(file, ABOUT))) == 4
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_a_file_without_messages_says_so() -> None:
    assert whys(read("nothing\n")) == [(1, "no message is in it")]


@given(st.binary(max_size=300), st.integers(0, len(CHAT.read_bytes())))
@settings(max_examples=60)
def test_whatever_stands_in_a_file_it_is_read_and_read_alike(junk: bytes, at: int) -> None:
    whole = CHAT.read_bytes()
    content = whole[:at] + junk + whole[at:]
    assert read(content) == read(content)


@given(
    st.lists(
        st.sampled_from(
            ("1", "12", "31", "2025", "/", ".", ", ", ":", " - ", "[", "] ", "Ana", "~", "\u200e", "\n", "9")
        ),
        max_size=40,
    )
)
@settings(max_examples=60)
def test_whatever_looks_like_a_chat_is_read(parts: list[str]) -> None:
    content = "".join(parts)
    whatsapp.knows(content.encode())
    read(content)
