"""Parting well: what speaks for it, what to ask oneself first, and the steps in their order."""

from __future__ import annotations

from datetime import timedelta

from netlog.domain import account
from netlog.domain.equation import Weighed, score, weighed
from netlog.domain.evidence import RATED, TALK
from netlog.domain.parameters import DEFAULTS
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from netlog.domain.dossier import Expectation, Parting
    from netlog.domain.journal import History, Promise
    from netlog.domain.parameters import Parameters

PERIOD = 180  # days that the advisor looks back
FRUITLESS = 4  # meetings without outcome
SKIPPED = 3  # lines skipped or hidden
LAST = 5  # conversations whose energy is averaged
ENOUGH = 3  # of them at least: one tired afternoon says nothing
REPEATED = 3  # unmet needs and repeated questions
POOR_FIT = 50  # of 100
GIVEN, RATIO = 10, 3  # points given, and times what was taken
SELF = 6.5  # self-orientation, 1 to 10
OWN_EVENTS = 2  # self-centred moments of mine
ADJUST, CONSIDER = 2, 3  # flags
LOOK = "look at yourself first"
RETRO_DAYS = 30  # a look at oneself stays fresh

# What may follow what; `stopped` takes a parting back, and a new one may be planned.
AFTER = {
    "planned": ("talked", "stopped"),
    "talked": ("handover", "parted", "stopped"),
    "handover": ("parted", "stopped"),
    "parted": (),
    "stopped": (),
}
UNDER_WAY = tuple(state for state, after in AFTER.items() if after)


class Flag(NamedTuple):
    """One thing that speaks for a change."""

    code: str
    text: str


class Advisor(NamedTuple):
    """What the log says about going on, and what comes before any parting."""

    flags: tuple[Flag, ...]
    advice: str  # keep, adjust or consider parting
    first: str | None  # what comes before the advice
    S: float  # my self-orientation towards them, 1 to 10
    own_events: int  # self-centred moments of mine in the period


def advice(
    history: History, fit_after_phase: float | None, unmet: int, today: date, parameters: Parameters = DEFAULTS
) -> Advisor:
    """What the last 180 days say: up to one flag keep, two adjust, three or more consider parting.

    `fit_after_phase` is the fit once a phase was judged, 0 to 100; `unmet` counts needs
    of mine that were not met and questions asked before. However many flags there are, a
    self-orientation of 6.5 or two self-centred moments of my own are to be looked at first.
    """
    flags = tuple(_flags(history, fit_after_phase, unmet, today, parameters))
    known = weighed(history, today, parameters)
    mine = score(history, today, parameters, known=known).mine
    events = _own_events(known, today)
    word = "consider parting" if len(flags) >= CONSIDER else "adjust" if len(flags) == ADJUST else "keep"
    return Advisor(flags, word, LOOK if mine.S >= SELF or events >= OWN_EVENTS else None, mine.S, events)


def unmet_count(expectations: Iterable[Expectation], history: History, today: date) -> int:
    """How often in the period a need of mine went unmet, or they asked what they had asked before."""
    needs = sum(
        one.who == "me" and one.outcome == "unmet" and one.closed is not None and _recent(one.closed, today)
        for one in expectations
    )
    return needs + sum(_recent(talk.on, today) and "asked-before" in talk.tags for talk in history.conversations)


def under_way(partings: Sequence[Parting]) -> Parting | None:
    """The last step of a parting that neither ended nor was stopped; oldest first go in."""
    return partings[-1] if partings and partings[-1].state in UNDER_WAY else None


def reopened(partings: Sequence[Parting], id_: str, today: date) -> Parting | None:
    """The step that takes the latest parting back, finished or not; none when there is nothing to take back."""
    last = partings[-1] if partings else None
    if last is None or last.state == "stopped":
        return None
    return last._replace(id=id_, on=today, state="stopped", until=None)


def missing(before: Parting | None, to: str, open_promises: int) -> str | None:
    """What has to come before a step, in words; none when the step may be taken."""
    if before is None:
        return "it is not planned yet"
    if to not in AFTER[before.state]:
        return "you have not talked yet" if before.state == "planned" else f"it is {before.state} already"
    if to == "parted" and open_promises:
        what = "a promise of yours is" if open_promises == 1 else f"{open_promises} promises of yours are"
        return f"{what} still open"
    return None


def mine_open(promises: Iterable[Promise]) -> list[Promise]:
    """The promises of mine that nobody kept, released or gave up yet."""
    return [one for one in promises if one.who == "me" and one.outcome is None]


def _recent(on: date, today: date) -> bool:
    return today - timedelta(PERIOD) < on <= today


def _flags(history: History, fit: float | None, unmet: int, today: date, parameters: Parameters) -> Iterator[Flag]:
    """Each thing that speaks for a change, once."""
    talks = [
        talk for talk in history.conversations if _recent(talk.on, today) and account.took_part(talk, history.person.id)
    ]
    fruitless = sum(talk.outcome == "none" for talk in talks)
    if fruitless >= FRUITLESS:
        yield Flag("outcome", f"{fruitless} meetings came to nothing")
    days = [*(one.on for one in history.skips), *(one.on for one in history.snoozes)]
    put_off = sum(_recent(on, today) for on in days)
    if put_off >= SKIPPED:
        yield Flag("skips", f"put off {put_off} times")
    energies = [talk.energy for talk in talks if talk.energy is not None][-LAST:]
    if len(energies) >= ENOUGH and sum(energies) < 0:
        yield Flag("energy", f"the last {len(energies)} talks drained you (−{-sum(energies) / len(energies):.1f})")
    if unmet >= REPEATED:
        yield Flag("unmet", f"{unmet} needs unmet or questions asked again")
    if fit is not None and fit < POOR_FIT:
        yield Flag("fit", f"the fit is {fit:.0f} of 100")
    given, taken = _exchanged(history, today, parameters)
    if given >= GIVEN and given >= RATIO * taken:
        yield Flag("giving", f"you gave {given:g} points and took {taken:g}")


def _exchanged(history: History, today: date, parameters: Parameters) -> tuple[float, float]:
    """The points given and taken in the period."""
    lines = [line for line in account.ledger(history, today, parameters).lines if _recent(line.on, today)]
    given = sum(line.points for line in lines if line.kind in account.GIVEN)
    return given, -sum(line.points for line in lines if line.kind in account.TAKEN)


def _own_events(known: Weighed, today: date) -> int:
    """Self-centred moments of mine in the period: what one record shows of one kind; a rating is no moment."""
    return len(
        {
            (item.source, "conversation" if item.kind in TALK else item.kind)
            for item in known.counted
            if (item.about, item.factor, item.good) == ("me", "S", False)
            and _recent(item.on, today)
            and not item.kind.startswith(RATED)
        }
    )
