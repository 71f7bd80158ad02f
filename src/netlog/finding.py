"""The one record that a few words mean: a person, a promise, an ask, a line of the journal."""

from __future__ import annotations

from netlog import retelling, telling
from netlog import words as wording
from netlog.domain import account, dossier, noted, people
from netlog.domain.journal import Conversation, Entry, Fact, Promise, Reminder, Standing
from netlog.domain.sizes import bracketed
from netlog.errors import Ambiguous, NotFound, UsageError
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from typing import Any

    from netlog.domain.journal import Person
    from netlog.session import Session

LONGEST_NAME = 6  # words
REFERENCE = 5  # characters of an id that are shown: a thousand records rarely share an ending
SHORTEST_REFERENCE = 4
PEOPLE = ("with", "seen_by")  # fields that hold ids of people
LISTED = 10  # lines that may be meant, in one message
PLURALS = {"advice": "pieces of advice"}


def person_and_rest(session: Session, words: Sequence[str]) -> tuple[Person, str]:
    """The person that the first words name, as many of them as fit, and the words after."""
    near = session.store.candidates(words[:LONGEST_NAME])
    known = session.store.by_handle(words[0])
    for count in range(min(LONGEST_NAME, len(words)), 0, -1):
        query = " ".join(words[:count])
        if known is not None and count == 1:
            return known, " ".join(words[1:])
        # "tom O levels": a bare letter before more text is a word, not Okafor's initial.
        is_initial = count > 1 and count < len(words) and len(words[count - 1]) == 1
        if not is_initial and people.matches(query, near):
            return people.find(query, near), " ".join(words[count:])
    return session.find(words[0]), " ".join(words[1:])


def two(session: Session, words: Sequence[str]) -> tuple[Person, Person]:
    """The two people that some words name one after the other."""
    one, rest = person_and_rest(session, [word.removeprefix("@") for word in words])
    if not rest:
        raise UsageError(f"{one.name} and who else?", "It takes two names.")
    other = session.find(rest)
    if other.id == one.id:
        raise UsageError(f"Both names are {one.name}'s.", "It takes two people.")
    return one, other


def person_and_text(session: Session, words: Sequence[str], from_: str | None, missing: str) -> tuple[Person, str]:
    """The person and the text of a record: the first words name whom it is with, unless `--from` does."""
    person, text = (session.find(from_), " ".join(words)) if from_ else person_and_rest(session, words)
    text = people.clean_line(text, people.LONGEST_NOTE)
    if not text:
        raise UsageError(missing, "The text follows the name.")
    return person, text


def sized(session: Session, text: str, size: str | None) -> tuple[str, str | None, int]:
    """The text of an account entry, its size word if it has one, and its points; "(M)" in the text is a size too."""
    said = None
    if size is None:
        text, said = bracketed(text, of_promise=False)
    if not text:
        raise UsageError("What was it?", "The text follows the name.")
    return text, *account.read_size(size or said or noted.DEFAULT_SIZE, session.parameters)


def promise(session: Session, words: Sequence[str], from_: str | None) -> tuple[Promise, Person]:
    """The open promise that some words mean: a person's name, words of its text, or both; or its id."""
    found, person, text = _open(session, words, from_, session.store.promises, "promise")
    if from_ is None and any(one.who == "me" for one in found) and any(one.who == "them" for one in found):
        found = [one for one in found if one.who == "me"]
    elif from_ is not None:
        found = [one for one in found if one.who == "them"]
    chosen = _only(session, found, person, text, "promise")
    return chosen, session.store.person(chosen.with_)


def ask(session: Session, words: Sequence[str], from_: str | None) -> tuple[Entry, Person]:
    """The open ask that some words mean, mine unless `--from` says whose."""
    found, person, text = _open(session, words, from_, session.store.open_asks, "ask")
    mine = [one for one in found if one.who == ("them" if from_ else "me")]
    chosen = _only(session, mine or ([] if from_ else found), person, text, "ask")
    return chosen, session.store.person(chosen.with_)


def unsettled(
    session: Session, words: Sequence[str], from_: str | None, records: Sequence[Any], what: str, listed: str
) -> tuple[Any, Person]:
    """The one of some open records that a few words mean: a name, words of its text, or both; or its id.

    `what` names such a record, and `listed` is the command that lists them.
    """

    def of(person: Person | None = None) -> list[Any]:
        return [one for one in records if person is None or one.with_ == person.id]

    found, person, text = _open(session, words, from_, of, what)
    chosen = _only(session, found, person, text, what, listed)
    return chosen, session.store.person(chosen.with_)


