"""`netlog wake`: end somebody's rest; their rhythm begins today."""

from __future__ import annotations

from typing import Annotated

from netlog import telling
from netlog import words as wording
from netlog.domain import rhythm
from netlog.domain.journal import Standing
from netlog.lazily import typer
from netlog.session import Session

PANEL = "People"
EXAMPLES = ("netlog wake tom",)


def wake(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
) -> None:
    """End somebody's rest: the days until the next contact count from today, whatever went before."""
    person = session.find(" ".join(name))
    tie = session.store.agenda(session.today, person).ties[0]
    if not rhythm.at_rest(tie.standing, session.today):
        session.tell(person, f"{person.name} is awake already.")
        return
    standing = Standing(session.new_id(), person.id, session.today, "active")
    with session.store.write("wake", f"{person.name} is awake") as writer:
        writer.add(standing)
    cycle = rhythm.cycle(tie._replace(standing=standing), session.today, session.parameters)
    due = f"; next due {wording.day(cycle.due, session.today)}, {cycle.why}" if cycle.due else ""
    session.tell(telling.record(standing, person), telling.receipt((), f"{person.name} is awake{due}."))
