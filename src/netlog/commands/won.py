"""`netlog won`: somebody became a client, and how they came."""

from __future__ import annotations

from netlog import telling
from netlog import words as wording
from netlog.domain import people
from netlog.domain.dossier import MOST_MONEY, Win
from netlog.errors import Ambiguous, UsageError
from netlog.lazily import typer
from netlog.options import On
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Network"
EXAMPLES = (
    "netlog won mira --value 6000 --through dee",
    'netlog won lena --on "2 may" --place "PyData Lisbon"',
)


def won(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    on: On = None,
    value: Annotated[
        int | None,
        typer.Option(min=0, max=MOST_MONEY, metavar="N", help="What it is worth, in whole units of your currency."),
    ] = None,
    through: Annotated[str | None, typer.Option(metavar="NAME", help="Who brought them.")] = None,
    place: Annotated[str | None, typer.Option(metavar="TEXT", help="Or the place or event that did.")] = None,
) -> None:
    """Somebody became a client, or one again; `netlog sources` shows where clients come from.

    Where neither is told, the person tells it: who brought you together, else where you met.
    """
    if through and place:
        raise UsageError("Who brought them, or where were they met?", "--through or --place: one of them.")
    person = session.find(" ".join(name))
    day = session.past(on)
    if any(one.with_ == person.id and one.on == day for one in session.store.of(Win, person)):
        raise Ambiguous(
            f"{person.name} is noted as won on {wording.day(day, session.today)} already.",
            "--on takes another day; `netlog undo` takes the last step back.",
        )
    brought = session.find(through) if through else None
    if brought and brought.id == person.id:
        raise UsageError(f"{person.name} cannot have brought themselves.", "--through takes somebody else.")
    win = Win(
        id=session.new_id(),
        with_=person.id,
        on=day,
        value=value,
        through=brought.id if brought else None,
        place=people.line_or_none(place),
    )
    told = f"won: {person.name}, {wording.day(day, session.today)}"
    told += f", worth {value:,}" if value is not None else ""
    told += f", through {brought.name}" if brought else f", from {win.place}" if win.place else ""
    with session.store.write("won", told) as writer:
        writer.add(win)
    record = {**telling.record(win, person), "through": brought.handle if brought else None}
    session.tell(record, telling.receipt((), f"{wording.capital(told)}."))
