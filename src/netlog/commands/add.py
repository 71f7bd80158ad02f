"""`netlog add`: what happened, in one line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from netlog import telling
from netlog import words as wording
from netlog.domain import noted, people, profile, sentence
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import HOWS, OUTCOMES, Conversation, Person
from netlog.domain.plain import plain
from netlog.domain.working import next_working
from netlog.errors import NotFound, UsageError
from netlog.lazily import typer
from netlog.options import (
    Birthday,
    Circle,
    Emails,
    Every,
    Kind,
    Links,
    Met,
    Nicks,
    On,
    Org,
    Phones,
    Place,
    Role,
    Tags,
    Through,
)
from netlog.page import Text
from netlog.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netlog.domain.sentence import Clause, Reading
    from netlog.page import Cell, Page

PANEL = "Daily"
EXAMPLES = (
    "netlog add yesterday: long talk with @Ana Ruiz about forecasting, at PyData Lisbon +pydata",
    'netlog add "call with Ana. promised: the deck by friday. gave: intro to Lena (S). next: lunch in 3 weeks"',
    "netlog add @Ana Ruiz --org Kestrel --role CTO --every 3m",
)


LONGEST_UNCUT = 4  # letters of a Chinese or Japanese name, as a rule


class New(NamedTuple):
    """A person of the log; `new` when the log made them."""

    handle: str
    name: str
    new: bool


class Added(NamedTuple):
    """What one call wrote."""

    conversation: dict[str, Any] | None
    people: tuple[New, ...]
    tags: tuple[str, ...]
    signals: tuple[Any, ...]
    promises: list[dict[str, Any]]
    entries: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    reminders: list[dict[str, Any]]
    warnings: tuple[str, ...]


class Talk(NamedTuple):
    """What the options say of the conversation itself."""

    how: str | None
    place: str | None
    talk: int | None
    for_: str | None
    initiated: str | None
    attempt: bool
    outcome: str | None
    energy: int | None
    people: int | None


def add(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[SENTENCE…]", help="What happened; - reads it.")] = None,
    *,
    edit: Annotated[bool, typer.Option("--edit", "-e", help="Write it in $EDITOR.")] = False,
    on: On = None,
    with_: Annotated[
        list[str] | None, typer.Option("--with", metavar="NAME", help="Who took part; @NAME if new.")
    ] = None,
    how: Annotated[str | None, typer.Option(metavar="WAY", help=f"{', '.join(HOWS)}.")] = None,
    at: Annotated[str | None, typer.Option(metavar="PLACE", help="Where.")] = None,
    talk: Annotated[int | None, typer.Option(min=0, max=100, metavar="%", help="My share of the talking.")] = None,
    for_: Annotated[str | None, typer.Option("--for", metavar="them|both|me", help="Whom it served.")] = None,
    initiated: Annotated[str | None, typer.Option(metavar="me|them", help="Who began it.")] = None,
    attempt: Annotated[bool, typer.Option("--attempt", help="A message of mine, not answered yet.")] = False,
    outcome: Annotated[str | None, typer.Option(metavar="WORD", help=f"{', '.join(OUTCOMES)}.")] = None,
    energy: Annotated[
        int | None, typer.Option(min=-2, max=2, metavar="N", help="From -2, drained, to 2, lifted.")
    ] = None,
    count: Annotated[
        int | None, typer.Option("--people", min=2, metavar="N", help="How many were there, me too.")
    ] = None,
    seen_by: Annotated[list[str] | None, typer.Option("--seen-by", metavar="NAME", help="Who watched.")] = None,
    promised: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="I promised them.")] = None,
    they_promised: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="They promised me.")] = None,
    gave: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="I gave them.")] = None,
    got: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="They gave me, unasked.")] = None,
    asked: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="I asked of them.")] = None,
    learned: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="I learned about them.")] = None,
    next_: Annotated[list[str] | None, typer.Option("--next", metavar="TEXT", help="The next step.")] = None,
    org: Org = None,
    role: Role = None,
    kind: Kind = None,
    circle: Circle = None,
    every: Every = None,
    birthday: Birthday = None,
    met: Met = None,
    place: Place = None,
    through: Through = None,
    nicks: Nicks = None,
    emails: Emails = None,
    phones: Phones = None,
    links: Links = None,
    tags: Tags = None,
) -> None:
    """What happened, in one line; or a person, with nothing but @Name and options.

    A day and a colon may open the line. @Name names a person and makes them if they are new;
    those you know are recognised without the @. +tag marks the talk, and a tag from `netlog
    signals` is evidence for the score. These begin what is more than talk, each to the next:

    \b
      promised:  they promised:  gave:  got:  asked:  learned:  next:

    (S) is a size, "by friday" or "in 3 weeks" at the end a day. Bare words need no quotes but
    for what the shell takes for itself. Called alone on a terminal, it asks.
    """
    clauses = {
        "promised": promised,
        "they promised": they_promised,
        "gave": gave,
        "got": got,
        "asked": asked,
        "learned": learned,
        "next": next_,
    }
    told = profile.Profile(org, role, kind, circle, every, birthday, met, place, nicks, emails, phones, links, tags)
    _refuse_words(how, for_, initiated, outcome)
    details = Talk(how, at, talk, for_, initiated, attempt, outcome, energy, count)
    log = _Log(session, told, details, through, with_ or (), seen_by or (), on)
    if edit:
        from netlog import editor  # noqa: PLC0415 - few logs are written in an editor

        with editor.edited(_template(" ".join(words or ())), _folder(session)) as left:
            log.write(_without_comments(left) + _clauses(clauses))
        return
    text = _text(session, words or [])
    if not text and not with_ and not any(clauses.values()):
        if not session.interactive:
            raise UsageError("There is nothing to log.", "netlog add call with @Ana Ruiz about forecasting")
        text = _guided(session)
    log.write(text + _clauses(clauses))


def _refuse_words(how: str | None, for_: str | None, initiated: str | None, outcome: str | None) -> None:
    for flag, value, known in (
        ("--how", how, HOWS),
        ("--for", for_, ("them", "both", "me")),
        ("--initiated", initiated, ("me", "them")),
        ("--outcome", outcome, OUTCOMES),
    ):
        if value is not None and value not in known:
            raise UsageError(f"{flag} cannot be '{value}'.", f"{flag} takes {', '.join(known)}.")


def _text(session: Session, words: Sequence[str]) -> str:
    if list(words) != ["-"]:
        return " ".join(words)
    if sys.stdin is None:
        raise UsageError("There is no standard input to read.", "netlog add call with @Ana Ruiz")
    if sys.stdin.isatty():
        session.note("Reading from the terminal; Ctrl-D ends it.")
    return sys.stdin.read().strip()


def _clauses(told: dict[str, list[str] | None]) -> str:
    """Clauses given as options, in the sentence's own form."""
    return "".join(f"\n{name}: {text}" for name, texts in told.items() for text in texts or ())


