"""Journals as released versions of netlog wrote them, from texts that are never edited."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

FOLDER = Path(__file__).parent / "store" / "released"
VERSIONS = tuple(sorted(int(path.stem.removeprefix("version-")) for path in FOLDER.glob("version-*.sql")))


def written(path: Path, version: int) -> Path:
    """The journal of a version: two people, what passed between us, and the log of how it came."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript((FOLDER / f"version-{version}.sql").read_text(encoding="utf-8"))
    path.chmod(0o600)
    return path
