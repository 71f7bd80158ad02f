"""What keeps netlog quick on a large journal, held without a clock: indexes, few statements, streams."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from netlog.domain.journal import Conversation, Entry, Fact, Person, Promise, Rating
from netlog.store import search
from netlog.store.store import Store
from netlog.store.tables import LOGGED
from running import run
from test_cli import READING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from running import Result

    Netlog = Callable[..., Result]

EACH = 20  # conversations with each stranger
FEW, MANY = 50, 500  # strangers
WHO = "Ana Ruiz"

DAILY: dict[str, list[str]] = {
    "due": ["due"],
    "score": ["score", WHO],
    "score HANDLE": ["score", "ana-ruiz"],
    "balance": ["balance", WHO],
    "add": ["add", f"call with {WHO} about forecasting. promised: slides by friday"],
    "promise": ["promise", "ana-ruiz", "the", "deck", "by", "friday"],
    "keep": ["keep", "ana", "deck"],
    "who": ["who", WHO],
    "give": ["give", "ana-ruiz", "a", "book"],
    "TAB on a name": ["__complete", "score", "an"],
    "TAB on a sentence": ["__complete", "add", "call", "with", "@an"],
    "TAB on a tag": ["__complete", "search", "--tag", "pr"],
    "search": ["search", "project", "plan"],
    "search --with": ["search", "project", "--with", WHO],
    "search --tag": ["search", "--tag", "Project"],
    "search --since": ["search", "--since", "2026-01-01"],
    "promises": ["promises"],
    "promises NAME": ["promises", WHO],
    "brief": ["brief", WHO],
    "undo": ["undo"],
    "redo": ["redo"],
}
BEFORE = {"undo": [DAILY["add"]], "redo": [DAILY["add"], DAILY["undo"]]}  # what is done first, and not looked at
# Whole tables that are read all the same, and why that is right: by any command, or by one.
READ_WHOLE = {
    "grouping": "groups that meet every month are a handful, each with an evening a month",
    "event": "only the index of events that go on is walked, and one goes on at most",
}
FEW_OF_EACH = dict.fromkeys(
    ("advice", "expectation", "boundary", "introduction", "tie", "win", "place", "offer"),
    "there are few of each, so that no index is kept of their words",
)
READ_WHOLE_BY = {
    "due": {
        "person": "everybody may be late: each is a row and a seek or two, however long the history",
        "rating": "hardly anybody has more than one",
        **dict.fromkeys(("promise", "promise_change"), "which of mine were late is asked of all that ever were"),
        **dict.fromkeys(("skip", "standing"), "somebody is let off, or put to rest, now and then"),
        "signal": "the tags of all talks are fewer than the talks of those whose account is walked",
    },
    "search": {
        **FEW_OF_EACH,
        "conversation": "the index of days is walked back from the latest, so far and no further",
    },
    "search --with": FEW_OF_EACH,
    "search --since": {
        **FEW_OF_EACH,
        **dict.fromkeys(("promise", "entry", "fact", "reminder"), "no index has their days alone, and they are fewer"),
    },
    "promises": {
        "promise": "how the promises of each side ended is told of all that ever were",
        "promise_change": "the day in force is part of how they ended",
    },
    "brief": dict.fromkeys(
        ("person", "detail", "fact", "offer", "tie", "introduction", "introduction_step", "standing"),
        "whom they should meet is asked of everybody: what they look for is told in free words",
    ),
}


@pytest.fixture(scope="module")
def crowded(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The demo's journal with so many strangers beside, of whom nothing touches the people in it."""
    folder = tmp_path_factory.mktemp("crowded")

    def make(strangers: int) -> Path:
        path = folder / f"{strangers}.db"
        if not path.exists():
            shutil.copy(demo_file, path)
            store = Store(str(path))
            with store.write("import", "took in strangers") as writer, writer.in_bulk():
                for kind, records in _strangers(strangers).items():
                    writer.add_all(kind, records)
            store.close()
        return path

    return make


