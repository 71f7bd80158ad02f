"""`netlog fit`: how well a client or partner fits, judged at first and after each phase."""

from __future__ import annotations

from datetime import timedelta

from netlog import fit_answers, telling
from netlog import words as wording
from netlog.domain import fit as fitness
from netlog.domain import limits, people, working
from netlog.domain.dossier import Boundary, Expectation, Fit
from netlog.errors import Ambiguous, UsageError
from netlog.lazily import typer
from netlog.options import On
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Annotated, Any

    from netlog.domain.journal import Person
    from netlog.page import Cell, Page

PANEL = "Fit and parting"
EXAMPLES = (
    "netlog fit ana",
    "netlog fit dee --stage first --gut 3 --mark boundaries=3 --mark courtesy=4",
    "netlog fit ana --stage phase --answers answers.toml",
    'netlog fit ana --stretch "saying no early"',
    'netlog fit ana --outcome 3 --note "agree the review dates first"',
    "netlog fit --review",
)
STAGES = ("first", "phase")
NEWS = 2  # lines of news
WORKABLE = fitness.word(fitness.WORKABLE)
SAID = {"first": "first impression of", "phase": "a phase with"}


class Talk(NamedTuple):
    """A trait that is low, and the conversation to have about it."""

    trait: str
    rating: int
    text: str


class Silent(NamedTuple):
    """An expectation that was not confirmed yet."""

    who: str
    text: str
    on: date


class Judged(NamedTuple):
    """How well one person fits, and what to say aloud."""

    name: str
    handle: str
    today: date
    fit: float | None
    low: float
    high: float
    word: str
    gut_only: bool
    judged: date | None
    phases: int
    reasons: tuple[fitness.Reason, ...]
    change: fitness.Change | None
    lowest: tuple[Talk, ...]
    unanswered: tuple[str, ...]
    gut: fitness.Gut | None
    stretch: str | None
    end: fitness.End | None
    energy: float | None  # mean of the last conversations that have one
    unconfirmed: tuple[Silent, ...]
    unsaid: tuple[str, ...]  # limits of mine
    news: tuple[limits.News, ...]
    tell_by: date  # the next working day


def fit(
    session: Session,
    name: Annotated[list[str] | None, typer.Argument(metavar="NAME")] = None,
    *,
    stage: Annotated[str | None, typer.Option(metavar="first|phase", help="Judge: at first, or after a phase.")] = None,
    answers: Annotated[
        str | None, typer.Option(metavar="FILE", help="TOML: traits 0 to 4, gut, stretch, text.")
    ] = None,
    mark: Annotated[list[str] | None, typer.Option(metavar="TRAIT=0-4", help="One trait; repeatable.")] = None,
    gut: Annotated[int | None, typer.Option(min=0, max=4, metavar="0-4", help="The feeling, at first.")] = None,
    stretch: Annotated[str | None, typer.Option(metavar="TEXT", help="Taken on to learn this.")] = None,
    outcome: Annotated[int | None, typer.Option(min=0, max=4, metavar="0-4", help="It ended: how it went.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Because; at the end the lesson.")] = None,
    review: Annotated[bool, typer.Option("--review", help="Forecasts against how it went, everybody.")] = False,
    on: On = None,
) -> None:
    """How well a client or partner fits, from ten traits rated 0 never to 4 always.

    A first impression is judged once, right after you meet, and stays as it was felt; each phase of
    work weighs three times as much. Without a phase the number is a gut feeling, 75 at most; where
    boundaries or courtesy are 0 or 1 it is 49 at most. From 70 a good fit, from 50 workable once
    limits are agreed. On a terminal --stage asks; elsewhere --mark or --answers tell.
    """
    if review:
        if name:
            raise UsageError("A review looks at everybody.", "netlog fit --review")
        _review(session)
        return
    if not name:
        raise UsageError("Whose fit?", "netlog fit ana, or netlog fit --review for everybody it ended with.")
    person = session.find(" ".join(name))
    told = bool(answers or mark or gut is not None)
    if outcome is not None:
        if stage or told or stretch:
            raise UsageError("--outcome is how it ended; a judgement is another line.", "Give them one by one.")
        _ended(session, person, outcome, note, on)
    elif stage:
        _judged(session, person, _stage(stage), answers, mark or [], gut, stretch, note, on)
    elif told:
        raise UsageError("Is it the first impression, or a phase of work?", "--stage first, or --stage phase.")
    elif stretch and not (note or on):
        _stretched(session, person, stretch)
    elif note or on:
        raise UsageError("--note and --on go with a judgement or an end.", "--stage first|phase, or --outcome 0-4.")
    else:
        _shown(session, person)


def _stage(text: str) -> str:
    if text not in STAGES:
        raise UsageError(f"--stage cannot be '{text}'.", "--stage takes first or phase; --outcome ends.")
    return text


# Judging


