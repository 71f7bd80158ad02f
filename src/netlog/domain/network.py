"""How the whole network fares: how full the circles are, where it is thin, whom too much or too little passes with."""

from __future__ import annotations

from datetime import timedelta

from netlog.domain import account, rhythm
from netlog.domain.journal import CIRCLES
from netlog.domain.named import Named
from netlog.domain.people import fold
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from netlog.domain.account import Ledger
    from netlog.domain.dossier import Acquaintance, Parting
    from netlog.domain.journal import Conversation, History, Person, Promise, Tie
    from netlog.domain.parameters import Parameters

# People that a circle with all inner ones holds: averages under debate (Dunbar; Lindenfors and others, 2021, give 2 to
# 520 for the widest), so being above is worth a note and nothing more.
CAPACITY = {"inner": 5, "close": 15, "active": 50, "wide": 150}
KNOWN, REACHABLE = 150, 2000  # an author's claim, not checked: people one can know, and reach on social media
RECENT_DAYS = 180  # over which attention is measured
YEAR = 365
DROP_DAYS, DROP = 90, 10  # an index that fell so far in so many days
READY_INDEX, READY_ROOM = 55, 8
MANY_ASKS = 3
OVERGIVING, OVERGIVEN = 3, 10  # given so many times what was taken, and so many points at least
WEEKS = 8
MEETINGS = (None, "in-person", "video", "call")  # what takes an hour of the day
TOO_LATE = ("late", "dormant")
ENOUGH_TALKS = 25  # days with contact, fewer of which never make trust alone good for 8 points
ACTIVE = ("on track", "soon", "due")


class Load(NamedTuple):
    """How many people a circle and the inner ones hold."""

    circle: str
    people: int
    capacity: int
    over: bool


class Concentration(NamedTuple):
    """How much of all conversations goes to few people."""

    hhi: float | None  # Σ share², 0 to 1 (Herfindahl and Hirschman); None: no conversations
    effective: float | None  # 1 / hhi: as many people as if all had the same share
    conversations: int
    days: int


class Risk(NamedTuple):
    """Somebody with whom something may go wrong."""

    handle: str
    name: str
    why: tuple[str, ...]


class Account(NamedTuple):
    """What passed with one person in a year."""

    handle: str
    name: str
    given: float
    taken: float
    balance: float
    available: float
    asks: int  # of mine
    gifts: int  # of mine
    contacts: int  # days with contact, ever
    overdue: bool  # a promise of mine


class Company(NamedTuple):
    """A company and the people I know there."""

    org: str
    people: tuple[Named, ...]
    active: tuple[Named, ...]  # those I am in touch with
    client: bool


class Week(NamedTuple):
    """What one week held."""

    monday: date
    meetings: int
    energy: float | None  # mean, from -2 to 2; None: not noted


class Reach(NamedTuple):
    """How many people are within reach."""

    known: int  # people I have been in touch with
    one_link_away: int  # known to somebody I know, and not to me
    social: int | None  # by my own estimate
    claimed_known: int
    claimed_reachable: int


def loads(ties: Iterable[Tie], today: date) -> tuple[Load, ...]:
    """Each circle with the inner ones against what it holds; those at rest take no place."""
    counts = dict.fromkeys(CIRCLES, 0)
    for tie in ties:
        if not rhythm.at_rest(tie.standing, today):
            counts[tie.circle or "wide"] += 1
    found, people = [], 0
    for circle, capacity in CAPACITY.items():
        people += counts[circle]
        found.append(Load(circle, people, capacity, people > capacity))
    return tuple(found)


def concentration(conversations: Iterable[Conversation], today: date) -> Concentration:
    """The conversations of 180 days by person: H = Σ share², effective people = 1 / H."""
    counts: dict[str, int] = {}
    since = today - timedelta(RECENT_DAYS)
    for talk in conversations:
        if since < talk.on <= today and not talk.attempt:
            for person in talk.with_:
                counts[person] = counts.get(person, 0) + 1
    return Concentration(*_hhi(counts.values()), sum(counts.values()), RECENT_DAYS)


def _hhi(counts: Iterable[int]) -> tuple[float | None, float | None]:
    known = list(counts)
    total = sum(known)
    if not total:
        return None, None
    hhi = sum((count / total) ** 2 for count in known)
    return hhi, 1 / hhi


def yearly(history: History, books: Ledger, contacts: int, today: date) -> Account:
    """What passed with one person in the year up to a day; `contacts` counts the days with contact, ever."""
    given, taken = account.passed(books, today)
    recent = [one for one in history.entries if one.who == "me" and 0 <= (today - one.on).days <= YEAR]
    helped = sum(line.kind == "helped" and (today - line.on).days <= YEAR for line in books.lines)
    return Account(
        handle=history.person.handle,
        name=history.person.name,
        given=given,
        taken=taken,
        balance=books.balance,
        available=books.available,
        asks=sum(one.kind == "ask" for one in recent),
        gifts=sum(one.kind == "give" for one in recent) + helped,
        contacts=contacts,
        overdue=any(one.who == "me" and account.is_overdue(one, today) for one in history.promises),
    )


def is_overgiving(one: Account) -> bool:
    """Whether I gave three times what I took, and ten points at least: the lasting givers keep limits (Grant, 2013)."""
    return one.given >= OVERGIVEN and one.given >= OVERGIVING * one.taken


def asks_without_gift(one: Account) -> bool:
    """Whether I asked more than three times in a year and gave nothing."""
    return one.asks > MANY_ASKS and not one.gifts


