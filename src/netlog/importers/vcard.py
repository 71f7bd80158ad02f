"""vCard 2.1, 3.0 and 4.0: what address books of telephones, mail programs and servers write.

iPhone and iCloud: icloud.com/contacts, select all, Export vCard. Android: Contacts, Fix and manage,
Export to file. Google: contacts.google.com, Export, vCard. Thunderbird, Outlook, Nextcloud, khard:
Export of an address book, or its folder of .vcf files. `netlog export vcard` writes such a file too.
"""

from __future__ import annotations

from datetime import date

from netlog.domain import people
from netlog.domain.journal import CIRCLES
from netlog.domain.people import of_address
from netlog.importers import Found, Problem, Skipped, key
from netlog.importers._cards import Card, cards, cut, split, unescaped, wide
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, BinaryIO

    from netlog.importers import About
    from netlog.importers._cards import Property

SOURCE = "vcard"
OWN = "X-NETLOG-ID"  # the id of a card that netlog wrote
LONGEST_ID = 64
WANTED = frozenset((
    *("VERSION", "UID", "X-ABUID", OWN, "REV"),
    *("FN", "N", "NICKNAME", "X-ANDROID-CUSTOM", "ORG", "TITLE", "ROLE", "BDAY"),
    *("EMAIL", "TEL", "URL", "X-NETLOG-LINK", "X-SOCIALPROFILE", "SOCIALPROFILE", "CATEGORIES", "NOTE"),
    *("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS", "X-EVOLUTION-LIST"),
))  # fmt: skip
KINDS = {
    "group": "a group",
    "org": "an organisation",
    "organization": "an organisation",
    "company": "an organisation",
    "location": "a place",
    "application": "a device",
    "device": "a device",
}
NO_PHONE = {"FAX", "PAGER", "HOMEFAX", "WORKFAX"}  # shared by an office; it would take its people for one
SYSTEM_TAGS = {"mycontacts", "my contacts"}  # that Google gives everybody
NO_YEAR = 1604  # Apple's year of a birthday without one
OLDEST = 1800  # years of birth
FIRST_YEAR = 1995  # of vCard


def knows(head: bytes) -> bool:
    """Whether a file that begins so begins with a card."""
    coding = wide(head)
    text = head[:512].decode(coding or "utf-8", errors="replace")
    return text.lstrip("\ufeff \t\r\n").upper().startswith("BEGIN:VCARD")


def read(file: BinaryIO, about: About) -> Iterator[Found | Problem | Skipped]:
    """A person for each card, and what its note says as a fact; groups and organisations are left out."""
    for card in cards(file, WANTED):
        if isinstance(card, Problem):
            yield card
        else:
            yield from _read(card, about)


def _read(card: Card, about: About) -> Iterator[Found | Skipped]:
    emails = _once(filter(None, map(_address, card.texts("EMAIL"))))
    name = _name(card, emails)
    if why := _no_person(card, name, emails, about):
        yield Skipped(card.line, why)
        return
    phones = _once(filter(None, (_phone(card, one) for one in card.all("TEL"))))
    org = _org(card)
    uid = next(iter(card.texts("UID") or card.texts("X-ABUID")), "").lower().removeprefix("urn:uuid:")
    own = next((one for one in card.texts(OWN) if len(one) <= LONGEST_ID), "")
    known_by = uid or "\n".join((people.fold(name), *[*emails, *phones, org][:1])).lower()
    tags = [tag for tag in _pieces(card, "CATEGORIES") if tag.lower() not in SYSTEM_TAGS]
    circle = next((tag for tag in tags if tag in CIRCLES), "") if own else ""
    told = {
        "kind": "person",
        "id": own or key(SOURCE, known_by),
        "name": name,
        "org": org,
        "role": next(iter(card.texts("TITLE") + card.texts("ROLE")), ""),
        "circle": circle,
        "birthday": next(filter(None, (_birthday(card, one) for one in card.all("BDAY"))), ""),
        "nicks": [nick for nick in _nicks(card) if nick != name],
        "emails": emails,
        "phones": phones,
        "links": _links(card),
        "tags": [tag for tag in tags if tag != circle],
    }
    yield _found(card.line, told)
    if note := "\n\n".join(_once(card.texts("NOTE"))):
        yield _found(card.line, {
            "kind": "fact",
            "id": key(SOURCE, f"{told['id']}\n{note}"),
            "with": told["id"],
            "topic": "note",
            "text": note,
            "on": min([about.today, *filter(None, map(_day, card.texts("REV")))]).isoformat(),
        })  # fmt: skip


def _found(line: int, told: dict[str, Any]) -> Found:
    """What is told, without what is unknown."""
    told = {field: value for field, value in told.items() if value}
    return Found(line, told, any("\N{REPLACEMENT CHARACTER}" in str(value) for value in told.values()))


