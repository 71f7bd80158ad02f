"""Disks that are full and streams that take nothing: what is saved stays saved and is told so, the rest is refused."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dumping import assert_whole, dump_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Result

    Run = Callable[..., Result]


def limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.fixture(autouse=True)
def uncompiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a limit Python would leave halves of its compiled modules behind, for everybody."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")


@pytest.mark.parametrize("room", [0, 512, 4096, 20_000])
@pytest.mark.parametrize("line", ["import people.jsonl", "export jsonl --output out.jsonl"])
def test_a_file_that_may_not_grow_leaves_the_old_state_or_the_new(
    process: Run, demo: Path, tmp_path: Path, line: str, room: int
) -> None:
    people = (f'{{"kind":"person","id":"N{n}","name":"New {n}","org":"{"x" * 400}"}}\n' for n in range(400))
    (tmp_path / "people.jsonl").write_text("".join(people))
    out = tmp_path / "out.jsonl"
    out.write_text("the old one\n")
    old = dump_of(demo)
    size = demo.stat().st_size if line.startswith("import") else 0
    result = process(*line.split(), preexec_fn=limited(size + room), cwd=tmp_path)
    assert result.code in (1, 5), result
    *_, sentence, hint = ("", *result.err.splitlines())
    assert sentence.endswith(").") or hint.endswith("."), result.err
    assert "Traceback" not in result.err
    assert out.read_text() == "the old one\n"
    assert dump_of(demo) == old
    assert_whole(demo)
    assert not [name for name in os.listdir(tmp_path) if name.endswith((".part", "-journal"))]
    assert process(*line.split(), cwd=tmp_path).code == 0


def test_a_first_run_without_room_leaves_nothing(process: Run, journal: Path) -> None:
    result = process("add", "met @Ana Ruiz", preexec_fn=limited(20_000))
    assert result.code == 5
    assert not [name for name in os.listdir(journal.parent) if name.startswith("journal")]
    assert process("add", "met @Ana Ruiz").code == 0


# Streams that take nothing


WRITING = (
    ("give", "ana", "a hand"),
    ("add", "met @Noor Haddad"),
    ("undo",),
    ("snooze", "ana", "3w"),
    ("promise", "ana", "the deck", "by", "friday"),
)


@pytest.mark.parametrize("words", WRITING, ids=lambda words: words[0])
@pytest.mark.parametrize("flags", [(), ("--json",), ("--quiet",)], ids=str)
@pytest.mark.parametrize("which", ["stdout", "stderr"])
def test_what_is_saved_ends_well_also_when_nobody_can_be_told(
    demo: Path, words: tuple[str, ...], flags: tuple[str, ...], which: str
) -> None:
    """A script that saw a failure would write it a second time."""
    old = dump_of(demo)
    told = call(*words, *flags, full=which)
    assert told.returncode == 0, told
    assert dump_of(demo) != old
    if which == "stdout" and "--json" in flags:
        assert told.stderr == b"It is saved, but the answer could not be printed: No space left on device.\n"
    assert b"Traceback" not in (told.stderr or b"")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(("words", "which", "code"), [
    (("due",), "stdout", 1),
    (("due", "--json"), "stdout", 1),
    (("due",), "stderr", 0),
    (("export", "jsonl"), "stdout", 1),
    (("check",), "stderr", 0),
    (("who", "nobody"), "stderr", 3),
])  # fmt: skip
def test_an_answer_that_cannot_be_printed_is_a_failure_and_a_remark_is_none(
    words: tuple[str, ...], which: str, code: int
) -> None:
    told = call(*words, full=which)
    assert told.returncode == code, told
    assert b"Traceback" not in (told.stderr or b"")
    assert b"Exception ignored" not in (told.stderr or b"")


def call(*words: str, full: str) -> subprocess.CompletedProcess[bytes]:
    """A process of its own, one of whose streams leads to a full disk."""
    with open("/dev/full", "wb") as nowhere:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, full: nowhere}
        return subprocess.run([sys.executable, "-m", "netlog", *words], **streams, timeout=60, check=False)
