"""Text written in the user's editor, in a private file that is kept when anything goes wrong."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from contextlib import contextmanager

from netlog.errors import NetlogError, UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def edited(text: str, folder: str) -> Iterator[str]:
    """What the user left in the editor; $VISUAL, then $EDITOR, then vi.

    The file is 0600 in a 0700 folder, in memory where the system has a place for that, else in
    `folder`. It goes when the block ends well; when anything fails it stays, and the error names it.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    place = os.environ.get("XDG_RUNTIME_DIR") or folder
    private = tempfile.mkdtemp(prefix="netlog-", dir=place if os.path.isdir(place) else None)
    path = os.path.join(private, "entry.md")
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    try:
        done = subprocess.run([*shlex.split(command), path], check=False)  # no shell: no name in it can act
    except (OSError, ValueError) as error:
        shutil.rmtree(private)
        raise UsageError(f"The editor '{command}' does not start.", "Set EDITOR to one that does.") from error
    kept = f"Your text is in {path}."
    if done.returncode:
        raise NetlogError(f"The editor ended with code {done.returncode}; nothing was written.", kept)
    try:
        with open(path, encoding="utf-8") as file:
            left = file.read()
    except FileNotFoundError as error:
        shutil.rmtree(private, ignore_errors=True)
        raise NetlogError("The editor took its file away; nothing was written.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise NetlogError("What the editor left cannot be read; nothing was written.", kept) from error
    try:
        yield left
    except NetlogError as error:
        if left.strip() and left != text:
            error.hint = f"{error.hint}\n{kept}".strip()
        else:
            shutil.rmtree(private)
        raise
    shutil.rmtree(private)
