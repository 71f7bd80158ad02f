"""Monica, version 4: the whole account as JSON, from Settings, Export data, Export as JSON.

Whoever is named only as somebody's relation is left out, money lent too. Somebody who died or was
put into the archive comes in at rest. A task without a day is a reminder for the day it was made.
"""

from __future__ import annotations

from datetime import date, datetime

from netlog.importers import Found, Problem, Skipped, key
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, BinaryIO

    from netlog.importers import About

    Told = dict[str, Any]
    Outcome = Found | Problem | Skipped

LARGEST = 200_000_000  # bytes; the whole is held in memory
DAY = len("2026-11-21")
STRENGTHS = {  # of what a relationship is called; any other is 3
    **dict.fromkeys(("partner", "spouse", "child", "parent", "sibling", "bestfriend"), 5),
    **dict.fromkeys(("date", "lover", "friend", "grandparent", "grandchild", "uncle", "nephew", "cousin"), 4),
    **dict.fromkeys(("ex", "ex_husband"), 1),
}
WRITTEN = {"email": "email", "phone": "chat", "facebook": "social", "twitter": "social", "linkedin": "social"}
PHONES = ("phone", "whatsapp", "telegram", "signal")
GIFTS = {"offered": ("give", "me"), "given": ("give", "me"), "received": ("receive", "them")}


