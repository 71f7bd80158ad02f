"""Files of other programs with any content: what can be read comes in clean, the rest is told, nothing acts."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dumping import assert_sound, empty
from hostile import acting, examples, hostile_texts
from netlog.exporters import jsonl
from netlog.folder import Folder
from netlog.importers import About, Found, Problem, Skipped
from netlog.store.store import Store
from running import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from running import Result

    Run = Callable[..., Result]

SAMPLES = sorted((Path(__file__).parent.parent / "importers" / "samples").iterdir())
FORMATS = list(Folder("netlog.importers"))
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")
MOST = 40_000  # bytes of a sample that are taken


def taken(netlog: Run, journal: Path, file: Path, *more: str) -> None:
    """A file is imported into an empty journal; whatever came of it is sound, and shows harmlessly."""
    journal.write_bytes(empty())
    result = netlog("import", *more, "--", str(file))
    said = result.out + result.err
    assert result.code in (0, 2, 6), said
    assert "netlog itself failed" not in said
    assert not acting(said)
    with closing(sqlite3.connect(journal)) as db:
        if result.code == 2:
            assert db.execute("SELECT count(*) FROM step").fetchone() == (0,)
            return
        assert_sound(db)
        shown = db.execute("SELECT name, org, role FROM person").fetchall()
    for name in (one for row in shown for one in row if one):
        assert "\n" not in name
        assert not acting(name.translate(dict.fromkeys(BIDI)))
    pages = (("people",), ("export", "csv"), ("export", "markdown"))
    for page in pages:
        told = netlog(*page)
        assert told.code == 0, told.err
        assert not acting((told.out + told.err).replace("\r\n", "\n"))


BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))  # kept: they are part of some names


# Hostile values in files that are well formed


def text_of(content: bytes) -> tuple[str, str]:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise AssertionError("no sample is in another encoding")


def in_table(text: str, said: str, at: int) -> str:
    """A CSV with another cell."""
    delimiter = max(",;\t", key=text.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    cells = [(row, column) for row in rows[1:] for column in range(len(row))]
    row, column = cells[at % len(cells)]
    row[column] = said
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def in_document(text: str, said: str, at: int) -> str:
    """A JSON document with another text."""
    whole = json.loads(text)
    leaves = list(strings(whole))
    holder, key = leaves[at % len(leaves)]
    holder[key] = said
    return json.dumps(whole)


def strings(node: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if isinstance(value, str):
            yield node, key
        else:
            yield from strings(value)


def in_properties(text: str, said: str, at: int) -> str:
    """A card or a calendar with another value, escaped as its standard says."""
    lines = text.split("\n")
    at = [number for number, line in enumerate(lines) if ":" in line][at % text.count("\n")] if text.count("\n") else 0
    escaped = said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines[at] = lines[at].partition(":")[0] + ":" + "\\n".join(escaped.splitlines())
    return "\n".join(lines)


def in_words(text: str, said: str, at: int) -> str:
    """A text with another word."""
    words = text.split(" ")
    words[at % len(words)] = said
    return " ".join(words)


WAYS = {".csv": in_table, ".json": in_document, ".vcf": in_properties, ".ics": in_properties}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
@examples(5)
@given(said=hostile_texts, at=st.integers(0, 10_000), is_well_formed=st.booleans())
def test_any_value_in_a_file_comes_in_clean_or_is_told(
    netlog: Run, journal: Path, tmp_path: Path, sample: Path, said: str, at: int, is_well_formed: bool
) -> None:
    text, encoding = text_of(sample.read_bytes())
    way = WAYS.get(sample.suffix, in_words) if is_well_formed else in_words
    file = tmp_path / sample.name
    file.write_bytes(way(text, said, at).encode(encoding, "ignore"))
    taken(netlog, journal, file)


@examples(25)
@given(said=hostile_texts, at=st.integers(0, 10_000), line=st.integers(0, 10_000))
def test_any_value_in_a_journal_told_as_text_comes_in_clean_or_is_told(
    netlog: Run, journal: Path, tmp_path: Path, lines: list[str], said: str, at: int, line: int
) -> None:
    here = line % len(lines)
    changed = [*lines[:here], in_document(lines[here], said, at), *lines[here + 1 :]]
    file = tmp_path / "journal.jsonl"
    file.write_text("\n".join(changed), encoding="utf-8")
    taken(netlog, journal, file)


@pytest.fixture(scope="session")
def lines(demo_file: Path) -> list[str]:
    """The invented journal as text: its format, its people, and one line of each other kind."""
    store = Store(str(demo_file))
    told = "".join(jsonl.write(store.stream, None)).splitlines()  # type: ignore[arg-type]
    store.close()
    kinds = {json.loads(line)["kind"]: line for line in told}
    return [line for line in told if '"kind":"person"' in line or line in kinds.values()]


# Any bytes


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
@examples(4)
@given(seed=st.integers(0, 2**32), cuts=st.integers(1, 20))
def test_a_file_with_other_bytes_here_and_there_is_read_as_far_as_it_goes(
    netlog: Run, journal: Path, tmp_path: Path, sample: Path, seed: int, cuts: int
) -> None:
    chance = random.Random(seed)
    content = bytearray(sample.read_bytes()[:MOST])
    for _ in range(cuts):
        at = chance.randrange(len(content))
        piece = chance.choice(
            (b"\0", b"\xff\xfe", b"\n", b"\r", b'"', b":", b"{", b"", chance.randbytes(9), content[:99])
        )
        content[at : at + chance.randrange(4)] = piece
    file = tmp_path / sample.name
    file.write_bytes(content)
    taken(netlog, journal, file)


def horrors() -> dict[str, bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../outside.vcf", "BEGIN:VCARD\nFN:Ana Ruiz\nEND:VCARD\n")
        archive.writestr("bomb.csv", bytes(3_000_000))
        archive.writestr("\x1b[2J.vcf", "BEGIN:VCARD\nFN:Tom Okafor\nEND:VCARD\n")
    return {
        "nothing": b"",
        "line ends": b"\n" * 100_000,
        "NULs": bytes(100_000),
        "noise": random.Random(1).randbytes(100_000),
        "a program": b"\x7fELF" + bytes(5000),
        "one long line": b"a," * 1_000_000,
        "UTF-16": "BEGIN:VCARD\nFN:Ana\nEND:VCARD\n".encode("utf-16"),
        "a page": b"<!doctype html><script>alert(1)</script>" * 100,
        "brackets": b'{"a":' * 50_000,
        "digits": b'{"kind":"person","id":"A","name":' + b"9" * 5000 + b"}",
        "an archive": packed.getvalue(),
        "gzip": gzip.compress(b"a" * 100_000),
        "a database": b"SQLite format 3\0" + bytes(5000),
    }


HORRORS = horrors()


@pytest.mark.parametrize("kind", HORRORS)
def test_a_file_that_is_none_is_told_whatever_it_is_read_as(
    netlog: Run, journal: Path, tmp_path: Path, kind: str
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    file = folder / "file"
    file.write_bytes(HORRORS[kind])
    taken(netlog, journal, file)
    for name in FORMATS:
        with file.open("rb") as opened:
            for one in Folder("netlog.importers")[name].read(opened, About(UTC)):
                assert isinstance(one, Found | Problem | Skipped), name
    assert os.listdir(folder) == ["file"]
    assert not list(tmp_path.rglob("outside*"))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_among_the_samples(name: str) -> None:
    """A new importer without a sample would be tried by nobody."""
    heads = [sample.read_bytes()[:65_536] for sample in SAMPLES]
    assert name == "jsonl" or any(Folder("netlog.importers")[name].knows(head) for head in heads)


# Nothing is fetched, nothing is opened, nothing is written elsewhere


@pytest.mark.parametrize(
    "line",
    [
        "PHOTO;VALUE=uri:file:///dev/null",
        "PHOTO;VALUE=uri:http://127.0.0.1:9/x",
        "X-FILENAME:../../x",
        "SOUND;ENCODING=b:AAAA",
        "KEY:data:text/html,x",
        "URL:javascript:x",
        "SOURCE:http://127.0.0.1:9/x",
    ],
)
def test_a_card_that_points_elsewhere_is_read_and_nothing_is_fetched(netlog: Run, tmp_path: Path, line: str) -> None:
    file = tmp_path / "ana.vcf"
    file.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:Ana Ruiz\n{line}\nEND:VCARD\n", encoding="utf-8")
    there = sorted(os.listdir(tmp_path))
    assert netlog("import", str(file)).code == 0
    assert sorted(os.listdir(tmp_path)) == sorted({*there, "journal.db"})
    assert run(["who", "ana"]).code == 0


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=DAILY;COUNT=999999999", "FREQ=YEARLY;UNTIL=99991231", "FREQ=", "FREQ=DAILY;INTERVAL=0"],
)
def test_a_rule_without_end_is_not_followed_to_its_end(netlog: Run, tmp_path: Path, rule: str) -> None:
    file = tmp_path / "calendar.ics"
    file.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=../../etc/passwd:20200101T090000\n"
        f"RRULE:{rule}\nSUMMARY:Lunch\nATTENDEE;CN=Ana Ruiz:mailto:ana@x.example\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    assert netlog("import", str(file)).code in (0, 6)
