"""A calendar's file taken apart: its events and time zones one at a time, each with the lines that matter."""

from __future__ import annotations

from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

LONGEST = 8_000_000  # bytes of a line as of an event, without attachments and what else nobody reads
MARK = b"\xef\xbb\xbf"  # that some programs put before the first line
READ = frozenset(
    b"UID DTSTART RECURRENCE-ID RRULE RDATE EXDATE STATUS SUMMARY LOCATION DESCRIPTION URL ORGANIZER ATTENDEE"
    b" CONFERENCE X-GOOGLE-CONFERENCE X-MICROSOFT-SKYPETEAMSMEETINGURL".split()
)  # of an event; its description only where a link stands there


class Piece(NamedTuple):
    """An event, a time zone, or one line about the whole calendar."""

    line: int  # on which it begins
    kind: str  # VEVENT, VTIMEZONE or VCALENDAR; one of these without text begins another calendar
    text: str
    why: str = ""  # it cannot be read


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """The pieces of a file, in its order; tasks, alarms and whatever else is passed over."""
    part: _Part | None = None
    other = b""  # what is being passed over
    for line, content, is_whole in _lines(file):
        head, _, value = content.partition(b":")
        name = head.partition(b";")[0].strip().upper()
        what = value.strip().upper() if name in (b"BEGIN", b"END") else b""
        if part and (what == b"VCALENDAR" or (name, what) in ((b"BEGIN", b"VEVENT"), (b"BEGIN", b"VTIMEZONE"))):
            yield part.unended()
            part = None
        if part:
            if (name, what) == (b"END", part.kind):
                yield part.piece()
                part = None
            else:
                part.take(name, content, is_whole)
        elif other:
            other = b"" if name == b"END" and what in (other, b"VCALENDAR") else other
        elif name == b"BEGIN" and what in (b"VEVENT", b"VTIMEZONE"):
            part = _Part(line, what)
        elif name == b"BEGIN" and what != b"VCALENDAR":
            other = what
        elif name != b"END":
            yield Piece(line, "VCALENDAR", "" if name == b"BEGIN" else decoded(content))
    if part:
        yield part.unended()


class _Part:
    """An event or a time zone whose lines are still coming."""

    def __init__(self, line: int, kind: bytes) -> None:
        self.kind = kind
        self._line = line
        self._lines: list[bytes] = []
        self._bytes = 0
        self._is_whole = True
        self._within = 0  # alarms have a summary and attendees too

    def take(self, name: bytes, content: bytes, is_whole: bool) -> None:
        if self.kind == b"VEVENT":
            self._within += (name == b"BEGIN") - (name == b"END")
            if self._within > 0 or name not in READ or (name == b"DESCRIPTION" and b"://" not in content):
                return
        self._bytes += len(content)
        self._is_whole = self._is_whole and is_whole and self._bytes <= LONGEST
        if self._is_whole:
            self._lines.append(content)

    def piece(self) -> Piece:
        kind = self.kind.decode()
        if not self._is_whole:
            return Piece(self._line, kind, "", f"it is longer than {LONGEST:,} bytes")
        lines = (f"BEGIN:{kind}", *map(decoded, self._lines), f"END:{kind}", "")
        return Piece(self._line, kind, "\r\n".join(lines))

    def unended(self) -> Piece:
        return Piece(self._line, self.kind.decode(), "", "it has no end")


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Each line with its number, whether it is whole, and what was folded joined: before decoding, for some fold
    inside a character."""
    first, held, size, number = 0, [b""], 0, 0
    goes_on = False
    while raw := file.readline(LONGEST):
        number += not goes_on
        for part in (raw.removeprefix(MARK) if number == 1 else raw).splitlines():
            if goes_on or part[:1] in (b" ", b"\t"):
                size += len(part)
                if size <= LONGEST:
                    held.append(part if goes_on else part[1:])
            elif part.strip():
                if first:
                    yield first, b"".join(held), size <= LONGEST
                first, held, size = number, [part], len(part)
            goes_on = False
        goes_on = not raw.endswith(b"\n")
    if first:
        yield first, b"".join(held), size <= LONGEST


def decoded(content: bytes) -> str:
    """The text of a line: UTF-8, or what older programs on Windows write."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
