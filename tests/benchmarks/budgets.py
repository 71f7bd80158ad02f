"""What each command may cost: the lines of the table that the benchmark fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import measuring
from places import ONE, WHO
from tables import markdown, number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from measuring import Call, Measured, Run
    from places import Places, Size

PEAK = 150.0  # MiB that any command but an import may take
EVERYBODY = 5.0  # seconds that a question about everybody may take on the large journal
MOST = "\0most"  # stands for whoever is met most
SENTENCE = f"call with {WHO} about forecasting. promised: slides by friday"


class Line(NamedTuple):
    """One command of the table."""

    what: str
    words: tuple[str, ...]  # after `netlog`
    instructions: float | None = None  # times those of a bare interpreter, on the small journal
    more: float | None = None  # milliseconds more on the large journal than on one of a single person
    tty: bool = False
    writes: bool = False
    unset: bool = False  # run without NETLOG_JOURNAL and NETLOG_CONFIG, the journal in its usual place


DAILY = (
    Line("due", ("due",), 6, 250),
    Line("due, NETLOG_* unset", ("due",), 6, 250, unset=True),
    Line("score NAME", ("score", WHO), 6, 20),
    Line("score of who is met most", ("score", MOST), None, None),
    Line("balance NAME", ("balance", WHO), 6, 20),
    Line("add SENTENCE", ("add", SENTENCE), 8, 30, writes=True),
    Line("one TAB on a name", ("__complete", "score", "an"), 5, 30),
    Line("one TAB, NETLOG_* unset", ("__complete", "score", "an"), 5, 30, unset=True),
    Line("due --json", ("due", "--json"), 12, 250),
    Line("due on a terminal", ("due",), 14, 250, tty=True),
    Line("search, common words", ("search", "project", "plan"), 12, 50),
    Line("search, a rare word", ("search", "xylophone"), 12, 50),
    Line("who NAME", ("who", WHO)),
    Line("--version", ("--version",), 2),
    Line("--help", ("--help",), 25),
)

# Questions about everybody, and whatever else may grow: time and memory on the large journal.
WIDE = (
    Line("balance", ("balance",)),
    Line("health", ("health",)),
    Line("mirror", ("mirror",)),
    Line("sources", ("sources",)),
)
HEAVY = (
    Line("export jsonl", ("export", "jsonl")),
    Line("check", ("check",)),
    Line("people", ("people",)),
    Line("promises", ("promises",)),
    Line("dupes", ("dupes",)),
    Line("triage", ("triage",)),
    Line("timeline NAME", ("timeline", WHO)),
    Line("brief NAME", ("brief", WHO)),
    Line("search without an end", ("search", "project", "--limit", "1000000")),
)
EXITS = (0, 1)  # `check` found a slip: the work was done all the same


def measured(
    places: Places, small: Size, large: Size, *, rounds: int, counted: bool, said: Callable[[str], None]
) -> dict[str, Any]:
    """Every line of the table, on the small journal and on the large one beside one of a single person."""
    journals = [places.journal(size) for size in (ONE, small, large)]
    called = {line: [_call(line, places, journal) for journal in journals] for line in DAILY}
    calls = {"bare": measuring.bare(places.env(journals[0]))}
    calls |= {f"{line.what}|{at}": call for line, several in called.items() for at, call in enumerate(several)}
    times = measuring.interleaved(calls, rounds, said=said)
    bare = measuring.instructions(calls["bare"]) if counted else None
    rows = []
    for line, several in called.items():
        said(f"counting {line.what}")
        count = measuring.instructions(several[1]) if counted else None
        rows.append(_row(line, (count, bare), times["bare"], [times[f"{line.what}|{at}"] for at in range(3)]))
    return {
        "journals": {"S": small._asdict(), "L": large._asdict()},
        "bare": {"instructions": bare, "ms": times["bare"].seconds * 1000, "MiB": times["bare"].mib},
        "rows": rows,
    }


def everybody(places: Places, small: Size, large: Size, *, said: Callable[[str], None]) -> list[dict[str, Any]]:
    """Time and memory of what reads much of the journal, each run once on the small one and on the large one."""
    journals = [places.journal(size) for size in (small, large)]
    rows = []
    for line in (*WIDE, *HEAVY):
        said(line.what)
        before, run = (measuring.once(_call(line, places, journal)._replace(exits=EXITS)) for journal in journals)
        rows.append(_wide(line, before, run, EVERYBODY if line in WIDE else None))
    return rows


def _call(line: Line, places: Places, journal: Path) -> Call:
    words = [places.busiest(journal) if word == MOST else word for word in line.words]
    on = places.copy(journal) if line.writes else journal
    return places.netlog(*words, journal=on, tty=line.tty, unset=line.unset)


def _row(line: Line, counts: tuple[int | None, int | None], bare: Measured, times: list[Measured]) -> dict[str, Any]:
    one, small, large = times
    count, floor = counts
    ratio = count / floor if count and floor else None
    more = (large.seconds - one.seconds) * 1000
    peak = max(small.mib, large.mib)
    limits = ((ratio, line.instructions), (more, line.more), (peak, PEAK))
    return {
        "what": line.what,
        "instructions": count,
        "instructions × bare": ratio,
        "budget × bare": line.instructions,
        "wall × bare on S": small.seconds / bare.seconds,
        "ms on S": small.seconds * 1000,
        "ms on L": large.seconds * 1000,
        "ms more than on one person": more,
        "CPU ms more": (large.cpu - one.cpu) * 1000,
        "budget ms more": line.more,
        "peak MiB": peak,
        "within": None
        if any(value is None and limit is not None for value, limit in limits)
        else not any(value is not None and limit is not None and value > limit for value, limit in limits),
        "fault": small.fault or large.fault,
    }


def _wide(line: Line, before: Run, run: Run, seconds: float | None) -> dict[str, Any]:
    return {
        "what": line.what,
        "s on L": run.seconds,
        "CPU s": run.cpu,
        "budget s": seconds,
        "peak MiB on S": before.mib,
        "peak MiB": run.mib,
        "within": run.mib <= PEAK and not (seconds and run.seconds > seconds),
        "fault": run.fault,
    }


def told(found: dict[str, Any]) -> str:
    """The table of what is run every day."""
    small, large, bare = found["journals"]["S"], found["journals"]["L"], found["bare"]
    count = f"{bare['instructions'] / 1e6:.0f} million instructions, " if bare["instructions"] else ""
    return "\n".join(
        (
            *(
                f"{name}: {one['people']:,} people, {one['conversations']:,} conversations."
                for name, one in (("S", small), ("L", large))
            ),
            f"bare: {count}{bare['ms']:.0f} ms, {bare['MiB']:.0f} MiB. More: on L than on a journal of one person.",
            "",
            markdown(
                (
                    "what",
                    "instructions × bare",
                    "budget",
                    "wall × bare",
                    "ms on S",
                    "ms on L",
                    "ms more",
                    "CPU ms more",
                    "budget",
                    "peak MiB",
                    "within",
                ),
                [
                    (
                        row["what"],
                        number(row["instructions × bare"], 2),
                        number(row["budget × bare"], 0),
                        number(row["wall × bare on S"]),
                        number(row["ms on S"], 0),
                        number(row["ms on L"], 0),
                        number(row["ms more than on one person"], 0),
                        number(row["CPU ms more"], 0),
                        number(row["budget ms more"], 0),
                        number(row["peak MiB"], 0),
                        _verdict(row),
                    )
                    for row in found["rows"]
                ],
            ),
        )
    )


def told_of_everybody(rows: Sequence[dict[str, Any]]) -> str:
    """The table of what reads much of the journal."""
    return markdown(
        ("what, on L", "s", "CPU s", "budget", "MiB on S", "MiB", "budget", "within"),
        [
            (
                row["what"],
                number(row["s on L"]),
                number(row["CPU s"]),
                number(row["budget s"], 0),
                number(row["peak MiB on S"], 0),
                number(row["peak MiB"], 0),
                number(PEAK, 0),
                _verdict(row),
            )
            for row in rows
        ],
    )


def _verdict(row: dict[str, Any]) -> str:
    if row["fault"]:
        return row["fault"].splitlines()[0][:60]
    return {True: "yes", False: "NO", None: "–"}[row["within"]]  # not measured, not judged
