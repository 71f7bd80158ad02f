"""What netlog costs, measured as whole processes: `python tests/benchmarks/run.py`.

Instructions are counted by valgrind and do not depend on how busy the machine is. Times do: they
are medians of runs in turn, to be compared within one run of this only. `bare` is the same
interpreter doing nothing. No peak of memory is told lower than that of this program itself. The
journals are made from a seed and kept for the next run. Nothing here fails on a clock.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.util
import json
import os
import platform
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import Any

import budgets
import growth
import importing
import measuring
import peers
from places import PROGRAM, Places, Size

PARTS = ("budget", "everybody", "import", "growth", "peers")
SMALL = Size("S", 1_000, 20_000)
LARGE = Size("L", 10_000, 1_000_000)
GROWTH = tuple(Size(f"{people:,}", people, 20 * people) for people in (100, 1_000, 10_000, 100_000))
QUICK = tuple(Size(f"{people:,}", people, 20 * people) for people in (10, 20))
ROUNDS = 9


def main() -> None:
    """Measure what was asked for, print the tables, and write them as JSON."""
    options = _options()
    parts = options.only or [part for part in PARTS if part != "peers" or options.peers]
    small, large = QUICK if options.quick else (SMALL, LARGE)
    sizes = tuple(size for size in (QUICK if options.quick else GROWTH) if size.people <= options.people)
    rounds = 1 if options.quick else options.rounds
    counted = measuring.has_valgrind() and not options.quick and not options.no_instructions
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    _compiled()
    found: dict[str, Any] = {"about": _about(counted)}
    _tell("  ".join(f"{name} {value}" for name, value in found["about"].items()))
    with tempfile.TemporaryDirectory(prefix="netlog-benchmark-") as scratch:
        places = Places(options.folder, Path(scratch))
        for part in parts:
            if part == "budget":
                found[part] = budgets.measured(places, small, large, rounds=rounds, counted=counted, said=_said)
                told = budgets.told(found[part])
            elif part == "everybody":
                found[part] = budgets.everybody(places, small, large, said=_said)
                told = budgets.told_of_everybody(found[part])
            elif part == "import":
                found[part] = importing.measured(places, large, _said)
                told = importing.told(found[part])
            elif part == "growth":
                found[part] = growth.measured(places, sizes, rounds=rounds, counted=counted, said=_said)
                told = growth.told(found[part])
            else:
                crowd = sizes[:3]
                found[part] = peers.measured(places, crowd, options.peers_path, rounds, options.patience, _said)
                told = peers.told(found[part])
            _said("")
            _tell(f"\n## {part}\n\n{told}")
            if options.json:
                options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--quick", action="store_true", help="tiny journals, one round, no valgrind: does it run at all"
    )
    parser.add_argument("--only", choices=PARTS, nargs="+", help="these parts and no others")
    parser.add_argument("--peers", action="store_true", help="other programs beside netlog, those that are installed")
    parser.add_argument(
        "--peers-path", type=_folder, metavar="FOLDER", help="where else the other programs are looked for"
    )
    parser.add_argument("--patience", type=float, default=60.0, help="seconds after which another program is stopped")
    parser.add_argument("--people", type=int, default=100_000, help="the largest journal of growth and peers")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="runs of each command that a median is taken of")
    parser.add_argument("--no-instructions", action="store_true", help="leave valgrind out: minutes less")
    parser.add_argument("--json", type=_file, metavar="FILE", help="write all figures there too")
    parser.add_argument("--folder", type=Path, help="where the journals are kept; by default among temporary files")
    options = parser.parse_args()
    if options.folder and options.folder.exists() and not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder")
    smallest = (QUICK if options.quick else GROWTH)[0].people
    if options.people < smallest:
        parser.error(f"the smallest journal is of {smallest} people")
    return options


def _folder(text: str) -> str:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return text


def _file(text: str) -> Path:
    """A file that can be written, before minutes are spent on what goes into it."""
    path = Path(text)
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text} cannot be written")
    return path


def _compiled() -> None:
    """See that nothing measured compiles itself first."""
    found = importlib.util.find_spec("netlog")
    for folder in found.submodule_search_locations if found and found.submodule_search_locations else ():
        compileall.compile_dir(folder, quiet=2)
    if not Path(PROGRAM).exists():
        raise SystemExit(f"There is no {PROGRAM}: install netlog into the environment of this interpreter.")


def _about(counted: bool) -> dict[str, str]:
    return {
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "instructions": "counted" if counted else "not counted: that takes valgrind, and no --quick",
    }


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _said(what: str) -> None:
    """Tell on a terminal what goes on."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{what}")
        sys.stderr.flush()


if __name__ == "__main__":
    main()
