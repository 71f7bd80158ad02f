"""The front door: finds the command, opens the session, turns errors into exit codes."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress

from netlog.errors import NetlogError
from netlog.folder import Folder
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType
    from typing import Any

INTERRUPTED = 130
FEWEST_FOR_GC = 50_000  # objects before Python looks for cycles: a run keeps most of what it makes to its end


def main() -> None:
    """Run the words of the command line and leave with their exit code."""
    gc.set_threshold(FEWEST_FOR_GC)
    streams = [stream for stream in (sys.stdout, sys.stderr) if stream is not None]
    for stream in streams:
        # A name that the terminal's encoding lacks is shown as an escape, never a crash.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    if sys.stdin is not None:
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # bytes that are no text show as U+FFFD
    code = run(sys.argv[1:])
    for stream in streams:
        try:
            stream.flush()
        except OSError:
            from netlog.session import silence  # noqa: PLC0415 - as below

            silence(stream)  # nobody takes the rest: a pipe was closed, a disk is full
    gc.freeze()  # the end of the process frees all at once; looking for cycles once more would cost a tenth of a run
    sys.exit(code)


def run(words: Sequence[str]) -> int:
    """The exit code of a command line: the one place where an error becomes a sentence."""
    try:
        code = _dispatch(list(words))
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except NetlogError as error:
        return _say(error.sentence, error.hint, error.exit_code)
    except KeyboardInterrupt:
        if sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write("\n")  # the prompt's line is not finished
        return INTERRUPTED
    except BrokenPipeError:
        return 0  # the reader went away, as `head` does; nothing is wrong
    except Exception as error:
        if isinstance(error, OSError) and error.strerror:
            what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
            nowhere = isinstance(error, FileNotFoundError) and not error.filename  # asked where it stands
            hint = "The folder that you are in was taken away: cd to another, or name whole paths." if nowhere else ""
            return _say(f"The system refused: {what}.", hint, 1)
        from netlog import mishap  # noqa: PLC0415 - a fault of our own; a traceback would show what is private

        return _say(*mishap.told(error, words), 1)


def _say(sentence: str, hint: str, code: int) -> int:
    from netlog.terminal import safe  # noqa: PLC0415 - most runs have nothing to complain about

    if sys.stderr is not None:
        with suppress(OSError):  # nobody reads it; the exit code still says it
            sys.stderr.write(_folded(safe(f"{sentence}\n{hint}").rstrip()) + "\n")
    return code


def _folded(text: str) -> str:
    """The lines of a message, on a terminal folded between words, each going on where it began."""
    if sys.stderr is None or not sys.stderr.isatty():
        return text
    from shutil import get_terminal_size  # noqa: PLC0415 - only a complaint needs them
    from textwrap import fill  # noqa: PLC0415

    room = get_terminal_size().columns
    return "\n".join(
        fill(
            line,
            room,
            subsequent_indent=line[: len(line) - len(line.lstrip())],
            break_long_words=False,
            break_on_hyphens=False,
        )
        if len(line) > room
        else line
        for line in text.split("\n")
    )


def _dispatch(words: list[str]) -> int:
    if words[:1] == ["__complete"]:
        from netlog import complete  # noqa: PLC0415 - for the shells; see completions/

        return complete.run(words[1:])
    if words in (["--version"], ["-V"]):
        from netlog import __version__  # noqa: PLC0415

        if sys.stdout is not None:
            sys.stdout.write(f"netlog {__version__}\n")
        return 0
    for word in words:
        if any("\ud800" <= one <= "\udfff" for one in word):
            raise _unreadable(word)
    plain = _plain_call(words)
    if plain is None:
        from netlog import parser  # noqa: PLC0415 - costs as much as the rest of a run; only options need it

        return parser.run(words)
    function, arguments = plain
    from netlog.session import Session  # noqa: PLC0415

    session = Session()
    session.run(function, *arguments)
    return 0


def _plain_call(words: list[str]) -> tuple[Callable[..., None], list[Any]] | None:
    """The function of a call without options and what to hand it; None when the parser is needed.

    A command's positional parameters are its arguments and its keyword-only ones its
    options, so a call without a dash is the function called with its own defaults.
    """
    if not words or any(word.startswith("-") and word != "-" for word in words):
        return None
    name, *arguments = words
    try:
        module = Folder("netlog.commands")[name]
    except KeyError:
        return None
    function = function_of(module, name)
    code = function.__code__
    if code.co_kwonlyargcount > len(function.__kwdefaults__ or ()):
        return None  # an option that must be there is missing: the parser says so
    takes = code.co_argcount - 1  # the session
    needs = takes - len(function.__defaults__ or ())
    if takes and "list[str]" in function.__annotations__[code.co_varnames[takes]]:
        fixed = takes - 1
        if len(arguments) < max(needs, fixed):
            return None
        return function, [*arguments[:fixed], arguments[fixed:]]
    return (function, arguments) if needs <= len(arguments) <= takes else None


def function_of(module: ModuleType, name: str) -> Callable[..., None]:
    """The function that a command's file is named after; `set` and `import` need an underscore."""
    name = name.replace("-", "_")
    function: Callable[..., None] = getattr(module, name, None) or getattr(module, f"{name}_")
    return function


def _unreadable(word: str) -> NetlogError:
    from netlog.errors import UsageError  # noqa: PLC0415

    return UsageError(f"{word!r} is not text in this terminal's encoding.", "Use UTF-8.")
