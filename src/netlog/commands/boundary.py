"""`netlog boundary`: my limits, and to whom each was said aloud."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import limits, people
from netlog.domain.dossier import Boundary
from netlog.domain.plain import plain
from netlog.errors import Ambiguous, UsageError
from netlog.lazily import typer
from netlog.options import On
from netlog.page import Text, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.page import Page

PANEL = "Fit and parting"
EXAMPLES = (
    "netlog boundary no calls on a Sunday",
    "netlog boundary --said-to ana",
    "netlog boundary --said-to ana calls after six",
    "netlog boundary",
)


class Said(NamedTuple):
    """Somebody who knows a limit of mine, and since when."""

    name: str
    handle: str
    on: date


class Limit(NamedTuple):
    """A limit of mine, and who knows it."""

    id: str
    text: str
    on: date
    said_to: tuple[Said, ...]


class Limits(NamedTuple):
    """My limits, oldest first."""

    today: date
    limits: tuple[Limit, ...]


def boundary(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[TEXT…]")] = None,
    *,
    said_to: Annotated[str | None, typer.Option(metavar="NAME", help="It was said aloud to them.")] = None,
    on: On = None,
) -> None:
    """Note a limit of mine, or with --said-to that somebody heard it; without words, all of them.

    Only a limit that was said aloud can be respected. With --said-to the words pick the limit;
    where only one is left to be said to them, they may be left out.
    """
    text = people.clean_line(" ".join(words or ()), people.LONGEST_NOTE)
    known = limits.limits(session.store.every(Boundary), session.today)
    if said_to:
        _said(session, known, said_to, text, session.past(on))
    elif text:
        _noted(session, known, text, session.past(on))
    elif on:
        raise UsageError("--on needs a limit to go with.", "netlog boundary no calls after six --on yesterday")
    else:
        _listed(session, known)


def _noted(session: Session, known: tuple[limits.Limit, ...], text: str, on: date) -> None:
    if any(people.fold(one.text) == people.fold(text) for one in known):
        raise Ambiguous(f"The limit {wording.quoted(text)} is noted already.", "netlog boundary lists them all.")
    limit = Boundary(session.new_id(), None, on, text)
    told = f"a limit of mine: {text}"
    with session.store.write("boundary", told) as writer:
        writer.add(limit)
    session.tell(plain(limit), telling.receipt((), f"Noted {told}. Say it aloud: netlog boundary --said-to NAME"))


def _said(session: Session, known: tuple[limits.Limit, ...], name: str, text: str, on: date) -> None:
    person = session.find(name)
    if not known:
        raise UsageError("No limit of yours is noted yet.", f"netlog boundary {text or 'no calls after six'}")
    candidates = known if text else limits.unsaid(known, person.id) or known
    limit = finding.worded(session, candidates, text, "limit", "netlog boundary")
    said = Boundary(session.new_id(), person.id, on, limit.text)
    told = f"said to {person.name}: {limit.text}"
    with session.store.write("boundary", told) as writer:
        writer.add(said)
    session.tell(telling.record(said, person), telling.receipt((), f"{wording.capital(told)}."))


def _listed(session: Session, known: tuple[limits.Limit, ...]) -> None:
    names = session.store.names(said.with_ for one in known for said in one.said)
    answer = Limits(
        session.today,
        tuple(
            Limit(one.id, one.text, one.on, tuple(Said(*names[said.with_], said.on) for said in one.said))
            for one in known
        ),
    )
    session.show(answer, _page)
    if not known:
        session.note("No limit of yours is noted yet. Begin with: netlog boundary no calls after six")


def _page(answer: Limits) -> Page:
    rows = [
        (
            one.text,
            Text(
                wording.listing([f"{said.name} ({wording.day(said.on, answer.today)})" for said in one.said_to])
                or "not said aloud yet",
                "dim",
            ),
        )
        for one in answer.limits
    ]
    return [table(rows, heads=("limit", "said to"))] if rows else []
