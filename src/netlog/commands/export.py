"""`netlog export`: the journal in a format that other programs read."""

from __future__ import annotations

import os
import shutil
import sys
from tempfile import SpooledTemporaryFile

from netlog import morning
from netlog import words as wording
from netlog.domain import dossier
from netlog.domain.journal import Person
from netlog.errors import NotFound, UsageError
from netlog.filing import replaced
from netlog.folder import Folder
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Annotated, Any

    from netlog.exporters import Stream

PANEL = "Journal"
EXAMPLES = (
    "netlog export jsonl --output journal.jsonl",
    "netlog export vcard --who ana",
    "netlog export ics --output due.ics",
    "netlog export csv --redact",
)
VERSIONS = ("3.0", "4.0")
OF_PEOPLE = ("vcard", "csv")  # files of people alone
PRIVATE = ", private facts among them"
IN_MEMORY = 8_000_000  # bytes that wait for a slow reader; more wait in a file without a name

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
    kind: Annotated[str, typer.Argument(metavar="KIND", help="jsonl, json, csv, vcard, ics, markdown …")],
    *,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="A file; - is standard output.")] = "-",
    who: Annotated[str | None, typer.Option(metavar="NAME", help="One person and all that passed between you.")] = None,
    private: Annotated[bool, typer.Option("--private", help="Careful topics and my own words too.")] = False,
    redact: Annotated[bool, typer.Option("--redact", help="Initials for names; no addresses, no texts.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Of vcard: plain notes on the card.")] = False,
    version: Annotated[str | None, typer.Option(metavar="3.0|4.0", help="Of vcard; by default 3.0.")] = None,
) -> None:
    """The journal in a format that other programs read; the same journal makes the same bytes.

    jsonl is the whole of it, one record a line, private words too: guard the file as you guard the
    journal. `netlog import` reads it back, and nothing is lost. With --who, others who took part are
    named and no more. json is the same as one document; csv a table of people; vcard the address
    book; ics what is due, birthdays and promises as a calendar to subscribe to; markdown and friends
    are to be read. network is who knows whom and not a word of what passed: for colleagues who
    compare their paths to somebody. What is private stays out of all but jsonl, unless --private.
    """
    exporters = Folder("netlog.exporters")
    if kind not in exporters:
        raise NotFound(f"There is no export of the kind '{kind}'.", f"There is {wording.listing(list(exporters))}.")
    if version not in (None, *VERSIONS):
        raise UsageError(f"There is no vCard of version '{version}'.", f"--version {' or '.join(VERSIONS)}")
    stream = _of_one(session, session.find(who), kind) if who else session.store.stream
    count = 0

    def counted(of: type[Any]) -> Iterator[Any]:
        nonlocal count
        for record in stream(of):
            count += 1
            yield record

    write = exporters[kind].write
    told = {"private": private, "redact": redact, "notes": notes, "version": version}
    options = _options(session, kind, write.__kwdefaults__ or {}, told, who)
    written = (text.encode() for text in write(counted, session.today, **options))
    if output == "-":
        _print(session, written)
        return
    _refuse_journal(session, output)
    with replaced(output) as file:
        file.writelines(written)
    private_too = PRIVATE if kind == "jsonl" or private else ""
    said = f"{wording.count(count, 'record')} written to {output}{private_too}; only you can read it."
    session.tell(Exported(kind, output, count), said)


def _options(
    session: Session, kind: str, takes: Mapping[str, Any], told: Mapping[str, Any], who: str | None
) -> dict[str, Any]:
    """What an exporter is told: the options that it names, and what of the journal it asks for."""
    given = {name: value for name, value in told.items() if value not in (None, False)}
    if idle := next((name for name in given if name not in takes), None):
        why = "holds everything" if kind == "jsonl" else "knows no such thing"
        raise UsageError(f"{kind} {why}: --{idle} does not go with it.", "`netlog export -h` says what goes with what.")
    if "agenda" in takes:
        agenda = morning.agenda(session.store, session.today, session.parameters)
        only = session.find(who).id if who else None
        given["agenda"] = agenda._replace(ties=tuple(tie for tie in agenda.ties if only in (None, tie.id)))
    if "who" in takes and who:
        given["who"] = session.find(who).id
    if "parameters" in takes:
        given["parameters"] = session.parameters
    return given


def _print(session: Session, written: Iterable[bytes]) -> None:
    """Write to standard output, where a reader may take hours: the journal is let go of before."""
    if sys.stdout is None:
        return
    with SpooledTemporaryFile(IN_MEMORY, dir=os.path.dirname(os.path.abspath(session.store.path))) as waiting:
        for one in written:
            waiting.write(one)  # `writelines` would hold all of it before it looks how much there is
        session.store.release()
        waiting.seek(0)
        shutil.copyfileobj(waiting, sys.stdout.buffer)


def _refuse_journal(session: Session, output: str) -> None:
    journal = os.path.realpath(session.store.path)
    if os.path.realpath(output) in (journal, f"{journal}-journal"):
        raise UsageError(f"{output} is the journal itself.", "Name another file with --output.")


def _of_one(session: Session, person: Person, format_: str) -> Stream:
    """One person's records, with those who took part by name alone where the file speaks of talks."""
    history = session.store.history(person)
    talks = {talk.id for talk in history.conversations}
    others = {id_ for talk in history.conversations for id_ in (*talk.with_, *talk.seen_by)}
    others = (others | {person.through or person.id}) - {person.id}
    others = set() if format_ in OF_PEOPLE else others
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
