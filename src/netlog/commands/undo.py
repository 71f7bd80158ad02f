"""`netlog undo`: take back the last thing done."""

from __future__ import annotations

from netlog.lazily import typer
from netlog.page import Text, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.page import Page
    from netlog.store.steps import Step

PANEL = "Journal"
EXAMPLES = ("netlog undo", "netlog undo --list", "netlog undo --step 12")
LINES = 20


def undo(
    session: Session,
    *,
    list_: Annotated[bool, typer.Option("--list", help="Show the steps; take nothing back.")] = False,
    step: Annotated[int | None, typer.Option(metavar="N", help="Take back this step, not the last one.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="With --list: every step.")] = False,
) -> None:
    """Take back the last step: whatever one command wrote, exactly.

    Said again it goes one step further back. `netlog redo` does the step again. An
    undo is refused when something written later builds on the step.
    """
    if list_:
        steps = session.store.steps(None if all_ else LINES)
        session.show(steps, _page)
        if not steps:
            session.note("Nothing was written yet.")
        return
    taken_back = session.store.undo(step)
    session.tell(taken_back, f"Undone: {taken_back.summary}. `netlog redo` does it again.")


def _page(steps: list[Step]) -> Page:
    return [
        table(
            (
                (str(step.number), Text(step.at[:16].replace("T", " ") + " UTC", "dim"), step.command, _summary(step))
                for step in steps
            ),
            right=(0,),
        )
    ]


def _summary(step: Step) -> str:
    return f"{step.summary} (undone)" if step.undone else step.summary
