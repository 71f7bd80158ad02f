"""The marks in a sentence: quotation marks around names, tags and signals, backslashes; and the text without them."""

from __future__ import annotations

from bisect import bisect_left

from netlog.domain import people
from netlog.domain.journal import Signal
from netlog.domain.line import AT, is_letter, is_unspaced
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from netlog.domain.journal import Side

    Stretch = tuple[int, int]  # of a text: where it starts and where it ends
    Cut = Stretch  # that the sentence is kept without
    Quote = tuple[int, int]  # the @ before a quoted name, and the mark that closes it

QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "「": "」"}  # what may close each

_EMAIL_MARKS = "_-+%"  # with letters and digits, what may stand before the @ of an address


def quotes(text: str) -> list[Quote]:
    """Where @"any name" stands. UsageError if one is left open."""
    found: list[Quote] = []
    for at in (i for i, letter in enumerate(text) if letter in AT):
        closers = QUOTES.get(text[at + 1 : at + 2])
        if closers is None or (found and at < found[-1][1]) or not is_mark(text, at):
            continue
        window = text[at + 2 : at + 3 + people.LONGEST_NAME].partition("\n")[0]
        close = next((i for i, letter in enumerate(window) if letter in closers), None)
        if close is None:
            raise UsageError(
                f"The name after {text[at : at + 2]} has no closing quotation mark: {window[:40]}",
                'Write @"any name" with both marks, and quotes for the shell around the sentence.',
            )
        people.clean_name(window[:close])
        found.append((at, at + 2 + close))
    return found


def is_mark(text: str, at: int) -> bool:
    """True for an @ that opens a name; not after a backslash, nor inside an e-mail address or a word."""
    before = text[at - 1 : at]
    return not before or is_unspaced(before) or not (before == "\\" or before.isalnum() or before in _EMAIL_MARKS)


def tags(text: str, codes: Collection[str]) -> tuple[list[str], list[Signal], list[str], list[Cut]]:
    """The tags, the signals among them, warnings of near misses, and where all of them stand.

    UsageError for a side without a signal, such as +them:pydata.
    """
    words: list[str] = []
    signals: list[Signal] = []
    warnings: list[str] = []
    cuts: list[Cut] = []
    for at in (i for i, letter in enumerate(text) if letter in "+#"):
        if not text[at + 1 : at + 2].isalpha() or text[at - 1 : at].strip():
            continue
        end = at + 1
        while end < len(text) and (text[end] in "/:-" or is_letter(text[end])):
            end += 1
        tag = text[at + 1 : end].rstrip("-_/:")
        cuts.append((len(text[:at].rstrip(" \t")), at + 1 + len(tag)))
        tag = tag.lower()
        side, colon, code = tag.partition(":")
        about: Side = "them" if colon and side == "them" else "me"
        told = code if colon and side in ("me", "them") else ""
        code = (told or tag).replace("_", "-")
        if code in codes:
            signals.append(Signal(code, about))
        elif told:
            raise _no_signal(told, side, codes)
        else:
            words.append(people.clean_line(tag, people.LONGEST_WORD))
            near = next((known for known in codes if _is_near_miss(code, known)), None)
            warnings += [f"+{tag} is kept as a tag; the signal of that name is +{near}."] if near else []
    return words, signals, warnings, cuts


def escapes(text: str) -> list[Cut]:
    """The backslashes that keep an @, or a tag, from being read as one."""
    found = []
    for at in (i for i, letter in enumerate(text) if letter == "\\"):
        sign, letter = text[at + 1 : at + 2], text[at + 2 : at + 3]
        if sign in tuple(AT) or (sign in tuple("+#") and letter.isalpha() and not text[at - 1 : at].strip()):
            found.append((at, at + 1))
    return found


def blanked(text: str, cuts: Iterable[Cut], filler: str = " ") -> str:
    """The text with a filler for what is cut, so that every place keeps its number."""
    pieces, at = [], 0
    for start, end in cuts:
        pieces += [text[at:start], filler * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def kept(text: str, start: int, end: int, cuts: Sequence[Cut]) -> str:
    """A stretch of the text without the cuts, which are in order."""
    pieces = []
    for cut in cuts[bisect_left(cuts, (start,)) : bisect_left(cuts, (end,))]:
        pieces.append(text[start : cut[0]])
        start = max(start, cut[1])
    return "".join([*pieces, text[start:end]]).strip()


def _is_near_miss(tag: str, code: str) -> bool:
    short, known = tag.replace("-", ""), code.replace("-", "")
    return short == known or (len(known) > 4 and people.is_one_slip(short, known))


def _no_signal(code: str, side: str, codes: Collection[str]) -> UsageError:
    from rapidfuzz import process  # noqa: PLC0415 - costs three bare interpreters; only when a signal is mistyped

    near = process.extractOne(code, sorted(codes))
    hint = f"The nearest is +{side}:{near[0]}; " if near else ""
    return UsageError(f"'{code[:40]}' is no signal netlog knows.", f"{hint}netlog signals lists them all.")
