"""JSON Lines written: every kind of record on a line of its own, in one order, to a place that can take it."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netlog.domain.dossier import (
    Acquaintance,
    Boundary,
    Event,
    Expectation,
    Fit,
    Introduction,
    Mark,
    Namesakes,
    Offer,
    Parting,
    Place,
    Reflection,
    Step,
    Win,
)
from netlog.domain.journal import (
    Advice,
    Away,
    Change,
    Conversation,
    Entry,
    Fact,
    Group,
    Observed,
    Person,
    Promise,
    Rating,
    Reminder,
    Signal,
    Skip,
    Snooze,
    Standing,
)
from netlog.domain.records import KINDS, TYPES, mapping, record
from netlog.exporters import jsonl
from netlog.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from running import Result

ON = date(2026, 2, 20)
LATER = date(2026, 3, 1)

# Every field of every kind, told and left out: the format is a promise to other programs.
FULL = [
    (
        Person("P1", "Ana Ruiz", "ana-ruiz", ON, "Kestrel", "CTO", "client", "close", 30, "04-12", LATER, "PyData",
               "P2", ("Anita",), ("ana@kestrel.example",), ("+351 912",), ("https://a.example",), ("pydata",)),
        '{"kind":"person","id":"P1","name":"Ana Ruiz","handle":"ana-ruiz","added":"2026-02-20","org":"Kestrel",'
        '"role":"CTO","person_kind":"client","circle":"close","every":30,"birthday":"04-12","met":"2026-03-01",'
        '"place":"PyData","through":"P2","nicks":["Anita"],"emails":["ana@kestrel.example"],"phones":["+351 912"],'
        '"links":["https://a.example"],"tags":["pydata"]}',
    ),
    (
        Person("P2", "Zoë Quill", "zoe-quill", ON),
        '{"kind":"person","id":"P2","name":"Zoë Quill","handle":"zoe-quill","added":"2026-02-20"}',
    ),
    (
        Conversation("C1", ON, "about forecasting", ("P1", "P2"), ("P3",), "call", "Lisbon", 0, "them", "me", True,
                     "info", 0, 4, ("pydata",), (Signal("candid"), Signal("punctual", "them"))),
        '{"kind":"conversation","id":"C1","on":"2026-02-20","text":"about forecasting","with":["P1","P2"],'
        '"seen_by":["P3"],"how":"call","place":"Lisbon","talk":0,"for":"them","initiated":"me","attempt":true,'
        '"outcome":"info","energy":0,"people":4,"tags":["pydata"],"signals":[{"code":"candid","about":"me"},'
        '{"code":"punctual","about":"them"}]}',
    ),
    (Conversation("C2", ON, ""), '{"kind":"conversation","id":"C2","on":"2026-02-20","text":""}'),
    (
        Promise("R1", "me", "P1", ON, "the deck", LATER, "large", (Change(ON, LATER),), "kept", LATER, "C1"),
        '{"kind":"promise","id":"R1","who":"me","with":"P1","on":"2026-02-20","text":"the deck","by":"2026-03-01",'
        '"size":"large","changes":[{"on":"2026-02-20","by":"2026-03-01"}],"outcome":"kept","closed":"2026-03-01",'
        '"conversation":"C1"}',
    ),
    (
        Entry("E1", "ask", "them", "P1", ON, "a reference", "S", 3, True, True, "no", LATER, "C1"),
        '{"kind":"ask","id":"E1","who":"them","with":"P1","on":"2026-02-20","text":"a reference","size":"S",'
        '"points":3,"strings":true,"discount":true,"answer":"no","answered":"2026-03-01","conversation":"C1"}',
    ),
    (
        Entry("E2", "give", "me", "P1", ON, "intro", None, 0),
        '{"kind":"give","id":"E2","who":"me","with":"P1","on":"2026-02-20","text":"intro","points":0}',
    ),
    (
        Rating("T1", "P1", ON, "them", 7, None, 1, 10, "because"),
        '{"kind":"rating","id":"T1","with":"P1","on":"2026-02-20","source":"them","C":7,"I":1,"S":10,"text":"because"}',
    ),
    (
        Fact("F1", "P1", ON, "careful", "not before ten", "C1"),
        '{"kind":"fact","id":"F1","with":"P1","on":"2026-02-20","topic":"careful","text":"not before ten",'
        '"conversation":"C1"}',
    ),
    (
        Reminder("M1", "P1", ON, LATER, "lunch", "date", LATER, "C1"),
        '{"kind":"reminder","id":"M1","with":"P1","made":"2026-02-20","on":"2026-03-01","text":"lunch",'
        '"reason":"date","done":"2026-03-01","conversation":"C1"}',
    ),
    (
        Snooze("Z1", "P1", ON, LATER, "cadence"),
        '{"kind":"snooze","id":"Z1","with":"P1","on":"2026-02-20","until":"2026-03-01","reason":"cadence"}',
    ),
    (Skip("K1", "P1", ON), '{"kind":"skip","id":"K1","with":"P1","on":"2026-02-20","reason":"cadence"}'),
    (Away("A1", None, ON, LATER), '{"kind":"away","id":"A1","on":"2026-02-20","until":"2026-03-01"}'),
    (
        Standing("S1", "P1", ON, "resting", LATER, "a new job"),
        '{"kind":"standing","id":"S1","with":"P1","on":"2026-02-20","state":"resting","until":"2026-03-01",'
        '"reason":"a new job"}',
    ),
    (
        Conversation("C3", ON, "", observed=(Observed("fear", "being replaced"), Observed("heard"))),
        '{"kind":"conversation","id":"C3","on":"2026-02-20","text":"","observed":'
        '[{"kind":"fear","text":"being replaced"},{"kind":"heard","text":""}]}',
    ),
    (
        Fit("B1", "P1", ON, "first", (Mark("boundaries", 3), Mark("humour", 0)), 2, 1, "patience", "kind"),
        '{"kind":"fit","id":"B1","with":"P1","on":"2026-02-20","stage":"first","marks":'
        '[{"trait":"boundaries","rating":3},{"trait":"humour","rating":0}],"gut":2,"outcome":1,'
        '"stretch":"patience","text":"kind"}',
    ),
    (Boundary("B2", None, ON, "no calls"), '{"kind":"boundary","id":"B2","on":"2026-02-20","text":"no calls"}'),
    (
        Expectation("B3", "me", "P1", ON, "a draft", LATER, ON, "met", LATER),
        '{"kind":"expectation","id":"B3","who":"me","with":"P1","on":"2026-02-20","text":"a draft",'
        '"by":"2026-03-01","confirmed":"2026-02-20","outcome":"met","closed":"2026-03-01"}',
    ),
    (
        Parting("B4", "P1", ON, "coffee", "planned", "tired", LATER, "text me"),
        '{"kind":"parting","id":"B4","with":"P1","on":"2026-02-20","way":"coffee","state":"planned","text":"tired",'
        '"until":"2026-03-01","urgent":"text me"}',
    ),
    (
        Win("B5", "P1", ON, 6000, "P2", "PyData"),
        '{"kind":"win","id":"B5","with":"P1","on":"2026-02-20","value":6000,"through":"P2","place":"PyData"}',
    ),
    (
        Advice("B6", "P1", ON, "hire early", "right", LATER),
        '{"kind":"advice","id":"B6","with":"P1","on":"2026-02-20","text":"hire early","verdict":"right",'
        '"judged":"2026-03-01"}',
    ),
    (
        Reflection("B7", "P1", ON, "retro", "story", "it was me"),
        '{"kind":"reflection","id":"B7","with":"P1","on":"2026-02-20","reflection":"retro","question":"story",'
        '"text":"it was me"}',
    ),
    (
        Acquaintance("B8", "P1", "P2", ON, 4, "she said so"),
        '{"kind":"tie","id":"B8","one":"P1","other":"P2","on":"2026-02-20","strength":4,"source":"she said so"}',
    ),
    (
        Namesakes("C8", "P1", "P2", ON),
        '{"kind":"namesakes","id":"C8","one":"P1","other":"P2","on":"2026-02-20"}',
    ),
    (
        Introduction("B9", None, "P1", ON, "a pilot", "P2", (Step(ON, "asked", "through", "by mail"),)),
        '{"kind":"introduction","id":"B9","other":"P1","on":"2026-02-20","text":"a pilot","through":"P2",'
        '"steps":[{"on":"2026-02-20","state":"asked","who":"through","text":"by mail"}]}',
    ),
    (
        Group("G1", "Friday coffee", ON, 1, 4, "Café Rosa", LATER, ("P1", "P2")),
        '{"kind":"group","id":"G1","name":"Friday coffee","on":"2026-02-20","week":1,"weekday":4,'
        '"place":"Café Rosa","until":"2026-03-01","members":["P1","P2"]}',
    ),
    (
        Place("G2", "the gym", ON, "hobby", 40, 3),
        '{"kind":"place","id":"G2","name":"the gym","on":"2026-02-20","prompt":"hobby","cost":40,"hours":3}',
    ),
    (
        Event("G3", "PyData", ON, "pydata", LATER, "Lisbon", 12, 300, 16),
        '{"kind":"event","id":"G3","name":"PyData","on":"2026-02-20","tag":"pydata","until":"2026-03-01",'
        '"place":"Lisbon","people":12,"cost":300,"hours":16}',
    ),
    (
        Offer("G4", ON, "an hour on forecasts", "S", LATER),
        '{"kind":"offer","id":"G4","on":"2026-02-20","text":"an hour on forecasts","size":"S","until":"2026-03-01"}',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("told", "line"), FULL, ids=[one.id for one, _ in FULL])
def test_a_record_reads_so_on_its_line_and_comes_back(told: Any, line: str) -> None:
    assert "".join(jsonl.write(lambda kind: [told] if type(told) is kind else [], ON)).splitlines()[1:] == [line]
    assert record(json.loads(line), told.id) == told


def test_every_kind_is_shown_above() -> None:
    assert {type(told) for told, _ in FULL} == set(TYPES)
    assert set(KINDS) - {mapping(told)["kind"] for told, _ in FULL} == {"receive", "thank"}  # entries as ask and give


@pytest.mark.usefixtures("demo")
def test_the_same_journal_makes_the_same_bytes_people_first_each_kind_by_id(netlog: Callable[..., Result]) -> None:
    first = netlog("export", "jsonl")
    assert netlog("export", "jsonl", today="2031-01-01") == first
    header, *told = map(json.loads, first.out.splitlines())
    assert header == {"kind": "netlog", "format": 1}
    order = [(list(TYPES).index(KINDS[one["kind"]]), one["id"]) for one in told]
    assert order == sorted(order)
    assert {"person", "conversation", "promise", "give", "receive", "ask", "fact", "reminder"} <= {
        one["kind"] for one in told
    }


def test_private_facts_are_part_of_it(netlog: Callable[..., Result], demo: Path, tmp_path: Path) -> None:
    netlog("learn", "ana", "careful", "her brother is ill")
    assert '"topic":"careful","text":"her brother is ill"' in netlog("export", "jsonl").out
    assert "private facts" in netlog("export", "jsonl", "--output", str(tmp_path / "all.jsonl")).err


def test_nothing_in_it_acts_on_a_terminal(netlog: Callable[..., Result], journal: Path) -> None:
    hostile = "a\x1b[2J\x9b31m\u202eb\u2028c\x07d"
    store = Store(str(journal))
    with store.write("test", "hostile") as writer:
        writer.add(Person("P1", "Ana", "ana", ON, org=hostile))
    store.close()
    line = netlog("export", "jsonl").out.splitlines()[1]
    assert line.isprintable()
    assert json.loads(line)["org"] == hostile


def test_an_empty_journal_is_its_header_and_nothing_is_made(netlog: Callable[..., Result], journal: Path) -> None:
    assert netlog("export", "jsonl").out == '{"kind":"netlog","format":1}\n'
    assert not journal.exists()


def test_a_file_is_written_whole_for_its_owner_alone(netlog: Callable[..., Result], demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "out" / "all.jsonl"
    path.parent.mkdir()
    path.write_text("what stood there before")
    path.chmod(0o644)
    told = netlog("export", "jsonl", "-o", str(path), "--json")
    assert path.read_text(encoding="utf-8") == netlog("export", "jsonl").out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert told.json == {
        "kind": "jsonl",
        "file": str(path),
        "records": len(path.read_text(encoding="utf-8").splitlines()) - 1,
    }
    assert os.listdir(path.parent) == ["all.jsonl"]


def test_neither_the_journal_nor_a_link_a_folder_or_a_device_is_written_over(
    netlog: Callable[..., Result], demo: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "way").symlink_to(demo)
    before, there = demo.read_bytes(), sorted(tmp_path.iterdir())
    places = [str(demo), f"{demo}-journal", "link", "way", ".", "/dev/null", "no/such/folder/x.jsonl"]
    for place in places:
        refused = netlog("export", "jsonl", "--output", str(tmp_path / place))
        assert (refused.code, bool(refused.err)) == (2, True), place
    assert demo.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == there


@pytest.mark.parametrize("kind", ["vcrd", "../jsonl", "", "__init__", "JSONL"])
def test_an_unknown_kind_is_told_with_those_there_are(kind: str, netlog: Callable[..., Result]) -> None:
    refused = netlog("export", kind)
    assert refused.code == 3
    assert "jsonl" in refused.err.splitlines()[-1]


def test_one_person_comes_with_what_passed_and_others_by_name_alone(
    netlog: Callable[..., Result], demo: Path, journal: Path, tmp_path: Path
) -> None:
    netlog("add", "@Jo", "--org", "PyData", "--phone", "12345678")
    path = str(tmp_path / "ana.jsonl")
    assert netlog("export", "jsonl", "--who", "ana", "--output", path).code == 0
    told = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()[1:]]
    people = {one["name"]: one for one in told if one["kind"] == "person"}
    assert people["Ana Ruiz"]["org"] == "Kestrel"
    assert people["Jo Park"].keys() == {"kind", "id", "name", "handle", "added"}
    assert "Tom Okafor" not in people
    assert {one["with"] for one in told if isinstance(one.get("with"), str)} == {people["Ana Ruiz"]["id"]}
    balance = netlog("balance", "ana", "--json").json
    journal.unlink()
    assert netlog("import", path).code == 0
    assert netlog("balance", "ana", "--json").json == balance


@pytest.mark.usefixtures("demo")
def test_the_reader_may_go_away() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "netlog", "export", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() == 0
