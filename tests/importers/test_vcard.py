"""vCards of three versions and many senders: each trap with the card that sets it."""

from __future__ import annotations

import base64
import codecs
import tracemalloc
from datetime import UTC, date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netlog.importers import About, Found, Problem, Skipped, vcard
from netlog.importers._cards import MOST

vobject = pytest.importorskip("vobject")

SAMPLES = Path(__file__).parent / "samples"
ABOUT = About(UTC, today=date(2026, 11, 21), own=frozenset(("me@home.example",)))


def read(content: str | bytes) -> list[Found | Problem | Skipped]:
    return list(vcard.read(BytesIO(content.encode() if isinstance(content, str) else content), ABOUT))


def told(content: str | bytes, kind: str = "person") -> list[dict[str, Any]]:
    return [one.told for one in read(content) if isinstance(one, Found) and one.told["kind"] == kind]


def card(*lines: str | bytes, version: str = "3.0", name: str | None = "FN:Ada Lind") -> bytes:
    all_lines = ("BEGIN:VCARD", f"VERSION:{version}", *([name] if name else []), *lines, "END:VCARD", "")
    return b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in all_lines)


def one(*lines: str | bytes, **how: Any) -> dict[str, Any]:
    (person,) = told(card(*lines, **how))
    return person


# The samples


def of_sample(name: str) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in one.told.items() if key not in ("id", "with")}
        for one in read((SAMPLES / name).read_bytes())
        if isinstance(one, Found)
    ]


def test_an_iphone_s_cards_are_read() -> None:
    assert of_sample("iphone.vcf") == [
        {
            "kind": "person",
            "name": "Dr. Odile Ferrant",
            "org": "Atelier Ferrant",
            "role": "hydrologist",
            "birthday": "12-01",
            "nicks": ["Odi"],
            "emails": ["odile@ferrant.example", "odile.f@mail.example"],
            "phones": ["+33 6 55 55 01 23"],
            "links": ["https://ferrant.example/odile", "https://www.linkedin.com/in/odile-ferrant"],
            "tags": ["Water", "Lyon"],
        },
        {
            "kind": "fact",
            "topic": "note",
            "text": "Met at the river conference, second day.\nLikes figs.",
            "on": "2024-05-06",
        },
    ]
    skipped = [one for one in read((SAMPLES / "iphone.vcf").read_bytes()) if isinstance(one, Skipped)]
    assert skipped == [Skipped(25, "an organisation"), Skipped(33, "a group")]


def test_an_old_telephone_s_cards_are_read_each_in_its_own_character_set() -> None:
    assert of_sample("old-telephone.vcf") == [
        {
            "kind": "person",
            "name": "能登美緒",
            "birthday": "1979-03-02",
            "emails": ["mio@noto.example"],
            "phones": ["09055550123", "0355550100"],
        },
        {"kind": "person", "name": "Burçin Özdemir", "nicks": ["Buri"], "phones": ["+905555550123"]},
        {
            "kind": "fact",
            "topic": "note",
            "text": "Runs the tea house.\r\nClosed on Mondays NOTE: and in March.",
            "on": "2026-11-21",
        },
        {"kind": "person", "name": "Вера Лунина", "role": "плотник"},
        {"kind": "person", "name": "Léa Prévost", "org": "Café Lune"},
    ]


def test_a_file_in_utf_16_is_read() -> None:
    (asta,) = of_sample("outlook-utf16.vcf")
    assert (asta["name"], asta["org"]) == ("Ásta Þórsdóttir", "Fjörður")


def test_cards_of_version_4_are_read() -> None:
    assert of_sample("nextcloud-4.vcf") == [
        {
            "kind": "person",
            "name": "Ngozi Adeyemi",
            "org": "Delta Grid",
            "role": "engineer",
            "birthday": "02-29",
            "emails": ["ngozi@deltagrid.example"],
            "phones": ["+234-803-555-0101", "+234-1-555-0100 x12"],
        }
    ]


@pytest.mark.parametrize("name", sorted(file.name for file in SAMPLES.glob("*.vcf")))
def test_a_sample_is_known_by_its_head(name: str) -> None:
    assert vcard.knows((SAMPLES / name).read_bytes()[:65536])


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\0",
        b"BEGIN:VCALENDAR\r\n",
        b"From ana@x.example\n\nBEGIN:VCARD\n",
        b"name,email\nBEGIN:VCARD,x\n",
        b'{"kind": "person"}',
        b"\xff\xfe",
    ],
)
def test_what_does_not_begin_with_a_card_is_not_claimed(head: bytes) -> None:
    assert not vcard.knows(head)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_the_same_card_is_read_in_every_encoding_and_with_every_line_end(coding: str, end: str) -> None:
    content = card("EMAIL:łucja@x.example", name="FN:Łucja Wójcik").decode().replace("\r\n", end).encode(coding)
    assert vcard.knows(content)
    assert told(content) == told(card("EMAIL:łucja@x.example", name="FN:Łucja Wójcik"))
    assert told(content)[0]["name"] == "Łucja Wójcik"


