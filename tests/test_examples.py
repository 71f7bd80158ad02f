"""Transcripts and examples do what they say: README, examples/ and the help of every command."""

from __future__ import annotations

import difflib
import os
import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from netlog.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from running import Result

ROOT = Path(__file__).parent.parent
PAGES = [page for page in (ROOT / "README.md", *sorted((ROOT / "examples").glob("*.md"))) if page.is_file()]
ANY_LINES = "…"  # alone on a line of a transcript: whatever is printed there
FENCE = "```"


class Command(NamedTuple):
    """A command of a transcript, the lines it was typed on, and what was printed after it."""

    typed: list[str]
    printed: list[str]


def commands(block: list[str]) -> Iterator[Command]:
    """The commands of a console block; a `<<'EOF'` or a backslash goes on in the next lines."""
    at = 0
    while at < len(block):
        assert block[at].startswith("$ "), f"a console block begins with a command: {block[at]!r}"
        typed = [block[at]]
        ends = "EOF" if block[at].endswith("<<'EOF'") else None
        at += 1
        while at < len(block) and (typed[-1].endswith("\\") if ends is None else typed[-1] != ends):
            typed.append(block[at])
            at += 1
        printed = []
        while at < len(block) and not block[at].startswith("$ "):
            printed.append(block[at])
            at += 1
        yield Command(typed, printed)


def outcome(result: Result) -> list[str]:
    """What a reader of the transcript sees: the output, and the exit code in brackets when it is not 0."""
    return [*result.out.splitlines(), *([f"[{result.code}]"] if result.code else [])]


def reads_as(printed: list[str], shown: list[str]) -> bool:
    """Whether lines are those of the transcript, where `…` stands for any lines."""
    if ANY_LINES not in printed:
        return printed == shown
    at = printed.index(ANY_LINES)
    rest = printed[at + 1 :]
    return printed[:at] == shown[:at] and any(reads_as(rest, shown[start:]) for start in range(at, len(shown) + 1))


