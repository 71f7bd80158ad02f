"""The commands before a meeting: questions, pitch, meeting, tips, and the playbooks behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netlog import playbook
from netlog.config import Config
from netlog.domain.tips import BOOKS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Result

    Run = Callable[..., Result]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The folder of the user's own playbooks, empty."""
    folder = tmp_path / "config" / "playbooks"
    folder.mkdir(parents=True)
    return folder


# questions


@pytest.fixture
def story(netlog: Run) -> None:
    netlog("add", "met @Ana Ruiz at PyData. learned: goal: a team in Porto", today="2026-11-10")
    netlog("learn", "ana", "hobby: runs marathons", today="2026-11-10")
    netlog("learn", "ana", "careful: the divorce", today="2026-11-12")


@pytest.mark.usefixtures("story")
def test_three_questions_and_one_for_each_gap(netlog: Run) -> None:
    told = netlog("questions", "Ana", "Ruiz", "--json").json
    assert (told["name"], told["handle"], told["today"]) == ("Ana Ruiz", "ana-ruiz", "2026-11-21")
    assert [(one["kind"], one["it"], one["on"]) for one in told["questions"]] == [
        ("follow-up", "a team in Porto", "2026-11-10"),
        ("outside", "runs marathons", "2026-11-10"),
        ("meet", None, None),
    ]
    assert [one["kind"] for one in told["gaps"]] == ["challenge", "my-aim", "their-aim"]
    assert (told["open"], told["bank"]) == ([], [])
    assert all("{" not in one["text"] for one in (*told["questions"], *told["gaps"]))
    shown = netlog("questions", "ana")
    assert (shown.code, shown.err) == (0, "")
    assert all(one["text"] in shown.out for one in (*told["questions"], *told["gaps"]))
    assert "divorce" not in shown.out + netlog("questions", "ana", "--all").out


@pytest.mark.usefixtures("story")
def test_the_day_picks_the_wording(netlog: Run) -> None:
    days = [f"2026-11-{day}" for day in range(21, 29)]
    found = {netlog("questions", "ana", today=day).out.split("\n", 1)[1] for day in days}
    assert len(found) > 3
    assert netlog("questions", "ana", today=days[0]) == netlog("questions", "ana", today=days[0])


@pytest.mark.usefixtures("story")
def test_open_adds_some_and_all_the_stock(netlog: Run) -> None:
    stock = playbook.read(Config(), "questions-open").section("questions")
    some = netlog("questions", "ana", "--open", "--json").json["open"]
    assert len(set(some)) == 3
    assert set(some) <= set(stock)
    told = netlog("questions", "ana", "--all", "--json").json
    assert tuple(told["open"]) == stock
    assert len(told["bank"]) > 20
    assert "Whom would you like to meet this year, Ana?" in told["bank"]
    assert all(one in netlog("questions", "ana", "--all").out for one in (*told["open"], *told["bank"]))


def test_without_a_name_they_are_for_somebody_new(netlog: Run, journal: Path) -> None:
    told = netlog("questions", "--all", "--json").json
    assert (told["name"], told["handle"], told["gaps"]) == (None, None, [])
    assert [one["kind"] for one in told["questions"]] == ["new"] * 3
    assert not [one for one in (*told["bank"], *(new["text"] for new in told["questions"])) if ", ?" in one]
    assert not journal.exists()


@pytest.mark.usefixtures("demo")
def test_questions_about_nobody_are_refused(netlog: Run) -> None:
    assert netlog("questions", "zed").code == 3
    assert netlog("questions", "zed").out == ""


@pytest.mark.usefixtures("story")
def test_questions_speak_the_language_that_is_set_and_the_users_words(netlog: Run, mine: Path) -> None:
    netlog("config", "set", "language", "zh")
    assert "“a team in Porto”" in netlog("questions", "ana").out
    assert "？" in netlog("questions", "ana").out
    shipped = playbook.read(Config(language="zh"), "detective").text
    (mine / "detective.md").write_text(shipped.replace("“{it}”", "[{it}]"), encoding="utf-8")
    assert "[a team in Porto]" in netlog("questions", "ana").out
    (mine / "detective.md").write_text(shipped.replace("{it}", "{itt}"), encoding="utf-8")
    told = netlog("questions", "ana")
    assert (told.code, told.out) == (2, "")
    assert "{itt}" in told.err
    assert "{name}, {it}" in told.err


