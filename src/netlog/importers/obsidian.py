"""A note about one person, as Obsidian keeps them: Markdown with a head between two lines of ---; import its folder.

A bullet or a heading that begins with a day is a conversation; whatever else the note says becomes a
fact, on the day the head gives as its own. The person is called as the file is, unless the head says.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from netlog.importers import Found, Problem, Skipped, key
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, BinaryIO

    from netlog.importers import About

    Head = dict[str, list[str]]  # by key, in lower case: its values, a bare one too

LARGEST = 8_000_000  # bytes of a note
LONGEST_VALUE = 20_000  # characters of a line of the head
DEEPEST = 3  # lists within lists
MARK = b"\xef\xbb\xbf"  # that some editors put before the first line
FENCES = ("---", "...")
NOTHING = ("", "null", "~", "Null", "NULL")
MARKERS = {"person", "people", "persons", "contact", "contacts"}
KINDS = ("tags", "tag", "categories", "category", "type", "class", "kind", "fileclass")
FIELDS = {  # by our field, the keys that tell it
    "nicks": ("aliases", "alias", "nickname", "nicknames", "nick"),
    "emails": ("email", "emails", "e mail", "mail", "work email", "personal email", "email address"),
    "phones": ("phone", "phones", "mobile", "cell", "tel", "telephone", "phone number", "work phone", "whatsapp"),
    "links": ("linkedin", "website", "url", "github", "twitter", "x", "mastodon", "bluesky", "homepage", "web"),
    "org": ("org", "company", "organisation", "organization", "employer", "workplace"),
    "role": ("role", "position", "job", "job title", "occupation"),
    "birthday": ("birthday", "birthdate", "birth date", "dob", "born", "date of birth"),
    "met": ("met", "met on", "first met", "date met"),
    "place": ("met at", "met in", "where met"),
}
LISTS = ("nicks", "emails", "phones", "links")
NAMES = ("name", "full name", "fullname")
TELLING = {  # keys of which two make a note one about a person
    *(*FIELDS["emails"], *FIELDS["phones"], *FIELDS["birthday"], *FIELDS["role"], *FIELDS["org"], *FIELDS["met"]),
    *("linkedin", "first name", "last name", "nickname", "last contact", "last contacted"),
}
OWN_DAYS = ("updated", "modified", "created", "date", "date created", "date modified")
DAY = len("2026-11-21")


class _Forms(NamedTuple):
    """The patterns of a note, made when one is read."""

    key: re.Pattern[str]
    link: re.Pattern[str]
    dated: re.Pattern[str]


@lru_cache(1)
def _forms() -> _Forms:
    return _Forms(
        re.compile(r"(?P<quote>[\"']?)(?P<key>[^\s\"'#:\[{-][^\"':]{0,60}?)(?P=quote)\s*:(?:\s+(?P<value>.*)|$)"),
        re.compile(r"\[\[(?:[^\[\]|]{0,200}/)?([^\[\]|#]{1,200})(?:#[^\[\]|]{0,200})?(?:\|([^\[\]]{1,200}))?\]\]"),
        re.compile(
            r"(?P<mark>\s*[-*+]|#{1,6})\s+(?:\[[xX]\]\s+)?[*_`(\[]*(?P<day>\d{4}-\d{2}-\d{2})(?!\d)[\])*_`]*"
            r"\s*[:,–—-]*[*_]*\s*(?P<text>.*)"
        ),
    )


def knows(head: bytes) -> bool:
    """Whether a file that begins so has a head that calls it a person's, or two keys that only people have."""
    told, _ = _split(_lines(head))
    if told is None:
        return False
    front = _front(told)
    return bool(_markers(front)) or len(TELLING & {name for name, values in front.items() if values}) > 1


def read(file: BinaryIO, about: About) -> Iterator[Found | Problem | Skipped]:
    """One person, what was noted about them, and a conversation for every day."""
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        yield Problem(1, f"the note is larger than {LARGEST // 1_000_000} MB")
        return
    lines = _lines(content)
    told, start = _split(lines)
    if told is None:
        yield Problem(1, "it has no head between two lines of ---")
        return
    front = _front(told)
    name = _name(front, lines[start:], str(getattr(file, "name", "")))
    if not name:
        yield Skipped(1, "no name")
        return
    person, unreadable = _person(front, name)
    yield Found(1, person)
    yield from (Problem(1, why) for why in unreadable)
    yield from _body(lines, start, name, _own_day(front), about)


