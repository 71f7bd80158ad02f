"""`netlog rest`: let somebody rest: nothing reminds of them until you wake them."""

from __future__ import annotations

from netlog import telling
from netlog import words as wording
from netlog.domain import account, people, rhythm
from netlog.domain.journal import Standing
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.page import Text, line
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated, Any

    from netlog.domain.journal import History
    from netlog.page import Page

PANEL = "People"
EXAMPLES = ("netlog rest tom", 'netlog rest tom --until "1 mar"', 'netlog rest tom --reason "our values differ"')


def rest(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="It ends by itself on that day.")] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why: private, shown with --private only.")] = None,
) -> None:
    """Let somebody rest: no reminders, birthdays or proposals, until `netlog wake`.

    What I promised them stays on the list until it is kept or released: a rest is no way
    out of a promise. All that passed stays in the journal.
    """
    person = session.find(" ".join(name))
    ends = session.day(until, "future") if until else None
    if ends is not None and ends <= session.today:
        raise UsageError(f"{wording.day(ends, session.today)} is not to come.", "--until takes a later day.")
    history = session.store.history(person)
    last = history.standings[-1] if history.standings else None
    is_said_already = rhythm.at_rest(last, session.today) and until is None and reason is None
    if last is not None and is_said_already:
        session.tell(telling.record(last, person), f"{person.name} is at rest already{_until(last, session)}.")
        return
    why = people.clean_note(reason) if reason else None
    standing = Standing(session.new_id(), person.id, session.today, "resting", ends, why or None)
    told = f"{person.name} is at rest{_until(standing, session)}"
    with session.store.write("rest", told) as writer:
        writer.add(standing)
    session.tell(telling.record(standing, person), _receipt(session, history, told))


def _until(standing: Standing, session: Session) -> str:
    return f" until {wording.day(standing.until, session.today)}" if standing.until else ""


def _receipt(session: Session, history: History, told: str) -> Page:
    """What still stands between the two: a rest begins best when nothing does."""
    name = history.person.name
    mine = [one for one in history.promises if one.outcome is None and one.who == "me"]
    page: list[Any] = [line(f"{told}.")]
    if mine:
        page += [
            line(f"What you promised stays on the list; keep it or release it, and {name} is not left waiting:"),
            telling.promises_both_ways(mine, session.today),
        ]
    balance = account.statement(history, session.today, session.parameters).balance
    if wording.number(balance) == "0":
        page.append(line("The account is even."))
    elif balance > 0:
        page.append(line(f"You gave more than you took: {wording.number(balance)} points of goodwill stay with them."))
    else:
        page.append(
            line(
                f"You took {wording.number(-balance)} points more than you gave; thanks or a favour would make it even."
            )
        )
    return [*page, line(Text(f"`netlog wake {history.person.handle}` ends the rest.", "dim")), line(telling.UNDO)]
