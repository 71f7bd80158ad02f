"""`netlog retro`: look at your own part in how it went with somebody."""

from __future__ import annotations

from netlog import looking_back, questionnaire, telling
from netlog import words as wording
from netlog.errors import NotFound
from netlog.lazily import typer
from netlog.looking_back import ENDING
from netlog.page import table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.domain.dossier import Reflection
    from netlog.domain.journal import Person
    from netlog.page import Page

PANEL = "Fit and parting"
EXAMPLES = (
    'netlog retro bob --answer ending="I had stopped listening long before"',
    "netlog retro bob --show",
)


class Written(NamedTuple):
    """What was written about somebody, oldest first."""

    name: str
    handle: str
    today: date
    answers: tuple[Reflection, ...]
    old_ending: Reflection | None  # the first of all, once it is old enough to be read again
    new_ending: Reflection | None  # the latest, when another was written since


def retro(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    answer: Annotated[
        list[str] | None, typer.Option(metavar="KEY=TEXT", help="An answer without being asked; repeatable.")
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Answer in your editor.")] = False,
    with_: Annotated[
        str | None, typer.Option("--with", metavar="WHO", help="Who put the question to you: a name, or words.")
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="What you wrote before; writes nothing.")] = False,
) -> None:
    """Look at your own part: what you did, whom you had in mind, what one thing can be mended now.

    Every answer is optional, dated and private. A good story hides one's own part until its
    ending is written anew: a year later the list reminds you, and --show lays the old ending
    beside the new one. The questions are a playbook that you may change.
    """
    person = session.find(" ".join(name))
    if show:
        _show(session, person)
        return
    history = session.store.history(person)
    by = _who(session, with_) if with_ else ""
    kept = looking_back.look_back(session, history, answer, edit=edit, by=by)
    if kept is None:
        session.note(questionnaire.NOTHING)
        return
    record = {
        "with": person.handle,
        "on": session.today,
        "answers": {one.question: one.text for one in kept.reflections},
        "read_again": kept.reminder.on,
    }
    session.tell(record, telling.receipt((), looking_back.receipt(kept, person.name, session.today)))


def _who(session: Session, typed: str) -> str:
    """The name of somebody in the journal, else the words as they are."""
    try:
        return session.find(typed).name
    except NotFound:
        return typed


def _show(session: Session, person: Person) -> None:
    found = looking_back.written(session, person)
    old, new = looking_back.endings(found, session.today)
    answer = Written(person.name, person.handle, session.today, tuple(found), old, new)
    session.show(answer, _page)
    if not found:
        session.note(f"You have not looked back on {person.name} yet: netlog retro {person.handle}")
    elif answer.old_ending and not answer.new_ending:
        session.note(f'Does the ending still read true? netlog retro {person.handle} --answer {ENDING}="…"')


def _page(answer: Written) -> Page:
    page = telling.answers(answer.answers, answer.today)
    old, new = answer.old_ending, answer.new_ending
    if old and new:
        heads = tuple(f"the ending, {wording.day(one.on, answer.today)}" for one in (old, new))
        return [*page, table([(old.text, new.text)], heads=heads)]
    return page
