"""The commands about people and their history: who, people, timeline, search, and those that mend."""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

    Netlog = Callable[..., Result]

# A few weeks with five people.
STORY = (
    ("2026-03-10", "add", "met @Ana Ruiz and @Jo Park at PyData Lisbon +pydata. learned: runs marathons"),
    ("2026-03-10", "add", "@Ana", "--org", "Kestrel", "--role", "CTO", "--email", "ana@kestrel.example"),
    ("2026-03-10", "add", "@Ana", "--circle", "close", "--every", "30d", "--phone", "+351 912 345 678"),
    ("2026-04-02", "add", "call with @Tom Okafor about hiring. gave: introduction to Jo (M)"),
    ("2026-05-20", "add", "coffee with @Dee Marsh at Blue Door. got: review of the deck (S)"),
    ("2026-06-15", "add", "video call with Ana about forecasting +candid +asked-first. gave: two hours of help (L)"),
    ("2026-09-01", "add", "chat with Jo about the survey. asked: numbers for the report (S)"),
    ("2026-09-12", "add", "lunch with Tom. they promised: the contract by 2026-11-10"),
    ("2026-10-30", "add", "call with Ana about pricing. promised: the deck by 2026-11-18"),
    ("2026-11-02", "promise", "ana", "notes from the talk", "--by", "2026-12-01"),
    ("2026-11-03", "promise", "--from", "ana", "share the RFP", "--by", "2026-11-30"),
    ("2026-11-04", "ask", "ana", "an introduction to Lena", "--size", "S"),
    ("2026-11-06", "add", "met @Lena Vogt through Ana, at the meetup. next: lunch in 3 weeks"),
    ("2026-11-06", "set", "lena", "--through", "ana"),
)
_made: list[bytes] = []


@pytest.fixture(autouse=True)
def _story(netlog: Netlog, journal: Path) -> None:
    """The story as the test's own journal; told once, then copied."""
    if not _made:
        for day, *words in STORY:
            done = netlog(*words, today=day)
            assert done.code == 0, (words, done.err)
        _made.append(journal.read_bytes())
    journal.write_bytes(_made[0])


def line(netlog: Netlog, name: str, text: str) -> dict[str, Any]:
    """The one event of a person's timeline whose text holds some words."""
    events = netlog("timeline", name, "--all", "--private", "--json").json["events"]
    (found,) = {one["id"]: one for one in events if text in one["text"]}.values()
    return found


# who


def test_who_shows_one_person_on_one_screen(netlog):
    netlog("set", "ana", "--birthday", "1984-05-03", "--through", "jo", "--nick", "Annie", "--tag", "data")
    netlog("learn", "ana", "careful", "her brother")
    done = netlog("who", "ana")
    assert done.code == 0
    for words in (
        *("Ana Ruiz (ana-ruiz)", "CTO, Kestrel", "close circle", "+data", "Annie", "through Jo Park", "Lena Vogt"),
        *("turns 43", "ana@kestrel.example", "runs marathons", "1 private note (--private)", "every 30 set by you"),
        *("I promised", "the deck", "3 days late", "they promised", "share the RFP"),
    ):
        assert words in done.out, words
    assert "brother" not in done.out
    assert len(done.out.splitlines()) <= 24
    assert "her brother" in netlog("who", "ana", "--private").out


def test_who_tells_all_of_it_to_programs(netlog):
    netlog("rest", "ana", "--reason", "a secret")
    told = netlog("who", "ana", "--json").json
    assert list(told) == [
        *("name", "handle", "today", "added", "org", "role", "kind", "circle", "every", "birthday", "next_birthday"),
        *("turns", "met", "place", "nicks", "emails", "phones", "links", "tags", "clock", "facts", "private"),
        *("promises", "asks", "reminders", "away", "resting", "through", "introduced", "conversations"),
    ]
    assert told["introduced"] == [{"handle": "lena-vogt", "name": "Lena Vogt"}]
    assert [one["with"] for one in told["promises"]] == ["ana-ruiz"] * 3
    assert len(told["conversations"]) == 3
    assert told["resting"]["reason"] is None
    assert netlog("who", "ana", "--json", "--private").json["resting"]["reason"] == "a secret"


