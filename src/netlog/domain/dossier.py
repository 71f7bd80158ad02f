"""The vocabulary beyond the daily log: fit, limits, partings, who knows whom, wins, places, events, words of my own."""

from __future__ import annotations

from netlog.domain.journal import Advice, Group
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Any, Literal

    from netlog.domain.journal import Side

# What a client or partner is judged by, 0 never to 4 always; the first two must not be missing.
TRAITS = (
    *("boundaries", "courtesy", "asks-for-help", "open-doubts", "we-attitude"),
    *("feedback", "humour", "win-win", "negotiation", "shared-aim"),
)
MUST_HAVES = TRAITS[:2]
STAGES = ("first", "phase", "end")
WAYS = ("supplier", "mentee", "coffee")  # of parting
STATES = ("planned", "talked", "handover", "parted", "stopped")  # of a parting; stopped: thought better of
REFLECTIONS = ("retro", "reflect", "quiz", "pause", "contract", "pitch")
PROMPTS = ("lunch", "hobby", "friends", "shops", "goals", "services")  # where people are met without a sign at the door
STEPS = ("asked", "yes", "no", "made", "thanked", "outcome")  # of an introduction


MOST_MONEY = 10**12  # whole units of the user's currency
MOST_HOURS = 10**6
MOST_MET = 100_000  # people at one event


class Mark(NamedTuple):
    """One trait as it was judged."""

    trait: str  # one of TRAITS
    rating: int  # 0 never … 4 always


class Fit(NamedTuple):
    """How well somebody fits as a client or partner, in my eyes on a day: once at first, again after each phase."""

    id: str
    with_: str
    on: date
    stage: Literal["first", "phase", "end"]
    marks: tuple[Mark, ...] = ()  # in the order of TRAITS; those not judged are left out
    gut: int | None = None  # 0 … 4, the feeling; of a first impression
    outcome: int | None = None  # 0 … 4, how it went; of the end
    stretch: str | None = None  # what I want to learn from somebody taken on although they fit badly
    text: str | None = None  # because; at the end the lesson


class Boundary(NamedTuple):
    """A limit of mine; with a person: that it was said aloud to them."""

    id: str
    with_: str | None  # None: the limit itself
    on: date
    text: str


class Expectation(NamedTuple):
    """What one side expects of the other, said aloud or not."""

    id: str
    who: Side  # who expects it
    with_: str
    on: date
    text: str
    by: date | None = None
    confirmed: date | None = None  # the day both said so
    outcome: Literal["met", "unmet"] | None = None  # None: open
    closed: date | None = None  # the day of the outcome


class Parting(NamedTuple):
    """A step on the way to parting well."""

    id: str
    with_: str
    on: date
    way: Literal["supplier", "mentee", "coffee"]
    state: Literal["planned", "talked", "handover", "parted", "stopped"]
    text: str | None = None  # private
    until: date | None = None  # the end of a pause
    urgent: str | None = None  # how to reach each other meanwhile


class Acquaintance(NamedTuple):
    """A tie between two others: who knows whom; the latest of a pair counts."""

    id: str
    one: str  # id of the person who knows
    other: str  # id of the person who is known
    on: date
    strength: int  # 1 have met … 5 close; 0: no longer
    source: str | None = None  # how I know


class Namesakes(NamedTuple):
    """Two people who look like one, and are not."""

    id: str
    one: str
    other: str
    on: date


class Step(NamedTuple):
    """How an introduction went on."""

    on: date
    state: str  # one of STEPS
    who: Literal["one", "other", "through"] | None = None  # who was asked, or answered
    text: str | None = None


class Introduction(NamedTuple):
    """Two people brought together, each asked before: I bring two others, or somebody brings me to one."""

    id: str
    one: str | None  # None: me
    other: str
    on: date
    text: str  # why
    through: str | None = None  # who introduces; None: me
    steps: tuple[Step, ...] = ()  # oldest first


class Win(NamedTuple):
    """A client won."""

    id: str
    with_: str
    on: date
    value: int | None = None  # in whole units of the user's currency
    through: str | None = None  # id of the person who brought them
    place: str | None = None  # or the place or event that did


class Place(NamedTuple):
    """Where I meet people: a café at lunch, a club, a conference; the latest of a name counts."""

    id: str
    name: str
    on: date
    prompt: str | None = None  # one of PROMPTS
    cost: int | None = None  # spent on it so far, in whole units of the user's currency
    hours: int | None = None  # given to it so far


class Event(NamedTuple):
    """A gathering: what is logged while it goes on inherits its place and tag."""

    id: str
    name: str
    on: date
    tag: str
    until: date | None = None  # the day it was over; None: it goes on
    place: str | None = None
    people: int | None = None  # how many I met, cards and all
    cost: int | None = None
    hours: int | None = None


class Offer(NamedTuple):
    """Something at hand that I could give: concrete and free."""

    id: str
    on: date
    text: str
    size: str | None = None  # one of journal.SIZES
    until: date | None = None  # the day it was taken back


class Reflection(NamedTuple):
    """Words of my own, about somebody or about myself: an answer to a question, a story, my pitch. Private."""

    id: str
    with_: str | None  # None: about myself
    on: date
    kind: Literal["retro", "reflect", "quiz", "pause", "contract", "pitch"]
    question: str  # the short name of what was asked
    text: str


# Which fields of each kind hold people.
PEOPLE: dict[type[Any], tuple[str, ...]] = {
    Fit: ("with_",),
    Boundary: ("with_",),
    Expectation: ("with_",),
    Parting: ("with_",),
    Acquaintance: ("one", "other"),
    Namesakes: ("one", "other"),
    Introduction: ("one", "other", "through"),
    Win: ("with_", "through"),
    Place: (),
    Event: (),
    Group: ("members",),
    Offer: (),
    Advice: ("with_",),
    Reflection: ("with_",),
}
KINDS = tuple(PEOPLE)
