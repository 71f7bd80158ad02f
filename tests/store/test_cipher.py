"""The encrypted journal: the same content, nothing readable without the key, nothing lost on the way there or back."""

from __future__ import annotations

import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dumping import assert_whole, dump
from netlog.errors import StoreError
from netlog.store import connection
from netlog.store.store import Store

if TYPE_CHECKING:
    from netlog.store.connection import Key

KEY = "d'accord, Gr\u00e5sten"
DAY = date(2026, 11, 21)


def knows(key: str) -> Key:
    """Somebody who has one key to try."""

    def give(_: str, failed: int) -> str:
        if failed:
            raise StoreError("The key does not fit.")
        return key

    return give


def opened(path: Path) -> Store:
    return Store(str(path), knows(KEY))


@pytest.fixture(scope="module")
def sealed_file(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(demo_file, tmp_path_factory.mktemp("sealed") / "journal.db"))
    opened(path).encrypt(KEY)
    return path


@pytest.fixture
def sealed(sealed_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sealed_file, tmp_path / "journal.db"))


def content(path: Path) -> object:
    with closing(connection.open_existing(str(path), knows(KEY))) as db:
        pragmas = [db.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")]
        made = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
        return dump(db), pragmas, made, db.execute("SELECT * FROM change ORDER BY n").fetchall()


def script(source: str, *words: object) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, which may fork and be killed."""
    return subprocess.run(
        [sys.executable, "-c", source, *map(str, words), str(Path(__file__).parent.parent)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_it_holds_the_same_under_a_key_and_back_in_the_clear(demo: Path) -> None:
    before = content(demo)
    with opened_store(demo) as store:
        store.encrypt(KEY)
        assert store.is_encrypted
    assert content(demo) == before
    with opened_store(demo) as store:
        store.decrypt()
        assert not store.is_encrypted
    assert content(demo) == before
    assert_whole(demo)
    assert stat.S_IMODE(demo.stat().st_mode) == 0o600
    assert [one.name for one in demo.parent.iterdir() if one.is_file()] == ["journal.db"]


def opened_store(path: Path) -> closing[Store]:
    return closing(opened(path))


def test_no_word_of_it_can_be_read_in_the_file(demo_file: Path, sealed_file: Path) -> None:
    for word in (b"SQLite format 3", b"Ruiz", b"pricing deck", b"CREATE TABLE"):
        assert word in demo_file.read_bytes()
        assert word not in sealed_file.read_bytes()


def test_a_link_to_the_journal_stays_a_link(demo: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(demo)
    opened(link).encrypt(KEY)
    assert link.is_symlink()
    assert not connection.is_plain(str(demo))


def test_a_journal_that_is_not_there_yet_begins_encrypted(journal: Path) -> None:
    with opened_store(journal) as store:
        store.encrypt(KEY)
        assert store.people() == []
    assert not connection.is_plain(str(journal))


@pytest.mark.parametrize(
    ("statement", "error", "name"),
    [
        ("SELECT", sqlite3.OperationalError, "SQLITE_ERROR"),
        ("INSERT INTO person (id) VALUES ('x')", sqlite3.IntegrityError, "SQLITE_CONSTRAINT"),
        ("SELECT ?", sqlite3.ProgrammingError, None),
    ],
)
def test_it_fails_as_a_journal_in_the_clear_does(
    sealed: Path, statement: str, error: type[Exception], name: str | None
) -> None:
    with closing(connection.open_existing(str(sealed), knows(KEY))) as db:
        with pytest.raises(error) as raised:
            db.execute(statement)
        assert getattr(raised.value, "sqlite_errorname", None) == name


def test_another_key_opens_nothing_and_changes_nothing(sealed: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = sealed.read_bytes()
    tried: list[int] = []

    def guess(_: str, failed: int) -> str:
        tried.append(failed)
        if failed == 3:
            raise StoreError("Enough.")
        return f"{KEY}{failed}"

    with pytest.raises(StoreError, match="Enough"):
        Store(str(sealed), guess).people()
    assert tried == [0, 1, 2, 3]
    assert sealed.read_bytes() == before
    assert capfd.readouterr() == ("", "")  # the library would write lines of its own


def test_a_key_is_the_same_however_its_letters_are_composed(sealed: Path) -> None:
    decomposed = KEY.replace("\u00e5", "a\u030a")
    assert decomposed != KEY
    assert Store(str(sealed), knows(decomposed)).people()


def test_every_flipped_bit_is_found_and_none_gives_a_wrong_answer(sealed: Path) -> None:
    whole = sealed.read_bytes()
    with opened_store(sealed) as store:
        people = store.people()
    chance = random.Random(7)
    places = [0, 15, 16, 4095, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(4))]
    for at in places:
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        sealed.write_bytes(flipped)
        with opened_store(sealed) as store:
            try:
                found = [finding for findings in store.check(DAY) for finding in findings]
            except StoreError:
                found = ["refused"]
            assert found, at
        with opened_store(sealed) as store, suppress(StoreError):
            assert store.people() == people, at


def test_a_page_that_holds_nothing_any_more_is_looked_at_too(sealed: Path) -> None:
    with closing(connection.open_existing(str(sealed), knows(KEY))) as db:
        db.execute("CREATE TABLE filler (bytes)")
        db.executemany("INSERT INTO filler VALUES (zeroblob(4000))", [()] * 5)
        db.execute("DROP TABLE filler")
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with opened_store(sealed) as store:
        assert not any(store.check(DAY))
    flipped = bytearray(sealed.read_bytes())
    flipped[-2000] ^= 1
    sealed.write_bytes(flipped)
    with opened_store(sealed) as store:
        kinds = {one.kind for found in store.check(DAY) for one in found}
    assert kinds == {"damage"}


@pytest.mark.parametrize("encrypted", [False, True])
def test_who_still_has_the_old_file_open_writes_nothing(demo: Path, encrypted: bool) -> None:
    store = opened(demo)
    if encrypted:
        store.encrypt(KEY)
    with closing(connection.open_existing(str(demo), knows(KEY))) as late:
        late.execute("SELECT 1 FROM person").fetchone()
        if encrypted:
            store.decrypt()
        else:
            store.encrypt(KEY)
        after = demo.read_bytes()
        late.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as raised:
            late.execute("INSERT INTO step (command, summary) VALUES ('add', 'too late')")
        late.execute("ROLLBACK")
    told = connection.told(raised.value, str(demo))
    assert "given way to another file" in told.sentence
    assert demo.read_bytes() == after


def test_who_only_asked_something_meanwhile_goes_on_with_the_new_file(demo: Path) -> None:
    asking = opened(demo)
    people = asking.people()
    asking.release()
    opened(demo).encrypt(KEY)
    assert asking.people() == people
    with asking.write("delete", "deleted somebody") as writer:
        writer.delete(people[0])
    with opened_store(demo) as store:
        assert store.people() == people[1:]


def test_a_journal_with_damage_is_left_as_it_is(demo: Path) -> None:
    with closing(sqlite3.connect(demo)) as db:
        db.execute("DELETE FROM change WHERE n IN (SELECT n FROM change ORDER BY n DESC LIMIT 1)")
        db.commit()
    before = demo.read_bytes()
    with pytest.raises(StoreError, match="did not pass the check"):
        opened(demo).encrypt(KEY)
    assert demo.read_bytes() == before
    assert not list(demo.parent.glob(".*part"))


DYING = """
import linecache, os, sys
from pathlib import Path
path, old, new, *steps, tests = sys.argv[1:]
sys.path.insert(0, tests)
from netlog.store import recoding

code = recoding.recode.__code__
text = linecache.getlines(recoding.__file__)
lines = {word: line for _, _, line in code.co_lines() if line for word in steps if word in text[line - 1]}
before = Path(path).read_bytes()
for word in steps:
    child = os.fork()
    if child == 0:
        def at(frame, event, argument):
            if event == "line" and frame.f_lineno == lines[word]:
                os._exit(9)
            return at
        sys.settrace(lambda frame, event, argument: at if frame.f_code is code else None)
        recoding.recode(path, old, new)
        os._exit(0)
    died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    print("lived" if not died else "old" if Path(path).read_bytes() == before else "new")
    Path(path).write_bytes(before)
recoding.recode(path, old, new)
"""


@pytest.mark.parametrize(
    ("old", "new", "steps"),
    [
        ("", KEY, {"_write(": "old", "_read_back": "old", "os.replace": "old", "sync(folder)": "new", "sleep(": "new"}),
        (KEY, "", {"os.replace": "old", "sync(folder)": "new"}),
    ],
    ids=["encrypting", "decrypting"],
)
def test_a_process_that_dies_on_the_way_leaves_the_old_file_or_the_new(
    tmp_path: Path, old: str, new: str, steps: dict[str, str]
) -> None:
    path = tmp_path / "journal.db"
    connection.create(str(path))
    if old:
        opened(path).encrypt(old)
    before = content(path)
    done = script(DYING, path, old, new, *steps)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == list(steps.values())
    assert content(path) == before  # the last run was let be, over what the others had left
    assert connection.is_plain(str(path)) == (not new)
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []


WRITING = """
import json, os, sys
sys.path[:0] = sys.argv[3:]
from datetime import date
from netlog.domain.journal import Promise
from netlog.errors import StoreError
from netlog.store.store import Store

path, key = sys.argv[1:3]
pipes = []
for number in range(2):
    reading, writing = os.pipe()
    if os.fork() == 0:
        store = Store(path, lambda _, failed: key)
        who = store.people()[0].id
        kept = []
        for n in range(40):
            id_ = f"{number}-{n}"
            try:
                with store.write("promise", "one of many") as writer:
                    writer.add(Promise(id=id_, who="me", with_=who, text="x", on=date(2026, 11, 1)))
                kept.append(id_)
            except StoreError as error:
                assert "given way" in error.sentence, error.sentence
        os.write(writing, json.dumps(kept).encode())
        os._exit(0)
    os.close(writing)
    pipes.append(reading)
store = Store(path, lambda _, failed: key)
store.encrypt(key)
store.decrypt()
kept = [one for pipe in pipes for one in json.loads(os.fdopen(pipe).read())]
have = {id_ for (id_,) in store.rows("SELECT id FROM promise")}
print(len(kept), len(set(kept) - have), len([one for one in have if "-" in one]))
"""


def test_no_write_that_was_acknowledged_is_left_behind(demo: Path) -> None:
    done = script(WRITING, demo, KEY)
    assert (done.returncode, done.stderr) == (0, "")
    kept, lost, there = map(int, done.stdout.split())
    assert (lost, there) == (0, kept)
    assert kept > 40
    with opened_store(demo) as store:
        assert not any(store.check(DAY))


TOGETHER = """
import os, sys
sys.path[:0] = sys.argv[2:]
from netlog.errors import StoreError
from netlog.store import recoding

children = []
for key in ("one", "other"):
    child = os.fork()
    if child == 0:
        try:
            recoding.recode(sys.argv[1], "", key)
        except Exception:
            os._exit(5)
        os._exit(0)
    children.append(child)
print(*sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""


def test_of_two_who_encrypt_at_once_one_does(demo: Path) -> None:
    before = content(demo)
    assert script(TOGETHER, demo).stdout.split() == ["0", "5"]

    def either(_: str, failed: int) -> str:
        return ("one", "other")[failed]

    with closing(connection.open_existing(str(demo), either)) as db:
        assert dump(db) == before[0]  # type: ignore[index]


SPILLING = """
import os, sys
sys.path[:0] = sys.argv[3:]
from netlog.store import connection

db = connection.connect(*sys.argv[1:3])
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.execute("INSERT INTO step (command, summary) VALUES ('add', 'half')")
db.execute("INSERT INTO writing (step) SELECT max(n) FROM step")
db.execute("UPDATE person SET role = 'somebody else'")
db.execute("DELETE FROM promise")
os._exit(9)
"""


def test_what_a_killed_write_left_is_taken_back_with_the_key(sealed: Path) -> None:
    before = content(sealed)
    assert script(SPILLING, sealed, KEY).returncode == 9
    left = sealed.with_name("journal.db-journal")
    assert left.stat().st_size > 0
    assert b"Ruiz" not in left.read_bytes()
    assert content(sealed) == before
    assert not left.exists()


def test_a_journal_in_the_clear_never_loads_the_other_library(demo: Path) -> None:
    source = (
        "import sys; from netlog.store.store import Store; Store(sys.argv[1]).people();"
        " print([name for name in sys.modules if 'cipher' in name])"
    )
    assert script(source, demo).stdout == "[]\n"


def test_where_the_library_is_missing_the_sentence_says_how_to_get_it(
    sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.delitem(sys.modules, "netlog.store.cipher")
    monkeypatch.delattr("netlog.store.cipher")
    with pytest.raises(StoreError, match="encrypted, or damaged") as raised:
        opened(sealed).people()
    assert raised.value.hint == "In netlog's folder: pip install '.[encrypted]'"
