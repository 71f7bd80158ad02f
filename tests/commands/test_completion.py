"""A TAB: the right words, soon, harmless in every shell, and never a trace of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import netlog
from netlog import complete, config
from netlog.domain import journal as vocabulary
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import Conversation, Person
from netlog.folder import Folder
from netlog.parser import OPTIONS, Commands
from netlog.store.store import Store
from strategies import anything

if TYPE_CHECKING:
    from collections.abc import Callable

    from running import Result

SCRIPTS = Path(netlog.__file__).parent / "completions"
COMMANDS = list(Folder("netlog.commands"))


def offered(*words: str) -> list[str]:
    return list(complete.candidates(words))


@pytest.fixture
def known(journal: Path) -> Path:
    """The test's own journal with a few people in it."""
    names = ("Ana Ruiz", "Tom Okafor", "Dee Marsh", "Jo Park", "Lena Vogt")
    store = Store(str(journal))
    with store.write("test", "people") as writer:
        for name in names:
            handle = name.lower().replace(" ", "-")
            writer.add(Person(handle, name, handle, date(2026, 1, 1), org="Kestrel", tags=("Mentor",)))
        writer.add(Conversation("C1", date(2026, 1, 1), "", ("ana-ruiz",), tags=("pydata",)))
    store.close()
    return journal


# Commands and options


def test_a_command_is_begun(netlog: Callable[..., Result]) -> None:
    assert offered("") == COMMANDS
    assert offered() == COMMANDS
    assert offered("prom") == ["promise", "promises"]
    assert offered("--journal", "x.db", "--json", "impo") == ["import"]
    assert netlog("__complete", "prom").out == "promise\npromises\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_options_read_off_the_source_are_those_of_the_parser(name: str) -> None:
    command = Commands()[name]
    flags = {flag for one in command.params for flag in one.opts if flag.startswith("-")} | {"-h", "--help"}
    takes = complete._takes(name)
    assert set(takes.options) == flags
    switches = {flag for one in command.params if getattr(one, "is_flag", False) for flag in one.opts}
    assert {flag for flag, value in takes.options.items() if not value} == switches | {"-h", "--help"}
    assert offered(name, "--") == sorted(flag for flag in flags if flag.startswith("--"))


def test_the_options_of_every_command_are_known() -> None:
    named = {f"--{name.replace('_', '-')}" for name in OPTIONS}
    assert {flag for flag in complete.EVERYWHERE if flag.startswith("--")} == named | {"--help"}
    assert offered("--v") == ["--version"]
    assert offered("due", "--v") == []
    assert offered("due", "--", "--") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("add", "--circle", ""), list(vocabulary.CIRCLES)),
        (("add", "--circle", "in"), ["inner"]),
        (("add", "--circle=in"), ["--circle=inner"]),
        (("add", "--how", ""), list(vocabulary.HOWS)),
        (("add", "--outcome", ""), list(vocabulary.OUTCOMES)),
        (("give", "ana", "intro", "--size", ""), list(vocabulary.SIZES)),
        (("promise", "--size", ""), list(vocabulary.PROMISE_SIZES)),
        (("add", "--initiated", "t"), ["them"]),
        (("add", "--on", "y"), ["yesterday"]),
        (("due", "--color", "a"), ["auto", "always"]),
        (("--color", "n"), ["never"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("completion", "bash", ""), []),
        (("export", ""), list(Folder("netlog.exporters"))),
        (("import", "--as", ""), list(Folder("netlog.importers"))),
        (("config", "g"), ["get"]),
        (("config", "get", ""), list(config.MEANINGS)),
        (("config", "set", "working"), ["working_days"]),
        (("add", "+them:cand"), ["+them:candid"]),
        (("nonsense", ""), []),
        (("nonsense", "--"), []),
        (("../cli", ""), []),
        (("due", ""), []),
    ],
)
def test_words_of_the_vocabulary_are_completed(words: tuple[str, ...], expected: list[str]) -> None:
    assert offered(*words) == expected


def test_every_signal_is_offered() -> None:
    assert offered("add", "+") == sorted(f"+{code}" for code in SIGNALS)


