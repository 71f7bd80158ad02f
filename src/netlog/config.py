"""The settings file: every setting, its default, and what it means."""

from __future__ import annotations

import os

from netlog import folders
from netlog.domain.parameters import DEFAULTS, REASONS, Parameters
from netlog.errors import NotFound, UsageError
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

OWN = {
    "journal": "path of the journal; empty: the platform's data folder",
    "day_order": "dmy or mdy, for days written as two numbers; empty: such a day is refused",
    "language": "of questions, scripts and tips: en, zh, it, id, or a folder of your own playbooks",
    "profile": "solo, team or firm: picks tips, and changes nothing else",
    "start": "what the word networking does to you: liking, disappointment, dread or blank; picks the first tips",
    "own": "your own e-mail addresses and names in calendars, mailboxes and chats, a comma between",
    "key_file": "path of the file with the passphrase of an encrypted journal, readable by you alone",
    "key_command": "program that prints that passphrase on its first line, started without a shell",
    "reach": "how many people you could reach on social media, by your own estimate; 0: not told",
}
LANGUAGES = ("en", "zh", "it", "id")
CHOICES = {
    "day_order": ("", "dmy", "mdy"),
    "profile": ("", "solo", "team", "firm"),
    "start": ("", "liking", "disappointment", "dread", "blank"),
}
MEANINGS = OWN | REASONS
MOST_REACHED = 10**10


class Config(NamedTuple):
    """What the settings file says, completed with the defaults."""

    journal: str = ""
    day_order: str = ""
    parameters: Parameters = DEFAULTS
    changed: tuple[str, ...] = ()  # names of the parameters that differ from their default
    language: str = "en"
    profile: str = ""
    start: str = ""
    own: str = ""
    key_file: str = ""
    key_command: str = ""
    reach: int = 0


OWN_DEFAULTS: dict[str, str | int] = {name: Config._field_defaults[name] for name in OWN}


def folder() -> str:
    """The folder of the settings file; NETLOG_CONFIG names another."""
    if named := os.environ.get("NETLOG_CONFIG"):
        return named
    return folders.settings()


def path() -> str:
    """The settings file, whether it is there or not."""
    return os.path.join(folder(), "config.toml")


def read() -> Config:
    """The settings in force; no file is fine."""
    file = path()
    if not os.path.exists(file):
        return Config()
    from netlog import bounded  # noqa: PLC0415 - only runs with a settings file need it

    try:
        told = bounded.toml(file)
    except ValueError as error:
        raise UsageError(f"{file} is no TOML: {error}.", "Mend the file, or move it away.") from error
    except OSError as error:
        raise UsageError(
            f"{file} cannot be read: {error.strerror}.", "Mend its permissions, or move it away."
        ) from error
    return of(told, file)


def of(told: Mapping[str, Any], file: str) -> Config:
    """The settings of a mapping; refuses a name that nobody knows and a value of the wrong kind."""
    for name, value in told.items():
        check(name, value, file)
    numbers: dict[str, Any] = {name: value for name, value in told.items() if name in REASONS}
    if "working_days" in numbers:
        numbers["working_days"] = tuple(numbers["working_days"])
    parameters = DEFAULTS._replace(**numbers)
    changed = tuple(name for name in REASONS if getattr(parameters, name) != getattr(DEFAULTS, name))
    own = {name: told[name] for name in OWN if name in told}
    return Config(**own, parameters=parameters, changed=changed)


def check(name: str, value: Any, file: str) -> None:
    """Refuse a setting that nobody knows, or a value that its setting cannot take."""
    if name not in MEANINGS:
        from difflib import get_close_matches  # noqa: PLC0415 - only a wrong name needs it

        near = get_close_matches(name, MEANINGS, 1)
        hint = f"Did you mean {near[0]}?" if near else "`netlog config list` shows every setting."
        raise NotFound(f"{file}: there is no setting '{name}'.", hint)
    default = default_of(name)
    if not _fits(name, value, default):
        raise UsageError(f"{file}: {name} cannot be {value!r}.", f"{name}: {MEANINGS[name]}; by default {default!r}.")


def default_of(name: str) -> Any:
    """What a setting is when nobody told."""
    return OWN_DEFAULTS[name] if name in OWN else getattr(DEFAULTS, name)


def _fits(name: str, value: Any, default: Any) -> bool:
    if name in CHOICES:
        return value in CHOICES[name]
    if name == "language":
        return isinstance(value, str) and (value in LANGUAGES or _is_own_language(value))
    if name == "reach":
        return type(value) is int and 0 <= value <= MOST_REACHED
    if name == "working_days":
        return isinstance(value, list | tuple) and all(type(one) is int and 0 <= one <= 6 for one in value)
    if isinstance(default, bool) or isinstance(value, bool):
        return type(value) is type(default)
    if isinstance(default, str):
        return isinstance(value, str)
    if isinstance(default, int):
        return isinstance(value, int) and 0 < value <= 100_000
    return isinstance(value, int | float) and 0 < value <= 100_000


def _is_own_language(word: str) -> bool:
    """True when the user keeps playbooks in a folder of that name."""
    return word.isalnum() and os.path.isdir(os.path.join(folder(), "playbooks", word))
