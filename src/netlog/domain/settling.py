"""What of a gathering an import writes: who each of its people is, and what stands in the journal already."""

from __future__ import annotations

from collections import deque
from itertools import islice

from netlog.domain import dossier, people, records
from netlog.domain.journal import Conversation, Person
from netlog.domain.recognising import Reached, completed
from netlog.domain.records import TYPES
from netlog.domain.values import Unreadable, shown
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Any

    from netlog.domain.incoming import At, Gathering

    # Of some ids, the records of a kind that the journal has, by id.
    Known = Callable[[type[Any], Sequence[str]], Mapping[str, Any]]
    # What takes the new records of a kind as they come.
    Taker = Callable[[type[Any], Iterable[Any]], None]

PORTION = 500  # records looked up at once


class Plan(NamedTuple):
    """What is to be written, and what not."""

    new: dict[type[Any], int]  # how many by kind, people first, then conversations
    same: int  # told twice, or in the journal already
    changed: int  # in the journal with other content, which stays as it is
    renamed: tuple[tuple[str, str], ...]  # handles that somebody else has: as told, as given
    refused: tuple[tuple[At, str], ...]  # where, and why
    filled: tuple[tuple[Person, Person], ...] = ()  # people of the journal as they stand, and completed by a file
    joined: int = 0  # people of a file who are one with another of it, or with one of the journal
    unsure: tuple[tuple[Person, Person], ...] = ()  # new people, and one of the same name who may be the same
    skipped: tuple[tuple[str, int], ...] = ()  # what was left out on purpose: why, and how often


def plan(
    gathering: Gathering,
    everybody: Iterable[Person],
    known: Known,
    merged: Mapping[str, str],
    today: date,
    take: Taker,
) -> Plan:
    """What is new of what was gathered, beside everybody and all that the journal has: none of it is overwritten.

    `merged` tells of people who were made one with somebody, by id, with whom.

    The new records go to `take` a kind at a time, people first, then conversations, each as soon as
    it is settled, so that no more than a portion of them is in memory.
    """
    return _Settling(gathering, everybody, known, merged, today).plan(take)


def drain(found: Iterable[Any]) -> None:
    """Go through records only to count them."""
    deque(found, maxlen=0)


