"""`netlog advice`: what I advised, and how it turned out."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain.journal import Advice
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import On, action
from netlog.page import Text, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.page import Page

PANEL = "Fit and parting"
EXAMPLES = (
    "netlog advice add ana wait with the second hire",
    "netlog advice judge ana --right",
    "netlog advice judge ana planners --right",
    "netlog advice",
)
FORMS = {"list": "list [NAME]", "add": "add NAME TEXT", "judge": "judge NAME [WORDS] --right|--wrong"}


class Advised(NamedTuple):
    """A piece of advice and whom it was for."""

    id: str
    name: str
    handle: str
    text: str
    on: date
    verdict: str | None
    judged: date | None


class Advices(NamedTuple):
    """Pieces of advice, the oldest first."""

    today: date
    advice: tuple[Advised, ...]


def advice(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[add|judge|list] NAME TEXT…")] = None,
    *,
    right: Annotated[bool, typer.Option("--right", help="Events proved it right.")] = False,
    wrong: Annotated[bool, typer.Option("--wrong", help="Events proved it wrong.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="The judged ones too.")] = False,
    on: On = None,
) -> None:
    """Keep a piece of advice until it is known how it turned out; without words, those still open.

    Advice given says nothing of its worth. Judged right or wrong, it counts for credibility on
    that day, like the tag advice-right or advice-wrong.
    """
    verb, rest = action("advice", words, FORMS)
    if (right or wrong) and verb != "judge":
        raise UsageError("--right and --wrong judge advice that was noted.", f"netlog advice {FORMS['judge']}")
    if verb == "list":
        _listed(session, rest, all_=all_)
    elif all_:
        raise UsageError("--all goes with the list alone.", "netlog advice --all")
    elif verb == "add":
        _added(session, rest, on)
    elif right == wrong:
        raise UsageError("Was it right, or wrong?", f"netlog advice {FORMS['judge']}")
    else:
        _judged(session, rest, "right" if right else "wrong", on)


def _added(session: Session, words: list[str], on: str | None) -> None:
    if not words:
        raise UsageError("Advice needs a name and a text.", f"netlog advice {FORMS['add']}")
    person, text = finding.person_and_text(session, words, None, "What did you advise?")
    given = Advice(session.new_id(), person.id, session.past(on), text)
    told = f"advised {person.name}: {text}"
    with session.store.write("advice", told) as writer:
        writer.add(given)
    session.tell(telling.record(given, person), telling.receipt((), f"{wording.capital(told)}."))


def _judged(session: Session, words: list[str], verdict: str, on: str | None) -> None:
    still_open = [one for one in session.store.every(Advice) if one.verdict is None]
    before, person = finding.unsettled(session, words, None, still_open, "advice", "netlog advice")
    after = before._replace(verdict=verdict, judged=session.past(on, since=before.on))
    told = f"advice to {person.name} was {verdict}: {before.text}"
    with session.store.write("advice", told) as writer:
        writer.replace(after)
    session.tell(telling.record(after, person), telling.receipt((), f"{wording.capital(told)}."))


def _listed(session: Session, name: list[str], *, all_: bool) -> None:
    person = session.find(" ".join(name)) if name else None
    found = session.store.of(Advice, person) if person else session.store.every(Advice)
    shown = [one for one in found if all_ or one.verdict is None]
    names = session.store.names(one.with_ for one in shown)
    answer = Advices(
        session.today,
        tuple(Advised(one.id, *names[one.with_], one.text, one.on, one.verdict, one.judged) for one in shown),
    )
    session.show(answer, _page)
    if not shown:
        whom = f" to {person.name}" if person else ""
        which = "noted" if all_ else "waiting to be judged"
        session.note(f"No advice{whom} is {which}. netlog advice add NAME TEXT keeps a piece of it.")


def _page(answer: Advices) -> Page:
    rows = [
        (
            Text(finding.reference(one.id), "dim"),
            Text(one.name, "name"),
            one.text,
            Text(_state(one, answer.today), "dim"),
        )
        for one in answer.advice
    ]
    return [table(rows)] if rows else []


def _state(one: Advised, today: date) -> str:
    if one.verdict and one.judged:
        return f"{one.verdict}, {wording.day(one.judged, today)}"
    return wording.distance(one.on, today)
