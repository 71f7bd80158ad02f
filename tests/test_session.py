"""What a command may ask of the world: the day, the journal, ids, a place to speak, an answer."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from netlog.domain.journal import Person
from netlog.errors import Ambiguous, NotFound, UsageError
from netlog.page import Page, Text, line, table
from netlog.session import ALPHABET, Session, default_journal
from running import Stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 21)


class Streams(NamedTuple):
    """The three standard streams of a test."""

    stdin: Stream
    stdout: Stream
    stderr: Stream


def put(monkeypatch: pytest.MonkeyPatch, stdin: str = "", *, tty: bool = False) -> Streams:
    """Streams of our own in place of the test's; not in a fixture, because pytest changes them between its phases."""
    streams = Streams(Stream(stdin, tty=tty), Stream(tty=tty), Stream(tty=tty))
    for name, stream in zip(streams._fields, streams, strict=True):
        monkeypatch.setattr(sys, name, stream)
    return streams


@pytest.fixture
def session() -> Iterator[Session]:
    session = Session()
    yield session
    session.close()


# Days


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-11-21", TODAY),
        ("21 nov 2026", TODAY),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_the_day_may_be_told(told: str, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETLOG_TODAY", told)
    assert Session().today == day
    assert Session(today=told).today == day


def test_the_option_counts_more_than_the_environment() -> None:
    assert Session(today="2026-01-02").today == date(2026, 1, 2)


def test_without_a_word_the_clock_tells_one_day_for_the_whole_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NETLOG_TODAY")
    session = Session()
    assert session.today == session.today
    assert date(2025, 1, 1) < session.today < date(2200, 1, 1)
    assert Session(today="tomorrow").today > session.today


@pytest.mark.parametrize("told", ["5/6", "30 feb", "gibberish", "9999-99-99"])
def test_a_day_that_is_none_is_refused(told: str) -> None:
    with pytest.raises(UsageError):
        assert Session(today=told).today


def test_days_lean_to_the_past_or_the_future_as_they_are_asked(session: Session) -> None:
    assert session.day("12 dec") == date(2025, 12, 12)
    assert session.day("12 dec", "future") == date(2026, 12, 12)


def test_what_was_done_is_done_today_or_earlier(session: Session) -> None:
    assert session.past(None) == TODAY
    assert session.past("yesterday") == date(2026, 11, 20)
    assert session.past("2026-11-10", since=date(2026, 11, 10)) == date(2026, 11, 10)
    with pytest.raises(UsageError, match="still to come"):
        session.past("tomorrow")
    with pytest.raises(UsageError, match="before it was made"):
        session.past("2026-11-09", since=date(2026, 11, 10))


def test_a_list_as_of_a_day_to_come_is_refused(session: Session) -> None:
    assert session.as_of(None) == session.as_of("") == session.as_of("today") == TODAY
    assert session.as_of("2026-11-01") == date(2026, 11, 1)
    with pytest.raises(UsageError, match="still to come"):
        session.as_of("tomorrow")


def test_the_order_of_two_numbers_may_be_set(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    for order, day in (("dmy", date(2026, 6, 5)), ("mdy", date(2026, 5, 6))):
        (tmp_path / "config" / "config.toml").write_text(f'day_order = "{order}"\n')
        assert Session().day("5/6") == day


# Ids


def test_ids_sort_in_the_order_they_were_made_and_never_repeat(session: Session) -> None:
    made = [session.new_id() for _ in range(2000)]
    assert made == sorted(set(made))
    assert {len(one) for one in made} == {26}
    assert set("".join(made)) <= set(ALPHABET)
    assert Session().new_id() not in made


# The journal


def test_the_journal_is_named_by_option_environment_settings_or_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('journal = "~/told.db"\n')
    assert Session("/x/option.db").store.path == "/x/option.db"
    assert Session().store.path == str(tmp_path / "journal.db")
    monkeypatch.setenv("NETLOG_JOURNAL", "~/mine.db")
    assert Session().store.path == str(tmp_path / "home" / "mine.db")
    monkeypatch.delenv("NETLOG_JOURNAL")
    assert Session().store.path == str(tmp_path / "home" / "told.db")
    (tmp_path / "config" / "config.toml").unlink()
    assert Session().store.path == default_journal() == str(tmp_path / "home/.local/share/netlog/journal.db")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_journal() == str(tmp_path / "data/netlog/journal.db")


def test_asking_for_nothing_touches_nothing(tmp_path: Path) -> None:
    before = sorted(os.listdir(tmp_path))
    session = Session()
    session.close()
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.usefixtures("demo")
def test_somebody_is_found_by_any_part_that_nobody_else_has(session: Session) -> None:
    for query in ("ana-ruiz", "Ana Ruiz", "ana", "ANA", "ruiz", "ana@kestrel.example", "ANA@KESTREL.EXAMPLE"):
        assert session.find(query).name == "Ana Ruiz", query
    assert session.find("王伟").name == session.find("david").name == "王伟"
    assert session.find("siobhan").name == session.find("obrien").name == "Siobhán O'Brien"
    with pytest.raises(NotFound) as nobody:
        session.find("anna ruis")
    assert "Ana Ruiz" in nobody.value.sentence + nobody.value.hint
    with session.store.write("add", "a second Ana") as writer:
        writer.add(Person("A2", "Ana Berg", "ana-berg", TODAY))
    with pytest.raises(Ambiguous) as several:
        session.find("ana")
    assert "ana-ruiz" in several.value.sentence + several.value.hint
    assert "ana-berg" in several.value.sentence + several.value.hint


# Speaking

PAGE: Page = [line("for ", Text("Ana", "name")), table([("a", "[bold]\x1b")])]


def layout(_: object) -> Page:
    return PAGE


class Answer(NamedTuple):
    """An answer with what JSON must carry."""

    name: str
    on: date
    with_: tuple[str, ...] = ()


ANSWER = Answer("李 \x1b[2J \u202e", TODAY, ("ana",))


def test_an_answer_goes_to_stdout_and_the_rest_to_stderr(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    streams = put(monkeypatch)
    session.show(ANSWER, layout)
    session.note("a note")
    session.warn("a warning")
    session.tell(ANSWER, "a receipt")
    assert streams.stdout.written == "for Ana\na  [bold]␛\n"
    assert streams.stderr.written == "a note\na warning\na receipt\n"


def test_json_is_one_line_in_a_pipe_with_the_fields_as_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = put(monkeypatch)
    session = Session(json=True)
    session.show(ANSWER, layout)
    session.note("a note")
    assert streams.stderr.written == ""
    assert streams.stdout.written.count("\n") == 1
    assert "李" in streams.stdout.written
    assert not set("\x1b\u202e") & set(streams.stdout.written)
    told = json.loads(streams.stdout.written)
    assert told == {"name": ANSWER.name, "on": "2026-11-21", "with": ["ana"]}


def test_json_is_ascii_where_the_stream_is_not_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = put(monkeypatch)
    streams.stdout.reconfigure(encoding="latin-1")
    Session(json=True).tell(ANSWER, "a receipt")
    assert streams.stdout.written.isascii()
    assert json.loads(streams.stdout.written)["name"] == ANSWER.name


def test_quiet_keeps_answers_and_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = put(monkeypatch)
    session = Session(quiet=True)
    session.show(ANSWER, layout)
    session.note("a note")
    session.tell(ANSWER, "a receipt")
    session.warn("a warning")
    assert streams.stdout.written == "for Ana\na  [bold]␛\n"
    assert streams.stderr.written == "a warning\n"


def test_closed_streams_are_spoken_to_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    for session in (Session(), Session(json=True)):
        session.show(ANSWER, layout)
        session.note("a note")
        session.warn("a warning")
        session.tell(ANSWER, "a receipt")
        assert list(session.progress([1, 2], "counting")) == [1, 2]
        assert not session.interactive


def test_a_terminal_gets_a_drawn_page(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = put(monkeypatch, tty=True)
    monkeypatch.delenv("NO_COLOR")
    Session().show(ANSWER, layout)
    assert "\x1b[1mAna" in streams.stdout.written
    assert "[bold]␛" in streams.stdout.written
    plain = put(monkeypatch, tty=True)
    Session(color="never").show(ANSWER, layout)
    monkeypatch.setenv("TERM", "dumb")
    Session().show(ANSWER, layout)
    assert "\x1b" not in plain.stdout.written


def test_colours_are_sent_to_a_pipe_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = put(monkeypatch)
    monkeypatch.delenv("NO_COLOR")
    Session(color="always").show(ANSWER, layout)
    assert "\x1b[1mAna" in streams.stdout.written


def test_progress_gives_the_same_things_and_leaves_nothing_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = put(monkeypatch)
    assert list(Session().progress(range(5), "counting", 5)) == [0, 1, 2, 3, 4]
    assert streams.stderr.written == streams.stdout.written == ""


def test_progress_gives_the_same_things_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = put(monkeypatch, tty=True)
    assert list(Session().progress(range(5), "counting", 5)) == [0, 1, 2, 3, 4]
    assert streams.stdout.written == streams.stderr.written == ""
    monkeypatch.setattr("netlog.drawing.MOMENT", 0.0)
    assert list(Session().progress(range(5), "counting")) == [0, 1, 2, 3, 4]
    assert "counting" in streams.stderr.written
    assert streams.stdout.written == ""


# Asking


@pytest.mark.parametrize("options", [{"no_input": True}, {"json": True}], ids=str)
def test_nobody_is_asked_who_does_not_want_to_be(monkeypatch: pytest.MonkeyPatch, options: dict[str, bool]) -> None:
    put(monkeypatch, "y\n", tty=True)
    session = Session(**options)
    assert not session.interactive
    assert session.confirm("Sure?", False) is False
    assert session.confirm("Sure?", True) is True


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_nobody_is_asked_without_a_terminal(monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    put(monkeypatch, "y\n", tty=True)
    assert Session().interactive
    monkeypatch.setattr(sys, stream, Stream("y\n"))
    assert not Session().interactive


def test_a_question_takes_an_answer_or_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = put(monkeypatch, "  Ana \n\n", tty=True)
    session = Session()
    assert session.ask("Who?\x1b[2J") == "Ana"
    assert session.ask("When?", "today") == "today"
    assert streams.stderr.written == "Who?␛[2J When? [today] "
    assert streams.stdout.written == ""
    with pytest.raises(KeyboardInterrupt):
        session.ask("And then?")


@pytest.mark.parametrize(
    ("answer", "default", "agreed"),
    [
        ("y", False, True),
        ("YES", False, True),
        ("n", True, False),
        ("what", True, False),
        ("", True, True),
        ("", False, False),
    ],
)
def test_a_yes_is_a_yes(monkeypatch: pytest.MonkeyPatch, answer: str, default: bool, agreed: bool) -> None:
    put(monkeypatch, f"{answer}\n", tty=True)
    assert Session().confirm("Sure?", default) is agreed
