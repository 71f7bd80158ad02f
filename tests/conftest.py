"""What every test may ask for: a journal of its own, netlog run on it, and golden files."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from netlog import sample
from netlog.domain.journal import Fact, Rating, Reminder
from netlog.store.store import Store
from running import TODAY, Result, in_a_process, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=1000, print_blob=True)  # --hypothesis-profile=long
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="Write golden files and transcripts anew.")


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or touches the journal, the settings, the day or the terminal of whoever runs it."""
    for name in list(os.environ):
        if name.startswith(("NETLOG_", "XDG_", "FORCE_COLOR", "CLICOLOR", "LC_", "LANG", "PYTHON", "VISUAL", "EDITOR")):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    told = {
        "HOME": str(home),
        "NETLOG_JOURNAL": str(tmp_path / "journal.db"),
        "NETLOG_CONFIG": str(tmp_path / "config"),
        "NETLOG_TODAY": TODAY,
        "COLUMNS": "80",
        "LINES": "24",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "TERM": "xterm",
        "TZ": "UTC",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """The path of the journal that `netlog` and `process` use; nothing is there yet."""
    return tmp_path / "journal.db"


@pytest.fixture
def netlog() -> Callable[..., Result]:
    """Runs a command line in this process, on the test's own journal."""

    def call(*words: str, today: str = "", env: Mapping[str, str] | None = None, **how: Any) -> Result:
        return run(words, env={**({"NETLOG_TODAY": today} if today else {}), **(env or {})}, **how)

    return call


@pytest.fixture
def process() -> Callable[..., Result]:
    """Runs a command line as a process of its own: a few hundred milliseconds, for what needs a real one."""

    return in_a_process


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with `golden/NAME` beside the test; `--golden` writes it."""

    def compare(name: str, text: str) -> None:
        file = Path(request.path).parent / "golden" / name
        if request.config.getoption("--golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.is_file(), f"{file} is missing: pytest --golden writes it"
        assert text == file.read_text(encoding="utf-8"), f"{file.name} reads otherwise; pytest --golden takes the new"

    return compare


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented journal of `netlog demo`, made once, in some dozens of steps that can be undone in any order."""
    store = Store(str(tmp_path_factory.mktemp("demo") / "journal.db"))
    records = list(sample.journal(date.fromisoformat(TODAY)))
    with store.write("demo", "invented a journal") as writer:
        writer.add(*(one for one in records if not isinstance(one, Rating | Fact | Reminder)))
    for one in records:
        if isinstance(one, Rating | Fact | Reminder):
            with store.write("learn", f"wrote down: {one.text}") as writer:
                writer.add(one)
    store.close()
    return Path(store.path)


@pytest.fixture
def demo(demo_file: Path, journal: Path) -> Path:
    """A fresh copy of the invented journal as the test's own."""
    return Path(shutil.copy(demo_file, journal))
