"""The size of a promise, in the words and letters a user may type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netlog.errors import UsageError

if TYPE_CHECKING:
    PromiseSize = Literal["small", "medium", "large"]


def promise_size(text: str) -> PromiseSize:
    """Small, medium or large, also as S, M, L."""
    sizes: dict[str, PromiseSize] = {"s": "small", "m": "medium", "l": "large"}
    sizes |= {"small": "small", "medium": "medium", "large": "large"}
    found = sizes.get(text.strip().casefold())
    if found is None:
        raise UsageError(f"A promise is not '{text}' in size.", "small, medium or large; S, M, L for short.")
    return found
