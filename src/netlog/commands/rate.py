"""`netlog rate`: the four factors in somebody's eyes, from 1 to 10."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import equation, people
from netlog.domain.journal import Rating
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import On
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = (
    "netlog rate ana c=7 r=8 i=5 s=4",
    "netlog rate ana c=8 s=3 --by them",
    'netlog rate ana r=6 --view --because "late twice, told me once"',
)
SAID = {"guess": "my guess of how {} sees me", "view": "my view of {}", "them": "the word of {} about me"}


def rate(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME c=7 r=8 i=5 s=4")],
    *,
    view: Annotated[bool, typer.Option("--view", help="How I see them.")] = False,
    by: Annotated[str | None, typer.Option(metavar="them", help="Their own word about me: weighs most.")] = None,
    because: Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")] = None,
    on: On = None,
) -> None:
    """Rate credibility, reliability, intimacy and self-orientation from 1 to 10; those left out stay as they are.

    By default it is my guess of how they see me; --view is how I see them; --by them is what
    they told me, best asked for. S is low where the attention is on the other. Of each kind
    and factor the latest counts.
    """
    if by not in (None, "them", "me") or (by == "them" and view):
        raise UsageError("A rating is my guess, my --view of them, or --by them.", "netlog rate ana c=8 --by them")
    named = [word for word in words if "=" not in word]
    values = [_value(word) for word in words if "=" in word]
    told = dict(values)
    if len(told) < len(values):
        raise UsageError("A factor is rated twice.", "netlog rate ana c=7 r=8 i=5 s=4")
    if not named or not told:
        raise UsageError("A rating needs a name and some of c, r, i, s.", "netlog rate ana c=7 r=8 i=5 s=4")
    person, rest = finding.person_and_rest(session, named)
    if rest:
        raise UsageError(f"'{rest}' is no rating.", "netlog rate ana c=7 r=8 i=5 s=4")
    source = "them" if by == "them" else "view" if view else "guess"
    reason = people.note_or_none(because)
    rating = Rating(session.new_id(), person.id, session.past(on), source, text=reason, **told)  # type: ignore[arg-type]
    factors = " ".join(
        f"{letter} {value}" for letter, value in sorted(told.items(), key=lambda one: "CRIS".index(one[0]))
    )
    said = f"{SAID[source].format(person.name)}: {factors}"
    with session.store.write("rate", said) as writer:
        writer.add(rating)
    day = "" if rating.on == session.today else f", {wording.day(rating.on, session.today)}"
    why = f", because: {reason}" if reason else ""
    session.tell(telling.record(rating, person), telling.receipt((), f"{wording.capital(said)}{day}{why}."))


def _value(word: str) -> tuple[str, int]:
    letter, _, number = word.partition("=")
    typed = letter.strip().casefold()
    factor = typed.upper()[:1]
    if factor not in equation.NAMES or typed not in (factor.casefold(), equation.NAMES[factor]):
        known = ", ".join(f"{one.casefold()} {name}" for one, name in equation.NAMES.items())
        raise UsageError(f"There is no factor '{letter}'.", f"{known}.")
    if not (number.isascii() and number.isdecimal() and 1 <= int(number[:3]) <= 10):
        raise UsageError(f"{factor} cannot be '{number}'.", "Each factor runs from 1 to 10; S divides, so 0 is none.")
    return factor, int(number)
