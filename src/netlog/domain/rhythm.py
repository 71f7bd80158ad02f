"""Where a person stands in their rhythm: how long it has been, and when it is time again."""

from __future__ import annotations

from datetime import date, timedelta

from netlog.domain.cadence import Cadence, cadence
from netlog.domain.parameters import DEFAULTS, Parameters
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netlog.domain.journal import Standing, Tie

IN_A_ROW = 3  # attempts without an answer, or skips, after which something else is proposed
NEVER, RESTING = Cadence(None, "never in touch yet"), Cadence(None, "at rest")
MARKS = ((0.8, "on track"), (1.0, "soon"), (1.5, "due"))  # elapsed days / cadence below each; above all: late


class Cycle(NamedTuple):
    """The days between one contact and the next."""

    begun: date | None  # the last contact; before any, the day you met; None: nobody waits
    cadence: Cadence  # its days; none: there is no rhythm
    due: date | None = None  # the day it runs out, whether or not one works on it


class Clock(NamedTuple):
    """Where one person stands in their rhythm on one day."""

    last: date | None  # the last two-way contact
    cadence_days: int | None  # None: nobody waits for the next word
    why: str  # this cadence, or none
    due: date | None  # the day the cadence runs out, whether or not one works on it
    silent_days: int | None  # since the last contact; before any, since you met
    state: str  # on track, soon, due, late, dormant; or no rhythm
    attempts: int  # without an answer since the last contact
    skips: int  # cycles closed since then without one
    proposal: str | None  # what to try instead, once three of either came in a row


def at_rest(standing: Standing | None, today: date) -> bool:
    """Whether a rest with the person lasts on that day; its `until` is the first day after it."""
    return standing is not None and standing.state == "resting" and (standing.until is None or today < standing.until)


def resting(standings: Iterable[Standing], today: date) -> set[str]:
    """The ids of those at rest on a day; of several words about somebody the latest counts, earliest go in first."""
    last = {one.with_: one for one in standings if one.on <= today}
    return {id_ for id_, one in last.items() if at_rest(one, today)}


def cycle(tie: Tie, today: date, parameters: Parameters = DEFAULTS) -> Cycle:
    """The cycle a person is in: it starts at the last two-way contact, and an attempt leaves it alone.

    Before any contact it starts on the day you met, but only where you set a
    cadence yourself. A skip or the end of a rest opens a new one.
    """
    begun = tie.contacts[0] if tie.contacts else (tie.met or tie.added) if tie.every else None
    if begun is None:
        return Cycle(None, NEVER)
    if tie.standing and at_rest(tie.standing, today):
        return Cycle(begun, RESTING)
    met = min(tie.met, tie.first) if tie.met and tie.first else tie.first
    found = cadence(tie.every, tie.circle, met, tie.contacts, today, parameters)
    if not found.days:
        return Cycle(begun, found)
    start = begun
    if (tie.skips or tie.standing) and (restarts := list(_restarts(tie))):
        # The day of entry only stands in for a contact: where a cycle began otherwise, that counts, earlier or not.
        start = max([*([begun] if tie.contacts or tie.met else []), *restarts])
    return Cycle(begun, found, start + timedelta(found.days))


def _restarts(tie: Tie) -> Iterator[date]:
    """The days on which a cycle began without contact: a skip, a wake, the end a rest was given."""
    yield from (skip.on for skip in tie.skips if skip.reason == "cadence")
    if tie.standing and tie.standing.state == "active":
        yield tie.standing.on
    elif tie.standing and tie.standing.until:
        yield tie.standing.until


def is_dormant(tie: Tie, cadence_days: int, today: date, parameters: Parameters = DEFAULTS) -> bool:
    """Whether a tie has been silent for so many cadences that it is most likely gone, skips or not.

    Eight by default: Navarro, Miritello, Canales and Moro, Temporal patterns
    behind the strength of persistent ties (2017).
    """
    return bool(tie.contacts) and (today - tie.contacts[0]).days >= parameters.dormant * cadence_days


def clock(tie: Tie, today: date, parameters: Parameters = DEFAULTS) -> Clock:
    """Where a person stands in their rhythm."""
    now = cycle(tie, today, parameters)
    last = tie.contacts[0] if tie.contacts else None
    silent = None if now.begun is None else (today - now.begun).days
    skips = sum(skip.reason == "cadence" and (last is None or skip.on > last) for skip in tie.skips)
    state = _state(tie, now, today, parameters)
    proposal = _proposal(len(tie.attempts), skips)
    return Clock(last, now.cadence.days, now.cadence.why, now.due, silent, state, len(tie.attempts), skips, proposal)


def _state(tie: Tie, cycle: Cycle, today: date, parameters: Parameters) -> str:
    days = cycle.cadence.days
    if days is None or cycle.due is None:
        return "no rhythm"
    if is_dormant(tie, days, today, parameters):
        return "dormant"
    elapsed = ((today - cycle.due).days + days) / days
    return next((word for mark, word in MARKS if elapsed < mark), "late")


def _proposal(attempts: int, skips: int) -> str | None:
    if attempts >= IN_A_ROW:
        return f"{attempts} messages in a row without an answer: try another channel, a longer cadence, or let it rest"
    if skips >= IN_A_ROW:
        return f"skipped {skips} times in a row: a wider circle may suit you both better, or let it rest"
    return None
