from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings

from builders import (
    TODAY,
    ada,
    ago,
    answered,
    broken,
    change,
    conversation,
    entry,
    histories,
    history,
    kept,
    promise,
    rating,
    released,
)
from netlog.domain.evidence import SIGNALS, evidence, faded, half_lives
from netlog.domain.journal import Advice
from netlog.domain.parameters import Parameters

# Factor, + or −, weight; `them` in front of what a conduct says about the listener.
VOCABULARY = {
    "advice-right": "C+1",
    "candid": "C+1",
    "admitted-limit": "C+0.5",
    "took-stand": "C+0.5",
    "clear": "C+0.5",
    "real-intro": "C+0.5",
    "keen": "C+0.25",
    "owned-mistake": "C+0.5 I+0.5",
    "advice-wrong": "C-1",
    "oversold": "C-1",
    "vague": "C-0.5",
    "overload": "C-0.25",
    "misled": "C-3 S-1",
    "steady": "R+0.5",
    "punctual": "R+0.25",
    "regular-update": "R+0.5",
    "no-show": "R-2",
    "late": "R-0.5",
    "moody": "R-0.5",
    "favouritism": "R-0.5",
    "shared-personal": "I+1 them:I+0.5",
    "kept-confidence": "I+1",
    "safe-response": "I+1",
    "named-feeling": "I+0.5",
    "empathy": "I+0.5 S+0.5",
    "asked-feedback": "I+0.5 S+0.5",
    "small-talk": "I+0.25",
    "broke-confidence": "I-3",
    "embarrassed": "I-1.5",
    "dismissed": "I-1",
    "hid-excuse": "C-0.5 I-0.5",
    "helped-their-goal": "S+1",
    "their-gain": "S+1",
    "promoted-them": "S+0.75",
    "asked-first": "S+0.5",
    "full-attention": "S+0.5",
    "just-hello": "S+0.5",
    "took-credit": "S-1.5",
    "left-out": "S-1.5",
    "pitched-early": "S-1",
    "own-agenda": "S-1",
    "multitasked": "S-0.5",
    "had-to-be-right": "S-0.5",
    "fixed-too-soon": "S-0.5",
    "sought-approval": "S-0.5",
    "over-monitored": "S-0.5",
    "wanted-out": "S-0.5",
}


def brief(*records, today=TODAY, of=None, parameters=None) -> str:
    """The evidence as one sorted line: whose, factor, sign, weight."""
    found = evidence(history(*records, of=of), today, parameters or Parameters())
    return " ".join(sorted(_brief(item) for item in found))


def _brief(item) -> str:
    side = "" if item.about == "me" else "them:"
    return f"{side}{item.factor}{'+' if item.good else '-'}{item.weight:.4g}"


@pytest.mark.parametrize("code", SIGNALS)
def test_every_code_of_the_vocabulary_weighs_what_it_should(code):
    assert brief(conversation(0, code)) == VOCABULARY[code]


def test_the_vocabulary_is_complete_and_explained():
    assert set(SIGNALS) == set(VOCABULARY)
    assert all(conduct.code == code and conduct.meaning.endswith(".") for code, conduct in SIGNALS.items())


def test_only_breaches_of_honesty_and_confidence_are_sticky():
    assert {code for code, conduct in SIGNALS.items() if conduct.sticky} == {"misled", "broke-confidence"}


def test_the_prefix_them_turns_a_tag_round():
    assert brief(conversation(0, "them:shared-personal", "them:late")) == "I+0.5 them:I+1 them:R-0.5"


def test_a_word_outside_the_vocabulary_says_nothing():
    assert brief(conversation(0, "flabbergasted")) == ""


def test_a_tag_counts_once_a_day_and_side():
    twice = [conversation(0, "candid", "candid"), conversation(0, "candid", "them:candid"), conversation(1, "candid")]
    assert brief(*twice) == "C+1 C+1 them:C+1"


def test_the_heaviest_of_one_day_counts():
    seen = conversation(0, "candid", with_=("bo",), seen_by=("ada-lind",))
    for order in ([seen, conversation(0, "candid")], [conversation(0, "candid"), seen]):
        assert brief(*order) == "C+1"


