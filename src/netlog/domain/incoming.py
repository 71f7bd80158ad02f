"""What files tell, taken in one by one and put aside, before it is known what of it is new."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import blake2b
from typing import Protocol

from netlog.domain import records
from netlog.domain.recognising import completed
from netlog.domain.records import KINDS
from netlog.domain.values import Unreadable, shown
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import Any

    from netlog.domain.journal import Person
    from netlog.domain.parameters import Parameters

At = tuple[int, int]  # which file, and its line, both counted from 1


class Aside(Protocol):
    """Where records wait, off memory: of a million lines only the people are held."""

    def put(self, at: At, record: Any, foreign: bool) -> tuple[At, Any] | None:
        """Put a record aside; the earlier one of its kind and id, if there is one, which stays."""

    def each(self, kind: type[Any]) -> Iterator[tuple[At, Any, bool]]:
        """The records of a kind as they came: where, the record, whether another program told it."""

    def count(self, kind: type[Any]) -> int:
        """How many of a kind wait."""

    def having(self, kind: type[Any], ids: Collection[str]) -> set[str]:
        """Those of some ids that wait."""


class Gathering:
    """The records of some files, taken in one by one; people in them are still called what the lines call them."""

    def __init__(self, parameters: Parameters, aside: Aside) -> None:
        """Begin with nothing."""
        self.people: dict[str, tuple[At, Person]] = {}
        self.unnamed: set[str] = set()  # ids that stand for people told without one
        self.foreign: dict[str, None] = {}  # ids of people from other programs, who may be here already
        self.aside = aside  # all but the people
        self.same = 0
        self.refused: list[tuple[At, str]] = []
        self.skipped: Counter[str] = Counter()
        self._parameters = parameters

    def count(self, kind: type[Any]) -> int:
        """How many of a kind were told."""
        return len(self.people) if kind is KINDS["person"] else self.aside.count(kind)

    def take(self, at: At, told: Mapping[str, Any], *, foreign: bool = False) -> None:
        """Take in one mapping; refuse what is no record."""
        kind, id_ = told.get("kind"), told.get("id")
        try:
            if not isinstance(kind, str) or kind not in KINDS:
                raise Unreadable("kind is missing" if kind is None else f"there is no kind {shown(kind)}")
            record = records.record(told, "-" if id_ is None else id_, self._parameters)
        except Unreadable as error:
            self.refuse(at, str(error))
            return
        if id_ is None:
            record = record._replace(id=_digest(told))
        is_person = kind == "person"
        if is_person:
            if id_ is None:
                self.unnamed.add(record.id)
            if foreign:
                self.foreign[record.id] = None
            earlier = self.people.setdefault(record.id, (at, record))
        else:
            earlier = self.aside.put(at, record, foreign) or (at, record)
        if earlier[1] is record:
            return
        if foreign and is_person:
            self.people[record.id] = (earlier[0], completed(earlier[1], record))
        elif earlier[1] == record or foreign:  # the same meeting may read otherwise in another calendar
            self.same += 1
        else:
            self.refuse(at, f"the same id stands on line {earlier[0][1]} with other content")

    def refuse(self, at: At, why: str) -> None:
        """Note a line that cannot be taken in."""
        self.refused.append((at, why))


def _digest(told: Mapping[str, Any]) -> str:
    """An id made of a line's content, so that the same line is the same record whenever it comes."""
    return blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=16).hexdigest()
