"""`netlog match`: whom somebody should meet, and which gift at hand would serve them."""

from __future__ import annotations

from netlog import words as wording
from netlog.domain import matching, people
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.page import Cell, Line, Page, Table

PANEL = "Network"
EXAMPLES = ("netlog match ana", "netlog match tom --json")


class Meeting(NamedTuple):
    """Somebody they should meet, and the words that say why."""

    name: str
    handle: str
    org: str | None
    serves: tuple[str, ...]
    served: tuple[str, ...]
    common: tuple[str, ...]
    points: int


class Gift(NamedTuple):
    """An offer of mine that would serve them."""

    id: str
    text: str
    size: str | None
    because: tuple[str, ...]


class Match(NamedTuple):
    """Whom one person should meet, and what I could give them."""

    name: str
    handle: str
    today: date
    meet: tuple[Meeting, ...]
    offers: tuple[Gift, ...]


def match(session: Session, name: Annotated[list[str], typer.Argument(metavar="NAME")]) -> None:
    """Two people somebody should meet, and gifts at hand, by words that needs and offers share.

    Read from needs, goals, challenges and offers that you learned, from tags and companies.
    Whoever knows them already (`netlog tie`), was introduced, or is at rest is left out. Ask both
    sides before you bring them together: `netlog introduce`.
    """
    person = session.find(" ".join(name))
    found = matching.match(person, session.store.wishes(), session.today)
    answer = Match(
        person.name,
        person.handle,
        session.today,
        tuple(
            Meeting(one.person.name, one.person.handle, one.person.org, one.serves, one.served, one.common, one.points)
            for one in found.meetings
        ),
        tuple(Gift(one.offer.id, one.offer.text, one.offer.size, one.words) for one in found.gifts),
    )
    session.show(answer, _page)
    if not found.meetings and not found.gifts:
        session.note(
            f"Nothing is known yet that {person.name} and others share. Tell what they look for: "
            f"netlog learn {person.handle} need … (or goal, challenge, offer)"
        )


def _page(answer: Match) -> Page:
    meetings: list[tuple[Cell, ...]] = [
        (Text(one.name, "name"), Text(one.org or "", "dim"), _because(one, people.called(answer.name)))
        for one in answer.meet
    ]
    gifts: list[tuple[Cell, ...]] = [
        (Text(one.size or "", "name"), one.text, Text(f"they look for {wording.listing(one.because)}", "dim"))
        for one in answer.offers
    ]
    shown: list[Line | Table] = []
    if meetings:
        shown += [line(Text(f"{answer.name} should meet", "head")), table(meetings)]
    if gifts:
        shown += [line(Text("You could give", "head")), table(gifts)]
    return shown


def _because(one: Meeting, name: str) -> str:
    """has what Ana looks for: investor; looks for what Ana has: forecasting; both: pydata."""
    parts = (
        (f"has what {name} looks for", one.serves),
        (f"looks for what {name} has", one.served),
        ("both", one.common),
    )
    return "; ".join(f"{what}: {', '.join(words)}" for what, words in parts if words)