# Names


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Lind"], "Lind"),
        (["N:Lind;Ada"], "Ada Lind"),
        (["N:Lind;Ada;Maria"], "Ada Maria Lind"),
        (["N:Lind;Ada;Maria;Dr."], "Ada Maria Lind"),
        (["N:Lind;Ada;Maria;Dr.;jr"], "Ada Maria Lind"),
        (["N:Lind;Ada;Maria;Dr.;jr;more;and more"], "Ada Maria Lind"),
        (["N:Lind;Ada,Eva;;;"], "Ada Eva Lind"),
        (["N:Lind\\, Berg;Ada;;;"], "Ada Lind, Berg"),
        (["N:王;小明;;;"], "王小明"),
        (["N:;;;;", "NICKNAME:Addie"], "Addie"),
        (["FN:", "N:Lind;Ada;;;"], "Ada Lind"),
        (["FN:?", "N:Lind;Ada;;;"], "Ada Lind"),
        (["FN:ada.lind@x.example", "N:Lind;Ada;;;"], "Ada Lind"),
        (["FN:ada.lind@x.example"], "Ada Lind"),
        (["EMAIL:ada_lind+news@x.example"], "Ada Lind"),
        (["fn:Ada Lind"], "Ada Lind"),
        (["item7.FN:Ada Lind"], "Ada Lind"),
        (['FN;X-A="b:c;d":Ada Lind'], "Ada Lind"),
        (['FN;X-A="b:Ada Lind'], "Ada Lind"),
        (["FN:Ada", " Lind"], "AdaLind"),
        (["FN:Ada ", "\tLind"], "Ada Lind"),
        (["FN:Lind\\, Ada"], "Lind, Ada"),
    ],
)
def test_a_name_is_made_of_what_there_is(lines: list[str], name: str) -> None:
    assert one(*lines, name=None)["name"] == name


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "no name"),
        (["N:;;;;", "TEL:1"], "no name"),
        (["FN:…"], "no name"),
        (["ORG:Acme"], "an organisation"),
        (["FN:Acme", "ORG:Acme;Sales", "N:;;;;"], "an organisation"),
        (["FN:Acme", "X-ABShowAs:COMPANY"], "an organisation"),
        (["FN:Acme", "KIND:org"], "an organisation"),
        (["FN:Runners", "KIND:Group"], "a group"),
        (["FN:Runners", "X-EVOLUTION-LIST:TRUE"], "a group"),
        (["FN:Hall", "KIND:location"], "a place"),
        (["FN:Ada", "EMAIL:ME@home.example"], "yourself"),
    ],
)
def test_what_is_nobody_is_left_out_with_its_reason(lines: list[str], why: str) -> None:
    assert read(card(*lines, name=None)) == [Skipped(1, why)]


def test_somebody_whose_firm_bears_their_name_is_somebody() -> None:
    assert one("N:Lind;Ada;;;", "ORG:Ada Lind")["org"] == "Ada Lind"


