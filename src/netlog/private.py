"""Folders for the user alone."""

from __future__ import annotations

import os


def make_folder(path: str) -> None:
    """Make a folder, and those above it that are missing, 0700 whatever the umask; one that is there stays as it is.

    (`os.makedirs` gives its mode to the last one only.)
    """
    path = os.path.abspath(path)
    if os.path.isdir(path):
        return
    make_folder(os.path.dirname(path))
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        if not os.path.isdir(path):  # another netlog may have made it since
            raise
