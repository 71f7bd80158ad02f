"""Making, naming and finding people, in any script and however carelessly a name is typed."""

from __future__ import annotations

from netlog.errors import Ambiguous, NotFound, UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from netlog.domain.journal import Person


def word_set(words: str) -> frozenset[str]:
    """The words of a line, each once."""
    return frozenset(words.split())


LONGEST_NAME = 200  # characters
LONGEST_NOTE = 1_000_000
UNSPACED = "\u2e80"  # where scripts begin that put no space between words
LONGEST_LINE = 2_000  # of a field of one line
LONGEST_WORD = 200  # of a kind or a tag
LONGEST_HANDLE = 60

# Small words inside a family name: written in lower case, and never a name by themselves.
PARTICLES = word_set(
    "af al av ben bin bint da dal de degli dei del della den der des di do dos du el ibn la las le los "
    "ter van vom von zu zum zur"
)
TITLES = word_set("dr mr mrs ms mx prof professor sir")

_PUNCTUATION = '.,;:!?()[]{}<>"“”„«»*/|'
_SHOWN_NAMES = 10  # of several candidates, in one message
_NEAR = 65  # of 100: how alike a name must be to be offered for a mistyped one
_SHORTEST_ALIKE = 6  # letters; one slip in fewer makes another name: Lena and Lana
_PHONE_DIGITS = 5  # fewer do not make a telephone number

