"""Who is meant where a name is shared, and which names are new."""

from __future__ import annotations

from netlog.domain import people
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from netlog.domain.journal import Person
    from netlog.domain.names_in import Mention

    Together = Callable[[str, Collection[str]], int]


class Meant:
    """Who is meant where; filled as a sentence is read."""

    def __init__(self) -> None:
        self.ids: dict[int, str] = {}  # by the start of the mention
        self.open: dict[str, tuple[str, tuple[Person, ...]]] = {}  # by folded word: the word, and all who may be meant

    def settle(self, mentions: Sequence[Mention], fresh: Collection[str], together: Together | None) -> None:
        """Add who is meant by each mention. Nothing is guessed: what stays open is listed.

        A first name that somebody unknown bears in this sentence, one of the `fresh`, is theirs. Of several
        bearers it is the one who is named elsewhere in the sentence; else the one seen with those who are,
        more often than any other bearer.
        """
        several = []
        for mention in mentions:
            is_fresh = mention.way in ("part", "surname") and people.fold(mention.name) in fresh
            if len(mention.known) == 1 and (mention.marked or not is_fresh):
                self.ids[mention.start] = mention.known[0].id
            elif mention.known and not is_fresh:
                several.append(mention)
        here = set(self.ids.values())
        for mention in several:
            word = people.fold(mention.name)
            bearers = [person for person in mention.known if person.id in here]
            if not bearers and word not in self.open:
                bearers = _most_seen(mention.known, here, together)
            if len(bearers) == 1:
                self.ids[mention.start] = bearers[0].id
                here.add(bearers[0].id)
            elif not bearers:
                self.open.setdefault(word, (mention.name, mention.known))

    def ids_of(self, mentions: Iterable[Mention]) -> tuple[str, ...]:
        """The ids of those who are meant by some mentions, each once."""
        return tuple(dict.fromkeys(self.ids[one.start] for one in mentions if one.start in self.ids))


def _most_seen(known: Sequence[Person], here: Collection[str], together: Together | None) -> list[Person]:
    """The one seen most with those here; nobody where two are level or there is nobody to be seen with."""
    if together is None or not here:
        return []
    counts = {person.id: together(person.id, here) for person in known}
    most = max(counts.values())
    top = [person for person in known if counts[person.id] == most]
    return top if most and len(top) == 1 else []


def new(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The names to make, each once; a first name that comes again stands for the whole."""
    names = {people.fold(one.name): one.name for one in reversed([m for m in mentions if m.marked and not m.known])}
    return tuple(name for key, name in reversed(names.items()) if not any(k.startswith(f"{key} ") for k in names))


def unknown(strangers: Iterable[str], made: Iterable[str], known: Iterable[Person]) -> tuple[str, ...]:
    """The strangers, each once, without organisations and those that are being made."""
    named = {people.fold(name): name for name in reversed(list(strangers))}
    orgs = {people.fold(person.org) for person in known if person.org} if named else set()
    parts = {word for name in made for word in people.words(name)}
    return tuple(
        name for key, name in reversed(named.items()) if key not in orgs and not parts.issuperset(people.words(name))
    )
