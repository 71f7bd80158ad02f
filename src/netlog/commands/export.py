"""`netlog export`: the journal in a format that other programs read."""

from __future__ import annotations

import os
import shutil
import sys
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from netlog import words as wording
from netlog.domain import dossier
from netlog.domain.journal import Person
from netlog.errors import NotFound, UsageError
from netlog.filing import replaced
from netlog.folder import Folder
from netlog.lazily import typer
from netlog.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netlog.exporters import Stream

PANEL = "Journal"
EXAMPLES = ("netlog export jsonl", "netlog export jsonl --output journal.jsonl", "netlog export jsonl --who ana")
PRIVATE = {"jsonl": ", private facts among them"}
IN_MEMORY = 32_000_000  # bytes that wait for a slow reader; more wait in a file without a name

OWN = (  # what passed between two people
    *("conversations", "promises", "entries", "ratings", "facts"),
    *("reminders", "snoozes", "skips", "aways", "standings"),
)


class Exported(NamedTuple):
    """What was written to a file."""

    kind: str
    file: str
    records: int


def export(
    session: Session,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="jsonl or network.")],
    *,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="A file; - is standard output.")] = "-",
    who: Annotated[str | None, typer.Option(metavar="NAME", help="One person and all that passed between you.")] = None,
) -> None:
    """The journal in a format that other programs read; the same journal makes the same bytes.

    jsonl is the whole of it, one record a line, careful topics too: guard the file as you guard the
    journal. `netlog import` reads it back, and nothing is lost. With --who, others who took part
    are named and no more. network is people and who knows whom, and not a word of what passed: for
    colleagues who compare their paths to somebody.
    """
    exporters = Folder("netlog.exporters")
    if kind not in exporters:
        raise NotFound(f"There is no export of the kind '{kind}'.", f"There is {wording.listing(list(exporters))}.")
    stream = _of_one(session, session.find(who)) if who else session.store.stream
    count = 0

    def counted(of: type[Any]) -> Iterator[Any]:
        nonlocal count
        for record in stream(of):
            count += 1
            yield record

    written = (text.encode() for text in exporters[kind].write(counted, session.today))
    if output == "-":
        _print(session, written)
        return
    _refuse_journal(session, output)
    with replaced(output) as file:
        file.writelines(written)
    told = f"{wording.count(count, 'record')} written to {output}{PRIVATE.get(kind, '')}; only you can read it."
    session.tell(Exported(kind, output, count), told)


def _print(session: Session, written: Iterable[bytes]) -> None:
    """Write to standard output, where a reader may take hours: the journal is let go of before."""
    if sys.stdout is None:
        return
    with SpooledTemporaryFile(IN_MEMORY, dir=os.path.dirname(os.path.abspath(session.store.path))) as waiting:
        waiting.writelines(written)
        session.store.release()
        waiting.seek(0)
        shutil.copyfileobj(waiting, sys.stdout.buffer)


def _refuse_journal(session: Session, output: str) -> None:
    journal = os.path.realpath(session.store.path)
    if os.path.realpath(output) in (journal, f"{journal}-journal"):
        raise UsageError(f"{output} is the journal itself.", "Name another file with --output.")


def _of_one(session: Session, person: Person) -> Stream:
    """One person's records, with those who took part by name alone, so that the file can be imported."""
    history = session.store.history(person)
    talks = {talk.id for talk in history.conversations}
    others = {id_ for talk in history.conversations for id_ in (*talk.with_, *talk.seen_by)}
    others = (others | {person.through or person.id}) - {person.id}
    named = [Person(one.id, one.name, one.handle, one.added) for one in map(session.store.person, others)]
    own: dict[type[Any], list[Any]] = {Person: [person, *named]}
    for field in OWN:
        for record in getattr(history, field):
            is_lost = getattr(record, "conversation", None) not in (None, *talks)
            own.setdefault(type(record), []).append(record._replace(conversation=None) if is_lost else record)
    for kind, fields in dossier.PEOPLE.items():
        if fields == ("with_",):  # what ties them to others would tell of those too
            own[kind] = session.store.of(kind, person)
    return lambda kind: sorted(own.get(kind, ()), key=lambda record: record.id)
