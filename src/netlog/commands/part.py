"""`netlog part`: part well: whether to, what to say, and the steps in their order."""

from __future__ import annotations

from datetime import timedelta

from netlog import looking_back, parting_script, questionnaire, telling
from netlog import words as wording
from netlog.domain import fit, groups, parting, people
from netlog.domain.dossier import WAYS, Expectation, Fit, Parting, Reflection
from netlog.domain.journal import Group, Promise, Standing
from netlog.errors import Ambiguous, NotFound, UsageError
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Annotated, Any

    from netlog.domain.journal import History, Person
    from netlog.domain.parting import Advisor, Flag
    from netlog.page import Page

PANEL = "Fit and parting"
EXAMPLES = (
    "netlog part bob",
    'netlog part dewi --as coffee --pause 60 --urgent "text me"',
    "netlog part dewi --talked",
    "netlog part dewi --parted",
)
MOVES = ("talked", "handover", "parted", "stop")
PATH = ("talked", "handover", "parted")
INTRODUCE_DAYS = 7


class Advised(NamedTuple):
    """What the log says about parting with somebody, and where a parting stands."""

    name: str
    handle: str
    today: date
    flags: tuple[Flag, ...]
    advice: str
    first: str | None
    S: float
    own_events: int
    state: str | None  # of the latest parting; none: there is none
    way: str | None
    since: date | None
    until: date | None
    urgent: str | None
    reason: str | None  # with --private only
    contract: dict[str, str]  # with --private only
    next: tuple[str, ...]  # the steps that may follow
    promises: tuple[Promise, ...]  # of mine, open
    script: Sequence[str]  # the words to say, while it is planned


def part(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    as_: Annotated[str | None, typer.Option("--as", metavar="WAY", help="Plan it: supplier, mentee or coffee.")] = None,
    talked: Annotated[bool, typer.Option("--talked", help="We have spoken about it.")] = False,
    handover: Annotated[bool, typer.Option("--handover", help="The handing over has begun.")] = False,
    parted: Annotated[bool, typer.Option("--parted", help="It is done: the person comes to rest.")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="Thought better of: the parting is taken back.")] = False,
    contract: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM=TEXT", help="Of a supplier's contract: notice, cost, data, ownership; repeatable."),
    ] = None,
    pause: Annotated[int | None, typer.Option(metavar="DAYS", min=1, max=730, help="Of coffees: rest so long.")] = None,
    urgent: Annotated[str | None, typer.Option(metavar="TEXT", help="How to reach each other meanwhile.")] = None,
    group: Annotated[str | None, typer.Option(metavar="NAME", help="Of coffees: meet in this group instead.")] = None,
    next_one: Annotated[str | None, typer.Option(metavar="NAME", help="Of a mentee: somebody to go on with.")] = None,
    next_two: Annotated[str | None, typer.Option(metavar="NAME", help="And another.")] = None,
    ahead: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help="Of a mentee: a challenge to come; repeatable.")
    ] = None,
    after_retro: Annotated[bool, typer.Option("--after-retro", help="I have looked at my own part already.")] = False,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why: private.")] = None,
    private: Annotated[bool, typer.Option("--private", help="Show the reason and the contract too.")] = False,
) -> None:
    """Part well, without burning a bridge: what speaks for it, what to say, what has to be done by when.

    Bare, it shows what the log says, where a parting stands, and the words while it is planned. --as plans one:
    where your own part wants a look first, it says so and waits; a supplier's contract is read before anything is said;
    then come the words, filled from your log, and the steps with their days. --talked, --handover and
    --parted go on, each opening what the playbook asks for; --parted waits until your promises are
    kept or released. `netlog wake` opens it again.
    """
    moves = [word for word, on in zip(MOVES, (talked, handover, parted, stop), strict=True) if on]
    if len(moves) + bool(as_) > 1:
        raise UsageError("A parting takes one step at a time.", "--as WAY, then --talked, --handover, --parted.")
    of_a_plan = {"--contract": contract, "--pause": pause, "--urgent": urgent, "--group": group, "--ahead": ahead}
    if not as_ and (idle := next((option for option, value in of_a_plan.items() if value), None)):
        raise UsageError(f"{idle} belongs to a plan.", "It goes with --as supplier, mentee or coffee.")
    if reason and not (as_ or moves):
        raise UsageError("A reason belongs to a step.", "It goes with --as, --talked, --handover or --parted.")
    person = session.find(" ".join(name))
    history = session.store.history(person)
    last = next(iter(session.store.of(Parting, person)[::-1]), None)
    if as_:
        asked = _asked(session, as_, pause, urgent, group, (next_one, next_two), ahead)
        if person.name in asked.people:
            raise UsageError(f"{person.name} is the mentee.", "--next-one and --next-two name others to go on with.")
        if contract and as_ != "supplier":
            raise UsageError("A contract is read with a supplier.", "netlog part NAME --as supplier --contract …")
        _plan(session, history, last, as_, asked, contract, people.note_or_none(reason), after_retro=after_retro)
    elif moves:
        two = tuple(session.find(one) for one in (next_one, next_two) if one)
        _move(session, history, last, moves[0], two, people.note_or_none(reason))
    else:
        answer = _advised(session, history, last, private=private)
        session.show(answer, _page)


