"""Faults by position: the first, second, third … thing that a command does goes wrong, until nothing is left to fail.

A fault may strike at a statement given to SQLite, or at a change of a file, SQLite's own files too.
"""

from __future__ import annotations

import os
import shlex
import sqlite3
import time
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from dumping import assert_whole, dump_of
from reliability import vfs
from running import Stream, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from dumping import Dump
    from running import Result


class Fault:
    """Strikes once, at the position-th thing of its kind; `met` when it did."""

    def __init__(self, position: int) -> None:
        self._left = position
        self.met = False

    def strikes(self) -> bool:
        self._left -= 1
        if self._left == 0:
            self.met = True
        return self._left == 0


# At a statement


def of_sqlite(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(name)
    error.sqlite_errorname = name
    return error


ERRORS: tuple[Callable[[], BaseException], ...] = (
    *(lambda name=name: of_sqlite(name) for name in ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_BUSY")),
    KeyboardInterrupt,
    lambda: of_sqlite("SQLITE_INTERRUPT"),
    MemoryError,
    lambda: of_sqlite("SQLITE_CORRUPT"),
)  # seven, and each strikes before or after: two rounds of positions bring every pair


@contextmanager
def at_a_statement(position: int, turn: int = 0) -> Iterator[Fault]:
    """The position-th statement fails, in turn each error, before it is done or after."""
    fault = Fault(position)
    error, after = ERRORS[(position + turn) % len(ERRORS)], (position + turn) % 2

    class Failing(sqlite3.Connection):
        def _guarded(self, call: Callable[..., Any], *arguments: Any) -> Any:
            if not fault.strikes():
                return call(*arguments)
            if after:
                call(*arguments)
            raise error()

        def execute(self, *arguments: Any) -> Any:
            return self._guarded(super().execute, *arguments)

        def executemany(self, *arguments: Any) -> Any:
            return self._guarded(super().executemany, *arguments)

        def executescript(self, *arguments: Any) -> Any:
            return self._guarded(super().executescript, *arguments)

    real = sqlite3.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", lambda *words, **more: real(*words, factory=Failing, **more))
        yield fault


# At a change of a file

REFUSALS = {
    "open": (vfs.CANTOPEN, vfs.CANTOPEN),
    "write": (vfs.FULL, vfs.IOERR_WRITE),
    "truncate": (vfs.IOERR_TRUNCATE, vfs.IOERR_TRUNCATE),
    "sync": (vfs.IOERR_FSYNC, vfs.FULL),
    "unlink": (vfs.IOERR_DELETE, vfs.IOERR_DELETE),
    "folder": (vfs.IOERR, vfs.FULL),
    "link": (vfs.IOERR, vfs.FULL),
    "replace": (vfs.IOERR, vfs.FULL),
}


class Refusing(vfs.Watcher, Fault):
    """A file system that refuses its position-th change, and does not wait for the disk."""

    def __init__(self, position: int, turn: int) -> None:
        super().__init__(position)
        self._turn = (position + turn) % 2

    def change(self, what: str, path: str, *details: Any) -> int:
        return REFUSALS[what][self._turn] if self.strikes() else vfs.SKIP_SYNC


@contextmanager
def at_a_file(position: int, turn: int = 0) -> Iterator[Fault]:
    """The position-th change of a file is refused."""
    fault = Refusing(position, turn)
    with vfs.watched(fault):
        yield fault


# Commands under a fault


class Case(NamedTuple):
    """A command line, and what must stand before it is run."""

    line: str
    before: tuple[str, ...] = ()
    stdin: str = ""
    tty: bool = False
    files: tuple[tuple[str, str], ...] = ()
    env: tuple[tuple[str, str], ...] = ()

    def run(self) -> Result:
        with same_ids():
            return run(
                shlex.split(self.line)[1:],
                stdin=Stream(self.stdin, tty=True) if self.tty else self.stdin,
                tty=self.tty,
                env=dict(self.env),
            )

    def prepare(self, folder: Path) -> None:
        for name, text in self.files:
            (folder / name).write_text(text, encoding="utf-8")
        for line in self.before:
            done = run(shlex.split(line)[1:])
            assert done.code == 0, done.err


@contextmanager
def same_ids() -> Iterator[None]:
    """Inside, time and chance are the same every time, so that two runs of a command write the same."""
    moments = iter(range(1_800_000_000_000, 2_000_000_000_000))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time_ns", lambda: next(moments) * 1_000_000)
        patch.setattr(os, "urandom", lambda count: bytes(count))
        yield


class Tried(NamedTuple):
    """What came of all the faults of one command."""

    faults: int
    refused: int  # runs that ended otherwise than well
    kept: int  # of them, those whose change was written nevertheless


def every_position(
    case: Case,
    journal: Path,
    fault_at: Callable[[int, int], AbstractContextManager[Fault]],
    turn: int = 0,
    stride: int = 1,
) -> Tried:
    """Run a command under a fault at each position in turn; what stands afterwards is the old state or the new."""
    before = journal.read_bytes() if journal.exists() else None
    old = dump_of(journal)
    new = _without_a_fault(case, journal)
    faults = refused = kept = 0
    _put(journal, before)
    for position in count(1, stride):
        with fault_at(position, turn) as fault:
            result = case.run()
        if result.code:
            assert fault.met, f"{case.line}: {result.err}"
            _said_in_a_sentence(result)
        found = _state(journal, before, old)
        assert found == new or (found == old and result.code), f"{case.line}, position {position}: {result}"
        if not fault.met:
            break
        faults += 1
        refused += result.code != 0
        kept += result.code != 0 and found == new
        if found == new or before is None:
            _put(journal, before)
    assert refused
    return Tried(faults, refused, kept)


def _without_a_fault(case: Case, journal: Path) -> Dump:
    old = dump_of(journal)
    result = case.run()
    assert result.code == 0, result.err
    new = dump_of(journal)
    assert new != old, f"{case.line} writes nothing"
    return new


def _said_in_a_sentence(result: Result) -> None:
    assert result.code in (1, 5, 130), result
    assert "Traceback" not in result.err, result.err
    if result.code != 130:
        *_, sentence, hint = ("", *result.err.splitlines())
        assert sentence.endswith(".") or hint.endswith("."), result.err


def _state(journal: Path, before: bytes | None, old: Dump) -> Dump:
    """What stands in the file, which is sound."""
    for part in journal.parent.glob(f"{journal.name}.*.part*"):
        part.unlink()  # which the system had refused to netlog
    left = sorted(one.name for one in journal.parent.glob(f"{journal.name}*"))
    if journal.exists() and journal.read_bytes() == before and left == [journal.name]:
        return old  # to the byte
    if not journal.exists():
        assert left == []
        return old
    assert_whole(journal)
    assert sorted(one.name for one in journal.parent.glob(f"{journal.name}*")) == [journal.name]
    return dump_of(journal)


def _put(journal: Path, content: bytes | None) -> None:
    if content is None:
        journal.unlink(missing_ok=True)
    else:
        journal.write_bytes(content)
