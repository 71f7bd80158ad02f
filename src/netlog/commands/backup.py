"""`netlog backup`: a verified copy of the journal."""

from __future__ import annotations

from netlog import words as wording
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import PassphraseFile
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.page import Page

PANEL = "Journal"
EXAMPLES = ("netlog backup", "netlog backup before-the-move.db", "netlog backup --json")
STAGES = 3  # copied, checked, put on the disk


class Made(NamedTuple):
    """The backup that was made."""

    file: str
    people: int
    conversations: int
    steps: int
    bytes: int
    sha256: str
    encrypted: bool


def backup(
    session: Session,
    path: Annotated[str | None, typer.Argument(metavar="PATH", help="A folder, or a new file.")] = None,
    *,
    encrypt: Annotated[bool, typer.Option("--encrypt", help="Seal it in the format of age; needs an extra.")] = False,
    recipients: Annotated[
        list[str] | None, typer.Option("--recipient", metavar="age1…", help="Who can open it; repeatable.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Copy the journal while others may write; the copy counts only once it was read back and compared.

    Without PATH it goes into the folder `backups` beside the journal, under the moment it was made.
    Nothing is ever overwritten, and nothing that this command made is ever deleted. Only you can read
    the copy. `netlog check --backup FILE` looks at one again, `netlog restore FILE` brings it back.

    --encrypt seals it for the recipients, or with a passphrase that is typed twice; the words never
    stand on a disk in the clear. The copy of an encrypted journal is encrypted without it, with the
    passphrase of the journal. Keep a copy on another disk too.
    """
    if not encrypt and (recipients or passphrase_file):
        raise UsageError("A recipient or a passphrase is for an encrypted backup.", "netlog backup --encrypt …")
    seal = None
    if encrypt:
        if session.store.is_encrypted:  # said before a passphrase is asked for
            raise UsageError(
                f"{session.store.path} is no journal in the clear: it is encrypted, as its copies are, or damaged.",
                "Leave out --encrypt: netlog backup",
            )
        from netlog import sealing  # noqa: PLC0415 - most backups are in the clear

        seal = sealing.sealer(session, recipients or (), passphrase_file)
    *_, copy = session.progress(session.store.back_up(path, seal), "copying", STAGES)
    assert copy is not None
    assert copy.content is not None
    answer = Made(copy.file, *copy.content, copy.size, copy.sha256, encrypt or session.store.is_encrypted)
    session.tell(answer, _receipt(answer))


def _receipt(answer: Made) -> Page:
    held = [wording.count(answer.people, "person", "people"), wording.count(answer.conversations, "conversation")]
    rows = [
        ("holds", wording.listing(held)),
        ("size", f"{answer.bytes:,} bytes{', encrypted' if answer.encrypted else ''}"),
        ("SHA-256", answer.sha256),
    ]
    return [line(f"Backed up and read back: {answer.file}"), table((Text(name, "dim"), told) for name, told in rows)]
