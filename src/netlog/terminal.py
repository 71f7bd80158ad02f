"""Text made safe to print: nothing from the journal can act on a terminal."""

from __future__ import annotations

MOST_MARKS = 4  # combining marks in a row; more would climb over the lines around


def _stand_ins() -> dict[int, str]:
    """What is printed in place of each character that acts instead of showing."""
    table = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
    table[0x7F] = "\u2421"
    acting = [
        *range(0x80, 0xA0),  # C1: a terminal may read them as escape sequences
        0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029,
        *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x2070), 0xFEFF,
        *range(0xD800, 0xE000),  # surrogates: not text at all
        *range(0xE0000, 0xE0080),
    ]  # fmt: skip
    return table | {code: f"<U+{code:04X}>" for code in acting}


_table: dict[int, str] = {}


def _acting() -> dict[int, str]:
    if not _table:
        _table.update(_stand_ins())
    return _table


def safe(text: str) -> str:
    """The text with visible stand-ins for control, escape, bidi and invisible characters; keeps line ends and tabs."""
    if text.isascii() and text.isprintable():
        return text
    return _thinned(text.translate(_acting()))


def safe_line(text: str) -> str:
    """The same on one line: a line end shows as ⏎, a tab as a space."""
    return safe(text).replace("\n", "⏎").replace("\t", " ")


def escaped(json: str) -> str:
    """JSON whose acting characters stand as escapes: the same document, harmless on a terminal."""
    if json.isascii() and "\x7f" not in json:
        return json
    return "".join(f"\\u{ord(one):04x}" if ord(one) >= 0x7F and _acts(ord(one)) else one for one in json)


def _acts(code: int) -> bool:
    return code in _acting() and code <= 0xFFFF


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
