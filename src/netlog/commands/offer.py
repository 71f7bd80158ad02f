"""`netlog offer`: something at hand that I could give: concrete and free."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import offers, people
from netlog.domain.dossier import Offer
from netlog.domain.journal import SIZES
from netlog.domain.plain import plain
from netlog.errors import Ambiguous, UsageError
from netlog.lazily import typer
from netlog.options import On
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Network"
EXAMPLES = (
    'netlog offer "an hour on somebody\'s pricing page" --size S',
    "netlog offer two seats at the data breakfast --size XS",
    "netlog offer --withdraw water pricing",
)


def offer(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="TEXT…")] = None,
    *,
    size: Annotated[str | None, typer.Option(metavar="SIZE", help="XS, S, M, L, XL; by default S.")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take one back; words of it pick which.")] = False,
    on: On = None,
) -> None:
    """Keep a gift at hand: a resource, an idea, a piece of work, named so that somebody can say yes.

    `netlog offers NAME` shows which would serve somebody, and `netlog give` notes that it was
    given. A price cut is refused: it is a price, not a gesture.
    """
    text = people.clean_line(" ".join(words or ()), people.LONGEST_NOTE)
    if not text:
        raise UsageError("What could you give?", "netlog offer an hour on somebody's pricing page --size S")
    if withdraw:
        _withdrawn(session, text, on)
        return
    text, word, _ = finding.sized(session, text, size)
    if word not in SIZES:
        raise UsageError(f"An offer cannot be sized '{size}'.", f"--size takes {', '.join(SIZES)}.")
    if offers.is_price_cut(text):
        raise UsageError(
            f"{text[:60]!r} lowers a price: that is selling, not giving.",
            "Offer something concrete that costs them nothing: an hour, an introduction, a checklist.",
        )
    standing = offers.at_hand(session.store.every(Offer), session.today)
    if any(people.fold(one.text) == people.fold(text) for one in standing):
        raise Ambiguous("That is at hand already.", "netlog offers lists them all.")
    made = Offer(session.new_id(), session.past(on), text, word)
    told = f"at hand: {text} ({word})"
    with session.store.write("offer", told) as writer:
        writer.add(made)
    session.tell(plain(made), telling.receipt((), f"{wording.capital(told)}."))


def _withdrawn(session: Session, text: str, on: str | None) -> None:
    standing = offers.at_hand(session.store.every(Offer), session.today)
    before = finding.worded(session, standing, text, "offer", "netlog offers")
    after = before._replace(until=session.past(on, since=before.on))
    told = f"no longer at hand: {before.text}"
    with session.store.write("offer", told) as writer:
        writer.replace(after)
    session.tell(plain(after), telling.receipt((), f"{wording.capital(told)}."))
