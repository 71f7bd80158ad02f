"""`netlog questions`: what to ask somebody, built on what is known of them."""

from __future__ import annotations

from netlog import playbook
from netlog import words as wording
from netlog.domain import people
from netlog.domain import questions as asking
from netlog.domain.questions import Question
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.page import Line, Page
    from netlog.playbook import Playbook

PANEL = "Prepare"
EXAMPLES = ("netlog questions ana", "netlog questions ana --open", "netlog questions")
LABELS = {"follow-up": "go on from", "outside": "outside work", "meet": "should meet", "new": "somebody new"}
NEW = ("openers", "about-them", "outside-gap")  # for somebody who is not in the journal
BANK = ("openers", "about-them", "goal-gap", "challenge-gap", "outside-gap", "meet-gap")
OPEN = 3  # open questions a day


class Questions(NamedTuple):
    """What to ask one person today, or somebody new."""

    name: str | None
    handle: str | None
    today: date
    questions: tuple[Question, ...]
    gaps: tuple[Question, ...] = ()
    open: tuple[str, ...] = ()
    bank: tuple[str, ...] = ()


def questions(
    session: Session,
    name: Annotated[list[str] | None, typer.Argument(metavar="[NAME]")] = None,
    *,
    open_: Annotated[bool, typer.Option("--open", help="Some that nobody can answer with “fine”, too.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="The whole stock.")] = False,
) -> None:
    """Three questions for somebody: on from what they said, life outside work, whom they should meet.

    Then one for each thing you do not know: their goal, what is hard for them, what each
    of you hopes for. The day picks the wording, so tomorrow asks otherwise. Without a
    name: for somebody new. `netlog playbook detective` shows the stock, to be made your own.
    """
    detective = playbook.read(session.config, "detective")
    turn = session.today.toordinal()
    if name:
        history = session.store.history(session.find(" ".join(name)))
        answer = Questions(
            history.person.name,
            history.person.handle,
            session.today,
            asking.three(history, session.today, detective.one),
            asking.gaps(history, session.today, detective.one),
        )
    else:
        new = tuple(Question("new", detective.one(section, turn, name="")) for section in NEW)
        answer = Questions(None, None, session.today, new)
    if open_ or all_:
        stock = playbook.read(session.config, "questions-open").section("questions")
        begin = turn * OPEN
        some = tuple(dict.fromkeys(stock[(begin + at) % len(stock)] for at in range(OPEN)))
        answer = answer._replace(open=stock if all_ else some)
    if all_:
        answer = answer._replace(bank=_bank(detective, answer.name))
    session.show(answer, _page)


def _bank(detective: Playbook, name: str | None) -> tuple[str, ...]:
    """Every question that takes no words of theirs."""
    called = people.called(name) if name else ""
    return tuple(one for section in (BANK if name else NEW) for one in detective.filled(section, name=called))


def _page(answer: Questions) -> Page:
    rows = [
        (Text(LABELS.get(one.kind, one.kind.replace("-", " ")), "dim"), one.text)
        for one in (*answer.questions, *answer.gaps)
    ]
    day = Text(f" · {wording.day(answer.today, answer.today)}", "dim")
    return [
        *([line(Text(answer.name, "name"), day)] if answer.name else []),
        table(rows),
        *_listed("Nobody answers these with “fine”", answer.open),
        *_listed("The stock", answer.bank),
    ]


def _listed(title: str, some: tuple[str, ...]) -> list[Line]:
    return [line(Text(title, "head")), *(line(f"  {one}") for one in some)] if some else []
