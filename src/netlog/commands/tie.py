"""`netlog tie`: two others know each other, and how well."""

from __future__ import annotations

from netlog import finding, telling
from netlog.domain import paths, people
from netlog.domain.dossier import Acquaintance
from netlog.errors import NotFound, UsageError
from netlog.lazily import typer
from netlog.options import On
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Network"
EXAMPLES = (
    "netlog tie jo mira",
    'netlog tie tom lena --strength 5 --source "they studied together"',
    "netlog tie tom lena --none",
)
USUAL = 3


def tie(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME NAME")],
    *,
    strength: Annotated[
        int | None, typer.Option(min=1, max=5, metavar="1-5", help="1 have met … 5 close; by default 3.")
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="TEXT", help="How you know.")] = None,
    none: Annotated[bool, typer.Option("--none", help="They no longer know each other.")] = False,
    on: On = None,
) -> None:
    """Two others know each other: `netlog path` finds the way over them.

    1 have met, 2 know each other a little, 3 know each other, 4 well, 5 close. It goes both ways,
    and the latest word about two people counts.
    """
    if none and strength is not None:
        raise UsageError("--none and --strength contradict each other.", "One of them is enough.")
    one, other = finding.two(session, words)
    known = Acquaintance(
        id=session.new_id(),
        one=one.id,
        other=other.id,
        on=session.past(on),
        strength=0 if none else strength or USUAL,
        source=people.line_or_none(source),
    )
    if none and other.id not in paths.known(session.store.of(Acquaintance, one), session.today).get(one.id, {}):
        raise NotFound(f"No tie of {one.name} and {other.name} is noted.", f"netlog ties {one.handle}")
    told = f"{one.name} and {other.name} {paths.STRENGTHS[known.strength]}"
    with session.store.write("tie", told) as writer:
        writer.add(known)
    record = {**known._asdict(), "one": one.handle, "other": other.handle}
    session.tell(record, telling.receipt((), f"{told}{f' ({known.source})' if known.source else ''}."))
