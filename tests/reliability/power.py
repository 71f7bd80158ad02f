"""Power cuts by simulation: what a disk may hold after a cut at any moment, made from a record of what was done.

Only what was synced is certain. Of the rest any part may have reached the disk, in any order: a write
whole, not at all, or some of its sectors; a name made or taken away, or not, until its folder was synced.
"""

from __future__ import annotations

import hashlib
import os
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from netlog import cli
from reliability import vfs
from running import Stream

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    Image = dict[str, bytes]  # what a folder holds, by name

SECTOR = 512  # what a disk writes whole or not at all


class Event(NamedTuple):
    """One change of a file, or `said`: that a receipt was printed."""

    what: str
    path: str = ""
    details: tuple[Any, ...] = ()


class Recorder(vfs.Watcher):
    """Writes down every change of a folder, in order."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self.events: list[Event] = []

    def change(self, what: str, path: str, *details: Any) -> int:
        if self._folder in (path, os.path.dirname(path)):
            self.events.append(Event(what, path, details))
        return vfs.OK  # to be done for good: only when it syncs a new file does SQLite sync its folder

    def said(self) -> None:
        self.events.append(Event("said"))


class Heard(Stream):
    """A stderr that notes when something is said on it."""

    recorder: Recorder

    def write(self, text: str) -> int:
        self.recorder.said()
        return super().write(text)


def record(words: Sequence[str], folder: Path) -> tuple[int, list[Event]]:
    """Run a command; its exit code and what it changed in a folder, to the receipt and beyond."""
    recorder = Recorder(folder)
    with pytest.MonkeyPatch.context() as patch, vfs.watched(recorder):
        heard = Heard()
        heard.recorder = recorder
        for name, stream in (("stdin", Stream()), ("stdout", Stream()), ("stderr", heard)):
            patch.setattr(sys, name, stream)
        return cli.run(words), recorder.events


class _Content:
    """A file's bytes: those that are certain, and changes that are not yet."""

    def __init__(self, certain: bytes = b"") -> None:
        self.certain = certain
        self.waiting: list[Event] = []

    def sync(self) -> None:
        self.certain = self.after(self.waiting)
        self.waiting = []

    def after(self, changes: Sequence[Event]) -> bytes:
        content = bytearray(self.certain)
        for change in changes:
            if change.what == "truncate":
                (size,) = change.details
                content = content[:size].ljust(size, b"\0")
            else:
                at, data = change.details
                content = content.ljust(at, b"\0")
                content[at : at + len(data)] = data
        return bytes(content)

    def torn(self, chance: random.Random) -> bytes:
        """The certain bytes, and of each change none, all, or some sectors, in any order."""
        kept: list[Event] = []
        for change in self.waiting:
            fate = chance.randrange(3)
            if fate == 0 or (fate == 1 and change.what == "truncate"):
                kept.append(change)
            elif fate == 1:
                at, data = change.details
                edges = [0, *range(SECTOR - at % SECTOR, len(data), SECTOR), len(data)]
                kept += (
                    Event("write", "", (at + start, data[start:end]))
                    for start, end in pairwise(edges)
                    if chance.random() < 0.5
                )
        chance.shuffle(kept)
        return self.after(kept)


class Disk:
    """A folder as the system sees it, and as a cut may leave it."""

    def __init__(self, image: Image) -> None:
        self._names = {name: _Content(content) for name, content in image.items()}
        self._certain = dict(self._names)
        self._waiting: list[tuple[str, _Content | None]] = []  # a name, and what it leads to from then on

    def do(self, event: Event) -> None:
        """Take over one change."""
        name = os.path.basename(event.path)
        if event.what == "open":
            self._lead(name, _Content())
        elif event.what == "unlink":
            self._lead(name, None)
        elif event.what in ("link", "replace"):
            self._lead(os.path.basename(event.details[0]), self._names[name])
            if event.what == "replace":
                self._lead(name, None)
        elif event.what == "sync":
            self._names[name].sync()
        elif event.what == "folder":
            self._certain = dict(self._names)
            self._waiting = []
        elif event.what in ("write", "truncate"):
            self._names[name].waiting.append(event)

    def _lead(self, name: str, content: _Content | None) -> None:
        self._waiting.append((name, content))
        _point(self._names, name, content)

    def now(self) -> Image:
        """What every other process sees: the image that a killed process leaves."""
        return {name: content.after(content.waiting) for name, content in self._names.items()}

    def certain(self) -> Image:
        """Only what was synced."""
        return {name: content.certain for name, content in self._certain.items()}

    def torn(self, chance: random.Random) -> Image:
        """One of the many images in between."""
        names = dict(self._certain)
        for name, content in self._waiting:
            if chance.random() < 0.5:
                _point(names, name, content)
        return {name: content.torn(chance) for name, content in names.items()}


def _point(names: dict[str, _Content], name: str, content: _Content | None) -> None:
    if content is None:
        names.pop(name, None)
    else:
        names[name] = content


def images(
    start: Image, events: Sequence[Event], torn: int, every: int, chance: random.Random
) -> Iterator[tuple[bool, Image]]:
    """The images that a cut may leave, each once, and whether a receipt had been printed by then.

    The power is cut at every sync and at every change of a name, and at one write in so many.
    """
    disk, is_said, writes = Disk(start), False, 0
    seen: set[bytes] = set()
    for event in (Event("start"), *events):
        is_said |= event.what == "said"
        disk.do(event)
        writes += event.what == "write"
        if event.what == "write" and writes % every:
            continue
        for image in (disk.now(), disk.certain(), *(disk.torn(chance) for _ in range(torn))):
            mark = digest(image) + bytes([is_said])
            if mark not in seen:
                seen.add(mark)
                yield is_said, image


def digest(image: Image) -> bytes:
    """What tells an image from every other."""
    found = hashlib.blake2b()
    for name, content in sorted(image.items()):
        found.update(f"{name}\0{len(content)}\0".encode())
        found.update(content)
    return found.digest()


def lay_out(image: Image, folder: Path) -> None:
    """Put an image into a folder, in place of what is there."""
    for old in folder.iterdir():
        if old.is_file():
            old.unlink()
    for name, content in image.items():
        (folder / name).write_bytes(content)


def of(folder: Path) -> Image:
    """What a folder holds now."""
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
