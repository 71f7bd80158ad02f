"""Pages drawn on a terminal: colours, and lines folded to its width."""

from __future__ import annotations

from collections.abc import Sized
from time import monotonic

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text as Styled

from netlog import page
from netlog.terminal import safe, safe_line
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO, TypeVar

    T = TypeVar("T")

MOMENT = 0.4  # seconds that pass without a bar
THOUSANDS = 5000  # things to be gone through, from which on it does not wait

STYLES = {
    "": "",
    "head": "bold",
    "name": "bold",
    "dim": "dim",
    "now": "bold red",
    "today": "yellow",
    "this week": "cyan",
    "when you can": "dim",
    "good": "green",
    "bad": "red",
    "warn": "yellow",
}
NARROW = 60  # columns below which a table's last cell goes on a line of its own
UNKNOWN = 80  # columns of a terminal that does not tell
MANY_ROWS = 500  # above which a table is printed plain: laying out 10,000 rows takes seconds


def console(file: TextIO, color: str) -> Console:
    """A console on which text is text: no markup, no highlighting, no emoji names.

    `color` is auto, always or never; NO_COLOR counts for auto.
    """
    made = Console(
        file=file,
        markup=False,
        highlight=False,
        emoji=False,
        force_terminal=True if color == "always" else None,
        no_color=True if color == "never" else None,
        color_system=None if color == "never" else "auto",
        legacy_windows=False,
    )
    if made.width < 1:  # COLUMNS=0, as some terminals say that do not know: nothing at all would be drawn
        made.width = UNKNOWN
    return made


def draw(shown: page.Page, on: Console) -> None:
    """Print a page."""
    for block in shown:
        if isinstance(block, page.Line):
            on.print(_indented(_styled(block.cells, one_line=False)), soft_wrap=False)
        elif len(block.rows) > MANY_ROWS:
            for row in page.plain([block]):
                on.print(row, soft_wrap=True)
        elif on.width < NARROW and block.rows and len(block.rows[0]) > 2:
            for line in _stacked(block):
                on.print(line)
        else:
            on.print(_grid(block))


def _indented(text: Styled) -> Styled | Padding:
    """A line that, where it is folded, goes on under its first word."""
    indent = len(text.plain) - len(text.plain.lstrip(" "))
    if not indent or "\n" in text.plain:
        return text
    return Padding(text[indent:], (0, 0, 0, indent), expand=False)


def progress(many: Iterable[T], what: str, total: int | None, on: Console) -> Iterator[T]:
    """The same things, counted by a bar that goes away when they are done.

    It comes after a moment, but at once where they are thousands: the first of those may be long in coming.
    """
    rest, begun, done = iter(many), monotonic(), 0
    known = len(many) if total is None and isinstance(many, Sized) else total
    if (known or 0) < THOUSANDS:
        for one in rest:
            yield one
            done += 1
            if monotonic() - begun > MOMENT:
                break
        else:
            return
    from rich.progress import track  # noqa: PLC0415 - only long work needs it

    yield from track(rest, what, total=known, completed=done, console=on, transient=True)


def _stacked(block: page.Table) -> Iterator[Styled | Padding]:
    """A table for a narrow terminal: where columns have names each cell under its own, else the last one below."""
    named = all(block.heads[1:]) and block.heads
    for row in block.rows:
        if named:
            yield _styled(row[:1])
            for head, cell in zip(block.heads[1:], row[1:], strict=True):
                yield Padding(_styled((page.Text(f"{head}: ", "dim"), cell)), (0, 0, 0, 2))
        else:
            yield _styled(tuple(cell for one in row[:-1] if page.words(one) for cell in (one, "  ")))
            yield Padding(_styled(row[-1:]), (0, 0, 0, 2))


def _grid(block: page.Table) -> Grid:
    grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=bool(block.heads and block.rows))
    count = len(block.rows[0]) if block.rows else len(block.heads)
    for at in range(count):
        head = Styled(block.heads[at], style="dim") if block.heads else ""
        last = at == count - 1
        grid.add_column(
            head, justify="right" if at in block.right else "left", overflow="fold", no_wrap=False, ratio=None,
            min_width=None if last else min(12, max((len(page.words(row[at])) for row in block.rows), default=1)),
        )  # fmt: skip
    for row in block.rows:
        grid.add_row(*(_styled((cell,)) for cell in row))
    return grid


def _styled(cells: tuple[page.Cell, ...], *, one_line: bool = True) -> Styled:
    text = Styled()
    clean = safe_line if one_line else safe
    for cell in cells:
        style = "" if isinstance(cell, str) else STYLES.get(cell.style, "")
        text.append(clean(page.words(cell)), style=style)
    return text
