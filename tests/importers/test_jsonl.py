"""JSON Lines read: what this program wrote comes back whole, what others wrote as far as it can be read."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dumping import assert_sound, assert_whole, dump_of
from netlog.domain import people, settling
from netlog.domain.incoming import Gathering
from netlog.domain.journal import Conversation, Person, Signal, Skip, Snooze
from netlog.domain.parameters import DEFAULTS
from netlog.domain.records import KINDS, TYPES
from netlog.importers import About, Found, Problem, jsonl
from netlog.store import connection
from netlog.store.aside import aside
from netlog.store.store import Store
from running import run
from strategies import anything, journals

if TYPE_CHECKING:
    from collections.abc import Callable

    from running import Result

TODAY = date(2026, 11, 21)
ABOUT = About(UTC)
DAYS = st.dates(date(2020, 1, 1), TODAY)
ANA = {"kind": "person", "id": "P1", "name": "Ana Ruiz", "handle": "ana-ruiz", "added": "2026-01-05"}
TALK = {"kind": "conversation", "id": "C1", "on": "2026-02-20", "text": "about forecasting", "with": ["P1"]}


def lines(*told: Any) -> str:
    return "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in told)


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    """Writes lines into a file; gives its path."""

    def write(*told: Any, name: str = "some.jsonl") -> str:
        (tmp_path / name).write_text(lines(*told), encoding="utf-8")
        return str(tmp_path / name)

    return write


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with nothing in it; to make one takes longer than to copy it."""
    path = tmp_path_factory.mktemp("empty") / "journal.db"
    connection.create(str(path))
    return path


MUST_SAY = ("name", "question", "tag")


def inside(one: Any) -> Any:
    """A part of a record with its text cleaned too."""
    return one._replace(text=people.clean_note(one.text)) if getattr(one, "text", None) else one


def as_netlog_writes_it(record: Any) -> Any:
    """The record with its texts as every door of netlog lets them in."""
    note = {"text", "reason", "stretch", "urgent"} if not isinstance(record, (Skip, Snooze)) else {"text"}
    told: dict[str, Any] = {}
    for field, value in record._asdict().items():
        clean = people.clean_note if field in note else people.clean
        if isinstance(value, str):
            value = clean(value)
        elif isinstance(value, tuple):
            value = tuple(clean(one) if isinstance(one, str) else inside(one) for one in value if one)
            if field in ("nicks", "emails", "phones", "links", "tags"):
                value = tuple(dict.fromkeys(one for one in value if one))
        told[field] = value or ("x" if field in MUST_SAY and not isinstance(record, Person) else value)
    if isinstance(record, Person) and not any(one.isalnum() for one in people.clean(record.name)):
        told["name"] = f"{told['name']} Ana".strip()
    if isinstance(record, Conversation):
        told["tags"] = tuple(sorted(told["tags"]))
        told["observed"] = tuple(sorted(set(told["observed"])))
    return type(record)(**told)


def written(path: Path, records: list[Any]) -> None:
    store = Store(str(path))
    with store.write("test", "records") as writer:
        writer.add(*records)
    store.close()


def answers(path: Path, handles: list[str]) -> list[Any]:
    """What the daily commands say of a journal."""
    env = {"NETLOG_JOURNAL": str(path), "NETLOG_TODAY": TODAY.isoformat()}
    calls = [["due", "--all"], ["balance"], ["promises"]]
    calls += [[command, handle] for handle in handles for command in ("score", "balance")]
    return [run([*call, "--json"], env=env).json for call in calls]


@settings(max_examples=40)
@given(records=journals(DAYS, most=10))
def test_any_journal_comes_back_byte_for_byte_and_answers_the_same(records: list[Any], empty: Path) -> None:
    records = [as_netlog_writes_it(record) for record in records]
    with tempfile.TemporaryDirectory() as folder:
        one, other = (Path(shutil.copy(empty, Path(folder, name))) for name in ("one.db", "other.db"))
        file = Path(folder, "all.jsonl")
        written(one, records)
        first = run(["export", "jsonl"], env={"NETLOG_JOURNAL": str(one)})
        file.write_text(first.out, encoding="utf-8")
        came = run(["import", str(file)], env={"NETLOG_JOURNAL": str(other)})
        assert (first.code, came.code) == (0, 0), came.err
        assert run(["export", "jsonl"], env={"NETLOG_JOURNAL": str(other)}).out == first.out
        handles = [record.handle for record in records if isinstance(record, Person)]
        assert answers(one, handles) == answers(other, handles)
        before = dump_of(other)
        again = run(["import", str(file), "--json"], env={"NETLOG_JOURNAL": str(other)})
        assert again.json["new"] == {}
        assert (again.json["same"], again.json["changed"]) == (len(records), 0)
        assert dump_of(other) == before


