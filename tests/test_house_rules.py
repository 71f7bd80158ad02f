"""The rules of the house, read off the source: each failure names a file and a line."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netlog.parser import PANELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOURCE = Path(__file__).parent.parent / "src" / "netlog"

# Who may import whom: rooms of netlog, and what is installed. A room is a folder or a file beside `cli.py`.
# Imports for annotations only (under TYPE_CHECKING) open no door: nothing runs through them.
EVERYWHERE = {"typed", "__version__"}
DOORS: dict[str, str] = {
    "__init__": "",
    "typed": "",
    "folders": "platformdirs",
    "__main__": "cli",
    "errors": "",
    "folder": "",
    "terminal": "",
    "lazily": "typer",
    "options": "lazily words errors",
    "domain": "domain errors rapidfuzz anyascii",
    "words": "domain",
    "page": "terminal",
    "telling": "domain words page",
    "retelling": "domain words",
    "drawing": "page terminal rich",
    "config": "bounded domain errors folders",
    "playbook": "config errors",
    "keys": "errors",
    "store": "store domain private errors sqlite_utils sqlcipher3",
    "importers": "importers domain errors dateutil icalendar",
    "exporters": "exporters domain terminal",
    "sample": "domain",
    "editor": "errors",
    "filing": "errors",
    "unpacking": "errors",
    "joining": "domain",
    "bounded": "",
    "private": "",
    "mishap": "folder filing private platformdirs",
    "morning": "domain",
    "settings_file": "config filing private errors tomlkit",
    "session": "store domain config folders keys words page terminal drawing errors dateutil",
    "finding": "domain words telling retelling errors",
    "commands": "session domain config keys playbook words page telling retelling finding options folder importers"
    " editor filing unpacking joining morning sample errors lazily log wayfinding network_health introducing"
    " settings_file questionnaire looking_back parting_script fit_answers sealing",
    "sealing": "keys errors pyrage",
    "fit_answers": "domain playbook questionnaire errors",
    "questionnaire": "bounded domain editor errors",
    "looking_back": "domain playbook questionnaire words",
    "parting_script": "domain playbook looking_back words page",
    "log": "domain understood words errors",
    "wayfinding": "domain words",
    "network_health": "domain",
    "introducing": "domain finding telling words page errors wayfinding",
    "understood": "domain telling words page",
    "complete": "folder folders store config keys",
    "parser": "cli session folder errors typer",
    "cli": "parser session complete folder mishap terminal errors",
}
INSTALLED = {
    *("icalendar", "typer", "rich", "sqlite_utils", "dateutil", "rapidfuzz", "anyascii", "platformdirs", "tomlkit"),
    *("sqlcipher3", "pyrage"),
}
# What the domain may take of Python itself: nothing that touches the world.
PURE = {
    *("__future__", "bisect", "collections", "collections.abc", "datetime", "functools", "hashlib", "heapq"),
    *("itertools", "json", "math", "operator", "re", "statistics", "string", "typing", "unicodedata"),
}
# What costs more than a plain run is imported at the top of one file, and everywhere else when it is needed.
HEAVY = {"typer": "parser.py", "rich": "drawing.py", "sqlite_utils": "schema.py"}
CLOCK = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime", "monotonic"}
STATEMENT = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA\s|VACUUM)",
    re.DOTALL,
)
FORBIDDEN = ("owes you", "collect", "return on", "debtor", "neglect")
# The same in the other languages of the playbooks: debts, dunning, yields, neglect.
FORBIDDEN_IN = {
    "zh": ("欠你", "欠您", "讨债", "催收", "回报率", "债务", "冷落"),
    "it": ("ti deve ", "debitor", "riscuot", "rendimento", "trascura", "sollecit"),
    "id": ("berutang", "menagih", "tagih utang", "debitur", "imbal hasil", "abaikan"),
}
LONGEST = 400  # lines of a file

Found = "Iterator[tuple[int, str]]"  # a line, and what is wrong with it


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def is_command(path: Path) -> bool:
    return path.parent.name == "commands" and path.name != "__init__.py"


def running(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node that may run: what stands under TYPE_CHECKING does not."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            for other in child.orelse:
                yield from (other, *running(other))
        else:
            yield from (child, *running(child))


def imports(nodes: Iterator[ast.AST]) -> Iterator[tuple[int, str]]:
    """The line and the full name of every import among some nodes."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            within = f"{node.module}." if node.module in ("netlog", "netlog.commands") else ""
            yield from ((node.lineno, within + alias.name if within else "." * node.level + str(node.module))
                        for alias in node.names)  # fmt: skip


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a file with its line; docstrings too, since those of commands are their help. All of a prose."""
    if path.suffix == ".md":
        yield from enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))


# The rules


def imports_go_through_the_doors(path: Path) -> Found:
    room = room_of(path)
    if room not in DOORS:
        yield 1, "a new room: say in DOORS whom it may import"
        return
    allowed = {*DOORS[room].split(), *EVERYWHERE}
    for line, name in imports(running(tree_of(path))):
        top, _, rest = name.partition(".")
        if top == "netlog":
            if rest.split(".")[0] not in allowed:
                yield line, f"{room} may not import {name}"
        elif top in sys.stdlib_module_names:
            if room == "domain" and name not in PURE:
                yield line, f"the domain may not import {name}: it touches the world"
            if top == "sqlite3" and room != "store":
                yield line, f"{room} may not import sqlite3: SQL is for the store"
        elif top not in allowed:
            yield line, f"{room} may not import {name}"


def heavy_libraries_are_loaded_late(path: Path) -> Found:
    for line, name in imports(iter(tree_of(path).body)):
        top = name.split(".")[0]
        if HEAVY.get(top, path.name) != path.name:
            yield line, f"{top} at the top of a file: only {HEAVY[top]} has it there"


def annotations_are_left_unread(path: Path) -> Found:
    """`netlog.typed` takes the fields of a record as they are written, on any Python."""
    if path.name != "typed.py" and "NamedTuple" in path.read_text(encoding="utf-8"):
        names = {name for _, name in imports(iter(tree_of(path).body))}
        if "__future__" not in names or "typing" in names:
            yield 1, "records need `from __future__ import annotations`, and their NamedTuple from netlog.typed"


def the_clock_is_read_in_the_session_alone(path: Path) -> Found:
    for call in calls(path):
        owner, _, name = ast.unparse(call.func).rpartition(".")
        if name in CLOCK and owner.rpartition(".")[2] in ("date", "datetime", "time") and room_of(path) != "session":
            yield call.lineno, f"{ast.unparse(call)} reads the clock"


def nothing_prints_but_the_session(path: Path) -> Found:
    for call in calls(path):
        if ast.unparse(call.func) in ("print", "input"):
            yield call.lineno, ast.unparse(call.func)


def sql_is_spoken_in_the_store_alone(path: Path) -> Found:
    if room_of(path) != "store":
        for line, text in texts(path):
            if STATEMENT.search(text):
                yield line, f"SQL: {text}"


def no_word_shames_anybody(path: Path) -> Found:
    words = (*FORBIDDEN, *FORBIDDEN_IN.get(path.parent.name, ()))
    for line, text in texts(path):
        for word in words:
            if word in text.lower():
                yield line, f"'{word}' in: {text}"


def a_file_says_in_one_sentence_what_it_holds(path: Path) -> Found:
    first, _, rest = (ast.get_docstring(tree_of(path)) or "").partition("\n")
    if not first.endswith((".", "?")) or (rest and not rest.startswith("\n")):
        yield 1, f"no sentence of one line: {first!r}"


def a_file_fits_in_a_head(path: Path) -> Found:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > LONGEST:
        yield LONGEST, f"{lines} lines: split it"


def a_command_has_a_panel_examples_and_a_function_of_its_name(path: Path) -> Found:
    if not is_command(path):
        return
    body = tree_of(path).body
    told = {ast.unparse(node.targets[0]): node for node in body if isinstance(node, ast.Assign)}
    for name in ("PANEL", "EXAMPLES"):
        if name not in told:
            yield 1, f"no {name}"
    if "PANEL" in told and ast.literal_eval(told["PANEL"].value) not in PANELS:
        yield told["PANEL"].lineno, "there is no such panel"
    name = path.stem.rstrip("_").replace("_", "-")
    for example in ast.literal_eval(told["EXAMPLES"].value) if "EXAMPLES" in told else ():
        if example.split()[:2] != ["netlog", name]:
            yield told["EXAMPLES"].lineno, f"an example of something else: {example}"
    functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
    function = functions.get(path.stem) or functions.get(f"{path.stem}_")
    if function is None:
        yield 1, f"no function {path.stem}"
        return
    if not function.args.args or ast.unparse(function.args.args[0]) != "session: Session":
        yield function.lineno, "its first parameter is session: Session"
    if not (ast.get_docstring(function) or "").split("\n")[0].endswith((".", "?")):
        yield function.lineno, "its help begins with no sentence"


def every_option_is_explained(path: Path) -> Found:
    for call in calls(path):
        if ast.unparse(call.func) == "typer.Option":
            told = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
            if not told.get("help", "").strip("'\"f"):
                yield call.lineno, "an option without help"


RULES = (
    imports_go_through_the_doors,
    heavy_libraries_are_loaded_late,
    annotations_are_left_unread,
    the_clock_is_read_in_the_session_alone,
    nothing_prints_but_the_session,
    sql_is_spoken_in_the_store_alone,
    no_word_shames_anybody,
    a_file_says_in_one_sentence_what_it_holds,
    a_file_fits_in_a_head,
    a_command_has_a_panel_examples_and_a_function_of_its_name,
    every_option_is_explained,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule: Callable[[Path], Found]) -> None:
    found = [
        f"src/netlog/{path.relative_to(SOURCE)}:{line}: {what}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line, what in rule(path)
    ]
    assert not found, "\n".join(["", *found])


def test_no_prose_that_comes_with_it_shames_anybody() -> None:
    prose = sorted((SOURCE / "playbooks").rglob("*.md"))
    assert {path.parent.name for path in prose} == {"en", *FORBIDDEN_IN}
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {what}" for path in prose for line, what in no_word_shames_anybody(path)
    ]
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize(("language", "words"), [("en", FORBIDDEN), *FORBIDDEN_IN.items()])
def test_a_word_that_shames_is_seen_in_prose(language: str, words: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / language / "prose.md"
    path.parent.mkdir()
    for word in words:
        path.write_text(f"# A title\n\n- {word.capitalize()} and so on\n", encoding="utf-8")
        assert [line for line, _ in no_word_shames_anybody(path)] == [3], word


def test_every_door_leads_somewhere() -> None:
    rooms = {room_of(path) for path in SOURCE.rglob("*.py")}
    assert DOORS.keys() == rooms
    assert {other for doors in DOORS.values() for other in doors.split()} <= rooms | INSTALLED


def test_no_door_stands_open_that_nobody_goes_through() -> None:
    used: dict[str, set[str]] = {"lazily": {"typer"}}  # which it is told the name of
    for path in SOURCE.rglob("*.py"):
        for _, name in imports(running(tree_of(path))):
            top, _, rest = name.partition(".")
            used.setdefault(room_of(path), set()).add(rest.split(".")[0] if top == "netlog" else top)
    idle = {room: set(doors.split()) - used.get(room, set()) for room, doors in DOORS.items()}
    assert {room: doors for room, doors in idle.items() if doors} == {}


# Each rule is shown something that breaks it: a rule that sees nothing would be noticed.
BREACHES = (
    (imports_go_through_the_doors, "import sqlite3"),
    (imports_go_through_the_doors, "from netlog.store.store import Store"),
    (imports_go_through_the_doors, "from netlog import store"),
    (imports_go_through_the_doors, "from netlog.commands import due"),
    (imports_go_through_the_doors, "from . import due"),
    (imports_go_through_the_doors, "def f():\n    from typer import Option"),
    (imports_go_through_the_doors, "if TYPE_CHECKING:\n    pass\nelse:\n    import typer"),
    (heavy_libraries_are_loaded_late, "from rich.console import Console"),
    (the_clock_is_read_in_the_session_alone, "date.today()"),
    (the_clock_is_read_in_the_session_alone, "datetime.datetime.now(UTC)"),
    (nothing_prints_but_the_session, "print(1)"),
    (sql_is_spoken_in_the_store_alone, "X = '''SELECT 1\nFROM person'''"),
    (no_word_shames_anybody, "X = f'{name} Owes You a favour'"),
    (a_file_says_in_one_sentence_what_it_holds, "X = 1"),
    (a_file_says_in_one_sentence_what_it_holds, "'''No sentence'''"),
    (a_file_fits_in_a_head, "\n" * LONGEST),
    (a_command_has_a_panel_examples_and_a_function_of_its_name, "X = 1"),
    (every_option_is_explained, "X = typer.Option('--all')"),
)


@pytest.mark.parametrize(("rule", "source"), BREACHES, ids=lambda one: getattr(one, "__name__", ascii(one)[:30]))
def test_a_breach_is_seen(
    rule: Callable[[Path], Found], source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "commands" / "due.py"
    path.parent.mkdir()
    path.write_text(f"{source}\n", encoding="utf-8")
    monkeypatch.setitem(globals(), "SOURCE", tmp_path)
    assert list(rule(path))


def test_an_import_for_annotations_opens_no_door(tmp_path: Path) -> None:
    path = tmp_path / "due.py"
    path.write_text("if TYPE_CHECKING:\n    from netlog.store.steps import Step\n", encoding="utf-8")
    assert list(imports(running(tree_of(path)))) == []
