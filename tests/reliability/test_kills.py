"""Processes killed in the middle of every kind of command: what was acknowledged is there, the rest wholly or not."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from dumping import assert_whole, dump_of
from reliability import kills
from reliability.kills import SIGNALS, WORK, journal_of
from reliability.test_power import older
from running import run

if TYPE_CHECKING:
    from pathlib import Path

PREPARED = (
    *(
        "met @Ana Ruiz +pydata",
        "met @Other A and @Other B",
        "call with @Ana Ruiz: talk 0",
        "call with @Ana Ruiz: talk 1",
    ),
    *("met @Other A: a walk", "call with @Other B"),
)


@pytest.fixture(autouse=True)
def coreless() -> None:
    """SIGQUIT would leave a file as large as the process for each kill."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def prepare(folder: Path, work: str) -> None:
    """Put a journal, or older ones, and files to import into a folder."""
    for turn in (0, 1):
        if work == "migration":
            older(journal_of(folder, work, turn))
        lines = (f'{{"kind":"person","id":"N{turn}-{n}","name":"New {turn} {n}"}}\n' for n in range(kills.PEOPLE))
        (folder / f"people{turn}.jsonl").write_text("".join(lines))
    if work not in kills.STARTED:
        for sentence in PREPARED:
            done = run(["add", sentence])
            assert done.code == 0, done.err


# Each kind of work is killed outright, and ended by one of the other signals in turn; `long.py` tries all.
PAIRS = [pair for at, work in enumerate(WORK) for pair in ((work, SIGNALS[0]), (work, SIGNALS[1 + at % 4]))]


@pytest.mark.parametrize(("work", "name"), PAIRS)
def test_a_killed_command_is_there_wholly_or_not_at_all_and_one_that_was_acknowledged_is(
    folder: Path, work: str, name: str
) -> None:
    prepare(folder, work)
    (part,) = kills.parts(seed=hash_of(work + name), count=1)
    judge(folder, work, name, part)


LONG = """
import sys
from netlog.store.store import Store
store = Store(sys.argv[1])
try:
    store.people()
    print("ready", flush=True)
    store.rows("WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number) SELECT sum(n) FROM number")
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_an_interrupt_ends_one_statement_that_would_never_end(demo: Path) -> None:
    call = subprocess.Popen([sys.executable, "-c", LONG, str(demo)], stdout=subprocess.PIPE)
    assert call.stdout is not None
    assert call.stdout.readline() == b"ready\n"
    while call.poll() is None:
        call.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            call.wait(0.5)
    call.stdout.close()
    assert call.returncode == 130


def hash_of(word: str) -> int:
    return int.from_bytes(word.encode(), "big")


def judge(folder: Path, work: str, name: str, part: float) -> kills.Killed:
    """Kill a command in the middle; what stands is what it told, and the next command finds a sound journal."""
    before = kills.steps(folder / "journal.db")
    told = kills.kill(folder, work, part, name)
    assert "Traceback" not in told.err, told.err
    assert told.said >= 1, told.err
    assert told.code in (0, 130) or told.code < 0, told
    for turn in (0, 1):
        journal = journal_of(folder, work, turn)
        if turn and not journal.exists():
            assert work == "first run"
            continue
        checked = run(["check"], env={"NETLOG_JOURNAL": str(journal)})
        assert checked.code == 0 or "look like one" in checked.out, checked
        assert_whole(journal)
    if work == "export":
        lines = (folder / "out.jsonl").read_text().splitlines()
        assert len([json.loads(line) for line in lines]) == len(lines) > 5
    elif work == "first run":
        assert kills.steps(journal_of(folder, work, 0)) == 1
        assert kills.steps(journal_of(folder, work, 1)) in (told.said - 1, 1)
    elif work == "migration":
        assert all(dump_of(journal_of(folder, work, turn))["person"] for turn in (0, 1))
    else:
        assert kills.steps(folder / "journal.db") - before in (told.said, told.said + 1)
    return told
