"""Hypothesis: any record that the journal can hold, and any text that somebody may type or import."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from netlog.domain import dossier, journal
from netlog.domain.evidence import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

# Pieces that have broken other programs: escapes, markup, formulas, directions, marks, quotes, query syntax.
FRAGMENTS = (
    *("\x1b]52;c;eA==\x07", "\x1b[2J", "\x9b31m", "\x9d0;t\x9c", "\x7f", "\b", "\r", "\x0b", "\u2028", "\u0085"),
    *("[bold red]", "[/]", "[/bold]", "[link=https://x.example]x[/link]", ":bomb:", "{0}", "%s", "$(true)", "`id`"),
    *("=cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "'", "''", '"', '""', "\\", ";", "--", "-rf", "--help", "@file"),
    *("\u202e", "\u2066", "\u200b", "\u2060", "\ufeff", "\u200d", "\u200c", "\U000e0041", "a" + "\u0301" * 9),
    *("NEAR(", "nosuch:x", "AND", "OR", "NOT", "*", "^x", "%", "_", "("),
    *("ана", "李小龍", "محمد", "नमस्ते", "שלום", "👩‍👩‍👧", "é", "ﬁ"),
)  # fmt: skip

anything = st.text(st.characters(codec=None), max_size=40) | st.lists(
    st.sampled_from(FRAGMENTS) | st.text(st.characters(codec=None), max_size=4), max_size=6
).map("".join)  # surrogates and NUL too
unicode = anything.map(lambda text: text.encode("utf-8", "ignore").decode())
stored = unicode.map(lambda text: text.replace("\0", ""))
some = stored.filter(bool)
few = st.sampled_from(("a", "b"))  # so that one record often has what another has
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
sides = st.sampled_from(("me", "them"))
signals = st.builds(journal.Signal, st.sampled_from(sorted(SIGNALS)), sides)

observed = st.builds(journal.Observed, st.sampled_from(journal.FELT), st.just("")) | st.builds(
    journal.Observed, st.sampled_from(journal.VOICED), some
)


def maybe(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.none() | strategy


def several(strategy: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3, unique=True).map(tuple)


def people(id_: str, others: Sequence[str] = ()) -> SearchStrategy[journal.Person]:
    """A person of an id, perhaps met through one of the others."""
    details = {field: several(few | some) for field in ("nicks", "emails", "phones", "links", "tags")}
    return st.builds(
        journal.Person,
        id=st.just(id_),
        name=some,
        handle=st.just(f"h-{id_.lower()}"),
        added=days,
        org=maybe(stored),
        role=maybe(stored),
        kind=maybe(stored),
        circle=maybe(st.sampled_from(journal.CIRCLES)),
        every=maybe(st.integers(1, 3650)),
        birthday=maybe(st.sampled_from(("02-29", "12-31", "1984-02-29"))),
        met=maybe(days),
        place=maybe(stored),
        through=maybe(st.sampled_from(others)) if others else st.none(),
        **details,
    )


@st.composite
def conversations(draw: DrawFn, id_: str, people: Sequence[str], on: SearchStrategy[date] = days) -> Any:
    """A conversation with some people; who took part, tags and signals in the order they are kept in."""
    present = draw(st.sets(st.sampled_from(people), max_size=3)) if people else set()
    watching = (draw(st.sets(st.sampled_from(people), max_size=2)) if people else set()) - present
    return journal.Conversation(
        id=id_,
        on=draw(on),
        text=draw(stored),
        with_=tuple(sorted(present)),
        seen_by=tuple(sorted(watching)),
        how=draw(maybe(st.sampled_from(journal.HOWS))),
        place=draw(maybe(stored)),
        talk=draw(maybe(st.integers(0, 100))),
        for_=draw(st.sampled_from((None, "them", "both", "me"))),
        initiated=draw(maybe(sides)),
        attempt=draw(st.booleans()),
        outcome=draw(maybe(st.sampled_from(journal.OUTCOMES))),
        energy=draw(maybe(st.integers(-2, 2))),
        people=draw(maybe(st.integers(2, 100))),
        tags=tuple(sorted(draw(st.sets(few | some, max_size=3)))),
        signals=tuple(sorted(draw(st.sets(signals, max_size=3)))),
        observed=tuple(sorted(draw(st.sets(observed, max_size=2)))),
    )


def _ended(fields: dict[str, Any], word: str, day: str) -> dict[str, Any]:
    """An outcome and its day come together or not at all."""
    return fields if fields[word] is not None and fields[day] is not None else {**fields, word: None, day: None}


def of_one(
    kind: type[Any],
    id_: str,
    people: Sequence[str],
    conversations: Sequence[str] = (),
    on: SearchStrategy[date] = days,
) -> SearchStrategy[Any]:
    """A record of a kind that is with one person, perhaps made in one of the conversations."""
    common: dict[str, Any] = {"id": st.just(id_), "with_": st.sampled_from(people), "on": on}
    if "conversation" in kind._fields:
        common["conversation"] = maybe(st.sampled_from(conversations)) if conversations else st.none()
    own: dict[type[Any], dict[str, Any]] = {
        journal.Promise: {
            "who": sides,
            "text": stored,
            "by": maybe(on),
            "size": st.sampled_from(journal.PROMISE_SIZES),
            "changes": st.lists(st.builds(journal.Change, on, on), max_size=2).map(tuple),
            "outcome": st.sampled_from((None, "kept", "broken", "released")),
            "closed": maybe(on),
        },
        journal.Entry: {
            "kind": st.sampled_from(("give", "receive", "thank", "ask")),
            "who": sides,
            "text": stored,
            "size": maybe(st.sampled_from(journal.SIZES)),
            "points": st.integers(0, 60),
            "strings": st.booleans(),
            "discount": st.booleans(),
            "answer": st.sampled_from((None, "yes", "no")),
            "answered": maybe(on),
        },
        journal.Rating: {
            "source": st.sampled_from(journal.SOURCES),
            **{factor: maybe(st.integers(1, 10)) for factor in "CRIS"},
            "text": maybe(stored),
        },
        journal.Fact: {"topic": st.sampled_from(journal.TOPICS), "text": stored},
        journal.Reminder: {
            "made": on,
            "text": stored,
            "reason": st.sampled_from(("reminder", "date", "cooled-off", "check-in")),
            "done": maybe(on),
        },
        journal.Snooze: {"until": on, "reason": maybe(st.sampled_from(("cadence", "promise")))},
        journal.Skip: {"reason": st.sampled_from(("cadence", "reminder"))},
        journal.Away: {"with_": maybe(st.sampled_from(people)), "on": on.filter(lambda day: day < date(2200, 12, 31))},
        journal.Standing: {
            "state": st.sampled_from(("active", "resting")),
            "until": maybe(on),
            "reason": maybe(stored),
        },
    }
    if kind in dossier.KINDS:
        return _beyond(kind, id_, people, on)
    fields = st.fixed_dictionaries(common | own[kind])
    if kind is journal.Promise:
        fields = fields.map(lambda told: _ended(told, "outcome", "closed"))
    if kind is journal.Entry:
        fields = fields.map(lambda told: _ended(told, "answer", "answered"))
    if kind is journal.Away:
        fields = st.builds(
            lambda told, days_: {**told, "until": date.fromordinal(min(told["on"].toordinal() + days_, MOST))},
            fields,
            st.integers(1, 40),
        )
    return fields.map(lambda told: kind(**told))


def _beyond(kind: type[Any], id_: str, people: Sequence[str], on: SearchStrategy[date]) -> SearchStrategy[Any]:
    """A record of a kind that goes beyond the daily log."""
    person, money = st.sampled_from(people), maybe(st.integers(0, 10**12))
    steps = st.builds(
        dossier.Step,
        on,
        st.sampled_from(dossier.STEPS),
        st.sampled_from((None, "one", "other", "through")),
        maybe(stored),
    )
    own: dict[type[Any], dict[str, Any]] = {
        dossier.Fit: {
            "with_": person,
            "stage": st.sampled_from(dossier.STAGES),
            "marks": st.dictionaries(st.sampled_from(dossier.TRAITS), st.integers(0, 4), max_size=3).map(
                lambda told: tuple(dossier.Mark(one, told[one]) for one in dossier.TRAITS if one in told)
            ),
            "gut": maybe(st.integers(0, 4)),
            "outcome": maybe(st.integers(0, 4)),
            "stretch": maybe(stored),
            "text": maybe(stored),
        },
        dossier.Boundary: {"with_": maybe(person), "text": stored},
        dossier.Expectation: {
            "who": sides,
            "with_": person,
            "text": stored,
            "by": maybe(on),
            "confirmed": maybe(on),
            "outcome": st.sampled_from((None, "met", "unmet")),
            "closed": maybe(on),
        },
        dossier.Parting: {
            "with_": person,
            "way": st.sampled_from(dossier.WAYS),
            "state": st.sampled_from(dossier.STATES),
            "text": maybe(stored),
            "until": maybe(on),
            "urgent": maybe(stored),
        },
        dossier.Win: {"with_": person, "value": money, "through": maybe(person), "place": maybe(stored)},
        journal.Advice: {
            "with_": person,
            "text": stored,
            "verdict": st.sampled_from((None, "right", "wrong")),
            "judged": maybe(on),
        },
        dossier.Reflection: {
            "with_": maybe(person),
            "kind": st.sampled_from(dossier.REFLECTIONS),
            "question": some,
            "text": stored,
        },
        dossier.Acquaintance: {
            "one": person,
            "other": person,
            "strength": st.integers(0, 5),
            "source": maybe(stored),
        },
        dossier.Namesakes: {"one": person, "other": person},
        dossier.Introduction: {
            "one": person,
            "other": person,
            "text": stored,
            "steps": st.lists(steps, max_size=3).map(tuple),
        },
        journal.Group: {
            "name": some,
            "week": st.integers(1, 5),
            "weekday": st.integers(0, 6),
            "place": maybe(stored),
            "until": maybe(on),
            "members": st.sets(person, max_size=3).map(lambda told: tuple(sorted(told))),
        },
        dossier.Place: {
            "name": some,
            "prompt": maybe(st.sampled_from(dossier.PROMPTS)),
            "cost": money,
            "hours": maybe(st.integers(0, 10**6)),
        },
        dossier.Event: {
            "name": some,
            "tag": some,
            "until": maybe(on),
            "place": maybe(stored),
            "people": maybe(st.integers(0, 10**5)),
            "cost": money,
            "hours": maybe(st.integers(0, 10**6)),
        },
        dossier.Offer: {"text": stored, "size": maybe(st.sampled_from(journal.SIZES)), "until": maybe(on)},
    }
    fields = st.fixed_dictionaries({"id": st.just(id_), "on": on, **own[kind]})
    if kind is dossier.Expectation:
        fields = fields.map(lambda told: _ended(told, "outcome", "closed"))
    if kind is journal.Advice:
        fields = fields.map(lambda told: _ended(told, "verdict", "judged"))
    if kind is dossier.Introduction:
        # Somebody else's when told so: then I am the one who meets the other.
        fields = st.builds(
            lambda told, through: told | ({"one": None, "through": through} if through else {}), fields, maybe(person)
        )
    if "one" in kind._fields:
        fields = fields.filter(lambda told: told["other"] not in (told["one"], told.get("through")))
    if kind is dossier.Win:
        fields = fields.filter(lambda told: told["through"] != told["with_"])
    return fields.map(lambda told: kind(**told))


MOST = date(2200, 12, 31).toordinal()
OF_ONE = (
    *(journal.Promise, journal.Entry, journal.Rating, journal.Fact, journal.Reminder),
    *(journal.Snooze, journal.Skip, journal.Away, journal.Standing),
    *dossier.KINDS,
)


@st.composite
def journals(
    draw: DrawFn,
    on: SearchStrategy[date] = days,
    most: int = 8,
    kinds: Sequence[type[Any]] = (journal.Conversation, journal.Conversation, *OF_ONE),
) -> list[Any]:
    """Records in an order in which each refers only to those before it."""
    known: list[str] = []
    records: list[Any] = []
    for number in range(draw(st.integers(1, 3))):
        records.append(draw(people(f"P{number}", tuple(known))))
        known.append(records[-1].id)
    talks: list[str] = []
    for number in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(kinds))
        if kind is journal.Conversation:
            records.append(draw(conversations(f"C{number}", tuple(known), on)))
            talks.append(records[-1].id)
        elif "one" not in kind._fields or len(known) > 1:
            records.append(draw(of_one(kind, f"R{number}", tuple(known), tuple(talks), on)))
    return records
