"""`netlog tips`: one a day, on what is weakest."""

from __future__ import annotations

from itertools import islice

from netlog import playbook
from netlog.domain import equation
from netlog.domain import tips as choosing
from netlog.lazily import typer
from netlog.page import Text, line
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.domain.tips import Pooled
    from netlog.page import Line, Page

PANEL = "Prepare"
EXAMPLES = ("netlog tips", "netlog tips --all")
MOST = 100  # people, those last in touch: reading everybody's whole history would take seconds in a large journal


class Tip(NamedTuple):
    """Today's tip, and why this one."""

    today: date
    text: str
    factor: str | None  # C, R, I or S; None: a general one
    because: str
    book: str  # the playbook it stands in
    section: str


class One(NamedTuple):
    """A tip in its place."""

    book: str
    section: str
    text: str


def tips(
    session: Session,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Every tip there is.")] = False,
) -> None:
    """One tip a day, tied to the weakest of your four factors over the people you were last in touch with.

    In a crisis (`netlog config set crisis yes`) intimacy and self-orientation come first.
    `profile` (solo, team, firm) and `start` (what the word networking does to you) pick among
    the general ones; `netlog playbook tips-general` shows them, to be made your own.
    """
    if all_:
        session.show(_all(session), _listed)
        return
    parameters, config = session.parameters, session.config
    known = None if parameters.crisis else _pooled(session)
    weakest = known.weakest if known else None
    chosen = choosing.choice(session.today, weakest, parameters.crisis, config.profile, config.start)
    text = playbook.read(config, chosen.book).one(chosen.section, chosen.turn)
    because = _because(chosen.factor, crisis=parameters.crisis)
    session.show(Tip(session.today, text, chosen.factor, because, chosen.book, chosen.section), _page)
    if not parameters.crisis and weakest is None and not config.start:
        session.note(
            "Little is logged yet. What does the word networking do to you? It picks the first tips: "
            "netlog config set start liking (or disappointment, dread, blank)"
        )


def _pooled(session: Session) -> Pooled:
    ties = session.store.agenda(session.today).ties
    latest = sorted((tie for tie in ties if tie.message), key=lambda tie: (tie.message, tie.id), reverse=True)
    people = session.store.persons([tie.id for tie in islice(latest, MOST)])
    histories = session.progress(session.store.histories(people), "reading", len(people))
    return choosing.pooled(histories, session.today, session.parameters)


def _because(factor: str | None, *, crisis: bool) -> str:
    if factor is None:
        return ""
    return f"{equation.NAMES[factor]}, {'first in hard times' if crisis else 'your weakest factor over everybody'}"


def _page(answer: Tip) -> Page:
    why = [line(Text(answer.because, "dim"))] if answer.because else []
    return [line(answer.text), *why]


def _all(session: Session) -> list[One]:
    books = (*choosing.BOOKS.values(), choosing.GENERAL, choosing.START)
    read = [playbook.read(session.config, name) for name in books]
    return [
        One(book.name, section, text) for book in read for section in book.sections for text in book.section(section)
    ]


def _listed(answer: list[One]) -> Page:
    found: list[Line] = []
    above = None
    for one in answer:
        if (one.book, one.section) != above:
            above = one.book, one.section
            found.append(line(Text(f"{one.book}: {one.section}", "head")))
        found.append(line(f"  {one.text}"))
    return found
