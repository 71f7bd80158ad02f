"""iCalendar: past meetings, each a conversation with those who were invited.

Where to get one. Google Calendar: Settings, Import & export, Export (a ZIP with one .ics a calendar).
Outlook: File, Save Calendar, with full details. Apple Calendar: File, Export. Thunderbird: Events
and Tasks, Export. Nextcloud and other CalDAV servers: the calendar's address with ?export.
"""

from __future__ import annotations

from datetime import date, datetime

from netlog.domain.people import of_address
from netlog.domain.working import add_months
from netlog.importers import Found, Problem, Skipped, key
from netlog.importers._cells import is_name
from netlog.importers._guests import address_of, invited
from netlog.importers._pieces import MARK, pieces
from netlog.importers._recurring import Days, Series, Unclear, When, Zones, occurrences
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, BinaryIO

    from netlog.importers import About
    from netlog.importers._guests import Guest
    from netlog.importers._pieces import Piece

    Told = Iterator[Found | Problem | Skipped]

YEARS = 10  # that the occurrences of a series are looked for
MOST_INVITED = 20  # me left out; more is an all-hands
LONGEST_PLACE = 2_000
REPLIES = ("REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER")  # messages about a meeting, which tell of one guest
CALLED_OFF = ("canceled:", "cancelled:")  # what Outlook puts before the title
OTHERS = ("ATTENDEE", "ORGANIZER", "RECURREN")  # lines without which nobody else is told of
TIMES = ("DTSTAR", "RECURR", "RDATE", "EXDATE")
ZONE = "X-TZID"
UNREADABLE = {"FREQ": ("UNREADABLE",)}  # in place of a rule
VIDEO = frozenset(("zoom", "zoomgov", "meet", "teams", "webex", "whereby", "jitsi", "skype"))  # in a host's name
VIDEO_NAMES = ("microsoft teams", "google meet", "zoom meeting", "skype")  # of a place
LINKS = ("LOCATION", "DESCRIPTION", "URL", "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")