@pytest.mark.parametrize("words", [("import", ""), ("export", "jsonl", "--output", ""), ("due", "--journal=")])
def test_where_a_file_is_meant_the_shell_is_asked(words: tuple[str, ...], netlog: Callable[..., Result]) -> None:
    told = netlog("__complete", *words)
    assert (told.code, told.out, told.err) == (complete.FILES, "", "")


# People, tags


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("score", "an"), ["ana-ruiz"]),
        (("score", "An"), ["ana-ruiz"]),
        (("score", "ruiz"), ["ana-ruiz"]),
        (("score", "'ru"), ["ana-ruiz"]),
        (("score", "kestrel"), []),
        (("score", "ana", ""), []),
        (("score", "--why", "ok"), ["tom-okafor"]),
        (("promise", "--from", "mar"), ["dee-marsh"]),
        (("promise", "--from=mar"), ["--from=dee-marsh"]),
        (("promise", "--by", "friday", "pa"), ["jo-park"]),
        (("promise", "ana", "p"), []),
        (("merge", "ana", "to"), ["tom-okafor"]),
        (("add", "call", "with", "@to"), ["@tom-okafor"]),
        (("add", "call", "with", "jo"), ["jo-park"]),
        (("add", "--with", "le"), ["lena-vogt"]),
        (("add", "call", "with", ""), []),
        (("add", "call with @to"), ["call with @tom-okafor"]),
        (("add", '"met jo, +py'), ["met jo, +pydata"]),
        (("add", "call $(id) with  jo"), ["call $(id) with  jo-park"]),
        (("add", "call with -"), []),
        (("add", "call with "), []),
        (("promise", "ana", "a note for @to"), []),
        (("add", "+py"), ["+pydata"]),
        (("add", "--tag", "PY"), ["pydata"]),
        (("search", "--tag", "py"), ["pydata"]),
        (("search", "--tag", "men"), ["Mentor"]),
        (("add", "--org", "a"), []),
        (("add", "--nick", "a"), []),
    ],
)
def test_people_and_tags_of_the_journal_are_completed(words: tuple[str, ...], expected: list[str]) -> None:
    assert offered(*words) == expected


@pytest.mark.usefixtures("known")
def test_all_people_are_offered_when_nothing_is_typed_yet(netlog: Callable[..., Result]) -> None:
    assert offered("score", "") == ["ana-ruiz", "dee-marsh", "jo-park", "lena-vogt", "tom-okafor"]
    assert offered("balance", "") == offered("score", "")


def test_accents_nicks_and_other_scripts_are_found(netlog: Callable[..., Result]) -> None:
    netlog("add", "@Żółć Łukasz", "--nick", "Gabs")
    netlog("add", "@王伟")
    (first, second) = offered("score", "")
    assert offered("score", "zol") == offered("score", "Żó") == offered("score", "gab") == [second]
    assert offered("score", "王") == [first] == ["wang-wei"]


