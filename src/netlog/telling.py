"""How a record reads on a line, and what a receipt says."""

from __future__ import annotations

from netlog import words
from netlog.domain import promises
from netlog.domain.journal import FELT, VOICED
from netlog.domain.plain import plain
from netlog.page import Line, Table, Text, line, table
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

    from netlog.domain.dossier import Reflection
    from netlog.domain.journal import Conversation, Entry, Observed, Person, Promise
    from netlog.page import Cell, Page
    from netlog.store.backup import Content


def record(one: Any, person: Person) -> dict[str, Any]:
    """What `--json` prints of a record that was written: its fields, the person by handle."""
    return {**plain(one), "with": person.handle}


THANKS = "thanks"  # the text of thanks that say no more
UNDO = Text("`netlog undo` takes it back.", "dim")


def receipt(rows: Iterable[tuple[Cell, ...]], head: str = "") -> Page:
    """What was understood, line by line, and the way back."""
    found = tuple(rows)
    return [*([line(head)] if head else []), *([table(found)] if found else []), line(UNDO)]


def worth(size: str | None, points: int) -> str:
    """(S, 3 points), or (3 points) where no size word was used."""
    told = words.count(points, "point")
    return f"({size}, {told})" if size else f"({told})"


def promise(one: Promise, name: str, today: date) -> str:
    """The slides, for Cy, by Wed 18 Nov; 3 days late."""
    whose = f"for {name}" if one.who == "me" else f"from {name}"
    return f"{one.text}, {whose}{due(one, today)}"


def due(one: Promise, today: date) -> str:
    """, by Wed 18 Nov (3 days late); nothing when no day was named."""
    if one.due is None:
        return ""
    late = (today - one.due).days
    lateness = f" ({words.count(late, 'day')} late)" if late > 0 and one.outcome is None else ""
    return f", by {words.day(one.due, today)}{lateness}"


def entry(one: Entry, name: str, today: date) -> str:
    """I gave Ana Ruiz: intro to Lena (S, 3 points), Mon 16 Nov."""
    mine = one.who == "me"
    began = {
        "give": f"I gave {name}",
        "receive": f"{name} gave me",
        "thank": f"I thanked {name}",
        "ask": f"I asked {name}" if mine else f"{name} asked me",
    }[one.kind]
    value = "" if one.kind == "thank" else " (discount)" if one.discount else f" {worth(one.size, one.points)}"
    strings = ", with strings" if one.strings else ""
    day = "" if one.on == today else f", {words.day(one.on, today)}"
    said = f": {one.answer}" if one.answer else ""
    about = "" if (one.kind, one.text) == ("thank", THANKS) else f": {one.text}"
    return f"{began}{about}{value}{strings}{day}{said}"


def room(answer: Any) -> Line:
    """The line under an account: balance −3.4 · settling 0 · credit 1 · open asks 0 · room 0."""
    parts = [("balance", answer.balance), ("settling", answer.settling), ("available", answer.available)]
    parts += [("credit", answer.credit), ("open asks", answer.open_asks), ("room", answer.room)]
    return line(" · ".join(f"{name} {words.number(value)}" for name, value in parts))


def promises_both_ways(found: Iterable[Promise], today: date) -> Table:
    """Open promises, mine first, the earliest date first."""
    return table(
        (
            Text("I promised" if one.who == "me" else "they promised", "dim"),
            one.text,
            Text(due(one, today).removeprefix(", "), "bad" if _is_late(one, today) and one.who == "me" else ""),
        )
        for one in promises.in_order(found)
    )


def _is_late(one: Promise, today: date) -> bool:
    return one.due is not None and one.due < today


def conversation(one: Conversation, names: dict[str, tuple[str, str]], today: date) -> Line:
    """Fri 20 Nov · call · Ana Ruiz, Jo Park · the words · at PyData · +pydata."""
    people = ", ".join(names[id_][0] for id_ in one.with_ if id_ in names)
    return line(Text(words.day(one.on, today), "head"), " · ", " · ".join(about(one, people)))


def about(one: Conversation, people: str = "") -> list[str]:
    """What a conversation says of itself, part by part."""
    parts = [people, one.how or "", one.text, f"at {one.place}" if one.place and one.place not in one.text else ""]
    parts += [" ".join(f"+{tag}" for tag in one.tags)]
    parts += [" ".join(f"+{'them:' if signal.about == 'them' else ''}{signal.code}" for signal in one.signals)]
    parts += ["no answer yet" if one.attempt else ""]
    return [part for part in parts if part]


def observed(one: Observed) -> str:
    """They felt heard; they voiced a fear: …; stress 2."""
    if one.kind in FELT:
        return f"they felt {one.kind}"
    return f"they voiced a {one.kind}: {one.text}" if one.kind in VOICED else f"{one.kind} {one.text}"


def spent(cost: int | None, hours: int | None) -> list[str]:
    """Cost 480, 60 hours: each that is known."""
    money = [f"cost {cost:,}"] if cost is not None else []
    return money + ([words.count(hours, "hour")] if hours is not None else [])


def answers(found: Sequence[Reflection], today: date) -> Page:
    """My answers under the days on which I gave them, each with the short name of its question."""
    page: list[Line | Table] = []
    for on in dict.fromkeys(one.on for one in found):
        page.append(line(Text(words.day(on, today), "head"), f"  {words.distance(on, today)}"))
        page.append(table((Text(one.question, "dim"), one.text) for one in found if one.on == on))
    return page


def content(held: Content) -> str:
    """3 people, 12 conversations and 15 steps."""
    counts = [words.count(held.people, "person", "people"), words.count(held.conversations, "conversation")]
    return words.listing([*counts, words.count(held.steps, "step")])


def person(one: Person) -> str:
    """CTO, Kestrel."""
    return ", ".join(part for part in (one.role, one.org) if part)