def worded(session: Session, records: Sequence[Any], text: str, what: str, listed: str) -> Any:
    """The one of some open records of my own that words of its text mean, or its id; see `unsettled`."""
    by_id = [one for one in records if _is_reference(text, one)]
    return _only(session, by_id or _with_words(records, text), None, text, what, listed)


def free_handle(session: Session, text: str, person: Person) -> str:
    """A handle that a user typed for a person: ASCII letters, digits and hyphens, and nobody else's."""
    handle = text.strip().removeprefix("@").lower()
    if handle != people.slug(handle) or not 0 < len(handle) <= people.LONGEST_HANDLE:
        raise UsageError(
            f"'{text}' is no handle.", f"Letters a to z, digits and hyphens, up to {people.LONGEST_HANDLE}: ana-ruiz."
        )
    other = session.store.by_handle(handle)
    if other is not None and other.id != person.id:
        raise Ambiguous(f"The handle '{handle}' is {other.name}'s.", f"Such as {handle}-2 is free to use.")
    return handle


def reference(id_: str) -> str:
    """What names a record in `edit` and `delete`: the end of its id."""
    return id_[-REFERENCE:].lower()


def line(session: Session, words: Sequence[str]) -> Any:
    """The one conversation, promise, entry … that some words mean: a reference, or a name and words of its text."""
    if len(words) == 1 and len(words[0]) >= SHORTEST_REFERENCE and words[0].isascii() and words[0].isalnum():
        found = session.store.by_reference(words[0])
        is_name = bool(people.matches(words[0], session.store.candidates(words)))
        if found and is_name:
            raise Ambiguous(
                f"'{words[0]}' is somebody's name and the end of a reference: {told(session, found[0])}.",
                "Type more of the reference, or the name and a word of the text.",
            )
        if found:
            return _only_line(session, found, f"have a reference that ends in '{words[0]}'")
        if not is_name and any(one.isdigit() for one in words[0]):
            raise NotFound(
                f"Nothing in the journal has the reference '{words[0]}'.", "`netlog timeline NAME` shows them."
            )
    person, text = person_and_rest(session, words)
    history = session.store.history(person)
    kinds = (history.conversations, history.promises, history.entries, history.ratings, history.facts)
    known = [one for kind in (*kinds, history.reminders, history.standings) for one in kind]
    known += [one for kind in dossier.KINDS for one in session.store.of(kind, person)]
    about = f" about '{text}'" if text else ""
    wanted = people.word_set(people.fold(text))
    found = [one for one in known if _holds(_text(one), wanted)]
    if not found:
        raise NotFound(f"There is nothing with {person.name}{about}.", f"netlog timeline {person.handle}")
    return _only_line(session, found, f"with {person.name} answer to that")


def told(session: Session, record: Any, *, private: bool = False) -> str:
    """One line of the journal in words, with whom it is and when; a careful topic only where it is private."""
    day = f"{wording.day(record.on, session.today)}: "
    if isinstance(record, dossier.KINDS):
        ids = retelling.people(record)
        names = session.store.names(ids)
        who = f"{names[record.with_][0]}: " if getattr(record, "with_", None) else ""
        return f"{day}{who}{retelling.told(record, names, session.today, private=private)}"
    ids = record.with_ if isinstance(record, Conversation) else (record.with_,)
    names = session.store.names(ids)
    name = ", ".join(names[id_][0] for id_ in ids)
    if isinstance(record, Conversation):
        return day + " · ".join(telling.about(record, name))
    if isinstance(record, Promise):
        said = f"I promised {name}" if record.who == "me" else f"{name} promised me"
        return f"{day}{said}: {record.text}{telling.due(record, session.today)}"
    if isinstance(record, Entry):
        return day + telling.entry(record, name, record.on)
    if isinstance(record, Fact):
        text = record.text if private or record.topic != "careful" else "a private note"
        return f"{day}{name}: {text} ({record.topic})"
    if isinstance(record, Reminder):
        return f"reminder: {record.text}, {name}, {wording.day(record.on, session.today)}"
    if isinstance(record, Standing):
        return f"{day}{name} {'at rest' if record.state == 'resting' else 'awake'}"
    factors = " ".join(f"{letter} {value}" for letter in "CRIS" if (value := getattr(record, letter)) is not None)
    return f"{day}{name} rated: {factors}"