def _judged(
    session: Session,
    person: Person,
    stage: Any,
    file: str | None,
    marks: list[str],
    gut: int | None,
    stretch: str | None,
    note: str | None,
    on: str | None,
) -> None:
    known, day = session.store.of(Fit, person), session.past(on)
    if stage == "first":
        _refuse_second_first(session, person, known, day)
    elif gut is not None:
        raise UsageError("A gut feeling belongs to the first impression.", "After a phase, rate the traits.")
    told = fit_answers.answers(session, person, stage, file, marks, gut)
    record = Fit(
        *(session.new_id(), person.id, day, stage, told.marks, told.gut),
        stretch=people.note_or_none(stretch or told.stretch),
        text=people.note_or_none(note or told.text),
    )
    now = fitness.fit([*known, record], session.today)
    with session.store.write("fit", f"{SAID[stage]} {person.name}") as writer:
        writer.add(record)
    number = f": fit {_number(now)}" if now.fit is not None else ""
    what = wording.count(len(told.marks), "trait") if told.marks else f"gut {told.gut} of {fitness.HIGHEST}"
    said = f"{wording.capital(SAID[stage])} {person.name}, {what}{number}"
    session.tell(telling.record(record, person), telling.receipt((), f"{said}."))


def _refuse_second_first(session: Session, person: Person, known: Sequence[Fit], day: date) -> None:
    """Refuse a first impression where one stands, or after work was done together."""
    first = next((one for one in known if one.stage == "first"), None)
    if first:
        raise Ambiguous(
            f"Your first impression of {person.name} stands as it was felt, on {wording.day(first.on, session.today)}.",
            f"netlog fit {person.handle} --stage phase judges what you have seen since.",
        )
    if any(one.stage == "phase" and one.on < day for one in known):
        raise Ambiguous(
            f"You have worked with {person.name} by then: that is no first impression any more.",
            f"netlog fit {person.handle} --stage phase, or --on the day you met.",
        )


def _stretched(session: Session, person: Person, text: str) -> None:
    judged = [one for one in session.store.of(Fit, person) if one.stage != "end"]
    if not judged:
        raise UsageError(
            f"{person.name} has not been judged yet.",
            f'netlog fit {person.handle} --stage first --stretch "{people.clean_line(text)}"',
        )
    record = judged[-1]._replace(stretch=people.note_or_none(text))
    told = f"{person.name} is a chosen stretch: {record.stretch}"
    with session.store.write("fit", told) as writer:
        writer.replace(record)
    session.tell(telling.record(record, person), telling.receipt((), f"{told}. The number stays what it is."))


def _ended(session: Session, person: Person, outcome: int, note: str | None, on: str | None) -> None:
    known = session.store.of(Fit, person)
    record = Fit(
        *(session.new_id(), person.id, session.past(on), "end"),
        outcome=outcome,
        text=people.note_or_none(note),
    )
    before = fitness.fit(known, record.on)
    told = f"it ended with {person.name}: {outcome} of {fitness.HIGHEST}"
    with session.store.write("fit", told) as writer:
        writer.add(record)
    forecast = f"; the fit before was {_number(before)}" if before.fit is not None else ""
    asks = f" What did you learn about {before.stretch}? --note keeps it." if before.stretch and not record.text else ""
    session.tell(telling.record(record, person), telling.receipt((), f"{wording.capital(told)}{forecast}.{asks}"))


# Showing


def _shown(session: Session, person: Person) -> None:
    fits = session.store.of(Fit, person)
    history = session.store.history(person)
    expected = session.store.of(Expectation, person)
    today = session.today
    known = limits.limits(session.store.every(Boundary), today)
    answer = fitness.fit(fits, today)
    prose = fit_answers.prose(session)
    lowest = tuple(Talk(*one, prose[one.trait].get("talk", "")) for one in answer.lowest)
    free = session.store.absences()
    shown = Judged(
        *(person.name, person.handle, today),
        **{**answer._asdict(), "lowest": lowest},
        energy=fitness.energy(history.conversations, today),
        unconfirmed=tuple(Silent(one.who, one.text, one.on) for one in limits.unconfirmed(expected, today)),
        unsaid=tuple(one.text for one in limits.unsaid(known, person.id)),
        news=limits.news(history.promises, expected, today),
        tell_by=working.next_working(today + timedelta(days=1), session.parameters.working_days, free),
    )
    session.show(shown, _page)
    if answer.fit is None and not shown.end:
        when, stage = (
            ("Once you have worked together", "phase") if answer.gut else ("Begin right after you meet", "first")
        )
        session.note(f"{person.name} has not been judged yet. {when}: netlog fit {person.handle} --stage {stage}")
    elif not shown.end and not known:
        session.note("No limit of yours is noted yet: netlog boundary no calls after six")


def _number(answer: fitness.Answer | Judged) -> str:
    """69, workable (gut feel only), chosen stretch."""
    if answer.fit is None:
        return answer.word
    only = " (gut feel only)" if answer.gut_only else ""
    return f"{wording.number(answer.fit)}, {answer.word}{only}{', chosen stretch' if answer.stretch else ''}"


def _page(answer: Judged) -> Page:
    today = answer.today
    number = f"fit {_number(answer)}" if answer.fit is not None else answer.word
    rows = [*_about_the_number(answer), *_about_them(answer), *_about_me(answer)]
    return [
        line(Text(answer.name, "name"), f" · {number}", Text(f" · {wording.day(today, today)}", "dim")),
        table((Text(label, "dim"), cell) for label, cell in rows),
    ]


