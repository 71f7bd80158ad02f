"""friends.md, the file that the program `friends` of Jacob Evelyn keeps; `~/friends.md` unless told otherwise.

An activity is a conversation with those named in it between two asterisks. A note is no meeting: it
becomes a fact about each person that it names.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from netlog.importers import Found, Problem, Skipped, key
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO

    from netlog.importers import About

LONGEST_LINE = 2_000_000  # bytes
MARK = b"\xef\xbb\xbf"  # that some editors put before the first line
SECTIONS = ("Activities", "Notes", "Friends", "Locations")
DAY = len("2026-11-21")


class _Forms(NamedTuple):
    """The patterns of a file, made when one is read."""

    name: re.Pattern[str]
    place: re.Pattern[str]
    tag: re.Pattern[str]
    company: re.Pattern[str]
    friend: re.Pattern[str]


@lru_cache(1)
def _forms() -> _Forms:
    tag = r"(?<![^\W_])@[^\W_]+(?:[:-][^\W_]+)*"
    return _Forms(
        re.compile(r"\*\*(\w[^*]*)\*\*"),
        re.compile(r"(?<![^\W_])_(\w[^_]*)_(?![^\W_])"),
        re.compile(tag),
        re.compile(r"with \*\*[^*]+\*\*(?:, \*\*[^*]+\*\*)*\)"),
        re.compile(
            r"(?P<name>[^(\[@]*[^(\[@\s])(?:\s+\(a\.k\.a\. (?P<nicks>.+?)\))?"
            r"(?:\s+\[(?P<place>[^\]]+)\])?(?P<tags>.*)"
        ),
    )


def knows(head: bytes) -> bool:
    """Whether a file that begins so starts with one of the four headings, or with a list under it."""
    first = head.removeprefix(MARK).lstrip().partition(b"\n")[0].rstrip()
    return first in [f"### {name}:".encode() for name in SECTIONS]


def read(file: BinaryIO, about: About) -> Iterator[Found | Problem | Skipped]:
    """The people listed, each before the first record about them, activities and notes."""
    reading = _Reading(about)
    section, number, is_whole = "", 0, True
    while piece := file.readline(LONGEST_LINE):
        begins, is_whole = is_whole, piece.endswith(b"\n") or len(piece) < LONGEST_LINE
        number += begins
        if not begins:
            continue
        if not is_whole:
            yield Problem(number, f"it is longer than {LONGEST_LINE:,} bytes")
            continue
        line = (piece.removeprefix(MARK) if number == 1 else piece).decode(errors="replace").strip()
        if line.startswith("#"):
            section = line.strip("# :")
            if section not in SECTIONS:
                yield Problem(number, "the heading is none of " + ", ".join(SECTIONS))
        elif line and section == "Friends":
            yield from reading.friend(number, line.removeprefix("- ").strip())
        elif line and section in ("Activities", "Notes"):
            reading.waiting.append((number, section, line.removeprefix("- ").strip()))
        elif line and section != "Locations":
            yield Problem(number, "it stands under no heading")
    yield from reading.rest()


class _Reading:
    """One file as it is read: activities and notes wait for the list of friends, which follows them."""

    def __init__(self, about: About) -> None:
        self.waiting: list[tuple[int, str, str]] = []  # line, section, text
        self._about = about
        self._known: set[str] = set()
        self._places: list[tuple[int, str, str]] = []  # line, name, where they live
        self._latest = ""

    def friend(self, line: int, text: str) -> Iterator[Found | Problem | Skipped]:
        """A person of the list."""
        found = _forms().friend.match(text)
        if found is None:
            yield Problem(line, "it names nobody")
            return
        name = found["name"]
        if name in self._known:
            yield Skipped(line, "listed twice")
            return
        self._known.add(name)
        told: dict[str, Any] = {"kind": "person", "id": key("friends", name), "name": name}
        nicks = [nick for one in (found["nicks"] or "").split("a.k.a. ") if (nick := one.strip())]
        tags = [tag[1:] for tag in _forms().tag.findall(found["tags"])]
        told |= {"nicks": nicks} if nicks else {}
        told |= {"tags": list(dict.fromkeys(tags))} if tags else {}
        if found["place"]:
            self._places.append((line, name, found["place"].strip()))
        yield Found(line, told)

    def rest(self) -> Iterator[Found | Problem | Skipped]:
        """What waited: activities, notes, and where people live, known on the file's last day."""
        for line, section, text in self.waiting:
            yield from self._event(line, section, text)
        for line, name, place in self._places:
            if self._latest:
                own = f"{name} lives in {place}"
                yield Found(line, _fact(own, name, self._latest, f"lives in {place}"))
            else:
                yield Skipped(line, "where they live: no day in the file tells since when")

    def _event(self, line: int, section: str, text: str) -> Iterator[Found | Problem | Skipped]:
        day, colon, words = text[:DAY], text[DAY : DAY + 1], text[DAY + 1 :].strip()
        if not _is_day(day) or colon not in (":", ""):
            yield Problem(line, "it begins with no day such as 2026-11-21:")
            return
        if day > self._about.today.isoformat():
            yield Skipped(line, "still to come")
            return
        self._latest = max(self._latest, day)
        names = list(dict.fromkeys(name.strip() for name in _forms().name.findall(words)))
        if not names:
            yield Skipped(line, "nobody is named")
            return
        for name in names:
            if name not in self._known:
                self._known.add(name)
                yield Found(line, {"kind": "person", "id": key("friends", name), "name": name})
        if section == "Notes":
            for name in names:
                own = f"note {day} {name} {words}"
                yield Found(line, _fact(own, name, day, _bare(words.removeprefix(f"**{names[0]}**: ").strip())))
        else:
            yield Found(line, _conversation(day, words, names))


def _conversation(day: str, words: str, names: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": "conversation",
        "id": key("friends", f"activity {day} {words}"),
        "on": day,
        "text": _bare(words),
        "with": [key("friends", name) for name in names],
    }
    place = _forms().place.search(words)
    tags = [tag[1:] for tag in _forms().tag.findall(words)]
    told |= {"place": place[1]} if place else {}
    told |= {"tags": list(dict.fromkeys(tags))} if tags else {}
    return told


def _fact(own: str, name: str, day: str, text: str) -> dict[str, Any]:
    return {
        "kind": "fact",
        "id": key("friends", own),
        "with": key("friends", name),
        "on": day,
        "topic": "note",
        "text": text,
    }


def _bare(words: str) -> str:
    """The words without marks around names and places, and without tags and a list of people at their end."""
    left = words.split()
    while left and _forms().tag.fullmatch(left[-1]):
        left.pop()
    text = " ".join(left)
    before, _, company = text.rpartition("(")
    if _forms().company.fullmatch(company):
        text = before
    return _forms().place.sub(r"\1", _forms().name.sub(r"\1", text)).replace("\\", "").strip()


def _is_day(text: str) -> bool:
    try:
        return len(text) == DAY and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
