"""Hypothesis: text of the kinds that have broken, or acted in, other programs; and what no output may hold."""

from __future__ import annotations

import re
from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from netlog import sample
from netlog.domain.dossier import Acquaintance, Parting, Reflection
from netlog.domain.journal import Person, Standing
from netlog.store.store import Store
from running import TODAY
from strategies import FRAGMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import Any

FAMILIES: dict[str, tuple[str, ...]] = {
    "full text": (
        '"', '""', "NEAR(", "NEAR/3", "nosuch:x", "a AND",
        "NOT", "OR OR", "x*", "^x", "(", "-x", "{a b}", "a",
    ),
    "unicode": (
        "ß" * 9, "İı", "ﬁ", "\u0958", "e\u0301", "Å", "👩‍👩‍👧",
        "🏴\U000e0067\U000e007f", "李小龍", "नमस्ते", "\uffff", "\U0010ffff",
    ),
    "HTML": (
        "<script>alert(1)</script>", '"><svg onload=x>',
        "<img src=x onerror=x>", "&lt;b&gt;", "{{7*7}}", "<!--", "]]>",
    ),
    "formula": (
        "=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1+1",
        "\t=1", "\r=1", "＝1", " =1", "'=1", "''=1", '"=1"',
    ),
    "shell": (
        "$(touch X)", "`touch X`", "; touch X", "| touch X",
        "&& touch X", "> X", "$HOME", "!!", "~", "*", "\\\n",
    ),
    "names": (
        "O'Brien", "Ann [she/her]", "Null", "None", "ana-ruiz",
        "me", "them", "d'Arc-Ruiz", "Nobody", "@Ana", "0",
    ),
    "markup": (
        "[bold red]", "[/]", "[/dev/null]", "[link=https://x.example]x[/link]",
        ":bomb:", "**a**", "# a", "- a", "```",
    ),
    "link": (
        "[x](javascript:alert(1))", "![x](http://x.example/p)",
        "<javascript:x>", "[a]: file:///x", "file:///etc/passwd", "[[x]]",
    ),
    "escape": (
        "\x1b]52;c;eA==\x07", "\x1b[2J", "\x1b[5m", "\x1b]0;x\x07",
        "\x1bP1x\x1b\\", "\x07", "\b", "\x0e", "\x7f", "\x00",
    ),
    "C1": ("\x9b31m", "\x9d0;t\x9c", "\x85", "\x90x\x9c", "\x80"),
    "line": (
        "\n", "\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029",
        "a\nTOTAL: 999", "\nBEGIN:VCARD\nFN:x\nEND:VCARD", "\n---\n",
    ),
    "format": ("{0}", "{}", "{x.__class__}", "%s", "%n", "%(x)s", "${x}", "\\N{DIGIT ONE}", "\\x41"),
    "property": (
        "a;b:c,d", "\\", "\\n", "\\;", "\r\nX-INJECT:1",
        "a\r\n b", "=0D=0A", "BEGIN:VEVENT", "END:VCALENDAR",
    ),
    "blank": ("", " ", "\t", "\u3164", "\u00a0", "\u3000", "\u2800", "\u00ad"),
    "SQL": ("'; DROP TABLE person; --", "' OR 1=1 --", "%", "_", "NULL", "x'00'", "?1", ":a"),
    "path": ("../../x", "/dev/null/x", "a/b", "NUL", "con", ".", "..", "file:x?mode=memory", ":memory:", "-"),
    "length": ("a" * 501, "a" * 2001, "word " * 500, "\u0301" * 60, "9" * 30, "a." * 3000),
    "invisible": ("\u200b", "\u2060", "\ufeff", "\u200d", "\u200c", "\U000e0041", "\u180e", "\ufe0f"),
    "bidi": ("\u202e", "\u202a", "\u2066", "\u2067x\u2069", "\u200e", "\u200f", "\u061c"),
    "option": ("--", "-rf", "--help", "--yes", "--json", "-", "@file", "--journal=x", "--debug"),
    "number": (
        "0", "-1", "1e9", "9" * 25, "NaN", "inf", "0x10",
        "１２", "2026-02-30", "0000-00-00", "31.12.9999",
    ),
    "mail": (
        "a@b@c", "<a@b.example>", '"a b"@x.example',
        "a@b.example\r\nBcc: c@d.example", "mailto:a", "((((",
    ),
    "URL": (
        "http://[", "https://x.example/?a=b&c", "javascript:alert(1)",
        "data:text/html,x", "http://x\r\ny", "//x/y",
    ),
    "surrogate": ("\ud800", "\udfff", "\udc80x", "\ud83d"),
}  # fmt: skip
PIECES = tuple(dict.fromkeys((*FRAGMENTS, *(one for family in FAMILIES.values() for one in family))))