def test_an_import_is_whole_searchable_and_one_step_back(
    netlog: Callable[..., Result], demo: Path, journal: Path, tmp_path: Path
) -> None:
    netlog("export", "jsonl", "--output", str(tmp_path / "all.jsonl"))
    first = dump_of(demo)
    journal.unlink()
    assert netlog("import", str(tmp_path / "all.jsonl")).code == 0
    assert dump_of(journal) == first
    with closing(sqlite3.connect(journal)) as db:
        assert_sound(db)
        names = db.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE '%\\_ai' ESCAPE '\\'").fetchone()
        assert names == (6,), "the full text follows single writes again"
    assert "forecasting" in netlog("search", "forecasting").out
    assert netlog("add", "lunch with Ana about falconry").code == 0
    assert "falconry" in netlog("search", "falconry").out
    assert netlog("undo").code == 0
    assert netlog("undo").code == 0
    assert sum(map(len, dump_of(journal).values())) == 0
    assert netlog("redo").code == 0
    assert dump_of(journal) == first


def test_people_are_named_by_id_handle_or_whole_name_and_lines_come_in_any_order(
    netlog: Callable[..., Result], file: Callable[..., str]
) -> None:
    path = file(
        {"kind": "promise", "who": "me", "with": "ana-ruiz", "on": "2026-02-20", "text": "deck", "conversation": "C1"},
        {"kind": "thank", "with": "Zoë Quill", "on": "2026-02-21"},
        TALK | {"with": ["ZOE QUILL", "P1"], "seen_by": "ana-ruiz"},
        {"kind": "person", "name": "Zoë Quill", "through": "ana ruiz"},
        ANA,
    )
    assert netlog("import", path).code == 0
    told = [json.loads(line) for line in netlog("export", "jsonl").out.splitlines()[1:]]
    zoe, ana = sorted((one for one in told if one["kind"] == "person"), key=lambda one: one["name"], reverse=True)
    assert (zoe["handle"], zoe["through"], zoe["added"]) == ("zoe-quill", "P1", "2026-11-21")
    talk, promise, thank = told[2:]
    assert sorted(talk["with"]) == sorted([ana["id"], zoe["id"]])
    assert "seen_by" not in talk
    assert (promise["with"], promise["conversation"]) == ("P1", "C1")
    assert (thank["with"], thank["who"], thank["size"], thank["points"]) == (zoe["id"], "me", "XS", 1)


def test_a_line_without_an_id_is_one_record_however_often_it_comes(
    netlog: Callable[..., Result], file: Callable[..., str]
) -> None:
    talk = {"kind": "conversation", "on": "2026-02-20", "with": "Ana Ruiz", "text": "coffee"}
    path = file(ANA, talk, dict(reversed(talk.items())), name="one.jsonl")
    first = netlog("import", path, "--json").json
    assert (first["new"], first["same"]) == ({"person": 1, "conversation": 1}, 1)
    second = netlog("import", path, file(talk, name="two.jsonl"), "--json").json
    assert (second["new"], second["same"]) == ({}, 4)


def test_somebody_told_without_an_id_is_whoever_bears_the_handle_or_the_name(
    netlog: Callable[..., Result], file: Callable[..., str]
) -> None:
    netlog("import", file(ANA))
    bare = netlog("import", file({"kind": "person", "name": "ana RUIZ"}, TALK | {"with": "Ana Ruiz"}), "--json").json
    assert (bare["new"], bare["same"], bare["changed"]) == ({"conversation": 1}, 0, 1)
    other = netlog("import", file({"kind": "person", "name": "Ana Ruiz"}), "--json").json
    assert (other["new"], other["same"], other["changed"]) == ({}, 1, 0)


def test_what_the_journal_has_otherwise_stays_as_it_is(
    netlog: Callable[..., Result], file: Callable[..., str], journal: Path
) -> None:
    netlog("import", file(ANA, TALK))
    before = dump_of(journal)
    came = netlog("import", file(ANA | {"org": "Kestrel"}, TALK | {"text": "other words"}), "--json")
    assert came.code == 0
    assert (came.json["new"], came.json["same"], came.json["changed"]) == ({}, 0, 2)
    assert dump_of(journal) == before


