"""A look at my own part in how it went with somebody: asked, kept as dated words, read again a year later."""

from __future__ import annotations

from datetime import timedelta

from netlog import playbook, questionnaire
from netlog import words as wording
from netlog.domain import people
from netlog.domain.dossier import Reflection
from netlog.domain.journal import FELT, Reminder
from netlog.domain.parting import PERIOD, RETRO_DAYS
from netlog.domain.working import add_months
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from netlog.domain.journal import History, Person
    from netlog.session import Session

READ_AGAIN = "read again what you wrote about"
ENDING = "ending"  # the question whose answers are laid side by side
ASKED_BY = "asked-by"  # under which the name of who put the question is kept
OLD_DAYS = 330  # from which on an ending is worth reading beside a new one


class Kept(NamedTuple):
    """What one look back wrote."""

    reflections: tuple[Reflection, ...]
    reminder: Reminder  # to read it again in a year
    done: tuple[Reminder, ...]  # earlier ones, answered by this


def questions(session: Session, history: History) -> dict[str, str]:
    """The questions of the playbook, and one for each thing somebody should feel that was never ticked lately."""
    asked = playbook.read(session.config, "retro").named("questions")
    return asked | {
        f"felt-{kind}": f"When did {history.person.name} feel {kind} with me, and when not?"
        for kind in never_felt(history, session.today)
    }


def never_felt(history: History, today: date) -> list[str]:
    """What no talk of the last 180 days made them feel, as far as the others were noted at all."""
    since = today - timedelta(PERIOD)
    felt = {one.kind for talk in history.conversations if since < talk.on <= today for one in talk.observed}
    return [kind for kind in FELT if kind not in felt] if felt & set(FELT) else []


def look_back(
    session: Session, history: History, told: Sequence[str] | None = None, *, edit: bool = False, by: str = ""
) -> Kept | None:
    """Ask, and keep what was answered as one step; none when nothing was."""
    person = history.person
    asked = questions(session, history)
    example = f'netlog retro {person.handle} --answer {next(iter(asked))}="…"'
    found = questionnaire.answers(session, asked, told, edit=edit, example=example)
    if not found:
        return None
    if by:
        found[ASKED_BY] = people.clean_line(by)
    today = session.today
    reflections = tuple(
        Reflection(session.new_id(), person.id, today, "retro", key, text) for key, text in found.items()
    )
    again = Reminder(
        *(session.new_id(), person.id, today, add_months(today, 12), f"{READ_AGAIN} {person.name}", "check-in")
    )
    done = tuple(one._replace(done=today) for one in reminders_to_read(history))
    with session.store.write("retro", f"looked back on {person.name}") as writer:
        writer.add(*reflections, again)
        for one in done:
            writer.replace(one)
    return Kept(reflections, again, done)


def reminders_to_read(history: History) -> list[Reminder]:
    """The open reminders to read again what was written."""
    return [one for one in history.reminders if one.done is None and is_to_read(one)]


def is_to_read(reminder: Reminder) -> bool:
    """Whether a reminder is to read again what was written."""
    return reminder.reason == "check-in" and reminder.text.startswith(READ_AGAIN)


def written(session: Session, person: Person) -> list[Reflection]:
    """What was written in looking back on somebody, oldest first."""
    return [one for one in session.store.of(Reflection, person) if one.kind == "retro"]


def endings(reflections: Iterable[Reflection], today: date) -> tuple[Reflection | None, Reflection | None]:
    """The first ending that was written, once it is old enough to be read again, and the latest since, if any."""
    found = [one for one in reflections if one.question == ENDING]
    if not found or (today - found[0].on).days < OLD_DAYS:
        return None, None
    return found[0], found[-1] if len(found) > 1 else None


def is_fresh(reflections: Iterable[Reflection], today: date) -> bool:
    """Whether a look back was taken within the last thirty days."""
    return any((today - one.on).days <= RETRO_DAYS for one in reflections)


def receipt(kept: Kept, name: str, today: date) -> str:
    """What was kept, and when to read it again."""
    many = wording.count(sum(one.question != ASKED_BY for one in kept.reflections), "answer")
    return f"Kept {many} about {name}, for your eyes only; read them again {wording.day(kept.reminder.on, today)}."
