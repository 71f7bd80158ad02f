"""How long words take to say, and when a meeting asks for a stir."""

from __future__ import annotations

from netlog.typed import NamedTuple

WORDS_A_SECOND = 2.5  # 150 a minute: calm speech
SIGNS_A_SECOND = 4.0  # 240 a minute: calm Mandarin; Japanese is a little faster
LONGEST_PITCH = 20.0  # seconds: 50 words, or 80 Chinese characters
EVERY = 5  # minutes between two things to do in a meeting
PAUSE_EVERY = 3  # of so many marks one is a pause
# Scripts that put no space between words: kana, Han (with its extensions), as ranges of code points, both ends in.
SPACELESS = (
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x20000, 0x3FFFF),
)


class Spoken(NamedTuple):
    """A text as it is said aloud."""

    words: int  # of scripts with spaces
    signs: int  # Chinese and Japanese characters
    seconds: float
    too_long: bool  # above 20 seconds


class Mark(NamedTuple):
    """A moment of a meeting at which something is done together."""

    minute: int
    topic: str | None
    kind: str  # tool, pause
    turn: int  # which tool, or which pause, counted from 0


def spoken(text: str) -> Spoken:
    """How long a text takes: words / 2.5 seconds, Chinese and Japanese characters / 4.

    A word is what stands between spaces and has a letter or a digit. Where both are
    mixed, each is counted its own way.
    """
    signs = sum(map(_is_spaceless, text))
    spaced = "".join(" " if _is_spaceless(one) else one for one in text)
    words = sum(1 for word in spaced.split() if any(map(str.isalnum, word)))
    seconds = words / WORDS_A_SECOND + signs / SIGNS_A_SECOND
    return Spoken(words, signs, seconds, seconds > LONGEST_PITCH)


def marks(minutes: int) -> tuple[int, ...]:
    """The minutes at which to do something together: every five, the start and the end left out."""
    return tuple(range(EVERY, minutes, EVERY))


def plan(minutes: int, topics: tuple[str, ...] = ()) -> tuple[Mark, ...]:
    """The marks of a meeting; each third one is a pause to think, and the topics share the time in equal parts."""
    found = []
    tools = pauses = 0
    for at, minute in enumerate(marks(minutes), 1):
        topic = topics[minute * len(topics) // minutes] if topics else None
        is_pause = at % PAUSE_EVERY == 0
        found.append(Mark(minute, topic, "pause" if is_pause else "tool", pauses if is_pause else tools))
        pauses, tools = pauses + is_pause, tools + (not is_pause)
    return tuple(found)


def _is_spaceless(character: str) -> bool:
    code = ord(character)
    return code >= SPACELESS[0][0] and character.isalpha() and any(low <= code <= high for low, high in SPACELESS)
