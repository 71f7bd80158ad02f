"""Mail: only heads are read, days and sides are right, lists and robots stay out, nothing makes the reader fail."""

from __future__ import annotations

import tracemalloc
from datetime import date, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.importers import About, Found, Problem, Skipped, key, mail

if TYPE_CHECKING:
    from netlog.domain.incoming import Gathering

SAMPLES = Path(__file__).parent / "samples"
ME = "sam@home.example"
ABOUT = About(timezone(timedelta(hours=1)), today=date(2026, 11, 21), own=frozenset((ME, "sam lee")))
NOBODY = ABOUT._replace(own=frozenset())
MBOX = (SAMPLES / "inbox.mbox").read_bytes()

Outcome = Found | Problem | Skipped


def read(content: bytes, about: About = ABOUT) -> list[Outcome]:
    return list(mail.read(BytesIO(content), about))


def told(found: list[Outcome], kind: str) -> list[dict[str, Any]]:
    return [one.told for one in found if isinstance(one, Found) and one.told["kind"] == kind]


def talks(found: list[Outcome]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in one.items() if name not in ("id", "kind")}
        for one in told(found, "conversation")
    ]


def whys(found: list[Outcome]) -> list[tuple[int, str]]:
    return [(one.line, one.why) for one in found if not isinstance(one, Found)]


def letter(from_: str = "Ana Ruiz <ana@x.example>", to: str = ME, day: int = 2, **more: str) -> str:
    fields = {"From": from_, "To": to, "Date": f"Mon, {day} Mar 2026 10:00:00 +0100", "Subject": "hello", **more}
    return "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in fields.items() if value) + "\nbody\n"


def box(*letters: str) -> bytes:
    return "".join(f"From x@y.example Mon Mar  2 10:00:00 2026\n{one}\n" for one in letters).encode()


# The samples


def test_an_mbox_is_read_by_its_heads_alone() -> None:
    found = read(MBOX)
    assert [(one["name"], one["emails"]) for one in told(found, "person")] == [
        ("Ana Ruiz", ["ana@kestrel.example"]),
        ("Dee Marsh", ["dee.marsh@harbour.example"]),
        ("cy", ["cy@adler.example"]),
    ]
    ana, dee, cy = (
        key("mail", address) for address in ("ana@kestrel.example", "dee.marsh@harbour.example", "cy@adler.example")
    )
    assert talks(found) == [
        {"on": "2026-03-02", "text": "The pilot in Málaga", "with": [ana], "how": "email", "initiated": "them"},
        {"on": "2026-03-03", "text": "A question", "with": [dee], "how": "email", "initiated": "me", "attempt": True},
        {"on": "2026-03-06", "text": "proofs", "with": [cy], "how": "email", "initiated": "them"},
    ]
    assert whys(found) == [(38, "a robot"), (44, "a mailing list"), (58, "it has no date that can be read")]


def test_no_word_of_a_body_comes_out() -> None:
    said = repr(read(MBOX))
    assert "Dear" not in said
    assert "board" not in said
    assert "patch" not in said


def test_a_single_mail_is_read_and_never_taken_for_unanswered() -> None:
    assert talks(read((SAMPLES / "single.eml").read_bytes())) == [
        {
            "on": "2026-03-09",
            "text": "Hamburg",
            "with": [key("mail", "lena@nordlicht.example")],
            "how": "email",
            "initiated": "them",
        }
    ]
    assert "attempt" not in talks(read(letter(ME, "ana@x.example").encode()))[0]


def test_single_mails_that_belong_together_are_read_as_one_box() -> None:
    files = [BytesIO(one.encode()) for one in (letter(ME, "bo@x.example", 2), letter(day=3))]
    found = list(mail.read_several(files, ABOUT))
    assert [(one["on"], one.get("attempt")) for one in talks(found)] == [("2026-03-02", True), ("2026-03-03", None)]


def test_all_that_is_found_can_be_taken_in(gathering: Gathering) -> None:
    for one in read(MBOX):
        if isinstance(one, Found):
            gathering.take((1, one.line), one.told, foreign=True)
    assert gathering.refused == []


@pytest.mark.parametrize("name", ["inbox.mbox", "single.eml"])
def test_a_file_of_mail_is_known_by_its_first_lines(name: str) -> None:
    assert mail.knows((SAMPLES / name).read_bytes())


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_no_other_file_is_taken_for_mail(path: Path) -> None:
    assert mail.knows(path.read_bytes()[:65_536]) == (path.suffix in (".mbox", ".eml"))


@pytest.mark.parametrize(
    "head", [b"", b"From here to there\n", b"From: me\n\n", b"A: b\nFrom x\n", b"BEGIN:VCARD\nFN:A\n"]
)
def test_what_only_looks_like_mail_is_not_known(head: bytes) -> None:
    assert not mail.knows(head)


