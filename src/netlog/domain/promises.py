"""How promises ended: kept, late, missed, and by how many days."""

from __future__ import annotations

from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netlog.domain.journal import Promise


class Record(NamedTuple):
    """What became of the promises of one side; a released one counts for nothing."""

    kept: int  # on or before the day in force
    late: int  # kept, but after it
    missed: int  # given up
    overdue: int  # open past the day in force
    open: int  # all that are open

    def told(self) -> str:
        """3 kept, 1 late, 1 missed; nothing when nothing ended yet."""
        parts = ((self.kept, "kept"), (self.late, "late"), (self.missed, "missed"), (self.overdue, "overdue"))
        return ", ".join(f"{count} {word}" for count, word in parts if count)


def in_order(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Promises of both sides: mine first, then the earliest day in force, those without one last."""
    return tuple(sorted(promises, key=lambda one: (one.who == "them", one.due is None, one.due or one.on, one.text)))


def days_late(promise: Promise, today: date) -> int:
    """Days past the date in force: up to its end, or up to today while it is open; 0 before."""
    end = promise.closed or today
    return max((end - promise.due).days, 0) if promise.due else 0


def record(promises: Iterable[Promise], today: date) -> Record:
    """The record of some promises on a day."""
    kept = late = missed = overdue = open_ = 0
    for one in promises:
        is_late = days_late(one, today) > 0
        kept += one.outcome == "kept" and not is_late
        late += one.outcome == "kept" and is_late
        missed += one.outcome == "broken"
        open_ += one.outcome is None
        overdue += one.outcome is None and is_late
    return Record(kept, late, missed, overdue, open_)
