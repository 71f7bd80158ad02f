"""Two entries made one person: what changes, and the one step that writes it."""

from __future__ import annotations

from netlog.domain import dossier, merge
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from netlog.domain.journal import Person
    from netlog.session import Session


def plan(session: Session, kept: Person, gone: Person) -> merge.Plan:
    """What is to be written so that `kept` has all that was with `gone`."""
    beyond = [one for kind in dossier.KINDS for one in session.store.of(kind, gone)]
    return merge.plan(kept, session.store.history(gone), session.store.met_through(gone), beyond)


def write(session: Session, planned: merge.Plan) -> None:
    """Join the two, as one step."""
    gone, kept = planned.gone, planned.person
    with session.store.write("merge", f"{gone.name} ({gone.handle}) is {kept.name} ({kept.handle})") as writer:
        for one in (*planned.conversations, *planned.records, *planned.introduced, *planned.beyond):
            writer.replace(one)
        for one in planned.dropped:
            writer.delete(one)
        writer.delete(gone)
        writer.replace(kept)