def _lines(content: bytes) -> list[str]:
    return content.removeprefix(MARK).decode(errors="replace").splitlines()


def _split(lines: Sequence[str]) -> tuple[Sequence[str] | None, int]:
    """The lines of the head, and where the rest begins; none where there is no head."""
    if not lines or lines[0].rstrip() != "---":
        return None, 0
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in FENCES), 0)
    return (lines[1:end], end + 1) if end else (None, 0)


# The head: the part of YAML that such notes use, and what is none: bare [[links]], <% templates %>


def _front(lines: Iterable[str]) -> Head:
    """The values of every key; of a mapping within, its values; of a text over several lines, one."""
    front: Head = {}
    values: list[str] = []  # of the last key
    open_list = ""  # a list in brackets that goes on
    is_block = False  # a text over several lines
    for line in lines:
        bare = line.strip()
        if open_list or not bare or (bare.startswith("#") and not is_block):
            open_list = f"{open_list} {bare}"[: LONGEST_VALUE + 1] if open_list else ""
            if open_list.endswith("]"):
                values += _items(open_list)
                open_list = ""
            continue
        found = _forms().key.match(line)
        if found:
            told = (found["value"] or "").strip()
            name = found["key"].strip().lower().replace("_", " ").replace("-", " ")
            values = front.setdefault(name, [])
            is_block = told[:1] in ("|", ">") and len(told) < 4
            if told.startswith("[") and not told.endswith("]"):
                open_list = told
            elif not is_block:
                values += _items(told)
        elif bare.startswith("- ") and not is_block:
            nested = _forms().key.match(bare[2:])
            values += _items(((nested["value"] or "") if nested else bare[2:]).strip())
        elif line[0] in " \t":
            nested = None if is_block else _forms().key.match(bare)
            if nested:
                values += _items((nested["value"] or "").strip())
            elif bare != "-":
                values[-1:] = [" ".join((*values[-1:], bare))[:LONGEST_VALUE]]
    return front


def _items(told: str, within: int = 0) -> list[str]:
    """The values that stand on one line: one, those of a list in brackets, or several links."""
    if len(told) > LONGEST_VALUE or within > DEEPEST:
        return []
    links = list(_forms().link.finditer(told))
    if links and not _forms().link.sub("", told).strip(" ,"):
        return [_linked(link) for link in links]
    if told.startswith("[") and told.endswith("]"):
        return [value for one in _parted(told[1:-1]) for value in _items(one, within + 1)]
    if told.startswith("{") and told.endswith("}") and not told.startswith("{{"):
        return [value for one in _parted(told[1:-1]) for value in _items(one.partition(":")[2].strip(), within + 1)]
    value = _scalar(told)
    return [] if value in NOTHING or "<%" in value else [value]


def _parted(told: str) -> list[str]:
    """What stands between the commas of a list, those within quotation marks and links aside."""
    parts, quote, depth = [""], "", 0
    for c in told:
        if quote:
            quote = "" if c == quote else quote
        elif c in "\"'" and not parts[-1].strip():
            quote = c
        depth += (c in "[{") - (c in "]}") if not quote else 0
        if c == "," and not quote and depth <= 0:
            parts.append("")
        else:
            parts[-1] += c
    return [part.strip() for part in parts]


def _scalar(told: str) -> str:
    quote = told[:1]
    if quote in ("'", '"') and (end := told.rfind(quote)) > 0:
        inner = told[1:end]
        told = inner.replace("''", "'") if quote == "'" else inner.replace('\\"', '"').replace("\\\\", "\\")
    else:
        told = told.partition(" #")[0] if not told.startswith("#") else told
    return _plain(told).strip()


def _plain(text: str) -> str:
    """The text with each link as it reads."""
    return _forms().link.sub(_linked, text)


def _linked(link: re.Match[str]) -> str:
    return str(link[2] or link[1]).strip()


# The person


def _markers(front: Head) -> list[str]:
    """The tags and categories that say that this is about a person."""
    told = (value for name in KINDS for value in front.get(name, ()))
    words = (word for value in told for word in value.replace(",", " ").split())
    return [word for word in words if word.strip("#").lower().partition("/")[0] in MARKERS]


