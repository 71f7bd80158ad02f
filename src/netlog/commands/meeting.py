"""`netlog meeting`: something to do together every five minutes, and pauses to think."""

from __future__ import annotations

from netlog import playbook
from netlog import words as wording
from netlog.domain import people, speaking
from netlog.lazily import typer
from netlog.options import action
from netlog.page import Text, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.page import Cell, Page

PANEL = "Prepare"
EXAMPLES = (
    "netlog meeting plan",
    "netlog meeting plan pricing, next steps --minutes 45",
)
FORMS = {"plan": "plan TOPIC, TOPIC …"}
SECTIONS = {"tool": "tools", "pause": "pauses"}
LONGEST = 1440  # minutes


class Moment(NamedTuple):
    """A moment of the meeting, and what to do then."""

    minute: int
    topic: str | None
    kind: str  # tool, pause
    text: str


class Plan(NamedTuple):
    """A meeting with its moments."""

    minutes: int
    topics: tuple[str, ...]
    marks: tuple[Moment, ...]
    end: str  # what the last minute is for


def meeting(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[plan] [TOPIC, TOPIC …]")] = None,
    *,
    minutes: Annotated[int, typer.Option(min=1, max=LONGEST, metavar="N", help="How long it lasts.")] = 30,
) -> None:
    """A plan for a meeting on a screen: every five minutes something to do together, each third time a pause.

    Topics stand between commas and share the time. The day picks the tools; `netlog playbook
    meeting` shows them all, to be made your own.
    """
    _, rest = action("meeting", words, FORMS)
    topics = tuple(one for part in " ".join(rest).split(",") if (one := people.clean_line(part, people.LONGEST_NOTE)))
    book = playbook.read(session.config, "meeting")
    begin = session.today.toordinal()
    marks = tuple(
        Moment(one.minute, one.topic, one.kind, book.one(SECTIONS[one.kind], begin + one.turn))
        for one in speaking.plan(minutes, topics)
    )
    session.show(Plan(minutes, topics, marks, book.one("end", begin)), _page)
    if not marks:
        session.note(f"{wording.count(minutes, 'minute')} need no plan: ask one question, and listen.")


def _page(answer: Plan) -> Page:
    if not answer.marks:
        return []
    last = Moment(answer.minutes, None, "end", answer.end)
    return [table(_row(one, several=bool(answer.topics)) for one in (*answer.marks, last))]


def _row(one: Moment, *, several: bool) -> tuple[Cell, ...]:
    minute, kind = f"{one.minute} min", Text(one.kind, "dim")
    return (minute, kind, one.topic or "", one.text) if several else (minute, kind, one.text)
