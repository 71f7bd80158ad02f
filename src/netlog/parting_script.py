"""What a parting says and asks for: the script filled from the log, and the dated steps of its plan."""

from __future__ import annotations

from datetime import timedelta

from netlog import looking_back, playbook
from netlog import words as wording
from netlog.domain import groups, people
from netlog.domain.dossier import Expectation, Win
from netlog.domain.journal import Advice, Group, Promise, Reminder
from netlog.page import Text, line, table
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any

    from netlog.domain.dossier import Parting
    from netlog.domain.journal import History
    from netlog.page import Page
    from netlog.playbook import Playbook, Step
    from netlog.session import Session

FROM_LOG = ("wins", "gifts", "kept", "needs")  # a part of the script about none of these is left out when it is empty
TOLD = 5  # of each, the latest
PAUSE_DAYS = 60
URGENT = "text or e-mail"
PLANS = ("steps", "goodwill")  # the sections that ask for something on a day


class Asked(NamedTuple):
    """What the user wants a parting to be like, beyond its way."""

    until: date | None = None  # the end of a pause
    urgent: str | None = None
    group: Group | None = None
    people: tuple[str, ...] = ()  # names of the two to introduce
    ahead: tuple[str, ...] = ()  # the challenges to come


class Need(NamedTuple):
    """What I needed, what was asked for, and what came."""

    need: str
    asked: str
    got: str


def plan_of(session: Session, way: str) -> Playbook:
    """The playbook of a way to part."""
    return playbook.read(session.config, f"part-{way}")


def needs(session: Session, history: History) -> list[Need]:
    """My expectations of them, the earliest first: since when, and what became of each."""
    today = session.today
    return [
        Need(
            one.text,
            f"{wording.day(one.on, today)}{f', by {wording.day(one.by, today)}' if one.by else ''}",
            one.outcome or "open",
        )
        for one in session.store.of(Expectation, history.person)
        if one.who == "me"
    ]


def values(session: Session, history: History, asked: Asked, plan: Playbook) -> dict[str, str]:
    """What fills the placeholders of the scripts: the user's own words from the log, nothing made up."""
    person = history.person
    wins = [one for one in session.store.of(Win, person) if one.through == person.id]
    names = session.store.names(one.with_ for one in wins)
    won = [names[one.with_][0] for one in wins]
    won += [one.text for one in session.store.of(Advice, person) if one.verdict == "right"]
    praised = [talk.text for talk in history.conversations if "promoted-them" in {one.code for one in talk.signals}]
    gifts = [one.text for one in history.entries if one.kind == "receive"]
    kept = [one.text for one in history.promises if one.who == "them" and one.outcome == "kept"]
    unmet = [one.need for one in needs(session, history) if one.got != "met"]
    facts = [one.text for one in reversed(history.facts) if one.topic in ("goal", "challenge")]
    ahead = [*asked.ahead, *facts, "…", "…"]
    two = [*asked.people, "…", "…"]
    next_on = groups.next_day(asked.group, session.today) if asked.group else None
    return {
        "name": people.called(person.name),
        "wins": _told([*won, *praised]),
        "gifts": _told(gifts),
        "kept": _told(kept),
        "needs": _told(unmet),
        "until": _said(session, asked.until or session.today + timedelta(PAUSE_DAYS)),
        "urgent": asked.urgent or next(iter(plan.sections.get("urgent", ())), URGENT),
        "group": asked.group.name if asked.group else "…",
        "next": _said(session, next_on) if next_on else "…",
        "one": two[0],
        "two": two[1],
        "first": ahead[0],
        "second": ahead[1],
    }


def _said(session: Session, day: date) -> str:
    """A day in a letter: in words where they are English, else as everybody reads it."""
    return wording.day(day, session.today) if session.config.language == playbook.FALLBACK else day.isoformat()


def script(plan: Playbook, section: str, filled: Mapping[str, str]) -> list[str]:
    """The words to say, a paragraph each; one that only tells what the log does not know is left out."""
    return [
        playbook.fill(item, plan.file, **filled).strip()
        for item in plan.section(section)
        if "{name}" in item or all(filled[word] for word in FROM_LOG if f"{{{word}}}" in item)
    ]


def words_again(session: Session, history: History, planned: Parting) -> list[str]:
    """The words of a parting that is planned, filled anew; what only the options of its plan told stays open."""
    plan = plan_of(session, planned.way)
    running = groups.running(session.store.every(Group), session.today)
    theirs = [one for one in running if history.person.id in one.members]
    group = theirs[-1] if theirs and planned.way == "coffee" and not planned.until else None
    asked = Asked(planned.until, planned.urgent, group)
    return script(plan, section_of(plan, asked), values(session, history, asked, plan))


def section_of(plan: Playbook, asked: Asked) -> str:
    """Which words fit: a pause's, a group's, or the script."""
    wanted = "group" if asked.group else "pause" if asked.until else "script"
    return wanted if wanted in plan.sections else "script"


def steps_after(plan: Playbook, state: str) -> list[Step]:
    """What the plan asks for once a state is reached, the earliest first."""
    sections = [section for section in PLANS if section in plan.sections]
    steps = [step for section in sections for step in plan.steps(section) if step.state == state]
    return sorted(steps, key=lambda step: step.days)


def records(session: Session, plan: Playbook, state: str, history: History, filled: Mapping[str, str]) -> list[Any]:
    """The promises and reminders that a state opens, dated from today."""
    made: list[Any] = []
    person, today = history.person, session.today
    for step in steps_after(plan, state):
        text = playbook.fill(step.text, plan.file, **filled)
        by = today + timedelta(step.days)
        if step.what == "reminder":
            made.append(Reminder(session.new_id(), person.id, today, by, text, "check-in"))
        else:
            made.append(Promise(session.new_id(), step.what, person.id, today, text, by))
    return made


def ahead(plan: Playbook, states: Sequence[str], filled: Mapping[str, str]) -> Page:
    """The steps to come, each with the state that opens it."""
    told = {"me": "I promise", "them": "they promise", "reminder": "remind me"}
    rows = [
        (
            Text(f"{state}, {wording.count(step.days, 'day')}", "dim"),
            told[step.what],
            playbook.fill(step.text, plan.file, **filled),
        )
        for state in states
        for step in steps_after(plan, state)
    ]
    return [line(Text("What each step will open, so many days after it:", "dim")), table(rows)] if rows else []


def dated(made: Sequence[Promise | Reminder], today: date) -> list[tuple[str, str, str]]:
    """The promises and reminders that were written, as rows, the earliest day first."""
    rows = [
        (one.by or one.on, "I promise" if one.who == "me" else "they promise", one.text)
        if isinstance(one, Promise)
        else (one.on, "reminder", one.text)
        for one in made
    ]
    return [(wording.day(day, today), what, text) for day, what, text in sorted(rows, key=lambda row: row[0])]


def of_parting(history: History) -> list[Reminder]:
    """The open reminders that partings left; those to read again what I wrote are none of them."""
    return [
        one
        for one in history.reminders
        if one.reason == "check-in" and one.done is None and not looking_back.is_to_read(one)
    ]


def _told(texts: Sequence[str]) -> str:
    """The latest of some notes as one sentence of the user's own words; empty without any."""
    known = list(dict.fromkeys(" ".join(text.split()).rstrip(".") for text in texts if text.strip()))[-TOLD:]
    return "; ".join(known) + "." if known else ""
