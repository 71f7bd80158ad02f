"""What the morning list needs of everybody on a day, those whose account is below zero among it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.domain import account

if TYPE_CHECKING:
    from datetime import date

    from netlog.domain.journal import Agenda
    from netlog.session import Session


def agenda(session: Session, today: date) -> Agenda:
    """The agenda of a day; the balance is worked out only where it may be below zero."""
    parameters = session.parameters
    found = session.store.agenda(today)
    below_zero = {
        history.person.id: since
        for history in session.store.accounts(session.store.maybe_overdrawn(today, parameters.cooling))
        if (since := account.overdrawn_since(history, today, parameters))
    }
    if not below_zero:
        return found
    return found._replace(
        ties=tuple(tie._replace(overdrawn=below_zero[tie.id]) if tie.id in below_zero else tie for tie in found.ties)
    )
