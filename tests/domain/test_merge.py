from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from builders import TODAY, ago, conversation, entry, person, promise
from netlog.domain import merge
from netlog.domain.journal import (
    Away,
    Conversation,
    Entry,
    Fact,
    History,
    Person,
    Promise,
    Rating,
    Reminder,
    Skip,
    Snooze,
    Standing,
)

ANA = person("Ana Ruiz")
OTHER = person("Ana Ruíz", id="other", handle="ana-ruiz-2")
FIELDS = {
    Conversation: "conversations",
    Promise: "promises",
    Entry: "entries",
    Rating: "ratings",
    Fact: "facts",
    Reminder: "reminders",
    Snooze: "snoozes",
    Skip: "skips",
    Away: "aways",
    Standing: "standings",
}


def joined(*, kept: Person = ANA, gone: Person = OTHER) -> Person:
    return merge.plan(kept, History(gone)).person


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("org", "Kestrel"),
        ("role", "CTO"),
        ("kind", "client"),
        ("circle", "close"),
        ("every", 30),
        ("birthday", "05-03"),
        ("met", ago(100)),
        ("place", "PyData"),
    ],
)
def test_a_blank_field_is_filled_and_one_that_speaks_is_kept(field, value):
    assert getattr(joined(gone=OTHER._replace(**{field: value})), field) == value
    spoken = {"every": 7, "met": ago(5)}.get(field, "other")
    assert getattr(joined(kept=ANA._replace(**{field: spoken}), gone=OTHER._replace(**{field: value})), field) == spoken


def test_the_plan_names_the_fields_it_fills():
    gone = OTHER._replace(org="Kestrel", role="CTO")
    assert merge.plan(ANA._replace(role="CEO"), History(gone)).filled == ("org",)


def test_a_birthday_with_its_year_says_more_than_the_same_day_without():
    assert (
        joined(kept=ANA._replace(birthday="05-03"), gone=OTHER._replace(birthday="1984-05-03")).birthday == "1984-05-03"
    )
    assert joined(kept=ANA._replace(birthday="05-04"), gone=OTHER._replace(birthday="1984-05-03")).birthday == "05-04"
    assert (
        joined(kept=ANA._replace(birthday="1984-05-03"), gone=OTHER._replace(birthday="05-03")).birthday == "1984-05-03"
    )


def test_the_earlier_day_of_entry_counts():
    assert joined(gone=OTHER._replace(added=date(2020, 1, 1))).added == date(2020, 1, 1)
    assert joined(gone=OTHER._replace(added=TODAY)).added == ANA.added


def test_every_word_that_found_either_still_finds_them():
    gone = OTHER._replace(nicks=("Annie",))
    assert joined(kept=ANA._replace(nicks=("Anita",)), gone=gone).nicks == ("Anita", "Ana Ruíz", "ana-ruiz-2", "Annie")
    assert joined(gone=person("Ana Ruiz", id="x", handle="ana")).nicks == ("ana",)


@pytest.mark.parametrize(
    ("field", "first", "second", "both"),
    [
        ("emails", ("Ana@x.example",), ("ana@x.example", "b@x.example"), ("Ana@x.example", "b@x.example")),
        ("phones", ("+351 912-345",), ("+351912345", "5550"), ("+351 912-345", "5550")),
        ("links", ("https://a.example",), ("https://a.example", "https://b.example"), None),
        ("tags", ("Café",), ("cafe", "data"), ("Café", "data")),
    ],
)
def test_what_is_several_is_joined_and_listed_once(field, first, second, both):
    found = joined(kept=ANA._replace(**{field: first}), gone=OTHER._replace(**{field: second}))
    assert getattr(found, field) == (both or ("https://a.example", "https://b.example"))


@pytest.mark.parametrize(
    ("kept", "gone", "through"),
    [
        (None, "jo", "jo"),
        ("tom", "jo", "tom"),
        (None, "ana-ruiz", None),
        ("other", None, None),
        ("other", "jo", "jo"),
        ("other", "ana-ruiz", None),
    ],
)
def test_nobody_was_met_through_themselves(kept, gone, through):
    assert joined(kept=ANA._replace(through=kept), gone=OTHER._replace(through=gone)).through == through


