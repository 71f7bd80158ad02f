"""Address books as tables: of Google, of Outlook, and of anybody else by what the columns are called."""

from __future__ import annotations

import io
import tracemalloc
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.domain.people import of_address
from netlog.domain.records import record
from netlog.domain.values import Unreadable
from netlog.errors import UsageError
from netlog.importers import About, Found, Problem, Skipped, google, linkedin, outlook, table
from netlog.importers._cells import address, birthday, day, full_name

if TYPE_CHECKING:
    from types import ModuleType

SAMPLES = Path(__file__).parent / "samples"
ABOUT = About(UTC, date(2026, 11, 21))
READERS = (google, linkedin, outlook, table)


def read(importer: ModuleType, data: str | bytes, about: About = ABOUT) -> list[Found | Problem | Skipped]:
    return list(importer.read(io.BytesIO(data.encode() if isinstance(data, str) else data), about))


def people(importer: ModuleType, data: str | bytes, about: About = ABOUT) -> list[dict[str, Any]]:
    """Those found, without their kinds and ids."""
    found = [one.told for one in read(importer, data, about) if isinstance(one, Found)]
    return [{k: v for k, v in one.items() if k not in ("kind", "id")} for one in found if one["kind"] == "person"]


def facts(importer: ModuleType, data: str | bytes) -> list[tuple[str, str]]:
    found = [one.told for one in read(importer, data) if isinstance(one, Found)]
    return [(one["on"], one["text"]) for one in found if one["kind"] == "fact"]


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


# Google


def test_googles_header_of_before_2024() -> None:
    nadia, kim = people(google, sample("google-old.csv"))
    assert nadia == {
        "name": "Nadia Orlova",  # people keep titles and roles in the prefix and the suffix
        "org": "Firm Ltd",
        "role": "CTO",
        "emails": ["nadia@orlova.example", "n.orlova@firm.example"],
        "phones": ["+44 20 7946 0011", "+44 20 7946 0012"],  # not the fax
        "links": ["https://orlova.example"],
        "birthday": "12-01",
        "nicks": ["Nad"],
        "tags": ["climbing-hall"],
    }
    assert kim == {"name": "Kim De Boer", "emails": ["kim.de.boer@mill.example"]}  # no code for the operator
    assert facts(google, sample("google-old.csv")) == [("2026-11-21", 'Likes chess,\nplays "blitz"')]
    assert read(google, sample("google-old.csv"))[-1] == Skipped(5, "no name")


def test_googles_header_since_2024() -> None:
    tomas, lone = people(google, sample("google-new.csv"))
    assert tomas == {
        "name": "Tomás Ó Briain",
        "org": "Cork Mills",
        "role": "Miller",
        "emails": ["tomas@mills.example"],
        "phones": ["087 555 0199"],
        "birthday": "1984-04-12",
        "tags": ["book-club"],
    }
    assert lone == {"name": "lone", "emails": ["lone@mail.example"]}


def test_two_rows_of_one_name_stay_apart_and_the_same_row_is_one() -> None:
    rows = ("Name,Given Name,Family Name,E-mail 1 - Value", "A B,A,B,one@x.example", "A B,A,B,two@x.example")
    data = "\n".join((*rows, rows[1]))
    ids = [one.told["id"] for one in read(google, data) if isinstance(one, Found)]
    assert ids[0] == ids[2] != ids[1]


# Outlook


def test_outlook_on_the_desktop_in_windows_1252() -> None:
    about = ABOUT._replace(day_order="dmy")
    assert people(outlook, sample("outlook-desktop.csv"), about) == [
        {
            "name": "Jörg Müller",
            "org": "Straßenbau AG",
            "role": "Leiter",  # not Herr
            "emails": ["joerg@strasse.example"],  # not the address within the exchange
            "phones": ["0171 4444444", "030 222222"],  # neither the fax nor the number of all
            "links": ["http://strasse.example"],
            "birthday": "1969-12-28",
            "tags": ["kunden", "golf"],
        }
    ]
    assert facts(outlook, sample("outlook-desktop.csv")) == [("2026-11-21", "Mag Kuchen")]


