"""Plants defects, one at a time, in a copy of netlog, and says which test notices each.

`python tests/reliability/planted.py [WORD …]` takes all, or those whose name holds a word. It ends
with 1 when a defect is not noticed: then a promise of the README is no longer looked after.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
LONGEST = 300  # seconds that the tests of one defect may take

# Hypothesis tries the same examples each time and, once one has failed, looks for no smaller one.
PLUGIN = """
from hypothesis import Phase, settings
settings.register_profile("planted", deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
"""


class Defect(NamedTuple):
    """One mistake that somebody might make, and the narrowest tests that should notice it."""

    name: str
    file: str  # under src/netlog
    right: str
    wrong: str
    tests: tuple[str, ...]  # under tests, with what else pytest is to be told


MACHINE = "reliability/test_machine.py"
DEFECTS = (
    Defect(
        "a transaction that takes the right to write too late",
        "store/writing.py",
        'connection.execute("BEGIN IMMEDIATE")',
        'connection.execute("BEGIN")',
        ("store/test_store.py", "-k", "right_to_write"),
    ),
    Defect(
        "a receipt before the disk has it: no syncing",
        "store/connection.py",
        "PRAGMA synchronous = EXTRA;",
        "PRAGMA synchronous = OFF;",
        ("reliability/test_power.py",),
    ),
    Defect(
        "a receipt before the disk has it: the folder is not synced",
        "store/connection.py",
        "PRAGMA synchronous = EXTRA;",
        "PRAGMA synchronous = FULL;",
        ("reliability/test_power.py",),
    ),
    Defect(
        "an exception swallowed in the middle of a step",
        "store/writing.py",
        '            connection.execute("ROLLBACK")\n        raise\n',
        '            connection.execute("ROLLBACK")\n',
        ("store/test_store.py", "-k", "whole_or_not_at_all"),
    ),
    Defect(
        "half a step kept after a fault",
        "store/writing.py",
        '            connection.execute("ROLLBACK")\n        raise\n',
        '            connection.execute("COMMIT")\n        raise\n',
        (MACHINE,),
    ),
    Defect(
        "a name on its way to the terminal as it stands, on a line",
        "page.py",
        'yield from safe("".join(words(cell) for cell in block.cells))',
        'yield from ("".join(words(cell) for cell in block.cells))',
        ("test_page.py",),
    ),
    Defect(
        "a name on its way to the terminal as it stands, in a table",
        "page.py",
        "rows = [[safe_line(words(cell)) for cell in row] for row in block.rows]",
        "rows = [[words(cell) for cell in row] for row in block.rows]",
        (MACHINE,),
    ),
    Defect(
        "a step taken back from its first change to its last",
        "store/steps.py",
        "yield from (change[:3] for change in portion)",
        "yield from (change[:3] for change in reversed(portion))",
        ("reliability/test_undo_of_everything.py", "-k", "that_a_command_writes and merge"),
    ),
    Defect(
        "a change made since overwritten by an undo",
        "store/steps.py",
        "return current == before",
        "return True",
        ("reliability/test_undo_of_everything.py", "-k", "refusal"),
    ),
    Defect(
        "a cell that a spreadsheet runs",
        "exporters/csv.py",
        'return f"{GUARD}{text}" if text',
        'return f"{text}" if text',
        ("exporters/test_csv.py",),
    ),
    Defect(
        "private words in an export",
        "exporters/json.py",
        "shown = record if private else _public(record)",
        "shown = record",
        ("exporters/test_json.py", "-k", "private_words"),
    ),
    Defect(
        "an import that is kept in two parts",
        "commands/import_.py",
        "        for _, after in plan.filled:\n            writer.replace(after)\n    return",
        "    with session.store.write('import', 'blanks') as writer:\n"
        "        for _, after in plan.filled:\n            writer.replace(after)\n    return",
        ("reliability/test_undo_of_everything.py", "-k", "import_is_one_step"),
    ),
    Defect(
        "a full-text index that is no longer kept after an import",
        "store/writing.py",
        "            self._connection.execute(triggers[table][1])\n",
        "",
        ("store/test_store.py", "-k", "in_bulk"),
    ),
    Defect(
        "texts that an import does not enter into the full-text index",
        "store/writing.py",
        "(last[table] or 0,),",
        "(1 << 60,),",
        ("store/test_store.py", "-k", "in_bulk"),
    ),
    Defect(
        "a change of a row that the log does not hear of",
        "store/schema.py",
        "CREATE TRIGGER {table}_log_update AFTER UPDATE ON {table} WHEN {before} <> {after} BEGIN",
        "CREATE TRIGGER {table}_log_update AFTER UPDATE ON {table} WHEN 0 BEGIN",
        ("reliability/test_undo_of_everything.py", "-k", "that_a_command_writes and set"),
    ),
    Defect(
        "something done again over what was written since",
        "store/steps.py",
        'if one.command != "redo" and not (one.command == "undo" and one.undone)), None',
        'if one.command == "undo" and not one.undone), None',
        ("store/test_undo.py", "-k", "not TestUndoing"),
    ),
)


def main(words: list[str]) -> int:
    """How many defects nobody noticed, as an exit code."""
    chosen = [one for one in DEFECTS if not words or any(word in one.name for word in words)]
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "planted_profile.py").write_text(PLUGIN, encoding="utf-8")
        whole, copy = folder / "whole", folder / "netlog"
        shutil.copytree(ROOT / "src" / "netlog", whole, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(whole, copy)
        for tests in sorted({one.tests for one in chosen}):
            code, failed = tried(folder, tests)
            if code:
                print(f"without any defect {' '.join(tests)} fails: {failed or f'pytest ends with {code}'}")  # noqa: T201
                return 2
        for one in chosen:
            shutil.rmtree(copy)
            shutil.copytree(whole, copy)
            plant(copy, one)
            code, failed = tried(folder, one.tests)
            is_noticed = code == 1 and failed.startswith("FAILED")
            missed += not is_noticed
            print(f"{'noticed' if is_noticed else 'MISSED '}  {one.name}\n         {failed}", flush=True)  # noqa: T201
    return min(missed, 1)


def plant(copy: Path, defect: Defect) -> None:
    """Put the defect in; what it takes the place of must stand there once, or it is no longer the defect it was."""
    file = copy / defect.file
    text = file.read_text(encoding="utf-8")
    assert text.count(defect.right) == 1, f"{defect.name}: {defect.right!r} stands {text.count(defect.right)} times"
    file.write_text(text.replace(defect.right, defect.wrong), encoding="utf-8")


def tried(folder: Path, tests: tuple[str, ...]) -> tuple[int, str]:
    """What pytest ended with on the copy, and the first test that failed."""
    first, *more = tests
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    where = subprocess.run(
        [sys.executable, "-c", "import netlog; print(netlog.__file__)"], env=env, capture_output=True, check=True
    )
    assert where.stdout.startswith(str(folder).encode()), "another netlog than the copy is found"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "--tb=no", "-p", "no:cacheprovider"),
            *("-p", "planted_profile", "--hypothesis-profile=planted", str(ROOT / "tests" / first), *more),
        ],
        env=env,
        cwd=ROOT,
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    told = done.stdout.decode(errors="replace").splitlines()
    failed = [line.split(" - ")[0] for line in told if line.startswith(("FAILED", "ERROR"))]
    return done.returncode, failed[0] if failed else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
