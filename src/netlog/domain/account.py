"""The account with one person: what was given and taken, and how much of it may be drawn on."""

from __future__ import annotations

from datetime import date, timedelta
from math import exp2

from netlog.domain.cadence import of_circle
from netlog.domain.journal import CREDITED, Change, Conversation, Entry, History, Promise
from netlog.domain.parameters import DEFAULTS, Parameters
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    Dated = TypeVar("Dated", "Move", Entry)

MOST_POINTS = 1000  # of one entry told as a number
KEPT = 1  # points for a promise kept on time, for thanks, for credit given in public
THANKS_DAYS = 7  # thanks and public credit count once in so many days
BREACH = {"small": 1, "medium": 3, "large": 8}  # points, for a promise broken or silently overdue
REPAIRED = 0.5  # of a breach, once owned or delivered: an apology mends in part
SETTLING = 0.5  # of a deposit, to begin with: a gift followed at once by an ask looks like trade
EASY = 1  # points of asking beyond what is available that nobody minds
WARM_DAYS = 90  # of warmth after a contact, in a circle without cadence
YEAR = 365  # days that given and taken are counted over

GIVEN = ("give", "helped")
TAKEN = ("receive", "granted")


class Term(NamedTuple):
    """One date a promise was to be kept by, and what became of it."""

    due: date | None  # None: no day was named
    ended: date | None  # None: still in force
    how: str  # postponed, kept, broken, released, open
    silent: bool  # the date went by without a word


class Line(NamedTuple):
    """One line of the statement."""

    on: date
    kind: str  # give, helped, thank, credit, kept, repair, refund; receive, granted, declined, unanswered, …
    text: str
    points: float  # above zero in, below zero out
    balance: float  # after the line


class Ledger(NamedTuple):
    """The account walked from its first line to one day."""

    lines: tuple[Line, ...] = ()  # oldest first
    balance: float = 0.0  # points; below zero: in their debt
    settling: float = 0.0  # of the balance, too fresh to draw on
    growth: float = 0.0  # earned while warm, ever
    cooled: float = 0.0  # lost while cold, ever
    last_contact: date | None = None  # the last two-way contact or entry
    overdrawn: date | None = None  # the first day of the present stretch below zero
    uncovered: frozenset[str] = frozenset()  # ids of asks, of either side, beyond what was available that day

    @property
    def available(self) -> float:
        """The settled part of the balance."""
        return self.balance - self.settling


class Statement(NamedTuple):
    """Opening + deposits − withdrawals + growth − cooled = balance, all in points."""

    opening: float
    deposits: float
    withdrawals: float
    growth: float
    cooled: float
    balance: float
    settling: float
    available: float
    given: float  # gifts, help and granted asks of the last 365 days
    taken: float
    entries: tuple[Line, ...]


class Move(NamedTuple):
    """Points that move on a day; within it the order of the fields is the order of the lines."""

    on: date
    out: bool  # a withdrawal: judged after the asks of its day
    kind: str
    text: str
    points: float
    settles: bool = False  # a deposit of which half has yet to settle


def sizes(parameters: Parameters = DEFAULTS) -> dict[str, int]:
    """The points of each size word, smallest first."""
    return {
        "XS": parameters.size_xs,
        "S": parameters.size_s,
        "M": parameters.size_m,
        "L": parameters.size_l,
        "XL": parameters.size_xl,
    }


def points(size: str, parameters: Parameters = DEFAULTS) -> int:
    """What a size word is worth; a point is a favour of five minutes."""
    return sizes(parameters)[size]


def largest(within: float, parameters: Parameters = DEFAULTS) -> str | None:
    """The largest size word worth no more than that many points; none when even the smallest is more."""
    fitting = [size for size, worth in sizes(parameters).items() if worth <= within]
    return fitting[-1] if fitting else None


