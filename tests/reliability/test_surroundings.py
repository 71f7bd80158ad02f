"""Real processes in odd surroundings: a write and some reads come out right, or are refused in a sentence."""

from __future__ import annotations

import json
import resource
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dumping import dump_of
from hostile import acting, is_long
from running import Result, in_a_process

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Result]

WRITE = ("add", "yesterday: call with @Żółć Łukasz about 王伟 and prices. promised: the deck by friday")
READS = (("who", "zolc", "--color", "always"), ("due",), ("search", "prices"), ("check",))[: 4 if is_long() else 1]

# None takes a variable away.
ENVIRONMENTS: dict[str, dict[str, str | None]] = {
    "the C locale": {"LC_ALL": "C"},
    "POSIX": {"LC_ALL": "POSIX"},
    "POSIX, not coerced": {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "Latin-1": {"LC_ALL": "en_US.ISO-8859-1"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "no locale": {"LC_ALL": "xx_YY.nonsense"},
    "no language": {"LC_ALL": None, "LANG": None},
    "ASCII streams": {"PYTHONIOENCODING": "ascii"},
    "Latin-1 streams": {"PYTHONIOENCODING": "latin-1:strict"},
    "UTF-8 off": {"PYTHONUTF8": "0"},
    "UTF-8 on": {"PYTHONUTF8": "1"},
    "optimised": {"PYTHONOPTIMIZE": "2"},
    "unbuffered": {"PYTHONUNBUFFERED": "1"},
    "warnings are errors": {"PYTHONWARNINGS": "error"},
    "development mode": {"PYTHONDEVMODE": "1"},
    "hash seed": {"PYTHONHASHSEED": "7"},
    "isolated": {"PYTHONSAFEPATH": "1", "PYTHONNOUSERSITE": "1"},
    "a dumb terminal": {"TERM": "dumb"},
    "no terminal": {"TERM": None},
    "an unknown terminal": {"TERM": "\x1b[2J"},
    **{f"{value!r} columns": {"COLUMNS": value} for value in ("abc", "0", "1", "-5", "99999", "9" * 400, "")},
    **{f"{value!r} lines": {"LINES": value} for value in ("abc", "0", "-1")},
    "colours forced": {"FORCE_COLOR": "1", "NO_COLOR": None},
    "no zone": {"TZ": "Nowhere/Nothing"},
    "an empty zone": {"TZ": ""},
    "a zone of a path": {"TZ": "../../etc/passwd"},
    "a zone of rules": {"TZ": "AAA-25BBB,M3.5.0/-50,M10.5.0/50"},
    "the last zone": {"TZ": "Pacific/Kiritimati"},
    "a zone with summers": {"TZ": "Europe/Lisbon"},
    "no home": {"HOME": None},
    "a home that is not": {"HOME": "/nowhere/at/all"},
    "a home from here": {"HOME": "."},
    "an empty home": {"HOME": ""},
    "folders from here": {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"},
    "empty folders": {"XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "XDG_RUNTIME_DIR": "", "XDG_STATE_HOME": ""},
    "folders that are not": {"XDG_DATA_HOME": "/nowhere/a", "XDG_CONFIG_HOME": "/nowhere/b", "XDG_RUNTIME_DIR": "/no"},
    "no place for temporary files": {"TMPDIR": "/nowhere", "TEMP": "/nowhere", "TMP": "/nowhere"},
    "an empty path": {"PATH": ""},
    "empty variables": {"NETLOG_CONFIG": "", "EDITOR": "", "VISUAL": "", "PAGER": ""},
    "nearly nothing": dict.fromkeys(("PATH", "HOME", "TERM", "TZ", "LC_ALL", "COLUMNS", "LINES", "NO_COLOR")),
}


def quiet(result: Result) -> None:
    assert "Traceback" not in result.err + result.out
    assert "itself failed" not in result.err
    assert "Exception ignored" not in result.err
    assert not acting(result.out + result.err, coloured=True)


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_write_and_reads_come_out_right_in_any_environment(journal: Path, name: str, tmp_path: Path) -> None:
    env = ENVIRONMENTS[name]
    (tmp_path / "here").mkdir()
    wrote = in_a_process(*WRITE, env=env, cwd=tmp_path / "here")
    quiet(wrote)
    if wrote.code:  # an encoding in which such a word is no text says so, and nothing else
        assert (wrote.code, "is not text in this terminal's encoding" in wrote.err) == (2, True), wrote.err
        assert (
            in_a_process("add", "call with @Zolc Lukasz about prices. promised: the deck by friday", env=env).code == 0
        )
    else:
        assert ("Żółć Łukasz",) in [row[1:2] for row in dump_of(journal)["person"]]
    for words in READS:
        read = in_a_process(*words, env=env, cwd=tmp_path / "here")
        quiet(read)
        assert read.code == 0, read.err
        assert read.out + read.err
    known = json.loads(in_a_process("people", "--json", env=env).out)
    assert len(known["people"]) == 1


def test_without_any_variable_of_ours_the_journal_is_in_the_home_of_the_account(tmp_path: Path) -> None:
    for home in (str(tmp_path / "home"), str(tmp_path / "home" / ".." / "home")):
        env = {"HOME": home, "NETLOG_JOURNAL": None, "NETLOG_CONFIG": None}
        assert in_a_process("add", "met @Ana Ruiz", env=env).code == 0
        assert "Ana Ruiz" in in_a_process("people", env=env).out
    assert (tmp_path / "home" / ".local" / "share" / "netlog" / "journal.db").is_file()


@pytest.mark.parametrize("name", ["HOME", "XDG_DATA_HOME"])
def test_a_home_where_nothing_can_be_made_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    env = {name: str(tmp_path / "file"), "NETLOG_JOURNAL": None, "NETLOG_CONFIG": None}
    done = in_a_process("add", "met @Ana Ruiz", env=env)
    quiet(done)
    assert (done.code, len(done.err.splitlines())) == (5, 2), done.err
    read = in_a_process("due", env=env)
    quiet(read)
    assert read.code in (0, 5)


# Streams


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_neither_stop_a_write_nor_get_into_the_journal(journal: Path, closed: str) -> None:
    """A file opened after a stream was closed gets its number: what is printed must not land in the journal."""
    netlog = f"{shlex.quote(sys.executable)} -m netlog"
    for line in ("add met @Ana Ruiz", "due", "export jsonl", "score zed", *(("check", "-h") if is_long() else ())):
        done = subprocess.run(["bash", "-c", f"{netlog} {line} {closed}"], capture_output=True, timeout=60, check=False)
        said = (done.stdout + done.stderr).decode()
        assert "Traceback" not in said, line
        assert "Exception ignored" not in said, line
        assert done.returncode == (3 if line == "score zed" else 0), (line, said)
    assert in_a_process("check").code == 0
    assert [row[1] for row in dump_of(journal)["person"]] == ["Ana Ruiz"]


@pytest.mark.parametrize("line", ["due", "export jsonl", "timeline ana --all", "-h"])
def test_a_pipe_that_nobody_reads_is_quiet(demo: Path, line: str) -> None:
    before = demo.read_bytes()
    script = f"set -o pipefail; {shlex.quote(sys.executable)} -m netlog {line} | true"
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert demo.read_bytes() == before


@pytest.mark.parametrize("line", ["due", "people --json", "export csv", "-h"])
def test_a_full_disk_behind_standard_output_is_told(demo: Path, line: str) -> None:
    script = f"{shlex.quote(sys.executable)} -m netlog {line} >/dev/full"
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == ["The system refused: No space left on device."]
    assert demo.exists()


@pytest.mark.usefixtures("demo")
def test_a_folder_that_was_deleted_under_our_feet_is_told(tmp_path: Path) -> None:
    script = f'mkdir "{tmp_path}/gone"; cd "{tmp_path}/gone"; rmdir ../gone; {sys.executable} -m netlog backup copy.db'
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert b"cd to another" in done.stderr


# Limits


def limited(which: int, most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(which, (most, most))


@pytest.mark.usefixtures("demo")
def test_an_export_that_does_not_fit_names_its_file_and_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    file.write_text("as it was", encoding="utf-8")
    done = in_a_process(
        *("export", "jsonl", "--output", str(file)),
        env={"PYTHONDONTWRITEBYTECODE": "1"},  # halves of compiled modules would stay behind
        preexec_fn=limited(resource.RLIMIT_FSIZE, 4096),
    )
    assert done.code == 1
    assert f"{file} cannot be written: File too large." in done.err
    assert file.read_text(encoding="utf-8") == "as it was"
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("which", "most"), [(resource.RLIMIT_NOFILE, 16), (resource.RLIMIT_STACK, 512 * 1024), (resource.RLIMIT_CORE, 0)]
)
@pytest.mark.parametrize("line", ["give ana help", "export jsonl", "who ana --color always"])
def test_few_files_and_a_small_stack_are_enough(line: str, which: int, most: int) -> None:
    done = in_a_process(*line.split(), preexec_fn=limited(which, most))
    quiet(done)
    assert done.code == 0, done.err


@pytest.mark.parametrize("most", range(3, 9))
def test_too_few_files_are_told_and_change_nothing(demo: Path, most: int) -> None:
    """Python itself needs a handful to start; whatever comes after that is a sentence."""
    before = dump_of(demo)
    script = f"ulimit -n {most}; {shlex.quote(sys.executable)} -m netlog give ana help"
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=False)
    if b"netlog" in done.stderr and b"Error while finding" not in done.stderr and b"Fatal Python" not in done.stderr:
        assert b"sqlite3.OperationalError" not in done.stderr
    if done.returncode:
        assert dump_of(demo) == before


# Folders


@pytest.mark.usefixtures("demo")
def test_a_working_folder_that_is_gone_hinders_no_write(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    netlog = f"{shlex.quote(sys.executable)} -m netlog"
    leave = f"cd {shlex.quote(str(gone))}; rmdir {shlex.quote(str(gone))}"
    script = f"{leave}; {netlog} give ana help && {netlog} due && {netlog} check"
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=False, text=True)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


# The day


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("day", ["1900-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2038-01-20", "2170-12-31"])
def test_any_day_that_a_journal_holds_may_be_today(netlog: Run, day: str) -> None:
    for line in (
        "due --all",
        "people",
        "who ana",
        "score ana --why",
        "balance",
        "promises --all",
        "health",
        "due --json",
    ):
        done = netlog(*line.split(), today=day)
        assert done.code == 0, (line, done.err)
        quiet(done)
    wrote = netlog("give", "ana", "help", today=day)
    assert wrote.code == 0, wrote.err


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "day", ["1899-12-31", "0001-01-01", "2171-01-01", "2200-12-31", "9999-12-31", "10000-01-01", "-1"]
)
def test_a_day_that_no_journal_holds_is_refused(netlog: Run, demo: Path, day: str) -> None:
    before = dump_of(demo)
    for line in ("due", "give ana help", "who ana"):
        done = netlog(*line.split(), today=day)
        assert (done.code, done.out) == (2, ""), (line, done)
    assert dump_of(demo) == before


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2028-02-29", "birthday today, turns 44"),
        ("2027-02-28", "birthday today, turns 43"),
        ("2026-02-27", "birthday tomorrow, turns 42"),  # a Friday
        ("2100-02-28", "birthday today, turns 116"),
    ],
)
def test_a_birthday_on_the_29th_of_february_comes_every_year(netlog: Run, today: str, said: str) -> None:
    assert netlog("add", "@Ana Ruiz", "--birthday", "1984-02-29", today="2020-01-01").code == 0
    assert said in netlog("due", today=today).out