class _Settling:
    """Finds out who and what each record means: first people, then conversations, then the rest."""

    def __init__(
        self,
        gathering: Gathering,
        everybody: Iterable[Person],
        known: Known,
        merged: Mapping[str, str],
        today: date,
    ) -> None:
        self._people = dict(gathering.people)
        self._aside = gathering.aside
        self._unnamed = gathering.unnamed
        self._same = gathering.same
        self._changed = 0
        self._new: dict[type[Any], int] = {}
        self._refused = list(gathering.refused)
        self._foreign = gathering.foreign
        self._skipped = gathering.skipped
        self._alias: dict[str, str] = {}  # of people from other programs: who they are
        self._joined = 0
        self._filled: dict[str, tuple[Person, Person]] = {}
        self._unsure: list[tuple[str, Person]] = []
        self._lost: set[str] = set()  # conversations that do not come in
        self._here = _Crowd(everybody)
        self._mine = _Crowd(())
        self._meant: dict[str, str] = {}  # ids by what a line called them
        self._known = known
        self._merged = merged
        self._today = today

    def plan(self, take: Taker) -> Plan:
        self._settle_people()
        renamed = self._settle_handles()
        for kind in TYPES:
            take(kind, self._new_people() if kind is Person else self._new_of(kind))
        return Plan(
            {kind: count for kind, count in self._new.items() if count},
            self._same,
            self._changed,
            renamed,
            tuple(sorted(self._refused)),
            tuple((one, other) for one, other in self._filled.values() if one != other),
            self._joined,
            tuple((self._people[id_][1], like) for id_, like in self._unsure if id_ in self._people),
            tuple(self._skipped.most_common()),
        )

    def _new_people(self) -> Iterator[Person]:
        for id_, (_, told) in self._people.items():
            here = self._here.people.get(id_)
            if here is None:
                self._new[Person] = self._new.get(Person, 0) + 1
                yield told
            else:
                is_same = completed(here, told) == here if id_ in self._foreign else _content(told) == _content(here)
                self._count(is_same)

    def _new_of(self, kind: type[Any]) -> Iterator[Any]:
        waiting = self._aside.each(kind)
        while portion := list(islice(waiting, PORTION)):
            settled = list(self._settled(kind, portion))
            standing = self._known(kind, [record.id for record, _ in settled])
            for record, is_foreign in settled:
                here = standing.get(record.id)
                if here is None:
                    self._new[kind] = self._new.get(kind, 0) + 1
                    yield record
                else:  # another program knows only some of it
                    self._count(is_foreign or _content(record) == _content(here))

    def _settled(self, kind: type[Any], portion: Sequence[tuple[At, Any, bool]]) -> Iterator[tuple[Any, bool]]:
        """The records of a portion with the ids of those they name; those that name nobody are refused."""
        talks = self._talks(kind, portion)
        for at, record, is_foreign in portion:
            try:
                meant = self._conversation(record) if kind is Conversation else self._other(record, talks)
            except Unreadable as error:
                self._refused.append((at, str(error)))
                if kind is Conversation:
                    self._lost.add(record.id)
            else:
                yield meant, is_foreign

    def _count(self, is_same: bool) -> None:
        self._same += is_same
        self._changed += not is_same

    # People

    def _settle_people(self) -> None:
        """Recognise those told without an id, and find through whom everybody was met."""
        found = self._people
        recognised = []
        for id_ in self._unnamed - self._here.people.keys():
            here = self._here.only(found[id_][1])
            if here is not None:
                _, person = found.pop(id_)
                recognised.append(person._replace(id=here.id))
                self._count(_content(person).items() <= _content(here).items())
        self._recognise_foreign()
        self._mine = _Crowd([*recognised, *(person for _, person in found.values())])
        self._settle_through(found)
        # Again without those refused: no record may be with somebody who does not come in.
        self._mine = _Crowd([*recognised, *(person for _, person in found.values())])
        self._meant.clear()

    def _recognise_foreign(self) -> None:
        """Join those whom another program tells with those of the journal, or of the files, who share an address."""
        found, everybody = self._people, self._here.people
        if all(id_ in everybody for id_ in self._foreign):  # the addresses of thousands need not be held
            return
        here = Reached(everybody.values())
        mine = Reached(one for id_, (_, one) in found.items() if id_ not in self._foreign and id_ not in everybody)
        for id_ in [one for one in self._foreign if one in found]:
            _, person = found[id_]
            if id_ in everybody:
                mine.add(person)
                continue
            merged = self._merged_with(id_)
            ids = (merged,) if merged else here.like(person)
            others = mine.like(person)
            if len(ids) == 1:
                before, after = self._filled.get(ids[0], (everybody[ids[0]],) * 2)
                self._filled[ids[0]] = (before, completed(after, person))
                self._joined += merged is None
                self._same += merged is not None
            elif len(others) == 1:
                first_at, first = found[others[0]]
                found[others[0]] = (first_at, completed(first, person))
                mine.add(found[others[0]][1])
                self._joined += 1
            else:
                alike = (*here.sharing(person), *self._here.names.get(people.fold(person.name), ()))
                self._unsure += [(id_, everybody[alike[0]])] if alike else []
                mine.add(person)
                continue
            self._alias[id_] = ids[0] if len(ids) == 1 else others[0]
            found.pop(id_)

    def _merged_with(self, id_: str) -> str | None:
        """Who in the journal somebody was made one with since they came in."""
        seen = {id_}
        while (whose := self._merged.get(id_)) is not None and whose not in seen:
            if whose in self._here.people:
                return whose
            seen.add(whose)
            id_ = whose
        return None

    def _settle_through(self, found: dict[str, tuple[At, Person]]) -> None:
        brought: dict[str, list[str]] = {}
        lost: list[str] = []
        for id_, (at, person) in found.items():
            if person.through is None:
                continue
            try:
                through = self._person("through", person.through)
            except Unreadable as error:
                self._refused.append((at, str(error)))
                lost.append(id_)
                continue
            if through == id_ and id_ in self._foreign:  # told as two, who turned out to be one
                found[id_] = (at, person._replace(through=None))
                continue
            found[id_] = (at, person._replace(through=through))
            brought.setdefault(through, []).append(id_)
        while lost:
            gone = lost.pop()
            _, person = found.pop(gone)
            for id_ in () if gone in self._here.people else brought.get(gone, ()):
                if id_ in found and id_ not in lost:
                    self._refused.append((found[id_][0], f"through: {shown(person.name)} could not be taken in"))
                    lost.append(id_)

    def _settle_handles(self) -> tuple[tuple[str, str], ...]:
        """Give everybody new a handle of their own and a day of entry; returns the handles that had to change."""
        found = self._people
        taken = set(self._here.handles)
        waiting = []
        for id_, (at, person) in found.items():
            if id_ in self._here.people:
                continue
            found[id_] = (at, person._replace(added=person.added or self._today))
            if person.handle and person.handle not in taken:
                taken.add(person.handle)
            else:
                waiting.append(id_)
        renamed = []
        reached: dict[str, int] = {}
        for id_ in waiting:
            _, person = found[id_]
            handle = people.handle(person.handle or person.name, taken, reached)
            taken.add(handle)
            found[id_] = (at, person._replace(handle=handle))
            if person.handle:
                renamed.append((person.handle, handle))
        return tuple(renamed)

    def _person(self, key: str, told: str) -> str:
        """The id of whom a line calls by id, handle or name; those of the files are meant before the journal's."""
        meant = self._meant.get(told)
        if meant is None:
            ids = self._called(told)
            if len(ids) != 1:
                why = "several answer" if ids else "nobody in the file or the journal answers"
                raise Unreadable(f"{key}: {why} to {shown(told)}")
            self._meant[told] = meant = ids[0]
        return meant

    def _called(self, told: str) -> Sequence[str]:
        crowds = (self._mine, self._here)
        told = self._alias.get(told, told)
        if any(told in crowd.people for crowd in crowds):
            return (told,)
        by_handle = next((crowd.handles[told] for crowd in crowds if told in crowd.handles), None)
        name = people.fold(told)
        return by_handle or next((crowd.names[name] for crowd in crowds if name in crowd.names), ())

    # The others

    def _conversation(self, talk: Conversation) -> Conversation:
        present = tuple(sorted({self._person("with", told) for told in talk.with_}))
        watching = tuple(sorted({self._person("seen_by", told) for told in talk.seen_by} - set(present)))
        is_told_so = present == talk.with_ and watching == talk.seen_by
        return talk if is_told_so else talk._replace(with_=present, seen_by=watching)

    def _talks(self, kind: type[Any], portion: Sequence[tuple[At, Any, bool]]) -> Collection[str]:
        """The conversations that come in or are here, among those that some records were made in."""
        if "conversation" not in kind._fields:
            return ()
        named = {record.conversation for _, record, _ in portion if record.conversation is not None}
        coming = self._aside.having(Conversation, named) - self._lost
        return coming | self._known(Conversation, sorted(named - coming)).keys()

    def _other(self, record: Any, talks: Collection[str]) -> Any:
        """The record with the ids of whom it names, and a conversation that is there."""
        talk = getattr(record, "conversation", None)
        if talk is not None and talk not in talks:
            raise Unreadable(f"conversation: none with the id {shown(talk)} is in the file or the journal")
        meant = {field: self._meant_in(record, field) for field in dossier.PEOPLE.get(type(record), ("with_",))}
        if "one" in meant and meant["one"] == meant["other"]:
            raise Unreadable("other: one and other are the same person")
        through = meant.get("through")
        if through and through in (meant.get("with_"), meant.get("other")):
            raise Unreadable("through: nobody brings themselves")
        return record._replace(**meant) if meant else record

    def _meant_in(self, record: Any, field: str) -> Any:
        """The ids of those whom a field of a record names; None where it names nobody."""
        told = getattr(record, field)
        key = field.rstrip("_")
        if isinstance(told, tuple):
            return tuple(sorted({self._person(key, one) for one in told}))
        return None if told is None else self._person(key, told)


class _Crowd:
    """People by all that a file may call them: id, handle, whole name."""

    def __init__(self, crowd: Iterable[Person]) -> None:
        self.people: dict[str, Person] = {}
        self.handles: dict[str, list[str]] = {}
        self.names: dict[str, list[str]] = {}
        for person in crowd:
            self.people[person.id] = person
            self.names.setdefault(people.fold(person.name), []).append(person.id)
            if person.handle:
                self.handles.setdefault(person.handle, []).append(person.id)

    def only(self, told: Person) -> Person | None:
        """The one with the handle told, or without one with the name told; none when nobody has it, or several do."""
        ids = self.handles.get(told.handle) if told.handle else self.names.get(people.fold(told.name))
        return self.people[ids[0]] if ids and len(ids) == 1 else None


def _content(record: Any) -> dict[str, Any]:
    """What a record tells, but for what the journal gives a person itself: the handle and the day of entry."""
    told = records.mapping(record)
    own = ("id", "handle", "added") if isinstance(record, Person) else ()
    return {key: value for key, value in told.items() if key not in own}
