"""`netlog restore`: the journal as a backup holds it."""

from __future__ import annotations

import shlex

from netlog import telling
from netlog.errors import StoreError, UsageError
from netlog.lazily import typer
from netlog.options import Identity, PassphraseFile, Yes
from netlog.page import line
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.page import Page
    from netlog.store.backup import Content
    from netlog.store.restore import Restored, Staged

PANEL = "Journal"
EXAMPLES = ("netlog restore before-the-move.db --yes",)


class Brought(NamedTuple):
    """What the journal held before and holds now."""

    file: str
    before: Content | None
    after: Content
    safety_copy: str | None
    safety_copy_is_whole: bool


def restore(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="FILE", help="What `netlog backup` made; .age too.")],
    *,
    identity: Identity = None,
    passphrase_file: PassphraseFile = None,
    yes: Yes = False,
) -> None:
    """Put what a backup holds in the place of what the journal holds, in one step, while others may run.

    The backup is read through first; one that is damaged, of another program, or of a newer netlog is
    refused. What the journal holds now is kept in the folder `backups` beside it, under a name that
    ends in before-restore, so a restore can be taken back by another one. `netlog undo` does not: the
    steps that it would take back are of the other journal. What an earlier netlog wrote is brought up
    to date. On a terminal it asks; in a script say --yes.
    """
    from netlog import sealing  # noqa: PLC0415 - `netlog -h` loads all commands

    found = session.store.staged(file, sealing.opener(session, identity, passphrase_file))
    if found.findings:
        raise StoreError(
            f"{file} is damaged: {found.findings[0].what}. It was not brought back.",
            f"netlog check --backup {shlex.quote(file)} tells all of it.",
        )
    if not yes:
        keys = (("--identity", identity), ("--passphrase-file", passphrase_file))
        words = ("netlog", "restore", file, *(word for flag, key in keys if key for word in (flag, key)), "--yes")
        _confirm(session, found, shlex.join(words))
    done = session.store.restore(found)
    answer = Brought(file, done.before, done.after, done.copy, done.is_whole)
    session.tell(answer, _receipt(done, file))


def _confirm(session: Session, found: Staged, without_asking: str) -> None:
    assert found.content is not None
    held = telling.content(found.content)
    if not session.interactive:
        raise UsageError(
            f"Nothing was restored: {found.file}, with {held}, would take the journal's place.",
            without_asking,
        )
    session.say([line(f"{found.file} holds {held}.")])
    if not session.confirm(f"Put it in the place of {session.store.path}?", False):
        raise UsageError("Nothing was restored.")


def _receipt(done: Restored, file: str) -> Page:
    lines = [f"{file} was brought back: the journal holds {telling.content(done.after)}."]
    if done.before is not None:
        lines.append(f"Before it held {telling.content(done.before)}.")
    if done.copy is not None:
        kept = "That is kept in" if done.is_whole else "It was damaged; it is kept as it was in"
        lines.append(f"{kept} {done.copy}")
        if done.is_whole:
            lines.append(f"To come back: netlog restore {shlex.quote(done.copy)}")
    return [line(one) for one in lines]
