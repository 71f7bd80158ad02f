"""What a TAB completes, told without loading the parser or a command: their source is read instead."""

from __future__ import annotations

import os
import sys

from netlog import folders
from netlog.folder import PYTHON_WORDS, Folder
from netlog.store import hints
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

OPENING = tuple("([{“‘«„")  # signs that a word of a sentence may stand behind
FILES = 1  # exit code that asks the shell for the names of files
ONLY_SYNTAX = 0x400  # makes `compile` give the tree; to import `ast` for that costs more than all of this

# What the options of every command take, and those that stand before a command; nothing for a switch.
EVERYWHERE = {
    **{"--journal": "PATH", "--today": "DAY", "--color": "auto|always|never"},
    **dict.fromkeys(("--json", "--no-input", "--quiet", "-q", "--debug", "--help", "-h"), ""),
}
IN_FRONT = {**EVERYWHERE, "--version": "", "-V": ""}
# Options whose words are a constant of the journal's vocabulary, and places that are the files of a folder.
VOCABULARY = {"--circle": "CIRCLES", "--how": "HOWS", "--outcome": "OUTCOMES", "--topic": "TOPICS"}
FOLDERS = {"COMMAND": "netlog.commands", "KIND": "netlog.exporters", "FORMAT": "netlog.importers"}
NAMES_OF_OTHERS = ("--org", "--nick")  # they take a name, but nobody's in the journal
WAIT_SECONDS = 2.0  # for a program that prints the passphrase; nobody is asked for it at a TAB
DAYS = ("today", "tomorrow", "yesterday")


class Files(Exception):
    """The names of files are meant, which the shell knows better."""


class Takes(NamedTuple):
    """What may follow a command."""

    places: tuple[str, ...]  # what stands in each, as help shows it; … at the end: more of the same
    options: dict[str, str]  # by flag, what it takes


class Asked(NamedTuple):
    """What is completed."""

    typed: str
    place: str  # what stands there: NAME, DAY, me|them
    flag: str  # the option it is the value of, if any
    command: str
    words: Sequence[str]  # the whole line


def run(words: Sequence[str]) -> int:
    """Print what the last of some words may become, a line each; whatever goes wrong, silence."""
    try:
        found = "".join(f"{one}\n" for one in candidates(words))
        if sys.stdout is not None:
            sys.stdout.buffer.write(found.encode())
    except Files:
        return FILES
    except Exception:
        # A complaint in the middle of a line that is being typed helps nobody.
        return 0
    return 0


def candidates(words: Sequence[str]) -> Iterable[str]:
    """What the last of the words after `netlog` may become, given those before it."""
    *before, typed = words or [""]
    typed = typed.lstrip("\"'")
    command, takes = "", Takes(("COMMAND",), IN_FRONT)
    plain, waiting = _walked(before, takes.options)
    if plain:
        command, before = before[plain[0]], before[plain[0] + 1 :]
        takes = _takes(command)
        plain, waiting = _walked(before, takes.options)
    asked = Asked(typed, "", "", command, words)
    flag, is_given, part = typed.partition("=")
    if waiting:
        return _meant(asked._replace(place=takes.options[waiting], flag=waiting))
    if flag in takes.options and is_given:
        values = _meant(asked._replace(typed=part, place=takes.options[flag], flag=flag))
        return (f"{flag}={one}" for one in values)
    place = _place(takes.places, len(plain))
    said, space, last = typed.rpartition(" ")
    if space and place == "SENTENCE" and not last.startswith("-"):
        # A sentence between quotation marks is one word to the shell, and comes back whole.
        return (f"{said} {one}" for one in candidates([*words[:-1], last]))
    if place == "SENTENCE" and typed[:1] in OPENING:
        return (f"{typed[0]}{one}" for one in candidates([*words[:-1], typed[1:]]))
    if typed.startswith("-") and "--" not in before:
        return sorted(one for one in takes.options if one.startswith("--") and one.startswith(typed))
    if typed.startswith("@"):
        return (f"@{one}" for one in hints.handles(_journal(words), typed[1:]))
    if typed.startswith(("+", "#")):
        return (f"{typed[0]}{one}" for one in _marks(typed[1:], words))
    return _meant(asked._replace(place=place))


def _walked(words: Sequence[str], options: dict[str, str]) -> tuple[list[int], str]:
    """Where the words stand that belong to no option, and the option that waits for its value."""
    plain: list[int] = []
    waiting, no_more = "", False
    for at, word in enumerate(words):
        if waiting:
            waiting = ""
        elif no_more or word == "-" or not word.startswith("-"):
            plain.append(at)
        elif word == "--":
            no_more = True
        elif options.get(word):
            waiting = word
    return plain, waiting


def _place(places: Sequence[str], at: int) -> str:
    if at < len(places):
        return places[at].rstrip("…")
    return places[-1].rstrip("…") if places and places[-1].endswith("…") else ""


