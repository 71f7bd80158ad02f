"""The prose: questions, scripts and tips, one Markdown file a situation, the user's own before those that come with it.

A file is a title, words about itself, and sections; a section's items are its list entries and its paragraphs, in
order, each unfolded to one line:

    # Parting with a supplier

    What the file is for. Shown by `netlog playbook`, read by nobody else.

    ## contract
    - notice: How long is the notice?

    ## script
    Dear {name}, thank you for {wins}.

    ## steps
    - talked, in 7 days, I promise: send them our plan
    - talked, in 7 days, they promise: a date for the handover
    - parted, in 180 days, remind me: a line of thanks

The names of sections, the words before a colon, the states and `in 7 days, I promise` are the program's own and stay
English in every language; titles and all other words are free. A one-word name and a colon (`notice:`) name an item;
`Playbook.named` reads a section of such items, `Playbook.steps` one of steps, `Playbook.section` any.
A {placeholder} is filled with `fill`.
"""

from __future__ import annotations

import os
import stat

from netlog import config as settings
from netlog.errors import NetlogError, NotFound, UsageError
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal

    from netlog.config import Config

SHIPPED = os.path.join(os.path.dirname(__file__), "playbooks")
FALLBACK = "en"
WHAT: dict[str, Literal["me", "them", "reminder"]] = {
    "I promise": "me",
    "they promise": "them",
    "remind me": "reminder",
}
STEP = "- talked, in 7 days, I promise: the words"
LONGEST_NAME = 24  # characters of a word before a colon that names an item
LARGEST = 1 << 20  # bytes of a file
WIDE = "\u2e80"  # from here on scripts put no space between words


class Step(NamedTuple):
    """What a plan asks for: a promise of mine or theirs, or a reminder."""

    state: str  # after which the days count
    days: int  # from that day
    what: Literal["me", "them", "reminder"]  # who promises
    text: str


class Playbook(NamedTuple):
    """One file of prose, read."""

    name: str
    title: str
    about: tuple[str, ...]  # the paragraphs before the first section
    sections: Mapping[str, tuple[str, ...]]  # name, items, in the order of the file
    language: str  # empty: the user's own, for every language
    own: bool
    file: str
    text: str  # as it was written

    def section(self, name: str) -> tuple[str, ...]:
        """The items of a section, at least one; an error names the sections there are."""
        if items := self.sections.get(name):
            return items
        what = f"Section '{name}' of {self.file} is empty." if name in self.sections else ""
        raise (UsageError if self.own else NotFound)(
            what or f"{self.file} has no section '{name}'.",
            f"It has {', '.join(self.sections) or 'none'}. A section begins with a line such as: ## {name}",
        )

    def named(self, section: str) -> dict[str, str]:
        """The items of a section by the word before their colon; an item without one counts up: 1, 2, 3."""
        found: dict[str, str] = {}
        for at, item in enumerate(self.section(section), 1):
            name, colon, text = item.partition(":")
            has_name = colon and text.strip() and len(name) <= LONGEST_NAME and _is_name(name)
            found[name if has_name else str(at)] = text.strip() if has_name else item
        return found

    def steps(self, section: str = "steps") -> tuple[Step, ...]:
        """The items of a section as steps, in the order of the file."""
        return tuple(self._step(item) for item in self.section(section))

    def _step(self, item: str) -> Step:
        head, _, text = item.partition(":")
        parts = [" ".join(part.split()) for part in head.split(",")]
        if len(parts) == 3 and parts[2] in WHAT and text.strip():
            state, day, what = parts
            number = day.removeprefix("in ").removesuffix("s").removesuffix(" day")
            if _is_name(state) and number.isascii() and number.isdigit() and len(number) < 5:
                return Step(state, int(number), WHAT[what], text.strip())
        raise UsageError(
            f"{self.file}: this is no step: {item}", f"A step reads: {STEP} (or they promise, or remind me)"
        )

    def filled(self, section: str, **values: str) -> tuple[str, ...]:
        """The items of a section with their placeholders replaced."""
        return tuple(fill(item, self.file, **values) for item in self.section(section))

    def one(self, section: str, turn: int, **values: str) -> str:
        """The item of a section whose turn it is, filled; turns go round."""
        items = self.section(section)
        return fill(items[turn % len(items)], self.file, **values)


def read(config: Config, name: str) -> Playbook:
    """The playbook in force under a name: the user's own before the shipped one, their language before English.

    Sections that the user's own does not have are the shipped one's.
    """
    found: Playbook | None = None
    for language, own, file in _candidates(config, name):
        if os.path.lexists(file):
            book = _parsed(name, language, own, file)
            # What a file of the user's leaves out is as it came.
            found = found._replace(sections={**book.sections, **found.sections}) if found else book
            if not own:
                return found
    if found:
        return found
    raise NotFound(f"There is no playbook '{name}'.", f"There are {', '.join(names(config))}.")


