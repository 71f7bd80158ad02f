"""Bringing people from other programs: recognised by their addresses, never doubled, never overwritten."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from running import run

SAMPLES = sorted((Path(__file__).parent / "samples").iterdir())


def card(name: str, *lines: str, uid: str = "") -> str:
    more = "".join(f"{line}\r\n" for line in (*([f"UID:{uid}"] if uid else []), *lines))
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\n{more}END:VCARD\r\n"


@pytest.fixture
def file(tmp_path: Path):
    def write(name: str, *parts: str) -> str:
        (tmp_path / name).write_text("".join(parts), encoding="utf-8", newline="")
        return str(tmp_path / name)

    return write


def people(netlog):
    return {one["handle"]: one for one in netlog("people", "--json").json["people"]}


def test_whoever_shares_an_address_is_the_same_person_and_only_blanks_are_filled(netlog, file):
    netlog("add", "@Ana Ruiz", "--org", "Kestrel", "--email", "ana@kestrel.example")
    book = file(
        "book.vcf", card("Ana M. Ruiz", "ORG:Other", "TITLE:CTO", "EMAIL:ANA@kestrel.example", "TEL:+351 912 345 678")
    )
    done = netlog("import", book, "--json")
    assert (done.code, done.json["new"], done.json["filled"]) == (0, {}, ["ana-ruiz"])
    ana = netlog("who", "ana", "--json").json
    assert (ana["name"], ana["org"], ana["role"], ana["phones"]) == (
        "Ana Ruiz",
        "Kestrel",
        "CTO",
        ["+351 912 345 678"],
    )
    before = netlog("export", "jsonl").out
    again = netlog("import", book, "--json").json
    assert (again["new"], again["filled"]) == ({}, [])
    assert netlog("export", "jsonl").out == before
    netlog("undo")
    assert netlog("who", "ana", "--json").json["role"] is None


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (["--phone", "+351 912 345 678"], "TEL:00351912345678"),
        (["--link", "https://www.linkedin.com/in/Ana/"], "URL:http://linkedin.com/in/ana?x=1"),
    ],
)
def test_a_telephone_or_a_profile_tells_who_it_is_too(netlog, file, here, there):
    netlog("add", "@Ana Ruiz", *here)
    assert netlog("import", file("book.vcf", card("A. Ruiz", there)), "--json").json["joined"] == 1
    assert list(people(netlog)) == ["ana-ruiz"]
    assert netlog("who", "ana", "--json").json["nicks"] == ["A. Ruiz"]  # no name is lost


def test_namesakes_stay_apart_and_dupes_asks_about_them(netlog, file):
    netlog("add", "@Ana Ruiz", "--email", "ana@kestrel.example")
    done = netlog("import", file("book.vcf", card("Ana Ruiz", "EMAIL:ana@elsewhere.example")), "--json").json
    assert (done["new"], done["unsure"]) == ({"person": 1}, [["ana-ruiz-2", "ana-ruiz"]])
    assert len(netlog("dupes", "--json").json) == 1


def test_two_cards_of_one_file_with_one_address_are_one_person(netlog, file):
    book = file("book.vcf", card("Ana Ruiz", "EMAIL:a@x.example", uid="1"), card("Ana", "EMAIL:A@x.example", uid="2"))
    done = netlog("import", book, "--json").json
    assert (done["new"], done["joined"]) == ({"person": 1}, 1)
    assert netlog("import", book, "--json").json["new"] == {}


def test_an_address_that_two_people_have_tells_nothing(netlog, file):
    netlog("add", "@Ana Ruiz", "--email", "office@x.example")
    netlog("add", "@Bo Lind", "--email", "office@x.example")
    done = netlog("import", file("book.vcf", card("Cy Adler", "EMAIL:office@x.example")), "--json").json
    assert done["new"] == {"person": 1}
    assert len(done["unsure"]) == 1


def test_a_dry_run_says_the_same_and_changes_no_byte(netlog, file, journal):
    netlog("add", "@Ana Ruiz", "--email", "ana@kestrel.example")
    book = file("book.vcf", card("Ana", "EMAIL:ana@kestrel.example", "TITLE:CTO"), card("Bo Lind"), card("", "ORG:X"))
    before = journal.read_bytes()
    plan = netlog("import", book, "--dry-run", "--json").json
    assert journal.read_bytes() == before
    done = netlog("import", book, "--json").json
    assert {**plan, "dry_run": False, "filled": done["filled"]} == done
    assert plan["skipped"] == done["skipped"] != []


def test_the_first_days_of_those_who_are_new_are_spread_over_one_cycle(netlog, file):
    book = file("book.vcf", *(card(f"Person {at:02d}", uid=str(at)) for at in range(10)))
    assert netlog("import", book, "--every", "100d", "--spread", "--tag", "met", "--circle", "wide").code == 0
    days = []
    for handle, one in people(netlog).items():
        assert (one["circle"], one["tags"]) == ("wide", ["met"])
        days.append(netlog("who", handle, "--json").json["clock"]["due"])
    assert sorted(days) == [
        *("2026-12-01", "2026-12-11", "2026-12-21", "2026-12-31", "2027-01-10"),
        *("2027-01-20", "2027-01-30", "2027-02-09", "2027-02-19", "2027-03-01"),
    ]
    netlog("undo")
    assert people(netlog) == {}


def test_spread_without_a_rhythm_is_refused(netlog, file):
    assert netlog("import", file("book.vcf", card("Ana")), "--spread").code == 2


def test_folders_and_zips_are_walked_and_what_nobody_reads_is_counted(netlog, tmp_path):
    (tmp_path / "all" / "deep").mkdir(parents=True)
    (tmp_path / "all" / "deep" / "a.vcf").write_text(card("Ana Ruiz"))
    (tmp_path / "all" / "notes.txt").write_text("nothing")
    (tmp_path / "all" / ".hidden.vcf").write_text(card("Hidden"))
    with zipfile.ZipFile(tmp_path / "all" / "b.zip", "w") as packed:
        packed.writestr("inside/b.vcf", card("Bo Lind"))
        packed.writestr("__MACOSX/c.vcf", card("Cy"))
    done = netlog("import", str(tmp_path / "all"), "--json")
    assert done.code == 0, done.err
    assert (done.json["new"], done.json["skipped"]) == (
        {"person": 2},
        [["a file in no format that netlog reads", 1]],
    )
    assert netlog("import", str(tmp_path / "all"), "--json").json["new"] == {}


def test_a_zip_that_would_swell_is_refused(netlog, tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.vcf", b"\0" * 30_000_000)
    done = netlog("import", str(tmp_path / "bomb.zip"))
    assert (done.code, "30,000,000 bytes" in done.err) == (2, True)
    (tmp_path / "cut.zip").write_bytes((tmp_path / "bomb.zip").read_bytes()[:-30])
    assert netlog("import", str(tmp_path / "cut.zip")).code == 2


def broken(path, was, becomes):
    told = path.read_bytes()
    assert was in told
    path.write_bytes(told.replace(was, becomes))
    return str(path)


def test_damage_that_shows_only_inside_a_zip_is_one_sentence_and_nothing_is_written(netlog, tmp_path, journal):
    for name, method in (("stored.zip", zipfile.ZIP_STORED), ("packed.zip", zipfile.ZIP_DEFLATED)):
        with zipfile.ZipFile(tmp_path / name, "w", method) as packed:
            packed.writestr("a.csv", "Name,Email\n" + "".join(f"Bo Lind,{at}@x.example\n" for at in range(500)))
    files = {
        "damaged": broken(tmp_path / "stored.zip", b"Bo Lind,7@", b"Bo Lund,7@"),
        "packed in a way": broken(tmp_path / "packed.zip", b"\x08\x00", b"\x63\x00"),
    }
    for why, file in files.items():
        done = netlog("import", file)
        assert (done.code, why in done.err, journal.exists()) == (2, True, False), done.err


def test_a_zip_in_a_zip_is_passed_over_even_when_its_content_can_be_seen(netlog, tmp_path):
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as packed:
        packed.writestr("a.csv", "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nBo,Lind,,,,,\n")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as packed:
        packed.write(tmp_path / "inner.zip", "inner.zip")
        packed.writestr("b.vcf", card("Ana Ruiz"))
    done = netlog("import", str(tmp_path / "outer.zip"), "--json")
    assert (done.json["new"], done.json["skipped"]) == ({"person": 1}, [["a file in no format that netlog reads", 1]])
    assert list(people(netlog)) == ["ana-ruiz"]


def test_any_table_is_read_when_its_columns_are_told(netlog, file):
    table = file("people.csv", "Wer;Post\r\nAna Ruiz;ana@x.example\r\n;\r\n")
    done = netlog("import", table, "--map", "name=Wer,email=Post", "--json")
    assert done.code == 0, done.err
    assert done.json["new"] == {"person": 1}
    assert netlog("who", "ana", "--json").json["emails"] == ["ana@x.example"]
    assert netlog("import", table, "--map", "name").code == 2


def test_two_who_share_a_telephone_and_no_name_stay_two_and_dupes_asks(netlog, file):
    office = "TEL:+351 210 000 000"
    netlog("import", file("a.vcf", card("Ana Ruiz", office, uid="1"), card("Bo Lind", office, uid="2")))
    assert sorted(people(netlog)) == ["ana-ruiz", "bo-lind"]
    done = netlog("import", file("b.vcf", card("Dr. Bo Lind", office, "TITLE:CTO"), card("Cy Dahl", office)), "--json")
    assert (done.json["new"], done.json["filled"]) == ({"person": 1}, ["bo-lind"])
    assert done.json["unsure"] == [["cy-dahl", "ana-ruiz"]]
    assert {pair["why"] for pair in netlog("dupes", "--json").json} == {"one telephone number"}


def test_at_one_switchboard_a_word_of_the_name_tells_who_it_is(netlog, file):
    names = [f"{first}{at} {last}{at}" for at in range(60) for first, last in (("Ana", "Ruiz"), ("Bo", "Lind"))]
    cards = [card(name, "TEL:+351 210 000 000", uid=name) for name in names]
    done = netlog("import", file("a.vcf", *cards, card("Bo7", "TEL:00351210000000", "EMAIL:bo@x.example")), "--json")
    assert (done.json["new"], done.json["joined"]) == ({"person": 120}, 1)
    assert netlog("who", "bo7 lind7", "--json").json["emails"] == ["bo@x.example"]


def test_hundreds_of_one_name_get_a_handle_each_in_their_order(netlog, file):
    netlog("add", "@John Smith")
    cards = [card("John Smith", f"EMAIL:{at:03}@x.example", uid=str(at)) for at in range(300)]
    assert netlog("import", file("a.vcf", *cards), "--json").json["new"] == {"person": 300}
    known = people(netlog)
    assert set(known) == {"john-smith", *(f"john-smith-{at}" for at in range(2, 302))}
    assert netlog("who", "john-smith-301", "--json").json["emails"] == ["299@x.example"]


def test_an_own_journal_and_an_address_book_at_once_tell_of_one_person(netlog, file):
    own = file("own.jsonl", '{"kind":"person","id":"A","name":"Ana Ruiz","emails":["ana@x.example"]}\n')
    book = file("book.vcf", card("Ana M. Ruiz", "EMAIL:ana@x.example", "TITLE:CTO"))
    done = netlog("import", book, own, "--json").json
    assert (done["new"], done["joined"]) == ({"person": 1}, 1)
    ana = netlog("who", "ana", "--json").json
    assert (ana["name"], ana["role"]) == ("Ana Ruiz", "CTO")
    assert netlog("import", book, own, "--json").json["new"] == {}


@pytest.mark.parametrize("kept", ["bob-lee", "bob-lee-2"])
def test_whoever_was_merged_does_not_come_back_with_the_next_import(netlog, file, kept):
    netlog("add", "met @Bob Lee")
    book = file("book.vcf", card("Bob Lee", uid="1"))
    netlog("import", book)
    netlog("merge", kept, "bob-lee-2" if kept == "bob-lee" else "bob-lee")
    before = netlog("export", "jsonl").out
    done = netlog("import", book, "--json").json
    assert (done["new"], done["same"], done["unsure"]) == ({}, 1, [])
    assert netlog("export", "jsonl").out == before


def test_whoever_was_merged_twice_is_whom_they_were_merged_with_last(netlog, file):
    book = file("book.vcf", card("Bob Lee", uid="1"))
    netlog("import", book)
    netlog("add", "met @Bob Leigh and @Robert Lee")
    netlog("merge", "bob-leigh", "bob-lee")
    netlog("merge", "robert-lee", "bob-leigh")
    assert netlog("import", book, "--json").json["new"] == {}
    assert list(people(netlog)) == ["robert-lee"]


def test_a_merge_that_was_taken_back_makes_nobody_one(netlog, file):
    netlog("add", "met @Bob Lee")
    book = file("book.vcf", card("Bob Lee", uid="1"))
    for words in (["import", book], ["merge", "bob-lee", "bob-lee-2"], ["undo"], ["undo"]):
        assert netlog(*words).code == 0
    assert netlog("import", book, "--json").json["new"] == {"person": 1}


def test_nobody_was_met_through_themselves_when_two_turn_out_to_be_one(netlog, file):
    def contact(uid: str, through: str) -> str:
        return (
            f'{{"uuid":"{uid}","properties":{{"first_name":"Ana","first_met_through":"{through}"}},"data":[{{"type":'
            f'"contact_field","values":[{{"uuid":"f{uid}","properties":{{"data":"ana@x.example","type":"t"}}}}]}}]}}'
        )

    fields = '"instance":{"contact_field_types":[{"uuid":"t","properties":{"name":"Email","type":"email"}}]}'
    contacts = f'"data":[{{"type":"contact","values":[{contact("1", "2")},{contact("2", "1")}]}}]'
    account = f'{{"app_version":"4.0.0","exported_by":"u","account":{{{contacts},{fields}}}}}'
    done = netlog("import", file("monica.json", account), "--json").json
    assert (done["new"], done["joined"]) == ({"person": 1}, 1)
    assert '"through"' not in netlog("export", "jsonl").out


def test_no_journal_is_begun_for_what_cannot_come_in(netlog, file, journal):
    done = netlog("import", file("own.jsonl", '{"kind":"person","name":"Ana Ruiz","through":"Nobody"}\n'))
    assert (done.code, journal.exists()) == (6, False)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(SAMPLES), st.none() | st.integers(1, 20_000)), min_size=1, max_size=3))
def test_a_dry_run_of_any_files_says_what_comes_and_the_second_import_changes_nothing(told):
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for at, (sample, cut) in enumerate(told):
            (Path(folder) / str(at)).mkdir()
            file = Path(folder) / str(at) / sample.name
            file.write_bytes(sample.read_bytes()[:cut])
            files.append(str(file))
        own = Path(folder) / "config.toml"
        own.write_text('own = "me@example.org, Me Myself"\n')
        env = {"NETLOG_JOURNAL": f"{folder}/journal.db", "NETLOG_CONFIG": str(own.parent)}
        plan = run(["import", *files, "--json", "--dry-run"], env=env)
        assert not (Path(folder) / "journal.db").exists()
        done = run(["import", *files, "--json"], env=env)
        assert (plan.code, plan.out.replace('"dry_run": true', '"dry_run": false'), plan.err) == done
        before = run(["export", "jsonl"], env=env).out
        again = run(["import", *files, "--json"], env=env)
        assert again.code == done.code
        assert done.code == 2 or (again.json["new"], again.json["filled"]) == ({}, [])
        assert run(["export", "jsonl"], env=env).out == before
