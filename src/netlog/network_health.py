"""The check-up of the whole network: what each part of it needs of the journal, read once."""

from __future__ import annotations

from datetime import timedelta

from netlog.domain import account, asking, courses, gatherings, network, paths, rhythm
from netlog.domain.dossier import Acquaintance, Event, Parting, Win
from netlog.domain.equation import direction, index_of
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import Advice, Conversation, Person, Rating
from netlog.domain.named import Named
from netlog.domain.people import fold
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from netlog.domain.network import Account, Company, Concentration, Load, Reach, Risk, Week
    from netlog.session import Session


class Kind(NamedTuple):
    """How many people of a kind there are."""

    kind: str | None
    people: int


class Ready(NamedTuple):
    """Somebody who trusts me, and whom I asked for nothing in a year."""

    handle: str
    name: str
    index: float  # type: ignore[assignment]  # hides tuple's own, which nobody needs
    room: float


class Balance(NamedTuple):
    """What passed with one person in a year."""

    handle: str
    name: str
    given: float
    taken: float
    asks: int


class Mentees(NamedTuple):
    """Those I guide, and how many places a parting freed within a year."""

    people: tuple[Named, ...]
    freed: int


class Talks(NamedTuple):
    """How much of an event was talk of substance."""

    name: str
    on: date
    conversations: int
    talked: int
    people: int | None  # met in all


class Health(NamedTuple):
    """How the network fares."""

    today: date
    people: int
    circles: tuple[Load, ...]
    concentration: Concentration
    at_risk: tuple[Risk, ...]
    given: float  # points in 365 days
    taken: float
    ratio: float | None  # given / taken; None: nothing was taken
    asked_without_gift: tuple[Balance, ...]
    over_giving: tuple[Balance, ...]
    ready: tuple[Ready, ...]
    coverage: tuple[Kind, ...]
    companies: tuple[Company, ...]
    reach: Reach
    weeks: tuple[Week, ...]
    mentees: Mentees
    events: tuple[Talks, ...]


def health(session: Session) -> Health:
    """The check-up on the session's day.

    Everybody is gone through once: who may be ready for an ask, or doubt me more than they did, is found on the way.
    """
    store, today, parameters = session.store, session.today, session.parameters
    people = store.people()
    ties = store.agenda(today).ties
    awake = {tie.id for tie in ties if not rhythm.at_rest(tie.standing, today)}
    concentration, weeks, doubtful = _lately(session)
    books, ready, dropped = _accounts(session, people, awake, (doubtful | _judged(session)) & awake)
    active = [one for one in people if one.id in awake]
    states = {tie.id: rhythm.clock(tie, today, parameters).state for tie in ties if tie.id in awake}
    companies = network.companies(active, states, (win.with_ for win in store.every(Win) if win.on <= today))
    met = {tie.id for tie in ties if tie.first}
    return Health(
        today=today,
        people=len(people),
        circles=network.loads(ties, today),
        concentration=concentration,
        at_risk=network.risks(ties, books, dropped, network.lonely(companies), today, parameters),
        given=(given := sum(one.given for one in books.values())),
        taken=(taken := sum(one.taken for one in books.values())),
        ratio=given / taken if taken else None,
        asked_without_gift=_balances(one for one in books.values() if network.asks_without_gift(one)),
        over_giving=_balances(one for one in books.values() if network.is_overgiving(one)),
        ready=tuple(sorted(ready, key=lambda one: (-one.index, fold(one.name)))),
        coverage=tuple(Kind(kind or None, count) for kind, count in network.coverage(active).items()),
        companies=companies,
        reach=network.reach(met, paths.known(store.every(Acquaintance), today), session.config.reach),
        weeks=weeks,
        mentees=Mentees(
            tuple(Named(one.handle, one.name) for one in active if one.kind == "mentee"),
            network.freed(store.every(Parting), today),
        ),
        events=tuple(
            _talks(event, store.conversations(event.on, event.until or today))
            for event in store.every(Event)[::-1]
            if event.on <= today
        ),
    )


def _bad() -> frozenset[str]:
    """The codes of conduct that speak against whoever showed it."""
    return frozenset(code for code, conduct in SIGNALS.items() if not conduct.good)


def _lately(session: Session) -> tuple[Concentration, tuple[Week, ...], set[str]]:
    """What the talks of half a year say: how attention is shared, the weeks, and who may think less of me."""
    today = session.today
    talks = session.store.outlines(today - timedelta(network.RECENT_DAYS), today)
    doubtful = network.may_have_dropped(talks, (), _bad(), today, session.parameters)
    return network.concentration(talks, today), network.weeks(talks, today), doubtful


def _judged(session: Session) -> set[str]:
    """Those with a rating of late, which may be lower than the one before, or advice that proved wrong."""
    since, today = session.today - timedelta(network.DROP_DAYS), session.today
    rated = {one.with_ for one in session.store.every(Rating) if since < one.on <= today}
    advised: list[Advice] = session.store.every(Advice)
    return rated | {
        one.with_ for one in advised if one.verdict == "wrong" and one.judged and since < one.judged <= today
    }


def _accounts(
    session: Session, everyone: Iterable[Person], awake: set[str], doubtful: set[str]
) -> tuple[dict[str, Account], list[Ready], dict[str, float]]:
    """Each account by id; of those not at rest, who is ready for an ask of size M, and by how much my index fell."""
    store, today, parameters = session.store, session.today, session.parameters
    then = today - timedelta(network.DROP_DAYS)
    now, earlier = courses.Pool(today, parameters), courses.Pool(then, parameters)
    accounts = {person.id for person in store.with_account(today)}
    people = sorted((one for one in everyone if one.id in accounts or one.id in doubtful), key=lambda one: one.id)
    bad = _bad()
    books: dict[str, Account] = {}
    ready: list[Ready] = []
    dropped: dict[str, float] = {}
    for read in session.progress(store.courses(people, today), "accounts", len(people)):
        course = courses.up_to(read, today, parameters)
        history, person = course.history, course.history.person
        ledger = account.ledger(history, today, parameters)
        if person.id in accounts:
            books[person.id] = network.yearly(history, ledger, len(set(course.days)), today)
        may_be_ready = person.id in books and network.may_be_ready(books[person.id], parameters)
        may_have_dropped = person.id in doubtful or network.may_have_dropped((), [history], bad, today, parameters)
        if person.id not in awake or not (may_be_ready or may_have_dropped):
            continue
        sums = now.sums(course, ledger)
        index = index_of(sums, parameters)
        if may_be_ready and index >= network.READY_INDEX:
            low = direction(sums, parameters).low
            waiting = sum(ask.points for ask in account.open_asks(history, today, parameters))
            room = asking.means(ledger.balance, ledger.settling, low, waiting, parameters).room
            if room >= network.READY_ROOM:
                ready.append(Ready(person.handle, person.name, index, room))
        if may_have_dropped:
            before = index_of(earlier.sums(courses.up_to(read, then, parameters)), parameters)
            if before - index >= network.DROP:
                dropped[person.id] = before - index
    return books, ready, dropped


def _balances(found: Iterable[Account]) -> tuple[Balance, ...]:
    told = (Balance(one.handle, one.name, one.given, one.taken, one.asks) for one in found)
    return tuple(sorted(told, key=lambda one: (-one.given, fold(one.name))))


def _talks(event: Event, talks: Sequence[Conversation]) -> Talks:
    there = gatherings.talks(event, talks)
    return Talks(event.name, event.on, len(there), len({id_ for talk in there for id_ in talk.with_}), event.people)
