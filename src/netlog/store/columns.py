"""What a column may hold, said once for every table."""

from __future__ import annotations

# Days are ISO text; `date(d, '+0 days')` moves 30 February to March, so the check refuses it.
DAY = "CHECK ({0} IS date({0}, '+0 days') AND {0} BETWEEN '1900-01-01' AND '2200-12-31')"
MAYBE_DAY = "CHECK ({0} IS NULL OR ({0} IS date({0}, '+0 days') AND {0} BETWEEN '1900-01-01' AND '2200-12-31'))"
NOTE = "CHECK (length({0}) <= 1000000 AND instr({0}, char(0)) = 0)"
ID = "id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64)"


def day(name: str, check: str) -> str:
    """A column that holds a day, or may."""
    return f'"{name}" TEXT {"NOT NULL " if check == DAY else ""}{check.format(f"{chr(34)}{name}{chr(34)}")}'
