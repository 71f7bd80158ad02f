"""`netlog timeline`: all that passed between you and somebody, in order."""

from __future__ import annotations

from netlog import finding, retelling, telling
from netlog import words as wording
from netlog.domain import dossier, records
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Annotated

    from netlog.domain.journal import Entry, History, Person, Promise, Rating, Reminder, Standing
    from netlog.page import Page

PANEL = "Read"
EXAMPLES = ("netlog timeline ana", "netlog timeline ana --all", "netlog timeline ana --since 2026-06-01")
LINES = 20

SAID = {"guess": "my guess of their view", "view": "my view of them", "them": "their word about me"}


class Event(NamedTuple):
    """One thing that happened; a promise has several."""

    on: date
    kind: str  # conversation, promise, postponed, kept, broken, released, give, … rest, wake, fit, tie, win …
    id: str  # of the record
    reference: str  # what names it in `edit` and `delete`
    text: str


class Timeline(NamedTuple):
    """Events with one person, oldest first."""

    name: str
    handle: str
    today: date
    earlier: int  # events left out at the top
    private: int  # careful facts left out
    events: tuple[Event, ...]


def timeline(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="So many of the latest lines.")] = LINES,
    all_: Annotated[bool, typer.Option("--all", help="Every line.")] = False,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="From that day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Up to that day.")] = None,
    private: Annotated[
        bool, typer.Option("--private", help="What is careful too, why they rested, what I wrote for myself.")
    ] = False,
) -> None:
    """All that passed between you and somebody, the latest at the bottom.

    The letters at the left name a line in `netlog edit` and `netlog delete`.
    """
    person = session.find(" ".join(name))
    history = session.store.history(person)
    first, last = (session.day(day) if day else None for day in (since, until))
    others = {id_ for one in history.conversations for id_ in one.with_ if id_ != person.id}
    names = {id_: name for id_, (name, _) in session.store.names(others).items()}
    every = [
        one
        for one in sorted(
            (*_events(history, names, session.today, private=private), *_beyond(session, person, private=private)),
            key=lambda one: (one.on, one.id),
        )
        if (first is None or one.on >= first) and (last is None or one.on <= last)
    ]
    shown = every if all_ else every[-limit:]
    hidden = 0 if private else sum(one.topic == "careful" for one in history.facts)
    answer = Timeline(person.name, person.handle, session.today, len(every) - len(shown), hidden, tuple(shown))
    session.show(answer, _page)
    if not shown:
        session.note(f"There is nothing with {person.name}{' in those days' if first or last else ' yet'}.")


def _events(history: History, names: dict[str, str], today: date, *, private: bool) -> Iterator[Event]:
    me = history.person.id
    for talk in history.conversations:
        present = ", ".join(names[id_] for id_ in talk.with_ if id_ in names)
        watched = ["they watched"] if me not in talk.with_ else []
        yield _event(talk.on, "conversation", talk.id, " · ".join([*telling.about(talk, present), *watched]) or "talk")
    for promise in history.promises:
        yield from _promised(promise, today)
    for entry in history.entries:
        yield from _entered(entry, history.person.name)
    for rating in history.ratings:
        yield _event(rating.on, "rating", rating.id, _rated(rating))
    for fact in history.facts:
        if private or fact.topic != "careful":
            yield _event(fact.on, "fact", fact.id, f"learned: {fact.text} ({fact.topic})")
    for reminder in history.reminders:
        yield from _reminded(reminder, today)
    for standing in history.standings:
        yield _event(standing.on, *_stood(standing, today, private=private))


def _beyond(session: Session, person: Person, *, private: bool) -> Iterator[Event]:
    """What goes beyond the daily log: fit, partings, ties …"""
    found = [one for kind in dossier.KINDS for one in session.store.of(kind, person)]
    names = session.store.names(id_ for one in found for id_ in retelling.people(one))
    for one in found:
        text = retelling.told(one, names, session.today, private=private)
        yield _event(one.on, records.name(type(one)), one.id, text)


def _event(on: date, kind: str, id_: str, text: str) -> Event:
    return Event(on, kind, id_, finding.reference(id_), text)


def _promised(one: Promise, today: date) -> Iterator[Event]:
    who = "I" if one.who == "me" else "they"
    by = f", by {wording.day(one.by, today)}" if one.by else ""
    yield _event(one.on, "promise", one.id, f"{who} promised: {one.text}{by}")
    for change in one.changes:
        yield _event(change.on, "postponed", one.id, f"postponed to {wording.day(change.by, today)}: {one.text}")
    if one.outcome and one.closed:
        late = (one.closed - one.due).days if one.due else 0
        lateness = f", {wording.count(late, 'day')} late" if late > 0 and one.outcome == "kept" else ""
        yield _event(one.closed, one.outcome, one.id, f"{one.outcome}{lateness}: {one.text}")


def _entered(one: Entry, name: str) -> Iterator[Event]:
    yield _event(one.on, one.kind, one.id, telling.entry(one._replace(answer=None), name, one.on))
    if one.answer and one.answered:
        yield _event(one.answered, "answer", one.id, f"{one.answer} to: {one.text}")


def _rated(one: Rating) -> str:
    factors = " ".join(f"{letter} {value}" for letter in "CRIS" if (value := getattr(one, letter)) is not None)
    return f"{SAID[one.source]}: {factors}{f', {one.text}' if one.text else ''}"


def _reminded(one: Reminder, today: date) -> Iterator[Event]:
    day = wording.day(one.on, today)
    yield _event(
        one.made,
        "reminder",
        one.id,
        f"reminder: {one.text}, {f'every year from {day}' if one.reason == 'date' else day}",
    )
    if one.done:
        yield _event(one.done, "done", one.id, f"reminder closed: {one.text}")


def _stood(one: Standing, today: date, *, private: bool) -> tuple[str, str, str]:
    if one.state == "active":
        return "wake", one.id, "awake again"
    until = f" until {wording.day(one.until, today)}" if one.until else ""
    return "rest", one.id, f"at rest{until}{f': {one.reason}' if private and one.reason else ''}"


def _page(answer: Timeline) -> Page:
    more = f"… {wording.count(answer.earlier, 'earlier line')} (--all)"
    hidden = f"{wording.count(answer.private, 'private note')} (--private)"
    rows = [
        (Text(one.reference, "dim"), Text(wording.day(one.on, answer.today), "head"), one.text) for one in answer.events
    ]
    return [
        *([line(Text(more, "dim"))] if answer.earlier else []),
        *([table(rows)] if rows else []),
        *([line(Text(hidden, "dim"))] if answer.private else []),
    ]
