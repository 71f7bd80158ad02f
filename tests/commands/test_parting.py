"""Parting well: part, retro, pause, and what rest and wake do beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from netlog.domain.journal import Conversation, Observed
from netlog.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Result

    Netlog = Callable[..., Result]

CONTRACT = ("notice=3 months", "cost=waived: none agreed", "data=back by e-mail", "ownership=ours")
FOUND = tuple(word for item in CONTRACT for word in ("--contract", item))
STORY = (
    ("2025-10-01", "add", "met @Bob Stanton at the fair. got: a tour of the works (S). gave: a day of help (L)"),
    ("2025-10-01", "add", "met @Lena Vogt and @Tom Okafor at the fair"),
    ("2025-10-02", "promise", "--from", "bob", "samples", "--by", "2025-10-20"),
    ("2025-10-15", "keep", "--from", "bob", "samples"),
    ("2025-10-20", "add", "@Bob", "--birthday", "11-23", "--every", "30d"),
)


@pytest.fixture(autouse=True)
def _story(netlog: Netlog) -> None:
    for day, *words in STORY:
        done = netlog(*words, today=day)
        assert done.code == 0, (words, done.err)


def due_of(netlog: Netlog, name: str, today: str = "2026-11-21") -> list[dict[str, Any]]:
    items = netlog("due", "--all", "--json", today=today).json["items"]
    return [item for item in items if item["name"].startswith(name)]


def refused(netlog: Netlog, journal: Path, *words: str, code: int) -> Result:
    """The result of a call that must fail with a code and leave the journal as it was."""
    before = journal.read_bytes()
    done = netlog(*words)
    assert (done.code, done.out) == (code, ""), done.err
    assert journal.read_bytes() == before
    return done


# The advisor


def test_part_describes_and_plans_nothing(netlog, journal):
    before = journal.read_bytes()
    told = netlog("part", "bob", "--json").json
    assert list(told) == [
        *("name", "handle", "today", "flags", "advice", "first", "S", "own_events", "state", "way", "since", "until"),
        *("urgent", "reason", "contract", "next", "promises", "script"),
    ]
    assert (told["advice"], told["flags"], told["first"], told["state"], told["next"]) == ("keep", [], None, None, [])
    assert "To plan one" in netlog("part", "bob").out
    assert journal.read_bytes() == before


def test_part_sees_what_drains_and_what_leads_nowhere(netlog):
    for day in range(1, 6):
        netlog("add", "coffee with Bob", "--outcome", "none", "--energy", "-1", "--on", f"2026-11-0{day}")
    told = netlog("part", "bob", "--json").json
    assert [flag["code"] for flag in told["flags"]] == ["outcome", "energy"]
    assert told["advice"] == "adjust"


def test_an_unknown_way_or_two_steps_at_once_are_refused(netlog, journal):
    assert "--as supplier, mentee or coffee" in refused(netlog, journal, "part", "bob", "--as", "friend", code=2).err
    refused(netlog, journal, "part", "bob", "--talked", "--parted", code=2)
    refused(netlog, journal, "part", "bob", "--as", "coffee", "--talked", code=2)
    refused(netlog, journal, "part", "bob", "--as", "mentee", "--pause", "60", code=2)
    refused(netlog, journal, "part", "bob", "--as", "coffee", "--group", "Friday coffee", code=3)
    refused(netlog, journal, "part", "bob", "--as", "coffee", "--contract", "notice=x", code=2)
    refused(netlog, journal, "part", "bob", "--as", "coffee", "--next-one", "lena", code=2)
    refused(netlog, journal, "part", "bob", "--pause", "60", code=2)
    refused(netlog, journal, "part", "bob", "--reason", "x", code=2)
    refused(netlog, journal, "part", "bob", "--talked", "--urgent", "x", code=2)
    refused(netlog, journal, "part", "zed", code=3)


# Coffee


def test_a_pause_of_coffees_is_quiet_until_its_day_and_keeps_the_urgent_way(netlog):
    done = netlog("part", "bob", "--as", "coffee", "--pause", "60", "--urgent", "a text", "--json")
    assert done.code == 0, done.err
    assert (done.json["state"], done.json["until"], done.json["urgent"]) == ("planned", "2027-01-20", "a text")
    assert any("20 Jan 2027" in paragraph and "Bob" not in paragraph for paragraph in done.json["script"])
    told = netlog("part", "bob").out
    assert "planned since Sat 21 Nov; a pause until Wed 20 Jan 2027" in told
    assert "urgent: a text" in told
    assert due_of(netlog, "Bob", "2026-11-23") == []  # not even the birthday
    assert "the pause with Bob Stanton is over" in str(due_of(netlog, "Bob", "2027-01-20"))


@pytest.mark.parametrize("way", [("--pause", "30", "--urgent", "a call"), ("--group", "friday")])
def test_the_words_can_be_read_again_until_they_were_spoken(netlog, way):
    netlog("group", "add", "Friday coffee", "--first", "fri", "--at", "Café Rosa", "--with", "lena")
    script = netlog("part", "bob", "--as", "coffee", *way, "--json").json["script"]
    assert netlog("part", "bob", "--json").json["script"] == script
    assert all(paragraph in netlog("part", "bob").out for paragraph in script)
    netlog("part", "bob", "--talked")
    assert netlog("part", "bob", "--json").json["script"] == []


def test_one_undo_takes_a_whole_plan_back(netlog):
    before = netlog("export", "jsonl").out
    assert netlog("part", "bob", "--as", "coffee").code == 0
    assert netlog("export", "jsonl").out != before
    assert netlog("undo").code == 0
    assert netlog("export", "jsonl").out == before


def test_a_coffee_may_become_a_group(netlog):
    netlog("group", "add", "Friday coffee", "--first", "fri", "--at", "Café Rosa", "--with", "lena")
    done = netlog("part", "bob", "--as", "coffee", "--group", "friday")
    assert "Friday coffee, next on Fri 4 Dec" in done.err
    (meeting,) = netlog("group", "--json").json
    assert [one["handle"] for one in meeting["members"]] == ["bob-stanton", "lena-vogt"]
    assert "invite them to Friday coffee" in str(due_of(netlog, "Bob", "2026-12-01"))


# A supplier


def test_nothing_is_planned_with_a_supplier_before_the_contract_was_read(netlog, journal):
    done = refused(netlog, journal, "part", "bob", "--as", "supplier", "--contract", "notice=3 months", code=4)
    assert "cost:" in done.err
    assert "ownership:" in done.err
    assert "notice:" not in done.err
    refused(netlog, journal, "part", "bob", "--as", "supplier", "--contract", "price=1", code=2)


def test_a_supplier_is_parted_from_step_by_step(netlog, journal):
    done = netlog("part", "bob", "--as", "supplier", *FOUND, "--reason", "a secret")
    assert done.code == 0, done.err
    assert "a tour of the works" in done.err
    assert "samples" in done.err
    assert "secret" not in done.err
    assert "you have not talked" in refused(netlog, journal, "part", "bob", "--parted", code=4).err
    assert netlog("part", "bob", "--talked").code == 0
    mine, theirs = netlog("promises", "--with", "bob", "--json").json["promises"]
    assert (mine["who"], mine["by"], theirs["who"], theirs["by"]) == ("me", "2026-11-23", "them", "2026-11-28")
    done = refused(netlog, journal, "part", "bob", "--parted", code=4)
    assert mine["text"] in done.err
    netlog("keep", "bob", mine["text"])
    assert netlog("part", "bob", "--parted").code == 0
    assert due_of(netlog, "Bob", "2026-11-23") == []
    (late,) = due_of(netlog, "Bob", "2027-05-20")  # 180 days after
    assert late["reason"] == "check-in"
    refused(netlog, journal, "part", "bob", "--talked", code=4)


def test_the_reason_and_the_contract_show_only_where_it_is_private(netlog):
    netlog("part", "bob", "--as", "supplier", *FOUND, "--reason", "a secret")
    elsewhere = ("due --all", "who bob", "people", "search secret", "timeline bob --all")
    for line in ("part bob", "part bob --json", *elsewhere):
        told = netlog(*line.split())
        assert "a secret" not in told.out + told.err, line
        assert "none agreed" not in told.out + told.err, line
    told = netlog("part", "bob", "--private").out
    assert "because: a secret" in told
    assert "none agreed" in told


def test_the_contract_may_be_read_on_a_terminal(netlog):
    done = netlog("part", "bob", "--as", "supplier", tty=True, stdin="3 months\nnone\nby mail\nours\n")
    assert done.code == 0, done.err
    assert netlog("part", "bob", "--private", "--json").json["contract"]["ownership"] == "ours"


def test_what_was_answered_of_a_contract_stands_in_the_refusal(netlog, journal):
    done = netlog("part", "bob", "--as", "supplier", tty=True, stdin="3 months\n\nby mail\n\n")
    assert done.code == 4
    assert "--contract notice='3 months' --contract data='by mail'" in done.err


@pytest.mark.parametrize("language", ["zh", "it", "id"])
def test_a_letter_in_another_language_has_no_english_day_or_way_in_it(netlog, language):
    netlog("config", "set", "language", language)
    script = " ".join(netlog("part", "bob", "--as", "coffee", "--json").json["script"])
    assert "2027-01-20" in script
    assert "text or e-mail" not in script


def test_the_steps_to_come_are_filled_and_in_the_order_of_their_days(netlog, tmp_path):
    folder = tmp_path / "config" / "playbooks"
    folder.mkdir(parents=True)
    steps = "- talked, in 9 days, I promise: later\n- talked, in 3 days, I promise: write to {name}\n"
    (folder / "part-coffee.md").write_text(f"# Mine\n\n## pause\nBye.\n\n## steps\n{steps}", encoding="utf-8")
    told = netlog("part", "bob", "--as", "coffee").err
    assert told.index("write to Bob") < told.index("later")


# A mentee


def test_a_mentee_hears_what_they_kept_and_gave(netlog):
    script = netlog("part", "bob", "--as", "mentee", "--json").json["script"]
    assert any("samples" in paragraph for paragraph in script)
    assert any("a tour of the works" in paragraph for paragraph in script)


def test_a_mentee_is_handed_on_to_two_others_and_checked_in_on_four_times(netlog, journal):
    netlog("part", "bob", "--as", "mentee", "--ahead", "leading a team")
    netlog("part", "bob", "--talked")
    refused(netlog, journal, "part", "bob", "--handover", code=2)
    refused(netlog, journal, "part", "bob", "--handover", "--next-one", "lena", "--next-two", "lena", code=2)
    done = netlog("part", "bob", "--handover", "--next-one", "lena", "--next-two", "tom", "--json")
    assert done.code == 0, done.err
    promised = {one["text"] for one in done.json["promises"]}
    assert promised >= {"introduce them to Lena Vogt", "introduce them to Tom Okafor"}
    for one in netlog("promises", "--with", "bob", "--json").json["promises"]:
        if one["who"] == "me":
            netlog("keep", "bob", one["text"])
    done = netlog("part", "bob", "--parted", "--json")
    assert done.code == 0, done.err
    days = [one["on"] for one in done.json["reminders"] if one["text"].startswith("check in")]
    assert days == ["2027-02-19", "2027-05-20", "2027-08-18", "2027-11-16"]


def test_the_two_may_be_named_on_a_terminal(netlog):
    netlog("part", "bob", "--as", "mentee")
    netlog("part", "bob", "--talked")
    done = netlog("part", "bob", "--handover", tty=True, stdin="lena\nzed\ntom\n")
    assert done.code == 0, done.err
    assert "introduce them to Tom Okafor" in netlog("promises", "--with", "bob").out


# Oneself first


def test_my_own_part_is_looked_at_before_a_parting_is_planned(netlog, journal):
    netlog("add", "call with Bob +own-agenda", "--on", "2026-11-01")
    netlog("add", "call with Bob +left-out", "--on", "2026-11-02")
    before = journal.read_bytes()
    done = netlog("part", "bob", "--as", "coffee")
    assert (done.code, done.out, journal.read_bytes()) == (4, "", before)
    assert "Look at yourself first" in done.err
    assert "netlog retro bob-stanton" in done.err
    netlog("retro", "bob", "--answer", "did=I had stopped asking")
    assert netlog("part", "bob", "--as", "coffee", "--json").json["state"] == "planned"
    netlog("undo")
    netlog("undo")
    assert netlog("part", "bob", "--as", "coffee", "--after-retro", "--json").json["state"] == "planned"


def test_a_look_back_of_last_month_is_fresh_enough_and_an_older_one_is_not(netlog):
    netlog("add", "call with Bob +own-agenda +left-out", "--on", "2026-10-01")
    netlog("retro", "bob", "--answer", "did=x", today="2026-10-21")
    assert netlog("part", "bob", "--as", "coffee").code == 4
    netlog("retro", "bob", "--answer", "did=x", today="2026-10-22")
    assert netlog("part", "bob", "--as", "coffee").code == 0


def test_on_a_terminal_the_questions_are_asked_at_once(netlog):
    netlog("add", "call with Bob +own-agenda +left-out", "--on", "2026-11-01")
    done = netlog("part", "bob", "--as", "coffee", tty=True, stdin="y\nI stopped asking\n" + "\n" * 20)
    assert done.code == 0, done.err
    assert netlog("part", "bob", "--json").json["state"] == "planned"
    assert "I stopped asking" in netlog("retro", "bob", "--show").out


# Taking it back


def test_a_parting_thought_better_of_leaves_nothing_silent(netlog):
    netlog("part", "bob", "--as", "coffee")
    assert due_of(netlog, "Bob") == []
    assert netlog("part", "bob", "--stop").code == 0
    assert [one["reason"] for one in due_of(netlog, "Bob", "2027-01-20")] == ["cadence"]
    assert netlog("part", "bob", "--as", "mentee").code == 0  # another may be planned


def test_a_rest_from_before_goes_on_when_a_parting_is_taken_back(netlog):
    netlog("rest", "bob")
    netlog("part", "bob", "--as", "mentee")
    told = netlog("part", "bob", "--stop")
    assert told.code == 0
    assert "at rest" in netlog("who", "bob").out
    assert "To plan one" in netlog("part", "bob").out


def test_wake_opens_a_parting_again_and_says_so(netlog):
    netlog("part", "bob", "--as", "coffee")
    done = netlog("wake", "bob")
    assert "The parting of Sat 21 Nov is taken back." in done.err
    assert netlog("part", "bob", "--json").json["state"] == "stopped"
    assert netlog("part", "bob", "--json").json["until"] is None
    netlog("rest", "bob")
    assert "parting" not in netlog("wake", "bob").err


def test_a_rest_and_its_end(netlog):
    """A wind-down without a plan: what is open is listed, all falls silent, the past stays, a wake begins anew."""
    netlog("promise", "bob", "the list of parts", "--by", "2026-12-01")
    done = netlog("rest", "bob", "--reason", "our values differ")
    assert "the list of parts" in done.err
    netlog("release", "bob", "list of parts")
    assert due_of(netlog, "Bob", "2026-11-23") == []
    assert "a tour of the works" in netlog("search", "works").out
    for line in ("who bob", "search values", "people", "timeline bob"):
        assert "values differ" not in netlog(*line.split()).out
    assert "values differ" in netlog("who", "bob", "--private").out
    assert "next due Mon 21 Dec" in netlog("wake", "bob").err


def test_nothing_of_a_finished_parting_is_left_after_a_wake_and_the_reason_is_kept_with_the_rest(netlog):
    netlog("part", "bob", "--as", "coffee", "--reason", "a secret")
    netlog("part", "bob", "--talked")
    netlog("keep", "bob", "what we agreed")
    netlog("part", "bob", "--parted")
    assert "a secret" in netlog("who", "bob", "--private").out
    assert "a secret" not in netlog("who", "bob").out
    assert [one["reason"] for one in due_of(netlog, "Bob", "2027-05-20")] == ["check-in"]
    netlog("wake", "bob")
    told = due_of(netlog, "Bob", "2027-05-20")
    assert [one["reason"] for one in told] == ["cadence"]
    assert "a hello without a reason" not in str(told)


# retro


def test_retro_keeps_dated_words_and_reminds_in_a_year(netlog):
    answers = ("--answer", "did=I only rang to sell", "--answer", "ENDING=we drifted", "--with", "lena")
    done = netlog("retro", "bob", *answers, "--json")
    assert done.json["answers"] == {"did": "I only rang to sell", "ending": "we drifted", "asked-by": "Lena Vogt"}
    assert done.json["read_again"] == "2027-11-21"
    told = netlog("retro", "bob", "--show").out
    assert "I only rang to sell" in told
    assert "Lena Vogt" in told
    assert "read again what you wrote about Bob Stanton" in str(due_of(netlog, "Bob", "2027-11-22"))
    for line in ("search sell", "timeline bob --all", "who bob", "people", "due --all"):
        assert "rang to sell" not in netlog(*line.split()).out, line


def test_a_second_look_replaces_the_reminder_and_lays_both_endings_side_by_side(netlog):
    netlog("retro", "bob", "--answer", "ending=they let us down", today="2025-12-01")
    told = netlog("retro", "bob", "--show", "--json").json
    assert (told["old_ending"]["text"], told["new_ending"]) == ("they let us down", None)
    assert "Does the ending still read true?" in netlog("retro", "bob", "--show").err
    netlog("retro", "bob", "--answer", "ending=I had stopped listening", today="2026-11-20")
    told = netlog("retro", "bob", "--show")
    assert "the ending, Mon 1 Dec 2025  the ending, Fri 20 Nov" in told.out
    assert "they let us down            I had stopped listening" in told.out
    again = [one for one in due_of(netlog, "Bob", "2026-12-02") if "read again" in str(one)]
    assert again == []
    assert "read again" in str(due_of(netlog, "Bob", "2027-11-22"))


def test_a_fresh_ending_is_not_yet_laid_beside_another(netlog):
    netlog("retro", "bob", "--answer", "ending=x", today="2025-12-27")  # 329 days
    assert netlog("retro", "bob", "--show", "--json").json["old_ending"] is None


def test_what_they_never_felt_becomes_a_question(netlog, journal):
    asked = netlog("retro", "bob").err
    assert "felt-" not in asked
    store = Store(str(journal))
    felt = (Observed("heard"), Observed("respected"))
    bob = store.by_handle("bob-stanton")
    with store.write("add", "coffee") as writer:
        writer.add(Conversation("c1", date(2026, 11, 20), "coffee", (bob.id,), observed=felt))
    store.close()
    asked = netlog("retro", "bob").err
    assert "felt-safe" in asked
    assert "felt-appreciated" in asked
    assert "felt-heard" not in asked
    assert netlog("retro", "bob", "--answer", "felt-safe=never").code == 0


def test_retro_without_an_answer_says_how_and_writes_nothing(netlog, journal):
    assert "--answer did=" in refused(netlog, journal, "retro", "bob", code=2).err
    refused(netlog, journal, "retro", "bob", "--answer", "nonsense=x", code=2)
    refused(netlog, journal, "retro", "bob", "--answer", "did", code=2)
    before = journal.read_bytes()
    assert netlog("retro", "bob", tty=True, stdin="\n" * 20).code == 0
    assert journal.read_bytes() == before


def test_retro_may_be_written_in_the_editor(netlog, tmp_path):
    script = tmp_path / "edit.sh"
    script.write_text('#!/bin/sh\nsed -i "s/^## did$/## did\\nI was late\\nand said nothing/" "$1"\n')
    script.chmod(0o755)
    done = netlog("retro", "bob", "--edit", env={"EDITOR": str(script)})
    assert done.code == 0, done.err
    (answer,) = netlog("retro", "bob", "--show", "--json").json["answers"]
    assert (answer["question"], answer["text"]) == ("did", "I was late\nand said nothing")


# pause


def test_a_pause_comes_back_on_the_next_working_day_without_its_words(netlog):
    done = netlog("pause", "bob", "he moved the deadline")
    assert "It comes back Mon 23 Nov." in done.err
    assert all(step in done.err for step in ("pause:", "think:", "ask:", "act:"))
    assert "cooled-off" not in str(due_of(netlog, "Bob", "2026-11-22"))
    told = due_of(netlog, "Bob", "2026-11-23")
    assert "the head is cool now" in str(told)
    assert "deadline" not in str(told) + netlog("search", "deadline").out + netlog("timeline", "bob", "--all").out


def test_a_pause_ends_with_what_was_done(netlog):
    netlog("pause", "bob", "he moved the deadline")
    assert "still open" in netlog("pause", "bob", "--think", "a holiday?", "--ask", "what changed?").err
    assert "the head is cool" in str(due_of(netlog, "Bob", "2026-11-23"))
    assert netlog("pause", "bob", "--act", "asked for a week more", "--json").json["closed"] is True
    assert "the head is cool" not in str(due_of(netlog, "Bob", "2026-11-23"))


def test_a_pause_may_be_dropped_and_a_second_end_is_refused(netlog, journal):
    netlog("pause", "bob", "he moved the deadline")
    assert netlog("pause", "bob", "--drop").code == 0
    assert "the head is cool" not in str(due_of(netlog, "Bob", "2026-11-23"))
    refused(netlog, journal, "pause", "bob", "--drop", code=3)
    refused(netlog, journal, "pause", "bob", "--act", "x", code=3)
    refused(netlog, journal, "pause", "bob", code=2)
    refused(netlog, journal, "pause", "bob", "he did it again", "--act", "x", code=2)


def test_an_open_pause_can_be_read_again_by_its_name_alone(netlog, journal):
    netlog("pause", "bob", "he moved the deadline", today="2026-11-20")
    netlog("pause", "bob", "--think", "a holiday?")
    before = journal.read_bytes()
    told = netlog("pause", "bob")
    assert (told.code, journal.read_bytes()) == (0, before)
    assert all(words in told.out for words in ("paused yesterday", "he moved the deadline", "a holiday?", "act:"))
    answer = netlog("pause", "bob", "--json").json
    assert (answer["since"], answer["back"]) == ("2026-11-20", "2026-11-23")
    assert [one["question"] for one in answer["written"]] == ["what-happened", "think"]
    netlog("pause", "bob", "--drop")
    refused(netlog, journal, "pause", "bob", code=2)
