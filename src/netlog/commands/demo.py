"""`netlog demo`: an invented journal, and the daily commands run on it."""

from __future__ import annotations

import os
import sys
import tempfile

from netlog import sample
from netlog.folder import Folder
from netlog.page import Text, line
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from netlog.page import Page

PANEL = "Journal"
EXAMPLES = ("netlog demo",)
SENTENCE = (
    "coffee with Ana and Jo, at Café Rosa. promised: the workshop outline by friday. learned: goal: a team in Porto"
)
SHOWN: tuple[tuple[str, list[list[str]]], ...] = (
    ("add", [SENTENCE.split()]),
    ("due", []),
    ("score", [["ana"]]),
    ("balance", [["ana"]]),
)


def demo(session: Session) -> None:
    """Make an invented journal of a year and some forty people in a temporary file, and show the daily commands on it.

    Your own journal is not touched. The file stays until the system clears its temporary folder.
    """
    folder = tempfile.mkdtemp(prefix="netlog-demo-")
    path = os.path.join(folder, "demo.db")
    shown = Session(path, session.today.isoformat(), no_input=True, color=session.color)
    with shown.store.write("demo", "invented a journal") as writer:
        writer.add(*sample.journal(session.today))
    if session.json:
        shown.close()
        session.show({"journal": path}, lambda _: [])
        return
    commands = Folder("netlog.commands")
    for name, arguments in SHOWN:
        typed = f'"{SENTENCE}"' if name == "add" else " ".join(word for words in arguments for word in words)
        _say(session, [line(Text(f"$ netlog {name} {typed}".rstrip(), "head"))])
        getattr(commands[name], name)(shown, *arguments)
        _say(session, [line("")])
    shown.close()
    _say(session, [line(f"To try more of it:  export NETLOG_JOURNAL={path}")])


def _say(session: Session, page: Page) -> None:
    """Lines between the answers, in their order on the same terminal."""
    if sys.stdout is not None:
        sys.stdout.flush()
    session.show(None, lambda _: page)
    if sys.stdout is not None:
        sys.stdout.flush()