THOUSAND = 1000  # strangers, with 20,000 conversations
TIMES = 10  # as many conversations of each
MORE = """
INSERT INTO conversation (id, "on", text, attempt)
  SELECT id || again, date("on", '-' || again || ' days'), text, attempt FROM conversation, again;
INSERT INTO presence
  SELECT person, date("on", '-' || again || ' days'), conversation || again, attempt, observer FROM presence, again;
INSERT INTO tag SELECT conversation || again, tag FROM tag, again;
INSERT INTO conversation_fts (conversation_fts) VALUES ('rebuild');
"""


@pytest.fixture(scope="module")
def talkative(crowded: Callable[[int], Path]) -> Path:
    """A thousand strangers with 200,000 conversations: ten times those they had, in two seconds past the change log."""
    path = crowded(THOUSAND).with_name("talkative.db")
    shutil.copy(crowded(THOUSAND), path)
    with closing(sqlite3.connect(path)) as connection:
        times = str([*range(1, TIMES)])
        connection.execute("CREATE TEMP TABLE again AS SELECT value AS again FROM json_each(?)", (times,))
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        dropped = (f"DROP TRIGGER {name};" for name, _ in triggers)
        made = (f"{sql};" for _, sql in triggers)
        connection.executescript("\n".join(("PRAGMA synchronous = OFF; BEGIN;", *dropped, MORE, *made, "COMMIT;")))
    return path


def _strangers(many: int) -> dict[type[Any], list[Any]]:
    found: dict[type[Any], list[Any]] = {kind: [] for kind in (Person, Conversation, Promise, Entry, Fact, Rating)}
    for at in range(many):
        id_ = f"S{at:09}"
        day = date(2016, 1, 1) + timedelta(days=at % 300)
        found[Person].append(
            Person(id_, f"Anton Stranger {at}", f"anton-stranger-{at}", day, emails=(f"{at}@example.org",))
        )
        found[Fact].append(Fact(f"F{id_}", id_, day, "hobby", f"project {at}"))
        found[Rating].append(Rating(f"R{id_}", id_, day, "them", 5, 6, 5, 6))
        for talk in range(EACH):
            on = day + timedelta(days=talk * 180)
            about = f"a plan for the project {at} of theirs, with a budget and a date"
            found[Conversation].append(Conversation(f"C{id_}{talk:03}", on, about, (id_,), tags=("project",)))
            if talk % 5 == 0:
                found[Promise].append(
                    Promise(f"P{id_}{talk:03}", "me", id_, on, "slides", on, outcome="kept", closed=on)
                )
                found[Entry].append(Entry(f"E{id_}{talk:03}", "give", "me", id_, on, "a book"))
    return found


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that SQLite runs from here on, its values in it."""
    seen: list[str] = []
    plain = sqlite3.connect

    def connect(*arguments: object, **named: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = plain(*arguments, **named)  # type: ignore[call-overload]
        connection.set_trace_callback(seen.append)
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect)
    return seen


def plans(journal: Path, statements: list[str]) -> Iterator[tuple[str, str]]:
    """The scans that SQLite makes for some statements: (table or alias, statement)."""
    with closing(sqlite3.connect(journal)) as connection:
        for statement in dict.fromkeys(statements):
            if statement.startswith("CREATE VIRTUAL TABLE temp."):
                connection.execute(statement)
            # Those of triggers come as comments; what is inside SQLite's own full text is its affair.
            verb = statement.split(maxsplit=1)[0]
            if verb in ("SELECT", "WITH", "UPDATE", "DELETE", "INSERT") and "'main'." not in statement:
                for *_, detail in connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
                    if detail.startswith("SCAN") and "VIRTUAL TABLE" not in detail:
                        yield detail.split()[1], statement


def tables(name: str, statement: str) -> set[str]:
    """The tables of the journal that a name in a plan may stand for."""
    if name in LOGGED or name in ("step", "change"):
        return {name}
    found = statement.split()
    return {
        one for one, alias in zip(found, [*found[1:], ""], strict=True) if alias.strip("()") == name and one in LOGGED
    }


@pytest.fixture
def as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal is searched as one with too many conversations for the simple way."""
    monkeypatch.setattr(search, "SMALL", 0)


