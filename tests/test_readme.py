"""The README's map of the code is what the files say of themselves."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from netlog.domain.fields import TOLD
from netlog.domain.records import KINDS

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "netlog"
ROOMS = ("domain", "store", "importers", "exporters")
WIDTH = 19


def said(file: Path) -> str:
    """What a module says of itself in its first line."""
    return (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def the_map() -> str:
    """Every file with its sentence, room by room; commands are named after what is typed, so their room is enough."""
    lines = [f"{file.name:{WIDTH}}{said(file)}" for file in files(SOURCE)]
    lines += ["", f"{'commands/':{WIDTH}}{said(SOURCE / 'commands' / '__init__.py')}"]
    for room in ROOMS:
        lines += ["", f"{room + '/':{WIDTH}}{said(SOURCE / room / '__init__.py')}"]
        lines += [f"  {file.name:{WIDTH - 2}}{said(file)}" for file in files(SOURCE / room)]
    return "\n".join(lines)


def files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*.py") if not file.name.startswith("__"))


def test_the_map_of_the_readme_is_what_the_files_say(pytestconfig):
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, _, after = text.partition("## The map of the code\n\n")
    shown, _, rest = after.removeprefix("```\n").partition("\n```\n") if after.startswith("```") else ("", "", after)
    if pytestconfig.getoption("golden"):
        readme.write_text(f"{before}## The map of the code\n\n```\n{the_map()}\n```\n{rest}", encoding="utf-8")
        return
    assert shown == the_map()


def test_every_field_of_every_kind_of_record_is_explained():
    """The journal as text is a promise to other programs: no field comes or goes without a line in the README."""
    kind, told = "", {}
    for line in (ROOT / "README.md").read_text(encoding="utf-8").partition("| kind | field |")[2].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) < 3:
            if told:
                break
            continue
        kind = cells[0] or kind
        for one in kind.split(", "):
            told.setdefault(one, set()).update(re.findall(r"`(\w+)`", f"{cells[1]} {cells[2]}"))
    for kind, of in KINDS.items():
        missing = set(TOLD[of]) - told[kind] - {"conversation"}
        missing -= {"answer", "answered"} if kind in ("give", "receive", "thank") else set()
        assert not missing, f"{kind}: {missing}"
