"""`netlog encrypt`: turn the journal into one that only a passphrase opens."""

from __future__ import annotations

import os

from netlog import keys
from netlog import words as wording
from netlog.errors import Ambiguous, UsageError
from netlog.lazily import typer
from netlog.options import Yes
from netlog.page import line
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.page import Page

PANEL = "Journal"
EXAMPLES = ("netlog encrypt --key-file ~/.netlog-key --yes",)

BEFORE = (
    "From then on only the passphrase opens it. A lost passphrase is a lost journal: nobody can bring it back.",
    "Not covered: whoever uses your account while a command runs, what the terminal shows and scrolls back, swap,"
    " your editor's copies, what you exported, and copies made before.",
    "The old bytes may stay in free space of the disk until something overwrites them; an encrypted disk covers that.",
)


class Encrypted(NamedTuple):
    """What became of the journal."""

    path: str
    encrypted: bool
    in_the_clear: list[str]  # copies beside it that anybody with the file can read


def encrypt(
    session: Session,
    *,
    key_file: Annotated[str | None, typer.Option(metavar="PATH", help="A file of yours with the passphrase.")] = None,
    yes: Yes = False,
) -> None:
    """Encrypt the journal, so that only a passphrase opens it. `netlog decrypt` turns it back.

    The passphrase is typed twice on a terminal, or comes from `--key-file`, NETLOG_KEY_FILE,
    NETLOG_KEY_COMMAND, or the settings `key_file` and `key_command`. Later commands look there too, and else
    ask. Scheduled jobs need one of them; what reads your files can then read the passphrase as well.

    The new file is written beside the old one, read back and compared, and takes its place at once.
    This is no step of the journal: `netlog undo` does not take it back. It needs the extra `encrypted`.
    """
    store = session.store
    if store.is_encrypted:
        raise Ambiguous(
            f"{store.path} is no journal in the clear: it is encrypted already, or damaged.",
            "For another passphrase: netlog decrypt, then netlog encrypt",
        )
    if yes:
        for one in BEFORE:
            session.note(one)
    else:
        _confirm(session)
    store.encrypt(_key(session, key_file))
    answer = Encrypted(store.path, True, store.copies_in_the_clear())
    session.tell(answer, _receipt(answer))


def _confirm(session: Session) -> None:
    if not session.interactive:
        raise UsageError(
            f"Nothing was encrypted: {session.store.path} would open with a passphrase only.",
            "netlog encrypt --yes, and the passphrase in a key file",
        )
    session.say([line(f"{session.store.path} will be encrypted.")] + [line(one) for one in BEFORE])
    if not session.confirm("Go on?", False):
        raise UsageError("Nothing was encrypted.")


def _key(session: Session, key_file: str | None) -> str:
    """The passphrase to come: kept somewhere, or typed twice."""
    kept = keys.of_file(key_file) if key_file else keys.kept(lambda: session.config)
    if kept:
        return kept
    if not session.interactive:
        raise UsageError("There is no passphrase, and nobody to ask for one.", f"--key-file PATH, or {keys.TOLD}.")
    return session.new_secret("New passphrase:")


def _receipt(answer: Encrypted) -> Page:
    lines = [f"{answer.path} is encrypted. Keep the passphrase where you find it in ten years."]
    if answer.in_the_clear:
        named = wording.listing([os.path.basename(one) for one in answer.in_the_clear])
        folder = os.path.dirname(answer.in_the_clear[0])
        lines.append(f"Still in the clear in {folder}: {named}. Delete them when you trust the new file.")
    return [line(one) for one in lines]
