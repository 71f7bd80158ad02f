"""The conversations of some days in outline: what is counted of them, no words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from netlog.domain.journal import SCALES, Conversation
from netlog.store import rows
from netlog.store.crowd import Crowd
from netlog.store.reading import grouped
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from netlog.store.rows import Row

DAYS_TOGETHER = 100  # whose rows are in memory at a time
OUTLINES = """
SELECT id, "on", how, talk, "for", attempt, energy FROM conversation WHERE "on" BETWEEN ? AND ? ORDER BY "on", id"""
THEIRS = 'WHERE conversation IN (SELECT id FROM conversation WHERE "on" BETWEEN ? AND ?)'
PRESENT = f"SELECT conversation, person, observer FROM presence {THEIRS}"
SIGNALS = f"SELECT conversation, code, about FROM signal {THEIRS}"
NUMBERS = ", ".join(f"'{kind}'" for kind in SCALES)
NOTICED = f"SELECT conversation, kind, CASE WHEN kind IN ({NUMBERS}) THEN text ELSE '' END FROM observed {THEIRS}"


class Outlines(Crowd):
    """Reads what is counted of conversations: whole ones take four times the room."""

    def outlines(self, since: date, until: date) -> list[Conversation]:
        """The conversations of some days, both included, the earliest first.

        Left out are all words, those they voiced too, place, tags, outcome, who began and how many took part.
        """
        found: list[Conversation] = []
        ids: dict[str, str] = {}  # of people, each once however often it comes
        for start in range(since.toordinal(), until.toordinal() + 1, DAYS_TOGETHER):
            last = min(start + DAYS_TOGETHER - 1, until.toordinal())
            days = (date.fromordinal(start).isoformat(), date.fromordinal(last).isoformat())
            several: dict[str, dict[str, Any]] = defaultdict(dict)
            for id_, told in grouped(self.rows(PRESENT, days)).items():
                several[id_]["with_"] = _present(told, 0, ids)
                several[id_]["seen_by"] = _present(told, 1, ids)
            for id_, told in grouped(self.rows(SIGNALS, days)).items():
                several[id_]["signals"] = rows.signals(told)
            for id_, told in grouped(self.rows(NOTICED, days)).items():
                several[id_]["observed"] = rows.observed(told)
            for id_, on, how, talk, for_, attempt, energy in self.rows(OUTLINES, days):
                own = {"how": how, "talk": talk, "for_": for_, "attempt": bool(attempt), "energy": energy}
                found.append(Conversation(id_, rows.day(on), "", **own, **several[id_]))
        return found


def _present(told: list[Row], observer: int, ids: dict[str, str]) -> tuple[str, ...]:
    return tuple(ids.setdefault(person, person) for person, watched in told if watched == observer)