def _asked(
    session: Session,
    way: str,
    pause: int | None,
    urgent: str | None,
    group: str | None,
    two: tuple[str | None, str | None],
    ahead: list[str] | None,
) -> parting_script.Asked:
    """What the options of a plan say; refuses a way that nobody knows, and an option of another way."""
    if way not in WAYS:
        raise UsageError(f"There is no way '{way}' of parting.", "--as supplier, mentee or coffee.")
    if (pause or urgent or group) and way != "coffee":
        raise UsageError("A pause or a group is for coffees.", "netlog part NAME --as coffee --pause 60")
    if (any(two) or ahead) and way != "mentee":
        raise UsageError("Others to go on with are for a mentee.", "netlog part NAME --as mentee --next-one NAME")
    if pause and group:
        raise UsageError("It is a pause or a group.", "--pause 60, or --group 'Friday coffee'.")
    days = pause or (parting_script.PAUSE_DAYS if way == "coffee" and not group else None)
    return parting_script.Asked(
        until=session.today + timedelta(days) if days else None,
        urgent=people.line_or_none(urgent),
        group=groups.find(session.store.every(Group), group, session.today) if group else None,
        people=tuple(session.find(one).name for one in two if one),
        ahead=tuple(people.clean_line(one) for one in ahead or ()),
    )


# Whether to


def _advised(session: Session, history: History, last: Parting | None, *, private: bool) -> Advised:
    person, today = history.person, session.today
    advice = _advice(session, history)
    contract = {
        one.question: one.text for one in session.store.of(Reflection, person) if one.kind == "contract" and private
    }
    return Advised(
        *(person.name, person.handle, today, *advice),
        state=last.state if last else None,
        way=last.way if last else None,
        since=last.on if last else None,
        until=last.until if last else None,
        urgent=last.urgent if last else None,
        reason=last.text if last and private else None,
        contract=contract,
        next=parting.AFTER[last.state] if last else (),
        promises=tuple(parting.mine_open(history.promises)),
        script=parting_script.words_again(session, history, last) if last and last.state == "planned" else (),
    )


def _advice(session: Session, history: History) -> Advisor:
    fits = session.store.of(Fit, history.person)
    judged = fit.fit(fits, session.today)
    score = None if judged.gut_only else judged.fit
    unmet = parting.unmet_count(session.store.of(Expectation, history.person), history, session.today)
    return parting.advice(history, score, unmet, session.today, session.parameters)


def _page(answer: Advised) -> Page:
    page: list[Any] = [line(Text(answer.name, "name"))]
    if answer.first:
        page.append(line(Text(_look_first(answer), "warn")))
    page.append(line(f"What the last 180 days say: {answer.advice}."))
    page += [line(f"  {flag.text}") for flag in answer.flags]
    if answer.state and answer.since:
        page.append(line(_standing(answer, answer.since)))
        page += [line(f"  urgent: {answer.urgent}")] if answer.urgent else []
        page += [line(f"  because: {answer.reason}")] if answer.reason else []
        page += [line(f"  contract, {item}: {text}") for item, text in answer.contract.items()]
    page += [line(f"\n{one}") for one in answer.script]
    page += [line("")] if answer.script else []
    if answer.promises:
        page.append(telling.promises_both_ways(answer.promises, answer.today))
    if answer.next:
        page.append(line(Text(f"Next: {' or '.join(f'--{_option(one)}' for one in answer.next)}.", "dim")))
    elif answer.state != "parted":
        page.append(line(Text(f"To plan one: netlog part {answer.handle} --as supplier, mentee or coffee.", "dim")))
    return page