def test_a_handle_that_somebody_has_is_made_another_one_and_its_lines_follow(
    netlog: Callable[..., Result], file: Callable[..., str]
) -> None:
    netlog("import", file(ANA))
    path = file(ANA | {"id": "Q1", "name": "Ana Maria Ruiz"}, TALK | {"with": ["ana-ruiz"]})
    assert netlog("import", path, "--json").json["renamed"] == [["ana-ruiz", "ana-ruiz-2"]]
    assert netlog("import", path, "--json").json["same"] == 2
    assert '"with":["Q1"]' in netlog("export", "jsonl").out


def test_what_is_missing_is_what_the_commands_would_take(
    netlog: Callable[..., Result], file: Callable[..., str]
) -> None:
    base = {"with": "P1", "on": "2026-02-20", "text": "intro"}
    path = file(
        ANA,
        base | {"kind": "give", "id": "E1"},
        base | {"kind": "receive", "id": "E2", "size": "L"},
        base | {"kind": "ask", "id": "E3", "points": 5},
        base | {"kind": "fact", "id": "F1"},
    )
    assert netlog("import", path).code == 0
    told = {one["id"]: one for one in map(json.loads, netlog("export", "jsonl").out.splitlines()[1:])}
    assert (told["E1"]["who"], told["E1"]["size"], told["E1"]["points"]) == ("me", "S", 3)
    assert (told["E2"]["who"], told["E2"]["size"], told["E2"]["points"]) == ("them", "L", 20)
    assert (told["E3"]["who"], "size" in told["E3"], told["E3"]["points"]) == ("me", False, 5)
    assert told["F1"]["topic"] == "note"


BAD = [
    ("nonsense", "no JSON"),
    ('{"kind":"person","name":"Bo"', "no JSON"),
    ("[1, 2]", "no JSON object"),
    ('"text"', "no JSON object"),
    ("[" * 100_000, "nested too deeply"),
    ('{"kind":"fact","text":' + "[" * 5000 + "]" * 5000 + "}", ""),
    ('{"kind":"person","name":"Bo","every":' + "9" * 5000 + "}", "too many digits"),
    ('{"kind":"person","name":"Bo","every":99999999999999999999}', "every"),
    ('{"kind":"conversation","on":"2026-01-05","energy":NaN}', "NaN"),
    ('{"kind":"conversation","on":"2026-01-05","energy":-Infinity}', "Infinity"),
    ('{"kind":"person","name":"Bo","name":"Cy"}', "'name' is told twice"),
    ('{"kind":"person","name":"B\0o"}', "no JSON"),
    ({"name": "Bo"}, "kind is missing"),
    ({"kind": "gossip", "name": "Bo"}, "no kind 'gossip'"),
    ({"kind": ["person"], "name": "Bo"}, "no kind"),
    ({"kind": "person", "name": "Bo", "age": 4}, "a person has no field 'age'"),
    ({"kind": "person", "name": "Bo", "kind_": "x"}, "no field"),
    ({"kind": "person"}, "name is missing"),
    ({"kind": "person", "name": " \t"}, "name: The name is empty"),
    ({"kind": "person", "name": "!?"}, "no letter"),
    ({"kind": "person", "name": "x" * 300}, "too long"),
    ({"kind": "person", "name": 5}, "not text"),
    ({"kind": "person", "name": "Bo", "handle": "Bo"}, "no handle"),
    ({"kind": "person", "name": "Bo", "handle": "bø"}, "no handle"),
    ({"kind": "person", "name": "Bo", "handle": "$(id)"}, "no handle"),
    ({"kind": "person", "name": "Bo", "circle": "best"}, "inner, close, active, wide, outer"),
    ({"kind": "person", "name": "Bo", "every": 0}, "from 1 to 3650"),
    ({"kind": "person", "name": "Bo", "every": True}, "from 1 to 3650"),
    ({"kind": "person", "name": "Bo", "every": 30.0}, "from 1 to 3650"),
    ({"kind": "person", "name": "Bo", "birthday": "02-30"}, "no birthday"),
    ({"kind": "person", "name": "Bo", "birthday": "1985-02-29"}, "no birthday"),
    ({"kind": "person", "name": "Bo", "birthday": "--04-12"}, "no birthday"),
    ({"kind": "person", "name": "Bo", "through": "nobody"}, "nobody in the file or the journal answers"),
    ({"kind": "person", "name": "Bo", "through": " "}, "names nobody"),
    ({"kind": "person", "name": "Bo", "org": "x" * 2001}, "2,001 characters"),
    ({"kind": "person", "name": "Bo", "id": "x" * 65}, "id: "),
    ({"kind": "person", "name": "Bo", "id": ""}, "id: "),
    ({"kind": "person", "name": "Bo", "id": 7}, "not text"),
    ({"kind": "person", "name": "Bo", "id": "a\nb"}, "id: "),
    (TALK | {"id": "X", "on": "2026-02-30"}, "no day"),
    (TALK | {"id": "X", "on": "20260220"}, "no day"),
    (TALK | {"id": "X", "on": "2026-W08-5"}, "no day"),
    (TALK | {"id": "X", "on": "1899-12-31"}, "no day"),
    (TALK | {"id": "X", "on": "2201-01-01"}, "no day"),
    (TALK | {"id": "X", "on": None}, "on is missing"),
    (TALK | {"id": "X", "with": ["P1", "zed"]}, "nobody"),
    (TALK | {"id": "X", "with": [["P1"]]}, "not text"),
    (TALK | {"id": "X", "with": {"id": "P1"}}, "not text"),
    (TALK | {"id": "X", "text": "x" * 1_000_001}, "too long"),
    (TALK | {"id": "X", "attempt": 1}, "neither true nor false"),
    (TALK | {"id": "X", "talk": 101}, "from 0 to 100"),
    (TALK | {"id": "X", "signals": ["candit"]}, "no signal"),
    (TALK | {"id": "X", "signals": [{"code": "candid", "about": "us"}]}, "us"),
    (TALK | {"id": "X", "signals": [{"code": ["candid"]}]}, "no signal"),
    (TALK | {"id": "X", "tags": ["x" * 201]}, "201 characters"),
    (TALK | {"text": "the same id, other words"}, "line 2"),
    ({"kind": "promise", "with": "P1", "on": "2026-02-20", "text": "deck"}, "who is missing"),
    ({"kind": "promise", "who": "me", "with": "P1", "on": "2026-02-20", "text": "deck", "outcome": "kept"}, "together"),
    ({"kind": "promise", "who": "me", "with": "P1", "on": "2026-02-20", "text": "d", "conversation": "C9"}, "'C9'"),
    ({"kind": "promise", "who": "me", "with": "P1", "on": "2026-02-20", "text": "d", "changes": [{}]}, "change"),
    ({"kind": "give", "with": "P1", "on": "2026-02-20", "text": "intro", "points": 1001}, "from 0 to 1000"),
    ({"kind": "give", "with": "P1", "on": "2026-02-20", "text": "intro", "answer": "yes"}, "together"),
    ({"kind": "rating", "with": "P1", "on": "2026-02-20", "source": "them", "C": 11}, "from 1 to 10"),
    ({"kind": "away", "on": "2026-02-20", "until": "2026-02-20"}, "until"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "why"), BAD, ids=range(len(BAD)))
