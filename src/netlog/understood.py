"""What a log was understood to say: its receipt, and its JSON."""

from __future__ import annotations

from netlog import telling
from netlog import words as wording
from netlog.domain.journal import Conversation
from netlog.domain.plain import plain
from netlog.page import Text
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

    from netlog.domain.journal import Person
    from netlog.domain.noted import Noted
    from netlog.domain.sentence import Reading
    from netlog.page import Cell, Page
    from netlog.session import Session

Names = dict[str, tuple[str, str]]  # name and handle by id


class New(NamedTuple):
    """A person of the log; `new` when the log made them."""

    handle: str
    name: str
    new: bool


class Added(NamedTuple):
    """What one call wrote."""

    conversation: dict[str, Any] | None
    people: tuple[New, ...]
    tags: tuple[str, ...]
    signals: tuple[Any, ...]
    promises: list[dict[str, Any]]
    entries: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    reminders: list[dict[str, Any]]
    warnings: tuple[str, ...]


def tell(
    session: Session,
    reading: Reading,
    present: Sequence[str],
    records: Noted,
    made: Collection[str],
    about: Person | None,
    warnings: Sequence[str],
) -> None:
    """Say what was written of a log, after whatever it may have meant."""
    concerned = (one.with_ for one in records.records() if not isinstance(one, Conversation))
    listed = list(dict.fromkeys((*present, *made)))
    watching = records.conversation.seen_by if records.conversation else ()
    names = session.store.names((*listed, *concerned, *watching))
    for warning in warnings:
        session.warn(warning)
    answer = Added(
        conversation=_conversation(records.conversation, names),
        people=tuple(New(names[id_][1], names[id_][0], id_ in made) for id_ in listed),
        tags=reading.tags,
        signals=reading.signals,
        promises=[_record(one, names) for one in records.promises],
        entries=[_record(one, names) for one in records.entries],
        facts=[_record(one, names) for one in records.facts],
        reminders=[_record(one, names) for one in records.reminders],
        warnings=tuple(warnings),
    )
    session.tell(answer, _receipt(answer, records, names, about, session))


def _receipt(answer: Added, records: Noted, names: Names, about: Person | None, session: Session) -> Page:
    today = session.today
    rows: list[tuple[Cell, ...]] = []
    if talk := records.conversation:
        rows.append((Text(wording.day(talk.on, today), "head"), " · ".join(telling.about(talk, _people(talk, names)))))
        rows += [(Text("details", "dim"), details)] if (details := _details(talk, names)) else []
    rows += [(Text("new", "dim"), f"{one.name} ({one.handle})") for one in answer.people if one.new]
    if about:
        rows.append((Text("person", "dim"), _person(about, session)))
    rows += [
        (Text("promise", "dim"), f"{telling.promise(one, names[one.with_][0], today)} ({one.size})")
        for one in records.promises
    ]
    rows += [(Text("account", "dim"), telling.entry(one, names[one.with_][0], one.on)) for one in records.entries]
    rows += [(Text("learned", "dim"), f"{names[one.with_][0]}: {one.text} ({one.topic})") for one in records.facts]
    rows += [
        (Text("next", "dim"), f"{one.text}, with {names[one.with_][0]}, {wording.day(one.on, today)}")
        for one in records.reminders
    ]
    return telling.receipt(rows)


def _people(talk: Conversation, names: Names) -> str:
    return ", ".join(names[id_][0] for id_ in talk.with_)


def _details(talk: Conversation, names: Names) -> str:
    parts = [
        f"I talked {talk.talk} %" if talk.talk is not None else "",
        f"for {talk.for_}" if talk.for_ else "",
        f"{'I' if talk.initiated == 'me' else 'they'} began it" if talk.initiated and not talk.attempt else "",
        f"outcome {talk.outcome}" if talk.outcome else "",
        f"energy {talk.energy:+d}" if talk.energy is not None else "",
        wording.count(talk.people, "person", "people") if talk.people else "",
        f"seen by {', '.join(names[id_][0] for id_ in talk.seen_by)}" if talk.seen_by else "",
        *(telling.observed(one) for one in talk.observed),
    ]
    return ", ".join(part for part in parts if part)


def _person(one: Person, session: Session) -> str:
    through = session.store.person(one.through).name if one.through else ""
    parts = [
        telling.person(one),
        one.kind or "",
        f"{one.circle} circle" if one.circle else "",
        f"every {wording.count(one.every, 'day')}" if one.every else "",
        f"birthday {one.birthday}" if one.birthday else "",
        f"met {wording.day(one.met, session.today)}" if one.met else "",
        f"at {one.place}" if one.place else "",
        f"through {through}" if through else "",
        *one.nicks,
        *one.emails,
        *one.phones,
        *one.links,
        *(f"+{tag}" for tag in one.tags),
    ]
    return f"{one.name}: {', '.join(part for part in parts if part)}"


def _conversation(talk: Conversation | None, names: Names) -> dict[str, Any] | None:
    if talk is None:
        return None
    handles = {id_: handle for id_, (_, handle) in names.items()}
    return {
        **plain(talk),
        "with": [handles[id_] for id_ in talk.with_],
        "seen_by": [handles[id_] for id_ in talk.seen_by],
    }


def _record(one: Any, names: Names) -> dict[str, Any]:
    return {**plain(one), "with": names[one.with_][1]}
