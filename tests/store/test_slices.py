"""Slices: the agenda of everybody says what each history says, and nobody who is meant is left out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.domain import account, dossier, overdraft, people
from netlog.domain.journal import (
    Advice,
    Away,
    Brought,
    Conversation,
    Entry,
    Fact,
    Group,
    History,
    Person,
    Promise,
    Rating,
    Reminder,
    Skip,
    Snooze,
    Standing,
    Tie,
)
from netlog.domain.parameters import DEFAULTS
from netlog.domain.records import TYPES
from netlog.store import reading
from netlog.store.store import Store
from strategies import OF_ONE, journals
from written import DAY, Written, journals_and_days, near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def tie_of(store: Store, history: History, day: date, groups: Sequence[Group] = ()) -> Tie:
    """What the history tells of a day, put together the slow way."""
    # One that was asked for and made has promises of its own.
    promised = {
        (one.through, one.other)
        for one in store.every(dossier.Introduction)
        if any(step.state == "made" for step in one.steps)
    }
    person = history.person
    mine = [talk for talk in history.conversations if person.id in talk.with_ and talk.on <= day]
    contacts = sorted({talk.on for talk in mine if not talk.attempt}, reverse=True)
    last = max(contacts, default=date.min)
    standings = [one for one in history.standings if one.on <= day]
    received = tuple(one for one in history.entries if one.kind == "receive" and day - timedelta(61) <= one.on <= day)
    introductions = tuple(one for one in history.introductions if one.on <= day and (person.id, one.id) not in promised)
    thanks = [one.on for one in history.entries if one.kind == "thank" and one.on <= day]
    return Tie(
        **{field: getattr(person, field) for field in ("id", "name", "handle", "added", "circle", "every", "birthday")},
        met=person.met,
        contacts=tuple(contacts[:6]),
        first=min(contacts, default=None),
        attempts=tuple(sorted(talk.on for talk in mine if talk.attempt and talk.on > last)),
        message=max((talk.on for talk in mine), default=None),
        promises=tuple(
            one._replace(outcome=None, closed=None, changes=tuple(move for move in one.changes if move.on <= day))
            for one in history.promises
            if one.on <= day and (one.closed is None or one.closed > day)
        ),
        asks=tuple(
            one
            for one in history.entries
            if one.kind == "ask" and one.on <= day and (one.answered is None or one.answered > day)
        ),
        received=received,
        thanked=max(thanks, default=None) if received or introductions else None,
        introductions=introductions,
        feedback=max((one.on for one in history.ratings if one.source == "them" and one.on <= day), default=None),
        reminders=tuple(one for one in history.reminders if one.made <= day and (one.done is None or one.done > day)),
        snoozes=tuple(one for one in history.snoozes if one.on <= day < one.until),
        skips=tuple(one for one in history.skips if one.on <= day),
        aways=tuple(one for one in history.aways if one.until > day),
        standing=standings[-1] if standings else None,
        groups=tuple(one for one in groups if person.id in one.members and one.on <= day and not _over(one, day)),
        hardship=any(one.topic == "hardship" and day - timedelta(180) <= one.on <= day for one in history.facts),
    )


def _over(group: Group, day: date) -> bool:
    return group.until is not None and group.until <= day


def sorted_inside(tie: Tie) -> Tie:
    """The tie with what it lists in one order: the agenda may list closed promises after open ones."""
    lists = {field: sorted(getattr(tie, field), key=repr) for field in ("promises", "asks", "reminders", "snoozes")}
    return tie._replace(**{field: tuple(found) for field, found in lists.items()})


@settings(max_examples=40)
@given(journals_and_days())
def test_the_agenda_of_any_day_is_what_each_history_says(asked: tuple[list[Any], date]) -> None:
    records, day = asked
    with Written(records) as store:
        agenda = store.agenda(day)
        told = {tie.id: sorted_inside(tie) for tie in agenda.ties}
        groups = store.every(Group)
        assert told == {
            person.id: sorted_inside(tie_of(store, store.history(person), day, groups)) for person in store.people()
        }
        assert list(agenda.away) == sorted(
            (one for one in records if isinstance(one, Away) and one.with_ is None), key=lambda one: (one.on, one.id)
        )


@pytest.mark.parametrize("kind", [Conversation, *OF_ONE], ids=lambda kind: kind.__name__)
def test_the_agenda_changes_on_the_very_day_on_which_something_did(kind: type[Any]) -> None:
    week = st.dates(DAY, DAY + timedelta(6))

    @settings(max_examples=12)
    @given(journals(on=week, most=5, kinds=(kind,)))
    def check(records: list[Any]) -> None:
        with Written(records) as store:
            everybody = store.people()
            for step in range(-1, 8):
                day = DAY + timedelta(step)
                told = {tie.id: sorted_inside(tie) for tie in store.agenda(day).ties}
                groups = store.every(Group)
                slowly = [tie_of(store, store.history(one), day, groups) for one in everybody]
                assert told == {tie.id: sorted_inside(tie) for tie in slowly}

    check()


@settings(max_examples=30)
@given(journals_and_days())
def test_the_agenda_of_one_person_is_theirs_in_the_agenda_of_all(asked: tuple[list[Any], date]) -> None:
    records, day = asked
    with Written(records) as store:
        ties = {tie.id: tie for tie in store.agenda(day).ties}
        for person in store.people():
            assert store.agenda(day, person).ties == (ties[person.id],)


@settings(max_examples=100)
@given(journals_and_days(kinds=(Entry, Entry, Promise, Conversation)))
def test_everybody_whose_balance_is_below_zero_is_looked_at(asked: tuple[list[Any], date]) -> None:
    records, day = asked
    with Written(records) as store:
        looked_at = set(store.takers(day))
        with_account = {person.id for person in store.with_account(day)}
        for person in store.people():
            since = account.ledger(store.history(person), day).overdrawn
            (without,) = store.movements([person.id])
            spoke = store.contacts([person.id], day).get(person.id, ())
            assert account.ledger(without, day, DEFAULTS, spoke).overdrawn == since
            bounds = overdraft.since(without, day)
            assert bounds[0] != bounds[1] or bounds[0] == since
            assert (bounds[0] is None) <= (since is None) <= (bounds[1] is None)
            if since is not None:
                assert person.id in looked_at & with_account


@settings(max_examples=40)
@given(records=journals(on=near, most=12))
def test_a_history_holds_all_that_is_with_a_person_and_nothing_else(records: list[Any]) -> None:
    with Written(records) as store:
        for person in store.people():
            history = store.history(person)
            others = {*dossier.KINDS} - {Advice}
            mine = [one for one in records if type(one) not in others and getattr(one, "with_", None) == person.id]
            told = [*history.promises, *history.entries, *history.ratings, *history.facts, *history.reminders]
            told += [*history.snoozes, *history.skips, *history.aways, *history.standings, *history.advice]
            assert sorted(told, key=repr) == sorted(mine, key=repr)
            talks = {
                one.id for one in records if isinstance(one, Conversation) and person.id in (*one.with_, *one.seen_by)
            }
            assert {one.id for one in history.conversations} == talks
            for listed in history[1:]:
                assert [one.on for one in listed] == sorted(one.on for one in listed)


@settings(max_examples=30)
@given(records=journals(most=14, kinds=dossier.KINDS))
def test_what_concerns_a_person_beyond_the_log_is_found_in_whatever_part(records: list[Any]) -> None:
    with Written(records) as store:
        for kind, fields in dossier.PEOPLE.items():
            told = sorted((one for one in records if type(one) is kind), key=lambda one: (one.on, one.id))
            assert store.every(kind) == told
            for person in store.people():
                theirs = [
                    one for one in told
                    if any(person.id in (value if isinstance(value, tuple) else (value,))
                           for value in (getattr(one, field) for field in fields))
                ]  # fmt: skip
                assert store.of(kind, person) == theirs


@settings(max_examples=20)
@given(records=journals(most=14))
def test_a_stream_gives_every_record_once_in_the_order_of_ids(records: list[Any]) -> None:
    with Written(records) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "PORTION", 2)
        for kind in TYPES:
            expected = sorted((one for one in records if type(one) is kind), key=lambda one: one.id)
            assert list(store.stream(kind)) == store.records(kind) == expected


# Names

CROWD = (
    Person("P0", "Ana Ruíz", "ana-ruiz", DAY, nicks=("Annie", "阿安"), emails=("Ana@Kestrel.example",)),
    Person("P1", "Ana Berg", "ana-berg", DAY, phones=("+351 912 345 678",)),
    Person("P2", "Jean-Luc O'Neill", "jean-luc-oneill", DAY),
    Person("P3", "李小龍", "li-xiao-long", DAY, nicks=("Bruce",)),
    Person("P4", "محمد علي", "mhmd-ly", DAY),
    Person("P5", "Søren Ødegård", "soren-odegard", DAY),
    Person("P6", "Łukasz Żak", "lukasz-zak", DAY),
    Person("P7", "Straße Groß", "strasse-gross", DAY),
    Person("P8", "İpek Yılmaz", "ipek-yilmaz", DAY),
    Person("P9", "Đặng Thị Hoa", "dang-thi-hoa", DAY),
    Person("PA", "नमस्ते सिंह", "nmste-simh", DAY),
    Person("PB", "Dr. Mira van der Holt", "mira-van-der-holt", DAY),
    Person("PC", "e\u0301lodie", "elodie", DAY),
    Person("PD", "ANA", "ana", DAY),
)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(str(tmp_path_factory.mktemp("crowd") / "journal.db"))
    with store.write("test", "people") as writer:
        writer.add(*CROWD)
    yield store
    store.close()


def ways_to_say(person: Person) -> list[str]:
    """Names, their parts, and the other things a person is called by, in several spellings."""
    whole = [person.name, person.handle, *person.nicks, *person.emails, *person.phones]
    parts = [part for one in (person.name, person.handle) for part in one.replace("-", " ").split()]
    said = [*whole, *parts, people.fold(person.name)]
    return [form for one in said for form in (one, one.upper(), one.lower(), one.title(), people.fold(one))]


@pytest.mark.parametrize("person", CROWD, ids=lambda person: person.handle)
def test_nobody_who_answers_to_a_name_is_left_out(crowd: Store, person: Person) -> None:
    for said in ways_to_say(person):
        everybody = {one.id for one in people.matches(said, CROWD)}
        found = {one.id for one in people.matches(said, crowd.candidates([said]))}
        assert found == everybody, said
        if said not in person.phones:
            assert everybody <= {one.id for one in crowd.candidates(said.split())}, said


@settings(max_examples=150)
@given(st.text(st.sampled_from("anaruízÁ李小龍-' \"*@.+0123é\u0301\0\ud800"), max_size=12))
def test_any_query_is_answered_with_people(query: str) -> None:
    with_names = _shared_crowd()
    assert set(with_names.candidates([query])) <= set(CROWD)
    assert {one.id for one in people.matches(query, with_names.candidates([query]))} == {
        one.id for one in people.matches(query, CROWD)
    }


_shared: list[Store] = []


def _shared_crowd() -> Store:
    return _shared[0]


@pytest.fixture(scope="module", autouse=True)
def _keep(crowd: Store) -> None:
    _shared[:] = [crowd]


def test_the_crowd_is_listed_by_name(crowd: Store) -> None:
    assert [one.name for one in crowd.people()][:3] == ["ANA", "Ana Berg", "Ana Ruíz"]
    assert set(crowd.people()) == set(CROWD)
    assert crowd.names(["P0", "nobody", "P0"]) == {"P0": ("Ana Ruíz", "ana-ruiz")}
    assert crowd.by_handle("ana") == CROWD[-1]
    assert crowd.by_handle("an") is None
    assert crowd.handles("ana") == {"ana", "ana-ruiz", "ana-berg"}


def test_people_were_together_where_both_were_seen(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "journal.db"))
    with store.write("test", "talks") as writer:
        writer.add(*CROWD[:3])
        writer.add(Conversation("C0", DAY, "", ("P0", "P1")), Conversation("C1", DAY, "", ("P0",), seen_by=("P1",)))
        writer.add(Conversation("C2", DAY, "", ("P0", "P2")))
    assert store.together("P0", ["P1"]) == 2
    assert store.together("P0", ["P1", "P2"]) == 3
    assert store.together("P1", ["P2"]) == 0
    assert store.together("P1", []) == 0
    store.close()


def test_an_introduction_is_dated_by_the_meeting_told_or_the_first_contact(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "journal.db"))
    told = CROWD[1]._replace(through="P0", met=date(2026, 3, 1))
    seen = CROWD[2]._replace(through="P0")
    never = CROWD[3]._replace(through="P0")
    with store.write("test", "people") as writer:
        writer.add(CROWD[0], told, seen, never)
        writer.add(Conversation("C0", date(2026, 2, 2), "", ("P2",), attempt=True))
        writer.add(Conversation("C1", date(2026, 2, 3), "", (), seen_by=("P2",)))
        writer.add(Conversation("C2", date(2026, 2, 4), "", ("P2",)))
    assert store.history(CROWD[0]).introductions == (
        Brought("P2", seen.name, date(2026, 2, 4)),
        Brought("P1", told.name, date(2026, 3, 1)),
    )
    assert [one.id for one in store.agenda(date(2026, 2, 20)).ties[0].introductions] == ["P2"]
    store.close()


def test_more_people_than_one_statement_may_name_are_read(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "journal.db"))
    many = [Person(f"M{number:05}", f"Many {number}", f"many-{number}", DAY, tags=("t",)) for number in range(1300)]
    with store.write("test", "many") as writer, writer.in_bulk():
        writer.add_all(Person, many)
    assert len(store.candidates(["many"])) == 1300
    assert store.candidates([f"x{number}" for number in range(3000)]) == []
    assert len(store.names(one.id for one in many)) == 1300
    assert store.people()[0].tags == ("t",)
    store.close()


def test_one_kind_is_read_for_everybody_or_for_one(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "journal.db"))
    ana, bo = CROWD[0], CROWD[1]
    with store.write("test", "records") as writer:
        writer.add(ana, bo, Conversation("C0", DAY, "", ("P0",)))
        writer.add(Promise("Q0", "me", "P0", DAY, "open", conversation="C0"))
        writer.add(Promise("Q1", "me", "P0", DAY, "kept", outcome="kept", closed=DAY))
        writer.add(Promise("Q2", "them", "P1", DAY, "theirs"))
        writer.add(Entry("E0", "ask", "me", "P0", DAY, "a favour"))
        writer.add(Entry("E1", "ask", "me", "P1", DAY, "granted", answer="yes", answered=DAY))
        writer.add(Fact("F0", "P0", DAY, "note", "x", conversation="C0"), Rating("T0", "P0", DAY, "view", 1))
        writer.add(Reminder("R0", "P0", DAY, DAY, "x"), Snooze("S0", "P0", DAY, DAY), Skip("K0", "P0", DAY))
        writer.add(Standing("G0", "P0", DAY, "resting"))
    assert [one.id for one in store.promises()] == ["Q0", "Q2"]
    assert [one.id for one in store.promises(ana)] == ["Q0"]
    assert [one.id for one in store.promises(ana, closed=True)] == ["Q0", "Q1"]
    assert [one.id for one in store.open_asks()] == ["E0"]
    assert store.open_asks(bo) == []
    assert store.conversation("C0") == Conversation("C0", DAY, "", ("P0",))
    assert store.conversation("C9") is None
    assert [history.person for history in store.histories([bo, ana])] == [bo, ana]
    store.close()
