"""The folders of a user's data and settings, where nobody named another."""

from __future__ import annotations

import os
import sys


def data() -> str:
    """The folder of the journal."""
    return _folder("XDG_DATA_HOME", "~/.local/share", "user_data_dir")


def settings() -> str:
    """The folder of the settings file, of one's own playbooks and templates."""
    return _folder("XDG_CONFIG_HOME", "~/.config", "user_config_dir")


def _folder(variable: str, otherwise: str, of_platform: str) -> str:
    """As `platformdirs` has it, which costs a run a third of all it does: so its plainest case is answered here.

    That is Linux with an absolute path in the variable or, without it, in HOME (XDG Base Directory Specification).
    """
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        if os.path.isabs(os.environ.get(variable, "")):
            return os.path.join(os.environ[variable], "netlog")
        if os.path.isabs(os.environ.get("HOME", "")):
            return os.path.join(os.path.expanduser(otherwise), "netlog")
    import platformdirs  # noqa: PLC0415 - loads forty modules

    folder: str = getattr(platformdirs, of_platform)("netlog", appauthor=False)
    return folder
