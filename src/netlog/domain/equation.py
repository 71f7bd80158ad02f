"""The trust equation: what the evidence of a day adds up to, and how sure that is."""

from __future__ import annotations

from datetime import date
from math import log, log10, sqrt

from netlog.domain.evidence import Evidence, counted, faded, half_lives, observed
from netlog.domain.parameters import DEFAULTS, Parameters
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from netlog.domain.journal import History, Side

    Sign = tuple[date, float, bool]  # of one factor, good or bad: when, how heavy, whether it is sticky
    Tally = Mapping[tuple[str, bool], float]  # faded observations about one side, by factor, good or bad

ABOVE = ("C", "R", "I")
BELOW = "S"
FACTORS = (*ABOVE, BELOW)
NAMES = {"C": "credibility", "R": "reliability", "I": "intimacy", "S": "self-orientation"}
WEAKEST_FIRST = ("S", "I", "R", "C")  # the order of emphasis, among equals
BANDS = ((85, "rare"), (70, "strong"), (55, "sound"), (45, "even"), (30, "shaky"))  # from an index on
LABELS = ((15, "solid"), (6, "fair"), (2, "thin"))  # from so many faded observations on
LEAST = 0.3  # trust with every factor at its worst; the best is a hundred times that
DECADE = 50  # index points for trust ten times as high
DEVIATIONS = 1.645  # standard deviations either side that hold nine tenths
NOTHING = {(factor, good): 0.0 for factor in FACTORS for good in (True, False)}


class Score(NamedTuple):
    """How far one side's logged conduct makes them worth trusting, in the other's eyes."""

    C: float  # credibility, 1 to 10
    R: float  # reliability, 1 to 10
    I: float  # noqa: E741 - intimacy, 1 to 10
    S: float  # self-orientation, 1 to 10; low is good
    T: float  # (C + R + I) / S, 0.3 to 30
    index: float  # type: ignore[assignment]  # 0 to 100; equal factors give 50. Hides tuple's own, which nobody needs
    half: float  # of the interval that holds nine tenths
    low: float
    high: float
    evidence: float  # faded observations behind it
    label: str  # guess, thin, fair, solid
    band: str  # strained, shaky, even, sound, strong, rare
    weakest: str  # the factor to work on
    uneven: float  # standard deviation of the factors: below 1 even, from 1.5 lopsided


class Trust(NamedTuple):
    """Both directions of one relationship."""

    mine: Score  # my conduct, in their eyes
    theirs: Score  # their conduct, in mine


class Fading(dict[date, float]):
    """What is left on a day of a weight of 1, by the day it was noted; worked out once for each."""

    def __init__(self, today: date, half_life_days: float) -> None:
        self._today, self._half_life = today, half_life_days

    def __missing__(self, on: date) -> float:
        left = self[on] = faded((self._today - on).days, self._half_life)
        return left


class Scale:
    """What evidence weighs on a day; one does for everybody."""

    def __init__(self, today: date, parameters: Parameters = DEFAULTS) -> None:
        self.today, self.parameters = today, parameters
        lives = half_lives(parameters)
        self._left = {
            factor: (Fading(today, life), Fading(today, life * parameters.sticky)) for factor, life in lives.items()
        }

    def left(self, factor: str, sign: Sign) -> float:
        """What is left of the weight of a sign."""
        on, weight, sticky = sign
        return weight * self._left[factor][sticky][on]

    def total(self, factor: str, signs: list[Sign]) -> float:
        """What is left of all signs of a factor, added up oldest first: in another order the last digit may differ."""
        signs.sort()
        left, total = self._left[factor], 0.0
        for on, weight, sticky in signs:
            total += weight * left[sticky][on]
        return total

    def ages(self, factor: str, days: Iterable[date]) -> float:
        """What is left of a weight of 1 on each of some days, added up."""
        return sum(map(self._left[factor][False].__getitem__, days))


class Weighed:
    """The evidence of one history up to a day, and what it adds up to on that day."""

    def __init__(self, noted: Iterable[Evidence], today: date, parameters: Parameters) -> None:
        self.observed = tuple(noted)  # repetitions and outdated ratings with it
        self.counted = counted(self.observed)  # oldest first
        self._scale = Scale(today, parameters)
        signs: dict[Side, dict[tuple[str, bool], list[Sign]]] = {
            side: {part: [] for part in NOTHING} for side in ("me", "them")
        }
        for item in self.counted:
            signs[item.about][item.factor, item.good].append((item.on, item.weight, item.sticky))
        self.sums: dict[Side, dict[tuple[str, bool], float]] = {
            side: {part: self._scale.total(part[0], some) for part, some in parts.items()}
            for side, parts in signs.items()
        }

    def altered(self, about: Side, added: Iterable[Evidence], taken: Iterable[Evidence]) -> Tally:
        """The sums of one side with some evidence about it added, and some taken away."""
        changes: dict[tuple[str, bool], float] = {}
        for items, sign in ((added, 1), (taken, -1)):
            for item in items:
                part = item.factor, item.good
                changes[part] = changes.get(part, 0.0) + sign * self._scale.left(
                    item.factor, (item.on, item.weight, item.sticky)
                )
        sums = self.sums[about]
        return {**sums, **{part: sums[part] + change for part, change in changes.items()}}


