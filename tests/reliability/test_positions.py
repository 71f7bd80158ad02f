"""Every command that writes, with a fault at each statement and at each change of a file in turn."""

from __future__ import annotations

import shlex
from itertools import count
from typing import TYPE_CHECKING

import pytest

from dumping import dump_of
from reliability.faults import Case, at_a_file, at_a_statement, every_position
from running import run
from test_cli import COMMANDS, VERBS

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reliability.faults import Fault

    FaultAt = Callable[[int, int], AbstractContextManager[Fault]]

# Commands none of whose examples writes at once: they take back, go on from, or ask.
PREPARED = {
    "redo": Case("netlog redo", before=("netlog give ana help", "netlog undo")),
    "wake": Case("netlog wake tom", before=("netlog rest tom",)),
    "triage": Case("netlog triage", before=('netlog add "met @Noor Haddad"',), stdin="i\nq\n", tty=True),
    "mirror": Case("netlog mirror quiz --answers quiz.toml", files=(("quiz.toml", "c1 = 4\n"),)),
    "import": Case("netlog import - --as jsonl", stdin='{"kind":"person","id":"N1","name":"Noor Haddad"}\n'),
    "restore": Case("netlog restore copy.db --yes", before=("netlog backup copy.db", "netlog give ana help")),
}
COPYING = {"backup", "encrypt", "decrypt"}  # they write other files, or the same records in another form
WRITING = sorted((VERBS & set(COMMANDS)) - COPYING)


def a_case_of(name: str, journal: Path) -> Case:
    """A line of the command that writes: one prepared here, or the first of its examples that does."""
    if name in PREPARED:
        return PREPARED[name]
    before, old = journal.read_bytes(), dump_of(journal)
    for line in COMMANDS[name].EXAMPLES:
        done = run(shlex.split(line)[1:])
        writes = done.code == 0 and dump_of(journal) != old
        journal.write_bytes(before)
        if writes:
            return Case(line)
    pytest.fail(f"No example of `netlog {name}` writes: prepare one for this test.")


@pytest.fixture
def here(demo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented journal, and its folder as the place where commands are said."""
    monkeypatch.chdir(demo.parent)
    return demo


@pytest.mark.parametrize("name", WRITING)
def test_a_fault_at_any_statement_of_any_command_leaves_the_old_state_or_the_new(name: str, here: Path) -> None:
    case = a_case_of(name, here)
    case.prepare(here.parent)
    assert every_position(case, here, at_a_statement, stride=STATEMENTS.get(name, 1)).faults > 5


STATEMENTS = {"forget": 7, "restore": 101}  # those with very many: one in so many here, all in `long.py`
# The whole file is written anew by some of them: not each of its pages is refused here.
STRIDES = {"add": 1, "import": 1, "undo": 1, "delete": 1, "merge": 5, "restore": 149, "forget": 97}


@pytest.mark.parametrize("name", STRIDES)
def test_a_refused_change_of_any_file_leaves_the_old_state_or_the_new(name: str, here: Path) -> None:
    case = a_case_of(name, here)
    case.prepare(here.parent)
    assert every_position(case, here, at_a_file, stride=STRIDES[name]).faults > 5


@pytest.mark.parametrize("fault_at", [at_a_statement, at_a_file])
def test_a_fault_in_the_first_run_leaves_no_journal_or_a_whole_one(journal: Path, fault_at: FaultAt) -> None:
    tried = every_position(Case("netlog add met @Ana Ruiz"), journal, fault_at, stride=17)
    assert tried.faults > 10


# Other files


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("export jsonl --output out.txt", "out.txt"),
        ("export vcard --output out.txt", "out.txt"),
        ("config set lines 7", "config.toml"),
    ],
)
def test_a_fault_while_another_file_is_written_leaves_the_old_file_or_the_new(
    here: Path, line: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETLOG_CONFIG", str(here.parent))
    file, whole = here.parent / name, here.read_bytes()
    old = b"lines = 5\n"
    file.write_bytes(old)
    assert run(line.split()).code == 0
    new = file.read_bytes()
    assert new != old
    for position in count(1):
        file.write_bytes(old)
        with at_a_file(position) as fault:
            result = run(line.split())
        assert file.read_bytes() == new if result.code == 0 else file.read_bytes() in (old, new)
        assert "itself failed" not in result.err
        assert not list(here.parent.glob(".*.part"))
        if not fault.met:
            break
        assert result.code
    assert position > 3
    assert here.read_bytes() == whole


@pytest.mark.parametrize("fault_at", [at_a_statement, at_a_file])
def test_a_fault_during_a_backup_leaves_a_whole_one_or_none(here: Path, fault_at: FaultAt) -> None:
    whole, copy = here.read_bytes(), here.parent / "copy.db"
    for position in count(1, 23):
        with fault_at(position, 0) as fault:
            result = run(["backup", "copy.db"])
        assert "itself failed: MemoryError" in result.err or "itself failed" not in result.err, result.err
        if copy.exists():
            assert run(["check", "--backup", "copy.db"]).code == 0
            copy.unlink()
        else:
            assert result.code
        assert here.read_bytes() == whole
        assert not list(here.parent.glob(".*.part*"))
        if not fault.met:
            break
    assert position > 20
