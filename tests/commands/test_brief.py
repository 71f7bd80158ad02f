"""`brief`: one screen before a meeting, the person first, both sides heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import TODAY
from netlog.domain.journal import Fact
from netlog.store.store import Store
from netlog.terminal import width

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Result

    Netlog = Callable[..., Result]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", ["ana", "tom", "dee", "jo", "王伟", "bob", "ليلى"])
def test_a_brief_fits_a_screen(netlog: Netlog, name: str) -> None:
    assert screen(netlog("brief", name)) <= 24


def screen(result: Result) -> int:
    """How many lines of 80 columns the page takes; only a question may need more than one."""
    lines = result.out.splitlines()
    asked = [at for at, line in enumerate(lines) if line.startswith("ask")]
    wide = [at for at, line in enumerate(lines) if width(line) > 80]
    assert set(wide) <= {at for first in asked for at in range(first, first + 5)}
    return len(lines) + sum(width(lines[at]) // 80 for at in wide)


def test_a_brief_of_much_text_still_fits_a_screen(netlog: Netlog) -> None:
    for at in range(9):
        for name in ("Ana Ruiz", "王伟"):
            words = f"{at} " + "很多字 and a good many words " * 9
            netlog("add", f"@{name}: {words}", "--learned", f"goal {words}", "--promised", words)
            netlog("promise", "--from", name, words)
    for name in ("ana", "王伟"):
        assert screen(netlog("brief", name)) <= 24
        assert len(netlog("brief", name, "--full").out.splitlines()) > 24


@pytest.mark.usefixtures("demo")
def test_the_person_comes_before_the_business_and_both_sides_promises_are_there(netlog: Netlog) -> None:
    out = netlog("brief", "ana").out
    order = ["goals", "challenges", "life", "last", "promises", "account", "trust", "ask", "gift", "leave alone"]
    at = [out.index(f"\n{label} ") for label in order]
    assert at == sorted(at)
    assert "you: the pricing deck, by Mon 16 Nov (5 days late)" in out
    assert "they: share the RFP, by Fri 27 Nov" in out
    assert "leave alone   the reorganisation in March" in out


def test_of_many_promises_each_side_is_heard(netlog: Netlog) -> None:
    netlog("add", "met @Ana Ruiz")
    for at in range(5):
        netlog("promise", "ana", f"mine {at}")
        netlog("promise", "--from", "ana", f"theirs {at}")
    out = netlog("brief", "ana").out
    assert "you: mine 0" in out
    assert "they: theirs 0" in out
    assert "… and 7 more: netlog promises ana-ruiz" in out


def test_somebody_never_met_has_a_brief_too(netlog: Netlog) -> None:
    netlog("add", "@Ana Ruiz", "--org", "Kestrel")
    result = netlog("brief", "ana")
    assert (result.code, result.err) == (0, "")
    assert "you have not met yet" in result.out


def test_what_nobody_put_into_words_has_no_line(netlog: Netlog, journal: Path) -> None:
    netlog("add", "met @Ana Ruiz")
    store = Store(str(journal))
    (ana,) = store.people()
    with store.write("learn", "an aim without words") as writer:
        writer.add(Fact("F1", ana.id, TODAY, "my-aim", " "))
    store.close()
    result = netlog("brief", "ana")
    assert (result.code, result.err) == (0, "")
    assert "aim" not in result.out


@pytest.mark.usefixtures("demo")
def test_a_richer_way_is_one_step_up_from_how_we_talk(netlog: Netlog) -> None:
    assert netlog("brief", "王伟", "--json").json["channels"] == {
        "now": [{"how": "video", "talks": 1}],
        "before": [],
        "richer": "in-person",
    }
    for _ in range(2):
        netlog("add", "call with 王伟")
    assert netlog("brief", "王伟", "--json").json["channels"]["richer"] == "video"


@pytest.mark.usefixtures("demo")
def test_nothing_fits_ana_more_than_what_she_looks_for(netlog: Netlog) -> None:
    assert netlog("brief", "ana", "--json").json["gift"].startswith("an hour on forecasting for planners (S)")
    netlog("learn", "lena", "style", "basset-hound")
    assert netlog("brief", "lena", "--json").json["style"].startswith("Slow, steady")


@pytest.mark.usefixtures("demo")
def test_the_keys_are_a_promise(netlog: Netlog) -> None:
    assert list(netlog("brief", "ana", "--json").json) == [
        *("name", "handle", "today", "about", "met", "known", "conversations", "promises", "balance", "ask"),
        *("mine", "theirs", "steps", "questions", "gaps", "gift", "unconfirmed", "channels", "style"),
        *("before", "starters", "video"),
    ]
    assert len(netlog("brief", "ana", "--json").json["questions"]) == 3


@pytest.mark.usefixtures("demo")
def test_before_a_video_call_there_is_a_checklist(netlog: Netlog) -> None:
    plain = netlog("brief", "ana").out.splitlines()
    assert netlog("brief", "ana", "--video").out.splitlines()[: len(plain)] == plain
    assert len(netlog("brief", "ana", "--video").out.splitlines()) > len(plain)
