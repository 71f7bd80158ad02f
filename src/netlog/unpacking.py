"""The files that a path stands for: one, all of a folder, all of a ZIP; opened one after the other, never unpacked."""

from __future__ import annotations

import os
import sys
from io import BufferedReader, RawIOBase

from netlog.errors import NotFound, UsageError
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any
    from zipfile import ZipFile, ZipInfo

ZIP = b"PK\x03\x04"
MOST_MEMBERS = 100_000
MOST_BYTES = 4_000_000_000  # of one member unpacked
MOST_TIMES = 500  # as large as it is packed: more is a trap, not a file
SMALL = 10_000_000  # bytes; below this any ratio is harmless
MAILDIR = {"cur", "new"}
PASSED_OVER = ("__MACOSX/", ".")  # of a ZIP or a folder: what a system leaves behind


class Source(NamedTuple):
    """One file to be read."""

    name: str  # as it is told to the user
    open: Callable[[], BufferedReader]  # nothing of a Maildir
    is_named: bool  # the user named it: then it must be in a known format
    mails: tuple[str, ...] = ()  # of a Maildir: its files, a mail each, which only together tell who answered whom


def sources(path: str) -> Iterator[Source]:
    """The files of a path, by name; - is standard input."""
    if path == "-":
        yield Source("standard input", _standard_input, True)
    elif not os.path.exists(path):
        raise NotFound(f"There is no file {path}.", "Name a file or a folder, or - for standard input.")
    elif os.path.isdir(path):
        for folder, folders, names in os.walk(path):
            if set(folders) >= MAILDIR:
                mails = [os.path.join(folder, one, mail) for one in MAILDIR for mail in os.listdir(f"{folder}/{one}")]
                yield Source(folder, _standard_input, False, tuple(sorted(one for one in mails if os.path.isfile(one))))
                folders[:] = [name for name in folders if name not in (*MAILDIR, "tmp")]
            folders[:] = sorted(name for name in folders if not name.startswith(".git"))
            for name in sorted(names):
                file = os.path.join(folder, name)
                if not name.startswith(".") and os.path.isfile(file):
                    yield from _one(file, False)
    elif os.path.isfile(path):
        yield from _one(path, True)
    else:
        raise UsageError(f"{path} is no file.", "Name a file or a folder, or - for standard input.")


def _one(file: str, is_named: bool) -> Iterator[Source]:
    with open(file, "rb") as begun:
        is_zip = begun.read(len(ZIP)) == ZIP
    if not is_zip:
        yield Source(file, lambda: open(file, "rb"), is_named)  # noqa: SIM115 - whoever reads it closes it
        return
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - most files are none

    try:
        with ZipFile(file) as packed:
            members = sorted((one for one in packed.infolist() if not one.is_dir()), key=lambda one: one.filename)
            if len(members) > MOST_MEMBERS:
                raise UsageError(f"{file} holds {len(members):,} files.", f"At most {MOST_MEMBERS:,} are read.")
            for member in members:
                if not member.filename.startswith(PASSED_OVER) and "/." not in member.filename:
                    _refuse_trap(file, member)
                    yield Source(f"{file}/{member.filename}", _opener(packed, member), False)
    except BadZipFile as error:
        raise UsageError(f"{file} is a damaged ZIP: {error}.", "Fetch it again.") from error


def _refuse_trap(file: str, member: ZipInfo) -> None:
    times = member.file_size / max(member.compress_size, 1)
    if member.file_size > MOST_BYTES or (member.file_size > SMALL and times > MOST_TIMES):
        raise UsageError(
            f"{member.filename} in {file} would unpack to {member.file_size:,} bytes.",
            "Unpack it yourself if it is meant.",
        )
    if member.flag_bits & 1:
        raise UsageError(f"{member.filename} in {file} is locked with a password.", "Unpack it yourself.")


def _opener(packed: ZipFile, member: ZipInfo) -> Callable[[], BufferedReader]:
    def opened() -> BufferedReader:
        return BufferedReader(_Member(packed, member))

    return opened


class _Member(RawIOBase):
    """A file of a ZIP; damage, which shows only as it is unpacked, is told in a sentence."""

    def __init__(self, packed: ZipFile, member: ZipInfo) -> None:
        self._file = f"{member.filename} in {packed.filename}"
        self._unpacked: Any = self._told(lambda: packed.open(member))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count: int = self._told(lambda: self._unpacked.readinto(buffer))
        return count

    def _told(self, step: Callable[[], Any]) -> Any:
        from lzma import LZMAError  # noqa: PLC0415 - most files are in no ZIP
        from zipfile import BadZipFile  # noqa: PLC0415
        from zlib import error as zlib_error  # noqa: PLC0415

        try:
            return step()
        except NotImplementedError as error:
            raise UsageError(
                f"{self._file} is packed in a way that Python does not know.", "Unpack it yourself."
            ) from error
        except (BadZipFile, EOFError, LZMAError, OSError, zlib_error) as error:
            raise UsageError(f"{self._file} is damaged: {error}.", "Fetch it again.") from error


def _standard_input() -> BufferedReader:
    if sys.stdin is None:
        raise UsageError("There is no standard input to read.", "Name a file.")
    return BufferedReader(sys.stdin.buffer)  # type: ignore[arg-type]