QUESTIONS = (
    ("Who was it with? (names, comma between)", ""),
    ("When?", "today"),
    ("What was it about?", ""),
    ("Did you promise something?", "promised"),
    ("Did they?", "they promised"),
    ("Did you give them something?", "gave"),
    ("Did they give you something?", "got"),
    ("Did you learn something about them?", "learned"),
    ("What comes next?", "next"),
)


def _guided(session: Session) -> str:
    """The sentence of a few short questions; only the first wants an answer."""
    who = session.ask(QUESTIONS[0][0])
    if not who:
        raise UsageError("A log needs somebody.", "netlog add call with @Ana Ruiz about forecasting")
    day = session.ask(*QUESTIONS[1])
    session.day(day)
    about = session.ask(QUESTIONS[2][0])
    names = ", ".join(f'@"{people.clean(name)}"' for name in who.replace("@", "").split(",") if name.strip())
    text = f"{day}: {about or 'talk'} with {names}"
    for question, clause in QUESTIONS[3:]:
        if answer := session.ask(question):
            text += f"\n{clause}: {answer}"
    return text


HELP = """
# One line or several. @Name makes somebody new; a day and a colon may come first.
# promised: they promised: gave: got: asked: learned: next: begin what is more than talk.
# Lines that begin with # are left out; an empty text writes nothing.
"""


def _template(text: str) -> str:
    return f"{text}\n{HELP}"


def _without_comments(text: str) -> str:
    kept = "\n".join(one for one in text.splitlines() if not one.startswith("# ")).strip()
    if not kept:
        raise UsageError("The text is empty; nothing was written.", "netlog add --edit")
    return kept


def _folder(session: Session) -> str:
    return session.store.path.rpartition("/")[0] or "."


