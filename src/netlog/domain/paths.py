"""Ways to somebody over people who know each other: how strong each is, where it is weakest."""

from __future__ import annotations

from itertools import pairwise

from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from netlog.domain.dossier import Acquaintance

    Ties = Mapping[str, Mapping[str, Acquaintance]]

STRENGTHS = {
    0: "no longer know each other",
    1: "have met",
    2: "know each other a little",
    3: "know each other",
    4: "know each other well",
    5: "are close",
}
STRONGEST = 5
FURTHER = 0.7  # for each link after the first handover: the people in between do not know me
HOPS = 3  # links from me to the target at most: beyond, hardly anything arrives (Richters and Peixoto, 2011)
# Moderately weak ties moved most people to new jobs (Rajkumar and others, A causal test of the strength of weak ties,
# 2022): an index from 45 to 70, and few whom both of you know.
WEAK = (45, 70)
FEW_SHARED = 3


class Link(NamedTuple):
    """One hop of a path, and what of goodwill it lets through."""

    one: str | None  # id of whoever hands me on; None: me
    other: str
    value: float  # 0 to 1


class Path(NamedTuple):
    """A way from me to somebody."""

    people: tuple[str, ...]  # ids: first whom I would ask, last the target
    value: float  # 0 to 1
    links: tuple[Link, ...]

    @property
    def hops(self) -> int:
        """How many links it has, mine included."""
        return len(self.links)

    @property
    def weakest(self) -> Link:
        """The link that lets least through, the earlier one among equals."""
        return min(self.links, key=lambda link: link.value)


def known(ties: Iterable[Acquaintance], today: date) -> dict[str, dict[str, Acquaintance]]:
    """Who knows whom on a day, both ways: the latest word about a pair counts, and strength 0 ends it.

    Whoever has met was met: a tie is one fact about two people, and it is I who guess how close
    they are, so the way in which it was typed says nothing.
    """
    latest: dict[frozenset[str], Acquaintance] = {}
    for tie in sorted(ties, key=lambda tie: (tie.on, tie.id)):
        if tie.on <= today and tie.one != tie.other:
            latest[frozenset((tie.one, tie.other))] = tie
    found: dict[str, dict[str, Acquaintance]] = {}
    for tie in latest.values():
        if tie.strength:
            found.setdefault(tie.one, {})[tie.other] = tie
            found.setdefault(tie.other, {})[tie.one] = tie
    return found


def strength(values: Iterable[float]) -> float:
    """What arrives over some links, from 0 to 1: their product, times 0.7 for each link after the first handover."""
    product, further = 1.0, -2  # my own link and the first handover cost nothing beyond themselves
    for value in values:
        product *= value
        further += 1
    return product * FURTHER ** max(0, further)


def near(target: str, ties: Ties) -> set[str]:
    """Everybody from whom the target can be reached in time, so that nobody else's trust is worked out."""
    reached, edge = {target}, {target}
    for _ in range(HOPS - 1):
        edge = {other for one in edge for other in ties.get(one, ())} - reached
        reached |= edge
    return reached - {target}


def paths(
    target: str,
    ties: Ties,
    first: Mapping[str, float],
    name: Callable[[str], str],
    resting: Iterable[str] = (),
) -> list[Path]:
    """Every way to the target, the strongest first; among equals fewer hops, then by name.

    First link: X mine / 100 with those I know, who must be willing to vouch for me; each further
    one strength / 5. `first` holds X mine by id; nobody at rest is used.
    """
    closed = set(resting)
    if target in closed:
        return []
    found = [
        _path(way, ties, index)
        for start, index in first.items()
        if start != target and start not in closed
        for way in _ways((start,), target, ties, closed)
    ]
    return sorted(found, key=lambda path: (-round(path.value, 9), path.hops, [name(one) for one in path.people]))


def is_weak_but_real(path: Path, index: float, ties: Ties) -> bool:
    """Whether the first person is a tie of the kind that moves most: even or sound, with few whom others know too."""
    shared = set(ties.get(path.people[0], ())) - set(path.people)
    return WEAK[0] <= index <= WEAK[1] and len(shared) <= FEW_SHARED


def _ways(way: tuple[str, ...], target: str, ties: Ties, closed: set[str]) -> Iterator[tuple[str, ...]]:
    """The ways that begin like this one and lead to the target without meeting anybody twice."""
    here = ties.get(way[-1], {})
    if target in here:
        yield (*way, target)
    if len(way) < HOPS - 1:
        for other in here:
            if other != target and other not in way and other not in closed:
                yield from _ways((*way, other), target, ties, closed)


def _path(way: tuple[str, ...], ties: Ties, index: float) -> Path:
    links = [Link(None, way[0], index / 100)]
    links += [Link(one, other, ties[one][other].strength / STRONGEST) for one, other in pairwise(way)]
    return Path(way, strength(link.value for link in links), tuple(links))
