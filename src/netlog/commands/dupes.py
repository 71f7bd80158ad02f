"""`netlog dupes`: people who may be one, asked about one pair after the other."""

from __future__ import annotations

from netlog import joining, telling
from netlog import words as wording
from netlog.domain import doubles
from netlog.domain.dossier import Namesakes
from netlog.domain.named import Named
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.domain.doubles import Pair
    from netlog.domain.journal import Person
    from netlog.page import Page

PANEL = "People"
EXAMPLES = ("netlog dupes", "netlog dupes apart ana jo-park")
QUESTION = "One person? [y]es, [n]o, [l]ater, [q]uit"


class Like(NamedTuple):
    """Two people who may be one."""

    one: Named
    other: Named
    why: str


def dupes(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[apart NAME OTHER]")] = None,
) -> None:
    """Who may be one person: the same address, the same name, or much alike at one company.

    On a terminal each pair is asked about: yes joins them into the one with the longer history, no
    notes that they are two and asks no more, and each answer is a step that `netlog undo` takes back.
    Elsewhere the pairs are listed; `netlog merge` joins two, `dupes apart` notes that they are two.
    """
    if words:
        _apart(session, words)
        return
    said = [frozenset((one.one, one.other)) for one in session.store.every(Namesakes)]
    pairs = doubles.pairs(session.store.people(), said)
    if pairs and session.interactive:
        _ask(session, pairs)
        return
    session.show([_like(pair) for pair in pairs], _page)
    if not pairs:
        session.note("Nobody looks like somebody else.")


def _like(pair: Pair) -> Like:
    one, other = (Named(person.handle, person.name) for person in (pair.one, pair.other))
    return Like(one, other, pair.why)


def _page(answer: list[Like]) -> Page:
    return [table((Text(like.one.handle, "name"), Text(like.other.handle, "name"), like.why) for like in answer)]


def _apart(session: Session, words: list[str]) -> None:
    verb, *names = words
    if verb.casefold() != "apart" or len(names) != 2:
        raise UsageError("dupes takes no such words.", "netlog dupes, or netlog dupes apart NAME OTHER")
    one, other = (session.find(name) for name in names)
    if one.id == other.id:
        raise UsageError(f"Both are {one.name}.", "Name two people; handles tell them apart.")
    record = _told_apart(session, one, other)
    session.tell(
        {"id": record.id, "one": one.handle, "other": other.handle, "on": record.on},
        telling.receipt((), f"{one.name} ({one.handle}) and {other.name} ({other.handle}) are two people."),
    )


def _told_apart(session: Session, one: Person, other: Person) -> Namesakes:
    record = Namesakes(session.new_id(), one.id, other.id, session.today)
    with session.store.write("dupes", f"{one.handle} and {other.handle} are two people") as writer:
        writer.add(record)
    return record


def _ask(session: Session, pairs: list[Pair]) -> None:
    """Walk the pairs; each answer is written at once, so that one may stop anywhere."""
    gone: set[str] = set()
    joined = apart = 0
    for at, pair in enumerate(pairs, 1):
        if gone & {pair.one.id, pair.other.id}:
            continue
        kept, other = _by_history(session, pair)
        session.note(f"{at} of {len(pairs)}, {pair.why}")
        session.say([table([_row(session, kept), _row(session, other)])])
        answer = session.key(QUESTION, "ynlq")
        if answer == "q":
            break
        if answer == "y":
            joining.write(session, joining.plan(session, session.store.person(kept.id), other))
            gone.add(other.id)
            joined += 1
        elif answer == "n":
            _told_apart(session, kept, other)
            apart += 1
    told = f"{wording.count(joined, 'pair')} joined, {apart} told apart."
    session.say([line(told), *([line(telling.UNDO)] if joined or apart else [])])


def _by_history(session: Session, pair: Pair) -> tuple[Person, Person]:
    """The two, the one with more behind them first: their handle stays; of two alike the shorter, without a number."""
    kept, other = sorted(
        (pair.one, pair.other),
        key=lambda one: (-len(session.store.history(one).conversations), len(one.handle), one.handle),
    )
    return kept, other


def _row(session: Session, person: Person) -> tuple[Text | str, ...]:
    ways = ", ".join((*person.emails, *person.phones, *person.links)[:2])
    talks = session.store.history(person).conversations
    last = f"last {wording.day(talks[-1].on, session.today)}" if talks else "no talk"
    parts = [telling.person(person), ways, last]
    return Text(person.name, "name"), Text(person.handle, "dim"), " · ".join(part for part in parts if part)