# Marks that sit on a Latin, Greek or Cyrillic letter, Hebrew points and Arabic vowels. Those of Indian scripts, of Thai
# and of kana are letters to their readers, and stay.
_MARKS = (*range(0x300, 0x370), *range(0x591, 0x5C0), 0x640, *range(0x64B, 0x660), 0x670)
_INVISIBLE = (
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    0xFEFF,
)
_KEY: dict[int, str | None] = {
    **dict.fromkeys((*_MARKS, *_INVISIBLE)),
    **dict.fromkeys(map(ord, "’‘‛ʼʻʹ′´＇"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—−－"), "-"),
    # Letters that Unicode does not take apart.
    **{
        ord(letter): plain
        for letter, plain in zip("łđøæœðþıħŧ", ("l", "d", "o", "ae", "oe", "d", "th", "i", "h", "t"), strict=True)
    },
}
_BLANK_LETTERS = "ᅟᅠㅤﾠ"  # Hangul fillers: letters that nobody sees

_CONTROLS = dict.fromkeys((*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)))
_LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")


def fold(text: str) -> str:
    """The key that names are compared by: no case, no accents, one kind of apostrophe, hyphen and space."""
    if text.isascii():
        return " ".join(text.lower().split())
    from unicodedata import normalize  # noqa: PLC0415 - a plain ASCII journal never loads it

    plain = normalize("NFKD", text.translate(_KEY)).translate(_KEY)
    plain = normalize("NFKD", plain.casefold()).casefold().translate(_KEY)
    return " ".join(normalize("NFC", plain).split())


def words(name: str) -> list[str]:
    """The folded words of a name, without titles and the punctuation around them."""
    parts = [bare for word in fold(name).split() if (bare := word.strip(_PUNCTUATION))]
    while len(parts) > 1 and parts[0] in TITLES:
        del parts[0]
    return parts


def handle(name: str, taken: Collection[str], reached: dict[str, int] | None = None) -> str:
    """What is typed for a name: ASCII, lower case, words joined by "-", made unique by "-2", "-3"; never empty.

    `reached` remembers the last number of each, for whoever names thousands at once: those taken stay taken.
    """
    key = fold(name)
    base = slug(key if key.isascii() else _romanised(name))[:LONGEST_HANDLE].strip("-") or "person"
    n = 1 if reached is None else reached.get(base, 1)
    unique = base if n == 1 else f"{base}-{n}"
    while unique in taken:
        n += 1
        unique = f"{base}-{n}"
    if reached is not None:
        reached[base] = n
    return unique


def slug(key: str) -> str:
    """The letters and digits of a folded text that are ASCII, joined by "-" where something else stood."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in key.replace("'", ""))
    return "-".join(part for part in kept.split("-") if part)


def in_initials(name: str) -> str:
    """What stands for a name where it is not to be shown: A. R."""
    return " ".join(f"{word[0]}." for word in name.split())


def of_address(email: str) -> str:
    """What an e-mail address tells of a name: ana.ruiz@… is Ana Ruiz; one word is left as it stands."""
    whole = email.rpartition("@")[0]
    local = whole.partition("+")[0] or whole  # a telephone that sends mail begins so
    words = [word for word in local.replace("_", ".").split(".") if word]
    return " ".join(word[:1].upper() + word[1:] for word in words) if len(words) > 1 else "".join(words)


def _romanised(name: str) -> str:
    """The sound of a name in Latin letters; where one sign is one syllable, a hyphen before each."""
    from anyascii import anyascii  # noqa: PLC0415 - reads its tables from disk; only for names in other scripts

    spelled = []
    for letter in name:
        plain = fold(letter)
        latin = plain if plain and plain.isascii() else anyascii(letter)
        is_syllable = latin[:1].isupper() and letter.lower() == letter.upper()
        spelled.append(f"-{latin}" if is_syllable else latin or " " * letter.isspace())
    return "".join(spelled).lower()


def clean(text: str) -> str:
    """The text for a field of one line: composed, without control characters, white space collapsed."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(_composed(_without_surrogates(text).translate(_CONTROLS)).split())


def refuse_ring(person: Person, through: Person, known: Callable[[str], Person]) -> None:
    """Refuse that somebody was met through a person who was met, over any number of others, through them.

    `known` gives the person of an id.
    """
    if person.id == through.id:
        raise UsageError(f"{person.name} cannot have met you through themselves.", "--through takes somebody else.")
    seen, at = {through.id}, through
    while at.through and at.through not in seen:
        if at.through == person.id:
            raise UsageError(
                f"You met {through.name} through {person.name}; it cannot be the other way round as well.",
                f"netlog set {through.handle} --through none",
            )
        seen.add(at.through)
        at = known(at.through)


def clean_line(text: str, longest: int = LONGEST_LINE) -> str:
    """The text for a field of one line, cleaned. UsageError if the field cannot hold it."""
    line = clean(text)
    if len(line) > longest:
        raise UsageError(f"'{line[:20]}…' is too long: {len(line):,} characters.", f"Keep it to {longest:,}.")
    return line


def called(name: str) -> str:
    """How somebody is addressed: by the first word of their name, unless it begins in a script without spaces."""
    return next(iter(name.split()), name) if name < UNSPACED else name


def line_or_none(text: str | None) -> str | None:
    """The text for a field of one line that may be empty: None where nothing was told, or nothing is left of it."""
    return clean_line(text or "") or None


def note_or_none(text: str | None) -> str | None:
    """The same for a field of many lines."""
    return clean_note(text or "") or None


def clean_name(text: str) -> str:
    """The name, cleaned. UsageError if nothing of it can be seen, or it is longer than any name."""
    name = clean(text)
    if not any(c.isalnum() and c not in _BLANK_LETTERS for c in fold(name)):
        raise UsageError(
            f"'{name}' has no letter or digit in it." if name else "The name is empty.", "Type a name such as Ana Ruiz."
        )
    if len(name) > LONGEST_NAME:
        raise UsageError(
            f"A name of {len(name)} characters is too long: '{name[:40]}…'",
            f"Type up to {LONGEST_NAME} characters; the rest can go into a note.",
        )
    return name


def clean_note(text: str) -> str:
    """The text for a field of many lines: composed, lines ended by LF, without NUL, trimmed. UsageError if too long."""
    text = text.replace("\0", "")
    if not text.isascii():
        text = _composed(_without_surrogates(text))
    for ending in _LINE_ENDS:
        text = text.replace(ending, "\n")
    text = text.strip()
    if len(text) > LONGEST_NOTE:
        raise UsageError(
            f"A note of {len(text):,} characters is too long.", f"Keep it to {LONGEST_NOTE:,}, or split it in two."
        )
    return text


def _without_surrogates(text: str) -> str:
    """The text with halves of a character joined, and lonely ones replaced by U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _composed(text: str) -> str:
    if text.isascii():
        return text
    from unicodedata import normalize  # noqa: PLC0415 - a plain ASCII journal never loads it

    return normalize("NFC", text)


def matches(query: str, people: Iterable[Person]) -> list[Person]:
    """Those who answer to a name, by the best of four ways: handle; whole name, nick, e-mail, telephone; words of
    the name, or a first name and an initial; words of the handle. Case and accents do not matter.
    """
    crowd = list(people)
    key, asked = fold(query), words(query)
    # Of other letters nothing is left in a handle: "jo 喜欢" is no way to say jo.
    short, digits = slug(key) if key.isascii() else "", _digits(query)
    if not key:
        return []
    return (
        [p for p in crowd if p.handle == key]
        or [p for p in crowd if _is_called(p, key, short, digits)]
        or [p for p in crowd if asked and _has_part(p, asked)]
        or [p for p in crowd if short and f"-{short}-" in f"-{p.handle}-"]
    )


def _is_called(person: Person, key: str, short: str, digits: str) -> bool:
    return (
        fold(person.name) == key
        or (person.handle == short and " " in key)
        or any(fold(known) == key for known in person.nicks)
        or any(fold(known) == key for known in person.emails)
        or any(digits and _digits(known) == digits for known in person.phones)
    )


def _has_part(person: Person, asked: Sequence[str]) -> bool:
    if asked[0] not in fold(person.name):
        return False
    own, n = words(person.name), len(asked)
    if any(own[i : i + n] == asked for i in range(len(own) - n + 1)):
        return True
    *firsts, last = asked
    return len(last) == 1 and 0 < len(firsts) < len(own) and own[: n - 1] == firsts and last in initials(own)


def initials(own: Sequence[str]) -> set[str]:
    """What may follow the first name as an initial: of the last word, or of the particle the family name opens with."""
    found = {own[-1][0]} if len(own) > 1 else set()
    return found | {own[1][0]} if len(own) > 2 and own[1] in PARTICLES else found


def _digits(text: str) -> str:
    """The digits of a telephone number, without the prefix for abroad; empty if it is none."""
    if not set(text) <= set("+0123456789 ()-./"):
        return ""
    digits = "".join(c for c in text if c.isdigit()).lstrip("0")
    return digits if len(digits) >= _PHONE_DIGITS else ""


def find(query: str, people: Iterable[Person]) -> Person:
    """The one person who answers to a name; NotFound or Ambiguous tell the way on. Nothing is guessed."""
    crowd = list(people)
    typed = clean(query)
    if not typed:
        raise UsageError("No name was given.", "Type a name, a handle or an e-mail address.")
    found = matches(typed, crowd)
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous(typed, found)
    raise _nobody(typed, crowd)


def ambiguous(typed: str, candidates: Sequence[Person]) -> Ambiguous:
    """The error that lists who may be meant, each with the handle to type."""
    listed = [
        f"{person.name} ({', '.join(filter(None, (person.handle, person.org)))})"
        for person in candidates[:_SHOWN_NAMES]
    ]
    if len(candidates) > _SHOWN_NAMES:
        listed.append(f"{len(candidates) - _SHOWN_NAMES} more")
    return Ambiguous(
        f"'{_shortened(typed)}' may be {', '.join(listed[:-1])} or {listed[-1]}.",
        f"Type the handle, such as {candidates[0].handle}.",
    )


def _nobody(typed: str, crowd: Sequence[Person]) -> NotFound:
    sentence = f"Nobody called '{_shortened(typed)}' is in the journal."
    near = nearest(typed, crowd)
    if near:
        return NotFound(sentence, f"Did you mean {' or '.join(f'{p.name} ({p.handle})' for p in near)}?")
    return NotFound(sentence, f"Add them with: netlog add '@\"{_shortened(typed)}\"'")


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_HANDLE else f"{text[: LONGEST_HANDLE - 1]}…"


def nearest(query: str, people: Iterable[Person], limit: int = 3) -> list[Person]:
    """The people whose name, or a word of it, is spelled most like the query; for hints alone, never an answer."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - costs three bare interpreters; only when a name is mistyped

    crowd = list(people)
    spelled = [
        (key, person)
        for person in crowd
        for key in {fold(person.name), person.handle, *words(person.name), *map(fold, person.nicks)}
    ]
    ranked = process.extract(
        fold(query[:LONGEST_NAME]), [key for key, _ in spelled], scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None
    )
    found = {spelled[i][1].id: spelled[i][1] for _, _, i in ranked}
    return list(found.values())[:limit]


def looks_alike(a: str, b: str) -> bool:
    """Two names that are likely one person's: equal but for accents, spaces, order or one slip of the pen."""
    one, two = words(a), words(b)
    if not one or not two:
        return False
    if sorted(one) == sorted(two):
        return True
    joined = ["".join(part).replace("-", "").replace("'", "") for part in (one, two)]
    if joined[0] == joined[1]:
        return True
    same_initials = [word[0] for word in one] == [word[0] for word in two]
    return same_initials and min(map(len, joined)) >= _SHORTEST_ALIKE and is_one_slip(*joined)


def is_one_slip(a: str, b: str) -> bool:
    """True when one letter added, lost, changed or swapped with its neighbour makes one text of the other.

    Digits are no slips: Person 1 is not Person 2.
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start, end = 0, 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    if any(c.isdigit() for c in left + right):
        return False
    return max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1])