@pytest.mark.parametrize(
    ("born", "today", "occasion", "turns"),
    [
        ("1984-02-29", "2026-11-21", "2027-02-28", 43),
        ("02-29", "2027-12-01", "2028-02-29", None),
        ("1984-11-21", "2026-11-21", "2026-11-21", 42),
    ],
)
def test_the_next_birthday_and_the_age_where_the_year_is_known(netlog, born, today, occasion, turns):
    netlog("set", "ana", "--birthday", born)
    told = netlog("who", "ana", "--json", today=today).json
    assert (told["next_birthday"], told["turns"]) == (occasion, turns)


@pytest.mark.parametrize("command", ["who", "timeline", "rest", "wake", "forget"])
def test_a_name_that_nobody_or_several_bear_is_refused(netlog, command):
    netlog("add", "@Ana Vidal")
    assert netlog(command, "zebulon").code == 3
    done = netlog(command, "ana")
    assert done.code == 4
    assert "ana-ruiz" in done.err
    assert "ana-vidal" in done.err


# people


def listed(netlog: Netlog, *options: str) -> list[str]:
    return [one["handle"] for one in netlog("people", *options, "--json").json["people"]]


@pytest.mark.parametrize(
    ("options", "handles"),
    [
        ((), ["ana-ruiz", "dee-marsh", "jo-park", "lena-vogt", "tom-okafor"]),
        (("--reverse",), ["tom-okafor", "lena-vogt", "jo-park", "dee-marsh", "ana-ruiz"]),
        (("--circle", "close"), ["ana-ruiz"]),
        (("--circle", "wide"), ["dee-marsh", "jo-park", "lena-vogt", "tom-okafor"]),
        (("--org", "kest"), ["ana-ruiz"]),
        (("--kind", "Client"), ["tom-okafor"]),
        (("--tag", "data"), ["jo-park", "tom-okafor"]),
        (("--tag", "data", "--tag", "+Oslo"), ["tom-okafor"]),
        (("--resting",), ["dee-marsh"]),
        (("--sort", "last"), ["ana-ruiz", "lena-vogt", "tom-okafor", "jo-park", "dee-marsh"]),
        (("--sort", "last", "-r"), ["dee-marsh", "jo-park", "tom-okafor", "ana-ruiz", "lena-vogt"]),
        (("--sort", "added"), ["lena-vogt", "dee-marsh", "tom-okafor", "ana-ruiz", "jo-park"]),
        (("--sort", "met"), ["tom-okafor", "ana-ruiz", "dee-marsh", "jo-park", "lena-vogt"]),
    ],
)
def test_people_are_picked_and_put_in_order(netlog, options, handles):
    netlog("set", "tom", "--kind", "client", "--tag", "data", "--tag", "oslo", "--met", "2020-01-01")
    netlog("set", "jo", "--tag", "data")
    netlog("rest", "dee")
    assert listed(netlog, *options) == handles


def test_those_with_no_day_come_last_either_way(netlog):
    netlog("set", "tom", "--circle", "outer")
    for way in ((), ("-r",)):
        assert listed(netlog, "--sort", "due", *way)[-1] == "tom-okafor"


def test_the_list_shows_the_last_contact_and_the_next(netlog):
    done = netlog("people", "--org", "kestrel")
    assert "Fri 6 Nov" in done.out
    assert "Sun 6 Dec" in done.out
    netlog("add", "@Anouk Other")
    netlog("rename", "anouk", "Ana Ruíz")
    assert "Ana Ruíz (anouk-other)" in netlog("people").out


@pytest.mark.parametrize("option", [("--sort", "age"), ("--circle", "middle")])
def test_an_order_or_a_circle_that_is_none_is_refused(netlog, option):
    assert netlog("people", *option).code == 2


def test_nobody_found_is_said_kindly(netlog, journal):
    done = netlog("people", "--tag", "nothing")
    assert (done.code, done.out) == (0, "")
    assert done.err
    journal.unlink()
    assert "Begin with" in netlog("people").err
    assert not journal.exists()


# timeline


