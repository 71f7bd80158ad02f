"""netlog run in this process, or in one of its own: what it printed, and the code it ended with."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from netlog import cli

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TODAY = "2026-11-21"  # a Saturday


class Result(NamedTuple):
    """What one command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on stdout."""
        return json.loads(self.out)


class Stream(io.TextIOWrapper):
    """A standard stream in memory, a terminal or not."""

    def __init__(self, text: str = "", *, tty: bool = False) -> None:
        super().__init__(io.BytesIO(text.encode()), encoding="utf-8", errors="backslashreplace", write_through=True)
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    @property
    def written(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()  # type: ignore[attr-defined]


def run(
    words: Iterable[str],
    *,
    stdin: str | Stream | None = "",
    env: Mapping[str, str] | None = None,
    tty: bool = False,
    together: bool = False,
) -> Result:
    """Run a command line in this process; `together` puts stderr where stdout goes, as a terminal does."""
    streams = {"stdin": Stream(stdin, tty=tty) if isinstance(stdin, str) else stdin, "stdout": Stream(tty=tty)}
    streams["stderr"] = streams["stdout"] if together else Stream(tty=tty)
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        for name, value in (env or {}).items():
            patch.setenv(name, value)
        code = cli.run(tuple(words))
    return Result(code, streams["stdout"].written, "" if together else streams["stderr"].written)


def in_a_process(
    *words: str | bytes, stdin: bytes = b"", env: Mapping[str, str | None] | None = None, **more: Any
) -> Result:
    """Run a command line as a process of its own, some variables set; None takes one away."""
    told = {**os.environ, **(env or {})}
    done = subprocess.run(
        [sys.executable, "-m", "netlog", *words],
        input=stdin,
        env={name: value for name, value in told.items() if value is not None},
        capture_output=True,
        timeout=60,
        check=False,
        **more,
    )
    return Result(done.returncode, *(text.decode("utf-8", "backslashreplace") for text in (done.stdout, done.stderr)))
