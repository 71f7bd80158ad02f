"""LinkedIn's messages: who wrote to whom on which day, gathered from a file in any order, without their words."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time

from netlog.domain import people
from netlog.importers import Found, Problem, Skipped, key
from netlog.importers._cells import NO_NAME, columns_of, day, is_name, profile, value, without_empty
from netlog.importers._sheet import Row
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo
    from typing import Any

    from netlog.importers import About
    from netlog.importers._sheet import Sheet

SOURCE = "linkedin"
TAG = "linkedin"
COLUMNS = {
    "id": ("conversation id",),
    "title": ("conversation title",),
    "from": ("from",),
    "sender": ("sender profile url",),
    "to": ("to",),
    "recipients": ("recipient profile urls", "recipient profile url"),
    "date": ("date",),
    "subject": ("subject",),
    "way": ("direction",),
    "folder": ("folder",),
    "draft": ("is message draft",),
    "drafts": ("is conversation draft",),
}
WITHDRAWN = ("linkedin member", "linkedin-mitglied", "membre de linkedin", "miembro de linkedin")
HOUSE = ("linkedin", "linkedin team", "the linkedin team", "linkedin sales navigator", "linkedin premium")
MOST = 10  # people of a conversation; more are a group, which says nothing of any of them
DRAFT, ADVERTISING, GROUP = "a draft", "advertising", "a group"


def member(name: str, link: str) -> dict[str, Any]:
    """Somebody of LinkedIn, known by the profile, or without one by the name."""
    own = profile(link)
    told = {"kind": "person", "id": key(SOURCE, own or f"name\n{people.fold(name)}"), "name": name}
    return {**told, **({"links": [link.strip()]} if own else {}), "tags": [TAG]}


class _Day(NamedTuple):
    """What was written in a conversation on one day."""

    line: int
    first: datetime
    began: str  # who wrote first
    wrote: tuple[str, ...]  # no set: there may be a million of them


class Messages:
    """The messages of a file, told as conversations: one for each thread and day, once all are read."""

    def __init__(self, sheet: Sheet, about: About) -> None:
        self._rows = sheet.rows
        self._columns = columns_of(sheet.columns, COLUMNS)
        self._about = about
        self._days: dict[tuple[str, str], _Day] = {}
        self._last: dict[tuple[str, str], datetime] = {}  # of each thread and writer
        self._in: dict[str, dict[str, None]] = {}  # of each thread, everybody
        self._names: dict[str, str] = {}  # of each profile, or folded name
        self._profiles: dict[str, set[str]] = {}  # of each name
        self._links: dict[str, str] = {}
        self._mine: Counter[str] = Counter()  # how often a direction said that somebody is me
        self._with_subject: dict[str, int] = {}  # threads with the line of an advertisement or an offer

    def read(self) -> Iterator[Found | Problem | Skipped]:
        """People before what they wrote; what is left out is told at its line."""
        for row in self._rows:
            told = self._take(row) if isinstance(row, Row) else row
            if told is not None:
                yield told
        if not self._days:
            return
        me = self._me()
        if me is None:
            line = min(one.line for one in self._days.values())
            yield Problem(line, "it does not tell which of the people is you: netlog config set own 'Your Name'")
            return
        yield from self._conversations(me)

    # Reading

    def _take(self, row: Row) -> Problem | Skipped | None:
        told = {field: value(row, self._columns, field) for field in COLUMNS}
        if told["draft"].lower() in ("yes", "true") or told["drafts"].lower() in ("yes", "true"):
            return Skipped(row.line, DRAFT)
        if any(word in f"{told['folder']} {told['title']}".lower() for word in ("sponsored", "spam")):
            return Skipped(row.line, ADVERTISING)
        if told["from"].lower() in HOUSE or "/company/" in told["sender"]:
            return Skipped(row.line, ADVERTISING)
        if not is_name(told["from"]) or told["from"].lower() in WITHDRAWN:
            return Skipped(row.line, NO_NAME)
        moment = _moment(told["date"], self._about.zone)
        if moment is None:
            return Problem(row.line, "it tells no day")
        sender = self._known(told["from"], told["sender"])
        others = [who for one in _recipients(told["to"], told["recipients"]) if (who := self._known(*one))]
        thread = told["id"] or "\n".join(sorted({sender, *others}))
        if told["way"]:
            mine = [sender] if told["way"].lower().startswith("out") else others[:1]
            self._mine.update(mine)
        self._note(row.line, thread, moment, sender, others)
        if told["subject"]:
            self._with_subject.setdefault(thread, row.line)
        return None

    def _note(self, line: int, thread: str, moment: datetime, sender: str, others: list[str]) -> None:
        self._in.setdefault(thread, {}).update(dict.fromkeys((sender, *others)))
        self._last[thread, sender] = max(moment, self._last.get((thread, sender), moment))
        on = (thread, moment.date().isoformat())
        before = self._days.get(on)
        if before is None:
            self._days[on] = _Day(line, moment, sender, (sender,))
            return
        began = (moment, sender) if moment < before.first else (before.first, before.began)
        wrote = before.wrote if sender in before.wrote else (*before.wrote, sender)
        self._days[on] = _Day(min(line, before.line), *began, wrote)

    def _known(self, name: str, link: str) -> str:
        """What somebody is known by: the profile, else the name, until the whole file tells whose that is."""
        own = profile(link)
        if not own:
            self._names.setdefault(people.fold(name), name)
            return people.fold(name)
        self._links.setdefault(own, link.strip())
        if name:
            self._names.setdefault(own, name)
            self._profiles.setdefault(people.fold(name), set()).add(own)
        return own

    # Telling

    def _who(self, known: str) -> str:
        """The profile of somebody known by name, where one profile alone has it."""
        profiles = self._profiles.get(known, ())
        return next(iter(profiles)) if len(profiles) == 1 else known

    def _me(self) -> str | None:
        """Who is me: told so, or the one in most threads; None where several may be."""
        own = {people.fold(one) for one in self._about.own} | {profile(one) for one in self._about.own}
        mine = next((who for who, name in self._names.items() if who in own or people.fold(name) in own), None)
        if mine is None and self._mine:
            mine = self._mine.most_common(1)[0][0]
        if mine is not None:
            return self._who(mine)
        present = Counter(who for thread in self._in.values() for who in {self._who(one) for one in thread})
        writing = Counter(self._who(sender) for _, sender in self._last)
        ranked = sorted(((count, writing[who], who) for who, count in present.items()), reverse=True)
        return None if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2] else ranked[0][2]

    def _conversations(self, me: str) -> Iterator[Found | Problem | Skipped]:
        last: dict[str, dict[str, datetime]] = {}
        for (thread, sender), moment in self._last.items():
            writers = last.setdefault(thread, {})
            who = self._who(sender)
            writers[who] = max(moment, writers.get(who, moment))
        told: set[str] = set()
        for (thread, on), one in sorted(self._days.items(), key=lambda day: day[1].line):
            others = dict.fromkeys(who for known in self._in[thread] if (who := self._who(known)) != me)
            named = {who: member(name, self._links.get(who, "")) for who in others if (name := self._names.get(who))}
            why = self._left_out(thread, len(others), bool(named), me in last[thread])
            if why:
                yield Skipped(one.line, why)
                continue
            for other in named.values():
                if other["id"] not in told:
                    told.add(other["id"])
                    yield Found(one.line, other)
            wrote = {self._who(known) for known in one.wrote}
            talk = {
                "kind": "conversation",
                "id": key(f"{SOURCE} messages", f"{thread}\n{on}"),
                "on": on,
                "text": "messages on LinkedIn",
                "with": [other["id"] for other in named.values()],
                "how": "social",
                "initiated": "me" if self._who(one.began) == me else "them",
                "attempt": wrote == {me} and not any(last[thread].get(who, one.first) > one.first for who in others),
                "people": len(others) + 1 if len(others) > len(named) else None,
            }
            yield Found(one.line, without_empty(talk))

    def _left_out(self, thread: str, others: int, are_named: bool, i_wrote: bool) -> str:
        """Why a thread is no conversation; empty where it is one."""
        if not are_named:
            return NO_NAME
        if others > MOST:
            return GROUP
        # A subject is an InMail's, which strangers pay for.
        return ADVERTISING if thread in self._with_subject and not i_wrote else ""


def _recipients(names: str, links: str) -> list[tuple[str, str]]:
    """Name and profile of each; a comma may divide two people, or somebody from a title."""
    profiles = [link.strip() for link in links.split(",") if link.strip()]
    parts = [name.strip() for name in names.split(",") if name.strip()]
    if len(profiles) > 1:
        return list(zip(parts, profiles, strict=True)) if len(parts) == len(profiles) else [("", p) for p in profiles]
    if profiles or not all(" " in part for part in parts):
        return [(names, "".join(profiles))]
    return [(part, "") for part in parts]


def _moment(text: str, zone: tzinfo) -> datetime | None:
    """The moment in the zone, which one without a zone of its own is taken to be in."""
    on = day(text, "mdy")
    if not on:
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" UTC", "+00:00"))
    except ValueError:
        moment = datetime.combine(datetime.fromisoformat(on), _clock(text))
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _clock(text: str) -> time:
    """The time in 4/11/18, 9:14 AM; midnight where there is none."""
    words = text.upper().split()
    at = next((n for n, word in enumerate(words) if ":" in word), None)
    if at is None:
        return time()
    numbers = [int(part) for part in words[at].split(":") if part.isascii() and part.isdigit() and len(part) <= 2]
    if len(numbers) < 2 or numbers[0] > 23 or numbers[1] > 59:
        return time()
    half = words[at + 1] if at + 1 < len(words) else ""
    hour = numbers[0] % 12 + (12 if half == "PM" else 0) if half in ("AM", "PM") else numbers[0]
    return time(hour, numbers[1])
