"""The check finds what is wrong with a file, names it, and changes no byte."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from netlog.domain.journal import Conversation, Person
from netlog.store import checks, connection
from netlog.store.store import Store
from strategies import journals

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Result

TODAY = date(2026, 11, 21)
ON = date(2026, 2, 20)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with nothing in it; to make one takes longer than to copy it."""
    path = tmp_path_factory.mktemp("empty") / "journal.db"
    connection.create(str(path))
    return path


def found(journal: Path, today: date = TODAY) -> list[checks.Finding]:
    store = Store(str(journal))
    try:
        return [finding for findings in store.check(today) for finding in findings]
    finally:
        store.close()


def damage(journal: Path, *statements: str) -> None:
    """Change a file behind netlog's back: no log, no full text, no guard."""
    with closing(sqlite3.connect(journal)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            db.execute(statement)
        db.commit()


def test_all_is_well_is_one_sentence_and_no_byte_changes(netlog: Callable[..., Result], demo: Path) -> None:
    before = demo.read_bytes()
    told = netlog("check")
    assert (told.code, told.out, told.err) == (0, "", "All is well.\n")
    assert netlog("check", "--json").json == []
    assert demo.read_bytes() == before


def test_no_journal_is_nothing_to_check(netlog: Callable[..., Result], journal: Path) -> None:
    assert netlog("check").code == 0
    assert not journal.exists()


def test_what_was_found_is_listed_and_the_code_is_1(netlog: Callable[..., Result], demo: Path) -> None:
    netlog("add", '@"Anna Ruiz"')
    told = netlog("check")
    assert told.code == 1
    assert "Ana Ruiz (ana-ruiz), Anna Ruiz (anna-ruiz) look like one" in told.out
    assert "netlog merge ana-ruiz anna-ruiz" in told.out
    (finding,) = netlog("check", "--json").json
    assert finding.keys() == {"kind", "what", "advice"}


DAMAGES = [
    ("log", "text", "UPDATE conversation SET text = 'other' WHERE n = 1"),
    ("log", "in the change log and not in the journal", "DELETE FROM fact"),
    ("log", "not in the change log", "INSERT INTO skip SELECT 'K9', min(id), '2026-02-20', '' FROM person"),
    ("log", "points", "UPDATE entry SET points = 999 WHERE kind = 'give'"),
    ("log", "not in the change log", "DELETE FROM change WHERE tbl = 'promise'"),
    ("log", "name", "UPDATE change SET after = replace(after, 'Tom', 'Tim') WHERE tbl = 'person'"),
    ("log", "a table gossip", "UPDATE change SET tbl = 'gossip' WHERE tbl = 'reminder'"),
    ("index", "search index of conversation", "UPDATE conversation SET text = 'other' WHERE n = 1"),
    ("index", "search index of person", "DELETE FROM person_fts_docsize"),
    ("presence", "on another day", "UPDATE presence SET \"on\" = '2020-01-01'"),
    ("presence", "on another day", "UPDATE presence SET attempt = 1 - attempt"),
    ("damage", "refer to a person that is not there", "DELETE FROM person WHERE handle = 'tom-okafor'"),
    ("damage", "refer to a conversation", "UPDATE promise SET conversation = 'C9'"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "what", "statement"), DAMAGES, ids=[statement for *_, statement in DAMAGES])
def test_a_change_behind_the_back_of_the_journal_is_found(kind: str, what: str, statement: str, demo: Path) -> None:
    damage(demo, statement)
    before = demo.read_bytes()
    assert any(one.kind == kind and what in one.what for one in found(demo)), found(demo)
    assert demo.read_bytes() == before


def test_changed_letters_are_found_that_the_database_does_not_notice(demo: Path) -> None:
    whole = demo.read_bytes()
    word = b"runs marathons"
    places = [at for at in range(len(whole)) if whole.startswith(word, at)]
    noticed = 0
    for at in places:
        demo.write_bytes(whole[:at] + b"RUNS" + whole[at + 4 :])
        with closing(sqlite3.connect(demo)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        noticed += any(one.kind == "log" for one in found(demo))
    assert noticed >= 2, "the one in the table, and the one in the log; others are in parts of the file not in use"


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("CREATE TRIGGER evil AFTER INSERT ON person BEGIN DELETE FROM promise; END", "trigger evil was not made"),
        ("DROP TRIGGER person_log_insert", "trigger person_log_insert is missing"),
        ("DROP TRIGGER person_ai", "trigger person_ai is missing"),
        ("DROP INDEX tag_name", "index tag_name is missing"),
        ("DROP TABLE snooze", "table snooze is missing"),
        ("DROP TABLE person_fts", "table person_fts is missing"),
        ("ALTER TABLE skip ADD COLUMN more TEXT", "table skip is not as netlog made it"),
    ],
)
def test_a_file_of_another_make_is_found(netlog: Callable[..., Result], demo: Path, statement: str, what: str) -> None:
    with closing(sqlite3.connect(demo)) as db:
        db.execute(statement)
        db.commit()
    before = demo.read_bytes()
    told = netlog("check", "--json")
    assert told.code == 1
    assert any(one["kind"] == "schema" and one["what"].startswith(what) for one in told.json), told.out
    assert demo.read_bytes() == before


