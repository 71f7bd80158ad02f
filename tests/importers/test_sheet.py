"""The text of CSV files read: any encoding and delimiter, notes above the header, rows that nobody should write."""

from __future__ import annotations

import io
import tracemalloc
from collections import Counter
from itertools import chain, repeat
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netlog.importers import Problem
from netlog.importers._sheet import LONGEST, Row, column, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = "name,mail,note\n"


def known(columns: object) -> int:
    return len({"name", "mail"} & set(columns))  # type: ignore[call-overload]


def rows(data: bytes | str) -> list[Row | Problem]:
    sheet = opened(io.BytesIO(data.encode() if isinstance(data, str) else data), known)
    assert sheet is not None
    return list(sheet.rows)


def cells(data: bytes | str) -> list[dict[str, str]]:
    return [row.cells for row in rows(data) if isinstance(row, Row)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"], ids=lambda name: name
)
@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_reads_the_same_in_every_dress(encoding: str, delimiter: str, end: str) -> None:
    lines = ("name,mail", "Zoë Groß,zoe@x.example", '"Bo, the second",', "Üzgür,ü@x.example")
    text = end.join(line.replace(",", delimiter) for line in lines) + end
    assert cells(text.encode(encoding)) == [
        {"name": "Zoë Groß", "mail": "zoe@x.example"},
        {"name": f"Bo{delimiter} the second"},
        {"name": "Üzgür", "mail": "ü@x.example"},
    ]


def test_the_encoding_is_seen_where_the_first_letter_beyond_ascii_stands_late() -> None:
    plain = "Ana,ana@x.example,\n" * 20_000
    for encoding in ("utf-8", "cp1252"):
        data = (HEADER + plain + "Zoë,,\n").encode(encoding)
        assert cells(data)[-1] == {"name": "Zoë"}


def test_one_damaged_letter_in_utf_8_is_told_and_the_others_stay() -> None:
    data = HEADER.encode() + "Zoë,,\n".encode() + b"M\xffra,,\n" + "Łukasz,,\n".encode()
    assert [(row.cells["name"], row.garbled) for row in rows(data) if isinstance(row, Row)] == [
        ("Zoë", False),
        ("M\N{REPLACEMENT CHARACTER}ra", True),
        ("Łukasz", False),
    ]


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("", 2),
        ("sep=,\n", 3),
        ("Notes:\n\n", 4),
        ('Notes: "a sentence, with commas"\n', 3),
        ('Notes:\n"one\ntwo, three"\n\n', 6),
        ('An open " mark and "another\n', 3),
        ("\n" * 13, 15),
    ],
)
def test_the_header_is_found_below_what_stands_above_it(above: str, line: int) -> None:
    assert rows(above + HEADER + "Ana,a@x.example\n") == [Row(line, {"name": "Ana", "mail": "a@x.example"}, False)]


def test_a_header_below_too_many_lines_is_not_looked_for() -> None:
    assert opened(io.BytesIO(("\n" * 15 + HEADER).encode()), known) is None


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xff\xfe", b"\0" * 100, b"\x89PNG\r\n\x1a\n", b"BEGIN:VCARD\n"])
def test_what_is_no_table_has_no_header(data: bytes) -> None:
    assert opened(io.BytesIO(data), known) is None


def test_ragged_rows_empty_ones_and_columns_without_a_title() -> None:
    data = "name,mail,,,\nAna\n,,,,\n   \nBo,b@x.example,lost,lost,lost,lost\n"
    assert rows(data) == [Row(2, {"name": "Ana"}, False), Row(5, {"name": "Bo", "mail": "b@x.example"}, False)]


def test_a_title_that_stands_twice_is_numbered() -> None:
    sheet = opened(io.BytesIO(b"name,phone,Phone,phone 2\nAna,1,2,3\n"), known)
    assert sheet is not None
    assert sheet.columns == ("name", "phone", "phone 2", "phone 2 2")
    assert len({*sheet.columns}) == 4


