"""The text of a CSV file, whatever wrote it: its encoding, its delimiter, its header, its rows one at a time."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from io import StringIO
from itertools import chain, islice

from netlog.domain import people
from netlog.importers import Problem
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    Known = Callable[[Sequence[str]], int]  # how many of a line's columns an importer knows; 0: it is no header

HEADER_WITHIN = 15  # lines: programs write notes above it
LONGEST = 1_000_000  # characters of a row
REREAD = 100  # times that what an open quotation mark swallowed is read again; a file of nothing else takes no hours
MOST_COLUMNS = 1_000  # Google numbers them; a text of commas alone is no header
BLOCK = 65_536
DELIMITERS = ",;\t|"
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # with which a spreadsheet begins a formula, or may
GUARD = "'"  # that is put before them, so that it does not
LOST = "\N{REPLACEMENT CHARACTER}"
_MARKS = str.maketrans(dict.fromkeys("_-:*./()", " "))


class Row(NamedTuple):
    """What stands below a header: by the name of its column, each cell that is not empty."""

    line: int
    cells: dict[str, str]
    garbled: bool


class Sheet(NamedTuple):
    """A table whose header was found; its rows can be read once."""

    columns: tuple[str, ...]  # as `column` names them, each once
    titles: tuple[str, ...]  # as they are written
    rows: Iterator[Row | Problem]


CARDS = ("BEGIN:VCARD", "BEGIN:VCALENDAR")


def opened(file: BinaryIO, known: Known) -> Sheet | None:
    """The table below the line that an importer knows best among the first ones; None where it knows none of them."""
    lines = _lines(file)
    first = list(islice(lines, HEADER_WITHIN))
    if first and (first[0] or "").upper().startswith(CARDS):
        return None  # names and semicolons of a card read like a header
    best = max(
        ((known(_named(titles)), -at, delimiter, titles) for at, delimiter, titles in _possible(first)),
        key=lambda one: one[:2],
        default=None,
    )
    if best is None or not best[0]:
        return None
    _, at, delimiter, titles = best
    source = _Source(chain(first[1 - at :], lines), 2 - at)
    columns = _named(titles)
    return Sheet(columns, tuple(titles), _rows(source, delimiter, columns))


def column(title: str) -> str:
    """The name of a column however its title is written: E-mail 1 - Value is email 1 value."""
    return " ".join(people.fold(title).replace("e-mail", "email").translate(_MARKS).split())


def _possible(first: Sequence[str | None]) -> Iterator[tuple[int, str, list[str]]]:
    """Each line cut at each delimiter, but for those that say nothing."""
    for at, line in enumerate(first):
        for delimiter in DELIMITERS:
            try:
                titles = next(csv.reader([line or ""], delimiter=delimiter), [])
            except csv.Error:
                continue
            if any(titles) and len(titles) <= MOST_COLUMNS:
                yield at, delimiter, titles


def _named(titles: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, each once: a second phone is phone 2. Empty where there is no title."""
    named: dict[str, None] = {}
    seen: Counter[str] = Counter()
    for title in titles:
        base = column(title)
        seen[base] += 1
        name = (f"{base} {seen[base]}" if seen[base] > 1 else base) if base else " " * seen[base]
        while name in named:
            seen[base] += 1
            name = f"{base} {seen[base]}"
        named[name] = None
    return tuple(named)


def _rows(source: _Source, delimiter: str, columns: Sequence[str]) -> Iterator[Row | Problem]:
    """The rows that say something; one that cannot be read costs no other."""
    reader = csv.reader(source, delimiter=delimiter)
    again = REREAD
    while True:
        source.begin()
        why = ""
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            why = (
                f"a cell of it is longer than {csv.field_size_limit():,} characters, or a quotation mark is not closed"
            )
        except _TooLongError:
            why = f"it is longer than {LONGEST:,} characters, or a quotation mark is not closed"
        if not why and source.is_over:  # in the midst of a row
            why = "a quotation mark is not closed"
        if why:
            yield Problem(source.taken[0][0], why)
            if again:
                source.give_back()
                again -= 1
            continue
        told = {
            name: plain for name, cell in zip(columns, cells, strict=False) if (plain := _plain(cell)) and name.strip()
        }
        if told:
            yield Row(source.taken[0][0], told, any(LOST in cell for cell in told.values()))


