"""`netlog who`: all you know of somebody, on one screen."""

from __future__ import annotations

from netlog import telling
from netlog import words as wording
from netlog.domain import rhythm, working
from netlog.domain.journal import TOPICS
from netlog.domain.named import Named
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.domain.journal import Away, Conversation, Entry, Fact, History, Promise, Reminder, Standing, Tie
    from netlog.domain.parameters import Parameters
    from netlog.domain.rhythm import Clock
    from netlog.page import Cell, Page

PANEL = "People"
EXAMPLES = ("netlog who ana", "netlog who Ana Ruiz --private", "netlog who ana --json")
CONVERSATIONS = 3  # the latest, on the screen


class Who(NamedTuple):
    """What is known of one person."""

    name: str
    handle: str
    today: date
    added: date
    org: str | None
    role: str | None
    kind: str | None
    circle: str | None
    every: int | None
    birthday: str | None
    next_birthday: date | None
    turns: int | None  # how old they will be on it, where the year is known
    met: date | None
    place: str | None
    nicks: tuple[str, ...]
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    links: tuple[str, ...]
    tags: tuple[str, ...]
    clock: Clock
    facts: tuple[Fact, ...]
    private: int  # careful facts that were left out
    promises: tuple[Promise, ...]  # open ones, both ways
    asks: tuple[Entry, ...]  # open ones, both ways
    reminders: tuple[Reminder, ...]  # still to come
    away: Away | None  # present, or still to come
    resting: Standing | None
    through: Named | None = None
    introduced: tuple[Named, ...] = ()
    conversations: tuple[Conversation, ...] = ()  # the last three


def who(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    private: Annotated[bool, typer.Option("--private", help="What is careful too, and why they rest.")] = False,
) -> None:
    """All you know of somebody: who they are, how you met, your rhythm, facts, open promises, the last talks."""
    person = session.find(" ".join(name))
    history = session.store.history(person)
    tie = session.store.agenda(session.today, person).ties[0]
    talks = [one for one in history.conversations if person.id in one.with_][-CONVERSATIONS:]
    present = {id_ for one in talks for id_ in (*one.with_, *one.seen_by)}
    known = session.store.names(id_ for id_ in (*present, person.through) if id_)
    answer = _answer(history, session.today, tie, session.parameters, private=private)._replace(
        through=Named(known[person.through][1], known[person.through][0]) if person.through else None,
        introduced=tuple(Named(one.handle, one.name) for one in session.store.met_through(person)),
        conversations=tuple(
            one._replace(
                with_=tuple(known[id_][1] for id_ in one.with_), seen_by=tuple(known[id_][1] for id_ in one.seen_by)
            )
            for one in talks
        ),
    )
    others = {handle: name for name, handle in known.values() if handle != person.handle}
    session.show(answer, lambda one: _page(one, others))


def _answer(history: History, today: date, tie: Tie, parameters: Parameters, *, private: bool) -> Who:
    """What the person's own records tell; whoever else comes in is added later, by handle."""
    person = history.person
    occasion = working.next_yearly(person.birthday, today) if person.birthday else None
    born = int(person.birthday[:4]) if person.birthday and len(person.birthday) == len("YYYY-MM-DD") else None
    facts = [one._replace(with_=person.handle) for one in history.facts if private or one.topic != "careful"]
    rest = tie.standing._replace(with_=person.handle) if tie.standing else None
    at_rest = rest if rhythm.at_rest(rest, today) else None
    return Who(
        name=person.name,
        handle=person.handle,
        today=today,
        added=person.added,
        org=person.org,
        role=person.role,
        kind=person.kind,
        circle=person.circle,
        every=person.every,
        birthday=person.birthday,
        next_birthday=occasion,
        turns=occasion.year - born if occasion and born else None,
        met=person.met,
        place=person.place,
        nicks=person.nicks,
        emails=person.emails,
        phones=person.phones,
        links=person.links,
        tags=person.tags,
        clock=rhythm.clock(tie, today, parameters),
        facts=tuple(facts),
        private=len(history.facts) - len(facts),
        promises=tuple(one._replace(with_=person.handle) for one in history.promises if one.outcome is None),
        asks=tuple(one._replace(with_=person.handle) for one in tie.asks),
        reminders=tuple(one._replace(with_=person.handle) for one in tie.reminders),
        away=next((one._replace(with_=person.handle) for one in tie.aways), None),
        resting=at_rest if private or at_rest is None else at_rest._replace(reason=None),
    )