def test_the_timeline_has_everything_in_order_the_latest_at_the_bottom(netlog):
    netlog("postpone", "ana", "deck", "--to", "2026-11-25")
    netlog("keep", "ana", "deck")
    netlog("rate", "ana", "c=7")
    netlog("rest", "ana", "--reason", "a secret")
    netlog("wake", "ana")
    netlog("answer", "ana", "introduction", "yes")
    netlog("remind", "ana", "lunch in 3 weeks")
    netlog("learn", "ana", "careful", "her brother")
    told = netlog("timeline", "ana", "--all", "--json").json
    events = told["events"]
    assert [one["on"] for one in events] == sorted(one["on"] for one in events)
    assert {one["kind"] for one in events} == {
        *("conversation", "promise", "postponed", "kept", "give", "ask", "answer", "rating", "fact"),
        *("reminder", "rest", "wake"),
    }
    assert told["private"] == 1
    assert "brother" not in str(told)
    assert "secret" not in str(told)
    assert "secret" in netlog("timeline", "ana", "--private").out
    shown = netlog("timeline", "ana").out
    assert shown.index("met Ana Ruiz") < shown.index("awake again")


def test_the_timeline_shows_the_latest_and_says_how_many_came_before(netlog):
    every = netlog("timeline", "ana", "--all").out.splitlines()
    done = netlog("timeline", "ana", "--limit", "2").out.splitlines()
    assert [one.split() for one in done[1:]] == [one.split() for one in every[-2:]]
    assert done[0] == f"… {len(every) - 2} earlier lines (--all)"


def test_the_timeline_of_some_days(netlog):
    told = netlog("timeline", "ana", "--since", "2026-06-15", "--until", "2026-10-30", "--json").json
    assert {one["on"] for one in told["events"]} == {"2026-06-15", "2026-10-30"}
    done = netlog("timeline", "ana", "--until", "2020-01-01")
    assert (done.code, done.out) == (0, "")


# search


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (("pricing",), ["call with Ana about pricing."]),
        (("forecasting", "--with", "ana"), ["video call with Ana about forecasting"]),
        (("forecasting", "--with", "tom"), []),
        (("--tag", "pydata"), ["met Ana Ruiz and Jo Park at PyData Lisbon."]),
        (("--tag", "+PyData", "--with", "jo", "--with", "ana"), ["met Ana Ruiz and Jo Park at PyData Lisbon."]),
        (("marath", "--since", "2026-03-11"), []),
        (("marath", "--until", "2026-03-10"), ["runs marathons"]),
        (("brother",), []),
        (("brother", "--private"), ["her brother"]),
    ],
)
def test_search_finds_lines_by_words_people_tags_and_days(netlog, words, texts):
    netlog("learn", "ana", "careful", "her brother")
    done = netlog("search", *words, "--json")
    found = [one["text"].rstrip(".") for one in done.json["found"] if one["kind"] != "person"]
    assert (done.code, found) == (0, [text.rstrip(".") for text in texts])
    if not texts:
        assert "Nothing was found" in netlog("search", *words).err


def test_search_wants_a_word_or_a_filter(netlog):
    assert netlog("search").code == 2
    assert netlog("search", "???").code == 2
    assert netlog("search", "--since", "2026-05-01", "--until", "2026-04-01").code == 2


def test_a_long_text_is_cut_around_the_word(netlog):
    netlog("add", f"talk with Ana {'before ' * 60}needle{' after' * 60}")
    shown = netlog("search", "needle").out
    assert "… before" in shown
    assert "needle" in shown
    assert "after …" in shown
    assert len(shown) < 300


def test_the_limit_of_a_search_says_that_there_is_more(netlog):
    done = netlog("search", "--with", "ana", "--limit", "1")
    assert len(done.out.splitlines()) == 1
    assert "more" in done.err
    assert not netlog("search", "runs", "--limit", "1").err


# references, edit, delete


def test_a_reference_from_the_timeline_or_a_search_names_one_record(netlog):
    (hit,) = netlog("search", "forecasting", "--json").json["found"]
    event = line(netlog, "ana", "forecasting")
    assert hit["reference"] == event["reference"] == event["id"][-5:].lower()
    for typed in (hit["reference"], hit["reference"].upper(), hit["id"][-4:], hit["id"]):
        assert netlog("edit", typed, "--how", "call", "--json").json["how"] == "call"


def noted(journal: Path, *ids: str) -> None:
    """Facts about Ana with ids of their own."""
    db = sqlite3.connect(journal)
    with db:
        db.execute("INSERT INTO step (command, summary) VALUES ('test', 'test')")
        db.execute("INSERT INTO writing SELECT max(n) FROM step")
        for id_ in ids:
            db.execute(
                "INSERT INTO fact (id, \"with\", \"on\", topic, text) SELECT ?, id, '2026-01-01', 'note', ? FROM person"
                " WHERE handle = 'ana-ruiz'",
                (id_, id_),
            )
        db.execute("DELETE FROM writing")
    db.close()


