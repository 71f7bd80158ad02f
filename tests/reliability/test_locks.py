"""Several at once: nobody's words are lost, and whoever waits for a person keeps nobody waiting."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from dumping import assert_whole, dump_of
from running import Stream, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@contextmanager
def held(journal: Path, how: str = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
    """Another program that writes."""
    with closing(sqlite3.connect(journal, isolation_level=None, timeout=0)) as other:
        other.execute(f"BEGIN {how}")
        yield other
        other.execute("ROLLBACK")


def called(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "netlog", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )


def ended(calls: Sequence[subprocess.Popen[bytes]]) -> list[tuple[int, str]]:
    told = [call.communicate(timeout=120)[1].decode() for call in calls]
    return [(call.returncode, err) for call, err in zip(calls, told, strict=True)]


# In one process a loop of writes; several of them at once: how often each got through is printed
LOOP = """
import sys
from netlog import cli
print(sum(cli.run(["give", "ana", f"help {sys.argv[1]} {n}"]) == 0 for n in range(int(sys.argv[2]))))
"""


@pytest.mark.parametrize("writers", [2, 8])
def test_many_writers_lose_nothing(demo: Path, writers: int) -> None:
    written_by(demo, writers, 24 // writers)


def written_by(demo: Path, writers: int, each: int) -> None:
    """Let several write at once; each write gets through, and is there."""
    before = len(dump_of(demo)["entry"])
    calls = [
        subprocess.Popen(
            [sys.executable, "-c", LOOP, str(one), str(each)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        for one in range(writers)
    ]
    written = sum(int(call.communicate(timeout=120)[0]) for call in calls)
    assert written == writers * each
    assert len(dump_of(demo)["entry"]) - before == written
    assert_whole(demo)


def test_a_writer_waits_for_another_and_goes_on_when_that_one_has_ended(demo: Path) -> None:
    with held(demo):
        waiting = called("give", "ana", "a hand")
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(3)
    ((code, err),) = ended([waiting])
    assert code == 0, err


@pytest.mark.parametrize(("how", "reads"), [("IMMEDIATE", 0), ("EXCLUSIVE", 5)])
def test_a_lock_that_is_held_too_long_is_told_and_nothing_was_written(
    demo: Path, monkeypatch: pytest.MonkeyPatch, how: str, reads: int
) -> None:
    monkeypatch.setattr("netlog.store.connection.WAIT_SECONDS", 0.05)
    old = dump_of(demo)
    with held(demo, how):
        for words in (["give", "ana", "a hand"], ["undo"], ["import", "-", "--as", "jsonl"]):
            result = run(words, stdin='{"kind":"person","id":"N1","name":"Noor"}\n')
            assert result.code == 5, words
            assert "in use" in result.err
            assert len(result.err.splitlines()) == 2
        assert run(["due"]).code == reads
    assert dump_of(demo) == old
    assert run(["give", "ana", "a hand"]).code == 0


def test_an_open_reader_is_waited_for_and_told_of(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netlog.store.connection.WAIT_SECONDS", 0.05)
    old = dump_of(demo)
    with closing(sqlite3.connect(demo, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM person").fetchone()
        assert run(["due"]).code == 0
        result = run(["give", "ana", "a hand"])
        assert (result.code, "in use" in result.err) == (5, True)
        reader.execute("COMMIT")
    assert dump_of(demo) == old
    assert run(["give", "ana", "a hand"]).code == 0


# Whoever waits for a person keeps nobody waiting


class Busy(Stream):
    """A person who, asked, first writes in another window."""

    journal: Path
    answers: Iterator[str]

    def readline(self, *_: object) -> str:
        with held(self.journal):
            pass
        return next(self.answers)


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("forget tom", ["Tom Okafor\n"]),
        ("add", ["Ana Ruiz\n", "we talked\n", "\n", "\n", "\n", "\n", "\n", "\n"]),
        ("merge ana-ruiz jo-park", ["y\n"]),
        ("triage", ["q\n"]),
        ("dupes", ["q\n"]),
        ("part dewi", ["1\n"] * 20),
    ],
)
def test_a_question_holds_no_lock(demo: Path, line: str, answers: list[str]) -> None:
    person = Busy(tty=True)
    person.journal, person.answers = demo, iter([*answers, *[""] * 9])
    result = run(line.split(), tty=True, stdin=person)
    assert result.code in (0, 130), result


def test_an_editor_holds_no_lock(demo: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    writing = (
        f'import sqlite3; c = sqlite3.connect("{demo}", isolation_level=None, timeout=0); c.execute("BEGIN EXCLUSIVE")'
    )
    editor.write_text(f"#!/bin/sh\n'{sys.executable}' -c '{writing}' && echo 'in the editor' >> \"$1\"\n")
    editor.chmod(0o700)
    result = run(["edit", "ana", "forecasting"], tty=True, env={"EDITOR": str(editor)})
    assert result.code == 0, result
    assert run(["search", "in the editor"]).code == 0


def test_a_pager_holds_no_lock(demo: Path) -> None:
    """A reader that takes one page and thinks: netlog stands still in the middle of its answer."""
    read, write = os.pipe()
    os.set_blocking(read, True)
    call = subprocess.Popen([sys.executable, "-m", "netlog", "export", "json"], stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert os.read(read, 1)
    with held(demo, "EXCLUSIVE"):
        pass
    while os.read(read, 65536):
        pass
    os.close(read)
    assert ended([call])[0][0] == 0


# Racing


def test_an_undo_that_races_with_writers_takes_back_one_whole_step_each(demo: Path) -> None:
    before = dump_of(demo)
    steps = len(run(["undo", "--list", "--all"]).out.splitlines())
    calls = [called(*words) for at in range(4) for words in (("give", "ana", f"help {at}"), ("undo",))]
    for code, err in ended(calls):
        assert code == 0, err
    assert len(run(["undo", "--list", "--all"]).out.splitlines()) == steps + 8
    assert_whole(demo)
    while len(run(["undo", "--list", "--all"]).out.splitlines()) < steps + 12 and run(["undo"]).code == 0:
        pass
    assert dump_of(demo).keys() == before.keys()
    assert_whole(demo)
