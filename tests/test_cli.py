"""The front door: what any command line comes to, whatever the words, the file and the surroundings."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from netlog import __version__
from netlog.domain.journal import Person, Promise
from netlog.folder import Folder
from netlog.parser import PANELS
from netlog.store.store import Store
from running import Result, Stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Result]

COMMANDS = Folder("netlog.commands")
# Verbs write the journal; every other command is a noun and must leave it alone, byte for byte.
VERBS = frozenset(
    (
        *("group", "mirror", "place", "reflect"),
        *("backup", "encrypt", "decrypt"),
        *("advice", "boundary", "expect", "feedback", "fit", "offer"),
        *("add", "answer", "ask", "away", "break", "delete", "edit", "event", "forget", "give", "import", "introduce"),
        *(
            "dupes",
            "triage",
            "keep",
            "learn",
            "merge",
            "part",
            "pause",
            "postpone",
            "promise",
            "rate",
            "receive",
            "redo",
            "release",
        ),
        *(
            "pitch",
            "remind",
            "rename",
            "rest",
            "restore",
            "retro",
            "set",
            "skip",
            "snooze",
            "thank",
            "tie",
            "undo",
            "wake",
            "won",
        ),
    )
)
NOUNS = [name for name in COMMANDS if name not in VERBS]
READING = [line for name in NOUNS for line in COMMANDS[name].EXAMPLES]
HOSTILE = "a\x1b]0;x\x07[bold]\u202e\u009b2J"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def no_traceback(result: Result) -> None:
    assert "Traceback" not in result.err + result.out
    assert "Exception ignored" not in result.err


# Help


def test_help_shows_every_command_in_its_panel_the_daily_ones_first(netlog: Run) -> None:
    result = netlog("--help")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    panels = [line.removesuffix(":") for line in lines if line.removesuffix(":") in PANELS]
    assert panels == list(PANELS)
    listed = {line.split()[0] for line in lines[lines.index("Daily:") :] if line[:2] == "  " and line[2:3] != " "}
    assert listed == set(COMMANDS)


@pytest.mark.parametrize("words", [(), ("-h",), ("--json",)], ids=str)
def test_no_command_is_answered_with_help_or_a_way_to_it(netlog: Run, words: tuple[str, ...]) -> None:
    result = netlog(*words)
    assert "netlog -h" in result.err if result.code else "Usage: netlog" in result.out


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_leads_with_examples(netlog: Run, name: str, flag: str) -> None:
    result = netlog(name, flag)
    assert (result.code, result.err) == (0, "")
    lines = [line.strip() for line in result.out.splitlines()]
    assert lines[0].startswith(f"Usage: netlog {name}")
    first = lines.index(COMMANDS[name].EXAMPLES[0])
    assert first < lines.index("Options:")
    assert all(example in lines for example in COMMANDS[name].EXAMPLES)


def test_the_version_is_told_whatever_stands_beside_it(netlog: Run) -> None:
    for words in (["-V"], ["--version"], ["--json", "--version"], ["-q", "-V"]):
        assert netlog(*words) == (0, f"netlog {__version__}\n", "")


# Usage errors


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["duw"], "Did you mean 'due'?"),
        (["promis"], "Did you mean"),
        (["Due"], "Did you mean 'due'?"),
        (["../due"], "No such command '../due'"),
        (["__init__"], "No such command '__init__'"),
        (["due.py"], "No such command"),
        (["import_"], "No such command"),
        ([""], "No such command"),
        (["due", "--nonsense"], "--nonsense"),
        (["--nonsense", "due"], "--nonsense"),
        (["due", "--limit"], "--limit"),
        (["due", "--limit", "many"], "many"),
        (["due", "--limit", "0"], "0"),
        (["due", "today"], "today"),
        (["score"], "NAME"),
        (["due", "--color", "red"], "--color cannot be 'red'."),
        (["--color", "red", "due"], "--color cannot be 'red'."),
        (["due", "--today", "5/6"], "5/6"),
        (["due", "--as-of", "2027-01-01"], "1 Jan 2027"),
        (["add"], "nothing to log"),
        ([HOSTILE], "No such command"),
        (["due", f"--{HOSTILE}"], "No such option"),
    ],
    ids=ascii,
)
def test_a_line_that_cannot_be_read_is_answered_in_a_sentence_and_a_hint(
    netlog: Run, words: list[str], said: str
) -> None:
    result = netlog(*words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert len(result.err.splitlines()) <= 2
    assert not any(character in result.err for character in "\x1b\x07\x9b\u202e")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["score", "zed"], 3, "zed"),
        (["balance", "zed"], 3, "zed"),
        (["keep", "zed", "deck"], 3, "zed"),
        (["give", "zed", "a", "thing"], 3, "zed"),
        (["undo", "--step", "999"], 3, "999"),
        (["score", HOSTILE], 3, "Nobody called"),
        (["promise", "ana", "deck", "--by", "30 feb"], 2, "30 February"),
        (["give", "ana", "help", "--size", "huge"], 2, "huge"),
        (["give", "ana", "help", "--on", "tomorrow"], 2, "22 Nov"),
    ],
    ids=ascii,
)
def test_an_error_changes_nothing_and_tells_its_code(
    netlog: Run, journal: Path, words: list[str], code: int, said: str
) -> None:
    before = digest(journal)
    result = netlog(*words)
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert digest(journal) == before
    assert not any(character in result.err for character in "\x1b\x07\x9b\u202e")


# What reads does not write


@pytest.mark.parametrize("line", READING)
def test_a_noun_never_changes_the_journal(netlog: Run, demo: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo.parent)
    shutil.copy(demo, "before-the-move.db")  # the backup that an example looks at
    before, there = digest(demo), stat.S_IMODE(demo.stat().st_mode)
    assert netlog(*shlex.split(line)[1:]).code == 0
    assert (digest(demo), stat.S_IMODE(demo.stat().st_mode)) == (before, there)


@pytest.mark.parametrize("line", READING)
def test_a_noun_never_makes_a_journal(netlog: Run, journal: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(journal.parent)
    result = netlog(*shlex.split(line)[1:])
    assert result.code in (0, 3)
    assert not journal.exists()
    no_traceback(result)


@pytest.mark.parametrize("name", [name for name in NOUNS if f"netlog {name}" in READING])
def test_a_noun_greets_an_empty_journal_kindly(
    netlog: Run, journal: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(journal.parent)
    result = netlog(name)
    assert result.code == 0
    assert result.out + result.err


# Options of every command


@pytest.mark.usefixtures("demo")
def test_an_option_counts_before_and_after_the_command(netlog: Run) -> None:
    assert netlog("--json", "due") == netlog("due", "--json")
    assert (
        netlog("--today", "2026-12-24", "due")
        == netlog("due", "--today", "24 dec 2026")
        == netlog("due", today="2026-12-24")
    )
    assert netlog("--today", "2026-01-01", "due", "--today", "2026-12-24") == netlog("due", today="2026-12-24")


def test_a_journal_named_by_an_option_counts_more_than_the_environment(netlog: Run, demo: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert netlog("--journal", str(other), "add", "met @Zed Quill").code == 0
    assert "Zed Quill" in netlog("people", "--journal", str(other)).out
    assert "Zed Quill" not in netlog("people").out
    assert stat.S_IMODE(other.stat().st_mode) == 0o600


@pytest.mark.usefixtures("demo")
def test_quiet_leaves_only_what_was_asked_for(netlog: Run) -> None:
    assert netlog("due").err
    assert netlog("due", "--quiet") == (0, netlog("due").out, "")
    assert netlog("give", "ana", "a", "hand", "-q") == (0, "", "")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", [name for name in NOUNS if f"netlog {name}" in READING and name != "demo"])
def test_json_is_one_document_on_stdout_and_nothing_else(netlog: Run, name: str) -> None:
    result = netlog(name, "--json")
    assert (result.code, result.err) == (0, "")
    assert result.json is not None


# The file


@pytest.fixture
def odd(tmp_path: Path, demo_file: Path) -> dict[str, Path]:
    """Files that are no journal, or none that may be used."""
    paths = {kind: tmp_path / f"{kind}.db" for kind in ODD}
    whole = demo_file.read_bytes()
    paths["a folder"].mkdir()
    os.mkfifo(paths["a pipe"])
    paths["an empty file"].write_bytes(b"")
    paths["a text"].write_text("Dear diary\n" * 1000)
    paths["a part of a journal"].write_bytes(whole[: len(whole) // 3])
    paths["the head of a journal"].write_bytes(whole[:100])
    paths["zeros"].write_bytes(bytes(8192))
    with sqlite3.connect(paths["another program's database"]) as db:
        db.execute("CREATE TABLE person (id TEXT, name TEXT)")
    db.close()
    shutil.copy(demo_file, paths["a newer journal"])
    with sqlite3.connect(paths["a newer journal"]) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    paths["a link to nowhere"].symlink_to("nowhere.db")
    paths["a link to itself"].symlink_to(paths["a link to itself"].name)
    shutil.copy(demo_file, paths["one of two names"])
    os.link(paths["one of two names"], tmp_path / "second.db")
    return paths


ODD = (
    *("a folder", "a pipe", "an empty file", "a text", "a part of a journal", "the head of a journal", "zeros"),
    *("another program's database", "a newer journal", "a link to nowhere", "a link to itself", "one of two names"),
)


@pytest.mark.parametrize(
    "line", ["due", "balance ana", "add met @Zed", "give ana help", "undo", "search deck", "due --json"]
)
@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_journal_is_refused_in_a_sentence_and_left_as_it_is(
    netlog: Run, odd: dict[str, Path], kind: str, line: str, tmp_path: Path
) -> None:
    path = odd[kind]
    before = path.read_bytes() if path.is_file() else None
    result = netlog(*line.split(), env={"NETLOG_JOURNAL": str(path)})
    assert (result.code, result.out) == (5, "")
    assert str(path) in result.err
    assert len(result.err.splitlines()) == 2
    assert before == (path.read_bytes() if path.is_file() else None)
    assert not (tmp_path / "nowhere.db").exists()
    assert [name for name in os.listdir(tmp_path) if "-journal" in name or ".part" in name] == []


@pytest.mark.parametrize("path", ["file.txt/journal.db", "/dev/null/journal.db", "/proc/journal.db", "x" * 300 + ".db"])
def test_a_place_where_nothing_can_be_made_is_told_in_a_sentence(netlog: Run, tmp_path: Path, path: str) -> None:
    (tmp_path / "file.txt").write_text("")
    result = netlog("add", "met @Ana Ruiz", env={"NETLOG_JOURNAL": str(tmp_path / path)})
    assert result.code == 5
    assert result.err.startswith("No journal can be made at ")
    assert len(result.err.splitlines()) == 2


@pytest.mark.parametrize(
    "name", ["a b.db", "file:x.db?mode=memory", ":memory:", "a'b\".db", "100%.db", "日記.db", "-.db", "a\nb.db", "#.db"]
)
def test_any_name_of_a_file_is_taken_as_it_stands(
    netlog: Run, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(os.listdir(tmp_path))
    assert netlog("add", "met @Ana Ruiz", env={"NETLOG_JOURNAL": name}).code == 0
    assert set(os.listdir(tmp_path)) - before == {name}
    assert "Ana Ruiz" in netlog("people", env={"NETLOG_JOURNAL": name}).out


def test_a_file_that_may_not_be_written_is_read_and_said_so(netlog: Run, demo: Path) -> None:
    """A folder that allows no file beside the journal; root may write anywhere, so a folder stands in the way."""
    journal_of_sqlite = demo.with_name(f"{demo.name}-journal")
    journal_of_sqlite.mkdir()
    before = digest(demo)
    assert netlog("give", "ana", "help").code == 5
    assert digest(demo) == before
    journal_of_sqlite.rmdir()
    assert netlog("give", "ana", "help").code == 0


def test_a_journal_that_somebody_else_is_writing_is_read_and_waited_for(
    netlog: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netlog.store.connection.WAIT_SECONDS", 0.01)
    other = sqlite3.connect(demo, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert netlog("due").code == 0
    result = netlog("give", "ana", "help")
    assert result.code == 5
    assert "in use" in result.err
    other.execute("ROLLBACK")
    other.close()
    assert netlog("give", "ana", "help").code == 0


# People at the keyboard


class Interrupted(Stream):
    """A terminal at which somebody presses Control-C."""

    def read(self, *_: object) -> str:
        raise KeyboardInterrupt

    readline = read


@pytest.mark.parametrize("words", [("add",), ("add", "-"), ("add", "-", "--how", "call")])
def test_an_interrupt_ends_with_130_and_writes_nothing(netlog: Run, journal: Path, words: tuple[str, ...]) -> None:
    done = netlog(*words, tty=True, stdin=Interrupted(tty=True))
    assert (done.code, done.err[-1:]) == (130, "\n")
    assert not journal.exists()


def test_the_end_of_input_at_a_question_ends_with_130(netlog: Run, journal: Path) -> None:
    assert netlog("add", tty=True, stdin="").code == 130
    assert netlog("add", tty=True, stdin="Ana Ruiz\n").code == 130
    assert not journal.exists()


def test_control_c_ends_a_run_quietly(journal: Path) -> None:
    run = subprocess.Popen([sys.executable, "-m", "netlog", "add", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdin is not None
    assert run.stderr is not None
    run.stdin.write(b"a" * 500_000)  # more than a pipe holds: once it is taken, netlog is reading
    while run.poll() is None:
        run.send_signal(signal.SIGINT)
        try:
            run.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    assert (run.returncode, run.stderr.read()) == (130, b"")
    run.stderr.close()
    run.stdin.close()
    assert not journal.exists()


# Surroundings, each in a process of its own


@pytest.fixture
def shell(journal: Path) -> Run:
    """Runs a line of bash in which `netlog` is this netlog."""

    def call(script: str, **env: str) -> Result:
        whole = f'netlog() {{ "{sys.executable}" -m netlog "$@"; }}\n{script}'
        done = subprocess.run(
            ["bash", "-c", whole], capture_output=True, env={**os.environ, **env}, timeout=60, check=False
        )
        return Result(
            done.returncode, *(text.decode("utf-8", "surrogateescape") for text in (done.stdout, done.stderr))
        )

    return call


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("netlog due >&-", 0),
        ("netlog due --json >&-", 0),
        ("netlog --version >&-", 0),
        ("netlog -V -q >&-", 0),
        ("netlog --help >&-", 0),
        ("netlog due 2>&-", 0),
        ("netlog due <&-", 0),
        ("netlog due <&- >&- 2>&-", 0),
        ("netlog add - <&-", 2),
        ("netlog add <&-", 2),
        ("netlog nonsense 2>&-", 2),
        ("netlog score zed 2>&-", 3),
        ("netlog give ana help 2>&-", 0),
        ("netlog give ana help --json >&-", 0),
        ("netlog due >/dev/full", 1),
        ("netlog due --json >/dev/full", 1),
        ("netlog score zed 2>/dev/full", 3),
        ("netlog due --why | true", 0),
        ("netlog score zed 2> >(true)", 3),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_crash(shell: Run, line: str, code: int) -> None:
    result = shell(f"set -o pipefail\n{line}")
    no_traceback(result)
    assert result.code == code


@pytest.mark.parametrize(
    "line", ["netlog promises", "netlog promises --all", "netlog promises --json", "netlog undo --list --all"]
)
def test_a_reader_that_goes_away_ends_the_run_quietly(shell: Run, journal: Path, line: str) -> None:
    day = date(2026, 1, 1)
    store = Store(str(journal))
    with store.write("test", "x" * 500) as writer:
        writer.add(Person("P", "Ana Ruiz", "ana-ruiz", day))
        writer.add(*(Promise(f"Q{number}", "me", "P", day, "a thing " * 20) for number in range(2000)))
    for number in range(400):
        with store.write("test", "y" * 500) as writer:
            writer.add(Promise(f"R{number}", "me", "P", day, "a thing"))
    store.close()
    result = shell(f"{line} | head -c 10; exit ${{PIPESTATUS[0]}}")
    assert len(result.out) == 10
    assert (result.code, result.err) == (0, "")


NAMES = ("李小龍", "محمد علي", "שרה לוי", "Zoë Ångström", "नमस्ते सिंह", "👩‍👩‍👧 Family", "Ана Руис")


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "utf-16"},
        {"LC_ALL": "xx_YY.nonsense"},
        {"TERM": "dumb"},
        {"TERM": ""},
        {"COLUMNS": "abc"},
        {"COLUMNS": "-3"},
        {"TZ": "Nowhere/Nothing"},
        {"HOME": "/nowhere"},
        {"NETLOG_TODAY": "", "NETLOG_CONFIG": ""},
    ],
    ids=str,
)
def test_no_encoding_and_no_environment_makes_it_crash(process: Run, journal: Path, env: dict[str, str]) -> None:
    store = Store(str(journal))
    with store.write("test", "people") as writer:
        writer.add(*(Person(f"P{at}", name, f"p{at}", date(2026, 1, 1)) for at, name in enumerate(NAMES)))
    store.close()
    for words in (
        ["people"],
        ["people", "--json"],
        ["score", "p1"],
        ["people", "--color", "always"],
        ["search", "Zoe"],
    ):
        result = process(*words, env=env)
        assert result.code == 0, result.err
        no_traceback(result)


@pytest.mark.parametrize("word", [b"\xff", b"--\xff", b"a\xffb"], ids=ascii)
@pytest.mark.parametrize("words", [[], ["give", "ana"], ["due", "--as-of"], ["--journal"]], ids=str)
def test_bytes_that_are_no_text_are_refused(process: Run, journal: Path, words: list[str], word: bytes) -> None:
    result = process(*words, word)
    assert result.code == 2
    assert "is not text" in result.err
    no_traceback(result)
    assert not journal.exists()


@pytest.mark.usefixtures("demo")
def test_a_working_folder_that_is_gone_is_no_hindrance(shell: Run, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    result = shell(f"cd {shlex.quote(str(gone))}; rmdir {shlex.quote(str(gone))}; netlog due")
    assert result.code == 0
    no_traceback(result)
    gone.mkdir()
    relative = "NETLOG_JOURNAL=journal.db netlog add met @Ana Ruiz"
    result = shell(f"cd {shlex.quote(str(gone))}; rmdir {shlex.quote(str(gone))}; {relative}")
    assert result.code in (1, 5)
    assert len(result.err.splitlines()) <= 2
    no_traceback(result)


def test_a_home_without_anything_in_it_is_enough(process: Run, tmp_path: Path) -> None:
    """No variable of ours is set: the journal goes to the platform's place, readable by its owner alone."""
    env = {"NETLOG_JOURNAL": "", "NETLOG_CONFIG": "", "NETLOG_TODAY": "", "HOME": str(tmp_path / "somebody")}
    assert process("add", "met @Ana Ruiz", env=env).code == 0
    made = [path for path in (tmp_path / "somebody").rglob("*") if path.is_file()]
    assert [path.name for path in made] == ["journal.db"]
    assert stat.S_IMODE(made[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(made[0].parent.stat().st_mode) == 0o700
    assert "Ana Ruiz" in process("people", env=env).out


def test_the_module_and_the_console_script_are_the_same(process: Run) -> None:
    script = os.path.join(os.path.dirname(sys.executable), "netlog")
    done = subprocess.run([script, "--version"], capture_output=True, check=True)
    assert done.stdout.decode() == process("--version").out == f"netlog {__version__}\n"
