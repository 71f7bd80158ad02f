"""`netlog delete`: take one line out of the journal: a talk, a promise, a gift, a fact, a reminder."""

from __future__ import annotations

from netlog import finding, telling
from netlog.domain.dossier import Fit
from netlog.domain.plain import plain
from netlog.errors import Ambiguous, UsageError
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = ("netlog delete ana marathons", "netlog delete ana deck")


def delete(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="REF | NAME WORD…")],
) -> None:
    """Take one line out of the journal. `netlog undo` puts it back.

    Name it by the letters that `timeline` and `search` show at the left, or by the person
    and words of its text. What was promised or given in a talk stays when the talk goes.
    A whole person goes with `netlog forget`.
    """
    record = finding.line(session, words)
    if record.id[-len(words[0]) :].lower() != words[0].lower() and not finding.person_and_rest(session, words)[1]:
        raise UsageError(
            f"Only a name: which line? {finding.told(session, record)} is the only one.",
            f"netlog delete {finding.reference(record.id)}; a whole person goes with `netlog forget`.",
        )
    if isinstance(record, Fit) and record.stage == "first":
        raise Ambiguous(
            "A first impression stays as it was felt on its day.",
            "`netlog undo` takes back the command that wrote it; `netlog fit NAME --stage phase` judges again.",
        )
    told = finding.told(session, record)
    with session.store.write("delete", f"deleted: {told}"[:200]) as writer:
        writer.delete(record)
    session.tell(finding.with_handles(session, plain(record)), telling.receipt((), f"Deleted: {told}."))
