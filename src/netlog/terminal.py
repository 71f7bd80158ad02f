"""Text made safe to print: nothing from the journal can act on a terminal."""

from __future__ import annotations

from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_MARKS = 4  # combining marks in a row; more would climb over the lines around


SURROGATES = range(0xD800, 0xE000)  # not text at all


def _stand_ins(codes: Iterable[int]) -> dict[int, str]:
    return {code: f"<U+{code:04X}>" for code in codes}


_table: dict[int, str] = {}


def _acting(text: str) -> dict[int, str]:
    """What is printed in place of each character of a text that acts instead of showing; none is printable."""
    if not _table:
        _table.update({code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)})
        _table[0x7F] = "\u2421"
        _table.update(
            _stand_ins(
                (
                    *range(0x80, 0xA0),  # C1: a terminal may read them as escape sequences
                    *(0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029),
                    *(*range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x2070), 0xFEFF),
                    *range(0xE0000, 0xE0080),
                )
            )
        )
    if SURROGATES.start not in _table and max(text) >= chr(SURROGATES.start):
        _table.update(_stand_ins(SURROGATES))  # two thousand, and hardly ever one of them
    return _table


def safe(text: str) -> str:
    """The text with visible stand-ins for control, escape, bidi and invisible characters; keeps line ends and tabs."""
    return _thinned(text if text.isprintable() else text.translate(_acting(text)))


def safe_line(text: str) -> str:
    """The same on one line: a line end shows as ⏎, a tab as a space."""
    return safe(text).replace("\n", "⏎").replace("\t", " ")


def escaped(json: str) -> str:
    """JSON whose acting characters stand as escapes: the same document, harmless on a terminal."""
    if json.isprintable() or (json.isascii() and "\x7f" not in json):
        return json
    acting = _acting(json)
    return "".join(f"\\u{ord(one):04x}" if 0x7F <= ord(one) <= 0xFFFF and ord(one) in acting else one for one in json)


def width(text: str) -> int:
    """Columns that a text takes: two for a wide character, none for a combining mark."""
    if text.isascii():
        return len(text)
    import unicodedata  # noqa: PLC0415 - a C module, but few runs meet other than ASCII

    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )


def _thinned(text: str) -> str:
    """The text with at most a few combining marks in a row."""
    if text.isascii():
        return text
    import unicodedata  # noqa: PLC0415 - as above

    kept, marks = [], 0
    for one in text:
        marks = marks + 1 if unicodedata.combining(one) else 0
        if marks <= MOST_MARKS:
            kept.append(one)
    return "".join(kept)
