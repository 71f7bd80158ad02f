"""Where the journals of a benchmark lie, and how netlog is called on them."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from measuring import Call

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
TODAY = "2026-11-21"
WHO = "Ana Ruiz"  # in every journal, and met about as often as most
PROGRAM = str(Path(sys.executable).with_name("netlog"))  # as installed, beside the interpreter
# Findings of `netlog check` that are no fault: among many thousand names some always look alike.
SLIPS = {"people", "tags"}


class Size(NamedTuple):
    """How large a journal is."""

    name: str
    people: int
    conversations: int

    @property
    def said(self) -> str:
        """The size in words."""
        return f"{self.name}: {self.people:,} people, {self.conversations:,} conversations"


ONE = Size("one", 1, 0)


class Places:
    """The folder of the journals, which stay for the next run, and one for what is thrown away after this one."""

    def __init__(self, folder: Path | None, scratch: Path) -> None:
        self.folder = folder or Path(tempfile.gettempdir()) / f"netlog-benchmarks-{getpass.getuser()}"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.scratch = scratch

    def env(self, journal: Path | str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """An environment with nothing of the caller's but the way to the programs."""
        return {
            **{"PATH": os.environ.get("PATH", os.defpath), "HOME": str(self.scratch), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            **{"TERM": "xterm-256color", "NETLOG_TODAY": TODAY, "NETLOG_JOURNAL": str(journal)},
            "NETLOG_CONFIG": str(self.scratch / "config"),
            **(extra or {}),
        }

    def unset(self, journal: Path) -> dict[str, str]:
        """An environment in which the journal is found in its usual place, not named; the day stays told."""
        home = self.scratch / f"home-{journal.stem}"
        usual = home / ".local" / "share" / "netlog" / "journal.db"
        usual.parent.mkdir(parents=True, exist_ok=True)
        if not usual.is_symlink():
            usual.symlink_to(journal)
        env = self.env(journal, {"HOME": str(home)})
        return {name: value for name, value in env.items() if name not in ("NETLOG_JOURNAL", "NETLOG_CONFIG")}

    def journal(self, size: Size) -> Path:
        """The journal of a size, made when it is not there yet."""
        path = self.folder / f"{self._key()}-{size.people}-{size.conversations}.db"
        if path.exists():
            return path
        sys.stderr.write(f"making a journal of {size.people:,} people and {size.conversations:,} conversations\n")
        part = self.scratch / "part.db"
        # In a process of its own: the peak of a child is never told lower than its parent's memory.
        numbers = (str(size.people), str(size.conversations))
        subprocess.run([sys.executable, str(HERE / "journals.py"), str(part), *numbers], check=True)
        self._check(part)
        shutil.move(part, path)
        return path

    def copy(self, journal: Path, name: str = "copy") -> Path:
        """A copy that may be written to."""
        return Path(shutil.copyfile(journal, self.scratch / f"{name}-{journal.name}"))

    def netlog(self, *words: str, journal: Path, tty: bool = False, unset: bool = False) -> Call:
        """A command line of netlog on a journal."""
        return Call((PROGRAM, *words), self.unset(journal) if unset else self.env(journal), tty)

    def busiest(self, journal: Path) -> str:
        """Who is met most, by handle."""
        query = (
            "SELECT handle FROM person WHERE id ="
            " (SELECT person FROM presence GROUP BY person ORDER BY count(*) DESC, person LIMIT 1)"
        )
        with closing(sqlite3.connect(journal)) as connection:
            found = connection.execute(query).fetchone()
        return str(found[0]) if found else WHO

    def _check(self, journal: Path) -> None:
        """Refuse a journal in which `netlog check` finds a fault."""
        told = subprocess.run(
            [PROGRAM, "check", "--json"], env=self.env(journal), capture_output=True, text=True, check=False
        )
        faults = [one for one in json.loads(told.stdout or "[]") if one["kind"] not in SLIPS]
        if told.returncode not in (0, 1) or faults:
            raise SystemExit(f"The journal made is not sound: {faults[:3] or told.stderr}")

    @staticmethod
    def _key() -> str:
        """What tells journals of another generator, or of other tables, from these."""
        sources = [(HERE / name).read_bytes() for name in ("journals.py", "names.py")]
        tables = subprocess.run(
            [sys.executable, "-c", "from netlog.store.connection import VERSION; print(VERSION)"],
            capture_output=True,
            check=True,
        ).stdout
        return hashlib.sha256(b"".join((*sources, tables))).hexdigest()[:8]