def test_a_line_that_says_what_cannot_be_is_told_and_the_others_come_in(
    line: Any, why: str, netlog: Callable[..., Result], file: Callable[..., str], journal: Path
) -> None:
    came = netlog("import", file(ANA, TALK, line, TALK | {"id": "C2"}), "--json")
    assert came.code == 6
    assert [one["line"] for one in came.json["problems"]] == [3]
    assert why in came.json["problems"][0]["why"]
    assert "1 line could not be read" in came.err
    assert "line 3: " in came.err
    assert came.json["new"] == {"person": 1, "conversation": 2}
    assert len(came.err) < 1000
    assert_whole(journal)


def test_who_cannot_come_in_takes_nobody_along(netlog: Callable[..., Result], file: Callable[..., str]) -> None:
    path = file(
        ANA,
        {"kind": "person", "id": "P2", "name": "Bo Lund", "through": "P3"},
        {"kind": "person", "id": "P3", "name": "Cy Berg", "through": "P4"},
        {"kind": "person", "id": "P4", "name": "Di Holt", "through": "zed"},
        TALK | {"with": ["P1", "P2"]},
        {"kind": "fact", "with": "P1", "on": "2026-02-20", "text": "likes tea", "conversation": "C1"},
        {"kind": "fact", "with": "Cy Berg", "on": "2026-02-20", "text": "likes tea"},
    )
    came = netlog("import", path, "--json")
    assert [one["line"] for one in came.json["problems"]] == [2, 3, 4, 5, 6, 7]
    assert came.json["new"] == {"person": 1}


