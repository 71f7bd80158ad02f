"""`netlog edit`: mend one line of the journal: a talk, a promise, a gift or ask, a fact, a reminder."""

from __future__ import annotations

from netlog import finding, telling
from netlog.domain import account, people, profile
from netlog.domain.journal import (
    HOWS,
    OUTCOMES,
    TOPICS,
    Conversation,
    Entry,
    Fact,
    Promise,
    Reminder,
    Signal,
)
from netlog.domain.plain import plain
from netlog.domain.sizes import promise_size
from netlog.errors import Ambiguous, NotFound, UsageError
from netlog.lazily import typer
from netlog.page import Text
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import Annotated, Any

PANEL = "Write"
EXAMPLES = (
    "netlog edit ana forecasting --on 2026-06-14",
    'netlog edit ana deck --text "the deck, with prices" --by "30 nov"',
    "netlog edit ana marathons --topic hobby",
)

# What may be mended of each kind, in the order of the form; the text comes last, since it may have several lines.
KEYS: dict[type[Any], tuple[str, ...]] = {
    Conversation: (
        *("on", "with", "seen-by", "how", "at", "talk", "for", "initiated", "attempt", "outcome"),
        *("energy", "people", "tags", "signals", "text"),
    ),
    Promise: ("with", "on", "by", "size", "outcome", "closed", "text"),
    Entry: ("with", "on", "size", "strings", "discount", "answer", "answered", "text"),
    Fact: ("with", "on", "topic", "text"),
    Reminder: ("with", "on", "done", "text"),
}
NAMES: dict[type[Any], str] = {
    Conversation: "A conversation",
    Promise: "A promise",
    Entry: "An entry of the account",
    Fact: "A fact",
    Reminder: "A reminder",
}
FIELDS = {"with": "with_", "for": "for_", "at": "place", "seen-by": "seen_by"}  # where the key is not the field's name


def edit(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="REF | NAME WORD…")],
    *,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="The words.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day; of a reminder, when it is due.")] = None,
    by: Annotated[str | None, typer.Option(metavar="DAY", help="When a promise is due.")] = None,
    with_: Annotated[list[str] | None, typer.Option("--with", metavar="NAME", help="Who it is with.")] = None,
    how: Annotated[str | None, typer.Option(metavar="WAY", help=f"{', '.join(HOWS)}.")] = None,
    at: Annotated[str | None, typer.Option(metavar="PLACE", help="Where.")] = None,
    size: Annotated[str | None, typer.Option(metavar="SIZE", help="Of a promise, a gift, an ask.")] = None,
    topic: Annotated[str | None, typer.Option(metavar="WORD", help="Of a fact.")] = None,
) -> None:
    """Mend one line, by options or, without any, in $EDITOR; `none` empties what may be empty.

    Name the line by the letters that `timeline` and `search` show at the left, or by the
    person and words of its text. An unchanged text writes nothing.
    """
    flags = {"text": text, "on": on, "by": by, "how": how, "at": at, "size": size, "topic": topic}
    told = {key: value for key, value in flags.items() if value is not None}
    if with_:
        told["with"] = ", ".join(with_)
    if not told and not session.interactive:
        raise UsageError(
            "Without a terminal there is no editor.", f"Say what changes: {', '.join(f'--{key}' for key in FLAGS)}."
        )
    record = finding.line(session, words)
    if type(record) not in KEYS:
        raise UsageError(
            f"This is no line to edit: {finding.told(session, record)}.", "Delete it, and say it anew: `netlog delete`."
        )
    form = _Form(session, record)
    if told:
        _save(session, form, form.revised(told))
        return
    from netlog import editor  # noqa: PLC0415 - most lines are mended by options

    template = form.template()
    session.store.release()  # so that others can write while the editor is open
    with editor.edited(template, session.store.path.rpartition("/")[0] or ".") as left:
        _save(session, form, form.revised(form.read(left)) if left.strip() else record)


FLAGS = ("text", "on", "by", "with", "how", "at", "size", "topic")


def _save(session: Session, form: _Form, new: Any) -> None:
    """Write the record in its new form, unless somebody changed it meanwhile."""
    old = form.record
    if new == old:
        session.tell(finding.with_handles(session, plain(old)), "Nothing was changed.")
        return
    with session.store.write("edit", f"edited: {finding.told(session, new)}"[:200]) as writer:
        if session.store.present(old) != old:
            raise Ambiguous("It was changed meanwhile; nothing was written.", "Look at it again, then edit it anew.")
        writer.replace(new)
    before, after = form.written, _Form(session, new).written
    rows = [
        (Text(key, "dim"), f"{before[key] or '–'} → {after[key] or '–'}" if key != "text" else after[key])
        for key in KEYS[type(old)]
        if before[key] != after[key]
    ]
    session.tell(finding.with_handles(session, plain(new)), telling.receipt(rows, finding.told(session, old)))


