"""The tables: what they refuse by themselves, how the file is marked and kept."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from netlog.errors import StoreError
from netlog.store import connection, made
from netlog.store.store import Store
from netlog.store.tables import FULL_TEXT, LOGGED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty journal."""
    path = tmp_path / "folder" / "schema.db"
    connection.create(str(path))
    return path


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection as netlog opens it, inside a step that holds Ana and one talk with her."""
    db = connection.open_existing(str(path))
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO step (command, summary) VALUES ('test', 'test')")
    db.execute("INSERT INTO writing (step) VALUES (1)")
    db.execute("INSERT INTO person (id, name, handle, added) VALUES ('P', 'Ana', 'ana', '2026-01-01')")
    db.execute("INSERT INTO conversation (id, \"on\", text, attempt) VALUES ('C', '2026-01-01', '', 0)")
    yield db
    db.execute("ROLLBACK")
    db.close()


def test_every_table_of_the_journal_is_strict(db: sqlite3.Connection) -> None:
    tables = {name: strict for _, name, kind, _, _, strict in db.execute("PRAGMA table_list") if kind == "table"}
    assert all(tables[table] for table in (*LOGGED, "step", "change", "writing"))


@pytest.mark.parametrize("table", LOGGED)
def test_the_log_names_every_column_in_the_order_of_the_table(db: sqlite3.Connection, table: str) -> None:
    columns = tuple(name for _, name, *_ in db.execute(f"PRAGMA table_info({table})") if name != "n")
    assert columns == LOGGED[table][1]


def test_every_table_but_the_log_itself_is_logged(db: sqlite3.Connection) -> None:
    tables = {name for _, name, kind, *_ in db.execute("PRAGMA table_list") if kind == "table"}
    shadows = {name for name in tables if "_fts" in name or name.startswith(("sqlite_", "_sqlite"))}
    assert tables - shadows == {*LOGGED, "step", "writing", "change"}


def test_every_reference_has_an_index(db: sqlite3.Connection) -> None:
    for table in (*LOGGED, "step"):
        leading = {
            db.execute(f"PRAGMA index_info('{index}')").fetchone()[2]
            for _, index, *_ in db.execute(f"PRAGMA index_list({table})")
        }
        assert {column for _, _, _, column, *_ in db.execute(f"PRAGMA foreign_key_list({table})")} <= leading, table


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("journal_mode", "delete"),
        ("synchronous", 3),  # EXTRA
        ("secure_delete", 1),
        ("temp_store", 2),  # MEMORY
        ("cell_size_check", 1),
        ("application_id", connection.APPLICATION_ID),
        ("user_version", connection.VERSION),
        ("integrity_check", "ok"),
    ],
)
def test_the_connection_is_set(path: Path, pragma: str, value: Any) -> None:
    db = connection.open_existing(str(path))
    assert db.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    db.close()


def test_the_version_of_the_file_is_the_number_of_its_migrations(path: Path) -> None:
    from netlog.store.schema import migrations  # noqa: PLC0415 - heavy, and used by this test only

    db = sqlite3.connect(path)
    applied = db.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
    db.close()
    assert applied == connection.VERSION == len(migrations._migrations)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_file_and_its_folder_are_readable_by_their_owner_alone(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "new" / "journal.db"
    before = os.umask(umask)
    try:
        store = Store(str(path))
        with store.write("test", "test"):
            pass
        store.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == ["journal.db"]


DAY = "'2026-01-01'"
PROMISE = '("id", who, "with", "on", text, size) VALUES'
REFUSED = {
    "a day that is none": "INSERT INTO skip VALUES ('S', 'P', '2026-02-30', 'cadence')",
    "a day before 1900": "INSERT INTO skip VALUES ('S', 'P', '1899-12-31', 'cadence')",
    "a day after 2200": "INSERT INTO skip VALUES ('S', 'P', '2201-01-01', 'cadence')",
    "a day with an hour": "INSERT INTO skip VALUES ('S', 'P', '2026-01-01 10:00', 'cadence')",
    "NUL in a text": "INSERT INTO fact VALUES (1, 'F', 'P', '2026-01-01', 'note', 'a' || char(0), NULL)",
    "a text over a million letters": "INSERT INTO fact SELECT 1, 'F', 'P', '2026-01-01', 'note',"
    " replace(hex(zeroblob(500001)), '0', 'a'), NULL",
    "an empty name": "INSERT INTO person (id, name, handle, added) VALUES ('Q', '', 'q', '2026-01-01')",
    "a handle with a capital": "INSERT INTO person (id, name, handle, added) VALUES ('Q', 'Q', 'Q', '2026-01-01')",
    "a handle that is taken": "INSERT INTO person (id, name, handle, added) VALUES ('Q', 'Q', 'ana', '2026-01-01')",
    "an id that is taken": "INSERT INTO person (id, name, handle, added) VALUES ('P', 'Q', 'q', '2026-01-01')",
    "a circle nobody knows": "UPDATE person SET circle = 'best'",
    "a promise to nobody": f"INSERT INTO promise {PROMISE} ('X', 'me', 'nobody', {DAY}, 't', 'small')",
    "a promise of a third": f"INSERT INTO promise {PROMISE} ('X', 'us', 'P', {DAY}, 't', 'small')",
    "a size nobody knows": f"INSERT INTO promise {PROMISE} ('X', 'me', 'P', {DAY}, 't', 'huge')",
    "an outcome without its day": 'INSERT INTO promise (id, who, "with", "on", text, size, outcome)'
    f" VALUES ('X', 'me', 'P', {DAY}, 't', 'small', 'kept')",
    "an absence that ends before it begins": "INSERT INTO away VALUES ('A', 'P', '2026-01-02', '2026-01-02')",
    "a rating of eleven": f"INSERT INTO rating VALUES ('R', 'P', {DAY}, 'view', 11, NULL, NULL, NULL, NULL)",
    "a number where text belongs": f"INSERT INTO skip VALUES ('S', x'00', {DAY}, 'cadence')",
    "text where a number belongs": "UPDATE person SET every = 'often'",
    "a tag on a talk that is not there": "INSERT INTO tag VALUES ('nowhere', 'x')",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED.keys())
def test_the_tables_refuse(db: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)


def test_a_change_outside_a_step_is_refused(path: Path) -> None:
    db = connection.open_existing(str(path))
    with pytest.raises(sqlite3.IntegrityError, match=r"change\.step"):
        db.execute("INSERT INTO person (id, name, handle, added) VALUES ('P', 'Ana', 'ana', '2026-01-01')")
    db.close()


def test_a_conversation_given_another_day_takes_its_presences_along(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO presence VALUES ('P', '2026-01-01', 'C', 0, 0)")
    db.execute("UPDATE conversation SET \"on\" = '2026-02-02', attempt = 1")
    assert db.execute('SELECT "on", attempt FROM presence').fetchall() == [("2026-02-02", 1)]


def test_deleting_a_person_takes_what_is_theirs_and_leaves_the_talk(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO presence VALUES ('P', '2026-01-01', 'C', 0, 0)")
    db.execute(f"INSERT INTO promise {PROMISE} ('X', 'me', 'P', {DAY}, 't', 'small')")
    db.execute("INSERT INTO promise_change VALUES ('X', 0, '2026-01-02', '2026-01-03')")
    db.execute("DELETE FROM person")
    left = [table for table in LOGGED if db.execute(f"SELECT 1 FROM {table}").fetchone()]
    assert left == ["conversation"]


@pytest.mark.parametrize(("table", "columns"), FULL_TEXT.items())
def test_full_text_covers_the_words_of_a_table(db: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    indexed = tuple(name for _, name, *_ in db.execute(f"PRAGMA table_info({table}_fts)"))
    assert indexed[: len(columns)] == columns


# What a question asks of each person must come from an index: a journal may hold a million conversations.
SEEKS = (
    'SELECT max("on") FROM presence WHERE person = ? AND attempt = 0 AND observer = 0 AND "on" <= ?',
    'SELECT "on" FROM presence WHERE person = ? ORDER BY "on" DESC LIMIT 6',
    "SELECT conversation FROM presence WHERE conversation = ?",
    'SELECT * FROM promise WHERE "with" = ?',
    "SELECT * FROM promise WHERE closed IS NULL",
    'SELECT * FROM entry WHERE "with" = ? ORDER BY "on"',
    "SELECT * FROM entry WHERE kind = 'ask' AND answered IS NULL",
    "SELECT * FROM entry WHERE kind = 'receive' AND \"on\" > ?",
    'SELECT * FROM rating WHERE "with" = ?',
    "SELECT * FROM reminder WHERE done IS NULL",
    'SELECT "with" FROM fact WHERE topic = \'hardship\' AND "on" BETWEEN ? AND ?',
    "SELECT * FROM person WHERE handle = ?",
    "SELECT * FROM detail WHERE kind = 'email' AND value = ?",
    "SELECT * FROM change WHERE step = ?",
)


@pytest.mark.parametrize("query", SEEKS)
def test_a_daily_question_is_answered_from_an_index(db: sqlite3.Connection, query: str) -> None:
    plan = [detail for *_, detail in db.execute(f"EXPLAIN QUERY PLAN {query}", ("",) * query.count("?"))]
    assert all(step.startswith("SEARCH") for step in plan), plan


def test_the_fingerprint_of_the_newest_version_is_known(tmp_path: Path) -> None:
    connection.create(str(tmp_path / "new.db"))
    with closing(connection.connect(str(tmp_path / "new.db"))) as new:
        assert made.fingerprint(new) == made.FINGERPRINT, "a migration changes it"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON conversation BEGIN DELETE FROM promise; END",
        "CREATE TABLE others (a)",
        "DROP TRIGGER person_log_insert",
        "DROP INDEX presence_conversation",
    ],
)
def test_nothing_is_written_where_something_else_made_or_took_a_table_or_a_trigger(demo: Path, statement: str) -> None:
    with closing(sqlite3.connect(demo)) as stranger:
        stranger.execute(statement)
    before = demo.read_bytes()
    store = Store(str(demo))
    with pytest.raises(StoreError, match="did not make"), store.write("test", "more"):
        pass
    with pytest.raises(StoreError, match="did not make"):
        store.undo()
    store.close()
    assert demo.read_bytes() == before
