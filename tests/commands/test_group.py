"""Groups on the command line: made, joined, left, ended, and their line in the morning list."""

from __future__ import annotations

import pytest

FRIDAY = ("group", "add", "Friday coffee", "--first", "fri", "--at", "Café Rosa")


@pytest.fixture(autouse=True)
def _people(netlog):
    for name in ("Ana Ruiz", "Jo Park", "Tom Okafor"):
        netlog("add", f"met @{name} at the fair", today="2026-09-01")


def members(netlog, *words):
    (found,) = netlog("group", *words, "--json").json
    return [one["handle"] for one in found["members"]]


def test_a_group_shows_its_next_day_and_a_line_for_each_member(netlog):
    done = netlog(*FRIDAY, "--with", "jo", "--with", "ana", "--with", "jo")
    assert done.code == 0, done.err
    assert "Friday coffee: first Friday of the month; next Fri 4 Dec." in done.err
    (told,) = netlog("group", "--json").json
    assert list(told) == ["id", "name", "rhythm", "next", "place", "members"]
    assert (told["next"], told["place"]) == ("2026-12-04", "Café Rosa")
    assert [list(one) for one in told["members"]] == [["name", "handle", "invitation"]] * 2
    shown = netlog("group").out
    assert "Ana, Friday coffee is on Fri 4 Dec at Café Rosa. Will you join us?" in shown
    assert netlog("group", "friday", "coffee").out == shown


def test_people_join_leave_and_are_told_where_they_are_already(netlog, journal):
    netlog(*FRIDAY)
    assert netlog("group", "invite", "Ana", "Ruiz", "jo", "--json").json["members"] == ["ana-ruiz", "jo-park"]
    before = journal.read_bytes()
    assert "already" in netlog("group", "invite", "jo").err
    assert "already" in netlog("group", "leave", "tom").err
    assert journal.read_bytes() == before
    assert netlog("group", "leave", "ana").code == 0
    assert members(netlog) == ["jo-park"]
    netlog("undo")
    assert members(netlog) == ["ana-ruiz", "jo-park"]


def test_of_two_groups_somebody_leaves_the_one_they_are_in(netlog):
    netlog(*FRIDAY, "--with", "ana")
    netlog("group", "add", "Tuesday lunch", "--last", "tue", "--with", "jo")
    assert "left Tuesday lunch" in netlog("group", "leave", "jo").err
    assert netlog("group", "leave", "tom").code == 4
    assert netlog("group", "invite", "tom").code == 4


def test_members_are_invited_from_a_week_before_until_somebody_writes(netlog):
    netlog(*FRIDAY, "--with", "ana", "--with", "jo")
    assert "Friday coffee" not in netlog("due", "--all", today="2026-11-26").out
    told = netlog("due", "--all", "--json", today="2026-11-27").json["items"]
    assert {one["handle"] for one in told if "Friday coffee" in str(one)} == {"ana-ruiz", "jo-park"}
    netlog("add", "wrote to Ana about Friday", "--attempt", today="2026-11-30")
    told = netlog("due", "--all", "--json", today="2026-11-30").json["items"]
    assert {one["handle"] for one in told if "Friday coffee" in str(one)} == {"jo-park"}
    netlog("rest", "jo")
    assert "Friday coffee" not in netlog("due", "--all", today="2026-11-30").out


def test_a_group_that_ended_is_shown_no_more_and_makes_room_for_another(netlog):
    netlog(*FRIDAY, "--with", "ana")
    assert netlog("group", "end", "friday").code == 0
    assert netlog("group", "--json").json == []
    assert "Friday coffee" not in netlog("due", "--all", today="2026-11-30").out
    assert netlog(*FRIDAY).code == 0


def test_among_several_groups_the_one_is_named(netlog):
    netlog(*FRIDAY)
    netlog("group", "add", "readers", "--last", "thursday")
    assert netlog("group", "invite", "ana").code == 4
    assert netlog("group", "invite", "ana", "--group", "readers").code == 0
    assert members(netlog, "readers") == ["ana-ruiz"]
    assert members(netlog, "friday") == []
    assert [one["next"] for one in netlog("group", "--json").json] == ["2026-12-04", "2026-11-26"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["group", "add", "--first", "fri"], 2),
        (["group", "add", "readers"], 2),
        (["group", "add", "readers", "--first", "fri", "--last", "fri"], 2),
        (["group", "add", "readers", "--first", "someday"], 2),
        (["group", "add", "invite", "--first", "fri"], 2),
        (["group", "add", "readers", "--first", "fri", "--with", "zed"], 3),
        ([*FRIDAY], 4),
        (["group", "nonsense"], 3),
        (["group", "friday", "--at", "the pier"], 2),
        (["group", "invite"], 2),
        (["group", "invite", "zed"], 3),
        (["group", "end", "readers"], 3),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(netlog, journal, words, code):
    netlog(*FRIDAY)
    before = journal.read_bytes()
    done = netlog(*words)
    assert (done.code, done.out) == (code, "")
    assert journal.read_bytes() == before


def test_without_a_group_the_first_one_is_proposed(netlog):
    assert (netlog("group").code, netlog("group").out) == (0, "")
    assert "netlog group add" in netlog("group").err
    assert netlog("group", "invite", "ana").code == 3