def test_the_journal_is_the_one_that_the_line_names(
    netlog: Callable[..., Result], known: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "a dir?#%41" / "it's.db"
    there.parent.mkdir()
    known.rename(there)
    assert offered("score", "an") == []
    assert offered("score", "--journal", str(there), "an") == ["ana-ruiz"]
    assert offered(f"--journal={there}", "score", "an") == ["ana-ruiz"]
    monkeypatch.delenv("NETLOG_JOURNAL")
    assert netlog("config", "set", "journal", str(there)).code == 0
    assert offered("score", "an") == ["ana-ruiz"]
    netlog("config", "set", "journal", "default")
    assert offered("score", "an") == []


# Harmless


def test_nothing_that_a_shell_could_read_into_is_printed(netlog: Callable[..., Result], journal: Path) -> None:
    store = Store(str(journal))
    evil = ("$(touch PWNED)", "`id`", "a b", "a\nb", "x;y", "\x1b[2J", "'", '"', "*", "safe", "größe")
    with store.write("test", "hostile") as writer:
        writer.add(Person("P1", "$(touch PWNED)", "p1", date(2026, 1, 1), kind="a;b", nicks=evil, tags=evil))
        writer.add(Person("P2", "Bo", "bo", date(2026, 1, 1), kind="client"))
        writer.add(Conversation("C1", date(2026, 1, 1), "", ("P1",), tags=evil))
    store.close()
    with closing(sqlite3.connect(journal)) as db:
        # No guard of ours holds in a file that another program made.
        db.executescript("PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = replace(sql, 'NOT GLOB', '<>');")
    with closing(sqlite3.connect(journal)) as db:
        db.executescript("INSERT INTO writing SELECT n FROM step; UPDATE person SET handle = '$(id)' WHERE id = 'P1';")
    assert offered("score", "") == ["bo"]
    assert offered("search", "--tag", "") == ["größe", "safe"]
    assert offered("add", "--kind", "") == ["client"]
    assert [one for one in offered("add", "+") if one[1:] not in SIGNALS] == ["+größe", "+safe"]


@given(st.lists(anything.filter(lambda text: "\0" not in text), max_size=4))
def test_whatever_was_typed_there_is_no_complaint(words: list[str]) -> None:
    assert complete.run(words) in (0, complete.FILES)


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 100, "folder"])
def test_no_journal_and_a_broken_one_are_silent_and_stay_as_they_are(
    content: bytes | str | None, netlog: Callable[..., Result], journal: Path, tmp_path: Path
) -> None:
    if content == "folder":
        journal.mkdir()
    elif content is not None:
        journal.write_bytes(content)  # type: ignore[arg-type]
    there = sorted(tmp_path.rglob("*"))
    told = netlog("__complete", "score", "an")
    assert (told.code, told.out, told.err) == (0, "", "")
    assert sorted(tmp_path.rglob("*")) == there
    assert content in (None, "folder") or journal.read_bytes() == content


