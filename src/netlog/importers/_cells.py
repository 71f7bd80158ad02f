"""What the cells of a person's row say: names, days, addresses, numbers; and the person they make."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from netlog.domain import dates, people
from netlog.errors import UsageError
from netlog.importers import Found, Skipped, key
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from netlog.importers import About
    from netlog.importers._sheet import Row

BETWEEN = " ::: "  # of several values in one cell
NO_YEAR = 1604  # Apple's, for a birthday without one
FEWEST_DIGITS = 5  # of a telephone number
NO_PHONES = ("*", "#")  # with which codes for the operator begin
NO_NAME = "no name"

_MARKS = str.maketrans("/.-", "   ")

Columns = dict[str, list[str]]  # of each of our fields


def person(source: str, row: Row, columns: Columns, day_order: str = "", own: str = "") -> Found | Skipped:
    """The person of a row, under an id made of `own`, or without it of name, addresses, numbers and organisation."""
    emails = [email for text in values(row, columns, "email") if (email := address(text))]
    name = full_name(*(value(row, columns, part) for part in ("name", "first", "middle", "last"))) or next(
        map(people.of_address, emails), ""
    )
    if not is_name(name):
        return Skipped(row.line, NO_NAME)
    phones = [text for text in values(row, columns, "phone") if is_phone(text)]
    org = value(row, columns, "org")
    told: dict[str, Any] = {
        "kind": "person",
        "id": key(source, own or "\n".join((name, *emails, *phones, org))),
        "name": name,
        "org": org,
        "role": value(row, columns, "role"),
        "emails": emails,
        "phones": phones,
        "links": values(row, columns, "link"),
        "birthday": birthday(value(row, columns, "birthday"), day_order),
        "nicks": [nick for nick in values(row, columns, "nick") if nick != name],
        "tags": [word for text in values(row, columns, "tag") if (word := tag(text))],
        "met": day(value(row, columns, "met"), day_order),
        "place": value(row, columns, "place"),
        "person_kind": value(row, columns, "kind"),
    }
    return Found(row.line, without_empty(told), row.garbled)


def card(source: str, row: Row, columns: Columns, about: About) -> Iterator[Found | Skipped]:
    """The same, and behind it what the row notes of them, as a fact of the day of the import."""
    found = person(source, row, columns, about.day_order)
    yield found
    note = "\n\n".join(row.cells[name] for name in columns.get("note", ()) if name in row.cells)
    if note and isinstance(found, Found):
        id_ = found.told["id"]
        told = {"kind": "fact", "id": key(source, f"{id_}\n{note}"), "with": id_, "topic": "note", "text": note}
        yield Found(row.line, {**told, "on": about.today.isoformat()}, row.garbled)


def without_empty(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is known; of a list each value once."""
    return {
        field: list(dict.fromkeys(what)) if isinstance(what, list) else what for field, what in told.items() if what
    }


def value(row: Row, columns: Columns, field: str) -> str:
    """The first that is said of a field, on one line."""
    cell = next((row.cells[name] for name in columns.get(field, ()) if name in row.cells), "")
    return people.clean(cell.split(BETWEEN)[0])


def values(row: Row, columns: Columns, field: str) -> list[str]:
    """All that is said of a field, which may stand in several columns and several in one."""
    cells = (row.cells[name] for name in columns.get(field, ()) if name in row.cells)
    return [text for cell in cells for part in cell.split(BETWEEN) if (text := people.clean(part))]


# Names


def full_name(name: str, first: str, middle: str, last: str) -> str:
    """First, middle and last name where they are known; else the whole name, which may be the lacking part of it."""
    if first and last:
        return " ".join(part for part in (first, middle, last) if part)
    folded = set(people.fold(name).split())
    if first and name and not folded >= set(people.fold(first).split()):
        return f"{first} {name}"  # Vorname; Name
    if last and name and not folded >= set(people.fold(last).split()):
        return f"{name} {last}"  # Nome; Cognome
    return name or first or last


def is_name(text: str) -> bool:
    """Whether somebody can be called so: some sign of it is a letter or a digit."""
    try:
        return bool(people.clean_name(text[: people.LONGEST_NAME]))
    except UsageError:
        return False