def names(config: Config) -> list[str]:
    """The names of all playbooks, the user's own too, sorted."""
    return sorted({name for _, _, folder in _folders(config) for name in _stems(folder)})


def known(config: Config) -> Sequence[tuple[str, Playbook | NetlogError]]:
    """Every playbook by name, read; in place of a broken file what is wrong with it."""
    found: list[tuple[str, Playbook | NetlogError]] = []
    for name in names(config):
        try:
            found.append((name, read(config, name)))
        except NetlogError as error:
            found.append((name, error))
    return found


def own_folder() -> str:
    """Where the user's own playbooks are looked for."""
    return os.path.join(settings.folder(), "playbooks")


def fill(text: str, file: str = "", /, **values: str) -> str:
    """The text with each {placeholder} replaced by its value; one that nobody knows is refused by file and name.

    Braces around anything but one plain word are left alone, and a value is never looked through for placeholders.
    """
    first, *rest = text.split("{")
    parts = [first]
    for piece in rest:
        name, brace, after = piece.partition("}")
        if not brace or not _is_name(name):
            parts.append("{" + piece)
        elif name in values:
            parts.append(values[name] + after)
        else:
            given = ", ".join(f"{{{one}}}" for one in values) or "none"
            raise UsageError(f"{file or 'A text'} has a placeholder {{{name}}} that nothing fills.", f"Known: {given}.")
    return "".join(parts)


def _folders(config: Config) -> Iterator[tuple[str, bool, str]]:
    """Language, whether it is the user's, and the folder; the first that has a file wins."""
    mine = own_folder()
    yield config.language, True, os.path.join(mine, config.language)
    yield "", True, mine
    yield config.language, False, os.path.join(SHIPPED, config.language)
    yield FALLBACK, False, os.path.join(SHIPPED, FALLBACK)


def _candidates(config: Config, name: str) -> Iterator[tuple[str, bool, str]]:
    if name and not name.startswith(".") and not set(name) & {"/", "\\", "\0"}:
        for language, own, folder in _folders(config):
            yield language, own, os.path.join(folder, f"{name}.md")


def _stems(folder: str) -> Iterator[str]:
    try:
        files = os.listdir(folder)
    except OSError:
        return
    yield from (file[:-3] for file in files if file.endswith(".md") and not file.startswith("."))


def _parsed(name: str, language: str, own: bool, file: str) -> Playbook:
    try:
        found = os.stat(file)
        is_file = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)  # of a folder `open` tells the error
        if not is_file or found.st_size > LARGEST:  # a pipe would wait, a device never end
            raise UsageError(f"{file} is no text file of a megabyte at most.", "Mend it, or move it away.")
        with open(file, encoding="utf-8-sig") as handle:
            text = handle.read()
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8 text.", "Save it as UTF-8, or move it away.") from error
    except OSError as error:
        raise NetlogError(f"{file} cannot be read: {error.strerror}.", "Mend it, or move it away.") from error
    title, blocks = _blocks(text)
    if not title:
        raise UsageError(f"{file} has no title.", f"Its first line names it, such as: # {name.capitalize()}")
    about = tuple(blocks.pop("", ()))
    return Playbook(name, title, about, {key: tuple(items) for key, items in blocks.items()}, language, own, file, text)


def _blocks(text: str) -> tuple[str, dict[str, list[str]]]:
    """The title, and the items of each section; those before the first section under no name."""
    title, section = "", ""
    blocks: dict[str, list[str]] = {}
    goes_on = False
    for line in map(str.strip, text.splitlines()):
        if line.startswith("# ") and not title:
            title, goes_on = line[2:].strip(), False
        elif line.startswith("## "):
            section, goes_on = " ".join(line[3:].split()).lower(), False
            blocks.setdefault(section, [])
        elif not line:
            goes_on = False
        elif line.startswith(("- ", "* ")):
            blocks.setdefault(section, []).append(line[2:].strip())
            goes_on = True
        elif goes_on:
            blocks[section][-1] = _joined(blocks[section][-1], line)
        else:
            blocks.setdefault(section, []).append(line)
            goes_on = True
    return title, blocks


def _joined(text: str, line: str) -> str:
    return text + ("" if text[-1:] >= WIDE and line[:1] >= WIDE else " ") + line


def _is_name(text: str) -> bool:
    """True for one plain word: letters of any script, digits, hyphens."""
    return text.replace("-", "").replace("_", "").isalnum()
