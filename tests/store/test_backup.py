"""Copies of the journal and their way back: whole or not at all, nothing overwritten, nothing lost on the way."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import released
from dumping import assert_sound, dump_of
from netlog.domain.journal import Person
from netlog.errors import Ambiguous, NetlogError, NotFound, StoreError, UsageError
from netlog.store import backup, checks, connection, safety
from netlog.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

ON = date(2026, 2, 20)
TODAY = date(2026, 11, 21)


@pytest.fixture
def store(demo: Path) -> Iterator[Store]:
    """The invented journal, open."""
    store = Store(str(demo))
    yield store
    store.close()


def back_up(store: Store, target: Path | str | None = None) -> backup.Copy:
    *_, copy = store.back_up(None if target is None else str(target))
    assert copy is not None
    return copy


def restore(journal: Path, file: Path | str) -> object:
    store = Store(str(journal))
    try:
        return store.restore(staged(store, file))
    finally:
        store.close()


def staged(store: Store, file: Path | str) -> object:
    return store.staged(str(file), unsealed)


def unsealed(sealed: bytes) -> bytes:
    raise AssertionError("nothing here is sealed")


def add(store: Store, name: str) -> None:
    with store.write("add", f"met {name}") as writer:
        writer.add(Person(f"K-{name}", name, f"k-{name.lower()}", ON))


def left(folder: Path) -> list[str]:
    """Names of files that should not have stayed."""
    return [path.name for path in folder.rglob("*") if path.name.endswith((".part", "-journal"))]


def sound(path: Path | str) -> bool:
    with closing(connection.connect(str(path))) as db:
        assert_sound(db)
    return True


# A copy


def test_a_backup_holds_what_the_journal_holds_and_only_its_owner_reads_it(store: Store, demo: Path) -> None:
    copy = back_up(store)
    file = Path(copy.file)
    assert file.parent == demo.parent / "backups"
    assert re.fullmatch(r"journal-\d{8}T\d{6}Z\.db", file.name)
    assert dump_of(file) == dump_of(demo)
    assert sound(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert copy.size == file.stat().st_size
    assert copy.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert copy.content is not None
    assert copy.content.people == len(dump_of(demo)["person"])
    assert left(demo.parent) == []


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_no_umask_opens_a_backup_to_others(store: Store, umask: int) -> None:
    before = os.umask(umask)
    try:
        copy = back_up(store)
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(copy.file).st_mode) == 0o600


def test_several_backups_within_a_second_all_stay(store: Store) -> None:
    copies = [back_up(store) for _ in range(4)]
    assert len({copy.file for copy in copies}) == 4
    assert all(sound(copy.file) for copy in copies)


def test_a_folder_gets_a_dated_file_and_a_new_name_is_taken_as_it_is(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    assert Path(back_up(store, folder).file).parent == folder
    assert back_up(store, tmp_path / "own.db").file == str(tmp_path / "own.db")


def test_what_is_there_is_never_overwritten(store: Store, demo: Path, tmp_path: Path) -> None:
    there, link, dangling = tmp_path / "there.db", tmp_path / "link.db", tmp_path / "dangling.db"
    there.write_bytes(b"mine")
    link.symlink_to(there)
    dangling.symlink_to(tmp_path / "nowhere")
    for target in (there, link, dangling, demo, "/dev/null", "/dev/full"):
        with pytest.raises(Ambiguous):
            back_up(store, target)
    assert there.read_bytes() == b"mine"
    assert not (tmp_path / "nowhere").exists()
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        "missing/copy.db",
        "journal.db-journal",
        "copy.part",
        "copy.db-wal",
        "journal-20260101T000000Z-before-import.db",
        "missing/",
    ],
)
def test_a_name_that_cannot_be_meant_is_refused(store: Store, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError):
        back_up(store, f"{tmp_path}/{name}")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_comes_into_being_meanwhile_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    stages = store.back_up(str(tmp_path / "copy.db"))
    next(stages)
    (tmp_path / "copy.db").write_bytes(b"mine")
    with pytest.raises(Ambiguous):
        list(stages)
    assert (tmp_path / "copy.db").read_bytes() == b"mine"
    assert left(tmp_path) == []


@pytest.mark.parametrize("call", ["open", "fsync", "link"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_refuses_gets_a_sentence_and_keeps_no_half_a_copy(
    store: Store, demo: Path, call: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump_of(demo)
    real = getattr(os, call)

    def refusing(*arguments: object, **more: object) -> object:
        if call == "open" and ".part" not in str(arguments[0]):
            return real(*arguments, **more)
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refusing)
        with pytest.raises(NetlogError, match=os.strerror(code)):
            back_up(store)
    assert list((demo.parent / "backups").iterdir()) == []
    assert dump_of(demo) == before


def test_a_disk_that_knows_no_links_is_good_enough(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", refusing)
        files = [back_up(store).file for _ in range(2)]
        add(Store(str(tmp_path / "first" / "journal.db")), "Noor")
        restore(tmp_path / "again" / "journal.db", files[0])
    assert len(set(files)) == 2
    assert all(sound(file) for file in (*files, tmp_path / "first" / "journal.db", tmp_path / "again" / "journal.db"))
    assert left(tmp_path) == []


TOO_LARGE = """
import resource, signal, sys
sys.dont_write_bytecode = True  # under the limit halves of compiled modules would stay behind, for everybody
from netlog.store.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    list(Store(sys.argv[1]).back_up(None))
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("limit", [0, 512, 4096, 20_000, 300_000])
def test_a_copy_that_does_not_fit_leaves_nothing(demo: Path, limit: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOO_LARGE, str(demo), str(limit)], capture_output=True, text=True, check=True
    )
    assert "Error" in done.stdout
    assert list((demo.parent / "backups").iterdir()) == []
    assert sound(demo)


