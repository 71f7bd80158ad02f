"""JSON Lines, one record a line: what `netlog export jsonl` writes, and other programs may."""

from __future__ import annotations

import json

from netlog.domain.records import FORMAT, HEADER
from netlog.domain.values import shown
from netlog.errors import StoreError
from netlog.importers import Found, Problem
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO

    from netlog.importers import About, Skipped

LONGEST = 8_000_000  # bytes of a line; the longest note takes 6 million when every character is an escape
MARK = b"\xef\xbb\xbf"  # that some editors put before the first line


def knows(head: bytes) -> bool:
    """Whether a file that begins so holds one JSON object with a kind a line."""
    first = head.removeprefix(MARK).lstrip().partition(b"\n")[0]
    return first.startswith(b"{") and b'"kind"' in first


def read(file: BinaryIO, about: About) -> Iterator[Found | Problem | Skipped]:
    """The records of a file, each with its line; blank lines are passed over, whatever is no record is a problem."""
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            yield Problem(number, f"it is longer than {LONGEST:,} bytes")
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST)
            continue
        found = _read(number, line.removeprefix(MARK) if number == 1 else line)
        if found is not None:
            yield found


def _read(number: int, line: bytes) -> Found | Problem | None:
    garbled = False
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text, garbled = line.decode(errors="replace"), True
    if not text.strip():
        return None
    try:
        told = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return Problem(number, f"it is no JSON: {error.msg.lower()}, column {error.colno}")
    except (ValueError, RecursionError) as error:
        return Problem(number, _why(error))
    if not isinstance(told, dict):
        return Problem(number, "it is no JSON object, which begins with {")
    if told.get("kind") == HEADER:
        _refuse_newer(told.get("format"))
        return None
    return Found(number, told, garbled)


def _why(error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    # Ours are a key told twice and not-a-number; Python's own is about a number of thousands of digits.
    return f"it is no record: {'a number in it has too many digits' if 'digits' in str(error) else error}"


def _refuse_newer(told: Any) -> None:
    if type(told) is int and told > FORMAT:
        raise StoreError(
            f"The file was written by a newer netlog (format {told}; this one knows {FORMAT}).",
            "Upgrade netlog; nothing was read.",
        )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's fields; ValueError when one is told twice, of which one would be lost."""
    told = dict(pairs)
    if len(told) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"{shown(twice)} is told twice")
    return told


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
