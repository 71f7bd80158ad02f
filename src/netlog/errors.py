"""What can go wrong, and the exit code each tells the shell."""

from __future__ import annotations


class NetlogError(Exception):
    """A sentence for a person, a hint of what to type instead, and an exit code."""

    exit_code = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        """Keep the sentence and the hint; neither ends up in a traceback."""
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class UsageError(NetlogError):
    """The words of the call cannot be read: an impossible day, a size nobody knows."""

    exit_code = 2


class NotFound(NetlogError):
    """Nobody and nothing in the journal answers to that name."""

    exit_code = 3


class Ambiguous(NetlogError):
    """Several answer to that name, or two wishes are in conflict."""

    exit_code = 4


class StoreError(NetlogError):
    """The journal file is locked, foreign, damaged, or from a newer netlog."""

    exit_code = 5


class PartlyRead(NetlogError):
    """An import took what it could; the rest is listed."""

    exit_code = 6