@pytest.mark.parametrize("order", ["", "dmy", "mdy"])
def test_outlook_on_the_web_writes_american_days_whatever_mine_are(order: str) -> None:
    (ola,) = people(outlook, sample("outlook-web.csv"), ABOUT._replace(day_order=order))
    assert ola["birthday"] == "1971-03-04"
    assert (ola["name"], ola["nicks"], ola["phones"]) == ("Ola Marie Nordby", ["Olly"], ["+47 22 33 44 55"])


def test_outlook_is_known_whatever_the_order_of_its_columns() -> None:
    data = "Web Page,E-mail 2 Address,Last Name,E-mail Address,First Name\n,,Ruiz,ana@x.example,Ana\n"
    assert outlook.knows(data.encode())
    assert people(outlook, data) == [{"name": "Ana Ruiz", "emails": ["ana@x.example"]}]


# Any other


def test_thunderbird() -> None:
    assert people(table, sample("thunderbird.csv")) == [
        {
            "name": "Ines Prado",
            "org": "Prensa",
            "role": "Editor",
            "emails": ["ines@prado.example", "prado@home.example"],
            "phones": ["+34 600 000 113", "+34 910 000 111"],
            "links": ["https://prado.example"],
            "birthday": "04-09",
            "nicks": ["In"],
        }
    ]


def test_pipedrive() -> None:
    assert people(table, sample("pipedrive.csv")) == [
        {
            "name": "Hana Sato",
            "org": "Sato KK",
            "emails": ["hana@sato.example"],
            "phones": ["+81 3 0000 1111"],
            "tags": ["hot-lead"],
        }
    ]


def test_hubspot_in_utf_16_with_tabs() -> None:
    (amaka,) = people(table, sample("hubspot-utf16.csv"))
    assert amaka == {
        "name": "Amaka Eze",
        "org": "Eze Ltd",
        "role": "Buyer",
        "emails": ["amaka@eze.example"],
        "phones": ["+234 800 000 0000"],
    }


def test_a_german_spreadsheet_with_ragged_rows() -> None:
    assert people(table, sample("german-cp1252.csv")) == [
        {"name": "Jutta Weiß", "org": "Weiß & Co", "emails": ["jutta@weiss.example"], "phones": ["030 555555"]},
        {"name": "Otto"},
        {"name": "Uwe Groß", "org": "Haus und Hof", "emails": ["uwe@gross.example"]},
    ]


def test_zoho() -> None:
    data = (
        "Record Id,Contact Owner,Account Name,First Name,Last Name,Email,Secondary Email,Phone,Mobile,Title,Tag\n"
        'zcrm_1,Me,Eze Ltd,Amaka,Eze,amaka@eze.example,,1234567,7654321,Buyer,"vip,new lead"\n'
    )
    assert people(table, data) == [
        {
            "name": "Amaka Eze",
            "org": "Eze Ltd",
            "role": "Buyer",
            "emails": ["amaka@eze.example"],
            "phones": ["1234567", "7654321"],
            "tags": ["vip", "new-lead"],
        }
    ]


def test_what_the_user_says_of_the_columns_comes_before_what_they_are_called() -> None:
    data = "Name,Who,Contact,Reach them at\nAcme,Ana Ruiz,wrong@x.example,ana@x.example\n"
    about = ABOUT._replace(columns={"name": "who", "org": "Name", "email": "Reach them at"})
    assert people(table, data, about) == [{"name": "Ana Ruiz", "org": "Acme", "emails": ["ana@x.example"]}]


