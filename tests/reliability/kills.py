"""Processes that are killed in the middle of a command: `python -m reliability.kills FOLDER WORK POSITION SIGNAL`.

A child says one command, tells that it was acknowledged, says another and is ended by a signal at one of the
changes that the command makes to files. What then stands is judged by whoever called it.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from netlog import cli
from reliability import vfs

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNALS = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT")
PEOPLE = 60  # in a file to import
STARTED = ("migration", "first run")  # work in which each command has a journal of its own


def words_of(work: str, turn: int) -> list[str]:
    """The command line of some work, said for the turn-th time."""
    lines: dict[str, Callable[[], list[str]]] = {
        "add": lambda: ["add", f"coffee with @Ana Ruiz and @New {turn} about forecasting"],
        "import": lambda: ["import", f"people{turn}.jsonl"],
        "undo": lambda: ["undo"],
        "delete": lambda: ["delete", "ana", f"talk {turn}"],
        "merge": lambda: ["merge", "ana-ruiz", f"other-{'ab'[turn]}"],
        "forget": lambda: ["forget", f"other-{'ab'[turn]}", "--yes"],
        "export": lambda: ["export", "jsonl", "--output", "out.jsonl"],
        "migration": lambda: ["due"],
        "first run": lambda: ["add", "met @Ana Ruiz"],
    }
    return lines[work]()


WORK = ("add", "import", "undo", "delete", "merge", "forget", "export", "migration", "first run")


def journal_of(folder: Path, work: str, turn: int) -> Path:
    return folder / (f"journal{turn}.db" if work in STARTED else "journal.db")


# The child


class Dying(vfs.Watcher):
    """Ends its own process at the position-th change of a file."""

    def __init__(self, position: int, name: str) -> None:
        self.count = 0
        self._position = position
        self._signal = signal.Signals[name]

    def change(self, what: str, path: str, *details: object) -> int:
        self.count += 1
        if self.count == self._position:
            os.kill(os.getpid(), self._signal)
        return vfs.OK


def child(folder: str, work: str, part: str, name: str) -> int:
    """Say a command, and another that is to end at a part of its changes."""
    os.chdir(folder)
    counting, began = Dying(0, name), monotonic()
    with vfs.watched(counting):
        code = _said(folder, work, 0)
    if code:
        return code
    if name != "SIGINT":
        with vfs.watched(Dying(1 + int(float(part) * counting.count), name)):
            return _said(folder, work, 1)
    # Python raises an interrupt in its own code, and inside the layer it would be lost: so by the clock.
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, float(part) * (monotonic() - began))
    code = _said(folder, work, 1)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return code


def _said(folder: str, work: str, turn: int) -> int:
    os.environ["NETLOG_JOURNAL"] = str(journal_of(Path(folder), work, turn))
    code = cli.run(words_of(work, turn))
    if code == 0:
        os.write(1, b"said\n")
    return code


# Whoever kills


class Killed(NamedTuple):
    """What a killed child had told."""

    code: int
    said: int  # commands acknowledged
    err: str


def kill(folder: Path, work: str, part: float, name: str) -> Killed:
    """Run a child to its end."""
    call = subprocess.Popen(
        [sys.executable, "-m", "reliability.kills", str(folder), work, str(part), name],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    out, err = call.communicate()
    return Killed(call.returncode, out.count(b"said\n"), err.decode())


def steps(journal: Path) -> int:
    """How many steps a journal tells of; opened as any program would, so that what was killed is mended."""
    if not journal.exists():
        return 0
    with closing(sqlite3.connect(journal)) as db:
        count: int = db.execute("SELECT count(*) FROM step").fetchone()[0]
        return count


def parts(seed: int, count: int) -> list[float]:
    """Moments of a command, between 0 and 1, the same for the same seed."""
    chance = random.Random(seed)
    return [chance.random() for _ in range(count)]


if __name__ == "__main__":
    try:
        sys.exit(child(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
