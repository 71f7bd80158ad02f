"""Introductions written down: who was asked, who agreed, and what I owe afterwards."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import account, asking, introductions, paths, rhythm
from netlog.domain.dossier import Acquaintance, Introduction, Step
from netlog.domain.journal import Entry, Promise
from netlog.errors import Ambiguous, NotFound
from netlog.page import Text
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any, Literal

    from netlog.domain.journal import Person
    from netlog.page import Cell
    from netlog.session import Session

VOUCHING = "M"  # the size of asking somebody to introduce me
BRINGING = "S"  # the size of an introduction that I make
SOURCE = "I introduced them"


class Move(NamedTuple):
    """One step that a user told."""

    to: str
    person: Person | None = None  # who said yes or no
    text: str | None = None


def two(session: Session, one: Person, other: Person, why: str, day: date) -> None:
    """Begin to bring two others together: both are asked."""
    _refuse_resting(session, one, other)
    _refuse_open(session, {one.id, other.id}, None)
    steps = (Step(day, "asked", "one"), Step(day, "asked", "other"))
    begun = Introduction(session.new_id(), one.id, other.id, day, why, None, steps)
    _write(session, begun, [begun])


def me(session: Session, target: Person, through: Person, why: str, day: date, *, anyway: bool) -> None:
    """Ask somebody to introduce me: an ask of size M, at most once in 90 days unless told to go on anyway."""
    if target.id == through.id:
        raise Ambiguous(f"{target.name} cannot introduce you to themselves.", "--through takes somebody else.")
    _refuse_resting(session, target, through)
    _refuse_open(session, {target.id}, through.id)
    known: list[Introduction] = session.store.every(Introduction)
    free = introductions.free_from(through.id, known, day)
    last = introductions.last_asked(through.id, known, day)
    if free and last and not anyway:
        raise Ambiguous(
            f"{through.name} was asked for an introduction {wording.ago(last, session.today)};"
            f" again from {wording.day(free, session.today)}.",
            _instead(session, target, through),
        )
    points = account.points(VOUCHING, session.parameters)
    verdict = asking.may_ask(session.store.history(through), points, day, session.parameters).verdict
    if verdict not in asking.COVERED:
        session.note(f"It is asked, though {through.name} may find it much: netlog balance {through.handle}")
    ask = Entry(
        session.new_id(), "ask", "me", through.id, day, f"{introductions.ASKED}{target.name}: {why}", VOUCHING, points
    )
    begun = Introduction(session.new_id(), None, target.id, day, why, through.id, (Step(day, "asked", "through"),))
    _write(session, begun, [ask, begun])


def meant(session: Session, words: Sequence[str], through: str | None) -> Introduction:
    """The one introduction that one or two names mean: under way rather than over, the latest of those over."""
    first, rest = finding.person_and_rest(session, words)
    wanted = {first.id} | ({session.find(rest).id} if rest else set())
    wanted |= {session.find(through).id} if through else set()
    known: list[Introduction] = session.store.of(Introduction, first)
    found = [one for one in known if wanted <= {one.one, one.other, one.through}]
    told = wording.listing([session.store.person(id_).name for id_ in sorted(wanted)])
    if not found:
        raise NotFound(f"No introduction of {told} is noted.", 'Begin one: netlog introduce ana tom --why "…"')
    open_ = [one for one in found if introductions.state(one).missing]
    if len(open_) > 1:
        people = names(session, open_)
        raise Ambiguous(
            f"Several introductions of {told} are under way:\n"
            + "\n".join(f"  {called(one, people)}" for one in open_),
            "Name both people, or --through NAME.",
        )
    return (open_ or found)[-1]


def go_on(session: Session, before: Introduction, moves: Sequence[Move], day: date) -> None:
    """Take some steps of an introduction, and write what follows from each."""
    people = names(session, [before])
    after, added, replaced = before, [], []
    for move in moves:
        after = introductions.moved(after, move.to, day, people, move.person.id if move.person else None, move.text)
        new, changed = _follows(session, after, move, day)
        added += new
        replaced += changed
    _write(session, after, added, [after, *replaced])


def thanked(session: Session, kept: Promise) -> list[Introduction]:
    """The introduction that a kept promise of thanks was for, one step on."""
    person = session.store.person(kept.with_)
    one = introductions.thanked_by(kept, session.store.of(Introduction, person))
    if one is None or kept.closed is None:
        return []
    return [introductions.moved(one, "thanked", kept.closed, names(session, [one]))]


def called(one: Introduction, names: dict[str, str]) -> str:
    """Ana Ruiz and Tom Okafor; or me and Mira Holt, through Tom Okafor."""
    if one.through:
        return f"you and {names[one.other]}, through {names[one.through]}"
    return f"{names[one.one or '']} and {names[one.other]}"


def _follows(session: Session, one: Introduction, move: Move, day: date) -> tuple[list[Any], list[Any]]:
    """What a step adds to the journal, and what it changes: answers, promises, thanks, gifts."""
    through = session.store.person(one.through) if one.through else None
    other = session.store.person(one.other)
    if through is None:
        return (_brought(session, one, day), []) if move.to == "made" else ([], [])
    if move.person == through:
        ask = introductions.ask_of(one, session.store.open_asks(through))
        answer: Literal["yes", "no"] = "yes" if move.to == "yes" else "no"
        return [], [ask._replace(answer=answer, answered=day)] if ask else []
    if move.to == "made":
        away, working = session.store.absences(), session.parameters.working_days
        owed = introductions.promises(one, day, other.name, session.new_id, working, away)
        return list(owed), _met_through(session, other, through)
    if move.to == "thanked":
        thanks = Entry(
            session.new_id(), "thank", "me", through.id, day, f"for the introduction to {other.name}", "XS", 1
        )
        owed_thanks = introductions.thank_you(one, session.store.promises(through))
        return [thanks], [owed_thanks._replace(outcome="kept", closed=day)] if owed_thanks else []
    return [], []


def _brought(session: Session, one: Introduction, day: date) -> list[Any]:
    """A gift to each of two whom I introduced; they have met now, where nothing is known of them yet."""
    pair = [session.store.person(one.one or ""), session.store.person(one.other)]
    points = account.points(BRINGING, session.parameters)
    gifts: list[Any] = [
        Entry(session.new_id(), "give", "me", given.id, day, f"introduction to {to.name}", BRINGING, points)
        for given, to in (pair, pair[::-1])
    ]
    known = paths.known(session.store.of(Acquaintance, pair[0]), day)
    if pair[1].id in known.get(pair[0].id, {}):
        return gifts
    return [*gifts, Acquaintance(session.new_id(), pair[0].id, pair[1].id, day, 1, SOURCE)]


def _met_through(session: Session, other: Person, through: Person) -> list[Person]:
    """Whoever I was introduced to, with the introducer, where nobody is noted and no ring would close."""
    if other.through is not None:
        return []
    at: Person | None = through
    while at and at.through:
        if at.through == other.id:
            return []
        at = session.store.person(at.through)
    return [other._replace(through=through.id)]


def _refuse_resting(session: Session, *found: Person) -> None:
    """Refuse to draw anybody in who is at rest."""
    for person in found:
        standings = session.store.history(person).standings
        if standings and rhythm.at_rest(standings[-1], session.today):
            raise Ambiguous(f"{person.name} is at rest.", f"`netlog wake {person.handle}` ends the rest.")


def _refuse_open(session: Session, between: set[str], through: str | None) -> None:
    """Refuse to begin what is under way already."""
    for one in session.store.every(Introduction):
        same = {one.one, one.other} - {None} == between and one.through == through
        if same and introductions.state(one).missing:
            people = names(session, [one])
            raise Ambiguous(
                f"{called(one, people)}: that is under way; {introductions.told(one, people)} is missing.",
                "Note that step, or end it with --no NAME.",
            )


def _instead(session: Session, target: Person, through: Person) -> str:
    """The next best way to the target over somebody who may be asked, or how to go on anyway."""
    from netlog import wayfinding  # noqa: PLC0415 - only a refusal looks for another way

    ways = wayfinding.Map(session).to(target).paths
    for way in ways:
        if way.people[0] != through.handle and way.free_from is None:
            return (
                f"The next best way: {' › '.join(way.names)} ({way.value:.3f}),"
                f" netlog introduce {target.handle} --through {way.people[0]}; --anyway goes on."
            )
    return "No other way is known; --anyway goes on."


def names(session: Session, found: Iterable[Introduction]) -> dict[str, str]:
    """The names of all who take part in some introductions, by id."""
    ids = {id_ for one in found for id_ in (one.one, one.other, one.through) if id_}
    return {id_: name for id_, (name, _) in session.store.names(ids).items()}


def _write(session: Session, after: Introduction, added: Sequence[Any], replaced: Sequence[Any] = ()) -> None:
    """Write an introduction and what follows from it as one step, and say where it stands now."""
    people = names(session, [after])
    now = introductions.state(after)
    summary = f"introduction of {called(after, people)}: {now.state}"
    with session.store.write("introduce", summary) as writer:
        writer.add(*added)
        for one in replaced:
            writer.replace(one)
    rows: list[tuple[Cell, ...]] = [(Text("introduction", "dim"), f"{called(after, people)}: {now.state}")]
    rows += [(Text("next", "dim"), introductions.told(after, people))] if now.missing else []
    rows += [row for one in (*added, *replaced) for row in _row(session, one)]
    session.tell(record(session, after), telling.receipt(rows))


def _row(session: Session, one: Any) -> list[tuple[Cell, ...]]:
    """A record that follows from a step, on a line of the receipt."""
    if not isinstance(one, Entry | Promise):
        return []
    name = session.store.person(one.with_).name
    if isinstance(one, Entry):
        return [(Text("account", "dim"), telling.entry(one, name, session.today))]
    return [(Text("kept" if one.outcome else "promise", "dim"), telling.promise(one, name, session.today))]


def record(session: Session, one: Introduction) -> dict[str, Any]:
    """What `--json` prints of an introduction: people by handle, where it stands, what is missing."""
    ids = [id_ for id_ in (one.one, one.other, one.through) if id_]
    handles = {id_: handle for id_, (_, handle) in session.store.names(ids).items()}
    now = introductions.state(one)
    return {
        "id": one.id,
        "one": handles[one.one] if one.one else None,
        "other": handles[one.other],
        "through": handles[one.through] if one.through else None,
        "on": one.on,
        "text": one.text,
        "state": now.state,
        "waits_for": [handles[id_] for id_ in now.waits_for],
        "missing": now.missing,
        "since": now.since,
        "steps": one.steps,
    }