def test_a_reference_to_nothing_and_one_to_several_are_refused(netlog, journal):
    done = netlog("delete", "zz9zz")
    assert (done.code, "zz9zz" in done.err) == (3, True)
    noted(journal, "01AAAA7XKQ2", "01BBBB7XKQ2")
    done = netlog("delete", "7xkq2")
    assert done.code == 4
    assert "a7xkq2" in done.err
    assert "b7xkq2" in done.err
    assert netlog("delete", "a7xkq2").code == 0
    assert netlog("delete", "7xkq2").code == 0


def test_a_word_that_is_a_name_and_the_end_of_a_reference_is_refused(netlog, journal):
    noted(journal, "01AAAAJANE")
    netlog("add", "@Jane Doe")
    assert netlog("delete", "jane").code == 4
    assert netlog("delete", "aajane").code == 0


def test_several_lines_of_one_person_are_listed_with_their_references(netlog):
    netlog("learn", "ana", "careful", "her brother")
    done = netlog("delete", "ana")
    assert done.code == 4
    assert line(netlog, "ana", "RFP")["reference"] in done.err
    assert "brother" not in done.err
    assert netlog("delete", "ana", "unicorns").code == 3


@pytest.mark.parametrize(
    ("words", "options", "changed"),
    [
        (("ana", "forecasting"), ("--text", "about budgets"), {"text": "about budgets"}),
        (("ana", "forecasting"), ("--on", "2026-06-14"), {"on": "2026-06-14"}),
        (("ana", "forecasting"), ("--how", "call", "--at", "Rosa"), {"how": "call", "place": "Rosa"}),
        (("ana", "lisbon"), ("--at", "none"), {"place": None}),
        (("ana", "forecasting"), ("--with", "ana", "--with", "tom"), {"with": ["ana-ruiz", "tom-okafor"]}),
        (("tom", "contract"), ("--by", "30 nov", "--size", "L"), {"by": "2026-11-30", "size": "large"}),
        (("tom", "contract"), ("--by", "none"), {"by": None}),
        (("ana", "help"), ("--size", "12"), {"size": None, "points": 12}),
        (("ana", "marathons"), ("--topic", "hobby"), {"topic": "hobby"}),
        (("lena", "next"), ("--on", "2026-12-24"), {"on": "2026-12-24"}),
    ],
)
def test_edit_changes_what_was_named_and_nothing_else(netlog, words, options, changed):
    netlog("remind", "lena", "the next step", "--on", "2026-12-01")
    before = netlog("edit", *words, "--text", "none", "--json") if "--text" not in options else None
    netlog("undo")
    done = netlog("edit", *words, *options, "--json")
    assert done.code == 0, done.err
    for key, value in changed.items():
        if key == "with":
            assert sorted(done.json[key]) == value
        else:
            assert done.json[key] == value
    if before is not None:
        same = set(done.json) - set(changed) - {"text"}
        assert {key: done.json[key] for key in same} == {key: before.json[key] for key in same}


def test_the_date_in_force_of_a_postponed_promise_is_mended(netlog):
    netlog("postpone", "ana", "deck", "--to", "2026-11-25")
    done = netlog("edit", "ana", "deck", "--by", "2026-11-27", "--json").json
    assert [one["by"] for one in done["changes"]] == ["2026-11-27"]
    assert done["by"] == "2026-11-18"
    assert netlog("edit", "ana", "deck", "--by", "none").code == 2


