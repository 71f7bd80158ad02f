"""`netlog crisis`: hard times: who is going through something, and what helps."""

from __future__ import annotations

from datetime import timedelta

from netlog import playbook, settings_file
from netlog import words as wording
from netlog.domain.journal import HARDSHIP_DAYS, Fact
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import action
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.page import Page

PANEL = "Myself"
EXAMPLES = ("netlog crisis", "netlog crisis on", "netlog crisis off")
STATES = {"on": True, "off": False}
FORMS = {"": "", "on": "on", "off": "off"}


class Struggling(NamedTuple):
    """Somebody who is going through something."""

    name: str
    handle: str
    text: str  # the latest that was noted
    on: date


class Crisis(NamedTuple):
    """Whether hard times are on, whom they hit, and what helps."""

    on: bool
    factor: float  # what the days between contacts are multiplied by meanwhile
    people: tuple[Struggling, ...]  # the latest first
    checklist: tuple[str, ...]
    words: tuple[str, ...]


def crisis(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[on|off]")] = None,
) -> None:
    """Hard times: who is going through something, and what helps; people remember who reached out.

    `crisis on` shortens the days between contacts by a quarter and puts closeness and attention first
    among the steps of `netlog score`; `crisis off` ends that. It is the setting `crisis`. Somebody is
    listed for 180 days after: netlog learn NAME hardship: what it is
    """
    state, rest = action("crisis", words, FORMS)
    if rest:
        raise UsageError("crisis takes one word.", "netlog crisis on, or netlog crisis off")
    if state:
        settings_file.put("crisis", STATES[state])
        told = (
            "Hard times are on: days between contacts are shorter, and closeness comes first"
            if STATES[state]
            else "Hard times are over: everything is as it was"
        )
        session.tell({"crisis": STATES[state]}, f"{told}. Settings are not undone by `netlog undo`.")
    else:
        _show(session)


def _show(session: Session) -> None:
    book = playbook.read(session.config, "crisis")
    answer = Crisis(
        session.parameters.crisis,
        session.parameters.crisis_factor,
        _people(session),
        book.section("checklist"),
        book.section("words"),
    )
    session.show(answer, lambda found: _page(found, session.today))
    if not answer.people:
        session.note("Nobody is noted as going through something: netlog learn NAME hardship: what it is")


def _people(session: Session) -> tuple[Struggling, ...]:
    since = session.today - timedelta(HARDSHIP_DAYS)
    facts = [one for one in session.store.every(Fact) if one.topic == "hardship" and since <= one.on <= session.today]
    names = session.store.names(one.with_ for one in facts)
    latest = {one.with_: one for one in facts}
    found = [Struggling(*names[id_], one.text, one.on) for id_, one in latest.items()]
    return tuple(sorted(found, key=lambda one: (-one.on.toordinal(), one.name.casefold())))


def _page(answer: Crisis, today: date) -> Page:
    cut = wording.number(100 * (1 - answer.factor))
    state = f"on: days between contacts are {cut} % shorter" if answer.on else "off (netlog crisis on)"
    rows = [(Text(one.name, "name"), Text(wording.ago(one.on, today), "dim"), one.text) for one in answer.people]
    return [
        line(Text("Hard times are ", "head"), f"{state}."),
        *([table(rows)] if rows else []),
        line(Text("What helps", "head")),
        *(line(f"  {item}") for item in answer.checklist),
        line(Text("Words to begin with", "head")),
        *(line(f"  {item}") for item in answer.words),
    ]
