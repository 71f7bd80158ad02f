"""Where clients come from: over whom and where they were met, and how often that led to work."""

from __future__ import annotations

from statistics import median

from netlog.domain.people import fold
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from netlog.domain.dossier import Event, Place, Win
    from netlog.domain.gatherings import First
    from netlog.domain.journal import Entry, Person, Promise

WAYS = ("last-hop", "root", "place")
PHANTOM = 4  # people assumed met, won at the usual rate: one lucky hit does not rank first
CLAIM = 0.9  # of firms find that a large share of clients came through relationships: an author's claim, not checked
MONTH_DAYS = 365.25 / 12
THANKS = "thank"  # how a promise of thanks begins


class Origin(NamedTuple):
    """One source: a person, or a place."""

    kind: str  # person, place, unknown
    key: str  # an id, or a folded name


UNKNOWN = Origin("unknown", "")


class Journal(NamedTuple):
    """What the question needs of the journal."""

    people: Mapping[str, Person]
    wins: Sequence[Win]
    firsts: Mapping[str, First] = {}
    places: Sequence[Place] = ()
    events: Sequence[Event] = ()
    entries: Sequence[Entry] = ()
    promises: Sequence[Promise] = ()


class Source(NamedTuple):
    """What came from one source."""

    source: str  # a name, or unknown
    kind: str  # person, place, unknown
    handle: str | None
    met: int
    won: int  # clients
    wins: int  # contracts
    value: int
    share: float | None  # of the value of all wins; None: no values
    rate: float | None  # clients won per person met, shrunk towards the usual; None: unknown is not ranked
    cost: int | None
    hours: int | None
    cost_per_client: float | None


class Unthanked(NamedTuple):
    """Somebody who brought a client, and has heard no thanks since."""

    name: str
    handle: str
    won: str  # the client's name


class Sources(NamedTuple):
    """Where clients come from."""

    today: date
    by: str
    total: int
    clients: int
    wins: int
    sources: tuple[Source, ...]  # by value; unknown stands where its value puts it
    relationships: float | None  # clients won through a person / clients of known source
    claim: float
    months: float | None  # from the first contact to the first win, in the middle
    unthanked: tuple[Unthanked, ...]
    more: str | None  # what to do more of


def rate(won: int, met: int, base: float) -> float:
    """Clients won per person met: (won + 4 · base) / (met + 4), base being all won / all met.

    Four phantom meetings at the usual rate keep a small sample from ruling, as a Bayesian average does.
    """
    return (won + PHANTOM * base) / (met + PHANTOM)


def sources(journal: Journal, today: date, by: str = "last-hop") -> Sources:
    """The table of sources as of a day: value and clients by source, rates, and what else the journal tells."""
    wins = [win for win in journal.wins if win.on <= today and win.with_ in journal.people]
    people = {id_: one for id_, one in journal.people.items() if _was_known(one, journal.firsts.get(id_), today)}
    of_person = _person_origin(journal, by)
    names: dict[Origin, str] = {UNKNOWN: "unknown"}
    met: dict[Origin, set[str]] = {}
    won: dict[Origin, set[str]] = {}
    value: dict[Origin, int] = {}
    count: dict[Origin, int] = {}
    clients = {win.with_ for win in wins}
    for win in wins:
        origin, name = _win_origin(win, journal, by, of_person)
        names.setdefault(origin, name)
        won.setdefault(origin, set()).add(win.with_)
        met.setdefault(origin, set()).add(win.with_)
        value[origin] = value.get(origin, 0) + (win.value or 0)
        count[origin] = count.get(origin, 0) + 1
    for id_, one in people.items():
        if id_ not in clients:
            origin, name = of_person(one)
            names.setdefault(origin, name)
            met.setdefault(origin, set()).add(id_)
    everybody = sum(map(len, met.values()))
    base = sum(map(len, won.values())) / everybody if everybody else 0.0
    total = sum(value.values())
    spent = _spent(journal)
    rows = [
        _source(origin, names[origin], journal, len(some), len(won.get(origin, ())), count.get(origin, 0),
                value.get(origin, 0), total, base, spent.get(origin.key, (None, None)))
        for origin, some in met.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row.value, -row.won, -(row.rate or 0), row.kind == "unknown", fold(row.source)))
    best = [row for row in rows if row.won and row.rate is not None]
    more = max(best, key=lambda row: (round(row.rate or 0, 9), row.value)).source if best else None
    return Sources(
        today, by, total, len(clients), len(wins), tuple(rows),
        _through_people(wins, journal), CLAIM, _months(wins, journal), _unthanked(wins, journal, today), more,
    )  # fmt: skip


def introducers(wins: Iterable[Win], people: Mapping[str, Person]) -> list[str]:
    """The ids of those who brought a client: what they were told since, and nobody else, says whom to thank."""
    brought = (_brought_by(win, people) for win in wins)
    return list(dict.fromkeys(one for one in brought if one in people))


def root(person: Person, people: Mapping[str, Person]) -> str:
    """The id of whoever stands at the beginning of a chain of introductions; of a ring, its smallest id."""
    seen = [person.id]
    while (through := people[seen[-1]].through) and through in people:
        if through in seen:
            return min(seen[seen.index(through) :])
        seen.append(through)
    return seen[-1]


def _was_known(one: Person, first: First | None, today: date) -> bool:
    days = [day for day in (one.met, first.on if first else None) if day] or [one.added]
    return min(days) <= today


