"""What the morning list needs of everybody on a day, those whose account is below zero among it."""

from __future__ import annotations

from netlog.domain import account, overdraft
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from netlog.domain.journal import Agenda
    from netlog.domain.parameters import Parameters
    from netlog.session import Session
    from netlog.store.store import Store


def agenda(session: Session, today: date) -> Agenda:
    """The agenda of a day, with the day since which each account is below zero."""
    found = session.store.agenda(today)
    below_zero = _below_zero(session.store, today, session.parameters)
    if not below_zero:
        return found
    return found._replace(
        ties=tuple(tie._replace(overdrawn=below_zero[tie.id]) if tie.id in below_zero else tie for tie in found.ties)
    )


def _below_zero(store: Store, today: date, parameters: Parameters) -> dict[str, date]:
    """By person, the day since which their account is below zero.

    Few accounts depend on when people spoke; only theirs are walked with every contact.
    """
    since: dict[str, date | None] = {}
    unsure = []
    for history in store.movements(store.maybe_overdrawn(today, parameters)):
        earliest, latest = overdraft.since(history, today, parameters)
        if earliest == latest:
            since[history.person.id] = earliest
        else:
            unsure.append(history)
    for history in store.with_contacts(unsure):
        since[history.person.id] = account.overdrawn_since(history, today, parameters)
    return {id_: day for id_, day in since.items() if day is not None}
