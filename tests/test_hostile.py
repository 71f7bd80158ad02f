"""Whatever is typed into any field of any command ends in a sentence, changes nothing when refused, and never acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dumping import assert_whole, dump_of
from netlog.domain.people import LONGEST_NOTE
from test_terminal import ACTING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Result

    Run = Callable[..., Result]

TEXTS = {
    "longer than a word": "a" * 201,
    "longer than a line": "word " * 420,
    "twice as long in small letters": "ß" * 200,
    "longer when composed": "\u0958" * 150,
    "a number without end": "9" * 25,
    "controls alone": "\x01\x1b\x9b",
    "NUL": "a\0b",
    "signs of a tag": "+#",
    "a filler": "\u3164",
    "a mixture": "a\x1b]0;x\x07\u202e[/red]\u009b2J\n=1+1 %s {0} $(id) ' \" -- NEAR(",
}
WRITING = """
add|met @Zed Quill {}
add|@"{}"
add|call with Ana +{}
add|call with Ana. promised: {}
add|call with Ana. gave: {}
add|call with Ana. learned: {}
add|call with Ana. next: {}
add|call with Ana|--at={}
add|call with Ana|--people={}
add|call with Ana|--talk={}
add|call with Ana|--tag={}
add|call with Ana|--with=@{}
add|@Zed Quill|--org={}
add|@Zed Quill|--kind={}
add|@Zed Quill|--place={}
add|@Zed Quill|--nick={}
promise|ana|{}
promise|ana|deck|--by={}
promise|ana|deck|--size={}
give|ana|{}
give|ana|help|--size={}
receive|ana|{}
ask|ana|{}
thank|ana|{}
answer|dee|yes|{}
keep|ana|{}
rate|ana|c=7|--because={}
rate|ana|c={}
learn|ana|{}
learn|ana|careful|{}
remind|ana|--on=tomorrow|--|{}
snooze|ana|{}
snooze|ana|2w|--reason={}
skip|ana|--reason={}
away|--until={}
set|ana|--handle={}
set|ana|--org={}
set|ana|--role={}
set|ana|--kind={}
set|ana|--circle={}
set|ana|--every={}
set|ana|--birthday={}
set|ana|--met={}
set|ana|--place={}
set|ana|--through={}
set|ana|--nick={}
set|ana|--email={}@x.example
set|ana|--phone={}
set|ana|--link={}
set|ana|--tag={}
rename|tom|--|{}
merge|--|ana|{}
rest|tom|--reason={}
edit|ana|marathons|--text={}
edit|ana|marathons|--topic={}
delete|--|{}
forget|--yes|--|{}
undo|--step={}
""".strip().splitlines()
READING = """
search|--|{}
search|deck|--tag={}
search|deck|--with={}
search|deck|--since={}
search|deck|--limit={}
timeline|--|{}
timeline|ana|--limit={}
score|--|{}
who|--|{}
balance|ana|--as-of={}
due|--limit={}
people|--tag={}
people|--org={}
promises|--with={}
""".strip().splitlines()
PAGES = (
    "due --all",
    "people",
    "promises",
    "balance",
    "undo --list",
    "timeline ana --all --private",
    "who ana --private",
)


def filled(template: str, text: str) -> list[str]:
    return [word.replace("{}", text) for word in template.split("|")]


def harmless(result: Result) -> None:
    assert ACTING.isdisjoint(result.out + result.err)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_in_any_field_is_taken_or_refused_in_a_sentence(netlog: Run, demo: Path, text: str) -> None:
    for template in WRITING:
        before = dump_of(demo)
        result = netlog(*filled(template, text))
        assert result.code in (0, 2, 3, 4), (template, result.err[:300])
        assert result.err, template
        harmless(result)
        if result.code:
            assert dump_of(demo) == before, template
    for template in READING:
        assert netlog(*filled(template, text)).code in (0, 2, 3, 4), template
    for page in PAGES:
        result = netlog(*page.split())
        assert result.code == 0
        harmless(result)
        assert netlog(*page.split(), "--json").json is not None
    assert_whole(demo)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "template", [one for one in WRITING if one.endswith(("|{}", ": {}", "--because={}", "--text={}"))]
)
def test_a_text_longer_than_any_note_is_refused(netlog: Run, template: str) -> None:
    result = netlog(*filled(template, "a" * (LONGEST_NOTE + 1)))
    assert result.code in (2, 3), result.err[:300]


def test_what_is_left_of_a_field_of_controls_is_nothing(netlog: Run, demo: Path) -> None:
    before = dump_of(demo)["detail"]
    for flag in ("--tag=+#", "--tag=\x01", "--nick=\x01", "--phone=\x01", "--link=\x01"):
        assert netlog("set", "tom", "--org=Birch", flag).code == 0
    assert {row[3] for row in dump_of(demo)["detail"]} <= {row[3] for row in before}


def test_a_person_may_be_of_a_kind_in_capitals(netlog: Run) -> None:
    netlog("add", "@Ana Ruiz", "--kind", "Client")
    assert netlog("who", "ana", "--json").json["kind"] == "client"


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("limit", [2**63 - 1, 2**63, 10**30])
def test_a_limit_beyond_all_numbers_is_every_line(netlog: Run, limit: int) -> None:
    assert netlog("search", "deck", "--limit", str(limit)) == netlog("search", "deck", "--limit", "1000")


# The editor


def editor(folder: Path, script: str) -> str:
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        ('rm "$1"', 1, "took its file away"),
        ('rm -r "$(dirname "$1")"', 1, "took its file away"),
        ("exit 3", 1, "ended with code 3"),
        ('printf "call with Ana \\377" >"$1"', 1, "cannot be read"),
        ('echo nothing here >"$1"', 2, "There is nobody in"),
        (': >"$1"', 2, "The text is empty"),
    ],
)
def test_an_editor_that_fails_loses_no_text_and_leaves_no_litter(
    netlog: Run, tmp_path: Path, script: str, code: int, said: str
) -> None:
    where = tmp_path / "run"
    where.mkdir()
    env = {"EDITOR": editor(tmp_path, script), "XDG_RUNTIME_DIR": str(where)}
    result = netlog("add", "--edit", env=env, tty=True)
    assert result.code == code
    assert said in result.err
    files = [path for path in where.rglob("*") if path.is_file()]
    told = "".join(result.err.split())  # a terminal folds a long path
    assert all(f"Yourtextisin{path}." in told for path in files)
    assert bool(files) == ("Yourtextisin" in told)
    assert bool(files) == (said not in ("took its file away", "The text is empty"))


@pytest.mark.parametrize(
    ("line", "code"),
    [(f"tags: {'a' * 201}", 2), (f"at: {'a' * 2001}", 2), ("tags: +#, one , +one, two", 0), ("people: 100001", 2)],
    ids=lambda value: str(value)[:20],
)
def test_the_form_of_the_editor_is_read_as_carefully(netlog: Run, tmp_path: Path, line: str, code: int) -> None:
    netlog("add", "call with @Ana Ruiz about forecasting")
    key = line.partition(":")[0]
    env = {"EDITOR": editor(tmp_path, f'sed -i "s/^{key}:.*/{line}/" "$1"')}
    result = netlog("edit", "ana", "forecasting", env=env, tty=True)
    assert result.code == code, result.err
    if code == 0:
        assert [tag for _, tag in dump_of(tmp_path / "journal.db")["tag"]] == ["one", "two"]


# Standard input


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8:strict", "ascii", "latin-1"])
def test_bytes_on_standard_input_that_are_no_text_are_no_crash(process: Run, encoding: str) -> None:
    result = process("add", "-", stdin=b"call with Ana \xff\xfe", env={"PYTHONIOENCODING": encoding})
    assert (result.code, "Traceback" in result.err) == (0, False), result.err


def test_a_standard_input_without_end_is_not_read_to_its_end(journal: Path, process: Run) -> None:
    result = process("add", "-", stdin=b"a" * (LONGEST_NOTE + 1))
    assert result.code == 2
    assert "is longer than" in result.err
    assert not journal.exists()
