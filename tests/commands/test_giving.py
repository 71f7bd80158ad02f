"""The commands about what I can give: advice, offer, offers, match."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _people(netlog):
    netlog("add", "met @Ana Ruiz, @Bo Lund, @Cy Adler and @Dee Marsh at the fair", today="2026-01-05")


def refused(netlog, code: int, *words: str) -> str:
    """What a refusal says; the journal is as it was."""
    before = netlog("export", "jsonl").out
    done = netlog(*words)
    assert (done.code, done.out) == (code, ""), (words, done.err)
    assert netlog("export", "jsonl").out == before
    return done.err


def credibility(netlog, name: str) -> float:
    return netlog("score", name, "--json").json["mine"]["C"]


# advice


def test_advice_says_nothing_until_it_is_judged(netlog):
    before = credibility(netlog, "ana")
    netlog("advice", "add", "ana", "wait", "with", "the", "hire", "--on", "2026-09-01")
    assert credibility(netlog, "ana") == before
    told = netlog("advice", "--json").json["advice"]
    assert [(one["handle"], one["text"], one["verdict"]) for one in told] == [("ana-ruiz", "wait with the hire", None)]


@pytest.mark.parametrize(("verdict", "up"), [("right", True), ("wrong", False)])
def test_a_verdict_moves_credibility_and_is_told_by_the_score(netlog, verdict, up):
    netlog("advice", "add", "ana", "wait with the hire")
    before = credibility(netlog, "ana")
    assert netlog("advice", "judge", "ana", f"--{verdict}").code == 0
    assert (credibility(netlog, "ana") > before) is up
    assert f"advice {verdict}: wait with the hire" in netlog("score", "ana", "--why").out
    assert netlog("advice", "--json").json["advice"] == []
    assert netlog("advice", "list", "ana", "--all", "--json").json["advice"][0]["verdict"] == verdict


def test_a_tag_and_a_verdict_of_one_day_count_once(netlog):
    netlog("add", "call with Ana +advice-right")
    before = credibility(netlog, "ana")
    netlog("advice", "add", "ana", "wait")
    netlog("advice", "judge", "ana", "--right")
    assert credibility(netlog, "ana") == before


def test_several_open_pieces_are_listed_with_their_references(netlog):
    netlog("advice", "add", "ana", "wait with the hire")
    netlog("advice", "add", "ana", "raise prices")
    said = refused(netlog, 4, "advice", "judge", "ana", "--right")
    reference = next(one for one in said.splitlines() if "prices" in one).split()[0]
    assert netlog("advice", "judge", reference, "--wrong", "--json").json["text"] == "raise prices"
    assert netlog("advice", "judge", "ana", "--right", "--json").json["text"] == "wait with the hire"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, ["jugde", "ana"]),
        (2, ["add"]),
        (2, ["add", "ana"]),
        (2, ["judge", "ana"]),
        (2, ["judge", "ana", "--right", "--wrong"]),
        (2, ["add", "ana", "x", "--right"]),
        (2, ["add", "ana", "x", "--all"]),
        (3, ["judge", "ana", "--right"]),
        (3, ["list", "zed"]),
    ],
)
def test_advice_that_cannot_be_meant_is_refused(netlog, code, words):
    refused(netlog, code, "advice", *words)


def test_an_empty_list_of_advice_is_a_friendly_sentence(netlog):
    done = netlog("advice")
    assert (done.code, done.out) == (0, "")
    assert "netlog advice add" in done.err


# offer, offers


def test_offers_are_kept_and_those_that_fit_are_found(netlog):
    netlog("offer", "an hour on a pricing page", "--size", "M")
    netlog("offer", "a seat at the data breakfast (XS)")
    netlog("learn", "ana", "need", "better pricing")
    assert [(one["text"], one["size"]) for one in netlog("offers", "--json").json["offers"]] == [
        ("a seat at the data breakfast", "XS"),
        ("an hour on a pricing page", "M"),
    ]
    fitting = netlog("offers", "ana", "--json").json["offers"]
    assert [(one["text"], one["because"]) for one in fitting] == [("an hour on a pricing page", ["pricing"])]
    done = netlog("offers", "bo")
    assert (done.code, done.out) == (0, "")
    assert "netlog learn bo-lund need" in done.err


@pytest.mark.parametrize("text", ["20% on my day rate", "a discount for friends", "fifty off", "a rebate"])
def test_a_price_cut_is_refused_with_the_reason(netlog, text):
    assert "selling, not giving" in refused(netlog, 2, "offer", text)


def test_an_offer_is_taken_back_by_its_words(netlog):
    netlog("offer", "an hour on a pricing page")
    netlog("offer", "an hour on hiring")
    assert "Several open offers" in refused(netlog, 4, "offer", "--withdraw", "hour")
    refused(netlog, 3, "offer", "--withdraw", "breakfast")
    assert netlog("offer", "--withdraw", "hiring", "--json").json["until"] == "2026-11-21"
    assert [one["text"] for one in netlog("offers", "--json").json["offers"]] == ["an hour on a pricing page"]
    refused(netlog, 4, "offer", "An hour on a PRICING page")
    refused(netlog, 2, "offer")
    refused(netlog, 2, "offer", "an hour", "--size", "3")
    assert netlog("offer", "an hour on hiring").code == 0, "taken back, it may be offered again"


# match


@pytest.fixture
def _wishes(netlog):
    netlog("learn", "ana", "need", "an investor for climate projects")
    netlog("learn", "bo", "offer", "knows investors")
    netlog("add", "@Cy", "--tag", "climate")
    netlog("learn", "dee", "careful", "investor troubles")
    netlog("offer", "a list of climate investors", "--size", "S")


@pytest.mark.usefixtures("_wishes")
def test_a_match_names_two_people_and_the_gift_with_their_reasons(netlog):
    told = netlog("match", "ana", "--json").json
    assert [(one["handle"], one["serves"]) for one in told["meet"]] == [
        ("bo-lund", ["investor"]),
        ("cy-adler", ["climate"]),
    ]
    assert [one["because"] for one in told["offers"]] == [["investor", "climate"]]
    shown = netlog("match", "ana").out
    assert "has what Ana looks for: investor" in shown
    assert "troubles" not in shown


@pytest.mark.usefixtures("_wishes")
def test_nobody_at_rest_or_known_already_is_suggested(netlog):
    netlog("rest", "bo")
    netlog("tie", "ana", "cy")
    assert netlog("match", "ana", "--json").json["meet"] == []
    netlog("tie", "ana", "cy", "--none")
    netlog("wake", "bo")
    assert len(netlog("match", "ana", "--json").json["meet"]) == 2


def test_nothing_in_common_says_what_to_tell(netlog):
    done = netlog("match", "dee")
    assert (done.code, done.out) == (0, "")
    assert "netlog learn dee-marsh need" in done.err
    refused(netlog, 3, "match", "zed")