def tag(text: str) -> str:
    """A label as one word in small letters."""
    return "-".join(text.lower().split())


# Ways to reach somebody


def address(text: str) -> str:
    """The e-mail address of a text: it may stand in <> behind a name; empty where there is none."""
    if text.endswith(">") and "<" in text:
        text = text[text.rindex("<") + 1 : -1]
    local, _, host = text.removeprefix("mailto:").strip().rpartition("@")
    return f"{local}@{host}" if local and host and not any(one.isspace() for one in local + host) else ""


def is_phone(text: str) -> bool:
    """Whether somebody answers there: enough digits, and no code for the operator."""
    return sum(one.isdigit() for one in text) >= FEWEST_DIGITS and not text.startswith(NO_PHONES)


def profile(link: str) -> str:
    """The address of a profile as it is compared: in small letters, decoded, without scheme, country, query, slash."""
    text = link.strip()
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
    except ValueError:  # brackets in the place of a host
        return text.lower()
    host = parts.netloc.lower()
    if host.endswith(".linkedin.com"):
        host = "linkedin.com"
    return people.clean(unquote(f"{host}{parts.path}").lower().rstrip("/"))


# Days


def day(text: str, day_order: str = "") -> str:
    """A day as 2026-11-21, from 05 Mar 2024, 05-Mar-24, 2024-03-05 10:00, 3/5/24 in a known order; empty otherwise."""
    number, month, year = _parts(text, day_order) or (0, 0, None)
    return "" if year is None else _checked(number, month, year + 2000 if year < 100 else year)


def birthday(text: str, day_order: str = "") -> str:
    """The same, or 12-01 where the year is unknown, or told with two digits, which leave the century open."""
    bare = text.removeprefix("--").replace("-", "")
    if text.startswith("--") and len(bare) == 4 and bare.isascii() and bare.isdigit():
        return _checked(int(bare[2:]), int(bare[:2]), None)
    if len(text) == 5 and text[2] == "-":
        return birthday(f"--{text}")
    number, month, year = _parts(text, day_order) or (0, 0, None)
    return _checked(number, month, None if year is None or year < 100 or year == NO_YEAR else year)


def _checked(number: int, month: int, year: int | None) -> str:
    try:
        if year is None:
            dates.check(number, month, None)
            return f"{month:02}-{number:02}"
        return dates.made(number, month, year).isoformat()
    except UsageError:
        return ""


def _parts(text: str, day_order: str) -> dates.Parts | None:
    """Day, month and year as they are written; None where there is none, or it may be another."""
    words = text.lower().replace(",", " ").split()
    if not words or not text.isascii():
        return None
    first = words[0].partition("t")[0] if words[0][:4].isdigit() else words[0]
    if whole := dates.in_iso(first):
        return _late(whole)
    if first.count("-") == 2 and any(one.isalpha() for one in first):
        words = first.split("-")
    words = [word.rstrip(".") for word in words[:3]]
    year = None
    if len(words) == 3 and len(words[2]) == 2 and words[2].isdigit() and words[0].isdigit() is not words[1].isdigit():
        words, year = words[:2], int(words[2])
    try:
        spelled = dates.in_words(tuple(words))
        if spelled:
            return _late(spelled) if year is None else (spelled[0], spelled[1], year)
        pieces = first.translate(_MARKS).split()
        if len(pieces) != 3:
            return None
        if not _is_short(pieces[2]):
            return _late(dates.in_numbers("/".join(pieces), day_order))
        numbers = dates.in_numbers("/".join((*pieces[:2], "2000")), day_order)
        return (numbers[0], numbers[1], int(pieces[2])) if numbers else None
    except UsageError:
        return None


def _late(parts: dates.Parts | None) -> dates.Parts | None:
    """The parts of a date, unless a year in full is so early that it would pass for one of two digits."""
    return parts if parts and (parts[2] is None or parts[2] >= 100) else None


def _is_short(year: str) -> bool:
    return len(year) == 2 and year.isdigit()


# Columns


def columns_of(present: Sequence[str], known: Mapping[str, Iterable[str]]) -> Columns:
    """Of each field the columns that a file has, in the order in which they are wanted."""
    here = set(present)
    return {field: found for field, names in known.items() if (found := [name for name in names if name in here])}
