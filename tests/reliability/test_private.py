"""What netlog writes is for its user alone: files, careful words, names where they were to be left out, and reports."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
import subprocess
import sys
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from hostile import examples, spoiled
from netlog import sample
from netlog.domain.dossier import Parting, Reflection
from netlog.domain.journal import Fact, Person, Standing
from netlog.folder import Folder
from netlog.store.store import Store
from running import TODAY
from strategies import journals
from test_cli import READING
from test_hostile import PAGES as DAILY_PAGES
from test_hostile_beyond import PAGES as PAGES_BEYOND

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from running import Result

    Run = Callable[..., Result]

DAY = date.fromisoformat(TODAY)
TOKEN = "quorlwick"
OWN_HOME = {"NETLOG_JOURNAL": "", "NETLOG_CONFIG": ""}


# Files and folders


def made(folder: Path) -> dict[str, int]:
    return {str(path): stat.S_IMODE(path.lstat().st_mode) for path in folder.rglob("*")}


EDITOR = '#!/bin/sh\nstat -c "%a" "$1" "$(dirname "$1")" >>"$HOME/seen"\necho "call with Ana" >"$1"\n'
CALLS = (
    "add met @Ana Ruiz",
    "config set lines 7",
    "config set language en",
    "export jsonl --output=out.jsonl",
    "export csv --output=out.csv",
    "playbook detective --copy",
    "backup",
    "give ana help",
    "undo",
    "demo --keep",
)
WHILE_WRITING = """
import os, stat, sys
from netlog.store.store import Store
from netlog.domain.journal import Person
from datetime import date
store = Store(sys.argv[1])
with store.write("test", "x") as writer:
    writer.add(Person("P", "Tom", "tom", date(2026, 1, 1)))
    folder = os.path.dirname(sys.argv[1])
    modes = {name: os.stat(os.path.join(folder, name)).st_mode for name in os.listdir(folder)}
    print({name: oct(stat.S_IMODE(mode)) for name, mode in modes.items()})
"""


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077], ids=oct)
def test_every_file_is_its_owners_alone_whatever_the_mask(tmp_path: Path, mask: int) -> None:
    home = tmp_path / "deep" / "home"
    home.mkdir(parents=True, mode=0o700)
    editor = tmp_path / "editor.sh"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    env = {**os.environ, **OWN_HOME, "HOME": str(home), "EDITOR": str(editor), "XDG_RUNTIME_DIR": str(tmp_path / "no")}
    for line in CALLS:
        subprocess.run(
            [sys.executable, "-m", "netlog", *line.split()],
            env=env,
            cwd=home,
            capture_output=True,
            check=False,
            umask=mask,
        )
    subprocess.run(
        ["script", "-qec", f"{sys.executable} -m netlog add --edit", "/dev/null"],
        env=env,
        cwd=home,
        capture_output=True,
        check=True,
        umask=mask,
    )
    found = {path: mode for path, mode in made(home).items() if not path.endswith("/seen")}
    assert any(path.endswith("journal.db") for path in found)
    assert any(path.endswith("config.toml") for path in found)
    assert {path: oct(mode) for path, mode in found.items() if mode & 0o077} == {}
    assert (home / "seen").read_text().split() == ["600", "700"]
    journal = next(path for path in found if path.endswith("journal.db"))
    told = subprocess.run(
        [sys.executable, "-c", WHILE_WRITING, journal], env=env, capture_output=True, text=True, check=True, umask=mask
    ).stdout
    assert "journal.db-journal" in told
    assert "0o6" in told
    assert "0o64" not in told
    assert "0o66" not in told


# Careful words


@pytest.fixture(scope="session")
def secretive_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented journal, with a word of its own in everything that is private."""
    store = Store(str(tmp_path_factory.mktemp("secretive") / "journal.db"))
    with store.write("demo", "invented a journal") as writer:
        writer.add(*sample.journal(DAY))
    for number, kind in enumerate(("01", "02", "03", "05")):
        id_ = f"DEM000000000000000000000{kind}"
        with store.write("learn", "wrote something down") as writer:
            writer.add(
                Fact(f"SF{number}", id_, DAY, "careful", f"{TOKEN} fact"),
                Standing(f"SS{number}", id_, DAY, "active", reason=f"{TOKEN} reason"),
                Parting(f"SP{number}", id_, DAY, "coffee", "stopped", f"{TOKEN} parting"),
                Reflection(f"SR{number}", id_, DAY, "retro", "ending", f"{TOKEN} reflection"),
            )
    store.close()
    return Path(store.path)


PAGES = {*(line.removeprefix("netlog ") for line in READING), *DAILY_PAGES, *PAGES_BEYOND}
# A brief names careful topics, so that they are left alone.
ASKED_FOR = ("--private", "retro ", "reflect ", "brief ", "demo", "check --backup")
OF_SOME = [kind for kind in Folder("netlog.exporters") if kind != "jsonl"]  # which is the whole journal, and says so
OPEN = sorted(
    page for page in PAGES if not page.startswith("export") and not any(word in f"{page} " for word in ASKED_FOR)
)


