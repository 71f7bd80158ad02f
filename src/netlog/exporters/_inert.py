"""Text that is to act nowhere: not on the terminal that shows a file, not in the program that opens it."""

from __future__ import annotations

import re

LIVE = frozenset(("http", "https", "mailto"))  # schemes that may be followed from a file of ours
# What is taken for a link within a text: any scheme with two slashes, and those that run or read something here.
LINKED = r"\b(?:[a-z][\w+.-]*(?=://)|(?:javascript|vbscript|data|file|about|blob)(?=:\S)):"

BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
# Control characters, C1 among them, but line end and tab; and what turns the direction of letters.
_ACTING = dict.fromkeys([*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *BIDI])
_LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")


def inert(text: str) -> str:
    """The text without what acts instead of showing; whatever ends a line is a line feed."""
    if text.isascii() and text.isprintable():
        return text
    for ending in _LINE_ENDS:
        text = text.replace(ending, "\n")
    return text.translate(_ACTING)


def may_be_followed(link: str) -> bool:
    """Whether a link leads where a browser may go unasked: to a page or an address, to no script and no file."""
    scheme, colon, rest = inert(link).strip().partition(":")
    is_host = "." in scheme and rest[:1].isdigit()  # example.org:8080
    return not colon or "/" in scheme or is_host or scheme.casefold() in LIVE


def unlinked(text: str, colon: str) -> str:
    """The text with another colon after each scheme that may not be followed, so that no reader makes a link of it."""
    if ":" not in text:
        return text
    return re.sub(
        LINKED, lambda found: found[0] if found[0][:-1].casefold() in LIVE else found[0][:-1] + colon, text, flags=re.I
    )
