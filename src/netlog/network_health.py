"""The check-up of the whole network: what each part of it needs of the journal, read once."""

from __future__ import annotations

from datetime import timedelta

from netlog.domain import asking, gatherings, network, paths, rhythm, trust
from netlog.domain.dossier import Acquaintance, Event, Parting, Win
from netlog.domain.equation import index_of
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import Advice, Conversation, Rating
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

    Accounts are read for everybody at once; trust, which is the dear part, is worked out only for
    those in whose eyes it may have fallen, and for those who may be ready for an ask.
    """
    store, today, parameters = session.store, session.today, session.parameters
    people = store.people()
    ties = store.agenda(today).ties
    talks = store.conversations(today - timedelta(network.RECENT_DAYS), today)
    doubtful = network.may_have_dropped(talks, (), _bad(), today, parameters) | _judged(session)
    books: dict[str, network.Account] = {}
    for history in session.progress(store.all_accounts(today), "accounts"):  # one by one: all would fill the memory
        books |= network.accounts([history], today, parameters)
        doubtful |= network.may_have_dropped((), [history], _bad(), today, parameters)
    awake = {tie.id for tie in ties if not rhythm.at_rest(tie.standing, today)}
    active = [one for one in people if one.id in awake]
    states = {tie.id: rhythm.clock(tie, today, parameters).state for tie in ties if tie.id in awake}
    companies = network.companies(active, states, (win.with_ for win in store.every(Win) if win.on <= today))
    met = {tie.id for tie in ties if tie.first}
    return Health(
        today=today,
        people=len(people),
        circles=network.loads(ties, today),
        concentration=network.concentration(talks, today),
        at_risk=network.risks(
            ties, books, _dropped(session, doubtful & awake), network.lonely(companies), today, parameters
        ),
        given=(given := sum(one.given for one in books.values())),
        taken=(taken := sum(one.taken for one in books.values())),
        ratio=given / taken if taken else None,
        asked_without_gift=_balances(one for one in books.values() if network.asks_without_gift(one)),
        over_giving=_balances(one for one in books.values() if network.is_overgiving(one)),
        ready=_ready(
            session, [id_ for id_, one in books.items() if id_ in awake and network.may_be_ready(one, parameters)]
        ),
        coverage=tuple(Kind(kind or None, count) for kind, count in network.coverage(active).items()),
        companies=companies,
        reach=network.reach(met, paths.known(store.every(Acquaintance), today), session.config.reach),
        weeks=network.weeks(talks, today),
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


def _judged(session: Session) -> set[str]:
    """Those with a rating of late, which may be lower than the one before, or advice that proved wrong."""
    since, today = session.today - timedelta(network.DROP_DAYS), session.today
    rated = {one.with_ for one in session.store.every(Rating) if since < one.on <= today}
    advised: list[Advice] = session.store.every(Advice)
    return rated | {
        one.with_ for one in advised if one.verdict == "wrong" and one.judged and since < one.judged <= today
    }


def _dropped(session: Session, doubtful: Iterable[str]) -> dict[str, float]:
    """By id, how far my index fell in 90 days, where it fell by ten or more."""
    store, today, parameters = session.store, session.today, session.parameters
    then = today - timedelta(network.DROP_DAYS)
    found = {}
    for history in session.progress(store.histories(store.persons(sorted(doubtful))), "trust"):
        known = trust.weighed(history, today, parameters)
        earlier = trust.as_of(then, history, known, parameters)
        now, before = (index_of(one.sums["me"], parameters) for one in (known, earlier))
        if before - now >= network.DROP:
            found[history.person.id] = before - now
    return found


def _ready(session: Session, ids: Sequence[str]) -> tuple[Ready, ...]:
    """Those with sound trust and room for an ask of size M, the highest index first."""
    store, today, parameters = session.store, session.today, session.parameters
    found = []
    for history in session.progress(store.histories(store.persons(ids)), "room"):
        known = trust.weighed(history, today, parameters)
        index = index_of(known.sums["me"], parameters)
        if index >= network.READY_INDEX:
            room = asking.room(history, today, parameters, known=known).room
            if room >= network.READY_ROOM:
                found.append(Ready(history.person.handle, history.person.name, index, room))
    return tuple(sorted(found, key=lambda one: (-one.index, fold(one.name))))


def _balances(found: Iterable[Account]) -> tuple[Balance, ...]:
    told = (Balance(one.handle, one.name, one.given, one.taken, one.asks) for one in found)
    return tuple(sorted(told, key=lambda one: (-one.given, fold(one.name))))


def _talks(event: Event, talks: Sequence[Conversation]) -> Talks:
    there = gatherings.talks(event, talks)
    return Talks(event.name, event.on, len(there), len({id_ for talk in there for id_ in talk.with_}), event.people)