# pitch

PITCH = "I help small bakeries know on Monday what they will sell on Saturday."


def test_a_pitch_is_checked_without_being_kept(netlog: Run, journal: Path) -> None:
    told = netlog("pitch", "check", *PITCH.split(), "--json").json
    assert told == {"text": PITCH, "on": None, "words": 13, "signs": 0, "seconds": 5.2, "too_long": False}
    assert "13 words, about 5 seconds." in netlog("pitch", "check", PITCH).out
    assert not journal.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("word " * 62, "62 words, about 25 seconds: 12 words too many for 20."),
        ("word " * 51, "51 words, about 20 seconds: 1 word too many for 20."),
        ("word " * 50, "50 words, about 20 seconds."),
        ("我" * 100, "100 characters, about 25 seconds: 20 characters too many for 20."),
        ("一个 API", "1 word and 2 characters, about 1 second."),
    ],
)
def test_what_is_too_long_is_said_with_how_much(netlog: Run, text: str, said: str) -> None:
    assert said in netlog("pitch", "check", text).out.splitlines()


def test_a_pitch_is_kept_said_and_taken_back(netlog: Run) -> None:
    first = netlog("pitch", "set", "I help bakeries.", "--json", today="2026-11-20").json
    assert (first["on"], first["words"]) == ("2026-11-20", 3)
    assert netlog("pitch", "set", PITCH).code == 0
    assert netlog("pitch", "say") == (0, f"{PITCH}\n", "")
    shown = netlog("pitch").out
    assert shown.splitlines()[0] == PITCH
    assert "13 words, about 5 seconds. Kept on Sat 21 Nov 2026." in shown
    assert netlog("pitch", "say", today="2026-11-20").out == "I help bakeries.\n"
    netlog("undo")
    assert netlog("pitch", "say").out == "I help bakeries.\n"


def test_no_pitch_is_a_friendly_sentence(netlog: Run, journal: Path) -> None:
    for words in ((), ("say",)):
        told = netlog("pitch", *words)
        assert (told.code, told.out) == (0, "")
        assert "netlog pitch set" in told.err
        assert netlog("pitch", *words, "--json").json is None
    assert not journal.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["shout"], "It takes check TEXT, set TEXT and say"),
        (["set"], "netlog pitch set TEXT"),
        (["check", " "], "netlog pitch check TEXT"),
        (["say", "it"], "netlog pitch say"),
    ],
)
def test_a_pitch_of_other_words_is_refused(netlog: Run, journal: Path, words: list[str], said: str) -> None:
    told = netlog("pitch", *words)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert not journal.exists()


# meeting


def test_half_an_hour_has_five_marks_one_of_them_a_pause(netlog: Run, journal: Path) -> None:
    told = netlog("meeting", "plan", "--json").json
    assert (told["minutes"], told["topics"]) == (30, [])
    assert [one["minute"] for one in told["marks"]] == [5, 10, 15, 20, 25]
    assert [one["kind"] for one in told["marks"]] == ["tool", "tool", "pause", "tool", "tool"]
    book = playbook.read(Config(), "meeting")
    assert all(one["text"] in book.section(f"{one['kind']}s") for one in told["marks"])
    assert len({one["text"] for one in told["marks"]}) == 5
    assert told["end"] in book.section("end")
    assert netlog("meeting", "plan").out.splitlines()[-1].startswith("30 min  end")
    assert netlog("meeting").out == netlog("meeting", "plan").out
    assert not journal.exists()


def test_topics_stand_between_commas(netlog: Run) -> None:
    told = netlog("meeting", "plan", "pricing,", "next", "steps", "--minutes", "45", "--json").json
    assert told["topics"] == ["pricing", "next steps"]
    assert [one["topic"] for one in told["marks"]] == ["pricing"] * 4 + ["next steps"] * 4
    assert netlog("meeting", "plan", "pricing, next steps").out.count("  pricing  ") == 2
    assert netlog("meeting", "plan", ",", ", ").out == netlog("meeting", "plan").out


def test_a_short_talk_needs_no_plan(netlog: Run) -> None:
    told = netlog("meeting", "plan", "--minutes", "5")
    assert (told.code, told.out) == (0, "")
    assert "5 minutes" in told.err


