"""The long tier: faults, kills and power cuts by the thousand. `python tests/reliability/long.py --help` says which.

Each line of the table says how often something was tried and how often what netlog promises did not hold.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

import pytest

from netlog import sample
from netlog.store.store import Store
from reliability import kills, test_files, test_kills, test_locks, test_positions, test_power
from reliability.faults import at_a_file, at_a_statement, every_position
from running import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reliability.faults import Tried


class Line(NamedTuple):
    """One line of the table."""

    what: str
    tried: int
    refused: int | None  # of them, those that ended in a sentence
    losses: int


@contextmanager
def place() -> Iterator[Path]:
    """A folder of its own, in which a copy of the invented journal is the journal."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for name in [name for name in os.environ if name.startswith(("NETLOG_", "XDG_"))]:
            patch.delenv(name)
        told = {"HOME": "home", "NETLOG_CONFIG": "config", "NETLOG_JOURNAL": "place/journal.db"}
        for name, path in told.items():
            patch.setenv(name, str(folder / path))
        patch.setenv("NETLOG_TODAY", TODAY)
        (folder / "place").mkdir()
        patch.chdir(folder / "place")
        yield folder / "place"


def demo(folder: Path) -> Path:
    """The invented journal."""
    store = Store(str(folder / "journal.db"))
    with store.write("demo", "invented a journal") as writer:
        writer.add(*sample.journal(date.fromisoformat(TODAY)))
    store.close()
    return folder / "journal.db"


def held(call: Callable[..., object], *words: Any) -> bool:
    """Whether a promise held; what broke it is printed."""
    try:
        call(*words)
    except AssertionError as error:
        sys.stderr.write(f"    {error}"[:2000] + "\n")
        return False
    return True


def faults(turns: int) -> Iterator[Line]:
    """Every writing command, a fault at every statement and every change of a file, in so many turns of the errors."""
    for where, fault_at in (("statement", at_a_statement), ("change of a file", at_a_file)):
        count = refused = losses = 0
        for name in test_positions.WRITING:
            with place() as folder:
                journal = demo(folder)
                case = test_positions.a_case_of(name, journal)
                case.prepare(folder)
                whole = journal.read_bytes()
                for turn in range(turns):
                    journal.write_bytes(whole)
                    found: list[Tried] = []
                    losses += not held(
                        lambda *words, to=found: to.append(every_position(*words)), case, journal, fault_at, turn
                    )
                    count += sum(one.faults for one in found)
                    refused += sum(one.refused for one in found)
        yield Line(f"faults at a {where}", count, refused, losses)


def killed(count: int, chance: random.Random) -> Iterator[Line]:
    """So many children, ended by every signal in every kind of work."""
    losses = dict.fromkeys(kills.SIGNALS, 0)
    done = dict.fromkeys(kills.SIGNALS, 0)
    for at in range(count):
        work = kills.WORK[at % len(kills.WORK)]
        name = kills.SIGNALS[at // len(kills.WORK) % len(kills.SIGNALS)]
        with place() as folder:
            test_kills.prepare(folder, work)
            done[name] += 1
            losses[name] += not held(test_kills.judge, folder, work, name, chance.random())
    for name in kills.SIGNALS:
        yield Line(f"ended by {name}", done[name], None, losses[name])


def cut(count: int, chance: random.Random) -> Iterator[Line]:
    """About so many images of a power cut, of each kind of command."""
    for name, words in {**test_power.COMMANDS, "first run": test_power.COMMANDS["add"], "migration": ("due",)}.items():
        images = losses = 0
        while images < count:
            with place() as folder:
                if name == "migration":
                    test_power.older(folder / "journal.db")
                elif name != "first run":
                    test_power.filled(folder)
                many = name in ("forget", "first run", "migration")
                found = test_power.cuts(folder, words, torn=4, every=10 if many else 1, seed=chance.getrandbits(32))
                images += found.images
                losses += found.broken + (found.lost if name != "migration" else 0)
        yield Line(f"power cut in {name}", images, None, losses)


def flipped(count: int) -> Iterator[Line]:
    """So many files with flipped bits: what is read wrong, the check sees."""
    losses = wrong = 0
    with place() as folder:
        journal = demo(folder)
        whole, told = journal.read_bytes(), test_files.dump_of(journal)
        for seed in range(count):
            found: list[bool] = []
            losses += not held(lambda *words, to=found: to.append(test_files.harm(*words)), journal, whole, told, seed)
            wrong += any(found)
    yield Line("files with flipped bits", count, wrong, losses)


def writers(count: int) -> Iterator[Line]:
    """So many processes that write at the same time."""
    with place() as folder:
        journal = demo(folder)
        is_whole = held(test_locks.written_by, journal, count, 40)
    yield Line(f"writes by {count} at once", 40 * count, None, not is_whole)


def main() -> int:
    """Try what was asked for, print the table, and say with the exit code whether anything was lost."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--turns", type=int, default=2, help="turns of the errors at each position; 14 bring them all")
    asked.add_argument("--kills", type=int, default=500, help="children that are ended in the middle")
    asked.add_argument("--images", type=int, default=500, help="images of a power cut, for each kind of command")
    asked.add_argument("--flips", type=int, default=400, help="files with flipped bits")
    asked.add_argument("--writers", type=int, default=8, help="processes that write at once")
    asked.add_argument("--seed", type=int, default=None, help="the same again")
    told = asked.parse_args()
    seed = told.seed if told.seed is not None else random.SystemRandom().getrandbits(32)
    chance, began, losses = random.Random(seed), time.monotonic(), 0
    sys.stdout.write(f"seed {seed}\n{'':<32}{'tried':>9}{'refused':>9}{'losses':>9}{'seconds':>9}\n")
    for part in (
        writers(told.writers),
        killed(told.kills, chance),
        cut(told.images, chance),
        flipped(told.flips),
        faults(told.turns),
    ):
        for line in part:
            refused = "" if line.refused is None else line.refused
            spent = time.monotonic() - began
            sys.stdout.write(f"{line.what:<32}{line.tried:>9}{refused:>9}{line.losses:>9}{spent:>9.0f}\n")
            sys.stdout.flush()
            losses += line.losses
    return 1 if losses else 0


if __name__ == "__main__":
    sys.exit(main())