@pytest.mark.parametrize(
    ("words", "options", "code"),
    [
        (("ana", "forecasting"), ("--how", "telepathy"), 2),
        (("ana", "forecasting"), ("--size", "M"), 2),
        (("ana", "forecasting"), ("--on", "tomorrow"), 2),
        (("ana", "forecasting"), ("--with", "none"), 2),
        (("ana", "forecasting"), ("--with", "zebulon"), 3),
        (("ana", "forecasting"), ("--at", "x" * 3000), 2),
        (("ana", "marathons"), ("--text", " "), 2),
        (("ana", "marathons"), ("--topic", "none"), 2),
        (("ana", "marathons"), ("--on", "2026-02-30"), 2),
        (("ana", "forecasting"), (), 2),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(netlog, words, options, code):
    steps = netlog("undo", "--list", "--all").out
    done = netlog("edit", *words, *options)
    assert (done.code, done.out) == (code, "")
    assert netlog("undo", "--list", "--all").out == steps


def test_edit_without_options_or_a_terminal_names_the_options(netlog):
    assert "--text" in netlog("edit", "ana", "forecasting").err


@pytest.mark.parametrize(
    "words", [("ana", "forecasting"), ("ana", "deck"), ("ana", "RFP"), ("ana", "help"), ("ana", "lunch")]
)
def test_an_editor_that_changes_nothing_writes_nothing(netlog, words):
    steps = netlog("undo", "--list", "--all").out
    done = netlog("edit", *words, tty=True, env={"EDITOR": "true"})
    assert (done.code, done.err) == (0, "Nothing was changed.\n")
    assert netlog("undo", "--list", "--all").out == steps


def test_a_text_with_odd_lines_goes_through_the_editor_as_it_is(netlog):
    odd = "first\n# no comment\n\ntext: not a key\nhow: call\n  indented"
    netlog("edit", "ana", "forecasting", "--text", odd)
    done = netlog("edit", "ana", "indented", tty=True, env={"EDITOR": "sed -i s/^how:$/how:chat/;s/indented/kept/"})
    assert done.code == 0
    told = netlog("search", "kept", "--json").json["found"][0]
    assert told["text"] == odd.replace("indented", "kept")


def test_the_editor_changes_what_was_changed_in_it(netlog):
    netlog("keep", "ana", "deck")
    script = "s/^outcome:.*/outcome:/;s/^size:.*/size: small/"
    done = netlog("edit", "ana", "deck", tty=True, env={"EDITOR": f"sed -i '{script}'"})
    assert done.code == 0, done.err
    promise = next(one for one in netlog("promises", "ana", "--json").json["promises"] if one["text"] == "the deck")
    assert (promise["outcome"], promise["closed"], promise["size"]) == (None, None, "small")
    netlog("undo")
    assert all(one["text"] != "the deck" for one in netlog("promises", "ana", "--json").json["promises"])


def script(folder: Path, text: str) -> str:
    file = folder / "editor.sh"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o700)
    return str(file)


def kept_text(folder: Path) -> str:
    (file,) = folder.glob("netlog-*/entry.md")
    return file.read_text()


def test_an_editor_that_was_left_without_a_word_leaves_no_file(netlog, tmp_path):
    done = netlog("add", "--edit", env={"EDITOR": "true", "XDG_RUNTIME_DIR": str(tmp_path)})
    assert done.code == 2
    assert "empty" in done.err
    assert list(tmp_path.glob("netlog-*")) == []


def test_a_record_changed_while_the_editor_was_open_is_not_overwritten(netlog, tmp_path):
    reference = line(netlog, "ana", "forecasting")["reference"]
    meanwhile = (
        f'{sys.executable} -m netlog edit {reference} --text "meanwhile" -q </dev/null && echo "my words" >> "$1"'
    )
    done = netlog("edit", reference, tty=True, env={"EDITOR": script(tmp_path, meanwhile)})
    assert done.code == 4
    assert "my words" in kept_text(tmp_path)
    assert str(tmp_path) in done.err.replace("\n", "")
    assert netlog("search", "meanwhile", "--json").json["found"][0]["text"] == "meanwhile"


@pytest.mark.parametrize(
    "spoilt", ["s/^how:.*/how: telepathy/", "s/^on:.*/on: someday/", "s/^how:/hwo:/", "s/^with:.*/with:/"]
)
def test_a_form_that_cannot_be_read_is_kept(netlog, tmp_path, spoilt):
    done = netlog("edit", "ana", "forecasting", tty=True, env={"EDITOR": f"sed -i '{spoilt}'"})
    assert done.code == 2
    assert "forecasting" in kept_text(tmp_path)


def test_an_emptied_file_changes_nothing(netlog, tmp_path):
    done = netlog("edit", "ana", "forecasting", tty=True, env={"EDITOR": script(tmp_path, ': > "$1"')})
    assert (done.code, done.err) == (0, "Nothing was changed.\n")


def test_delete_takes_one_line_out_and_undo_puts_it_back(netlog):
    reference = line(netlog, "ana", "pricing")["reference"]
    before = netlog("timeline", "ana", "--all").out
    done = netlog("delete", reference)
    assert done.code == 0
    assert "call with Ana about pricing" in done.err
    after = netlog("timeline", "ana", "--all").out
    assert "pricing" not in after
    assert "the deck" in after
    netlog("undo")
    assert netlog("timeline", "ana", "--all").out == before


# set, rename


def test_set_replaces_fields_and_adds_to_what_is_several(netlog):
    done = netlog(
        "set", "ana", "--org", "Birch", "--email", "a@b.example", "--phone", "none", "--every", "none", "--json"
    )
    told = done.json
    assert (told["org"], told["every"], told["phones"]) == ("Birch", None, [])
    assert told["emails"] == ["ana@kestrel.example", "a@b.example"]
    assert netlog("undo").code == 0
    assert netlog("who", "ana", "--json").json["org"] == "Kestrel"


def test_set_says_what_changed(netlog):
    done = netlog("set", "ana", "--org", "Birch", "--through", "tom")
    assert "Kestrel → Birch" in done.err
    assert "– → Tom Okafor" in done.err
    assert "Tom Okafor → –" in netlog("set", "ana", "--through", "none").err


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 2),
        (("--through", "ana"), 2),
        (("--circle", "middle"), 2),
        (("--handle", "Ana Ruiz!"), 2),
        (("--handle", ""), 2),
        (("--handle", "jo-park"), 4),
        (("--birthday", "02-30"), 2),
    ],
)
def test_set_refuses_what_cannot_be(netlog, options, code):
    assert netlog("set", "ana", *options).code == code


