"""`netlog pitch`: what I do, in some twenty seconds."""

from __future__ import annotations

from netlog import words as wording
from netlog.domain import people
from netlog.domain.dossier import Reflection
from netlog.domain.speaking import LONGEST_PITCH, SIGNS_A_SECOND, WORDS_A_SECOND, spoken
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import action
from netlog.page import Text, line
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.page import Page

PANEL = "Prepare"
EXAMPLES = (
    'netlog pitch check "I help small bakeries know on Monday what they will sell on Saturday."',
    'netlog pitch set "I help small bakeries know on Monday what they will sell on Saturday."',
    "netlog pitch",
    "netlog pitch say",
)
FORMS = {"": "", "check": "check TEXT", "set": "set TEXT", "say": "say"}


class Pitch(NamedTuple):
    """What I say I do, and how long it takes."""

    text: str
    on: date | None  # the day it was kept; None: only checked
    words: int
    signs: int  # Chinese and Japanese characters
    seconds: float
    too_long: bool


def pitch(
    session: Session, words: Annotated[list[str] | None, typer.Argument(metavar="[check|set|say] [TEXT]")] = None
) -> None:
    """What you do, clearly, in some twenty seconds: 2.5 words a second, so 50 words.

    `pitch check TEXT` counts and keeps nothing, `pitch set TEXT` keeps it, `pitch say` prints
    it to be read once more at the door, `pitch` alone with its seconds. Chinese and Japanese
    are counted by the character, four a second.
    """
    verb, rest = action("pitch", words, FORMS)
    text = people.clean_line(" ".join(rest), people.LONGEST_NOTE)
    if (verb in ("check", "set")) != bool(text):
        raise UsageError(f"pitch {verb} takes {'no ' if text else ''}words.", f"netlog pitch {FORMS[verb]}")
    if verb == "check":
        session.show(_timed(text, None), _page)
    elif verb == "set":
        _keep(session, text)
    else:
        _tell(session, only_words=verb == "say")


def _keep(session: Session, text: str) -> None:
    kept = Reflection(session.new_id(), None, session.today, "pitch", "pitch", text)
    with session.store.write("pitch", "kept what I say I do") as writer:
        writer.add(kept)
    answer = _timed(text, kept.on)
    session.tell(answer, [line("Kept. ", _length(answer)), line(Text("`netlog undo` takes it back.", "dim"))])


def _tell(session: Session, *, only_words: bool) -> None:
    kept = [one for one in session.store.every(Reflection) if one.kind == "pitch" and one.on <= session.today]
    if not kept:
        session.show(None, lambda _: [])
        session.note("No pitch is kept yet. Write one: netlog pitch set I help … so that …")
        return
    answer = _timed(kept[-1].text, kept[-1].on)
    session.show(answer, _words if only_words else _page)


def _timed(text: str, on: date | None) -> Pitch:
    return Pitch(text, on, *spoken(text))


def _words(answer: Pitch) -> Page:
    return [line(answer.text)]


def _page(answer: Pitch) -> Page:
    since = f" Kept on {wording.day(answer.on, answer.on)} {answer.on.year}." if answer.on else ""
    return [line(answer.text), line(Text(f"{_length(answer)}{since}", "warn" if answer.too_long else "dim"))]


def _length(answer: Pitch) -> str:
    """62 words, about 25 seconds: 12 words too many for 20."""
    counts = [
        wording.count(answer.words, "word") if answer.words or not answer.signs else "",
        wording.count(answer.signs, "character") if answer.signs else "",
    ]
    said = f"{' and '.join(filter(None, counts))}, about {wording.count(round(answer.seconds), 'second')}"
    if not answer.too_long:
        return f"{said}."
    over = answer.seconds - LONGEST_PITCH
    many = (
        wording.count(max(1, round(over * WORDS_A_SECOND)), "word")
        if answer.words
        else wording.count(max(1, round(over * SIGNS_A_SECOND)), "character")
    )
    return f"{said}: {many} too many for {LONGEST_PITCH:g}."
