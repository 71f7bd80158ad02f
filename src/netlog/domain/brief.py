"""What to have in mind at the door: who somebody is to me, what was said last, and how we usually talk."""

from __future__ import annotations

from collections import Counter

from netlog.domain.evidence import RICHNESS
from netlog.domain.promises import in_order
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from netlog.domain.journal import Conversation, Fact, History, Promise

TALKS = 3
HALF_YEAR = 182  # days: how we talk now, against how we talked before
# The facts of the page in its order: a person before the business.
LIFE = ("family", "hobby", "common", "noticed")
NOW = ("hardship", "context")
AIMS = ("my-aim", "their-aim")


class Channel(NamedTuple):
    """A way of talking and how often it was used."""

    how: str  # one of journal.HOWS
    talks: int


class Channels(NamedTuple):
    """How we talk, and a way that would carry more."""

    now: tuple[Channel, ...]  # in the last half year, the most used first
    before: tuple[Channel, ...]  # in the half year before
    richer: str | None  # one step up from the most used; None: nothing is richer, or nothing is known


class Known(NamedTuple):
    """What is known of a person, the latest first in each."""

    goals: tuple[str, ...]
    challenges: tuple[str, ...]
    life: tuple[str, ...]
    now: tuple[str, ...]  # what they are going through
    careful: tuple[str, ...]  # topics to leave alone
    aims: tuple[str, ...]  # what each side hopes for
    style: str | None  # how they like to be met


def known(history: History, today: date) -> Known:
    """What is known of a person on a day."""
    facts = [one for one in reversed(history.facts) if one.on <= today]
    return Known(
        _texts(facts, "goal"),
        _texts(facts, "challenge"),
        _texts(facts, *LIFE),
        _texts(facts, *NOW),
        _texts(facts, "careful"),
        _texts(facts, *AIMS),
        next(iter(_texts(facts, "style")), None),
    )


def talks(history: History, today: date) -> tuple[Conversation, ...]:
    """The last three talks with a person, the latest first."""
    found = [one for one in history.conversations if one.on <= today and history.person.id in one.with_]
    return tuple(reversed(found[-TALKS:]))


def promises(history: History, today: date) -> tuple[Promise, ...]:
    """What either side promised and did not do yet, mine first, the earliest due first."""
    return in_order(one for one in history.promises if one.on <= today and (one.closed is None or one.closed > today))


def channels(history: History, today: date) -> Channels:
    """How we talked in the last half year and in the one before, and the next richer way.

    Voice carries more than text and is no more awkward (Kumar and Epley, It's surprisingly nice to hear you, 2021).
    """
    now, before = _used(history, today, 0), _used(history, today, HALF_YEAR)
    most = (now or before)[:1]
    return Channels(now, before, _richer(most[0].how) if most else None)


def _richer(how: str) -> str | None:
    """The way with the least more than this one; of equals the first."""
    above = [(weight, way) for way, (weight, _) in RICHNESS.items() if weight > RICHNESS[how][0]]
    return min(above, key=lambda one: one[0])[1] if above else None


def _used(history: History, today: date, from_days: int) -> tuple[Channel, ...]:
    counted = Counter(
        one.how
        for one in history.conversations
        if one.how and history.person.id in one.with_ and from_days <= (today - one.on).days < from_days + HALF_YEAR
    )
    return tuple(Channel(how, n) for how, n in sorted(counted.items(), key=lambda one: (-one[1], -RICHNESS[one[0]][0])))


def _texts(facts: list[Fact], *topics: str) -> tuple[str, ...]:
    return tuple(one.text for one in facts if one.topic in topics)
