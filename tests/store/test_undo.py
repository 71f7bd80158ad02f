"""Undo and redo: exact, in any order that makes sense, refused in any other."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dumping import Dump, assert_sound, dump, empty
from netlog.domain.journal import Change, Conversation, Person, Promise
from netlog.domain.records import TYPES
from netlog.errors import Ambiguous, NotFound, StoreError
from netlog.store import rows, steps
from netlog.store.steps import Step
from netlog.store.store import Store
from strategies import conversations, of_one, people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netlog.store.writing import Writer

DAY = date(2026, 1, 1)
ANA = Person("P0", "Ana Ruiz", "ana-ruiz", DAY)


class _Refused(Exception):
    """What goes wrong in the middle of a command."""


class Undoing(RuleBasedStateMachine):
    """A user who writes, takes back and does again, with every state remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "journal.db"
        path.write_bytes(empty())
        self.store = Store(str(path))
        self.made = 0
        self.done: list[Dump] = []  # the state before each step that stands, oldest first
        self.undone: list[Dump] = []  # the state after each step taken back, the last one at the end

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        with self.store.write("test", "the first person") as writer:
            writer.add(ANA)
        self.done.append({table: [] for table in self.state})

    @property
    def state(self) -> Dump:
        return dump(self.store._connection)

    def known(self, kind: type[Any]) -> list[str]:
        return [id_ for (id_,) in self.store.rows(f"SELECT id FROM {rows.shape(kind).table} ORDER BY id")]

    def drawn(self, data: st.DataObject, kind: type[Any], id_: str) -> Any:
        """A record of a kind that refers only to what is there."""
        present, talks = self.known(Person), self.known(Conversation)
        if kind is Person:
            return data.draw(people(id_, [one for one in present if one != id_]))
        return data.draw(
            conversations(id_, present) if kind is Conversation else of_one(kind, id_, present or [ANA.id], talks)
        )

    def some_record(self, data: st.DataObject) -> tuple[type[Any], str] | None:
        """The kind and id of a record that is there, rather one that has rows in several tables."""
        there = {kind: ids for kind in TYPES if (ids := self.known(kind))}
        kinds = [kind for kind in there for _ in range(4 if kind.__name__ in rows.CHILD_TABLES else 1)]
        if not kinds:
            return None
        kind = data.draw(st.sampled_from(kinds))
        return kind, data.draw(st.sampled_from(there[kind]))

    @contextmanager
    def step(self) -> Iterator[Writer]:
        """A step of the store, remembered if it was kept; one that changed nothing is not."""
        before, steps = self.state, self.store.steps()
        with self.store.write("test", "several") as writer:
            yield writer
        if self.store.steps() != steps:
            self.done.append(before)
            self.undone.clear()

    @rule(data=st.data(), kinds=st.lists(st.sampled_from(list(TYPES)), min_size=1, max_size=3))
    def add(self, data: st.DataObject, kinds: list[type[Any]]) -> None:
        if not self.known(Person):
            kinds = [Person]
        records = []
        for kind in kinds:
            self.made += 1
            records.append(self.drawn(data, kind, f"X{self.made}"))
        with self.step() as writer:
            writer.add(*records)

    @rule(data=st.data())
    def replace(self, data: st.DataObject) -> None:
        if self.known(Person) and (chosen := self.some_record(data)):
            record = self.drawn(data, *chosen)
            with self.step() as writer:
                writer.replace(record)

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        if chosen := self.some_record(data):
            kind, id_ = chosen
            record = self.store.records(kind, "WHERE id = ?", (id_,))[0]
            with self.step() as writer:
                writer.delete(record)

    @rule(data=st.data(), kind=st.sampled_from((Person, Conversation)))
    def fail_in_the_middle(self, data: st.DataObject, kind: type[Any]) -> None:
        before, steps = self.state, self.store.steps()
        record = self.drawn(data, kind, "X0")
        with suppress(_Refused), self.store.write("add", "half") as writer:
            writer.add(record)
            for one in self.store.records(Person)[:1]:
                writer.delete(one)
            raise _Refused
        assert (self.state, self.store.steps()) == (before, steps)

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        self.undone.append(self.state)
        self.store.undo()
        assert self.state == self.done.pop()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.done.append(self.state)
        self.store.redo()
        assert self.state == self.undone.pop()

    @precondition(lambda self: not self.undone)
    @rule()
    def redo_of_nothing(self) -> None:
        before = self.state
        with pytest.raises(NotFound):
            self.store.redo()
        assert self.state == before

    @rule(data=st.data())
    def undo_any_step(self, data: st.DataObject) -> None:
        """A step in the middle is taken back and done again, or refused without a trace."""
        before, known = self.state, self.store.steps()
        step = data.draw(st.sampled_from(known))
        try:
            self.store.undo(step.number)
        except Ambiguous:
            assert (self.state, self.store.steps()) == (before, known)
            return
        self.store.redo()
        assert self.state == before

    @invariant()
    def the_file_is_sound_and_the_log_tells_it(self) -> None:
        if self.store.exists:
            assert_sound(self.store._connection)


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)