def test_people_may_have_met_through_each_other(netlog: Callable[..., Result], file: Callable[..., str]) -> None:
    bo = {"kind": "person", "id": "P2", "name": "Bo Lund", "through": "P1"}
    came = netlog("import", file(ANA | {"through": "P2"}, bo), "--json")
    assert (came.code, came.json["new"]) == (0, {"person": 2})


def test_a_name_that_two_bear_is_nobodys(netlog: Callable[..., Result], file: Callable[..., str]) -> None:
    path = file(ANA, ANA | {"id": "P2", "handle": "ana-ruiz-b"}, TALK | {"with": "Ana Ruiz"}, TALK | {"id": "C2"})
    came = netlog("import", path, "--json")
    assert [one["line"] for one in came.json["problems"]] == [3]
    assert "several answer to 'Ana Ruiz'" in came.json["problems"][0]["why"]


def test_the_first_ten_reasons_are_listed_each_with_its_lines(
    netlog: Callable[..., Result], file: Callable[..., str]
) -> None:
    came = netlog("import", file(ANA, *["bad"] * 14, *({"kind": f"k{at}"} for at in range(12))))
    assert came.code == 6
    assert "26 lines could not be read" in came.err
    assert "  lines 2, 3, 4 and 11 more: it is no JSON" in came.err
    assert "there is no kind 'k8'" in came.err
    assert "'k9'" not in came.err
    assert "… and 3 more" in came.err


@pytest.mark.parametrize("option", ["--strict", "--dry-run"])
def test_strict_and_dry_runs_change_no_byte(
    option: str, netlog: Callable[..., Result], file: Callable[..., str], journal: Path
) -> None:
    bad = file(ANA | {"id": "P2", "handle": "bo", "name": "Bo"}, "bad", name="bad.jsonl")
    assert netlog("import", bad, option).code == 6
    assert not journal.exists()
    assert netlog("import", file(ANA)).code == 0
    before = journal.read_bytes()
    came = netlog("import", bad, option, "--json")
    assert came.code == 6
    assert came.json["new"] == ({} if option == "--strict" else {"person": 1})
    assert journal.read_bytes() == before
    assert ("Nothing was written" in came.err) == (option == "--strict")


def test_a_strict_import_without_a_fault_is_an_import(netlog: Callable[..., Result], file: Callable[..., str]) -> None:
    assert netlog("import", file(ANA, TALK), "--strict").code == 0
    assert netlog("who", "ana").code == 0


def test_a_second_import_changes_no_byte(
    netlog: Callable[..., Result], file: Callable[..., str], journal: Path
) -> None:
    netlog("import", file(ANA, TALK))
    before = journal.read_bytes()
    assert netlog("import", file(ANA, TALK)).code == 0
    assert journal.read_bytes() == before


def test_bytes_that_are_not_utf8_are_replaced_and_counted(netlog: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"kind":"person","name":"Zo\xeb Quill"}\r\n\r\n{"kind":"person","name":"Bo"}\r\n')
    came = netlog("import", str(path))
    assert came.code == 0
    assert "1 line held bytes that are not UTF-8" in came.err
    assert '"name":"Zo\N{REPLACEMENT CHARACTER} Quill"' in netlog("export", "jsonl").out


def test_the_longest_note_comes_back_and_a_longer_line_is_passed_over(
    netlog: Callable[..., Result], file: Callable[..., str]
) -> None:
    # Its escapes are the longest way to write a note.
    longest = "\x01" * 1_000_000
    came = netlog("import", file(ANA, TALK | {"text": longest}, "x" * 9_000_000, TALK | {"id": "C2"}), "--json")
    assert came.json["new"] == {"person": 1, "conversation": 2}
    assert came.json["problems"][0]["line"] == 3
    assert "8,000,000 bytes" in came.json["problems"][0]["why"]
    told = [json.loads(line) for line in netlog("export", "jsonl").out.splitlines()]
    assert told[2]["text"] == longest


def test_half_a_character_and_invisible_ones_are_cleaned_as_when_typed(
    netlog: Callable[..., Result], file: Callable[..., str]
) -> None:
    path = file('{"kind":"person","id":"P1","name":"Ana\\u0000 \\ud800 Ru\\u0007iz\\n","org":"  Ke\\tst  "}')
    assert netlog("import", path).code == 0
    told = json.loads(netlog("export", "jsonl").out.splitlines()[1])
    assert (told["name"], told["org"]) == ("Ana \N{REPLACEMENT CHARACTER} Ruiz", "Ke st")


