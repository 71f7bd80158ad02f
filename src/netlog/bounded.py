"""TOML that a user wrote, read within bounds: a file may be of any length, and hold numbers that nothing can print."""

from __future__ import annotations

from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

LARGEST = 1 << 20  # bytes
BITS = 64  # of a whole number, as TOML has it


def toml(path: str) -> dict[str, Any]:
    """What a TOML file says; ValueError where it is none, or beyond the bounds."""
    import tomllib  # noqa: PLC0415 - only runs with a file to read need it

    with open(path, "rb") as handle:
        text = handle.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise ValueError("it is longer than a megabyte")
    try:
        told = tomllib.loads(text.decode())
    except RecursionError as error:
        raise ValueError("its brackets are nested too deep") from error
    if any(_is_endless(value) for value in told.values()):
        raise ValueError(f"a whole number is longer than {BITS} bits")
    return told


def _is_endless(value: Any) -> bool:
    if isinstance(value, (list, dict)):
        return any(_is_endless(one) for one in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and value.bit_length() > BITS