@pytest.mark.parametrize("page", [*OPEN, "search quorlwick", *(f"export {kind}" for kind in OF_SOME)])
def test_careful_words_are_seen_only_where_they_are_asked_for(
    netlog: Run, secretive_file: Path, journal: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(secretive_file, journal)
    monkeypatch.chdir(journal.parent)
    said = netlog(*shlex.split(page))
    assert said.code == 0, said.err
    assert TOKEN not in said.out + said.err.replace("'quorlwick'", "").replace('"quorlwick"', "")
    if not page.startswith("export"):
        assert TOKEN not in netlog(*shlex.split(page), "--json").out.replace('"quorlwick"', "")


# Names that were to be left out

REDACTING = [kind for kind in Folder("netlog.exporters") if kind not in ("jsonl", "network")]


@pytest.mark.parametrize("kind", REDACTING)
@pytest.mark.parametrize("more", [(), ("--who", "ana")], ids=["all", "one"])
def test_a_redacted_export_holds_no_name_and_no_word(
    netlog: Run, journal: Path, kind: str, more: tuple[str, ...]
) -> None:
    records = list(sample.journal(DAY))
    store = Store(str(journal))
    with store.write("demo", "invented a journal") as writer:
        writer.add(*spoiled(records, cycle((TOKEN,))))
    store.close()
    written = netlog("export", kind, "--redact", *more)
    assert written.code == 0, written.err
    said = written.out.casefold()
    assert TOKEN not in said
    words = {word.casefold() for one in records if isinstance(one, Person) for word in one.name.split()}
    known = {"active", "close", "inner", "wide"}
    whole = set("".join(letter if letter.isalnum() else " " for letter in said).split())
    assert {word for word in words if len(word) > 2} & whole <= known


@pytest.mark.parametrize("kind", REDACTING)
@examples(5)
@given(records=journals(most=5))
def test_no_journal_leaks_a_name_into_a_redacted_export(
    netlog: Run, journal: Path, kind: str, records: list[Any]
) -> None:
    journal.unlink(missing_ok=True)
    store = Store(str(journal))
    told = [
        one._replace(name=f"Zed{TOKEN} {TOKEN}{at}") if isinstance(one, Person) else one
        for at, one in enumerate(records)
    ]
    with store.write("test", "x") as writer:
        writer.add(*spoiled(told, cycle((TOKEN,))))
    store.close()
    written = netlog("export", kind, "--redact")
    assert written.code == 0, written.err
    assert TOKEN not in written.out.casefold()


# Forgetting

LIFE = """
add|met @Zephyrine Quorlwick, at the quorlwick bar +quorlwick
add|call with Zephyrine and @Ana Ruiz about quorlwick. promised: a quorlwick by friday. next: quorlwick in 2 weeks
set|zephyrine|--org=Quorlwick Ltd|--role=quorlwick|--kind=quorlwick|--place=quorlwick|--birthday=1984-02-29
set|zephyrine|--nick=Quorlwicky|--email=z@quorlwick.example|--phone=+351912345678|--link=https://quorlwick.example
promise|zephyrine|the quorlwick|--by=friday
promise|--from|zephyrine|her quorlwick
give|zephyrine|a quorlwick
receive|zephyrine|a quorlwick
ask|zephyrine|a quorlwick
answer|zephyrine|yes|a quorlwick
thank|zephyrine|quorlwick
rate|zephyrine|c=7|--because=quorlwick
learn|zephyrine|a quorlwick
learn|zephyrine|careful|quorlwick
learn|ana|knows Zephyrine Quorlwick
remind|zephyrine|--on=tomorrow|quorlwick
snooze|zephyrine|2w
skip|zephyrine
away|--until=tomorrow
fit|zephyrine|--stage=first|--gut=3|--note=quorlwick|--stretch=quorlwick
boundary|no calls with Zephyrine Quorlwick after six
boundary|--said-to=zephyrine|no quorlwick
expect|zephyrine|a quorlwick
advice|add|zephyrine|a quorlwick
retro|zephyrine|--answer=ending=quorlwick
reflect|--answer=reliability=Zephyrine Quorlwick waited
pause|zephyrine|a quorlwick
group|add|lunch with Zephyrine|--first=tue|--with=zephyrine
tie|zephyrine|ana|--source=quorlwick
introduce|zephyrine|ana|--why=quorlwick
won|zephyrine|--place=quorlwick
place|Zephyrine's bar
event|start|dinner of Zephyrine Quorlwick
event|stop
offer|an hour for Zephyrine Quorlwick
part|zephyrine|--as=coffee|--after-retro|--reason=quorlwick|--urgent=quorlwick
rest|zephyrine|--reason=quorlwick
rename|zephyrine|Zephyrine Quorlwick Vane
edit|zephyrine|her quorlwick|--text=knows quorlwick
undo
redo
""".strip().splitlines()


def test_nothing_on_the_disk_tells_of_somebody_who_was_forgotten(netlog: Run, journal: Path, tmp_path: Path) -> None:
    refused = [line for line in LIFE if netlog(*line.split("|")).code]
    assert refused == []
    assert TOKEN in journal.read_bytes().decode(errors="ignore").casefold()
    assert netlog("check").code == 0
    done = netlog("forget", "zephyrine", "--yes")
    assert done.code == 0, done.err
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for token in (b"quorlwick", b"zephyrine", b"912345678", b"912 345 678"):
                assert token not in content.lower(), (path, token)
            assert TOKEN.encode("utf-16-le") not in content
    assert netlog("check").code == 0
    assert "Ana Ruiz" in netlog("people").out


# The network

ALONE = """
import io, shlex, sys
from netlog import cli
def refuse(event, arguments):
    if event.startswith("socket."):
        sys.stderr.write(f"{event} {arguments}\\n")
        raise RuntimeError("netlog asked for the network")
sys.addaudithook(refuse)
for line in sys.stdin.read().splitlines():
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    code = cli.run(shlex.split(line)[1:])
    print(code, line, file=sys.stderr)
"""


def test_no_command_asks_for_the_network(demo: Path, tmp_path: Path) -> None:
    """Every example of every command, in a process in which a socket is an error."""
    lines = [line for name in Folder("netlog.commands") for line in Folder("netlog.commands")[name].EXAMPLES]
    lines += [f"netlog import {shlex.quote(str(path))}" for path in sorted(SAMPLES.iterdir())]
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        input="\n".join(line for line in lines if not line.startswith("netlog demo")),
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "socket." not in done.stderr
    assert "itself failed" not in done.stderr
    assert demo.exists()


SAMPLES = Path(__file__).parent.parent / "importers" / "samples"


# A fault of netlog's own

BROKEN = """
import os, sys
class Broken:
    def find_spec(self, name, path=None, target=None):
        if name in os.environ["BROKEN"].split(","):
            told = "a note about Quorlwick"
            raise RuntimeError(told)
sys.meta_path.insert(0, Broken())
"""


def broken(tmp_path: Path, *words: str, what: str = "netlog.domain.rhythm", **env: str) -> Any:
    folder = tmp_path / "site"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(BROKEN)
    return subprocess.run(
        [sys.executable, "-m", "netlog", *words],
        env={**os.environ, "PYTHONPATH": str(folder), "BROKEN": what, **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("words", [("due",), ("due", "--debug"), ("--debug", "due", "--as-of=2026-11-01")])
def test_a_fault_is_a_sentence_and_a_report_without_a_word_of_the_journal(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = broken(tmp_path, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    report = tmp_path / "home" / ".local" / "state" / "netlog" / "report.txt"
    first, *between, last = done.stderr.splitlines()
    assert first.startswith("netlog itself failed: RuntimeError in netlog.")
    assert str(report) in last
    text = report.read_text()
    assert "\n".join(between).strip() == (text.strip() if "--debug" in words else "")
    for told in ("called as: netlog", "RuntimeError", "netlog.cli, line ", "in run"):
        assert told in text
    assert TOKEN not in (done.stderr + text.replace("told", "")).casefold()
    assert str(tmp_path) not in text
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700


def test_a_report_tells_neither_what_was_typed_nor_who(tmp_path: Path) -> None:
    words = (
        "--debug",
        "give",
        "Zephyrine Quorlwick",
        "a hand",
        "--size=quorlwick",
        "--on",
        "quorlwick",
        "--",
        "--quorl",
    )
    done = broken(tmp_path, *words, what="netlog.commands.give")
    report = (tmp_path / "home" / ".local" / "state" / "netlog" / "report.txt").read_text()
    assert "called as: netlog --debug give --size --on\n" in report
    assert "zephyrine" not in (report + done.stderr).casefold()


def test_a_fault_in_the_middle_of_a_write_leaves_no_trace(demo: Path, tmp_path: Path) -> None:
    before = demo.read_bytes()
    done = broken(tmp_path, "add", "call with Ana", what="netlog.domain.working,netlog.domain.cadence")
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or demo.read_bytes() == before


@pytest.mark.usefixtures("demo")
def test_where_no_report_can_be_written_the_sentence_still_comes(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = broken(tmp_path, "due", XDG_STATE_HOME=str(tmp_path / "file"))
    assert done.returncode == 1
    assert done.stderr.splitlines()[1] == "No report could be written; --debug shows it."
    done = broken(tmp_path, "due", what="netlog.domain.rhythm,platformdirs")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


@pytest.mark.usefixtures("demo")
def test_debug_changes_nothing_where_nothing_fails(netlog: Run) -> None:
    assert netlog("due", "--debug") == netlog("--debug", "due") == netlog("due")
    assert netlog("score", "zed", "--debug") == netlog("score", "zed")