# Values


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1984-04-12", "1984-04-12"),
        ("BDAY:19840412", "1984-04-12"),
        ("BDAY;VALUE=DATE:19840412", "1984-04-12"),
        ("BDAY:1984-04-12T23:10:00Z", "1984-04-12"),
        ("BDAY:19840412T231000", "1984-04-12"),
        ("BDAY:--1201", "12-01"),
        ("BDAY:--12-01", "12-01"),
        ("BDAY:--0229", "02-29"),
        ("BDAY:1604-02-29", "02-29"),
        ("BDAY;X-APPLE-OMIT-YEAR=1804:1804-02-29", "02-29"),
        ("BDAY:0000-12-01", "12-01"),
        ("BDAY;VALUE=text:circa 1800", None),
        ("BDAY:---12", None),
        ("BDAY:1984", None),
        ("BDAY:1984-02-30", None),
        ("BDAY:--1301", None),
        ("BDAY:", None),
        ("BDAY:١٩٨٤٠٤١٢", None),
    ],
)
def test_a_birthday_is_read_in_each_way_it_is_written(line: str, birthday: str | None) -> None:
    assert one(line).get("birthday") == birthday


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("EMAIL:mailto:ada@x.example", "emails", ["ada@x.example"]),
        ('EMAIL;INTERNET:"Ada" <ada@x.example>', "emails", ["ada@x.example"]),
        ("EMAIL:not an address", "emails", None),
        ("EMAIL:", "emails", None),
        ("TEL;HOME;VOICE:(0555) 123", "phones", ["(0555) 123"]),
        ("TEL;VALUE=uri:tel:+1-555-0100", "phones", ["+1-555-0100"]),
        ("TEL;VALUE=URI:67545678", "phones", ["67545678"]),
        ("TEL:sip:ada@x.example", "phones", None),
        ("TEL;TYPE=FAX:1234567", "phones", None),
        ("TEL;TYPE=FAX,VOICE:1234567", "phones", ["1234567"]),
        ("TEL;TYPE=PAGER,MSG:6101@pager.example", "phones", None),
        ('TEL;TYPE="work,fax":1234567', "phones", None),
        ("TEL:§", "phones", None),
        ("ORG:ABC\\, Inc.;North;Sales", "org", "ABC, Inc."),
        ("ORG:;Sales", "org", "Sales"),
        ("ORG:A\\;B;C", "org", "A;B"),
        ("ROLE:baker", "role", "baker"),
        ("NICKNAME:Addie,Lindy", "nicks", ["Addie", "Lindy"]),
        ("NICKNAME:Addie\\, the first", "nicks", ["Addie, the first"]),
        ("CATEGORIES:Work,Lyon\\, France,work,myContacts", "tags", ["Work", "Lyon, France"]),
        ("URL:www.x.example", "links", ["www.x.example"]),
        ("X-SOCIALPROFILE;type=twitter:x-apple:ada", "links", None),
        ("SOCIALPROFILE;SERVICE-TYPE=X:https://x.example/@ada", "links", ["https://x.example/@ada"]),
        ("TITLE;ENCODING=b:" + base64.b64encode("bäcker".encode()).decode(), "role", "bäcker"),
        ("TITLE;ENCODING=b:%%%=", "role", None),
        ("TITLE:C:\\temp", "role", "C:\\temp"),
        ("X-NETLOG-ID:", "circle", None),
        ("CATEGORIES:inner", "tags", ["inner"]),
    ],
)
def test_a_value_is_read_out_of_its_wrapping(line: str, field: str, value: Any) -> None:
    assert one(line).get(field) == value


def test_what_is_preferred_comes_first() -> None:
    person = one(
        "TEL:11", "TEL;TYPE=pref:22", "EMAIL:a@x.example", "EMAIL;PREF=2:b@x.example", "EMAIL;PREF=1:c@x.example"
    )
    assert person["phones"] == ["22", "11"]
    assert person["emails"] == ["c@x.example", "b@x.example", "a@x.example"]


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("SHIFT_JIS", "cp932", "能力 ① 表"),
        ("ISO-2022-JP", "iso-2022-jp", "日本"),
        ("WINDOWS-1251", "cp1251", "Вера"),
        ("windows-1253", "cp1253", "Ελένη"),
        ("ISO-8859-1", "cp1252", "“Zoë”"),
        ('"GB2312"', "gb18030", "王伟"),
        ("BIG5", "big5", "王偉"),
        ("KS_C_5601-1987", "cp949", "전도훈"),
        ("UTF-8", "utf-8", "Zoë"),
        ("UTF-8", "cp1252", "Zoë"),
        ("no-such-set", "utf-8", "Zoë"),
        ("punycode", "cp1252", "Zoë"),
        ("unicode_escape", "cp1252", "Zoë\\q"),
        ("", "cp1252", "Zoë"),
    ],
)
@pytest.mark.parametrize("is_quoted", [False, True])
def test_a_character_set_is_read_as_it_is_named_or_guessed(
    charset: str, codec: str, text: str, is_quoted: bool
) -> None:
    encoded = text.encode(codec)
    named = f"NOTE;CHARSET={charset}" if charset else "NOTE"
    if is_quoted:
        named += ";QUOTED-PRINTABLE"
        encoded = b"".join(b"=%02X" % byte for byte in encoded)
    (note,) = told(card(named.encode() + b":" + encoded, version="2.1"), "fact")
    assert note["text"] == text


