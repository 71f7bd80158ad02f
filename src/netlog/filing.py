"""Files written whole or not at all, readable by their owner alone."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager

from netlog.errors import NetlogError, UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO


@contextmanager
def replaced(path: str) -> Iterator[IO[bytes]]:
    """A file to write that takes the place of `path`, 0600, when the block ends well; otherwise nothing has changed.

    It is written beside `path` and synced before it takes the name, so that a crash leaves the
    one or the other. A link, a folder or a device is refused: that is not what was meant.
    """
    folder, name = os.path.split(os.path.abspath(path))
    if not os.path.isdir(folder):
        raise UsageError(f"There is no folder {folder}.", "Make it first, or name a file in another one.")
    if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
        raise UsageError(f"{path} is no plain file.", "Name a new file, or one that may be replaced.")
    part = os.path.join(folder, f".{name}.{os.urandom(4).hex()}.part")
    try:
        with _written_beside(path, part) as file:
            yield file
    except OSError as error:
        raise NetlogError(
            f"{path} cannot be written: {error.strerror}.", "What was there is left as it was."
        ) from error
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _written_beside(path: str, part: str) -> Iterator[IO[bytes]]:
    """A new file that takes the place of `path` when the block ends well, and goes when it does not."""
    with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.replace(part, path)
        except BaseException:
            os.unlink(part)
            raise