def test_columns_that_nothing_knows_are_read_when_the_user_names_them() -> None:
    data = "above\n\nxx,yy\nAna,Kestrel\n"
    assert people(table, data, ABOUT._replace(columns={"name": "xx", "org": "YY"})) == [
        {"name": "Ana", "org": "Kestrel"}
    ]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [({"name": "Whom"}, "The file has no column 'Whom'."), ({"shoe": "name"}, "There is no field 'shoe'.")],
)
def test_a_column_that_is_not_there_is_refused_with_those_that_are(columns: dict[str, str], sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(table, "name,mail\nAna,\n", ABOUT._replace(columns=columns))
    assert refused.value.sentence == sentence


def test_where_no_line_has_the_columns_that_the_user_names_nothing_is_read() -> None:
    with pytest.raises(UsageError, match="no column 'Whom'"):
        read(table, "Ana;Ruiz\n", ABOUT._replace(columns={"name": "Whom"}))


@pytest.mark.parametrize("every", ["²", "9" * 5000, "-1", "often"])
def test_of_our_own_columns_an_absurd_number_is_left_to_be_refused(every: str) -> None:
    (found,) = read(table, f"id,name,handle,added,every\nP1,Ana,ana,2026-01-05,{every}\n")
    assert isinstance(found, Found)
    with pytest.raises(Unreadable):
        record(found.told, "P1")


def test_without_a_header_nobody_is_found() -> None:
    (problem,) = read(table, "Ana;Ruiz\nBo;Ekman\n")
    assert isinstance(problem, Problem)
    assert "--map" in problem.why


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Nom;Prénom\nDurand;Zoé\n", "Zoé Durand"),
        ("Nome,Cognome\nIda,Bassi\n", "Ida Bassi"),
        ("Name,First Name\nAna Ruiz,Ana\n", "Ana Ruiz"),
        ("First Name,Last Name,Display Name\n,,Ana\n", "Ana"),
        ("Last Name,Email\nRuiz,ana@x.example\n", "Ruiz"),
        ("Full Name,Email\n,ana.ruiz@x.example\n", "Ana Ruiz"),
    ],
)
def test_a_name_is_put_together_from_what_there_is(data: str, expected: str) -> None:
    assert [one["name"] for one in people(table, data)] == [expected]


# Who reads what


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.csv")))
def test_each_table_has_one_reader_and_every_record_can_be_taken_in(name: str) -> None:
    data = sample(name)
    (reader,) = [one for one in READERS if one.knows(data)]
    found = read(reader, data)
    assert found == read(reader, data)
    known: set[str] = set()
    for one in found:
        assert not isinstance(one, Problem)
        if isinstance(one, Found):
            made = record(one.told, one.told["id"])
            known |= {made.id} if one.told["kind"] == "person" else set()
            assert (
                one.told["kind"] == "person"
                or {*([one.told["with"]] if isinstance(one.told["with"], str) else one.told["with"])} <= known
            )


@pytest.mark.parametrize(
    "head",
    [
        b"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEMAIL:ana@x.example\n",
        b"BEGIN:VCALENDAR\nATTENDEE;CN=Ana:mailto:ana@x.example\n",
        b"From ana@x.example Mon Jan  1 00:00:00 2024\nFrom: Ana <ana@x.example>\nName: x, Email: y\n",
        b'{"netlog":1,\n"person":[]}\n',
        b'{"kind":"netlog","format":1}\n{"kind":"person","name":"Ana","email":"a@x"}\n',
        b"### Activities:\n- 2015-01-04: Lunch with **Ana**, Name\n",
        b"5/3/24, 10:00 - Ana: name, email\n",
        b"---\nname: Ana\nemail: ana@x.example\n---\n",
        b"name\nAna\n",
        b"date,amount,currency\n2024-01-01,3,EUR\n",
        b"PK\x03\x04",
        b"",
    ],
)
def test_nothing_else_is_taken_for_a_table_of_people(head: bytes) -> None:
    assert [one for one in READERS if one.knows(head)] == []


@given(st.sampled_from(sorted(SAMPLES.glob("*.csv"))), st.binary(max_size=2000))
@settings(max_examples=60)
def test_any_bytes_behind_a_valid_beginning_are_read_or_told(path: Path, rest: bytes) -> None:
    data = path.read_bytes() + rest
    reader = next(one for one in READERS if one.knows(path.read_bytes()))
    assert read(reader, data) == read(reader, data)


CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["'=1", " ::: ", "--02-30", "a@b", "1/2/03", "٣/٣/٢٠٢٤", "²-²-²", "\0"])
)