def _standing(answer: Advised, since: date) -> str:
    until = f"; a pause until {wording.day(answer.until, answer.today)}" if answer.until else ""
    return f"Parting ({answer.way}): {answer.state} since {wording.day(since, answer.today)}{until}."


def _option(state: str) -> str:
    return "stop" if state == "stopped" else state


def _look_first(answer: Advised | Advisor) -> str:
    moments = f", {wording.count(answer.own_events, 'self-centred moment')} of yours in 180 days"
    return f"Look at yourself first: S towards them {wording.number(answer.S)}{moments if answer.own_events else ''}."


# The plan


def _plan(
    session: Session,
    history: History,
    last: Parting | None,
    way: Any,
    asked: parting_script.Asked,
    contract: list[str] | None,
    reason: str | None,
    *,
    after_retro: bool,
) -> None:
    person, today = history.person, session.today
    if last and parting.under_way([last]):
        raise Ambiguous(
            f"A parting with {person.name} is {last.state} already.",
            f"netlog part {person.handle} --{_option(parting.AFTER[last.state][0])}, or --stop to plan another.",
        )
    if not after_retro:
        _look_before(session, history)
    plan = parting_script.plan_of(session, way)
    found = _contract(session, person, plan.named("contract"), contract) if way == "supplier" else []
    filled = parting_script.values(session, history, asked, plan)
    made = parting_script.records(session, plan, "planned", history, filled)
    step = Parting(session.new_id(), person.id, today, way, "planned", reason, asked.until, asked.urgent)
    rest = Standing(session.new_id(), person.id, today, "resting", asked.until, reason) if asked.until else None
    words = parting_script.script(plan, parting_script.section_of(plan, asked), filled)
    table_of_needs = parting_script.needs(session, history) if way == "supplier" else []
    page: list[Any] = [line(Text(plan.title, "head")), *(line(f"\n{one}") for one in words), line("")]
    if table_of_needs:
        page.append(table(table_of_needs, heads=("need", "asked", "got")))
    page += [table(parting_script.dated(made, today))] if made else []
    page += parting_script.ahead(plan, PATH, filled)
    if rest and rest.until:
        page.append(line(f"{person.name} is at rest until {wording.day(rest.until, today)}."))
    if asked.group:
        page.append(line(f"{person.name} is one of {asked.group.name} now; the list reminds you to invite them."))
    page.append(line(Text(f"When you have spoken: netlog part {person.handle} --talked", "dim")))
    with session.store.write("part", f"planned a parting with {person.name}") as writer:
        writer.add(step, *found, *made, *([rest] if rest else []))
        if asked.group and person.id not in asked.group.members:
            writer.replace(asked.group._replace(members=(*asked.group.members, person.id)))
    session.tell({**_record(step, person, made), "script": words}, [*page, line(telling.UNDO)])


def _record(step: Parting, person: Person, made: list[Any]) -> dict[str, Any]:
    return {
        **telling.record(step, person),
        "promises": [one for one in made if isinstance(one, Promise)],
        "reminders": [one for one in made if not isinstance(one, Promise)],
    }


def _look_before(session: Session, history: History) -> None:
    """Refuse to plan while my own part wants a look and none was taken; on a terminal, offer to take it now."""
    person = history.person
    advice = _advice(session, history)
    if not advice.first or looking_back.is_fresh(looking_back.written(session, person), session.today):
        return
    if session.interactive:
        session.note(_look_first(advice))
        if session.confirm("Some questions to yourself, now?", True):
            kept = looking_back.look_back(session, history)
            if kept:
                session.note(looking_back.receipt(kept, person.name, session.today))
                return
    raise Ambiguous(
        f"Nothing is planned yet. {_look_first(advice)}",
        f"First: netlog retro {person.handle}. Then the same again; --after-retro if you have.",
    )


