"""The journal's file under fire: faults at every statement, killed processes, many at once, damage."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import suppress
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from dumping import assert_sound, dump, dump_of
from netlog.domain.journal import Conversation, Fact, Person, Promise
from netlog.errors import NetlogError, StoreError
from netlog.store import connection
from netlog.store.store import Store
from reliability.faults import of_sqlite
from running import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DAY = date(2026, 1, 1)
ANA = Person("P0", "Ana Ruiz", "ana-ruiz", DAY, nicks=("Annie",))
BO = Person("P1", "Bo Lind", "bo-lind", DAY, through="P0", emails=("bo@x.example",), tags=("a", "b"))
CY = Person("P2", "Cy Adler", "cy-adler", DAY)
TALK = Conversation("C0", DAY, "a talk about forecasting", ("P0",), seen_by=("P1",), tags=("x", "y"))
PROMISE = Promise("Q0", "me", "P0", DAY, "slides", conversation="C0")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty journal, not made yet."""
    store = Store(str(tmp_path / "store.db"))
    yield store
    store.close()


def filled(path: Path) -> Store:
    """A journal with two people, a talk, a promise, and a step that was undone."""
    store = Store(str(path))
    with store.write("test", "first") as writer:
        writer.add(ANA, BO, TALK)
    with store.write("test", "second") as writer:
        writer.add(PROMISE)
    with store.write("test", "third") as writer:
        writer.add(Fact("F0", "P0", DAY, "note", "undone"))
    store.undo()
    return store


# Steps


def test_a_step_is_kept_whole_or_not_at_all(store: Store) -> None:
    with store.write("test", "first") as writer:
        writer.add(ANA)
    with pytest.raises(ZeroDivisionError):
        half_a_step(store)
    assert store.people() == [ANA]
    assert [step.summary for step in store.steps()] == ["first"]


def half_a_step(store: Store) -> None:
    with store.write("test", "second") as writer:
        writer.add(BO)
        writer.delete(ANA)
        raise ZeroDivisionError


def test_a_step_takes_the_right_to_write_before_anything_else(store: Store) -> None:
    """A transaction that reads first and writes later fails at once when somebody else writes, whatever the wait."""
    adding_ana(store)
    said: list[str] = []
    store._connection.set_trace_callback(said.append)
    with store.write("set", "set") as writer:
        writer.replace(ANA._replace(role="CTO"))
    assert said[0] == "BEGIN IMMEDIATE"


def test_a_step_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    with store.write("test", "first") as writer:
        writer.add(CY)
    with store.write("test", "again") as writer:
        writer.replace(CY)
        writer.delete(BO)
    assert [step.summary for step in store.steps()] == ["first"]


def test_a_step_sees_what_it_wrote(store: Store) -> None:
    with store.write("test", "first") as writer:
        writer.add(ANA)
        assert store.people() == [ANA]


def test_nothing_is_made_by_reading(store: Store) -> None:
    assert not store.exists
    assert store.people() == []
    assert store.steps() == []
    assert store.agenda(DAY).ties == ()
    assert not os.path.exists(store.path)


def test_one_command_reads_one_state_and_lets_go_of_it(tmp_path: Path) -> None:
    reader = filled(tmp_path / "store.db")
    writer = Store(reader.path)
    assert len(reader.people()) == 2
    reader.release()
    with writer.write("test", "meanwhile") as step:
        step.add(CY)
    assert len(reader.people()) == 3
    reader.close()
    writer.close()


def test_records_written_in_bulk_are_logged_searched_and_undone_like_any(tmp_path: Path) -> None:
    store = filled(tmp_path / "store.db")
    before = dump(store._connection)
    with store.write("import", "many") as writer, writer.in_bulk():
        # A child before its parent: within one import the order does not matter.
        writer.add_all(Promise, [Promise(f"R{number}", "me", "N1", DAY, "a thing") for number in range(50)])
        writer.add_all(Person, [Person(f"N{n}", f"New {n}", f"new-{n}", DAY, nicks=("n",)) for n in range(3)])
    assert_sound(store._connection)
    assert len(store.promises()) == 51
    assert len(store.people()) == 5
    with store.write("add", "one more, after the bulk") as writer:
        writer.add(Fact("F1", "N1", DAY, "note", "zebra"))
    assert_sound(store._connection)
    store.undo()
    store.undo()
    assert dump(store._connection) == before
    store.close()


