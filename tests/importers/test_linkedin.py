"""LinkedIn's copy of one's data: connections of every age, who wrote first to whom, and never a word of it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.domain.records import record
from netlog.importers import About, Found, Problem, Skipped, key, linkedin
from netlog.importers._cells import profile

if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLES = Path(__file__).parent / "samples"
ABOUT = About(ZoneInfo("UTC"), date(2026, 11, 21))
NOW = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
MARA = {
    "kind": "person",
    "id": key("linkedin", "linkedin.com/in/mara-quist"),
    "name": "Mara Quist",
    "org": "Fernweh Labs",
    "role": "Head of Data",
    "emails": ["mara@quist.example"],
    "links": ["https://www.linkedin.com/in/mara-quist"],
    "met": "2024-03-05",
    "tags": ["linkedin"],
}
ROW = "Mara,Quist,https://www.linkedin.com/in/mara-quist,mara@quist.example,Fernweh Labs,Head of Data,"


def read(data: str | bytes, about: About = ABOUT) -> list[Found | Problem | Skipped]:
    return list(linkedin.read(io.BytesIO(data.encode() if isinstance(data, str) else data), about))


def told(found: Iterable[Found | Problem | Skipped], kind: str) -> list[dict[str, Any]]:
    return [one.told for one in found if isinstance(one, Found) and one.told["kind"] == kind]


def left_out(found: Iterable[Found | Problem | Skipped]) -> list[tuple[int, str]]:
    return [(one.line, one.why) for one in found if isinstance(one, Skipped)]


# Connections


@pytest.mark.parametrize(
    "text",
    [
        f"{NOW}\n{ROW}05 Mar 2024\n",
        f'Notes:\n"When exporting, ""some"" are missing"\n\n{NOW}\n{ROW}05 Mar 2024\n',
        f"Notes:\nOne line of notes.\nAnother one.\n\n{NOW}\n{ROW}05 Mar 2024\n",
        f'"Notes: When exporting, some are missing"\n\n{NOW}\n{ROW}05 Mar 2024\n',
        f"{NOW}\r\n{ROW}05-Mar-24\r\n",
        f"\ufeff{NOW}\r\n{ROW}5-Mar-24\r\n".replace("Mara,", "Mara ,"),
        f"{NOW}\n{ROW}".replace(",", ";") + "05 Mar 2024\n",
        f'{NOW}\n{ROW}"3/5/24, 9:14 AM"\n',
        "First Name,Last Name,Email Address,Company,Position,Connected On,URL\nMara,Quist,mara@quist.example,"
        "Fernweh Labs,Head of Data,05 Mar 2024,https://www.linkedin.com/in/mara-quist\n",
        f"Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n{ROW}05 Mar 2024\n",
        f"Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le\n{ROW}05 Mar 2024\n",
    ],
    ids=[
        *("now", "with notes", "notes of four lines", "notes on one line", "saved by Excel", "with a mark"),
        *("semicolons", "American days", "URL at the end", "German", "French"),
    ],
)
def test_a_connection_is_the_same_in_every_dress(text: str) -> None:
    assert linkedin.knows(text.encode())
    assert [one.told for one in read(text) if isinstance(one, Found)] == [MARA]


def test_the_header_of_2018_has_no_profile_and_the_address_takes_its_place() -> None:
    head = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    row = 'Mara,Quist,Mara@quist.example,Fernweh Labs,Head of Data,"4/11/18, 9:14 AM"\n'
    moved = row.replace("Fernweh Labs", "Elsewhere").replace("Mara@", "mara@")
    assert linkedin.knows(head.encode())
    found, later = (told(read(head + text), "person")[0] for text in (row, moved))
    assert found["id"] == later["id"] == key("linkedin", "mara@quist.example")
    assert found["met"] == "2018-04-11"
    assert "links" not in found


def test_namesakes_without_profile_and_address_are_told_apart_by_their_day() -> None:
    head = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    people = told(
        read(head + "Mara,Quist,,A,,05 Mar 2024\nMara,Quist,,B,,06 Mar 2024\nMara,Quist,,C,,05-Mar-24\n"), "person"
    )
    assert people[0]["id"] == people[2]["id"] != people[1]["id"]


def test_rows_without_a_name_are_counted_and_namesakes_stay_apart() -> None:
    found = read((SAMPLES / "linkedin-connections.csv").read_bytes())
    assert left_out(found) == [(7, "no name")]
    people = told(found, "person")
    assert [one["name"] for one in people] == ["Mara Quist", "Zoë Lindqvist, PhD", "Mara Quist"]
    assert len({one["id"] for one in people}) == 3
    assert people[1]["emails"] == ["zoe@lindqvist.example"]
    assert people[1]["org"] == "Brot & Butter, GmbH"


@pytest.mark.parametrize("name", [".", "🔥", "\u200b", "—"])
def test_a_name_of_no_letter_is_none(name: str) -> None:
    assert left_out(read(f"{NOW}\n{name},,https://www.linkedin.com/in/x,,,,05 Mar 2024\n")) == [(2, "no name")]


@pytest.mark.parametrize(
    "link",
    [
        "https://www.linkedin.com/in/zo%C3%AB-lindqvist",
        "https://www.linkedin.com/in/ZOË-lindqvist/",
        "http://linkedin.com/in/zoë-lindqvist?trk=x#y",
        "https://se.linkedin.com/in/zo%c3%ab-lindqvist/",
        "www.linkedin.com/in/zoë-lindqvist",
    ],
)
def test_a_profile_is_one_however_it_is_written(link: str) -> None:
    assert profile(link) == "linkedin.com/in/zoë-lindqvist"


@pytest.mark.parametrize("link", ["", "[", "https://[x", "%", "//", "\ud800"])
def test_an_absurd_profile_is_no_accident(link: str) -> None:
    assert isinstance(profile(link), str)


@pytest.mark.parametrize("day", ["30 Feb 2024", "soon", "05 Brumaire 2024", "99/99/99", "05 Mar 20245"])
def test_a_day_that_cannot_be_read_costs_nobody(day: str) -> None:
    people = told(read(f"{NOW}\n{ROW}{day}\n"), "person")
    assert [one["name"] for one in people] == ["Mara Quist"]
    assert "met" not in people[0]


def test_a_damaged_letter_is_told() -> None:
    found = read(f"{NOW}\nZoë,Ä,,,,,\n".encode() + b"M\xffra,Quist,,,,,\n")
    assert [one.garbled for one in found if isinstance(one, Found)] == [False, True]


# Messages

HEAD = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
)
PEOPLE = {"me": "Iris Falk", "bo": "Bo Ekman", "cy": "Cy Oduya", "di": "Di Ray"}


def line(thread: str, sender: str, to: str, moment: str, subject: str = "", links: bool = True) -> str:
    names = [PEOPLE[one] for one in to.split()]
    urls = [f"https://www.linkedin.com/in/{one}" for one in to.split()] if links else []
    own = f"https://www.linkedin.com/in/{sender}" if links else ""
    return f'{thread},,{PEOPLE[sender]},{own},"{",".join(names)}","{",".join(urls)}",{moment},{subject},Secret,INBOX\n'


def talks(text: str, about: About = ABOUT) -> list[tuple[str, list[str], str, bool]]:
    """Of each conversation: the day, with whom, who began, whether it was an attempt."""
    found = read(HEAD + text, about)
    names = {one["id"]: one["name"].split()[0] for one in told(found, "person")}
    return [
        (one["on"], sorted(names[id_] for id_ in one["with"]), one["initiated"], one.get("attempt", False))
        for one in told(found, "conversation")
    ]


OTHERS = line("t8", "me", "cy", "2020-01-01 10:00:00 UTC") + line("t9", "di", "me", "2020-01-02 10:00:00 UTC")
BEFORE = [("2020-01-01", ["Cy"], "me", True), ("2020-01-02", ["Di"], "them", False)]


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ([("me", "bo", "05 10:00"), ("bo", "me", "05 11:00")], [("2026-02-05", ["Bo"], "me", False)]),
        ([("bo", "me", "05 11:00"), ("me", "bo", "05 10:00")], [("2026-02-05", ["Bo"], "me", False)]),
        ([("bo", "me", "05 09:00"), ("me", "bo", "05 10:00")], [("2026-02-05", ["Bo"], "them", False)]),
        ([("me", "bo", "05 10:00"), ("me", "bo", "05 12:00")], [("2026-02-05", ["Bo"], "me", True)]),
        (
            [("me", "bo", "05 10:00"), ("bo", "me", "09 10:00")],
            [("2026-02-05", ["Bo"], "me", False), ("2026-02-09", ["Bo"], "them", False)],
        ),
        (
            [("bo", "me", "05 10:00"), ("me", "bo", "09 10:00")],
            [("2026-02-05", ["Bo"], "them", False), ("2026-02-09", ["Bo"], "me", True)],
        ),
        ([("me", "bo cy", "05 10:00"), ("cy", "me bo", "06 10:00")],
         [("2026-02-05", ["Bo", "Cy"], "me", False), ("2026-02-06", ["Bo", "Cy"], "them", False)]),
    ],
    ids=[
        *("I ask, they answer", "newest first", "they ask", "nobody answers", "an answer on another day"),
        *("my last word stands alone", "three of us"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("links", [True, False], ids=["with profiles", "without"])
def test_a_thread_is_a_conversation_each_day(
    messages: list[tuple[str, str, str]], expected: list[tuple[str, list[str], str, bool]], links: bool
) -> None:
    text = "".join(line("t1", who, to, f"2026-02-{at}:00 UTC", links=links) for who, to, at in messages)
    assert talks(OTHERS + text) == BEFORE + expected


def test_the_day_is_that_of_my_zone() -> None:
    text = OTHERS + line("t1", "bo", "me", "2026-02-15 23:30:00 UTC")
    assert talks(text, ABOUT._replace(zone=ZoneInfo("Europe/Stockholm")))[-1][0] == "2026-02-16"
    assert talks(text, ABOUT._replace(zone=ZoneInfo("America/Lima")))[-1][0] == "2026-02-15"


def test_a_moment_without_a_zone_is_in_mine() -> None:
    text = OTHERS + line("t1", "bo", "me", "2026-02-15 23:30:00") + line("t1", "bo", "me", "2026-02-16T00:10:00Z")
    assert [one[0] for one in talks(text)[2:]] == ["2026-02-15", "2026-02-16"]


@pytest.mark.parametrize("own", ["iris falk", "https://www.linkedin.com/in/me"])
def test_of_one_thread_alone_my_own_name_or_profile_tells_me_apart(own: str) -> None:
    text = line("t1", "me", "bo", "2026-02-05 10:00:00 UTC") + line("t1", "bo", "me", "2026-02-05 11:00:00 UTC")
    assert talks(text, ABOUT._replace(own=frozenset((own,)))) == [("2026-02-05", ["Bo"], "me", False)]


def test_where_either_may_be_me_nothing_is_guessed() -> None:
    text = line("t1", "me", "bo", "2026-02-05 10:00:00 UTC") + line("t1", "bo", "me", "2026-02-05 11:00:00 UTC")
    (problem,) = read(HEAD + text)
    assert isinstance(problem, Problem)
    assert "netlog config set own" in problem.why


def test_the_people_are_those_of_the_connections() -> None:
    connections = told(read((SAMPLES / "linkedin-connections.csv").read_bytes()), "person")
    messages = told(read((SAMPLES / "linkedin-messages.csv").read_bytes()), "person")
    assert connections[0]["id"] in {one["id"] for one in messages}


def test_drafts_advertising_strangers_offers_and_the_withdrawn_are_left_out() -> None:
    found = read((SAMPLES / "linkedin-messages.csv").read_bytes())
    assert sorted(left_out(found)) == [(8, "a draft"), (9, "advertising"), (10, "advertising"), (11, "no name")]
    assert {one["name"] for one in told(found, "person")} == {"Mara Quist", "Bo Ekman"}


def test_an_offer_that_i_answered_is_a_conversation() -> None:
    text = line("t1", "bo", "me", "2026-02-05 10:00:00 UTC", "A role") + line(
        "t1", "me", "bo", "2026-02-05 11:00:00 UTC"
    )
    assert talks(OTHERS + text)[2:] == [("2026-02-05", ["Bo"], "them", False)]


def test_a_crowd_is_no_conversation() -> None:
    names = [f"Guest {number}" for number in range(11)]
    urls = [f"https://www.linkedin.com/in/g{number}" for number in range(11)]
    to = f'"{",".join(names)}","{",".join(urls)}"'
    row = f"t1,,Iris Falk,https://www.linkedin.com/in/me,{to},2026-02-05 10:00:00 UTC,,x,\n"
    assert left_out(read(HEAD + OTHERS + row)) == [(4, "a group")]


def test_a_comma_before_a_title_makes_nobody_more() -> None:
    row = (
        't1,,Iris Falk,https://www.linkedin.com/in/me,"Bo Ekman, PhD",https://www.linkedin.com/in/bo,'
        "2026-02-05 10:00:00 UTC,,x,INBOX\n"
    )
    assert [one["name"] for one in told(read(HEAD + OTHERS + row), "person")][2:] == ["Bo Ekman, PhD"]


def test_the_messages_of_2018_say_their_direction() -> None:
    head = "From,To,Date,Subject,Content,Direction,Folder\n"
    rows = (
        'Iris Falk,Bo Ekman,"4/11/18, 9:14 PM",,Secret,OUTGOING,INBOX\n'
        'Bo Ekman,Iris Falk,"4/11/18, 9:14 AM",,Secret,INCOMING,INBOX\n'
    )
    assert linkedin.knows(head.encode())
    (talk,) = told(read(head + rows), "conversation")
    assert (talk["on"], talk["initiated"]) == ("2018-04-11", "them")


def test_a_message_without_a_day_is_a_problem() -> None:
    assert [one.line for one in read(HEAD + OTHERS + line("t1", "bo", "me", "soon")) if isinstance(one, Problem)] == [4]


# Invitations


def test_an_invitation_with_words_is_a_first_word_and_one_without_is_not() -> None:
    found = read((SAMPLES / "linkedin-invitations.csv").read_bytes())
    assert [one["name"] for one in told(found, "person")] == ["Bo Ekman", "Mara Quist"]
    assert [(one["on"], one["initiated"], one.get("attempt", False)) for one in told(found, "conversation")] == [
        ("2026-03-09", "me", True),
        ("2025-12-28", "them", False),
    ]
    assert left_out(found) == [(4, "an invitation without words")]


# All


@pytest.mark.parametrize("name", ["connections", "messages", "invitations"])
def test_every_record_can_be_taken_in_and_no_word_is_kept(name: str) -> None:
    data = (SAMPLES / f"linkedin-{name}.csv").read_bytes()
    assert linkedin.knows(data)
    found = read(data)
    assert read(data) == found
    people: set[str] = set()
    for one in found:
        if isinstance(one, Found):
            made = record(one.told, one.told["id"])
            people |= {made.id} if one.told["kind"] == "person" else set()
            assert set(one.told.get("with", ())) <= people  # each person before what refers to them
    assert "Secret" not in str(found)


@pytest.mark.parametrize(
    "head",
    [
        b"First Name,Last Name,E-mail Address,E-mail 2 Address\n",
        b"Name,Given Name,Family Name,E-mail 1 - Value\n",
        b"Notes:\n\nnothing more\n",
        b"From: ana@x.example\nTo: bo@x.example\nDate: today\nSubject: x\n",
        b'{"kind":"person"}\n',
        b"",
    ],
)
def test_other_files_are_not_claimed(head: bytes) -> None:
    assert not linkedin.knows(head)


@given(st.sampled_from([f"{NOW}\n", HEAD, "From,To,Sent At,Message,Direction\n"]), st.binary(max_size=1500))
@settings(max_examples=60)
def test_any_bytes_below_a_header_are_read_or_told(head: str, rest: bytes) -> None:
    assert read(head.encode() + rest) == read(head.encode() + rest)


CELLS = st.sampled_from(
    [
        "",
        "a",
        "b",
        "Iris Falk",
        "Bo, PhD",
        "https://x/in/a",
        "2026-02-05 10:00:00 UTC",
        "4/11/18, 9:99 PM",
        "0001-01-01 00:00:00 UTC",
    ]
)


@given(st.lists(st.lists(CELLS, min_size=10, max_size=10), max_size=6))
@settings(max_examples=60)
def test_any_cells_in_messages_are_read_or_told(rows: list[list[str]]) -> None:
    text = HEAD + "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    for one in read(text):
        if isinstance(one, Found):
            record(one.told, one.told["id"])