# What a machine finds only by luck, said once.


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(str(tmp_path / "journal.db"))
    yield store
    store.close()


def wrote(store: Store, *records: Any) -> None:
    with store.write("add", "add") as writer:
        writer.add(*records)


def deleted(store: Store, *records: Any) -> None:
    with store.write("delete", "delete") as writer:
        for record in records:
            writer.delete(record)


PROMISE = Promise("Q0", "me", "P0", DAY, "slides")
BO = Person("P1", "Bo", "bo", DAY)
TALK = Conversation("C0", DAY, "a talk", ("P0",), ("P1",), tags=("x", "y"))
MOVED = Change(DAY, date(2026, 3, 3))


def refused(store: Store, number: int) -> Ambiguous:
    before = dump(store._connection), store.steps()
    with pytest.raises(Ambiguous) as error:
        store.undo(number)
    assert (dump(store._connection), store.steps()) == before
    return error.value


def test_a_step_on_which_a_later_one_builds_is_not_undone_before_it(store: Store) -> None:
    wrote(store, ANA)
    wrote(store, PROMISE)
    assert "a later promise builds on it" in refused(store, 1).sentence
    assert store.undo().number == 2
    assert store.undo().number == 1


def test_a_step_whose_row_was_changed_since_is_not_undone_before_that(store: Store) -> None:
    wrote(store, ANA)
    with store.write("set", "role") as writer:
        writer.replace(ANA._replace(role="CTO"))
    assert "its person was changed since" in refused(store, 1).sentence


def test_what_belonged_to_somebody_who_is_gone_is_not_put_back(store: Store) -> None:
    wrote(store, ANA, PROMISE)
    deleted(store, PROMISE)
    deleted(store, ANA)
    assert "what it belongs to is gone" in refused(store, 2).sentence


def test_somebody_whose_handle_was_taken_since_is_not_put_back(store: Store) -> None:
    wrote(store, BO)
    deleted(store, BO)
    wrote(store, BO._replace(id="P2"))
    assert "its name is taken" in refused(store, 2).sentence


def test_a_step_of_which_nothing_stands_is_not_undone_for_show(store: Store) -> None:
    wrote(store, BO)
    deleted(store, BO)
    assert "nothing that still stands" in refused(store, 1).sentence


def test_steps_that_do_not_touch_each_other_are_undone_in_any_order(store: Store) -> None:
    wrote(store, ANA)
    wrote(store, BO)
    assert store.undo(1).number == 1
    assert [one.id for one in store.people()] == ["P1"]
    assert store.undo().number == 2
    assert store.people() == []


def test_an_undone_step_is_not_undone_again(store: Store) -> None:
    wrote(store, ANA)
    store.undo(1)
    assert "undone already" in refused(store, 1).sentence