def _plain(cell: str) -> str:
    """A cell without white space around it, nor the guard against formulas."""
    text = cell.strip()
    return text[1:].strip() if text[:1] == GUARD and text.lstrip(f"{GUARD} \t\n").startswith(SIGNS) else text


class _TooLongError(Exception):
    """A row that nobody writes."""


class _Source:
    """Numbered lines for the reader of rows, which can be taken back as far as the row's second line."""

    def __init__(self, lines: Iterator[str | None], number: int) -> None:
        self._lines = enumerate(lines, number)
        self._again: list[tuple[int, str | None]] = []
        self.taken: list[tuple[int, str | None]] = []
        self.is_over = False
        self._length = 0

    def begin(self) -> None:
        self.taken.clear()
        self._length = 0

    def give_back(self) -> None:
        self._again.extend(self.taken[:0:-1])
        self.is_over = False

    def __iter__(self) -> _Source:
        return self

    def __next__(self) -> str:
        if self._again:
            number, line = self._again.pop()
        else:
            try:
                number, line = next(self._lines)
            except StopIteration:
                self.is_over = True
                raise
        self.taken.append((number, line))
        self._length += LONGEST + 1 if line is None else len(line)
        if line is None or self._length > LONGEST:
            raise _TooLongError
        return line


# Text


def _lines(file: BinaryIO) -> Iterator[str | None]:
    """The lines with their ends, LF, CRLF or CR; None in place of one that is too long."""
    rest, is_long = "", False
    for text in _decoded(file):
        lines = StringIO(rest + text, newline="").readlines()
        rest = lines.pop() if lines and not lines[-1].endswith("\n") else ""
        if is_long and lines:
            lines[0] = None  # type: ignore[call-overload]  # its end
            is_long = False
        yield from lines
        if len(rest) > LONGEST:
            rest, is_long = "", True
    if is_long:
        yield None
    elif rest:
        yield from StringIO(rest, newline="")


def _decoded(file: BinaryIO) -> Iterator[str]:
    """The text in blocks. What is no UTF-8 is Windows-1252, unless most of the letters beyond ASCII say otherwise."""
    block = _block(file)
    encoding = _marked(block)
    while encoding is None and block:
        encoding = _guessed(block)
        if encoding is None:
            yield block.decode("ascii")
            block = _block(file)
    decoder = codecs.getincrementaldecoder(encoding or "ascii")("replace")
    while block:
        yield decoder.decode(block)
        block = _block(file)
    yield decoder.decode(b"", final=True)


def _block(file: BinaryIO) -> bytes:
    return file.read(BLOCK) + file.readline(BLOCK)  # to the end of a line, so that no letter of it is cut


def _marked(block: bytes) -> str | None:
    """The encoding that a file's first bytes tell."""
    if block.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    low, high = block[:BLOCK:2].count(0), block[1:BLOCK:2].count(0)
    # Half of the bytes of ASCII letters, the first one's too: a title begins with one. Rubbish below has them anywhere.
    if max(low, high) * 4 > min(len(block), BLOCK) and block[high > low] == 0:
        return "utf-16-le" if high > low else "utf-16-be"
    return None


def _guessed(block: bytes) -> str | None:
    """The encoding of lines; None where any will do."""
    if block.isascii():
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(block)
    except UnicodeDecodeError:
        text = block.decode(errors="replace")
        return "utf-8" if sum(letter >= "\x80" for letter in text) >= 2 * text.count(LOST) else "cp1252"
    return "utf-8"