def test_a_damaged_journal_gives_no_backup(demo: Path) -> None:
    with closing(sqlite3.connect(demo)) as db:
        db.execute("DROP TRIGGER fact_log_delete")
        db.execute("DELETE FROM fact")
        db.commit()
    store = Store(str(demo))
    with pytest.raises(StoreError, match="did not pass the check"):
        back_up(store)
    store.close()
    assert list((demo.parent / "backups").iterdir()) == []


def test_no_journal_is_nothing_to_back_up(journal: Path) -> None:
    with pytest.raises(NotFound):
        back_up(Store(str(journal)))
    assert not journal.exists()


WRITING = """
import sys
from datetime import date
from netlog.domain.journal import Person
from netlog.store.store import Store
store = Store(sys.argv[1])
print("ready", flush=True)
for number in range(10_000):
    with store.write("add", f"met {number}") as writer:
        writer.add(Person(f"W{number}", f"Wanda {number}", f"wanda-{number}", date(2026, 1, 1)))
    print(number, flush=True)
"""


def writing(journal: Path) -> subprocess.Popen[bytes]:
    child = subprocess.Popen([sys.executable, "-c", WRITING, str(journal)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def ended(child: subprocess.Popen[bytes]) -> set[str]:
    """Whom a writer said it wrote, once it is killed."""
    child.send_signal(signal.SIGKILL)
    told, _ = child.communicate()
    return {f"W{line.decode()}" for line in told.split(b"\n")[:-1]}


def test_a_backup_while_others_write_is_of_one_moment(store: Store, demo: Path) -> None:
    child = writing(demo)
    copies = [back_up(store) for _ in range(2)]
    said = ended(child)
    for copy in copies:
        assert sound(copy.file)
        with closing(sqlite3.connect(copy.file)) as db:
            there = {id_ for (id_,) in db.execute("SELECT id FROM person WHERE id LIKE 'W%'")}
        assert there == {f"W{number}" for number in range(len(there))}, "the first so many, none left out"
    with closing(sqlite3.connect(demo)) as db:
        assert said <= {id_ for (id_,) in db.execute("SELECT id FROM person")}


def test_what_a_killed_run_left_half_made_goes_and_what_a_running_one_makes_stays(store: Store, demo: Path) -> None:
    folder = Path(safety.own_folder(str(demo)))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    running = folder / f".journal-20260101T000000Z.db.{os.getppid()}.part"
    part = f".journal-20260101T000000Z-before-import.db.{gone.pid}.part"
    for path in (running, folder / part, folder / f"{part}-journal", folder / "my.part"):
        path.touch()
    back_up(store)
    assert sorted(left(folder)) == [running.name, "my.part"]


def test_what_a_killed_run_of_the_same_number_left_is_not_in_the_way(store: Store, tmp_path: Path) -> None:
    (tmp_path / f".copy.db.{os.getpid()}.part").touch()
    assert sound(back_up(store, tmp_path / "copy.db").file)


# Copies that netlog makes by itself


def test_a_safety_copy_says_what_it_came_before(store: Store) -> None:
    copy = store.safeguard("import")
    assert copy is not None
    assert re.fullmatch(r"journal-\d{8}T\d{6}Z-before-import\.db", Path(copy.file).name)
    assert sound(copy.file)


def test_no_journal_needs_no_safety_copy(journal: Path) -> None:
    assert Store(str(journal)).safeguard("import") is None
    assert list(journal.parent.glob("backups/*")) == []


def test_a_damaged_journal_is_kept_as_it_is(demo: Path) -> None:
    with closing(sqlite3.connect(demo)) as db:
        db.execute("DROP TRIGGER fact_log_delete")
        db.execute("DELETE FROM fact")
        db.commit()
    store = Store(str(demo))
    copy = store.safeguard("import")
    store.close()
    assert copy is not None
    assert copy.content is None
    assert dump_of(Path(copy.file)) == dump_of(demo)


OTHERS = (
    "journal-20250101T000000Z.db",
    "journal-20250101T000001Z-2.db",
    "other-20250101T000000Z-before-import.db",
    "journal-20250101T000000Z-before-lunch.db",
    "journal-20250101T000000Z-before-import.db.txt",
    "my journal-20250101T000000Z-before-import.db",
    "journal-20250101-before-import.db",
)


def test_ten_safety_copies_stay_and_one_of_each_earlier_month_and_all_else(demo: Path) -> None:
    folder = Path(safety.own_folder(str(demo)))
    own = [f"journal-2026{month:02}{day:02}T080000Z-before-import.db" for month in (3, 4, 9) for day in range(1, 9)]
    own += ["journal-20260301T080000Z-2-before-import.db", "journal-20251224T080000Z-before-restore.db"]
    for name in (*own, *OTHERS):
        (folder / name).touch()
    safety.make_room(str(demo))
    newest = [name for name in own if name.startswith("journal-202609")]
    newest += ["journal-20260408T080000Z-before-import.db", "journal-20260407T080000Z-before-import.db"]
    monthly = [
        *("journal-20260406T080000Z-before-import.db", "journal-20260308T080000Z-before-import.db"),
        "journal-20251224T080000Z-before-restore.db",
    ]
    assert sorted(os.listdir(folder)) == sorted([*newest, *monthly, *OTHERS])


def test_what_a_user_asked_for_is_never_named_like_a_safety_copy(store: Store) -> None:
    assert not safety.is_own(Path(back_up(store).file).name)
    copy = store.safeguard("import")
    assert copy is not None
    assert safety.is_own(Path(copy.file).name)


# Earlier versions


@pytest.mark.parametrize("version", released.VERSIONS)
def test_the_journal_of_every_released_version_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    path = released.written(tmp_path / "old.db", version)
    with closing(sqlite3.connect(path)) as db:
        before = db.execute("SELECT * FROM person ORDER BY id").fetchall()
        steps = db.execute("SELECT * FROM step").fetchall()
    store = Store(str(path))
    assert [person.name for person in store.people()] == ["Ana Ruiz", "Thomas Okafor"]
    assert [finding for findings in store.check(TODAY) for finding in findings] == []
    store.undo()
    store.close()
    assert sound(path)
    copies = list(tmp_path.glob("backups/*"))
    assert len(copies) == (version < connection.VERSION)
    for copy in copies:
        assert re.fullmatch(r"old-\d{8}T\d{6}Z-before-upgrade\.db", copy.name)
        with closing(sqlite3.connect(copy)) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (version,)
            assert db.execute("SELECT * FROM person ORDER BY id").fetchall() == before
            assert db.execute("SELECT * FROM step").fetchall() == steps


def test_every_version_but_those_to_come_has_a_journal_to_try() -> None:
    assert tuple(range(1, connection.VERSION + 1)) == released.VERSIONS


def test_an_earlier_journal_stays_so_when_no_safety_copy_can_be_made(tmp_path: Path) -> None:
    path = released.written(tmp_path / "old.db", 1)
    (tmp_path / "backups").write_text("in the way")
    before = path.read_bytes()
    store = Store(str(path))
    with pytest.raises(NetlogError, match="No folder for copies"):
        store.people()
    store.close()
    assert path.read_bytes() == before


def test_a_backup_of_an_earlier_version_is_brought_up_to_date_before_it_comes_in(demo: Path, tmp_path: Path) -> None:
    old = released.written(tmp_path / "old.db", 1)
    before = old.read_bytes()
    restore(demo, old)
    assert [person[1] for person in dump_of(demo)["person"]] == ["Ana Ruiz", "Thomas Okafor"]
    with closing(sqlite3.connect(demo)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (connection.VERSION,)
        assert [finding for findings in checks.findings(db, TODAY) for finding in findings] == []
    assert sound(demo)
    assert old.read_bytes() == before


# The way back


def test_a_restore_brings_back_what_was_and_keeps_what_is(store: Store, demo: Path) -> None:
    then = dump_of(demo)
    copy = back_up(store)
    add(store, "Zora")
    now = dump_of(demo)
    done = store.restore(staged(store, copy.file))
    assert dump_of(demo) == then
    assert sound(demo)
    assert done.copy is not None
    assert done.is_whole
    assert dump_of(Path(done.copy)) == now
    assert (done.before.people - 1, done.before.steps - 1) == (done.after.people, done.after.steps)
    restore(demo, done.copy)
    assert dump_of(demo) == now
    assert stat.S_IMODE(demo.stat().st_mode) == 0o600
    assert left(demo.parent) == []


def test_a_restore_leaves_the_backup_as_it_was(store: Store, demo: Path) -> None:
    copy = back_up(store)
    before = Path(copy.file).read_bytes()
    os.chmod(copy.file, 0o400)
    add(store, "Zora")
    restore(demo, copy.file)
    assert Path(copy.file).read_bytes() == before


def test_others_who_have_the_journal_open_see_what_came_back(store: Store, demo: Path) -> None:
    other = Store(str(demo))
    before = {person.id for person in other.people()}
    other.release()
    copy = back_up(store)
    add(store, "Zora")
    other.release()
    assert len(other.people()) == len(before) + 1
    other.release()
    restore(demo, copy.file)
    assert {person.id for person in other.people()} == before
    add(other, "Yves")
    other.close()
    assert sound(demo)


def test_nothing_that_was_written_while_a_restore_ran_is_lost(store: Store, demo: Path) -> None:
    file = back_up(store).file
    store.close()
    child = writing(demo)
    copies = [restore(demo, file).copy]
    said = ended(child)
    kept = set()
    for path in (*copies, demo):
        with closing(sqlite3.connect(path)) as db:
            kept |= {id_ for (id_,) in db.execute("SELECT id FROM person")}
        assert sound(path)
    assert said
    assert said <= kept, "each is in the journal, or in the copy that was made before it went"


def test_a_restore_waits_for_nobody_for_ever(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.05)
    shutil.copy(demo, tmp_path / "copy.db")
    with closing(sqlite3.connect(demo, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use"):
            restore(demo, tmp_path / "copy.db")
        other.execute("ROLLBACK")
    assert dump_of(demo) == dump_of(tmp_path / "copy.db")


def test_where_there_is_no_journal_the_backup_becomes_it(demo: Path, tmp_path: Path) -> None:
    journal = tmp_path / "new" / "journal.db"
    done = restore(journal, demo)
    assert dump_of(journal) == dump_of(demo)
    assert done.copy is None
    assert (stat.S_IMODE(journal.stat().st_mode), journal.stat().st_nlink) == (0o600, 1)
    assert left(tmp_path) == []


GARBAGE = {
    "nothing": b"",
    "zeros": bytes(8192),
    "text": b"Dear diary\n" * 100,
    "the head alone": b"SQLite format 3\0",
    "a header and noise": b"SQLite format 3\0" + bytes(range(256)) * 64,
}


@pytest.mark.parametrize("content", GARBAGE.values(), ids=GARBAGE)
def test_a_journal_that_cannot_be_opened_is_replaced_whole_and_kept(demo: Path, tmp_path: Path, content: bytes) -> None:
    copy = shutil.copy(demo, tmp_path / "copy.db")
    demo.write_bytes(content)
    demo.with_name("journal.db-journal").write_bytes(b"something of SQLite's")
    done = restore(demo, copy)
    assert dump_of(demo) == dump_of(Path(copy))
    assert sound(demo)
    assert not done.is_whole
    assert Path(done.copy).read_bytes() == content
    assert not demo.with_name("journal.db-journal").exists(), "it would be played back into the new file"
    assert stat.S_IMODE(demo.stat().st_mode) == 0o600


@pytest.mark.parametrize("at", [5000, 40_000, 100_000, 300_000])
def test_a_journal_that_is_damaged_within_is_kept_and_replaced(demo: Path, tmp_path: Path, at: int) -> None:
    copy = shutil.copy(demo, tmp_path / "copy.db")
    damaged = bytearray(demo.read_bytes())
    damaged[at : at + 20_000] = b"\xff" * 20_000
    demo.write_bytes(damaged)
    done = restore(demo, copy)
    assert dump_of(demo) == dump_of(Path(copy))
    assert sound(demo)
    assert not done.is_whole
    assert Path(done.copy).stat().st_size == len(damaged)


def test_a_truncated_journal_is_kept_and_replaced(demo: Path, tmp_path: Path) -> None:
    copy = shutil.copy(demo, tmp_path / "copy.db")
    demo.write_bytes(demo.read_bytes()[:50_000])
    done = restore(demo, copy)
    assert dump_of(demo) == dump_of(Path(copy))
    assert not done.is_whole


def test_a_database_of_something_else_is_not_replaced(demo: Path, tmp_path: Path) -> None:
    journal = tmp_path / "other.db"
    with closing(sqlite3.connect(journal)) as db:
        db.execute("CREATE TABLE mine (a)")
    before = journal.read_bytes()
    with pytest.raises(StoreError, match="not a netlog journal"):
        restore(journal, demo)
    assert journal.read_bytes() == before
    assert not (tmp_path / "backups").exists()


def spoilt(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
    return path


def test_what_is_no_backup_is_refused_and_the_journal_stays(demo: Path, tmp_path: Path) -> None:
    before = demo.read_bytes()
    store = Store(str(demo))
    newer = spoilt(Path(shutil.copy(demo, tmp_path / "newer.db")), "PRAGMA user_version = 99")
    foreign = spoilt(tmp_path / "foreign.db", "CREATE TABLE mine (a)")
    for file, said in ((newer, "newer netlog"), (foreign, "not of netlog"), (demo, "the journal itself")):
        with pytest.raises(NetlogError, match=said):
            staged(store, file)
    for number, content in enumerate(GARBAGE.values()):
        (tmp_path / f"{number}.db").write_bytes(content)
        with pytest.raises(StoreError):
            staged(store, tmp_path / f"{number}.db")
    for odd in (tmp_path, "/dev/null"):
        with pytest.raises(UsageError, match="no file"):
            staged(store, odd)
    with pytest.raises(NotFound):
        staged(store, tmp_path / "missing.db")
    store.close()
    assert demo.read_bytes() == before


PLANTED = "CREATE TRIGGER planted AFTER INSERT ON person BEGIN DELETE FROM promise; END"


@pytest.mark.parametrize("version", released.VERSIONS)
@pytest.mark.parametrize("statement", [PLANTED, "DELETE FROM change WHERE n = 1", "DROP TABLE skip"])
def test_a_backup_that_somebody_changed_is_found_out(demo: Path, tmp_path: Path, version: int, statement: str) -> None:
    file = spoilt(released.written(tmp_path / "copy.db", version), statement)
    store = Store(str(demo))
    assert staged(store, file).findings
    store.close()


def test_changed_letters_in_a_backup_are_found(demo: Path, tmp_path: Path) -> None:
    file, whole, word = tmp_path / "copy.db", demo.read_bytes(), b"runs marathons"
    store, noticed = Store(str(demo)), 0
    for at in [at for at in range(len(whole)) if whole.startswith(word, at)]:
        file.write_bytes(whole[:at] + b"RUNS" + whole[at + 4 :])
        noticed += bool(staged(store, file).findings)
    store.close()
    assert noticed >= 2, "the one in the table, and the one in the log; others are in parts of the file not in use"


def test_a_backup_says_how_far_the_journal_has_gone(store: Store, demo: Path, tmp_path: Path) -> None:
    file = back_up(store).file
    assert store.compared(staged(store, file)) == (0, 0)
    add(store, "Zora")
    add(store, "Yves")
    later = back_up(store, tmp_path / "later.db").file
    assert store.compared(staged(store, file)) == (2, None)
    store.restore(staged(store, file))
    assert store.compared(staged(store, later)) == (None, 2)
    add(store, "Xenia")
    assert store.compared(staged(store, later)) == (None, None)
    assert Store(str(tmp_path / "none.db")).compared(staged(store, file)) is None


# Killed on the way

DYING = """
import os, shutil, sys
sys.path[:0] = sys.argv[2:]
from contextlib import closing
from pathlib import Path
import released
from dumping import assert_sound, dump, dump_of
from netlog.store import connection, safety
from netlog.store.store import Store

folder, whole = Path(sys.argv[1]), Path(sys.argv[1], "whole.db")
connection.SETTINGS += "PRAGMA cache_size = 30;"  # spills into the file early, so a rollback journal is left behind

def lines(run, last):
    # Runs it, and dies at a line of the store's code, counted from the first; returns how many there are.
    count = 0
    def look(frame, event, argument):
        nonlocal count
        if os.sep + "store" + os.sep not in frame.f_code.co_filename:
            return None
        if event == "line":
            count += 1
            if count == last:
                os._exit(9)
        return look
    sys.settrace(look)
    try:
        run()
    finally:
        sys.settrace(None)
    return count

def upgrade(path):
    Store(str(path)).people()

def restore(path):
    store = Store(str(path))
    store.restore(store.staged(str(whole), bytes))

def back_up(path):
    list(Store(str(path)).back_up(str(folder / "copies")))

def state(path):
    with closing(connection.connect(str(path))) as db:
        return db.execute("PRAGMA user_version").fetchone(), db.execute("SELECT * FROM step ORDER BY n").fetchall()

released.written(whole, connection.VERSION)
tried = 0
for name, run, version, positions in (("upgrade", upgrade, 1, 8), ("restore", restore, 2, 10), ("copy", back_up, 2, 4)):
    path = folder / name / "journal.db"
    def begun():
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        shutil.rmtree(folder / "copies", ignore_errors=True)
        (folder / "copies").mkdir()
        released.written(path, version)
        if run is restore:
            store = Store(str(path))
            store.undo()
            store.close()
    begun()
    old = state(path)
    total = lines(lambda: run(path), 0)
    new = state(path)
    for position in range(1, total + 1, max(1, total // positions)):
        begun()
        child = os.fork()
        if child == 0:
            lines(lambda: run(path), position)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (0, 9), (name, position)  # it may end before: nothing is imported for the first time
        after = state(path)
        assert after in (old, new) or after[0] == old[0] and len(after[1]) == len(old[1]), (name, position, after)
        for copy in (*path.parent.glob("backups/*.db"), *folder.glob("copies/*.db")):
            with closing(connection.connect(str(copy))) as db:
                assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert db.execute("SELECT count(*) FROM person").fetchone() == (2,), (name, position)
        store = Store(str(path))
        store.people()  # the next run goes on, and upgrades what is old
        assert_sound(store._connection)
        store.close()
        tried += 1
print(tried)
"""


def test_killed_anywhere_an_upgrade_a_restore_and_a_backup_leave_the_old_or_the_new(tmp_path: Path) -> None:
    tests = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path), tests], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 20
