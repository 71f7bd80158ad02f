"""Text of the journal acts in no file that netlog writes: not in a spreadsheet, a browser, a calendar, or a shell."""

from __future__ import annotations

import csv
import io
import os
import re
from datetime import date
from typing import TYPE_CHECKING

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from hostile import acting, examples, hostile_texts
from netlog.domain.journal import Conversation, Fact, Person, Promise
from netlog.exporters import csv as csv_export
from netlog.exporters import friends, ics, markdown, vcard
from netlog.exporters._inert import inert, may_be_followed, unlinked
from netlog.folder import Folder
from running import TODAY, run
from strategies import days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from running import Result

    Run = Callable[..., Result]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
FOLLOWED = ("http://", "https://", "mailto:")
PROPERTIES = re.compile(r"[A-Z][A-Z0-9-]*(;[A-Z-]+=[^:;]*)*:")
DAY = date.fromisoformat(TODAY)


def exported(netlog: Run, *words: str) -> str:
    result = netlog("export", *words)
    assert result.code == 0, result.err
    return result.out


WAYS = [
    *((kind,) for kind in Folder("netlog.exporters")),
    *((kind, "--private") for kind in ("json", "csv", "vcard", "ics", "markdown", "friends")),
    *((kind, "--redact") for kind in ("json", "csv", "vcard", "ics", "markdown", "friends")),
    *((kind, "--who", "ana") for kind in ("jsonl", "csv", "vcard", "ics", "markdown")),
    ("vcard", "--notes", "--version", "4.0"),
]


@pytest.mark.usefixtures("spoilt")
@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_no_export_holds_what_acts_on_a_terminal(netlog: Run, way: tuple[str, ...]) -> None:
    assert acting(exported(netlog, *way).replace("\r\n", "\n")) == ""
    assert acting(netlog("export", *way, tty=True).out.replace("\r\n", "\n")) == ""


# Made of any texts at all


@st.composite
def streams(draw: Any) -> Callable[[type[Any]], Iterator[Any]]:
    """Two people of whom everything that is free text is hostile."""
    text = hostile_texts.map(lambda one: one.replace("\0", "").encode("utf-8", "ignore").decode()[:300])
    some = text.filter(bool)
    several = st.lists(some, max_size=2, unique=True).map(tuple)
    told: dict[type[Any], list[Any]] = {
        Person: [
            Person(
                id_,
                draw(some),
                f"p-{id_.lower()}",
                DAY,
                org=draw(text),
                role=draw(text),
                kind=draw(some),
                nicks=draw(several),
                links=draw(several),
                emails=draw(several),
                phones=draw(several),
                tags=draw(several),
                place=draw(text),
                birthday="02-29",
            )
            for id_ in ("A", "B")
        ],
        Conversation: [Conversation("C", DAY, draw(text), ("A", "B"), place=draw(text), tags=draw(several))],
        Promise: [Promise("Q", "me", "A", DAY, draw(text), by=draw(days))],
        Fact: [Fact("F", "A", DAY, "note", draw(some))],
    }
    return lambda kind: iter(told.get(kind, ()))


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    lines = text.split("\r\n")[:-1]
    for line in lines:
        assert len(line.encode()) <= 75
        assert not acting(line)
        assert "\n" not in line
    return text.replace("\r\n ", "").split("\r\n")[:-1]


@examples(60)
@given(streams(), st.booleans())
def test_one_property_of_a_card_is_never_two(stream: Any, private: bool) -> None:
    for version in vcard.VERSIONS:
        text = "".join(vcard.write(stream, DAY, version=version, notes=True, private=private))
        lines = unfolded(text)
        assert all(PROPERTIES.match(line) for line in lines)
        names = [re.split("[;:]", line)[0] for line in lines]
        for once in ("BEGIN", "END", "VERSION", "UID", "X-NETLOG-ID", "FN", "N"):
            assert names.count(once) == 2, once
        assert names.count("NOTE") <= 1
        assert not [line for line in lines if line.startswith("URL:") and not may_be_followed(line[4:])]
    cards = list(vobject.readComponents("".join(vcard.write(stream, DAY))))
    assert len(cards) == 2


@examples(60)
@given(streams())
def test_one_property_of_a_calendar_is_never_two(stream: Any) -> None:
    text = "".join(ics.write(stream, DAY, private=True))
    lines = unfolded(text)
    assert all(PROPERTIES.match(line) for line in lines)
    names = [re.split("[;:]", line)[0] for line in lines]
    assert set(names) <= {
        *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART", "DTEND"),
        *("RRULE", "SUMMARY", "DESCRIPTION", "TRANSP", "ACTION", "TRIGGER"),
    }
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == names.count("UID") == 3  # two birthdays and a promise


@examples(60)
@given(streams())
def test_no_cell_of_a_table_is_a_formula(stream: Any) -> None:
    text = "".join(csv_export.write(stream, DAY))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [len(row) for row in rows] == [len(csv_export.COLUMNS)] * 3
    for cell in (cell for row in rows for cell in row):
        assert not cell.lstrip().startswith(FORMULA)
        assert not acting(cell)