def _about_the_number(answer: Judged) -> list[tuple[str, Cell]]:
    rows: list[tuple[str, Cell]] = []
    if answer.judged:
        phases = wording.count(answer.phases, "phase") if answer.phases else "first impression"
        rows.append(("judged", f"{phases}, last {wording.day(answer.judged, answer.today)}"))
    if answer.fit is not None and answer.unanswered:
        between = f"{wording.number(answer.low)} to {wording.number(answer.high)}"
        what = "not judged" if answer.low == answer.high else f"{between}, until these are judged"
        rows.append(("range", f"{what}: {', '.join(answer.unanswered)}"))
    if answer.reasons:
        rows.append(("because", "; ".join(_reason(one) for one in answer.reasons)))
    if answer.change:
        means = f"{wording.number(answer.change.first)} → {wording.number(answer.change.latest)} of 4"
        moved = "; ".join(f"{trait} {then} → {now}" for trait, then, now in answer.change.traits[: fitness.REASONS])
        rows.append(("since first", f"{means}{f': {moved}' if moved else ''}"))
    if answer.gut:
        rows.append(("gut", f"{answer.gut.rating} of 4, felt on {wording.day(answer.gut.on, answer.today)}"))
    if answer.energy is not None:
        rows.append(("energy", f"{wording.signed(answer.energy)} on average lately, from −2 drained to 2 lifted"))
    if answer.stretch:
        rows.append(("stretch", answer.stretch))
    if answer.end:
        went = f"{answer.end.outcome} of 4" if answer.end.outcome is not None else "ended"
        lesson = f": {answer.end.lesson}" if answer.end.lesson else ""
        rows.append(("ended", f"{wording.day(answer.end.on, answer.today)}, {went}{lesson}"))
        if answer.stretch and not answer.end.lesson:
            rows.append(("lesson", f"what did you learn about {answer.stretch}?"))
    return rows


def _reason(one: fitness.Reason) -> str:
    if one.missing:
        return f"{one.trait} is too low: 49 at most"
    return f"{one.trait} {wording.signed(one.change)}"


def _about_them(answer: Judged) -> list[tuple[str, Cell]]:
    rows: list[tuple[str, Cell]] = [
        ("speak about", f"{one.trait} ({one.rating}): {one.text}".removesuffix(": ")) for one in answer.lowest
    ]
    for one in answer.unconfirmed:
        who = "they expect" if one.who == "them" else "you expect"
        rows.append(("not confirmed", f"{who} {one.text}, since {wording.day(one.on, answer.today)}"))
    return rows


def _about_me(answer: Judged) -> list[tuple[str, Cell]]:
    rows: list[tuple[str, Cell]] = [("not said yet", f"your limit: {one}") for one in answer.unsaid]
    if answer.word == WORKABLE and not answer.end:
        rows.append(("agree first", "the limits of both sides, before you go on"))
    by = wording.day(answer.tell_by, answer.today)
    for one in answer.news[:NEWS]:
        rows.append(("tell them", f"netlog promise {answer.handle} tell them {one.text} by {by} --size small"))
    if not answer.news and answer.fit is not None and not answer.end:
        rows.append(("ask yourself", "is there news they should have from you before they ask?"))
    return rows


# Looking back


class Ended(NamedTuple):
    """One ending: what was thought before, and how it went."""

    name: str
    handle: str
    on: date
    fit: float | None
    word: str
    outcome: int


class Reviewed(NamedTuple):
    """Forecasts against outcomes."""

    today: date
    ended: tuple[Ended, ...]
    too_early: bool
    traits: tuple[fitness.Told, ...]


def _review(session: Session) -> None:
    found = fitness.review(session.store.every(Fit), session.today)
    names = session.store.names(one.with_ for one in found.forecasts)
    ended = tuple(Ended(*names[one.with_], one.on, one.fit, one.word, one.outcome) for one in found.forecasts)
    session.show(Reviewed(session.today, ended, found.too_early, found.traits), _looking_back)
    if not ended:
        session.note("Nothing has ended yet. netlog fit NAME --outcome 0-4 --note … says how it went.")
    elif found.too_early:
        session.note(f"Too early to say what foretold it: that takes {fitness.ENOUGH} people judged before it ended.")


def _looking_back(answer: Reviewed) -> Page:
    rows = [
        (
            Text(one.name, "name"),
            wording.day(one.on, answer.today),
            wording.number(one.fit) if one.fit is not None else "–",
            str(one.outcome),
            one.word,
        )
        for one in answer.ended
    ]
    told = [
        (one.trait, wording.number(one.badly), wording.number(one.well)) for one in answer.traits if one.difference > 0
    ][: fitness.REASONS]
    return [
        *([table(rows, ("who", "ended", "fit before", "outcome", "thought to be"), (2, 3))] if rows else []),
        *([line(Text("Rated lower before bad endings", "head"))] if told else []),
        *([table(told, ("trait", "before 0–1", "before 3–4"), (1, 2))] if told else []),
    ]
