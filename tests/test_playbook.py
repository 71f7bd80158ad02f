"""The prose: whose file is in force, what a broken one is told, and that what comes with netlog can be used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog import playbook
from netlog.config import LANGUAGES, Config
from netlog.domain import questions, tips
from netlog.domain.dossier import PROMPTS, STATES, TRAITS, WAYS
from netlog.errors import NetlogError, NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from running import Result

    Run = Callable[..., Result]

ENGLISH = Config()
SHIPPED = sorted(Path(playbook.SHIPPED).rglob("*.md"))
IN_EVERY_LANGUAGE = ("part-supplier", "part-mentee", "part-coffee", "detective", "questions-open")
# What each file may ask to be filled in; those left out take nothing.
PLACEHOLDERS = {
    "part-supplier": {"name", "wins", "gifts", "kept", "needs"},
    "part-mentee": {"name", "wins", "gifts", "kept", "one", "two", "first", "second"},
    "part-coffee": {"name", "until", "urgent", "group", "next"},
    "detective": {"name", "it"},
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The folder of the user's own playbooks, empty."""
    folder = tmp_path / "config" / "playbooks"
    folder.mkdir(parents=True)
    return folder


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def placeholders(text: str) -> list[str]:
    return re.findall(r"\{([\w-]+)\}", text)


# Whose file it is


def test_the_users_own_comes_before_the_shipped_one_and_their_language_before_any(mine: Path) -> None:
    chinese = Config(language="zh")
    assert playbook.read(chinese, "detective").title == "友善的侦探"
    write(mine / "detective.md", "# For every language\n")
    for config in (chinese, ENGLISH):
        read = playbook.read(config, "detective")
        assert (read.title, read.own, read.language) == ("For every language", True, "")
    write(mine / "zh" / "detective.md", "# 我自己的\n")
    assert playbook.read(chinese, "detective").title == "我自己的"
    assert playbook.read(ENGLISH, "detective").title == "For every language"


def test_a_text_that_a_language_lacks_is_english() -> None:
    read = playbook.read(Config(language="it"), "video")
    assert (read.language, read.own) == ("en", False)
    assert playbook.read(Config(language="it"), "detective").language == "it"


def test_a_language_of_the_users_own_falls_back_file_by_file(mine: Path) -> None:
    write(mine / "pt" / "video.md", "# Antes de uma chamada\n")
    portuguese = Config(language="pt")
    assert playbook.read(portuguese, "video").title == "Antes de uma chamada"
    assert playbook.read(portuguese, "detective").language == "en"


def test_names_are_those_of_all_folders(mine: Path) -> None:
    shipped = {path.stem for path in SHIPPED if path.parent.name == "en"}
    assert set(playbook.names(ENGLISH)) == shipped
    write(mine / "walk.md", "# A walk\n")
    write(mine / ".hidden.md", "# Not this\n")
    write(mine / "notes.txt", "not this")
    write(mine / "de" / "spaziergang.md", "# Nicht auf Englisch\n")
    assert playbook.names(ENGLISH) == sorted(shipped | {"walk"})
    assert playbook.names(Config(language="de")) == sorted(shipped | {"walk", "spaziergang"})


@pytest.mark.parametrize("name", ["", "nonsense", "../en/detective", "en/detective", ".", "..", "/etc/passwd", "a\0b"])
def test_a_name_that_is_none_is_told_with_those_there_are(name: str) -> None:
    with pytest.raises(NotFound) as refused:
        playbook.read(ENGLISH, name)
    assert "detective, discovery" in refused.value.hint


# Reading one


