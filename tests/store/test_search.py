"""Search: any query is answered, words are found whatever their script and accents, windows hold."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netlog.domain.dossier import Acquaintance, Introduction, Offer, Parting, Reflection, Win
from netlog.domain.journal import Advice, Conversation, Entry, Fact, Person, Promise, Reminder
from netlog.errors import UsageError
from netlog.store import search
from netlog.store.search import Found, Wanted
from netlog.store.store import Store
from strategies import anything

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 1, 1)
ANA = Person("P0", "Ana Ruíz", "ana-ruiz", DAY, org="Kestrel", role="CTO", place="Porto")
LI = Person("P1", "李小龍", "li-xiaolong", DAY)
OMAR = Person("P2", "عمر خالد", "umr-khald", DAY)
RECORDS = (
    *(ANA, LI, OMAR),
    Conversation("C0", date(2026, 1, 10), "forecasting at coffee, 100%_sure", ("P0",), place="Café", tags=("PyData",)),
    Conversation("C1", date(2026, 2, 10), "我們談了預測和市場", ("P0", "P1")),
    Conversation("C2", date(2026, 3, 10), "تحدثنا عن التوقعات", ("P2",), tags=("pydata", "rare")),
    Conversation("C3", date(2026, 4, 10), "पूर्वानुमान की बात", ("P2",)),
    Conversation("C4", date(2026, 5, 10), "כלב וחתול, naïve Ångström", ("P0",)),
    Promise("Q0", "me", "P0", date(2026, 1, 11), "the forecasting deck"),
    Entry("E0", "give", "me", "P1", date(2026, 1, 12), "forecasting paper"),
    Fact("F0", "P0", date(2026, 1, 13), "careful", "forecasting lost her job"),
    Fact("F1", "P0", date(2026, 1, 14), "hobby", "runs marathons"),
    Reminder("R0", "P0", DAY, date(2026, 1, 15), "ask about forecasting"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(str(tmp_path_factory.mktemp("search") / "journal.db"))
    with store.write("test", "records") as writer:
        writer.add(*RECORDS)
    yield store
    store.close()


def ids(found: list[Found]) -> list[str]:
    return [one.id for one in found]


HOSTILE = (
    *('"', '""', '"a', 'a"b"', "x-y", "NEAR(", "NEAR(a b)", "nosuch:x", "name : ana", "AND", "a OR", "NOT a", "^a"),
    *("*", "a*", "(", ")", "((a)", "+", "{name}", "'", "''; DROP TABLE person; --", "%", "_", "\\", "a\\", "[a]"),
    *("\0", "a\0b", "\ud800", "a\udfffb", "\u202e", "  a  ", "a" * 10_000, "a " * 10_000, "李" * 5_000, "\U0010ffff"),
)


@pytest.mark.parametrize("query", HOSTILE, ids=ascii)
def test_a_hostile_query_is_answered_or_refused_in_a_sentence(store: Store, query: str) -> None:
    with suppress(UsageError):
        assert isinstance(store.search(Wanted(query)), list)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=anything)
def test_no_query_raises_anything_else(store: Store, query: str) -> None:
    test_a_hostile_query_is_answered_or_refused_in_a_sentence(store, query)


@settings(max_examples=100)
@given(record=st.sampled_from([one for one in RECORDS if not isinstance(one, Person)]), data=st.data())
def test_every_word_of_a_text_finds_it(store: Store, record: Conversation, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(record.text.split()))
    assert record.id in ids(store.search(Wanted(word, private=True)))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("forecasting", ["R0", "E0", "Q0", "C0"]),
        ("FORECASTING deck", ["Q0"]),
        ("forecasting deck marathons", []),
        ("forecast", ["R0", "E0", "Q0", "C0"]),  # the last word may be begun only
        ("fore coffee", []),
        ("cafe", ["C0"]),
        ("café", ["C0"]),
        ("naive angstrom", ["C4"]),
        ("Ruiz", ["P0"]),
        ("ruíz", ["P0"]),
        ("kestrel", ["P0"]),
        ("預測", ["C1"]),
        ("測", ["C1"]),
        ("小龍", ["P1"]),
        ("خالد", ["P2"]),
        ("التوقعات", ["C2"]),
        ("पूर्वानुमान", ["C3"]),
        ("חתול", []),  # a word inside a word is not looked for where spaces cut
        ("וחתול", ["C4"]),
        ("100%", ["C0"]),
        ("100_sure", ["C0"]),
        ("100_sore", []),
        ("zebra", []),
    ],
)
def test_words_are_found(store: Store, query: str, found: list[str]) -> None:
    assert ids(store.search(Wanted(query))) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(people=("P0", "P1")), ["C1"]),
        (Wanted("forecasting", people=("P1",)), ["E0"]),
        (Wanted(tags=("pydata",)), ["C2", "C0"]),
        (Wanted(tags=("pydata", "rare")), ["C2"]),
        (Wanted(tags=("pydata",), people=("P0",)), ["C0"]),
        (Wanted(since=date(2026, 3, 10)), ["C4", "C3", "C2"]),
        (Wanted(since=date(2026, 1, 14), until=date(2026, 1, 15)), ["R0", "F1"]),
        (Wanted(until=date(2026, 1, 10)), ["C0"]),
        (Wanted("forecasting", until=date(2026, 1, 10)), ["C0"]),
        (Wanted("forecasting", limit=2), ["R0", "E0"]),
        (Wanted("forecasting", limit=None, private=True), ["R0", "F0", "E0", "Q0", "C0"]),
    ],
)
def test_everything_named_holds_at_once(store: Store, wanted: Wanted, found: list[str]) -> None:
    assert ids(store.search(wanted)) == found


def test_a_careful_topic_shows_only_when_it_is_asked_for(store: Store) -> None:
    assert "F0" not in ids(store.search(Wanted("job")))
    assert "F0" in ids(store.search(Wanted("job", private=True)))


@pytest.mark.parametrize("wanted", [Wanted(), Wanted("  "), Wanted("?!")])
def test_nothing_to_search_for_is_a_usage_error(store: Store, wanted: Wanted) -> None:
    with pytest.raises(UsageError):
        store.search(wanted)


MENTIONS = ("plan", "planned", "Planet", "the plan", "théâtre", "their plan", "½ plan", "PLAN-B", "x", "預 plan")


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Several records of each kind on each of a few days, entered in no order of days."""
    store = Store(str(tmp_path_factory.mktemp("busy") / "journal.db"))
    with store.write("test", "records") as writer:
        writer.add(ANA, LI, Acquaintance("T0", "P0", "P1", DAY, 4), Acquaintance("T1", "P0", "P1", DAY, 4, "a plan"))
        for at in range(40):
            on, text, with_ = DAY + timedelta(days=at * 7 % 10), MENTIONS[at % 9], ("P0", "P1")[at % 3 % 2]
            place, tags = ("the planetarium", None, None)[at % 3], ((), ("Pydata",), ("pyData", "b"))[at % 3]
            writer.add(Conversation(f"C{at * 11 % 40:02}", on, text, (with_,), place=place, tags=tags))
            writer.add(Promise(f"Q{at:02}", "me", with_, on, text), Entry(f"E{at:02}", "give", "me", with_, on, text))
    yield store
    store.close()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.sampled_from(("p", "plan", "planet", "the", "theat", "½", "b", "nowhere", "預")), max_size=2),
    people=st.sampled_from(((), ("P0",), ("P1", "P0"))),
    tags=st.sampled_from(((), ("PYDATA",), ("pydata", "b"), ("none",))),
    days=st.tuples(st.integers(-1, 10), st.integers(-1, 10)),
    limit=st.integers(1, 50),
    latest=st.integers(-1, 60),
    readable=st.sampled_from((50, search.READABLE)),
)
def test_how_many_are_shown_or_read_through_first_changes_nothing_else(
    busy: Store,
    words: list[str],
    people: tuple[str, ...],
    tags: tuple[str, ...],
    days: tuple[int, int],
    limit: int,
    latest: int,
    readable: int,
) -> None:
    since, until = (None if day < 0 else DAY + timedelta(days=day) for day in days)
    wanted = Wanted(" ".join(words), people, tags, since, until)
    if wanted == Wanted():
        return
    every = busy.search(wanted._replace(limit=None))
    persons = [one for one in every if one.on is None]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "SMALL", 0)
        patch.setattr(search, "LATEST", latest)
        patch.setattr(search, "READABLE", readable)
        assert busy.search(wanted._replace(limit=limit)) == every[: len(persons) + limit]


