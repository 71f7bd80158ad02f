"""`netlog config`: every setting, its value, where that comes from, and what it means."""

from __future__ import annotations

import os

from netlog import config as settings
from netlog import settings_file
from netlog import words as wording
from netlog.domain import days
from netlog.domain.parameters import DEFAULTS
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import action
from netlog.page import Text, line, table
from netlog.session import Session, default_journal
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Annotated, Any

    from netlog.page import Page

PANEL = "Journal"
EXAMPLES = (
    "netlog config",
    "netlog config get lines",
    "netlog config set lines 10",
    "netlog config set working_days sun-thu",
    "netlog config set lines default",
)
FORMS = {"list": "list", "path": "path", "get": "get NAME", "set": "set NAME VALUE"}
TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
DAYS = "mon-fri, sun-thu, or mon,tue,thu"  # an example of working days
DEFAULT = "default"  # the value that takes a setting out of the file


class Setting(NamedTuple):
    """One setting in force."""

    name: str
    value: Any
    origin: str  # default, file, environment or option
    default: Any
    meaning: str


def config(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[list|get|set|path] [NAME] [VALUE]")] = None,
) -> None:
    """Every setting: its value, whether that is the default or told, and what it means.

    `config set NAME VALUE` writes it into the settings file, comments left as they are, and
    `config set NAME default` takes it out again; `config path` says where the file is. The settings
    are not the journal: `netlog undo` does not take them back.
    """
    verb, rest = action("config", words, FORMS)
    if verb == "set" and len(rest) > 1:
        rest = [rest[0], " ".join(rest[1:])]
    if len(rest) != FORMS[verb].count(" "):
        raise UsageError(f"config {verb} takes other words.", f"netlog config {FORMS[verb]}")
    if verb == "list":
        session.show(_settings(session), _page)
    elif verb == "path":
        session.show({"path": settings.path()}, lambda answer: [line(answer["path"])])
    elif verb == "get":
        name = _known(rest[0])
        asked_for = next(one for one in _settings(session) if one.name == name)
        session.show(asked_for, lambda one: [line(_shown(one.value))])
    else:
        _set(session, rest[0], rest[1])


def _page(answer: Sequence[Setting]) -> Page:
    return [
        table(
            (
                Text(one.name, "name"),
                _shown(one.value),
                Text(one.origin, "dim" if one.origin == DEFAULT else ""),
                one.meaning,
            )
            for one in answer
        )
    ]


def _shown(value: Any) -> str:
    """A value as it may be typed."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return wording.weekdays(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _known(name: str) -> str:
    """A setting's name; NotFound says the nearest."""
    name = name.replace("-", "_")
    if name not in settings.MEANINGS:
        settings.check(name, None, "netlog config")
    return name


def _settings(session: Session) -> list[Setting]:
    told = session.config  # refuses a file that says what cannot be
    in_file = settings_file.document()
    known = {name: (settings.OWN_DEFAULTS[name], getattr(told, name)) for name in settings.OWN if name != "journal"}
    known |= {name: (getattr(DEFAULTS, name), getattr(told.parameters, name)) for name in DEFAULTS._fields}
    return [_journal(session, in_file.get("journal", ""))] + [
        Setting(name, value, "file" if name in in_file else DEFAULT, default, settings.MEANINGS[name])
        for name, (default, value) in known.items()
    ]


def _journal(session: Session, in_file: str) -> Setting:
    default = default_journal()
    named = {"environment": os.environ.get("NETLOG_JOURNAL"), "file": in_file, DEFAULT: default}
    path = session.store.path
    origin = next((origin for origin, one in named.items() if one and os.path.expanduser(one) == path), "option")
    return Setting("journal", path, origin, default, settings.MEANINGS["journal"])


# Writing


def _set(session: Session, name: str, text: str) -> None:
    if text == DEFAULT:
        # Also a name that nobody knows: that is how a file with one is mended.
        name = name if name in settings_file.document() else _known(name)
        settings_file.take_out(name)
        value, told = None, f"{name} is back at its default"
    else:
        name = _known(name)
        value, told = _read(name, text), f"{name} is {text} now"
        settings_file.put(name, value)
    session.tell({"name": name, "value": value}, f"{told}. Settings are not undone by `netlog undo`.")


def _read(name: str, text: str) -> Any:
    """The value that a text tells; what it cannot tell stays text, which the check of the setting refuses."""
    default = settings.default_of(name)
    if name == "working_days":
        return _weekdays(text)
    if isinstance(default, bool):
        return TRUTHS.get(text.lower(), text)
    try:
        return type(default)(text)
    except ValueError:
        return text


def _weekdays(text: str) -> list[int]:
    """The days of the week, Monday 0, that names and spans such as sun-thu tell."""
    found: set[int] = set()
    for part in text.lower().replace(",", " ").split():
        first, dash, last = part.partition("-")
        start = days.weekday(first, DAYS)
        found.update((start + day) % 7 for day in range((days.weekday(last, DAYS) - start) % 7 + 1 if dash else 1))
    return sorted(found)
