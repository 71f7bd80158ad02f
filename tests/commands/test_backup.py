"""`netlog backup`, `netlog restore` and `netlog check --backup`: what they say, and where they refuse."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pyrage
import pytest

from dumping import dump_of
from running import Result
from running import run as typed

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Result]

SAID = "correct horse"


@pytest.fixture
def passphrase(tmp_path: Path) -> str:
    """A file with a passphrase."""
    path = tmp_path / "passphrase"
    path.write_text(f"{SAID}\n", encoding="utf-8")
    path.chmod(0o600)
    return str(path)


@pytest.fixture
def identity(tmp_path: Path) -> tuple[str, str]:
    """A recipient, and the file that opens what is sealed for them."""
    key = pyrage.x25519.Identity.generate()
    path = tmp_path / "identity.txt"
    path.write_text(f"# created: today\n# public key: {key.to_public()}\n{key}\n", encoding="utf-8")
    return str(key.to_public()), str(path)


def words_of(folder: Path) -> list[Path]:
    """Files in which a word of the journal can be read."""
    return [path for path in folder.rglob("*") if path.is_file() and b"runs marathons" in path.read_bytes()]


def test_a_backup_is_told_with_what_it_holds(netlog: Run, demo: Path) -> None:
    told = netlog("backup")
    assert told.code == 0
    (file,) = (demo.parent / "backups").iterdir()
    assert told.err.startswith(f"Backed up and read back: {file}\n")
    assert "44 people and 122 conversations" in told.err
    again = netlog("backup", "--json").json
    assert list(again) == ["file", "people", "conversations", "steps", "bytes", "sha256", "encrypted"]
    assert (again["people"], again["conversations"], again["encrypted"]) == (44, 122, False)
    assert Path(again["file"]).stat().st_size == again["bytes"]


@pytest.mark.usefixtures("demo")
def test_a_name_that_is_taken_is_in_conflict_and_stays(netlog: Run, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"mine")
    told = netlog("backup", str(tmp_path / "copy.db"))
    assert (told.code, told.out) == (4, "")
    assert (tmp_path / "copy.db").read_bytes() == b"mine"


def test_nothing_to_back_up_is_no_success(netlog: Run, journal: Path) -> None:
    assert netlog("backup").code == 3
    assert os.listdir(journal.parent) == ["tmp"]


def test_a_restore_says_what_was_and_what_is_and_the_way_back(netlog: Run, demo: Path, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    netlog("backup", copy)
    netlog("add", 'met @"Zed Quux"')
    now = dump_of(demo)
    refused = netlog("restore", copy)
    assert refused.code == 2
    assert f"netlog restore {copy} --yes" in refused.err
    assert dump_of(demo) == now
    told = netlog("restore", copy, "--yes")
    assert told.code == 0, told.err
    assert "44 people" in told.err.splitlines()[0]
    assert "45 people" in told.err.splitlines()[1]
    way_back = told.err.splitlines()[-1].removeprefix("To come back: netlog ")
    assert netlog("check").code == 0
    back = netlog(*way_back.split(), "--yes", "--json")
    assert list(back.json) == ["file", "before", "after", "safety_copy", "safety_copy_is_whole"]
    assert (back.json["before"]["people"], back.json["after"]["people"]) == (44, 45)
    assert dump_of(demo) == now


def test_a_terminal_is_asked_and_a_no_changes_nothing(netlog: Run, demo: Path, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    netlog("backup", copy)
    netlog("add", 'met @"Zed Quux"')
    now = dump_of(demo)
    for answer in ("\n", "n\n"):
        told = netlog("restore", copy, stdin=answer, tty=True)
        assert told.code == 2
        assert "Nothing was restored" in told.err
        assert dump_of(demo) == now
    assert netlog("restore", copy, stdin="y\n", tty=True).code == 0
    assert dump_of(demo) == dump_of(Path(copy))


def test_a_damaged_backup_is_refused_and_the_check_tells_why(netlog: Run, demo: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(demo, tmp_path / "copy.db"))
    with closing(sqlite3.connect(copy)) as db:
        db.execute("DELETE FROM change WHERE tbl = 'promise'")
        db.commit()
    before = demo.read_bytes()
    told = netlog("restore", str(copy), "--yes")
    assert told.code == 5
    assert "is damaged" in told.err
    checked = netlog("check", "--backup", str(copy), "--json")
    assert checked.code == 1
    assert checked.json["findings"]
    assert demo.read_bytes() == before


def test_the_check_of_a_backup_says_how_far_the_journal_has_gone(netlog: Run, demo: Path, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    netlog("backup", copy)
    assert "holds all that the journal holds" in netlog("check", "--backup", copy).err
    netlog("add", 'met @"Zed Quux"')
    assert "1 step further" in netlog("check", "--backup", copy).err
    told = netlog("check", "--backup", copy, "--json").json
    assert list(told) == ["file", "content", "behind", "ahead", "findings"]
    assert (told["behind"], told["ahead"], told["findings"]) == (1, None, [])
    demo.unlink()
    assert "no journal to compare" in netlog("check", "--backup", copy).err
    assert not demo.exists()


def test_a_large_import_keeps_the_journal_as_it_was_and_a_small_one_does_not(
    netlog: Run, demo: Path, tmp_path: Path
) -> None:
    before = dump_of(demo)
    lines = [f'{{"kind": "person", "id": "N{number}", "name": "Nemo {number}"}}\n' for number in range(101)]
    for many, kept in ((lines[:100], 0), (lines, 1)):
        (tmp_path / "new.jsonl").write_text("".join(many), encoding="utf-8")
        told = netlog("import", str(tmp_path / "new.jsonl"))
        assert told.code == 0, told.err
        copies = list((demo.parent / "backups").glob("*"))
        assert len(copies) == kept
        if not kept:
            before = dump_of(demo)
    assert copies[0].name.endswith("-before-import.db")
    assert str(copies[0]) in told.err
    assert dump_of(copies[0]) == before
    assert netlog("import", str(tmp_path / "new.jsonl")).code == 0
    assert list((demo.parent / "backups").glob("*")) == copies, "nothing was new, so nothing had to be kept"


def test_somebody_forgotten_is_named_where_backups_still_hold_them(netlog: Run, demo: Path, tmp_path: Path) -> None:
    netlog("backup", str(tmp_path / "without.db"))
    netlog("add", 'met @"Zed Quux"')
    held = netlog("backup", "--json").json["file"]
    netlog("learn", "ana", "plays chess with Zed Quux")
    (tmp_path / "notes.db").write_bytes(b"no database")
    before = Path(held).read_bytes()
    told = netlog("forget", "zed", "--yes", "--json").json
    assert told["backups"] == [held]
    assert told["closed"] == [str(tmp_path / "notes.db")]
    assert Path(held).read_bytes() == before
    assert not list((demo.parent / "backups").glob("*before*")), "a copy made now would keep the person"


# Sealed


def test_what_is_sealed_with_a_passphrase_opens_with_it_alone(
    netlog: Run, demo: Path, tmp_path: Path, passphrase: str
) -> None:
    made = netlog("backup", "--encrypt", "--passphrase-file", passphrase, "--json").json
    assert made["encrypted"]
    assert made["file"].endswith(".age")
    assert words_of(tmp_path) == [demo]
    assert netlog("check", "--backup", made["file"]).code == 2
    wrong = tmp_path / "wrong"
    wrong.write_text("another\n", encoding="utf-8")
    wrong.chmod(0o600)
    assert netlog("check", "--backup", made["file"], "--passphrase-file", str(wrong)).code == 1
    then = dump_of(demo)
    netlog("add", 'met @"Zed Quux"')
    assert netlog("restore", made["file"], "--passphrase-file", passphrase, "--yes").code == 0
    assert dump_of(demo) == then


def test_what_is_sealed_for_somebody_opens_with_their_key_and_not_when_a_byte_changed(
    netlog: Run, demo: Path, tmp_path: Path, identity: tuple[str, str], passphrase: str
) -> None:
    recipient, file = identity
    copy = str(tmp_path / "copy.age")
    assert netlog("backup", copy, "--encrypt", "--recipient", recipient).code == 0
    assert Path(copy).stat().st_mode & 0o777 == 0o600
    assert netlog("check", "--backup", copy, "--identity", file).code == 0
    for wrong in ([], ["--identity", passphrase], ["--identity", str(tmp_path / "none")]):
        assert netlog("check", "--backup", copy, *wrong).code == 2
    assert f"netlog restore {copy} --identity {file} --yes" in netlog("restore", copy, "--identity", file).err
    changed = bytearray(Path(copy).read_bytes())
    changed[-100] ^= 1
    Path(copy).write_bytes(changed)
    before = dump_of(demo)
    assert netlog("restore", copy, "--identity", file, "--yes").code == 1
    assert dump_of(demo) == before


def test_a_passphrase_is_typed_twice(demo: Path) -> None:
    differing = typed(["backup", "--encrypt"], stdin="one\ntwo\n", tty=True)
    assert differing.code == 2
    assert not (demo.parent / "backups").exists()
    told = typed(["backup", "--encrypt"], stdin="one\none\n", tty=True)
    assert told.code == 0, told.err
    (file,) = (demo.parent / "backups").iterdir()
    assert typed(["check", "--backup", str(file)], stdin="one\n", tty=True).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["backup", "--encrypt"],
        ["backup", "--recipient", "age1x"],
        ["backup", "--encrypt", "--recipient", "age1x"],
        ["check", "--identity", "x"],
    ],
)
def test_a_key_that_leads_nowhere_is_a_usage_error(netlog: Run, demo: Path, words: list[str]) -> None:
    assert netlog(*words).code == 2
    assert not (demo.parent / "backups").exists()


@pytest.mark.usefixtures("demo")
def test_without_the_extra_it_says_how_to_get_it(netlog: Run, passphrase: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    told = netlog("backup", "--encrypt", "--passphrase-file", passphrase)
    assert told.code == 1
    assert "pip install '.[encrypted]'" in told.err


@pytest.mark.parametrize("keyed", [False, True])
def test_what_is_no_backup_is_named_and_not_the_journal(
    netlog: Run, demo: Path, tmp_path: Path, passphrase: str, keyed: bool
) -> None:
    other = tmp_path / "people.txt"
    other.write_text("Ana and Tom\n", encoding="utf-8")
    key = {"NETLOG_KEY_FILE": passphrase} if keyed else {}
    for words in (("restore", str(other), "--yes"), ("check", "--backup", str(other))):
        told = netlog(*words, env=key)
        assert told.code == 5
        assert str(other) in told.err
        assert str(demo) not in told.err


def test_a_journal_that_may_be_encrypted_is_replaced_once_it_was_moved_away(
    netlog: Run, demo: Path, tmp_path: Path
) -> None:
    copy = str(tmp_path / "copy.db")
    assert netlog("backup", copy).code == 0
    demo.write_text("not a word of a journal", encoding="utf-8")
    told = netlog("restore", copy, "--yes")
    assert told.code == 5
    assert "move it away" in told.err
    demo.rename(tmp_path / "away")
    assert netlog("restore", copy, "--yes").code == 0
    assert netlog("check").code == 0


def test_the_copy_of_an_encrypted_journal_is_encrypted_and_comes_back(
    netlog: Run, demo: Path, tmp_path: Path, passphrase: str
) -> None:
    key = {"NETLOG_KEY_FILE": passphrase}
    assert netlog("encrypt", "--key-file", passphrase, "--yes").code == 0
    copy = netlog("backup", "--json", env=key).json
    assert copy["encrypted"]
    assert words_of(tmp_path) == []
    assert netlog("backup", "--encrypt", "--passphrase-file", passphrase, env=key).code == 2
    refused = typed(["backup", "--encrypt"], stdin="", tty=True)
    assert (refused.code, "encrypted" in refused.err, "Passphrase" in refused.err) == (2, True, False)
    assert netlog("add", 'met @"Zed Quux"', env=key).code == 0
    assert "1 step further" in netlog("check", "--backup", copy["file"], env=key).err
    told = netlog("restore", copy["file"], "--yes", "--json", env=key)
    assert told.code == 0, told.err
    assert (told.json["before"]["people"], told.json["after"]["people"]) == (45, 44)
    assert told.json["safety_copy_is_whole"]
    assert words_of(tmp_path) == []
    assert netlog("check", env=key).code == 0
    demo.unlink()
    assert netlog("restore", copy["file"], "--yes", env=key).code == 0
    assert words_of(tmp_path) == []
    assert netlog("check", env=key).code == 0
