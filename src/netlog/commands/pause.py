"""`netlog pause`: do not react yet: write down what happened, and act with a cool head."""

from __future__ import annotations

from netlog import finding, playbook, telling
from netlog import words as wording
from netlog.domain import people, working
from netlog.domain.dossier import Reflection
from netlog.domain.journal import Reminder
from netlog.errors import NotFound, UsageError
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Annotated

    from netlog.domain.journal import Person
    from netlog.page import Page

PANEL = "Fit and parting"
EXAMPLES = (
    "netlog pause ana she moved the deadline without a word",
    "netlog pause ana",
    'netlog pause ana --act "asked her what had changed before saying what it cost us"',
    "netlog pause ana --drop",
)
COOL = "the head is cool now: think, ask, then act (netlog pause)"


class Open(NamedTuple):
    """A pause that is open."""

    name: str
    handle: str
    today: date
    since: date
    back: date  # the day the morning list brings it back
    written: tuple[Reflection, ...]
    steps: Mapping[str, str]


def pause(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME WHAT HAPPENED…")],
    *,
    think: Annotated[str | None, typer.Option(metavar="TEXT", help="What else may be behind it.")] = None,
    ask: Annotated[str | None, typer.Option(metavar="TEXT", help="What I asked them.")] = None,
    act: Annotated[str | None, typer.Option(metavar="TEXT", help="What I did: closes the pause.")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="It is not worth it: closes the pause.")] = False,
) -> None:
    """Do not react first: write down what happened; the list brings it back on the next working day.

    Pause, think, ask, act. What you write is private: the list says only that it is time, and the
    name alone shows the pause that is open.
    """
    person, text = finding.person_and_rest(session, words)
    steps = {"think": think, "ask": ask, "act": act}
    said = {step: people.clean_note(told) for step, told in steps.items() if told and told.strip()}
    if text and (said or drop):
        raise UsageError("A pause begins, or goes on.", f"netlog pause {person.handle} {text}, and the rest later.")
    if said and drop:
        raise UsageError("A pause is dropped, or acted upon.", f"netlog pause {person.handle} --drop")
    if said or drop:
        _go_on(session, person, said, drop)
    elif text:
        _begin(session, person, people.clean_line(text, people.LONGEST_NOTE))
    else:
        _show(session, person)


def _begin(session: Session, person: Person, text: str) -> None:
    today = session.today
    on = working.after(today, 1, session.parameters.working_days, session.store.absences())
    reflection = Reflection(session.new_id(), person.id, today, "pause", "what-happened", text)
    reminder = Reminder(session.new_id(), person.id, today, on, COOL, "cooled-off")
    steps = playbook.read(session.config, "pause").named("steps")
    with session.store.write("pause", f"paused about {person.name}") as writer:
        writer.add(reflection, reminder)
    page: Page = [
        line(f"Kept, for your eyes only. It comes back {wording.day(on, today)}."),
        *(line(f"  {step}: {meaning}") for step, meaning in steps.items()),
        line(telling.UNDO),
    ]
    session.tell({**telling.record(reflection, person), "reminder": reminder.on}, page)


def _waiting(session: Session, person: Person) -> list[Reminder]:
    """The reminders of the pauses that are open, the earliest first."""
    reminders = session.store.history(person).reminders
    return sorted((one for one in reminders if one.reason == "cooled-off" and one.done is None), key=lambda one: one.id)


def _show(session: Session, person: Person) -> None:
    """What was written since the open pause began, and the steps."""
    waiting = _waiting(session, person)
    if not waiting:
        raise UsageError("What happened?", f"netlog pause {person.handle} what happened, in a few words")
    since = waiting[0].made
    written = [one for one in session.store.of(Reflection, person) if one.kind == "pause" and one.on >= since]
    steps = playbook.read(session.config, "pause").named("steps")
    answer = Open(person.name, person.handle, session.today, since, waiting[-1].on, tuple(written), steps)
    session.show(answer, _page)


def _page(answer: Open) -> Page:
    said = [(Text(wording.day(one.on, answer.today), "dim"), one.question, one.text) for one in answer.written]
    return [
        line(Text(answer.name, "name"), f" · paused {wording.distance(answer.since, answer.today)}"),
        table(said),
        *(line(f"  {step}: {meaning}") for step, meaning in answer.steps.items()),
        line(Text(f'netlog pause {answer.handle} --act "…" closes it, --drop too', "dim")),
    ]


def _go_on(session: Session, person: Person, said: dict[str, str], drop: bool) -> None:
    waiting = _waiting(session, person)
    if not waiting:
        raise NotFound(f"No pause with {person.name} is open.", f"netlog pause {person.handle} what happened")
    closes = drop or "act" in said
    reflections = [
        Reflection(session.new_id(), person.id, session.today, "pause", step, text) for step, text in said.items()
    ]
    told = f"The pause with {person.name} is {'dropped' if drop else 'over' if closes else 'still open'}"
    with session.store.write("pause", f"went on with a pause about {person.name}") as writer:
        writer.add(*reflections)
        for one in waiting if closes else ():
            writer.replace(one._replace(done=session.today))
    record = {"with": person.handle, "on": session.today, "closed": closes, **said}
    more = "" if closes else f'; `netlog pause {person.handle} --act "…"` closes it'
    session.tell(record, telling.receipt((), f"{told}{more}."))
