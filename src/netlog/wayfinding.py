"""The ways to somebody, read off the journal: what each is worth, and what to know before it is taken."""

from __future__ import annotations

from netlog import words as wording
from netlog.domain import account, asking, introductions, paths, rhythm, trust
from netlog.domain.dossier import Acquaintance, Introduction
from netlog.domain.equation import index_of
from netlog.domain.journal import Standing
from netlog.domain.people import fold
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netlog.domain.journal import History, Person
    from netlog.session import Session


class Hop(NamedTuple):
    """One link of a way."""

    one: str | None  # a handle; None: me
    other: str
    value: float


class Way(NamedTuple):
    """One way, and what there is to know before it is taken."""

    people: tuple[str, ...]  # handles: first whom to ask, last the target
    names: tuple[str, ...]
    value: float
    hops: int
    links: tuple[Hop, ...]
    weakest: str  # in words
    warm: str  # how to make that link stronger
    ask: str  # the verdict on an ask of size M to the first person
    covered: bool
    asked: date | None  # when the first person was last asked for an introduction
    free_from: date | None  # the day from which they may be asked again; None: now
    weak_but_real: bool


class Paths(NamedTuple):
    """All ways to one person."""

    name: str
    handle: str
    today: date
    resting: bool
    in_touch: date | None  # my own last contact with the target
    paths: tuple[Way, ...]


class Mine(NamedTuple):
    """My own link with somebody on the way, worked out once however many ways begin with it."""

    index: float  # type: ignore[assignment]  # hides tuple's own, which nobody needs
    verdict: str  # on an ask of size M
    step: str  # how to make it stronger
    asked: date | None
    free_from: date | None


class Map:
    """Who knows whom, and what I know of those on the way; each history is read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ties = paths.known(session.store.every(Acquaintance), session.today)
        self._introductions: list[Introduction] = session.store.every(Introduction)
        self._resting = rhythm.resting(session.store.every(Standing), session.today)
        self._histories: dict[str, History] = {}
        self._links: dict[str, Mine] = {}

    def to(self, target: Person) -> Paths:
        """Every way to one person."""
        today = self._session.today
        is_resting = target.id in self._resting
        around = () if is_resting else paths.near(target.id, self._ties)
        self._read([*around, target.id])
        first = {id_: self._mine(id_).index for id_ in around if id_ not in self._resting and self._is_known(id_)}
        names = {id_: self._histories[id_].person for id_ in (*around, target.id)}
        found = paths.paths(target.id, self._ties, first, lambda id_: fold(names[id_].name), self._resting)
        ways = tuple(self._way(one, names) for one in found)
        contacts = account.contact_days(self._histories[target.id], today)
        return Paths(target.name, target.handle, today, is_resting, contacts[-1] if contacts else None, ways)

    def _read(self, ids: Iterable[str]) -> None:
        missing = [id_ for id_ in ids if id_ not in self._histories]
        store = self._session.store
        self._histories |= {history.person.id: history for history in store.histories(store.persons(missing))}

    def _is_known(self, id_: str) -> bool:
        """Whether I know somebody myself: of whom I only heard cannot vouch for me."""
        history, today = self._histories[id_], self._session.today
        told = history.person.met or any(one.on <= today for one in history.entries)
        return bool(told or account.contact_days(history, today))

    def _mine(self, id_: str) -> Mine:
        if id_ not in self._links:
            history, today, parameters = self._histories[id_], self._session.today, self._session.parameters
            known = trust.weighed(history, today, parameters)
            self._links[id_] = Mine(
                index=index_of(known.sums["me"], parameters),
                verdict=asking.may_ask(history, parameters.size_m, today, parameters, known=known).verdict,
                step=trust.steps(history, today, parameters, known=known)[0].step,
                asked=introductions.last_asked(id_, self._introductions, today),
                free_from=introductions.free_from(id_, self._introductions, today),
            )
        return self._links[id_]

    def _way(self, one: paths.Path, people: dict[str, Person]) -> Way:
        mine = self._mine(one.people[0])
        weakest, warm = self._weakest(one.weakest, people)
        return Way(
            people=tuple(people[id_].handle for id_ in one.people),
            names=tuple(people[id_].name for id_ in one.people),
            value=one.value,
            hops=one.hops,
            links=tuple(
                Hop(people[link.one].handle if link.one else None, people[link.other].handle, link.value)
                for link in one.links
            ),
            weakest=weakest,
            warm=warm,
            ask=mine.verdict,
            covered=mine.verdict in asking.COVERED,
            asked=mine.asked,
            free_from=mine.free_from,
            weak_but_real=paths.is_weak_but_real(one, mine.index, self._ties),
        )

    def _weakest(self, link: paths.Link, people: dict[str, Person]) -> tuple[str, str]:
        """The weakest link in words, and how to warm it: my own by the next step with them, others by a question."""
        other = people[link.other].name
        if link.one is None:
            return f"you and {other}, index {wording.number(100 * link.value)}", self._mine(link.other).step
        one = people[link.one].name
        tie = self._ties[link.one][link.other]
        return f"{one} and {other} {paths.STRENGTHS[tie.strength]}", f"ask {one} how well they know {other}"