# Faults by position: the n-th statement fails, for every n until the command gets through


class Faulty:
    """A connection whose n-th statement fails, before or after it was done."""

    def __init__(self, real: sqlite3.Connection, position: int, error: BaseException, *, after: bool) -> None:
        self._real = real
        self._left = position
        self._error = error
        self._after = after
        self.met = False

    def _guarded(self, statement: Callable[..., Any], *arguments: Any) -> Any:
        self._left -= 1
        if self._left:
            return statement(*arguments)
        self.met = True
        if self._after:
            statement(*arguments)
        raise self._error

    def execute(self, *arguments: Any) -> Any:
        return self._guarded(self._real.execute, *arguments)

    def executemany(self, *arguments: Any) -> Any:
        return self._guarded(self._real.executemany, *arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def adding(store: Store) -> None:
    with store.write("add", "add") as writer:
        writer.add(
            Person("P9", "Cy Adler", "cy-adler", DAY, nicks=("C",)), TALK._replace(id="C9"), PROMISE._replace(id="Q9")
        )


def replacing(store: Store) -> None:
    with store.write("set", "set") as writer:
        writer.replace(BO._replace(name="Bob", tags=("c",)))
        writer.replace(TALK._replace(on=date(2026, 2, 2), with_=("P1",), seen_by=()))


def deleting(store: Store) -> None:
    with store.write("delete", "delete") as writer:
        writer.delete(ANA)


def importing(store: Store) -> None:
    with store.write("import", "import") as writer, writer.in_bulk():
        writer.add_all(Person, [Person(f"N{number}", "New", f"new-{number}", DAY) for number in range(3)])


OPERATIONS = (adding, replacing, deleting, importing, Store.undo, Store.redo)
FAULTS = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_BUSY", "SQLITE_INTERRUPT")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.__name__)
def test_a_failing_statement_leaves_the_old_state_or_the_new(
    tmp_path: Path, operation: Callable[[Store], Any], after: bool
) -> None:
    whole = filled(tmp_path / "whole.db")
    old = dump(whole._connection)
    whole.close()
    path = tmp_path / "store.db"
    shutil.copy(tmp_path / "whole.db", path)
    new = None
    errors = (*map(of_sqlite, FAULTS), KeyboardInterrupt(), MemoryError())
    for position in count():
        shutil.copy(tmp_path / "whole.db", path)
        store = Store(str(path))
        error = errors[position % len(errors)]
        real = store._connection
        faulty = Faulty(real, position, error, after=after)
        store._open = faulty  # type: ignore[assignment]
        try:
            operation(store)
        except (StoreError, KeyboardInterrupt, MemoryError):
            assert faulty.met
        else:
            new = dump(real)
        store.close()
        found = dump_of(path)
        check(path)
        # Position 0 never comes, so the first round shows what the operation does when nothing fails.
        assert found in (old, new)
        if position and not faulty.met:
            break
    assert position > 5
    assert new != old


@pytest.mark.parametrize("call", ["open", "fsync", "link"])
@pytest.mark.parametrize("position", [1, 2])
def test_a_first_run_that_the_system_refuses_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, position: int
) -> None:
    real, left = getattr(os, call), [position]

    def refused(*arguments: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(28, "No space left on device")
        return real(*arguments, **more)

    store = Store(str(tmp_path / "folder" / "store.db"))
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refused)
        with suppress(StoreError):
            adding_ana(store)
    assert not any(name.endswith(".part") for name in os.listdir(tmp_path / "folder"))
    store.close()
    again = Store(store.path)
    if not again.people():
        adding_ana(again)
    assert again.people() == [ANA]
    assert os.listdir(tmp_path / "folder") == ["store.db"]
    again.close()


