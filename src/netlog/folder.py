"""A folder of modules read as a mapping, each imported only when asked for."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator, Mapping
from types import ModuleType

PYTHON_WORDS = frozenset(("break", "import", "global", "return", "raise", "pass", "with", "is"))


class Folder(Mapping[str, ModuleType]):
    """The modules of a package by the names that a user types: `import_` answers to `import`."""

    def __init__(self, package: str) -> None:
        """Name the package; nothing of it is imported yet."""
        self._package = package

    def __getitem__(self, name: str) -> ModuleType:
        """The module of a name; KeyError when there is none."""
        if not name.replace("-", "").isalnum() or not name.isascii():
            raise KeyError(name)
        file = name.replace("-", "_") + ("_" if name in PYTHON_WORDS else "")
        module = f"{self._package}.{file}"
        try:
            return importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        """The names, sorted; nothing is imported."""
        package = importlib.import_module(self._package)
        files = sorted(os.listdir(os.path.dirname(str(package.__file__))))
        return (file[:-3].rstrip("_").replace("_", "-") for file in files if file.endswith(".py") and file[0] != "_")

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)
