"""Whom to turn to today: one line a person, the most pressing first."""

from __future__ import annotations

from netlog.domain import reasons, rhythm
from netlog.domain.journal import CIRCLES, Agenda, Tie
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from netlog.domain.parameters import Parameters

    Shown = tuple[Tie, list[reasons.Reason]]  # somebody, and what there is to do for them

BANDS = ((70, "now"), (50, "today"), (35, "this week"))  # from this priority on; below: when you can


class FollowUp(NamedTuple):
    """One person's line: the first of their reasons, the others in words."""

    name: str
    handle: str
    reason: str
    text: str
    due: date
    days_late: int
    priority: float
    parts: reasons.Parts
    band: str
    also: tuple[str, ...]


class Due(NamedTuple):
    """The morning list of one day."""

    today: date
    items: tuple[FollowUp, ...]
    more: int  # people left out
    exact: bool = True  # False: there may be others left out, whom their account alone would list


def due(agenda: Agenda, today: date, parameters: Parameters, lines: int | None) -> Due:
    """The morning list of all ties: at most `lines` people, the rest counted; None: everybody."""
    return listed(shown(agenda.ties, reasons.morning_of(today, agenda.away, parameters)), today, lines)


def shown(ties: Iterable[Tie], morning: reasons.Morning) -> list[Shown]:
    """Those with something to do, and what."""
    return [(tie, found) for tie in ties if (found := reasons.shown(tie, morning))]


def listed(people: Iterable[Shown], today: date, lines: int | None, *, exact: bool = True) -> Due:
    """The list: priority down, then due day, circle from the inside out, name, id.

    Where the line says only to keep in touch, those who are going through something come first:
    people remember who reached out then.
    """
    people = sorted(people, key=_order)
    if any(tie.hardship for tie, _ in people):
        _hardship_first(people)
    items = tuple(_follow_up(tie, found) for tie, found in people[:lines])
    return Due(today, items, len(people) - len(items), exact)


# What one more reason may change: the account is dear, so those are asked for it whom it may move.


def last_priority(people: Sequence[Shown], lines: int | None) -> float:
    """The priority in the last place told; 0 while there is room."""
    if lines is None or len(people) < lines:
        return 0.0
    return sorted((found[0].priority for _, found in people), reverse=True)[lines - 1]


def settled(people: Iterable[Shown], last: float) -> set[str]:
    """The ids of those below the last place whom their account cannot lift to it.

    Those in hard times are moved among the others, so theirs must be known.
    """
    circles = reaching(last)
    return {
        tie.id
        for tie, found in people
        if found[0].priority < last and (tie.circle or "wide") not in circles and not tie.hardship
    }


def reaching(priority: float) -> tuple[str, ...]:
    """The circles in which an account below zero may have that priority at its latest."""
    return tuple(circle for circle in CIRCLES if reasons.highest("overdrawn", circle) >= priority)


def unheard(ties: Iterable[Tie], today: date) -> list[Tie]:
    """The inner and close ones to ask how they see me: nobody at rest, nobody who told me within 180 days.

    Those never heard come first, then the longest ago; then from the inside out, and by name.
    """
    found = [
        tie
        for tie in ties
        if tie.circle in reasons.HEARD
        and not rhythm.at_rest(tie.standing, today)
        and (tie.feedback is None or (today - tie.feedback).days >= reasons.FEEDBACK_DAYS)
    ]
    return sorted(
        found,
        key=lambda tie: (
            *(tie.feedback is not None, tie.feedback or today),
            *(reasons.HEARD.index(tie.circle or ""), tie.name.casefold()),
        ),
    )


def _order(person: Shown) -> tuple[float, date, int, str, str]:
    tie, found = person
    return (-found[0].priority, found[0].due, CIRCLES.index(tie.circle or "wide"), tie.name.casefold(), tie.id)


def _hardship_first(people: list[Shown]) -> None:
    """Fill the places of the cadence lines anew, those in hard times first; within both the order stays."""
    places = [at for at, (_, found) in enumerate(people) if found[0].reason == "cadence"]
    anew = sorted((people[at] for at in places), key=lambda person: not person[0].hardship)
    for at, person in zip(places, anew, strict=True):
        people[at] = person


def _follow_up(tie: Tie, found: list[reasons.Reason]) -> FollowUp:
    first, *others = found
    return FollowUp(
        tie.name,
        tie.handle,
        first.reason,
        first.text,
        first.due,
        first.days_late,
        first.priority,
        first.parts,
        band(first.priority),
        tuple(other.text for other in others),
    )


def band(priority: float) -> str:
    """How soon a priority asks for attention, in a word."""
    return next((word for least, word in BANDS if priority >= least), "when you can")
