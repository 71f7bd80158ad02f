"""`netlog score`: how far trust has been earned, before a meeting."""

from __future__ import annotations

from netlog import telling
from netlog import words as wording
from netlog.domain import account, asking, equation, trust
from netlog.lazily import typer
from netlog.options import AsOf
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated, Any

    from netlog.domain.asking import Room
    from netlog.domain.evidence import Evidence
    from netlog.domain.journal import History, Promise
    from netlog.domain.parameters import Parameters
    from netlog.domain.trust import Changed, Formula, Moments, Moved, Past, Score, Step, Weighed
    from netlog.page import Cell, Line, Page

PANEL = "Daily"
EXAMPLES = ("netlog score ana", "netlog score ana --why", "netlog score ana --as-of 2026-09-01")
EVEN, LOPSIDED = 1.0, 1.5
EVIDENCE_LINES = 30


class Scored(NamedTuple):
    """Trust both ways with one person, and what to know on the way into a meeting."""

    name: str
    handle: str
    today: date
    mine: Score
    theirs: Score
    account: Room
    trend: tuple[Past, ...]
    moved: tuple[Moved, ...]
    steps: tuple[Step, ...]
    moments: Moments
    unseen: tuple[str, ...]
    promises: tuple[Promise, ...]


class Explained(NamedTuple):
    """What is behind the numbers."""

    formulas: tuple[Formula, ...]
    formulas_theirs: tuple[Formula, ...]
    evidence_list: tuple[Evidence, ...]
    changed: tuple[Changed, ...]


def score(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    why: Annotated[
        bool, typer.Option("--why", help="The formulas with their numbers, and the dated evidence.")
    ] = False,
    as_of: AsOf = None,
) -> None:
    """How far trust has been earned with somebody: (credibility + reliability + intimacy) / self-orientation.

    Both ways: how my logged conduct looks in their eyes, and theirs in mine. The index runs from
    0 to 100, 50 where nothing is known; the interval holds nine cases in ten. It is an estimate
    from what was logged, with weights that are judgements; `netlog config` shows and changes
    them, and their own word (`netlog rate --by them`) is the cure for flattery.
    """
    today = session.as_of(as_of)
    history = session.store.history(session.find(" ".join(name)))
    known = trust.weighed(history, today, session.parameters)
    answer = _scored(history, today, session.parameters, known)
    if not why:
        session.show(answer, _page)
        return
    explained = _explained(history, today, session.parameters, known)
    session.show(
        {**answer._asdict(), **explained._asdict()},
        lambda _: [*_page(answer, brief=True), *_why(answer, explained, today)],
    )


def _scored(history: History, today: date, parameters: Parameters, known: Weighed) -> Scored:
    both = trust.score(history, today, parameters, known=known)
    books = account.ledger(history, today, parameters)
    waiting = sum(ask.points for ask in account.open_asks(history, today, parameters))
    return Scored(
        name=history.person.name,
        handle=history.person.handle,
        today=today,
        mine=both.mine,
        theirs=both.theirs,
        account=asking.means(books.balance, books.settling, both.mine.low, waiting, parameters),
        trend=trust.trend(history, today, parameters, known=known),
        moved=trust.moved(history, today, parameters, known=known),
        steps=trust.steps(history, today, parameters, known=known),
        moments=trust.moments(history, today, parameters, known=known),
        unseen=trust.unseen(history, today, parameters, known=known),
        promises=_open_on(history.promises, today),
    )


def _explained(history: History, today: date, parameters: Parameters, known: Weighed) -> Explained:
    return Explained(
        trust.formulas(history, today, parameters, known=known),
        trust.formulas(history, today, parameters, "them", known=known),
        known.counted,
        trust.changed(parameters),
    )


def _open_on(promises: tuple[Promise, ...], today: date) -> tuple[Promise, ...]:
    """The promises open on a day, as they stood on it."""
    return tuple(
        one._replace(outcome=None, closed=None, changes=tuple(change for change in one.changes if change.on <= today))
        for one in promises
        if one.on <= today and (one.closed is None or one.closed > today)
    )


def _page(answer: Scored, *, brief: bool = False) -> Page:
    mine, theirs = answer.mine, answer.theirs
    head = line(
        Text(answer.name, "name"), Text(f" · {wording.day(answer.today, answer.today)} {answer.today.year}", "dim")
    )
    rows: list[tuple[Cell, ...]] = [
        ("trust T", _ratio(mine), _ratio(theirs)),
        ("index", _index(mine), _index(theirs)),
        *((f"{past.days_ago} days ago", f"{past.mine:.0f}", f"{past.theirs:.0f}") for past in answer.trend),
        *(
            (word, _factor(mine, letter), _factor(theirs, letter))
            for letter, word in equation.NAMES.items()
            if not brief
        ),
    ]
    return [
        head,
        table(rows, heads=("", "you, in their eyes", "they, in yours")),
        *_remarks(answer),
        table([*_moves(answer), *_next(answer)]),
        *_underneath(answer),
    ]