def _no_person(card: Card, name: str, emails: Iterable[str], about: About) -> str:
    """Why a card is left out; empty for somebody."""
    for told in ("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"):
        for kind in card.texts(told):
            if kind.lower() in KINDS:
                return KINDS[kind.lower()]
    if "TRUE" in map(str.upper, card.texts("X-EVOLUTION-LIST")):
        return "a group"
    if (org := _org(card)) and not _parts(card) and {*card.texts("FN"), *_nicks(card)} <= {org}:
        return "an organisation"
    if not name:
        return "no name"
    return "yourself" if any(email.lower() in about.own for email in emails) else ""


# Names


def _name(card: Card, emails: Iterable[str]) -> str:
    """The name as it is shown; else its parts, a nick, one made of an address; empty where none of them is told."""
    told = [*card.texts("FN"), _parts(card), *_nicks(card)]
    name = next((name for name in told if _says(name) and not _address(name)), "")
    return name or next(map(of_address, filter(None, [*map(_address, told), *emails])), "")


def _says(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _parts(card: Card) -> str:
    """Given, additional and family name of the first N that has any; a family name in Han, kana or Hangul first."""
    for one in card.all("N"):
        text = card.raw(one)
        version = next(iter(card.texts("VERSION")), "")
        parts = split(text, ";") if version == "2.1" else [" ".join(split(part, ",")) for part in cut(text, ";")]
        family, given, more, *_ = (*parts, "", "", "")
        if not any(map(_says, (family, given, more))):
            continue
        if family >= people.UNSPACED:
            return f"{family}{given}{more}"
        return " ".join(filter(None, (given, more, family)))
    return ""


def _nicks(card: Card) -> list[str]:
    android = [
        split(card.raw(one), ";")[1]
        for one in card.all("X-ANDROID-CUSTOM")
        if card.raw(one).startswith("vnd.android.cursor.item/nickname;")
    ]
    return _once(filter(None, _pieces(card, "NICKNAME") + android))


def _org(card: Card) -> str:
    """The organisation, without its departments."""
    return next((unit for one in card.all("ORG") for unit in split(card.raw(one), ";") if unit), "")


# Addresses


def _address(text: str) -> str:
    """The address in what an EMAIL says: mailto:, or the angle brackets of a mail header, may be around it."""
    bare = text.rpartition("<")[2].partition(">")[0] if "<" in text else text
    bare = bare.strip().removeprefix("mailto:").removeprefix("MAILTO:")
    local, at, domain = bare.rpartition("@")
    return bare if local and at and domain and not any(letter.isspace() for letter in bare) else ""


def _phone(card: Card, one: Property) -> str:
    """The number in a TEL, out of its URI; none of a fax or of a pager."""
    if one.types & NO_PHONE and not one.types & {"VOICE", "CELL"}:
        return ""
    text = unescaped(card.raw(one)).strip()
    scheme, colon, rest = text.partition(":")
    if colon and scheme.lower() in ("tel", "sms"):
        number, *more = rest.split(";")
        extension = next((part[4:] for part in more if part.lower().startswith("ext=")), "")
        text = f"{number} x{extension}" if extension else number
    return text if any(letter.isdigit() for letter in text) and "@" not in text else ""


def _links(card: Card) -> list[str]:
    links = [link for link in (*card.texts("URL"), *card.texts("X-NETLOG-LINK")) if "." in link or ":" in link]
    profiles = card.texts("X-SOCIALPROFILE") + card.texts("SOCIALPROFILE")
    return _once(links + [link for link in profiles if "://" in link or "." in link])


# Days


def _birthday(card: Card, one: Property) -> str:
    """YYYY-MM-DD; MM-DD where the year is not known; empty for words and for half a day."""
    text = card.raw(one).strip().upper().partition("T")[0]
    if text.startswith(("--", "0000")):
        text = f"{NO_YEAR}{text[2:] if text[0] == '-' else text[4:]}"  # a leap year: there may be a 29th of February
    day = _date(text.replace("-", ""))
    if day is None:
        return ""
    omitted = one.parameters.get("X-APPLE-OMIT-YEAR", [str(NO_YEAR)])
    is_known = day.year >= OLDEST and str(day.year) not in omitted
    return day.isoformat() if is_known else f"{day:%m-%d}"


def _day(text: str) -> date | None:
    """The day of a moment, in whatever zone; none before cards were."""
    day = _date(text.upper().partition("T")[0].replace("-", ""))
    return day if day and day.year >= FIRST_YEAR else None


def _date(digits: str) -> date | None:
    """The day that eight digits name."""
    if len(digits) != len("YYYYMMDD") or not digits.isascii() or not digits.isdigit():
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


# Pieces


def _pieces(card: Card, name: str) -> list[str]:
    """What the properties of a name list between commas."""
    return _once(filter(None, (piece for one in card.all(name) for piece in split(card.raw(one), ","))))


def _once(texts: Iterable[str]) -> list[str]:
    """Each text at its first place, whatever its case."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.lower(), text)
    return list(found.values())
