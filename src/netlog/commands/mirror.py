"""`netlog mirror`: where your own attention is, across everyone."""

from __future__ import annotations

from datetime import timedelta

from netlog import playbook, questionnaire, telling
from netlog import words as wording
from netlog.domain import equation
from netlog.domain import mirror as looking
from netlog.domain.dossier import Reflection
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import action
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated, Any

    from netlog.domain.mirror import Mirror, Split
    from netlog.page import Cell, Page

PANEL = "Myself"
EXAMPLES = ("netlog mirror", "netlog mirror --as-of 2026-09-01", "netlog mirror quiz --answers answers.toml")
FORMS = {"": "", "quiz": "quiz"}


def mirror(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[quiz]")] = None,
    *,
    answers: Annotated[
        str | None, typer.Option(metavar="FILE", help="Of the quiz: a TOML file of marks, such as c1 = 4.")
    ] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DAY", help="As it stood on that day.")] = None,
) -> None:
    """Where your own attention is, across everyone in the journal: it describes, and proposes one thing.

    S runs from 1 to 10 and is low where the attention is on the other. Shares and means are those
    of the last 365 days. `mirror quiz` asks twenty statements about yourself and lays them beside
    the log; they change no score.
    """
    verb, rest = action("mirror", words, FORMS)
    if rest:
        raise UsageError("mirror takes one word.", "netlog mirror, or netlog mirror quiz")
    if verb == "quiz":
        _quiz(session, answers)
        return
    if answers:
        raise UsageError("--answers is for the quiz.", "netlog mirror quiz --answers FILE")
    store, today = session.store, session.as_of(as_of)
    everyone = store.people()
    reflections: list[Reflection] = store.every(Reflection)
    talks = store.outlines(today - timedelta(looking.PERIOD - 1), today)
    courses = store.courses(everyone, today, attention_only=not looking.latest_round(reflections, today))
    read = session.progress(courses, "reading", len(everyone))
    answer = looking.mirror(talks, read, reflections, today, session.parameters)
    session.show(answer, _page if everyone else lambda _: [])
    if not everyone:
        session.note("The journal is empty, so there is nothing to see yet. Begin with: netlog add met @Ana Ruiz")


def _page(answer: Mirror) -> Page:
    rows: list[tuple[Cell, ...]] = [
        ("self-orientation S", f"{answer.S:.1f}", f"1 to 10, low is good; {answer.good + answer.bad:.0f} signs"),
        ("promises kept", _percent(answer.kept_rate), f"{answer.kept} of {answer.promised} in time, 2 of 4 assumed"),
        ("your share of the talk", _percent(answer.talk, 100), ""),
        ("talks for them", _percent(answer.for_them), "where it was noted"),
        ("asks", f"{answer.asks}", _asks(answer)),
        ("talks without an ask", _percent(answer.without_ask), wording.count(answer.conversations, "talk")),
        ("they confided", _percent(answer.listening), "a problem, wish, fear or feeling"),
        ("stressed days", *_days(answer.stress, "calm")),
        ("head elsewhere", *_days(answer.head, "there")),
        ("last quarter", f"{answer.basics} : {answer.technique}", "care to technique; 4 : 1 is good"),
    ]
    page: list[Any] = [table((Text(str(name), "dim"), value, Text(str(more), "dim")) for name, value, more in rows)]
    if answer.tags:
        common = wording.listing([f"{one.code.replace('-', ' ')} ({one.times})" for one in answer.tags])
        page.append(line(f"Most often you noted of yourself: {common}."))
    if answer.quiz and answer.quiz_on:
        page.append(line(Text(f"Quiz of {wording.day(answer.quiz_on, answer.today)}, beside the log", "head")))
        page.append(
            table(
                ((equation.NAMES[one.factor], f"{one.said:.1f}", f"{one.logged:.1f}") for one in answer.quiz),
                heads=("", "you say", "the log"),
                right=(1, 2),
            )
        )
    return [*page, line(Text("One thing to try: ", "head"), f"{answer.proposal.text}.")]


def _percent(share: float | None, of: int = 1) -> str:
    return "not noted" if share is None else f"{100 * share / of:.0f} %"


def _asks(answer: Mirror) -> str:
    told = [f"{wording.count(answer.gifts, 'gift')}"]
    if answer.asks_per_gift is not None:
        told.append(f"{answer.asks_per_gift:.1f} a gift")
    if answer.asks_per_ten is not None:
        told.append(f"{answer.asks_per_ten:.1f} in ten talks")
    return ", ".join(told)


def _days(split: Split, others: str) -> tuple[str, str]:
    if split.some is None and split.others is None:
        return "not noted", ""
    told = [f"S {value:.1f}" if value is not None else "none noted" for value in (split.some, split.others)]
    return told[0], f"{others}: {told[1]} ({split.some_days} and {wording.count(split.others_days, 'day')})"


# The quiz


def _quiz(session: Session, file: str | None) -> None:
    statements = playbook.read(session.config, "quiz").named("questions")
    if file:
        marks = _from_file(file, statements)
    elif session.interactive:
        session.note("How far does each hold? From 1 hardly ever to 5 nearly always; return leaves it out.")
        asked = {key: questionnaire.mark(session, text, 1, looking.HIGHEST_MARK) for key, text in statements.items()}
        marks = {key: mark for key, mark in asked.items() if mark is not None}
    else:
        listed = "\n".join(f"  {key}: {text}" for key, text in statements.items())
        raise UsageError(
            f"From 1 hardly ever to 5 nearly always:\n{listed}",
            f"On a terminal netlog asks; else --answers FILE, with lines such as {next(iter(statements))} = 4.",
        )
    if not marks:
        session.note(questionnaire.NOTHING)
        return
    earlier = [one for one in session.store.every(Reflection) if one.kind == "quiz" and one.on == session.today]
    made = [Reflection(session.new_id(), None, session.today, "quiz", key, str(mark)) for key, mark in marks.items()]
    with session.store.write("mirror", "answered the quiz") as writer:
        for one in earlier:
            writer.delete(one)  # a round again on the same day takes the place of the first
        writer.add(*made)
    said = f"Kept {wording.count(len(marks), 'mark')}; `netlog mirror` lays them beside the log."
    session.tell({"on": session.today, "answers": marks}, telling.receipt((), said))


def _from_file(file: str, statements: dict[str, str]) -> dict[str, int]:
    told = questionnaire.from_file(file, f"{next(iter(statements))} = 4")
    for key, mark in told.items():
        if key not in statements:
            raise UsageError(f"{file}: there is no statement '{key}'.", f"There are {', '.join(statements)}.")
        if type(mark) is not int or not 1 <= mark <= looking.HIGHEST_MARK:
            raise UsageError(f"{file}: {key} cannot be {mark!r}.", "Each mark is a whole number from 1 to 5.")
    return told