@pytest.mark.parametrize("image", ["'['", "'[1]'", "''", "'{}'", "'7'"])
def test_a_line_of_the_change_log_that_cannot_be_read_is_found(demo: Path, image: str) -> None:
    damage(demo, f"UPDATE change SET after = {image} WHERE n = 3")
    assert "log" in {one.kind for one in found(demo)}


def test_letters_that_are_no_text_are_found(demo: Path) -> None:
    whole = demo.read_bytes()
    # Everywhere: a row that moved may have left a copy behind, which nobody reads.
    demo.write_bytes(whole.replace(b"runs marathons", b"\xff\xfens marathons"))
    assert "damage" in {one.kind for one in found(demo)}


def test_a_broken_page_is_found_or_refused(netlog: Callable[..., Result], demo: Path) -> None:
    whole = demo.read_bytes()
    for page in range(1, len(whole) // 4096):
        demo.write_bytes(whole[: page * 4096] + b"\x00" * 512 + whole[page * 4096 + 512 :])
        told = netlog("check")
        assert told.code in (1, 5), page
        assert told.err


def add(journal: Path, *records: object) -> None:
    store = Store(str(journal))
    with store.write("test", "records") as writer, writer.in_bulk():
        writer.add(*records)  # type: ignore[arg-type]
    store.close()


def person(id_: str, name: str, **fields: object) -> Person:
    return Person(**{"id": id_, "name": name, "handle": id_.lower(), "added": ON, **fields})  # type: ignore[arg-type]


def test_people_met_in_a_circle_are_told_once(journal: Path) -> None:
    add(
        journal,
        person("A", "Ana Ruiz", through="B"),
        person("B", "Tom Okafor", through="C"),
        person("C", "Dee Marsh", through="A"),
        person("D", "Jo Park", through="A"),
        person("E", "Mira Holt", through="E"),
    )
    circles = [one.what for one in found(journal) if one.kind == "loop"]
    assert circles == [
        "met in a circle: Ana Ruiz through Tom Okafor through Dee Marsh through Ana Ruiz",
        "met in a circle: Mira Holt through Mira Holt",
    ]


def test_a_day_still_to_come_is_told(journal: Path) -> None:
    add(journal, person("A", "Ana Ruiz", met=date(2026, 11, 22)), Conversation("C1", TODAY, "today", ("A",)))
    assert [one.what for one in found(journal)] == ["person A: met is 2026-11-22, still to come"]
    assert len(found(journal, date(2026, 11, 20))) == 2
    assert found(journal, date(2026, 11, 22)) == []


def test_tags_that_look_like_one_are_told(journal: Path) -> None:
    add(
        journal,
        person("A", "Ana Ruiz", tags=("PyData",)),
        Conversation("C1", ON, "", ("A",), tags=("pydata", "climate")),
        Conversation("C2", ON, "", ("A",), tags=("pydta", "hr", "pr")),
    )
    assert [one.what for one in found(journal)] == ["+PyData, +pydata, +pydta look like one"]


def test_a_name_without_a_word_is_told(journal: Path) -> None:
    add(journal, person("A", "(…)"))
    assert [one.kind for one in found(journal)] == ["name"]


def test_of_many_that_look_like_one_a_few_are_named(journal: Path) -> None:
    add(journal, *(person(f"P{number}", "Ana Ruiz") for number in range(9)))
    (finding,) = found(journal)
    assert finding.what.endswith("5 more look like one")


def test_a_file_that_may_not_be_written_is_checked_but_for_its_index(demo: Path) -> None:
    with closing(sqlite3.connect(f"file:{demo}?mode=ro", uri=True, isolation_level=None)) as db:
        told = [finding for findings in checks.findings(db, TODAY) for finding in findings]
    assert [one.kind for one in told] == ["index"]
    assert "may not be written" in told[0].what


def looked_through(journal: Path, stop: int = 0) -> int:
    """How often SQLite asked on the way whether to go on; once it is told no."""
    asked = 0

    def ask() -> bool:
        nonlocal asked
        asked += 1
        return asked == stop

    with closing(connection.connect(str(journal))) as db:
        db.set_progress_handler(ask, 500)
        for findings in checks.damages(db):
            list(findings)
    return asked


def test_an_interrupt_at_any_moment_of_a_check_is_one_and_nothing_else(demo: Path) -> None:
    whole = demo.read_bytes()
    often = looked_through(demo)
    assert often > 40
    for stop in range(1, often, often // 40):
        with pytest.raises(sqlite3.OperationalError, match="interrupted") as caught:
            looked_through(demo, stop)
        with pytest.raises(KeyboardInterrupt):
            connection.told(caught.value, str(demo))
    assert demo.read_bytes() == whole


def test_what_was_undone_and_forgotten_leaves_nothing_to_find(netlog: Callable[..., Result], demo: Path) -> None:
    for words in (["undo"], ["redo"], ["undo"], ["delete", "ana", "marathons"], ["forget", "tom", "--yes"]):
        assert netlog(*words).code == 0, words
    assert found(demo) == []


@settings(max_examples=25)
@given(records=journals())
def test_a_journal_written_by_netlog_is_whole(records: list[object], empty: Path) -> None:
    journal = empty.with_name("copy.db")
    shutil.copy(empty, journal)
    add(journal, *records)
    assert {one.kind for one in found(journal, date(2200, 12, 31))} <= {"name", "people", "tags"}
