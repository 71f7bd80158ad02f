"""Who was invited to a meeting: a person, a room or a list, by address and by name."""

from __future__ import annotations

from netlog.domain.people import fold
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

LONGEST_NAME = 200
LONGEST_ADDRESS = 254  # RFC 5321
ABSENT = ("DECLINED", "DELEGATED")
LISTS = ("googlegroups.com", "groups.io", "group.calendar.google.com", "yahoogroups.com")
LISTS_BEGIN = ("lists.", "list.", "groups.", "listserv.")
ROBOTS = ("noreply", "no-reply", "donotreply", "do-not-reply", "unknownorganizer", "calendar-notification")
ROOMS = "resource.calendar.google.com"


class Guest(NamedTuple):
    """Somebody or something invited."""

    address: str  # in lower case; empty where none is told
    name: str
    kind: str  # person, room or list
    came: bool  # as far as their answer tells


def invited(told: Any) -> Guest:
    """Who an ATTENDEE or ORGANIZER is, as icalendar reads it."""
    parameters = {name: str(value) for name, value in told.params.items()}
    address = next(filter(None, map(address_of, (str(told), parameters.get("EMAIL", "")))), "")
    name = " ".join(parameters.get("CN", "").strip("'\" ").split())
    if address_of(name) or len(name) > LONGEST_NAME:
        name = ""
    kind = parameters.get("CUTYPE", "").upper()
    came = parameters.get("PARTSTAT", "").upper() not in ABSENT
    is_there = parameters.get("ROLE", "").upper() != "NON-PARTICIPANT"
    return Guest(address, _turned(name, address), _kind(kind, address), came and is_there)


def _kind(told: str, address: str) -> str:
    local, _, host = address.partition("@")
    if told in ("ROOM", "RESOURCE") or host == ROOMS:
        return "room"
    is_list = told == "GROUP" or host in LISTS or host.startswith(LISTS_BEGIN) or local.startswith(ROBOTS)
    return "list" if is_list else "person"


def address_of(text: str) -> str:
    """The e-mail address that a text is, in lower case; empty where it is none."""
    text = text.strip().lower().removeprefix("mailto:").strip("<> ")
    local, at, host = text.rpartition("@")
    is_one = at and local and "." in host and text.isprintable() and not set(" ,;:/<>\"'()") & set(text)
    return text if is_one and len(text) <= LONGEST_ADDRESS else ""


def _turned(name: str, address: str) -> str:
    """A name with its first name first, where the address has both: Ruiz, Ana is Ana Ruiz to ana.ruiz@…"""
    last, comma, first = name.partition(", ")
    words = fold(address.partition("@")[0]).replace("_", ".").replace("-", ".").split(".")
    is_known = comma and first and {*fold(first).split()[:1], *fold(last).split()[-1:]} <= set(words)
    return f"{first} {last}" if is_known and "," not in first else name
