"""Questions to oneself, each under a short name: answered on a terminal, by flags, or in the editor."""

from __future__ import annotations

from netlog import bounded
from netlog.domain import people
from netlog.errors import NotFound, UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from netlog.session import Session

HEAD = "## "  # opens a question's part in the editor
NOTHING = "Nothing was answered, and nothing written."
QUOTE = "> "  # before the question itself, which is not kept


def answers(
    session: Session, questions: Mapping[str, str], told: Sequence[str] | None, *, edit: bool, example: str
) -> dict[str, str]:
    """The answers by name, those left empty left out; nothing but what was told without a terminal.

    Told ones are `KEY=TEXT`. Without any, a person is asked one question at a time, every answer optional;
    where nobody can be asked, UsageError says how to answer: `example` is such a call.
    """
    if edit:
        found = _edited(session, questions)
    elif told:
        found = read(told, questions, example)
    elif session.interactive:
        session.note("Return leaves a question out. What you write is private.")
        found = {key: session.ask(question) for key, question in questions.items()}
    else:
        listed = "\n".join(f"  {key}: {question}" for key, question in questions.items())
        raise UsageError(f"These are questions to you:\n{listed}", f"Answer here with {example}, or on a terminal.")
    cleaned = ((key, people.clean_note(text)) for key, text in found.items())
    return {key: text for key, text in cleaned if text}


def read(told: Sequence[str], known: Mapping[str, str], example: str) -> dict[str, str]:
    """What `KEY=TEXT` options say, by key; refuses a key that nobody asked for."""
    found: dict[str, str] = {}
    keys = {key.casefold(): key for key in known}
    for one in told:
        typed, equals, text = one.partition("=")
        key = keys.get(typed.strip().casefold(), "")
        if not equals or not key:
            raise UsageError(f"'{one}' answers no question.", f"{example}; there are {', '.join(known)}.")
        if key in found:
            raise UsageError(f"'{key}' is answered twice.", f"{example}")
        found[key] = text
    return found


def from_file(path: str, example: str) -> dict[str, Any]:
    """What a TOML file of answers says, by key; `example` is a line of such a file."""
    try:
        return bounded.toml(path)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}.", "Name a file of answers.") from error
    except ValueError as error:
        raise UsageError(f"{path} is no TOML: {error}.", f"A line reads: {example}") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Name a file of answers.") from error


def mark(session: Session, question: str, lowest: int, highest: int) -> int | None:
    """A whole number from the lowest to the highest, asked until it is one; none where nothing is typed."""
    while typed := session.ask(f"{question} [{lowest}-{highest}]"):
        if typed in map(str, range(lowest, highest + 1)):
            return int(typed)
        session.warn(f"'{typed[:20]}' is none of {lowest} to {highest}.")
    return None


def _edited(session: Session, questions: Mapping[str, str]) -> dict[str, str]:
    """The parts that a person wrote below the questions in the editor."""
    from netlog import editor  # noqa: PLC0415 - few answers are written in an editor

    template = "".join(f"{HEAD}{key}\n{QUOTE}{question}\n\n\n" for key, question in questions.items())
    session.store.release()
    found: dict[str, list[str]] = {}
    key = ""
    with editor.edited(template, session.store.path.rpartition("/")[0] or ".") as left:
        for row in left.splitlines():
            if row.startswith(HEAD) and row.removeprefix(HEAD).strip() in questions:
                key = row.removeprefix(HEAD).strip()
            elif key and not row.startswith(QUOTE):
                found.setdefault(key, []).append(row)
    return {key: "\n".join(rows) for key, rows in found.items()}
