"""What an import would write, decided before anything is written."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.domain import dossier, people, records
from netlog.domain.journal import Conversation, Person
from netlog.domain.recognising import Reached, completed
from netlog.domain.records import KINDS, TYPES
from netlog.domain.values import Unreadable, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from netlog.domain.parameters import Parameters

    # Of some ids, the records of a kind that the journal has, by id.
    Known = Callable[[type[Any], Sequence[str]], Mapping[str, Any]]
    Found = dict[type[Any], dict[str, tuple["At", Any]]]

At = tuple[int, int]  # which file, and its line, both counted from 1


class Plan(NamedTuple):
    """What is to be written, and what not."""

    new: dict[type[Any], list[Any]]  # by kind, people first, then conversations
    same: int  # told twice, or in the journal already
    changed: int  # in the journal with other content, which stays as it is
    renamed: tuple[tuple[str, str], ...]  # handles that somebody else has: as told, as given
    refused: tuple[tuple[At, str], ...]  # where, and why
    filled: tuple[tuple[Person, Person], ...] = ()  # people of the journal as they stand, and completed by a file
    joined: int = 0  # people of a file who are one with another of it, or with one of the journal
    unsure: tuple[tuple[Person, Person], ...] = ()  # new people, and one of the same name who may be the same
    skipped: tuple[tuple[str, int], ...] = ()  # what was left out on purpose: why, and how often


class Gathering:
    """The records of some files, taken in one by one; people in them are still called what the lines call them."""

    def __init__(self, parameters: Parameters) -> None:
        """Begin with nothing."""
        self.found: Found = {kind: {} for kind in TYPES}
        self.unnamed: set[str] = set()  # ids that stand for people told without one
        self.foreign: dict[str, None] = {}  # ids of what comes from other programs; its people may be here already
        self.same = 0
        self.refused: list[tuple[At, str]] = []
        self.skipped: Counter[str] = Counter()
        self._parameters = parameters

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
            if kind == "person":
                self.unnamed.add(record.id)
        if foreign:
            self.foreign[record.id] = None
        earlier_at, earlier = self.found[type(record)].setdefault(record.id, (at, record))
        if earlier is record:
            return
        if foreign and kind == "person":
            self.found[Person][record.id] = (earlier_at, completed(earlier, record))
            return
        if earlier == record or foreign:  # the same meeting may read otherwise in another calendar
            self.same += 1
        else:
            self.refuse(at, f"the same id stands on line {earlier_at[1]} with other content")

    def refuse(self, at: At, why: str) -> None:
        """Note a line that cannot be taken in."""
        self.refused.append((at, why))


def plan(gathering: Gathering, everybody: Iterable[Person], known: Known, today: date) -> Plan:
    """What to write of what was gathered, beside everybody and all that the journal has: none of it is overwritten."""
    return _Settling(gathering, everybody, known, today).plan()


class _Settling:
    """Finds out who and what each record means: first people, then conversations, then the rest."""

    def __init__(self, gathering: Gathering, everybody: Iterable[Person], known: Known, today: date) -> None:
        self._found = {kind: dict(found) for kind, found in gathering.found.items()}
        self._unnamed = gathering.unnamed
        self._same = gathering.same
        self._changed = 0
        self._refused = list(gathering.refused)
        self._foreign = gathering.foreign
        self._skipped = gathering.skipped
        self._alias: dict[str, str] = {}  # of people from other programs: who they are
        self._filled: dict[str, tuple[Person, Person]] = {}
        self._unsure: list[tuple[str, Person]] = []
        self._here = _Crowd(everybody)
        self._mine = _Crowd(())
        self._meant: dict[str, str] = {}  # ids by what a line called them
        self._known = known
        self._today = today

    def plan(self) -> Plan:
        self._settle_people()
        renamed = self._settle_handles()
        self._settle(Conversation, self._conversation)
        self._settle_rest()
        new: dict[type[Any], list[Any]] = {}
        for kind, found in self._found.items():
            standing = self._here.people if kind is Person else self._known(kind, list(found))
            if fresh := [record for id_, (_, record) in found.items() if id_ not in standing]:
                new[kind] = fresh
            for id_ in found.keys() & standing.keys():
                self._count(self._reads_the_same(found[id_][1], standing[id_]))
        told = self._found[Person]
        return Plan(
            new,
            self._same,
            self._changed,
            renamed,
            tuple(sorted(self._refused)),
            tuple((one, other) for one, other in self._filled.values() if one != other),
            len(self._alias),
            tuple((told[id_][1], like) for id_, like in self._unsure if id_ in told),
            tuple(self._skipped.most_common()),
        )

    def _reads_the_same(self, told: Any, here: Any) -> bool:
        """Whether a record says nothing that the journal does not have; another program knows only some of it."""
        if told.id in self._foreign:
            return not isinstance(here, Person) or completed(here, told) == here
        return _content(told) == _content(here)

    def _count(self, is_same: bool) -> None:
        self._same += is_same
        self._changed += not is_same

    # People

    def _settle_people(self) -> None:
        """Recognise those told without an id, and find through whom everybody was met."""
        found = self._found[Person]
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
        if not self._foreign:
            return
        found = self._found[Person]
        here, mine = Reached(self._here.people.values()), Reached(())
        for id_ in [one for one in self._foreign if one in found]:
            _, person = found[id_]
            if id_ not in self._here.people:
                ids, others = here.like(person), mine.like(person)
                if len(ids) == 1:
                    before, after = self._filled.get(ids[0], (self._here.people[ids[0]],) * 2)
                    self._filled[ids[0]] = (before, completed(after, person))
                    self._alias[id_] = ids[0]
                    found.pop(id_)
                    continue
                if len(others) == 1:
                    first_at, first = found[others[0]]
                    found[others[0]] = (first_at, completed(first, person))
                    self._alias[id_] = others[0]
                    found.pop(id_)
                    mine.add(found[others[0]][1])
                    continue
                alike = [*here.sharing(person), *self._here.names.get(people.fold(person.name), ())]
                self._unsure += [(id_, self._here.people[alike[0]])] if alike else []
            mine.add(person)

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
        found = self._found[Person]
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
        for id_ in waiting:
            _, person = found[id_]
            handle = people.handle(person.handle or person.name, taken)
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

    def _settle(self, kind: type[Any], settled: Callable[[Any], Any]) -> None:
        kept = {}
        for id_, (at, record) in self._found[kind].items():
            try:
                kept[id_] = (at, settled(record))
            except Unreadable as error:
                self._refused.append((at, str(error)))
        self._found[kind] = kept

    def _conversation(self, talk: Conversation) -> Conversation:
        present = tuple(sorted({self._person("with", told) for told in talk.with_}))
        watching = tuple(sorted({self._person("seen_by", told) for told in talk.seen_by} - set(present)))
        is_told_so = present == talk.with_ and watching == talk.seen_by
        return talk if is_told_so else talk._replace(with_=present, seen_by=watching)

    def _settle_rest(self) -> None:
        """Find whom each record is with, and the conversation it was made in."""
        talks = self._found[Conversation].keys()
        elsewhere = self._known(Conversation, sorted(set(self._talks_named()) - talks)).keys()

        def settled(record: Any) -> Any:
            talk = getattr(record, "conversation", None)
            if talk is not None and talk not in talks and talk not in elsewhere:
                raise Unreadable(f"conversation: none with the id {shown(talk)} is in the file or the journal")
            meant = {field: self._meant_in(record, field) for field in dossier.PEOPLE.get(type(record), ("with_",))}
            if "one" in meant and meant["one"] == meant["other"]:
                raise Unreadable("other: one and other are the same person")
            through = meant.get("through")
            if through and through in (meant.get("with_"), meant.get("other")):
                raise Unreadable("through: nobody brings themselves")
            return record._replace(**meant) if meant else record

        for kind in TYPES:
            if kind not in (Person, Conversation):
                self._settle(kind, settled)

    def _meant_in(self, record: Any, field: str) -> Any:
        """The ids of those whom a field of a record names; None where it names nobody."""
        told = getattr(record, field)
        key = field.rstrip("_")
        if isinstance(told, tuple):
            return tuple(sorted({self._person(key, one) for one in told}))
        return None if told is None else self._person(key, told)

    def _talks_named(self) -> Iterator[str]:
        for kind, found in self._found.items():
            if "conversation" in kind._fields:
                yield from (record.conversation for _, record in found.values() if record.conversation is not None)


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


def _digest(told: Mapping[str, Any]) -> str:
    """An id made of a line's content, so that the same line is the same record whenever it comes."""
    return blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=16).hexdigest()