class _Log:
    """One log from its words to its records."""

    def __init__(
        self,
        session: Session,
        told: profile.Profile,
        details: Talk,
        through: str | None,
        with_: Sequence[str],
        seen_by: Sequence[str],
        on: str | None,
    ) -> None:
        self._session = session
        self._told = told
        self._details = details
        self._through = through
        self._with = with_
        self._seen_by = seen_by
        self._on = on
        self._warnings: list[str] = []
        self._new: dict[str, Person] = {}  # by folded name

    def write(self, text: str) -> None:
        """Read the words, settle who is meant, write everything in one step, and say what was understood."""
        session = self._session
        if self._on:
            text = f"{session.past(self._on).isoformat()}: {text}"
        known = session.store.candidates(_name_like(text))
        reading = sentence.read(text, session.today, known, SIGNALS, session.store.together, session.config.day_order)
        self._warnings += reading.warnings
        self._warnings += _hints(reading, session)
        present = [*reading.people, *self._settled(reading), *map(self._made, reading.new), *self._met_by(reading)]
        present += [self._named(name) for name in self._with]
        watching = [self._named(name) for name in self._seen_by]
        through = self._named(self._through) if self._through else None
        present = list(dict.fromkeys(present))
        if not present:
            raise UsageError(f"There is nobody in: {' '.join(text.split())}", "Write @Name for somebody new.")
        on = reading.on
        conversation = self._conversation(reading, present, watching, on)
        records = noted.noted(
            conversation,
            [(clause, self._concerned(clause, present)) for clause in reading.clauses],
            on,
            next_working(_in_days(session.today, noted.NEXT_DAYS), session.parameters.working_days, ()),
            session.new_id,
            session.parameters,
        )
        self._save(reading, present, through, records, on)

    # Who is meant

    def _settled(self, reading: Reading) -> list[str]:
        found = []
        for word, candidates in reading.ambiguous:
            if not self._session.interactive:
                raise people.ambiguous(word, candidates)
            listed = ", ".join(f"{at} {one.name} ({one.handle})" for at, one in enumerate(candidates, 1))
            answer = self._session.ask(f"Which {word}? {listed}")
            if not answer.isdecimal() or not 1 <= int(answer) <= len(candidates):
                raise people.ambiguous(word, candidates)
            found.append(candidates[int(answer) - 1].id)
        return found

    def _met_by(self, reading: Reading) -> list[str]:
        """Names without an @ that nobody bears: asked about on a terminal, pointed out elsewhere."""
        made = []
        for name in reading.unknown:
            if self._session.interactive:
                if self._session.confirm(f"{name} is new: add them?", True):
                    made.append(self._made(name))
            else:
                self._warnings.append(f"{name} is not in the journal; @{name} adds them.")
        return made

    def _named(self, name: str) -> str:
        """Somebody named by an option: known, or with @, or with no like name in the journal, new."""
        bare = people.clean(name).removeprefix("@").strip('"')
        if people.fold(bare) in self._new:
            return self._made(bare)
        try:
            return self._session.find(bare).id
        except NotFound:
            if not name.startswith("@") and people.nearest(bare, self._session.store.people()):
                raise
            return self._made(bare)

    def _made(self, name: str) -> str:
        """The id of a new person; the same one for the same name."""
        key = people.fold(name)
        if key not in self._new:
            session = self._session
            clean = people.clean_name(name)
            alike = [one for one in session.store.candidates([clean]) if people.looks_alike(one.name, clean)]
            self._warnings += [
                f"{clean} looks like {one.name} ({one.handle}); `netlog merge` joins two." for one in alike
            ]
            self._new[key] = Person(session.new_id(), clean, "", session.today)
        return self._new[key].id

    def _concerned(self, clause: Clause, present: Sequence[str]) -> str:
        """The person a clause is about: the one named in it, else the first who took part."""
        if clause.for_:
            return clause.for_[0]
        return self._made(clause.for_new[0]) if clause.for_new else present[0]

    # What is written

    def _conversation(
        self, reading: Reading, present: Sequence[str], watching: Sequence[str], on: date
    ) -> Conversation | None:
        details = self._details._replace(
            how=self._details.how or reading.how, place=self._details.place or reading.place
        )
        told_more = any(value not in (None, False) for value in self._details) or watching or reading.signals
        if not reading.text and not told_more:
            return None
        return Conversation(
            id=self._session.new_id(),
            on=on,
            text=reading.text,
            with_=tuple(present),
            seen_by=tuple(one for one in watching if one not in present),
            how=details.how,
            place=people.clean(details.place) if details.place else None,
            talk=details.talk,
            for_=details.for_,  # type: ignore[arg-type]
            initiated=details.initiated or ("me" if details.attempt else None),  # type: ignore[arg-type]
            attempt=details.attempt,
            outcome=details.outcome,
            energy=details.energy,
            people=details.people,
            tags=reading.tags,
            signals=reading.signals,
        )

    def _save(
        self, reading: Reading, present: Sequence[str], through: str | None, records: noted.Noted, on: date
    ) -> None:
        session = self._session
        about = self._profiled(present, through, records.conversation is None, reading.tags)
        if not records.conversation and not any(records.records()) and not self._new and not about:
            raise UsageError(f"Nothing is said about {self._names(present)}.", "netlog add call with Ana about …")
        listed = {id_: name for id_, (name, _) in session.store.names(present).items()}
        listed |= {one.id: one.name for one in self._new.values()}
        told = ", ".join(listed[id_] for id_ in present)
        with session.store.write("add", f"{wording.day(on, session.today)}: {reading.text or told}"[:200]) as writer:
            # Whoever brought the others together comes first: the others refer to them.
            for key, one in sorted(self._new.items(), key=lambda item: item[1].id != through):
                stem = people.handle(one.name, ())
                self._new[key] = made = one._replace(handle=people.handle(one.name, session.store.handles(stem)))
                if about and about.id == made.id:
                    about = about._replace(handle=made.handle)
                    self._new[key] = made = about
                writer.add(made)
            if about and about.id not in {one.id for one in self._new.values()}:
                writer.replace(about)
            writer.add(*records.records())
        self._tell(reading, present, records, on, about)

    def _profiled(
        self, present: Sequence[str], through: str | None, person_only: bool, tags: Sequence[str]
    ) -> Person | None:
        """The one person whom the personal options are about, with them; none when there are no such options."""
        told = self._told
        if person_only and tags:
            told = told._replace(tags=(*(told.tags or ()), *tags))
        if told.is_empty and through is None:
            return None
        about = [one.id for one in self._new.values() if one.id in present] or list(present)
        if len(about) > 1:
            raise UsageError(
                f"Whom do the options describe: {self._names(about)}?",
                "Describe one person a call, or use `netlog set`.",
            )
        session = self._session
        person = next((one for one in self._new.values() if one.id == about[0]), None) or session.store.person(about[0])
        if through == person.id:
            raise UsageError(f"{person.name} cannot have met you through themselves.", "--through takes somebody else.")
        changed = profile.applied(person, told, session.today, session.config.day_order)
        return changed._replace(through=through) if through else changed

    def _names(self, ids: Sequence[str]) -> str:
        names = {id_: name for id_, (name, _) in self._session.store.names(ids).items()}
        names |= {one.id: one.name for one in self._new.values()}
        return wording.listing([names[id_] for id_ in ids])

    # What is said

    def _tell(
        self, reading: Reading, present: Sequence[str], records: noted.Noted, on: date, about: Person | None
    ) -> None:
        session = self._session
        everyone = {*present, *(one.with_ for one in records.records() if not isinstance(one, Conversation))}
        names = session.store.names((*everyone, *(one.id for one in self._new.values())))
        made = {one.id for one in self._new.values()}
        for warning in self._warnings:
            session.warn(warning)
        listed = [*present, *(id_ for id_ in made if id_ not in present)]
        answer = Added(
            conversation=_conversation_told(records.conversation, names),
            people=tuple(New(names[id_][1], names[id_][0], id_ in made) for id_ in listed),
            tags=reading.tags,
            signals=reading.signals,
            promises=[_told(one, names) for one in records.promises],
            entries=[_told(one, names) for one in records.entries],
            facts=[_told(one, names) for one in records.facts],
            reminders=[_told(one, names) for one in records.reminders],
            warnings=tuple(self._warnings),
        )
        session.tell(answer, self._receipt(answer, records, names, on, about))

    def _receipt(
        self,
        answer: Added,
        records: noted.Noted,
        names: dict[str, tuple[str, str]],
        on: date,
        about: Person | None,
    ) -> Page:
        today = self._session.today
        rows: list[tuple[Cell, ...]] = []
        if talk := records.conversation:
            rows.append((Text(wording.day(on, today), "head"), " · ".join(telling.about(talk, _people(talk, names)))))
            rows += [(Text("details", "dim"), details)] if (details := _details(talk, names)) else []
        rows += [(Text("new", "dim"), f"{one.name} ({one.handle})") for one in answer.people if one.new]
        if about:
            rows.append((Text("person", "dim"), _person(about, self._session)))
        rows += [
            (Text("promise", "dim"), f"{telling.promise(one, names[one.with_][0], today)} ({one.size})")
            for one in records.promises
        ]
        rows += [(Text("account", "dim"), telling.entry(one, names[one.with_][0], one.on)) for one in records.entries]
        rows += [(Text("learned", "dim"), f"{names[one.with_][0]}: {one.text} ({one.topic})") for one in records.facts]
        rows += [
            (Text("next", "dim"), f"{one.text}, with {names[one.with_][0]}, {wording.day(one.on, today)}")
            for one in records.reminders
        ]
        return telling.receipt(rows)


