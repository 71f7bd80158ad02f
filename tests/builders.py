"""Tiny makers of valid records: one line each, so that a test shows only what matters to it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from hypothesis import strategies as st

from netlog.domain import account
from netlog.domain.account import sizes
from netlog.domain.courses import Course
from netlog.domain.evidence import SIGNALS, manner
from netlog.domain.journal import (
    CIRCLES,
    HOWS,
    Change,
    Conversation,
    Entry,
    History,
    Person,
    Promise,
    Rating,
    Signal,
)

TODAY = date(2026, 11, 21)  # a Saturday
POINTS = sizes()

_numbers = count(1)


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def new_id() -> str:
    return f"id{next(_numbers)}"


def person(name: str = "Ada Lind", **fields) -> Person:
    handle = name.lower().replace(" ", "-")
    return Person(**{"id": handle, "name": name, "handle": handle, "added": ago(1000), **fields})


def ada(**fields) -> Person:
    return person("Ada Lind", **{"circle": "active", **fields})


def signals(*codes: str) -> tuple[Signal, ...]:
    """The signals as typed: `candid` is mine, `them:candid` theirs."""
    return tuple(Signal(code.removeprefix("them:"), "them" if code.startswith("them:") else "me") for code in codes)


def conversation(days_ago: int = 0, *codes: str, **fields) -> Conversation:
    known = {"id": new_id(), "on": ago(days_ago), "text": "a talk", "with_": ("ada-lind",), "signals": signals(*codes)}
    return Conversation(**{**known, **fields})


def promise(days_ago: int = 10, due_ago: int | None = 0, *changes: Change, **fields) -> Promise:
    by = None if due_ago is None else ago(due_ago)
    known = {"id": new_id(), "who": "me", "with_": "ada-lind", "on": ago(days_ago), "text": "slides"}
    return Promise(**{**known, "by": by, "changes": changes, **fields})


def change(days_ago: int, due_ago: int) -> Change:
    return Change(ago(days_ago), ago(due_ago))


def kept(days_ago: int) -> dict:
    return {"outcome": "kept", "closed": ago(days_ago)}


def broken(days_ago: int) -> dict:
    return {"outcome": "broken", "closed": ago(days_ago)}


def released(days_ago: int) -> dict:
    return {"outcome": "released", "closed": ago(days_ago)}


def entry(kind: str, days_ago: int = 0, size: str | int = "S", **fields) -> Entry:
    known = {"id": new_id(), "kind": kind, "who": "them" if kind == "receive" else "me", "with_": "ada-lind"}
    worth = {"size": size, "points": POINTS[size]} if isinstance(size, str) else {"points": size}
    return Entry(**{**known, "on": ago(days_ago), "text": "a favour", **worth, **fields})


def answered(answer: str, days_ago: int) -> dict:
    return {"answer": answer, "answered": ago(days_ago)}


def rating(days_ago: int = 0, source: str = "them", **factors) -> Rating:
    return Rating(**{"id": new_id(), "with_": "ada-lind", "on": ago(days_ago), "source": source, **factors})


def history(*records: Conversation | Promise | Entry | Rating, of: Person | None = None) -> History:
    """The records sorted into one person's history, oldest first."""
    ordered = sorted(records, key=lambda record: record.on)
    return History(
        of or ada(),
        conversations=tuple(record for record in ordered if isinstance(record, Conversation)),
        promises=tuple(record for record in ordered if isinstance(record, Promise)),
        entries=tuple(record for record in ordered if isinstance(record, Entry)),
        ratings=tuple(record for record in ordered if isinstance(record, Rating)),
    )


def course(log: History) -> Course:
    """The history as it is read of everybody: days and manners of talks, tags, no words."""
    who = log.person.id
    talks = [talk for talk in log.conversations if account.took_part(talk, who)]
    return Course(
        log._replace(
            conversations=tuple(
                Conversation("", one.on, "", one.with_, one.seen_by, signals=one.signals)
                for one in log.conversations
                if one.signals and not one.attempt
            ),
            promises=tuple(one for one in log.promises if one.who == "me"),
        ),
        tuple(talk.on for talk in talks),
        tuple((talk.on, manner(talk)) for talk in talks),
    )


