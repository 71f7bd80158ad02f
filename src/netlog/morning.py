"""The morning list of a journal, and the agenda that it is made of."""

from __future__ import annotations

from netlog.domain import account, followups, overdraft, reasons
from netlog.domain.journal import CIRCLES
from netlog.domain.sieve import sieve
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from netlog.domain.followups import Due, Shown
    from netlog.domain.journal import Agenda
    from netlog.domain.parameters import Parameters
    from netlog.store.store import Store

COUNTED = 100  # people left out, and accounts that could only add to them, up to which the count is exact


def agenda(store: Store, today: date, parameters: Parameters) -> Agenda:
    """The agenda of a day, with the day since which each account is below zero."""
    found = store.agenda(today)
    below_zero = _below_zero(store, store.takers(today), today, parameters)
    return found._replace(
        ties=tuple(tie._replace(overdrawn=below_zero[tie.id]) if tie.id in below_zero else tie for tie in found.ties)
    )


def due(store: Store, today: date, parameters: Parameters, lines: int | None) -> Due:
    """The same list as `followups.due` makes of the whole agenda, from what may matter for it.

    First comes everything but the accounts, the dear part, of those who pass the sieve; then the
    accounts that may still change the list. Where those left out are many, or many accounts could
    only add to their number, it is not counted to the last.
    """
    morning = reasons.morning_of(today, store.absences(), parameters)
    held = store.held(today)
    ties = {tie.id: tie for tie in store.ties_through(sieve(morning), held)}
    people = followups.shown(ties.values(), morning)
    accounts, exact = _open(store, people, today, lines)
    below_zero = _below_zero(store, accounts, today, parameters)
    if below_zero:
        ties |= {tie.id: tie for tie in store.ties_of(below_zero.keys() - ties.keys(), today, held)}
        anew = [ties[id_]._replace(overdrawn=day) for id_, day in below_zero.items()]
        people = [one for one in people if one[0].id not in below_zero] + followups.shown(anew, morning)
    return followups.listed(people, today, lines, exact=exact)


def _open(store: Store, people: Sequence[Shown], today: date, lines: int | None) -> tuple[set[str], bool]:
    """The ids of those whose account may change the list, and whether its count will be exact."""
    last = followups.last_priority(people, lines)
    settled, circles = followups.settled(people, last), followups.reaching(last)
    everybody = circles == CIRCLES  # as where there is room for all
    if everybody or len(people) <= (lines or 0) + COUNTED:
        accounts = store.takers(today) - settled
        if everybody or len(accounts) <= COUNTED:
            return accounts, True
    return ({tie.id for tie, _ in people} | store.in_circles(circles)) - settled, False


def _below_zero(store: Store, ids: Collection[str], today: date, parameters: Parameters) -> dict[str, date]:
    """By person, of some, the day since which their account is below zero.

    Few accounts depend on when people spoke; only theirs are walked with every contact.
    """
    since: dict[str, date | None] = {}
    unsure = []
    for history in store.movements(list(ids)):
        earliest, latest = overdraft.since(history, today, parameters)
        if earliest == latest:
            since[history.person.id] = earliest
        else:
            unsure.append(history)
    spoke = store.contacts([history.person.id for history in unsure], today)
    for history in unsure:
        id_ = history.person.id
        since[id_] = account.ledger(history, today, parameters, spoke.get(id_, ())).overdrawn
    return {id_: day for id_, day in since.items() if day is not None}
