"""What cannot have been so is refused with the way out, and what may be meant otherwise is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from running import Result

    Netlog = Callable[..., Result]


@pytest.fixture
def ana(netlog: Netlog) -> Netlog:
    """netlog on a journal that knows Ana Ruiz, Tom Okafor and two Jos."""
    assert netlog("add", "@Ana Ruiz", "@Tom Okafor", "@Jo Park", "@Jo Rivers").code == 0
    return netlog


@pytest.mark.parametrize("call", [("postpone", "ana", "deck"), ("away",), ("away", "tom")])
def test_an_option_that_must_be_there_is_asked_for_not_stumbled_over(ana: Netlog, call: tuple[str, ...]) -> None:
    done = ana(*call)
    assert done.code == 2
    assert done.err.startswith("Missing option '--")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("add", "mail to Ana", "--attempt", "--talk", "35"), "--talk does not go with it"),
        (("add", "mail to Ana", "--attempt", "--initiated", "them"), "--initiated them does not go with it"),
        (("add", "mail to Ana", "--attempt", "--outcome", "info"), "--outcome does not go with it"),
        (("add", "mail to Ana", "--attempt", "--they-promised", "an answer"), "they promised: does not go with it"),
        (("add", "met Ana and Tom", "--people", "2"), "fewer than those who took part"),
        (("add", "yesterday: met Ana", "--on", "last mon"), "The sentence says Fri 20 Nov, --on says Mon 16 Nov."),
        (("add", "met Ana. promised: the deck by yesterday"), "before the promise was made"),
        (("add", "met Ana. next: lunch by yesterday"), "is past already"),
        (("add", "met Ana", "--tag", "data science"), "A tag is one word"),
        (("promise", "ana", "the deck", "--by", "yesterday"), "before the promise was made"),
        (("promise", "ana", "(S)"), "has no text"),
        (("give", "ana", "(S)"), "What was it?"),
        (("ask", "--from", "ana", "a look", "--check"), "--check is about an ask of mine."),
        (("promises", "ana", "--with", "tom"), "named twice"),
        (("rate", "ana", "c=7", "c=8"), "rated twice"),
        (("signals", "--factor", "Q"), "There is no factor 'Q'."),
        (("skip", "ana", "--reason", "reminder"), "No line of that reason is due for Ana Ruiz."),
        (("snooze", "ana", "2w", "--reason", "promise"), "A promise of mine stays in sight."),
        (("due", "foo"), "Nothing is expected after the rest: 'foo'."),
        (("keep",), "Which promise is it?"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(ana: Netlog, call: tuple[str, ...] | str, said: str) -> None:
    before = ana("undo", "--list").out
    done = ana(*((call,) if isinstance(call, str) else call))
    assert (done.code, said in done.err) == (2, True), done.err
    assert ana("undo", "--list").out == before


@pytest.mark.parametrize("flag", ["--with", "--seen-by"])
def test_nobody_is_made_by_an_option_without_an_at_sign(ana: Netlog, flag: str) -> None:
    refused = ana("add", "met Ana", flag, "Zork")
    assert refused.code == 3
    assert '"@Zork"' in refused.err
    assert "new         Zork (zork)" in ana("add", "met Ana", flag, "@Zork").err


def test_a_promise_made_earlier_may_be_overdue_from_the_start(ana: Netlog) -> None:
    done = ana("promise", "ana", "the deck", "--by", "yesterday", "--on", "10 nov")
    assert done.err.startswith("Promised to Ana Ruiz: the deck, by Fri 20 Nov (1 day late), medium.")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("promise", "ana", "the deck (S) by friday"), "the deck, by Fri 27 Nov (in 6 days), small."),
        (("promise", "ana", "slides for 3 dec", "--by", "1 dec"), "slides for 3 dec, by Tue 1 Dec"),
        (("remind", "ana", "their launch on 3 dec", "--on", "4 dec"), "their launch on 3 dec, Ana Ruiz, Fri 4 Dec"),
        (("give", "ana", "intro to Lena (M)"), "intro to Lena (M, 8 points)."),
        (("give", "ana", "intro (M)", "--size", "XS"), "intro (M) (XS, 1 point)."),
        (("receive", "ana", "a day (large)"), "a day (L, 20 points)."),
        (("ask", "ana", "a look (12)"), "a look (12 points)."),
        (("thank", "ana"), "I thanked Ana Ruiz.\n"),
        (("rate", "ana", "c=7", "--because", "good call"), "C 7, because: good call."),
        (("set", "ana", "--every", "5w"), "every  – → 35 days"),
        (("rename", "ana", "Ana", "Maria", "Ruiz"), "Ana Ruiz is now Ana Maria Ruiz (ana-ruiz)."),
        (("add", "met Ana and Tom", "--tag", "PyData", "--tag", "candid"), "· +pydata · +candid"),
        (("add", "@Ana", "--tag", "PyData"), "person  Ana Ruiz: +pydata"),
    ],
)
def test_a_receipt_tells_what_was_understood(ana: Netlog, call: tuple[str, ...], said: str) -> None:
    done = ana(*call)
    assert (done.code, said in done.err) == (0, True), done.err


def test_promises_that_read_alike_are_told_apart_by_their_reference(ana: Netlog) -> None:
    for _ in range(2):
        ana("promise", "ana", "the same")
    several = ana("keep", "ana")
    assert several.code == 4
    reference = several.err.splitlines()[1].split()[0]
    assert ana("keep", reference).err.startswith("Kept: the same, for Ana Ruiz.")
    assert ana("keep", "ana").code == 0


def test_the_only_promise_of_theirs_needs_no_word(ana: Netlog) -> None:
    ana("promise", "--from", "ana", "the figures")
    assert ana("keep", "--from", "ana").err.startswith("Kept: the figures, from Ana Ruiz.")


def test_an_open_ask_stands_in_the_statement_and_no_gift_is_proposed_while_it_waits(ana: Netlog) -> None:
    ana("ask", "ana", "a look", "--on", "2026-11-19")
    assert "open: I asked 2 days ago: a look (S, 3 points)" in ana("balance", "ana").out
    check = ana("ask", "ana", "more", "--check").out
    assert "wait for the answer" in check
    assert "gift" not in check


def test_a_statement_of_another_year_says_which(ana: Netlog) -> None:
    assert ana("balance", "ana", "--as-of", "2020-01-01").out.startswith("Ana Ruiz · account on Wed 1 Jan 2020\n")


def test_two_people_cannot_each_have_brought_the_other(ana: Netlog) -> None:
    ana("set", "ana", "--through", "tom")
    for call in (("set", "tom", "--through", "ana"), ("add", "@Tom Okafor", "--through", "ana")):
        done = ana(*call)
        assert (done.code, "the other way round" in done.err) == (2, True)


def test_a_name_alone_deletes_nothing(ana: Netlog) -> None:
    ana("learn", "ana", "prefers mornings")
    done = ana("delete", "ana")
    assert (done.code, "netlog forget" in done.err) == (2, True)


def test_one_who_took_part_is_not_noted_as_watching(ana: Netlog) -> None:
    assert "Ana Ruiz took part" in ana("add", "met Ana", "--seen-by", "ana").err


def test_those_who_watched_are_named_in_the_receipt(ana: Netlog) -> None:
    assert "seen by Tom Okafor" in ana("add", "met Ana", "--seen-by", "tom").err
    assert ana("add", "met Ana", "--seen-by", "tom", "--json").json["conversation"]["seen_by"] == ["tom-okafor"]


def test_skipping_the_rhythm_says_when_it_is_time_again(ana: Netlog) -> None:
    ana("add", "2026-09-01: call with Ana")
    assert "Skipped Ana Ruiz: cadence, due again " in ana("skip", "ana", "--reason", "cadence").err


def test_a_guided_answer_that_cannot_be_read_is_asked_for_again(ana: Netlog) -> None:
    answers = (
        "Ana Ruis",
        "n",
        "jo",
        "jo-park",
        "tomorrow",
        "yesterday",
        "prices",
        "the deck (XL)",
        "the deck",
        *[""] * 6,
    )
    done = ana("add", stdin="".join(f"{one}\n" for one in answers), tty=True)
    assert done.code == 0
    for why in ("Did you mean Ana Ruiz", "'jo' may be", "is still to come", "A promise has no size XL."):
        assert why in done.err
    assert "Fri 20 Nov" in done.err
    assert "prices with Jo Park" in done.err
    assert "the deck, for Jo Park (medium)" in done.err


def test_a_complaint_is_folded_between_words_on_a_narrow_terminal(ana: Netlog) -> None:
    done = ana("keep", "jo", tty=True, env={"COLUMNS": "40"})
    assert done.err.splitlines() == [
        "'jo' may be Jo Park (jo-park) or Jo",
        "Rivers (jo-rivers).",
        "Type the handle, such as jo-park.",
    ]


def test_a_name_in_small_letters_is_asked_about(netlog):
    netlog("add", "met @Ana Ruiz")
    told = netlog("add", "lunch with ana")
    assert told.code == 2
    assert "Did you mean Ana Ruiz?" in told.err
    assert "Write @Name" in netlog("add", "lunch with zed").err