def test_a_tab_changes_no_byte_and_waits_for_nobody(netlog: Callable[..., Result], known: Path) -> None:
    before = known.read_bytes()
    with closing(sqlite3.connect(known, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert netlog("__complete", "score", "an") == netlog("__complete", "nonsense", "")
        other.execute("ROLLBACK")
    assert netlog("__complete", "score", "an").out == "ana-ruiz\n"
    assert known.read_bytes() == before


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("words", [["sc"], ["score", "an"], ["add", "+py"], ["add", "--circle", ""], ["add", "--"]])
def test_a_tab_loads_neither_the_parser_nor_a_command_nor_the_model(words: list[str]) -> None:
    program = (
        "import sys; from netlog import cli; code = cli.run(['__complete', *sys.argv[1:]]);"
        "print(*sorted(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert done.stdout
    assert not {one for one in loaded if one.startswith(("netlog.domain", "netlog.commands.", "netlog.session"))}
    assert not loaded & {"typer", "rich", "sqlite_utils", "platformdirs", "tomllib", "json", "ast", "inspect"}


# The scripts


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed_as_it_is(shell: str, netlog: Callable[..., Result]) -> None:
    told = netlog("completion", shell)
    assert (told.code, told.err) == (0, "")
    assert told.out == (SCRIPTS / f"netlog.{shell}").read_text(encoding="utf-8")
    assert f"netlog completion {shell} > " in told.out
    assert netlog("completion", shell, "--json").json["shell"] == shell


def test_another_shell_is_told_those_there_are(netlog: Callable[..., Result]) -> None:
    told = netlog("completion", "tcsh")
    assert (told.code, told.out) == (3, "")
    assert "bash, zsh and fish" in told.err


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("line", "replies"),
    [
        ("netlog sco", ["score"]),
        ("netlog score ruiz", ["ana-ruiz"]),
        ("netlog score  an", ["ana-ruiz"]),
        ("netlog score --why a", ["ana-ruiz"]),
        ("netlog score nobody", []),
        ("netlog add call with @to", ["@tom-okafor"]),
        ("netlog add --circle=in", ["inner"]),
        ("netlog add +them:candi", ["candid"]),
        ("netlog completion ", ["bash", "zsh", "fish"]),
        ("netlog prom", ["promise", "promises"]),
        ("netlog score o", ["tom-okafor"]),
        ("netlog score a", ["ana-ruiz"]),
        ("netlog import ", []),
        ("netlog score $(touch PWNED)", []),
        ("netlog score `touch PWNED`", []),
        ("netlog score *", []),
        ("netlog score 'Ana R", ["ana-ruiz"]),
        (r"netlog score Ana\ R", ["ana-ruiz"]),
        ('netlog score "okafor', ["tom-okafor"]),
        ("netlog score 'ana'", []),
        ("netlog score x'ru", []),
        ('netlog promise --by "next friday" ru', ["ana-ruiz"]),
        ('netlog promise --from="ru', ["ana-ruiz"]),
        ("netlog promise --from=x=ru", []),
        ("netlog add 'call with @to", ["call with @tom-okafor"]),
        ("netlog add 'call with +asked", ["+asked-feedback", "+asked-first", " "]),
        ('netlog add "met jo +them:candi', ["met jo +them:candid"]),
        ('netlog add "`touch PWNED` with @to', ["`touch PWNED` with @tom-okafor"]),
        (r'netlog add "for \$5 with @to', []),
        (r"netlog add call\ with\ @to", []),
    ],
)
def test_bash_is_given_the_replies(line: str, replies: list[str], tmp_path: Path) -> None:
    program = (
        'source "$1"; COMP_LINE=$2; COMP_POINT=${#COMP_LINE}; _netlog'
        ' && for reply in "${COMPREPLY[@]}"; do printf "%s\\n" "$reply"; done'
    )
    assert shutil.which("bash"), "bash is needed to try its completion"
    assert said_by(["bash", "--norc", "-c", program, "bash", str(SCRIPTS / "netlog.bash"), line], tmp_path) == replies


def said_by(shell: list[str], folder: Path) -> list[str]:
    """What a shell prints that has the netlog of these tests; it does nothing else."""
    (folder / "bin").mkdir()
    command = folder / "bin" / "netlog"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m netlog "$@"\n')
    command.chmod(0o755)
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run(
        shell,
        env={**os.environ, "PATH": path, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert done.stderr == ""
    assert not (folder / "PWNED").exists()
    return done.stdout.splitlines()


@pytest.mark.usefixtures("known")
@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is needed to try its completion")
@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("netlog sco", ["score"]),
        ("netlog score ruiz", ["ana-ruiz"]),
        ("netlog add call with @to", ["@tom-okafor"]),
        ('netlog add "call with @to', ["call with @tom-okafor"]),
        (r"netlog add call\ with\ @to", ["call with @tom-okafor"]),
        ("netlog promise --by 'next friday' ru", ["ana-ruiz"]),
        ("netlog promise --from=ru", ["--from=ana-ruiz"]),
        ("netlog score nobody", []),
        ("netlog restore 'two w", ["two words.db"]),
        (r"netlog restore two\ ", ["two words.db"]),
        ("netlog export jsonl --output=tw", ["--output=two words.db"]),
        ("netlog score two", []),
        ("netlog score (touch PWNED)", []),
    ],
)
def test_fish_offers_them(line: str, offers: list[str], tmp_path: Path) -> None:
    (tmp_path / "two words.db").touch()
    program = "source $argv[1]; complete -C $argv[2]"
    found = said_by(["fish", "--no-config", "-c", program, str(SCRIPTS / "netlog.fish"), line], tmp_path)
    assert [one.partition("\t")[0] for one in found] == offers


def test_bash_shows_several_that_begin_otherwise_and_leaves_the_line_alone(
    netlog: Callable[..., Result], tmp_path: Path
) -> None:
    for name in ("Ana Ruiz", "Adam Rudd"):
        netlog("add", f'@"{name}"')
    test_bash_is_given_the_replies("netlog score ru", ["adam-rudd", "ana-ruiz", " "], tmp_path)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("typed", "found"),
    [("(an", "(ana-ruiz"), ("met [@to", "met [@tom-okafor"), ("“le", "“lena-vogt"), ("met #candi", "met #candid")],
)
def test_a_sign_before_a_word_of_a_sentence_stays(typed: str, found: str) -> None:
    assert offered("add", typed) == [found]