def _ratio(one: Score) -> str:
    return f"{one.T:.2f} ({trust.trust_at(one.low):.2f} – {trust.trust_at(one.high):.2f})"


def _index(one: Score) -> str:
    return f"{one.index:.0f} ± {one.half:.0f}  {one.band}, {one.label}"


def _factor(one: Score, letter: str) -> Cell:
    value = f"{getattr(one, letter):.1f}"
    if letter == one.weakest and one.evidence:
        return Text(f"{value}  weakest", "warn")
    return f"{value}  lower is better" if letter == "S" else value


def _remarks(answer: Scored) -> list[Any]:
    mine = answer.mine
    told = []
    if not mine.evidence:
        told.append("Nothing logged speaks for or against you yet: a guess in the middle.")
    elif answer.unseen:
        told.append(
            f"Next to nothing is known about your {wording.listing([equation.NAMES[one] for one in answer.unseen])}."
        )
    if mine.uneven >= LOPSIDED:
        told.append("Lopsided: the four factors differ a good deal.")
    if answer.moments.words:
        told.append(
            f"Good to bad moments {answer.moments.good:.1f} : {answer.moments.bad:.1f}, {answer.moments.words}."
        )
    return [line(Text(" ".join(told), "dim"))] if told else []


def _moves(answer: Scored) -> list[tuple[Cell, ...]]:
    return [
        (
            Text("moved it" if at == 0 else "", "dim"),
            Text(_signed(one.change), "good" if one.change > 0 else "bad"),
            f"{one.what}, {wording.ago(one.on, answer.today)}",
        )
        for at, one in enumerate(answer.moved)
    ]


def _next(answer: Scored) -> list[tuple[Cell, ...]]:
    return [
        (Text("do first" if at == 0 else "then", "dim"), Text(_signed(one.gain), "good"), one.step)
        for at, one in enumerate(answer.steps)
    ]


def _signed(change: float) -> str:
    told = wording.number(change)
    return told if change < 0 or told == "0" else f"+{told}"


def _underneath(answer: Scored) -> list[Any]:
    """The account line and the open promises: what to have in mind at the door."""
    room = answer.account
    fits = account.largest(room.room)
    can = f"room for an ask of size {fits}" if fits else "no room for an ask"
    lines: list[Any] = [line(Text("account   ", "dim"), f"balance {wording.number(room.balance)}, {can}")]
    if answer.promises:
        lines.append(telling.promises_both_ways(answer.promises, answer.today))
    return lines


def _formula(one: Formula, score: Score) -> Line:
    """R 5.2 = 1 + 9·(2 + 1.14)/(4 + 1.14 + 1.62)  weakest."""
    mark = "  weakest" if one.factor == score.weakest and score.evidence else ""
    mark += "  lower is better" if one.factor == "S" else ""
    return line(f"{one.factor} {one.value:.1f} = {one.text}", Text(mark, "dim"))


def _plainly(value: object) -> object:
    return wording.weekdays(value) if isinstance(value, tuple) else value


def _why(answer: Scored, explained: Explained, today: date) -> list[Any]:
    changed = [
        line(Text(f"changed by you: {one.name} is {_plainly(one.value)}, by default {_plainly(one.default)}", "warn"))
        for one in explained.changed
    ]
    listed = explained.evidence_list[-EVIDENCE_LINES:]
    earlier = len(explained.evidence_list) - len(listed)
    return [
        line(Text("You, in their eyes", "head")),
        *(_formula(one, answer.mine) for one in explained.formulas),
        line(Text("They, in yours", "head")),
        *(_formula(one, answer.theirs) for one in explained.formulas_theirs),
        line(Text("T = (C + R + I) / S;  index = 50 · log10(T / 0.3)", "dim")),
        *changed,
        line(Text("Evidence, weighed on its day; it fades", "head")),
        *([line(Text(f"… {wording.count(earlier, 'earlier line')}; --json has all", "dim"))] if earlier else []),
        table(
            (
                wording.day(one.on, today),
                "me" if one.about == "me" else "them",
                one.factor,
                Text(f"{'+' if one.good else '−'}{round(one.weight, 2):g}", "good" if one.good else "bad"),
                one.what,
            )
            for one in listed
        ),
        line(Text("What moved it does not add up to the index: the equation is no sum.", "dim")),
    ]