def advised(verdict, judged_ago=0):
    """A history with one piece of advice, given thirty days ago."""
    judged = ago(judged_ago) if verdict else None
    return history()._replace(advice=(Advice("a1", "ada-lind", ago(30), "wait", verdict, judged),))


@pytest.mark.parametrize(("verdict", "said"), [(None, ""), ("right", "C+1"), ("wrong", "C-1")])
def test_advice_counts_once_it_is_judged_on_that_day(verdict, said):
    found = evidence(advised(verdict, 3), TODAY)
    assert " ".join(map(_brief, found)) == said
    assert evidence(advised(verdict, 3), ago(4)) == ()
    assert {(item.on, item.kind, item.what, item.source) for item in found} <= {
        (ago(3), f"advice-{verdict}", f"advice {verdict}: wait", "a1")
    }


def test_advice_judged_and_tagged_on_one_day_counts_once():
    for days, weight in ((0, 1), (1, 2)):
        tagged = advised("right")._replace(conversations=(conversation(days, "advice-right"),))
        assert sum(item.weight for item in evidence(tagged, TODAY)) == weight
    both = advised("right")._replace(conversations=(conversation(0, "advice-wrong"),))
    assert sorted(map(_brief, evidence(both, TODAY))) == ["C+1", "C-1"], "another code is another thing"


def test_when_both_opened_up_on_one_day_speaking_and_listening_add_up():
    assert brief(conversation(0, "shared-personal", "them:shared-personal")) == "I+0.5 I+1 them:I+0.5 them:I+1"


def test_whoever_watched_sees_half_of_my_conduct_and_nothing_else():
    watched = conversation(
        0, "took-credit", "them:candid", "shared-personal", with_=("bo",), seen_by=("ada-lind",), how="call", talk=20
    )
    assert brief(watched) == "I+0.5 S-0.75"


def test_an_attempt_says_nothing():
    assert brief(conversation(0, "just-hello", attempt=True, how="email", talk=10, for_="them", initiated="me")) == ""


def test_a_talk_between_others_says_nothing():
    assert brief(conversation(0, "candid", with_=("bo",), how="call")) == ""


@pytest.mark.parametrize(
    ("how", "weight"),
    [
        ("in-person", "0.3"),
        ("video", "0.24"),
        ("call", "0.18"),
        ("voice", "0.15"),
        ("chat", "0.09"),
        ("letter", "0.09"),
        ("email", "0.06"),
        ("social", "0.03"),
    ],
)
def test_a_channel_counts_for_both_by_its_richness(how, weight):
    assert brief(conversation(how=how)) == f"I+{weight} them:I+{weight}"


@pytest.mark.parametrize(
    ("fields", "weight"),
    [
        ({"people": 3}, "0.3"),
        ({"people": 4}, "0.15"),
        ({"with_": ("ada-lind", "bo")}, "0.3"),
        ({"with_": ("ada-lind", "bo", "cy")}, "0.15"),
        ({"with_": ("ada-lind", "bo"), "seen_by": ("cy", "dee")}, "0.3"),
        ({"with_": ("ada-lind", "bo", "cy"), "people": 2}, "0.3"),
    ],
)
def test_more_than_three_people_halve_the_channel(fields, weight):
    assert brief(conversation(how="in-person", **fields)) == f"I+{weight} them:I+{weight}"


@pytest.mark.parametrize(
    ("talk", "expected"), [(0, "S+0.5"), (40, "S+0.5"), (41, ""), (59, ""), (60, "S-0.5"), (100, "S-0.5")]
)
def test_a_talk_share_speaks_at_40_and_60_percent(talk, expected):
    assert brief(conversation(talk=talk)) == expected


@pytest.mark.parametrize(("for_", "expected"), [("them", "S+0.5"), ("me", "S-0.5"), ("both", ""), (None, "")])
def test_whom_a_talk_served_speaks_about_me(for_, expected):
    assert brief(conversation(for_=for_)) == expected


