"""The one record that a few words mean: a person, a promise, an ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netlog import telling
from netlog.domain import people
from netlog.errors import Ambiguous, NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netlog.domain.journal import Entry, Person, Promise
    from netlog.session import Session

LONGEST_NAME = 6  # words


def person_and_rest(session: Session, words: Sequence[str]) -> tuple[Person, str]:
    """The person that the first words name, as many of them as fit, and the words after."""
    near = session.store.candidates(words[:LONGEST_NAME])
    known = session.store.by_handle(words[0])
    for count in range(min(LONGEST_NAME, len(words)), 0, -1):
        query = " ".join(words[:count])
        if known is not None and count == 1:
            return known, " ".join(words[1:])
        if people.matches(query, near):
            return people.find(query, near), " ".join(words[count:])
    return session.find(words[0]), " ".join(words[1:])


def person_and_text(session: Session, words: Sequence[str], from_: str | None, missing: str) -> tuple[Person, str]:
    """The person and the text of a record: the first words name whom it is with, unless `--from` does."""
    person, text = (session.find(from_), " ".join(words)) if from_ else person_and_rest(session, words)
    if not text.strip():
        raise UsageError(missing, "The text follows the name.")
    return person, people.clean(text)


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


def _open(
    session: Session, words: Sequence[str], from_: str | None, read: Any, what: str
) -> tuple[list[Any], Person | None, str]:
    if from_:
        person, text = session.find(from_), " ".join(words)
        return _with_words(read(person), text), person, text
    everyone = read()
    if len(words) == 1 and (by_id := [one for one in everyone if one.id == words[0]]):
        return by_id, None, words[0]
    try:
        person, text = person_and_rest(session, words)
    except NotFound:
        # No name at all: the words may be the text's.
        text = " ".join(words)
        found = _with_words(everyone, text)
        if not found:
            raise
        return found, None, text
    return _with_words([one for one in everyone if one.with_ == person.id], text), person, text


def _with_words(found: Sequence[Any], text: str) -> list[Any]:
    wanted = people.fold(text).split()
    return [one for one in found if all(word in people.fold(one.text) for word in wanted)]


def _only(session: Session, found: Sequence[Any], person: Person | None, text: str, what: str) -> Any:
    if len(found) == 1:
        return found[0]
    whom = f" with {person.name}" if person else ""
    about = f" about '{text}'" if text else ""
    if not found:
        raise NotFound(
            f"There is no open {what}{whom}{about}.",
            f"`netlog {what}s`" if what == "promise" else "`netlog balance NAME` lists them.",
        )
    names = session.store.names(one.with_ for one in found)
    listed = "\n".join(
        f"  {telling.promise(one, names[one.with_][0], session.today) if what == 'promise' else one.text}"
        for one in found
    )
    raise Ambiguous(f"Several open {what}s{whom} answer to that:\n{listed}", "Add a word of its text.")
