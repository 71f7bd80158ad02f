"""Beyond the daily log too: whatever is typed into any field ends in a sentence, changes nothing when refused."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from dumping import assert_whole, dump_of
from netlog.store import connection, schema
from netlog.store.schema import migrations
from test_hostile import TEXTS, filled, harmless

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Result

    Run = Callable[..., Result]

TAKING = """
fit|ana|--stage=phase|--mark={}=3
fit|ana|--stage=phase|--mark=courtesy={}
fit|ana|--stretch={}
fit|ana|--outcome=3|--note={}
fit|ana|--stage={}
boundary|--|{}
boundary|--said-to=ana|--|{}
boundary|--said-to={}
expect|ana|--|{}
expect|--from=ana|--|{}
expect|ana|numbers|--by={}
expect|ana|--confirm|--|{}
advice|add|ana|--|{}
advice|judge|ana|--right|--|{}
advice|--|{}
feedback|ask|--|{}
part|tom|--as={}
part|tom|--as=coffee|--after-retro|--urgent={}
part|pieter|--as=coffee|--after-retro|--group={}
part|pieter|--as=supplier|--after-retro|--contract=notice={}
part|pieter|--as=supplier|--after-retro|--contract={}=3
part|lena|--as=mentee|--after-retro|--ahead={}
part|lena|--as=mentee|--after-retro|--next-one={}
part|cy|--as=coffee|--after-retro|--pause={}
part|cy|--as=coffee|--after-retro|--reason={}
retro|tom|--answer=ending={}
retro|tom|--answer={}
retro|tom|--answer=ending=x|--with={}
reflect|--answer=reliability={}
reflect|--answer={}=x
pause|ana|--|{}
pause|ana|x|--think={}
pause|ana|--ask={}
pause|ana|--act={}
group|add|--first=tue|--|{}
group|add|lunch|--first={}
group|add|lunch|--last=tue|--at={}
group|add|lunch|--last=tue|--with={}
group|invite|--|{}
group|invite|tom|--group={}
group|leave|--|{}
group|end|--|{}
group|--|{}
crisis|--|{}
tie|ana|--|{}
tie|ana|tom|--source={}
tie|ana|tom|--strength={}
tie|--|{}|ana
introduce|ana|pieter|--why={}
introduce|mira|--through=dee|--why={}
introduce|mira|--through={}|--why=x
introduce|--why=x|--|{}
introduce|ana|pieter|--yes={}
introduce|ana|pieter|--outcome={}
won|--|{}
won|dee|--place={}
won|dee|--value={}
won|dee|--through={}
won|dee|--on={}
place|--|{}
place|gym|--as={}
place|gym|--cost={}
event|start|--|{}
event|stop|--|{}
event|report|--|{}
event|start|fair|--tag={}
event|start|fair|--at={}
event|stop|--people={}
event|stop|--cost={}
offer|--|{}
offer|an hour|--size={}
offer|--withdraw|--|{}
pitch|check|--|{}
pitch|set|--|{}
pitch|--|{}
meeting|plan|--|{}
meeting|plan|--minutes={}
add|call with Ana|--noticed={}
add|call with Ana|--noticed=problem:{}
add|call with Ana|--noticed=stress:{}
learn|ana|style|{}
learn|ana|hardship|{}
playbook|--|{}
mirror|quiz|--answers={}
mirror|--as-of={}
mirror|--|{}
""".strip().splitlines()
ASKING = """
brief|--|{}
fit|--|{}
expectations|--|{}
offers|--|{}
match|--|{}
part|--|{}
retro|--show|--|{}
ties|--|{}
path|--|{}
introductions|--|{}
questions|--|{}
health|--|{}
sources|--|{}
tips|--|{}
""".strip().splitlines()
PAGES = (
    *("brief ana", "brief ana --full --video", "fit ana", "fit --review", "boundary", "expectations --all"),
    *("advice list --all", "feedback", "offers", "offers ana", "match ana", "part pieter", "part pieter --private"),
    *("retro tom --show", "reflect --show", "mirror", "group", "crisis", "ties", "path", "path mira --all"),
    *("introductions", "sources", "places", "places --sweep", "event", "event list", "health", "questions ana --all"),
    *("pitch", "pitch say", "meeting plan", "tips", "tips --all", "playbook", "due --all", "undo --list"),
    *("timeline ana --all --private", "who ana --private", "check", "search a"),
)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_in_any_field_is_taken_or_refused_in_a_sentence(netlog: Run, demo: Path, text: str) -> None:
    before = dump_of(demo)
    for template in TAKING:
        result = netlog(*filled(template, text))
        assert result.code in (0, 1, 2, 3, 4), (template, result.err[:300])
        assert result.err or result.out, template
        harmless(result)
        if result.code:
            assert dump_of(demo) == before, template
        else:
            before = dump_of(demo)
    for template in ASKING:
        result = netlog(*filled(template, text))
        assert result.code in (0, 1, 2, 3, 4), template
        harmless(result)
        assert dump_of(demo) == before, template
    for page in PAGES:
        result = netlog(*page.split())
        assert result.code == 0, (page, result.err)
        harmless(result)
        json.loads(netlog(*page.split(), "--json").out)
    assert netlog("export", "network").code == 0
    assert_whole(demo)


# Days at the ends of what a journal holds


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "call", ["pause ana x", "part nicolo --as coffee --after-retro --pause 730", "feedback ask tom", "retro jo --show"]
)
def test_the_last_day_that_may_be_today_leaves_room_for_every_plan(netlog: Run, call: str) -> None:
    assert netlog(*call.split(), today="2170-12-31").code == 0
    late = netlog(*call.split(), today="2200-12-31")
    assert (late.code, "Today cannot be 2200-12-31" in late.err) == (2, True)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("day", ["1900-01-01", "2020-01-01", "2026-06-01"])
def test_no_page_counts_the_days_to_something_still_to_come_as_past(netlog: Run, day: str) -> None:
    netlog("retro", "tom", "--answer", "ending=x")
    netlog("reflect", "--answer", "reliability=x")
    for page in (*PAGES, "brief tom", "brief 王伟", "event list"):
        said = netlog(*page.split(), today=day)
        assert said.code == (1 if page == "check" else 0), page
        assert not re.search(r"-\d+ (day|week|month|year)s? ago", said.out), page


def test_an_event_that_has_not_begun_is_not_in_the_list(netlog: Run) -> None:
    netlog("event", "start", "fair")
    assert [one["name"] for one in netlog("event", "list", "--json").json["events"]] == ["fair"]
    assert netlog("event", "list", "--json", today="2026-11-01").json["events"] == []


# Names of events


@pytest.mark.parametrize(("name", "code"), [("a" * 300, 0), ("\u0301\u0302", 2), ("!!!", 0)])
def test_a_tag_made_of_a_name_fits_or_is_asked_for(netlog: Run, name: str, code: int) -> None:
    assert netlog("event", "start", name).code == code


# Records of a file


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"kind": "win", "with": "ana-ruiz", "through": "ana-ruiz"}, "through: nobody brings themselves"),
        (
            {"kind": "introduction", "other": "ana-ruiz", "through": "ana-ruiz", "text": "x"},
            "through: nobody brings themselves",
        ),
        (
            {
                "kind": "conversation",
                "with": ["ana-ruiz"],
                "observed": [{"kind": "stress", "text": "0" * 9 + "9" * 5000}],
            },
            "is no whole number from 0 to 3",
        ),
    ],
    ids=["win", "introduction", "observed"],
)
def test_a_line_that_cannot_be_is_told_and_left_out(netlog: Run, line: dict[str, object], why: str) -> None:
    done = netlog("import", "-", stdin=json.dumps({"id": "X", "on": "2026-11-01", **line}))
    assert (done.code, why in done.err) == (6, True), done.err
    assert netlog("mirror").code == 0


def test_a_mark_of_the_quiz_that_is_none_is_passed_over(netlog: Run) -> None:
    told = {"kind": "reflection", "reflection": "quiz", "question": "c1", "on": "2026-11-01"}
    netlog("import", "-", stdin=json.dumps({**told, "id": "X", "text": "9" * 5000}))
    assert netlog("mirror").code == 0


def test_a_receipt_of_an_import_names_several_of_a_kind_well(netlog: Run) -> None:
    lines = [
        {"kind": "person", "id": "P", "name": "Ana Ruiz"},
        *({"kind": "boundary", "id": f"B{n}", "on": "2026-11-01", "text": f"limit {n}"} for n in "12"),
        *({"kind": "advice", "id": f"A{n}", "with": "P", "on": "2026-11-01", "text": f"wait {n}"} for n in "12"),
    ]
    done = netlog("import", "-", stdin="\n".join(map(json.dumps, lines)))
    assert "new  1 person, 2 boundaries and 2 pieces of advice" in done.err


# Files of the user's own


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("kind", ["pipe", "device", "large"])
def test_a_playbook_that_never_ends_is_refused_and_not_waited_for(netlog: Run, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "config" / "playbooks" / "detective.md"
    file.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "device":
        file.symlink_to("/dev/zero")
    else:
        file.write_text("# T\n" + "- x\n" * 300_000, encoding="utf-8")
    done = netlog("brief", "ana")
    assert (done.code, "no text file of a megabyte at most" in done.err) == (2, True)
    assert netlog("playbook").code == 0


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "text",
    ["c1 = " + "[" * 100_000, "c1 = " + "9" * 5000, "c1 = 0x" + "f" * 5000, "c1 = [0x" + "f" * 5000 + "]", "#" * 2**21],
    ids=["brackets", "digits", "sixteens", "nested", "long"],
)
def test_a_file_of_answers_or_settings_beyond_all_bounds_is_refused(netlog: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers.toml"
    file.write_text(text, encoding="utf-8")
    for call in (("mirror", "quiz"), ("fit", "ana", "--stage", "phase")):
        done = netlog(*call, "--answers", str(file))
        assert (done.code, "is no TOML" in done.err) == (2, True), done.err[:200]
    settings = tmp_path / "config" / "config.toml"
    settings.parent.mkdir()
    file.rename(settings)
    assert netlog("due").code == 2


# The file of the netlog before


def test_an_upgraded_journal_is_sound_and_an_interrupted_upgrade_leaves_no_trace(
    netlog: Run, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = migrations._migrations
    with monkeypatch.context() as earlier:
        earlier.setattr(migrations, "_migrations", [first])
        connection.create(str(journal))
    with closing(connection.connect(str(journal))) as db:
        db.execute("INSERT INTO step (command, summary) VALUES ('add', 'x')")
        db.execute("INSERT INTO writing VALUES (1)")
        db.execute("INSERT INTO person (id, name, handle, added) VALUES ('P', 'Ana Ruiz', 'ana-ruiz', '2026-01-01')")
        note = "INSERT INTO fact (id, \"with\", \"on\", topic, text) VALUES ('F', 'P', '2026-01-02', 'note', 'un café')"
        db.execute(note)
        db.execute("DELETE FROM writing")
        before = list(db.iterdump())
    whole, done = schema._run, 0
    for cut in range(100):
        done = 0

        def until_cut(db: object, script: str, cut: int = cut) -> None:
            nonlocal done
            done += 1
            if done > cut:
                raise sqlite3.OperationalError("cut")
            whole(db, script)

        monkeypatch.setattr(schema, "_run", until_cut)
        if netlog("people").code == 0:
            break
        with closing(sqlite3.connect(journal)) as db:
            assert list(db.iterdump()) == before
    assert cut > 2
    monkeypatch.setattr(schema, "_run", whole)
    assert "All is well." in netlog("check").err
    assert "un café" in netlog("search", "cafe").out
    assert_whole(journal)


def test_a_journal_that_lost_a_table_is_told_and_left_alone(netlog: Run, demo: Path) -> None:
    with closing(sqlite3.connect(demo)) as db:
        db.execute("DROP TABLE win")
        db.commit()
    before = demo.read_bytes()
    for call in ("sources", "won dee", "health", "forget dee --yes"):
        done = netlog(*call.split())
        assert (done.code, "netlog check" in done.err) == (5, True), call
    assert demo.read_bytes() == before
