"""`netlog feedback`: what to ask somebody about working with me, and whom to ask."""

from __future__ import annotations

from datetime import timedelta

from netlog import playbook
from netlog import words as wording
from netlog.domain import followups, working
from netlog.domain.journal import Reminder
from netlog.domain.reasons import FEEDBACK_DAYS
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import action
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.domain.journal import Person
    from netlog.page import Page

PANEL = "Fit and parting"
EXAMPLES = ("netlog feedback", "netlog feedback ask ana")
FORMS = {"": "", "ask": "ask NAME"}
WEEK = timedelta(days=7)


class Candidate(NamedTuple):
    """Somebody to ask, and when they last said how they see things."""

    name: str
    handle: str
    circle: str
    feedback: date | None  # the day of their last word about me; None: never


class Candidates(NamedTuple):
    """Whom to ask, those never heard first."""

    today: date
    people: tuple[Candidate, ...]


class Asking(NamedTuple):
    """What to ask one person, and the reminder to note the answer."""

    name: str
    handle: str
    today: date
    questions: tuple[str, ...]
    manner: tuple[str, ...]
    reminder: date


def feedback(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[ask NAME]")] = None,
) -> None:
    """Whom to ask how they see things between you; `feedback ask NAME`: the questions, and a reminder.

    Open questions, about the relationship and not only the work; criticism is what you ask for.
    A week later the morning list asks what they said: note it with `netlog rate NAME --by them`,
    which weighs most of all ratings.
    """
    verb, rest = action("feedback", words, FORMS)
    if not verb:
        _candidates(session)
    elif not rest:
        raise UsageError("Whom do you want to ask?", "netlog feedback ask ana")
    else:
        _ask(session, session.find(" ".join(rest)))


def _ask(session: Session, person: Person) -> None:
    book = playbook.read(session.config, "feedback")
    questions, manner = book.section("questions"), book.sections.get("manner", ())
    text = f"ask how they see things, then note it: netlog rate {person.handle} c=7 … --by them"
    open_ = [one for one in session.store.history(person).reminders if one.done is None and one.text == text]
    if open_:
        reminder = open_[0]
    else:
        free = session.store.absences()
        day = working.next_working(session.today + WEEK, session.parameters.working_days, free)
        reminder = Reminder(session.new_id(), person.id, session.today, day, text)
        with session.store.write("feedback", f"asking {person.name} how they see things") as writer:
            writer.add(reminder)
    session.show(Asking(person.name, person.handle, session.today, questions, manner, reminder.on), _asking)
    when = wording.day(reminder.on, session.today)
    session.note(
        f"A reminder for {when} stands already."
        if open_
        else f"{when} you are reminded to note what they said. `netlog undo` takes that back."
    )


def _asking(answer: Asking) -> Page:
    return [
        line(Text(f"Ask {answer.name}", "head"), ", two or three of these, face to face or by voice:"),
        *(line(f"  {question}") for question in answer.questions),
        *([line(Text("How", "head"))] if answer.manner else []),
        *(line(Text(f"  {one}", "dim")) for one in answer.manner),
    ]


def _candidates(session: Session) -> None:
    today = session.today
    ties = followups.unheard(session.store.agenda(today).ties, today)
    found = tuple(Candidate(tie.name, tie.handle, tie.circle or "", tie.feedback) for tie in ties)
    session.show(Candidates(today, found), _people)
    if not found:
        session.note(
            f"Nobody in your inner and close circles is waiting to be asked: "
            f"each told you within {wording.count(FEEDBACK_DAYS, 'day')}, or there is nobody yet."
        )
    else:
        session.note(f"netlog feedback ask {found[0].handle} shows what to ask.")


def _people(answer: Candidates) -> Page:
    rows = [
        (
            Text(one.name, "name"),
            Text(one.circle, "dim"),
            f"last told you {wording.ago(one.feedback, answer.today)}" if one.feedback else "has not told you yet",
        )
        for one in answer.people
    ]
    return [table(rows)] if rows else []
