"""One log from its words to its records: who is meant, what is written, in one step."""

from __future__ import annotations

from datetime import timedelta

from netlog import understood
from netlog import words as wording
from netlog.domain import days, noted, people, profile, sentence
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import Conversation, Person
from netlog.domain.working import next_working
from netlog.errors import NotFound, UsageError
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netlog.domain.dossier import Event
    from netlog.domain.journal import Observed
    from netlog.domain.sentence import Clause, Reading
    from netlog.session import Session

LONGEST_UNCUT = 4  # letters of a Chinese or Japanese name, as a rule


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
    observed: tuple[Observed, ...] = ()


class Log:
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
        self._event: Event | None = None  # at which it was

    def write(self, text: str) -> None:
        """Read the words, settle who is meant, write everything in one step, and say what was understood."""
        session = self._session
        if self._on:
            text = self._dated(self._on, text)
        known = session.store.candidates(_name_like(text))
        reading = sentence.read(text, session.today, known, SIGNALS, session.store.together, session.config.day_order)
        self._event = self._held(reading)
        self._warnings += reading.warnings
        self._warnings += _hints(reading, text, session)
        present = [*reading.people, *self._settled(reading), *map(self._made, reading.new), *self._met_by(reading)]
        present += [self._named(name) for name in self._with]
        watching = [self._named(name) for name in self._seen_by]
        through = self._introducer(self._through) if self._through else None
        present = list(dict.fromkeys(present))
        if not present:
            raise UsageError(f"There is nobody in: {' '.join(text.split())}", self._who_else(reading))
        on = reading.on
        self._refuse(reading, present, watching)
        conversation = self._conversation(reading, present, watching, on)
        if conversation:
            reading = reading._replace(tags=conversation.tags)
        records = noted.noted(
            conversation,
            [(clause, self._concerned(clause, present)) for clause in reading.clauses],
            on,
            next_working(session.today + timedelta(noted.NEXT_DAYS), session.parameters.working_days, ()),
            session.new_id,
            session.parameters,
        )
        self._save(reading, present, through, records, on)

    def _held(self, reading: Reading) -> Event | None:
        """The event at which it was: one that covers the day, and no call or message."""
        event = self._session.store.event()
        if event is None:
            return None
        from netlog.domain import gatherings  # noqa: PLC0415 - few logs are written at an event

        how, attempt = self._details.how or reading.how, self._details.attempt
        return event if gatherings.was_there(event, reading.on, how, attempt=attempt) else None

    def _dated(self, told: str, text: str) -> str:
        """The sentence opened by the day that --on tells; refused where it opens with another."""
        session = self._session
        on = session.past(told)
        said, text = days.opening(people.clean_note(text), session.today, session.config.day_order)
        if said is not None and said != on:
            opening, other = (wording.day(one, session.today) for one in (said, on))
            raise UsageError(f"The sentence says {opening}, --on says {other}.", "One of them is enough.")
        return f"{on.isoformat()}: {text}"

    def _refuse(self, reading: Reading, present: Sequence[str], watching: Sequence[str]) -> None:
        """Refuse what cannot have been so: an answer to an unanswered message, a promise due before it was made."""
        told, today = self._details, self._session.today
        if told.attempt:
            answered = {"--talk": told.talk is not None, "--initiated them": told.initiated == "them"}
            answered["--outcome"] = told.outcome not in (None, "none")
            answered["they promised:"] = any(clause.kind == "they-promised" for clause in reading.clauses)
            if said := next((flag for flag, is_told in answered.items() if is_told), None):
                raise UsageError(
                    f"An attempt was not answered, so {said} does not go with it.", "Leave one of them out."
                )
        if told.people is not None and told.people <= len(present):
            raise UsageError(
                f"--people {told.people} is fewer than those who took part: {self._names(present)}, and you.",
                "It counts everybody, you too.",
            )
        for clause in reading.clauses:
            if clause.kind in ("promised", "they-promised"):
                self._session.due(clause.by, reading.on)
            elif clause.kind == "next" and clause.by is not None and clause.by < today:
                raise UsageError(
                    f"{wording.day(clause.by, today)} is past already.", "What comes next takes today or a later day."
                )
        self._warnings += [
            f"{self._names([one])} took part, and so is not noted as one who watched."
            for one in dict.fromkeys(watching)
            if one in present
        ]

    # Who is meant

    def _who_else(self, reading: Reading) -> str:
        """What to type when nobody is named: the names that stand there, with their @."""
        if reading.unknown:
            return f"@{reading.unknown[0]} adds them."
        if reading.clauses:
            return "Say with whom: --with NAME, or @Name before the first clause."
        said = people.word_set(people.fold(reading.text))
        near = [one for one in self._session.store.candidates(said) if people.fold(one.name).split()[0] in said]
        if near:
            return f"Did you mean {near[0].name}? A name begins with a capital: {near[0].name.split()[0]}."
        return "Write @Name for somebody new."

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
        """Somebody named by an option: known, or with @ new."""
        bare = people.clean(name).removeprefix("@").strip('"')
        if people.fold(bare) in self._new:
            return self._made(bare)
        try:
            return self._session.find(bare).id
        except NotFound as nobody:
            if not name.startswith("@"):
                near = f"{nobody.hint} " if nobody.hint.endswith("?") else ""
                raise NotFound(nobody.sentence, f'{near}For somebody new write "@{bare}".') from None
            return self._made(bare)

    def _introducer(self, name: str) -> str:
        """Who brought the two together: known, or with no like name in the journal, new."""
        bare = people.clean(name).removeprefix("@")
        unheard = not self._session.store.candidates([bare]) and not people.nearest(bare, self._session.store.people())
        return self._named(f"@{bare}" if unheard else name)

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
            place = self._event.place or self._event.name if self._event else None
            self._new[key] = Person(session.new_id(), clean, "", session.today, place=place)
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
        tags = reading.tags
        if self._event:
            details = details._replace(place=details.place or self._event.place or self._event.name)
            tags = tuple(dict.fromkeys((*tags, self._event.tag)))
        told_more = any(value not in (None, False, ()) for value in self._details) or watching or reading.signals
        if not reading.text and not told_more:
            return None
        return Conversation(
            id=self._session.new_id(),
            on=on,
            text=reading.text,
            with_=tuple(present),
            seen_by=tuple(one for one in watching if one not in present),
            how=details.how,
            place=people.line_or_none(details.place),
            talk=details.talk,
            for_=details.for_,  # type: ignore[arg-type]
            initiated=details.initiated or ("me" if details.attempt else None),  # type: ignore[arg-type]
            attempt=details.attempt,
            outcome=details.outcome,
            energy=details.energy,
            people=details.people,
            tags=tags,
            signals=reading.signals,
            observed=details.observed,
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
                described = about if about and about.id == one.id else one
                made = described._replace(handle=people.handle(one.name, session.store.handles(stem)))
                self._new[key] = made
                writer.add(made)
            if about and all(about.id != one.id for one in self._new.values()):
                writer.replace(about)
            writer.add(*records.records())
        understood.tell(
            session, reading, present, records, [one.id for one in self._new.values()], about, self._warnings
        )

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
        if through:
            other = next((one for one in self._new.values() if one.id == through), None)
            people.refuse_ring(person, other or session.store.person(through), session.store.person)
        changed = profile.applied(person, told, session.today, session.config.day_order)
        return changed._replace(through=through) if through else changed

    def _names(self, ids: Sequence[str]) -> str:
        names = {id_: name for id_, (name, _) in self._session.store.names(ids).items()}
        names |= {one.id: one.name for one in self._new.values()}
        return wording.listing([names[id_] for id_ in ids])


def _hints(reading: Reading, text: str, session: Session) -> list[str]:
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
        if " " not in name
        and not people.fold(name)[0].isascii()
        and (len(name) > LONGEST_UNCUT or _goes_on(name, text))
    ]
    _, said, promise = reading.text.partition(" promised ")
    if said and not any(clause.kind in ("promised", "they-promised") for clause in reading.clauses):
        text = promise.removeprefix("to ").rstrip(".")
        hints.append(f"A promise is kept as one after a colon: promised: {text}")
    return hints


def _goes_on(name: str, text: str) -> bool:
    """Whether a word follows a name in a script without capitals, where nothing shows which words are the name."""
    after = text.partition(name)[2]
    return after[:1] == " " and after[1:2].isalpha() and after[1].lower() == after[1].upper()


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
