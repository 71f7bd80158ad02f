"""`netlog away`: days on which I, or somebody, cannot be met."""

from __future__ import annotations

from netlog import telling
from netlog import words as wording
from netlog.domain.journal import Away
from netlog.domain.plain import plain
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = ("netlog away --from 2026-12-21 --until 2027-01-04", "netlog away tom --until 2027-03-01")


def away(
    session: Session,
    name: Annotated[list[str] | None, typer.Argument(metavar="[NAME]")] = None,
    *,
    until: Annotated[str, typer.Option(metavar="DAY", help="The first day back.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="The first day away; by default today.")
    ] = None,
) -> None:
    """Note an absence: mine, or with a name theirs.

    On my days away nothing is due: nudges wait for the day back, warnings of promises come
    before. With somebody away, keeping in touch waits until they are back.
    """
    person = session.find(" ".join(name)) if name else None
    start = session.day(from_, "future") if from_ else session.today
    near = until.strip().casefold() in ("today", "tomorrow")  # said of the day it is, not of the first day away
    back = session.day(until, "future", None if near else start)
    if back <= start:
        raise UsageError(
            f"{wording.day(back, session.today)} is not after {wording.day(start, session.today)}.",
            "--until takes the first day back.",
        )
    record = Away(session.new_id(), person.id if person else None, start, back)
    whose = f"{person.name} is" if person else "You are"
    told = f"{whose} away from {wording.day(start, session.today)}, back on {wording.day(back, session.today)}"
    with session.store.write("away", told) as writer:
        writer.add(record)
    plain_record = telling.record(record, person) if person else plain(record)
    session.tell(plain_record, telling.receipt((), f"{told}."))
