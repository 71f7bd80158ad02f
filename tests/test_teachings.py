"""Every teaching netlog grew from is reachable: what the table names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from netlog import config
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import OBSERVED, TOPICS
from netlog.folder import Folder

HERE = Path(__file__).parent
PLAYBOOKS = HERE.parent / "src" / "netlog" / "playbooks" / "en"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (HERE / "teachings.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]
KNOWN = {
    "setting": set(config.MEANINGS),
    "signal": set(SIGNALS),
    "topic": set(TOPICS),
    "noticed": set(OBSERVED),
    "playbook": {path.stem for path in PLAYBOOKS.glob("*.md")},
    "netlog": set(Folder("netlog.commands")),
}


def test_all_of_them_are_there_in_their_order() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 153))
    assert {row[1] for row in ROWS} == {"000", "001", "002", "003"}


@pytest.mark.parametrize(("number", "_text", "_idea", "where"), ROWS, ids=[row[0] for row in ROWS])
def test_a_teaching_lives_where_the_table_says(number: str, _text: str, _idea: str, where: str) -> None:
    named = [("netlog", word) for word in re.findall(r"`netlog ([a-z-]+)`", where)]
    named += re.findall(r"(setting|signal|topic|noticed|playbook) `([a-z-]+)`", where)
    assert len(named) == where.count("`") / 2 > 0, number
    for kind, word in named:
        assert word in KNOWN[kind], f"{number}: no {kind} {word}"


@pytest.mark.parametrize("where", [row[3] for row in ROWS if "(--" in row[3]])
def test_an_option_that_the_table_names_is_an_option_of_its_command(where: str) -> None:
    commands = Folder("netlog.commands")
    for name, options in re.findall(r"`netlog ([a-z-]+)` \(([^)]*--[^)]*)\)", where):
        source = Path(str(commands[name].__file__)).read_text(encoding="utf-8")
        for option in re.findall(r"--([a-z-]+)", options):
            assert f"--{option}" in source or f"{option.replace('-', '_')}:" in source, f"{name} --{option}"
