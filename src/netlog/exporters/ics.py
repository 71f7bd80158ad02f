"""iCalendar: birthdays, open promises, reminders and when to speak to whom, for any calendar to subscribe to."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from netlog.domain import reasons, rhythm, working
from netlog.domain.journal import Agenda, Person, Promise, Reminder, Skip, Standing, Tie
from netlog.domain.parameters import DEFAULTS
from netlog.domain.people import in_initials
from netlog.exporters._inert import inert
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from netlog.domain.parameters import Parameters
    from netlog.exporters import Stream

HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//netlog//netlog//EN", "CALSCALE:GREGORIAN", "X-WR-CALNAME:netlog")
FOLD = 75  # bytes of a line, RFC 5545, 3.1
LONGEST_TITLE = 200  # characters
ALARM = "PT9H"  # after the day has begun
ON_THEIR_DAY = ("date", "reminder", "my-promise-overdue", "my-promise-soon", "their-promise-overdue")
PRIVATE = ("cooled-off", "check-in")  # reminders whose words are for me alone
SHORT = {  # what a calendar shows of a reason; the whole text stands below it
    "their-ask-open": "Answer",
    "first-follow-up": "Follow up",
    "thank-you": "Say thanks to",
    "cooled-off": "Look again at",
    "overdrawn": "Do something for",
    "report-back": "Report back to",
    "cadence": "Keep in touch with",
    "check-in": "Say hello to",
    "invitation": "Invite",
    "my-ask-open": "Ask again",
    "ask-feedback": "Ask for feedback:",
}


class Line(NamedTuple):
    """One event of a whole day."""

    id: str  # the same on every day that it is told
    made: date
    on: date
    say: str  # {} stands for the person's name
    what: str = ""
    text: str = ""
    yearly: str = ""  # MM-DD; empty: once


def write(
    stream: Stream,
    today: date,
    *,
    agenda: Agenda | None = None,
    parameters: Parameters = DEFAULTS,
    private: bool = False,
    redact: bool = False,
) -> Iterator[str]:
    """The calendar's text: each event on its day, what is late on today, with an alarm at nine.

    `agenda` is what the morning list knows of everybody on that day: with it, whatever else is due
    stands in the calendar too, and the day on which to keep in touch again; without it, birthdays,
    promises and reminders alone. What I wrote for myself stays out unless `private`; `redact`
    leaves initials and no text.
    """
    yield from (f"{line}\r\n" for line in HEAD)
    for tie in sorted((agenda or _agenda(stream)).ties, key=lambda tie: tie.id):
        name = in_initials(tie.name) if redact else tie.name
        for line in lines(tie, today, agenda, parameters):
            is_told = not redact and (private or not line.id.endswith(PRIVATE))
            yield _event(line if is_told else line._replace(what="", text=""), name)
    yield "END:VCALENDAR\r\n"


def lines(tie: Tie, today: date, agenda: Agenda | None, parameters: Parameters) -> Iterator[Line]:
    """Everything that a calendar shows of one person; of somebody at rest, what I promised and no more."""
    is_awake = not rhythm.at_rest(tie.standing, today)
    if tie.birthday and is_awake:
        born = f"born in {tie.birthday[:4]}" if len(tie.birthday) == len("YYYY-MM-DD") else ""
        on = working.next_yearly(tie.birthday, tie.added)
        yield Line(f"{tie.id}-birthday", tie.added, on, "Birthday: {}", text=born, yearly=tie.birthday[-5:])
    for promise in tie.promises:
        if promise.due and (is_awake or promise.who == "me"):
            say = "Promised to {}" if promise.who == "me" else "{} promised"
            on = max(promise.due, today)
            yield Line(promise.id, promise.on, on, say, promise.text, _dates(promise, today))
    for reminder in tie.reminders if is_awake else ():
        on = reminder.on
        if reminder.reason == "date":
            yield Line(reminder.id, reminder.made, on, "{}", reminder.text, yearly=on.isoformat()[5:])
        elif reminder.reason == "reminder" and not _is_past(reminder, tie):
            planned = f"planned for {on}" if on < today else ""
            shown = _unhidden(tie, "reminder", max(on, today), today)
            yield Line(reminder.id, reminder.made, shown, "{}", reminder.text, planned)
    if agenda:
        yield from _due(tie, today, agenda, parameters)


def _due(tie: Tie, today: date, agenda: Agenda, parameters: Parameters) -> Iterator[Line]:
    """What the morning list says today, one event a reason; and the day to come on which to keep in touch."""
    found = [one for one in reasons.reasons(tie, today, agenda.away, parameters) if one.reason not in ON_THEIR_DAY]
    for reason, several in groupby(sorted(found, key=lambda one: one.reason), key=lambda one: one.reason):
        same = sorted(several, key=lambda one: (one.due, one.text))
        text = "\n".join(one.text for one in same)
        yield Line(f"{tie.id}-{reason}", same[0].due, today, f"{SHORT[reason]} {{}}", text=text)
    cycle = rhythm.cycle(tie, today, parameters)
    if cycle.due and cycle.cadence.days and cycle.begun and len(tie.attempts) < rhythm.IN_A_ROW:
        on = working.next_working(_heard(tie, cycle.due, today), parameters.working_days, agenda.away)
        if on > today:
            every = f"every {cycle.cadence.days} days"
            yield Line(f"{tie.id}-cadence", cycle.begun, on, f"{SHORT['cadence']} {{}}", text=every)


def _heard(tie: Tie, due: date, today: date) -> date:
    """The day a cadence runs out, or the one after a snooze or an absence that hides it."""
    on = _unhidden(tie, "cadence", due, today)
    return max([on, *(away.until for away in tie.aways if away.on <= max(on, today) < away.until)])


def _unhidden(tie: Tie, reason: str, on: date, today: date) -> date:
    """A day, or the one after a snooze that hides what falls on it."""
    return max([on, *(one.until for one in tie.snoozes if one.reason in (None, reason) and one.on <= today)])


def _is_past(reminder: Reminder, tie: Tie) -> bool:
    """Whether contact or a skip has closed a reminder since its day."""
    skipped = any(skip.reason == "reminder" and skip.on >= reminder.on for skip in tie.skips)
    return skipped or bool(tie.contacts and tie.contacts[0] >= reminder.on)


def _dates(promise: Promise, today: date) -> str:
    """The days a promise was for, where the event stands on another."""
    late = f"promised for {promise.due}" if promise.due and promise.due < today else ""
    moved = f"first promised for {promise.by}" if promise.by and promise.by != promise.due else ""
    return "\n".join(filter(None, (late, moved)))


def _agenda(stream: Stream) -> Agenda:
    """As much of the morning list's knowledge as the records tell that stand in the calendar on their own day."""
    promises: dict[str, list[Promise]] = {}
    reminders: dict[str, list[Reminder]] = {}
    skips: dict[str, list[Skip]] = {}
    for promise in stream(Promise):
        if promise.outcome is None:
            promises.setdefault(promise.with_, []).append(promise)
    for reminder in stream(Reminder):
        if reminder.done is None:
            reminders.setdefault(reminder.with_, []).append(reminder)
    for skip in stream(Skip):
        skips.setdefault(skip.with_, []).append(skip)
    standings = {one.with_: one for one in sorted(stream(Standing), key=lambda one: (one.on, one.id))}
    people: Iterable[Person] = stream(Person)
    return Agenda(
        tuple(
            Tie(
                *(one.id, one.name, one.handle, one.added),
                birthday=one.birthday,
                promises=tuple(promises.get(one.id, ())),
                reminders=tuple(reminders.get(one.id, ())),
                skips=tuple(skips.get(one.id, ())),
                standing=standings.get(one.id),
            )
            for one in people
        )
    )


