"""`netlog event`: a gathering whose logs belong together, and what came of it."""

from __future__ import annotations

from netlog import telling
from netlog import words as wording
from netlog.domain import gatherings, people, profile
from netlog.domain.dossier import MOST_HOURS, MOST_MET, MOST_MONEY, Event, Win
from netlog.domain.journal import Reminder
from netlog.domain.named import Named
from netlog.errors import Ambiguous, NotFound, UsageError
from netlog.lazily import typer
from netlog.options import On, action
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Annotated, Any

    from netlog.domain.gatherings import Report
    from netlog.page import Page

PANEL = "Network"
EXAMPLES = (
    'netlog event start "Autumn meetup" --tag meetup --at "the harbour"',
    "netlog event report pydata",
    "netlog event",
)
TAKES = {"start": ("--tag", "--at", "--on"), "stop": ("--people", "--cost", "--hours", "--on")}
FORMS = {"list": "list", "start": "start NAME", "stop": "stop", "report": "report [NAME]"}


class Told(NamedTuple):
    """What an event has come to."""

    id: str
    name: str
    tag: str
    place: str | None
    on: date
    until: date | None
    conversations: int
    talked: tuple[Named, ...]
    people: int | None  # met in all, cards and all
    new: tuple[Named, ...]
    kept: int
    open: int
    broken: int
    without_next: tuple[Named, ...]
    clients: tuple[Named, ...]
    value: int
    cost: int | None
    hours: int | None
    cost_per_client: float | None


class Events(NamedTuple):
    """Every event, the latest first."""

    today: date
    events: tuple[Told, ...]


def event(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[start|stop|report|list] [NAME]")] = None,
    *,
    tag: Annotated[str | None, typer.Option(metavar="TAG", help="What its talks are tagged with.")] = None,
    at: Annotated[str | None, typer.Option(metavar="PLACE", help="Where; by default its name.")] = None,
    count: Annotated[
        int | None, typer.Option("--people", min=0, max=MOST_MET, metavar="N", help="How many you met, cards and all.")
    ] = None,
    cost: Annotated[
        int | None,
        typer.Option(min=0, max=MOST_MONEY, metavar="N", help="What it cost, in whole units of your currency."),
    ] = None,
    hours: Annotated[int | None, typer.Option(min=0, max=MOST_HOURS, metavar="N", help="Hours given to it.")] = None,
    on: On = None,
) -> None:
    """A gathering: while it goes on, what `netlog add` logs has its place and tag.

    A place told with --at stays, and a call, a message or another day inherits nothing. `event stop`
    lists those without a next step; `event report` says, months later too, what came of it.
    """
    verb, rest = action("event", words, FORMS)
    name = people.clean_line(" ".join(rest))
    options = {"--tag": tag, "--at": at, "--people": count, "--cost": cost, "--hours": hours, "--on": on}
    _refuse_idle(verb, [option for option, value in options.items() if value is not None])
    if verb == "start":
        _start(session, name, tag, at, on)
    elif verb == "stop":
        _stop(session, name, on, count, cost, hours)
    elif verb == "report":
        told = _reports(session, [gatherings.find(session.store.every(Event), name)])[0]
        session.show(told, lambda one: _page(one, session.today))
    else:
        events = [one for one in session.store.every(Event)[::-1] if one.on <= session.today]
        session.show(Events(session.today, tuple(_reports(session, events))), _list)
        if not events:
            session.note('No event is noted yet. Begin with: netlog event start "PyData Lisbon" --tag pydata')


def _refuse_idle(verb: str, typed: Sequence[str]) -> None:
    """Refuse an option that an action would pass over in silence."""
    if idle := next((option for option in typed if option not in TAKES.get(verb, ())), None):
        fitting = wording.listing([f"`event {one}`" for one, options in TAKES.items() if idle in options])
        raise UsageError(f"{idle} does not go with `event {verb}`.", f"It is for {fitting}.")


def _start(session: Session, name: str, tag: str | None, at: str | None, on: str | None) -> None:
    if not name:
        raise UsageError("What is the event called?", 'netlog event start "PyData Lisbon" --tag pydata')
    _refuse_second(session)
    word = profile.tag(tag) if tag else _word(name)
    if not word:
        raise UsageError(f"No tag can be made of '{tag or name}'.", "--tag names one.")
    started = Event(
        id=session.new_id(),
        name=name,
        on=session.past(on),
        tag=word,
        place=people.line_or_none(at),
    )
    told = f"{name}, from {wording.day(started.on, session.today)}"
    with session.store.write("event", f"event: {told}") as writer:
        _refuse_second(session)  # once more, now that nobody else can write
        writer.add(started)
    rows = [
        (Text("event", "dim"), told),
        (Text("logs get", "dim"), f"at {started.place or name} +{word}, until `netlog event stop`"),
    ]
    session.tell(started, telling.receipt(rows))


