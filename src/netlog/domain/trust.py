"""The trust equation, how sure it is, and what moved it."""

from __future__ import annotations

from datetime import timedelta
from math import log, log10, sqrt
from typing import TYPE_CHECKING, NamedTuple

from netlog.domain import account
from netlog.domain.evidence import RATED, TALK, counted, evidence, faded, half_lives, observed, promised
from netlog.domain.parameters import DEFAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from netlog.domain.evidence import Evidence
    from netlog.domain.journal import History, Promise, Side
    from netlog.domain.parameters import Parameters

ABOVE = ("C", "R", "I")
BELOW = "S"
WEAKEST_FIRST = ("S", "I", "R", "C")  # the order of emphasis, among equals
BANDS = ((85, "rare"), (70, "strong"), (55, "sound"), (45, "even"), (30, "shaky"))  # from an index on
LABELS = ((15, "solid"), (6, "fair"), (2, "thin"))  # from so many faded observations on
UNSEEN = 0.5  # faded observations below which a factor is a guess
LEAST = 0.3  # trust with every factor at its worst; the best is a hundred times that
DECADE = 50  # index points for trust ten times as high
DEVIATIONS = 1.645  # standard deviations either side that hold nine tenths
TREND_DAYS = (30, 90)
RESTING_DAYS = 14  # after which a way to build trust is proposed again
MOST_MOVED = 3  # of either direction
MOMENTS = 3  # from which on their ratio is worth a word
FIVE_TO_ONE = 5  # good moments for a bad one in stable couples (Gottman, What Predicts Divorce?, 1994): a rule of thumb


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


class Formula(NamedTuple):
    """One factor with its numbers filled in."""

    factor: str
    value: float
    good: float  # faded observations
    bad: float
    text: str


class Past(NamedTuple):
    """The two indexes as they stood on an earlier day."""

    days_ago: int
    mine: float
    theirs: float


class Moved(NamedTuple):
    """One event, and the index with it less the index without it."""

    what: str
    on: date
    change: float


class Step(NamedTuple):
    """One thing to do, and what it would add to my index today."""

    step: str
    gain: float  # index points
    effort: int  # in five minutes
    factors: tuple[str, ...]  # what it works on


class Moments(NamedTuple):
    """What I did well against what I did badly, one moment an event, faded."""

    good: float
    bad: float
    words: str  # empty: nothing to remark


class Changed(NamedTuple):
    """A number of the model that the user changed."""

    name: str
    value: object
    default: object


class _Action(NamedTuple):
    """A way to build trust, what it costs and what it shows."""

    step: str
    effort: int
    weights: tuple[tuple[str, float], ...]
    tag: str | None = None  # that says it was done


KEEP = "keep a promise already made"
ACTIONS = (
    _Action("credit them in front of others", 1, (("S", 0.75),), "promoted-them"),
    _Action("ask about them first and listen", 1, (("S", 0.5),), "asked-first"),
    _Action("write just to say hello", 1, (("S", 0.5),), "just-hello"),
    _Action("do a five-minute favour", 1, (("S", 0.25),)),
    _Action("tell them something personal", 1, (("I", 1.0),), "shared-personal"),
    _Action("say plainly what you do not know", 1, (("C", 0.5),), "admitted-limit"),
    _Action("ask how the relationship works for them", 2, (("I", 0.5), ("S", 0.5)), "asked-feedback"),
    _Action(KEEP, 2, (("R", 1.0),)),
    _Action("make and keep one small promise", 3, (("R", 1.0),)),
)

# Faded observations of one side by factor, good and bad.
Tally = dict[str, tuple[float, float]]


def score(history: History, today: date, parameters: Parameters = DEFAULTS) -> Trust:
    """Trust in both directions on that day: T = (C + R + I) / S (Maister, Green and Galford, 2000)."""
    items = evidence(history, today, parameters)
    return Trust(
        mine=_scored(_tally(items, "me", today, parameters), parameters),
        theirs=_scored(_tally(items, "them", today, parameters), parameters),
    )


def trust_at(index: float) -> float:
    """The T of an index: 0.3 · 10^(X/50)."""
    return LEAST * 10 ** (index / DECADE)


def formulas(
    history: History, today: date, parameters: Parameters = DEFAULTS, about: Side = "me"
) -> tuple[Formula, ...]:
    """The four factors of one side with their numbers filled in, C, R, I, S."""
    tally = _tally(evidence(history, today, parameters), about, today, parameters)
    return tuple(
        Formula(factor, _factor(factor, good, bad, parameters), good, bad, _written(factor, good, bad, parameters))
        for factor, (good, bad) in tally.items()
    )


def unseen(history: History, today: date, parameters: Parameters = DEFAULTS, about: Side = "me") -> tuple[str, ...]:
    """The factors of one side that next to nothing is known about."""
    tally = _tally(evidence(history, today, parameters), about, today, parameters)
    return tuple(factor for factor, (good, bad) in tally.items() if good + bad < UNSEEN)


