"""What a command shows, before it is drawn: lines and tables of plain words with a style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from netlog.terminal import safe, safe_line, width
from netlog.typed import NamedTuple


class Text(NamedTuple):
    """Some words and how they look where colours are shown."""

    words: str
    style: str = ""  # one of drawing.STYLES


Cell = str | Text


class Line(NamedTuple):
    """Words on a line of their own; a text of several lines keeps them."""

    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """Rows of cells in columns; the last column takes what room is left."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: tuple[str, ...] = ()  # none: no heading
    right: tuple[int, ...] = ()  # columns that are numbers, counted from 0


Page = Sequence[Line | Table]


def line(*cells: Cell) -> Line:
    """A line of some words."""
    return Line(cells)


def table(rows: Iterable[tuple[Cell, ...]], heads: tuple[str, ...] = (), right: tuple[int, ...] = ()) -> Table:
    """A table of some rows."""
    return Table(tuple(rows), heads, right)


def words(cell: Cell) -> str:
    """A cell's words without their style."""
    return cell if isinstance(cell, str) else cell.words


def fitted(text: str, room: int, most: int = 1) -> list[str]:
    """The text on so many lines at most, none wider than the room; where that is too few, an ellipsis ends it."""
    lines: list[str] = []
    while len(lines) < most - 1 and width(text) > room and " " in text:
        first, _, text = text.partition(" ")
        while text and width(f"{first} {text.partition(' ')[0]}") <= room:
            word, _, text = text.partition(" ")
            first = f"{first} {word}"
        lines.append(first)
    return [_cut(one, room) for one in (*lines, text) if one]


def _cut(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    while text and width(text) > room - 1:
        text = text[: -max(1, (width(text) - room) // 2)]
    return f"{text.rstrip()}…"


def plain(page: Page) -> Iterator[str]:
    """The page as lines for a pipe: nothing cut, no colour, no box, columns two spaces apart."""
    for block in page:
        if isinstance(block, Line):
            yield from safe("".join(words(cell) for cell in block.cells)).split("\n")
        else:
            yield from _plain_table(block)


def _plain_table(block: Table) -> Iterator[str]:
    rows = [[safe_line(words(cell)) for cell in row] for row in block.rows]
    if block.heads and rows:
        rows.insert(0, list(block.heads))
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            " " * (room - width(cell)) + cell if at in block.right else cell + " " * (room - width(cell))
            for at, (cell, room) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
