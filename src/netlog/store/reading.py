"""Records read by kind: complete with what they hold several of, all at once or as a stream."""

from __future__ import annotations

from collections import defaultdict

from netlog.domain.journal import Person
from netlog.store import rows
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from netlog.store.rows import Row

SOME = "(SELECT value FROM json_each(?))"  # however many values, in one statement: see `some`
PORTION = 2000  # records of a stream in memory at a time

# Kinds with one field that is several: the field, its rows, whose they are, in what order, and what reads them.
_CHILDREN: dict[str, tuple[str, str, str, str, Callable[[Iterable[Row]], tuple[Any, ...]]]] = {
    "Promise": (
        "changes",
        'SELECT promise, "on", "by" FROM promise_change',
        "promise",
        "position",
        rows.changes,
    ),
    "Fit": ("marks", "SELECT fit, trait, rating FROM fit_mark", "fit", "trait", rows.marks),
    "Introduction": (
        "steps",
        'SELECT introduction, "on", state, who, text FROM introduction_step',
        "introduction",
        "position",
        rows.steps,
    ),
    "Group": (
        "members",
        "SELECT grouping, person FROM member",
        "grouping",
        "person",
        rows.members,
    ),
}


class Reading:
    """Reads whole lists: no cursor stays open while anything is printed."""

    def rows(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        """All rows of a SELECT."""
        raise NotImplementedError

    def records(
        self,
        kind: type[Any],
        where: str = "",
        values: Sequence[Any] | Mapping[str, Any] = (),
        order: str = "id",
    ) -> list[Any]:
        """The records of one kind that a condition picks, complete with what they hold several of."""
        shape = rows.shape(kind)
        found = self.rows(f"SELECT {shape.columns} FROM {shape.table} {where} ORDER BY {order}", values)
        several = self._several(kind, [row[0] for row in found], whole=not where)
        return [rows.record(kind, row, several.get(row[0])) for row in found]

    def stream(self, kind: type[Any]) -> Iterator[Any]:
        """Every record of one kind in the order of ids, a portion in memory at a time."""
        last = ""
        while portion := self.records(kind, "WHERE id > ?", (last,), f"id LIMIT {PORTION}"):
            yield from portion
            last = portion[-1].id

    def known(self, kind: type[Any], ids: Sequence[str]) -> dict[str, Any]:
        """Of some ids, the records of a kind that the journal has, by id."""
        return {record.id: record for record in self.records(kind, f"WHERE id IN {SOME}", (some(ids),))} if ids else {}

    def by_person(self, kind: type[Any], where: str, values: Sequence[Any], order: str) -> dict[str, tuple[Any, ...]]:
        """By person, the records of a kind that a condition picks."""
        found: dict[str, list[Any]] = defaultdict(list)
        for record in self.records(kind, where, values, order):
            found[record.with_].append(record)
        return {person: tuple(records) for person, records in found.items()}

    def of_each(self, kind: type[Any], ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        """By person, the records of a kind that are with some people, the earliest first."""
        return self.by_person(kind, f'WHERE "with" IN {SOME}', (some(ids),), '"on", id')

    def _several(self, kind: type[Any], ids: Sequence[str], *, whole: bool) -> dict[str, dict[str, Any]]:
        if kind.__name__ not in rows.SEVERAL or not ids:
            return {}
        if kind is Person:
            found = self.among("SELECT person, kind, value FROM detail", "person", ids, "kind, position", whole=whole)
            return dict(rows.person_details(found))
        several: dict[str, dict[str, Any]] = defaultdict(dict)
        if kind.__name__ in _CHILDREN:
            field, select, column, order, read = _CHILDREN[kind.__name__]
            for id_, found_rows in grouped(self.among(select, column, ids, order, whole=whole)).items():
                several[id_][field] = read(found_rows)
            return several
        present = self.among(
            "SELECT conversation, person, observer FROM presence", "conversation", ids, "person", whole=whole
        )
        for conversation, people in grouped(present).items():
            several[conversation]["with_"] = tuple(person for person, observer in people if not observer)
            several[conversation]["seen_by"] = tuple(person for person, observer in people if observer)
        tags = self.among("SELECT conversation, tag FROM tag", "conversation", ids, "tag", whole=whole)
        for conversation, names in grouped(tags).items():
            several[conversation]["tags"] = tuple(tag for (tag,) in names)
        signals = self.among(
            "SELECT conversation, code, about FROM signal", "conversation", ids, "code, about", whole=whole
        )
        for conversation, pairs in grouped(signals).items():
            several[conversation]["signals"] = rows.signals(pairs)
        noticed = self.among(
            "SELECT conversation, kind, text FROM observed", "conversation", ids, "kind, text", whole=whole
        )
        for conversation, pairs in grouped(noticed).items():
            several[conversation]["observed"] = rows.observed(pairs)
        return several

    def among(self, select: str, column: str, ids: Sequence[str], order: str, *, whole: bool) -> Iterable[Row]:
        """Rows of a table for some values of a column, or for all of them when the whole kind is read."""
        if whole:
            return self.rows(f"{select} ORDER BY {column}, {order}")
        return self.rows(f"{select} WHERE {column} IN {SOME} ORDER BY {column}, {order}", (some(ids),))


def grouped(found: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by their first column, without it."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for first, *rest in found:
        groups[first].append(tuple(rest))
    return groups


def some(ids: Iterable[str]) -> str:
    """The ids as one value, to be bound to SOME: a JSON array, which is not worth loading `json` for."""
    return "[" + ",".join('"' + one.replace("\\", "\\\\").replace('"', '\\"') + '"' for one in ids) + "]"
