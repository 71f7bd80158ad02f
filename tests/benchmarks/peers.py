"""Other programs side by side with netlog, on the same people and conversations, in one run.

None of them answers all of netlog's questions. Each is given the nearest thing it does, and where
that is less, the table says so; what it does not do at all is left empty.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import measuring
from measuring import Call
from places import TODAY, WHO
from tables import markdown, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from places import Places, Size

TASKS = ("log one", "what is due", "show one person", "search")
HANDLE = WHO.lower().replace(" ", "-")
WORD = "zeppelin"  # comes up now and then
NOON = 43_200  # seconds
ENOUGH = 3.0  # times netlog's cost, for every interpreted one


class Peer(NamedTuple):
    """Another program: what it is, how its data are made, and what it is asked."""

    name: str
    program: str
    written_in: str
    make: Callable[[Path, Crowd], Mapping[str, str]]  # returns the environment it needs
    asked: Mapping[str, tuple[str, ...]]  # by task, what follows the program's name
    less: str  # what it does less, or otherwise


class Crowd(NamedTuple):
    """A journal as others may take it in."""

    journal: Path

    def people(self) -> Iterator[tuple[str, str]]:
        """Names and handles."""
        with closing(sqlite3.connect(self.journal)) as connection:
            yield from connection.execute("SELECT name, handle FROM person ORDER BY id")

    def conversations(self) -> Iterator[tuple[str, str, str, str]]:
        """Day, text, and the name and the handle of one who took part, oldest first."""
        with closing(sqlite3.connect(self.journal)) as connection:
            yield from connection.execute(
                'SELECT talk."on", text, name, handle FROM conversation talk JOIN presence ON conversation = talk.id'
                " JOIN person ON person.id = person GROUP BY talk.id ORDER BY 1, talk.id"
            )


def _jrnl(folder: Path, crowd: Crowd) -> Mapping[str, str]:
    with (folder / "journal.txt").open("w", encoding="utf-8") as file:
        for at, (on, text, _, handle) in enumerate(crowd.conversations()):
            file.write(f"[{on} {at % 24:02}:{at % 60:02}] {text} @{handle}.\n\n")
    settings = {
        **{"colors": {"body": "none", "date": "none", "tags": "none", "title": "none"}, "default_hour": 9},
        **{"default_minute": 0, "editor": "", "encrypt": False, "highlight": False, "indent_character": "|"},
        **{"journals": {"default": {"journal": str(folder / "journal.txt")}}, "linewrap": 79, "tagsymbols": "#@"},
        **{"template": False, "timeformat": "%Y-%m-%d %H:%M", "version": "4.6"},
    }
    (folder / "jrnl").mkdir()
    (folder / "jrnl" / "jrnl.yaml").write_text(f"---\n{json.dumps(settings)}\n")  # JSON is YAML too
    return {"XDG_CONFIG_HOME": str(folder)}


def _watson(folder: Path, crowd: Crowd) -> Mapping[str, str]:
    frames = []
    for at, (on, text, _, handle) in enumerate(crowd.conversations()):
        start = (date.fromisoformat(on).toordinal() - date(1970, 1, 1).toordinal()) * 86_400 + at % NOON
        frames.append([start, start + 1800, handle, f"{at:032x}", text.split()[:2], start + 1800])
    (folder / "frames").write_text(json.dumps(frames))
    return {"WATSON_DIR": str(folder)}


def _task(folder: Path, crowd: Crowd) -> Mapping[str, str]:
    def moment(on: str) -> int:
        return (date.fromisoformat(on).toordinal() - date(1970, 1, 1).toordinal()) * 86_400 + NOON

    def line(at: int, **fields: object) -> str:
        uuid = f"{at:08x}-0000-4000-8000-000000000000"
        return "[" + " ".join(f'{name}:"{value}"' for name, value in {**fields, "uuid": uuid}.items()) + "]\n"

    at = 0
    with (folder / "completed.data").open("w", encoding="utf-8") as file:
        for at, (on, text, _, handle) in enumerate(crowd.conversations(), start=1):
            day = moment(on)
            file.write(line(at, description=text, end=day, entry=day, modified=day, project=handle, status="completed"))
    today = moment(TODAY)
    with (folder / "pending.data").open("w", encoding="utf-8") as file:
        for more, (name, handle) in enumerate(crowd.people(), start=at + 1):
            due = today + more % 200 * 86_400
            what = f"speak to {name}"
            file.write(line(more, description=what, due=due, entry=today, modified=today, project=handle,
                            status="pending"))  # fmt: skip
    (folder / "taskrc").write_text(f"data.location={folder}\nconfirmation=no\nnews.version=9.9.9\nverbose=nothing\n")
    return {"TASKDATA": str(folder), "TASKRC": str(folder / "taskrc")}


def _khard(folder: Path, crowd: Crowd) -> Mapping[str, str]:
    cards = folder / "cards"
    cards.mkdir()
    for name, handle in crowd.people():
        card = (
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{handle}\r\nFN:{name}\r\nN:{name};;;;\r\nEMAIL:{handle}@example.org\r\n"
        )
        (cards / f"{handle}.vcf").write_text(f"{card}END:VCARD\r\n", encoding="utf-8", newline="")
    (folder / "khard").mkdir()
    (folder / "khard" / "khard.conf").write_text(
        f"[addressbooks]\n[[people]]\npath = {cards}\n[general]\neditor = true\nmerge_editor = true\n"
    )
    return {"XDG_CONFIG_HOME": str(folder)}


def _friends(folder: Path, crowd: Crowd) -> Mapping[str, str]:
    talks = [f"- {on}: {text} **{name}**\n" for on, text, name, _ in crowd.conversations()]
    people = [f"- {name}\n" for name, _ in crowd.people()]
    text = ["### Activities:\n", *reversed(talks), "\n### Notes:\n\n### Friends:\n", *people, "\n### Locations:\n"]
    (folder / "friends.md").write_text("".join(text), encoding="utf-8")
    return {"HOME": str(folder)}


PEERS = (
    Peer(
        *("jrnl", "jrnl", "Python", _jrnl),
        {
            "log one": (f"today: call with @{HANDLE} about forecasting",),
            "what is due": ("-n", "20"),
            "show one person": (f"@{HANDLE}", "-n", "20"),
            "search": ("-contains", WORD, "-n", "20"),
        },
        "keeps texts with tags; knows nothing of what is due: the last twenty lines are shown",
    ),
    Peer(
        *("Watson", "watson", "Python", _watson),
        {
            "log one": ("add", "--from", f"{TODAY} 10:00", "--to", f"{TODAY} 10:30", HANDLE, "+call"),
            "what is due": ("--no-color", "log", "--no-pager", "--from", "2026-11-14", "--to", TODAY),
            "show one person": ("--no-color", "log", "--no-pager", "--all", "--project", HANDLE),
        },
        "keeps spans of time and no texts, so nothing to search; in place of what is due, the last week",
    ),
    Peer(
        *("khard", "khard", "Python", _khard),
        {
            "what is due": ("list",),
            "show one person": ("show", WHO),
            "search": ("list", WHO),
        },
        "keeps addresses and no log; in place of what is due, the list of everybody; searches names",
    ),
    Peer(
        *("taskwarrior", "task", "C++", _task),
        {
            "log one": ("add", f"project:{HANDLE}", "call", "about", "forecasting"),
            "what is due": ("next", "limit:20"),
            "show one person": (f"project:{HANDLE}", "all"),
            "search": (f"description.contains:{WORD}", "all"),
        },
        "keeps tasks: conversations are done ones, and for everybody one is open with a day told to it",
    ),
    Peer(
        *("friends", "friends", "Ruby", _friends),
        {
            "log one": ("--quiet", "add", "activity", f"Today: call with {WHO} about forecasting"),
            "what is due": ("suggest",),
            "show one person": ("list", "activities", "--with", WHO),
        },
        "has no search in texts; in place of what is due, its suggestions",
    ),
)
NETLOG = {
    "log one": ("add", f"call with {WHO} about forecasting"),
    "what is due": ("due",),
    "show one person": ("who", WHO),
    "search": ("search", WORD),
}


def measured(
    places: Places,
    sizes: Sequence[Size],
    path: str | None,
    rounds: int,
    patience: float,
    said: Callable[[str], None],
) -> dict[str, Any]:
    """Milliseconds by size, task and program; those that are not installed are named."""
    search = os.pathsep.join(filter(None, (path, os.environ.get("PATH", os.defpath))))
    programs = {peer.name: shutil.which(peer.program, path=search) for peer in PEERS}
    rows = []
    for size in sizes:
        journal = places.copy(places.journal(size), "beside")
        calls = {("netlog", task): places.netlog(*words, journal=journal) for task, words in NETLOG.items()}
        for peer in PEERS:
            if program := programs[peer.name]:
                said(f"making the data of {peer.name}, {size.name}")
                calls |= _calls(peer, program, places, size, Crowd(journal))
        for task in TASKS:
            asked = {name: call for (name, its), call in calls.items() if its == task}
            times = measuring.interleaved(asked, rounds, patience, lambda name, s=size: said(f"{name}, {s.name}"))
            rows.append(
                {
                    "people": size.people,
                    "conversations": size.conversations,
                    "task": task,
                    "ms": {name: one.seconds * 1000 for name, one in times.items() if not one.fault},
                    "faults": {name: one.fault for name, one in times.items() if one.fault},
                }
            )
        for folder in places.scratch.glob("peer-*"):
            shutil.rmtree(folder)
    return {"missing": [name for name, program in programs.items() if not program], "rows": rows}


def _calls(peer: Peer, program: str, places: Places, size: Size, crowd: Crowd) -> dict[tuple[str, str], Call]:
    folder = places.scratch / f"peer-{peer.name}-{size.people}"
    folder.mkdir()
    env = places.env(crowd.journal, {"HOME": str(folder), **peer.make(folder, crowd)})
    return {(peer.name, task): Call((program, *words), env) for task, words in peer.asked.items()}


def told(found: dict[str, Any]) -> str:
    """A line for each task and size: milliseconds, and how many times those of netlog."""
    present = [peer for peer in PEERS if peer.name not in found["missing"]]
    rows = []
    for row in found["rows"]:
        ours = row["ms"].get("netlog")
        cells = [_cell(row, peer.name, ours) for peer in present]
        rows.append((row["task"], f"{row['people']:,}", number(ours, 0), *cells))
    lines = ["Milliseconds, and in brackets how many times those of netlog.", ""]
    lines.append(markdown(("what", "people", "netlog", *(peer.name for peer in present)), rows))
    lines += ["", *(f"{peer.name} ({peer.written_in}): {peer.less}." for peer in present)]
    lines += [f"{name}: not installed." for name in found["missing"]]
    return "\n".join((*lines, _behind(found, present)))


def _cell(row: dict[str, Any], name: str, ours: float | None) -> str:
    if fault := row["faults"].get(name):
        return fault.splitlines()[0][:40]
    took = row["ms"].get(name)
    return "–" if took is None else f"{took:,.0f} ({took / ours:.1f})" if ours else f"{took:,.0f}"


def _behind(found: dict[str, Any], present: Sequence[Peer]) -> str:
    """Where an interpreted program is not three times slower."""
    near = [
        f"{peer.name}, {row['task']}, {row['people']:,} people: {row['ms'][peer.name] / row['ms']['netlog']:.1f}"
        for row in found["rows"]
        for peer in present
        if peer.written_in != "C++" and peer.name in row["ms"] and "netlog" in row["ms"]
        if row["ms"][peer.name] < ENOUGH * row["ms"]["netlog"]
    ]
    if not any(peer.written_in != "C++" and peer.name in row["ms"] for row in found["rows"] for peer in present):
        return "No interpreted one was measured."
    return f"Less than {ENOUGH:g} times as slow as netlog: {'; '.join(near)}." if near else (
        f"Every interpreted one is at least {ENOUGH:g} times as slow as netlog in all it does."
    )  # fmt: skip
