"""WhatsApp: an exported chat, of which only who wrote on which day is read, never a word of it.

In the chat: More, Export chat, Without media. Android gives a text file, an iPhone a ZIP with
`_chat.txt` in it. Which name is mine is told by the setting `own`; in a chat of two the file's own
name tells the other one: "WhatsApp Chat with Ana Ruiz.txt".
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from netlog.importers import Found, Problem, Skipped, key
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, BinaryIO

    from netlog.importers import About

    Numbers = tuple[int, int, int]  # of a day, in the order in which they stand

LONGEST_PIECE = 65_536  # bytes of a line that are read; who wrote stands at its beginning
LONGEST_NAME = 100  # characters
WAIT = timedelta(days=7)  # in which an answer comes, if one does
PASTED = timedelta(days=2)  # a day further back than this was pasted from another chat
YEARS = range(2009, 2100)  # since there is such a chat
MARKED = "\u200e"  # before what the program itself says
HIDDEN = {ord(mark): None for mark in "\u200e\u200f\u202a\u202b\u202c\ufeff"} | {0x202F: " ", 0xA0: " "}
TEXT = "on WhatsApp"
DIGITS = 5  # more of them, and no letter, are a telephone number


@lru_cache(1)
def _line() -> re.Pattern[str]:
    """A message's first line: three numbers, a time, whatever stands for noon, a bracket or a dash, and the rest."""
    return re.compile(
        r"(?P<bracket>\[?)(\d{1,4})(?P<sep>[./-]) ?(\d{1,2})(?P=sep) ?(\d{1,4})"  # the day
        r"[^\d\[\]]{1,12}?(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)"
        r"[^\d\[\]:]{0,14}?(?:\]|\s[-–])\s?(?P<rest>.*)",
        re.DOTALL,
    )


class _Run(NamedTuple):
    """What was written from one day's first line until another day's."""

    line: int
    numbers: Numbers
    time: str
    writers: dict[str, None]  # in the order in which they first wrote


class _Chat:
    """A file read through: all that is kept of it."""

    def __init__(self) -> None:
        self.runs: list[_Run] = []
        self.after: dict[str, str | None] = {}  # by name, what stands before a second colon in all that they wrote
        self.title = ""  # the name under which an iPhone tells that the chat is encrypted
        self.messages: dict[str, int] = {}

    def take(self, line: int, found: re.Match[str], is_notice: bool) -> None:
        """Take in one message's first line."""
        name, said = _named(found["rest"])
        if not name:
            return
        if is_notice and not self.messages and self.title in ("", name):
            self.title = name
            return
        numbers = (int(found[2]), int(found[4]), int(found[5]))
        if not self.runs or self.runs[-1].numbers != numbers:
            self.runs.append(_Run(line, numbers, found["time"], {}))
        self.runs[-1].writers[name] = None
        self.messages[name] = self.messages.get(name, 0) + 1
        before, colon, _ = said.strip().partition(": ")
        second = before if colon and 0 < len(before) <= LONGEST_NAME else None
        self.after[name] = second if self.messages[name] == 1 or self.after[name] == second else None

    def called(self, name: str) -> str:
        """The whole name: what stands before a second colon in every one of several messages belongs to it."""
        second = self.after.get(name)
        return f"{name}: {second}" if second and self.messages[name] > 2 else name


def knows(head: bytes) -> bool:
    """Whether a file that begins so is a chat: its first line is a message or a notice, and somebody has a name."""
    lines = [line.translate(HIDDEN) for line in head.decode(errors="replace").splitlines() if line.strip()]
    matches = [_line().match(line) for line in lines[:200]]
    return bool(matches and matches[0] and any(match and _named(match["rest"])[0] for match in matches))


def read(file: BinaryIO, about: About) -> Iterator[Found | Problem | Skipped]:
    """Those who wrote, and a conversation for each day."""
    chat = _read(file)
    if not chat.runs:
        yield Problem(1, "no message is in it")
        return
    order = _order(chat.runs, about.day_order)
    if order is None:
        yield Problem(chat.runs[0].line, _unclear(chat.runs))
        return
    days = list(_by_day(chat.runs, order))
    names = list(dict.fromkeys(name for _, run in days for name in run.writers))
    me = _me(chat, names, str(getattr(file, "name", "")), about)
    if me is None:
        called = sorted(map(chat.called, names))
        listed = ", ".join(called[:5]) + (" …" if len(called) > 5 else "")
        yield Problem(1, f'which of {listed} is you is not known: netlog config set own "YOUR NAME"')
        return
    yield from _told(chat, days, [name for name in names if name != me], me)


def _read(file: BinaryIO) -> _Chat:
    chat = _Chat()
    number, is_whole, form = 0, True, None
    while piece := file.readline(LONGEST_PIECE):
        begins, is_whole = is_whole, piece.endswith(b"\n")
        number += begins
        if not begins:
            continue
        text = piece.decode(errors="replace").rstrip("\r\n")
        found = _line().match(text.translate(HIDDEN).lstrip()) if text[:40].strip() else None
        if found is None:
            continue
        form = found["bracket"] if form is None else form
        if found["bracket"] != form:
            continue  # what was copied out of a chat and pasted into this one
        chat.take(number, found, f": {MARKED}" in text)
    return chat


