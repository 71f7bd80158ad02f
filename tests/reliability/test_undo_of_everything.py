"""Undo and redo of every command that writes: exact at once, and exact or refused many days later."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dumping import Dump, dump_of, without
from netlog.store.store import Store
from test_cli import VERBS
from test_examples import EXAMPLES, call, prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from netlog.store.steps import Step
    from running import Result

    Run = Callable[..., Result]

SAMPLES = Path(__file__).parents[1] / "importers" / "samples"
FINAL = {"forget"}  # what cannot be taken back, and says so
WHOLE = {"backup", "restore", "encrypt", "decrypt"}  # of the file as a whole, and no step of the journal
ASKING = {"triage"}  # what writes only where somebody answers
MORE = (
    "netlog add @Zed Quill --org Acme --birthday 02-29 --tag a --tag b --email z@acme.example --through ana",
    'netlog add "lunch with @Zed Quill, @Yi and Ana, seen by Tom. they promised: a map. got: help. asked: a favour"',
    'netlog add call with Ana --noticed heard --noticed "fear=the move" --noticed stress=2 --energy -1 --talk 40',
    "netlog set ana --nick none --phone none --tag none --every none --circle none",
    "netlog set tom --through ana --phone +351900000 --link https://tom.example",
    "netlog promise --from tom a reference --by friday",
    "netlog edit ana forecasting --text short",
    "netlog part dewi --as coffee --pause 30",
    "netlog group end friday coffee",
    "netlog merge tom dee",
    "netlog merge mira lena",
    "netlog tie jo mira --strength 1",
    "netlog answer dee no",
    f"netlog import {shlex.quote(str(SAMPLES / 'google-new.csv'))}",
)
# Of all other commands tests/test_cli.py says that they leave the journal as it is, byte for byte.
LINES = (*(line for line in EXAMPLES if line.split()[1] in VERBS - WHOLE), *MORE)
LATER = (
    "netlog add call with @Ana Ruiz and @Tom Okafor about the summer +summer",
    "netlog set ana --role Founder --tag later",
    "netlog promise tom the summer plan by 24 dec",
    "netlog delete ana forecasting",
)


def said(netlog: Run, line: str) -> None:
    result = call(netlog, line)
    assert result.code == 0, (line, result.err)


def steps(journal: Path) -> list[Step]:
    store = Store(str(journal))
    try:
        return store.steps()
    finally:
        store.close()


@pytest.fixture
def written(
    netlog: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], tuple[Dump, Dump]]:
    """The journal before a line was said, and after."""

    def say(line: str) -> tuple[Dump, Dump]:
        prepared(netlog, line, tmp_path, monkeypatch)
        before, known = dump_of(demo), steps(demo)
        said(netlog, line)
        after = dump_of(demo)
        fresh = [one for one in steps(demo) if one.number not in {old.number for old in known}]
        if "forget" not in line:  # which takes names out of earlier steps too
            assert len(fresh) == (before != after), "one command that changed something is one step"
        return before, after

    return say


@pytest.mark.parametrize("name", sorted(VERBS - WHOLE))
def test_undo_of_all_that_a_command_writes_is_exact_and_so_is_redo(
    netlog: Run, demo: Path, demo_file: Path, written: Callable[[str], tuple[Dump, Dump]], name: str
) -> None:
    wrote = False
    for line in LINES:
        if line.split()[1] != name:
            continue
        shutil.copy(demo_file, demo)
        before, after = written(line)
        if before == after:
            assert line not in MORE, f"{line} changes nothing, so it tries nothing"
            continue
        wrote = True
        if name in FINAL:
            result = netlog("undo")
            assert (result.code, dump_of(demo)) == (4, after)
            assert "cannot be undone" in result.err
            continue
        for _ in range(2):
            said(netlog, "netlog redo" if name == "undo" else "netlog undo")
            assert dump_of(demo) == before, line
            said(netlog, line if name == "undo" else "netlog redo")
            assert dump_of(demo) == after, line
    assert wrote or name in ASKING, f"no example of {name} changes the invented journal: add a line to MORE"


def test_each_key_of_a_triage_is_a_step_of_its_own(netlog: Run, demo: Path) -> None:
    for name in ("Zed Quill", "Yi Wen", "Xu"):
        said(netlog, f"netlog add @{name}")
    before, known = dump_of(demo), len(steps(demo))
    assert netlog("triage", tty=True, stdin="i\ne\n2w\n").code == 130
    after = dump_of(demo)
    assert len(steps(demo)) == known + 2
    for line in ("netlog undo", "netlog undo"):
        said(netlog, line)
    assert dump_of(demo) == before
    for line in ("netlog redo", "netlog redo"):
        said(netlog, line)
    assert dump_of(demo) == after


@pytest.mark.parametrize("line", [one for one in LINES if one.split()[1] not in {"undo", "redo"} | FINAL], ids=ascii)
def test_a_step_is_undone_days_later_exactly_or_not_at_all(
    netlog: Run, demo: Path, written: Callable[[str], tuple[Dump, Dump]], line: str
) -> None:
    before, after = written(line)
    if before == after:
        return
    number = steps(demo)[0].number
    for late in LATER:
        netlog(*shlex.split(late)[1:], today="2026-12-05")  # some fail where the line took away what they speak of
    now, known = dump_of(demo), steps(demo)
    assert now != after
    result = netlog("undo", "--step", str(number), today="2026-12-06")
    if result.code:
        assert result.code == 4
        assert f"Step {number} " in result.err
        assert (dump_of(demo), steps(demo)) == (now, known)
        return
    assert dump_of(demo) == without(now, before, after)
    said(netlog, "netlog redo")
    assert dump_of(demo) == now


@pytest.mark.usefixtures("demo")
def test_a_long_day_is_taken_back_step_by_step_and_done_again(
    netlog: Run, journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every third line that still can be said, one after the other, on one journal."""
    monkeypatch.chdir(tmp_path)
    states = [dump_of(journal)]
    for line in LINES[::3]:
        if line.split()[1] in FINAL | {"undo", "redo", "import"}:
            continue
        assert call(netlog, line).code in (0, 2, 3, 4)
        if (state := dump_of(journal)) != states[-1]:
            states.append(state)
    assert len(states) > len(LINES) / 6
    for state in reversed(states[:-1]):
        said(netlog, "netlog undo")
        assert dump_of(journal) == state
    for state in states[1:]:
        said(netlog, "netlog redo")
        assert dump_of(journal) == state


