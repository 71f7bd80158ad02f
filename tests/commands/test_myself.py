"""The commands about oneself: mirror and its quiz, reflect, crisis."""

from __future__ import annotations

import pytest


@pytest.fixture
def talks(netlog):
    for day, *words in (
        ("2026-11-01", "add", "call with @Ana Ruiz +own-agenda. asked: a referral (S)"),
        ("2026-11-02", "add", "call with @Jo Park +asked-first", "--talk", "30", "--for", "them"),
        ("2026-11-03", "promise", "ana", "the deck", "--by", "2026-11-10"),
    ):
        assert netlog(*words, today=day).code == 0


# mirror


@pytest.mark.usefixtures("talks")
def test_the_mirror_shows_everyone_together_and_proposes_one_thing(netlog):
    told = netlog("mirror", "--json").json
    assert list(told) == [
        *("today", "S", "good", "bad", "kept_rate", "kept", "promised", "conversations", "talk", "for_them", "asks"),
        *("gifts", "asks_per_gift", "asks_per_ten", "without_ask", "tags", "stress", "head", "listening", "basics"),
        *("technique", "quiz", "quiz_on", "proposal"),
    ]
    assert (told["conversations"], told["asks"], told["without_ask"], told["kept"], told["promised"]) == (
        2,
        1,
        0.5,
        0,
        1,
    )
    assert told["tags"] == [{"code": "own-agenda", "times": 1}]
    shown = netlog("mirror").out
    assert "own agenda (1)" in shown
    assert shown.count("One thing to try: own the promise that is overdue") == 1
    assert max(map(len, shown.splitlines())) <= 110  # a proposal folds on a terminal


@pytest.mark.usefixtures("talks")
def test_the_mirror_as_of_a_day_knows_nothing_later(netlog):
    told = netlog("mirror", "--as-of", "2026-11-01", "--json").json
    assert (told["conversations"], told["promised"], told["proposal"]["code"]) == (1, 0, "tag")


@pytest.mark.usefixtures("talks")
def test_the_quiz_is_kept_beside_the_log_and_never_enters_the_score(netlog, tmp_path):
    before = netlog("score", "ana").out
    keys = [line.split(":")[0].strip() for line in netlog("mirror", "quiz").err.splitlines()[1:-1]]
    assert len(keys) == 20
    assert [sum(key.startswith(letter) for key in keys) for letter in "cris"] == [5, 5, 5, 5]
    file = tmp_path / "answers.toml"
    file.write_text("".join(f"{key} = 4\n" for key in keys))
    done = netlog("mirror", "quiz", "--answers", str(file), "--json")
    assert done.code == 0, done.err
    assert done.json["answers"][keys[0]] == 4
    quiz = {one["factor"]: one["said"] for one in netlog("mirror", "--json").json["quiz"]}
    assert quiz == {"C": 7.75, "R": 7.75, "I": 7.75, "S": 3.25}
    assert "you say" in netlog("mirror").out
    assert netlog("score", "ana").out == before
    file.write_text(f"{keys[0]} = 1\n")  # again on the same day: in place of the first
    netlog("mirror", "quiz", "--answers", str(file))
    assert [one["said"] for one in netlog("mirror", "--json").json["quiz"]] == [1]


def test_the_quiz_is_asked_on_a_terminal_until_a_mark_is_one(netlog):
    done = netlog("mirror", "quiz", tty=True, stdin="7\n5\n" + "\n" * 19)
    assert done.code == 0, done.err
    assert netlog("mirror", "--json").json["quiz"][0]["said"] == 10


@pytest.mark.parametrize("text", ["c1 = 6", "c1 = 0", "c1 = true", "c1 = 2.5", "zz = 3", "c1 =", 'c1 = "4"'])
def test_marks_that_are_none_are_refused(netlog, journal, tmp_path, text):
    file = tmp_path / "answers.toml"
    file.write_text(text)
    assert netlog("mirror", "quiz", "--answers", str(file)).code == 2
    assert netlog("mirror", "quiz", "--answers", str(tmp_path / "nothing.toml")).code == 3
    assert not journal.exists()


def test_an_empty_journal_has_nothing_to_show_and_another_word_is_refused(netlog, journal):
    assert (netlog("mirror").code, netlog("mirror").out) == (0, "")
    assert "The journal is empty" in netlog("mirror").err
    assert netlog("mirror", "wall").code == 2
    assert netlog("mirror", "--answers", "x.toml").code == 2
    assert netlog("mirror", "quiz").code == 2
    assert not journal.exists()


# reflect


def test_what_was_reflected_on_is_dated_private_and_due_again_in_a_quarter(netlog):
    assert "Nothing written yet" in netlog("reflect").err
    keys = netlog("reflect", "--answer", "x=y").err.split("there are ")[1].rstrip(".\n").split(", ")
    assert len(keys) >= 4
    done = netlog("reflect", "--answer", f"{keys[0].upper()}=steady to clients only", "--json")
    assert done.json == {"on": "2026-11-21", "answers": {keys[0]: "steady to clients only"}, "next": "2027-02-21"}
    shown = netlog("reflect", today="2026-12-21")
    assert "steady to clients only" in shown.out
    assert "Next in 2 months." in shown.err
    assert "A quarter has passed" in netlog("reflect", "--show", today="2027-02-21").err
    assert "steady" not in netlog("search", "steady").out


def test_reflecting_on_a_terminal_asks_each_question_and_keeps_what_was_answered(netlog, journal):
    assert netlog("reflect", tty=True, stdin="\n" * 20).code == 0
    assert not journal.exists()
    assert netlog("reflect", tty=True, stdin="a word\n" + "\n" * 20).code == 0
    assert len(netlog("reflect", "--show", "--json").json["answers"]) == 1


# crisis


def test_hard_times_are_a_setting_and_put_closeness_first(netlog):
    netlog("add", "met @Ana Ruiz +promoted-them +asked-first +just-hello +shared-personal")
    for source in ((), ("--by", "them")):
        netlog("rate", "ana", "i=10", "s=1", "c=1", *source)
    assert netlog("score", "ana", "--json").json["steps"][0]["factors"] == ["C"]
    assert netlog("crisis", "on", "--json").json == {"crisis": True}
    assert netlog("config", "get", "crisis").out == "true\n"
    assert set(netlog("score", "ana", "--json").json["steps"][0]["factors"]) <= {"I", "S"}
    assert netlog("crisis", "--json").json["on"] is True
    assert "25 % shorter" in netlog("crisis").out
    netlog("crisis", "off")
    assert netlog("config", "get", "crisis").out == "false\n"
    assert "Hard times are off" in netlog("crisis").out


def test_those_going_through_something_are_listed_for_half_a_year(netlog):
    netlog("add", "met @Ana Ruiz and @Jo Park", today="2026-05-01")
    netlog("learn", "ana", "hardship", "her father is ill", today="2026-05-25")  # 180 days ago
    netlog("learn", "jo", "hardship", "lost the job", today="2026-05-24")
    told = netlog("crisis", "--json").json
    assert list(told) == ["on", "factor", "people", "checklist", "words"]
    assert told["people"] == [
        {"name": "Ana Ruiz", "handle": "ana-ruiz", "text": "her father is ill", "on": "2026-05-25"}
    ]
    assert netlog("crisis", "maybe").code == 2


def test_a_setting_keeps_the_comments_of_the_file(netlog, tmp_path):
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "config.toml").write_text("# mine\nlines = 9 # many\n")
    netlog("crisis", "on")
    assert (folder / "config.toml").read_text() == "# mine\nlines = 9 # many\ncrisis = true\n"
