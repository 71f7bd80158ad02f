"""The passphrase of an encrypted journal, from where it is kept: a file, or a program that prints it."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess

from netlog.errors import NetlogError, UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from netlog.config import Config

FILE, COMMAND = "NETLOG_KEY_FILE", "NETLOG_KEY_COMMAND"
LONGEST = 4096  # bytes of a passphrase; a file with more is another file
TOLD = (
    f"{FILE} or {COMMAND}, or `netlog config set key_file PATH` or `key_command PROGRAM`, say where the passphrase is"
)


def kept(settings: Callable[[], Config], *, wait: float | None = None) -> str:
    """The passphrase, as the environment or else the settings say where it is; empty when neither does.

    A program is given `wait` seconds, and as long as it likes when nothing is said: it may ask somebody.
    """
    if file := os.environ.get(FILE):
        return of_file(file)
    if command := os.environ.get(COMMAND):
        return _of_program(command, wait)
    told = settings()
    if told.key_file:
        return of_file(told.key_file)
    return _of_program(told.key_command, wait) if told.key_command else ""


def of_file(named: str) -> str:
    """The one line that a file holds; refuses a file that others may read."""
    path = os.path.expanduser(named)
    try:
        with open(path, "rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            content = file.read(LONGEST + 1)
    except OSError as error:
        raise UsageError(f"The key file {path} cannot be read: {error.strerror}.", f"{TOLD}.") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UsageError(f"The key file {path} is open to others than you (mode {mode:o}).", f"chmod 600 {path}")
    key, _, more = _text(content, f"The key file {path}").partition("\n")
    if more or len(content) > LONGEST:
        raise UsageError(
            f"The key file {path} must hold one line, the passphrase.", "Write it there, and nothing else."
        )
    return usable(key.removesuffix("\r"), f"The key file {path}")


def _of_program(command: str, wait: float | None = None) -> str:
    """The first line that a program prints, started without a shell: password managers say more below it."""
    try:
        words = shlex.split(command)
        program = words[0]
    except (ValueError, IndexError) as error:
        raise UsageError(f"The key command cannot be read: {command}", f"{COMMAND}='pass show netlog'") from error
    try:
        done = subprocess.run(
            [os.path.expanduser(program), *words[1:]],
            stdin=subprocess.DEVNULL,  # what is piped in is for netlog
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if wait else None,
            timeout=wait,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        why = error.strerror if isinstance(error, OSError) else "it takes too long"
        raise NetlogError(f"The key command {program} cannot be run: {why}.", f"{TOLD}.") from error
    if done.returncode:
        raise NetlogError(
            f"The key command {program} failed (exit code {done.returncode}); the journal stays shut.",
            "Run it by itself to see why.",
        )
    key = _text(done.stdout, f"The key command {program}").partition("\n")[0]
    return usable(key.removesuffix("\r"), f"The key command {program}")


def usable(key: str, source: str) -> str:
    """The passphrase itself; refuses one that is empty or no text."""
    if not key.strip():
        raise NetlogError(f"{source} gave no passphrase.", "It is the first line, and must not be empty.")
    if "\0" in key or "\ufffd" in key:
        raise NetlogError(f"{source} gave a passphrase that is no text.", "Letters, digits and signs, in UTF-8.")
    return key


def _text(content: bytes, source: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise NetlogError(f"{source} gave a passphrase that is no text.", "It must be one line of UTF-8.") from error