@pytest.mark.parametrize(
    ("fields", "gaps", "expected"),
    [
        ({"circle": "close"}, [30], "R+0.25"),
        ({"circle": "close"}, [31], ""),
        ({"circle": "close", "every": 40}, [31], "R+0.25"),
        ({"circle": "outer"}, [1], ""),
        # A new tie: two days after the first contact, fourteen after the second.
        ({"circle": "close", "met": None}, [2], "R+0.25"),
        ({"circle": "close", "met": None}, [3], ""),
        ({"circle": "close", "met": None}, [14, 100], "R+0.25"),
        # Known before the first contact: the tie is not new.
        ({"circle": "active"}, [180], "R+0.25"),
        # Learned: √(30 · 50) = 38.7 days.
        ({"circle": "close"}, [39, 50, 50, 50], "R+0.25"),
        ({"circle": "close"}, [40, 50, 50, 50], ""),
    ],
)
def test_a_contact_within_the_cadence_credits_whoever_began(fields, gaps, expected):
    days = [sum(gaps[:number]) for number in range(len(gaps) + 1)]
    earlier = [conversation(day) for day in days[1:]]
    known = ada(**{"met": ago(900), **fields})
    assert brief(conversation(0, initiated="me"), *earlier, of=known) == expected
    theirs = f"them:{expected}" if expected else ""
    assert brief(conversation(0, initiated="them"), *earlier, of=known) == theirs
    assert brief(conversation(0), *earlier, of=known) == ""


def test_several_talks_of_one_day_are_judged_against_the_last_earlier_day():
    talks = [conversation(0, initiated="me"), conversation(0, initiated="them"), conversation(5, initiated="me")]
    assert brief(*talks, of=ada(met=ago(900))) == "R+0.25 them:R+0.25"


@pytest.mark.parametrize("missed", [{"attempt": True}, {"with_": ("bo",), "seen_by": ("ada-lind",)}])
def test_neither_an_attempt_nor_being_watched_keeps_the_rhythm(missed):
    between = conversation(20, **missed)
    records = [conversation(0, initiated="me"), between, conversation(40)]
    assert brief(*records, of=ada(circle="close", met=ago(900))) == ""


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (promise(20, 5, **kept(5)), "R+1"),
        (promise(20, None, **kept(5)), "R+1"),
        (promise(20, 5, size="large", **kept(8)), "R+1"),
        (promise(20, 5, who="them", **kept(5)), "them:R+1"),
        (promise(20, 0), ""),
        (promise(20, None), ""),
        (promise(20, 1), "R-2 S-0.5"),
        (promise(20, 1, size="small"), "R-1 S-0.25"),
        (promise(20, 1, size="large", who="them"), "them:R-3 them:S-0.75"),
        (promise(20, 5, change(5, -3)), "R-0.25"),
        (promise(20, 5, change(5, 2), **kept(2)), "R+1 R-0.25"),
        (promise(20, 5, change(4, -3)), "C+0.5 R-1"),
        (promise(20, 5, change(4, -3), size="large"), "C+0.5 R-1.5"),
        (promise(20, 5, change(4, 2)), "C+0.5 R-1 R-2 S-0.5"),
        (promise(20, None, change(5, -3)), ""),
        (promise(20, 5, **kept(4)), "R-0.5"),
        (promise(20, 5, size="large", **kept(1)), "R-0.75"),
        (promise(20, 5, **broken(10)), "R-2 S-0.5"),
        (promise(20, 5, **broken(1)), "R-2 S-0.5"),
        (promise(20, 5, **released(1)), ""),
        (promise(20, 5, change(5, 2), **released(1)), "R-0.25"),
    ],
)
def test_a_promise_speaks_about_whoever_made_it(made, expected):
    assert brief(made) == expected


def test_the_silence_of_an_overdue_promise_is_dated_the_day_after():
    assert {item.on for item in evidence(history(promise(20, 5)), TODAY)} == {ago(4)}


@pytest.mark.parametrize("late", [promise(900, 721, change(0, -5)), promise(900, 721, **kept(0))])
def test_making_good_an_old_slip_weighs_no_more_than_its_silence_did(late):
    [bad] = [item for item in evidence(history(late), TODAY) if not item.good]
    assert bad.weight == pytest.approx(0.125)  # 2 · 2^(−720/180)


