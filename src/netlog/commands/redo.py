"""`netlog redo`: do again what was undone last."""

from __future__ import annotations

from netlog.session import Session

PANEL = "Journal"
EXAMPLES = ("netlog redo",)


def redo(session: Session) -> None:
    """Do again what `netlog undo` took back last, unless something was written since."""
    done_again = session.store.redo()
    session.tell(done_again, f"Done again: {done_again.summary}.")