def check(path: Path) -> None:
    """The file is sound as the next command finds it."""
    db = connection.open_existing(str(path))
    assert_sound(db)
    db.close()


@pytest.mark.parametrize("position", range(1, 12))
def test_an_interrupt_in_the_middle_of_an_interrupt_keeps_no_half_a_step(tmp_path: Path, position: int) -> None:
    """Control-C twice: the second one comes before the rollback that the first one led to."""
    store = filled(tmp_path / "store.db")
    old = dump(store._connection)
    store.release()
    store._open = Twice(store._connection, position, KeyboardInterrupt(), after=True)  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        adding(store)
    store.close()
    assert dump_of(tmp_path / "store.db") == old
    check(tmp_path / "store.db")


class Twice(Faulty):
    """A connection that fails at one statement, and then at the rollback."""

    def execute(self, *arguments: Any) -> Any:
        if self.met and arguments == ("ROLLBACK",):
            raise KeyboardInterrupt
        return super().execute(*arguments)


def adding_ana(store: Store) -> None:
    with store.write("add", "add") as writer:
        writer.add(ANA)


# Killed processes

# Dies at each statement in turn, by a child a position: nothing of it, or all, may be in the file.
DYING = """
import json, os, shutil, sys
sys.path[:0] = sys.argv[2:]
from store.test_store import adding, deleting, replacing, importing, filled, Store
from dumping import assert_sound, dump_of
from pathlib import Path

folder = Path(sys.argv[1])
filled(folder / "whole.db").close()
whole, path = folder / "whole.db", folder / "dying.db"
tried = 0

class Dying:
    def __init__(self, real, position):
        self.real, self.left = real, position
    def gone(self, call, *arguments):
        self.left -= 1
        if self.left == 0:
            os._exit(9)
        return call(*arguments)
    def execute(self, *arguments):
        return self.gone(self.real.execute, *arguments)
    def executemany(self, *arguments):
        return self.gone(self.real.executemany, *arguments)
    def __getattr__(self, name):
        return getattr(self.real, name)

for operation in (adding, replacing, deleting, importing, Store.undo):
    shutil.copy(whole, path)
    store = Store(str(path))
    operation(store)
    store.close()
    old, new = dump_of(whole), dump_of(path)
    position, code = 0, 9
    while code == 9:
        position += 1
        shutil.copy(whole, path)
        child = os.fork()
        if child == 0:
            store = Store(str(path))
            real = store._connection
            real.execute("PRAGMA cache_size = 1")  # spills into the file early, so a rollback journal is left behind
            store._open = Dying(real, position)
            operation(store)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        after = Store(str(path))
        after.people()
        assert_sound(after._connection)
        after.close()
        assert dump_of(path) in (old, new), (operation, position)
        tried += 1
print(json.dumps(tried))
"""


def test_a_process_that_dies_at_any_statement_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    tests = os.path.dirname(os.path.dirname(__file__))
    done = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path), tests], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) > 50


WRITING = """
import sys
from contextlib import suppress
from datetime import date
from netlog.domain.journal import Person
from netlog.store.store import Store
store = Store(sys.argv[1])
with store.write("test", "a great deal") as writer:
    store._connection.execute("PRAGMA cache_size = 10")
    for number in range(3000):
        writer.add(Person(f"K{number}", "Kay " * 100, f"kay-{number}", date(2026, 1, 1)))
    print("in the middle", flush=True)
    sys.stdin.read()
"""


