"""Cards that address books take: our reader, another one and a real server agree on what they say."""

from __future__ import annotations

import warnings
from datetime import UTC, date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, person
from hostile import ACTING
from netlog import sample
from netlog.domain import people
from netlog.domain.journal import CIRCLES, Fact, Person
from netlog.exporters import vcard
from netlog.importers import About, Found
from netlog.importers import vcard as reader
from radicale_server import radicale
from strategies import some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import vobject

FULL = person(
    "Dr. Zoë van der Berg",
    nicks=("Zo", "Zoë, the second"),
    org="Berg; Dal, & Co",
    role="head of “water”\\ice",
    birthday="1984-02-29",
    emails=("zoe@berg.example", "z@mail.example"),
    phones=("+31 20 555 0100", "0205550101"),
    links=("https://berg.example/a,b;c?d=e", "linkedin.com/in/zoe"),
    circle="inner",
    tags=("water", "Delft, Holland"),
)


def stream(*records: Any) -> Callable[[type[Any]], Iterable[Any]]:
    return lambda kind: sorted((one for one in records if type(one) is kind), key=lambda one: one.id)


def text(*records: Any, **how: Any) -> str:
    return "".join(vcard.write(stream(*records), TODAY, **how))


def told(content: str, kind: str = "person") -> list[dict[str, Any]]:
    found = list(reader.read(BytesIO(content.encode()), About(UTC, today=TODAY)))
    assert all(isinstance(one, Found) for one in found), found
    return [one.told for one in found if isinstance(one, Found) and one.told["kind"] == kind]


def fact(text: str, topic: str = "note", **fields: Any) -> Fact:
    return Fact(**{"id": f"{topic}-{text[:20]}", "with_": FULL.id, "on": TODAY, "topic": topic, "text": text, **fields})


@pytest.fixture(scope="module")
def demo() -> list[Any]:
    return list(sample.journal(TODAY))


def expected(one: Person) -> dict[str, Any]:
    """What a card can tell of somebody."""
    fields = ("id", "name", "org", "role", "circle", "birthday", "nicks", "emails", "phones", "links", "tags")
    known = {field: getattr(one, field) for field in fields}
    return {
        "kind": "person",
        **{field: list(value) if isinstance(value, tuple) else value for field, value in known.items() if value},
    }


def test_a_card_of_version_3_reads_like_this() -> None:
    assert text(FULL) == (
        "BEGIN:VCARD\r\n"
        "VERSION:3.0\r\n"
        "UID:urn:uuid:6e420cf8-95f5-5909-b540-18f1b1d83435\r\n"
        "X-NETLOG-ID:dr.-zoë-van-der-berg\r\n"
        "FN:Dr. Zoë van der Berg\r\n"
        "N:van der Berg;Zoë;;Dr.;\r\n"
        "NICKNAME:Zo\r\n"
        "NICKNAME:Zoë\\, the second\r\n"
        "ORG:Berg\\; Dal\\, & Co\r\n"
        "TITLE:head of “water”\\\\ice\r\n"
        "BDAY:1984-02-29\r\n"
        "EMAIL;TYPE=INTERNET:zoe@berg.example\r\n"
        "EMAIL;TYPE=INTERNET:z@mail.example\r\n"
        "TEL:+31 20 555 0100\r\n"
        "TEL:0205550101\r\n"
        "URL:https://berg.example/a\\,b\\;c?d=e\r\n"
        "URL:linkedin.com/in/zoe\r\n"
        "CATEGORIES:inner,water,Delft\\, Holland\r\n"
        "END:VCARD\r\n"
    )


@pytest.mark.parametrize(
    ("version", "birthday", "line"),
    [
        ("3.0", "1984-04-12", "BDAY:1984-04-12"),
        ("3.0", "02-29", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29"),
        ("4.0", "1984-04-12", "BDAY:19840412"),
        ("4.0", "02-29", "BDAY:--0229"),
    ],
)
def test_a_birthday_is_written_in_the_way_of_each_version(version: str, birthday: str, line: str) -> None:
    content = text(person(birthday=birthday), version=version)
    assert line in content.split("\r\n")
    assert f"VERSION:{version}" in content.split("\r\n")
    assert told(content)[0]["birthday"] == birthday


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ana Ruiz", "Ruiz;Ana;;;"),
        ("Ana", ";Ana;;;"),
        ("王伟", ";王伟;;;"),
        ("Ana Maria Ruiz", "Ruiz;Ana;Maria;;"),
        ("Ludwig van Beethoven", "van Beethoven;Ludwig;;;"),
        ("Prof. Dr. Ana Ruiz", "Ruiz;Ana;;Prof. Dr.;"),
        ("Dr. Who", ";Who;;Dr.;"),
        ("Van Morrison", "Morrison;Van;;;"),
        ("de la Cruz", "la Cruz;de;;;"),
    ],
)
def test_a_name_is_taken_apart_as_far_as_it_tells(name: str, parts: str) -> None:
    assert f"N:{parts}" in text(person(name)).split("\r\n")


@pytest.mark.parametrize("version", vcard.VERSIONS)
def test_our_reader_gives_back_what_was_written(version: str, demo: list[Any]) -> None:
    crowd = [one for one in (FULL, *demo) if isinstance(one, Person)]
    assert told(text(*crowd, version=version)) == [expected(one) for one in sorted(crowd, key=lambda one: one.id)]


