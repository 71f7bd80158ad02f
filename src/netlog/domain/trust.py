"""How far trust has been earned, where it stood, what it rests on and what moved it."""

from __future__ import annotations

from datetime import date, timedelta

from netlog.domain.equation import (
    BELOW,
    FACTORS,
    Score,
    Trust,
    Weighed,
    factors_of,
    index_of,
    score,
    trust_at,
    weighed,
)
from netlog.domain.evidence import CONFIDED, RATED, SIGNALS, TALK, Evidence, counted, faded, promised
from netlog.domain.next_steps import Step, steps
from netlog.domain.parameters import DEFAULTS, Parameters
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netlog.domain.equation import Tally
    from netlog.domain.journal import History, Side

Rivalry = tuple[str, str, date | None]

__all__ = (  # what is asked about trust; the equation and the next steps have files of their own
    "Changed",
    "Formula",
    "Moments",
    "Moved",
    "Past",
    "Score",
    "Step",
    "Trust",
    "Weighed",
    "changed",
    "formulas",
    "moments",
    "moved",
    "score",
    "steps",
    "trend",
    "trust_at",
    "unseen",
    "weighed",
)

UNSEEN = 0.5  # faded observations below which a factor is a guess
TREND_DAYS = (30, 90)
MOST_MOVED = 3  # of either direction
MOMENTS = 3  # from which on their ratio is worth a word
FIVE_TO_ONE = 5  # good moments for a bad one in stable couples (Gottman, What Predicts Divorce?, 1994): a rule of thumb


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


def formulas(
    history: History,
    today: date,
    parameters: Parameters = DEFAULTS,
    about: Side = "me",
    *,
    known: Weighed | None = None,
) -> tuple[Formula, ...]:
    """The four factors of one side with their numbers filled in, C, R, I, S."""
    sums = (known or weighed(history, today, parameters)).sums[about]
    return tuple(
        Formula(factor, value, sums[factor, True], sums[factor, False], _written(sums, factor, parameters))
        for factor, value in factors_of(sums, parameters).items()
    )


def unseen(
    history: History,
    today: date,
    parameters: Parameters = DEFAULTS,
    about: Side = "me",
    *,
    known: Weighed | None = None,
) -> tuple[str, ...]:
    """The factors of one side that next to nothing is known about."""
    sums = (known or weighed(history, today, parameters)).sums[about]
    return tuple(factor for factor in FACTORS if sums[factor, True] + sums[factor, False] < UNSEEN)


def trend(
    history: History, today: date, parameters: Parameters = DEFAULTS, *, known: Weighed | None = None
) -> tuple[Past, ...]:
    """Both indexes 30 and 90 days ago, worked out from what was known by then."""
    known = known or weighed(history, today, parameters)
    past = []
    for days_ago in TREND_DAYS:
        then = today - timedelta(days_ago)
        mine, theirs = score(history, then, parameters, known=as_of(then, history, known, parameters))
        past.append(Past(days_ago, mine.index, theirs.index))
    return tuple(past)


def moved(
    history: History,
    today: date,
    parameters: Parameters = DEFAULTS,
    about: Side = "me",
    *,
    known: Weighed | None = None,
) -> tuple[Moved, ...]:
    """The three events that raise the index most and the three that lower it most, largest change first.

    An event is what one record shows of one kind: a conversation as it went, each
    of its tags, a promise from first to last, a gift, a rating. The changes do not
    add up to the index, since the equation is no sum. What the event hid counts in
    its absence: the same tag of that day, the rating before. What it made of other
    records stays: a later contact keeps its rhythm, an ask stays covered or not.
    """
    known = known or weighed(history, today, parameters)
    index = index_of(known.sums[about], parameters)
    texts = {talk.id: talk.text for talk in history.conversations}
    rivals: dict[Rivalry, list[Evidence]] = {}
    for item in known.observed:
        if item.about == about and _may_hide(item):
            rivals.setdefault(_rivalry(item), []).append(item)
    events: dict[tuple[str, str], list[Evidence]] = {}
    for item in known.counted:
        if item.about == about:
            events.setdefault(_event(item), []).append(item)
    changes = []
    for parts in events.values():
        without = index_of(known.altered(about, *_missing(parts, rivals)), parameters)
        changes.append((index - without, parts[-1].on, _titled(parts[-1], texts)))
    changes.sort()
    most = [one for one in changes[:MOST_MOVED] if one[0] < 0] + [one for one in changes[-MOST_MOVED:] if one[0] > 0]
    most.sort(key=lambda one: (-abs(one[0]), one[1:]))
    return tuple(Moved(what, on, change) for change, on, what in most)


def moments(
    history: History, today: date, parameters: Parameters = DEFAULTS, *, known: Weighed | None = None
) -> Moments:
    """My good moments against my bad ones, each event once a tone, faded by its latest part.

    Channels and ratings are left out: the one is no conduct, the other no moment.
    """
    events: dict[tuple[tuple[str, str], bool], date] = {}
    for item in (known or weighed(history, today, parameters)).counted:
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


def as_of(then: date, history: History, known: Weighed, parameters: Parameters) -> Weighed:
    """What was known by an earlier day: promises as they stood then, all else as it was noted up to then.

    It is what `weighed` gives for that day, at half the cost: a conversation, a gift, an ask and a
    rating say on their own day what they will ever say.
    """
    noted = [item for item in known.observed if item.on <= then and item.kind != "promise"]
    for promise in history.promises:
        noted += promised(promise, then, parameters)
    return Weighed(noted, then, parameters)


def _written(sums: Tally, factor: str, parameters: Parameters) -> str:
    """The formula of a factor with two decimals; what would read 0.00 is left out."""
    good, bad = (f" + {sums[factor, one]:.2f}" if round(sums[factor, one], 2) else "" for one in (True, False))
    favouring = bad if factor == BELOW else good
    return f"1 + 9·({parameters.phantom / 2:g}{favouring})/({parameters.phantom:g}{good}{bad})"


def _event(item: Evidence) -> tuple[str, str]:
    """What happened: a record, and what kind of thing it shows."""
    return item.source, "conversation" if item.kind in TALK else item.kind


def _missing(
    parts: Sequence[Evidence], rivals: Mapping[Rivalry, Sequence[Evidence]]
) -> tuple[Iterable[Evidence], Iterable[Evidence]]:
    """What would count in the absence of an event, and what would no longer."""
    if _may_hide(parts[0]):
        group = [item for rivalry in dict.fromkeys(map(_rivalry, parts)) for item in rivals[rivalry]]
        if len(group) > len(parts):
            return counted(item for item in group if _event(item) != _event(parts[0])), counted(group)
    return (), parts


def _may_hide(item: Evidence) -> bool:
    """Whether an observation may stand in another one's place: a tag, or a rating."""
    return item.kind in SIGNALS or item.kind == CONFIDED or item.kind.startswith(RATED)


def _rivalry(item: Evidence) -> Rivalry:
    """What only one observation can count for: a tag of a day, the latest rating of a factor."""
    return item.kind, item.factor, None if item.kind.startswith(RATED) else item.on


def _titled(item: Evidence, texts: Mapping[str, str]) -> str:
    """How an event is called: a conversation by its own words."""
    if item.kind not in TALK:
        return item.what
    text = texts[item.source]
    return f"conversation: {text}" if text else "conversation"


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
