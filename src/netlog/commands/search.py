"""`netlog search`: every line that holds some words, was with somebody, or fell in some days."""

from __future__ import annotations

from netlog import finding
from netlog import words as wording
from netlog.domain.people import fold
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.page import Text, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Annotated

    from netlog.page import Page

PANEL = "Read"
EXAMPLES = (
    "netlog search forecasting",
    "netlog search pricing deck --with ana",
    "netlog search --tag pydata --since 2026-01-01",
)
LINES = 30
AROUND = 60  # characters shown before and after the first word found in a long text
SHORT = 160  # characters of a text that is shown whole


class Hit(NamedTuple):
    """One line found."""

    kind: str  # conversation, promise, give, receive, thank, ask, fact, reminder, person, advice, tie …
    id: str
    reference: str | None  # what names it in `edit` and `delete`; a person has a handle
    on: date | None
    people: tuple[str, ...]
    text: str
    tags: tuple[str, ...]


class Hits(NamedTuple):
    """What a search found, the latest first."""

    today: date
    more: bool  # whether the limit cut some off
    found: tuple[Hit, ...]


def search(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD…]")] = None,
    *,
    tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="With this tag; several: with all.")] = None,
    with_: Annotated[list[str] | None, typer.Option("--with", metavar="NAME", help="With them; several: all.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="From that day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Up to that day.")] = None,
    private: Annotated[bool, typer.Option("--private", help="Careful topics and my own words too.")] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="So many lines at most.")] = LINES,
) -> None:
    """Every line that holds all the words: talks, promises, gifts, asks, facts, reminders, people; the latest first.

    Advice, expectations, introductions, ties, events and offers are looked through as well. Case
    and accents do not matter, and the last word may be unfinished. The words may be left out
    where a tag, a person or a day is named.
    """
    first, last = (session.day(day) if day else None for day in (since, until))
    if first and last and first > last:
        raise UsageError(f"No day is from {first} on and up to {last}.", "--since takes the earlier day.")
    people = tuple(session.find(name).id for name in with_ or ())
    tags = tuple(one.strip().lstrip("+#") for one in tag or ())
    text = " ".join(words or ())
    found = session.store.find_lines(text, people, tags, first, last, private=private, limit=limit + 1)
    lines = [one for one in found if one.on is not None]
    shown = [one for one in found if one.on is None] + lines[:limit]
    hits = tuple(
        Hit(
            one.kind,
            one.id,
            finding.reference(one.id) if one.on else None,
            one.on,
            one.people,
            one.text,
            one.tags,
        )
        for one in shown
    )
    session.show(Hits(session.today, len(lines) > limit, hits), lambda one: _page(one, fold(text).split()))
    if not hits:
        session.note("Nothing was found.")
    elif len(lines) > limit:
        session.note("… and more (--limit shows them)")


def _page(answer: Hits, wanted: Sequence[str]) -> Page:
    return [table(_row(one, answer.today, wanted) for one in answer.found)] if answer.found else []


def _row(one: Hit, today: date, wanted: Sequence[str]) -> tuple[Text | str, ...]:
    kind = "" if one.kind in ("conversation", "person") else f"{one.kind}: "
    tags = "".join(f" +{tag}" for tag in one.tags)
    return (
        Text(one.reference or "", "dim"),
        Text(wording.day(one.on, today) if one.on else "", "head"),
        Text(", ".join(one.people), "name"),
        f"{kind}{_excerpt(' '.join(one.text.split()), wanted)}{tags}",
    )


def _excerpt(text: str, wanted: Sequence[str]) -> str:
    """The text, or where it is long the part around the first word found, cut between words."""
    if len(text) <= SHORT:
        return text
    # Folding may change the length of a text, never by much: the place is near enough to show.
    key = fold(text)
    at = min((place for word in wanted if (place := key.find(word)) >= 0), default=0)
    start = text.rfind(" ", 0, max(at - AROUND, 0)) + 1 if at > AROUND else 0
    end = text.find(" ", at + AROUND)
    end = len(text) if end < 0 or end - at > 2 * AROUND else end
    end = min(end, at + 2 * AROUND)
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
