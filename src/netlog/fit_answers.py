"""The traits of a fit as somebody judges them: by flags, from a file, or question by question."""

from __future__ import annotations

from netlog import playbook, questionnaire
from netlog.domain.dossier import TRAITS, Mark
from netlog.domain.fit import HIGHEST
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from netlog.domain.journal import Person
    from netlog.session import Session

GUT, STRETCH, TEXT = "gut", "stretch", "text"  # keys of a file of answers beside the traits
SCALE = "0 never … 4 always"


class Answers(NamedTuple):
    """What was judged, by flags, a file, or question by question."""

    marks: tuple[Mark, ...]
    gut: int | None
    stretch: str | None
    text: str | None


def answers(
    session: Session, person: Person, stage: str, file: str | None, marks: list[str], gut: int | None
) -> Answers:
    """What was judged, told by flags and a file or asked for; something at least."""
    if file or marks or gut is not None:
        told = _told(file, marks)
        told = told._replace(gut=gut if gut is not None else told.gut)
    elif session.interactive:
        told = _asked(session, stage)
    else:
        raise UsageError(
            "Without a terminal nobody can be asked.",
            f"netlog fit {person.handle} --stage {stage} --mark boundaries=3 --mark …, or --answers FILE.toml",
        )
    if stage == "phase" and told.gut is not None:
        raise UsageError(f"{file}: gut belongs to the first impression.", "Leave it out of a phase.")
    if not told.marks and told.gut is None:
        raise UsageError("Nothing was judged.", f"--mark takes {', '.join(TRAITS[:3])} …, each 0 to 4.")
    return told


def _told(file: str | None, words: list[str]) -> Answers:
    """The answers of a file and of flags; a flag counts more."""
    found: dict[str, Any] = _from_file(file) if file else {}
    for word in words:
        trait, _, number = word.partition("=")
        found[_trait(trait.strip(), "--mark")] = _rating(number.strip(), trait, "--mark")
    marks = tuple(Mark(trait, found[trait]) for trait in TRAITS if trait in found)
    return Answers(marks, found.get(GUT), found.get(STRETCH), found.get(TEXT))


def _from_file(path: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key, value in questionnaire.from_file(path, "boundaries = 3").items():
        if key in (STRETCH, TEXT):
            if not isinstance(value, str):
                raise UsageError(f"{path}: {key} cannot be {value!r}.", f'It is a text: {key} = "…"')
            told[key] = value
        else:
            told[key if key == GUT else _trait(key, path)] = _rating(value, key, path)
    return told


def _trait(key: str, where: str) -> str:
    trait = key.replace("_", "-").casefold()
    if trait not in TRAITS:
        raise UsageError(f"{where}: there is no trait '{key}'.", f"There are {', '.join(TRAITS)}.")
    return trait


def _rating(value: Any, key: str, where: str) -> int:
    if isinstance(value, str) and value in ("0", "1", "2", "3", "4"):
        return int(value)
    if type(value) is int and 0 <= value <= HIGHEST:
        return value
    raise UsageError(f"{where}: {key} cannot be {value!r}.", f"It runs from 0 to 4: {SCALE}.")


def _asked(session: Session, stage: str) -> Answers:
    """The ten traits asked one by one, and the gut feeling at first; Enter leaves one out."""
    wording = prose(session)
    session.note(f"{SCALE}; Enter leaves one out.")
    if stage == "first":
        gut = questionnaire.mark(session, "Gut feeling, before you think about it", 0, HIGHEST)
    asked_for = {trait: wording[trait].get("judge", trait.replace("-", " ")) for trait in TRAITS}
    found = [(trait, questionnaire.mark(session, question, 0, HIGHEST)) for trait, question in asked_for.items()]
    marks = tuple(Mark(trait, rating) for trait, rating in found if rating is not None)
    return Answers(marks, gut if stage == "first" else None, None, None)


def prose(session: Session) -> Mapping[str, Mapping[str, str]]:
    """What to judge each trait by, and the conversation to have when it is low."""
    book = playbook.read(session.config, "fit")
    return {trait: book.named(trait) if book.sections.get(trait) else {} for trait in TRAITS}