def test_a_file_is_a_title_words_about_it_and_sections_of_items(mine: Path) -> None:
    write(
        mine / "walk.md",
        "\ufeff# A walk\r\n\r\nTwo lines\r\nof words.\r\n\r\nAnother.\r\n\r\n##  First  Part \r\n- one\r\n  goes on\r\n"
        "* two\r\n\r\nA paragraph\r\nof two lines.\r\n## second\r\n- 三个\r\n  字\r\n## first part\r\n- more\r\n",
    )
    read = playbook.read(ENGLISH, "walk")
    assert (read.name, read.title, read.about) == ("walk", "A walk", ("Two lines of words.", "Another."))
    assert list(read.sections) == ["first part", "second"]
    assert read.section("first part") == ("one goes on", "two", "A paragraph of two lines.", "more")
    assert read.section("second") == ("三个字",)


def test_items_are_read_by_the_word_before_their_colon(mine: Path) -> None:
    write(mine / "walk.md", "# A walk\n## x\n- did: What?\n- no name here: see\n- left-out:\n- c1: Yes: so.\n- plain\n")
    assert playbook.read(ENGLISH, "walk").named("x") == {
        "did": "What?",
        "2": "no name here: see",
        "3": "left-out:",
        "c1": "Yes: so.",
        "5": "plain",
    }


def test_a_step_says_when_who_and_what(mine: Path) -> None:
    write(
        mine / "walk.md",
        "# A walk\n## steps\n- talked, in 7 days, I promise: a plan: ours\n"
        "- handover,  in 1 day, they promise: 计划\n- parted, in 0 days, remind me: a line\n",
    )
    assert playbook.read(ENGLISH, "walk").steps() == (
        playbook.Step("talked", 7, "me", "a plan: ours"),
        playbook.Step("handover", 1, "them", "计划"),
        playbook.Step("parted", 0, "reminder", "a line"),
    )


@pytest.mark.parametrize(
    "item",
    [
        "talked, I promise: a plan",
        "talked, in 7 days, I promise:",
        "talked, in a week, I promise: a plan",
        "talked, in -7 days, I promise: a plan",
        "talked, in ７ days, I promise: a plan",
        "talked, in 99999 days, I promise: a plan",
        "talked, in 7 days, we promise: a plan",
        "talked, then, in 7 days, I promise: a plan",
        "a plan",
    ],
)
def test_what_is_no_step_is_told_by_file_and_line(mine: Path, item: str) -> None:
    file = write(mine / "walk.md", f"# A walk\n## steps\n- {item}\n")
    with pytest.raises(UsageError) as refused:
        playbook.read(ENGLISH, "walk").steps()
    assert str(file) in refused.value.sentence
    assert item in refused.value.sentence
    assert playbook.STEP in refused.value.hint


def test_the_turn_goes_round(mine: Path) -> None:
    write(mine / "walk.md", "# A walk\n## x\n- a {name}\n- b\n")
    read = playbook.read(ENGLISH, "walk")
    assert [read.one("x", turn, name="Ana") for turn in range(4)] == ["a Ana", "b", "a Ana", "b"]


# Files that are broken


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"# caf\xe9\n", "not UTF-8"),
        (b"\xff\xfe#\x00 \x00x\x00", "not UTF-8"),
        (b"", "no title"),
        (b"## only a section\n- one\n", "no title"),
        (b"#no space\n", "no title"),
        (b"# \n", "no title"),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(mine: Path, netlog: Run, content: bytes, said: str) -> None:
    file = mine / "detective.md"
    file.write_bytes(content)
    told = netlog("questions")
    assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 2)
    assert str(file) in told.err
    assert said in told.err
    listed = netlog("playbook", "--json")
    assert listed.code == 0
    assert [one["name"] for one in listed.json if one["problem"]] == ["detective"]


def test_what_an_own_file_leaves_out_is_as_it_came(mine: Path, netlog: Run) -> None:
    write(mine / "detective.md", "# Mine\n## openers\n- Hello?\n")
    told = netlog("questions")
    assert told.code == 0, told.err
    assert "Hello?" in told.out
    assert len(told.out.splitlines()) == 3


