"""Whole processes measured: instructions, time, and the memory they took at most.

A child's peak is never told lower than the memory of the process that started it, so nothing
heavy is loaded here.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOM = (24, 80)  # lines and columns of the terminal that is drawn on
LONG = 2.0  # seconds; what takes longer is run once or twice only
RUSAGE_PER_MIB = 1024 if sys.platform != "darwin" else 1024 * 1024


class Call(NamedTuple):
    """One command line to be measured."""

    words: tuple[str, ...]
    env: Mapping[str, str]
    tty: bool = False
    exits: tuple[int, ...] = (0,)
    stdin: str = ""
    folder: str | None = None


class Run(NamedTuple):
    """What one run took."""

    seconds: float
    cpu: float  # seconds of a processor, which other programs do not lengthen
    mib: float
    fault: str = ""  # what it said when it did not end as it should


def once(call: Call, patience: float = 600.0) -> Run:
    """One run of a command line, from before its start to after its end."""
    with tempfile.TemporaryFile() as said:
        master, slave = pty.openpty() if call.tty else (-1, -1)
        if call.tty:
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *ROOM, 0, 0))
        began = time.perf_counter()
        process = subprocess.Popen(
            call.words,
            stdin=slave if call.tty else subprocess.PIPE if call.stdin else subprocess.DEVNULL,
            stdout=slave if call.tty else subprocess.DEVNULL,
            stderr=slave if call.tty else said,
            env=dict(call.env),
            cwd=call.folder,
        )
        if call.stdin and process.stdin:
            process.stdin.write(call.stdin.encode())
            process.stdin.close()
        if call.tty:
            os.close(slave)
            _read_out(master)
        code, cpu, mib = _ended(process, began + patience)
        seconds = time.perf_counter() - began
        if call.tty:
            os.close(master)
        if code in call.exits:
            return Run(seconds, cpu, mib)
        said.seek(0)
        told = said.read(300).decode(errors="replace").strip()
        return Run(seconds, cpu, mib, f"over {patience:.0f} s" if code is None else f"exit {code}: {told}")


def _read_out(master: int) -> None:
    with contextlib.suppress(OSError):  # which is how a terminal says that the last program left
        while os.read(master, 65_536):
            pass


def _ended(process: subprocess.Popen[bytes], deadline: float) -> tuple[int | None, float, float]:
    """The exit code, the processor's seconds, and the most MiB; no code when it took too long and was stopped."""
    stopped: list[bool] = []

    def stop() -> None:
        stopped.append(True)
        process.kill()

    timer = threading.Timer(max(deadline - time.perf_counter(), 0.0), stop)
    timer.start()
    _, status, used = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    code = None if stopped else process.returncode
    return code, used.ru_utime + used.ru_stime, used.ru_maxrss / RUSAGE_PER_MIB


class Measured(NamedTuple):
    """What several runs of one command line took."""

    seconds: float  # the median
    cpu: float  # the median
    mib: float  # the most
    runs: int
    fault: str = ""


def interleaved(
    calls: Mapping[str, Call], rounds: int, patience: float = 600.0, said: Callable[[str], None] = lambda _: None
) -> dict[str, Measured]:
    """Every command line in turn, so many rounds: what slows the machine for a while slows all of them.

    A first run that does not count fills the caches; what takes long has that one run and one more.
    """
    runs: dict[str, list[Run]] = {name: [] for name in calls}
    found: dict[str, Measured] = {}
    for name, call in calls.items():
        said(name)
        first = once(call, patience)
        if first.fault or first.seconds > LONG * 5:
            found[name] = Measured(first.seconds, first.cpu, first.mib, 1, first.fault)
        elif rounds == 1:
            found[name] = Measured(first.seconds, first.cpu, first.mib, 1)
    for turn in range(rounds):
        for name, call in calls.items():
            slow = runs[name] and runs[name][0].seconds > LONG
            if name not in found and not (slow and turn):
                runs[name].append(once(call, patience))
    for name, several in runs.items():
        if name not in found:
            fault = next((run.fault for run in several if run.fault), "")
            seconds, cpu = (statistics.median(run[at] for run in several) for at in (0, 1))
            found[name] = Measured(seconds, cpu, max(run.mib for run in several), len(several), fault)
    return found


def has_valgrind() -> bool:
    """Whether instructions can be counted here."""
    return shutil.which("valgrind") is not None


def instructions(call: Call) -> int | None:
    """How many instructions a command line takes: the same on a busy machine and an idle one."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        counted = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}", *call.words)
        env = {**call.env, "PYTHONHASHSEED": "0"}
        run = once(call._replace(words=counted, env=env))
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    for line in lines:
        if "Collected :" in line and not run.fault:
            return int(line.rpartition(":")[2].split()[0])
    return None


def bare(env: Mapping[str, str]) -> Call:
    """The same interpreter doing nothing, which everything is compared with."""
    return Call((sys.executable, "-c", "pass"), env)
