"""The vocabulary: every kind of record, and the slices of the journal that questions are asked of."""

from __future__ import annotations

from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Literal

    Side = Literal["me", "them"]

CIRCLES = ("inner", "close", "active", "wide", "outer")
HOWS = ("in-person", "video", "call", "voice", "chat", "letter", "email", "social")
OUTCOMES = ("business", "info", "support", "none")
SIZES = ("XS", "S", "M", "L", "XL")
PROMISE_SIZES = ("small", "medium", "large")
TOPICS = (
    *("family", "hobby", "goal", "challenge", "need", "offer", "careful", "note"),
    *("common", "noticed", "context", "hardship", "my-aim", "their-aim", "brings", "hopes", "style", "terms"),
)
HARDSHIP_DAYS = 180  # for which hard times that were noted count
FELT = ("heard", "respected", "safe", "appreciated")  # what somebody should feel after a talk
VOICED = ("problem", "wish", "fear", "feeling")  # what somebody says to who listens
SCALES = {"stress": 3, "head": 10, "engagements": 1000, "minutes": 1440}  # the highest of each; 0 is the lowest
OBSERVED = (*FELT, *VOICED, *SCALES)
SOURCES = ("guess", "view", "them")


class Signal(NamedTuple):
    """One observed conduct, from the vocabulary of `netlog signals`."""

    code: str
    about: Side = "me"  # whose conduct


CREDITED = Signal("promoted-them")  # credit given in public: the one tag that is a line of the account


class Observed(NamedTuple):
    """What I noticed of a conversation when looking back on it."""

    kind: str  # one of OBSERVED
    text: str = ""  # what they voiced, or a number of SCALES


class Person(NamedTuple):
    """Somebody you know, or know of."""

    id: str
    name: str
    handle: str  # ASCII, lower case, unique and stable: what is typed
    added: date  # the day of entry in the journal
    org: str | None = None
    role: str | None = None
    kind: str | None = None  # client, supplier, friend … : free words
    circle: str | None = None  # one of CIRCLES; None: wide
    every: int | None = None  # days between contacts, set by the user; None: learned
    birthday: str | None = None  # YYYY-MM-DD, or MM-DD when the year is unknown
    met: date | None = None  # the day of the first meeting, if told
    place: str | None = None  # where that was
    through: str | None = None  # id of the person who brought you together
    nicks: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class Conversation(NamedTuple):
    """One talk, meeting or message, with one person or several."""

    id: str
    on: date
    text: str
    with_: tuple[str, ...] = ()  # ids of those who took part, me left out
    seen_by: tuple[str, ...] = ()  # ids of those who watched without taking part
    how: str | None = None  # one of HOWS
    place: str | None = None
    talk: int | None = None  # my share of the talking, percent
    for_: Literal["them", "both", "me"] | None = None  # whom it served
    initiated: Side | None = None  # None: nobody noted who began
    attempt: bool = False  # a message of mine that nobody answered
    outcome: str | None = None  # one of OUTCOMES
    energy: int | None = None  # -2 drained … 2 lifted
    people: int | None = None  # how many took part, me included; None: those named and me
    tags: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    observed: tuple[Observed, ...] = ()


class Change(NamedTuple):
    """A promise given another date."""

    on: date  # the day it was said
    by: date  # the new date


class Promise(NamedTuple):
    """Something one side said they would do."""

    id: str
    who: Side  # who promised
    with_: str  # id of the other person
    on: date  # the day it was made
    text: str
    by: date | None = None  # the day first promised; None: no day was named
    size: Literal["small", "medium", "large"] = "medium"
    changes: tuple[Change, ...] = ()  # oldest first
    outcome: Literal["kept", "broken", "released"] | None = None  # None: open
    closed: date | None = None  # the day of the outcome
    conversation: str | None = None  # id of the conversation it was made in

    @property
    def due(self) -> date | None:
        """The date in force: the last change's, or the one first promised."""
        return self.changes[-1].by if self.changes else self.by


class Entry(NamedTuple):
    """One line of the account: given, received, thanked, or asked."""

    id: str
    kind: Literal["give", "receive", "thank", "ask"]
    who: Side  # who gave, thanked or asked
    with_: str  # id of the other person
    on: date
    text: str
    size: str | None = None  # one of SIZES; None: the points were told as a number
    points: int = 1  # what the size is worth; 1 is a favour of five minutes
    strings: bool = False  # given with something expected in return
    discount: bool = False  # a price cut: noted, worth nothing
    answer: Literal["yes", "no"] | None = None  # to an ask; None: open
    answered: date | None = None
    conversation: str | None = None