class _Way(NamedTuple):
    """How one key is read from what was typed."""

    read: Callable[[str], Any]
    may_be_empty: bool = True


class _Form:
    """One record as lines of `key: value`, and back."""

    def __init__(self, session: Session, record: Any) -> None:
        self._session = session
        self.record = record
        ids = [id_ for field in ("with_", "seen_by") for id_ in _several(getattr(record, field, ()))]
        self._handles = {id_: handle for id_, (_, handle) in session.store.names(ids).items()}
        self.written = {key: self._shown(key) for key in KEYS[type(record)]}

    def template(self) -> str:
        """What the editor opens."""
        lines = [f"# {' '.join(finding.told(self._session, self.record, private=True).split())[:100]}"]
        lines += ["# Mend it, save, leave. Empty a line to take its value away; an empty file changes nothing."]
        lines += [f"{key}: {value}".rstrip() for key, value in self.written.items() if key != "text"]
        return "\n".join([*lines, "text:", self.written["text"], ""])

    def read(self, left: str) -> dict[str, str]:
        """The values by key that the editor left; the text is all that follows `text:`, letter for letter."""
        told: dict[str, str] = {}
        head, found, text = f"\n{left}".partition("\ntext:")
        if found:
            told["text"] = text.removeprefix("\n").removesuffix("\n")
        for line in head.splitlines():
            if line.strip() and not line.startswith("#"):
                key, colon, value = line.partition(":")
                if not colon or key.strip() not in KEYS[type(self.record)]:
                    raise UsageError(f"This line cannot be read: {line[:80]}", f"The keys are {self._keys()}.")
                told[key.strip()] = value.strip()
        return told

    def revised(self, told: Mapping[str, str]) -> Any:
        """The record with what was typed; a value that reads as before stays as it is, to the letter."""
        changed: dict[str, Any] = {}
        for key, value in told.items():
            if key not in self.written:
                raise UsageError(f"{NAMES[type(self.record)]} has no '{key}'.", f"It has {self._keys()}.")
            if value == self.written[key]:
                continue
            way = self._way(key)
            is_none = key != "text" and value.strip().casefold() in profile.NOTHING
            if (is_none or not value.strip()) and not way.may_be_empty:
                raise UsageError(f"'{key}' cannot be empty.", "`netlog delete` takes the whole line out.")
            read = way.read("" if is_none else value)
            changed |= read if isinstance(read, dict) else {FIELDS.get(key, key): read}
        return self._checked(self.record._replace(**changed), changed)

    def _keys(self) -> str:
        return ", ".join(KEYS[type(self.record)])

    def _shown(self, key: str) -> str:
        """A value as it stands in the form."""
        one = self.record
        if key == "by":
            return one.due.isoformat() if one.due else ""
        if key == "size" and isinstance(one, Entry):
            return one.size or str(one.points)
        value = getattr(one, FIELDS.get(key, key))
        if key in ("with", "seen-by"):
            return ", ".join(self._handles.get(id_, id_) for id_ in _several(value))
        if key == "signals":
            return ", ".join(f"{'them:' if signal.about == 'them' else ''}{signal.code}" for signal in value)
        if key == "tags":
            return ", ".join(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        # An editor knows one kind of line end.
        return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")

    def _way(self, key: str) -> _Way:
        """How a key of this record is read; an empty value reads as none."""
        one, session = self.record, self._session
        is_talk, is_reminder = isinstance(one, Conversation), isinstance(one, Reminder)
        ways: dict[str, _Way] = {
            "on": _Way(lambda text: session.day(text, "future") if is_reminder else session.past(text), False),
            "by": _Way(self._due),
            "with": _Way(lambda text: self._people(text) if is_talk else session.find(text).id, False),
            "seen-by": _Way(self._people),
            "how": _Way(lambda text: _one_of("how", text, HOWS)),
            "at": _Way(people.line_or_none),
            "talk": _Way(lambda text: _number("talk", text, 0, 100)),
            "for": _Way(lambda text: _one_of("for", text, ("them", "both", "me"))),
            "initiated": _Way(lambda text: _one_of("initiated", text, ("me", "them"))),
            "outcome": _Way(lambda text: self._ended("outcome", "closed", text)),
            "answer": _Way(lambda text: self._ended("answer", "answered", text)),
            "closed": _Way(lambda text: session.past(text) if text else None),
            "answered": _Way(lambda text: session.past(text) if text else None),
            "done": _Way(lambda text: session.past(text) if text else None),
            "energy": _Way(lambda text: _number("energy", text, -2, 2)),
            "people": _Way(lambda text: _number("people", text, 2, 100_000)),
            "tags": _Way(_tags),
            "signals": _Way(_signals),
            "topic": _Way(lambda text: _one_of("topic", text, TOPICS), False),
            "size": _Way(self._size, False),
            **dict.fromkeys(("attempt", "strings", "discount"), _Way(lambda text: _yes(key, text))),
            "text": _Way(people.clean_note if is_talk or isinstance(one, Fact) else _line, is_talk),
        }
        return ways[key]

    def _due(self, text: str) -> dict[str, Any]:
        """The day in force: that of the last change, where the promise was postponed."""
        day = self._session.day(text, "future") if text else None
        if not self.record.changes:
            return {"by": day}
        if day is None:
            raise UsageError("A promise that was postponed keeps a day.", "by: 2026-11-30")
        *earlier, last = self.record.changes
        return {"changes": (*earlier, last._replace(by=day))}

    def _ended(self, word: str, day: str, text: str) -> dict[str, Any]:
        """An outcome with its day, today unless one is named; without an outcome, it is open again."""
        if word == "outcome" and isinstance(self.record, Conversation):
            return {word: _one_of(word, text, OUTCOMES)}
        if word == "answer" and self.record.kind != "ask":
            raise UsageError("Only an ask has an answer.", "Leave the line empty.")
        known = ("kept", "broken", "released") if word == "outcome" else ("yes", "no")
        outcome = _one_of(word, text, known)
        return {word: outcome, day: (getattr(self.record, day) or self._session.today) if outcome else None}

    def _size(self, text: str) -> dict[str, Any]:
        if isinstance(self.record, Promise):
            return {"size": promise_size(text)}
        word, points = account.read_size(text, self._session.parameters)
        return {"size": word, "points": points}

    def _people(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._session.find(name).id for name in _listed(text)))

    def _checked(self, new: Any, changed: Mapping[str, Any]) -> Any:
        """The record, if its parts go together."""
        if isinstance(new, Conversation):
            return new._replace(seen_by=tuple(one for one in new.seen_by if one not in new.with_)) if changed else new
        for word, day in (("outcome", "closed"), ("answer", "answered")):
            ended: date | None = getattr(new, day, None)
            if day in changed and (ended is None) != (getattr(new, word, None) is None):
                raise UsageError(f"'{word}' and '{day}' go together.", f"Empty both, or neither: {word}, {day}.")
            if ended is not None and ended < new.on:
                raise UsageError(
                    f"It cannot be {getattr(new, word)} on {ended}, before {new.on}.", "Look at both days."
                )
        return new


