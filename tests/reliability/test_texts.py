"""Whatever text stands in any field of any command: a sentence at worst, and nothing changed by what was refused."""

from __future__ import annotations

import inspect
import json
import shlex
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dumping import dump_of
from hostile import PIECES, acting, examples, typed
from netlog.cli import function_of
from netlog.folder import Folder
from netlog.parser import TYPING
from test_cli import READING
from test_hostile import PAGES as DAILY_PAGES
from test_hostile_beyond import PAGES as PAGES_BEYOND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from running import Result

    Run = Callable[..., Result]

COMMANDS = Folder("netlog.commands")
CODES = (0, 1, 2, 3, 4, 5, 6)  # those that the README tells
HOLE = "\0"  # where the text goes; no argument of a process holds it otherwise


class Field(NamedTuple):
    """A place of a command line that takes text, and a call that is right but for it."""

    name: str
    words: tuple[str, ...]


def fields(command: str) -> Iterator[Field]:
    """Every place of a command's examples, then every option that its signature has, put behind each example."""
    calls = [shlex.split(line)[1:] for line in COMMANDS[command].EXAMPLES]
    for number, call in enumerate(calls):
        for at, word in enumerate(call[1:], 1):
            flag, equals, _ = word.partition("=")
            if not word.startswith("-"):
                yield Field(f"{number}:{at}", (*call[:at], HOLE, *call[at + 1 :]))
            elif equals:
                yield Field(f"{number}:{flag}", (*call[:at], f"{flag}={HOLE}", *call[at + 1 :]))
    function = function_of(COMMANDS[command], command)
    hints = get_type_hints(function, localns=TYPING, include_extras=True)
    for one in inspect.signature(function).parameters.values():
        if one.kind is one.KEYWORD_ONLY and hints[one.name].__origin__ is not bool:
            flag = _flag(one.name, hints[one.name])
            for number, call in enumerate(calls[:2]):
                yield Field(f"{number}:{flag}", (*call, f"{flag}={HOLE}"))
    yield Field("alone", (command, "--", HOLE))
    yield Field("behind", (*calls[0], HOLE))


def _flag(name: str, hint: object) -> str:
    told = [flag for flag in getattr(hint.__metadata__[0], "param_decls", None) or () if flag.startswith("--")]  # type: ignore[attr-defined]
    return told[0].partition("/")[0] if told else "--" + name.strip("_").replace("_", "-")


FIELDS = {command: tuple(fields(command)) for command in COMMANDS}


def filled(words: tuple[str, ...], text: str) -> list[str]:
    """The call with a text in it; one that names a file from the root on names it from here: tests may run as root."""
    return [word.replace(HOLE, f".{text}" if text.startswith("/") else text) for word in words]


def check(netlog: Run, journal: Path, whole: bytes, words: list[str]) -> None:
    """A command line ends in a code that is told, with output that does not act; refused, it changes nothing."""
    journal.write_bytes(whole)
    result = netlog(*words)
    said = result.out + result.err
    assert result.code in CODES, (words, result)
    assert "netlog itself failed" not in said, (words, result.err)
    assert "Traceback" not in said, words
    assert acting(said) == "", (words, said)
    if result.code:
        assert result.err, words
        assert result.code == 6 or dump_of(journal) == dump_of_demo(whole, journal), words


def dump_of_demo(whole: bytes, journal: Path) -> object:
    beside = journal.with_name("before.db")
    if not beside.exists():
        beside.write_bytes(whole)
    return dump_of(beside)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in: what a command may make of a text as a file's name lands there."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("command", COMMANDS)
def test_every_field_of_every_command_takes_or_refuses_a_text(netlog: Run, demo: Path, command: str) -> None:
    """Each field once, with another text each; the properties below go on from there."""
    whole = demo.read_bytes()
    start = sum(map(ord, command))
    for at, field in enumerate(FIELDS[command]):
        text = PIECES[(start + 7 * at) % len(PIECES)].replace(HOLE, "")
        check(netlog, demo, whole, filled(field.words, text))


@pytest.mark.usefixtures("here")
@examples(60)
@given(field=st.sampled_from([one for several in FIELDS.values() for one in several]), text=typed)
def test_any_field_takes_or_refuses_any_text(netlog: Run, demo: Path, demo_file: Path, field: Field, text: str) -> None:
    check(netlog, demo, demo_file.read_bytes(), filled(field.words, text))


@pytest.mark.usefixtures("demo")
@examples(60)
@given(query=typed)
def test_a_search_finds_something_or_nothing_and_never_fails(netlog: Run, query: str) -> None:
    result = netlog("search", "--", query)
    assert result.code in (0, 2), result.err
    assert acting(result.out + result.err) == ""
    assert netlog("search", "--json", "--", query).code == result.code


@pytest.mark.usefixtures("demo")
@examples(30)
@given(text=typed)
def test_what_was_written_is_found_again(netlog: Run, text: str) -> None:
    """Searching by a text's own words finds the record that holds it, whatever else the text holds."""
    token = "quillwort"
    if netlog("learn", "tom", "--", f"{token} {text}").code == 0:
        assert netlog("search", token).out


# Everything that is shown


PAGES = {*(line.removeprefix("netlog ") for line in READING), *DAILY_PAGES, *PAGES_BEYOND}
SHOWN = sorted(page for page in PAGES if not page.startswith(("demo", "export", "check --backup")))
SCREENS: dict[str, dict[str, Any]] = {
    "pipe": {},
    **{f"{columns} columns": {"tty": True, "env": {"COLUMNS": str(columns)}} for columns in (20, 300)},
}


@pytest.mark.usefixtures("spoilt", "here")
@pytest.mark.parametrize("page", SHOWN)
def test_no_page_lets_a_text_act_at_any_width(netlog: Run, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netlog.drawing.MOMENT", 3600)  # no bar, however slow the machine: it moves the cursor
    words = shlex.split(page)
    for name, how in SCREENS.items():
        result = netlog(*words, **how)
        assert result.code in (0, 1), (name, result.err)
        assert acting(result.out + result.err, coloured="columns" in name) == "", name
    coloured = netlog(*words, "--color", "always", tty=True)  # at 80 columns
    assert acting(coloured.out + coloured.err, coloured=True) == ""
    told = netlog(*words, "--json")
    json.loads(told.out)
    assert acting(told.out + told.err) == ""


def test_every_text_of_the_spoilt_journal_is_still_a_row_of_its_own(netlog: Run, spoilt: Path) -> None:
    """A name of several lines cannot pose as several people."""
    with closing(sqlite3.connect(spoilt)) as db:
        (count,) = db.execute("SELECT count(*) FROM person").fetchone()
    assert len(netlog("people", "--all").out.splitlines()) <= count + 2