hostile_texts = (
    st.sampled_from(PIECES)
    | st.lists(st.sampled_from(PIECES) | st.text(st.characters(codec=None), max_size=4), max_size=5).map("".join)
    | st.text(st.characters(codec=None), max_size=40)
)
typed = hostile_texts.map(lambda text: text.replace("\0", ""))  # no argument of a process holds a NUL

# Control characters but line end and tab, DEL, C1, surrogates, and what turns the direction of letters.
ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
COLOURS = re.compile(r"\x1b\[(?:0|1|2|3[1-6]|1;3[1-6]|1;2)?m")  # those that pages are drawn with
LONG = 1000  # examples, of the profile `long`


def is_long() -> bool:
    """Whether the tests may take hours: pytest --hypothesis-profile=long."""
    return settings.default.max_examples >= LONG


def examples(count: int) -> Callable[[Any], Any]:
    """So many examples, the same every time; by the profile `long` ten times as many, and others each time."""
    return settings(
        max_examples=count * settings.default.max_examples // 100,
        derandomize=not is_long(),
        deadline=None,
        suppress_health_check=(HealthCheck.function_scoped_fixture, HealthCheck.too_slow),
    )


def acting(text: str, *, coloured: bool = False) -> str:
    """What in a text would act on a terminal: nothing, if all is well."""
    return "".join(ACTING.findall(COLOURS.sub("", text) if coloured else text))


FREE = ("text", "place", "org", "role", "stretch", "urgent", "question")
LISTED = ("nicks", "links", "emails", "phones", "tags")


def spoiled(records: Iterable[Any], texts: Iterator[str]) -> Iterator[Any]:
    """The records of a journal, a hostile text behind or in place of whatever in them is free text.

    Names keep their beginning and handles stay, so that whoever asks for them finds them.
    """
    for one in records:
        told = {}
        for field in set(one._fields) & {*FREE, *LISTED, "name", "kind", "source", "reason"}:
            value = getattr(one, field)
            if field in LISTED and isinstance(value, tuple):
                told[field] = tuple(dict.fromkeys((*value, _kept(next(texts)))))
            elif isinstance(value, str) and (field in FREE or (field == "kind" and type(one) is Person)):
                told[field] = _kept(next(texts))
            elif isinstance(value, str) and field == "name":
                told[field] = value + _kept(next(texts))
            elif (field, type(one)) in (("source", Acquaintance), ("reason", Standing)):
                told[field] = _kept(next(texts))
        yield one._replace(**told)


def _kept(text: str) -> str:
    """As much of a text as the tables take: no file of ours holds more, whoever wrote it."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()[:150] or "x"


def spoiled_journal(path: Path) -> Path:
    """The invented journal written to a path, hostile text in every field of every record."""
    store, day = Store(str(path)), date.fromisoformat(TODAY)
    # Each ends in what acts, so that every page has some of it, whichever few texts it shows.
    texts = (f"{piece[:100]}\x1b[5m\u202e\x9b5m\x07" for piece in cycle(PIECES))
    ana, tom = "DEM00000000000000000000001", "DEM00000000000000000000002"
    records = [
        *sample.journal(day),
        Parting("PART", ana, day, "coffee", "talked", "words", urgent="by telephone"),
        Reflection("REFL", ana, day, "retro", "ending", "words"),
        Standing("STAN", tom, day, "resting", reason="words"),
    ]
    with store.write("demo", "a\x1b[5m\u202e") as writer:
        writer.add(*spoiled(records, texts))
    store.close()
    return path