def _meant(asked: Asked) -> Iterable[str]:
    """What a place, or the value of an option, may become."""
    place, typed = asked.place, asked.typed
    if asked.flag in NAMES_OF_OTHERS or (place == "SENTENCE" and not typed):
        return ()
    if asked.flag == "--kind":
        return hints.kinds(_journal(asked.words), typed)
    is_other_name = asked.flag in VOCABULARY or asked.command == "config"
    if place in ("NAME", "OTHER", "SENTENCE") and not is_other_name:
        return hints.handles(_journal(asked.words), typed)
    if place == "TAG":
        return hints.tags(_journal(asked.words), typed)
    if place in ("FILE", "PATH"):
        raise Files
    return (one for one in _known(asked) if one.startswith(typed))


def _known(asked: Asked) -> Iterable[str]:
    """The words that may stand in a place, of those that no journal changes."""
    place = asked.place
    if asked.command == "config" and place == "NAME":
        return tuple(dict.fromkeys((*_firsts("config.py", '    "'), *_firsts("domain/parameters.py", '    "'))))
    if asked.flag in VOCABULARY:
        return _constant(VOCABULARY[asked.flag])
    if place == "SIZE":
        return _constant("PROMISE_SIZES" if asked.command == "promise" else "SIZES")
    if place in FOLDERS:
        return Folder(FOLDERS[place])
    return DAYS if place == "DAY" else place.split("|") if "|" in place else ()


def _marks(typed: str, words: Sequence[str]) -> list[str]:
    """Tags in use, and signals: of my conduct as they are, of theirs after `them:`."""
    side, colon, code = typed.rpartition(":")
    signals = _firsts("domain/evidence.py", '        _good("', '        _bad("')
    tags = [] if colon else hints.tags(_journal(words), typed)
    return sorted({*tags, *(f"{side}{colon}{one}" for one in signals if one.startswith(code))})


def _journal(words: Sequence[str]) -> hints.Journal:
    """The journal meant, and its key where that is kept somewhere: nobody is asked for it at a TAB."""
    return hints.Journal(_path(words), _key)


def _key() -> str:
    from netlog import config, keys  # noqa: PLC0415 - only an encrypted journal has one

    return keys.kept(config.read, wait=WAIT_SECONDS)


def _path(words: Sequence[str]) -> str:
    """The journal meant: by option, environment, settings, or the platform's data folder."""
    named = os.environ.get("NETLOG_JOURNAL")
    for word, following in zip(words, (*words[1:], ""), strict=True):
        if word == "--journal" or word.startswith("--journal="):
            named = word.partition("=")[2] or following
    if not named:
        settings = os.path.join(os.environ.get("NETLOG_CONFIG") or folders.settings(), "config.toml")
        if os.path.exists(settings):
            import tomllib  # noqa: PLC0415 - only where there are settings

            with open(settings, "rb") as file:
                named = tomllib.load(file).get("journal")
        named = named or os.path.join(folders.data(), "journal.db")
    return os.path.expanduser(named)


# What the source says


def _text(file: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), file), encoding="utf-8") as source:
        return source.read()


def _constant(name: str) -> list[str]:
    """The words of a constant of the vocabulary."""
    line = next(line for line in _text("domain/journal.py").splitlines() if line.startswith(f"{name} = "))
    return line.split('"')[1::2]


def _firsts(file: str, *begins: str) -> list[str]:
    """The first word between quotation marks of every line that begins so."""
    found = (line.split('"')[1] for line in _text(file).splitlines() if line.startswith(begins))
    return [word for word in found if word]


def _takes(command: str) -> Takes:
    """What a command takes: the places are its function's arguments, the options its keywords."""
    if command not in tuple(Folder("netlog.commands")):
        return Takes((), {})
    stem = command.replace("-", "_")
    text = _text(f"commands/{stem}_.py" if command in PYTHON_WORDS else f"commands/{stem}.py")
    start = max(text.find(f"\ndef {stem}("), text.find(f"\ndef {stem}_("))
    head = text[start : text.index(" -> None:", start)]
    takes = _tree(f"{head}: pass").body[0].args
    places: list[str] = []
    for one in takes.args[1:]:
        shown = _said(one)[1]
        places += shown.rpartition(" | ")[2].replace("[", "").replace("]", "").split()
    options = dict(EVERYWHERE)
    for one in takes.kwonlyargs:
        flags, shown = _said(one)
        options |= dict.fromkeys(flags or (f"--{one.arg.rstrip('_').replace('_', '-')}",), shown)
    return Takes(tuple(places), options)


def _said(parameter: Any) -> tuple[tuple[str, ...], str]:
    """The flags that a parameter names, and what it takes, as help shows it."""
    annotation = parameter.annotation
    if hasattr(annotation, "id"):
        # A name of options.py, where it stands for a text that is read as if it stood here.
        text = _text("options.py")
        start = text.index(f"\n{annotation.id}: TypeAlias = ") + 1
        end = text.find(": TypeAlias", text.index("\n", start))
        alias = text[start : text.rindex("\n", start, end) if end >= 0 else len(text)]
        annotation = _tree(_tree(alias).body[0].value.value).body[0].value
    kind, said = annotation.slice.elts
    flags = tuple(one.value for one in said.args if hasattr(one, "value") and str(one.value).startswith("-"))
    shown = next((one.value.value for one in said.keywords if one.arg == "metavar"), "TEXT")
    return flags, "" if getattr(kind, "id", "") == "bool" else shown


def _tree(source: str) -> Any:
    return compile(source, "netlog", "exec", ONLY_SYNTAX)
