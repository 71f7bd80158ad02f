"""Days as they are shown, in any time zone, and a promise on every morning from the day it is made."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dumping import empty
from netlog.domain import days
from running import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from running import Result

    Run = Callable[..., Result]

# The first and the last to begin a day, a half-hour one with summer time, one that has changed sides, and none.
ZONES = ("Pacific/Kiritimati", "Pacific/Niue", "America/St_Johns", "Pacific/Apia", "UTC", "nonsense")
DAY = re.compile(r"[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}(?: \d{4})?")


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("day", ["2026-11-21", "2026-12-31", "2027-03-28", "2028-02-29", "2200-12-31"])
def test_a_day_written_in_one_zone_is_the_same_day_in_every_other(
    netlog: Run, in_zone: Callable[[str], None], day: str
) -> None:
    in_zone(ZONES[0])
    assert netlog("add", 'met @"Ana Ruiz"').code == 0
    assert netlog("promise", "ana", "deck", "--by", day).code == 0
    for zone in ZONES:
        in_zone(zone)
        (promise,) = netlog("promises", "--json").json["promises"]
        assert (promise["by"], promise["on"]) == (day, "2026-11-21")
        shown = DAY.findall(netlog("promises").out)
        assert [days.read(one, date(2026, 11, 21), "future", "dmy").isoformat() for one in shown] == [day]
        assert day in netlog("export", "jsonl").out
        calendar = netlog("export", "ics").out.replace("-", "")
        assert f";VALUE=DATE:{day.replace('-', '')}" in calendar


HIDING = (("snooze", "ana", "3w"), ("rest", "ana"), ("skip", "ana"), ("wake", "ana"), ("give", "ana", "a hand"))


@settings(max_examples=15, derandomize=True)
@given(
    st.integers(0, 12),
    st.none() | st.integers(0, 25),
    st.lists(st.tuples(st.integers(0, 25), st.sampled_from(HIDING)), max_size=3),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_a_promise_is_listed_every_morning_from_its_day_until_it_is_kept(
    due: int, kept: int | None, hiding: list[tuple[int, tuple[str, ...]]], made: date
) -> None:
    with TemporaryDirectory() as folder:
        journal = Path(folder) / "journal.db"
        journal.write_bytes(empty())
        env = {"NETLOG_JOURNAL": str(journal), "NETLOG_TODAY": made.isoformat()}
        assert run(("add", 'met @"Ana Ruiz"'), env=env).code == 0
        by = made + timedelta(due)
        assert run(("promise", "ana", "the deck", "--by", by.isoformat()), env=env).code == 0
        listed = []
        for passed in range(28):
            env["NETLOG_TODAY"] = (made + timedelta(passed)).isoformat()
            for line in [line for on, line in hiding if on == passed]:
                assert run(line, env=env).code in (0, 2, 4)
            if kept == passed:
                assert run(("keep", "ana", "the deck"), env=env).code == 0
            items = run(("due", "--all", "--json"), env=env).json["items"]
            said = [text for item in items for text in (item["text"], *item["also"])]
            listed.append(sum(text.startswith("the deck, promised") for text in said))
    end = 28 if kept is None else kept
    assert set(listed[due:end]) <= {1}
    assert set(listed[end:]) <= {0}
    assert listed[:end] == sorted(listed[:end])  # once it is there it stays


@pytest.mark.usefixtures("demo")
def test_the_counts_of_every_view_agree(netlog: Run) -> None:
    lines = [json.loads(line) for line in netlog("export", "jsonl").out.splitlines()]
    people = {line["name"] for line in lines if line["kind"] == "person"}
    assert {one["name"] for one in netlog("people", "--json").json["people"]} == people
    assert {row["name"].lstrip("'") for row in csv.DictReader(io.StringIO(netlog("export", "csv").out))} == people
    assert netlog("export", "vcard").out.count("BEGIN:VCARD") == len(people)
    assert len(netlog("export", "json", "--private").json["person"]) == len(people)
    promises = [line for line in lines if line["kind"] == "promise"]
    listed = netlog("promises", "--all", "--json").json
    assert len(listed["promises"]) == len(promises)
    for side, who in (("mine", "me"), ("theirs", "them")):
        counted = listed[side]
        is_open = [one for one in promises if one["who"] == who and "outcome" not in one]
        assert counted["open"] == len(is_open)
    with_each = [netlog("promises", "--all", "--with", name, "--json").json["promises"] for name in sorted(people)]
    assert sum(map(len, with_each)) == len(promises)
