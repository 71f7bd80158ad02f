"""Markdown: one person or all, who they are, what was promised, and all that passed, the latest first."""

from __future__ import annotations

from netlog.domain.dossier import Parting, Reflection
from netlog.domain.journal import Conversation, Entry, Fact, Person, Promise, Rating, Standing
from netlog.domain.people import in_initials
from netlog.exporters._inert import unlinked
from netlog.terminal import safe
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Any

    from netlog.exporters import Stream

    Line = tuple[date, str, str]  # the day, what it was, the words

CAREFUL = "careful"  # the topic of facts that are private
SIDES = {"me": "I", "them": "they"}
DEEDS = {"give": "gave", "receive": "gave", "thank": "thanked", "ask": "asked"}
OUTCOMES = {"kept": "kept", "broken": "not kept", "released": "let go"}


def write(
    stream: Stream, today: date, *, who: str | None = None, private: bool = False, redact: bool = False
) -> Iterator[str]:
    """A chapter for each person by name, or for one alone by id.

    `private` adds careful facts, reflections, why somebody rests or was parted from, and ratings.
    `redact` leaves initials, and what happened on which day without a word of it.
    """
    people = sorted(stream(Person), key=lambda one: (one.name.casefold(), one.id))
    names = {one.id: _inline(in_initials(one.name) if redact else one.name) for one in people}
    told = _Told(stream, names, private=private and not redact, places=not redact)
    for at, person in enumerate(one for one in people if who in (None, one.id)):
        lines = [*_head(person, names, redact), *_promises(told.promises(person.id), redact)]
        lines += _facts(() if redact else told.facts(person.id))
        lines += _timeline(told.timeline(person), redact)
        yield "\n" * bool(at) + "\n".join(lines) + "\n"


class _Told:
    """The records by person."""

    def __init__(self, stream: Stream, names: dict[str, str], *, private: bool, places: bool) -> None:
        self._names = names
        self._private = private
        self._places = places
        self._talks: dict[str, list[Conversation]] = {}
        for talk in stream(Conversation):
            for id_ in talk.with_:
                self._talks.setdefault(id_, []).append(talk)
        self._own: dict[type[Any], dict[str, list[Any]]] = {}
        for kind in (Promise, Entry, Fact, *((Rating, Standing, Parting, Reflection) if private else ())):
            for record in stream(kind):
                if record.with_ is not None:
                    self._own.setdefault(kind, {}).setdefault(record.with_, []).append(record)

    def _of(self, kind: type[Any], id_: str) -> list[Any]:
        return self._own.get(kind, {}).get(id_, [])

    def promises(self, id_: str) -> list[Promise]:
        """Those that are open, the first due first."""
        found = [one for one in self._of(Promise, id_) if one.outcome is None]
        return sorted(found, key=lambda one: (one.due is None, one.due or one.on, one.id))

    def facts(self, id_: str) -> list[Fact]:
        """What was noted, by topic; careful matters only where they may be seen."""
        found = [one for one in self._of(Fact, id_) if self._private or one.topic != CAREFUL]
        return sorted(found, key=lambda one: (one.topic, one.on, one.id))

    def timeline(self, person: Person) -> list[Line]:
        """What passed, the latest first."""
        return sorted(self._passed(person), key=lambda line: line[0])[::-1]

    def _passed(self, person: Person) -> Iterator[Line]:
        for talk in self._talks.get(person.id, ()):
            others = [self._names[id_] for id_ in talk.with_ if id_ != person.id and id_ in self._names]
            about = [talk.how or "", f"with {', '.join(others)}" if others else ""]
            about += [f"at {_inline(talk.place)}"] if talk.place and self._places else []
            about += ["no answer"] if talk.attempt else []
            told = ", ".join(part for part in about if part)
            yield talk.on, f"talked ({told})" if told else "talked", talk.text
        for one in self._of(Promise, person.id):
            yield one.on, f"{SIDES[one.who]} promised", one.text
            if one.outcome is not None and one.closed is not None:
                yield one.closed, f"{SIDES[one.who]} promised, {OUTCOMES[one.outcome]}", one.text
        for entry in self._of(Entry, person.id):
            answer = f", {entry.answer}" if entry.answer else ""
            yield entry.on, f"{SIDES[entry.who]} {DEEDS[entry.kind]}{answer}", entry.text
        yield from self._hidden(person.id)

    def _hidden(self, id_: str) -> Iterator[Line]:
        for rating in self._of(Rating, id_):
            marks = ", ".join(f"{letter} {mark}" for letter in "CRIS" if (mark := getattr(rating, letter)) is not None)
            yield rating.on, f"rated ({rating.source}: {marks})", rating.text or ""
        for standing in self._of(Standing, id_):
            yield standing.on, standing.state, standing.reason or ""
        for parting in self._of(Parting, id_):
            yield parting.on, f"parting: {parting.state}", parting.text or ""
        for reflection in self._of(Reflection, id_):
            yield reflection.on, f"{reflection.kind}: {_inline(reflection.question)}", reflection.text