def trend(history: History, today: date, parameters: Parameters = DEFAULTS) -> tuple[Past, ...]:
    """Both indexes 30 and 90 days ago, worked out from what was known by then."""
    past = []
    for days_ago in TREND_DAYS:
        then = score(history, today - timedelta(days_ago), parameters)
        past.append(Past(days_ago, then.mine.index, then.theirs.index))
    return tuple(past)


def moved(history: History, today: date, parameters: Parameters = DEFAULTS, about: Side = "me") -> tuple[Moved, ...]:
    """The three events that raise the index most and the three that lower it most, largest change first.

    An event is what one record shows of one kind: a conversation as it went, each
    of its tags, a promise from first to last, a gift, a rating. The changes do not
    add up to the index, since the equation is no sum. What the event hid counts in
    its absence: the same tag of that day, the rating before. What it made of other
    records stays: a later contact keeps its rhythm, an ask stays covered or not.
    """
    noted = observed(history, today, parameters)
    items = counted(noted)
    whole = _tally(items, about, today, parameters)
    index = _index(whole, parameters)
    counts = set(items)
    hidden = {_rivalry(item) for item in noted if item not in counts}
    texts = {talk.id: talk.text for talk in history.conversations}
    events: dict[tuple[str, str], list[Evidence]] = {}
    for item in items:
        if item.about == about:
            events.setdefault(_event(item), []).append(item)
    changes = []
    for event, parts in events.items():
        if any(_rivalry(part) in hidden for part in parts):
            rest = counted(item for item in noted if _event(item) != event)
            without = _tally(rest, about, today, parameters)
        else:
            without = _less(whole, _tally(parts, about, today, parameters))
        what = _titled(parts[-1], texts)
        changes.append(Moved(what, parts[-1].on, index - _index(without, parameters)))
    changes.sort(key=lambda move: (move.change, move.on, move.what))
    down = [move for move in changes[:MOST_MOVED] if move.change < 0]
    up = [move for move in changes[-MOST_MOVED:] if move.change > 0]
    return tuple(sorted(up + down, key=lambda move: (-abs(move.change), move.on, move.what)))


def steps(history: History, today: date, parameters: Parameters = DEFAULTS) -> tuple[Step, ...]:
    """What to do next: own each overdue promise; then the most for the effort, and the most of all if that is another.

    An action whose tag was logged in the last 14 days rests; keeping a promise
    needs one that is open and still in time.
    """
    tally = _tally(evidence(history, today, parameters), "me", today, parameters)
    index = _index(tally, parameters)
    mine = [promise for promise in history.promises if promise.who == "me"]
    late = [promise for promise in mine if account.is_overdue(promise, today)]
    late.sort(key=lambda promise: (account.terms(promise, today)[-1].due or today, promise.text))
    first = [_owning(promise, tally, today, parameters) for promise in late]
    done = {
        code
        for talk in history.conversations
        if 0 <= (today - talk.on).days <= RESTING_DAYS and history.person.id in talk.with_
        for code, about in talk.signals
        if about == "me"
    }
    can_keep = any(term.how == "open" and not term.silent for promise in mine for term in account.terms(promise, today))
    possible = [
        Step(
            action.step,
            _index(_more(tally, {factor: (weight, 0.0) for factor, weight in action.weights}), parameters) - index,
            action.effort,
            tuple(factor for factor, _ in action.weights),
        )
        for action in ACTIONS
        if action.tag not in done and (action.step != KEEP or can_keep)
    ]
    cheapest = max(possible, key=lambda step: step.gain / step.effort)
    most = max(possible, key=lambda step: (step.gain, -step.effort))
    return tuple(first + [cheapest] + ([most] if most.gain > cheapest.gain else []))


def moments(history: History, today: date, parameters: Parameters = DEFAULTS) -> Moments:
    """My good moments against my bad ones, each event once a tone, faded by its latest part.

    Channels and ratings are left out: the one is no conduct, the other no moment.
    """
    events: dict[tuple[tuple[str, str], bool], date] = {}
    for item in evidence(history, today, parameters):
        if item.about == "me" and item.kind != "channel" and not item.kind.startswith(RATED):
            events[_event(item), item.good] = item.on  # oldest first: the latest stays
    sums = {True: 0.0, False: 0.0}
    for (_, good), on in events.items():
        sums[good] += faded((today - on).days, parameters.half_life_reliability)
    return Moments(sums[True], sums[False], _remark(len(events), sums[True], sums[False]))


def changed(parameters: Parameters) -> tuple[Changed, ...]:
    """The numbers that differ from the defaults, to be told beside any explanation."""
    pairs = zip(parameters._fields, parameters, DEFAULTS, strict=True)
    return tuple(Changed(name, value, default) for name, value, default in pairs if value != default)


def _tally(items: Iterable[Evidence], about: Side, today: date, parameters: Parameters) -> Tally:
    """The faded observations about one side by factor, good and bad."""
    good = dict.fromkeys((*ABOVE, BELOW), 0.0)
    bad = dict(good)
    lives = half_lives(parameters)
    for item in items:
        if item.about == about:
            half_life = lives[item.factor] * (parameters.sticky if item.sticky else 1)
            (good if item.good else bad)[item.factor] += item.weight * faded((today - item.on).days, half_life)
    return {factor: (good[factor], bad[factor]) for factor in good}


