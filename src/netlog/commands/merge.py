"""`netlog merge`: two entries are one person: everything goes to the first."""

from __future__ import annotations

from netlog import joining, telling
from netlog import words as wording
from netlog.domain import records
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Annotated

    from netlog.domain import merge as merging
    from netlog.domain.journal import Person
    from netlog.page import Cell

PANEL = "People"
EXAMPLES = ("netlog merge ana jo-park --dry-run", "netlog merge ana jo-park")


class Merged(NamedTuple):
    """Who stays, who is joined to them, and how much moves."""

    person: Person
    merged: Person
    filled: tuple[str, ...]
    conversations: int
    records: dict[str, int]  # by kind
    introduced: tuple[str, ...]  # names
    written: bool


def merge(
    session: Session,
    keep: Annotated[str, typer.Argument(metavar="NAME")],
    other: Annotated[str, typer.Argument(metavar="OTHER")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
) -> None:
    """Two entries are one person: all that was with OTHER is now with NAME.

    What NAME leaves blank is filled from OTHER; names, addresses and tags are joined, so that
    every word that found either still finds them. Nothing is lost, and one undo parts them again.
    """
    person, gone = session.find(keep), session.find(other)
    if person.id == gone.id:
        raise UsageError(f"'{keep}' and '{other}' are both {person.name}.", "Name two people; handles tell them apart.")
    plan = joining.plan(session, person, gone)
    answer = _answer(plan, written=not dry_run)
    if dry_run:
        session.show(answer, lambda one: [line(f"{_head(one)} would change:"), table(_rows(one, person))])
        return
    joining.write(session, plan)
    session.tell(answer, telling.receipt(_rows(answer, person), f"{_head(answer)}:"))


def _answer(plan: merging.Plan, *, written: bool) -> Merged:
    kinds: dict[str, int] = {}
    for one in (*plan.records, *plan.beyond):
        kind = records.name(type(one))
        kinds[kind] = kinds.get(kind, 0) + 1
    introduced = tuple(one.name for one in plan.introduced)
    return Merged(plan.person, plan.gone, plan.filled, len(plan.conversations), kinds, introduced, written)


def _head(answer: Merged) -> str:
    one, other = answer.person, answer.merged
    return f"{other.name} ({other.handle}) into {one.name} ({one.handle})"


def _rows(answer: Merged, before: Person) -> list[tuple[Cell, ...]]:
    moved = [wording.count(answer.conversations, "conversation")] if answer.conversations else []
    moved += [wording.count(n, kind, SEVERAL.get(kind, "")) for kind, n in answer.records.items()]
    rows = [("moved", ", ".join(moved) or "nothing was with them")]
    for field in answer.filled:
        if field != "through":
            rows.append((field, str(getattr(answer.person, field))))
    for field in ("nicks", "emails", "phones", "links", "tags"):
        new = [one for one in getattr(answer.person, field) if one not in getattr(before, field)]
        rows += [(field, f"+ {', '.join(new)}")] if new else []
    rows += [("met through them", ", ".join(answer.introduced))] if answer.introduced else []
    return [(Text(name, "dim"), value) for name, value in rows]


SEVERAL = {"entry": "entries", "boundary": "boundaries", "advice": "pieces of advice"}