def test_what_is_deleted_or_reworded_is_found_no_more(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "journal.db"))
    with store.write("test", "two talks") as writer:
        writer.add(ANA, Conversation("C0", DAY, "zebra"), Conversation("C1", DAY, "zebra"))
    with store.write("test", "one goes, one changes") as writer:
        writer.delete(Conversation("C0", DAY, "zebra"))
        writer.replace(Conversation("C1", DAY, "giraffe"))
    assert ids(store.search(Wanted("zebra"))) == []
    assert ids(store.search(Wanted("giraffe"))) == ["C1"]
    store.undo()
    assert ids(store.search(Wanted("zebra"))) == ["C1", "C0"]
    store.close()


def test_an_empty_journal_finds_nothing(tmp_path: Path) -> None:
    assert Store(str(tmp_path / "none.db")).search(Wanted("forecasting")) == []


def test_a_day_that_is_none_is_told_as_damage(netlog, journal):
    netlog("add", "lunch with @Ana Ruiz")
    path = journal
    whole = path.read_bytes()
    assert b"2026-11-21lunch" in whole
    path.write_bytes(whole.replace(b"2026-11-21lunch", b"2026-11-99lunch"))
    done = netlog("search", "lunch")
    assert done.code == 5
    assert "damaged" in done.err


