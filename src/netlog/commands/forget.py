"""`netlog forget`: take every trace of a person out of the journal, for good."""

from __future__ import annotations

from netlog import words as wording
from netlog.domain import people
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import Yes
from netlog.page import line
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.domain.journal import Person
    from netlog.page import Page

PANEL = "People"
EXAMPLES = ("netlog forget tom --yes",)


class Gone(NamedTuple):
    """What was taken out."""

    name: str
    handle: str
    conversations: int
    shared: int
    records: int
    texts: int
    left: tuple[str, ...]
    backups: tuple[str, ...]  # copies near the journal that still hold them
    closed: tuple[str, ...]  # copies near the journal that cannot be looked into


def forget(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    yes: Yes = False,
) -> None:
    """Take every trace of a person out of the journal, for good. This cannot be undone.

    They go with all that was with them alone. In what others share with them, and in every
    text, their names, addresses and numbers give way to "(forgotten)", except for words that
    somebody else is called too. The log of changes forgets them as well, so earlier steps
    with them cannot be undone any more. On a terminal the name is asked for once more.

    No copy is made before. Backups stay as they are: those beside the journal and in its folder of
    backups that still hold the person, or a text that names them, are told, for you to delete.
    """
    person = session.find(" ".join(name))
    if not yes:
        _confirm(session, person)
    gone = session.store.forget(person)
    answer = Gone(person.name, person.handle, *gone, *session.store.elsewhere(person))
    session.tell(answer, _receipt(answer))


def _confirm(session: Session, person: Person) -> None:
    if not session.interactive:
        raise UsageError(
            f"Nothing was forgotten: {person.name} ({person.handle}) would go for good.",
            f"netlog forget {person.handle} --yes",
        )
    history = session.store.history(person)
    talks = wording.count(len(history.conversations), "conversation")
    session.warn(f"{person.name} ({person.handle}), {talks} and all else with them will go for good: no undo.")
    typed = session.ask("Type the whole name to go on:")
    if people.fold(typed) not in (people.fold(person.name), person.handle):
        raise UsageError(f"'{typed}' is not {person.name}; nothing was forgotten.", "Type the name as it stands.")


def _receipt(answer: Gone) -> Page:
    went = [
        wording.count(answer.conversations, "conversation"),
        wording.count(answer.records, "other record"),
    ]
    lines = [f"{answer.name} is forgotten, with {wording.listing(went)}."]
    if answer.shared:
        stay = "stays" if answer.shared == 1 else "stay"
        lines.append(f"{wording.count(answer.shared, 'conversation')} with others {stay}, without them.")
    if answer.texts:
        lines.append(f"Their name gave way to “(forgotten)” in {wording.count(answer.texts, 'text')}.")
    if answer.left:
        lines.append(f"Left where it stands, since others are called so or it names a day: {', '.join(answer.left)}.")
    lines += [f"They are still in {path}" for path in answer.backups]
    lines += [f"They may be in {path}, which could not be looked into." for path in answer.closed]
    lines.append("Copies of the file elsewhere, backups and exports, still hold them; this cannot be undone.")
    return [line(one) for one in lines]
