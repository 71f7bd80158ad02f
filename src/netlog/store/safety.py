"""Where copies of a journal are kept, how they are named, and which of netlog's own make room for newer ones."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from itertools import count

from netlog import private
from netlog.errors import NetlogError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

FOLDER = "backups"
REASONS = ("import", "restore", "upgrade")  # for which netlog makes a copy by itself
KEPT = 10  # of those copies; of the older ones the last of each month
INSTANT = r"(\d{8}T\d{6}Z)(?:-\d+)?"
OWN = rf"{INSTANT}-before-(?:{'|'.join(REASONS)})\.db"


def folder_of(journal: str) -> str:
    """The folder of a journal's copies: beside it."""
    return os.path.join(os.path.dirname(os.path.realpath(journal)), FOLDER)


def own_folder(journal: str) -> str:
    """The folder of a journal's copies, made if there is none; what a killed run left half-made there goes."""
    folder = folder_of(journal)
    try:
        private.make_folder(folder)
    except OSError as error:
        raise NetlogError(
            f"No folder for copies can be made at {folder}: {error.strerror}.", "`netlog backup PATH` names another."
        ) from error
    for name in os.listdir(folder):
        part = re.fullmatch(rf"\.{re.escape(_stem(journal))}-{INSTANT}.*\.(\d+)\.part(?:-journal)?", name, re.DOTALL)
        if part and not _runs(int(part[2])):
            with suppress(OSError):
                os.unlink(os.path.join(folder, name))
    return folder


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True  # somebody else's
    return True


def names(folder: str, connection: sqlite3.Connection, journal: str, ending: str) -> Iterator[str]:
    """Names for a copy made now, in UTC: the first is meant, the others follow where somebody has it already."""
    # SQLite is asked, as for the moment of a step: the store has no clock of its own.
    (instant,) = connection.execute("SELECT strftime('%Y%m%dT%H%M%SZ', 'now')").fetchone()
    first = os.path.join(os.path.abspath(folder), f"{_stem(journal)}-{instant}")
    yield f"{first}{ending}"
    for number in count(2):
        yield f"{first}-{number}{ending}"


def is_own(name: str) -> bool:
    """Whether a file's name is one that netlog gives to the copies it makes by itself."""
    return re.fullmatch(f".*-{OWN}", name, re.DOTALL) is not None


def make_room(journal: str) -> None:
    """Delete what netlog made by itself of this journal, but for the newest and the last of each month before.

    The reason ends the name and the moment stands before it, so no copy that a user asked for is ever met.
    """
    folder = folder_of(journal)
    found = {
        name: matched[1]
        for name in os.listdir(folder)
        if (matched := re.fullmatch(f"{re.escape(_stem(journal))}-{OWN}", name, re.DOTALL))
    }
    months: set[str] = set()
    for at, name in enumerate(sorted(found, key=lambda name: (found[name], len(name), name), reverse=True)):
        month = found[name][:6]
        if at >= KEPT and month in months:
            os.unlink(os.path.join(folder, name))
        if at >= KEPT:
            months.add(month)


def _stem(journal: str) -> str:
    return os.path.basename(os.path.realpath(journal)).removesuffix(".db")
