"""What the tests of reliability may ask for: a folder of their own, and a journal of hostile texts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hostile import spoiled_journal


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, where the journal will be."""
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("NETLOG_JOURNAL", str(place / "journal.db"))
    return place


@pytest.fixture(scope="session")
def spoiled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented journal, hostile text in every field, made once."""
    return spoiled_journal(tmp_path_factory.mktemp("spoiled") / "journal.db")


@pytest.fixture
def spoilt(spoiled_file: Path, journal: Path) -> Path:
    """A fresh copy of it as the test's own journal."""
    return Path(shutil.copy(spoiled_file, journal))
