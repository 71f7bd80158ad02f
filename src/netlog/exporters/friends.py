"""friends.md, as the program `friends` of Jacob Evelyn reads it: conversations, notes, people and places.

It has one line for each, and marks people by two asterisks, places by underscores, tags by an at
sign: what else looks so in a text loses its sign. A message that nobody answered is no activity.
"""

from __future__ import annotations

from netlog.domain.journal import Conversation, Fact, Person
from netlog.domain.people import in_initials
from netlog.exporters._inert import inert, unlinked
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from netlog.exporters import Stream

CAREFUL = "careful"  # the topic of facts that are private
NOTE = "note"
LIVES = "lives in "
FIRST_SIGN = 0xF0000  # of those that no text uses: each stands for somebody while others are looked for
SIGNS = str.maketrans({"*": "", "_": " ", "@": "", "\\": ""})
NAME_SIGNS = str.maketrans(dict.fromkeys("*_@\\()[]<", " "))


class _Known(NamedTuple):
    """Somebody as the file calls them."""

    name: str
    own: str  # the name in the journal, which the texts have


def write(stream: Stream, today: date, *, private: bool = False, redact: bool = False) -> Iterator[str]:
    """The four lists, the latest first. `private` adds careful facts; `redact` leaves initials and days."""
    people = list(stream(Person))
    names = _names(people, redact)
    places: set[str] = set()
    homes: dict[str, tuple[date, str]] = {}
    yield "### Activities:\n"
    yield from _latest_first(_activities(stream(Conversation), names, places, redact))
    yield "\n### Notes:\n"
    yield from _latest_first(_notes(stream(Fact), names, homes, private, redact))
    yield "\n### Friends:\n"
    for person in sorted(people, key=lambda one: (names[one.id].name.casefold(), one.id)):
        home = _bare_name(homes[person.id][1]) if person.id in homes else ""
        places |= {home} - {""}
        yield _friend(person, names[person.id].name, home, redact)
    yield "\n### Locations:\n"
    yield from (f"- {place}\n" for place in sorted(places, key=lambda one: (one.casefold(), one)))


def _names(people: Iterable[Person], redact: bool) -> dict[str, _Known]:
    """What each is called, by id: the file knows people by their names alone, so namesakes get a number."""
    taken: set[str] = set()
    names = {}
    for person in people:
        whole = _bare_name(person.name) or person.handle
        base = in_initials(whole) if redact else whole
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} {number}"
        taken.add(name.casefold())
        names[person.id] = _Known(name, "" if redact else person.name)
    return names


def _bare_name(name: str) -> str:
    """The name without the signs of the format; a # in front would make a heading of it."""
    return " ".join(inert(name).translate(NAME_SIGNS).split()).lstrip("# ")


def _latest_first(lines: Iterable[tuple[date, str]]) -> Iterator[str]:
    for day, text in sorted(lines, key=lambda one: -one[0].toordinal()):
        yield f"- {day.isoformat()}: {text}\n"


def _activities(
    talks: Iterable[Conversation], names: dict[str, _Known], places: set[str], redact: bool
) -> Iterator[tuple[date, str]]:
    for talk in talks:
        if talk.attempt:
            continue
        known = [names[id_] for id_ in talk.with_ if id_ in names]
        if redact:
            yield talk.on, _with("", known)
            continue
        place = _bare_name(talk.place or "")
        places |= {place} - {""}
        text, missing = _marked(talk.text, known, place)
        tags = [f"@{tag}" for one in talk.tags if (tag := _tag(one))]
        yield talk.on, " ".join((_with(text, missing), *tags)).strip()


def _notes(
    facts: Iterable[Fact],
    names: dict[str, _Known],
    homes: dict[str, tuple[date, str]],
    private: bool,
    redact: bool,
) -> Iterator[tuple[date, str]]:
    for fact in facts:
        if fact.with_ not in names or redact or (fact.topic == CAREFUL and not private):
            continue
        if fact.topic == NOTE and fact.text.startswith(LIVES) and "\n" not in fact.text:
            homes[fact.with_] = max(homes.get(fact.with_, (fact.on, "")), (fact.on, fact.text.removeprefix(LIVES)))
        else:
            yield fact.on, f"**{names[fact.with_].name}**: {_plain(fact.text)}"


def _plain(text: str) -> str:
    """The text on one line, without a sign that would mean something, here or in a page made of the file."""
    plain = unlinked(inert(text).translate(SIGNS), ": ").replace("](", "] (").replace("<", "< ")
    return " ".join(plain.split())


def _marked(text: str, known: list[_Known], place: str) -> tuple[str, list[_Known]]:
    """The text with people and the place marked where they stand, and those whom it does not name."""
    text = _plain(text)
    missing = []
    marked = {}
    for at, one in enumerate(sorted(known, key=lambda one: (-len(one.own), one.name))):
        stands = _standing(text, _plain(one.own))
        if stands < 0:
            missing.append(one)
        else:  # what is marked already is out of the way of shorter names
            marked[chr(FIRST_SIGN + at)] = one
            text = f"{text[:stands]}{chr(FIRST_SIGN + at)}{text[stands + len(_plain(one.own)) :]}"
    stands = _standing(text, place)
    if stands >= 0:
        text = f"{text[:stands]}_{place}_{text[stands + len(place) :]}"
    elif place:
        text = f"{text} _{place}_".strip()
    for sign, one in marked.items():
        text = text.replace(sign, f"**{one.name}**")
    return text, sorted(missing, key=lambda one: known.index(one))


def _standing(text: str, words: str) -> int:
    """Where words stand in a text as whole words; -1 where they do not."""
    start = text.find(words) if words else -1
    while start >= 0:
        around = text[start - 1 : start] + text[start + len(words) : start + len(words) + 1]
        if not any(c.isalnum() for c in around):
            return start
        start = text.find(words, start + 1)
    return -1


def _with(text: str, missing: list[_Known]) -> str:
    """The text with those it does not name at its end, which the program reads as any other words."""
    named = ", ".join(f"**{one.name}**" for one in missing)
    return f"{text} (with {named})".strip() if text and named else text or f"with {named}" * bool(named)


def _friend(person: Person, name: str, home: str, redact: bool) -> str:
    if redact:
        return f"- {name}\n"
    nicks = " ".join(f"a.k.a. {nick}" for one in person.nicks if (nick := _bare_name(one)))
    tags = " ".join(f"@{tag}" for one in person.tags if (tag := _tag(one)))
    parts = (name, f"({nicks})" if nicks else "", f"[{home}]" if home else "", tags)
    return f"- {' '.join(part for part in parts if part)}\n"


def _tag(tag: str) -> str:
    """The tag as the program takes one: letters and digits, joined by a hyphen or a colon."""
    kept = "".join(c if c.isalnum() else ":" if c == ":" else "-" for c in tag)
    return ":".join("-".join(word for word in part.split("-") if word) for part in kept.split(":") if part.strip("-"))
