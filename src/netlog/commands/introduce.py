"""`netlog introduce`: two people brought together, each asked before."""

from __future__ import annotations

from netlog import finding, introducing
from netlog.domain import people
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import On
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Network"
EXAMPLES = (
    'netlog introduce ana tom --why "both plan a pilot in spring"',
    'netlog introduce mira --through lena --why "a forecasting pilot"',
)


def introduce(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME [NAME]")],
    *,
    through: Annotated[str | None, typer.Option(metavar="NAME", help="Who introduces me to them.")] = None,
    why: Annotated[str | None, typer.Option(metavar="TEXT", help="What is in it for them: begins it.")] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Ask although they were asked lately.")] = False,
    yes: Annotated[list[str] | None, typer.Option("--yes", metavar="NAME", help="Said yes; repeatable.")] = None,
    no: Annotated[str | None, typer.Option(metavar="NAME", help="Said no: that ends it.")] = None,
    made: Annotated[bool, typer.Option("--made", help="They were introduced.")] = False,
    thanked: Annotated[bool, typer.Option("--thanked", help="I thanked whoever introduced me.")] = False,
    outcome: Annotated[str | None, typer.Option(metavar="TEXT", help="What came of it: the end.")] = None,
    on: On = None,
) -> None:
    """Bring two people together, or ask somebody to bring you to one; then note each step.

    Two names: I introduce them. One name and --through: somebody introduces me, which is an ask of
    size M. Both others say yes first, as in `netlog introduce ana tom --yes ana --yes tom --made`;
    then come --thanked and --outcome, and --no ends it.
    Once somebody introduced you, two promises of yours are noted: to thank them, and to tell
    them how it went. Nobody is asked twice within 90 days, unless --anyway.
    """
    day = session.past(on)
    moves = _moves(session, yes or (), no, outcome, made=made, thanked=thanked)
    if why is None and not moves:
        raise UsageError("Why should they meet?", 'Say it with --why "…", or note a step: --yes NAME, --made …')
    if why is None:
        introducing.go_on(session, introducing.meant(session, words, through), moves, day)
        return
    if moves:
        raise UsageError(
            "--why begins an introduction, and its steps come after it.", "Note them in a call of its own."
        )
    text = people.clean_line(why, people.LONGEST_NOTE)
    if not text:
        raise UsageError("Why should they meet?", "What is in it for each of them?")
    if through is None:
        introducing.two(session, *finding.two(session, words), text, day)
    else:
        introducing.me(session, session.find(" ".join(words)), session.find(through), text, day, anyway=anyway)


def _moves(
    session: Session, yes: list[str] | tuple[()], no: str | None, outcome: str | None, *, made: bool, thanked: bool
) -> list[introducing.Move]:
    """The steps that were told, in the order in which they happen."""
    moves = [introducing.Move("yes", session.find(name)) for name in yes]
    moves += [introducing.Move("no", session.find(no))] if no else []
    moves += [introducing.Move(word) for word, is_said in (("made", made), ("thanked", thanked)) if is_said]
    return moves + ([introducing.Move("outcome", text=people.clean_line(outcome))] if outcome else [])
