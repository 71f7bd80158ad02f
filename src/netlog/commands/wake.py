"""`netlog wake`: end somebody's rest; their rhythm begins today."""

from __future__ import annotations

from netlog import parting_script, telling
from netlog import words as wording
from netlog.domain import parting, rhythm
from netlog.domain.dossier import Parting
from netlog.domain.journal import Standing
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "People"
EXAMPLES = ("netlog wake tom",)


def wake(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
) -> None:
    """End somebody's rest: the days until the next contact count from today, whatever went before.

    Where you have parted, that is taken back: you may meet again.
    """
    person = session.find(" ".join(name))
    tie = session.store.agenda(session.today, person).ties[0]
    if not rhythm.at_rest(tie.standing, session.today):
        session.tell(person, f"{person.name} is awake already.")
        return
    standing = Standing(session.new_id(), person.id, session.today, "active")
    partings = session.store.of(Parting, person)
    reopened = parting.reopened(partings, session.new_id(), session.today)
    left = parting_script.of_parting(session.store.history(person)) if reopened else []
    with session.store.write("wake", f"{person.name} is awake") as writer:
        writer.add(standing, *([reopened] if reopened else []))
        for one in left:
            writer.replace(one._replace(done=session.today))
    cycle = rhythm.cycle(tie._replace(standing=standing), session.today, session.parameters)
    due = f"; next due {wording.day(cycle.due, session.today)}, {cycle.cadence.why}" if cycle.due else ""
    back = f" The parting of {wording.day(partings[-1].on, session.today)} is taken back." if reopened else ""
    session.tell(telling.record(standing, person), telling.receipt((), f"{person.name} is awake{due}.{back}"))