# RFC 5545


def _event(line: Line, name: str) -> str:
    said = line.say.replace("{}", name)
    title = _escaped(_title(f"{said}: {line.what}" if line.what else said))
    told = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(line.id)}@netlog",
        f"DTSTAMP:{line.made:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{_date(line.on)}",
        f"DTEND;VALUE=DATE:{_date(line.on + timedelta(days=1))}",
        *([f"RRULE:{_yearly(line.yearly)}"] if line.yearly else []),
        f"SUMMARY:{title}",
        *([f"DESCRIPTION:{_escaped(line.text)}"] if line.text else []),
        "TRANSP:TRANSPARENT",
        *("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{ALARM}", f"DESCRIPTION:{title}", "END:VALARM"),
        "END:VEVENT",
    ]
    return "".join(f"{_folded(one)}\r\n" for one in told)


def _title(text: str) -> str:
    """The text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def _yearly(day: str) -> str:
    """Every year; 29 February on the 28th in common years, as it is kept here."""
    return "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if day == "02-29" else "FREQ=YEARLY"


def _date(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """The text of a property: RFC 5545, 3.3.11; control characters are not allowed there, and left out."""
    escaped = inert(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.rstrip("\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, none of which ends inside a character."""
    if len(line) <= FOLD and line.isascii():
        return line
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > FOLD:
            pieces.append(piece)
            piece, size = "", 1  # the space that begins the next
        piece += letter
        size += width
    return "\r\n ".join([*pieces, piece])