def test_a_letter_that_is_folded_in_two_is_one_letter() -> None:
    folded = "FN:Ада Линд".encode()
    for cut in range(4, len(folded)):
        assert one(folded[:cut] + b"\r\n " + folded[cut:], name=None)["name"] == "Ада Линд"


def test_bytes_that_are_in_no_character_set_are_told() -> None:
    (found,) = read(card(b"TITLE:\x81\x8d"))
    assert isinstance(found, Found)
    assert found.garbled
    assert not any(one.garbled for one in read(card("TITLE:Bäcker")) if isinstance(one, Found))


# Cards


def test_a_card_whose_end_is_missing_costs_no_other() -> None:
    content = card("TEL:11").replace(b"END:VCARD\r\n", b"") + card("TEL:22", name="FN:Bo") + card(name="FN:Cy")
    assert {person["name"]: person.get("phones") for person in told(content)} == {
        "Ada Lind": ["11"],
        "Bo": ["22"],
        "Cy": None,
    }
    assert not [one for one in read(content) if isinstance(one, Problem)]


def test_ten_thousand_cards_without_an_end_are_ten_thousand() -> None:
    content = b"".join(b"BEGIN:VCARD\nFN:Person %d\n" % number for number in range(10_000))
    assert len({person["name"] for person in told(content)}) == 10_000


def test_a_card_within_a_card_is_somebody_too() -> None:
    content = card(
        "AGENT:", "BEGIN:VCARD", "VERSION:2.1", "FN:Bo Agent", "TEL:22", "END:VCARD", "TEL:11", version="2.1"
    )
    assert [(person["name"], person["phones"]) for person in told(content)] == [
        ("Bo Agent", ["22"]),
        ("Ada Lind", ["11"]),
    ]


def test_an_agent_on_one_line_adds_nothing_to_the_card() -> None:
    person = one("AGENT:BEGIN:VCARD\\nFN:Bo Agent\\nTEL:+1-555-", " 0100\\nEND:VCARD\\n")
    assert (person["name"], person.get("phones")) == ("Ada Lind", None)


def test_a_file_that_ends_within_a_card_is_told_and_its_last_line_not_believed() -> None:
    found = read(b"BEGIN:VCARD\nFN:Ada Lind\nTEL:+1555\nEMAIL:ada@x.exam")
    assert [type(one) for one in found] == [Problem, Found]
    assert found[0] == Problem(4, "the file ends in the middle of a card")
    assert isinstance(found[1], Found)
    assert found[1].told["phones"] == ["+1555"]
    assert "emails" not in found[1].told


@pytest.mark.parametrize("line", ["no colon here", "# a remark", ":", ";:", "=", "END", "\0\0", "FN", "BEGIN:VEVENT"])
def test_a_line_that_says_nothing_costs_nothing(line: str) -> None:
    assert one(line, "TEL:11")["phones"] == ["11"]


def test_a_soft_break_never_swallows_the_end() -> None:
    content = card("NOTE;ENCODING=QUOTED-PRINTABLE:tea=", version="2.1") + card(name="FN:Bo")
    assert [person["name"] for person in told(content)] == ["Ada Lind", "Bo"]
    assert told(content, "fact")[0]["text"] == "tea"


def test_a_card_in_utf_16_within_another_file_is_told() -> None:
    content = card() + card(name="FN:Bo").decode().encode("utf-16-le")
    assert Problem in {type(one) for one in read(content)}


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    assert [one.line for one in read(b"\r\n" + card() + b"\r\n\r\n" + card(name="FN:Bo"))] == [2, 8]


# Size


