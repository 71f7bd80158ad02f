"""`netlog balance`: what was given and taken, as a bank would state it."""

from __future__ import annotations

from netlog import telling
from netlog import words as wording
from netlog.domain import account, asking, equation
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.domain.account import Ledger, Line
    from netlog.domain.journal import Entry, History
    from netlog.domain.parameters import Parameters
    from netlog.page import Page

PANEL = "Daily"
EXAMPLES = ("netlog balance ana", "netlog balance", "netlog balance ana --as-of 2026-09-01")
LINES = 12  # of a statement, unless all are asked for


class OpenAsk(NamedTuple):
    """An ask that waits for its answer: mine, or theirs."""

    who: str
    on: date
    text: str
    size: str | None
    points: int


class Balance(NamedTuple):
    """One person's statement."""

    name: str
    handle: str
    today: date
    opening: float
    deposits: float
    withdrawals: float
    growth: float
    cooled: float
    balance: float
    settling: float
    available: float
    credit: float
    open_asks: int
    room: float
    given: float
    taken: float
    entries: tuple[Line, ...]
    asks: tuple[OpenAsk, ...]


class Row(NamedTuple):
    """One person among everybody's balances."""

    name: str
    handle: str
    balance: float
    settling: float
    available: float
    credit: float
    open_asks: int
    room: float
    given: float
    taken: float


class Balances(NamedTuple):
    """Everybody with whom something was given, taken or asked."""

    today: date
    people: tuple[Row, ...]


def balance(
    session: Session,
    name: Annotated[list[str] | None, typer.Argument(metavar="[NAME]")] = None,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Every line of the statement.")] = False,
    as_of: Annotated[str | None, typer.Option(metavar="DAY", help="The account as it stood on a day.")] = None,
) -> None:
    """What was given and taken: a statement for one person, a line each for everybody.

    Above zero is goodwill built up with them; below zero I am in their debt. It is a
    record of my conduct, never a claim. Half of a fresh deposit settles over some weeks;
    room = available + credit for trust − what is asked already.
    """
    today = session.as_of(as_of)
    if name:
        history = session.store.history(session.find(" ".join(name)))
        answer = _statement(history, today, session.parameters)
        session.show(answer, lambda one: _page(one, None if all_ else LINES, session.today))
        return
    session.show(everyone := Balances(today, tuple(_rows(session, today))), _everybody)
    if not everyone.people:
        session.note("Nothing was given, taken or asked yet.")


def _statement(history: History, today: date, parameters: Parameters) -> Balance:
    books = account.statement(history, today, parameters)
    room = asking.room(history, today, parameters)
    return Balance(
        name=history.person.name,
        handle=history.person.handle,
        today=today,
        opening=books.opening,
        deposits=books.deposits,
        withdrawals=books.withdrawals,
        growth=books.growth,
        cooled=books.cooled,
        balance=books.balance,
        settling=books.settling,
        available=books.available,
        credit=room.credit,
        open_asks=room.open_asks,
        room=room.room,
        given=books.given,
        taken=books.taken,
        entries=books.entries,
        asks=tuple(
            OpenAsk(one.who, one.on, one.text, one.size, one.points)
            for one in (*account.open_asks(history, today, parameters), *_theirs(history, today))
        ),
    )


def _theirs(history: History, today: date) -> list[Entry]:
    """Their asks that wait for my answer on that day."""
    return [
        one
        for one in history.entries
        if (one.kind, one.who) == ("ask", "them") and one.on <= today and (one.answered is None or one.answered > today)
    ]


def _rows(session: Session, today: date) -> list[Row]:
    from netlog.domain import courses  # noqa: PLC0415 - one person's account does without

    store, parameters = session.store, session.parameters
    pool = courses.Pool(today, parameters)
    people = store.with_account(today)
    found: dict[str, Row] = {}
    trusting = []
    read = store.courses(people, today, attention_only=True)
    for course in session.progress(read, "balances", len(people)):
        known = courses.up_to(course, today, parameters)
        books = account.ledger(known.history, today, parameters)
        person = known.history.person
        found[person.id] = _row(known.history, books, pool.ceiling(known, books), today, parameters)
        if found[person.id].credit > asking.NEWCOMER:
            trusting.append(person)
    for course in session.progress(store.courses(trusting, today), "trust", len(trusting)):
        known = courses.up_to(course, today, parameters)
        books = account.ledger(known.history, today, parameters)
        low = equation.direction(pool.sums(known, books), parameters).low
        found[known.history.person.id] = _row(known.history, books, low, today, parameters)
    return sorted(found.values(), key=lambda row: (row.balance, row.name.casefold(), row.handle))


def _row(history: History, books: Ledger, low: float, today: date, parameters: Parameters) -> Row:
    given, taken = account.passed(books, today)
    waiting = sum(ask.points for ask in account.open_asks(history, today, parameters))
    room = asking.means(books.balance, books.settling, low, waiting, parameters)
    return Row(
        name=history.person.name,
        handle=history.person.handle,
        balance=books.balance,
        settling=books.settling,
        available=books.available,
        credit=room.credit,
        open_asks=room.open_asks,
        room=room.room,
        given=given,
        taken=taken,
    )


def _page(answer: Balance, lines: int | None, now: date) -> Page:
    shown = answer.entries if lines is None else answer.entries[-lines:]
    earlier = len(answer.entries) - len(shown)
    head = line(Text(answer.name, "name"), Text(f" · account on {wording.day(answer.today, now)}", "dim"))
    rows = table(
        (
            (
                wording.day(one.on, answer.today),
                one.kind,
                _signed(one.points),
                wording.number(one.balance),
                one.text,
            )
            for one in shown
        ),
        heads=("day", "", "points", "balance", ""),
        right=(2, 3),
    )
    return [
        head,
        *([line(Text(f"… {wording.count(earlier, 'earlier line')} (--all)", "dim"))] if earlier else []),
        *([rows] if shown else [line("Nothing was given, taken or asked yet.")]),
        line(
            f"deposits {wording.number(answer.deposits)}   withdrawals {wording.number(-answer.withdrawals)}"
            f"   growth {_signed(answer.growth)}   cooled off {wording.number(answer.cooled)}"
        ),
        *(line(_waiting(ask, now)) for ask in answer.asks),
        telling.room(answer),
        line(Text(f"in 365 days: given {wording.number(answer.given)}, taken {wording.number(answer.taken)}", "dim")),
    ]


def _waiting(ask: OpenAsk, now: date) -> Text:
    """An open ask on a line, and whose answer it waits for."""
    began = "open: I asked" if ask.who == "me" else "open: they asked"
    worth = telling.worth(ask.size, ask.points)
    return Text(f"{began} {wording.ago(ask.on, now)}: {ask.text} {worth}", "warn")


def _signed(points: float) -> str:
    told = wording.number(points)
    return told if told.startswith("−") or told == "0" else f"+{told}"


def _everybody(answer: Balances) -> Page:
    return [
        table(
            (
                (
                    Text(row.name, "name"),
                    Text(wording.number(row.balance), "bad" if row.balance < 0 else ""),
                    wording.number(row.settling),
                    wording.number(row.room),
                    f"given {wording.number(row.given)}, taken {wording.number(row.taken)}",
                )
                for row in answer.people
            ),
            heads=("", "balance", "settling", "room", "in 365 days"),
            right=(1, 2, 3),
        )
    ]