def test_titles_without_end_are_no_header_and_cost_no_time() -> None:
    for line in (b"name," * 13_000, b"name,mail|;\t" * 5_000, b'a,"b;c\t|' * 7_000):
        assert opened(io.BytesIO(line * 2 + b"\n" + line), known) is None
    assert opened(io.BytesIO(b"name," * 900), known) is not None


def test_a_line_counts_though_cells_hold_line_ends() -> None:
    assert [row.line for row in rows(HEADER + 'Ana,,"one\ntwo\nthree"\nBo,,\n')] == [2, 5]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_alone() -> None:
    found = rows(HEADER + 'Ana,,\n"Bo,,\nCy,,\nDee,,\n')
    assert found == [
        Row(2, {"name": "Ana"}, False),
        Problem(3, "a quotation mark is not closed"),
        Row(4, {"name": "Cy"}, False),
        Row(5, {"name": "Dee"}, False),
    ]


def test_the_same_far_from_the_end_of_the_file() -> None:
    found = rows(HEADER + '"Bo,,\n' + "Ana,,\n" * 50_000)
    assert [type(one) for one in found] == [Problem, *[Row] * 50_000]


def test_quotation_marks_that_open_one_line_after_the_other_end_in_reasonable_time() -> None:
    found = rows(HEADER + 'x"y,"\n' * 300_000 + "Ana,,\n")
    assert isinstance(found[0], Problem)


class Pieces(io.RawIOBase):
    """A file that is made while it is read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._rest = iter(pieces), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self._rest = self._rest or next(self._pieces, b"")
        taken, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def counted(pieces: Iterable[bytes]) -> tuple[Counter[type], int]:
    """How many rows and problems a file makes, and the most bytes held while it was read."""
    tracemalloc.start()
    sheet = opened(io.BufferedReader(Pieces(pieces)), known)
    assert sheet is not None
    found = Counter(type(row) for row in sheet.rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found, peak


def test_a_line_of_many_megabytes_is_told_and_never_held() -> None:
    found, peak = counted(chain([HEADER.encode()], repeat(b"x" * 65_536, 1_600), [b"\nAna,,\n"]))
    assert found == {Problem: 1, Row: 1}
    assert peak < 20_000_000


def test_a_hundred_thousand_rows_are_never_held_together() -> None:
    people = (f'Person {number},p{number}@x.example,"a note\nof two lines"\n'.encode() for number in range(100_000))
    found, peak = counted(chain([HEADER.encode()], people))
    assert found == {Row: 100_000}
    assert peak < 5_000_000


def test_a_row_longer_than_any_is_told() -> None:
    found = rows(HEADER + "a," * LONGEST + "\nAna,,\n")
    assert [type(one) for one in found] == [Problem, Row]


@pytest.mark.parametrize(
    ("cell", "plain"),
    [("'=1+1", "=1+1"), ("'+49 30", "+49 30"), ("''-x", "'-x"), ("'round", "'round"), ("O'Brien", "O'Brien")],
)
def test_the_guard_against_formulas_is_taken_off(cell: str, plain: str) -> None:
    assert cells(f"{HEADER}{cell},,\n") == [{"name": plain}]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("E-mail 1 - Value", "email 1 value"),
        ("\ufeffName", "name"),
        (" First_Name ", "first name"),
        ("Prénom", "prenom"),
        ("Business Country/Region", "business country region"),
    ],
)
def test_a_title_is_known_however_it_is_written(title: str, name: str) -> None:
    assert column(title) == name


def test_a_card_whose_values_are_names_of_columns_is_no_table() -> None:
    card = b"BEGIN:VCARD\nVERSION:3.0\nFN:Display Name\nN:name;mail;note\nEND:VCARD\n"
    assert opened(io.BytesIO(card), known) is None


@example(bytes(15), "utf-8")
@given(st.binary(max_size=3000), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
@settings(max_examples=60)
def test_any_bytes_below_a_header_are_read_or_told_and_twice_the_same(rest: bytes, encoding: str) -> None:
    data = HEADER.encode(encoding) + rest
    first = opened(io.BytesIO(data), known)
    again = opened(io.BytesIO(data), known)
    assert first is not None and again is not None  # noqa: PT018
    assert list(first.rows) == list(again.rows)