class Transcript:
    """Replays the console blocks of one page on an empty journal."""

    def __init__(self, netlog: Callable[..., Result]) -> None:
        self._netlog = netlog
        self._env: dict[str, str] = {}

    def replay(self, page: str) -> str:
        """The page with what its commands print now in place of what it says they print."""
        lines: list[str] = []
        block: list[str] | None = None
        for line in page.splitlines():
            if block is None:
                lines.append(line)
                block = [] if line.strip() == f"{FENCE}console" else None
            elif line.strip() == FENCE:
                lines += [one for command in commands(block) for one in self._now(command)]
                lines.append(line)
                block = None
            else:
                block.append(line)
        return "\n".join(lines) + "\n"

    def _now(self, command: Command) -> list[str]:
        shown = self._run(command.typed)
        return [*command.typed, *(command.printed if reads_as(command.printed, shown) else shown)]

    def _run(self, typed: list[str]) -> list[str]:
        first = typed[0].removeprefix("$ ")
        if first.startswith("cat > ") and first.endswith(" <<'EOF'"):
            Path(shlex.split(first)[2]).write_text("\n".join(typed[1:-1]) + "\n", encoding="utf-8")
            return []
        words = shlex.split(" ".join(line.removesuffix("\\") for line in [first, *typed[1:]]), comments=True)
        env = self._env
        if words[0] == "export":
            env.update(word.split("=", 1) for word in words[1:])
            return []
        while "=" in words[0]:
            env = {**env, **dict([words.pop(0).split("=", 1)])}
        assert words[0] == "netlog", f"a console block runs netlog, export and cat > only: {first!r}; use ```sh"
        return outcome(self._netlog(*words[1:], env=env, together=True))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_prints_what_it_shows(
    page: Path,
    netlog: Callable[..., Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path if page.parent == ROOT else tmp_path / "examples")
    said = page.read_text(encoding="utf-8")
    now = Transcript(netlog).replay(said)
    if now != said and request.config.getoption("--golden"):
        page.write_text(now, encoding="utf-8")
        said = now
    difference = difflib.unified_diff(said.splitlines(), now.splitlines(), page.name, "as it prints now", lineterm="")
    assert now == said, "\n".join(["pytest --golden takes the new, after a look:", *difference])


@pytest.mark.parametrize(
    ("printed", "shown", "same"),
    [
        ("a b", "a b", True),
        ("a b", "a c", False),
        ("…", "", True),
        ("a … c", "a b b c", True),
        ("a … c", "a c", True),
        ("a … c", "a b", False),
        ("… b … d", "a b c d", True),
        ("… b … b", "a b c", False),
        ("a", "a b", False),
    ],
)
def test_three_dots_stand_for_any_lines(printed: str, shown: str, same: bool) -> None:
    assert reads_as(printed.split(), shown.split()) == same


def test_a_transcript_is_mended_where_it_reads_otherwise(netlog: Callable[..., Result], tmp_path: Path) -> None:
    page = "# Title\n\n```console\n$ export NETLOG_TODAY=2026-12-01\n$ netlog due\nwrong\n$ netlog who \\\n  zed\n```\n"
    mended = Transcript(netlog).replay(page)
    assert "wrong" not in mended
    assert mended.startswith("# Title\n\n```console\n$ export NETLOG_TODAY=2026-12-01\n$ netlog due\n")
    assert "[3]\n```\n" in mended
    assert Transcript(netlog).replay(mended) == mended


# The help of every command shows examples, and each can be typed as it stands.

COMMANDS = Folder("netlog.commands")
EXAMPLES = [example for name in COMMANDS for example in COMMANDS[name].EXAMPLES]
FIRST = {  # what must have been said before an example makes sense
    "netlog redo": ["netlog undo"],
    "netlog wake tom": ["netlog rest tom"],
    "netlog import": ["netlog export jsonl --output journal.jsonl"],
    "netlog part dewi --talked": ["netlog part dewi --as coffee"],
    "netlog part dewi --parted": ["netlog part dewi --as coffee", "netlog part dewi --talked", "netlog keep dewi line"],
    "netlog check --backup": ["netlog backup before-the-move.db"],
    "netlog restore": ["netlog backup before-the-move.db"],
    "netlog decrypt": ["netlog encrypt --key-file ~/.netlog-key --yes"],
    "netlog pause ana": ["netlog pause ana she moved the deadline"],
}
ANSWERS = {"netlog fit": "humour = 3", "netlog mirror": "c1 = 4"}  # what answers.toml says, where one is read


PLAIN = [
    example
    for example in EXAMPLES
    if not any(word.startswith("-") for word in example.split())
    and not example.startswith("netlog backup")  # never writes the same file twice
]


def call(netlog: Callable[..., Result], line: str) -> Result:
    """Run one line of a shell, of netlog only, from the test's own folder."""
    words = [os.path.expanduser(word) for word in shlex.split(line)]
    stdin = Path("journal.jsonl").read_text(encoding="utf-8") if "-" in words else ""
    return netlog(*words[1:], stdin=stdin)


def prepared(netlog: Callable[..., Result], line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    if line.startswith(("netlog encrypt", "netlog decrypt")):
        key = Path.home() / ".netlog-key"
        key.parent.mkdir()
        key.write_text("six words and a comma, say", encoding="utf-8")
        key.chmod(0o600)
        monkeypatch.setenv("NETLOG_KEY_FILE", str(key))
    for begins, told in ANSWERS.items():
        if line.startswith(begins):
            (folder / "answers.toml").write_text(told, encoding="utf-8")
    for begins, lines in FIRST.items():
        if line.startswith(begins):
            for one in lines:
                assert call(netlog, one).code == 0


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_of_the_help_runs_on_the_invented_journal(
    line: str, netlog: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(netlog, line, tmp_path, monkeypatch)
    result = call(netlog, line)
    assert result.code == 0, result.err
    assert result.out + result.err, "an example that says nothing shows nothing"


@pytest.mark.parametrize("line", PLAIN)
def test_a_plain_call_and_a_parsed_one_print_the_same(
    line: str,
    netlog: Callable[..., Result],
    demo_file: Path,
    journal: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    results = []
    for typed in (line, line.replace("netlog ", "netlog --no-input ", 1)):
        shutil.copy(demo_file, journal)
        prepared(netlog, line, tmp_path, monkeypatch)
        result = call(netlog, typed)
        changing = r"netlog-demo-\w+|\d{8}T\d{6}Z(-\d+)?"  # a folder of its own, a moment
        results.append(result._replace(out=re.sub(changing, "…", result.out), err=re.sub(changing, "…", result.err)))
    assert results[0] == results[1]
