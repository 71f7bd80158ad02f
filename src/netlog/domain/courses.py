"""Trust and accounts of everybody: the same sums as of one person, without a word of what they rest on."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta

from netlog.domain import account
from netlog.domain.cadence import of_circle
from netlog.domain.equation import NOTHING, Scale, ceiling
from netlog.domain.evidence import RICHNESS, in_force, kept_rhythm, noted, says
from netlog.domain.journal import Conversation, History
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netlog.domain.account import Ledger
    from netlog.domain.equation import Sign, Tally
    from netlog.domain.evidence import Manner
    from netlog.domain.parameters import Parameters

Part = tuple[str, bool]  # a factor, good or bad
CLOSEST = max(richness for richness, _ in RICHNESS.values())  # of all channels


class Course(NamedTuple):
    """What says something of me in a history, and not a word more: made to be read of everybody."""

    history: History  # of conversations those with tags only, in any order
    days: Sequence[date] = ()  # of each two-way contact, earliest first
    talks: Sequence[tuple[date, Manner]] = ()  # the same, or those of them that were asked for


def up_to(course: Course, today: date, parameters: Parameters) -> Course:
    """The course as it stood on a day, its history with the contacts that the account of that day depends on.

    Left out is every contact without which the next one still falls into the warmth of the one before:
    it is warm all the way either way. In most histories that leaves a few of a hundred.
    """
    history = course.history
    days = course.days[: bisect_right(course.days, today)]
    talks = course.talks[: bisect_right(course.talks, today, key=lambda talk: talk[0])]
    warmth = timedelta(of_circle(history.person.circle, parameters) or account.WARM_DAYS)
    needed, at = list(days[:1]), 0
    while at < len(days) - 1:
        at = max(at + 1, bisect_right(days, min(days[at], date.max - warmth) + warmth, at) - 1)
        needed.append(days[at])
    contacts = (Conversation("", on, "", (history.person.id,)) for on in needed)
    return Course(history._replace(conversations=(*history.conversations, *contacts)), days, talks)


class Pool:
    """What is known of me on a day, for whoever adds it up person by person; courses come as of that day."""

    def __init__(self, today: date, parameters: Parameters) -> None:
        self._today, self._parameters = today, parameters
        self._scale = Scale(today, parameters)
        self.left = self._scale.left
        self._said = {in_rhythm: _Said(in_rhythm, parameters) for in_rhythm in (True, False)}

    def sums(self, course: Course, books: Ledger | None = None) -> Tally:
        """The sums of me that `weighed` gives for the whole history; `books` is its account, where it is at hand."""
        return {part: self._scale.total(part[0], signs) for part, signs in self.signs(course, books).items()}

    def signs(self, course: Course, books: Ledger | None = None) -> dict[Part, list[Sign]]:
        """All that counts about me on the day, by factor, good or bad."""
        history, days, talks = course
        found: dict[Part, list[Sign]] = {part: [] for part in NOTHING}
        beside = noted(history, self._today, self._parameters, books=books)
        for item in in_force(one for one in beside if one.about == "me"):
            found[item.factor, item.good].append((item.on, item.weight, item.sticky))
        in_rhythm = kept_rhythm(list(dict.fromkeys(days)), history.person, self._parameters) if talks else ()
        within, outside = self._said[True], self._said[False]
        for on, manner in talks:
            for part, weight in (within if on in in_rhythm else outside)[manner]:
                found[part].append((on, weight, False))
        return found

    def ceiling(self, course: Course, books: Ledger | None = None) -> float:
        """What the lower end of my index cannot exceed, read off the talks that noted attention and the days of all.

        Whatever its manner, a talk makes no more than the closest channel, and the rhythm.
        """
        sums = dict(self.sums(course, books))
        sums["I", True] += self._parameters.channel * CLOSEST * self._scale.ages("I", course.days)
        sums["R", True] += self._parameters.rhythm * self._scale.ages("R", course.days)
        return ceiling(sums, ("I", "R"), self._parameters)


class _Said(dict):  # type: ignore[type-arg]  # by manner, each part and its weight
    """What a manner of conversation says of me, in rhythm or not; worked out once for each manner."""

    def __init__(self, in_rhythm: bool, parameters: Parameters) -> None:
        self._in_rhythm, self._parameters = in_rhythm, parameters

    def __missing__(self, manner: Manner) -> tuple[tuple[Part, float], ...]:
        said = says(manner, self._in_rhythm, self._parameters)
        found = self[manner] = tuple(
            ((factor, good), weight) for about, factor, good, weight, *_ in said if about == "me"
        )
        return found