def score(history: History, today: date, parameters: Parameters = DEFAULTS, *, known: Weighed | None = None) -> Trust:
    """Trust in both directions on that day: T = (C + R + I) / S (Maister, Green and Galford, 2000).

    `known` is the history as `weighed` gives it for that day, where a caller has it at hand.
    """
    known = known or weighed(history, today, parameters)
    return Trust(direction(known.sums["me"], parameters), direction(known.sums["them"], parameters))


def trust_at(index: float) -> float:
    """The T of an index: 0.3 · 10^(X/50)."""
    return LEAST * 10 ** (index / DECADE)


def weighed(history: History, today: date, parameters: Parameters = DEFAULTS) -> Weighed:
    """The evidence of a history, for whoever asks several questions of it."""
    return Weighed(observed(history, today, parameters), today, parameters)


def factors_of(sums: Tally, parameters: Parameters) -> dict[str, float]:
    """Each factor from 1 to 10: 1 + 9 · (K/2 + for) / (K + good + bad), K phantom observations half good, half bad.

    Good observations speak for C, R and I, bad ones for S: the expected value of a
    beta distribution (Jøsang and Ismail, The Beta Reputation System, 2002).
    """
    phantom = parameters.phantom
    return {
        factor: 1
        + 9 * (phantom / 2 + sums[factor, factor != BELOW]) / (phantom + sums[factor, True] + sums[factor, False])
        for factor in FACTORS
    }


def index_of(sums: Tally, parameters: Parameters) -> float:
    """The index that a tally stands for."""
    return _index(_ratio(**factors_of(sums, parameters)))


def _ratio(C: float, R: float, I: float, S: float) -> float:  # noqa: E741
    """The trust equation: T from 0.3 to 30."""
    return (C + R + I) / S


def _index(ratio: float) -> float:
    """X = 50 · log10(T / 0.3), from 0 to 100; doubling T adds 15."""
    return DECADE * log10(ratio / LEAST)


def ceiling(most: Tally, bounded: Collection[str], parameters: Parameters) -> float:
    """What the lower end of the interval cannot exceed where the good sums of some factors above are bounds.

    The index is at its highest with them, and the interval not narrower than without their part of it.
    """
    factors = factors_of(most, parameters)
    return _index(_ratio(**factors)) - _half(most, factors, parameters, besides=bounded)


def _half(sums: Tally, factors: Mapping[str, float], parameters: Parameters, *, besides: Collection[str] = ()) -> float:
    """Half the width of the 90 % interval, in index points; `besides` are factors taken to be sure.

    A factor deviates by 9 · √(m(1 − m) / (K + 1 + good + bad)), m = (F − 1)/9, as a
    beta distribution does; to the first order ln T then varies by
    Σs²/(C + R + I)² + s_S²/S². It covers 86 to 90 % over the whole range.
    """
    variance = {}
    for factor, value in factors.items():
        mean = (value - 1) / 9
        known = sums[factor, True] + sums[factor, False]
        variance[factor] = 81 * mean * (1 - mean) / (parameters.phantom + 1 + known)
    above = (
        sum(variance[factor] for factor in ABOVE if factor not in besides)
        / sum(factors[factor] for factor in ABOVE) ** 2
    )
    below = variance[BELOW] / factors[BELOW] ** 2
    return DEVIATIONS * DECADE / log(10) * sqrt(above + below)


def direction(sums: Tally, parameters: Parameters) -> Score:
    """All that is said of one direction."""
    factors = factors_of(sums, parameters)
    ratio = _ratio(**factors)
    index = _index(ratio)
    half = _half(sums, factors, parameters)
    known = sum(sums.values())
    # Ties are meant as ties, whatever the last binary digit says.
    strengths = {factor: round(11 - value if factor == BELOW else value, 9) for factor, value in factors.items()}
    return Score(
        **factors,
        T=ratio,
        index=index,
        half=half,
        low=max(0.0, index - half),
        high=min(100.0, index + half),
        evidence=known,
        label=_word(known, LABELS, "guess"),
        band=_word(index, BANDS, "strained"),
        weakest=min(WEAKEST_FIRST, key=lambda factor: strengths[factor]),
        uneven=_deviation(strengths.values()),
    )


def _word(value: float, marks: Iterable[tuple[int, str]], below: str) -> str:
    """The word of the highest mark reached."""
    return next((word for mark, word in marks if value >= mark), below)


def _deviation(values: Iterable[float]) -> float:
    """The population standard deviation."""
    values = list(values)
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / len(values))
