"""A power cut at any moment of a command leaves the old state or the new, and the new once netlog has said so."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dumping import assert_sound, dump, dump_of
from netlog.store import connection
from reliability import power
from running import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dumping import Dump

SEED = 20261121
PREPARED = (
    ("add", "met @Ana Ruiz, promised: slides by friday +pydata"),
    ("add", "met @Bo Lind and @Cy Adler at the harbour"),
    ("add", "call with @Bo Lind"),
    ("give", "ana", "an introduction"),
)
COMMANDS = {
    "add": ("add", "coffee with @Dee Marsh and @Ana Ruiz about forecasting"),
    "import": ("import", "people.jsonl"),
    "undo": ("undo",),
    "delete": ("delete", "bo", "harbour"),
    "merge": ("merge", "bo-lind", "cy-adler"),
    "forget": ("forget", "bo", "--yes"),
}
EVERY = {"forget": 40}  # writes at which the power is cut; the file is built anew, page by page


class Cuts(NamedTuple):
    """What came of all the cuts of one command."""

    images: int
    lost: int  # said, and not there afterwards
    broken: int  # images that hold neither the old state nor the new, or are not sound


def cuts(folder: Path, words: Sequence[str], *, torn: int = 1, every: int = 3, seed: int = SEED) -> Cuts:
    """Cut the power during a command and see what netlog makes of what is left."""
    journal = folder / "journal.db"
    start = power.of(folder)
    before = state(journal)
    power.lay_out(start, folder)  # to look at an older journal is to bring it up to date
    code, events = power.record(words, folder)
    assert code == 0, words
    after = state(journal)
    judged: dict[bytes, Dump | None] = {}
    count = lost = broken = 0
    for is_said, image in power.images(start, events, torn, every, random.Random(seed)):
        mark = power.digest(image)
        if mark not in judged:
            power.lay_out(image, folder)
            judged[mark] = state(journal)
        count += 1
        broken += judged[mark] not in (before, after)
        lost += is_said and judged[mark] != after
    return Cuts(count, lost, broken)


def state(journal: Path) -> Dump | None:
    """What netlog finds in a file; None when the file is refused, or is not sound."""
    if run(["undo", "--list"]).code:
        return None
    if not journal.exists():
        return dump_of(journal)
    with closing(sqlite3.connect(journal)) as db:
        try:
            assert_sound(db)
            return dump(db)
        except (AssertionError, sqlite3.Error):
            return None


def filled(folder: Path) -> None:
    for words in PREPARED:
        assert run(words).code == 0
    people = "".join(f'{{"kind":"person","id":"N{n}","name":"New {n} {"x" * n}"}}\n' for n in range(40))
    (folder / "people.jsonl").write_text(people)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_cut_at_any_moment_leaves_the_old_state_or_the_new(name: str, folder: Path) -> None:
    filled(folder)
    found = cuts(folder, COMMANDS[name], every=EVERY.get(name, 3))
    assert (found.lost, found.broken) == (0, 0)
    assert found.images > 30


def test_a_cut_during_an_export_leaves_the_old_file_or_the_new(folder: Path) -> None:
    filled(folder)
    out = folder / "out.jsonl"
    out.write_text("the old one\n")
    start = power.of(folder)
    code, events = power.record(("export", "jsonl", "--output", "out.jsonl"), folder)
    assert code == 0
    found = {
        (is_said, image.get("out.jsonl")) for is_said, image in power.images(start, events, 20, 1, random.Random(SEED))
    }
    assert {content for _, content in found} == {b"the old one\n", out.read_bytes()}
    assert (True, b"the old one\n") not in found


def test_a_cut_at_any_moment_of_the_first_run_leaves_a_whole_journal_or_none(folder: Path) -> None:
    found = cuts(folder, COMMANDS["add"], every=12)
    assert (found.lost, found.broken) == (0, 0)


def test_a_cut_while_an_older_journal_is_brought_up_to_date_leaves_the_old_one_or_the_new(folder: Path) -> None:
    older(folder / "journal.db")
    found = cuts(folder, ("due",), every=40)
    assert found.broken == 0


def older(journal: Path) -> None:
    """A journal as the first netlog wrote it."""
    with closing(connection.connect(str(journal))) as db:
        db.execute(f"PRAGMA application_id = {connection.APPLICATION_ID}")
        connection.migrate(db, 1)
        for statement in (
            "BEGIN IMMEDIATE",
            "INSERT INTO step (command, summary) VALUES ('add', 'met Ana Ruiz')",
            "INSERT INTO writing (step) VALUES (1)",
            "INSERT INTO person (id, name, handle, added) VALUES ('P', 'Ana Ruiz', 'ana-ruiz', '2026-01-01')",
            """INSERT INTO fact (id, "with", "on", topic, text) VALUES ('F', 'P', '2026-01-02', 'goal', 'an office')""",
            "DELETE FROM writing",
            "COMMIT",
        ):
            db.execute(statement)


def test_a_cut_while_the_journal_is_mended_after_a_cut_mends_it_the_next_time(folder: Path) -> None:
    filled(folder)
    journal = folder / "journal.db"
    start, before = power.of(folder), dump_of(journal)
    _, events = power.record(COMMANDS["import"], folder)
    disk = power.Disk(start)
    for event in events[: next(at for at, one in enumerate(events) if one.what == "unlink")]:
        disk.do(event)
    power.lay_out(disk.now(), folder)
    assert (folder / "journal.db-journal").exists()
    hot = power.of(folder)
    code, mending = power.record(("undo", "--list"), folder)
    assert code == 0
    assert dump_of(journal) == before
    assert len(mending) > 5
    for _, image in power.images(hot, mending, 1, 6, random.Random(SEED)):
        power.lay_out(image, folder)
        assert state(journal) == before


# What the simulator is worth: with less care the same cuts lose what was said to be saved


@pytest.mark.parametrize(("care", "is_broken"), [("FULL", False), ("OFF", True)])
def test_with_less_care_the_cuts_lose_what_was_saved(
    folder: Path, monkeypatch: pytest.MonkeyPatch, care: str, is_broken: bool
) -> None:
    filled(folder)
    monkeypatch.setattr(connection, "SETTINGS", connection.SETTINGS.replace("= EXTRA", f"= {care}"))
    found = cuts(folder, COMMANDS["add"], torn=2, every=6)
    assert found.lost > 0
    assert bool(found.broken) == is_broken
