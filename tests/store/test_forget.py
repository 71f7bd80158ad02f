"""Forgetting: nothing of a person is left in the file, and nothing of the others is harmed."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dumping import assert_sound, dump
from netlog.domain import merge
from netlog.domain.dossier import Introduction
from netlog.domain.journal import Change, Conversation, Entry, Fact, Person, Promise, Rating, Reminder, Standing
from netlog.errors import Ambiguous
from netlog.store import forget, naming
from netlog.store.store import Store
from netlog.store.tables import LOGGED
from strategies import journals, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 1, 5)
ZORA = Person(
    "P1",
    "Zora Quillfeather",
    "zora-quillfeather",
    DAY,
    org="Xylograph",
    nicks=("Zozo Bird",),
    emails=("zq@xylograph.example",),
    phones=("+351 912 345 678",),
    links=("https://pages.example/zoraq",),
    tags=("vintner",),
)
JO = Person("P2", "Jo Park", "jo-park", DAY, through="P1", place="the cellar of Zora")
TOKENS = ("zora", "quillfeather", "zozo", "xylograph", "zoraq", "vintner", "912345678", "912 345 678", "beekeeper")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    journal = Store(str(tmp_path / "journal.db"))
    yield journal
    journal.close()


def names(*others: Person, **fields: Any) -> naming.Names:
    person = ZORA._replace(**fields)
    called = naming.Called(
        (person.name,), (person.handle, *person.nicks), (*person.emails, *person.links), person.phones
    )
    return naming.Names(called, others)


def told(store: Store, *records: Any, command: str = "add", summary: str = "something") -> int:
    """Write the records as one step; returns its number."""
    with store.write(command, summary) as writer:
        writer.add(*records)
    return store.steps(1)[0].number


def bytes_of(store: Store) -> bytes:
    """Everything on the disk, after closing; no other file may be left beside it."""
    store.close()
    folder = Path(store.path).parent
    assert [one.name for one in folder.iterdir() if one.name.startswith("journal.db")] == ["journal.db"]
    return Path(store.path).read_bytes()


def shown_nowhere(store: Store, *tokens: str) -> None:
    content = bytes_of(store)
    folded = content.decode("utf-8", "ignore").casefold()
    for token in tokens:
        assert token.casefold() not in folded, token
        assert token.casefold().encode() not in content.lower(), token


def a_journal(store: Store) -> dict[str, int]:
    """A few steps: with her alone, with her and Jo, with Jo alone; the numbers of the steps by name."""
    steps = {"her": told(store, ZORA, summary="Zora Quillfeather, a beekeeper")}
    steps["jo"] = told(store, JO, summary="Jo Park, met through Zora")
    alone = Conversation("C1", DAY, "the beekeeper told all", ("P1",), tags=("vintner",))
    steps["alone"] = told(store, alone, Promise("R1", "me", "P1", DAY, "honey for the beekeeper", conversation="C1"))
    both = Conversation("C2", DAY, "Jo and ZORA quillfeather's plan", ("P1", "P2"), tags=("plan",))
    steps["both"] = told(store, both, summary="with Jo and Zora")
    steps["of jo"] = told(store, Fact("R2", "P2", DAY, "note", "knows zora, and Zozo Bird"), summary="knows zora")
    steps["ask"] = told(store, Entry("R3", "ask", "me", "P2", DAY, "call +351912345678 or zq@xylograph.example"))
    with store.write("move", "postponed honey for the beekeeper") as writer:
        writer.replace(
            Promise("R1", "me", "P1", DAY, "honey for the beekeeper", changes=(Change(DAY, DAY),), conversation="C1")
        )
    with store.write("delete", "deleted: the beekeeper told all") as writer:
        writer.delete(alone)
    store.undo()
    told(store, Rating("R4", "P1", DAY, "them", C=7, text="the beekeeper said"))
    told(store, Reminder("R5", "P2", DAY, DAY, "ask about Quillfeather"))
    told(store, Standing("R6", "P1", DAY, "resting", reason="beekeeper"))
    return steps


def test_no_trace_of_a_person_is_left_in_the_file(store):
    a_journal(store)
    gone = store.forget(ZORA)
    assert (gone.conversations, gone.shared, gone.left) == (1, 1, ())
    assert gone.records == 3
    assert_sound(store._connection)
    assert store.rows("PRAGMA freelist_count") == [(0,)]
    shown_nowhere(store, *TOKENS)


def test_what_the_others_have_stays_with_the_name_taken_out(store):
    a_journal(store)
    store.forget(ZORA)
    assert [one.name for one in store.people()] == ["Jo Park"]
    jo = store.person("P2")
    assert (jo.through, jo.place) == (None, "the cellar of (forgotten)")
    history = store.history(jo)
    assert [(one.text, one.with_) for one in history.conversations] == [("Jo and (forgotten)'s plan", ("P2",))]
    assert [one.text for one in history.facts] == ["knows (forgotten), and (forgotten)"]
    assert [one.text for one in history.entries] == ["call (forgotten) or (forgotten)"]
    assert [one.text for one in history.reminders] == ["ask about (forgotten)"]


def test_forgetting_cannot_be_undone_nor_the_steps_that_touched_the_person(store):
    steps = a_journal(store)
    store.forget(ZORA)
    last = store.steps(1)[0]
    assert (last.command, last.final) == ("forget", True)
    for number in (last.number, steps["her"], steps["alone"], steps["both"]):
        with pytest.raises(Ambiguous, match="cannot be undone"):
            store.undo(number)


def test_other_peoples_steps_can_still_be_undone(store):
    steps = a_journal(store)
    store.forget(ZORA)
    before = dump(store._connection)
    for name in ("of jo", "ask"):
        store.undo(steps[name])
    jo = store.history(store.person("P2"))
    assert (jo.facts, jo.entries) == ((), ())
    store.redo()
    store.undo(store.steps(1)[0].number)
    store.redo()
    assert store.history(store.person("P2")).entries
    assert dump(store._connection) != before
    assert_sound(store._connection)


def test_a_record_handed_to_somebody_else_stays_theirs(store):
    told(store, ZORA, JO._replace(through=None, place=None))
    made = Promise("R1", "me", "P1", DAY, "slides", DAY, changes=(Change(DAY, DAY),))
    told(store, made)
    with store.write("edit", "it was Jo") as writer:
        writer.replace(made._replace(with_="P2"))
    number = store.steps(1)[0].number
    store.forget(ZORA)
    assert store.promises() == [made._replace(with_="P2")]
    assert_sound(store._connection)
    with pytest.raises(Ambiguous):
        store.undo(number)
    assert store.promises() == [made._replace(with_="P2")]


def test_somebody_merged_into_them_is_forgotten_too(store):
    twin = Person("P3", "Zora Kwillfether", "zora-kwillfether", DAY, org="Beekeeper Ltd", role="vintner")
    told(store, ZORA._replace(tags=()), JO)
    told(store, twin, Fact("R1", "P3", DAY, "note", "a beekeeper"))
    plan = merge.plan(ZORA._replace(tags=()), store.history(twin))
    with store.write("merge", "Zora Kwillfether is Zora Quillfeather") as writer:
        for one in plan.records:
            writer.replace(one)
        writer.delete(twin)
        writer.replace(plan.person)
    store.forget(plan.person)
    assert_sound(store._connection)
    shown_nowhere(store, *TOKENS, "kwillfether")


def test_what_was_deleted_before_is_forgotten_too(store):
    told(store, ZORA, JO)
    talks = [Conversation("C1", DAY, "a secret recipe", ("P1",)), Conversation("C2", DAY, "a plan", ("P1", "P2"))]
    promise = Promise("R1", "me", "P1", DAY, "another secret", changes=(Change(DAY, DAY),))
    told(store, *talks, promise, Fact("R2", "P2", DAY, "note", "likes tea"))
    with store.write("delete", "deleted") as writer:
        for one in (*talks, promise):
            writer.delete(one)
    store.forget(ZORA)
    assert_sound(store._connection)
    shown_nowhere(store, *TOKENS, "secret")
    assert b"likes tea" in Path(store.path).read_bytes()


def test_a_name_borne_before_is_forgotten_too(store):
    told(store, ZORA._replace(name="Zora Oldname"), JO)
    told(store, Fact("R1", "P2", DAY, "note", "cousin of Oldname"))
    with store.write("rename", "renamed") as writer:
        writer.replace(ZORA)
    store.forget(ZORA)
    shown_nowhere(store, "oldname")


def test_a_tag_that_names_them_goes(store):
    told(store, ZORA, JO)
    told(store, Conversation("C1", DAY, "party", ("P2",), tags=("zora", "quillfeather", "plan")))
    store.forget(ZORA)
    assert store.history(store.person("P2")).conversations[0].tags == ("plan",)
    assert_sound(store._connection)


def test_what_they_watched_stays_without_them(store):
    told(store, ZORA, JO)
    told(store, Conversation("C1", DAY, "a talk", ("P2",), seen_by=("P1",)))
    told(store, Conversation("C2", DAY, "a talk of hers", ("P1",), seen_by=("P2",)))
    gone = store.forget(ZORA)
    assert (gone.conversations, gone.shared) == (1, 1)
    assert [one.id for one in store.history(store.person("P2")).conversations] == ["C1"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zora", "(forgotten)"),
        ("zora's ZORA.", "(forgotten)'s (forgotten)."),
        ("Zora Quillfeather and Zora  Quillfeather", "(forgotten) and (forgotten)"),
        ("zora-quillfeather", "(forgotten)"),
        ("Żorą, Zòrà Quíllfeather", "(forgotten), (forgotten)"),
        ("Zoraya, azora, quillfeathers", "Zoraya, azora, quillfeathers"),
        ("Zozo", "Zozo"),
        ("Zozo Bird", "(forgotten)"),
        ("mail zq@xylograph.example now", "mail (forgotten) now"),
        ("see https://pages.example/zoraq.", "see (forgotten)."),
        ("ring 00351 912-345-678!", "ring (forgotten)!"),
        ("ring 912 345 678 or 0912345678", "ring (forgotten) or (forgotten)"),
        ("2912345678, 9123456789", "2912345678, 9123456789"),
        ("_zora_\nZORA\tzora", "_(forgotten)_\n(forgotten)\t(forgotten)"),
        ("nobody", "nobody"),
        ("", ""),
    ],
)
def test_a_name_is_found_as_whole_words_in_any_case_and_with_any_accents(text, left):
    assert names().taken_out(text) == left


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Will Rose", "Will will bring a rose, says Rose", "(forgotten) will bring a rose, says (forgotten)"),
        ("Will Rose", "will rose", "(forgotten)"),
        ("Jo An", "so an answer to jo from Jo", "so an answer to jo from (forgotten)"),
        ("May Quill", "in May we met Quill, and May Quill", "in May we met (forgotten), and (forgotten)"),
        ("Dr Ludwig van Beethoven", "a van for Dr Ludwig", "a van for Dr (forgotten)"),
        (
            "Seán O'Brien",
            "Sean said O’Brien, obrien; o brien",
            "(forgotten) said (forgotten), (forgotten); (forgotten)",
        ),
        ("Jean-Luc Picard", "Jean and Luc met Jean-Luc", "Jean and Luc met (forgotten)"),
        ("王小明", "我昨天跟王小明见面", "我昨天跟(forgotten)见面"),
        ("Łukasz Żak", "lukasz zak", "(forgotten)"),
        ("J. Doe", "J. came; j", "J. came; j"),
    ],
)
def test_everyday_words_and_other_scripts(name, text, left):
    handle = "the-handle"
    assert names(name=name, handle=handle, nicks=()).taken_out(text) == left


def test_what_others_are_called_too_stays_and_is_told():
    other = Person("P9", "Zora Neale", "zora-neale", DAY)
    found = names(other)
    assert found.left == ("Zora",)
    assert found.taken_out("Zora met Quillfeather and Zora Quillfeather") == "Zora met (forgotten) and (forgotten)"
    twin = Person("P9", "Zora Quillfeather", "zora-quillfeather-2", DAY, emails=ZORA.emails, phones=ZORA.phones)
    kept = "Zora Quillfeather zq@xylograph.example +351912345678"
    assert names(twin).taken_out(kept) == kept


def test_a_long_text_of_names_takes_no_time_and_stays_within_its_column():
    text = "Zora 912 " * 100_000
    assert len(names().taken_out(text)) <= 1_000_000


@settings(max_examples=100)
@given(stored, st.sampled_from(["Zora", "zora quillfeather", "ZOZO bird", "zq@xylograph.example"]), stored)
def test_taking_out_twice_is_taking_out_once_and_none_is_left(before, name, after):
    all_ = names()
    once = all_.taken_out(f"{before} {name} {after}")
    assert all_.taken_out(once) == once
    assert name.casefold() not in once.casefold()


@settings(max_examples=25)
@given(journals(), st.data())
def test_of_any_journal_only_one_person_goes(records, data):
    token = "Qwzxvj"
    person = records[0]._replace(name=f"{token} Uvwqx", org=f"{token} Ltd", nicks=(), phones=(), emails=(), links=())
    records[0] = person
    for at, one in enumerate(records[1:], 1):
        if "text" in one._fields and data.draw(st.booleans()):
            records[at] = one._replace(text=f"{one.text or ''} {token.upper()}")
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"{folder}/journal.db")
        for record in records:
            told(store, record, summary=f"wrote of {token}")
        store.forget(person)
        assert_sound(store._connection)
        assert_sound(store._connection)
        talks = [one for one in records if isinstance(one, Conversation)]
        alone = {one.id for one in talks if one.with_ == (person.id,)}
        own = {
            one.id for one in records
            if person.id in (getattr(one, field, None) for field in ("with_", "one", "other"))
            or (isinstance(one, Introduction) and one.through == person.id)
        }  # fmt: skip
        expected = {one.id for one in records} - {person.id} - alone - own
        # A conversation that nobody took part in but that they watched was theirs alone too.
        expected -= {one.id for one in talks if not one.with_ and person.id in one.seen_by}
        assert {
            row[0] for table in LOGGED if "id" in LOGGED[table][1] for row in store.rows(f"SELECT id FROM {table}")
        } == (expected)
        shown_nowhere(store, token)


CLOSED = {
    "person": {"circle", "birthday", "through"},
    "detail": {"kind"},
    "presence": {"conversation"},
    "tag": {"conversation", "tag"},
    "signal": {"conversation", "code", "about"},
    "promise": {"who", "size", "outcome", "conversation"},
    "promise_change": {"promise"},
    "conversation": {"how", "for", "initiated", "outcome"},
    "entry": {"kind", "who", "size", "answer", "conversation"},
    "rating": {"source"},
    "fact": {"topic", "conversation"},
    "reminder": {"reason", "conversation"},
    "snooze": {"reason"},
    "skip": {"reason"},
    "standing": {"state"},
    "observed": {"conversation", "kind", "text"},
    "fit": {"stage"},
    "fit_mark": {"fit", "trait"},
    "expectation": {"who", "outcome"},
    "parting": {"way", "state"},
    "win": {"through"},
    "advice": {"verdict"},
    "reflection": {"kind"},
    "introduction": {"through"},
    "introduction_step": {"introduction", "state", "who"},
    "member": {"grouping"},
    "place": {"prompt"},
    "offer": {"size"},
}
KEYS_AND_DAYS = {
    "id",
    "handle",
    "person",
    "with",
    "on",
    "by",
    "added",
    "met",
    "closed",
    "answered",
    "made",
    "done",
    "until",
    "confirmed",
    "judged",
    "one",
    "other",
}


def test_every_column_of_free_words_is_looked_through(store):
    """A new column is either searched for names, or is known to hold none."""
    told(store, JO._replace(through=None))
    for table in LOGGED:
        texts = {row[1] for row in store.rows(f"PRAGMA table_info({table})") if row[2] == "TEXT"}
        assert texts - KEYS_AND_DAYS == {*forget.WORDS.get(table, ()), *CLOSED.get(table, ())}, table
