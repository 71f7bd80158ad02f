"""One line after an event, read: who, which day, where and how, the tags, and the clauses that become records."""

from __future__ import annotations

from netlog.domain import clauses, days, manner, marks, meant, names_in, people
from netlog.domain.callings import Callings
from netlog.domain.clauses import Clause
from netlog.domain.line import AT, Line, words
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from netlog.domain.journal import Person, Signal
    from netlog.domain.marks import Cut, Quote, Stretch
    from netlog.domain.meant import Together
    from netlog.domain.names_in import Mention

__all__ = ("Clause", "Reading", "read")


class Reading(NamedTuple):
    """What a sentence says."""

    on: date
    said_on: bool  # the sentence names its day
    text: str  # without day, clauses, marks and tags; empty when there is no more to it than people
    people: tuple[str, ...] = ()  # ids, in the order of their first mention
    new: tuple[str, ...] = ()  # names after @ that nobody bears
    ambiguous: tuple[tuple[str, tuple[Person, ...]], ...] = ()  # a word, and all who may be meant by it
    unknown: tuple[str, ...] = ()  # what looks like a name, has no @, and nobody bears
    tags: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    clauses: tuple[Clause, ...] = ()
    how: str | None = None  # one of HOWS, where the first words say it plainly
    place: str | None = None
    warnings: tuple[str, ...] = ()


def read(
    text: str,
    today: date,
    known: Sequence[Person],
    codes: Collection[str],
    together: Together | None = None,
    order: str = "",
) -> Reading:
    """What one line after an event says; UsageError where its day, a size, a signal or a clause cannot be read.

    `codes` are the signals of trust. `together(id, ids)` counts the conversations somebody had with those
    others: of several bearers of a first name, the one seen most with the rest is meant.
    """
    day, rest = _opened(text, today, order)
    quotes = marks.quotes(rest)
    masked = marks.blanked(rest, [(at, close + 1) for at, close in quotes], "_")
    tags, signals, warnings, tag_cuts = marks.tags(masked, codes)
    masked = marks.blanked(masked, tag_cuts)
    end, opened, held_clauses = clauses.opened(masked)

    plain = marks.blanked(rest, tag_cuts)
    whole = Line(plain, words(plain), Callings(known))
    main = whole.between(0, end)
    marked, lost = names_in.marked(main, quotes, known)
    place, place_words = manner.place(main, marked)
    mentions, strangers, held_names = names_in.named(main, marked, place_words)
    new = meant.new(mentions)
    fresh = {people.words(name)[0] for name in (*new, *strangers)}
    who = meant.Meant()
    who.settle(mentions, fresh, together)
    if not (mentions or strangers or lost):
        warnings += names_in.in_small_letters(main)

    asides: list[tuple[Clause, Stretch, Mention | None, list[Mention]]] = []
    for clause, stretch in opened:
        line = whole.between(*stretch)
        marked, unmade = names_in.marked(line, quotes, known)
        lead = _lead(line, stretch[0], marked)
        named = list(marked.values()) if lead is None or lead.marked else [lead, *marked.values()]
        who.settle(named, fresh, together)
        asides.append((clause, stretch, lead, named))
        lost += unmade
    at_signs = _at_signs(quotes, [*mentions, *(one for *_, named in asides for one in named)])
    cuts = sorted([*tag_cuts, *marks.escapes(masked), *held_clauses, *held_names, *at_signs])
    return Reading(
        on=day or today,
        said_on=day is not None,
        text="" if _is_only_people(rest, end, mentions, tag_cuts) else _kept(rest, end, cuts),
        people=who.ids_of(mentions),
        new=new,
        ambiguous=tuple(who.open.values()),
        unknown=meant.unknown([*strangers, *lost], new, known),
        tags=_once(tags),
        signals=tuple(dict.fromkeys(signals)),
        clauses=tuple(
            clauses.told(clause, _body(rest, stretch, lead, cuts), today, day or today, order)._replace(
                for_=who.ids_of(named), for_new=_new_in(named, new)
            )
            for clause, stretch, lead, named in asides
        ),
        how=manner.how(main, mentions),
        place=place,
        warnings=_once(warnings),
    )


def _opened(text: str, today: date, order: str) -> tuple[date | None, str]:
    """The day a sentence opens with, and the rest of it. UsageError if that day is still to come."""
    day, rest = days.opening(people.clean_note(text), today, order)
    if day is not None and day > today:
        raise UsageError(
            f"{day.isoformat()} is still to come, and a conversation is logged after it took place.",
            "For a reminder, write next: and end it with the day.",
        )
    return day, rest


def _lead(line: Line, body: int, marked: Mapping[int, Mention]) -> Mention | None:
    """Who a clause opens with: "@Jo the slides", or "Jo: the slides"."""
    if not line.words or line.text[body : line.words[0].start].strip(" \t\n" + AT + "".join(marks.QUOTES)):
        return None
    if 0 in marked:
        return marked[0] if line.text[marked[0].end : marked[0].end + 1] in (" ", ":", ",", "") else None
    named = names_in.mentioned(line, 0)
    return named[0] if named and line.text[named[0].end : named[0].end + 1] in (":", "：") else None


def _new_in(named: Iterable[Mention], new: Sequence[str]) -> tuple[str, ...]:
    """The names of those in a clause whom nobody knows, as the sentence tells them in full."""
    names = [mention.name for mention in named if not mention.known]
    full = (next((n for n in new if people.fold(n).startswith(f"{people.fold(name)} ")), name) for name in names)
    return _once(full)


def _body(text: str, stretch: Stretch, lead: Mention | None, cuts: Sequence[Cut]) -> str:
    """What a clause says, without whom it is said to."""
    start, end = stretch
    return marks.kept(text, lead.end, end, cuts).lstrip(":：, \t\n") if lead else marks.kept(text, start, end, cuts)


def _kept(text: str, end: int, cuts: Sequence[Cut]) -> str:
    """The sentence up to its first clause."""
    kept = marks.kept(text, 0, end, cuts)
    return kept if end == len(text) else kept.rstrip(" \t\n,;:").removesuffix(".")


def _at_signs(quotes: Sequence[Quote], mentions: Iterable[Mention]) -> Iterator[Cut]:
    """The marks around names that are understood."""
    closing = dict(quotes)
    for mention in mentions:
        if mention.marked and (close := closing.get(mention.start)) is not None:
            yield mention.start, mention.start + 2
            yield close, close + 1
        elif mention.marked:
            yield mention.start, mention.start + 1


def _is_only_people(text: str, end: int, mentions: Sequence[Mention], tags: Sequence[Cut]) -> bool:
    """True when a sentence is nothing but @names and tags."""
    marked = [(one.start, one.end) for one in mentions if one.marked]
    rest = marks.kept(text, 0, end, sorted([*marked, *tags]))
    return bool(marked) and not rest.replace("and", "").strip(" \t\n,;.&")


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