def test_a_deleted_person_comes_back_with_all_that_hung_on_them(store: Store) -> None:
    talk = TALK._replace(with_=("P0", "P1"), seen_by=())
    friend = BO._replace(through="P0", nicks=("bobo",))
    wrote(store, ANA, friend, talk, PROMISE)
    before = dump(store._connection)
    deleted(store, ANA)
    assert store.people() == [friend._replace(through=None)]
    store.undo()
    assert dump(store._connection) == before


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (ANA._replace(nicks=("a",), tags=("x", "y")), ANA._replace(nicks=("b",), tags=("y",))),
        (TALK, TALK._replace(tags=("y", "z"), seen_by=("P0",), with_=("P1",))),
        (TALK, TALK._replace(on=date(2026, 2, 2), attempt=True)),
        (PROMISE._replace(changes=(MOVED,)), PROMISE._replace(changes=(MOVED, Change(DAY, date(2026, 4, 4))))),
        (PROMISE._replace(changes=(MOVED,)), PROMISE._replace(outcome="kept", closed=DAY)),
    ],
)
def test_a_record_put_in_place_of_another_is_undone_and_done_again_with_all_its_rows(
    store: Store, first: Any, then: Any
) -> None:
    wrote(store, *(first if one.id == first.id else one for one in (ANA, BO, TALK, PROMISE)))
    states = [dump(store._connection)]
    for record in (then, first, then):
        with store.write("set", "set") as writer:
            writer.replace(record)
        states.append(dump(store._connection))
    assert states[0] == states[2] != states[1] == states[3]
    for state in states[2::-1]:
        store.undo()
        assert dump(store._connection) == state
    for state in states[1:]:
        store.redo()
        assert dump(store._connection) == state


def test_writing_something_forgets_what_could_be_done_again(store: Store) -> None:
    wrote(store, ANA)
    store.undo()
    wrote(store, BO)
    with pytest.raises(NotFound):
        store.redo()


def test_numbers_of_steps_are_never_used_twice(store: Store) -> None:
    wrote(store, ANA)
    store.undo()
    with store.write("test", "changes nothing"):
        pass
    wrote(store, BO)
    numbers = [step.number for step in store.steps()]
    assert numbers == sorted(set(numbers), reverse=True)


def test_undo_and_redo_read_no_more_steps_than_they_need(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(30):
        wrote(store, Person(f"N{at}", f"N {at}", f"n-{at}", date(2026, 1, 1)))
    read: list[int] = []
    monkeypatch.setattr(steps, "Step", lambda *row: read.append(row[0]) or Step(*row))
    latest = store.undo()
    assert read == [latest.number]
    assert store.redo() == latest._replace(undone=True)
    assert read[1:] == [latest.number + 1, latest.number]


@pytest.mark.parametrize("number", [0, 2, -1, 10**12])
def test_a_step_that_never_was_is_not_found(store: Store, number: int) -> None:
    wrote(store, ANA)
    with pytest.raises(NotFound):
        store.undo(number)


def test_an_empty_journal_has_nothing_to_undo_and_stays_unmade(store: Store) -> None:
    with pytest.raises(NotFound):
        store.undo()
    with pytest.raises(NotFound):
        store.redo()
    assert not store.exists


@pytest.mark.parametrize("change", ["after = '[1'", "after = '[1]'", "after = '{}'", "after = ''", "tbl = 'gossip'"])
def test_a_change_log_that_cannot_be_read_is_said_to_be_damaged(tmp_path: Path, change: str) -> None:
    store = Store(str(tmp_path / "journal.db"))
    with store.write("test", "somebody") as writer:
        writer.add(ANA)
    store._connection.execute(f"UPDATE change SET {change}")
    for act in (store.undo, lambda: store.forget(ANA)):
        with pytest.raises(StoreError, match="change log"):
            act()
        assert dump(store._connection)["person"]
    store.close()