def with_handles(session: Session, fields: dict[str, Any]) -> dict[str, Any]:
    """A record's plain fields with handles in place of people's ids."""
    several = {key: value if isinstance(value, list) else [value] for key, value in fields.items() if key in PEOPLE}
    names = session.store.names(id_ for ids in several.values() for id_ in ids)
    told = {key: [names[id_][1] for id_ in ids] for key, ids in several.items()}
    return {**fields, **{key: ids if isinstance(fields[key], list) else ids[0] for key, ids in told.items()}}


def _text(record: Any) -> str:
    """The words by which a line is found; why somebody rests, and what I wrote for myself, is private."""
    if isinstance(record, (Standing, dossier.Reflection, dossier.Parting)):
        return ""
    fields = (getattr(record, field, None) for field in ("text", "place", "name", "source"))
    return " ".join(filter(None, fields))


def _only_line(session: Session, found: Sequence[Any], what: str) -> Any:
    if len(found) == 1:
        return found[0]
    latest = sorted(found, key=lambda one: (one.on, one.id), reverse=True)
    listed = "\n".join(f"  {_reference_in(one, found)}  {told(session, one)}" for one in latest[:LISTED])
    more = f"\n  … and {len(latest) - LISTED} more" if len(latest) > LISTED else ""
    raise Ambiguous(
        f"{wording.count(len(found), 'line')} {what}:\n{listed}{more}", "Type the reference at the left, or more words."
    )


def _reference_in(record: Any, among: Sequence[Any]) -> str:
    """The reference of a record, as long as it takes to tell it from the others."""
    length = REFERENCE
    others = [one.id.upper() for one in among if one.id != record.id]
    while length < len(record.id) and any(one.endswith(record.id[-length:].upper()) for one in others):
        length += 1
    return str(record.id[-length:].lower())


def _open(
    session: Session, words: Sequence[str], from_: str | None, read: Any, what: str
) -> tuple[list[Any], Person | None, str]:
    if from_:
        person, text = session.find(from_), " ".join(words)
        return _with_words(read(person), text), person, text
    if not words:
        raise UsageError(f"Which {what} is it?", "Name the person, and a word of its text where several are open.")
    everyone = read()
    if len(words) == 1 and (by_id := [one for one in everyone if _is_reference(words[0], one)]):
        return by_id, None, words[0]
    try:
        person, text = person_and_rest(session, words)
    except NotFound:
        # No name at all: the words may be the text's.
        text = " ".join(words)
        found = _with_words(everyone, text)
        if not found and len(words) > 1:
            raise
        if not found:
            raise NotFound(
                f"Nobody and no open {what} answers to '{text}'.", "Name the person, and a word of its text."
            ) from None
        return found, None, text
    return _with_words([one for one in everyone if one.with_ == person.id], text), person, text


def _with_words(found: Sequence[Any], text: str) -> list[Any]:
    wanted = people.word_set(people.fold(text))
    return [one for one in found if _holds(one.text, wanted)]


def _holds(text: str, words: Collection[str]) -> bool:
    folded = people.fold(text)
    return all(word in folded for word in words)


def _only(
    session: Session, found: Sequence[Any], person: Person | None, text: str, what: str, listed_by: str = ""
) -> Any:
    if len(found) == 1:
        return found[0]
    whom = f" with {person.name}" if person else ""
    about = f" about '{text}'" if text else ""
    if not found:
        raise NotFound(
            f"There is no open {what}{whom}{about}.",
            f"`{listed_by}` lists them."
            if listed_by
            else "`netlog promises --all` lists them."
            if what == "promise"
            else f"`netlog balance {person.handle if person else 'NAME'}` lists them.",
        )
    names = session.store.names(one.with_ for one in found) if what == "promise" else {}
    found = sorted(found, key=lambda one: (_due(one) or one.on, one.id))
    listed = "\n".join(
        f"  {_reference_in(one, found)}  "
        f"{telling.promise(one, names[one.with_][0], session.today) if what == 'promise' else one.text}"
        for one in found
    )
    raise Ambiguous(
        f"Several open {PLURALS.get(what, f'{what}s')}{whom} answer to that:\n{listed}",
        "Add a word of its text, or type the reference at the left instead of the name.",
    )


def _due(one: Any) -> date | None:
    return one.due if isinstance(one, Promise) else None


def _is_reference(word: str, one: Any) -> bool:
    """True for the id of a record, and for an end of it as long as those that are shown."""
    return one.id == word or (len(word) >= REFERENCE and bool(one.id.lower().endswith(word.lower())))
