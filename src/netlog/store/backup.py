"""Copies of the journal: verified before they count, readable by their owner alone, never in place of anything."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from itertools import chain

from netlog.errors import Ambiguous, NetlogError, UsageError
from netlog.store import connection as opening
from netlog.store import safety
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Seal = Callable[[bytes], bytes]

SEALED = ".age"
TAKEN = (".part", "-journal", "-wal", "-shm")  # SQLite takes the last three for a part of the file beside them
PORTION = 10  # pages at a time: far fewer than a journal has, and than SQLite holds in memory before it writes


class Content(NamedTuple):
    """How much a journal holds."""

    people: int
    conversations: int
    steps: int


class Copy(NamedTuple):
    """A copy that was made."""

    file: str
    content: Content | None  # none of what is too damaged to be counted
    size: int  # bytes
    sha256: str


class _Unsound(opening.Damaged):
    """What was copied did not pass the check, so it is no backup."""


def content(connection: sqlite3.Connection) -> Content:
    """How many people, conversations and steps a journal holds."""
    query = "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM conversation), (SELECT count(*) FROM step)"
    return Content(*connection.execute(query).fetchone())


def made(reader: sqlite3.Connection, journal: str, target: str | None, seal: Seal | None) -> Iterator[Copy | None]:
    """A verified copy of the journal, the last thing given; before it nothing, once a stage of the work.

    `target` is a new file, or a folder; by default the folder beside the journal. `seal` encrypts the copy.
    """
    if seal and opening.key_of(reader):
        raise UsageError("The journal is encrypted, and so are its copies.", "Leave out --encrypt: netlog backup")
    folder = safety.own_folder(journal) if target is None else target
    if os.path.isdir(folder):
        names = safety.names(folder, reader, journal, SEALED if seal else ".db")
    else:
        names = iter((_new_file(folder),))
    return _copied(reader, journal, names, seal)


def safety_copy(reader: sqlite3.Connection, journal: str, reason: str) -> Copy:
    """A copy that netlog makes by itself before something large; of its own older ones some make room.

    Of a damaged journal the pages as they are: they may be all there is to mend it from.
    """
    named = f"-before-{reason}.db"
    try:
        *_, copy = _copied(reader, journal, safety.names(safety.own_folder(journal), reader, journal, named), None)
    except _Unsound:
        copy = _as_it_is(reader, journal, safety.names(safety.own_folder(journal), reader, journal, named))
    assert copy is not None
    safety.make_room(journal)
    return copy


def in_memory(source: sqlite3.Connection, path: str) -> sqlite3.Connection:
    """What a journal holds as one in memory: nothing that is done to it reaches the file."""
    memory = opening.connect_in_memory(opening.key_of(source))
    pour(source, memory, path)
    return memory


def pour(
    source: sqlite3.Connection, target: sqlite3.Connection, path: str, begun: Callable[[], None] = lambda: None
) -> None:
    """Put the pages of one journal in the place of another's, wholly or not at all.

    `begun` is called once, when others are kept out and nothing is written yet; what it raises takes all back.
    """
    is_begun = False

    def watch(status: int, remaining: int, total: int) -> None:
        nonlocal is_begun
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            # SQLite has waited as long as it may; by itself Python would go on asking for ever.
            raise opening.in_use(path)
        if not is_begun:
            is_begun = True
            begun()

    if not source.in_transaction:
        # Held until it is closed: a write in between would make SQLite begin from the first page again.
        source.execute("BEGIN")
        source.execute("PRAGMA user_version").fetchone()
    source.backup(target, pages=PORTION, progress=watch)


def unsound(copy: sqlite3.Connection) -> str:
    """What is wrong with a copy, in words; empty when it is a whole journal."""
    from netlog.store import checks  # noqa: PLC0415 - compares names of people, which loads a good deal

    found = next((finding for findings in checks.damages(copy) for finding in findings), None)
    if copy.in_transaction:
        copy.execute("ROLLBACK")
    return found.what if found else ""


def _copied(reader: sqlite3.Connection, journal: str, names: Iterator[str], seal: Seal | None) -> Iterator[Copy | None]:
    """The stages of a copy: written under another name, read back, compared with the journal, given its name.

    The reader's transaction keeps others from writing meanwhile, so the copy is of the moment that was counted.
    """
    first = next(names)
    with part_of(first) as part:
        is_ours = not reader.in_transaction
        if is_ours:
            reader.execute("BEGIN")
        rows = _rows(reader)
        # What is to be sealed never stands on a disk in plain: it is checked in memory.
        copy = in_memory(reader, journal) if seal else _vacuumed(journal, part, opening.key_of(reader))
        if is_ours:
            reader.execute("ROLLBACK")
        yield None
        with closing(copy):
            wrong = unsound(copy) if _rows(copy) == rows else "it does not hold as many rows"
            if wrong:
                raise _Unsound(
                    f"A copy of {journal} did not pass the check: {wrong}.",
                    "No backup was made; `netlog check` says whether the journal itself is damaged.",
                )
            held = content(copy)
            yield None
            if seal is not None:
                with open(part, "wb") as file:
                    file.write(seal(copy.serialize()))
        yield finished(part, chain((first,), names), held)


def _vacuumed(journal: str, part: str, key: str) -> sqlite3.Connection:
    """A copy in a file, encrypted when the journal is: the words of no page ever stand on the disk in plain."""
    with closing(opening.connect(journal, key)) as copier:
        copier.execute("VACUUM INTO ?", (part,))
    return opening.connect(part, key)


def _as_it_is(reader: sqlite3.Connection, journal: str, names: Iterator[str]) -> Copy:
    """A copy of every page, damaged ones too; SQLite makes it, so that it is of one moment."""
    key = opening.key_of(reader)
    first = next(names)
    with part_of(first) as part:
        with closing(opening.connect(journal, key)) as source, closing(opening.connect(part, key)) as target:
            pour(source, target, journal)
        return finished(part, chain((first,), names), None)


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'"
    ).fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


@contextmanager
def part_of(path: str) -> Iterator[str]:
    """A file beside `path` for its owner alone, to be written and then named; gone when the block ends."""
    folder, name = os.path.split(path)
    # The process tells whether somebody still writes it. By chance too: in a container that is killed and begun
    # again its number is the same, and what the killed one left would be in the way for ever.
    part = os.path.join(folder, f".{name}.{os.urandom(4).hex()}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            yield part
        finally:
            for left in (part, f"{part}-journal"):
                with suppress(FileNotFoundError):
                    os.unlink(left)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        said = opening.told(error, path)
        raise _Unsound(said.sentence, said.hint) if isinstance(said, opening.Damaged) else said from error
    except OSError as error:
        raise NetlogError(f"No copy can be made at {path}: {error.strerror}.", "Nothing was left there.") from error


def finished(part: str, names: Iterator[str], held: Content | None) -> Copy:
    """The copy under the first of its names that nobody has: on the disk, and never in place of anything."""
    opening.sync(part)
    with open(part, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = os.path.getsize(part)
    for path in names:
        try:
            opening.give_name(part, path)
        except FileExistsError:
            continue
        opening.sync(os.path.dirname(path))
        return Copy(path, held, size, digest)
    raise Ambiguous("There is something of that name already.", "Nothing was overwritten; name a new file.")


def _new_file(path: str) -> str:
    """The whole path of a file to be made; refuses one that is there, or that means something else to netlog."""
    whole = os.path.abspath(path)
    if os.path.lexists(whole):
        raise Ambiguous(f"{path} is there already; it was left as it is.", "Name a new file, or a folder.")
    if not os.path.isdir(os.path.dirname(whole)) or path.endswith(os.sep):
        raise UsageError(f"There is no folder {os.path.dirname(whole)}.", "Make it first, or name another.")
    if whole.endswith(TAKEN) or safety.is_own(os.path.basename(whole)):
        raise UsageError(f"{path} is a name that netlog and SQLite use themselves.", "Name it otherwise: NAME.db")
    return whole
