"""Journals written for one example of a property, and days to ask about."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from dumping import empty
from netlog.store.store import Store
from strategies import journals

DAY = date(2026, 11, 21)
near = st.dates(DAY - timedelta(90), DAY + timedelta(30))
late = st.dates(DAY - timedelta(120), DAY + timedelta(40))


@st.composite
def journals_and_days(draw: st.DrawFn, **how: Any) -> tuple[list[Any], date]:
    """Records, and a day to ask about: rather one on which, or beside which, something in them happened."""
    records = draw(journals(on=near, most=12, **how))
    told = {value for one in records for value in one if isinstance(value, date) and near_by(value)}
    beside = {day + timedelta(days=step) for day in told for step in (-1, 0, 1)}
    return records, draw(st.sampled_from(sorted(beside)) | late if beside else late)


def near_by(day: date) -> bool:
    return abs((day - DAY).days) < 200


class Written:
    """A journal that holds some records, for one example of a property."""

    def __init__(self, records: list[Any]) -> None:
        self._records = records
        self._folder = TemporaryDirectory()

    def __enter__(self) -> Store:
        path = Path(self._folder.name) / "journal.db"
        path.write_bytes(empty())
        self._store = Store(str(path))
        with self._store.write("test", "records") as writer:
            writer.add(*self._records)
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()
        self._folder.cleanup()
