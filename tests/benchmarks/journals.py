"""Journals of invented people, made anew from a seed: `python journals.py PATH PEOPLE CONVERSATIONS`."""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

import names

from netlog.domain.dossier import Acquaintance
from netlog.domain.journal import (
    CIRCLES,
    HOWS,
    Conversation,
    Entry,
    Fact,
    Person,
    Promise,
    Rating,
    Reminder,
    Signal,
    Standing,
)
from netlog.session import ALPHABET
from netlog.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20_261_121
TODAY = date(2026, 11, 21)
YEARS = 10
PORTION = 20_000  # conversations written at once

# What is talked about: the first words come up often, the last ones hardly ever.
_SPOKEN = (
    "the a to and of about with for their new project team call plan next week budget hiring launch data "
    "market idea client lunch coffee workshop conference move family school travel book reading running "
    "garden music startup pricing forecasting research design review draft contract deadline office remote "
    "training mentor teaching thesis grant museum exhibition concert marathon cycling climbing sailing baking "
    "choir theatre chess volunteering founder investor board strategy merger audit compliance security "
    "migration database compiler kernel robotics biology chemistry clinic hospital nursing surgery vaccine "
    "energy solar turbine battery railway airport logistics harbour fisheries forestry vineyard olive bakery "
    "restaurant tailoring furniture architecture bridge tunnel Genève Köln København Łódź Αθήνα Москва 上海 東京 "
    "서울 القاهرة zeppelin quokka xylophone"
)
WORDS = tuple(_SPOKEN.split())
TAGS = tuple(f"{word}{year or ''}" for year in (0, 2023, 2025) for word in WORDS[20:60])
GOOD = ("punctual", "candid", "clear", "asked-first", "full-attention", "just-hello", "empathy", "helped-their-goal")
BAD = ("late", "vague", "multitasked", "dismissed")
TOPICS = ("family", "hobby", "goal", "challenge", "need", "offer", "note", "common", "hardship", "careful")
PLACES = ("Café Rosa", "the climbing hall", "PyData Lisbon", "the office", None, None, None, None)
ORGS = tuple(f"{first} {last}" for first in ("North", "Blue", "Open", "Little", "Third") for last in ("Labs", "Works"))


