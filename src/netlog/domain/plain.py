"""Records and answers as plain JSON values."""

from __future__ import annotations

from datetime import date

from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


def plain(value: Any) -> Any:
    """The value with fields as keys, days as ISO text, tuples as lists; a key is its field's name."""
    if hasattr(value, "_fields"):
        return {field.rstrip("_"): plain(getattr(value, field)) for field in value._fields}
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