def read_size(text: str, parameters: Parameters = DEFAULTS) -> tuple[str | None, int]:
    """The size word, none where a number was typed, and the points."""
    typed = text.strip()
    if typed.upper() in sizes(parameters):
        return typed.upper(), points(typed.upper(), parameters)
    # The length keeps int() from reading a novel.
    if typed.isascii() and typed.isdecimal() and len(typed) <= len(str(MOST_POINTS)) and 1 <= int(typed) <= MOST_POINTS:
        return None, int(typed)
    raise UsageError(
        f"'{text}' is not a size.",
        f"Say XS, S, M, L or XL, or points as a whole number from 1 to {MOST_POINTS}; a favour of five minutes is 1.",
    )


def terms(promise: Promise, today: date) -> list[Term]:
    """The dates a promise has had by that day, the one in force last; none before it was made."""
    if promise.on > today:
        return []
    found = []
    due = promise.by
    for change in sorted(promise.changes, key=lambda change: change.on):
        if change.on <= today:
            found.append(Term(due, change.on, "postponed", due is not None and change.on > due))
            due = change.by
    closed = promise.closed if promise.closed is not None and promise.closed <= today else None
    how = (promise.outcome if closed else None) or "open"
    found.append(Term(due, closed, how, due is not None and (closed or today) > due))
    return found


def is_overdue(promise: Promise, today: date) -> bool:
    """Whether the promise is open on that day and its date went by."""
    return any(term.how == "open" and term.silent for term in terms(promise, today))


def owned(promise: Promise, today: date) -> Promise:
    """The promise as it would stand were its slip owned on that day."""
    return promise._replace(changes=(*promise.changes, Change(today, today)))


def took_part(conversation: Conversation, person: str) -> bool:
    """Whether it was a contact with the person: not an unanswered message, nor only watched."""
    return not conversation.attempt and person in conversation.with_


def contact_days(history: History, today: date) -> list[date]:
    """The days with two-way contact up to that day, oldest first, each once."""
    person = history.person.id
    return sorted({talk.on for talk in history.conversations if talk.on <= today and took_part(talk, person)})


def open_asks(history: History, today: date, parameters: Parameters = DEFAULTS) -> list[Entry]:
    """My asks that wait for an answer on that day; one left unanswered for too long is closed."""
    return [
        entry
        for entry in history.entries
        if (entry.kind, entry.who) == ("ask", "me")
        and entry.on <= today < entry.on + timedelta(parameters.unanswered)
        and _answered(entry, today) is None
    ]


def ledger(
    history: History, today: date, parameters: Parameters = DEFAULTS, spoke: Iterable[date] | None = None
) -> Ledger:
    """The account as it stood at the end of that day; the days with contact, where they are known, need no talks.

    Between two days, d apart, of which the first `warm` lie within the circle's
    cadence of the last contact, with interest i per 30 days and cooling half-life h:
    B ← min(max(cap, B), B · (1 + i)^(warm/30)) · 2^(−(d − warm)/h) while B > 0, and
    settling U ← min(U · 2^(−d/14), max(0, B)). Debts stay as they are: receivers
    discount a favour with time, givers do not (Flynn, What have you done for me
    lately?, 2003). Within a day deposits, repairs and breaches come first, then
    asks are judged, then withdrawals leave: the order of entry changes nothing.
    Its cost is one step per line; contacts while still warm cost a comparison.
    """
    moves = sorted(moves_of(history, today, parameters))
    asks = [entry for entry in history.entries if entry.kind == "ask" and entry.on <= today]
    contacts = {*(contact_days(history, today) if spoke is None else spoke), *_entry_days(history, today)}
    if not moves and not asks:
        return Ledger(last_contact=max(contacts, default=None))
    moved = _by_day(moves)
    asked = _by_day(asks)
    warmth = of_circle(history.person.circle, parameters) or WARM_DAYS
    lines: list[Line] = []
    uncovered: set[str] = set()
    balance = settling = growth = cooled = 0.0
    last = overdrawn = None
    before = min(*contacts, *moved, today)
    for day in sorted({*contacts, *moved, *asked, today}):
        todays = moved.get(day, ())
        if not todays and day not in asked and day < today and last and (balance <= 0 or (day - last).days <= warmth):
            last = day  # nothing to age, or warm all the way: the next line can settle both spans at once
            continue
        if balance > 0:
            days = (day - before).days
            warm = min(max((last - before).days + warmth, 0), days) if last else 0
            grown, left = aged(balance, warm, days - warm, parameters)
            growth += grown - balance
            cooled += grown - left
            balance, settling = left, min(settling * exp2(-days / parameters.settling), left)
        for move in todays:
            if not move.out:
                balance += move.points
                settling += move.points * SETTLING if move.settles else 0.0
                lines.append(Line(day, move.kind, move.text, float(move.points), balance))
        if settling > balance:
            settling = max(0.0, balance)
        if day in asked:
            uncovered |= {ask.id for ask in asked[day] if _goes_beyond(ask, balance, settling)}
        for move in todays:
            if move.out:
                balance += move.points
                lines.append(Line(day, move.kind, move.text, float(move.points), balance))
        if settling > balance:
            settling = max(0.0, balance)
        overdrawn = (overdrawn or day) if balance < 0 else None
        last = day if day in contacts else last
        before = day
    return Ledger(tuple(lines), balance, settling, growth, cooled, last, overdrawn, frozenset(uncovered))


