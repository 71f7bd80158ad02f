"""`netlog check`: the journal, or a backup of it, read through for what is wrong."""

from __future__ import annotations

from netlog import telling
from netlog import words as wording
from netlog.errors import NetlogError, UsageError
from netlog.lazily import typer
from netlog.options import Identity, PassphraseFile
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.page import Page
    from netlog.store.backup import Content
    from netlog.store.checks import Finding

PANEL = "Journal"
EXAMPLES = ("netlog check", "netlog check --json", "netlog check --backup before-the-move.db")


class Checked(NamedTuple):
    """A backup that was read through."""

    file: str
    content: Content | None
    behind: int | None
    ahead: int | None
    findings: list[Finding]


def check(
    session: Session,
    *,
    backup: Annotated[str | None, typer.Option(metavar="FILE", help="Look at a backup instead; .age too.")] = None,
    identity: Identity = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Read the whole journal and say what is wrong with it; write nothing.

    The file is compared with the change log, an independent copy of every row, and with its search
    index: that shows changed bytes which SQLite itself does not notice. Then come slips: people met
    in a circle, days still to come, people and tags that look like one. The exit code is 1 when
    anything was found, so that `netlog check --quiet` can watch over the journal.

    With --backup a copy is read through in the same way, without the slips, and it says how many
    steps the journal has gone since.
    """
    if backup is not None:
        _check_backup(session, backup, identity, passphrase_file)
        return
    if identity or passphrase_file:
        raise UsageError("A key or a passphrase is for an encrypted backup.", "netlog check --backup FILE …")
    checks = session.progress(session.store.check(session.today), "checking")
    found = [finding for findings in checks for finding in findings]
    session.show(found, _page)
    if found:
        raise NetlogError(f"The check found {wording.count(len(found), 'thing')} to look at.")
    session.note("All is well." if session.store.exists else "The journal is empty: there is nothing to check.")


def _check_backup(session: Session, file: str, identity: str | None, passphrase_file: str | None) -> None:
    from netlog import sealing  # noqa: PLC0415 - the journal itself needs no key of age

    found = session.store.staged(file, sealing.opener(session, identity, passphrase_file))
    against = None if found.findings else session.store.compared(found)
    behind, ahead = (None, None) if against is None else against
    session.show(Checked(file, found.content, behind, ahead, found.findings), _of_backup)
    if found.findings:
        raise NetlogError(f"The check found {wording.count(len(found.findings), 'thing')} wrong with {file}.")
    session.note(f"The backup is whole. {_against(session, behind, ahead)}")


def _against(session: Session, behind: int | None, ahead: int | None) -> str:
    if not session.store.exists:
        return "There is no journal to compare it with."
    if behind == 0:
        return "It holds all that the journal holds."
    if behind is not None:
        return f"The journal is {wording.count(behind, 'step')} further."
    if ahead is not None:
        return f"It is {wording.count(ahead, 'step')} further than the journal."
    return "The journal is another one, or has gone another way since."


def _page(found: list[Finding]) -> Page:
    return [table((Text(one.kind, "warn"), one.what, Text(one.advice, "dim")) for one in found)]


def _of_backup(answer: Checked) -> Page:
    if answer.content is None:
        return _page(answer.findings)
    return [line(f"{answer.file}: {telling.content(answer.content)}"), *_page(answer.findings)]
