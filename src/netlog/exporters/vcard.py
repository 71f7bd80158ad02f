"""vCard 3.0 or 4.0, a card for each person: for address books of telephones, mail programs and servers."""

from __future__ import annotations

from uuid import UUID, uuid5

from netlog.domain import people
from netlog.domain.journal import Fact, Person
from netlog.domain.people import in_initials
from netlog.exporters._inert import inert, may_be_followed
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netlog.exporters import Stream

VERSIONS = ("3.0", "4.0")
LONGEST = 75  # bytes of a line, its end left out
NETLOG = UUID("6e65746c-6f67-5000-8000-766361726473")  # the space of names in which a person's id makes a UID
NO_YEAR = 1604  # what Apple writes, and others read, for a year that is not known; a leap year
_ESCAPES = {
    0x0A: "\\n",
    **{ord(mark): f"\\{mark}" for mark in "\\,;"},
}


def write(
    stream: Stream,
    today: date,
    *,
    version: str = "3.0",
    notes: bool = False,
    private: bool = False,
    redact: bool = False,
) -> Iterator[str]:
    """A card for each person, in the order of ids.

    `notes` adds what was noted of them in general, `private` careful matters too. `redact` leaves
    initials, the circle and the UID. There is no REV: it would be another one every time.
    """
    topics = ("note", "careful") if private else ("note",) if notes else ()
    noted = {} if redact else _noted(stream, topics)
    for person in stream(Person):
        lines = _card(_redacted(person) if redact else person, noted.get(person.id, []), version, redact)
        yield "".join(map(_folded, lines))


def _noted(stream: Stream, topics: tuple[str, ...]) -> dict[str, list[str]]:
    """By person, the texts of their facts on some topics."""
    noted: dict[str, list[str]] = {}
    for fact in stream(Fact) if topics else ():
        if fact.topic in topics:
            noted.setdefault(fact.with_, []).append(fact.text)
    return noted


def _redacted(person: Person) -> Person:
    return Person(person.id, in_initials(person.name), person.handle, person.added, circle=person.circle)


def _card(person: Person, notes: list[str], version: str, is_redacted: bool) -> Iterator[str]:
    """The lines of a card."""
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"UID:{uuid5(NETLOG, person.id).urn}"
    if not is_redacted:  # an id from elsewhere may be a name
        yield f"X-NETLOG-ID:{_escaped(person.id)}"
    yield f"FN:{_escaped(person.name)}"
    yield f"N:{';'.join(map(_escaped, _parts(person.name)))}"
    for nick in person.nicks:  # a line for each: vobject, on which servers are built, keeps the first of a list
        yield f"NICKNAME:{_escaped(nick)}"
    if person.org:
        yield f"ORG:{_escaped(person.org)}"
    if person.role:
        yield f"TITLE:{_escaped(person.role)}"
    if person.birthday:
        yield f"BDAY{_birthday(person.birthday, version)}"
    kind = ";TYPE=INTERNET" if version == "3.0" else ""
    for email in person.emails:
        yield f"EMAIL{kind}:{_escaped(email)}"
    for phone in person.phones:
        yield f"TEL:{_escaped(phone)}"
    for link in person.links:
        # No text to RFC 6350, but a server cuts it at a bare comma, and every reader knows the escape.
        # One that a browser should not follow is kept, where no address book makes it a link.
        yield f"{'URL' if may_be_followed(link) else 'X-NETLOG-LINK'}:{_escaped(link)}"
    if tags := [*filter(None, [person.circle]), *person.tags]:
        yield f"CATEGORIES:{','.join(map(_escaped, tags))}"
    if notes:
        yield f"NOTE:{_escaped((chr(10) * 2).join(notes))}"
    yield "END:VCARD"


def _parts(name: str) -> tuple[str, str, str, str, str]:
    """Family, given and additional names, titles before, and none after, as far as a name tells them apart.

    The family name is the last word with the particles before it; one word alone is a given name.
    """
    words = name.split()
    first = 0
    while first < len(words) - 1 and people.fold(words[first]).strip(".") in people.TITLES:
        first += 1
    last = len(words) - 1
    while last > first + 1 and people.fold(words[last - 1]) in people.PARTICLES:
        last -= 1
    titles, given, family = words[:first], words[first : max(last, first + 1)], words[max(last, first + 1) :]
    return " ".join(family), given[0] if given else "", " ".join(given[1:]), " ".join(titles), ""


def _birthday(told: str, version: str) -> str:
    """What follows BDAY: the year, when it is not known, is left out as each version's readers expect."""
    is_known = len(told) > len("04-12")
    if version == "4.0":
        return f":{told.replace('-', '')}" if is_known else f":--{told.replace('-', '')}"
    return f":{told}" if is_known else f";X-APPLE-OMIT-YEAR={NO_YEAR}:{NO_YEAR}-{told}"


def _escaped(text: str) -> str:
    # Of control characters readers take some for the end of a line, and refuse the others.
    return inert(text).translate(_ESCAPES)


def _folded(line: str) -> str:
    """The line with its end, and within it a line end and a space wherever it grows too long; no character is cut."""
    if len(line) <= LONGEST and line.isascii():
        return f"{line}\r\n"
    pieces, used = [], 0
    for letter in line:
        size = len(letter.encode())
        if used + size > LONGEST:
            pieces.append("\r\n ")
            used = 1
        pieces.append(letter)
        used += size
    return f"{''.join(pieces)}\r\n"
