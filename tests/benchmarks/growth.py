"""How the cost of the daily commands grows with the number of people."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import measuring
from budgets import SENTENCE
from places import WHO
from tables import markdown, number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from places import Places, Size

COMMANDS = {
    "due": ("due",),
    "score": ("score", WHO),
    "add": ("add", SENTENCE),
    "search": ("search", "project", "plan"),
}
MOST_COUNTED = 10_000  # people up to which instructions are counted; more of them take minutes under valgrind
HALF_AS_MUCH_AGAIN = 1.5  # what 10,000 people may cost of what 100 do


def measured(
    places: Places, sizes: Sequence[Size], *, rounds: int, counted: bool, said: Callable[[str], None]
) -> list[dict[str, Any]]:
    """A row for each size of journal: milliseconds, instructions × bare, and the rate of an import."""
    rows = []
    for size in sizes:
        journal = places.journal(size)
        written = places.copy(journal)
        calls = {"bare": measuring.bare(places.env(journal))}
        for name, words in COMMANDS.items():
            calls[name] = places.netlog(*words, journal=written if name == "add" else journal)
        times = measuring.interleaved(calls, rounds, said=lambda name, size=size: said(f"{name}, {size.name}"))
        counts: dict[str, int | None] = {}
        if counted and size.people <= MOST_COUNTED:
            for name, call in calls.items():
                said(f"counting {name}, {size.name}")
                counts[name] = measuring.instructions(call)
        written.unlink()
        rows.append(
            {
                **size._asdict(),
                "ms": {name: times[name].seconds * 1000 for name in calls},
                "MiB": {name: times[name].mib for name in calls},
                "instructions": counts,
                "lines a second": _rate(places, size, said),
                "fault": next((one.fault for one in times.values() if one.fault), ""),
            }
        )
    return rows


def _ratio(count: int | None, bare: int) -> float | None:
    return None if count is None else count / bare


def _rate(places: Places, size: Size, said: Callable[[str], None]) -> float | None:
    """Lines of JSON taken in a second."""
    said(f"import, {size.name}")
    export = places.netlog("export", "jsonl", journal=places.journal(size))
    lines, target = places.scratch / f"{size.people}.jsonl", places.scratch / f"{size.people}.db"
    with lines.open("wb") as file:
        subprocess.run(export.words, stdout=file, check=True, env=dict(export.env))
    with lines.open("rb") as file:
        many = sum(1 for _ in file)
    run = measuring.once(places.netlog("import", str(lines), journal=target), patience=3600)
    lines.unlink()
    target.unlink(missing_ok=True)
    return None if run.fault else many / run.seconds


def told(rows: Sequence[dict[str, Any]]) -> str:
    """The growth as a table of milliseconds, and of instructions where they were counted."""
    heads = ("people", "conversations", "bare", *COMMANDS, "import, lines a second")
    times = [
        (
            f"{row['people']:,}",
            f"{row['conversations']:,}",
            *(number(row["ms"][name], 0) for name in ("bare", *COMMANDS)),
            number(row["lines a second"], 0),
        )
        for row in rows
    ]
    counted = [row for row in rows if row["instructions"].get("bare")]
    said = ["Milliseconds, medians:", "", markdown(heads, times, left=0)]
    if counted:
        bare = counted[0]["instructions"]["bare"]
        ratios = [
            (f"{row['people']:,}", *(number(_ratio(row["instructions"].get(name), bare), 2) for name in COMMANDS))
            for row in counted
        ]
        said += ["", "Instructions × bare:", "", markdown(("people", *COMMANDS), ratios, left=0)]
        for name in COMMANDS:
            first, last = (row["instructions"][name] or 0 for row in (counted[0], counted[-1]))
            if first and last > HALF_AS_MUCH_AGAIN * first:
                said.append(f"\n{name}: {counted[-1]['people']:,} people cost {last / first:.1f} × what"
                            f" {counted[0]['people']:,} do; {HALF_AS_MUCH_AGAIN} is the limit.")  # fmt: skip
    return "\n".join(said)
