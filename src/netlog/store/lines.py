"""Single lines of the journal: found by reference or by their words, and as they read now."""

from __future__ import annotations

from netlog.domain.journal import Conversation, Entry, Fact, Person, Promise, Rating, Reminder, Standing
from netlog.store import rows
from netlog.store.agendas import Agendas
from netlog.store.slices import Slices
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from netlog.store.search import Found, Wanted


class Lines(Slices, Agendas):
    """Reads of one record at a time."""

    def by_reference(self, reference: str) -> list[Any]:
        """The lines whose id ends so, in any case; a whole id names one."""
        from netlog.domain import dossier  # noqa: PLC0415 - the daily commands do without

        found = []
        for kind in (Conversation, Promise, Entry, Rating, Fact, Reminder, Standing, *dossier.KINDS):
            # The inner query is answered by the index of ids alone.
            where = f"WHERE id IN (SELECT id FROM {rows.shape(kind).table} WHERE upper(substr(id, -?)) = ?)"
            found += self.records(kind, where, (len(reference), reference.upper()))
        return found

    def present(self, record: Any) -> Any | None:
        """A record as it reads now; none when it was deleted."""
        found = self.records(type(record), "WHERE id = ?", (record.id,))
        return found[0] if found else None

    def met_through(self, person: Person) -> list[Person]:
        """Those whom a person brought together with me, by name."""
        return self.records(Person, "WHERE through = ?", (person.id,), "name COLLATE NOCASE, id")

    def find_lines(
        self,
        words: str,
        people: tuple[str, ...],
        tags: tuple[str, ...],
        since: date | None,
        until: date | None,
        *,
        private: bool,
        limit: int,
    ) -> list[Found]:
        """What holds all the words, with all the people and tags, from `since` to `until`, both included."""
        from netlog.store.search import Wanted  # noqa: PLC0415 - as below

        return self.search(Wanted(words, people, tags, since, until, private, limit))

    def search(self, wanted: Wanted) -> list[Found]:
        """The records met, newest first, at most so many as are wanted; people by name come before them."""
        from netlog.store.search import Search  # noqa: PLC0415 - few commands search

        return Search(self).found(wanted)