def test_setting_what_is_so_already_writes_nothing(netlog):
    steps = netlog("undo", "--list", "--all").out
    assert netlog("set", "ana", "--org", "Kestrel", "--handle", "ana-ruiz").code == 0
    assert netlog("undo", "--list", "--all").out == steps


def test_a_handle_may_be_changed(netlog):
    assert netlog("set", "ana", "--handle", "ANA").code == 0
    assert netlog("who", "ana", "--json").json["handle"] == "ana"


@pytest.mark.parametrize("name", ["Ana López d'Arc", "Ana [bold]", "李小龍", "Ana (née Ruiz) \\1"])
def test_after_a_rename_the_old_name_still_finds_the_person(netlog, name):
    done = netlog("rename", "ana", name)
    assert done.code == 0
    for words in (name, "Ana Ruiz", "ana-ruiz"):
        assert netlog("who", words, "--json").json["name"] == name
    assert netlog("who", "ana-ruiz", "--json").json["handle"] == "ana-ruiz"


def test_a_rename_back_leaves_the_other_name_as_the_nick(netlog):
    netlog("rename", "ana", "Ana Lopez")
    netlog("rename", "ana-ruiz", "Ana Ruiz")
    told = netlog("who", "ana-ruiz", "--json").json
    assert (told["name"], told["nicks"]) == ("Ana Ruiz", ["Ana Lopez"])


@pytest.mark.parametrize("name", ["", "  ", "???"])
def test_a_blank_name_is_refused(netlog, name):
    assert netlog("rename", "ana", name).code == 2


# merge


def test_a_merge_joins_two_people_in_one_step(netlog):
    before = {name: netlog("timeline", name, "--all", "--json").json["events"] for name in ("ana", "jo")}
    done = netlog("merge", "ana", "jo", "--json")
    assert done.code == 0
    told = done.json
    assert told["person"]["handle"] == "ana-ruiz"
    assert told["person"]["nicks"] == ["Jo Park", "jo-park"]
    assert netlog("who", "jo park", "--json").json["name"] == "Ana Ruiz"
    assert netlog("who", "jo-park", "--json").json["name"] == "Ana Ruiz"
    after = netlog("timeline", "ana", "--all", "--json").json["events"]
    ids = {one["id"] for name in before for one in before[name]}
    assert sorted(one["id"] for one in after if one["kind"] == "conversation") == sorted(
        {one["id"] for name in before for one in before[name] if one["kind"] == "conversation"}
    )
    assert {one["id"] for one in after} == ids
    netlog("undo")
    for name, events in before.items():
        assert netlog("timeline", name, "--all", "--json").json["events"] == events