def test_a_process_killed_while_it_writes_leaves_the_old_state_and_the_next_command_mends_the_file(
    journal: Path,
) -> None:
    filled(journal).close()
    before = dump_of(journal)
    child = subprocess.Popen(
        [sys.executable, "-c", WRITING, str(journal)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == b"in the middle\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    child.stdin.close()
    assert journal.with_name("journal.db-journal").exists(), "nothing had reached the file: the test shows nothing"
    result = run(["give", "ana", "a", "hand"])
    assert result.code == 0, result.err
    assert not journal.with_name("journal.db-journal").exists()
    assert run(["undo"]).code == 0
    assert dump_of(journal) == before


# Many at once


def test_eight_first_runs_at_once_lose_nothing(journal: Path) -> None:
    names = ("Ada", "Bea", "Cy", "Dee", "Eve", "Fay", "Gus", "Hal")
    calls = [
        subprocess.Popen(
            [sys.executable, "-m", "netlog", "add", f"met @{name} and @Same Name"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for name in names
    ]
    said = [call.communicate()[1] for call in calls]
    assert [call.returncode for call in calls] == [0] * 8, said
    store = Store(str(journal))
    assert {person.name for person in store.people()} == {*names, "Same Name"}
    assert len({person.handle for person in store.people()}) == len(store.people())
    assert len(store.steps()) == 8
    assert_sound(store._connection)
    store.close()
    assert sorted(path.name for path in journal.parent.iterdir() if path.name.startswith("journal")) == ["journal.db"]


# Damage


# What is turned into what, at the same length, so that every page stays readable by itself.
DAMAGE = {
    "a day that is none": (b"2026-01-01", b"2026-0t-01"),
    "a text that is no UTF-8": (b"a talk about forecasting", b"a talk \xff\xfeout forecasting"),
    "a name that is no UTF-8": (b"Ana Ruiz", b"Ana \xc3uiz"),
    "a table's definition that is no SQL": (b"CREATE TABLE person", b"CREATE TABLE pe\xc3(on"),
    "a log that is no JSON": (b'["P0","Ana', b'["P0"]"Ana'),
    "a page of zeros": (None, bytes(4096)),
    "random bytes": (None, random.Random(1).randbytes(4096)),
}
COMMANDS = ("due", "balance", "people", "score ana", "search zebra", "undo --list", "promises", "who ana", "undo")


@pytest.mark.parametrize("line", COMMANDS)
@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_answered_in_a_sentence_never_by_a_crash(journal: Path, damage: str, line: str) -> None:
    filled(journal).close()
    data = journal.read_bytes()
    healthy, broken = DAMAGE[damage]
    if healthy is None:
        middle = len(data) // 8192 * 4096
        data = data[:middle] + broken + data[middle + 4096 :]
    else:
        assert healthy in data
        data = data.replace(healthy, broken)
    journal.write_bytes(data)
    result = run(line.split())
    assert result.code in (0, 3, 4, 5), result.err
    assert result.code == 0 or len(result.err.splitlines()) == 2
    if result.code:
        assert journal.read_bytes() == data


def test_every_error_of_sqlite_is_told_in_a_sentence() -> None:
    names = {name for name in dir(sqlite3) if name.startswith("SQLITE_")}
    with pytest.raises(KeyboardInterrupt):  # which has no sentence: whoever pressed Ctrl-C knows
        connection.told(of_sqlite("SQLITE_INTERRUPT"), "/x/journal.db")
    for name in names - {"SQLITE_INTERRUPT"}:
        told = connection.told(of_sqlite(name), "/x/journal.db")
        assert isinstance(told, NetlogError)
        assert told.exit_code == 5
        assert told.sentence.startswith(("/x/journal.db", "The disk"))
        assert told.sentence.endswith(".")
        assert told.hint


def test_a_file_that_was_replaced_while_it_was_written_is_told(store: Store, tmp_path: Path) -> None:
    with store.write("test", "first") as writer:
        writer.add(ANA)
    other = tmp_path / "other.db"
    shutil.copy(store.path, other)

    def written() -> None:
        with store.write("test", "second") as writer:
            writer.add(BO)
            os.replace(other, store.path)

    with pytest.raises(StoreError, match=r"another file|taken away or replaced"):
        written()
    assert Store(store.path).people() == [ANA]