def test_a_dash_reads_standard_input(netlog: Callable[..., Result]) -> None:
    assert netlog("import", "-", stdin=lines(ANA)).code == 0
    assert netlog("import", "-", stdin=None).code == 2
    assert netlog("who", "ana-ruiz").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere.jsonl"], 3, "There is no file nowhere.jsonl"),
        (["{empty}"], 2, "is empty"),
        (["{prose}"], 2, "no format that netlog reads"),
        (["{prose}", "--as", "jsonl"], 6, "1 line could not be read"),
        (["{prose}", "--as", "carrier-pigeon"], 3, "jsonl"),
        (["{newer}"], 5, "newer netlog"),
        (["{folder}"], 2, "holds nothing that netlog reads"),
    ],
)
def test_what_cannot_be_read_at_all_is_told(
    words: list[str], code: int, said: str, netlog: Callable[..., Result], tmp_path: Path, file: Callable[..., str]
) -> None:
    made = {
        "empty": file(name="empty"),
        "prose": file("Dear diary", name="prose"),
        "newer": file({"kind": "netlog", "format": 2}, ANA, name="newer"),
        "folder": str(tmp_path / "folder"),
    }
    (tmp_path / "folder").mkdir()
    result = netlog("import", *(word.format(**made) for word in words))
    assert (result.code, said in result.err) == (code, True), result.err
    assert not (tmp_path / "journal.db").exists()


# Whatever comes, nothing is raised, and what is taken in can be written.

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | anything
    | st.sampled_from(["P1", "C1", "ana-ruiz", "2026-02-20", "2026-02-30", "me", "S", "candid", "note", "kept"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "about", "on", "by"]), inner),
    max_leaves=4,
)  # fmt: skip
KEYS = st.sampled_from(sorted({field.rstrip("_") for kind in TYPES for field in kind._fields} | {"person_kind", "zzz"}))
OBJECTS = st.builds(
    lambda told, kind: {**told, "kind": kind}, st.dictionaries(KEYS, VALUES, max_size=8), st.sampled_from([*KINDS, "x"])
)


@settings(max_examples=150)
@given(told=st.lists(OBJECTS, max_size=4))
def test_any_objects_are_taken_in_or_told_and_never_break_the_journal(told: list[dict[str, Any]], empty: Path) -> None:
    new: dict[type[Any], list[Any]] = {}
    with aside() as place:
        gathering = Gathering(DEFAULTS, place)
        for number, one in enumerate([ANA, TALK, *told], 1):
            gathering.take((1, number), one)
        plan = settling.plan(
            gathering, (), lambda kind, ids: {}, {}, TODAY, lambda kind, found: new.update({kind: list(found)})
        )
    assert plan.new == {kind: len(found) for kind, found in new.items() if found}
    assert sum(plan.new.values()) + plan.same + len(plan.refused) == len(told) + 2
    with tempfile.TemporaryDirectory() as folder:
        store = Store(shutil.copy(empty, folder))
        with store.write("import", "any") as writer, writer.in_bulk():
            for kind, records in new.items():
                writer.add_all(kind, records)
        for kind, records in new.items():
            assert store.records(kind) == sorted(records, key=lambda record: record.id.encode())
        store.close()


@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from([b"{", b"}", b'"', b":", b"kind", b"\n", b"\0", b"1e9", b"\\u"])).map(b"".join)
)
def test_any_bytes_are_read_to_their_end(content: bytes) -> None:
    jsonl.knows(content)
    found = list(jsonl.read(io.BytesIO(content), ABOUT))
    assert all(isinstance(one, Found | Problem) for one in found)
    assert [one.line for one in found] == sorted({one.line for one in found})


def test_a_signal_may_be_told_as_it_is_typed(gathering: Gathering) -> None:
    gathering.take((1, 1), TALK | {"with": [], "signals": ["them:candid", {"code": "candid"}]})
    ((_, talk, _),) = gathering.aside.each(Conversation)
    assert talk.signals == (Signal("candid", "me"), Signal("candid", "them"))


def test_a_field_of_which_nothing_is_left_is_as_if_it_were_left_out(
    netlog: Callable[..., Result], file: Callable[..., str]
) -> None:
    blank = {"kind": "skip", "id": "S9", "with": "ana-ruiz", "on": "2026-11-01", "reason": " "}
    assert netlog("import", file(ANA, blank)).code == 0
    (told,) = [one for one in map(json.loads, netlog("export", "jsonl").out.splitlines()) if one["kind"] == "skip"]
    assert told.get("reason", "cadence") == "cadence"
