"""Nothing from the journal can act on a terminal, and nothing that only shows is lost."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog import drawing
from netlog.page import Page, Text, line, plain, table
from netlog.terminal import MOST_MARKS, escaped, safe, safe_line, width
from running import Stream
from strategies import FRAGMENTS, anything

BIDI = "\u061c\u200e\u200f" + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
ACTING = frozenset(
    {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))} - {"\n", "\t"}
) | frozenset(BIDI + "\u2028\u2029\u200b\u2060\ufeff")
harmful = st.text(st.sampled_from(sorted(ACTING)) | st.characters(codec=None), max_size=30) | anything


@settings(max_examples=300)
@given(harmful)
def test_no_acting_character_comes_out(text: str) -> None:
    assert ACTING.isdisjoint(safe(text))
    assert ACTING.isdisjoint(safe_line(text))
    assert "\n" not in safe_line(text)
    assert "\t" not in safe_line(text)
    safe(text).encode("utf-8")  # no surrogate is left


def test_every_acting_character_is_replaced_by_one_that_shows() -> None:
    for code in range(sys.maxunicode + 1):
        one = chr(code)
        if one in ACTING:
            assert safe(one) != one
            assert safe(one).isprintable()


@settings(max_examples=300)
@given(harmful)
def test_making_safe_twice_is_making_safe_once(text: str) -> None:
    assert safe(safe(text)) == safe(text)
    assert safe_line(safe_line(text)) == safe_line(text)


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])))
def test_letters_digits_and_signs_pass_untouched(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦",  # a family: joined by U+200D
        "🏳️‍🌈 ❤️ 👍🏽 🇵🇹",
        "می‌خواهم",  # Persian: parted by U+200C
        "क्षत्रिय श्री नमस्ते",
        "שלום עולם",
        "مُحَمَّد",
        "Đặng Thị Hoa",
        "e\u0301 a\u0308\u0323",
        "李小龍\u3000王伟",
        "Ann [she/her] :bomb: {0} %s",
        "two\nlines\tand a tab",
    ],
)
def test_what_people_are_called_passes_untouched(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("\x00\x07\x7f", "␀␇␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("abc\u202etxt.exe", "abc<U+202E>txt.exe"),
        ("good\rEVIL", "good␍EVIL"),
        ("\ud800", "<U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("a" + "\u0301" * 50, "a" + "\u0301" * MOST_MARKS),
    ],
    ids=ascii,
)
def test_what_acts_is_shown_by_a_stand_in(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_a_name_of_two_lines_cannot_pose_as_two_rows() -> None:
    assert safe_line("Ann\nTOTAL: 999") == "Ann⏎TOTAL: 999"


# JSON


@settings(max_examples=300)
@given(harmful)
def test_escaped_json_is_the_same_document_and_does_not_act(text: str) -> None:
    document = json.dumps({"text": text, text: 1}, ensure_ascii=False)
    assert json.loads(escaped(document)) == json.loads(document)
    assert ACTING.isdisjoint(escaped(document))


# Widths


@given(st.text(st.characters(codec="ascii", categories=["L", "N"])))
def test_ascii_takes_a_column_a_letter(text: str) -> None:
    assert width(text) == len(text)


@pytest.mark.parametrize(
    ("text", "columns"), [("李小龍", 6), ("e\u0301", 1), ("é", 1), ("ﾊﾟ", 2), ("Ａ", 2), ("שלום", 4)]
)
def test_wide_letters_take_two_columns_and_marks_none(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.lists(st.tuples(anything, anything, anything), min_size=1, max_size=4))
def test_plain_columns_stand_under_each_other(rows: list[tuple[str, str, str]]) -> None:
    lines = list(plain([table((first, second, "|") for first, second, _ in rows)]))
    assert len(lines) == len(rows)
    assert len({width(one.removesuffix("|")) for one in lines}) == 1
    assert all(ACTING.isdisjoint(one) for one in lines)


# Drawn pages


def drawn(page: Page, columns: int, color: str = "never") -> str:
    """What a terminal of so many columns is sent."""
    stream = Stream(tty=True)
    on = drawing.console(stream, color)
    on.width = columns
    drawing.draw(page, on)
    return stream.written


def unfolded(text: str) -> str:
    """The letters of a drawn page without the folds and the spaces that lay it out."""
    return "".join(text.split())


@settings(max_examples=60)
@given(cells=st.lists(anything, min_size=3, max_size=3), columns=st.sampled_from((40, 80)))
def test_a_drawn_page_sends_no_acting_character(cells: list[str], columns: int) -> None:
    page = [
        line(cells[0], Text(cells[1], "name")),
        table([tuple(cells), tuple(reversed(cells))], heads=("a", "b", "c")),
    ]
    assert ACTING.isdisjoint(drawn(page, columns))


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("text", [one for one in FRAGMENTS if one.isprintable()])
def test_markup_and_the_like_are_drawn_letter_for_letter(text: str, columns: int) -> None:
    page = [line(text), line(Text(text, "bad")), table([("x", Text(text, "name"), text)])]
    assert unfolded(drawn(page, columns)).count(unfolded(safe_line(text))) >= 4


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    row = (Text("this week", "this week"), "58", Text("Ana Ruiz", "name"), "keep in touch: 90 days late " * 5)
    page = [table([row, ("now", "9", "李小龍 " * 10, "word" * 40)]), line("a line of words " * 20)]
    assert max(map(width, drawn(page, columns).splitlines())) <= columns


@pytest.mark.parametrize("columns", ["0", "", "-5", "abc"])
def test_a_terminal_that_does_not_tell_its_width_shows_the_page(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    stream = Stream(tty=True)
    drawing.draw([line("a line"), table([("a", "b")])], drawing.console(stream, "never"))
    assert unfolded(stream.written) == "alineab"


def test_nothing_is_lost_where_a_terminal_is_narrow() -> None:
    row = ("now", "76", "Ana Ruiz", "the pricing deck, promised 18 Nov, 3 days late")
    for columns in (20, 40, 80):
        assert unfolded(drawn([table([row])], columns)) == unfolded("".join(row))


def test_colours_are_sent_only_where_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    page = [line(Text("late", "bad"))]
    assert drawn(page, 80, "never") == "late\n"
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b[" in drawn(page, 80, "always")
    assert "\x1b[" in drawn(page, 80, "auto")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in drawn(page, 80, "auto")


@pytest.mark.parametrize("text", ["a" * 40_000, "1" * 40_000, "a." * 20_000, "<" * 40_000, "李" * 20_000, "é" * 40_000])
def test_a_long_unbroken_text_is_folded_and_stays_whole(text: str) -> None:
    """With highlighting, rich takes twenty seconds for one of these; a test that hangs would tell."""
    for page in ([line(text)], [table([("now", text)])], [table([("now", "9", text)])]):
        shown = drawn(page, 40)
        assert unfolded(shown).endswith(text[-1])
        assert sum(shown.count(one) for one in set(text)) >= len(text)


def test_very_many_rows_are_drawn_without_a_layout_and_as_literally_as_few() -> None:
    rows = [(str(number), "Ana [she/her] :bomb:", "[/] [red]\x1b[2J") for number in range(drawing.MANY_ROWS + 1)]
    assert drawn([table(rows)], 80).splitlines() == list(plain([table(rows)]))


def test_an_empty_table_draws_nothing() -> None:
    assert drawn([table([], heads=("a", "b"))], 80) in ("", "\n")
    assert list(plain([table([], heads=("a", "b"))])) == []


def test_no_character_that_acts_passes_for_printable() -> None:
    harmless = {"\n", "\t"}
    acting = [one for one in map(chr, range(0x110000)) if safe(f"a{one}") != f"a{one}"]
    assert len(acting) > 2000
    assert not [one for one in acting if one.isprintable() or one in harmless]
    assert all(escaped(f'"{one}"') != f'"{one}"' for one in acting if 0x7F <= ord(one) <= 0xFFFF)
