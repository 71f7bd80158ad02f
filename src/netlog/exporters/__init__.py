"""One file, one format out; `netlog export NAME` finds it.

An exporter has `write(stream, today)`: the file's text in pieces. `stream` gives the records of a
kind in a lasting order, so that the same journal makes the same bytes. What else it can be told it
names as keyword-only parameters: private, redact, notes, version; agenda and parameters, which the
journal gives it. An option that it does not name is refused.
"""

from __future__ import annotations

from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Stream = Callable[[type[Any]], Iterable[Any]]
