"""The benchmark runs: on tiny journals, once, without counting; its figures are nobody's promise here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).parent / "benchmarks" / "run.py"


def test_the_benchmark_fills_in_every_line_of_its_table(tmp_path):
    figures = tmp_path / "figures.json"
    kept = ("--folder", str(tmp_path), "--json", str(figures))
    done = subprocess.run(
        [sys.executable, str(RUN), "--quick", "--people", "10", "--only", "growth", *kept],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads(figures.read_text(encoding="utf-8"))["growth"]
    assert [row["people"] for row in rows] == [10]
    assert not any(row["fault"] for row in rows)
    assert all(row["ms"][name] > 0 for row in rows for name in ("due", "score", "add", "search"))
    assert "| people |" in done.stdout