def ada_log(**fields) -> History:
    """Two hundred days with Ada Lind: a good start, a slip owned, a pitch too early, a promise overdue."""
    return history(
        conversation(200, "asked-first", how="in-person", talk=35, for_="them", text="met at a conference"),
        promise(200, 190, size="small", text="the article", **kept(192)),
        entry("give", 192, "XS", text="a link"),
        conversation(160, "took-stand", "them:shared-personal", how="video", text="about her team"),
        promise(160, 120, change(118, 105), text="the review", **kept(106)),
        conversation(100, "promoted-them", text="named her on stage"),
        entry("give", 100, "S", text="introduction to Lena"),
        promise(100, 80, who="them", text="the figures", **kept(83)),
        entry("receive", 83, "M", text="a day in her lab"),
        conversation(60, "pitched-early", how="call", talk=65, text="about our offer"),
        conversation(45, "advice-right", text="the supplier did fail"),
        promise(60, 30, who="them", text="the minutes", **kept(20)),
        promise(30, 5, size="small", text="the slides"),
        of=ada(**fields),
    )


# Hypothesis: any log, and any part of one.

ages = st.integers(0, 900)
sides = st.sampled_from(["me", "them"])
tags = st.builds(Signal, st.sampled_from(sorted(SIGNALS)), sides)


@st.composite
def conversations(draw, codes=tags) -> Conversation:
    return conversation(
        draw(ages),
        how=draw(st.sampled_from([None, *HOWS])),
        talk=draw(st.none() | st.integers(0, 100)),
        for_=draw(st.sampled_from([None, "them", "both", "me"])),
        initiated=draw(st.none() | sides),
        attempt=draw(st.sampled_from([False, False, False, True])),
        people=draw(st.none() | st.integers(2, 9)),
        signals=tuple(draw(st.lists(codes, max_size=3))),
        **draw(st.sampled_from([{}, {}, {}, {"with_": ("bo",), "seen_by": ("ada-lind",)}])),
    )


@st.composite
def promises(draw) -> Promise:
    made = draw(ages)
    due = draw(st.none() | st.integers(-60, made))
    at = made
    changes = []
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, at))
        changes.append(change(at, at - draw(st.integers(0, 60))))
    closed = draw(st.none() | st.integers(0, at))
    ending = {} if closed is None else draw(st.sampled_from([kept, broken, released]))(closed)
    size = draw(st.sampled_from(["small", "medium", "large"]))
    return promise(made, due, *changes, who=draw(sides), size=size, **ending)


@st.composite
def entries(draw) -> Entry:
    kind = draw(st.sampled_from(["give", "receive", "thank", "ask"]))
    made = draw(ages)
    size = draw(st.sampled_from(list(POINTS)) | st.integers(1, 60))
    fields = {"strings": draw(st.booleans()), "discount": draw(st.booleans())} if kind == "give" else {}
    if kind in ("thank", "ask"):
        fields["who"] = draw(sides)
    if kind == "ask" and draw(st.booleans()):
        fields |= answered(draw(st.sampled_from(["yes", "no"])), draw(st.integers(0, made)))
    return entry(kind, made, size, **fields)


@st.composite
def ratings(draw) -> Rating:
    marks = {factor: draw(st.none() | st.integers(1, 10)) for factor in "CRIS"}
    return rating(draw(ages), draw(st.sampled_from(["guess", "view", "them"])), **marks)


records = st.lists(conversations() | promises() | entries() | ratings(), max_size=12)


@st.composite
def histories(draw) -> History:
    someone = ada(circle=draw(st.sampled_from([None, *CIRCLES])), met=draw(st.none() | ages.map(ago)))
    return history(*draw(records), of=someone)
