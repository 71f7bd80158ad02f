"""Copies of the journal that lie near it, looked into for somebody who was forgotten."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from contextlib import closing

from netlog.store import connection as opening
from netlog.store import safety
from netlog.store.backup import SEALED
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netlog.domain.journal import Person

ENDINGS = (".db", ".part", SEALED)


class Elsewhere(NamedTuple):
    """Copies beside a journal and in the folder of its backups."""

    holding: tuple[str, ...]  # that still hold somebody
    closed: tuple[str, ...]  # that cannot be looked into: encrypted, or damaged


def holding(journal: str, key: str, person: Person) -> Elsewhere:
    """The copies that still hold a person, or a text that names them; nothing is written."""
    found: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for path in _near(journal):
        found[_holds(path, key, person)].append(path)
    return Elsewhere(tuple(found[True]), tuple(found[None]))


def in_the_clear(journal: str) -> list[str]:
    """The copies that anybody who has the file can read."""
    return [path for path in _near(journal) if not path.endswith(SEALED) and _is_plain_journal(path)]


def _is_plain_journal(path: str) -> bool:
    try:
        with closing(opening.connect(path)) as copy:
            return bool(copy.execute("PRAGMA application_id").fetchone()[0] == opening.APPLICATION_ID)
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _near(journal: str) -> Iterator[str]:
    own = os.path.realpath(journal)
    for folder in (os.path.dirname(own), safety.folder_of(journal)):
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            path = os.path.join(folder, name)
            if name.endswith(ENDINGS) and path != own and _is_full_file(path):
                yield path


def _is_full_file(path: str) -> bool:
    try:
        found = os.stat(path)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size > 0


def _holds(path: str, key: str, person: Person) -> bool | None:
    """Whether a file holds somebody; none where it cannot be said. A database of something else does not."""
    if path.endswith(SEALED):
        return None
    try:
        with closing(opening.connect(path, "" if opening.is_plain(path) else key)) as copy:
            copy.execute("PRAGMA query_only = ON")
            if copy.execute("PRAGMA application_id").fetchone()[0] != opening.APPLICATION_ID:
                return False
            # Every text that ever was in a journal is in its log, written as JSON.
            named = json.dumps(person.name, ensure_ascii=False)[1:-1]
            marks = " OR ".join(f"instr({image}, ?{n})" for image in ("before", "after") for n in (1, 2))
            query = f"SELECT EXISTS (SELECT 1 FROM change WHERE {marks})"
            return bool(copy.execute(query, (person.id, named)).fetchone()[0])
    except (sqlite3.Error, UnicodeDecodeError):
        return None
