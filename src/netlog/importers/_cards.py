"""The text of vCards taken apart into properties, a card at a time, however it is folded and encoded."""

from __future__ import annotations

import codecs
import re

from netlog.importers import Problem
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import BinaryIO

BLOCK = 65_536  # bytes read at once
MOST = 8_000_000  # bytes kept of a card, and of a line; pictures are not kept
A_LINE, A_PROPERTY = 40, 500  # bytes of memory beside those of the text, counted in
DEEPEST = 8  # cards open at a time: nested ones, or those whose end is missing
BOM = b"\xef\xbb\xbf"
PLAIN = "cp1252"  # of bytes that are no UTF-8, where the card names nothing else

# The name and parameters before the first colon that stands outside quotation marks.
_HEADER = re.compile(rb'[^":]*+(?:"[^"]*+"[^":]*+)*+:')
_ESCAPE = re.compile(r"\\([\\,;:nN])")
_ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))  # that 2.1 writes without ENCODING=

# What senders name, and the larger set that they really write.
_WRITTEN = {
    **dict.fromkeys(("us-ascii", "ascii", "iso-8859-1", "latin1", "latin-1"), PLAIN),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
}
# Python knows more codecs, some of which warn, or are no character set at all.
_CHARSETS = (
    *("utf-8", "utf8", "iso", "windows", "cp", "euc", "gb", "big5", "koi8", "mac", "latin", "tis"),
    *("ascii", "us-ascii", "shift", "sjis", "x-sjis", "ks_c"),
)


class Property(NamedTuple):
    """One line of a card, put together again, its value still as the bytes that stand there."""

    name: str  # in capitals, without a group
    parameters: dict[str, list[str]]  # names in capitals; those that 2.1 writes bare are TYPE or ENCODING
    value: bytes

    @property
    def types(self) -> set[str]:
        """What TYPE says of it, in capitals."""
        return {kind.upper() for kind in self.parameters.get("TYPE", ())}


class Card(NamedTuple):
    """What stands between a BEGIN and its END."""

    line: int  # of its BEGIN, counted from 1
    properties: dict[str, list[Property]]  # by name, in their order
    charsets: set[str]  # that they name: who forgets it on one line writes that line alike

    def all(self, name: str) -> list[Property]:
        """Its properties of a name: the preferred ones first, and one of those that are the same in other words."""
        told = self.properties.get(name, [])
        if len(told) < 2:
            return told
        alternatives: set[str] = set()
        found = []
        for one in told:
            same = one.parameters.get("ALTID", [""])[0]
            if not same or same not in alternatives:
                found.append(one)
                alternatives.add(same)
        return sorted(found, key=_rank)

    def texts(self, name: str) -> list[str]:
        """What its properties of a name say, unescaped, as one text each."""
        return [text for one in self.all(name) if (text := unescaped(self.raw(one)).strip())]

    def raw(self, one: Property) -> str:
        """The value of a property as text, still escaped; empty where its encoding is broken."""
        return _decoded(_unwrapped(one), one.parameters.get("CHARSET", [""])[0], self.charsets)


def cards(file: BinaryIO, wanted: Collection[str]) -> Iterator[Card | Problem]:
    """The cards of a file as they end, with the properties whose names are wanted; of the others nothing is kept."""
    reading = _Reading(wanted)
    number = 0
    for number, (line, is_whole) in enumerate(_lines(file), 1):
        yield from reading.take(number, line, is_whole)
    yield from reading.end(number)


