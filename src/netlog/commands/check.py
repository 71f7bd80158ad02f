"""`netlog check`: the journal read through for what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog import words as wording
from netlog.errors import NetlogError
from netlog.page import Text, table
from netlog.session import Session

if TYPE_CHECKING:
    from netlog.page import Page
    from netlog.store.checks import Finding

PANEL = "Journal"
EXAMPLES = ("netlog check", "netlog check --json")


def check(session: Session) -> None:
    """Read the whole journal and say what is wrong with it; write nothing.

    The file is compared with the change log, an independent copy of every row, and with its search
    index: that shows changed bytes which SQLite itself does not notice. Then come slips: people met
    in a circle, days still to come, people and tags that look like one. The exit code is 1 when
    anything was found, so that `netlog check --quiet` can watch over the journal.
    """
    checks = session.progress(session.store.check(session.today), "checking")
    found = [finding for findings in checks for finding in findings]
    session.show(found, _page)
    if found:
        raise NetlogError(f"The check found {wording.count(len(found), 'thing')} to look at.")
    session.note("All is well." if session.store.exists else "The journal is empty: there is nothing to check.")


def _page(found: list[Finding]) -> Page:
    return [table((Text(one.kind, "warn"), one.what, Text(one.advice, "dim")) for one in found)]