def test_those_met_through_the_one_follow_to_the_other(netlog):
    assert "Lena Vogt" in netlog("merge", "tom", "ana").err
    assert netlog("who", "lena", "--json").json["through"]["handle"] == "tom-okafor"


def test_a_dry_run_shows_the_plan_and_writes_nothing(netlog, journal):
    before = journal.read_bytes()
    done = netlog("merge", "ana", "jo", "--dry-run")
    assert done.code == 0
    assert "2 conversations" in done.out
    assert journal.read_bytes() == before
    assert netlog("merge", "ana", "jo", "--dry-run", "--json").json["written"] is False


def test_somebody_cannot_be_merged_into_themselves(netlog):
    assert netlog("merge", "ana", "ana@kestrel.example").code == 2


# rest, wake


def test_a_rest_silences_everything_but_my_own_promises(netlog):
    done = netlog("rest", "ana", "--reason", "a secret")
    assert done.code == 0
    assert "the deck" in done.err
    assert "RFP" not in done.err
    assert "goodwill" in done.err
    assert "secret" not in done.err
    assert [one["reason"] for one in netlog("due", "--all", "--json").json["items"] if one["handle"] == "ana-ruiz"] == [
        "my-promise-overdue"
    ]
    netlog("release", "ana", "deck")
    netlog("release", "ana", "notes")
    assert "Ana" not in netlog("due", "--all").out
    for command in (("who", "ana"), ("timeline", "ana"), ("undo", "--list"), ("people", "--resting")):
        assert "secret" not in netlog(*command).out


def test_resting_or_waking_twice_is_said_and_writes_nothing(netlog):
    assert "awake already" in netlog("wake", "tom").err
    netlog("rest", "tom")
    steps = netlog("undo", "--list", "--all").out
    done = netlog("rest", "tom")
    assert (done.code, "at rest already" in done.err) == (0, True)
    assert netlog("undo", "--list", "--all").out == steps


def test_after_waking_the_rhythm_counts_from_that_day(netlog):
    netlog("set", "tom", "--every", "30")
    netlog("rest", "tom", today="2026-11-01")
    assert netlog("who", "tom", "--json").json["clock"]["due"] is None
    netlog("wake", "tom")
    assert netlog("who", "tom", "--json").json["clock"]["due"] == "2026-12-21"


def test_a_rest_ends_by_itself_on_its_day(netlog):
    netlog("rest", "tom", "--until", "1 dec")
    assert netlog("who", "tom", "--json", today="2026-11-30").json["resting"]["until"] == "2026-12-01"
    assert netlog("who", "tom", "--json", today="2026-12-01").json["resting"] is None
    assert netlog("rest", "tom", "--until", "2026-11-21").code == 2
    assert netlog("rest", "tom", "--until", "5 dec").code == 0


# forget


def test_forgetting_wants_the_name_typed_or_yes(netlog, journal):
    before = journal.read_bytes()
    for how in ({}, {"tty": True, "stdin": "tom\n"}):
        done = netlog("forget", "tom", **how)
        assert done.code == 2
    assert netlog("forget", "tom", "--json").code == 2
    assert journal.read_bytes() == before
    assert netlog("forget", "tom", tty=True, stdin="tom OKAFOR\n").code == 0
    assert netlog("who", "tom").code == 3


def test_forgetting_tells_what_went_and_what_others_still_hold(netlog, journal):
    netlog("add", "lunch with Dee about Tom and Okafor, with Jo")
    netlog("add", "lunch with Tom and Dee")
    done = netlog("forget", "tom", "--yes")
    assert done.code == 0
    for words in ("2 conversations", "2 conversations with others stay", "Copies of the file elsewhere"):
        assert words in done.err, words
    assert b"okafor" not in journal.read_bytes().lower()
    assert "(forgotten)" in netlog("timeline", "dee").out


def test_after_forgetting_undo_says_why_it_cannot(netlog):
    netlog("forget", "tom", "--yes")
    steps = netlog("undo", "--list", "--all", "--json").json
    touched = [one["number"] for one in steps if one["final"] and one["command"] != "forget"]
    assert touched
    done = netlog("undo", "--step", str(touched[0]))
    assert done.code == 4
    assert "somebody in it was forgotten" in done.err
    assert len(done.err.splitlines()[0].split(". ")) == 1
    others = [one["number"] for one in steps if not one["final"]]
    assert netlog("undo", "--step", str(others[0])).code == 0
