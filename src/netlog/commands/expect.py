"""`netlog expect`: what I expect of somebody, or they of me, said aloud or not."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import days
from netlog.domain.dossier import Expectation
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import On
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

PANEL = "Fit and parting"
EXAMPLES = (
    "netlog expect ana a decision by the end of the month",
    'netlog expect --from ana "a weekly call" --confirmed',
    "netlog expect ana numbers --confirm",
    "netlog expect ana numbers --met",
)


def expect(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="NAME TEXT…")] = None,
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="NAME", help="They expect it of me.")] = None,
    by: Annotated[str | None, typer.Option(metavar="DAY", help="By when.")] = None,
    confirmed: Annotated[bool, typer.Option("--confirmed", help="Both have said so.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="An open one: now both have said so.")] = False,
    met: Annotated[bool, typer.Option("--met", help="An open one: it was met.")] = False,
    unmet: Annotated[bool, typer.Option("--unmet", help="An open one: it was not.")] = False,
    on: On = None,
) -> None:
    """Note what I expect of somebody, or with --from what they expect of me.

    Most disappointments were expectations that nobody said aloud: --confirm once both have, and
    `netlog fit` shows those still silent. Words of its text pick the one that --confirm, --met or
    --unmet means. An expectation is no promise: nothing of it enters the score.
    """
    settled = [name for name, is_told in (("confirm", confirm), ("met", met), ("unmet", unmet)) if is_told]
    if len(settled) > 1:
        raise UsageError(f"--{settled[0]} and --{settled[1]} are two things.", "One at a time.")
    if not settled:
        _noted(session, words or [], from_, by, confirmed=confirmed, on=on)
        return
    if by or confirmed:
        raise UsageError(f"--{settled[0]} settles one that is noted already.", "--by and --confirmed note a new one.")
    _settled(session, words or [], from_, settled[0], on)


def _noted(
    session: Session, words: list[str], from_: str | None, by: str | None, *, confirmed: bool, on: str | None
) -> None:
    if not words:
        raise UsageError("What is expected, and of whom?", "netlog expect ana a decision by friday")
    person, text = finding.person_and_text(session, words, from_, "The expectation has no text.")
    text, said_by = (text, None) if by else days.closing(text, session.today, session.config.day_order)
    if not text:
        raise UsageError("The expectation has no text.", "The text follows the name.")
    day = session.past(on)
    due = session.day(by, "future") if by else said_by
    if due is not None and due < day:
        raise UsageError(
            f"{wording.day(due, session.today)} is before it was expected, on {wording.day(day, session.today)}.",
            "--by takes a later day.",
        )
    expectation = Expectation(
        session.new_id(), "them" if from_ else "me", person.id, day, text, due, day if confirmed else None
    )
    told = _told(expectation, person.name, session.today)
    with session.store.write("expect", told) as writer:
        writer.add(expectation)
    aloud = "; both have said so" if confirmed else "; not confirmed yet"
    session.tell(telling.record(expectation, person), telling.receipt((), f"{told}{aloud}."))


def _settled(session: Session, words: list[str], from_: str | None, how: str, on: str | None) -> None:
    found = [one for one in session.store.every(Expectation) if one.outcome is None]
    found = [one for one in found if (not from_ or one.who == "them") and (how != "confirm" or one.confirmed is None)]
    what = "unconfirmed expectation" if how == "confirm" else "expectation"
    before, person = finding.unsettled(session, words, from_, found, what, "netlog expectations --all")
    day = session.past(on, since=before.on)
    after = before._replace(confirmed=day) if how == "confirm" else before._replace(outcome=how, closed=day)
    told = f"{_told(before, person.name, session.today)}: {'confirmed' if how == 'confirm' else how}"
    with session.store.write("expect", told) as writer:
        writer.replace(after)
    session.tell(telling.record(after, person), telling.receipt((), f"{told}."))


def _told(one: Expectation, name: str, today: date) -> str:
    who = f"{name} expects of me" if one.who == "them" else f"I expect of {name}"
    return f"{who}: {one.text}{f', by {wording.day(one.by, today)}' if one.by else ''}"
