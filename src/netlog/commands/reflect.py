"""`netlog reflect`: four times a year, some questions to yourself."""

from __future__ import annotations

from netlog import playbook, questionnaire, telling
from netlog import words as wording
from netlog.domain.dossier import Reflection
from netlog.domain.working import add_months
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.page import Page

PANEL = "Myself"
EXAMPLES = (
    "netlog reflect",
    'netlog reflect --answer reliability="steady to clients, moody at home"',
    "netlog reflect --show",
)
QUARTER = 3  # months


class Reflected(NamedTuple):
    """What I answered, oldest first, and when to answer anew."""

    today: date
    answers: tuple[Reflection, ...]
    next: date  # the day from which on a quarter has passed; today when never answered


def reflect(
    session: Session,
    *,
    answer: Annotated[
        list[str] | None, typer.Option(metavar="KEY=TEXT", help="An answer without being asked; repeatable.")
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Answer in your editor.")] = False,
    show: Annotated[bool, typer.Option("--show", help="What you answered before; writes nothing.")] = False,
) -> None:
    """Some questions to yourself, one for each factor of trust and a few more, four times a year.

    Every answer is optional, dated and private. On a terminal they are asked one by one; the older
    answers are the interesting ones. The questions are a playbook that you may change.
    """
    if not (answer or edit or session.interactive):
        show = True
    if show:
        _show(session)
        return
    questions = playbook.read(session.config, "reflect").named("questions")
    found = questionnaire.answers(session, questions, answer, edit=edit, example=_example(questions))
    if not found:
        session.note(questionnaire.NOTHING)
        return
    with session.store.write("reflect", "reflected") as writer:
        writer.add(
            *(Reflection(session.new_id(), None, session.today, "reflect", key, text) for key, text in found.items())
        )
    again = add_months(session.today, QUARTER)
    many = wording.count(len(found), "answer")
    told = f"Kept {many}, for your eyes only; next {wording.ahead(again, session.today)}."
    session.tell({"on": session.today, "answers": found, "next": again}, telling.receipt((), told))


def _show(session: Session) -> None:
    found = tuple(one for one in session.store.every(Reflection) if one.kind == "reflect")
    again = add_months(found[-1].on, QUARTER) if found else session.today
    answer = Reflected(session.today, found, max(again, session.today))
    session.show(answer, _page)
    if not found:
        questions = playbook.read(session.config, "reflect").named("questions")
        session.note(f"Nothing written yet. On a terminal netlog asks; or: {_example(questions)}")
    elif again <= session.today:
        session.note("A quarter has passed: on a terminal `netlog reflect` asks you again.")
    else:
        session.note(f"Next {wording.ahead(again, session.today)}.")


def _example(questions: dict[str, str]) -> str:
    return f'netlog reflect --answer {next(iter(questions))}="…"'


def _page(answer: Reflected) -> Page:
    return telling.answers(answer.answers, answer.today)