def test_an_own_section_without_anything_in_it_is_told(mine: Path, netlog: Run) -> None:
    file = write(mine / "detective.md", "# Mine\n## openers\n\n## about-them\n")
    told = netlog("questions")
    assert (told.code, told.out) == (2, "")
    assert str(file) in told.err
    assert "'openers'" in told.err


def test_a_section_that_nobody_wrote_is_told_with_those_there_are() -> None:
    with pytest.raises(NotFound) as refused:
        playbook.read(ENGLISH, "part-supplier").section("nonsense")
    assert "contract, script, steps, goodwill" in refused.value.hint


def test_a_folder_or_a_broken_link_of_a_playbooks_name_is_told(mine: Path) -> None:
    (mine / "video.md").mkdir()
    (mine / "crisis.md").symlink_to(mine / "nowhere")
    for name in ("video", "crisis"):
        with pytest.raises(NetlogError, match=rf"{name}\.md cannot be read") as refused:
            playbook.read(ENGLISH, name)
        assert refused.value.exit_code == 1


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_with_a_title_is_read(text: str) -> None:
    title, blocks = playbook._blocks(f"# A title\n{text}")
    items = [item for items in blocks.values() for item in items]
    assert title == "A title"
    assert all(item and item == item.strip() and "\n" not in item for item in items)


# Placeholders


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Dear {name}, thank you.", "Dear Ana, thank you."),
        ("{name}{name}", "AnaAna"),
        ("no braces", "no braces"),
        ("{}", "{}"),
        ("a { b } {name", "a { b } {name"),
        ("{not one word} {name}", "{not one word} Ana"),
        ("{{name}}", "{Ana}"),
        ("你好，{name}。", "你好，Ana。"),
    ],
)
def test_a_placeholder_is_replaced_and_other_braces_stay(text: str, filled: str) -> None:
    assert playbook.fill(text, name="Ana") == filled


def test_a_value_is_not_looked_through_for_placeholders() -> None:
    assert playbook.fill("{name}: {it}", name="{it}", it="{name}") == "{it}: {name}"


def test_a_placeholder_that_nothing_fills_is_told_by_file_with_those_known(mine: Path) -> None:
    file = write(mine / "walk.md", "# A walk\n## x\n- {nmae}, come along\n")
    for call in (lambda read: read.filled("x", name="", it=""), lambda read: read.one("x", 0, name="", it="")):
        with pytest.raises(UsageError) as refused:
            call(playbook.read(ENGLISH, "walk"))
        assert str(file) in refused.value.sentence
        assert "{nmae}" in refused.value.sentence
        assert "{name}, {it}" in refused.value.hint