def statement(history: History, today: date, parameters: Parameters = DEFAULTS, since: date | None = None) -> Statement:
    """The account up to that day; `since` opens it with the balance of the evening before."""
    now = ledger(history, today, parameters)
    opening = ledger(history, since - timedelta(1), parameters) if since else Ledger()
    lines = tuple(line for line in now.lines if since is None or line.on >= since)
    given, taken = passed(now, today)
    return Statement(
        opening=opening.balance,
        deposits=sum((line.points for line in lines if line.points > 0), 0.0),
        withdrawals=sum((-line.points for line in lines if line.points < 0), 0.0),
        growth=now.growth - opening.growth,
        cooled=now.cooled - opening.cooled,
        balance=now.balance,
        settling=now.settling,
        available=now.available,
        given=given,
        taken=taken,
        entries=lines,
    )


def passed(books: Ledger, today: date) -> tuple[float, float]:
    """The points given and taken in the year up to that day."""
    year = [line for line in books.lines if (today - line.on).days <= YEAR]
    return (
        sum((line.points for line in year if line.kind in GIVEN), 0.0),
        sum((-line.points for line in year if line.kind in TAKEN), 0.0),
    )


def aged(balance: float, warm: int, cold: int, parameters: Parameters) -> tuple[float, float]:
    """The balance after its warm days, and what is left of that after the cold ones."""
    if balance <= 0:
        return balance, balance
    earned = balance * (1 + parameters.interest) ** (warm / 30)
    grown = min(max(parameters.interest_cap, balance), earned)
    return grown, grown * exp2(-cold / parameters.cooling)


def _goes_beyond(ask: Entry, balance: float, settling: float) -> bool:
    """Whether an ask is for more than is available, trust aside; for them the account is seen from the other side."""
    available = balance - settling if ask.who == "me" else -balance
    return ask.points > max(0.0, available) + EASY


def _by_day(records: Iterable[Dated]) -> dict[date, list[Dated]]:
    days: dict[date, list[Dated]] = {}
    for record in records:
        days.setdefault(record.on, []).append(record)
    return days


def _answered(entry: Entry, today: date) -> date | None:
    """The day of the answer to an ask, if it came by that day."""
    return entry.answered if entry.answer and entry.answered and entry.answered <= today else None