def may_be_ready(one: Account, parameters: Parameters) -> bool:
    """Whether room for eight points is possible at all, so that trust is worked out for few.

    Room = available + credit, and credit is 1 + 0.2 for each point above 50 of the index's lower
    end: without a gift that settled it takes the trust of many talks.
    """
    most = one.available + 1 + parameters.credit * 50
    return not one.asks and most >= READY_ROOM and (one.available >= 1 or one.contacts >= ENOUGH_TALKS)


def may_have_dropped(
    conversations: Iterable[Conversation],
    histories: Iterable[History],
    bad: Container[str],
    today: date,
    parameters: Parameters,
) -> set[str]:
    """Ids of those in whose eyes my index may have fallen by ten in 90 days.

    Forgetting alone takes less than that, so something must speak against me: a talk that was
    mine or for me, one of the `bad` tags, a promise silently late or broken, an ask.
    """
    since = today - timedelta(DROP_DAYS)
    found: set[str] = set()
    for talk in conversations:
        if since < talk.on <= today and (
            talk.for_ == "me"
            or (talk.talk or 0) >= parameters.talk_high
            or any(one.about == "me" and one.code in bad for one in talk.signals)
        ):
            found.update((*talk.with_, *talk.seen_by))
    for history in histories:
        asked = any((one.kind, one.who) == ("ask", "me") and since < one.on <= today for one in history.entries)
        if asked or any(_let_down(one, since, today) for one in history.promises if one.who == "me"):
            found.add(history.person.id)
    return found


def _let_down(promise: Promise, since: date, today: date) -> bool:
    """Whether a promise was broken after a day, or one of its dates passed in silence on it or later."""
    return any(
        term.due >= since if term.silent and term.due else term.how == "broken" and (term.ended or since) > since
        for term in account.terms(promise, today)
    )


def risks(
    ties: Sequence[Tie],
    books: Mapping[str, Account],
    dropped: Mapping[str, float],
    lonely: Iterable[Company],
    today: date,
    parameters: Parameters,
) -> tuple[Risk, ...]:
    """Those with whom something may go wrong, most reasons first; nobody at rest, but for my promises.

    `dropped` holds by how much my index fell; `lonely` the clients' companies where I am in touch with one person.
    """
    only = {one.handle: company.org for company in lonely for one in company.active}
    found = []
    for tie in ties:
        resting = rhythm.at_rest(tie.standing, today)
        one = books.get(tie.id)
        why = ["a promise of yours is overdue"] if one and one.overdue else []
        if not resting:
            state = rhythm.clock(tie, today, parameters).state if tie.circle in ("inner", "close") else ""
            why += [f"{tie.circle} circle, {state}"] if state in TOO_LATE else []
            why += [f"your index fell by {dropped[tie.id]:.0f} in {DROP_DAYS} days"] if tie.id in dropped else []
            if one and round(one.balance) < 0:
                why.append(f"the balance is {one.balance:.1f}".replace("-", "−").removesuffix(".0"))
            why += [f"the only one you are in touch with at {only[tie.handle]}"] if tie.handle in only else []
        if why:
            found.append(Risk(tie.handle, tie.name, tuple(why)))
    return tuple(sorted(found, key=lambda risk: (-len(risk.why), fold(risk.name))))


def companies(people: Iterable[Person], clocks: Mapping[str, str], clients: Iterable[str]) -> tuple[Company, ...]:
    """Each company by name, whom I know there and with whom I am in touch; `clocks` holds states of rhythm by id."""
    won = set(clients)
    named: dict[str, str] = {}
    known: dict[str, list[Person]] = {}
    for one in people:
        if one.org:
            known.setdefault(named.setdefault(fold(one.org), one.org), []).append(one)
    return tuple(
        Company(
            org,
            tuple(Named(one.handle, one.name) for one in some),
            tuple(Named(one.handle, one.name) for one in some if clocks.get(one.id) in ACTIVE),
            any(one.id in won or one.kind == "client" for one in some),
        )
        for org, some in sorted(known.items(), key=lambda item: fold(item[0]))
    )


def lonely(found: Iterable[Company]) -> list[Company]:
    """Clients' companies where I am in touch with one person only."""
    return [one for one in found if one.client and len(one.active) == 1]


def freed(partings: Iterable[Parting], today: date) -> int:
    """How many mentees went on their way within a year: each left a place for another."""
    return sum((one.way, one.state) == ("mentee", "parted") and 0 <= (today - one.on).days <= YEAR for one in partings)


def coverage(people: Iterable[Person]) -> dict[str, int]:
    """How many people of each kind, the most first; those without one under an empty word."""
    counts: dict[str, int] = {}
    for one in people:
        counts[one.kind or ""] = counts.get(one.kind or "", 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (not item[0], -item[1], item[0])))


def weeks(conversations: Iterable[Conversation], today: date) -> tuple[Week, ...]:
    """Meetings and mean energy of the last eight weeks, the present one last."""
    monday = today - timedelta(today.weekday())
    mondays = [monday - timedelta(7 * back) for back in range(WEEKS - 1, -1, -1)]
    talks: dict[date, list[Conversation]] = {one: [] for one in mondays}
    for talk in conversations:
        begin = talk.on - timedelta(talk.on.weekday())
        if begin in talks and talk.on <= today and not talk.attempt and talk.how in MEETINGS:
            talks[begin].append(talk)
    found = []
    for begin, some in talks.items():
        energy = [talk.energy for talk in some if talk.energy is not None]
        found.append(Week(begin, len(some), sum(energy) / len(energy) if energy else None))
    return tuple(found)


def reach(met: Iterable[str], ties: Mapping[str, Mapping[str, Acquaintance]], social: int | None) -> Reach:
    """People I know, people that they know, and my own estimate beside an author's claim."""
    known = set(met)
    away = {other for one in known for other in ties.get(one, ())} - known
    return Reach(len(known), len(away), social or None, KNOWN, REACHABLE)
