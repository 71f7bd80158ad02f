"""CSV written: a row for each person that any spreadsheet can open, and none can be made to run."""

from __future__ import annotations

import csv
import io
import tracemalloc
from datetime import UTC, date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netlog.domain import people
from netlog.domain.journal import Person
from netlog.domain.records import record
from netlog.exporters.csv import write
from netlog.importers import About, Found, google, linkedin, outlook, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from running import Result

TODAY = date(2026, 11, 21)
ANA = Person(
    *("P1", "Ana Ruiz", "ana-ruiz", date(2026, 1, 5), "Kestrel, Ltd", 'the "boss"', "client", "close", 14, "05-03"),
    met=date(2020, 2, 29),
    place="Lisbon",
    through="P0",
    nicks=("Anita", "Nita"),
    emails=("ana@kestrel.example", "ana@home.example"),
    phones=("+351 1234567",),
    links=("https://ana.example/?a=1;b=2",),
    tags=("pydata",),
)
HEADER = (
    "id,name,handle,added,org,role,person_kind,circle,every,"
    "birthday,met,place,through,nicks,emails,phones,links,tags\r\n"
)


def written(*people: Person, **how: Any) -> str:
    streams: dict[type, Iterable[Any]] = {Person: people}
    return "".join(write(lambda kind: streams.get(kind, ()), TODAY, **how))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_person_is_a_row_with_the_names_of_our_fields() -> None:
    assert written() == HEADER
    assert written(ANA) == HEADER + (
        'P1,Ana Ruiz,ana-ruiz,2026-01-05,"Kestrel, Ltd","the ""boss""",client,close,14,05-03,2020-02-29,Lisbon,P0,'
        "Anita ::: Nita,ana@kestrel.example ::: ana@home.example,'+351 1234567,https://ana.example/?a=1;b=2,pydata\r\n"
    )


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''@x"])
def test_no_cell_begins_a_formula(name: str) -> None:
    text = written(ANA._replace(name=name, org=name, tags=(name, "x")))
    (row,) = rows(text)
    assert [value for value in row.values() if value[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert row["name"] == f"'{name}"


def test_an_apostrophe_of_a_name_stays_alone() -> None:
    assert rows(written(ANA._replace(name="'t Hooft")))[0]["name"] == "'t Hooft"


def test_redacted_it_says_no_name_and_no_way_to_reach_anybody() -> None:
    (row,) = rows(written(ANA, redact=True))
    assert {field: value for field, value in row.items() if value} == {
        "id": "P1",
        "name": "A. R.",
        "added": "2026-01-05",
        "circle": "close",
        "every": "14",
        "met": "2020-02-29",
    }


LINE = st.text(max_size=10).map(people.clean)
SEVERAL = st.lists(LINE.filter(lambda text: text and ":" not in text), max_size=2, unique=True).map(tuple)
PEOPLE = st.builds(
    ANA._replace,
    name=LINE.map(lambda text: f"{text}A"),
    org=LINE.map(lambda text: text or None),
    every=st.none() | st.integers(1, 3650),
    birthday=st.sampled_from([None, "02-29", "1984-04-12"]),
    met=st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    nicks=SEVERAL,
    tags=SEVERAL,
)


@given(st.lists(PEOPLE, max_size=4))
@example([ANA._replace(nicks=("a;b", "c"), tags=(";", "x,y"))])
@settings(max_examples=60)
def test_everybody_comes_back_as_they_were(everybody: list[Person]) -> None:
    data = written(*everybody).encode()
    assert table.knows(data)
    assert not any(other.knows(data) for other in (google, linkedin, outlook))
    back = [one.told for one in table.read(io.BytesIO(data), About(UTC, TODAY)) if isinstance(one, Found)]
    assert [record(one, one["id"]) for one in back] == everybody


def test_a_hundred_thousand_people_are_never_held_together() -> None:
    everybody = (ANA._replace(id=f"P{number}") for number in range(100_000))
    tracemalloc.start()
    lines = sum(1 for _ in write(lambda kind: everybody, TODAY))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert lines == 100_001
    assert peak < 1_000_000


def test_the_command_writes_it_and_reads_it_back_without_a_double(netlog: Callable[..., Result], tmp_path: Any) -> None:
    netlog("add", "met @Ana Ruiz", "--new")
    netlog("set", "ana", "--phone", "+351 1234567")
    file = str(tmp_path / "people.csv")
    assert netlog("export", "csv", "--output", file).code == 0
    before = netlog("export", "jsonl").out
    assert netlog("import", file).code == 0
    assert netlog("export", "jsonl").out == before