def _hints(reading: Reading, session: Session) -> list[str]:
    """What a sentence may have meant: a day that does not open it, a promise told without its colon."""
    hints = []
    words = reading.text.casefold().rstrip(".!").split()
    told = [" ".join(some) for some in (words[:1], words[:2], words[:3], words[-1:], words[-2:], words[-3:])]
    past = [one for one in told if one == "yesterday" or one.startswith("last ") or one.endswith(" ago")]
    if not reading.said_on and (day := next((one for one in past if _is_day(one, session)), None)):
        hints.append(f"This is logged for today; “{day}:” before the line makes it that day.")
    hints += [
        f'Is all of {name} a name? @"…" shows where it ends.'
        for name in reading.new
        if " " not in name and len(name) > LONGEST_UNCUT and not people.fold(name)[0].isascii()
    ]
    _, told, promise = reading.text.partition(" promised ")
    if told and not any(clause.kind in ("promised", "they-promised") for clause in reading.clauses):
        text = promise.removeprefix("to ").rstrip(".")
        hints.append(f"A promise is kept as one after a colon: promised: {text}")
    return hints


def _is_day(phrase: str, session: Session) -> bool:
    try:
        session.day(phrase)
    except UsageError:
        return False
    return True


def _name_like(text: str) -> list[str]:
    """The words of a text that may be of somebody's name: capitalised, hyphenated, after an @, or not ASCII."""
    words = text.replace("@", " @").split()
    return [word for word in words if not word.islower() or "-" in word or "@" in word or not word.isascii()]