@pytest.mark.parametrize("words", [["start"], ["plan", "--minutes", "0"], ["plan", "--minutes", "2000"]])
def test_a_meeting_that_cannot_be_is_refused(netlog: Run, words: list[str]) -> None:
    assert (netlog("meeting", *words).code, netlog("meeting", *words).out) == (2, "")


# tips


def test_the_first_tip_asks_how_it_begins(netlog: Run, journal: Path) -> None:
    told = netlog("tips")
    assert told.code == 0
    assert told.out.strip() in playbook.read(Config(), "tips-general").section("everyone")
    assert "netlog config set start" in told.err
    netlog("config", "set", "start", "dread")
    told = netlog("tips", "--json")
    assert (told.json["book"], told.json["section"], told.json["factor"]) == ("tips-start", "dread", None)
    assert netlog("tips").err == ""
    assert not journal.exists()


def test_a_tip_is_tied_to_the_weakest_factor(netlog: Run) -> None:
    for name in ("Ana Ruiz", "Tom Okafor"):
        for day in ("2026-10-01", "2026-10-20"):
            netlog("add", f"call with @{name} +broke-confidence", today=day)
    told = netlog("tips", "--json").json
    assert (told["factor"], told["book"]) == ("I", "tips-intimacy")
    shown = netlog("tips")
    assert (shown.out.splitlines()[0], shown.err) == (told["text"], "")
    assert "intimacy, your weakest factor" in shown.out
    week = [netlog("tips", "--json", today=f"2026-12-0{day}").json["factor"] for day in range(1, 9)]
    assert week.count("I") == 6
    netlog("config", "set", "crisis", "yes")
    hard = [netlog("tips", "--json", today=f"2026-12-0{day}").json["factor"] for day in range(1, 9)]
    assert (hard.count("I"), hard.count("S")) == (3, 3)
    assert netlog("tips").err == ""


def test_the_profile_picks_some_of_the_general_tips(netlog: Run) -> None:
    netlog("config", "set", "profile", "team")
    days = [f"2026-12-{day:02}" for day in range(1, 17)]
    assert "team" in {netlog("tips", "--json", today=day).json["section"] for day in days}


def test_all_lists_every_tip(netlog: Run) -> None:
    told = netlog("tips", "--all", "--json").json
    assert {one["book"] for one in told} == {*BOOKS.values(), "tips-general", "tips-start"}
    assert len(told) > 80
    shown = netlog("tips", "--all").out
    assert all(one["text"] in shown for one in told)


# playbook


def test_the_list_says_which_are_mine(netlog: Run, mine: Path) -> None:
    (mine / "walk.md").write_text("# A walk\n", encoding="utf-8")
    (mine / "it").mkdir()
    (mine / "it" / "video.md").write_text("# In video\n", encoding="utf-8")
    netlog("config", "set", "language", "it")
    told = {one["name"]: one for one in netlog("playbook", "--json").json}
    assert [told["walk"][key] for key in ("title", "own", "language")] == ["A walk", True, ""]
    assert [told["video"][key] for key in ("title", "own", "language")] == ["In video", True, "it"]
    assert [told["detective"][key] for key in ("own", "language")] == [False, "it"]
    assert [told["quiz"][key] for key in ("own", "language")] == [False, "en"]
    shown = netlog("playbook")
    assert all(name in shown.out for name in told)
    assert str(mine) in shown.err


@pytest.mark.parametrize("name", ["part-coffee", "detective", "tips-general"])
def test_a_playbook_printed_into_a_file_is_the_same_playbook(netlog: Run, mine: Path, name: str) -> None:
    shipped = playbook.read(Config(), name)
    told = netlog("playbook", name)
    assert (told.code, told.out, told.err) == (0, shipped.text, "")
    (mine / f"{name}.md").write_text(told.out, encoding="utf-8")
    mine_now = playbook.read(Config(), name)
    assert mine_now.own
    assert mine_now.sections == shipped.sections
    assert netlog("playbook", name, "--json").json["text"] == shipped.text


def test_a_playbook_that_nobody_wrote_is_told_with_those_there_are(netlog: Run) -> None:
    told = netlog("playbook", "coffee")
    assert (told.code, told.out) == (3, "")
    assert "part-coffee" in told.err
