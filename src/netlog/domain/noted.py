"""What a log becomes: a conversation, and all that was promised, given, asked and learned in it."""

from __future__ import annotations

from netlog.domain import account
from netlog.domain.journal import Conversation, Entry, Fact, Promise, Reminder
from netlog.domain.parameters import DEFAULTS
from netlog.domain.sizes import promise_size
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from netlog.domain.parameters import Parameters
    from netlog.domain.sentence import Clause

DEFAULT_SIZE = "S"  # of what was given, received or asked without saying how much
NEXT_DAYS = 14  # until a next step without a day


class Noted(NamedTuple):
    """The records of one log."""

    conversation: Conversation | None = None
    promises: tuple[Promise, ...] = ()
    entries: tuple[Entry, ...] = ()
    facts: tuple[Fact, ...] = ()
    reminders: tuple[Reminder, ...] = ()

    def records(self) -> Iterator[Conversation | Promise | Entry | Fact | Reminder]:
        """All of them, the conversation first."""
        if self.conversation:
            yield self.conversation
        for several in (self.promises, self.entries, self.facts, self.reminders):
            yield from several


def noted(
    conversation: Conversation | None,
    clauses: Sequence[tuple[Clause, str]],
    on: date,
    next_by: date,
    new_id: Callable[[], str],
    parameters: Parameters = DEFAULTS,
) -> Noted:
    """The records of a log made on a day: each clause with the id of the person it concerns.

    `next_by` is the day of a next step that names none.
    """
    within = conversation.id if conversation else None
    promises, entries, facts, reminders = [], [], [], []
    for clause, person in clauses:
        if clause.kind in ("promised", "they-promised"):
            who, size = "me" if clause.kind == "promised" else "them", promise_size(clause.size or "medium")
            promises.append(
                Promise(new_id(), who, person, on, clause.text, clause.by, size, conversation=within)  # type: ignore[arg-type]
            )
        elif clause.kind in ("gave", "got", "asked"):
            kind, who = {"gave": ("give", "me"), "got": ("receive", "them"), "asked": ("ask", "me")}[clause.kind]
            word, points = account.read_size(clause.size or DEFAULT_SIZE, parameters)
            entries.append(
                Entry(new_id(), kind, who, person, on, clause.text, word, points, conversation=within)  # type: ignore[arg-type]
            )
        elif clause.kind == "learned":
            facts.append(Fact(new_id(), person, on, clause.topic or "note", clause.text, within))
        else:
            reminders.append(Reminder(new_id(), person, on, clause.by or next_by, clause.text, conversation=within))
    return Noted(conversation, tuple(promises), tuple(entries), tuple(facts), tuple(reminders))
