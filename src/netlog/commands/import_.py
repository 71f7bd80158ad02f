"""`netlog import`: people and what passed, from the files of other programs, all in one step."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta

from netlog import telling
from netlog import words as wording
from netlog.domain import profile, records, settling
from netlog.domain.incoming import Gathering
from netlog.domain.journal import Conversation, Person, Skip
from netlog.errors import NotFound, PartlyRead, UsageError
from netlog.folder import Folder
from netlog.importers import About, Problem, Skipped
from netlog.lazily import typer
from netlog.options import Circle, Every, Tags
from netlog.page import table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple
from netlog.unpacking import ZIP, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from io import BufferedReader
    from types import ModuleType
    from typing import Annotated, Any, BinaryIO

    from netlog.domain.settling import Plan, Taker
    from netlog.page import Page
    from netlog.unpacking import Source

PANEL = "Journal"
EXAMPLES = ("netlog import journal.jsonl", "netlog import journal.jsonl --dry-run", "netlog import - --as jsonl")
HEAD = 65_536  # bytes by which an importer knows its format
OURS = "jsonl"  # the one format whose people come with our own ids
MANY = 100  # records told, from which on a copy of the journal is kept
TOLD = 10  # problems that are listed
SHOWN = 3  # handles of many
NOBODY = Person("", "Nobody", "nobody", date(2000, 1, 1))
PLURALS = {
    "person": ("person", "people"),
    "entry": ("entry", "entries"),
    "boundary": ("boundary", "boundaries"),
    "advice": ("piece of advice", "pieces of advice"),
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
    filled: tuple[str, ...]  # handles of people who were here, and have an address or a field more
    joined: int  # people told twice under different ids
    unsure: tuple[tuple[str, str], ...]  # a new handle, and one of the same name who may be the same person
    skipped: tuple[tuple[str, int], ...]  # what was left out on purpose, and how often


def import_(
    session: Session,
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files, folders, ZIPs; - is standard input.")],
    *,
    as_: Annotated[
        str | None, typer.Option("--as", metavar="FORMAT", help="Its format; by default what it looks like.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in; write nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Take all or nothing.")] = False,
    map_: Annotated[
        str | None, typer.Option("--map", metavar="FIELD=COLUMN,…", help="Of a CSV: name=Full Name,email=Mail.")
    ] = None,
    every: Every = None,
    circle: Circle = None,
    tags: Tags = None,
    spread: Annotated[
        bool, typer.Option("--spread", help="With --every: first days staggered, so that no morning is a wall.")
    ] = False,
) -> None:
    """Take in the people and talks of other programs, and what `netlog export jsonl` wrote, all in one step.

    Address books, calendars, mailboxes, chats: each file is known by its content. Whoever shares an
    e-mail, a telephone or a profile with somebody here is that person: blanks are filled, nothing is
    overwritten. People of one name stay apart; `netlog dupes` asks about them. The same file twice
    adds nothing. What cannot be read is told with its line, the others come in, and the exit code is
    6; with --strict none do. --every, --circle and --tag are for the people who are new.
    """
    if spread and every is None:
        raise UsageError("--spread staggers the days of a rhythm.", "Say which: --every 6m --spread.")
    dress = _Dress(session, every, circle, tags or (), spread)
    about = _about(session, map_)
    names: list[str] = []
    with session.store.aside() as aside:
        gathering = Gathering(session.parameters, aside)
        format_ = as_ or ("table" if map_ else None)
        garbled = sum(_gather(session, gathering, names, file, format_, about) for file in files)
        _warn(session, gathering, about, garbled)
        plan, is_refused = _kept(session, gathering, files, dress, dry_run, strict)
    answer = _answer(plan, names, dry_run, is_refused)
    if session.json or not is_refused:
        session.tell(answer, _receipt(answer))
    if answer.problems:
        raise _partly(answer, is_refused, len(names) > 1)


def _warn(session: Session, gathering: Gathering, about: About, garbled: int) -> None:
    """Point at what came in otherwise than was meant, perhaps."""
    if not about.own and gathering.foreign and gathering.count(Conversation):
        session.warn(
            "Who you are is not known, so you may come in as somebody you met:"
            ' netlog config set own "me@example.org, Me Myself", then import again.'
        )
    if garbled:
        session.warn(
            f"{wording.count(garbled, 'line')} held bytes that are not UTF-8; \N{REPLACEMENT CHARACTER} is there now."
        )


def _answer(plan: Plan, names: Sequence[str], dry_run: bool, is_refused: bool) -> Imported:
    return Imported(
        dry_run,
        {} if is_refused else {records.name(kind): count for kind, count in plan.new.items()},
        plan.same,
        plan.changed,
        plan.renamed,
        tuple(Refused(names[number - 1], at, why) for (number, at), why in plan.refused),
        tuple(after.handle for _, after in plan.filled),
        plan.joined,
        tuple((one.handle, other.handle) for one, other in plan.unsure),
        plan.skipped,
    )


def _about(session: Session, map_: str | None) -> About:
    """What an importer may ask about the reader of the files."""
    columns = {}
    for pair in (map_ or "").split(",") if map_ else ():
        field, equals, column = pair.partition("=")
        if not equals or not field.strip() or not column.strip():
            raise UsageError(f"--map cannot read '{pair}'.", '--map "name=Full Name,email=Mail"')
        columns[field.strip().casefold()] = column.strip()
    own = frozenset(one.strip().casefold() for one in session.config.own.split(",") if one.strip())
    return About(session.zone, session.today, own, columns, session.config.day_order)


class _Dress:
    """What the options say of everybody new."""

    def __init__(
        self, session: Session, every: str | None, circle: str | None, tags: Sequence[str], spread: bool
    ) -> None:
        told = profile.Profile(circle=circle, every=every, tags=tuple(tags) or None)
        self._session = session
        self._told = told
        self._spread = spread
        profile.applied(NOBODY, told, session.today, session.config.day_order)  # refuses what cannot be

    def dressed(self, new: Sequence[Person]) -> list[Person]:
        """The new people with the circle, rhythm and tags that the options give."""
        today, order = self._session.today, self._session.config.day_order
        return list(new) if self._told.is_empty else [profile.applied(one, self._told, today, order) for one in new]

    def skips(self, new: Sequence[Person]) -> list[Skip]:
        """A cycle closed for each, so long ago that their first days are spread over one whole cycle."""
        if not self._spread:
            return []
        ordered = sorted((one for one in new if one.every), key=lambda one: (one.name.casefold(), one.id))
        return [
            Skip(
                self._session.new_id(),
                one.id,
                self._session.today - timedelta(days=(one.every or 0) - (at + 1) * (one.every or 0) // len(ordered)),
            )
            for at, one in enumerate(ordered)
        ]


def _gather(session: Session, gathering: Gathering, names: list[str], path: str, as_: str | None, about: About) -> int:
    """Take in the files of a path; returns how many lines were not UTF-8."""
    garbled, known = 0, 0
    for source in sources(path):
        if path == "-" and sys.stdin is not None and sys.stdin.isatty():
            session.note("Reading standard input; Ctrl-D ends it.")
        if source.mails:
            known += 1
            names.append(source.name)
            mail: Any = Folder("netlog.importers")["mail"]
            garbled += _take(session, gathering, names, mail.read_several(_opened(source.mails), about), True)
            continue
        with source.open() as file:
            importer = _importer(source, as_, file)
            if importer is None:
                gathering.skipped["a file in no format that netlog reads"] += 1
                continue
            known += 1
            names.append(source.name)
            is_foreign = importer.__name__.rpartition(".")[2] != OURS
            garbled += _take(session, gathering, names, importer.read(file, about), is_foreign)
    if not known:
        raise UsageError(f"{path} holds nothing that netlog reads.", f"It reads {_formats()}.")
    return garbled


def _opened(files: Sequence[str]) -> Iterator[BinaryIO]:
    """The files one after the other, each closed before the next."""
    for name in files:
        with open(name, "rb") as file:
            yield file


def _take(session: Session, gathering: Gathering, names: list[str], found: Iterable[Any], is_foreign: bool) -> int:
    """Take in what a file yields; returns how many lines were not UTF-8."""
    garbled = 0
    for one in session.progress(found, f"reading {names[-1]}"):
        at = (len(names), one.line)
        if isinstance(one, Problem):
            gathering.refuse(at, one.why)
        elif isinstance(one, Skipped):
            gathering.skipped[one.why] += 1
        else:
            gathering.take(at, one.told, foreign=is_foreign)
            garbled += one.garbled
    return garbled


def _formats() -> str:
    return wording.listing(list(Folder("netlog.importers")))


def _importer(source: Source, as_: str | None, file: BufferedReader) -> ModuleType | None:
    """What reads a file; none for one that nobody named and nothing reads."""
    importers = Folder("netlog.importers")
    if as_ is not None:
        if as_ not in importers:
            raise NotFound(f"There is no import of the format '{as_}'.", f"There is {_formats()}.")
        return importers[as_]
    head = file.peek(HEAD)[:HEAD]
    known = None if head.startswith(ZIP) else next((one for one in importers.values() if one.knows(head)), None)
    if known is None and source.is_named:
        what = "is in no format that netlog reads" if head else "is empty"
        named = "--as names one, and --map name=COLUMN,email=COLUMN the columns of a table"
        raise UsageError(f"{source.name} {what}.", f"It reads {_formats()}; {named}.")
    return known


def _kept(
    session: Session, gathering: Gathering, files: Sequence[str], dress: _Dress, dry_run: bool, strict: bool
) -> tuple[Plan, bool]:
    """What came in, or would; and whether all was refused because something was."""
    is_many = sum(map(gathering.count, records.TYPES)) > MANY
    # Looked at beforehand where a journal might be begun in vain, since only who was met through nobody comes in for
    # sure; and where a copy of the journal might be made in vain, which would push out an older one.
    comes_in = not is_many if session.store.exists else any(one.through is None for _, one in gathering.people.values())
    if dry_run or strict or not comes_in:
        plan = _plan(session, gathering, lambda _, found: settling.drain(found))
        is_refused = strict and bool(plan.refused)
        if dry_run or is_refused or not (plan.new or plan.filled):
            return plan, is_refused
    if is_many and (copy := session.store.safeguard("import")):
        session.note(f"The journal as it was is kept in {copy.file}")
    named = wording.listing([os.path.basename(file) for file in files])
    with session.store.write("import", f"import of {named}"[:200]) as writer:

        def take(kind: type[Any], found: Iterable[Any]) -> None:
            if kind is not Person:
                total = gathering.count(kind)
                writer.add_all(kind, session.progress(found, f"writing {records.name(kind)}", total))
                return
            people = dress.dressed(list(found))
            writer.add_all(kind, people)
            writer.add(*dress.skips(people))

        with writer.in_bulk():
            plan = _plan(session, gathering, take)
        for _, after in plan.filled:
            writer.replace(after)
    return plan, False


def _plan(session: Session, gathering: Gathering, take: Taker) -> Plan:
    store = session.store
    return settling.plan(gathering, store.people(), store.known, store.merged(), session.today, take)


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
        ("filled in", f"{wording.count(len(answer.filled), 'person', 'people')} here: {_some(answer.filled)}"),
        ("joined", f"{answer.joined} who share an address with somebody"),
        ("unsure", f"{len(answer.unsure)} bear a name that is here: {_some([one for one, _ in answer.unsure])}"),
        *(("left out", f"{count} × {why}") for why, count in answer.skipped),
    ]
    told = (True, answer.same, answer.changed, answer.renamed, answer.filled, answer.joined, answer.unsure)
    shown = [row for row, is_so in zip(rows, (*told, *(True for _ in answer.skipped)), strict=True) if is_so]
    if answer.unsure:
        shown.append(("", "`netlog dupes` asks about each."))
    if answer.dry_run or not (any(answer.new.values()) or answer.filled):
        return [table(shown)]
    return telling.receipt(shown)


def _some(handles: Sequence[str]) -> str:
    more = [f"{len(handles) - SHOWN} more"] if len(handles) > SHOWN else []
    return wording.listing([*handles[:SHOWN], *more])


def _lines(at: Sequence[int]) -> str:
    """Line 3, lines 3 and 4, lines 3, 4, 9 and 12 more."""
    more = [f"{len(at) - SHOWN} more"] if len(at) > SHOWN else []
    return f"line{'s' if len(at) > 1 else ''} {wording.listing([*map(str, at[:SHOWN]), *more])}"


def _partly(answer: Imported, is_refused: bool, named: bool) -> PartlyRead:
    problems = answer.problems
    alike: dict[tuple[str, str], list[int]] = {}
    for one in problems:
        alike.setdefault((one.file if named else "", one.why), []).append(one.line)
    listed = [f"  {file + ', ' if file else ''}{_lines(at)}: {why}" for (file, why), at in list(alike.items())[:TOLD]]
    more = [f"  … and {len(alike) - TOLD} more"] if len(alike) > TOLD else []
    count = wording.count(len(problems), "line")
    head = f"Nothing was written: {count} could not be read." if is_refused else f"{count} could not be read."
    hint = (
        "Without --strict the others come in."
        if is_refused
        else "Mend them and import the file again; the rest is not doubled."
    )
    return PartlyRead("\n".join((head, *listed, *more)), hint)