def _head(person: Person, names: dict[str, str], redact: bool) -> list[str]:
    """The name and who they are."""
    lines = [f"# {names[person.id]}", ""]
    work = ", ".join(part for part in (person.role, person.org) if part)
    met = [person.met.isoformat() if person.met else "", person.place or "", _through(person, names)]
    rows = (
        ("work", work),
        ("kind", person.kind),
        ("circle", person.circle),
        ("birthday", person.birthday),
        ("also called", ", ".join(person.nicks)),
        ("met", ", ".join(part for part in met if part)),
        ("mail", ", ".join(person.emails)),
        ("telephone", ", ".join(person.phones)),
        ("links", ", ".join(person.links)),
        ("tags", ", ".join(person.tags)),
    )
    told = [(name, value) for name, value in rows if value and (not redact or name == "circle")]
    return lines + [f"- {name}: {_inline(value)}" for name, value in told] + [""] * bool(told)


def _through(person: Person, names: dict[str, str]) -> str:
    return f"through {names[person.through]}" if person.through in names else ""


def _promises(promises: Iterable[Promise], redact: bool) -> list[str]:
    lines = []
    for one in promises:
        due = f", by {one.due.isoformat()}" if one.due else ""
        words = "" if redact else f": {_block(one.text)}"
        lines.append(f"- {SIDES[one.who]} promised on {one.on.isoformat()}{due}{words}")
    return _chapter("Open promises", lines)


def _facts(facts: Iterable[Fact]) -> list[str]:
    return _chapter("Noted", [f"- {one.on.isoformat()}, {one.topic}: {_block(one.text)}" for one in facts])


def _timeline(lines: Iterable[Line], redact: bool) -> list[str]:
    told = (
        f"- {day.isoformat()} {what}{f': {_block(text)}' if text and not redact else ''}" for day, what, text in lines
    )
    return _chapter("Timeline", list(told))


def _chapter(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}", "", *lines, ""] if lines else []


def _inline(text: str) -> str:
    """Text on one line, in which nothing links and nothing is HTML."""
    return " ".join(_harmless(text).split())


def _block(text: str) -> str:
    """Text within a bullet: its further lines belong to it, and begin no heading and no list of their own."""
    first, *rest = _harmless(text).splitlines() or [""]
    return "\n".join((first, *(f"  {_started(line.strip())}" if line.strip() else "" for line in rest)))


def _started(line: str) -> str:
    return f"\\{line}" if line[:1] in "#>-+*=|~`" else line


def _harmless(text: str) -> str:
    """The text as letters: no HTML, no link but to a page or an address, nothing that acts on a terminal."""
    return unlinked(_escaped(safe(text)), "\\:")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("<", "\\<").replace("[", "\\[")
