"""`netlog import`: records from files, all in one step."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from io import BufferedReader
from typing import TYPE_CHECKING, Annotated, NamedTuple

from netlog import telling
from netlog import words as wording
from netlog.domain import incoming
from netlog.domain.incoming import Gathering
from netlog.errors import NotFound, PartlyRead, UsageError
from netlog.folder import Folder
from netlog.importers import About, Problem
from netlog.lazily import typer
from netlog.page import table
from netlog.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from netlog.domain.incoming import Plan
    from netlog.page import Page

PANEL = "Journal"
EXAMPLES = ("netlog import journal.jsonl", "netlog import journal.jsonl --dry-run", "netlog import - --as jsonl")
HEAD = 4096  # bytes by which an importer knows its format
TOLD = 10  # problems that are listed
PLURALS = {
    "person": ("person", "people"),
    "entry": ("entry", "entries"),
    "boundary": ("boundary", "boundaries"),
    "advice": ("piece of advice", "pieces of advice"),
    "acquaintance": ("tie", "ties"),
}


class Refused(NamedTuple):
    """A line that was not taken in."""

    file: str
    line: int
    why: str


class Imported(NamedTuple):
    """What came of an import."""

    dry_run: bool
    new: Mapping[str, int]  # by kind
    same: int
    changed: int
    renamed: tuple[tuple[str, str], ...]
    problems: tuple[Refused, ...]


def import_(
    session: Session,
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files; - is standard input.")],
    *,
    as_: Annotated[
        str | None, typer.Option("--as", metavar="FORMAT", help="jsonl; by default what it looks like.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in; write nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Take all or nothing.")] = False,
) -> None:
    """Take in records that `netlog export jsonl` or another program wrote, all in one step.

    What the journal has already stays as it is: the same file twice adds nothing, and nothing is
    ever overwritten. A line that cannot be read is told with its number, the others come in, and
    the exit code is 6; with --strict none do.
    """
    gathering = Gathering(session.parameters)
    garbled = sum(_gather(session, gathering, number, file, as_) for number, file in enumerate(files, 1))
    if garbled:
        session.warn(
            f"{wording.count(garbled, 'line')} held bytes that are not UTF-8; \N{REPLACEMENT CHARACTER} is there now."
        )
    plan = _plan(session, gathering)
    is_refused = strict and bool(plan.refused)
    if plan.new and not dry_run and not is_refused:
        plan = _written(session, gathering, files)
    answer = Imported(
        dry_run,
        {} if is_refused else {kind.__name__.lower(): len(records) for kind, records in plan.new.items()},
        plan.same,
        plan.changed,
        plan.renamed,
        tuple(Refused(files[number - 1], at, why) for (number, at), why in plan.refused),
    )
    if session.json or not is_refused:
        session.tell(answer, _receipt(answer))
    if answer.problems:
        raise _partly(answer, is_refused, len(files) > 1)


def _gather(session: Session, gathering: Gathering, number: int, file: str, as_: str | None) -> int:
    """Take in a file's records; returns how many lines of it were not UTF-8."""
    garbled = 0
    with _opened(session, file) as source:
        importer = _importer(file, as_, source)
        about = About(session.zone, day_order=session.config.day_order)
        for found in session.progress(importer.read(source, about), f"reading {file}"):
            if isinstance(found, Problem):
                gathering.refuse((number, found.line), found.why)
            else:
                gathering.take((number, found.line), found.told)
                garbled += found.garbled
    return garbled


@contextmanager
def _opened(session: Session, file: str) -> Iterator[BufferedReader]:
    if file != "-":
        if not os.path.exists(file):
            raise NotFound(f"There is no file {file}.", "Name a file, or - for standard input.")
        with open(file, "rb") as source:
            yield source
        return
    if sys.stdin is None:
        raise UsageError("There is no standard input to read.", "Name a file.")
    if sys.stdin.isatty():
        session.note("Reading standard input; Ctrl-D ends it.")
    yield BufferedReader(sys.stdin.buffer)  # type: ignore[arg-type]  # reads through any buffer


def _importer(file: str, as_: str | None, source: BufferedReader) -> ModuleType:
    importers = Folder("netlog.importers")
    listed = wording.listing(list(importers))
    if as_ is not None:
        if as_ not in importers:
            raise NotFound(f"There is no import of the format '{as_}'.", f"There is {listed}.")
        return importers[as_]
    head = source.peek(HEAD)
    known = next((importer for importer in importers.values() if importer.knows(head)), None)
    if known is None:
        what = "is in no format that netlog reads" if head else "is empty"
        raise UsageError(f"{'Standard input' if file == '-' else file} {what}.", f"It reads {listed}; --as names one.")
    return known


def _plan(session: Session, gathering: Gathering) -> Plan:
    return incoming.plan(gathering, session.store.people(), session.store.known, session.today)


def _written(session: Session, gathering: Gathering, files: Sequence[str]) -> Plan:
    named = wording.listing([os.path.basename(file) for file in files])
    with session.store.write("import", f"import of {named}"[:200]) as writer:
        # Once more, now that nobody else can write: another netlog may have done so since.
        plan = _plan(session, gathering)
        with writer.in_bulk():
            for kind, records in plan.new.items():
                writer.add_all(kind, session.progress(records, f"writing {kind.__name__.lower()}", len(records)))
    return plan


def _receipt(answer: Imported) -> Page:
    counts = [wording.count(count, *PLURALS.get(kind, (kind,))) for kind, count in answer.new.items()]
    rows = [
        (
            "would be new" if answer.dry_run else "new",
            wording.listing(counts) if any(answer.new.values()) else "nothing",
        ),
        ("here already", wording.count(answer.same, "record")),
        ("left alone", f"{wording.count(answer.changed, 'record')} that read otherwise here"),
        ("renamed", wording.listing([f"{told} is {given} here" for told, given in answer.renamed[:TOLD]])),
    ]
    shown = [row for row, is_so in zip(rows, (True, answer.same, answer.changed, answer.renamed), strict=True) if is_so]
    if answer.dry_run or not any(answer.new.values()):
        return [table(shown)]
    return telling.receipt(shown)


def _partly(answer: Imported, is_refused: bool, named: bool) -> PartlyRead:
    problems = answer.problems
    listed = [f"  {one.file + ', ' if named else ''}line {one.line}: {one.why}" for one in problems[:TOLD]]
    more = [f"  … and {len(problems) - TOLD} more"] if len(problems) > TOLD else []
    count = wording.count(len(problems), "line")
    head = f"Nothing was written: {count} could not be read." if is_refused else f"{count} could not be read."
    hint = (
        "Without --strict the others come in."
        if is_refused
        else "Mend them and import the file again; the rest is not doubled."
    )
    return PartlyRead("\n".join((head, *listed, *more)), hint)