@pytest.mark.parametrize(
    ("size", "weight"),
    [
        ("XS", "0.25"),
        ("S", "0.5"),
        ("M", "0.75"),
        ("L", "1"),
        ("XL", "1.25"),
        (1, "0.25"),
        (2, "0.25"),
        (3, "0.5"),
        (19, "0.75"),
        (999, "1.25"),
    ],
)
def test_a_gift_speaks_for_the_giver_by_its_size(size, weight):
    assert brief(entry("give", 0, size)) == f"S+{weight}"
    assert brief(entry("receive", 0, size)) == f"them:S+{weight}"


@pytest.mark.parametrize("fields", [{"strings": True}, {"discount": True}])
def test_a_gift_with_strings_and_a_price_cut_speak_for_nobody(fields):
    assert brief(entry("give", 0, "M", **fields)) == ""


def test_thanks_and_help_that_was_asked_for_are_no_evidence():
    assert brief(entry("thank"), entry("ask", 3, 1, who="them", **answered("yes", 1))) == ""


@pytest.mark.parametrize(("size", "expected"), [(1, ""), (2, "S-1")])
def test_an_ask_beyond_what_is_available_speaks_against_who_asked(size, expected):
    assert brief(entry("ask", 0, size)) == expected
    assert brief(entry("ask", 0, size, who="them")) == (f"them:{expected}" if expected else "")


def test_what_they_gave_covers_what_they_ask():
    gift = entry("receive", 9, 8, strings=True)
    assert brief(gift, entry("ask", 0, 9, who="them")) == ""
    assert brief(gift, entry("ask", 0, 10, who="them")) == "them:S-1"


def test_a_rating_splits_its_weight_between_good_and_bad():
    assert brief(rating(C=8, source="guess")) == "C+1.556 C-0.4444"
    assert brief(rating(R=10, source="them")) == "R+4"
    assert brief(rating(S=1, source="view")) == "them:S+3"
    assert brief(rating(S=10, source="them")) == "S-4"


def test_only_the_latest_rating_of_a_source_and_factor_counts():
    told = [rating(9, C=1, R=1), rating(3, C=10), rating(1, "guess", C=10), rating(0, "view", C=10)]
    assert brief(*told) == "C+2 C+4 R-4 them:C+3"


def test_two_ratings_of_one_day_count_as_their_mean():
    assert brief(rating(0, C=10), rating(0, C=1)) == "C+2 C-2"


def test_weights_come_from_the_parameters():
    changed = Parameters(channel=1.0, rhythm=0.1, missed=3, silence=1, weight_word=9, talk_low=10)
    records = [conversation(how="video", talk=40), promise(20, 1, size="small"), rating(C=10)]
    assert brief(*records, parameters=changed) == "C+9 I+0.8 R-1.5 S-0.5 them:I+0.8"


@settings(max_examples=60)
@given(histories())
def test_an_earlier_day_sees_only_what_had_happened_by_then(log):
    earlier = TODAY - timedelta(100)
    known = log._replace(
        conversations=tuple(talk for talk in log.conversations if talk.on <= earlier),
        entries=tuple(
            item if item.answered and item.answered <= earlier else item._replace(answer=None, answered=None)
            for item in log.entries
            if item.on <= earlier
        ),
        promises=tuple(
            made._replace(
                changes=tuple(new for new in made.changes if new.on <= earlier),
                outcome=made.outcome if made.closed and made.closed <= earlier else None,
                closed=made.closed if made.closed and made.closed <= earlier else None,
            )
            for made in log.promises
            if made.on <= earlier
        ),
        ratings=tuple(told for told in log.ratings if told.on <= earlier),
    )
    assert evidence(log, earlier) == evidence(known, earlier)
    assert all(item.on <= earlier for item in evidence(log, earlier))


def test_half_of_a_weight_is_left_after_its_half_life():
    assert faded(0, 180) == 1
    assert faded(180, 180) == 0.5
    assert half_lives() == {"C": 365, "R": 180, "I": 365, "S": 180}


def test_words_say_what_happened():
    log = history(promise(20, 5, text="slides", **kept(5)), conversation(3, "pitched-early"), entry("give", text=""))
    assert [item.what for item in evidence(log, TODAY)] == ["promise kept: slides", "pitched early", "gift"]
