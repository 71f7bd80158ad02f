"""`netlog offers`: gifts at hand, or those that would serve somebody."""

from __future__ import annotations

from netlog import words as wording
from netlog.domain import matching, people
from netlog.domain import offers as gifts
from netlog.domain.dossier import Offer
from netlog.lazily import typer
from netlog.page import Text, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.page import Page

PANEL = "Network"
EXAMPLES = ("netlog offers", "netlog offers ana")


class Gift(NamedTuple):
    """One gift at hand, and the words of somebody's wish that it serves."""

    id: str
    text: str
    size: str | None
    on: date
    because: tuple[str, ...]


class Offers(NamedTuple):
    """Gifts at hand."""

    name: str | None
    handle: str | None
    today: date
    offers: tuple[Gift, ...]


def offers(session: Session, name: Annotated[list[str] | None, typer.Argument(metavar="[NAME]")] = None) -> None:
    """Gifts at hand; with a name those that would serve their needs, goals and challenges."""
    standing = gifts.at_hand(session.store.every(Offer), session.today)
    person = session.find(" ".join(name)) if name else None
    if person:
        found = matching.fitting(standing, session.store.history(person).facts)
    else:
        found = tuple(matching.Gift(one, ()) for one in sorted(standing, key=lambda one: people.fold(one.text)))
    answer = Offers(
        person.name if person else None,
        person.handle if person else None,
        session.today,
        tuple(Gift(one.offer.id, one.offer.text, one.offer.size, one.offer.on, one.words) for one in found),
    )
    session.show(answer, _page)
    if not standing:
        session.note("Nothing is at hand yet. Begin with: netlog offer an hour on somebody's pricing page --size S")
    elif person and not found:
        session.note(
            f"Nothing at hand shares a word with what {person.name} looks for. "
            f"netlog learn {person.handle} need … says what that is."
        )


def _page(answer: Offers) -> Page:
    rows = [
        (
            Text(one.size or "", "name"),
            one.text,
            Text(
                f"they look for {wording.listing(one.because)}" if one.because else wording.ago(one.on, answer.today),
                "dim",
            ),
        )
        for one in answer.offers
    ]
    return [table(rows)] if rows else []
