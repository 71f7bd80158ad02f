"""`netlog playbook`: the questions, scripts and tips in force, and how to make them your own."""

from __future__ import annotations

from netlog import playbook as prose
from netlog.errors import NetlogError
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.page import Cell, Page

PANEL = "Prepare"
EXAMPLES = ("netlog playbook", "netlog playbook part-coffee", "netlog playbook detective --json")


class Listed(NamedTuple):
    """One playbook in a list."""

    name: str
    title: str | None  # None: it cannot be read
    language: str  # empty: any
    own: bool
    file: str
    problem: str | None = None


class Whole(NamedTuple):
    """One playbook as it is written."""

    name: str
    title: str
    language: str
    own: bool
    file: str
    text: str


def playbook(session: Session, name: Annotated[str | None, typer.Argument(metavar="[NAME]")] = None) -> None:
    """The texts behind the questions, scripts and tips: one Markdown file a situation.

    With a name it prints the one in force, as it is written: `netlog playbook part-coffee`
    into a file of that name begins your own. Files in `playbooks/` beside the settings file (`netlog
    config path`) come before those that come with netlog, those in a folder of your
    language (`playbooks/it/`) before both.
    """
    if name is None:
        session.show([_listed(one, found) for one, found in prose.known(session.config)], _table)
        session.note(f"Your own go into {prose.own_folder()}, under the same name.")
        return
    book = prose.read(session.config, name)
    session.show(
        Whole(book.name, book.title, book.language, book.own, book.file, book.text),
        lambda answer: [line(answer.text.removesuffix("\n"))],
    )


def _listed(name: str, found: prose.Playbook | NetlogError) -> Listed:
    if isinstance(found, NetlogError):
        return Listed(name, None, "", True, "", found.sentence)
    return Listed(name, found.title, found.language, found.own, found.file)


def _table(answer: list[Listed]) -> Page:
    return [table(map(_row, answer))]


def _row(one: Listed) -> tuple[Cell, ...]:
    return (
        Text(one.name, "name"),
        one.language or "any",
        Text("yours" if one.own else "", "good"),
        one.title or Text(one.problem or "", "bad"),
    )