class _Reading:
    """The cards that are open, the innermost last, and the property whose lines are being put together."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._wanted = wanted
        self._open: list[Card] = []
        self._kept: list[int] = []  # bytes of each
        self._parts: list[bytes] | None = None  # of a property that is wanted
        self._is_quoted = False  # the line is quoted-printable, and goes on where it ends in =
        self._is_soft = False  # it does so now
        self._is_inside = False  # something of a card was read since the last END
        self._told = 0  # the line of the card that was last told to be too long

    def take(self, number: int, line: bytes, is_whole: bool) -> Iterator[Card | Problem]:
        mark = line[:32].removeprefix(BOM).rstrip().upper()
        if mark == b"BEGIN:VCARD":
            yield from self._begin(number)
        elif mark == b"END:VCARD":
            self._close()
            self._is_inside = False
            if self._open:
                yield self._last()
        elif b"B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D" in line:
            yield Problem(number, "a card in UTF-16 stands in a file that is not; give it a file of its own")
        elif not line:
            self._is_soft = False
        elif self._open:
            yield from self._add(number, line, is_whole)

    def end(self, number: int) -> Iterator[Card | Problem]:
        """What is still open when the file ends."""
        if self._open and self._is_inside:
            yield Problem(number, "the file ends in the middle of a card")
        self._close()
        while self._open:
            yield self._last()

    def _begin(self, number: int) -> Iterator[Card]:
        self._close()
        self._is_inside = True
        if len(self._open) == DEEPEST:
            self._kept.pop(0)
            yield self._open.pop(0)
        self._open.append(Card(number, {}, set()))
        self._kept.append(0)

    def _last(self) -> Card:
        self._kept.pop()
        return self._open.pop()

    def _add(self, number: int, line: bytes, is_whole: bool) -> Iterator[Problem]:
        self._is_inside = True
        is_more = self._is_soft or line[:1] in b" \t"
        if is_more:
            part = line if self._is_soft else line[1:]
        else:
            self._close()
            part = line
            header = line[:BLOCK].partition(b":")[0].upper()
            name = header.partition(b";")[0].rpartition(b".")[2].strip().decode(errors="replace")
            self._is_quoted = b"QUOTED-PRINTABLE" in header
            if name in self._wanted:
                self._parts = []
        self._is_soft = self._is_quoted and part.rstrip().endswith(b"=")
        if self._parts is None:
            return
        self._kept[-1] += len(part) + (A_LINE if is_more else A_PROPERTY)
        self._parts.append(part.rstrip()[:-1] if self._is_soft else part)
        if not is_whole or self._kept[-1] > MOST:
            self._kept[-1] -= sum(len(one) + A_LINE for one in self._parts)
            self._parts = None
            if (is_whole or len(line) == BLOCK) and self._told != self._open[-1].line:
                self._told = self._open[-1].line
                yield Problem(number, f"the card holds more than {MOST:,} bytes of text; not all of it was read")

    def _close(self) -> None:
        """End the property whose lines were being put together."""
        if self._parts is not None and (found := _property(b"".join(self._parts))):
            self._open[-1].properties.setdefault(found.name, []).append(found)
            self._open[-1].charsets.update(found.parameters.get("CHARSET", ()))
        self._parts, self._is_quoted, self._is_soft = None, False, False


def _property(line: bytes) -> Property | None:
    """A line taken apart; None where no colon divides it, or only after more than any parameters."""
    match = _HEADER.match(line)
    end = match.end() if match else line.find(b":") + 1
    if not 0 < end < BLOCK:
        return None
    name, *told = _between(line[: end - 1].decode(errors="replace"), ";")
    parameters: dict[str, list[str]] = {}
    for one in told:
        key, equals, value = one.partition("=")
        if not equals:
            key, value = "ENCODING" if one.strip().upper() in _ENCODINGS else "TYPE", one
        values = value.replace('"', "").split(",")
        parameters.setdefault(key.strip().upper(), []).extend(part.strip() for part in values)
    return Property(name.rpartition(".")[2].strip().upper(), parameters, line[end:])


def _between(header: str, mark: str) -> list[str]:
    """The pieces of a header between the marks that stand outside quotation marks."""
    if '"' not in header:
        return header.split(mark)
    pieces = [""]
    for number, part in enumerate(header.split('"')):
        if number % 2:
            pieces[-1] += f'"{part}"'
        else:
            first, *rest = part.split(mark)
            pieces[-1] += first
            pieces += rest
    return pieces


def _rank(one: Property) -> int:
    """1 to 100 for what is preferred, as 4.0 counts it; 101 for the others."""
    told = one.parameters.get("PREF", [""])[0]
    if told.isascii() and told.isdigit() and len(told) <= len("100"):
        return int(told)
    return 1 if "PREF" in one.types else 101


# Text


def split(text: str, mark: str) -> list[str]:
    """The pieces of a value between marks, unescaped."""
    return [unescaped(piece).strip() for piece in cut(text, mark)]


def cut(text: str, mark: str) -> list[str]:
    """The pieces of a value between marks that no backslash escapes, as they stand."""
    if "\\" not in text:
        return text.split(mark)
    pieces, start, at = [], 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == mark:
            pieces.append(text[start:at])
            start = at + 1
        at += 1
    return [*pieces, text[start:]]


def unescaped(text: str) -> str:
    """The text with what a backslash stands before; a backslash before anything else is one."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _unwrapped(one: Property) -> bytes:
    """The bytes of a value, out of the encoding that made them ASCII."""
    import binascii  # noqa: PLC0415 - a C module, loaded with the first card

    encodings = {encoding.upper() for encoding in one.parameters.get("ENCODING", ())}
    if "QUOTED-PRINTABLE" in encodings:
        return binascii.a2b_qp(one.value)
    if encodings & {"B", "BASE64"}:
        try:
            return binascii.a2b_base64(one.value)
        except binascii.Error:
            return b""
    return one.value


def _decoded(value: bytes, named: str, others: Collection[str]) -> str:
    """The text of a value: in the character set it names, else UTF-8, else the one that the rest of its card names."""
    if value.isascii() and b"\x1b" not in value:  # an escape switches sets within Japanese mail
        return value.decode()
    for charset in (named, "utf-8", *(others if len(others) == 1 else ())):
        known = charset.strip("\"' ").lower()
        if known.startswith(_CHARSETS):
            try:
                return value.decode(_WRITTEN.get(known, known))
            except (ValueError, LookupError):  # other bytes, or a set that Python does not know
                continue
    return value.decode(PLAIN, errors="replace")


# Lines


def _lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Each line without its end, and whether it is whole: of one too long to keep a block is left, and the last one of
    a file may have no end.
    """
    rest, is_cut, end = b"", False, b""
    for block in _blocks(file):
        # Old Macintosh files end their lines with CR alone; in all others CR is a part of the end.
        end = end or (b"\r" if b"\r" in block and b"\n" not in block else b"\n")
        if is_cut:
            _, found, block = block.partition(end)
            if not found:
                continue
            yield rest, False
            rest, is_cut = b"", False
        *lines, rest = (rest + block).split(end)
        for line in lines:
            yield line.rstrip(b"\r"), True
        if len(rest) > MOST:
            rest, is_cut = rest[:BLOCK], True
    if rest:
        yield rest.rstrip(b"\r"), False


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file; of one in UTF-16, its text as UTF-8."""
    block = file.read(BLOCK)
    coding = wide(block)
    decoder = codecs.getincrementaldecoder(coding)(errors="replace") if coding else None
    while block:
        yield decoder.decode(block).encode() if decoder else block
        block = file.read(BLOCK)


def wide(head: bytes) -> str | None:
    """The codec of a file in UTF-16, with a mark or without; None for any other."""
    first = head[:2]
    if first == b"\xff\xfe" or (len(first) == 2 and first[0] and not first[1]):
        return "utf-16-le"
    if first == b"\xfe\xff" or (len(first) == 2 and first[1] and not first[0]):
        return "utf-16-be"
    return None
