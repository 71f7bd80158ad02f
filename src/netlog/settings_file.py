"""The settings file changed in place: one value put in or taken out, comments left as they are."""

from __future__ import annotations

import os

from netlog import config, private
from netlog.errors import UsageError
from netlog.filing import replaced
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from tomlkit import TOMLDocument


def document() -> TOMLDocument:
    """The settings file as it stands, comments too; an empty one where there is none."""
    import tomlkit  # noqa: PLC0415 - keeps the comments of the file; reading it does without

    file = config.path()
    if not os.path.exists(file):
        return tomlkit.document()
    try:
        with open(file, encoding="utf-8") as handle:
            return tomlkit.parse(handle.read())
    except ValueError as error:
        raise UsageError(f"{file} is no TOML: {error}.", "Mend the file, or move it away.") from error


def put(name: str, value: Any) -> None:
    """Write a setting; its value is checked first."""
    config.check(name, value, "netlog config")
    told = document()
    told[name] = value
    _write(told)


def take_out(name: str) -> None:
    """Take a setting out of the file, so that its default counts; one that nobody knows too."""
    told = document()
    told.pop(name, None)
    _write(told)


def _write(told: TOMLDocument) -> None:
    import tomlkit  # noqa: PLC0415 - as above

    private.make_folder(config.folder())
    with replaced(os.path.realpath(config.path())) as file:  # the file itself, where a link leads to it
        file.write(tomlkit.dumps(told).encode())
