"""Sizes of promises, gifts and asks, in the words and letters a user may type."""

from __future__ import annotations

from netlog.domain.journal import SIZES
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal

    PromiseSize = Literal["small", "medium", "large"]

SPELLED = {"small": "S", "medium": "M", "large": "L"}
_OF_PROMISES = {size: name for name, size in SPELLED.items()}


def promise_size(text: str) -> PromiseSize:
    """Small, medium or large, also as S, M, L."""
    sizes: dict[str, PromiseSize] = {"s": "small", "m": "medium", "l": "large"}
    sizes |= {"small": "small", "medium": "medium", "large": "large"}
    found = sizes.get(text.strip().casefold())
    if found is None:
        raise UsageError(f"A promise is not '{text}' in size.", "small, medium or large; S, M, L for short.")
    return found


def bracketed(text: str, *, of_promise: bool) -> tuple[str, str | None]:
    """A text without the last size in brackets, and that size: of a promise, or of the account; none: as it was."""
    if "(" not in text:
        return text, None
    import re  # noqa: PLC0415 - the morning list reads no brackets

    found = list(re.finditer(r"(?<!\S)\([ \t]*(\w{1,6})[ \t]*\)", text))
    for match in reversed(found):
        word = match[1].upper()
        letter = SPELLED.get(word.lower()) or (word if word in SIZES else None)
        if letter and of_promise and letter not in _OF_PROMISES:
            raise UsageError(
                f"A promise has no size {letter}.", "Write (small), (medium) or (large); (S), (M), (L) too."
            )
        is_points = word.isascii() and word.isdigit() and int(word) > 0 and not of_promise
        if letter or is_points:
            size = _OF_PROMISES[letter] if letter and of_promise else letter or str(int(word))
            return f"{text[: match.start()].rstrip()}{text[match.end() :]}".strip(), size
    return text, None
