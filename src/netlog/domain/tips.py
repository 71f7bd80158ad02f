"""Which tip is today's: tied to the weakest factor over everyone, in hard times to intimacy and self-orientation."""

from __future__ import annotations

from netlog.domain.equation import ABOVE, BELOW, NOTHING, WEAKEST_FIRST, factors_of, weighed
from netlog.domain.parameters import DEFAULTS
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netlog.domain.equation import Tally
    from netlog.domain.journal import History
    from netlog.domain.parameters import Parameters

BOOKS = {"C": "tips-credibility", "R": "tips-reliability", "I": "tips-intimacy", "S": "tips-self-orientation"}
START, GENERAL = "tips-start", "tips-general"
TIPS = "tips"  # the section of a factor's playbook
EVERYONE = "everyone"  # the section of the general one for all
THIN = 2.0  # faded observations over everybody below which nothing is known to be weak
HARD_TIMES = ("I", "S")  # what counts most in a crisis
ROUND = 4  # of so many days one has a general tip


class Pooled(NamedTuple):
    """My conduct toward everybody, as one."""

    C: float  # 1 to 10
    R: float
    I: float  # noqa: E741 - the letter of the equation
    S: float  # low is good
    evidence: float  # faded observations
    weakest: str | None  # None: too little is logged to say


class Choice(NamedTuple):
    """Where today's tip stands: the item whose turn it is, in a section of a playbook."""

    book: str
    section: str
    turn: int
    factor: str | None  # that it is about


def pooled(histories: Iterable[History], today: date, parameters: Parameters = DEFAULTS) -> Pooled:
    """The four factors of all evidence about me added up, and the weakest of C, R, I and 11 − S."""
    sums: dict[tuple[str, bool], float] = dict(NOTHING)
    for history in histories:
        _add(sums, weighed(history, today, parameters).sums["me"])
    factors = factors_of(sums, parameters)
    known = sum(sums.values())
    strengths = {one: round(factors[one], 9) for one in ABOVE} | {BELOW: round(11 - factors[BELOW], 9)}
    weakest = min(WEAKEST_FIRST, key=strengths.__getitem__) if known >= THIN else None
    return Pooled(**factors, evidence=known, weakest=weakest)


def choice(today: date, weakest: str | None, crisis: bool = False, profile: str = "", start: str = "") -> Choice:
    """Where the tip of a day stands: the same all day, another tomorrow.

    Three days of four it is about the weakest factor, in a crisis by turns about
    intimacy and self-orientation; on the fourth, a general one or the profile's.
    While nothing is known to be weak, the tips of the start come in their place.
    """
    cycle, place = divmod(today.toordinal(), ROUND)
    if place == ROUND - 1:
        return Choice(GENERAL, profile if profile and cycle % 2 else EVERYONE, cycle // 2 if profile else cycle, None)
    turn = cycle * (ROUND - 1) + place
    if crisis:
        factor = HARD_TIMES[turn % len(HARD_TIMES)]
        return Choice(BOOKS[factor], TIPS, turn // len(HARD_TIMES), factor)
    if weakest is not None:
        return Choice(BOOKS[weakest], TIPS, turn, weakest)
    return Choice(START, start, turn, None) if start else Choice(GENERAL, EVERYONE, turn, None)


def _add(sums: dict[tuple[str, bool], float], more: Tally) -> None:
    for part, weight in more.items():
        sums[part] += weight