class Made:
    """One invented journal, record by record, the same for the same numbers."""

    def __init__(self, people: int, conversations: int) -> None:
        self._random = random.Random(SEED + people)
        self._many = conversations
        self._last = 0
        self._first = TODAY - timedelta(days=365 * YEARS)
        self._crowd = [self._person(name, handle) for name, handle in names.people(people)]
        self._ids = [one.id for one in self._crowd]
        # Some are met all the time and most hardly ever; the first of all, whom the questions are about, as most are.
        weights = [1 / (rank + 10) ** 0.7 for rank in range(people)]
        weights[0] = weights[people // 2]
        self._weights = list(accumulate(weights))
        self._frequency = list(accumulate(1 / (rank + 2) for rank in range(len(WORDS))))
        self.promises: list[Promise] = []
        self.entries: list[Entry] = []

    def people(self) -> list[Person]:
        """Everybody."""
        return self._crowd

    def conversations(self) -> Iterator[Conversation]:
        """All conversations, oldest first; what was promised and given in them is kept beside."""
        days = 365 * YEARS
        for at in range(self._many):
            yield self._conversation(self._first + timedelta(days=at * days // self._many))

    def rest(self) -> Iterator[tuple[type[Any], list[Any]]]:
        """What is known of people beside the conversations."""
        yield Fact, [self._fact(id_) for id_ in self._ids for _ in range(self._random.randrange(4))]
        yield Rating, [self._rating(id_) for id_ in self._ids if self._random.random() < 0.1]
        yield Reminder, [self._reminder(id_) for id_ in self._ids if self._random.random() < 0.02]
        yield (
            Standing,
            [Standing(self._id(), id_, self._day(), "resting") for id_ in self._ids if self._random.random() < 0.03],
        )
        pairs = [tuple(sorted(self._random.sample(self._ids, 2))) for _ in range(len(self._ids) // 4)]
        yield (
            Acquaintance,
            [
                Acquaintance(self._id(), one, other, self._day(), self._random.randint(1, 5))
                for one, other in dict.fromkeys(pairs)
            ],
        )

    def _id(self) -> str:
        """An id that sorts after all before it, in the shape of a ULID."""
        self._last += self._random.randint(1, 1 << 40)
        number = (1 << 120) + (self._last << 20) + self._random.getrandbits(20)
        return "".join(ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))

    def _day(self) -> date:
        return TODAY - timedelta(days=self._random.randrange(365 * YEARS))

    def _text(self, least: int = 4, most: int = 14) -> str:
        many = self._random.randint(least, most)
        return " ".join(self._random.choices(WORDS, cum_weights=self._frequency, k=many))

    def _person(self, name: str, handle: str) -> Person:
        chance = self._random.random
        mail = f"{handle}@example.org"
        return Person(
            *(self._id(), name, handle, self._first),
            org=self._random.choice(ORGS) if chance() < 0.5 else None,
            role="engineer" if chance() < 0.3 else None,
            circle=self._random.choices(CIRCLES, weights=(1, 3, 8, 20, 10))[0] if chance() < 0.6 else None,
            every=self._random.choice((30, 90, 180, 365)) if chance() < 0.15 else None,
            birthday=f"{self._random.randint(1, 12):02}-{self._random.randint(1, 28):02}" if chance() < 0.3 else None,
            emails=(mail,) if chance() < 0.7 else (),
            phones=(f"+351 9{self._random.randrange(10**8):08}",) if chance() < 0.3 else (),
            nicks=(f"{handle.split('-')[0]}{self._id()[-6:].lower()}",) if chance() < 0.03 else (),
            tags=tuple(self._random.sample(TAGS[:40], 2)) if chance() < 0.3 else (),
        )

    def _conversation(self, on: date) -> Conversation:
        chance, choice = self._random.random, self._random.choice
        many = 1 if chance() < 0.85 else self._random.randint(2, 4)
        with_ = tuple(dict.fromkeys(self._random.choices(self._ids, cum_weights=self._weights, k=many)))
        signals = (Signal(choice(GOOD if chance() < 0.8 else BAD), choice(("me", "them"))),) if chance() < 0.12 else ()
        talk = Conversation(
            *(self._id(), on, self._text(), with_),
            how=choice(HOWS),
            place=choice(PLACES),
            initiated=choice(("me", "me", "them", None)),
            attempt=chance() < 0.04,
            tags=tuple(self._random.sample(TAGS, 2)) if chance() < 0.15 else (),
            signals=signals,
        )
        if chance() < 0.08:
            self.promises.append(self._promise(talk))
        if chance() < 0.07:
            self.entries.append(self._entry(talk))
        return talk

    def _promise(self, talk: Conversation) -> Promise:
        is_open = self._random.random() < (0.5 if (TODAY - talk.on).days < 30 else 0.005)
        # Two weeks are named; one promise in eight is kept later.
        days = self._random.randrange(14 if self._random.random() < 0.875 else 40)
        closed = min(talk.on + timedelta(days=days), TODAY)
        return Promise(
            *(self._id(), self._random.choice(("me", "them")), talk.with_[0], talk.on, self._text(2, 6)),
            by=talk.on + timedelta(days=14) if self._random.random() < 0.6 else None,
            outcome=None if is_open else self._random.choices(("kept", "broken", "released"), weights=(16, 1, 3))[0],
            closed=None if is_open else closed,
            conversation=talk.id,
        )

    def _entry(self, talk: Conversation) -> Entry:
        kind = self._random.choices(("give", "receive", "thank", "ask"), weights=(7, 2, 3, 1))[0]
        is_answered = kind == "ask" and ((TODAY - talk.on).days >= 30 or self._random.random() < 0.5)
        size, points = self._random.choice((("XS", 1), ("S", 3), ("M", 8)))
        return Entry(
            *(self._id(), kind, self._who(kind), talk.with_[0], talk.on, self._text(2, 6)),
            size=size,
            points=points,
            answer=self._random.choice(("yes", "no")) if is_answered else None,
            answered=min(talk.on + timedelta(days=3), TODAY) if is_answered else None,
            conversation=talk.id,
        )

    def _who(self, kind: str) -> Any:
        return {"give": "me", "receive": "them"}.get(kind) or self._random.choice(("me", "me", "them"))

    def _fact(self, id_: str) -> Fact:
        return Fact(self._id(), id_, self._day(), self._random.choice(TOPICS), self._text(2, 8))

    def _rating(self, id_: str) -> Rating:
        marks = (self._random.randint(3, 9) for _ in "CRIS")
        return Rating(self._id(), id_, self._day(), self._random.choice(("guess", "view", "them")), *marks)

    def _reminder(self, id_: str) -> Reminder:
        day = TODAY + timedelta(days=self._random.randint(-5, 90))
        return Reminder(self._id(), id_, TODAY - timedelta(days=30), day, self._text(2, 5))


def write(path: str, people: int, conversations: int) -> None:
    """Make a journal at a path: all of it one step, as an import is."""
    made = Made(people, conversations)
    store = Store(path)
    with store.write("import", f"took in {people} people") as writer, writer.in_bulk():
        writer.add_all(Person, made.people())
        talks = made.conversations()
        while portion := list(islice(talks, PORTION)):
            writer.add_all(Conversation, portion)
            writer.add_all(Promise, made.promises)
            writer.add_all(Entry, made.entries)
            made.promises.clear()
            made.entries.clear()
        for kind, records in made.rest():
            writer.add_all(kind, records)
    store.close()


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
