"""`netlog skip`: close the present cycle without contact."""

from __future__ import annotations

from typing import Annotated

from netlog import finding, telling
from netlog.domain import reasons
from netlog.domain.journal import Skip
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.session import Session

PANEL = "Write"
EXAMPLES = ("netlog skip tom", "netlog skip ana --reason reminder")


def skip(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    reason: Annotated[str | None, typer.Option(metavar="REASON", help="Which line; by default the one shown.")] = None,
) -> None:
    """Let this time pass: the next one is due a whole cadence from today. It says nothing about trust.

    Without --reason it closes what `netlog due` shows first for the person; keeping in touch,
    when nothing is due.
    """
    person, rest = finding.person_and_rest(session, name)
    if rest:
        raise UsageError(f"'{rest}' is not needed.", f"netlog skip {person.handle}")
    if reason is not None:
        reasons.refuse_unknown(reason)
    agenda = session.store.agenda(session.today, person)
    shown = reasons.reasons(agenda.ties[0], session.today, agenda.away, session.parameters)
    first = next((one.reason for one in shown if one.reason not in reasons.MINE), "cadence")
    record = Skip(session.new_id(), person.id, session.today, reason or first)
    told = f"{person.name}: {record.reason.replace('-', ' ')}"
    with session.store.write("skip", f"skipped {told}") as writer:
        writer.add(record)
    session.tell(telling.record(record, person), telling.receipt((), f"Skipped {told}."))