# What comes with netlog


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_can_be_used(path: Path) -> None:
    read = playbook.read(Config(language=path.parent.name), path.stem)
    assert read.file == str(path)
    assert read.about
    assert read.sections
    for section in read.sections:
        assert all(len(item) > 2 for item in read.section(section))
        assert len(set(read.section(section))) == len(read.section(section))
    assert set(placeholders(read.text)) <= PLACEHOLDERS.get(path.stem, set())
    lines = read.text.splitlines()
    assert lines == [line.rstrip() for line in lines]
    assert read.text.endswith("\n")
    assert not read.text.endswith("\n\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_every_section_item_name_and_step_of_the_english(language: str) -> None:
    assert {path.stem for path in SHIPPED if path.parent.name == language} >= set(IN_EVERY_LANGUAGE)
    for name in IN_EVERY_LANGUAGE:
        english, other = (playbook.read(config, name) for config in (ENGLISH, Config(language=language)))
        assert list(other.sections) == list(english.sections)
        for section in english.sections:
            here, there = other.section(section), english.section(section)
            assert len(here) == len(there), section
            asked = [set(placeholders(item)) - {"name"} for item in there]
            assert [set(placeholders(item)) - {"name"} for item in here] == asked, section
            if language != "en":
                assert set(here).isdisjoint(there)
        if "steps" in english.sections:
            for section in ("steps", "goodwill"):
                plans = [[one[:3] for one in book.steps(section)] for book in (english, other)]
                assert plans[0] == plans[1]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_parting_has_a_script_steps_and_a_line_of_good_will(way: str) -> None:
    read = playbook.read(ENGLISH, f"part-{way}")
    assert read.section("script")
    assert {one.state for one in (*read.steps(), *read.steps("goodwill"))} <= set(STATES)
    assert [one.days for one in read.steps("goodwill")] == [180]


def test_the_steps_of_the_ways_are_as_long_as_they_were_thought() -> None:
    mentee, coffee = (playbook.read(ENGLISH, f"part-{way}") for way in ("mentee", "coffee"))
    assert [one.days for one in mentee.steps() if one.state == "parted"] == [90, 180, 270, 360]
    assert [one.days for one in coffee.steps("goodwill") if one.what == "reminder"] == [180]
    assert list(playbook.read(ENGLISH, "part-supplier").named("contract")) == ["notice", "cost", "data", "ownership"]


def test_the_names_that_the_program_asks_for_are_there() -> None:
    def named(name: str, section: str) -> list[str]:
        return list(playbook.read(ENGLISH, name).named(section))

    fit = playbook.read(ENGLISH, "fit")
    assert tuple(fit.sections) == TRAITS
    assert all(list(fit.named(trait)) == ["judge", "talk"] for trait in TRAITS)
    assert tuple(named("places", "prompts")) == PROMPTS
    assert named("pause", "steps") == ["pause", "think", "ask", "act"]
    assert named("quiz", "questions") == [f"{factor}{number}" for factor in "cris" for number in range(1, 6)]
    assert named("reflect", "questions")[:4] == ["credibility", "reliability", "intimacy", "self-orientation"]
    assert named("retro", "questions")[:2] == ["did", "care"]
    assert {"story", "ending"} <= set(named("retro", "questions"))
    assert named("styles", "styles") == ["pit-bull", "golden-retriever", "poodle", "chihuahua", "basset-hound"]
    assert len(playbook.read(ENGLISH, "starters").section("feelings")) == 4
    assert all(playbook.read(ENGLISH, book).section(tips.TIPS) for book in tips.BOOKS.values())
    assert set(playbook.read(ENGLISH, tips.START).sections) == {"liking", "disappointment", "dread", "blank"}
    assert set(playbook.read(ENGLISH, tips.GENERAL).sections) == {"everyone", "solo", "team", "firm"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_of_the_detective_asks(language: str) -> None:
    read = playbook.read(Config(language=language), "detective")
    wanted = {"follow-up", "last-talk", "voiced", *questions.OWN_WORDING, *questions.OUTSIDE, *questions.MEET}
    gaps = {"follow-up-gap", "outside-gap", "meet-gap", *(f"{topic}-gap" for topic in questions.GAPS)}
    assert wanted | gaps | {"about-them", "openers"} == set(read.sections)
    for section, items in read.sections.items():
        assert all("?" in item or "？" in item or "my-aim" in section for item in items)
        assert all(("it" in placeholders(item)) == (section in wanted) for item in items), section
    for section in ("openers", "about-them", "outside-gap"):  # asked of somebody whose name nobody knows
        assert not placeholders(" ".join(read.section(section)))


def test_an_authors_figure_is_told_as_a_claim() -> None:
    for path in SHIPPED:
        for line in path.read_text(encoding="utf-8").split("\n- "):
            if any(figure in line for figure in ("90 of", "2000", "seven seconds", "three times as much")):
                assert any(word in line for word in ("author", "is said", "is claimed")), line


@pytest.mark.parametrize("name", ["questions-open"])
def test_an_open_question_cannot_be_answered_with_yes(name: str) -> None:
    begin = ("Do ", "Did ", "Are ", "Is ", "Have ", "Will ", "Can ", "Would ", "How are")
    assert not [item for item in playbook.read(ENGLISH, name).section("questions") if item.startswith(begin)]
