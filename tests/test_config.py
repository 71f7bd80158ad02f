"""The settings file: what it may say, and how it is refused when it says something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netlog import config
from netlog.domain.parameters import DEFAULTS, REASONS, Parameters
from netlog.errors import NetlogError, NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Result


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """The settings file, empty."""
    path = tmp_path / "config" / "config.toml"
    path.parent.mkdir()
    path.touch()
    return path


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert config.path() == str(tmp_path / "config" / "config.toml")
    assert config.read() == config.Config()
    assert config.read().parameters == DEFAULTS
    assert not (tmp_path / "config").exists()


def test_the_folder_is_the_platforms_when_nobody_names_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NETLOG_CONFIG")
    assert config.folder() == str(tmp_path / "home" / ".config" / "netlog")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert config.folder() == str(tmp_path / "xdg" / "netlog")


def test_every_number_has_a_default_and_a_reason() -> None:
    assert tuple(REASONS) == Parameters._fields
    own = {"journal", "day_order", "language", "profile", "start", "own", "reach", "key_file", "key_command"}
    assert config.MEANINGS.keys() == own | set(Parameters._fields)
    assert all(config.MEANINGS.values())


@pytest.mark.usefixtures("settings")
def test_an_empty_file_means_the_defaults() -> None:
    assert config.read() == config.Config()


def test_the_defaults_written_out_are_the_defaults(settings: Path) -> None:
    def toml(value: object) -> str:
        return (
            str(value).lower() if isinstance(value, bool) else str(list(value) if isinstance(value, tuple) else value)
        )

    settings.write_text("".join(f"{name} = {toml(value)}\n" for name, value in DEFAULTS._asdict().items()))
    assert config.read() == config.Config()


def test_what_is_set_is_in_force_and_marked_as_changed(settings: Path) -> None:
    settings.write_text('journal = "~/j.db"\nday_order = "mdy"\nlines = 3\nphantom = 2\nworking_days = [0, 1]\n')
    read = config.read()
    assert (read.journal, read.day_order) == ("~/j.db", "mdy")
    assert read.parameters == DEFAULTS._replace(lines=3, phantom=2, working_days=(0, 1))
    assert set(read.changed) == {"lines", "phantom", "working_days"}


def test_what_is_told_of_oneself_is_read(settings: Path) -> None:
    settings.write_text('language = "id"\nprofile = "team"\nstart = "blank"\nreach = 2000\n')
    read = config.read()
    assert (read.language, read.profile, read.start, read.reach) == ("id", "team", "blank", 2000)
    assert read.changed == ()
    settings.write_text("")
    read = config.read()
    assert (read.language, read.profile, read.start, read.reach) == ("en", "", "", 0)


def test_a_language_of_ones_own_is_one_with_a_folder_of_playbooks(settings: Path) -> None:
    settings.write_text('language = "pt"\n')
    with pytest.raises(UsageError, match="language cannot be 'pt'"):
        config.read()
    (settings.parent / "playbooks" / "pt").mkdir(parents=True)
    assert config.read().language == "pt"


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("linse = 3", NotFound, "Did you mean lines?"),
        ("nonsense_nonsense = 3", NotFound, "config list"),
        ('lines = "3"', UsageError, "lines"),
        ("lines = 0", UsageError, "lines"),
        ("lines = -1", UsageError, "lines"),
        ("lines = 1.5", UsageError, "lines"),
        ("lines = true", UsageError, "lines"),
        ("crisis = 1", UsageError, "crisis"),
        ("phantom = nan", UsageError, "phantom"),
        ("phantom = inf", UsageError, "phantom"),
        ("phantom = 0", UsageError, "phantom"),
        ("phantom = 1e9", UsageError, "phantom"),
        ("journal = 3", UsageError, "journal"),
        ('day_order = "ymd"', UsageError, "day_order"),
        ('language = "tlh"', UsageError, "language"),
        ('language = "../en"', UsageError, "language"),
        ('language = ""', UsageError, "language"),
        ("language = []", UsageError, "language"),
        ('profile = "army"', UsageError, "solo, team or firm"),
        ("profile = [1]", UsageError, "profile"),
        ('start = "joy"', UsageError, "dread"),
        ("reach = -1", UsageError, "reach"),
        ("reach = 1.5", UsageError, "reach"),
        ("reach = true", UsageError, "reach"),
        ("reach = 10000000001", UsageError, "reach"),
        ("day_order = []", UsageError, "day_order"),
        ("working_days = 3", UsageError, "working_days"),
        ("working_days = [7]", UsageError, "working_days"),
        ("working_days = [true]", UsageError, "working_days"),
        ("[lines]\nx = 1", UsageError, "lines"),
        ("lines = ", UsageError, "no TOML"),
        ("lines = 1\nlines = 2", UsageError, "no TOML"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_file_and_name(
    settings: Path, netlog: Callable[..., Result], text: str, error: type[NetlogError], said: str
) -> None:
    settings.write_text(text)
    with pytest.raises(error) as refused:
        config.read()
    assert str(settings) in refused.value.sentence
    assert said in refused.value.sentence + refused.value.hint
    result = netlog("due")
    assert (result.code, result.out) == (error.exit_code, "")
    assert settings.read_text() == text


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(settings: Path, netlog: Callable[..., Result]) -> None:
    settings.write_bytes(b"journal = '\xff'\n")
    assert netlog("due").code == 2
    settings.unlink()
    settings.mkdir()
    result = netlog("due")
    assert (result.code, len(result.err.splitlines())) == (2, 2)


@pytest.mark.usefixtures("demo")
def test_a_week_without_a_working_day_is_a_week_of_them(settings: Path, netlog: Callable[..., Result]) -> None:
    settings.write_text("working_days = []\n")
    every_day = netlog("due", "--all")
    settings.write_text("working_days = [0, 1, 2, 3, 4, 5, 6]\n")
    assert netlog("due", "--all") == every_day


def test_a_changed_number_changes_the_answer(settings: Path, netlog: Callable[..., Result], demo: Path) -> None:
    assert demo.exists()
    assert len(netlog("due").out.splitlines()) == DEFAULTS.lines
    settings.write_text("lines = 2\n")
    assert len(netlog("due").out.splitlines()) == 2


def test_the_version_and_help_do_not_read_it(settings: Path, netlog: Callable[..., Result]) -> None:
    settings.write_text("nonsense")
    assert netlog("--version").code == 0
    assert netlog("--help").code == 0
    assert netlog("due", "--help").code == 0