@examples(60)
@given(streams(), st.booleans())
def test_a_page_made_of_markdown_runs_nothing_loads_nothing_and_links_to_pages_alone(
    stream: Any, private: bool
) -> None:
    for text in (
        "".join(markdown.write(stream, DAY, private=private)),
        "".join(friends.write(stream, DAY, private=private)),
    ):
        assert not acting(text)
        page = MarkdownIt("commonmark", {"html": True}).parse(text)
        tokens = [one for block in page for one in (block, *(block.children or ()))]
        assert not [one for one in tokens if one.type in ("html_block", "html_inline", "image", "fence", "code_block")]
        assert not [one for one in tokens if one.type == "link_open" and not one.attrs["href"].startswith(FOLLOWED)]
        own = [line for line in text.splitlines() if line.startswith("#")]
        assert len([one for one in tokens if one.type == "heading_open"]) == len(own)


@examples(60)
@given(hostile_texts)
def test_what_is_made_inert_stays_so(text: str) -> None:
    assert acting(inert(text).encode("utf-8", "ignore").decode()) == ""
    assert inert(inert(text)) == inert(text)
    assert unlinked(unlinked(text, "\\:"), "\\:") == unlinked(text, "\\:")


@pytest.mark.parametrize(
    ("link", "is_followed"),
    [
        ("https://x.example/a:b", True),
        ("HTTP://x.example", True),
        ("mailto:a@x.example", True),
        ("www.x.example", True),
        ("x.example:8080/a", True),
        ("/a:b", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" javascript:x", False),
        ("file:///dev/null", False),
        ("data:text/html,x", False),
        ("obsidian://open", False),
        ("\x01vbscript:x", False),
    ],
)
def test_only_pages_and_addresses_are_followed(link: str, is_followed: bool) -> None:
    assert may_be_followed(link) is is_followed
    card = "".join(vcard.write(lambda kind: [Person("P", "Ana", "ana", DAY, links=(link,))], DAY))
    assert ("\r\nURL:" in card) is is_followed


def test_a_link_that_is_not_followed_comes_back_with_its_card(netlog: Run, tmp_path: Path) -> None:
    assert netlog("add", "@Ana Ruiz", "--link", "javascript:x.y").code == 0
    (tmp_path / "ana.vcf").write_text(exported(netlog, "vcard"), encoding="utf-8")
    other = {"NETLOG_JOURNAL": str(tmp_path / "other.db")}
    assert netlog("import", str(tmp_path / "ana.vcf"), env=other).code == 0
    assert "javascript:x.y" in netlog("who", "ana", env=other).out


# Files, by any name


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "name", ["$(touch X).csv", "; touch X", "a\nb.csv", "\x1b[2J.csv", "-.csv", "[red].csv", "é\u202e.csv"]
)
def test_a_file_of_any_name_is_written_read_back_and_told_harmlessly(
    netlog: Run, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    written = netlog("export", "csv", f"--output={name}")
    assert (written.code, os.listdir(folder)) == (0, [name])
    read = netlog("import", "--", name)
    assert read.code == 0, read.err
    assert "here already" in read.err
    assert not acting(written.err + read.err)


@pytest.mark.parametrize(
    "editor", ["true; touch X", "true $(touch X)", "true `touch X`", "true | touch X", "true && touch X"]
)
def test_an_editor_is_no_line_for_a_shell(
    netlog: Run, tmp_path: Path, editor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    netlog("add", "--edit", env={"EDITOR": editor}, tty=True)
    assert "X" not in os.listdir(tmp_path)


@pytest.mark.parametrize("editor", ["'", '"', "\\", " ", "no-such-editor --flag", "/dev/null", "a\x1b[2Jb"])
def test_an_editor_that_is_none_is_told_and_no_crash(netlog: Run, editor: str) -> None:
    done = netlog("add", "--edit", env={"EDITOR": editor, "PATH": "/nowhere"}, tty=True)
    assert done.code == 2, done.err
    assert not acting(done.err)


# What a shell is given at a TAB


def test_a_tab_offers_nothing_that_a_shell_reads_into(spoilt: Path) -> None:
    for words in (
        ["score", ""],
        ["score", "a"],
        ["add", "+"],
        ["search", "--tag", ""],
        ["add", "--kind", ""],
        ["add", "@"],
    ):
        told = run(["__complete", *words])
        offered = told.out.splitlines()
        assert [one for one in offered if not re.fullmatch(r"[@+]?[\w/:-]+", one)] == [], words
        assert not acting(told.out)


@examples(10)
@given(name=hostile_texts)
def test_whoever_is_known_by_any_name_a_tab_gives_the_handle(netlog: Run, journal: Path, name: str) -> None:
    journal.unlink(missing_ok=True)
    if netlog("add", "--with", f"@{name}", "met somebody").code == 0:
        for one in run(["__complete", "who", ""]).out.splitlines():
            assert re.fullmatch("[a-z0-9-]+", one)
