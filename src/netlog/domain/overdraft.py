"""Since when an account is below zero, as far as that can be told without knowing when people spoke."""

from __future__ import annotations

from netlog.domain.account import aged, moves_of
from netlog.domain.parameters import DEFAULTS
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netlog.domain.account import Move
    from netlog.domain.journal import History
    from netlog.domain.parameters import Parameters


def since(history: History, today: date, parameters: Parameters = DEFAULTS) -> tuple[date | None, date | None]:
    """The day since when, as it would be had the contact always been cold, and always warm: the truth lies between.

    Warmth never lowers a balance, whatever comes after it, so where both say the same it is so, and
    the days with contact need not be known.
    """
    moves = sorted(moves_of(history, today, parameters))
    cold = _below_since(moves, parameters, warm=False)
    return cold, cold and _below_since(moves, parameters, warm=True)


def _below_since(moves: Iterable[Move], parameters: Parameters, *, warm: bool) -> date | None:
    balance, since, before = 0.0, None, None
    for move in moves:
        if before is not None and move.on > before:
            since = (since or before) if balance < 0 else None
            days = (move.on - before).days
            _, balance = aged(balance, days if warm else 0, 0 if warm else days, parameters)
        balance += move.points
        before = move.on
    return (since or before) if balance < 0 else None
