"""`dupes` and `triage`: people who may be one, and where everybody belongs, one key at a time."""

from __future__ import annotations

import pytest


@pytest.fixture
def doubles(netlog):
    netlog("add", "2026-11-01: call with @Ana Ruiz", "--org", "Kestrel", "--email", "ana@kestrel.example")
    netlog("add", "@Zed Temp", "--org", "Kestrel")
    netlog("rename", "zed-temp", "Ana Ruíz")
    netlog("add", '@"Ana Maria Ruiz"', "--org", "Kestrel")
    netlog("add", "@Bo Lind", "--email", "ANA@kestrel.example")
    netlog("add", "@Cy Adler")


def pairs(netlog):
    return {(one["one"]["handle"], one["other"]["handle"], one["why"]) for one in netlog("dupes", "--json").json}


@pytest.mark.usefixtures("doubles")
def test_who_may_be_one_is_listed_with_the_reason(netlog):
    assert pairs(netlog) == {
        ("ana-ruiz", "bo-lind", "one e-mail address"),
        ("ana-ruiz", "zed-temp", "one name"),
        ("ana-maria-ruiz", "ana-ruiz", "much alike, at one company"),
        ("ana-maria-ruiz", "zed-temp", "much alike, at one company"),
    }


@pytest.mark.usefixtures("doubles")
def test_those_told_apart_are_asked_about_no_more_and_check_is_content(netlog):
    assert "look like one" in netlog("check").out
    assert netlog("dupes", "apart", "ana-ruiz", "zed-temp").code == 0
    assert ("ana-ruiz", "zed-temp", "one name") not in pairs(netlog)
    assert "look like one" not in netlog("check").out
    netlog("undo")
    assert ("ana-ruiz", "zed-temp", "one name") in pairs(netlog)


@pytest.mark.usefixtures("doubles")
def test_a_yes_joins_into_the_longer_history_and_each_answer_is_one_step(netlog):
    done = netlog("dupes", tty=True, stdin="n\ny\nq\n")
    assert done.code == 0, done.err
    assert "1 pair joined, 1 told apart." in done.err
    assert len(netlog("people", "--json").json["people"]) == 4
    netlog("undo")
    assert len(netlog("people", "--json").json["people"]) == 5
    netlog("undo")
    assert len(pairs(netlog)) == 4


@pytest.mark.parametrize(
    "words", [["apart"], ["apart", "ana-ruiz"], ["apart", "ana-ruiz", "ana-ruiz"], ["apar", "a", "b"]]
)
@pytest.mark.usefixtures("doubles")
def test_what_cannot_be_told_apart_is_refused(netlog, words):
    assert netlog("dupes", *words).code == 2


def test_a_journal_without_doubles_says_so(netlog):
    netlog("add", "@Ana Ruiz")
    assert netlog("dupes").err == "Nobody looks like somebody else.\n"


@pytest.mark.usefixtures("doubles")
def test_triage_stops_and_goes_on_anywhere(netlog):
    done = netlog("triage", tty=True, stdin="i\ne\n2w\nx\nl\nq\n")
    assert max(map(len, done.err.splitlines())) < 80
    assert done.code == 0, done.err
    assert "2 people placed, 3 left." in done.err
    first, second = (one["handle"] for one in netlog("people", "--json").json["people"][:2])
    assert netlog("who", first, "--json").json["circle"] == "inner"
    assert netlog("who", second, "--json").json["every"] == 14
    assert len(netlog("triage", "--json").json) == 3
    netlog("undo")
    assert len(netlog("triage", "--json").json) == 4
    assert netlog("triage", "--tag", "nosuch").err == "Everybody has a circle or a rhythm.\n"


def test_two_spellings_are_not_called_one_name(netlog):
    netlog("add", "@Jonathan Smith")
    netlog("add", "@Jonathon Smith")
    assert pairs(netlog) == {("jonathan-smith", "jonathon-smith", "names much alike")}


@pytest.mark.parametrize("uids", ["12", "21"])  # ids are made of the UIDs, and follow the handles in one of the two
def test_of_namesakes_without_a_talk_the_handle_without_a_number_stays(netlog, tmp_path, uids):
    cards = (f"BEGIN:VCARD\nVERSION:3.0\nUID:{uid}\nFN:Ana Ruiz\nEND:VCARD\n" for uid in uids)
    (tmp_path / "book.vcf").write_text("".join(cards))
    netlog("import", str(tmp_path / "book.vcf"))
    netlog("dupes", tty=True, stdin="y\n")
    assert [one["handle"] for one in netlog("people", "--json").json["people"]] == ["ana-ruiz"]
