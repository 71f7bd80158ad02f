"""`netlog signals`: the vocabulary of conduct that moves trust."""

from __future__ import annotations

from netlog.domain.evidence import SIGNALS
from netlog.domain.people import is_one_slip
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Annotated

    from netlog.domain.evidence import Conduct
    from netlog.page import Page

PANEL = "Read"
FACTORS = ("C", "R", "I", "S")
EXAMPLES = ("netlog signals", "netlog signals candid", "netlog signals --factor S")


def signals(
    session: Session,
    word: Annotated[str, typer.Argument(metavar="[WORD]", help="Only those with this word.")] = "",
    *,
    factor: Annotated[str | None, typer.Option(metavar="C|R|I|S", help="Only those of one factor.")] = None,
) -> None:
    """The words that are evidence for the score: +candid for my conduct, +them:candid for theirs.

    C is credibility, R reliability, I intimacy, S self-orientation, where good means the
    attention was on the other. A weight of 1 is one ordinary act; a sticky breach hardly fades.
    """
    if factor is not None and factor.upper() not in FACTORS:
        raise UsageError(f"There is no factor '{factor}'.", f"--factor takes {', '.join(FACTORS)}.")
    shown = [
        one
        for one in SIGNALS.values()
        if (word.casefold() in one.code or word.casefold() in one.meaning.casefold())
        and (factor is None or factor.upper() in dict(one.weights))
    ]
    session.show(shown, _page)
    if not shown:
        of = f" of {factor.upper()}" if factor else ""
        session.note(f"No signal{of} speaks of '{word}'.{_nearest(word)}")


def _nearest(word: str) -> str:
    """The signal that a mistyped one may have been meant for; nothing where none is near."""
    near = next((code for code in SIGNALS if is_one_slip(word.casefold(), code)), None)
    return f" Did you mean {near}?" if near else ""


def _page(shown: Sequence[Conduct]) -> Page:
    if not shown:
        return []
    return [
        table(
            (
                Text(f"+{one.code}", "name"),
                Text("good" if one.good else "bad", "good" if one.good else "bad"),
                ", ".join(f"{letter} {weight:g}" for letter, weight in one.weights) + (" sticky" if one.sticky else ""),
                one.meaning,
            )
            for one in shown
        ),
        line(Text("In a log: +candid about me, +them:candid about them.", "dim")),
    ]