def _factor(factor: str, good: float, bad: float, parameters: Parameters) -> float:
    """A factor from 1 to 10: 1 + 9 · (K/2 + for) / (K + good + bad), K phantom observations half good, half bad.

    Good observations speak for C, R and I, bad ones for S: the expected value of a
    beta distribution (Jøsang and Ismail, The Beta Reputation System, 2002).
    """
    favouring = bad if factor == BELOW else good
    return 1 + 9 * (parameters.phantom / 2 + favouring) / (parameters.phantom + good + bad)


def _factors(tally: Tally, parameters: Parameters) -> dict[str, float]:
    return {factor: _factor(factor, good, bad, parameters) for factor, (good, bad) in tally.items()}


def _ratio(factors: Mapping[str, float]) -> float:
    """The trust equation: T from 0.3 to 30."""
    return sum(factors[factor] for factor in ABOVE) / factors[BELOW]


def _indexed(ratio: float) -> float:
    """X = 50 · log10(T / 0.3), from 0 to 100; doubling T adds 15."""
    return DECADE * log10(ratio / LEAST)


def _index(tally: Tally, parameters: Parameters) -> float:
    return _indexed(_ratio(_factors(tally, parameters)))


def _half(tally: Tally, factors: Mapping[str, float], parameters: Parameters) -> float:
    """Half the width of the 90 % interval, in index points.

    A factor deviates by 9 · √(m(1 − m) / (K + 1 + good + bad)), m = (F − 1)/9, as a
    beta distribution does; to the first order ln T then varies by
    Σs²/(C + R + I)² + s_S²/S². It covers 86 to 90 % over the whole range.
    """
    variance = {}
    for factor, (good, bad) in tally.items():
        mean = (factors[factor] - 1) / 9
        variance[factor] = 81 * mean * (1 - mean) / (parameters.phantom + 1 + good + bad)
    above = sum(variance[factor] for factor in ABOVE) / sum(factors[factor] for factor in ABOVE) ** 2
    below = variance[BELOW] / factors[BELOW] ** 2
    return DEVIATIONS * DECADE / log(10) * sqrt(above + below)


def _scored(tally: Tally, parameters: Parameters) -> Score:
    """All that is said of one direction."""
    factors = _factors(tally, parameters)
    ratio = _ratio(factors)
    index = _indexed(ratio)
    half = _half(tally, factors, parameters)
    known = sum(good + bad for good, bad in tally.values())
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


def _written(factor: str, good: float, bad: float, parameters: Parameters) -> str:
    """The formula of a factor with two decimals; what would read 0.00 is left out."""
    seen = [f" + {value:.2f}" for value in (good, bad) if round(value, 2)]
    favouring = bad if factor == BELOW else good
    top = f" + {favouring:.2f}" if round(favouring, 2) else ""
    return f"1 + 9·({parameters.phantom / 2:g}{top})/({parameters.phantom:g}{''.join(seen)})"


def _event(item: Evidence) -> tuple[str, str]:
    """What happened: a record, and what kind of thing it shows."""
    return item.source, "conversation" if item.kind in TALK else item.kind


def _rivalry(item: Evidence) -> tuple[str, str, date | None]:
    """What only one observation can count for: a tag of a day, the latest rating of a factor."""
    return item.kind, item.factor, None if item.kind.startswith(RATED) else item.on


def _titled(item: Evidence, texts: Mapping[str, str]) -> str:
    """How an event is called: a conversation by its own words."""
    if item.kind not in TALK:
        return item.what
    text = texts[item.source]
    return f"conversation: {text}" if text else "conversation"


def _less(tally: Tally, taken: Tally) -> Tally:
    return {factor: (good - taken[factor][0], bad - taken[factor][1]) for factor, (good, bad) in tally.items()}


def _more(tally: Tally, added: Mapping[str, tuple[float, float]]) -> Tally:
    none = (0.0, 0.0)
    return {
        factor: (good + added.get(factor, none)[0], bad + added.get(factor, none)[1])
        for factor, (good, bad) in tally.items()
    }


def _owning(promise: Promise, tally: Tally, today: date, parameters: Parameters) -> Step:
    """The step that owns an overdue promise: its silence gives way to a word and a new date."""
    silent = _tally(promised(promise, today, parameters), "me", today, parameters)
    owned = _tally(promised(account.owned(promise, today), today, parameters), "me", today, parameters)
    gain = _index(_more(_less(tally, silent), owned), parameters) - _index(tally, parameters)
    text = f": {promise.text}" if promise.text else ""
    return Step(f"own the overdue promise and give a new date{text}", gain, 1, ("C", "R", "S"))


def _remark(count: int, good: float, bad: float) -> str:
    if not count:
        return ""
    if not bad:
        return "nothing against you"
    if count < MOMENTS or good >= FIVE_TO_ONE * bad:
        return ""
    if good < bad:
        return "more against you than for you"
    return "below the 5:1 rule of thumb"
