"""`netlog skip`: close the present cycle without contact."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import account, reasons, rhythm
from netlog.domain.journal import Skip
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = ("netlog skip tom", "netlog skip ana --reason overdrawn")


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
    # The agenda leaves accounts out: most people have none.
    below_zero = account.ledger(session.store.history(person), session.today, session.parameters).overdrawn
    tie = agenda.ties[0]._replace(overdrawn=below_zero)
    shown = reasons.reasons(tie, session.today, agenda.away, session.parameters)
    here = [one.reason for one in shown if one.reason not in reasons.MINE]
    if reason not in (None, "cadence", *here):
        raise UsageError(
            f"No line of that reason is due for {person.name}.",
            f"Due is {', '.join(here)}." if here else "`netlog timeline` shows what is noted for later days.",
        )
    record = Skip(session.new_id(), person.id, session.today, reason or next(iter(here), "cadence"))
    told = f"{person.name}: {record.reason.replace('-', ' ')}"
    with session.store.write("skip", f"skipped {told}") as writer:
        writer.add(record)
    again = rhythm.cycle(tie._replace(skips=(*tie.skips, record)), session.today, session.parameters).due
    when = f", due again {wording.day(again, session.today)}" if again and record.reason == "cadence" else ""
    session.tell(telling.record(record, person), telling.receipt((), f"Skipped {told}{when}."))
