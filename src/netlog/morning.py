"""The morning list of a journal, and the agenda that it is made of."""

from __future__ import annotations

from netlog.domain import account, followups, overdraft, reasons
from netlog.domain.sieve import sieve
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from netlog.domain.followups import Due
    from netlog.domain.journal import Agenda
    from netlog.domain.parameters import Parameters
    from netlog.session import Session
    from netlog.store.store import Store


def agenda(session: Session, today: date) -> Agenda:
    """The agenda of a day, with the day since which each account is below zero."""
    found = session.store.agenda(today)
    below_zero = _below_zero(session.store, today, session.parameters)
    return found._replace(
        ties=tuple(tie._replace(overdrawn=below_zero[tie.id]) if tie.id in below_zero else tie for tie in found.ties)
    )


def due(session: Session, today: date, lines: int | None) -> Due:
    """The same list as `followups.due` makes of the whole agenda, from what may matter for it.

    First comes everything but the accounts, the dear part, of those who pass the sieve; then the
    accounts that may still change the list.
    """
    store, parameters = session.store, session.parameters
    morning = reasons.morning_of(today, store.absences(), parameters)
    held = store.held(today)
    ties = {tie.id: tie for tie in store.ties_through(sieve(morning), held)}
    people = followups.shown(ties.values(), morning)
    below_zero = _below_zero(store, today, parameters, followups.settled(people, lines))
    if below_zero:
        ties |= {tie.id: tie for tie in store.ties_of(below_zero.keys() - ties.keys(), today, held)}
        anew = [ties[id_]._replace(overdrawn=day) for id_, day in below_zero.items()]
        people = [one for one in people if one[0].id not in below_zero] + followups.shown(anew, morning)
    return followups.listed(people, today, lines)


def _below_zero(store: Store, today: date, parameters: Parameters, without: Collection[str] = ()) -> dict[str, date]:
    """By person, the day since which their account is below zero; some need not be looked at.

    Few accounts depend on when people spoke; only theirs are walked with every contact.
    """
    since: dict[str, date | None] = {}
    unsure = []
    for history in store.movements(store.maybe_overdrawn(today, parameters, without)):
        earliest, latest = overdraft.since(history, today, parameters)
        if earliest == latest:
            since[history.person.id] = earliest
        else:
            unsure.append(history)
    for history in store.with_contacts(unsure):
        since[history.person.id] = account.overdrawn_since(history, today, parameters)
    return {id_: day for id_, day in since.items() if day is not None}
