"""How a record beyond the daily log reads on a line."""

from __future__ import annotations

from netlog import words
from netlog.domain import dossier
from netlog.domain.journal import Advice, Group
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from netlog.domain.dossier import Acquaintance, Expectation, Fit, Introduction, Parting, Reflection, Win

Names = dict[str, tuple[str, str]]  # name and handle by id

STAGES = {"first": "first impression", "phase": "fit after a phase", "end": "how it ended"}
LOOKED = {
    "retro": "looked back at my part",
    "reflect": "looked at myself",
    "quiz": "the quiz",
    "pause": "paused before reacting",
    "contract": "looked into the contract",
    "pitch": "my pitch",
}


def told(record: Any, names: Names, today: date, *, private: bool = False) -> str:
    """The record in words; reasons of a parting, and what I wrote for myself, only where it is private."""
    if isinstance(record, dossier.Fit):
        return _fit(record)
    if isinstance(record, dossier.Boundary):
        return f"{'a limit said aloud' if record.with_ else 'a limit of mine'}: {record.text}"
    if isinstance(record, dossier.Expectation):
        return _expectation(record, today)
    if isinstance(record, dossier.Parting):
        return _parting(record, today, private=private)
    if isinstance(record, dossier.Win):
        return _win(record, names)
    if isinstance(record, Advice):
        return f"I advised: {record.text}{f' ({record.verdict})' if record.verdict else ''}"
    if isinstance(record, dossier.Reflection):
        return _reflection(record, private=private)
    if isinstance(record, dossier.Acquaintance):
        return _tie(record, names)
    if isinstance(record, dossier.Namesakes):
        return f"{_name(record.one, names)} and {_name(record.other, names)} are two people"
    if isinstance(record, dossier.Introduction):
        return _introduction(record, names)
    if isinstance(record, Group):
        return f"in the group {record.name}"
    return record.text if isinstance(record, dossier.Offer) else record.name


def people(record: Any) -> tuple[str, ...]:
    """The ids of those whom a record concerns."""
    told = [getattr(record, field) for field in dossier.PEOPLE[type(record)]]
    return tuple(id_ for one in told if one for id_ in (one if isinstance(one, tuple) else (one,)))


def _fit(one: Fit) -> str:
    parts = [STAGES[one.stage]]
    if one.marks:
        mean = sum(mark.rating for mark in one.marks) / len(one.marks)
        parts.append(f"{words.number(mean)} of 4 over {words.count(len(one.marks), 'trait')}")
    parts += [f"gut {one.gut} of 4"] if one.gut is not None else []
    parts += [f"{one.outcome} of 4"] if one.outcome is not None else []
    parts += [f"chosen to learn: {one.stretch}"] if one.stretch else []
    return ", ".join(parts)


def _expectation(one: Expectation, today: date) -> str:
    by = f", by {words.day(one.by, today)}" if one.by else ""
    state = one.outcome or ("confirmed" if one.confirmed else "not confirmed")
    return f"{'I expect' if one.who == 'me' else 'they expect'}: {one.text}{by} ({state})"


def _parting(one: Parting, today: date, *, private: bool) -> str:
    until = f" until {words.day(one.until, today)}" if one.until else ""
    return f"parting, {one.way}: {one.state}{until}{f': {one.text}' if private and one.text else ''}"


def _win(one: Win, names: Names) -> str:
    value = f", {one.value:,}" if one.value is not None else ""
    through = f", through {_name(one.through, names)}" if one.through else ""
    return f"won as a client{value}{through}{f', at {one.place}' if one.place else ''}"


def _reflection(one: Reflection, *, private: bool) -> str:
    return f"{LOOKED[one.kind]} ({one.question}){f': {one.text}' if private else ''}"


def _tie(one: Acquaintance, names: Names) -> str:
    first, second = _name(one.one, names), _name(one.other, names)
    if not one.strength:
        return f"{first} and {second} no longer know each other"
    return f"{first} knows {second}, {one.strength} of 5{f' ({one.source})' if one.source else ''}"


def _introduction(one: Introduction, names: Names) -> str:
    first = _name(one.one, names) if one.one else "me"
    through = f" through {_name(one.through, names)}" if one.through else ""
    state = one.steps[-1].state if one.steps else "planned"
    return f"introduction of {first} to {_name(one.other, names)}{through}: {one.text} ({state})"


def _name(id_: str, names: Mapping[str, tuple[str, str]]) -> str:
    return names[id_][0] if id_ in names else "somebody"