def _person_origin(journal: Journal, by: str) -> Callable[[Person], tuple[Origin, str]]:
    """How a person's source is read off the journal; names of places as they were first written."""
    events = {event.tag: event.name for event in journal.events}
    at = {fold(event.place): event.name for event in journal.events if event.place}

    def place(one: Person) -> tuple[Origin, str]:
        first = journal.firsts.get(one.id)
        gathering = next((events[tag] for tag in first.tags if tag in events), None) if first else None
        name = gathering or one.place or (first.place if first else None)
        name = at.get(fold(name), name) if name else None
        return (Origin("place", fold(name)), name) if name else (UNKNOWN, "unknown")

    def origin(one: Person) -> tuple[Origin, str]:
        if by != "place" and one.through and one.through in journal.people:
            through = journal.people[one.through]
            id_ = root(through, journal.people) if by == "root" else through.id
            return Origin("person", id_), journal.people[id_].name
        return place(one)

    return origin


def _win_origin(
    win: Win, journal: Journal, by: str, of_person: Callable[[Person], tuple[Origin, str]]
) -> tuple[Origin, str]:
    """The source of a win: what was told with it, else what is known of the client."""
    if win.place:
        at = {fold(event.place): event.name for event in journal.events if event.place}
        name = at.get(fold(win.place), win.place)
        return Origin("place", fold(name)), name
    if win.through and win.through in journal.people and by != "place":
        through = journal.people[win.through]
        id_ = root(through, journal.people) if by == "root" else through.id
        return Origin("person", id_), journal.people[id_].name
    return of_person(journal.people[win.with_])


def _source(
    origin: Origin,
    name: str,
    journal: Journal,
    met: int,
    won: int,
    wins: int,
    value: int,
    total: int,
    base: float,
    spent: tuple[int | None, int | None],
) -> Source:
    cost, hours = spent if origin.kind == "place" else (None, None)
    return Source(
        name,
        origin.kind,
        journal.people[origin.key].handle if origin.kind == "person" else None,
        met,
        won,
        wins,
        value,
        value / total if total else None,
        rate(won, met, base) if origin.kind != "unknown" else None,
        cost,
        hours,
        cost / won if cost is not None and won else None,
    )


def _spent(journal: Journal) -> dict[str, tuple[int | None, int | None]]:
    """Money and hours by folded name of place or event; of a place the latest word counts, events add up."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for place in sorted(journal.places, key=lambda place: (place.on, place.id)):
        cost, hours = found.get(fold(place.name), (None, None))
        found[fold(place.name)] = (
            place.cost if place.cost is not None else cost,
            place.hours if place.hours is not None else hours,
        )
    for event in journal.events:
        cost, hours = found.get(fold(event.name), (None, None))
        found[fold(event.name)] = (_sum(cost, event.cost), _sum(hours, event.hours))
    return found


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)


def _through_people(wins: Iterable[Win], journal: Journal) -> float | None:
    """Clients brought by a person, of those whose source is known; whichever way the table is made.

    A client came as they came first: who brought them to a later win does not change that.
    """
    of_person = _person_origin(journal, "last-hop")
    came: dict[str, str] = {}
    for win in sorted(wins, key=lambda one: (one.on, one.id)):
        kind = _win_origin(win, journal, "last-hop", of_person)[0].kind
        if kind != "unknown":
            came.setdefault(win.with_, kind)
    return sum(kind == "person" for kind in came.values()) / len(came) if came else None


def _months(wins: Iterable[Win], journal: Journal) -> float | None:
    """The median of months from the first contact with a client to the first win."""
    earliest: dict[str, date] = {}
    for win in wins:
        earliest[win.with_] = min(win.on, earliest.get(win.with_, win.on))
    spans = []
    for id_, on in earliest.items():
        first = journal.firsts.get(id_)
        days = [day for day in (journal.people[id_].met, first.on if first else None) if day and day <= on]
        if days:
            spans.append((on - min(days)).days / MONTH_DAYS)
    return median(spans) if spans else None


def _unthanked(wins: Iterable[Win], journal: Journal, today: date) -> tuple[Unthanked, ...]:
    """Those who brought a client and were not thanked since: no thanks entered, no promise of thanks kept."""
    thanked: dict[str, date] = {}
    for entry in journal.entries:
        if (entry.kind, entry.who) == ("thank", "me") and entry.on <= today:
            thanked[entry.with_] = max(entry.on, thanked.get(entry.with_, entry.on))
    for promise in journal.promises:
        is_kept = promise.outcome == "kept" and promise.who == "me" and promise.text.casefold().startswith(THANKS)
        if is_kept and promise.closed and promise.closed <= today:
            thanked[promise.with_] = max(promise.closed, thanked.get(promise.with_, promise.closed))
    found: dict[str, Unthanked] = {}
    for win in sorted(wins, key=lambda win: (win.on, win.id)):
        one = journal.people.get(_brought_by(win, journal.people))
        if one and not (one.id in thanked and thanked[one.id] >= win.on):
            found[one.id] = Unthanked(one.name, one.handle, journal.people[win.with_].name)
    return tuple(found.values())


def _brought_by(win: Win, people: Mapping[str, Person]) -> str:
    """The id of whoever brought a client, by what was told with the win, else with the client; empty for nobody."""
    return win.through or people[win.with_].through or ""