BEYOND = (
    Advice("V0", "P0", date(2026, 6, 1), "hire a Bürgermeister"),
    Acquaintance("V1", "P0", "P1", date(2026, 6, 2), 4, "the sailing club"),
    Introduction("V2", None, "P1", date(2026, 6, 3), "a pilot for sailing", "P0"),
    Win("V3", "P1", date(2026, 6, 4), place="the sailing regatta"),
    Reflection("V4", "P0", date(2026, 6, 5), "retro", "story", "I went sailing"),
    Parting("V5", "P0", date(2026, 6, 6), "coffee", "planned", "sailing bores me"),
    Offer("V6", date(2026, 6, 7), "航海課"),
)


def test_what_goes_beyond_the_daily_log_is_found_by_words_people_and_days(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "beyond.db"))
    with store.write("test", "records") as writer:
        writer.add(ANA, LI, *BEYOND)
    assert ids(store.search(Wanted("SAILING"))) == ["V3", "V2", "V1"]
    assert ids(store.search(Wanted("sail", private=True))) == ["V5", "V4", "V3", "V2", "V1"]
    assert ids(store.search(Wanted("sailing", people=("P0",)))) == ["V2", "V1"]
    assert ids(store.search(Wanted("sailing", since=date(2026, 6, 3), until=date(2026, 6, 3)))) == ["V2"]
    assert ids(store.search(Wanted("burgermeister"))) == ["V0"]
    assert ids(store.search(Wanted("航海"))) == ["V6"]
    assert store.search(Wanted("ailing")) == []
    assert store.search(Wanted("sailing", tags=("x",))) == []
    assert store.search(Wanted("club"))[0].people == ("Ana Ruíz", "李小龍")
    store.close()