def _refuse_second(session: Session) -> None:
    going = session.store.event()
    if going:
        raise Ambiguous(f"{going.name} is still going on.", "netlog event stop")


def _word(name: str) -> str:
    """A tag made of a name."""
    word = people.slug(people.fold(name)) or "-".join(people.fold(name).split())
    return word[: people.LONGEST_WORD].strip("-")


def _stop(session: Session, name: str, on: str | None, count: int | None, cost: int | None, hours: int | None) -> None:
    going = session.store.event()
    if going is None:
        raise NotFound("No event is going on.", 'netlog event start "PyData Lisbon" --tag pydata')
    if name and people.fold(name) not in people.fold(going.name):
        raise NotFound(f"It is {going.name} that is going on, not {name}.", "netlog event stop")
    until = session.past(on, since=going.on)
    stopped = going._replace(until=until, people=count, cost=cost, hours=hours)
    with session.store.write("event", f"event over: {going.name}") as writer:
        writer.replace(stopped)
    report = _reports(session, [stopped])[0]
    session.tell(report, [*_page(report, session.today), line(telling.UNDO)])


def _reports(session: Session, events: Sequence[Event]) -> list[Told]:
    if not events:
        return []
    store = session.store
    promises, reminders, wins = store.promises(closed=True), store.every(Reminder), store.every(Win)
    first = gatherings.firsts(store.first_contacts())
    found = [
        gatherings.report(
            one,
            store.conversations(one.on, one.until or session.today),
            *(promises, reminders, wins, session.today, first),
        )
        for one in events
    ]
    names = store.names({id_ for one in found for id_ in (*one.talked, *one.clients)})
    return [_told(one, names) for one in found]


def _told(one: Report, names: dict[str, tuple[str, str]]) -> Told:
    def met(ids: Sequence[str]) -> tuple[Named, ...]:
        return tuple(Named(names[id_][1], names[id_][0]) for id_ in ids)

    held = one.event
    return Told(
        *(held.id, held.name, held.tag, held.place, held.on, held.until),
        conversations=one.conversations,
        talked=met(one.talked),
        people=held.people,
        new=met(one.new),
        kept=one.kept,
        open=one.open,
        broken=one.broken,
        without_next=met(one.without_next),
        clients=met(one.clients),
        value=one.value,
        cost=held.cost,
        hours=held.hours,
        cost_per_client=one.cost_per_client,
    )


def _page(one: Told, today: date) -> Page:
    days = wording.day(one.on, today)
    if one.until != one.on:
        days += f" to {wording.day(one.until, today)}" if one.until else ", going on"
    met = f" of the {one.people} you met" if one.people else ""
    page: list[Any] = [
        line(Text(one.name, "head"), Text(f" · {days} · +{one.tag}", "dim")),
        line(f"{wording.count(one.conversations, 'conversation')} with substance, with {len(one.talked)}{met}"),
        line(f"new contacts: {_names(one.new)}"),
        line(f"promises: {one.kept} kept, {one.open} open, {one.broken} broken"),
    ]
    if one.clients:
        page.append(line(Text(f"clients: {_names(one.clients)}, worth {one.value:,}", "good")))
    if spent := telling.spent(one.cost, one.hours or None):
        per = f"; {wording.number(one.cost_per_client)} a client" if one.cost_per_client is not None else ""
        page.append(line(Text(", ".join(spent) + per, "dim")))
    if one.without_next:
        page.append(line(Text(f"no next step yet: {_names(one.without_next)}", "warn")))
        page.append(line(Text(f"netlog remind {one.without_next[0].handle} say hello in 2 weeks", "dim")))
    return page


def _names(met: Sequence[Named]) -> str:
    return ", ".join(one.name for one in met) or "nobody"


def _list(answer: Events) -> Page:
    if not answer.events:
        return []
    return [
        table(
            (
                (
                    Text(one.name, "name"),
                    wording.day(one.on, answer.today),
                    str(one.conversations),
                    f"{len(one.talked)} of {one.people}" if one.people else str(len(one.talked)),
                    Text("going on", "today") if one.until is None else _names(one.clients) if one.clients else "",
                )
                for one in answer.events
            ),
            heads=("", "from", "talks", "people", "clients"),
            right=(2, 3),
        )
    ]
