"""`netlog decrypt`: turn an encrypted journal back into one in the clear."""

from __future__ import annotations

from netlog.errors import Ambiguous, NotFound, UsageError
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Journal"
EXAMPLES = ("netlog decrypt --yes",)


def decrypt(
    session: Session,
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask whether it may open without a key.")] = False,
) -> None:
    """Take the encryption off the journal. Whoever can read the file can then read the journal.

    The new file is written beside the old one, read back and compared, and takes its place at once.
    Backups of the encrypted journal stay encrypted, under the same passphrase. This is no step of the
    journal: `netlog undo` does not take it back.
    """
    store = session.store
    if not store.exists:
        raise NotFound("There is nothing to decrypt: the journal is empty.", "Begin with: netlog add met @Ana Ruiz")
    if not store.is_encrypted:
        raise Ambiguous(f"{store.path} is not encrypted.", "netlog encrypt")
    if not yes:
        if not session.interactive:
            raise UsageError(f"Nothing was decrypted: {store.path} would open without a key.", "netlog decrypt --yes")
        if not session.confirm(f"{store.path} will open without a key. Go on?", False):
            raise UsageError("Nothing was decrypted.")
    store.decrypt()
    session.tell(
        {"path": store.path, "encrypted": False},
        f"{store.path} opens without a key now; the system lets your account alone read it.",
    )
