"""Files that are damaged, foreign, replaced, or where none can be: refused in a sentence, left as they are."""

from __future__ import annotations

import os
import random
import shlex
import shutil
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from dumping import dump_of
from netlog.errors import StoreError
from netlog.store.store import Store
from running import Stream, run
from test_cli import COMMANDS, READING, VERBS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dumping import Dump
    from running import Result

SEED = 20261121
FLIPS = 40
LINES = ("due", "check", "export jsonl", "add met @Zed", "undo --list")


def assert_told(result: Result) -> None:
    """What was said is a sentence or two, and no fault of netlog's own."""
    assert result.code in (0, 1, 3, 4, 5), result
    assert "netlog itself failed" not in result.err, result.err
    assert "Traceback" not in result.err, result.err


# Damage


def flipped(whole: bytes, seed: int) -> bytes:
    """A file of which some bits, 1 to 64 of them, are turned."""
    chance = random.Random(seed)
    data = bytearray(whole)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def harm(journal: Path, whole: bytes, told: Dump, seed: int) -> bool:
    """Flip bits and try everything; returns whether what can be read is not what was written."""
    journal.write_bytes(flipped(whole, seed))
    for line in ("due", "export jsonl", "who ana", "search talk"):
        assert_told(run(line.split()))
    checked = run(["check"])
    assert_told(checked)
    try:
        is_wrong = dump_of(journal) != told
    except (sqlite3.Error, UnicodeDecodeError):
        is_wrong = True
    assert checked.code or not is_wrong, f"seed {seed}: the check sees nothing wrong"
    return is_wrong


@pytest.mark.parametrize("first", range(0, FLIPS, 10))
def test_flipped_bits_are_never_a_crash_and_the_check_sees_every_one_that_matters(demo: Path, first: int) -> None:
    whole, told = demo.read_bytes(), dump_of(demo)
    assert sum(harm(demo, whole, told, SEED + seed) for seed in range(first, first + 10)) > 0