def done_before(command: str, netlog: Netlog, statements: list[str]) -> None:
    """Do what a command wants done, and forget its statements."""
    for words in BEFORE.get(command, []):
        assert netlog(*words).code == 0
    statements.clear()


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize("command", DAILY)
def test_no_daily_command_reads_a_whole_table(
    command: str, crowded: Callable[[int], Path], journal: Path, statements: list[str], netlog: Netlog
) -> None:
    shutil.copy(crowded(FEW), journal)
    done_before(command, netlog, statements)
    assert netlog(*DAILY[command]).code == 0
    assert len(statements) > 0
    read = {
        table: statement
        for name, statement in plans(journal, statements)
        for table in tables(name, statement)
        if table not in READ_WHOLE
    }
    allowed = READ_WHOLE_BY.get(command, {})
    assert {table: statement for table, statement in read.items() if table not in allowed} == {}
    assert read.keys() == allowed.keys()


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize("command", DAILY)
def test_a_command_runs_as_many_statements_on_a_large_journal_as_on_a_small_one(
    command: str, crowded: Callable[[int], Path], journal: Path, statements: list[str], netlog: Netlog
) -> None:
    counts = []
    for strangers in (FEW, MANY):
        shutil.copy(crowded(strangers), journal)
        done_before(command, netlog, statements)
        assert netlog(*DAILY[command]).code == 0
        counts.append(len([one for one in statements if not one.startswith("--") and "'main'." not in one]))
    assert counts[0] == counts[1] > 0


PROBE = """
import sys
from netlog import cli
code = cli.run(sys.argv[1:])
with open("/proc/self/status") as file:
    told = dict(line.split(":") for line in file)
sys.stderr.write(f"\\n{code} {told['VmHWM'].split()[0]}")
"""


def peak(journal: Path, *words: str) -> int:
    """The most memory that a command line takes as a process of its own, in KiB."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *words],
        env={**os.environ, "NETLOG_JOURNAL": str(journal)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    code, kib = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    return int(kib)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the peak of a process")
@pytest.mark.parametrize(
    "words",
    [["balance"], ["health"], ["mirror"], ["sources"], ["export", "jsonl"], ["search", "project", "plan"]],
    ids=" ".join,
)
def test_a_question_about_everybody_holds_little_of_the_journal_at_once(
    words: list[str], crowded: Callable[[int], Path], talkative: Path
) -> None:
    assert peak(talkative, *words) <= 1.5 * peak(crowded(THOUSAND), *words)


class Counted(sqlite3.Connection):
    """A connection on which nobody else listens to SQLite's progress."""

    def set_progress_handler(self, *_: object) -> None:
        pass


def work(journal: Path, command: str) -> int:
    """How much SQLite does for a command, in hundreds of steps of its machine."""
    done = 0

    def count() -> int:
        nonlocal done
        done += 1
        return 0

    def connect(*arguments: object, **named: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = plain(*arguments, factory=Counted, **named)  # type: ignore[call-overload]
        sqlite3.Connection.set_progress_handler(connection, count, 100)
        return connection

    plain = sqlite3.connect
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite3, "connect", connect)
        assert run(["--journal", str(journal), command]).code == 0
    return done


def test_ten_times_the_talks_are_no_more_work_for_a_morning(crowded: Callable[[int], Path], talkative: Path) -> None:
    assert 0 < work(talkative, "due") <= 1.2 * work(crowded(THOUSAND), "due")


# These make a file and tell its name, another one each time.
MAKING = {"backup", "demo"}
PLAIN = [line for line in READING if " -" not in line and line.split()[1] not in MAKING]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("line", PLAIN)
def test_a_call_that_needs_no_parser_says_the_same_as_one_through_it(line: str) -> None:
    words = shlex.split(line)[1:]
    assert run(words) == run(["--color", "auto", *words])
