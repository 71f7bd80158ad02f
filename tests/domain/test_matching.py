"""Whom somebody should meet, and which gift would serve them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, ago, new_id, person
from netlog.domain.dossier import Acquaintance, Introduction, Offer
from netlog.domain.journal import Fact, Standing
from netlog.domain.matching import Matches, Wishes, fitting, match, tokens
from netlog.domain.offers import at_hand, is_price_cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netlog.domain.journal import Person

ANA, BO, CY, DEE = (person(name) for name in ("Ana Ruiz", "Bo Lund", "Cy Adler", "Dee Marsh"))
EVERYBODY = (ANA, BO, CY, DEE)


def facts(**told: tuple[str, str]) -> dict[str, list[Fact]]:
    """Facts by person: ana=("need", "an investor")."""
    ids = {one.handle.partition("-")[0]: one.id for one in EVERYBODY}
    return {ids[name]: [Fact(new_id(), ids[name], ago(9), topic, text)] for name, (topic, text) in told.items()}


def offer(text: str, **fields) -> Offer:
    return Offer(**{"id": new_id(), "on": ago(5), "text": text, **fields})


def matched(one: Person, everybody: Sequence[Person], known: dict[str, list[Fact]], **fields) -> Matches:
    return match(one, Wishes(everybody, [fact for some in known.values() for fact in some], **fields), TODAY)


def names(found: Matches) -> list[str]:
    return [one.person.name for one in found.meetings]


WISH = facts(ana=("need", "an investor for climate projects"), bo=("offer", "investors in my network"))


def test_a_need_meets_the_one_who_offers_it():
    (meeting,) = matched(ANA, EVERYBODY, WISH).meetings
    assert (meeting.person, meeting.serves, meeting.points) == (BO, ("investor",), 3)


def test_it_works_from_the_other_side_as_well():
    (meeting,) = matched(BO, EVERYBODY, WISH).meetings
    assert (meeting.person, meeting.served) == (ANA, ("investor",))


def test_a_tag_or_the_company_serves_a_need():
    known = facts(ana=("challenge", "hiring at Acme"))
    everybody = (ANA, BO._replace(tags=("hiring",)), CY._replace(org="Acme"), DEE)
    assert names(matched(ANA, everybody, known)) == ["Bo Lund", "Cy Adler"]


def test_common_ground_counts_less_than_help():
    known = facts(ana=("goal", "run a marathon"), bo=("goal", "a marathon in spring"), cy=("offer", "marathon plans"))
    found = matched(ANA, EVERYBODY, known)
    assert [(one.person.name, one.points) for one in found.meetings] == [("Cy Adler", 3), ("Bo Lund", 1)]
    assert found.meetings[1].common == ("marathon",)


def test_a_wish_of_both_that_one_can_serve_is_told_once():
    known = facts(ana=("need", "marathon"), bo=("goal", "marathon"))
    everybody = (ANA, BO._replace(tags=("marathon",)))
    (meeting,) = matched(ANA, everybody, known).meetings
    assert (meeting.serves, meeting.common, meeting.points) == (("marathon",), (), 3)


def test_at_most_two_are_suggested_the_best_first_then_by_name():
    known = facts(ana=("need", "design, robots"))
    everybody = (ANA, *(one._replace(tags=("design",)) for one in (DEE, CY)), BO._replace(tags=("design", "robots")))
    assert names(matched(ANA, everybody, known)) == ["Bo Lund", "Cy Adler"]


@pytest.mark.parametrize("topic", ["careful", "hardship", "style", "terms", "family", "hobby", "note"])
def test_private_and_personal_topics_never_take_part(topic):
    known = facts(ana=(topic, "investor"), bo=("offer", "investor"))
    assert matched(ANA, EVERYBODY, known, offers=[offer("investor list")]) == Matches((), ())
    known = facts(ana=("need", "investor"), bo=(topic, "investor"))
    assert names(matched(ANA, EVERYBODY, known)) == []


def tie(one, other, strength: int, days_ago: int = 9) -> Acquaintance:
    return Acquaintance(new_id(), one.id, other.id, ago(days_ago), strength)


def test_those_who_know_each_other_are_not_brought_together():
    for one, other in ((ANA, BO), (BO, ANA)):
        assert names(matched(ANA, EVERYBODY, WISH, acquaintances=[tie(one, other, 1)])) == []
    cut = [tie(ANA, BO, 4), tie(ANA, BO, 0, days_ago=1)]
    assert names(matched(ANA, EVERYBODY, WISH, acquaintances=cut)) == ["Bo Lund"]
    assert names(matched(ANA, EVERYBODY, WISH, acquaintances=[tie(ANA, CY, 5)])) == ["Bo Lund"]


def test_those_introduced_before_are_left_out():
    brought = Introduction(new_id(), ANA.id, BO.id, ago(3), "climate")
    assert names(matched(ANA, EVERYBODY, WISH, introductions=[brought])) == []
    to_me = Introduction(new_id(), None, BO.id, ago(3), "climate", through=CY.id)
    assert names(matched(ANA, EVERYBODY, WISH, introductions=[to_me])) == ["Bo Lund"]


def test_who_brought_us_together_knows_them():
    met = ANA._replace(through=BO.id)
    assert names(matched(met, (met, BO), WISH)) == []
    assert names(matched(BO, (met, BO), WISH)) == []


def at_rest(one: Person) -> Standing:
    return Standing(new_id(), one.id, ago(3), "resting")


def test_nobody_at_rest_is_suggested_and_nobody_is_for_them():
    assert names(matched(ANA, EVERYBODY, WISH, standings=[at_rest(BO)])) == []
    assert names(matched(ANA, EVERYBODY, WISH, standings=[at_rest(ANA)])) == []


def test_offers_of_mine_that_fit_come_with_the_words():
    wanted = facts(ana=("goal", "a pricing page that sells"))[ANA.id]
    found = fitting([offer("an hour on your pricing page"), offer("a book on hiring"), offer("Pricing talk")], wanted)
    assert [gift.words for gift in found] == [("pricing", "page"), ("pricing",)]


# Words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Investors", "an INVESTOR"),
        ("companies", "company"),
        ("café", "cafe"),
        ("寻找机器人领域的合作伙伴", "机器人"),
        ("需要法律顾问", "我是法律顾问"),
        ("投資家を探しています", "投資家"),
    ],
)
def test_words_that_mean_the_same_are_shared(one, other):
    assert tokens([one]) & tokens([other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I need help with my work", "help somebody to get work"),
        ("arts", "art class"),
        ("我们公司需要帮助", "帮助我们"),
        ("机会", "机器"),
        ("of", "of"),
        ("business", "busines"),
    ],
)
def test_words_that_say_nothing_are_not(one, other):
    shared = tokens([one]) & tokens([other])
    assert shared == (frozenset({"art"}) if "art" in one else frozenset())


def test_signs_that_follow_each_other_are_told_as_one_word():
    known = {
        ANA.id: [Fact(new_id(), ANA.id, ago(2), "need", "寻找机器人领域的投资人")],
        BO.id: [Fact(new_id(), BO.id, ago(2), "offer", "投资人和机器人工程师")],
    }
    (meeting,) = matched(ANA, EVERYBODY, known).meetings
    assert (meeting.serves, meeting.points) == (("机器人", "投资人"), 6)


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=60)
def test_any_text_may_be_matched_and_both_sides_see_the_same(one, other):
    known = facts(ana=("need", one), bo=("offer", other))
    serves = [meeting.points for meeting in matched(ANA, EVERYBODY, known).meetings]
    served = [meeting.points for meeting in matched(BO, EVERYBODY, known).meetings]
    assert bool(serves) == bool(served)


# Offers


@pytest.mark.parametrize(
    "text",
    ["10 % less", "10% for you", "a discount", "20 off", "money off.", "Rebates", "mein Rabatt", "给您打折", "折扣"],
)
def test_a_price_cut_is_told_from_a_gift(text):
    assert is_price_cut(text)


@pytest.mark.parametrize("text", ["an hour on your deck", "kick-off workshop", "an office tour", "discounting models"])
def test_a_gift_is_no_price_cut(text):
    assert not is_price_cut(text)


def test_an_offer_taken_back_is_no_longer_at_hand():
    kept, gone, later = offer("a"), offer("b", until=ago(1)), offer("c", on=ago(-1))
    assert at_hand([kept, gone, later], TODAY) == [kept]
    assert at_hand([gone], ago(2)) == [gone]