CUT = {
    "all but its first byte": 1,
    "all but its head": 100,
    "all but its first page": 4096,
    "its second half": -2,
    "its last page": -4096,
    "its last byte": -1,
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("what", CUT)
def test_a_file_that_lost_a_part_is_refused_or_read_never_begun_anew(demo: Path, what: str, line: str) -> None:
    whole = demo.read_bytes()
    end = len(whole) // 2 if CUT[what] == -2 else CUT[what]
    demo.write_bytes(whole[:end])
    result = run(shlex.split(line))
    assert_told(result)
    if result.code:
        assert demo.read_bytes() == whole[:end]
    if what != "its last byte":  # which no page needs
        assert result.code in (1, 5) or line == "undo --list"


CHANGED = {
    "the page size": (16, b"\x00\x07"),
    "a page size of nothing": (16, b"\x00\x00"),
    "a later way of writing": (18, b"\x09"),
    "a later way of reading": (19, b"\x09"),
    "a later schema": (44, b"\x00\x00\x00\x63"),
    "another encoding": (56, b"\x00\x00\x00\x02"),
    "another program": (68, b"\x00\x00\x00\x01"),
    "a later format": (60, b"\x00\x00\x03\xe7"),
    "no format": (60, b"\x00\x00\x00\x00"),
    "the magic": (0, b"SQLite format 4"),
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("what", CHANGED)
def test_a_head_that_is_not_as_it_was_written_is_refused_in_a_sentence(demo: Path, what: str, line: str) -> None:
    at, data = CHANGED[what]
    broken = bytearray(demo.read_bytes())
    broken[at : at + len(data)] = data
    demo.write_bytes(broken)
    result = run(shlex.split(line))
    assert_told(result)
    if result.code == 5:
        assert demo.read_bytes() == broken


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize(
    "content", [b"", bytes(4096), random.Random(SEED).randbytes(8192), b"\xd9\xd5\x05\xf9"], ids=len
)
def test_rubbish_beside_the_journal_does_no_harm(demo: Path, ending: str, content: bytes) -> None:
    before = dump_of(demo)
    demo.with_name(demo.name + ending).write_bytes(content)
    assert run(["due"]).code == 0
    assert dump_of(demo) == before
    assert run(["give", "ana", "help"]).code == 0
    assert run(["undo"]).code == 0
    assert dump_of(demo) == before


# Bytes where text belongs: netlog writes none, SQLite takes them from whoever changes its tables


def put_bytes(journal: Path, table: str, column: str) -> None:
    with closing(sqlite3.connect(journal)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        ((statement,),) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchall()
        loose = statement.replace("STRICT, ", "").replace(") STRICT", ")").replace("TEXT", "BLOB")
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (loose, table))
        db.commit()
    with closing(sqlite3.connect(journal)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute(
            f'UPDATE {table} SET "{column}" = x\'ff41\' WHERE "{column}" = (SELECT min("{column}") FROM {table})'
        )
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (statement, table))
        db.commit()


@pytest.mark.parametrize(
    "place", ["person.name", "person.org", "conversation.text", "detail.value", "fact.text", "tag.tag", "step.summary"]
)
def test_bytes_where_text_belongs_are_told_as_damage(demo: Path, place: str) -> None:
    table, column = place.split(".")
    put_bytes(demo, table, column)
    before = demo.read_bytes()
    for line in ("check", "export jsonl", "export json", "people", "who ana", "undo --list", "search talk"):
        result = run(line.split())
        assert_told(result)
        assert not result.code or "damage" in result.out + result.err
    assert run(["check"]).code in (1, 5)
    assert run(["undo", "--list"] if table == "step" else ["export", "jsonl"]).code == 5
    assert demo.read_bytes() == before


# Places


@pytest.mark.parametrize("line", ["due", "people --json", "check", "undo", "export jsonl", "add met @Zed", "search x"])
@pytest.mark.parametrize("place", ["note.txt/journal.db", "note.txt/deeper/journal.db", "x" * 300, "loop/journal.db"])
def test_a_place_that_cannot_be_looked_into_is_no_empty_journal(tmp_path: Path, place: str, line: str) -> None:
    (tmp_path / "note.txt").write_text("a note\n")
    (tmp_path / "loop").symlink_to("loop")
    result = run(line.split(), env={"NETLOG_JOURNAL": str(tmp_path / place)})
    assert (result.code, result.out) == (5, "")
    assert len(result.err.splitlines()) == 2
    assert (tmp_path / "note.txt").read_text() == "a note\n"


@pytest.mark.parametrize("line", ["due", "add met @Zed"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NETLOG_JOURNAL")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('journal = "a\\u0000b"\n')
    result = run(line.split())
    assert_told(result)
    assert result.code in (2, 5)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_what_may_not_be_read_or_written_is_told(demo: Path) -> None:
    demo.chmod(0o400)
    assert run(["due"]).code == 0
    assert run(["give", "ana", "help"]).code == 5
    demo.chmod(0)
    assert run(["due"]).code == 5
    demo.chmod(0o600)
    demo.parent.chmod(0)
    assert run(["due"]).code == 5
    demo.parent.chmod(0o700)


# Replaced and deleted while it is open


class Meddling(Stream):
    """A person at a question, who does something to the file before they answer."""

    does: Callable[[], object]

    def readline(self, *_: object) -> str:
        self.does()
        return "Tom Okafor\n"


def deleted(journal: Path) -> None:
    journal.unlink()


def replaced(journal: Path) -> None:
    other = journal.with_name("other.db")
    shutil.copy(journal, other)
    os.replace(other, journal)


def emptied(journal: Path) -> None:
    os.truncate(journal, 0)


@pytest.mark.parametrize("does", [deleted, replaced, emptied], ids=lambda one: one.__name__)
def test_a_file_that_is_gone_after_a_question_takes_nobodys_word_for_written(
    demo: Path, does: Callable[[Path], None]
) -> None:
    person = Meddling(tty=True)
    person.does = lambda: does(demo)
    result = run(["forget", "tom"], tty=True, stdin=person)
    assert_told(result)
    assert (result.code == 0) == (does is replaced), result
    if result.code == 0:
        assert run(["who", "tom"]).code == 3


def test_what_is_written_after_the_file_was_replaced_is_in_the_file_that_stands_there(demo: Path) -> None:
    store = Store(str(demo))
    ana = store.people()[0]
    replaced(demo)
    with store.write("test", "test") as writer:
        writer.add(ana._replace(id="N", name="Noor Haddad", handle="noor-haddad"))
    store.close()
    assert "Noor Haddad" in run(["people"]).out


def test_a_journal_that_is_taken_away_while_somebody_reads_is_not_begun_anew(demo: Path) -> None:
    store = Store(str(demo))
    ana = store.people()[0]
    deleted(demo)
    with pytest.raises(StoreError, match="taken away"), store.write("test", "test") as writer:
        writer.add(ana._replace(id="N", name="Noor Haddad", handle="noor-haddad"))
    assert not demo.exists()


def test_a_folder_that_is_taken_away_while_the_editor_is_open_is_not_begun_anew(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    away = tmp_path / "away.db"
    editor.write_text(f'#!/bin/sh\nmv "{demo}" "{away}"\necho "met @Ana Ruiz" > "$1"\n', encoding="utf-8")
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    whole = demo.read_bytes()
    result = run(["add", "--edit"])
    assert result.code == 5
    assert "taken away" in result.err
    assert "Your text is in" in result.err
    assert not demo.exists()
    assert away.read_bytes() == whole


# The clock


@pytest.mark.parametrize("today", ["1970-01-01", "2170-12-31"])
def test_a_clock_that_stands_before_or_long_after_everything_is_no_fault(
    demo: Path, today: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo.parent)
    whole = demo.read_bytes()
    for line in [*READING, *(line for name in sorted(VERBS & set(COMMANDS)) for line in COMMANDS[name].EXAMPLES)]:
        if "demo" not in line:
            result = run(shlex.split(line)[1:], env={"NETLOG_TODAY": today})
            assert "netlog itself failed" not in result.err, (line, result.err)
            assert result.code in (0, 1, 2, 3, 4, 6), (line, result)
            if demo.read_bytes() != whole:
                demo.write_bytes(whole)


def test_a_clock_that_goes_back_does_not_confuse_the_order_of_steps(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(range(1_800_000_000, 0, -100_000_000))
    monkeypatch.setattr(time, "time_ns", lambda: next(moments) * 1_000_000_000)
    for name in ("Ada", "Bea", "Cy"):
        assert run(["add", f"met @{name}"]).code == 0
    assert "met Cy" in run(["undo"]).err
    assert "met Bea" in run(["undo"]).err
    assert [one["name"] for one in run(["people", "--json"]).json["people"]] == ["Ada"]
    assert run(["check"]).code == 0
    assert journal.exists()
