"""The commands about who fits and what should be said aloud: fit, boundary, expect, expectations, feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netlog.domain.dossier import TRAITS

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = """\
boundaries = 3
courtesy = 4
asks-for-help = 2
open_doubts = 2
we-attitude = 3
feedback = 1
gut = 2
stretch = "saying no early"
text = "they pay late, says Tom"
"""


@pytest.fixture(autouse=True)
def _birch(netlog):
    netlog("add", "@Birch", "--org", "Birch Ltd", today="2026-01-05")
    netlog("add", "@Ana Ruiz", "--circle", "close", today="2026-01-05")


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.toml"
    file.write_text(ANSWERS, encoding="utf-8")
    return file


def marks(*ratings: int) -> list[str]:
    return [word for trait, one in zip(TRAITS, ratings, strict=False) for word in ("--mark", f"{trait}={one}")]


def refused(netlog, journal: Path, code: int, *words: str, **how) -> str:
    """What a refusal says; the journal is as it was."""
    before = netlog("export", "jsonl").out
    done = netlog(*words, **how)
    assert (done.code, done.out) == (code, ""), (words, done.err)
    assert netlog("export", "jsonl").out == before
    return done.err


# fit


def test_nothing_judged_says_how_to_begin(netlog):
    done = netlog("fit", "birch")
    assert done.code == 0
    assert "netlog fit birch --stage first" in done.err
    told = netlog("fit", "birch", "--json").json
    assert (told["fit"], told["low"], told["high"], told["judged"]) == (None, 0, 100, None)


def test_the_three_numbers_of_a_first_impression_a_phase_and_a_missing_must_have(netlog):
    netlog("fit", "birch", "--stage", "first", *marks(*[4] * 10), today="2026-01-06")
    told = netlog("fit", "birch", "--json").json
    assert (told["fit"], told["word"], told["gut_only"]) == (75.0, "good fit", True)
    netlog("fit", "birch", "--stage", "phase", *marks(3, 4, 2, 2, 3, 1, 3, 3, 2, 3), today="2026-05-06")
    told = netlog("fit", "birch", "--json").json
    assert (round(told["fit"], 9), told["word"], told["gut_only"], told["phases"]) == (69, "workable", False, 1)
    assert told["change"]["traits"][0] == ["feedback", 4, 1]
    netlog("fit", "birch", "--stage", "phase", *marks(1), today="2026-09-06")
    told = netlog("fit", "birch", "--json").json
    assert (told["fit"], told["word"], told["reasons"][0]["missing"]) == (49, "poor fit", True)
    assert "boundaries is too low: 49 at most" in netlog("fit", "birch").out


def test_the_json_keys_of_a_fit_are_kept(netlog):
    assert list(netlog("fit", "birch", "--json").json) == [
        *("name", "handle", "today", "fit", "low", "high", "word", "gut_only", "judged", "phases", "reasons"),
        *("change", "lowest", "unanswered", "gut", "stretch", "end", "energy", "unconfirmed", "unsaid", "news"),
        "tell_by",
    ]


def test_a_file_of_answers_is_judged_and_what_it_leaves_out_widens_the_range(netlog, answers):
    done = netlog("fit", "birch", "--stage", "first", "--answers", str(answers), "--json")
    assert done.json["marks"][0] == {"trait": "boundaries", "rating": 3}
    assert (done.json["gut"], done.json["stretch"], done.json["text"]) == (
        2, "saying no early", "they pay late, says Tom",
    )  # fmt: skip
    told = netlog("fit", "birch", "--json").json
    assert told["unanswered"] == ["humour", "win-win", "negotiation", "shared-aim"]
    assert told["low"] < told["fit"] < told["high"]
    assert "chosen stretch" in netlog("fit", "birch").out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bounderies = 3", "there is no trait 'bounderies'"),
        ("courtesy = 5", "courtesy cannot be 5"),
        ("courtesy = -1", "courtesy cannot be -1"),
        ("courtesy = true", "courtesy cannot be True"),
        ("courtesy = 2.5", "courtesy cannot be 2.5"),
        ("gut = 7", "gut cannot be 7"),
        ("stretch = 3", "stretch cannot be 3"),
        ("courtesy", "is no TOML"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_name_and_key(netlog, journal, answers, text, said):
    answers.write_text(text, encoding="utf-8")
    told = refused(netlog, journal, 2, "fit", "birch", "--stage", "first", "--answers", str(answers))
    assert said in told
    assert "answers.toml" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--stage", "second"], "--stage cannot be 'second'"),
        (["--stage", "phase", "--mark", "courtesy=9"], "courtesy cannot be '9'"),
        (["--stage", "phase", "--mark", "charm=3"], "no trait 'charm'"),
        (["--stage", "phase", "--mark", "courtesy=3", "--gut", "3"], "first impression"),
        (["--stage", "first", "--gut", "5"], "5"),
        (["--stage", "first"], "Without a terminal"),
        (["--mark", "courtesy=3"], "first impression, or a phase"),
        (["--outcome", "2", "--stage", "phase"], "--outcome"),
        (["--note", "hm"], "--note and --on go with"),
        (["--stretch", "patience"], "has not been judged yet"),
        (["--stretch", "patience", "--on", "yesterday"], "--note and --on go with"),
        (["--review"], "everybody"),
    ],
)
def test_what_cannot_be_meant_is_refused(netlog, journal, words, said):
    assert said in refused(netlog, journal, 2, "fit", "birch", *words)


def test_a_file_of_answers_that_is_not_there_is_named(netlog, journal):
    told = refused(netlog, journal, 3, "fit", "birch", "--stage", "first", "--answers", "nowhere.toml")
    assert "There is no file nowhere.toml" in told


def test_a_first_impression_stands_as_it_was_felt(netlog, journal):
    netlog("fit", "birch", "--stage", "first", "--gut", "3", today="2026-01-06")
    told = refused(netlog, journal, 4, "fit", "birch", "--stage", "first", "--gut", "1")
    assert "Tue 6 Jan" in told
    assert netlog("fit", "birch", "--json").json["gut"] == {"on": "2026-01-06", "rating": 3}


def test_a_gut_feeling_alone_says_so_and_points_to_the_next_phase(netlog):
    assert "gut 0 of 4" in netlog("fit", "birch", "--stage", "first", "--gut", "0").err
    assert "--stage phase" in netlog("fit", "birch").err


def test_a_fit_without_any_limit_of_mine_asks_for_one(netlog):
    netlog("fit", "birch", "--stage", "phase", "--mark", "courtesy=3")
    assert "No limit of yours is noted yet" in netlog("fit", "birch").err
    netlog("boundary", "no calls on a Sunday")
    assert "No limit of yours" not in netlog("fit", "birch").err


def test_a_phase_needs_no_first_impression(netlog):
    assert netlog("fit", "birch", "--stage", "phase", *marks(4, 4)).code == 0
    assert netlog("fit", "birch", "--json").json["gut_only"] is False


def test_after_a_phase_nobody_has_a_first_impression_any_more(netlog, journal):
    netlog("fit", "birch", "--stage", "phase", *marks(4, 4), today="2026-05-06")
    assert "no first impression any more" in refused(netlog, journal, 4, "fit", "birch", "--stage", "first", *marks(4))
    assert netlog("fit", "birch", "--stage", "first", *marks(4), "--on", "2026-01-06").code == 0


def test_on_a_terminal_the_traits_are_asked_one_by_one_and_enter_leaves_one_out(netlog):
    typed = "3\n4\nx\n4\n\n" + "2\n" * 7
    done = netlog("fit", "birch", "--stage", "first", stdin=typed, tty=True)
    assert done.code == 0, done.err
    assert "'x' is none of 0 to 4" in done.err
    told = netlog("fit", "birch", "--json").json
    assert told["gut"]["rating"] == 3
    assert told["unanswered"] == ["asks-for-help"]


def test_a_terminal_left_in_the_middle_writes_nothing(netlog):
    before = netlog("export", "jsonl").out
    assert netlog("fit", "birch", "--stage", "first", stdin="3\n4\n", tty=True).code == 130
    assert netlog("export", "jsonl").out == before


def test_a_stretch_keeps_the_number_and_asks_for_the_lesson_at_the_end(netlog):
    netlog("fit", "birch", "--stage", "first", *marks(*[1] * 10))
    before = netlog("fit", "birch", "--json").json["fit"]
    assert netlog("fit", "birch", "--stretch", "saying no early").code == 0
    after = netlog("fit", "birch", "--json").json
    assert (after["fit"], after["stretch"]) == (before, "saying no early")
    assert "What did you learn about saying no early?" in netlog("fit", "birch", "--outcome", "1").err
    assert "what did you learn about saying no early?" in netlog("fit", "birch").out
    netlog("fit", "birch", "--outcome", "1", "--note", "no is a whole sentence")
    assert "what did you learn" not in netlog("fit", "birch").out


def test_a_fit_is_one_step_to_undo(netlog):
    before = netlog("export", "jsonl").out
    netlog("fit", "birch", "--stage", "first", *marks(3, 3))
    assert netlog("undo").code == 0
    assert netlog("export", "jsonl").out == before


def test_the_page_shows_what_should_be_said_aloud(netlog):
    netlog("fit", "birch", "--stage", "phase", *marks(*[3] * 5, 1, *[3] * 4))
    netlog("boundary", "no calls after six")
    netlog("expect", "--from", "birch", "a weekly report")
    netlog("promise", "birch", "the plan", "--by", "2026-11-10", "--on", "2026-11-01")
    netlog("add", "call with Birch", "--energy", "-1")
    shown = netlog("fit", "birch").out
    for words in (
        *("feedback (1): Bring one piece of work", "they expect a weekly report", "your limit: no calls after six"),
        *("tell them where the plan stands by Mon 23 Nov --size small", "−1 on average"),
    ):
        assert words in shown
    line = next(one for one in shown.splitlines() if "netlog promise" in one)
    assert netlog(*line.partition("netlog ")[2].split()).code == 0, "the suggestion can be typed"


# review


def test_a_review_is_too_early_under_five_and_then_tells_what_foretold_it(netlog):
    assert netlog("fit", "--review", "--json").json == {
        "today": "2026-11-21", "ended": [], "too_early": True, "traits": [],
    }  # fmt: skip
    for at, outcome in enumerate((0, 1, 2, 3, 4)):
        name = f"Client{at} Last"
        netlog("add", f"@{name}")
        ratings = [3] * 5 + [outcome] + [3] * 4
        netlog("fit", name, "--stage", "phase", *marks(*ratings), today="2026-06-01")
        if at == 4:
            assert "Too early" in netlog("fit", "--review").err
        netlog("fit", name, "--outcome", str(outcome), "--note", "so it went", today="2026-09-01")
    done = netlog("fit", "--review")
    assert "Too early" not in done.err
    assert "feedback" in done.out
    told = netlog("fit", "--review", "--json").json
    assert told["traits"][0] == {"trait": "feedback", "difference": 3.0, "well": 3.5, "badly": 0.5}
    assert len(told["ended"]) == 5


# boundary


def test_limits_are_listed_with_whom_they_were_said_to(netlog):
    netlog("boundary", "no", "calls", "after", "six")
    netlog("boundary", "two rounds of changes")
    netlog("boundary", "--said-to", "ana", "calls", "--on", "2026-11-02")
    told = netlog("boundary", "--json").json["limits"]
    assert [(one["text"], [said["handle"] for said in one["said_to"]]) for one in told] == [
        ("no calls after six", ["ana-ruiz"]),
        ("two rounds of changes", []),
    ]
    shown = netlog("boundary").out
    assert "Ana Ruiz (Mon 2 Nov)" in shown
    assert "not said aloud yet" in shown


def test_the_one_limit_left_to_say_needs_no_words(netlog, journal):
    netlog("boundary", "no calls after six")
    netlog("boundary", "two rounds of changes")
    assert "Several open limits" in refused(netlog, journal, 4, "boundary", "--said-to", "ana")
    netlog("boundary", "--said-to", "ana", "six")
    assert netlog("boundary", "--said-to", "ana", "--json").json["text"] == "two rounds of changes"
    assert netlog("fit", "ana", "--json").json["unsaid"] == []


def test_a_limit_is_noted_once_and_said_only_if_it_is_known(netlog, journal):
    refused(netlog, journal, 2, "boundary", "--said-to", "ana", "calls")
    netlog("boundary", "no calls after six")
    refused(netlog, journal, 4, "boundary", "No calls after SIX")
    refused(netlog, journal, 3, "boundary", "--said-to", "ana", "money")
    refused(netlog, journal, 3, "boundary", "--said-to", "zed", "calls")


# expect, expectations


def test_expectations_both_ways_the_unconfirmed_first(netlog):
    netlog("expect", "ana", "a decision by 1 dec")
    netlog("expect", "--from", "ana", "weekly report", "--by", "2026-11-30", "--confirmed")
    told = netlog("expectations", "--json").json["expectations"]
    assert [(one["who"], one["text"], one["by"], one["confirmed"]) for one in told] == [
        ("me", "a decision", "2026-12-01", None),
        ("them", "weekly report", "2026-11-30", "2026-11-21"),
    ]
    netlog("expect", "ana", "decision", "--confirm")
    assert netlog("expectations", "ana", "--json").json["expectations"][1]["confirmed"] == "2026-11-21"


@pytest.mark.parametrize("how", ["met", "unmet"])
def test_an_expectation_is_settled_by_its_words(netlog, how):
    netlog("expect", "ana", "a decision")
    netlog("expect", "ana", "a budget")
    assert netlog("expect", "ana", "budget", f"--{how}").code == 0
    assert [one["text"] for one in netlog("expectations", "--json").json["expectations"]] == ["a decision"]
    settled = [one for one in netlog("expectations", "--all", "--json").json["expectations"] if one["outcome"]]
    assert [(one["text"], one["outcome"], one["closed"]) for one in settled] == [("a budget", how, "2026-11-21")]


def test_an_expectation_that_is_not_clear_is_refused(netlog, journal):
    netlog("expect", "ana", "a decision")
    netlog("expect", "ana", "a budget")
    assert "decision" in refused(netlog, journal, 4, "expect", "ana", "--met")
    refused(netlog, journal, 3, "expect", "ana", "yacht", "--met")
    refused(netlog, journal, 2, "expect", "ana", "decision", "--met", "--unmet")
    refused(netlog, journal, 2, "expect", "ana", "decision", "--met", "--by", "friday")
    refused(netlog, journal, 2, "expect", "ana")
    refused(netlog, journal, 2, "expect")
    refused(netlog, journal, 2, "expect", "ana", "more", "--by", "2026-11-01")
    refused(netlog, journal, 2, "expect", "ana", "budget", "--met", "--on", "2026-11-01")


def test_nothing_expected_is_a_friendly_sentence(netlog):
    done = netlog("expectations", "ana")
    assert (done.code, done.out) == (0, "")
    assert "No expectation with Ana Ruiz is open" in done.err


# feedback


def test_asking_prints_the_questions_and_reminds_a_week_later_on_a_working_day(netlog):
    done = netlog("feedback", "ask", "ana")
    assert done.code == 0
    assert "How is it for you to work with me" in done.out
    assert "Mon 30 Nov" in done.err  # a week from Saturday is a Saturday
    told = netlog("due", "--json", today="2026-11-30").json["items"]
    assert any("netlog rate ana-ruiz" in one["text"] for one in told)


def test_asking_twice_sets_one_reminder(netlog):
    netlog("feedback", "ask", "ana")
    before = netlog("export", "jsonl").out
    done = netlog("feedback", "ask", "ana", "--json")
    assert done.json["reminder"] == "2026-11-30"
    assert len(done.json["questions"]) >= 5
    assert netlog("export", "jsonl").out == before


def test_whom_to_ask_are_those_close_who_have_not_told_for_half_a_year(netlog):
    netlog("add", "@Bo Lund", "--circle", "inner")
    netlog("add", "@Cy Adler", "--circle", "close")
    netlog("rate", "ana", "c=8", "--by", "them", "--on", "2026-05-25")  # 180 days ago
    netlog("rate", "bo", "c=8", "--by", "them", "--on", "2026-05-26")
    told = netlog("feedback", "--json").json["people"]
    assert [(one["handle"], one["feedback"]) for one in told] == [("cy-adler", None), ("ana-ruiz", "2026-05-25")]
    netlog("rest", "cy")
    assert [one["handle"] for one in netlog("feedback", "--json").json["people"]] == ["ana-ruiz"]


def test_feedback_knows_one_action(netlog, journal):
    assert "ask NAME" in refused(netlog, journal, 2, "feedback", "give", "ana")
    refused(netlog, journal, 2, "feedback", "ask")
    refused(netlog, journal, 3, "feedback", "ask", "zed")
