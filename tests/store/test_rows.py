"""A record and its row: what is written comes back equal."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from netlog.domain import journal
from netlog.domain.records import TYPES
from netlog.store import rows
from netlog.store.store import Store
from netlog.store.tables import LOGGED
from strategies import OF_ONE, conversations, of_one, people

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

ANA = journal.Person("P0", "Ana Ruiz", "ana-ruiz", date(2026, 1, 1))
CY = journal.Person("P2", "Cy", "cy", date(2026, 1, 1))
TALK = journal.Conversation("C0", date(2026, 1, 1), "a talk", with_=("P0",))

# One store serves all examples: each takes back what it wrote.
quick = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


class _Enough(Exception):
    """Leaves a write block without keeping anything."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(str(tmp_path / "rows.db"))
    with store.write("test", "a person and a talk") as writer:
        writer.add(ANA, CY, TALK)
    yield store
    store.close()


def written(store: Store, *records: Any) -> list[Any]:
    """The records as they read after they were written; nothing stays in the journal."""
    found = []
    with suppress(_Enough), store.write("test", "tried") as writer:
        writer.add(*records)
        found = [store.records(type(one), "WHERE id = ?", (one.id,))[0] for one in records]
        raise _Enough
    return found


def any_of(kind: type[Any]) -> SearchStrategy[Any]:
    """Any record of a kind, with the id R1."""
    if kind is journal.Person:
        return people("R1", ("P0",))
    return conversations("R1", ("P0",)) if kind is journal.Conversation else of_one(kind, "R1", ("P0", "P2"), ("C0",))


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_record_comes_back_equal(store: Store, kind: type[Any]) -> None:
    @quick
    @given(any_of(kind))
    def check(record: Any) -> None:
        assert written(store, record) == [record]

    check()


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_replaced_record_reads_as_if_it_had_been_written_so_at_first(store: Store, kind: type[Any]) -> None:
    @quick
    @given(any_of(kind), any_of(kind))
    def check(earlier: Any, later: Any) -> None:
        with suppress(_Enough), store.write("test", "tried") as writer:
            writer.add(earlier)
            writer.replace(later)
            assert store.records(kind, "WHERE id = ?", (later.id,)) == [later]
            raise _Enough

    check()


def test_every_kind_of_record_has_a_shape_whose_parents_come_first() -> None:
    assert set(TYPES) == {journal.Person, journal.Conversation, *OF_ONE}
    assert list(TYPES[:2]) == [journal.Person, journal.Conversation]


def test_every_column_of_a_record_is_in_the_log() -> None:
    for shape in map(rows.shape, TYPES):
        columns = {field.rstrip("_") for field in shape.fields}
        assert columns == set(LOGGED[shape.table][1])


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"with_": ("P1", "P0", "P1")}, {"with_": ("P0", "P1")}),
        ({"with_": ("P0",), "seen_by": ("P0", "P1")}, {"with_": ("P0",), "seen_by": ("P1",)}),
        ({"tags": ("b", "a", "b")}, {"tags": ("a", "b")}),
        ({"signals": (journal.Signal("candid"),) * 2}, {"signals": (journal.Signal("candid"),)}),
    ],
)
def test_people_tags_and_signals_of_a_conversation_are_sets(
    store: Store, told: dict[str, Any], kept: dict[str, Any]
) -> None:
    bo = ANA._replace(id="P1", handle="bo")
    talk = journal.Conversation("C1", date(2026, 1, 2), "a talk")
    assert written(store, bo, talk._replace(**told))[1] == talk._replace(**kept)
