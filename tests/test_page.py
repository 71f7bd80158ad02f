"""Pages as a pipe gets them: plain lines, nothing cut, columns under each other."""

from __future__ import annotations

import pytest

from netlog.page import Page, Text, line, plain, table, words


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ([], []),
        ([line("a", Text("b", "bad"), " c")], ["ab c"]),
        ([line("")], [""]),
        ([line("two\nlines")], ["two", "lines"]),
        ([table([("a", "bb"), ("ccc", "d")])], ["a    bb", "ccc  d"]),
        ([table([("a", "b"), ("c", "")])], ["a  b", "c"]),
        ([table([("1", "a"), ("22", "b")], right=(0,))], [" 1  a", "22  b"]),
        ([table([("x", "1")], heads=("name", "n"))], ["name  n", "x     1"]),
        ([table([], heads=("name", "n"))], []),
        ([table([("李", "x"), ("ab", "y"), ("c", "z")])], ["李  x", "ab  y", "c   z"]),
        ([table([(Text("a", "name"), "two\nlines")])], ["a  two⏎lines"]),
        ([line("\x1b[31m"), table([("\x07", "\u202e")])], ["␛[31m", "␇  <U+202E>"]),
        ([line("[bold]x[/]")], ["[bold]x[/]"]),
    ],
)
def test_a_page_reads_plainly(page: Page, lines: list[str]) -> None:
    assert list(plain(page)) == lines


def test_a_long_cell_is_never_cut() -> None:
    assert list(plain([table([("a", "x" * 5000)])])) == ["a  " + "x" * 5000]


def test_a_cell_is_its_words_with_or_without_a_style() -> None:
    assert words("a") == words(Text("a", "bad")) == "a"
