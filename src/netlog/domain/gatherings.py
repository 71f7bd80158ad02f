"""Events and places: who was talked with there, whom I met first there, and what came of it."""

from __future__ import annotations

from netlog.domain.people import fold
from netlog.errors import NotFound
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from netlog.domain.dossier import Event, Place, Win
    from netlog.domain.journal import Conversation, Promise, Reminder

LISTED = 5  # events that an error names
THERE = (None, "in-person")  # ways of talking that may have taken place at an event


class First(NamedTuple):
    """How somebody was first met, as the log tells it."""

    on: date
    place: str | None = None
    tags: tuple[str, ...] = ()
    conversation: str | None = None


class Report(NamedTuple):
    """What an event has come to so far; people by id."""

    event: Event
    conversations: int  # with substance: talks that were logged
    talked: tuple[str, ...]  # with whom
    new: tuple[str, ...]  # whom I met first there
    kept: int  # promises made there, of either side
    open: int
    broken: int
    without_next: tuple[str, ...]  # talked with, and nothing is promised or planned
    clients: tuple[str, ...]
    value: int
    cost_per_client: float | None


def find(events: Sequence[Event], name: str) -> Event:
    """The latest event of a name or a tag, or with a part of the name; the latest of all without one.

    Events come earliest first.
    """
    key = fold(name)
    exact = [one for one in events if key in (fold(one.name), fold(one.tag))]
    found = exact or [one for one in events if key in fold(one.name)]
    if not found:
        known = ", ".join(one.name for one in events[-LISTED:])
        raise NotFound(
            f"There is no event called '{name}'." if events else "No event is noted yet.",
            f"There are: {known}." if known else 'netlog event start "PyData Lisbon" --tag pydata',
        )
    return found[-1]


def by_name(places: Iterable[Place]) -> dict[str, Place]:
    """Each place by its folded name, the latest word about it; places come earliest first."""
    return {fold(one.name): one for one in places}


def firsts(conversations: Iterable[Conversation]) -> dict[str, First]:
    """The first two-way contact with each person."""
    found: dict[str, First] = {}
    for talk in sorted(conversations, key=lambda talk: (talk.on, talk.id)):
        if not talk.attempt:
            for person in talk.with_:
                found.setdefault(person, First(talk.on, talk.place, talk.tags, talk.id))
    return found


def covers(event: Event, on: date) -> bool:
    """Whether a day is one of the event's."""
    return event.on <= on and (event.until is None or on <= event.until)


def was_there(event: Event, on: date, how: str | None, *, attempt: bool) -> bool:
    """Whether what is logged of a day may have been at the event: no call, no message, no other day."""
    return not attempt and how in THERE and covers(event, on)


def talks(event: Event, conversations: Iterable[Conversation]) -> list[Conversation]:
    """The talks that an event was good for: on its days, with its tag or at its place."""
    at = {fold(name) for name in (event.place, event.name) if name}
    return [
        talk
        for talk in conversations
        if not talk.attempt
        and talk.with_
        and covers(event, talk.on)
        and (event.tag in talk.tags or fold(talk.place or "") in at)
    ]


def report(
    event: Event,
    conversations: Sequence[Conversation],
    promises: Sequence[Promise],
    reminders: Sequence[Reminder],
    wins: Sequence[Win],
    today: date,
    first: Mapping[str, First] | None = None,
) -> Report:
    """What an event has come to by a day: talks, new contacts, promises, clients and what they cost."""
    there = talks(event, conversations)
    ids = {talk.id for talk in there}
    talked = tuple(dict.fromkeys(person for talk in there for person in talk.with_))
    first = firsts(conversations) if first is None else first
    new = tuple(one for one in talked if one in first and first[one].conversation in ids)
    made = [
        one for one in promises if one.conversation in ids or (one.with_ in talked and covers(event, one.on))
    ]  # by the way, or between two talks
    waiting = {one.with_ for one in promises if one.outcome is None}
    waiting |= {one.with_ for one in reminders if one.done is None and one.on >= today}
    won = _won(event, wins, new, today)
    clients = tuple(dict.fromkeys(win.with_ for win in won))
    return Report(
        event=event,
        conversations=len(there),
        talked=talked,
        new=new,
        kept=sum(one.outcome == "kept" for one in made),
        open=sum(one.outcome is None for one in made),
        broken=sum(one.outcome == "broken" for one in made),
        without_next=tuple(one for one in talked if one not in waiting),
        clients=clients,
        value=sum(win.value or 0 for win in won),
        cost_per_client=event.cost / len(clients) if event.cost is not None and clients else None,
    )


def met_at(name: str, first: Mapping[str, First], told: Mapping[str, str | None]) -> list[str]:
    """The ids of those met first at a place: told with the person, else by the first talk."""
    key = fold(name)
    return [
        id_ for id_, place in told.items() if fold(place or (first[id_].place if id_ in first else None) or "") == key
    ]


def _won(event: Event, wins: Iterable[Win], new: Sequence[str], today: date) -> list[Win]:
    """Clients that came of an event: met first there, or won by its name, unless somebody else is named."""
    at = {fold(name) for name in (event.place, event.name) if name}
    return [
        win
        for win in wins
        if event.on <= win.on <= today
        and (fold(win.place or "") in at or (win.with_ in new and win.place is None and win.through is None))
    ]