@pytest.mark.parametrize("every", ["1y", "12m", "365d", "4y", "1m"])
def test_a_rhythm_that_begins_on_the_29th_of_february_goes_on(netlog: Run, every: str) -> None:
    assert netlog("add", "call with @Ana Ruiz", today="2024-02-29").code == 0
    assert netlog("set", "ana", "--every", every, today="2024-02-29").code == 0
    assert "keep in touch" not in netlog("due", "--all", today="2024-03-01").out
    assert "Ana Ruiz" in netlog("due", "--all", today="2028-03-06").out


@pytest.mark.parametrize(
    "zone", ["Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"]
)
def test_an_hour_that_a_clock_leaves_out_is_no_day_lost(tmp_path: Path, zone: str) -> None:
    """Half past one or two in the night in which summer begins, and midnight UTC on both sides of the world."""
    events = [
        (f"DTSTART;TZID={zone}:20260329T013000", "Spring"),
        (f"DTSTART;TZID={zone}:20260308T023000", "March"),
        ("DTSTART:20260329T000000Z", "Midnight"),
        ("DTSTART;VALUE=DATE:20260329", "Whole day"),
        ("DTSTART:20260329T013000", "Floating"),
    ]
    body = "".join(
        f"BEGIN:VEVENT\nUID:{at}\n{start}\nSUMMARY:{title}\nATTENDEE;CN=Ana Ruiz:mailto:ana@x.example\nEND:VEVENT\n"
        for at, (start, title) in enumerate(events)
    )
    file = tmp_path / "calendar.ics"
    file.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n", encoding="utf-8")
    done = in_a_process("import", str(file), env={"TZ": zone})
    quiet(done)
    assert done.code == 0, done.err
    told = json.loads(in_a_process("timeline", "ana", "--all", "--json", env={"TZ": zone}).out)
    days = json.dumps(told)
    assert "2026-03-29" in days
    assert "2026-03-08" in days
    first = in_a_process("export", "ics", env={"TZ": zone}).out
    assert first == in_a_process("export", "ics", env={"TZ": "UTC"}).out