class Calendar:
    """What a file says of a whole calendar, which may stand after its events."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.zone = ""
        self.method = ""


class Meeting(NamedTuple):
    """What an event tells."""

    line: int
    uid: str
    calendar: Calendar
    series: Series
    instance: When | None  # which occurrence of its series it tells anew
    text: str
    how: str | None
    place: str | None
    is_off: bool
    organiser: Guest | None
    guests: tuple[Guest, ...]


def knows(head: bytes) -> bool:
    """Whether a file that begins so is a calendar."""
    return head.removeprefix(MARK).lstrip()[:15].upper().startswith((b"BEGIN:VCALENDAR", b"BEGIN:VEVENT"))


def read(file: BinaryIO, about: About) -> Told:
    """The people and the conversations of a file.

    Events are read one at a time, and each is guarded: a bad one costs nothing else. Those with
    guests wait for the end, told in few words: what happened to one occurrence of a series, and the
    name of a guest, may stand on any line.
    """
    reading = _Reading(about)
    for piece in pieces(file):
        yield from reading.take(piece)
    yield from reading.meetings()


class _Reading:
    """One file on its way."""

    def __init__(self, about: About) -> None:
        self._today = about.today
        self._since = add_months(about.today, -12 * YEARS)
        self._own = set(about.own)
        self._zones = Zones(about.zone)
        self._calendar = Calendar()
        self._meetings: list[Meeting] = []
        self._names: dict[str, str] = {}  # by address
        self._told: set[str] = set()  # ids

    # While the file is read

    def take(self, piece: Piece) -> Told:
        if piece.kind == "VCALENDAR":
            self._take_line(piece.text)
        elif piece.why:
            yield Problem(piece.line, piece.why)
        elif piece.kind == "VTIMEZONE":
            self._zones.tell(_value(piece.text, "TZID"), piece.text)
        else:
            yield from self._take_event(piece)

    def _take_line(self, text: str) -> None:
        if not text:
            self._calendar = Calendar()
            return
        name, _, value = text.partition(":")
        name, value = name.partition(";")[0].upper(), value.strip()
        if name == "X-WR-TIMEZONE":
            self._calendar.zone = value
        elif name == "METHOD":
            self._calendar.method = value.upper()
        elif name == "X-WR-CALNAME" and (address := address_of(value)):
            self._own.add(address)  # Google names a calendar by its owner

    def _take_event(self, piece: Piece) -> Told:
        try:
            meeting = _meeting(piece, self._calendar)
        except Unclear as error:
            yield Problem(piece.line, str(error))
        except Exception:  # whatever a parser may stumble over, the next event is another
            yield Problem(piece.line, "it cannot be read")
        else:
            if meeting is None:
                yield Skipped(piece.line, "nobody but me")
                return
            self._meetings.append(meeting)
            for guest in (*meeting.guests, meeting.organiser):
                if guest and guest.address and guest.address not in self._names and is_name(guest.name):
                    self._names[guest.address] = guest.name

    # At its end

    def meetings(self) -> Told:
        told_anew: dict[str, list[When]] = {}
        for meeting in self._meetings:
            if meeting.instance:
                told_anew.setdefault(meeting.uid, []).append(meeting.instance)
        for meeting in self._meetings:
            self._zones.home = self._zones.named(meeting.calendar.zone)
            others = () if meeting.instance else told_anew.get(meeting.uid, ())
            yield from self._meeting(meeting, Days(others, self._zones) if others else ())

    def _meeting(self, meeting: Meeting, others: Days | Sequence[When]) -> Told:
        came = self._came(meeting)
        if why := self._left_out(meeting, came):
            yield Skipped(meeting.line, why)
            return
        try:
            found = occurrences(meeting.series, self._zones, self._since, self._today)
        except Unclear as error:
            yield Problem(meeting.line, str(error))
            found = occurrences(Series(meeting.series.start), self._zones, self._since, self._today)
        past = [one for one in found if one not in others]
        if not past:
            yield Skipped(meeting.line, self._why_none(meeting, found))
            return
        told = dict(self._conversation(meeting, came, one) for one in past)
        new = [id_ for id_ in told if id_ not in self._told]
        if not new:
            yield Skipped(meeting.line, "told twice")
            return
        self._told.update(new)
        yield from self._people(meeting.line, came)
        for id_ in new:
            yield Found(meeting.line, told[id_])

    def _why_none(self, meeting: Meeting, found: Sequence[When]) -> str:
        if found:
            return "told anew"
        start = self._zones.day(meeting.series.start)
        return (
            "still to come" if start > self._today else f"not in {YEARS} years" if start < self._since else "on no day"
        )

    def _left_out(self, meeting: Meeting, came: Sequence[Guest]) -> str:
        """Why a meeting is no conversation of mine; empty where it is."""
        if meeting.is_off or meeting.calendar.method == "CANCEL":
            return "cancelled"
        if meeting.calendar.method in REPLIES:
            return "an answer to an invitation"
        if any(self._is_me(guest) and not guest.came for guest in meeting.guests):
            return "declined"
        people = [guest for guest in meeting.guests if guest.kind == "person" and not self._is_me(guest)]
        if len(people) > MOST_INVITED:
            return f"more than {MOST_INVITED} invited"
        if any(guest.address for guest in came):
            return ""
        kinds = {guest.kind for guest in meeting.guests}
        if came or people:
            return "without an address" if came else "everybody declined"
        return "a mailing list" if "list" in kinds else "a room" if "room" in kinds else "nobody but me"

    def _is_me(self, guest: Guest) -> bool:
        return guest.address in self._own or guest.name.lower() in self._own

    def _came(self, meeting: Meeting) -> list[Guest]:
        """The others who took part, each once; who called the meeting is not always among the guests."""
        every = (*meeting.guests, *((meeting.organiser,) if meeting.organiser else ()))
        told = {guest.address or f"\n{guest.name}": guest for guest in reversed(every) if guest.kind == "person"}
        return [guest for guest in reversed(told.values()) if guest.came and not self._is_me(guest)]

    def _people(self, line: int, came: Sequence[Guest]) -> Told:
        for guest in came:
            id_ = _person(guest.address)
            if guest.address and id_ not in self._told:
                self._told.add(id_)
                told = self._names.get(guest.address, "")
                name = next(filter(is_name, (told, of_address(guest.address))), guest.address)
                yield Found(line, {"kind": "person", "id": id_, "name": name, "emails": [guest.address]})

    def _conversation(self, meeting: Meeting, came: Sequence[Guest], when: When) -> tuple[str, dict[str, Any]]:
        own = self._zones.identity(meeting.instance or when)
        id_ = key("ics", f"{meeting.uid}\n{own}")
        told = {
            "kind": "conversation",
            "id": id_,
            "on": self._zones.day(when).isoformat(),
            "text": meeting.text,
            "with": [_person(guest.address) for guest in came if guest.address],
            "how": meeting.how,
            "place": meeting.place,
            "initiated": self._initiated(meeting),
            "people": len(came) + 1,
        }
        return id_, {field: value for field, value in told.items() if value is not None}

    def _initiated(self, meeting: Meeting) -> str | None:
        """Who called it; nobody knows where none of my addresses is known."""
        if meeting.organiser is None:
            return None
        if self._is_me(meeting.organiser):
            return "me"
        return "them" if self._own and meeting.organiser.kind == "person" else None


def _meeting(piece: Piece, calendar: Calendar) -> Meeting | None:
    """What an event tells; None where nobody else is named and it says nothing of another event."""
    if not any(line[:9].upper().startswith(OTHERS) for line in piece.text.split("\r\n")):
        return None
    from icalendar import Event  # noqa: PLC0415 - takes 60 ms to load, and most events are mine alone

    event = Event.from_ical(_with_zones_hidden(piece.text))
    guests = tuple(map(invited, _every(event, "ATTENDEE")))
    organiser = next(map(invited, _every(event, "ORGANIZER")), None)
    instance = next(_times(event, "RECURRENCE-ID"), None)
    if not guests and not organiser and instance is None:
        return None
    start = next(_times(event, "DTSTART"), instance)
    if start is None:
        raise Unclear("it does not say when it begins")
    text = _text(event, "SUMMARY")
    series = Series(
        start,
        () if instance else tuple(_rules(event)),
        () if instance else tuple(_times(event, "RDATE")),
        () if instance else tuple(_times(event, "EXDATE")),
    )
    how, place = _where(event)
    is_off = _text(event, "STATUS").upper() == "CANCELLED" or text.lower().startswith(CALLED_OFF)
    uid = _text(event, "UID") or f"{text}\n{organiser.address if organiser else ''}"
    return Meeting(piece.line, uid, calendar, series, instance, text, how, place, is_off, organiser, guests)


def _with_zones_hidden(text: str) -> str:
    """The event with the zones of its times under a name of ours: icalendar stumbles over some, and remembers others
    from file to file."""
    lines = text.split("\r\n")
    for at, line in enumerate(lines):
        if line[:6].upper().startswith(TIMES) and (zone := line.upper().find(";TZID=")) > 0:
            lines[at] = f"{line[:zone]};{ZONE}={line[zone + len(';TZID=') :]}"
    return "\r\n".join(lines)


def _every(event: Any, name: str) -> list[Any]:
    """Each value of a property that could be read."""
    from icalendar.prop import vBroken  # noqa: PLC0415 - as above

    return [one for one in _all(event, name) if not isinstance(one, vBroken)]


def _rules(event: Any) -> list[Any]:
    """How an event repeats; one that cannot be read is a problem later, where others were there."""
    read = _every(event, "RRULE")
    return read if len(read) == len(_all(event, "RRULE")) else [*read, UNREADABLE]


def _all(event: Any, name: str) -> list[Any]:
    value = event.get(name, [])
    return value if isinstance(value, list) else [value]


def _text(event: Any, name: str) -> str:
    return next((" ".join(str(one).split()) for one in _every(event, name)), "")


def _times(event: Any, name: str) -> Iterator[When]:
    """The days or times of a property; of a stretch of time, its beginning."""
    for value in _every(event, name):
        for one in getattr(value, "dts", [value]):
            told = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            zone = str(value.params.get(ZONE, ""))
            if isinstance(told, datetime):
                yield When(told.replace(tzinfo=None), "UTC" if told.tzinfo else zone)
            elif isinstance(told, date):
                yield When(told)


def _person(address: str) -> str:
    return key("mail", address)


def _where(event: Any) -> tuple[str | None, str | None]:
    """How those who took part met, and the place where they did in person."""
    place = _text(event, "LOCATION")
    links = " ".join(str(one) for name in LINKS for one in _every(event, name))
    if any(VIDEO & set(host.split(".")) for host in _hosts(links)) or place.lower().startswith(VIDEO_NAMES):
        return "video", None
    if _is_phone(place):
        return "call", None
    if not place or "://" in place:
        return None, None
    return "in-person", place if len(place) <= LONGEST_PLACE else f"{place[: LONGEST_PLACE - 1]}…"


def _hosts(text: str) -> Iterator[str]:
    """The host of each link in a text."""
    for link in text.lower().split("://")[1:]:
        end = next((at for at, letter in enumerate(link) if not (letter.isalnum() or letter in ".-")), len(link))
        yield link[:end]


def _is_phone(place: str) -> bool:
    """Whether a place is a telephone number, a word before it or none."""
    head, colon, rest = place.partition(":")
    number = rest if colon and head.isalpha() else place
    digits = sum(letter.isdigit() for letter in number)
    return digits >= 7 and all(letter.isdigit() or letter in "+-()./ ,;#*x" for letter in number)


def _value(text: str, name: str) -> str:
    """The value of the first line of a property, as it stands."""
    lines = (line.partition(":") for line in text.split("\r\n"))
    return next((value.strip() for head, _, value in lines if head.partition(";")[0].upper() == name), "")
