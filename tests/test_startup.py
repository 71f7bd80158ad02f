"""What a run loads: the daily commands none of the libraries that cost more than they do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# Runs a command line and tells what is loaded at its end, on a third channel.
PROBE = """
import os, sys
before = set(sys.modules)
from netlog import cli
code = cli.run(sys.argv[2:])
names = sorted(set(sys.modules) - before)
os.write(int(sys.argv[1]), repr((code, names)).replace("'", '"').replace("(", "[").replace(")", "]").encode())
"""
# Costly, and of no use to a call without options whose answer goes to a pipe.
DEAR = {
    *("typer", "click", "rich", "sqlite_utils", "dateutil", "rapidfuzz", "anyascii", "platformdirs", "tomlkit"),
    *("tomllib", "dataclasses", "inspect", "argparse", "logging", "pathlib", "tempfile", "subprocess", "asyncio"),
    *(
        "typing",
        "re",
        "enum",
        "shutil",
        "email",
        "csv",
        "random",
        "hashlib",
        "uuid",
        "json",
        "difflib",
        "decimal",
        "urllib",
    ),
}


def loaded(*words: str) -> set[str]:
    """The modules that a command line loads, with all of its output going to a pipe."""
    read, write = os.pipe()
    with os.fdopen(read, "rb") as told:
        try:
            done = subprocess.run(
                [sys.executable, "-c", PROBE, str(write), *words], capture_output=True, pass_fds=[write], check=False
            )
        finally:
            os.close(write)
        code, names = json.loads(told.read())
    assert (code, done.returncode) == (0, 0), done.stderr
    return set(names)


def tops(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


DAILY = [
    ["due"],
    ["score", "ana"],
    ["score", "Ana", "Ruiz"],
    ["balance", "ana"],
    ["balance"],
    ["promises"],
    ["who", "ana"],
    ["give", "ana", "intro", "to", "Lena"],
    ["promise", "ana", "the", "deck", "by", "friday"],
    ["keep", "ana", "deck"],
]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("words", DAILY, ids=" ".join)
def test_a_daily_command_loads_nothing_dear(words: list[str]) -> None:
    assert tops(loaded(*words)) & DEAR == set()


@pytest.mark.usefixtures("demo")
def test_a_log_of_somebody_known_loads_nothing_dear() -> None:
    assert tops(loaded("add", "yesterday", "call with Ana Ruiz about forecasting #ai")) & DEAR == set()
    assert tops(loaded("add", "call with Ana Ruiz. promised: slides by friday")) & DEAR == {"re", "enum"}


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "words", [["due"], ["score", "ana"], ["balance", "ana"], ["add", "call with Ana Ruiz"]], ids=" ".join
)
def test_the_daily_commands_do_without_what_goes_beyond_the_daily_log(words: list[str]) -> None:
    # Each kind of record costs a thirtieth of an empty interpreter to define.
    assert "netlog.domain.dossier" not in loaded(*words)


@pytest.mark.usefixtures("demo")
def test_the_version_loads_nothing_but_the_front_door() -> None:
    modules = loaded("--version")
    assert {name for name in modules if name.startswith("netlog.")} <= {
        *("netlog.cli", "netlog.errors", "netlog.folder", "netlog.typed"),
    }
    assert "sqlite3" not in modules


@pytest.mark.usefixtures("demo")
def test_a_command_loads_no_other_command_and_only_what_it_needs_of_the_house() -> None:
    modules = loaded("due")
    assert {name for name in modules if name.startswith("netlog.commands.")} == {"netlog.commands.due"}
    assert {"netlog.parser", "netlog.drawing", "netlog.domain.sentence", "netlog.domain.people"} & modules <= {
        "netlog.domain.people"
    }
    assert "netlog.store.schema" not in modules


@pytest.mark.usefixtures("demo")
def test_an_option_loads_the_parser_and_one_command() -> None:
    modules = loaded("due", "--all")
    assert "typer" in modules
    assert {name for name in modules if name.startswith("netlog.commands.")} == {"netlog.commands.due"}
    assert {"rich", "sqlite_utils", "pydantic", "dateutil"} & tops(modules) == set()


def test_only_the_first_write_loads_the_database_toolkit(journal: Path) -> None:
    assert "sqlite_utils" in loaded("add", "met @Ana Ruiz")
    assert journal.exists()
    assert "sqlite_utils" not in loaded("add", "met @Tom Okafor")


def test_reading_where_there_is_no_journal_loads_no_database_toolkit() -> None:
    assert "sqlite_utils" not in loaded("due")