# Whose


def test_without_my_addresses_nothing_is_read_and_the_likely_one_is_named() -> None:
    (problem,) = read(box(letter(), letter("bo@x.example"), letter(ME, "cy@x.example")), NOBODY)
    assert isinstance(problem, Problem)
    assert "netlog config set own" in problem.why
    assert f"{ME} is in 3 of 3 mails" in problem.why


def test_a_single_mail_does_not_tell_whose_it_is() -> None:
    (problem,) = read(letter().encode(), NOBODY)
    assert isinstance(problem, Problem)
    assert "is in" not in problem.why


def test_my_name_tells_a_mail_of_mine_from_another_address() -> None:
    assert talks(read(box(letter("Sam LEE <other@home.example>", "ana@x.example"))))[0]["initiated"] == "me"


# What is left out


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"List_Unsubscribe": "<mailto:x@y>"}, "a mailing list"),
        ({"Precedence": "bulk"}, "a mailing list"),
        ({"Auto_Submitted": "auto-replied"}, "a robot"),
        ({"Return_Path": "<>"}, "a robot"),
        ({"from_": "MAILER-DAEMON@x.example"}, "a robot"),
        ({"from_": "do-not-reply@x.example"}, "a robot"),
        ({"X_Gmail_Labels": "Inbox,Spam"}, "spam"),
        ({"X_Spam_Flag": "YES"}, "spam"),
        ({"X_Mozilla_Status": "0009"}, "deleted"),
        ({"to": "tom@x.example"}, "not to you"),
        ({"to": ", ".join(f"p{n}@x.example" for n in range(30))}, "to a crowd"),
        ({"from_": ME}, "to nobody else"),
        ({"from_": ME, "to": "team@lists.x.example"}, "a mailing list"),
    ],
)
def test_what_is_no_talk_is_left_out_with_its_reason(fields: dict[str, str], why: str) -> None:
    assert whys(read(box(letter(**fields)))) == [(1, why)]


def test_mail_that_a_server_delivered_to_me_is_mine_whomever_it_names() -> None:
    assert len(talks(read(box(letter(to="tom@x.example", Delivered_To=ME))))) == 1


@pytest.mark.parametrize("value", ["no", "NO"])
def test_what_says_that_it_is_not_automatic_stays(value: str) -> None:
    assert len(talks(read(box(letter(Auto_Submitted=value))))) == 1


def test_an_address_that_is_told_to_be_a_list_is_nobody() -> None:
    posted = letter(List_Post="<mailto:club@x.example>")
    assert talks(read(box(posted, letter(ME, "club@x.example")))) == []


# Sides and answers


def test_one_conversation_a_person_and_a_day_bears_the_first_subject_whatever_the_order_of_the_file() -> None:
    late = letter(Subject="second", Date="Mon, 2 Mar 2026 18:00:00 +0100", Message_ID="<2@x>")
    early = letter(Subject="first", Date="Mon, 2 Mar 2026 08:00:00 +0100", Message_ID="<1@x>")
    assert [one["text"] for one in talks(read(box(late, early)))] == ["first"]


@pytest.mark.parametrize(
    ("letters", "attempts"),
    [
        ([letter(ME, "ana@x.example", 2), letter("bo@x.example", day=3)], ["2026-03-02"]),
        ([letter(ME, "ana@x.example", 2), letter(day=9)], []),
        ([letter(day=2), letter(ME, "ana@x.example", 3)], ["2026-03-03"]),
        ([letter(Message_ID="<q>", day=2), letter(ME, "ana@x.example", 3, In_Reply_To="<q>")], []),
        ([letter(ME, "ana@x.example", 2, Message_ID="<q>"), letter("ana@home.example", day=3, In_Reply_To="<q>")], []),
        ([letter(ME, "ana@x.example", 2)], []),
    ],
    ids=["nobody", "later", "before", "a reply", "from another address", "no mail of others"],
)
def test_a_mail_of_mine_that_nobody_answers_is_an_attempt(letters: list[str], attempts: list[str]) -> None:
    assert [one["on"] for one in talks(read(box(*letters))) if one.get("attempt")] == attempts


def test_a_day_that_begins_with_a_reply_was_begun_by_the_other_side() -> None:
    found = read(box(letter(ME, "ana@x.example", 2, Message_ID="<q>"), letter(day=3, In_Reply_To="<q>")))
    assert [one["initiated"] for one in talks(found)] == ["me", "me"]


