"""The conversations of some days in outline: what is counted of them, no words."""

from __future__ import annotations

from datetime import date

from netlog.domain.journal import SCALES, Conversation
from netlog.store import rows
from netlog.store.reading import grouped
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netlog.store.crowd import Crowd
    from netlog.store.rows import Row

DAYS_TOGETHER = 100  # whose rows are in memory at a time
OUTLINES = """
SELECT id, "on", how, talk, "for", attempt, energy FROM conversation WHERE "on" BETWEEN ? AND ? ORDER BY "on", id"""
THEIRS = 'WHERE conversation IN (SELECT id FROM conversation WHERE "on" BETWEEN ? AND ?) ORDER BY 1, 2'
PRESENT = f"SELECT conversation, person, observer FROM presence {THEIRS}"
SIGNALS = f"SELECT conversation, code, about FROM signal {THEIRS}"
NUMBERS = ", ".join(f"'{kind}'" for kind in SCALES)
NOTICED = f"SELECT conversation, kind, CASE WHEN kind IN ({NUMBERS}) THEN text ELSE '' END FROM observed {THEIRS}"


def read(journal: Crowd, since: date, until: date) -> list[Conversation]:
    """The conversations of some days, both included, the earliest first.

    Left out are all words, those they voiced too, place, tags, outcome, who began and how many took part:
    whole ones take four times the room.
    """
    found: list[Conversation] = []
    ids: dict[str, str] = {}  # of people, each once however often it comes
    for start in range(since.toordinal(), until.toordinal() + 1, DAYS_TOGETHER):
        last = min(start + DAYS_TOGETHER - 1, until.toordinal())
        days = (date.fromordinal(start).isoformat(), date.fromordinal(last).isoformat())
        present, signals, noticed = (grouped(journal.rows(query, days)) for query in (PRESENT, SIGNALS, NOTICED))
        for id_, on, how, talk, for_, attempt, energy in journal.rows(OUTLINES, days):
            with_, seen_by = (_people(present.get(id_, ()), observer, ids) for observer in (0, 1))
            noted = rows.signals(signals.get(id_, ())), rows.observed(noticed.get(id_, ()))
            own = how, None, talk, for_, None, bool(attempt), None, energy, None
            found.append(Conversation(id_, rows.day(on), "", with_, seen_by, *own, (), *noted))
    return found


def _people(told: Iterable[Row], observer: int, ids: dict[str, str]) -> tuple[str, ...]:
    return tuple(ids.setdefault(person, person) for person, watched in told if watched == observer)
