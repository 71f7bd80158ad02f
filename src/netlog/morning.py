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
MANY = 2 * COUNTED  # ties looked through for so many lines: most that pass the sieve have one


def agenda(store: Store, today: date, parameters: Parameters) -> Agenda:
    """The agenda of a day, with the day since which each account is below zero."""
    found = store.agenda(today)
    below_zero = _below_zero(store, store.takers(today), today, parameters)
    return found._replace(
        ties=tuple(tie._replace(overdrawn=below_zero[tie.id]) if tie.id in below_zero else tie for tie in found.ties)
    )


def due(store: Store, today: date, parameters: Parameters, lines: int | None) -> Due:
    """The same list as `followups.due` makes of the whole agenda, from what may matter for it.

    First come those who hold a promise, an ask or a favour, then all others who pass the sieve, and
    last the accounts, the dear part, that may still change the list. Where those left out are many,
    or many accounts could only add to their number, it is not counted to the last.
    """
    morning = reasons.morning_of(today, store.absences(), parameters)
    held = store.held(today)
    people = followups.shown(ties := store.ties_told(today, held), morning)
    # Where enough of these come before all others, the others are no more than counted.
    most = MANY if followups.last_priority(people, lines) > reasons.HIGHEST_OF_OTHERS else None
    others = store.ties_through(sieve(morning), held, most)
    found = followups.shown(others, morning)
    if len(others) == most and len(found) < COUNTED:
        others = store.ties_through(sieve(morning), held, most := None)
        found = followups.shown(others, morning)
    people += found
    accounts, exact = _open(store, people, today, lines, all_read=len(others) != most)
    below_zero = _below_zero(store, accounts, today, parameters)
    if below_zero:
        known = {tie.id: tie for tie in (*ties, *others)}
        known |= {tie.id: tie for tie in store.ties_of(below_zero.keys() - known.keys(), today, held)}
        anew = [known[id_]._replace(overdrawn=day) for id_, day in below_zero.items()]
        people = [one for one in people if one[0].id not in below_zero] + followups.shown(anew, morning)
    return followups.listed(people, today, lines, exact=exact)


def _open(
    store: Store, people: Sequence[Shown], today: date, lines: int | None, *, all_read: bool
) -> tuple[set[str], bool]:
    """The ids of those whose account may change the list, and whether its count will be exact."""
    last = followups.last_priority(people, lines)
    settled, circles = followups.settled(people, last), followups.reaching(last)
    everybody = circles == CIRCLES  # as where there is room for all
    if everybody or (all_read and len(people) <= (lines or 0) + COUNTED):
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