def _name(front: Head, body: Iterable[str], path: str) -> str:
    first = [value for part in ("first name", "middle name", "last name") for value in front.get(part, ())[:1]]
    stem = path.replace("\\", "/").rpartition("/")[2]
    headings = (line[2:].strip() for line in body if line.startswith("# "))
    told = (
        *(value for name in NAMES for value in front.get(name, ())[:1]),
        " ".join(first),
        stem[:-3].lstrip("@") if stem.lower().endswith(".md") else "",
        _plain(next(headings, "")),
        *front.get("title", ())[:1],
    )
    return next((name.strip() for name in told if name.strip()), "")


def _person(front: Head, name: str) -> tuple[dict[str, Any], list[str]]:
    """What the head tells of them, and what of it cannot be read."""
    told: dict[str, Any] = {"kind": "person", "id": key("obsidian", name.casefold()), "name": name}
    unreadable = []
    for field, names in FIELDS.items():
        values = [value for one in names for value in front.get(one, ())]
        if field == "nicks":
            values = [value for value in values if value != name]
        if not values:
            continue
        if field in LISTS:
            told[field] = list(dict.fromkeys(value.removeprefix("mailto:").removeprefix("tel:") for value in values))
        elif field in ("birthday", "met"):
            day = _day(values[0], without_year=field == "birthday")
            told |= {field: day} if day else {}
            unreadable += [] if day else [f"{field}: '{values[0][:40]}' is no day such as 2026-11-21"]
        else:
            told[field] = values[0]
    markers = _markers(front)
    words = [word for name_ in ("tags", "tag") for value in front.get(name_, ()) for word in _tags(value)]
    tags = list(dict.fromkeys(word.strip("#") for word in words if word not in markers and word.strip("#")))
    return (told | {"tags": tags} if tags else told), unreadable


def _tags(value: str) -> list[str]:
    return value.replace(",", " ").split()


def _day(text: str, *, without_year: bool = False) -> str:
    bare = text.strip()[:DAY]
    if without_year and len(bare.lstrip("-")) == len("11-21"):
        bare = bare.lstrip("-")
        return bare if _is_day(f"2000-{bare}") else ""
    return bare if _is_day(bare) else ""


def _is_day(text: str) -> bool:
    try:
        return len(text) == DAY and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _own_day(front: Head) -> str:
    days = (_day(value) for name in OWN_DAYS for value in front.get(name, ())[:1])
    return next((day for day in days if day), "")


# The rest of the note


def _body(
    lines: Sequence[str], start: int, name: str, own_day: str, about: About
) -> Iterator[Found | Problem | Skipped]:
    talks: list[tuple[int, str, list[str]]] = []  # line, day, text
    rest: list[str] = []
    under = ""  # the mark of what is being read: a heading's or a bullet's
    is_code = False
    for number, line in enumerate(lines[start:], start + 1):
        if line.lstrip().startswith("```"):
            is_code = not is_code
            continue
        if is_code:
            continue
        found = _forms().dated.match(line)
        if found:
            under = found["mark"]
            talks.append((number, found["day"], [found["text"]]))
        elif line.startswith("#"):
            under = ""
            rest.append(line)
        elif under and (under[0] == "#" or not line.strip() or _indent(line) > _indent(under)):
            talks[-1][2].append(line.strip())
        else:
            under = ""
            rest.append(line)
    for number, day, told in talks:
        text = _plain("\n".join(told)).strip()
        if not _is_day(day):
            yield Problem(number, f"there is no day {day}")
        elif day > about.today.isoformat():
            yield Skipped(number, "still to come")
        else:
            own = key("obsidian", f"{name.casefold()} {day} {text}")
            with_ = [key("obsidian", name.casefold())]
            yield Found(number, {"kind": "conversation", "id": own, "on": day, "text": text, "with": with_})
    text = _plain(_without_empty(rest))
    if text and (not own_day or own_day > about.today.isoformat()):
        yield Skipped(start + 1, "a text without a day")
    elif text:
        own, with_one = key("obsidian", f"{name.casefold()} {text}"), key("obsidian", name.casefold())
        fact = {"kind": "fact", "id": own, "with": with_one, "on": own_day, "topic": "note", "text": text}
        yield Found(start + 1, fact)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _without_empty(lines: Iterable[str]) -> str:
    """The text without its title and without headings that have nothing under them."""
    kept: list[str] = []
    for line in (*lines, "#"):
        while line.startswith("#") and kept and (kept[-1].startswith("#") or not kept[-1].strip()):
            kept.pop()
        if not line.startswith("# ") and "<%" not in line:
            kept.append(line)
    return "\n".join(kept[:-1]).strip()
