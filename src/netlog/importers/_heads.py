"""The heads of mails: found in a file, taken apart, and read in whatever coding they came."""

from __future__ import annotations

import re
from functools import lru_cache

from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    Fields = dict[str, list[bytes]]  # of a head, by names in lower case: what follows the colon, lines joined

LONGEST_PIECE = 65_536  # bytes that are read at once: a line may be of any length
LONGEST_HEAD = 262_144
LONGEST_ENVELOPE = 300
LONGEST_FIELD = 8_192  # the strict reader's time grows with the square of it
PATCH = b"Mon Sep 17 00:00:00 2001"  # by which git begins a patch, in a body too
DELIVERED = ("to", "cc", "bcc", "delivered-to", "x-original-to", "envelope-to")
WANTED = {
    *("from", "date", "received", "subject", "message-id", "in-reply-to", *DELIVERED),
    *("list-id", "list-unsubscribe", "list-post", "precedence", "auto-submitted", "x-autoreply", "return-path"),
    *("x-gmail-labels", "x-spam-flag", "x-mozilla-status"),
}
HEADER = re.compile(rb"[!-9;-~]+[ \t]*:")
PARTING = re.compile(rb"From .*\d{1,2}:\d{2}.*\b(19|20)\d\d\b")  # an envelope line ends with a time and a year


def heads(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each head with the line it begins on; none where it is too long. No more than a piece of a body is held."""
    first = file.readline(LONGEST_PIECE)
    patches = PATCH in first
    number, is_whole = 1, first.endswith(b"\n")
    parted = first.startswith(b"From ")
    single = not parted
    head = bytearray(first) if single else None
    start = 1
    while piece := file.readline(LONGEST_PIECE):
        begins, is_whole = is_whole, piece.endswith(b"\n")
        number += begins
        if head is not None:
            if not (begins and not piece.strip()):
                head += piece
                if len(head) > LONGEST_HEAD:
                    yield start, None
                    head = None
                continue
            yield start, bytes(head)
            head = None
            if single:
                return
        elif begins and parted and (HEADER.match(piece) or piece.startswith(b">From ")):
            head, start = bytearray(piece), number - 1
        parted = begins and piece.startswith(b"From ") and bool(PARTING.match(piece[:LONGEST_ENVELOPE]))
        parted = parted and (patches or PATCH not in piece)
    if head:
        yield start, bytes(head)


def fields_of(head: bytes) -> Fields:
    """The wanted fields of a head."""
    fields: Fields = {}
    values: list[bytes] | None = None
    for line in head.splitlines():
        if line[:1] in (b" ", b"\t"):
            if values:
                values[-1] += line
            continue
        name, colon, value = line.partition(b":")
        called = name.strip().lower().decode("latin-1") if colon else ""
        values = fields.setdefault(called, []) if called in WANTED else None
        if values is not None:
            values.append(value)
    return fields


def raw(fields: Fields, name: str) -> bytes:
    """The first field of a name; nothing where it lacks."""
    return fields[name][0].strip() if name in fields else b""


def text_of(fields: Fields, name: str) -> str:
    """The first field of a name as text; what is no UTF-8 is read as the old Western coding."""
    told = raw(fields, name)[:LONGEST_FIELD]
    try:
        return told.decode()
    except UnicodeDecodeError:
        return told.decode("cp1252", "replace")


@lru_cache(4096)
def addresses(text: str) -> tuple[tuple[str, str], ...]:
    """The names and addresses of a field; a name is empty where none is told."""
    if "@" not in text:
        return ()
    from email.policy import default  # noqa: PLC0415 - other formats need no reader of mail
    from email.utils import getaddresses  # noqa: PLC0415 - as above

    if "'" in text:  # Outlook writes 'ana@x.example' <ana@x.example>, which is two addresses to a strict reader
        text = re.sub(r"'[^'<>]*@[^'<>]*'\s*<", "<", text)
    try:
        told = [(one.display_name, one.addr_spec) for one in default.header_factory("to", text).addresses]
    except Exception:  # it raises what it likes on a broken field, which the older reader takes
        told = [] if "((" in text else getaddresses([text])  # that one would go as deep as the brackets do
    found = []
    for called, spec in told:
        address = plain(spec).lower().replace(" ", "")
        name = plain(called).strip("'\" ")
        local, _, host = address.rpartition("@")
        if local and host:
            found.append(("" if "@" in name else name, address))
    return tuple(found)


def decoded(text: str) -> str:
    """A field of words as it reads."""
    if "=?" not in text:
        return plain(text)
    from email.policy import default  # noqa: PLC0415 - as above

    try:
        return plain(str(default.header_factory("subject", text)))
    except Exception:  # as above
        return plain(text)


def plain(text: str) -> str:
    """Text on one line; bytes that were in no known coding are question marks."""
    return " ".join(text.encode(errors="replace").decode().split())
