"""A fault of netlog's own, told in a sentence and written down where only the user reads it; loaded only then."""

from __future__ import annotations

import linecache
import os
import platform
import sys
import traceback

from netlog import __version__
from netlog.folder import Folder
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILE = "report.txt"  # one, of the last fault: a job that fails every minute must not fill the disk
MOST_FRAMES = 60  # of a traceback, the innermost; endless recursion has a thousand


def told(error: Exception, words: Sequence[str]) -> tuple[str, str]:
    """The sentence for a fault and a hint that names its report; with `--debug` the report itself stands between.

    Neither says a word of the journal: what an exception says of itself may be a name or a note,
    so only its kind and the places in the code are told.
    """
    report = "\n".join(_report(error, words))
    file = _written(report)
    sentence = f"netlog itself failed: {_kind(error)} in {_place(error)}."
    if "--debug" in words:
        sentence = f"{sentence}\n{report}"
    where = f"A report without a word of your journal is in {file}" if file else "No report could be written"
    return sentence, f"{where}; please send it in, and what you did." if file else f"{where}; --debug shows it."


def _report(error: Exception, words: Sequence[str]) -> Iterator[str]:
    sqlite = getattr(sys.modules.get("sqlite3"), "sqlite_version", "not loaded")
    yield f"netlog {__version__}, Python {platform.python_version()}, SQLite {sqlite}, {sys.platform}"
    yield f"called as: netlog {' '.join(_bare(words))}"
    one: BaseException | None = error
    seen: set[int] = set()
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield f"\n{_kind(one)}"
        for frame, line in list(traceback.walk_tb(one.__traceback__))[-MOST_FRAMES:]:
            code = frame.f_code
            yield f"  {frame.f_globals.get('__name__', '?')}, line {line}, in {code.co_name}"
            if source := linecache.getline(code.co_filename, line, frame.f_globals).strip():
                yield f"    {source}"
        one = one.__cause__ or one.__context__


def _bare(words: Sequence[str]) -> Iterator[str]:
    """The command and the names of the options: what was typed beside them may be private."""
    commands = set(Folder("netlog.commands"))
    for at, word in enumerate(words):
        if word == "--":
            return
        flag = word.partition("=")[0]
        if flag.startswith("--") and flag[2:].replace("-", "").isalpha():
            yield flag
        elif word in commands and not any(earlier in commands for earlier in words[:at]):
            yield word


def _kind(error: BaseException) -> str:
    """The class, with the database's own name for what happened."""
    name = type(error).__name__
    reason = getattr(error, "sqlite_errorname", "")
    return f"{name} ({reason})" if reason else name


def _place(error: BaseException) -> str:
    """The innermost line of netlog's own code."""
    own = [
        f"{frame.f_globals['__name__']}, line {line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
        if str(frame.f_globals.get("__name__")).startswith("netlog")
    ]
    return own[-1] if own else "an unknown place"


def _written(report: str) -> str:
    """The path of the report; empty where none can be written."""
    try:
        from platformdirs import user_state_dir  # noqa: PLC0415 - may itself be what is broken

        from netlog import private  # noqa: PLC0415 - the same
        from netlog.filing import replaced  # noqa: PLC0415 - the same

        folder = user_state_dir("netlog", appauthor=False)
        private.make_folder(folder)
        path = os.path.abspath(os.path.join(folder, FILE))
        with replaced(path) as file:
            file.write(f"{report}\n".encode(errors="backslashreplace"))
    except Exception:  # whatever is broken already must not hide the sentence
        return ""
    return path
