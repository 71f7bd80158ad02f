"""Tables as Markdown, which also read well in a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def markdown(heads: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """A table whose first columns stand left, the others right."""
    lines = [list(heads), *(list(row) for row in rows)]
    wide = [max(_width(line[at]) for line in lines) for at in range(len(heads))]
    rule = ["-" * width if at < left else f"{'-' * (width - 1)}:" for at, width in enumerate(wide)]
    cells = (
        [_set(cell, width, at < left) for at, (cell, width) in enumerate(zip(line, wide, strict=True))]
        for line in (lines[0], rule, *lines[1:])
    )
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def number(value: float | None, digits: int = 1) -> str:
    """A number, or a dash where there is none."""
    return "–" if value is None else f"{value:,.{digits}f}"


def _set(cell: str, width: int, is_left: bool) -> str:
    gap = " " * (width - _width(cell))
    return f"{cell}{gap}" if is_left else f"{gap}{cell}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
