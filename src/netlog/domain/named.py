"""Somebody as they are told beside the one that is spoken of."""

from __future__ import annotations

from netlog.typed import NamedTuple


class Named(NamedTuple):
    """A person by handle and name."""

    handle: str
    name: str