def _page(answer: Who, names: dict[str, str]) -> Page:
    labelled = [(Text(label, "dim"), value) for label, value in _rows(answer) if value]
    talks = table(
        (
            Text(wording.day(one.on, answer.today), "head"),
            " · ".join(telling.about(one, ", ".join(names[handle] for handle in one.with_ if handle in names))),
        )
        for one in reversed(answer.conversations)
    )
    promises = telling.promises_both_ways(answer.promises, answer.today)
    hidden = f"{wording.count(answer.private, 'private note')} (--private)"
    is_ = [answer.role, answer.org, answer.kind, f"{answer.circle or 'wide'} circle"]
    return [
        line(Text(answer.name, "name"), Text(f" ({answer.handle})", "dim")),
        line(", ".join(part for part in is_ if part)),
        *([table(labelled)] if labelled else []),
        *([line(Text(hidden, "dim"))] if answer.private else []),
        *([promises] if answer.promises else []),
        *([talks] if answer.conversations else []),
    ]


def _rows(answer: Who) -> list[tuple[str, Cell]]:
    """Label and words, one line each; an empty one is left out."""
    today = answer.today
    met = [
        wording.day(answer.met, today) if answer.met else "",
        f"at {answer.place}" if answer.place else "",
        f"through {answer.through.name}" if answer.through else "",
    ]
    rest = answer.resting
    facts = [
        (topic, "; ".join(one.text for one in answer.facts if one.topic == topic))
        for topic in TOPICS
        if any(one.topic == topic for one in answer.facts)
    ]
    return [
        ("tags", " ".join(f"+{tag}" for tag in answer.tags)),
        ("also called", ", ".join(answer.nicks)),
        ("at rest", Text(_rest(rest, today), "warn") if rest else ""),
        ("in touch", _clock(answer)),
        ("met", " ".join(part for part in met if part)),
        ("you met", ", ".join(one.name for one in answer.introduced)),
        ("birthday", _birthday(answer)),
        ("away", _away(answer.away, today) if answer.away else ""),
        ("remind", "; ".join(f"{one.text}, {wording.day(one.on, today)}" for one in answer.reminders)),
        ("asked", "; ".join(telling.entry(one, answer.name, today) for one in answer.asks)),
        ("reach", ", ".join((*answer.emails, *answer.phones, *answer.links))),
        *facts,
    ]


def _away(away: Away, today: date) -> str:
    return f"from {wording.day(away.on, today)}, back on {wording.day(away.until, today)}"


def _rest(rest: Standing, today: date) -> str:
    until = f" until {wording.day(rest.until, today)}" if rest.until else ""
    return f"since {wording.day(rest.on, today)}{until}{f': {rest.reason}' if rest.reason else ''}"


def _clock(answer: Who) -> str:
    clock, today = answer.clock, answer.today
    last = f"last {wording.day(clock.last, today)}, {wording.ago(clock.last, today)}" if clock.last else ""
    if clock.due is None or clock.cadence_days is None:
        return "; ".join(part for part in (last, clock.why) if part)
    due = f"next {wording.day(clock.due, today)}, {wording.distance(clock.due, today)} ({clock.state})"
    proposal = f"; {clock.proposal}" if clock.proposal else ""
    return "; ".join(part for part in (last, due, _why(clock)) if part) + proposal


def _why(clock: Clock) -> str:
    """Every 30 set by you; every 35: new tie."""
    return clock.why if clock.why.startswith("every") else f"every {clock.cadence_days}: {clock.why}"


def _birthday(answer: Who) -> str:
    if answer.next_birthday is None:
        return ""
    turns = f", turns {answer.turns}" if answer.turns is not None else ""
    day = wording.day(answer.next_birthday, answer.today)
    return f"{day}, {wording.ahead(answer.next_birthday, answer.today)}{turns}"