def _entry_days(history: History, today: date) -> Iterator[date]:
    """The days on which an entry was a contact: giving, thanking, asking, answering, making good on a promise.

    A date that passes in silence touches nobody; nor do postponing in time or a release that frees from no cost.
    """
    for entry in history.entries:
        if entry.on <= today:
            yield entry.on
        answered = _answered(entry, today)
        if answered:
            yield answered
    for promise in history.promises:
        if promise.who == "me":
            yield from (move.on for move in _promised(promise, today) if move.kind != "overdue")


def moves_of(history: History, today: date, parameters: Parameters) -> Iterator[Move]:
    """Every movement of points up to that day."""
    for entry in history.entries:
        if entry.on <= today:
            yield from _entered(entry, today, parameters)
    for promise in history.promises:
        if promise.who == "me":
            yield from _promised(promise, today)
    yield from _thanked(history, today)


def _entered(entry: Entry, today: date, parameters: Parameters) -> Iterator[Move]:
    """The movements of a gift, of something received, or of an ask."""
    worth = 0 if entry.discount else entry.points
    if entry.kind == "give":
        yield Move(entry.on, False, "give", entry.text, worth, settles=True)
    elif entry.kind == "receive":
        yield Move(entry.on, True, "receive", entry.text, -worth)
    elif entry.kind == "ask" and entry.who == "me":
        yield from _asked(entry, today, parameters)
    elif entry.kind == "ask":
        answered = _answered(entry, today)
        if answered and entry.answer == "yes":
            yield Move(answered, False, "helped", entry.text, entry.points, settles=True)


def _asked(ask: Entry, today: date, parameters: Parameters) -> Iterator[Move]:
    """The cost of an ask of mine: its size once granted, part of it for a refusal, spoken or silent.

    Whoever says yes after all is not charged twice: the part is refunded.
    """
    answered = _answered(ask, today)
    closes = ask.on + timedelta(parameters.unanswered)
    fee = ask.points * parameters.declined
    ignored = closes <= today and (answered is None or answered > closes)
    if ignored:
        yield Move(closes, True, "unanswered", ask.text, -fee)
    if answered and ask.answer == "yes":
        if ignored:
            yield Move(answered, False, "refund", ask.text, fee)
        yield Move(answered, True, "granted", ask.text, -ask.points)
    elif answered and not ignored:
        yield Move(answered, True, "declined", ask.text, -fee)


def _promised(promise: Promise, today: date) -> Iterator[Move]:
    """The movements of a promise of mine: each date passed in silence costs once and can be repaired once."""
    cost = float(BREACH[promise.size])
    lost = 0.0
    for term in terms(promise, today):
        if term.silent and term.due:
            lost += cost
            yield Move(term.due + timedelta(1), False, "overdue", promise.text, -cost)
        if term.ended is None:
            return
        if term.silent and term.how in ("postponed", "kept"):
            lost -= cost * REPAIRED
            yield Move(term.ended, False, "repair", promise.text, cost * REPAIRED)
        elif term.how == "kept":
            yield Move(term.ended, False, "kept", promise.text, KEPT, settles=True)
        elif term.how == "broken" and not term.silent:
            yield Move(term.ended, False, "broken", promise.text, -cost)
        elif term.how == "released" and lost:
            yield Move(term.ended, False, "refund", promise.text, lost)


def _thanked(history: History, today: date) -> Iterator[Move]:
    """My thanks and the credit I gave in public; what follows too soon is noted and worth nothing."""
    said = [
        (entry.on, "thank", entry.text)
        for entry in history.entries
        if entry.kind == "thank" and entry.who == "me" and entry.on <= today
    ]
    said += [
        (talk.on, "credit", talk.text)
        for talk in history.conversations
        if CREDITED in talk.signals and talk.on <= today and took_part(talk, history.person.id)
    ]
    counted = None
    for on, kind, text in sorted(said):
        counts = counted is None or (on - counted).days >= THANKS_DAYS
        counted = on if counts else counted
        yield Move(on, False, kind, text, KEPT if counts else 0, settles=True)
