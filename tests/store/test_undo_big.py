"""Undo and redo: exact, in any order that makes sense, refused in any other."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dumping import Dump, assert_sound, dump
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from strategies import OF_ONE, conversations, of_one, people

from netlog.domain.journal import Conversation, Person, Promise
from netlog.errors import Ambiguous, NotFound
from netlog.store import rows
from netlog.store.store import Store

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
        with pytest.raises(_Refused), self.store.write("add", "half") as writer:
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
TestUndoing.settings = settings(max_examples=600, stateful_step_count=40, deadline=None)