def _in_days(day: date, days: int) -> date:
    from datetime import timedelta  # noqa: PLC0415 - the rest of the file needs no days

    return day + timedelta(days=days)


def _people(talk: Conversation, names: dict[str, tuple[str, str]]) -> str:
    return ", ".join(names[id_][0] for id_ in talk.with_)


def _details(talk: Conversation, names: dict[str, tuple[str, str]]) -> str:
    parts = [
        f"I talked {talk.talk} %" if talk.talk is not None else "",
        f"for {talk.for_}" if talk.for_ else "",
        f"{'I' if talk.initiated == 'me' else 'they'} began it" if talk.initiated and not talk.attempt else "",
        f"outcome {talk.outcome}" if talk.outcome else "",
        f"energy {talk.energy:+d}" if talk.energy is not None else "",
        wording.count(talk.people, "person", "people") if talk.people else "",
        f"seen by {', '.join(names[id_][0] for id_ in talk.seen_by if id_ in names)}" if talk.seen_by else "",
    ]
    return ", ".join(part for part in parts if part)


def _person(one: Person, session: Session) -> str:
    through = session.store.person(one.through).name if one.through else ""
    parts = [
        telling.person(one),
        one.kind or "",
        f"{one.circle} circle" if one.circle else "",
        f"every {wording.count(one.every, 'day')}" if one.every else "",
        f"birthday {one.birthday}" if one.birthday else "",
        f"met {wording.day(one.met, session.today)}" if one.met else "",
        f"at {one.place}" if one.place else "",
        f"through {through}" if through else "",
        *one.nicks,
        *one.emails,
        *one.phones,
        *one.links,
        *(f"+{tag}" for tag in one.tags),
    ]
    return f"{one.name}: {', '.join(part for part in parts if part)}"


def _conversation_told(talk: Conversation | None, names: dict[str, tuple[str, str]]) -> dict[str, Any] | None:
    if talk is None:
        return None
    handles = {id_: handle for id_, (_, handle) in names.items()}
    return {
        **plain(talk),
        "with": [handles[id_] for id_ in talk.with_],
        "seen_by": [handles.get(id_, id_) for id_ in talk.seen_by],
    }


def _told(one: Any, names: dict[str, tuple[str, str]]) -> dict[str, Any]:
    return {**plain(one), "with": names[one.with_][1]}