@settings(max_examples=60)
@given(
    st.builds(
        person,
        some.map(people.clean).filter(lambda name: any(letter.isalnum() for letter in name)),
        org=some.map(people.clean),
        role=some.map(people.clean),
        nicks=st.lists(some.map(people.clean), max_size=2).map(tuple),
        circle=st.sampled_from((None, *CIRCLES)),
        id=st.sampled_from(("a", "b-1")),
    ),
    st.sampled_from(vcard.VERSIONS),
)
def test_any_text_is_given_back(one: Person, version: str) -> None:
    content = text(one, version=version)
    assert all(len(line.encode()) <= vcard.LONGEST for line in content.split("\r\n"))
    assert not any(letter in content.replace("\r\n", "") for letter in "\r\n")
    assert content == text(one, version=version)
    known = told(content)[0]
    told_of = {field: getattr(one, field) for field in ("name", "org", "role")}
    visible = {field: value for field, value in told_of.items() if ACTING.sub("", value).strip()}
    ending = str.maketrans(dict.fromkeys((0x85, 0x2028, 0x2029), "\n"))
    for field, value in visible.items():
        if field != "name" or ("@" not in value and one.org != value):
            assert known[field] == ACTING.sub("", value.translate(ending)).strip(), field


@settings(max_examples=40)
@given(some)
def test_any_note_is_given_back(note: str) -> None:
    content = text(FULL, fact(note), notes=True)
    kept = ACTING.sub("", people.clean_note(note))
    got = [people.clean_note(one["text"]) for one in told(content, "fact")]
    assert got == [one for one in [people.clean_note(kept.strip())] if one]


def test_a_long_line_is_folded_between_letters() -> None:
    content = text(person("Ада " * 60, role="👩‍👩‍👧" * 40))
    assert max(len(line.encode()) for line in content.split("\r\n")) in (74, 75)
    assert told(content)[0]["role"] == "👩‍👩‍👧" * 40


# What is told, and what not


def test_notes_are_told_when_they_are_asked_for_and_careful_ones_when_those_are() -> None:
    facts = (fact("likes figs"), fact("fragile father", "careful"), fact("skis", "hobby"), fact("tea", with_="else"))
    assert "NOTE" not in text(FULL, *facts)
    assert told(text(FULL, *facts, notes=True), "fact")[0]["text"] == "likes figs"
    private = told(text(FULL, *facts, private=True), "fact")[0]["text"]
    assert private.split("\n\n") == ["fragile father", "likes figs"]


def test_a_redacted_card_tells_initials_and_the_circle() -> None:
    content = text(FULL, fact("likes figs"), redact=True, notes=True, private=True)
    (one,) = told(content)
    assert one == {"kind": "person", "id": one["id"], "name": "D. Z. v. d. B.", "tags": ["inner"]}
    for secret in (FULL.id, *FULL.emails, *FULL.phones, *FULL.links, *FULL.tags, *FULL.nicks, "Berg", "1984", "figs"):
        assert secret not in content


def test_a_uid_is_of_the_person_and_of_nothing_else() -> None:
    def uid(one: Person, **how: Any) -> str:
        return next(line for line in text(one, **how).split("\r\n") if line.startswith("UID:"))

    assert uid(FULL) == uid(FULL._replace(name="Z. Berg", emails=()), version="4.0", redact=True)
    assert uid(FULL) != uid(FULL._replace(id="another"))


# Other readers


@pytest.mark.parametrize("version", vcard.VERSIONS)
def test_vobject_reads_the_same(version: str, demo: list[Any]) -> None:
    crowd = sorted((one for one in (FULL, *demo) if isinstance(one, Person)), key=lambda one: one.id)
    cards = list(vobject.readComponents(text(*crowd, version=version)))
    assert len(cards) == len(crowd)
    for one, card in zip(crowd, cards, strict=True):

        def values(name: str, card: Any = card) -> list[Any]:
            return [line.value for line in card.contents.get(name, ())]

        assert values("version") == [version]
        assert values("fn") == [one.name]
        assert values("org") == ([[one.org]] if one.org else [])
        assert tuple(values("nickname")) == one.nicks
        assert values("title") == ([one.role] if one.role else [])
        assert tuple(values("email")) == one.emails
        assert tuple(values("tel")) == one.phones
        assert tuple(values("url")) == one.links
        listed = [*filter(None, [one.circle]), *one.tags]
        assert values("categories") == ([listed] if listed else [])


@pytest.mark.parametrize("version", vcard.VERSIONS)
def test_a_real_address_book_takes_every_card_and_gives_it_back(version: str, demo: list[Any], tmp_path: Path) -> None:
    facts = (fact("likes figs;\nand, \\tea"), fact("x" * 300, with_=next(one.id for one in demo)))
    content = text(FULL, *demo, *facts, version=version, notes=True)
    cards = [f"{part}END:VCARD\r\n" for part in content.split("END:VCARD\r\n")[:-1]]
    assert len(cards) == 1 + sum(isinstance(one, Person) for one in demo)
    with radicale(tmp_path) as server:
        for number, card in enumerate(cards):
            assert server.put(f"{number}.vcf", card) == 201, card
            status, given_back = server.get(f"{number}.vcf")
            assert status == 200
            assert told(given_back) == told(card)
            assert told(given_back, "fact") == told(card, "fact")
        status, book = server.get("vcf")
        assert status == 200
        assert sorted(map(str, told(book))) == sorted(map(str, told(content)))


def test_the_day_changes_no_byte(demo: list[Any]) -> None:
    assert "".join(vcard.write(stream(*demo), date(2030, 1, 1))) == text(*demo)