class Endless(BytesIO):
    """A card whose picture has a hundred million bytes, made as it is read."""

    def __init__(self, before: bytes, size: int, after: bytes) -> None:
        super().__init__()
        self._pieces = iter([before, *[b"A" * 65_536] * (size // 65_536), after])

    def read(self, size: int | None = -1) -> bytes:
        return next(self._pieces, b"")


@pytest.mark.parametrize(("line", "told_of"), [(b"PHOTO;ENCODING=b:", 0), (b"NOTE:", 1)])
def test_a_line_of_a_hundred_million_bytes_is_not_kept(line: bytes, told_of: int) -> None:
    file = Endless(b"BEGIN:VCARD\nFN:Ada Lind\n" + line, 100_000_000, b"\nTEL:11\nEND:VCARD\n" + card(name="FN:Bo"))
    tracemalloc.start()
    found = list(vcard.read(file, ABOUT))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * MOST
    assert [one.told["name"] for one in found if isinstance(one, Found)] == ["Ada Lind", "Bo"]
    assert next(one.told["phones"] for one in found if isinstance(one, Found)) == ["11"]
    assert len([one for one in found if isinstance(one, Problem)]) == told_of


def test_a_picture_in_many_folded_lines_is_not_kept() -> None:
    content = b"BEGIN:VCARD\nFN:Ada Lind\nPHOTO;ENCODING=b:\n" + b" AAAAAAAA\n" * 200_000 + b"TEL:11\nEND:VCARD\n"
    assert told(content)[0]["phones"] == ["11"]
    assert all(isinstance(one, Found) for one in read(content))


def test_a_card_of_a_million_numbers_is_cut_and_told_once() -> None:
    found = read(b"BEGIN:VCARD\nFN:Ada Lind\n" + b"TEL:1\n" * 100_000 + b"END:VCARD\n")
    assert [type(one) for one in found] == [Problem, Found]


# Ids


def test_the_same_card_has_the_same_id_whatever_else_changes() -> None:
    first = one("UID:urn:uuid:AB-1", "TEL:1", name="FN:Ada")["id"]
    assert one("UID:ab-1", "TEL:2", name="FN:Ada Lind")["id"] == first
    assert one("UID:ab-2", "TEL:1", name="FN:Ada")["id"] != first


def test_namesakes_without_a_uid_are_told_apart_by_their_address() -> None:
    ids = {one(line)["id"] for line in ("EMAIL:a@x.example", "EMAIL:b@x.example", "TEL:11", "ORG:Acme", "TITLE:x")}
    assert len(ids) == 5
    assert one("EMAIL:A@x.example", "TEL:11")["id"] in ids


def test_a_note_is_of_the_person_its_card_is_of() -> None:
    content = card("NOTE:likes figs", "NOTE:likes figs", "NOTE:tea")
    (note,), (person,) = told(content, "fact"), told(content)
    assert (note["with"], note["text"]) == (person["id"], "likes figs\n\ntea")


# Anything

LINES = st.sampled_from(
    (
        *(b"BEGIN:VCARD", b"END:VCARD", b"VERSION:2.1", b"VERSION:4.0", b"N:;;;", b"N:", b"FN:", b"FN:A", b"ORG:;"),
        *(b"NOTE;ENCODING=QUOTED-PRINTABLE:=", b"=", b"=3", b" x", b" ", b"", b"FN;CHARSET=\xff:\xff", b"UID:"),
        *(b"BDAY:--", b"BDAY:0000", b"REV:x", b"EMAIL:<", b"EMAIL:@", b"CATEGORIES:\\", b"NICKNAME:,", b"KIND:"),
        *(b"FN;ENCODING=B:x", b"FN;PREF=\xd9\xa1:x", b"\0", b"\r", b"TEL:tel:;ext=", b'TEL;TYPE=":1'),
    )
) | st.binary(max_size=20)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(LINES, max_size=25), st.sampled_from((b"\n", b"\r\n", b"\r")), st.sampled_from(("", "\0", "bom")))
@example([b"FN;CHARSET=a\0b:\xff"], b"\n", "")
@example([b"FN;CHARSET=utf-8\0b:\xff"], b"\n", "")
@example([b"X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;"], b"\n", "")
def test_whatever_follows_a_head_is_read_twice_alike(lines: list[bytes], end: bytes, wide: str) -> None:
    content = end.join((b"BEGIN:VCARD", *lines))
    if wide:
        content = (codecs.BOM_UTF16_LE if wide == "bom" else b"") + content.decode("latin-1").encode("utf-16-le") + b"x"
    found = read(content)
    assert found == read(content)
    assert all(value for one in found if isinstance(one, Found) for value in one.told.values())


@settings(max_examples=40)
@given(st.binary(max_size=200))
def test_no_bytes_at_all_stop_the_reader(content: bytes) -> None:
    vcard.knows(content)
    read(content)
    read(b"BEGIN:VCARD\n" + content)


# Another reader


@pytest.mark.parametrize("name", ["iphone.vcf", "nextcloud-4.vcf"])
def test_vobject_finds_the_same_addresses_and_names(name: str) -> None:
    content = (SAMPLES / name).read_text(encoding="utf-8")
    theirs = {}
    for other in vobject.readComponents(content):
        if other.fn.value not in ("Quayside Plumbing", "Rowers", "Delta Grid"):
            theirs[other.contents["fn"][-1].value] = {email.value for email in other.contents.get("email", ())}
    assert theirs == {person["name"]: set(person.get("emails", ())) for person in told(content)}