class Rating(NamedTuple):
    """The four factors in somebody's eyes, each from 1 to 10."""

    id: str
    with_: str
    on: date
    source: Literal["guess", "view", "them"]  # my guess of their view, my view of them, their word
    C: int | None = None
    R: int | None = None
    I: int | None = None  # noqa: E741 - the letter of the equation
    S: int | None = None
    text: str | None = None  # because


class Fact(NamedTuple):
    """Something lasting about a person."""

    id: str
    with_: str
    on: date
    topic: str  # one of TOPICS; careful is private
    text: str
    conversation: str | None = None


class Reminder(NamedTuple):
    """A line that the morning list owes on a day."""

    id: str
    with_: str
    made: date  # the day it was set
    on: date  # the day it is due
    text: str
    reason: Literal["reminder", "date", "cooled-off", "check-in"] = "reminder"  # date: every year
    done: date | None = None  # dropped, or acted upon
    conversation: str | None = None


class Snooze(NamedTuple):
    """One reason, or all, kept out of the list for a while."""

    id: str
    with_: str
    on: date
    until: date  # the first day it shows again
    reason: str | None = None  # None: every reason that may be snoozed


class Skip(NamedTuple):
    """A cycle, or a reminder, closed without contact."""

    id: str
    with_: str
    on: date
    reason: str = "cadence"


class Away(NamedTuple):
    """Days on which somebody cannot be met."""

    id: str
    with_: str | None  # None: me
    on: date  # the first day away
    until: date  # the first day back


class Standing(NamedTuple):
    """How things stand with a person from a day on."""

    id: str
    with_: str
    on: date
    state: Literal["active", "resting"]
    until: date | None = None  # a rest that ends by itself
    reason: str | None = None  # private


class Advice(NamedTuple):
    """Advice of mine, judged once it is known how it turned out."""

    id: str
    with_: str
    on: date
    text: str
    verdict: Literal["right", "wrong"] | None = None
    judged: date | None = None


class Group(NamedTuple):
    """People met together every month, in place of many coffees."""

    id: str
    name: str
    on: date
    week: int  # 1 … 4, or 5 for the last one of the month
    weekday: int  # Monday 0
    place: str | None = None
    until: date | None = None  # the day it ended
    members: tuple[str, ...] = ()


class Brought(NamedTuple):
    """Somebody a person brought you together with."""

    id: str  # of the new person
    name: str
    on: date  # the day you met


class History(NamedTuple):
    """One person and all that passed between you, each tuple oldest first."""

    person: Person
    conversations: tuple[Conversation, ...] = ()  # with them, or seen by them
    promises: tuple[Promise, ...] = ()
    entries: tuple[Entry, ...] = ()
    ratings: tuple[Rating, ...] = ()
    facts: tuple[Fact, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    snoozes: tuple[Snooze, ...] = ()
    skips: tuple[Skip, ...] = ()
    aways: tuple[Away, ...] = ()
    standings: tuple[Standing, ...] = ()
    introductions: tuple[Brought, ...] = ()
    advice: tuple[Advice, ...] = ()  # of mine to them


class Tie(NamedTuple):
    """What the morning list needs of one person, as it stood on its day."""

    id: str
    name: str
    handle: str
    added: date
    circle: str | None = None
    every: int | None = None
    birthday: str | None = None
    met: date | None = None
    contacts: tuple[date, ...] = ()  # the last six days with two-way contact, latest first
    first: date | None = None  # the first of all such days
    attempts: tuple[date, ...] = ()  # unanswered, after the last such day, oldest first
    message: date | None = None  # the last conversation of any kind, attempts too
    promises: tuple[Promise, ...] = ()  # open on that day
    asks: tuple[Entry, ...] = ()  # open on that day
    received: tuple[Entry, ...] = ()  # given to me in the last 60 days
    thanked: date | None = None  # the last thanks, where there is something to thank for
    introductions: tuple[Brought, ...] = ()  # of somebody to me
    overdrawn: date | None = None  # since when the balance is below zero
    feedback: date | None = None  # their last word about me
    reminders: tuple[Reminder, ...] = ()  # not done on that day
    snoozes: tuple[Snooze, ...] = ()  # that still hide something
    skips: tuple[Skip, ...] = ()
    aways: tuple[Away, ...] = ()
    standing: Standing | None = None  # the last one
    groups: tuple[Group, ...] = ()  # that meet with them every month
    hardship: bool = False  # they are going through something


class Agenda(NamedTuple):
    """What the morning list needs of everybody."""

    ties: tuple[Tie, ...] = ()
    away: tuple[Away, ...] = ()  # my own absences