def test_those_met_through_the_one_are_met_through_the_other():
    lena = person("Lena Vogt", through="other")
    plan = merge.plan(ANA._replace(through="other"), History(OTHER), [lena, ANA])
    assert plan.introduced == (lena._replace(through=ANA.id),)


@pytest.mark.parametrize(
    ("with_", "seen_by", "after", "watched"),
    [
        (("other",), (), ("ana-ruiz",), ()),
        (("jo", "other"), (), ("jo", "ana-ruiz"), ()),
        (("ana-ruiz", "other"), (), ("ana-ruiz",), ()),
        (("ana-ruiz",), ("other",), ("ana-ruiz",), ()),
        (("other",), ("ana-ruiz",), ("ana-ruiz",), ()),
        (("jo",), ("ana-ruiz", "other"), ("jo",), ("ana-ruiz",)),
    ],
)
def test_a_shared_conversation_lists_the_person_once(with_, seen_by, after, watched):
    talk = conversation(5, with_=with_, seen_by=seen_by)
    (moved,) = merge.plan(ANA, History(OTHER, conversations=(talk,))).conversations
    assert moved == talk._replace(with_=after, seen_by=watched)


@st.composite
def two(draw) -> tuple[Person, History]:
    """A person, and the history of another who is the same."""
    kept, gone = draw(strategies.people("P0", ("P1", "P2"))), draw(strategies.people("P1", ("P0", "P2")))
    talks = [draw(strategies.conversations(f"C{n}", ("P0", "P1", "P2"))) for n in range(draw(st.integers(0, 4)))]
    found: dict[str, tuple] = {"conversations": tuple(one for one in talks if "P1" in (*one.with_, *one.seen_by))}
    for kind, field in FIELDS.items():
        if kind is not Conversation:
            records = [
                draw(strategies.of_one(kind, f"{kind.__name__}{n}", ("P1",))) for n in range(draw(st.integers(0, 2)))
            ]
            found[field] = tuple(one for one in records if one.with_)
    return kept, History(gone, **found)


@settings(max_examples=60)
@given(two())
def test_nothing_is_lost_and_nothing_is_doubled(both):
    kept, gone = both
    plan = merge.plan(kept, gone)
    before = [one for field in FIELDS.values() for one in getattr(gone, field)]
    after = [*plan.conversations, *plan.records]
    assert Counter(one.id for one in before) == Counter(one.id for one in after)
    said = [(type(one), getattr(one, "text", None), one.on) for one in before]
    assert Counter(said) == Counter((type(one), getattr(one, "text", None), one.on) for one in after)
    for one in plan.records:
        assert one.with_ == "P0"
    for talk in plan.conversations:
        everyone = (*talk.with_, *talk.seen_by)
        assert "P1" not in everyone
        assert len(set(everyone)) == len(everyone)


@settings(max_examples=60)
@given(two())
def test_merging_again_changes_nothing(both):
    kept, gone = both
    once = merge.plan(kept, gone).person
    assert merge.plan(once, History(gone.person)).person == once


@settings(max_examples=60)
@given(two())
def test_all_that_either_said_of_themselves_is_kept_or_was_said_by_the_first(both):
    kept, gone = both
    person = merge.plan(kept, gone).person
    for field in merge.BLANKS:
        told = (getattr(kept, field), getattr(gone.person, field))
        assert getattr(person, field) in told
        assert (getattr(person, field) is None) == (told == (None, None))
    assert set(kept.emails) <= set(person.emails)
    assert {one.casefold() for one in gone.person.emails} <= {one.casefold() for one in person.emails}
    assert gone.person.name in (person.name, *person.nicks, person.handle)


def test_records_are_the_same_but_for_whom_they_are_with():
    gone = History(OTHER, promises=(promise(with_="other"),), entries=(entry("give", with_="other"),))
    plan = merge.plan(ANA, gone)
    assert [one._replace(with_="other") for one in plan.records] == [*gone.promises, *gone.entries]
