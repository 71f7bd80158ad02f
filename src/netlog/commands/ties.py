"""`netlog ties`: who knows whom, as far as you know."""

from __future__ import annotations

from netlog import words as wording
from netlog.domain import paths
from netlog.domain.dossier import Acquaintance
from netlog.domain.named import Named
from netlog.lazily import typer
from netlog.page import Text, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.page import Page

PANEL = "Network"
EXAMPLES = ("netlog ties", "netlog ties tom")


class Row(NamedTuple):
    """Two people who know each other."""

    one: Named
    other: Named
    strength: int
    on: date
    source: str | None


class Ties(NamedTuple):
    """Who knows whom, the strongest ties first."""

    today: date
    ties: tuple[Row, ...]


def ties(session: Session, name: Annotated[list[str] | None, typer.Argument(metavar="[NAME]")] = None) -> None:
    """Who knows whom, as far as you know: all ties, or one person's, the strongest first."""
    person = session.find(" ".join(name)) if name else None
    known = paths.known(session.store.every(Acquaintance), session.today)
    names = session.store.names(known)
    found = {tie.id: tie for one in ([person.id] if person else known) for tie in known.get(one, {}).values()}
    told = {id_: Named(handle, name_) for id_, (name_, handle) in names.items()}
    rows = [
        Row(told[one], told[other], tie.strength, tie.on, tie.source)
        for tie in found.values()
        for one, other in [(tie.one, tie.other) if person is None or tie.one == person.id else (tie.other, tie.one)]
    ]
    rows.sort(key=lambda row: (-row.strength, row.one.name.casefold(), row.other.name.casefold()))
    session.show(Ties(session.today, tuple(rows)), _page)
    if not rows:
        whom = f"whom {person.name} knows" if person else "who knows whom"
        session.note(f"Nothing is noted yet of {whom}. Begin with: netlog tie jo mira --strength 4")


def _page(answer: Ties) -> Page:
    if not answer.ties:
        return []
    return [
        table(
            (
                (
                    Text(row.one.name, "name"),
                    Text(row.other.name, "name"),
                    str(row.strength),
                    wording.day(row.on, answer.today),
                    row.source or paths.STRENGTHS[row.strength],
                )
                for row in answer.ties
            ),
            right=(2,),
        )
    ]
