"""How well somebody fits as a client or partner, judged trait by trait, and what came of such forecasts."""

from __future__ import annotations

from netlog.domain.dossier import MUST_HAVES, TRAITS, Mark
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from netlog.domain.dossier import Fit
    from netlog.domain.journal import Conversation

HIGHEST = 4  # of a rating
WEIGHTS = {"first": 1.0, "phase": 3.0}  # nobody knows before a phase is done
PHANTOM, MIDDLE = 1.0, 0.5  # a judgement assumed, half good: where nothing is known
MISSED = 1  # a must-have rated this or lower is missing
CAP = 49.0  # points at most with a must-have missing
GOOD, WORKABLE = 70.0, 50.0  # points from which the words hold
REASONS, LOWEST = 3, 2  # how many are told
BAD, WELL = 1, 3  # an outcome up to the one, and from the other on
LAST = 5  # conversations whose energy is told
ENOUGH = 5  # endings before anything can be learned from them


class Reason(NamedTuple):
    """What one trait adds to the fit, or takes from it."""

    trait: str
    change: float  # points
    missing: bool = False  # a must-have that holds the fit down, whatever the rest


class Change(NamedTuple):
    """How the latest phase differs from the first impression."""

    first: float  # mean rating of the traits judged both times
    latest: float
    traits: tuple[tuple[str, int, int], ...]  # those that moved, then and now, the furthest first


class Gut(NamedTuple):
    """The feeling of the first meeting, on its day."""

    on: date
    rating: int


class End(NamedTuple):
    """How it went, and the lesson."""

    on: date
    outcome: int | None
    lesson: str | None


class Answer(NamedTuple):
    """How well somebody fits, as it was judged up to a day."""

    fit: float | None  # 0 to 100; None: no trait was judged yet
    low: float  # the least and the most it can become once the traits left out are judged
    high: float
    word: str
    gut_only: bool  # no phase was judged yet
    judged: date | None  # the day of the latest judgement
    phases: int
    reasons: tuple[Reason, ...]  # the heaviest first
    change: Change | None
    lowest: tuple[Mark, ...]  # the two lowest traits, as rated last
    unanswered: tuple[str, ...]  # left out of the latest judgement
    gut: Gut | None
    stretch: str | None  # taken on to learn this
    end: End | None

    @property
    def lesson_is_due(self) -> bool:
        """Whether somebody taken on as a stretch has gone, and nobody wrote what was learned."""
        return bool(self.stretch and self.end and not self.end.lesson)


def fit(fits: Iterable[Fit], today: date) -> Answer:
    """How well somebody fits, from the first impression and every phase.

    fit = 100 · (0.5 + Σ v r) / (1 + Σ v), 0 to 100, over the judgements. v = weight · traits
    rated / 10, the weight 1 for the first impression and 3 for each phase; r = mean rating / 4.
    With a must-have last rated 0 or 1 it is 49 at most. A first impression forms in an instant
    (Willis and Todorov, First Impressions, 2006), so by itself it makes 75 at most. The
    judgement assumed keeps it at 50 where nothing is known.
    """
    known = sorted((one for one in fits if one.on <= today), key=lambda one: (one.on, one.id))
    judged = _judgements(known)
    latest = _latest(judged)
    phases = [one for one in judged if one.stage == "phase"]
    value = _value(judged) if judged else None
    low, high = _range(judged)
    firsts = [one for one in known if one.stage == "first"]
    gut = next((Gut(one.on, one.gut) for one in firsts if one.gut is not None), None)
    ends = [one for one in known if one.stage == "end"]
    return Answer(
        value,
        low,
        high,
        word(value),
        not phases,
        judged[-1].on if judged else None,
        len(phases),
        _reasons(judged),
        _change(firsts, phases),
        tuple(sorted(_below_best(latest), key=lambda mark: mark.rating)[:LOWEST]),
        _unanswered(judged),
        gut,
        next((one.stretch for one in reversed([*firsts, *phases]) if one.stretch), None),
        End(ends[-1].on, ends[-1].outcome, ends[-1].text) if ends else None,
    )


def energy(conversations: Iterable[Conversation], today: date) -> float | None:
    """The mean energy of the last five conversations that have one, −2 drained to 2 lifted; oldest first go in."""
    noted = [one.energy for one in conversations if one.energy is not None and one.on <= today][-LAST:]
    return sum(noted) / len(noted) if noted else None


def word(value: float | None) -> str:
    """What a fit is called."""
    if value is None:
        return "not judged yet"
    return "good fit" if value >= GOOD else "workable" if value >= WORKABLE else "poor fit"


def _judgements(known: Iterable[Fit]) -> list[Fit]:
    """What has ratings: the first of the first impressions, and every phase, oldest first."""
    found: list[Fit] = []
    for one in known:
        is_second_first = one.stage == "first" and any(other.stage == "first" for other in found)
        if one.marks and one.stage != "end" and not is_second_first:
            found.append(one)
    return found


def _latest(judged: Iterable[Fit]) -> dict[str, int]:
    """The latest rating of each trait, in the order of the traits."""
    ratings = {mark.trait: mark.rating for one in judged for mark in one.marks}
    return {trait: ratings[trait] for trait in TRAITS if trait in ratings}


def _missing(judged: Iterable[Fit]) -> list[str]:
    latest = _latest(judged)
    return [trait for trait in MUST_HAVES if latest.get(trait, HIGHEST) <= MISSED]


