"""What is loaded only when first used."""

from __future__ import annotations

import importlib

from netlog.typed import TYPE_CHECKING


class Later:
    """Stands for a module until something is asked of it.

    The parser costs six empty interpreters and the database toolkit thirteen; a run that
    does not use them should not pay. (`importlib.util.LazyLoader` does the same, and
    costs half an interpreter itself.)
    """

    def __init__(self, name: str) -> None:
        """Name the module."""
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """What the module itself has under that name."""
        return getattr(importlib.import_module(self._name), attribute)


if TYPE_CHECKING:
    from typing import Any

    import typer
else:
    typer = Later("typer")

__all__ = ["Later", "typer"]
