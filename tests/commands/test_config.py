"""`netlog config`: every setting with its origin, written without harm to the rest of the file."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

import pytest

from netlog.config import MEANINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Result


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """The settings file of the test; nothing is there yet."""
    return tmp_path / "config" / "config.toml"


def write(settings: Path, text: str) -> None:
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(text, encoding="utf-8")


def test_every_setting_is_listed_with_value_origin_and_meaning(netlog: Callable[..., Result], settings: Path) -> None:
    write(settings, "lines = 3\n")
    told = netlog("config", "--json").json
    assert [one["name"] for one in told] == list(MEANINGS)
    by_name = {one["name"]: one for one in told}
    assert by_name["lines"] == {
        "name": "lines",
        "value": 3,
        "origin": "file",
        "default": 7,
        "meaning": MEANINGS["lines"],
    }
    assert (by_name["journal"]["origin"], by_name["credit"]["origin"]) == ("environment", "default")
    shown = netlog("config").out.splitlines()
    assert len(shown) == len(MEANINGS)
    assert all(name in row and meaning in row for row, (name, meaning) in zip(shown, MEANINGS.items(), strict=True))
    assert netlog("config", "list").out == netlog("config").out


def test_reading_makes_no_file(netlog: Callable[..., Result], settings: Path, journal: Path) -> None:
    for words in ([], ["list"], ["get", "lines"], ["path"]):
        assert netlog("config", *words).code == 0
    assert netlog("config", "path").out == f"{settings}\n"
    assert not settings.parent.exists()
    assert not journal.exists()


@pytest.mark.parametrize(
    ("name", "typed", "value", "shown"),
    [
        ("lines", ["10"], 10, "10"),
        ("interest", ["0.02"], 0.02, "0.02"),
        ("phantom", ["5"], 5.0, "5"),
        ("half-life-credibility", ["400"], 400, "400"),
        ("crisis", ["yes"], True, "true"),
        ("crisis", ["False"], False, "false"),
        ("day_order", ["dmy"], "dmy", "dmy"),
        ("language", ["zh"], "zh", "zh"),
        ("profile", ["solo"], "solo", "solo"),
        ("start", ["dread"], "dread", "dread"),
        ("reach", ["2000"], 2000, "2000"),
        ("working_days", ["mon-fri"], [0, 1, 2, 3, 4], "mon,tue,wed,thu,fri"),
        ("working_days", ["sun-thu"], [0, 1, 2, 3, 6], "mon,tue,wed,thu,sun"),
        ("working_days", ["mon,tue,thu"], [0, 1, 3], "mon,tue,thu"),
        ("working_days", ["Monday", "sat-sun"], [0, 5, 6], "mon,sat,sun"),
    ],
)
def test_what_is_set_is_in_force_and_reads_as_it_may_be_typed(
    name: str, typed: list[str], value: Any, shown: str, netlog: Callable[..., Result]
) -> None:
    told = netlog("config", "set", name, *typed)
    assert told.code == 0
    assert "undo" in told.err
    assert netlog("config", "get", name, "--json").json["value"] == value
    assert netlog("config", "get", name).out == f"{shown}\n"
    assert netlog("config", "set", name, shown).code == 0
    assert netlog("config", "get", name, "--json").json["value"] == value
    assert netlog("config", "set", name, "default", "--json").json == {"name": name.replace("-", "_"), "value": None}
    assert netlog("config", "get", name, "--json").json["origin"] == "default"


@pytest.mark.usefixtures("demo")
def test_a_setting_changes_what_the_commands_do(netlog: Callable[..., Result]) -> None:
    assert len(netlog("due", "--json").json["items"]) > 2
    netlog("config", "set", "lines", "2")
    assert len(netlog("due", "--json").json["items"]) == 2


def test_comments_order_and_other_settings_stay(netlog: Callable[..., Result], settings: Path) -> None:
    write(settings, "# my own\ncrisis = true  # until spring\n\nlines = 3\n# the end\n")
    netlog("config", "set", "lines", "9")
    netlog("config", "set", "credit", "0.5")
    assert settings.read_text(encoding="utf-8") == (
        "# my own\ncrisis = true  # until spring\n\nlines = 9\n# the end\ncredit = 0.5\n"
    )
    netlog("config", "set", "crisis", "default")
    assert settings.read_text(encoding="utf-8") == "# my own\n\nlines = 9\n# the end\ncredit = 0.5\n"


def test_the_file_is_its_owners_alone_and_a_link_to_it_stays_one(
    netlog: Callable[..., Result], settings: Path, tmp_path: Path
) -> None:
    write(settings, "")
    settings.unlink()
    real = tmp_path / "dotfiles.toml"
    real.write_text("lines = 3\n")
    settings.symlink_to(real)
    assert netlog("config", "set", "lines", "4").code == 0
    assert settings.is_symlink()
    assert real.read_text() == "lines = 4\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert os.listdir(settings.parent) == ["config.toml"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["get", "linse"], 3, "Did you mean lines?"),
        (["set", "linse", "4"], 3, "Did you mean lines?"),
        (["set", "linse", "default"], 3, "Did you mean lines?"),
        (["get", "zzz"], 3, "netlog config"),
        (["set", "lines", "ten"], 2, "lines cannot be 'ten'"),
        (["set", "lines", "0"], 2, "lines cannot be 0"),
        (["set", "lines", "2.5"], 2, "lines cannot be '2.5'"),
        (["set", "lines", "9" * 5000], 2, "lines cannot be"),
        (["set", "interest", "nan"], 2, "interest cannot be nan"),
        (["set", "interest", "inf"], 2, "interest cannot be inf"),
        (["set", "crisis", "perhaps"], 2, "crisis cannot be 'perhaps'"),
        (["set", "day_order", "ymd"], 2, "dmy or mdy"),
        (["set", "language", "xx"], 2, "en, zh, it, id"),
        (["set", "profile", "army"], 2, "solo, team or firm"),
        (["set", "reach", "many"], 2, "reach cannot be 'many'"),
        (["set", "working_days", "moonday"], 2, "no day of the week"),
        (["set", "working_days", "m"], 2, "no day of the week"),
        (["set", "working_days", "mon-"], 2, "no day of the week"),
        (["set", "lines"], 2, "set NAME VALUE"),
        (["get"], 2, "get NAME"),
        (["list", "lines"], 2, "config list"),
        (["remove", "lines"], 2, "It takes list, path, get NAME and set NAME VALUE"),
    ],
)
def test_a_wrong_word_is_told_and_nothing_is_written(
    words: list[str], code: int, said: str, netlog: Callable[..., Result], settings: Path
) -> None:
    write(settings, "credit = 0.5\n")
    told = netlog("config", *words)
    assert (told.code, said in told.err) == (code, True), told.err
    assert settings.read_text(encoding="utf-8") == "credit = 0.5\n"


def test_a_file_that_says_what_cannot_be_is_told_and_can_be_mended(
    netlog: Callable[..., Result], settings: Path
) -> None:
    write(settings, "linse = 3\n")
    assert netlog("config").code == 3
    assert netlog("due").code == 3
    assert netlog("config", "set", "linse", "default").code == 0
    assert netlog("due").code == 0
    write(settings, "lines = 0\n")
    assert netlog("due").code == 2
    assert netlog("config", "set", "lines", "5").code == 0
    assert netlog("due").code == 0
    write(settings, "lines = = 3\n")
    told = netlog("config", "set", "lines", "5")
    assert (told.code, "no TOML" in told.err) == (2, True)
    assert settings.read_text(encoding="utf-8") == "lines = = 3\n"


def test_the_origin_of_the_journal_is_what_names_it(
    netlog: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = netlog("config", "get", "journal", "--journal", str(tmp_path / "x.db"), "--json").json
    assert (told["value"], told["origin"]) == (str(tmp_path / "x.db"), "option")
    monkeypatch.delenv("NETLOG_JOURNAL")
    assert netlog("config", "get", "journal", "--json").json["origin"] == "default"
    netlog("config", "set", "journal", str(tmp_path), "my", "people.db")
    told = netlog("config", "get", "journal", "--json").json
    assert (told["value"], told["origin"]) == (f"{tmp_path} my people.db", "file")


@pytest.mark.usefixtures("demo")
def test_settings_are_no_step_of_the_journal(netlog: Callable[..., Result], demo: Path) -> None:
    before = demo.read_bytes()
    netlog("config", "set", "lines", "4")
    assert demo.read_bytes() == before