def _uncapped(judged: Iterable[Fit]) -> float:
    total, weights = PHANTOM * MIDDLE, PHANTOM
    for one in judged:
        share = WEIGHTS[one.stage] / len(TRAITS)  # of one rated trait
        total += share * sum(mark.rating for mark in one.marks) / HIGHEST
        weights += share * len(one.marks)
    return 100 * total / weights


def _value(judged: Sequence[Fit]) -> float:
    value = _uncapped(judged)
    return min(value, CAP) if _missing(judged) else value


def _unanswered(judged: Sequence[Fit]) -> tuple[str, ...]:
    if not judged:
        return TRAITS
    rated = {mark.trait for mark in judged[-1].marks}
    return tuple(trait for trait in TRAITS if trait not in rated)


def _range(judged: Sequence[Fit]) -> tuple[float, float]:
    """The fit with every trait that the latest judgement leaves out rated 0, and rated 4."""
    if not judged:
        return 0.0, 100.0
    *before, last = judged
    low, high = (
        _value([*before, last._replace(marks=(*last.marks, *(Mark(trait, rating) for trait in _unanswered(judged))))])
        for rating in (0, HIGHEST)
    )
    return low, high


def _reasons(judged: Sequence[Fit]) -> tuple[Reason, ...]:
    """The heaviest: must-haves that are missing, then what moves the fit most from the middle, to which all add up."""
    if not judged:
        return ()
    weights = PHANTOM + sum(WEIGHTS[one.stage] * len(one.marks) / len(TRAITS) for one in judged)
    changes = dict.fromkeys(_latest(judged), 0.0)
    for one in judged:
        for mark in one.marks:
            share = WEIGHTS[one.stage] / len(TRAITS) / weights
            changes[mark.trait] += 100 * share * (mark.rating / HIGHEST - MIDDLE)
    missing = _missing(judged)
    found = [Reason(trait, change, trait in missing) for trait, change in changes.items()]
    found.sort(key=lambda reason: (not reason.missing, -abs(reason.change)))
    return tuple(reason for reason in found[:REASONS] if reason.change or reason.missing)


def _change(firsts: Sequence[Fit], phases: Sequence[Fit]) -> Change | None:
    """How the latest phase differs from the first impression; none where no trait was judged both times."""
    then, now = _latest(firsts[:1]), _latest(phases[-1:])
    both = [trait for trait in then if trait in now]
    if not both:
        return None
    moved = [(trait, then[trait], now[trait]) for trait in both if then[trait] != now[trait]]
    moved.sort(key=lambda one: -abs(one[2] - one[1]))
    first, latest = (sum(ratings[trait] for trait in both) / len(both) for ratings in (then, now))
    return Change(first, latest, tuple(moved))


def _below_best(latest: Mapping[str, int]) -> list[Mark]:
    return [Mark(trait, rating) for trait, rating in latest.items() if rating < HIGHEST]


# Looking back


class Forecast(NamedTuple):
    """What was thought of somebody before the end, and how it went."""

    with_: str
    on: date  # the day of the end
    fit: float | None  # as it stood before; None: never judged
    word: str
    outcome: int


class Told(NamedTuple):
    """How differently a trait was rated where it ended well and where it ended badly."""

    trait: str
    difference: float  # mean rating before good endings less that before bad ones
    well: float  # mean rating before an outcome of 3 or 4
    badly: float  # before 0 or 1


class Review(NamedTuple):
    """Forecasts against outcomes, over everybody it ended with."""

    forecasts: tuple[Forecast, ...]  # the latest end first
    too_early: bool  # too few endings to say what foretold them
    traits: tuple[Told, ...]  # the most telling first


def review(fits: Iterable[Fit], today: date) -> Review:
    """What was thought before each end against how it went, and which traits were rated otherwise before bad ends.

    Of several ends with one person the latest counts. Where fewer than five were judged before
    they ended, the traits say nothing yet.
    """
    by_person: dict[str, list[Fit]] = {}
    for one in sorted(fits, key=lambda one: (one.on, one.id)):
        if one.on <= today:
            by_person.setdefault(one.with_, []).append(one)
    forecasts: list[Forecast] = []
    answers: list[tuple[int, dict[str, int]]] = []
    for with_, known in by_person.items():
        ends = [at for at, one in enumerate(known) if one.stage == "end" and one.outcome is not None]
        if not ends:
            continue
        end, before = known[ends[-1]], known[: ends[-1]]
        outcome = end.outcome or 0
        stood = fit(before, end.on)
        forecasts.append(Forecast(with_, end.on, stood.fit, stood.word, outcome))
        if stood.fit is not None:
            answers.append((outcome, _latest(_judgements(before))))
    forecasts.sort(key=lambda one: (-one.on.toordinal(), one.with_))
    too_early = len(answers) < ENOUGH
    return Review(tuple(forecasts), too_early, () if too_early else _telling(answers))


def _telling(answers: Sequence[tuple[int, Mapping[str, int]]]) -> tuple[Told, ...]:
    found = []
    for trait in TRAITS:
        rated = [(outcome, ratings[trait]) for outcome, ratings in answers if trait in ratings]
        well = [rating for outcome, rating in rated if outcome >= WELL]
        badly = [rating for outcome, rating in rated if outcome <= BAD]
        if well and badly:
            means = sum(well) / len(well), sum(badly) / len(badly)
            found.append(Told(trait, means[0] - means[1], *means))
    return tuple(sorted(found, key=lambda one: -one.difference))
