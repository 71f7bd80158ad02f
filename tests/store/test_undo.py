"""Undo and redo: exact, in any order that makes sense, refused in any other."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dumping import Dump, assert_sound, dump
from netlog.domain.journal import Conversation, Person, Promise
from netlog.errors import Ambiguous, NotFound
from netlog.store import rows
from netlog.store.store import Store
from strategies import conversations, of_one, people

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 1, 1)
ANA = Person("P0", "Ana Ruiz", "ana-ruiz", DAY)


class _Refused(Exception):
    """What goes wrong in the middle of a command."""


class Undoing(RuleBasedStateMachine):
    """A user who writes, takes back and does again, with every state remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(str(Path(self.folder.name) / "journal.db"))
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
        return [id_ for (id_,) in self.store.rows(f"SELECT id FROM {rows.SHAPES[kind].table} ORDER BY id")]

    def drawn(self, data: st.DataObject, kind: type[Any], id_: str) -> Any:
        """A record of a kind that refers only to what is there."""
        present, talks = self.known(Person), self.known(Conversation)
        if kind is Person:
            return data.draw(people(id_, [one for one in present if one != id_]))
        return data.draw(
            conversations(id_, present) if kind is Conversation else of_one(kind, id_, present or [ANA.id], talks)
        )

    def wrote(self, before: Dump) -> None:
        if self.state != before:  # a step that changed nothing is not kept
            self.done.append(before)
            self.undone.clear()

    @rule(data=st.data(), kinds=st.lists(st.sampled_from(list(rows.SHAPES)), min_size=1, max_size=3))
    def add(self, data: st.DataObject, kinds: list[type[Any]]) -> None:
        before = self.state
        if not self.known(Person):
            kinds = [Person]
        records = []
        for kind in kinds:
            self.made += 1
            records.append(self.drawn(data, kind, f"X{self.made}"))
        with self.store.write("add", "several") as writer:
            writer.add(*records)
        self.wrote(before)

    @rule(data=st.data(), kind=st.sampled_from(list(rows.SHAPES)))
    def replace(self, data: st.DataObject, kind: type[Any]) -> None:
        ids = self.known(kind)
        if not ids or not self.known(Person):
            return
        before = self.state
        record = self.drawn(data, kind, data.draw(st.sampled_from(ids)))
        with self.store.write("set", "another form") as writer:
            writer.replace(record)
        self.wrote(before)

    @rule(data=st.data(), kind=st.sampled_from(list(rows.SHAPES)))
    def delete(self, data: st.DataObject, kind: type[Any]) -> None:
        ids = self.known(kind)
        if not ids:
            return
        before = self.state
        record = self.store.records(kind, "WHERE id = ?", (data.draw(st.sampled_from(ids)),))[0]
        with self.store.write("delete", "gone, with all that hung on it") as writer:
            writer.delete(record)
        self.wrote(before)

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
TestUndoing.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)


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
    talk = Conversation("C0", DAY, "a talk", ("P0", "P1"), tags=("x",))
    friend = BO._replace(through="P0", nicks=("bobo",))
    wrote(store, ANA, friend, talk, PROMISE)
    before = dump(store._connection)
    deleted(store, ANA)
    assert store.people() == [friend._replace(through=None)]
    store.undo()
    assert dump(store._connection) == before


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