@given(st.lists(st.lists(CELLS, min_size=9, max_size=9), max_size=5))
@settings(max_examples=60)
def test_any_cells_make_records_or_none(rows: list[list[str]]) -> None:
    head = "Name,First Name,Last Name,Email,Phone,Birthday,Met,Tags,Notes\n"
    lines = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    for one in read(table, (head + "".join(lines)).encode("utf-8", "surrogatepass")):
        if isinstance(one, Found):
            record(one.told, one.told["id"])


def test_people_are_never_held_together() -> None:
    head, row = b"Name,Email,Notes\n", b"Ana Ruiz,ana.ruiz@x.example,likes chess\n"

    def peak(rows: int) -> int:
        data = io.BytesIO(head + row * rows)
        tracemalloc.start()
        found = sum(1 for _ in table.read(data, ABOUT))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == 2 * rows
        return most

    peak(3_000)  # what is loaded once is not counted
    assert peak(15_000) < 1.1 * peak(5_000)


# Cells


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2024-03-05", "", "2024-03-05"),
        ("2024-03-05 10:00:00 UTC", "", "2024-03-05"),
        ("2024-03-05T10:00:00Z", "", "2024-03-05"),
        ("2024/3/5", "", "2024-03-05"),
        ("05 Mar 2024", "", "2024-03-05"),
        ("March 5, 2024", "", "2024-03-05"),
        ("05-Mar-24", "", "2024-03-05"),
        ("5 March 24", "", "2024-03-05"),
        ("25.12.2024", "", "2024-12-25"),
        ("12/25/24", "", "2024-12-25"),
        ("3/5/24", "", ""),
        ("3/5/24", "dmy", "2024-05-03"),
        ("3/5/24, 9:14 AM", "mdy", "2024-03-05"),
        ("29 Feb 2023", "", ""),
        ("2024-" + "1" * 5000 + "-01", "", ""),
        ("1/1/" + "1" * 5000, "dmy", ""),
        ("1" * 5000 + " Mar 2024", "", ""),
        ("05 Mar", "", ""),
        ("0/0/00", "mdy", ""),
        ("0001-01-01", "", ""),
        ("٣/٣/٢٠٢٤", "dmy", ""),
        ("²-²-²", "dmy", ""),
        ("soon", "", ""),
        ("", "", ""),
    ],
)
def test_a_day_as_others_write_it(text: str, order: str, expected: str) -> None:
    assert day(text, order) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1984-04-12", "1984-04-12"),
        ("--12-01", "12-01"),
        ("--1201", "12-01"),
        ("12-01", "12-01"),
        ("1604-02-29", "02-29"),
        ("12/28/69", "12-28"),
        ("12/28/1969", "1969-12-28"),
        ("12 April", "04-12"),
        ("--02-30", ""),
        ("--", ""),
        ("0/0/00", ""),
    ],
)
def test_a_birthday_as_others_write_it(text: str, expected: str) -> None:
    assert birthday(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ana@x.example", "ana@x.example"),
        ("Ana Ruiz <ana@x.example>", "ana@x.example"),
        ("mailto:ana@x.example", "ana@x.example"),
        ("/o=ExchangeLabs/cn=ana", ""),
        ("ana", ""),
        ("@", ""),
        ("a b@x.example", ""),
    ],
)
def test_an_address_as_others_write_it(text: str, expected: str) -> None:
    assert address(text) == expected


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("ana.ruiz@x", "Ana Ruiz"),
        ("info@x", "info"),
        ("ana.ruiz+n@x", "Ana Ruiz"),
        ("+351912@x", "+351912"),
        ("..@x", ""),
    ],
)
def test_an_address_tells_a_name(email: str, name: str) -> None:
    assert of_address(email) == name


def test_names_told_in_parts() -> None:
    assert full_name("Dr. Ana Ruiz", "Ana", "", "Ruiz") == "Ana Ruiz"
    assert full_name("", "Ana", "Maria", "Ruiz") == "Ana Maria Ruiz"
    assert full_name("Ana", "", "", "") == "Ana"