def knows(head: bytes) -> bool:
    """Whether a file that begins so is the export of an account: its first keys tell who exported it, with what."""
    start = head[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    return start.startswith(b"{") and all(word in start for word in (b'"app_version"', b'"exported_by"'))


def read(file: BinaryIO, about: About) -> Iterator[Outcome]:
    """People with all that is told of them, then what concerns several; the line is the contact's place in the file."""
    import json  # noqa: PLC0415 - other formats need none

    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        yield Problem(1, f"it is larger than {LARGEST // 1_000_000} MB")
        return
    try:
        account = _part(json.loads(content.decode(errors="replace")), "account")
    except (ValueError, RecursionError) as error:
        yield Problem(getattr(error, "lineno", 1), f"it is no JSON: {type(error).__name__}")
        return
    if not account:
        yield Problem(1, "it holds no account")
        return
    yield from _Account(account, about).told()


class _Account:
    """An account as it is read."""

    def __init__(self, account: Told, about: About) -> None:
        self._account = account
        self._about = about
        self._kinds = {
            str(one.get("uuid")): (_word(_properties(one), "type") or _word(_properties(one), "name")).lower()
            for one in _rows(_part(account, "instance").get("contact_field_types"))
        }
        self._contacts = [one for one in _values(account, "contact") if _word(one, "uuid")]
        self._names = {_word(one, "uuid"): _name(_properties(one)) for one in self._contacts if not _is_partial(one)}
        self._present: dict[str, list[str]] = {}  # by activity, who took part

    def told(self) -> Iterator[Outcome]:
        """All that is told."""
        for line, contact in enumerate(self._contacts, 1):
            if _is_partial(contact):
                yield Skipped(line, "named only as a relation")
            elif not self._names[_word(contact, "uuid")]:
                yield Skipped(line, "no name")
            else:
                yield from self._contact(line, contact)
        line = len(self._contacts)
        for activity in _values(self._account, "activity"):
            yield from self._activity(line, activity)
        yield from self._relationships(line)
        for _ in _rows(_properties(self._account).get("journal_entries")):
            yield Skipped(line, "a page of your diary")

    # One contact

    def _contact(self, line: int, contact: Told) -> Iterator[Outcome]:
        uuid, properties = _word(contact, "uuid"), _properties(contact)
        is_gone = bool(properties.get("is_dead"))
        person = self._person(contact, is_gone)
        yield Found(line, person)
        with_ = person["id"]
        made = self._day(contact.get("created_at"))
        for name, prefix in (("description", ""), ("food_preferences", "food: ")):
            if text := _word(properties, name):
                yield from self._dated(line, made, _fact(f"{uuid} {name}", with_, prefix + text))
        if is_gone or properties.get("is_active") in (False, 0):
            told = {"kind": "standing", "id": key("monica", f"{uuid} rest"), "with": with_, "state": "resting"}
            since = self._day(_part(properties, "deceased_date").get("date")) if is_gone else ""
            told |= {"reason": "they died"} if is_gone else {}
            yield from self._dated(line, since or self._day(contact.get("updated_at")) or made, told)
        for activity in _values(contact, "activity", str):
            self._present.setdefault(activity, []).append(with_)
        for kind, read_one in (
            ("call", self._call),
            ("conversation", self._conversation),
            ("note", self._note),
            ("life_event", self._life_event),
            ("gift", self._gift),
            ("task", self._task),
            ("reminder", self._reminder),
        ):
            for place, one in enumerate(_values(contact, kind)):
                if is_gone and kind in ("task", "reminder"):
                    yield Skipped(line, "a reminder about somebody who died")
                else:
                    own = _word(one, "uuid") or f"{uuid} {kind} {place}"
                    yield from read_one(line, key("monica", own), with_, one, properties)
        for _ in _values(contact, "debt"):
            yield Skipped(line, "money lent")

    def _person(self, contact: Told, is_gone: bool) -> Told:
        uuid, properties = _word(contact, "uuid"), _properties(contact)
        through = _word(properties, "first_met_through")
        told: Told = {
            "kind": "person",
            "id": key("monica", uuid),
            "name": self._names[uuid],
            "org": _word(properties, "company"),
            "role": _word(properties, "job"),
            "nicks": [_word(properties, "nickname")] if _word(properties, "nickname") else [],
            "tags": [tag for tag in _rows(properties.get("tags"), str) if tag.strip()],
            "birthday": "" if is_gone else _birthday(_part(properties, "birthdate")),
            "met": _met(_part(properties, "first_met_date")),
            "through": key("monica", through) if through != uuid and self._names.get(through) else "",
        }
        every = properties.get("stay_in_touch_frequency")
        if type(every) is int and 1 <= every <= 3650:
            told["every"] = every
        for field in _values(contact, "contact_field"):
            value, kind = _word(_properties(field), "data"), self._kinds.get(_word(_properties(field), "type"), "")
            if value:
                told.setdefault(_field(kind, value), []).append(value)
        return {name: value for name, value in told.items() if value}

    # What passed between us

    def _call(self, line: int, id_: str, with_: str, one: Told, _: Told) -> Iterator[Outcome]:
        told = _talk(id_, [with_], _word(_properties(one), "content"))
        called = _properties(one).get("contact_called")
        told |= {"how": "call"} | ({} if called is None else {"initiated": "them" if called else "me"})
        yield from self._dated(line, self._day(_properties(one).get("called_at")), told)

    def _conversation(self, line: int, id_: str, with_: str, one: Told, _: Told) -> Iterator[Outcome]:
        properties = _properties(one)
        messages = [_properties(message) or message for message in _rows(properties.get("messages"))]
        sides = [bool(message.get("written_by_me")) for message in messages]
        lines = [
            f"{'me' if is_mine else 'them'}: {_word(message, 'content')}"
            for is_mine, message in zip(sides, messages, strict=True)
        ]
        told = _talk(id_, [with_], "\n".join(lines))
        told |= {"initiated": "me" if sides[0] else "them"} if sides else {}
        told["how"] = WRITTEN.get(self._kinds.get(_word(properties, "contact_field_type"), ""), "chat")
        yield from self._dated(line, self._day(properties.get("happened_at")), told)

    def _note(self, line: int, id_: str, with_: str, one: Told, _: Told) -> Iterator[Outcome]:
        if text := _word(_properties(one), "body"):
            yield from self._dated(line, self._day(one.get("created_at")), {**_fact("", with_, text), "id": id_})

    def _life_event(self, line: int, id_: str, with_: str, one: Told, _: Told) -> Iterator[Outcome]:
        text = _joined(_properties(one), "name", "note")
        if text:
            day = self._day(_properties(one).get("happened_at"))
            yield from self._dated(line, day, {**_fact("", with_, text), "id": id_})

    def _gift(self, line: int, id_: str, with_: str, one: Told, _: Told) -> Iterator[Outcome]:
        properties = _properties(one)
        text = _joined(properties, "name", "comment") or "a gift"
        day = self._day(properties.get("date")) or self._day(one.get("created_at"))
        kind, who = GIFTS.get(_word(properties, "status"), ("", ""))
        if kind:
            yield from self._dated(line, day, {"kind": kind, "id": id_, "who": who, "with": with_, "text": text})
        else:
            yield from self._dated(line, day, {**_fact("", with_, f"an idea for a gift: {text}"), "id": id_})

    def _task(self, line: int, id_: str, with_: str, one: Told, _: Told) -> Iterator[Outcome]:
        properties = _properties(one)
        made = self._day(one.get("created_at"))
        told = _remind(id_, with_, _joined(properties, "title", "description"), made)
        if properties.get("completed"):
            told["done"] = max(self._day(properties.get("completed_at")) or made, made)
        yield from self._dated(line, made, told)

    def _reminder(self, line: int, id_: str, with_: str, one: Told, contact: Told) -> Iterator[Outcome]:
        properties = _properties(one)
        day, often = self._day(properties.get("initial_date")), _word(properties, "frequency_type")
        told = _remind(id_, with_, _joined(properties, "title", "description"), self._day(one.get("created_at")) or day)
        is_yearly = often == "year" and properties.get("frequency_number") in (1, "1", None)
        if is_yearly and day[5:] == _birthday(_part(contact, "birthdate"))[-5:]:
            yield Skipped(line, "a reminder of a birthday")
        elif is_yearly:
            yield from self._dated(line, day, {**told, "reason": "date"})
        elif often == "one_time":
            told |= {"done": max(day, told["made"])} if properties.get("inactive") else {}
            yield from self._dated(line, day, told, may_come=True)
        else:
            yield Skipped(line, "a reminder that comes more often than once a year, or less")

    # What concerns several

    def _activity(self, line: int, activity: Told) -> Iterator[Outcome]:
        uuid, properties = _word(activity, "uuid"), _properties(activity)
        present = self._present.get(uuid, [])
        if not present:
            yield Skipped(line, "nobody is named")
            return
        told = _talk(key("monica", uuid), present, _joined(properties, "summary", "description"))
        yield from self._dated(line, self._day(properties.get("happened_at")), told)

    def _relationships(self, line: int) -> Iterator[Outcome]:
        """Who knows whom, each pair once: the file tells it from both sides."""
        known = set()
        for one in _values(self._account, "relationship"):
            properties = _properties(one)
            pair = sorted((_word(properties, "contact_is"), _word(properties, "of_contact")))
            if tuple(pair) in known or pair[0] == pair[1] or not all(self._names.get(uuid) for uuid in pair):
                continue
            known.add(tuple(pair))
            kind = _word(properties, "type")
            told: Told = {
                "kind": "tie",
                "id": key("monica", " ".join(pair)),
                "one": key("monica", pair[0]),
                "other": key("monica", pair[1]),
                "strength": STRENGTHS.get(kind, 3),
            }
            told |= {"source": kind.replace("_", " ")} if kind else {}
            yield from self._dated(line, self._day(one.get("created_at")), told)

    # Days

    def _dated(self, line: int, day: str, told: Told, *, may_come: bool = False) -> Iterator[Outcome]:
        """A record with its day, if it has one that has come."""
        if not day:
            yield Problem(line, f"a {told['kind']} has no day that can be read")
        elif day > self._about.today.isoformat() and not may_come and told.get("reason") != "date":
            yield Skipped(line, "still to come")
        else:
            yield Found(line, {**told, "on": day})

    def _day(self, value: Any) -> str:
        """The day of a moment in the reader's zone; midnight without a zone of its own is a bare day."""
        if not isinstance(value, str):
            return ""
        text = value.strip()
        try:
            moment = datetime.fromisoformat(text)
            if len(text) > DAY and moment.tzinfo and (moment.hour or moment.minute or moment.second):
                moment = moment.astimezone(self._about.zone)
            return moment.date().isoformat()
        except (ValueError, OverflowError):
            return _plain_day(text[:DAY])


def _plain_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _birthday(special: Told) -> str:
    """A birthday as we write it; nothing where only an age was guessed."""
    day = _plain_day(_word(special, "date")[:DAY])
    if not day or special.get("is_age_based"):
        return ""
    return day[5:] if special.get("is_year_unknown") else day


def _met(special: Told) -> str:
    return (
        ""
        if special.get("is_year_unknown") or special.get("is_age_based")
        else _plain_day(_word(special, "date")[:DAY])
    )


# Records


def _talk(id_: str, with_: list[str], text: str) -> Told:
    return {"kind": "conversation", "id": id_, "with": with_, "text": text}


def _fact(own: str, with_: str, text: str) -> Told:
    return {"kind": "fact", "id": key("monica", own), "with": with_, "topic": "note", "text": text}


def _remind(id_: str, with_: str, text: str, made: str) -> Told:
    return {"kind": "reminder", "id": id_, "with": with_, "text": text or "a task", "made": made}


def _name(properties: Told) -> str:
    parts = (_word(properties, name) for name in ("first_name", "middle_name", "last_name"))
    return " ".join(part for part in parts if part) or _word(properties, "nickname")


def _field(kind: str, value: str) -> str:
    """Where a way to reach somebody belongs: by its kind, else by its looks."""
    digits = sum(c.isdigit() for c in value)
    if kind == "email" or (not kind and "@" in value[1:] and " " not in value):
        return "emails"
    return "phones" if (kind in PHONES or not kind) and digits > 4 and "/" not in value else "links"


def _joined(properties: Told, *names: str) -> str:
    return "\n".join(text for name in names if (text := _word(properties, name)))


def _is_partial(contact: Told) -> bool:
    return bool(_properties(contact).get("is_partial"))


# The file's own forms, of which any part may lack or be something else


def _part(told: Any, name: str) -> Told:
    part = told.get(name) if isinstance(told, dict) else None
    return part if isinstance(part, dict) else {}


def _properties(one: Mapping[str, Any]) -> Told:
    return _part(one, "properties")


def _word(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""


def _rows(value: Any, of: type[Any] = dict) -> list[Any]:
    """A list's members of a type; PHP writes a list with gaps as a mapping by number."""
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in members if isinstance(one, of)]


def _values(holder: Told, kind: str, of: type[Any] = dict) -> list[Any]:
    """The records of a kind among what an account or a contact holds."""
    return [
        one for part in _rows(holder.get("data")) if part.get("type") == kind for one in _rows(part.get("values"), of)
    ]