def _contract(session: Session, person: Person, items: dict[str, str], told: list[str] | None) -> list[Reflection]:
    """What was found of each item, this time and before; all four, or the plan stops."""
    known = {one.question: one.text for one in session.store.of(Reflection, person) if one.kind == "contract"}
    example = '--contract notice="3 months", or "waived: " and why'
    found = {
        item: text.strip() for item, text in questionnaire.read(told or (), items, example).items() if text.strip()
    }
    missing = {item: question for item, question in items.items() if item not in known | found}
    if missing and session.interactive:
        session.note("The contract first. What did you find? Or say why it does not matter.")
        found |= {item: answer for item, asked in missing.items() if (answer := session.ask(asked))}
        missing = {item: question for item, question in missing.items() if item not in found}
    if missing:
        from shlex import quote  # noqa: PLC0415 - only this refusal says what to type again

        listed = "\n".join(f"  {item}: {question}" for item, question in missing.items())
        typed = " ".join(f"--contract {item}={quote(text)}" for item, text in found.items())
        again = f" What you told already: {typed}" if typed else ""
        raise Ambiguous(f"Read the contract first; not known yet:\n{listed}", f"Each with {example}.{again}")
    return [
        Reflection(session.new_id(), person.id, session.today, "contract", item, people.clean_note(text))
        for item, text in found.items()
    ]


# The steps


def _move(
    session: Session,
    history: History,
    last: Parting | None,
    move: str,
    two: tuple[Person, ...],
    reason: str | None,
) -> None:
    person, today = history.person, session.today
    state: Any = "stopped" if move == "stop" else move
    mine = parting.mine_open(history.promises)
    why = parting.missing(last, state, len(mine))
    if last is None or why:
        open_ones = "".join(f"\n  {telling.promise(one, person.name, today)}" for one in mine)
        hint = f"Keep, release or break first:{open_ones}" if why and "promise" in why else _next_of(last, person)
        raise Ambiguous(f"The parting with {person.name} cannot go on to '{state}': {why}.", hint)
    if two and (last.way, state) != ("mentee", "handover"):
        raise UsageError("The two to go on with are named at a mentee's handover.", "--handover --next-one NAME …")
    if (last.way, state) == ("mentee", "handover"):
        two = _two_to_meet(session, person, two)
    plan = parting_script.plan_of(session, last.way)
    asked = parting_script.Asked(last.until, last.urgent, people=tuple(one.name for one in two))
    made = [
        Promise(session.new_id(), "me", person.id, today, f"introduce them to {one.name}", _soon(today)) for one in two
    ]
    made += parting_script.records(session, plan, state, history, parting_script.values(session, history, asked, plan))
    until = last.until if state in parting.UNDER_WAY else None
    step = last._replace(id=session.new_id(), on=today, state=state, text=reason or last.text, until=until)
    told = {"stopped": f"The parting with {person.name} is taken back", "parted": f"You have parted with {person.name}"}
    said = told.get(state, f"Parting with {person.name}: {state}")
    with session.store.write("part", f"{said[0].lower()}{said[1:]}") as writer:
        writer.add(step, *made)
        if state == "parted":
            writer.add(Standing(session.new_id(), person.id, today, "resting", reason=step.text))
        elif state == "stopped":
            for reminder in parting_script.of_parting(history):
                writer.replace(reminder._replace(done=today))
            if last.until and history.standings and history.standings[-1].until == last.until:
                writer.add(Standing(session.new_id(), person.id, today, "active"))
    page: list[Any] = [line(f"{said}."), *([table(parting_script.dated(made, today))] if made else [])]
    if state == "parted":
        page.append(line("The list is silent about them but for what stands above; all that passed stays."))
    session.tell(_record(step, person, made), [*page, line(telling.UNDO)])


def _soon(today: date) -> date:
    return today + timedelta(INTRODUCE_DAYS)


def _next_of(last: Parting | None, person: Person) -> str:
    if last is None or not parting.AFTER[last.state]:
        return f"netlog part {person.handle} --as supplier, mentee or coffee"
    return f"netlog part {person.handle} --{_option(parting.AFTER[last.state][0])}"


def _two_to_meet(session: Session, person: Person, two: tuple[Person, ...]) -> tuple[Person, ...]:
    """The two people a mentee is handed on to; asked for on a terminal."""
    found = list(two)
    while len(found) < 2 and session.interactive:
        which = "Whom else" if found else "Whom"
        if not (typed := session.ask(f"{which} will you introduce {person.name} to?")):
            break
        try:
            found.append(session.find(typed))
        except (NotFound, Ambiguous) as error:
            session.warn(f"{error.sentence} {error.hint}")
    if len({one.id for one in found} - {person.id}) < 2:
        raise UsageError(
            f"{person.name} goes on with two others: name them both.",
            f"netlog part {person.handle} --handover --next-one NAME --next-two NAME",
        )
    return tuple(found)
