"""Everybody in the journal, looked up by any part of what they are called."""

from __future__ import annotations

from netlog.domain.journal import Brought, Person
from netlog.domain.people import fold
from netlog.store import rows
from netlog.store.reading import SOME, Reading, grouped, some
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

PHONE_DIGITS = 5  # fewer digits are no phone number
MOST_TOKENS = 500  # of one question to the full-text index


class Crowd(Reading):
    """Finds people."""

    def people(self) -> list[Person]:
        """Everybody, by name."""
        return self.records(Person, order="name COLLATE NOCASE, id")

    def anybody(self) -> bool:
        """Whether there is anybody in the journal."""
        return bool(self.rows("SELECT 1 FROM person LIMIT 1"))

    def in_circles(self, circles: Sequence[str]) -> set[str]:
        """The ids of everybody in some circles; where none was named it is the wide one."""
        query = f"SELECT id FROM person WHERE coalesce(circle, 'wide') IN {SOME}"
        return {id_ for (id_,) in self.rows(query, (some(circles),))} if circles else set()

    def person(self, id_: str) -> Person:
        """The person of an id."""
        found: Person = self.records(Person, "WHERE id = ?", (id_,))[0]
        return found

    def names(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Name and handle by id."""
        found = self.among("SELECT id, name, handle FROM person", "id", list(dict.fromkeys(ids)), "id", whole=False)
        return {id_: (name, handle) for id_, name, handle in found}

    def candidates(self, words: Iterable[str]) -> list[Person]:
        """People whose name, handle, nick, e-mail or phone may be meant by some of the words.

        More than those meant, never fewer: whole words are looked up in the full-text index
        without accents, and names without an ASCII letter, which may stand inside a word, are
        always among them when a word has none either.
        """
        words = list(words)
        tokens = sorted({token for word in words for token in _tokens(word)})
        ids: dict[str, None] = {}
        for start in range(0, len(tokens), MOST_TOKENS):
            match = " OR ".join(f'"{token}"' for token in tokens[start : start + MOST_TOKENS])
            query = "SELECT id FROM person WHERE n IN (SELECT rowid FROM person_fts WHERE person_fts MATCH ?)"
            ids.update((id_, None) for (id_,) in self.rows(query, (f"{{name handle}} : ({match})",)))
        folded = {token for word in words for token in _tokens(fold(word))}
        for id_, nick in self.rows("SELECT person, value FROM detail WHERE kind = 'nick'"):
            if not nick.isascii() or not folded.isdisjoint(_tokens(fold(nick))):
                ids[id_] = None
        if any("@" in word for word in words):
            mails = {word.casefold() for word in words}
            found = self.rows("SELECT person, value FROM detail WHERE kind = 'email'")
            ids.update((id_, None) for id_, mail in found if mail.casefold() in mails)
        if digits := {number for word in words if len(number := _digits(word)) >= PHONE_DIGITS}:
            found = self.rows("SELECT person, value FROM detail WHERE kind = 'phone'")
            ids.update((id_, None) for id_, phone in found if _digits(phone) in digits)
        if not all(token.isascii() for token in tokens):
            ids.update((id_, None) for (id_,) in self.rows("SELECT id FROM person WHERE name NOT GLOB '*[a-zA-Z]*'"))
        return self.persons(list(ids))

    def by_handle(self, handle: str) -> Person | None:
        """The person of a handle."""
        found = self.records(Person, "WHERE handle = ?", (handle,))
        return found[0] if found else None

    def handles(self, stem: str) -> set[str]:
        """Handles in use that begin with a stem."""
        return {handle for (handle,) in self.rows("SELECT handle FROM person WHERE handle GLOB ?", (f"{stem}*",))}

    def together(self, person: str, others: Iterable[str]) -> int:
        """In how many conversations a person was seen with some of the others."""
        query = (
            "SELECT count(DISTINCT one.conversation) FROM presence one JOIN presence other"
            f" ON other.conversation = one.conversation WHERE one.person = ? AND other.person IN {SOME}"
        )
        return int(self.rows(query, (person, some(others)))[0][0])

    def persons(self, ids: Sequence[str]) -> list[Person]:
        """The people of some ids."""
        return list(self.known(Person, ids).values())

    def introductions(self, where: str, values: Sequence[Any]) -> dict[str, tuple[Brought, ...]]:
        """By introducer, the people they brought you together with: the day told, or the first contact."""
        query = (
            'SELECT through, id, name, coalesce(met, (SELECT min("on") FROM presence'
            " WHERE person = person.id AND attempt = 0 AND observer = 0)) AS day FROM person "
            f"{where} AND day IS NOT NULL ORDER BY through, day, id"
        )
        return {
            through: tuple(Brought(id_, name, rows.day(on)) for id_, name, on in found)
            for through, found in grouped(self.rows(query, values)).items()
        }


def is_mark(character: str) -> bool:
    """Whether a character belongs to the letter before it."""
    # Vowel signs of Hindi, Thai, Arabic … are marks inside a word.
    if character.isascii():
        return False
    from unicodedata import category  # noqa: PLC0415 - a plain ASCII question never loads it

    return category(character).startswith("M")


def _tokens(word: str) -> list[str]:
    """The parts of a word as the full-text index cuts them: runs of letters, their marks, and digits."""
    return "".join(character if character.isalnum() or is_mark(character) else " " for character in word).split()


def _digits(word: str) -> str:
    return "".join(character for character in word if character.isdigit())
