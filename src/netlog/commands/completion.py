"""`netlog completion`: the script that completes commands, options and people at a TAB."""

from __future__ import annotations

import os

from netlog.errors import NotFound
from netlog.lazily import typer
from netlog.page import line
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Journal"
EXAMPLES = ("netlog completion bash", "netlog completion zsh", "netlog completion fish")
SHELLS = ("bash", "zsh", "fish")


def completion(
    session: Session,
    shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish")],
) -> None:
    """Print a script that lets a shell complete commands, options, people and tags at a TAB.

    Its first lines say where the script goes. People are completed to their handle, whichever part
    of the name was begun; nothing from the journal can act on the shell.
    """
    if shell not in SHELLS:
        raise NotFound(f"There is no completion for '{shell}'.", "There is one for bash, zsh and fish.")
    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "completions")
    with open(os.path.join(folder, f"netlog.{shell}"), encoding="utf-8") as file:
        script = file.read()
    session.show({"shell": shell, "script": script}, lambda _: [line(script.rstrip("\n"))])