def _several(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def _listed(text: str) -> list[str]:
    return [part for one in text.split(",") if (part := people.clean(one))]


def _one_of(key: str, text: str, known: tuple[str, ...]) -> str | None:
    word = text.strip().casefold()
    if word and word not in known:
        raise UsageError(f"'{key}' cannot be '{text}'.", f"It takes {', '.join(known)}.")
    return word or None


def _number(key: str, text: str, least: int, most: int) -> int | None:
    if not text:
        return None
    digits = text.strip().removeprefix("-")
    number = int(text) if digits.isascii() and digits.isdecimal() and len(digits) < 7 else None
    if number is None or not least <= number <= most:
        raise UsageError(f"'{key}' cannot be '{text}'.", f"It takes a number from {least} to {most}.")
    return number


def _yes(key: str, text: str) -> bool:
    return _one_of(key, text, ("yes", "no")) == "yes"


def _line(text: str) -> str:
    return people.clean_line(text, people.LONGEST_NOTE)


def _tags(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for one in text.split(",") if (tag := profile.tag(one))))


def _signals(text: str) -> tuple[Signal, ...]:
    from netlog.domain.evidence import SIGNALS  # noqa: PLC0415 - a large table, and few edits touch signals

    found = []
    for one in _listed(text):
        code = one.lstrip("+#").removeprefix("them:")
        if code not in SIGNALS:
            raise NotFound(f"There is no signal '{code}'.", "`netlog signals` lists them.")
        found.append(Signal(code, "them" if one.lstrip("+#").startswith("them:") else "me"))
    return tuple(dict.fromkeys(found))