@pytest.mark.parametrize("sample", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_an_import_is_one_step_and_its_undo_is_exact(netlog: Run, demo: Path, sample: Path) -> None:
    said(netlog, "netlog config set own sam@home.example")
    before, known = dump_of(demo), steps(demo)
    assert netlog("import", str(sample)).code in (0, 6)
    after = dump_of(demo)
    assert before != after
    assert len(steps(demo)) == len(known) + 1
    said(netlog, "netlog undo")
    assert dump_of(demo) == before
    said(netlog, "netlog redo")
    assert dump_of(demo) == after
    again = netlog("import", str(sample))
    assert (again.code in (0, 6), dump_of(demo)) == (True, after), "the same file twice adds nothing"


def test_an_import_is_undone_days_later_exactly_or_not_at_all(netlog: Run, demo: Path) -> None:
    before = dump_of(demo)
    said(netlog, f"netlog import {SAMPLES / 'google-new.csv'}")
    after, number = dump_of(demo), steps(demo)[0].number
    said(netlog, "netlog promise tom the summer plan by 24 dec")
    now = dump_of(demo)
    said(netlog, f"netlog undo --step {number}")
    assert dump_of(demo) == without(now, before, after)


def test_a_restore_is_taken_back_by_another_one_and_not_by_undo(netlog: Run, demo: Path, tmp_path: Path) -> None:
    kept, known = dump_of(demo), steps(demo)
    said(netlog, f"netlog backup {tmp_path / 'kept.db'}")
    said(netlog, "netlog promise tom the summer plan by 24 dec")
    later = dump_of(demo), steps(demo)
    said(netlog, f"netlog restore {tmp_path / 'kept.db'} --yes")
    assert (dump_of(demo), steps(demo)) == (kept, known)
    (before_restore,) = (demo.parent / "backups").glob("*before-restore*")
    said(netlog, f"netlog restore {before_restore} --yes")
    assert (dump_of(demo), steps(demo)) == later
    said(netlog, "netlog undo")
    assert dump_of(demo) == kept


def test_the_refusal_names_whom_it_is_about_and_leaves_what_could_be_taken_back(netlog: Run, demo: Path) -> None:
    said(netlog, "netlog set ana --role Adviser --tag later")
    number = steps(demo)[0].number
    said(netlog, "netlog set ana --role Founder")
    before = dump_of(demo)
    result = netlog("undo", "--step", str(number))
    assert (result.code, dump_of(demo)) == (4, before)
    assert "its person was changed since: Ana Ruiz" in result.err