def _named(rest: str) -> tuple[str, str]:
    """Who wrote, and what follows; no name where the program itself speaks."""
    name, colon, said = rest.partition(":")
    name = name.strip().removeprefix("~").strip()
    quotes = sum(name.count(mark) for mark in '"“”„')
    if not colon or not name or len(name) > LONGEST_NAME or quotes % 2:
        return "", ""
    return name, said.removeprefix(" ")


# Days


def _order(runs: Sequence[_Run], told: str) -> str | None:
    """How the numbers of a day are ordered: ymd, dmy or mdy; none where two readings are possible."""
    if all(run.numbers[0] > 31 for run in runs):
        return "ymd"
    possible = [order for order in ("dmy", "mdy") if all(_day(run.numbers, order) for run in runs)]
    if len(possible) == 2:
        readings = {order: _days(runs, order) for order in possible}
        if readings["dmy"] == readings["mdy"]:
            return "dmy"
        back = {order: sum(a > b for a, b in pairwise(days)) for order, days in readings.items()}
        possible = [order for order in possible if back[order] == min(back.values())]
    if len(possible) == 2:
        return told or None
    return possible[0] if possible else None


def _days(runs: Sequence[_Run], order: str) -> list[date]:
    return [day for run in runs if (day := _day(run.numbers, order))]


def _day(numbers: Numbers, order: str) -> date | None:
    told = dict(zip(order, numbers, strict=True))
    year = told["y"] + (2000 if told["y"] < 100 else 0)
    try:
        day = date(year, told["m"], told["d"])
    except ValueError:
        return None
    return day if year in YEARS else None


def _unclear(runs: Sequence[_Run]) -> str:
    first, second, year = next(
        (run.numbers for run in runs if _day(run.numbers, "dmy") != _day(run.numbers, "mdy")), runs[0].numbers
    )
    readings = [day.isoformat() for order in ("dmy", "mdy") if (day := _day((first, second, year), order))]
    if len(readings) < 2 or any(not _day(run.numbers, "dmy") and not _day(run.numbers, "mdy") for run in runs):
        return "its days cannot be read: they are neither day, month, year nor month, day, year throughout"
    return (
        f"the day {first}/{second}/{year} is {readings[0]} or {readings[1]}:"
        " netlog config set day_order dmy, or mdy, tells which"
    )


# People


def _me(chat: _Chat, names: list[str], path: str, about: About) -> str | None:
    """My name in the chat, empty where I wrote nothing; none where nobody can tell."""
    own = [name for name in names if chat.called(name).casefold() in about.own]
    if own:
        return own[0]
    stem = path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    titles = [name for name in names if stem.endswith(chat.called(name)) or chat.title == name]
    if len(names) == 2 and len(titles) == 1:
        return next(name for name in names if name not in titles)
    if len(names) == 1 and (titles or chat.title):
        return "" if titles else names[0]
    return None


def _told(
    chat: _Chat, days: list[tuple[date, _Run]], others: list[str], me: str
) -> Iterator[Found | Problem | Skipped]:
    is_group = len(others) > 1 or (bool(others) and chat.title not in ("", *others))
    if not others and not chat.title:
        yield Problem(1, "only you wrote, and the file does not say to whom")
        return
    other = others[0] if others else chat.title
    known: set[str] = set()
    for at, (day, run) in enumerate(days):
        there = [name for name in run.writers if name != me]
        if is_group and len(there) == len(run.writers):
            yield Skipped(run.line, "a day of others in a group")
            continue
        if is_group and not there:
            yield Skipped(run.line, "nobody else wrote in the group")
            continue
        present = there if is_group else [other]
        for name in present:
            if name not in known:
                known.add(name)
                yield Found(run.line, _person(chat.called(name)))
        is_heard = bool(there) or any(
            later.writers.keys() - {me} for next_, later in days[at + 1 : at + 1 + WAIT.days] if next_ - day <= WAIT
        )
        yield Found(run.line, _conversation(run, day, [chat.called(name) for name in present], me, is_heard, is_group))


def _by_day(runs: Sequence[_Run], order: str) -> Iterator[tuple[date, _Run]]:
    """Each day with all who wrote on it, in the order of days; what was pasted from another chat is left out."""
    days: dict[date, _Run] = {}
    latest = date.min
    for run in runs:
        day = _day(run.numbers, order)
        if day is None or latest - day > PASTED:
            continue
        latest = max(latest, day)
        days.setdefault(day, run).writers.update(run.writers)
    yield from sorted(days.items())


def _person(name: str) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": "person", "id": key("whatsapp", name.casefold()), "name": name}
    if sum(c.isdigit() for c in name) > DIGITS and not any(c.isalpha() for c in name):
        told["phones"] = [name]
    return told


def _conversation(run: _Run, day: date, present: list[str], me: str, is_heard: bool, is_group: bool) -> dict[str, Any]:
    own = " ".join((day.isoformat(), *((run.time, *sorted(run.writers)) if is_group else present)))
    told: dict[str, Any] = {
        "kind": "conversation",
        "id": key("whatsapp", own),
        "on": day.isoformat(),
        "text": TEXT,
        "with": [key("whatsapp", name.casefold()) for name in present],
        "how": "chat",
        "initiated": "me" if next(iter(run.writers)) == me else "them",
    }
    return told if is_heard else {**told, "attempt": True}
