"""The commands of the network: ties, paths, introductions, wins, sources, places, events, health."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

    Netlog = Callable[..., Result]

COMMANDS = ("ties", "path", "introductions", "sources", "places", "event", "health")


def told(netlog: Netlog, *lines: str) -> None:
    """Run command lines that must all work; words are parted at bars."""
    for line in lines:
        done = netlog(*line.split("|"))
        assert done.code == 0, (line, done.err)


def refused(netlog: Netlog, journal: Path, code: int, *words: str) -> str:
    """What a refused call says; the journal stays as it was."""
    before = journal.read_bytes()
    done = netlog(*words)
    assert (done.code, done.out) == (code, "")
    assert journal.read_bytes() == before
    return done.err


@pytest.fixture
def four(netlog: Netlog) -> None:
    """Jo, Tom and Lena, whom I know, and Mira, whom they know."""
    told(
        netlog,
        "add|coffee with @Jo Park. gave: two hours of help (M)",
        "add|coffee with @Tom Okafor. gave: two days on his website (L)",
        "add|coffee with @Lena Vogt",
        'add|@"Mira Holt"',
        "tie|jo|mira|--strength|2",
        "tie|tom|lena|--strength|5|--source|they studied together",
        "tie|lena|mira|--strength|4",
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_journal_is_met_with_one_friendly_sentence(netlog, journal, command):
    done = netlog(command)
    assert done.code == 0
    assert len(done.err.splitlines()) == 1
    assert not journal.exists()


# ties


@pytest.mark.usefixtures("four")
def test_a_tie_is_written_and_listed_and_ended(netlog):
    (one,) = netlog("ties", "tom", "--json").json["ties"]
    assert (one["one"]["handle"], one["other"]["handle"], one["strength"], one["source"]) == (
        *("tom-okafor", "lena-vogt", 5),
        "they studied together",
    )
    assert [row["strength"] for row in netlog("ties", "--json").json["ties"]] == [5, 4, 2]
    written = netlog("tie", "lena", "tom", "--none", "--json").json
    assert (written["one"], written["other"], written["strength"]) == ("lena-vogt", "tom-okafor", 0)
    assert netlog("ties", "tom", "--json").json["ties"] == []


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("tie", "jo", "zed"), 3, '@"zed"'),
        (("tie", "zed", "jo"), 3, '@"zed"'),
        (("tie", "jo"), 2, "two names"),
        (("tie", "jo", "park"), 2, "two names"),
        (("tie", "jo", "jo"), 2, "two people"),
        (("tie", "jo", "mira", "--strength", "6"), 2, "6"),
        (("tie", "jo", "tom", "--none"), 3, "No tie"),
        (("tie", "jo", "tom", "--none", "--strength", "2"), 2, "contradict"),
        (("path", "zed"), 3, "zed"),
    ],
)
def test_a_tie_that_cannot_be_is_refused(netlog, journal, words, code, said):
    assert said in refused(netlog, journal, code, *words)


# path


def ways(netlog: Netlog, *words: str) -> list[str]:
    return [" ".join(one["people"]) for one in netlog("path", *words, "--json").json["paths"]]


@pytest.mark.usefixtures("four")
def test_the_ways_to_somebody_come_with_what_to_know_before(netlog):
    best, second, *_ = netlog("path", "mira", "--json").json["paths"]
    assert best["people"] == ["lena-vogt", "mira-holt"]
    assert best["value"] == pytest.approx(best["links"][0]["value"] * 0.8)
    assert (best["ask"], best["covered"], best["asked"]) == ("not-yet", False, None)
    assert second["people"] == ["tom-okafor", "lena-vogt", "mira-holt"]
    assert second["covered"]
    assert second["value"] == pytest.approx(second["links"][0]["value"] * 0.8 * 0.7)
    page = netlog("path", "mira").out
    assert "Tom Okafor › Lena Vogt › Mira Holt" in page
    assert "ask Jo Park how well they know Mira Holt" in netlog("path", "mira", "--all").out + page


@pytest.mark.usefixtures("four")
def test_nobody_at_rest_or_only_heard_of_is_on_the_way(netlog):
    told(netlog, "rest|lena", 'add|@"Far Off"', "tie|far|mira|--strength|5")
    assert ways(netlog, "mira") == ["jo-park mira-holt"]
    told(netlog, "wake|lena", "rest|mira")
    done = netlog("path", "mira")
    assert (done.code, ways(netlog, "mira")) == (0, [])
    assert "netlog wake mira-holt" in done.out


@pytest.mark.usefixtures("four")
def test_a_bare_path_goes_to_everybody_to_dream_of(netlog):
    assert "--tag dream" in netlog("path").err
    told(netlog, "set|mira|--tag|dream", 'add|@"Zoe Low"', "set|zoe|--tag|Dream")
    dreams = netlog("path", "--json").json["dreams"]
    assert [(one["handle"], bool(one["best"])) for one in dreams] == [("mira-holt", True), ("zoe-low", False)]
    assert "no way is known yet" in netlog("path").out


# introductions


def pipeline(netlog: Netlog, *words: str) -> list[tuple[str, str | None]]:
    found = netlog("introductions", *words, "--json").json["introductions"]
    return [(one["state"], one["missing"]) for one in found]


@pytest.mark.usefixtures("four")
def test_somebody_introduces_me_step_by_step(netlog, journal):
    told(netlog, "introduce|mira|--through|tom|--why|a forecasting pilot")
    (ask,) = netlog("balance", "tom", "--json").json["asks"]
    assert (ask["size"], ask["text"]) == ("M", "introduction to Mira Holt: a forecasting pilot")
    told(netlog, "introduce|mira|--yes|tom")
    assert netlog("balance", "tom", "--json").json["asks"] == []
    assert "the yes of Mira Holt" in refused(netlog, journal, 4, "introduce", "mira", "--made")
    told(netlog, "introduce|mira|--yes|mira|--made")
    owed = netlog("promises", "tom", "--json").json["promises"]
    assert [(one["text"], one["by"], one["size"]) for one in owed] == [
        ("thank them for the introduction to Mira Holt", "2026-11-23", "small"),
        ("tell them how it went with Mira Holt", "2026-12-05", "small"),
    ]
    assert "thanks to Tom Okafor" in refused(netlog, journal, 4, "introduce", "mira", "--outcome", "a pilot")
    told(netlog, "introduce|mira|--thanked|--outcome|a pilot in May")
    assert pipeline(netlog) == [("over", None)]
    assert [one["text"] for one in netlog("promises", "tom", "--json").json["promises"]] == [
        "tell them how it went with Mira Holt"
    ]
    assert netlog("who", "mira", "--json").json["through"]["handle"] == "tom-okafor"


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("how", ["keep|tom|thank", "introduce|mira|--thanked"])
def test_thanks_once_said_leave_no_second_line(netlog, how):
    told(netlog, "introduce|mira|--through|tom|--why|a pilot", "introduce|mira|--yes|tom|--yes|mira|--made", how)
    told(netlog, "add|met Mira", "keep|tom|how it went")
    assert pipeline(netlog) == [("thanked", "outcome")]
    for day in ("2026-11-24", "2026-12-10"):
        lines = netlog("due", "--all", "--json", today=day).json["items"]
        assert "introduction" not in str([one for one in lines if one["handle"] == "tom-okafor"]), lines


@pytest.mark.usefixtures("four")
def test_a_connector_asked_lately_is_spared_and_the_next_best_way_named(netlog, journal):
    told(netlog, "introduce|mira|--through|lena|--why|a pilot", "introduce|mira|--no|lena")
    said = refused(netlog, journal, 4, "introduce", "mira", "--through", "lena", "--why", "again")
    assert "Fri 19 Feb 2027" in said
    assert "--through tom-okafor" in said or "--through jo-park" in said
    assert netlog("path", "mira", "--json").json["paths"][0]["free_from"] == "2027-02-19"
    told(netlog, "introduce|mira|--through|lena|--why|again|--anyway")
    assert pipeline(netlog, "mira") == [("asked", "yes"), ("declined", None)]
    late = netlog("introduce", "jo", "--through", "lena", "--why", "later", today="2027-02-19")
    assert late.code == 0, late.err


@pytest.mark.usefixtures("four")
def test_i_bring_two_together_and_give_both(netlog, journal):
    told(netlog, "introduce|jo|tom|--why|both plan a pilot")
    assert "under way" in refused(netlog, journal, 4, "introduce", "tom", "jo", "--why", "again")
    told(netlog, "introduce|jo|tom|--yes|jo|--yes|tom|--made")
    for name, other in (("jo", "Tom Okafor"), ("tom", "Jo Park")):
        entries = netlog("balance", name, "--json").json["entries"]
        assert ("give", 3, f"introduction to {other}") in [(one["kind"], one["points"], one["text"]) for one in entries]
    (tie,) = netlog("ties", "jo", "--json").json["ties"][1:]
    assert (tie["other"]["handle"], tie["strength"]) == ("tom-okafor", 1)
    assert "nobody to thank" in refused(netlog, journal, 4, "introduce", "jo", "tom", "--thanked")
    told(netlog, "undo")
    assert pipeline(netlog) == [("asked", "yes")]


@pytest.mark.usefixtures("four")
def test_an_introduction_ended_by_a_no_goes_no_further(netlog, journal):
    told(netlog, "introduce|mira|--through|tom|--why|a pilot", "introduce|mira|--no|tom")
    assert netlog("balance", "tom", "--json").json["entries"][-1]["kind"] == "declined"
    assert "over" in refused(netlog, journal, 4, "introduce", "mira", "--yes", "mira")


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("introduce", "jo", "tom"), 2),
        (("introduce", "jo", "--why", "x"), 2),
        (("introduce", "jo", "tom", "--why", " "), 2),
        (("introduce", "jo", "zed", "--why", "x"), 3),
        (("introduce", "jo", "tom", "--yes", "jo"), 3),
        (("introduce", "mira", "--through", "mira", "--why", "x"), 4),
        (("introduce", "jo", "tom", "--why", "x", "--made"), 2),
    ],
)
def test_an_introduction_that_cannot_be_is_refused(netlog, journal, words, code):
    refused(netlog, journal, code, *words)


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("resting", ["tom", "mira"])
def test_nobody_at_rest_is_drawn_in(netlog, journal, resting):
    told(netlog, f"rest|{resting}")
    assert "at rest" in refused(netlog, journal, 4, "introduce", "mira", "--through", "tom", "--why", "x", "--anyway")
    assert "at rest" in refused(netlog, journal, 4, "introduce", "mira", "tom", "--why", "x")


@pytest.mark.usefixtures("four")
def test_an_ask_that_is_not_covered_goes_on_with_a_word(netlog):
    assert "may find it much" in netlog("introduce", "mira", "--through", "lena", "--why", "x").err
    assert "may find it much" not in netlog("introduce", "mira", "--through", "tom", "--why", "x").err


# won, sources

CLIENTS = (
    "add|@Ana",
    "add|@Tom|--through|ana",
    'add|@"Acme Corp"',
    'add|@"Birch Ltd"',
    'add|@"Cedar Ltd"',
    'add|@"Delta Ltd"',
    "won|acme|--on|2026-03-01|--value|18000|--through|ana",
    "won|birch|--on|2026-05-02|--value|6000|--through|tom",
    "won|cedar|--on|2026-03-10|--value|9000|--place|PyData",
    "won|delta|--on|2026-04-01|--value|12000",
)


def rows(netlog: Netlog, *words: str) -> list[tuple[str, int, int]]:
    answer = netlog("sources", *words, "--json").json
    return [(one["source"], one["value"], round(100 * one["share"])) for one in answer["sources"] if one["won"]]


def test_clients_are_told_by_the_root_of_their_chain(netlog):
    told(netlog, *CLIENTS)
    assert rows(netlog, "--by", "root") == [("Ana", 24000, 53), ("unknown", 12000, 27), ("PyData", 9000, 20)]
    page = netlog("sources", "--by", "root").out
    for words in ("24,000", "53 %", "total 45,000", "67 % of clients of known source", "not checked", "Do more of"):
        assert words in page
    assert [row[:2] for row in rows(netlog)] == [("Ana", 18000), ("unknown", 12000), ("PyData", 9000), ("Tom", 6000)]
    assert netlog("sources", "--as-of", "2026-05-01", "--json").json["total"] == 39000


def test_thanks_take_an_introducer_off_the_list(netlog):
    told(netlog, *CLIENTS, "thank|ana|for Acme")
    assert [one["handle"] for one in netlog("sources", "--json").json["unthanked"]] == ["tom"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("won", "delta", "--on", "2026-04-01"), 4),
        (("won", "delta", "--through", "delta"), 2),
        (("won", "delta", "--through", "ana", "--place", "x"), 2),
        (("won", "delta", "--through", "zed"), 3),
        (("won", "delta", "--value", "-1"), 2),
        (("won", "delta", "--on", "2027-01-01"), 2),
        (("won", "zed"), 3),
        (("sources", "--by", "age"), 2),
    ],
)
def test_a_win_that_cannot_be_is_refused(netlog, journal, words, code):
    told(netlog, *CLIENTS)
    refused(netlog, journal, code, *words)


# places


def test_places_stand_under_their_question_with_those_met_there(netlog, journal):
    told(
        netlog,
        "add|met @Ana Ruiz|--at|Café Rosa",
        "place|Café Rosa|--as|lunch",
        "place|café rosa|--cost|120|--hours|30",
        "place|the climbing hall",
    )
    prompts = {one["prompt"]: one["places"] for one in netlog("places", "--json").json["prompts"]}
    assert list(prompts) == ["lunch", "hobby", "friends", "shops", "goals", "services", None]
    (rosa,) = prompts["lunch"]
    assert (rosa["name"], rosa["cost"], rosa["hours"]) == ("Café Rosa", 120, 30)
    assert [one["handle"] for one in rosa["people"]] == ["ana-ruiz"]
    assert [one["name"] for one in prompts[None]] == ["the climbing hall"]
    assert 'netlog add met @NAME --at "Café Rosa"' in netlog("places", "--sweep").out
    assert "lunch, hobby" in refused(netlog, journal, 2, "place", "x", "--as", "nothing")


# event


def talk(netlog: Netlog, *words: str, **how: str) -> dict[str, Any]:
    added: dict[str, Any] = netlog("add", *words, "--json", **how).json
    return added


def test_while_an_event_goes_on_logs_have_its_place_and_tag(netlog, journal):
    told(netlog, "event|start|PyData|Lisbon|--tag|pydata|--at|the congress hall")
    assert "still going on" in refused(netlog, journal, 4, "event", "start", "other")
    here = talk(netlog, "talk with @Ana Ruiz about boats +boats")
    assert (here["conversation"]["place"], here["tags"]) == ("the congress hall", ["boats", "pydata"])
    elsewhere = talk(netlog, "coffee with Ana", "--at", "Café Rosa")
    assert (elsewhere["conversation"]["place"], elsewhere["tags"]) == ("Café Rosa", ["pydata"])
    for words in (("call with Ana",), ("yesterday: lunch with Ana",), ("wrote to Ana", "--attempt")):
        other = talk(netlog, *words)
        assert (other["conversation"]["place"], other["tags"]) == (None, []), words
    assert netlog("who", "ana", "--json").json["place"] == "the congress hall"
    done = netlog("add", "talk with Ana")
    assert "the congress hall" in done.err
    assert "+pydata" in done.err


def test_what_is_logged_after_an_event_was_stopped_is_none_of_it(netlog):
    told(netlog, "event|start|Meetup|--tag|meetup", "add|talk with @Ana Ruiz", "event|stop")
    assert talk(netlog, "talk with @Bo Lind")["tags"] == []
    told(netlog, "event|start|Fair|--on|yesterday", "event|stop")
    assert talk(netlog, "talk with Bo")["tags"] == []


def test_stopping_lists_those_without_a_next_step_and_the_report_what_came_of_it(netlog, journal):
    told(
        netlog,
        "event|start|PyData Lisbon|--tag|pydata",
        "add|talk with @Ana Ruiz. promised: the deck by friday",
        "add|talk with @Bo Lind",
    )
    done = netlog("event", "stop", "--people", "12", "--cost", "300", "--hours", "6")
    assert "no next step yet: Bo Lind" in done.err
    assert "with 2 of the 12 you met" in done.err
    refused(netlog, journal, 3, "event", "stop")
    told(netlog, "keep|ana|deck", "won|bo|--value|900")
    report = netlog("event", "report", "pydata", "--json", today="2027-03-01").json
    assert [one["handle"] for one in report["clients"]] == ["bo-lind"]
    assert (report["conversations"], report["people"], report["kept"], report["open"]) == (2, 12, 1, 0)
    assert (report["value"], report["cost"], report["cost_per_client"]) == (900, 300, 300)
    assert [one["name"] for one in netlog("event", "--json").json["events"]] == ["PyData Lisbon"]
    assert rows(netlog, "--by", "place") == [("PyData Lisbon", 900, 100)]
    assert netlog("health", "--json").json["events"][0]["conversations"] == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("event", "report", "--cost", "3"), 2),
        (("event", "start", "Fair", "--people", "3"), 2),
        (("event", "stop", "--tag", "fair"), 2),
        (("event", "--on", "yesterday"), 2),
        (("event", "dance"), 2),
        (("event", "start"), 2),
        (("event", "report", "zed"), 3),
    ],
)
def test_an_event_that_cannot_be_is_refused(netlog, journal, words, code):
    told(netlog, "add|@Ana")
    refused(netlog, journal, code, *words)


# health


def test_health_has_every_part(netlog):
    told(netlog, "add|coffee with @Ana Ruiz", "set|ana|--kind|mentee|--org|Kestrel")
    answer = netlog("health", "--json").json
    assert list(answer) == [
        *("today", "people", "circles", "concentration", "at_risk", "given", "taken", "ratio", "asked_without_gift"),
        *("over_giving", "ready", "coverage", "companies", "reach", "weeks", "mentees", "events"),
    ]
    assert answer["concentration"]["effective"] == 1
    assert answer["mentees"] == {"people": [{"handle": "ana-ruiz", "name": "Ana Ruiz"}], "freed": 0}
    assert answer["reach"]["claimed_reachable"] == 2000
    assert len(answer["weeks"]) == 8


@pytest.mark.usefixtures("demo")
def test_health_of_a_whole_journal_reads_well(netlog):
    done = netlog("health")
    assert done.code == 0
    for words in (
        "Circles",
        "At risk",
        "a promise of yours is overdue",
        "Giving and asking",
        "Reach",
        "Meetings by week",
    ):
        assert words in done.out


def test_an_index_that_fell_by_ten_is_a_risk(netlog):
    told(netlog, "add|2026-05-01: coffee with @Ana Ruiz +candid +asked-first +empathy")
    told(netlog, "add|2026-11-10: talk with Ana +misled +took-credit +left-out")
    (risk,) = netlog("health", "--json").json["at_risk"]
    assert any("your index fell by" in why for why in risk["why"])


def test_giving_much_and_taking_nothing_asks_where_the_limit_is(netlog):
    told(netlog, "add|@Ana", "give|ana|a week of work|--size|L")
    (over,) = netlog("health", "--json").json["over_giving"]
    assert (over["handle"], over["given"]) == ("ana", 20)
    assert "Where is your limit" in netlog("health").out


def test_own_reach_stands_beside_the_claim(netlog):
    told(netlog, "add|coffee with @Ana Ruiz", "config|set|reach|850")
    assert netlog("health", "--json").json["reach"]["social"] == 850
    assert "850 on social media by your own estimate" in netlog("health").out