def test_whoever_gets_a_mail_of_mine_has_a_conversation_of_their_own() -> None:
    found = read(box(letter(ME, "ana@x.example, Bo Lund <bo@x.example>", Cc="cy@x.example")))
    assert [one["name"] for one in told(found, "person")] == ["ana", "Bo Lund", "cy"]


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("<+45123456@mms.example>", "+45123456"),
        ("😀 <jo@x.example>", "jo"),
        ("\u200b <_@x.example>", "_@x.example"),
    ],
)
def test_whoever_has_no_name_that_can_be_said_is_called_by_the_address(
    sender: str, name: str, gathering: Gathering
) -> None:
    found = read(box(letter(sender)))
    assert [one["name"] for one in told(found, "person")] == [name]
    gathering.take((1, 1), told(found, "person")[0], foreign=True)
    assert gathering.refused == []


def test_the_name_that_somebody_gives_themselves_wins() -> None:
    found = read(box(letter(ME, "Annie <ana@x.example>"), letter(ME, "Annie <ana@x.example>"), letter()))
    assert [one["name"] for one in told(found, "person")] == ["Ana Ruiz"]


def test_a_mailbox_that_grew_tells_old_days_under_the_same_ids() -> None:
    first, more = letter(Message_ID="<1@x>"), letter(Message_ID="<2@x>", Date="Mon, 2 Mar 2026 20:00:00 +0100")
    assert told(read(box(first)), "conversation") == told(read(box(first, more)), "conversation")


# Broken mail


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"Date": "nonsense", "Received": "from a by b; Tue, 3 Mar 2026 23:30:00 +0000"}, "2026-03-04"),
        ({"Date": "Thu, 1 Jan 1970 00:00:00 +0000", "Received": "by b; Tue, 3 Mar 2026 10:00:00 +0000"}, "2026-03-03"),
        ({"Date": "Thu, 1 Jan 2099 00:00:00 +0000", "Received": "by b; Tue, 3 Mar 2026 10:00:00 +0000"}, "2026-03-03"),
        ({"Date": "Mon, 2 Mar 2026 10:00:00"}, "2026-03-02"),
        ({"Date": "2 Mar 2026 23:30 -0500"}, "2026-03-03"),
    ],
)
def test_a_clock_that_goes_wrong_gives_way_to_the_server_s(fields: dict[str, str], day: str) -> None:
    assert [one["on"] for one in talks(read(box(letter(**fields))))] == [day]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"From: Jos\xe9 Garc\xeda <jg@x.example>", "José García"),
        ("From: José García <jg@x.example>".encode(), "José García"),
        (b"From: =?iso-8859-1?q?Jos=E9?= Lind <jg@x.example>", "José Lind"),
        (b"From: =?no-such-coding?q?Jo?= <jg@x.example>", "Jo"),
        (b"From: 'jg@x.example' <jg@x.example>", "jg"),
        (b"From: jg@x.example (Jo Garc)", "jg"),
        (b"From: <JG@X.example>", "jg"),
        (b"from:jg@x.example", "jg"),
        (b"From: Jo\n Garc <jg@x.example>", "Jo Garc"),
    ],
)
def test_a_sender_is_read_in_any_coding(raw: bytes, name: str) -> None:
    found = read(raw + f"\nTo: {ME}\nDate: Mon, 2 Mar 2026 10:00:00 +0100\n\n".encode())
    assert [(one["name"], one["emails"]) for one in told(found, "person")] == [(name, ["jg@x.example"])]


def test_a_bad_mail_costs_no_other() -> None:
    found = read(box(letter("nobody"), "X: " + "y" * 300_000 + "\n\n", letter()))
    assert [why for _, why in whys(found)] == ["its From names no address", "its head is longer than 262,144 bytes"]
    assert len(talks(found)) == 1


def test_a_body_of_one_long_line_is_never_held() -> None:
    content = box(letter() + "x" * 30_000_000 + "\n", letter(day=3))
    file = BytesIO(content)
    tracemalloc.start()
    try:
        found = list(mail.read(file, ABOUT))
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()
    assert len(talks(found)) == 2


def test_a_file_without_mail_says_so() -> None:
    assert whys(read(b"From x Mon Mar  2 10:00:00 2026\n\n")) == [(1, "no mail is in it")]


@given(st.binary(max_size=300), st.integers(0, len(MBOX)))
@settings(max_examples=60)
def test_whatever_stands_in_a_file_it_is_read_and_read_alike(junk: bytes, at: int) -> None:
    content = MBOX[:at] + junk + MBOX[at:]
    assert read(content) == read(content)


@given(st.sampled_from(("From", "To", "Date", "Subject", "Received", "List-Post")), st.binary(max_size=200))
@settings(max_examples=60)
def test_whatever_stands_in_a_field_it_is_read(name: str, value: bytes) -> None:
    read(name.encode() + b": " + value + b"\n" + letter().encode())
