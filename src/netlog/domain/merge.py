"""What joining two records of one person changes, decided before anything is written."""

from __future__ import annotations

from netlog.domain import dossier, people
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from netlog.domain.journal import (
        Away,
        Conversation,
        Entry,
        Fact,
        History,
        Person,
        Promise,
        Rating,
        Reminder,
        Skip,
        Snooze,
        Standing,
    )

    Own = Promise | Entry | Rating | Fact | Reminder | Snooze | Skip | Away | Standing

# Fields that are taken from the second where the first says nothing.
BLANKS = ("org", "role", "kind", "circle", "every", "birthday", "met", "place")
OWN = ("promises", "entries", "ratings", "facts", "reminders", "snoozes", "skips", "aways", "standings")


class Plan(NamedTuple):
    """One person in place of two: who stays, who goes, and every record that is rewritten."""

    person: Person  # the one who stays, completed
    gone: Person
    filled: tuple[str, ...]  # fields that were blank before
    conversations: tuple[Conversation, ...]
    records: tuple[Own, ...]  # of the other kinds
    introduced: tuple[Person, ...]  # those whom the one who goes brought together with me
    beyond: tuple[Any, ...] = ()  # of what goes beyond the daily log, rewritten
    dropped: tuple[Any, ...] = ()  # what would tie the one person to themselves


def plan(kept: Person, gone: History, introduced: Iterable[Person] = (), beyond: Iterable[Any] = ()) -> Plan:
    """What is to be written so that `kept` has all that was with `gone`: no record is lost, none is doubled.

    `introduced` are the people met through the one who goes, `beyond` the records beyond the daily log
    that concern them.
    """
    other = gone.person
    rewritten = [_renamed(one, kept.id, other.id) for one in beyond]
    person = _completed(kept, other)
    return Plan(
        person=person,
        gone=other,
        filled=tuple(field for field in (*BLANKS, "through") if getattr(kept, field) != getattr(person, field)),
        conversations=tuple(_moved(one, kept.id, other.id) for one in gone.conversations),
        records=tuple(one._replace(with_=kept.id) for field in OWN for one in getattr(gone, field)),
        introduced=tuple(one._replace(through=kept.id) for one in introduced if one.id != kept.id),
        beyond=tuple(one for one in rewritten if not _is_of_one(one)),
        dropped=tuple(one for one in rewritten if _is_of_one(one)),
    )


def _completed(kept: Person, gone: Person) -> Person:
    blanks = {field: getattr(gone, field) for field in BLANKS if getattr(kept, field) is None}
    if kept.birthday and gone.birthday and len(gone.birthday) > len(kept.birthday) == len("MM-DD"):
        # The same day with the year of birth says more; another day contradicts, and the first counts.
        blanks["birthday"] = gone.birthday if gone.birthday.endswith(kept.birthday) else kept.birthday
    names = [one for one in (gone.name, gone.handle, *gone.nicks) if one not in (kept.name, kept.handle)]
    return kept._replace(
        **blanks,
        added=min(kept.added, gone.added),
        through=_through(kept, gone),
        nicks=joined(kept.nicks, names, str),
        emails=joined(kept.emails, gone.emails, str.casefold),
        phones=joined(kept.phones, gone.phones, digits),
        links=joined(kept.links, gone.links, str),
        tags=joined(kept.tags, gone.tags, people.fold),
    )


def _through(kept: Person, gone: Person) -> str | None:
    """Who brought them together with me: never one of the two, who are one now."""
    told = (one for one in (kept.through, gone.through) if one not in (None, kept.id, gone.id))
    return next(told, None)


def joined(first: Sequence[str], second: Iterable[str], key: Callable[[str], str]) -> tuple[str, ...]:
    """Both in order, what the second says again in other letters left out."""
    known = {key(one) for one in first}
    new: list[str] = []
    for one in second:
        if key(one) not in known:
            known.add(key(one))
            new.append(one)
    return (*first, *new)


def digits(number: str) -> str:
    """A telephone number as it is compared: its digits, letters and plus."""
    return "".join(one for one in number if one.isalnum() or one == "+")


def _moved(one: Conversation, kept: str, gone: str) -> Conversation:
    """The conversation with the one person in the place of the other, listed once."""
    with_ = tuple(dict.fromkeys(kept if id_ == gone else id_ for id_ in one.with_))
    seen_by = tuple(dict.fromkeys(kept if id_ == gone else id_ for id_ in one.seen_by))
    return one._replace(with_=with_, seen_by=tuple(id_ for id_ in seen_by if id_ not in with_))


def _renamed(record: Any, kept: str, gone: str) -> Any:
    """The record with the one person in the place of the other, in whatever part."""
    parts: dict[str, Any] = {}
    for field in dossier.PEOPLE[type(record)]:
        told = getattr(record, field)
        if isinstance(told, tuple):
            parts[field] = tuple(sorted({kept if id_ == gone else id_ for id_ in told}))
        else:
            parts[field] = kept if told == gone else told
    if isinstance(record, dossier.Win) and parts["through"] == parts["with_"]:
        parts["through"] = None
    return record._replace(**parts)


def _is_of_one(record: Any) -> bool:
    """Whether two people of a record have become one: a tie or an introduction to oneself."""
    parts = [getattr(record, field) for field in dossier.PEOPLE[type(record)] if field in ("one", "other", "through")]
    told = [id_ for id_ in parts if id_ is not None]
    is_of_two = isinstance(record, (dossier.Acquaintance, dossier.Namesakes, dossier.Introduction))
    return is_of_two and len(set(told)) < len(told)
