"""How fast a journal is taken in as JSON Lines, beside the same rows inserted with nothing else done."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import measuring
from tables import markdown, number

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from places import Places, Size

SHARE = 0.2  # of the rate of bare inserts that an import reaches at least
PORTION = 50_000  # rows in memory at a time
NOT_ROWS = ("step", "change", "writing")  # the change log: what netlog adds of itself


def measured(places: Places, size: Size, said: Callable[[str], None]) -> dict[str, Any]:
    """The import of a journal, and bare inserts of its rows without an index and with those of a journal."""
    journal = places.journal(size)
    said(f"exporting {size.people:,} people")
    lines = places.scratch / "journal.jsonl"
    with lines.open("wb") as file:
        subprocess.run(places.netlog("export", "jsonl", journal=journal).words, stdout=file, check=True,
                       env=places.env(journal))  # fmt: skip
    with lines.open("rb") as file:
        records = sum(1 for _ in file)
    target = places.scratch / "imported.db"
    said(f"importing {records:,} lines")
    run = measuring.once(places.netlog("import", str(lines), journal=target), patience=3600)
    target.unlink(missing_ok=True)
    said("inserting the same rows")
    rows, plain = _inserted(journal, places.scratch / "plain.db", is_indexed=False)
    _, indexed = _inserted(journal, places.scratch / "indexed.db", is_indexed=True)
    share = plain / run.cpu
    return {
        "journal": size._asdict(),
        "lines": records,
        "bytes": lines.stat().st_size,
        "rows": rows,
        "import s": run.seconds,
        "import CPU s": run.cpu,
        "import peak MiB": run.mib,
        "executemany CPU s": plain,
        "executemany with keys and indexes CPU s": indexed,
        "share": share,
        "share with keys and indexes": indexed / run.cpu,
        "budget share": SHARE,
        "within": indexed / run.cpu >= SHARE,
        "fault": run.fault,
    }


def _inserted(journal: Path, target: Path, *, is_indexed: bool) -> tuple[int, float]:
    """How many rows a journal has, and the processor's seconds `executemany` takes over them, reading not counted."""
    target.unlink(missing_ok=True)
    count, seconds = 0, 0.0
    with closing(sqlite3.connect(journal)) as source, closing(sqlite3.connect(target, isolation_level=None)) as fresh:
        tables = source.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
            " AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        indexes = source.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
        kept = [(name, statement) for name, statement in tables if name not in NOT_ROWS]
        fresh.execute("BEGIN")
        for name, statement in kept:
            columns = [f'"{row[1]}"' for row in source.execute(f"PRAGMA table_info({name})")]
            fresh.execute(statement if is_indexed else f"CREATE TABLE {name} ({', '.join(columns)})")
        if is_indexed:
            for (statement,) in indexes:
                if any(f" ON {name} " in statement for name, _ in kept):
                    fresh.execute(statement)
        for name, _ in kept:
            cursor = source.execute(f"SELECT * FROM {name}")
            insert = f"INSERT INTO {name} VALUES ({', '.join('?' * len(cursor.description))})"
            while rows := cursor.fetchmany(PORTION):
                began = time.process_time()
                fresh.executemany(insert, rows)
                seconds += time.process_time() - began
                count += len(rows)
        began = time.process_time()
        fresh.execute("COMMIT")
        seconds += time.process_time() - began
    target.unlink()
    return count, seconds


def told(found: dict[str, Any]) -> str:
    """The rates side by side."""
    rows = [
        ("netlog import", found["import CPU s"], 1.0),
        ("executemany, no key and no index", found["executemany CPU s"], found["share"]),
        ("executemany, keys and indexes as netlog has", found["executemany with keys and indexes CPU s"],
         found["share with keys and indexes"]),
    ]  # fmt: skip
    verdict = found["fault"] or ("yes" if found["within"] else "NO")
    return "\n".join(
        (
            f"{found['lines']:,} lines of JSON ({found['bytes'] / 2**20:,.0f} MiB), {found['rows']:,} rows."
            f" Peak of the import {found['import peak MiB']:,.0f} MiB.",
            "",
            markdown(
                ("what", "CPU s", "rows a second", "of its time"),
                [(what, number(took), number(found["rows"] / took, 0), number(share, 2)) for what, took, share in rows],
            ),
            "",
            f"At least {found['budget share']:.0%} of the rate into the same tables: {verdict}.",
        )
    )
