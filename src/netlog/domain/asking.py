"""Whether I may ask somebody for something now, and if not, what would change that."""

from __future__ import annotations

from math import ceil, log2

from netlog.domain import account, equation
from netlog.domain.cadence import of_circle
from netlog.domain.parameters import DEFAULTS, Parameters
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from netlog.domain.journal import History

NEWCOMER = (
    1.0  # points of credit anybody has: askers underrate how willingly small help is given (Flynn and Lake, 2008)
)
EVEN = 50  # index at the lower end of the interval above which trust is credit
PAUSE_DAYS = 30  # after a granted ask, unless a gift comes first
# In person people say yes far more often than by e-mail (Roghanizad and Bohns, 2017), and may feel pressed.
ADVICE = "Ask in person or by call, and leave an easy way to say no."


class Room(NamedTuple):
    """What may be asked for, in points: available + credit − open asks, never below 0."""

    balance: float
    settling: float
    available: float
    credit: float
    open_asks: int
    room: float


class Fit(NamedTuple):
    """Whether a size fits the room; if not, how long to wait, or what to give first and how long to wait then."""

    verdict: str  # yes, tight, not-yet
    short: float  # points missing
    wait_days: int | None  # until enough has settled; None: it fits, or waiting does not help
    gift: str | None  # the smallest size that would do, where waiting does not help
    wait_days_after_gift: int | None


COVERED = ("yes", "tight")  # verdicts on an ask that there is room for


class Verdict(NamedTuple):
    """The answer to: may I ask now?"""

    verdict: str  # yes, tight, not-yet, or the blocker
    room: float
    short: float
    wait_days: int | None
    gift: str | None
    wait_days_after_gift: int | None
    blocker: str | None  # promise-first, wait-for-answer, hello-first, too-soon
    largest: str | None  # the largest size word that fits the room
    credit: float
    open_asks: int
    available: float
    balance: float
    settling: float
    advice: str | None  # how to ask for something larger


def credit(low: float, parameters: Parameters = DEFAULTS) -> float:
    """The points that trust is good for: 1 + 0.2 for each index point above 50 at the lower end of the interval."""
    return NEWCOMER + parameters.credit * max(0.0, low - EVEN)


def means(balance: float, settling: float, low: float, open_asks: int, parameters: Parameters = DEFAULTS) -> Room:
    """The room that an account, the lower end of my index and the points of my open asks leave."""
    available, good_for = balance - settling, credit(low, parameters)
    return Room(balance, settling, available, good_for, open_asks, max(0.0, available + good_for - open_asks))


def room(
    history: History, today: date, parameters: Parameters = DEFAULTS, *, known: equation.Weighed | None = None
) -> Room:
    """The room there is with one person on that day; `known` as in `equation.score`."""
    books = account.ledger(history, today, parameters)
    low = equation.score(history, today, parameters, known=known).mine.low
    waiting = sum(ask.points for ask in account.open_asks(history, today, parameters))
    return means(books.balance, books.settling, low, waiting, parameters)


def fit(points: int, within: Room, parameters: Parameters = DEFAULTS) -> Fit:
    """How an ask fits the room.

    Of what is settling, U, half is left every 14 days; the ask fits once that is no
    more than what it leaves of balance and credit: after 14 · log2(U / rest) days.
    """
    if points <= within.room:
        easy = points <= within.room / 2 or points <= parameters.size_xs
        return Fit("yes" if easy else "tight", 0.0, None, None, None)
    missing = points - (within.available + within.credit - within.open_asks)
    rest = within.balance + within.credit - within.open_asks - points
    wait = _wait(within.settling, rest, parameters)
    if wait is not None:
        return Fit("not-yet", missing, wait, None, None)
    for size, worth in account.sizes(parameters).items():
        settling = min(within.settling + worth * account.SETTLING, max(0.0, within.balance + worth))
        wait = _wait(settling, rest + worth, parameters)
        if wait is not None:
            return Fit("not-yet", missing, None, size, wait)
    return Fit("not-yet", missing, None, None, None)


def may_ask(
    history: History,
    points: int,
    today: date,
    parameters: Parameters = DEFAULTS,
    *,
    known: equation.Weighed | None = None,
) -> Verdict:
    """Whether I may ask the person for that much now; `known` as in `equation.score`.

    Where an overdue promise stands in the way, wait and gift are what would be
    left to do once it is owned. A pause after an ask is part of the wait.
    """
    now = room(history, today, parameters, known=known)
    blocker = _blocker(history, points, today, parameters)
    answer = fit(points, now, parameters)
    wait_days, gift, then = answer.wait_days, answer.gift, answer.wait_days_after_gift
    if blocker == "promise-first":
        _, _, wait_days, gift, then = fit(points, room(_put_right(history, today), today, parameters), parameters)
    elif blocker == "too-soon" and gift is None:
        wait_days = max(wait_days or 0, _pause_left(history, today, parameters))
    return Verdict(
        verdict=blocker or answer.verdict,
        room=now.room,
        short=answer.short,
        wait_days=wait_days,
        gift=gift,
        wait_days_after_gift=then,
        blocker=blocker,
        largest=account.largest(now.room, parameters),
        credit=now.credit,
        open_asks=now.open_asks,
        available=now.available,
        balance=now.balance,
        settling=now.settling,
        advice=ADVICE if points >= parameters.size_m else None,
    )


def _wait(settling: float, rest: float, parameters: Parameters) -> int | None:
    """The days until no more than `rest` is settling; none if that never helps."""
    if rest <= 0:
        return None
    if settling <= rest:
        return 0
    # Whole days by the formula stay whole: the last binary digit does not cost another.
    return ceil(parameters.settling * log2(settling / rest) - 1e-9)


def _blocker(history: History, points: int, today: date, parameters: Parameters) -> str | None:
    """What stands in the way whatever the room, the gravest first; the smallest ask is never too cold or too soon."""
    if any(promise.who == "me" and account.is_overdue(promise, today) for promise in history.promises):
        return "promise-first"
    if account.open_asks(history, today, parameters):
        return "wait-for-answer"
    if points <= parameters.size_xs:
        return None
    last = account.ledger(history, today, parameters).last_contact
    warmth = of_circle(history.person.circle, parameters) or account.WARM_DAYS
    if last is not None and (today - last).days > warmth:
        return "hello-first"
    return "too-soon" if _pause_left(history, today, parameters) else None


def _pause_left(history: History, today: date, parameters: Parameters) -> int:
    """The days until another ask is fine: 30 from the last granted one, none once I gave something since."""
    granted = [
        entry.answered
        for entry in history.entries
        if (entry.kind, entry.who, entry.answer) == ("ask", "me", "yes") and entry.answered and entry.answered <= today
    ]
    if not granted:
        return 0
    last = max(granted)
    lines = account.ledger(history, today, parameters).lines
    given = any(line.kind in account.GIVEN and line.points and line.on >= last for line in lines)
    return 0 if given else max(0, PAUSE_DAYS - (today - last).days)


def _put_right(history: History, today: date) -> History:
    """The history as it would stand were every overdue promise of mine owned on that day."""
    return history._replace(
        promises=tuple(
            account.owned(promise, today) if promise.who == "me" and account.is_overdue(promise, today) else promise
            for promise in history.promises
        )
    )
