"""`netlog group`: people met together once a month, in place of many coffees."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import days, groups, people
from netlog.domain.journal import Group
from netlog.errors import Ambiguous, NotFound, UsageError
from netlog.lazily import typer
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Annotated, Any

    from netlog.domain.journal import Person
    from netlog.page import Page

PANEL = "Fit and parting"
EXAMPLES = (
    "netlog group",
    'netlog group add "Tuesday lunch" --last tue --at "Café Rosa" --with ana --with jo',
    "netlog group invite tom",
    "netlog group leave tom",
    "netlog group end friday coffee",
)
ACTIONS = ("add", "invite", "leave", "end")


class Invited(NamedTuple):
    """One member and a line ready to send."""

    name: str
    handle: str
    invitation: str


class Meeting(NamedTuple):
    """A group, the day it meets next, and whom to invite."""

    id: str
    name: str
    rhythm: str  # first Friday of the month
    next: date | None
    place: str | None
    members: tuple[Invited, ...]


def group(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[add|invite|leave|end] [NAME…]")] = None,
    *,
    first: Annotated[str | None, typer.Option(metavar="DAY", help="The first such weekday of each month.")] = None,
    second: Annotated[str | None, typer.Option(metavar="DAY", help="The second.")] = None,
    third: Annotated[str | None, typer.Option(metavar="DAY", help="The third.")] = None,
    fourth: Annotated[str | None, typer.Option(metavar="DAY", help="The fourth.")] = None,
    last: Annotated[str | None, typer.Option(metavar="DAY", help="The last.")] = None,
    at: Annotated[str | None, typer.Option(metavar="PLACE", help="Where.")] = None,
    with_: Annotated[list[str] | None, typer.Option("--with", metavar="NAME", help="Who; repeatable.")] = None,
    group: Annotated[str | None, typer.Option(metavar="NAME", help="Which group, where there are several.")] = None,
) -> None:
    """People met together once a month: the next day, and one line of invitation each, ready to send.

    The list reminds you from a week before; any message to somebody counts as the invitation.
    `group add NAME` makes one, `group invite WHO` and `group leave WHO` change who comes,
    `group end NAME` ends it.
    """
    verb, *rest = words or [""]
    weeks = zip(groups.WEEKS, (first, second, third, fourth, last), strict=True)
    told = {week: day for week, day in weeks if day}
    if verb == "add":
        _add(session, " ".join(rest), told, at, [session.find(one) for one in with_ or ()])
        return
    if told or at or with_:
        raise UsageError("The day, the place and --with are for `group add`.", f"netlog {EXAMPLES[1][7:]}")
    if verb in ("invite", "leave"):
        _change(session, verb, rest, group)
    elif verb == "end":
        _end(session, " ".join(rest) or group or "")
    else:
        _show(session, " ".join(words or ()) or group or "")


def _show(session: Session, name: str) -> None:
    every = session.store.every(Group)
    running = [_named(every, name, session.today)] if name else groups.running(every, session.today)
    answer = [_meeting(session, one) for one in running]
    session.show(answer, lambda found: [block for one in found for block in _page(one, session.today)])
    if not answer:
        session.note('No group meets yet. Begin with: netlog group add "Tuesday lunch" --last tue')


def _named(every: Sequence[Group], name: str, today: date) -> Group:
    try:
        return groups.find(every, name, today)
    except NotFound as error:
        hint = f"{error.hint} It also takes {', '.join(ACTIONS)}."
        raise NotFound(error.sentence, hint) from None


def _meeting(session: Session, one: Group) -> Meeting:
    day = groups.next_day(one, session.today)
    names = session.store.names(one.members)
    members = sorted((names[id_] for id_ in one.members if id_ in names), key=lambda known: known[0].casefold())
    return Meeting(
        *(one.id, one.name, groups.rhythm(one), day, one.place),
        tuple(Invited(name, handle, _invitation(one, name, day, session.today)) for name, handle in members),
    )


def _invitation(one: Group, name: str, day: date | None, today: date) -> str:
    when = f" on {wording.day(day, today)}" if day else ""
    place = f" at {one.place}" if one.place else ""
    return f"{people.called(name)}, {one.name} is{when}{place}. Will you join us?"


def _page(one: Meeting, today: date) -> Page:
    place = f" at {one.place}" if one.place else ""
    when = f"{wording.day(one.next, today)}, {wording.ahead(one.next, today)}" if one.next else "not again"
    page: list[Any] = [line(Text(one.name, "name"), f"  {one.rhythm}{place}: {when}")]
    rows = [(Text(member.name, "name"), member.invitation) for member in one.members]
    return [*page, table(rows)] if rows else [*page, line(Text("Nobody yet: netlog group invite NAME", "dim"))]


def _add(session: Session, name: str, told: dict[str, str], place: str | None, members: list[Person]) -> None:
    name = people.clean_line(name, people.LONGEST_NAME)
    if not name or len(told) != 1:
        raise UsageError("A group has a name and one day of the month.", f"netlog {EXAMPLES[1][7:]}")
    if name.casefold() in ACTIONS:
        raise UsageError(f"'{name}' is a word of this command.", "Give the group another name.")
    running = groups.running(session.store.every(Group), session.today)
    if any(one.name.casefold() == name.casefold() for one in running):
        raise Ambiguous(f"There is a group '{name}' already.", f"netlog group invite NAME --group '{name}'")
    ((week, typed),) = told.items()
    ids = tuple(dict.fromkeys(one.id for one in members))
    made = Group(
        id=session.new_id(),
        name=name,
        on=session.today,
        week=groups.WEEKS[week],
        weekday=days.weekday(typed, "--first fri, --last thu …"),
        place=people.line_or_none(place),
        members=ids,
    )
    with session.store.write("group", f"made the group {name}") as writer:
        writer.add(made)
    _tell(session, made, f"{name}: {groups.rhythm(made)}")


def _the_one(session: Session, name: str | None, of: Sequence[Person] = ()) -> Group:
    """The group that is meant: the named one, or the only one that meets, or that all of some people are in."""
    every = session.store.every(Group)
    if name:
        return _named(every, name, session.today)
    running = groups.running(every, session.today)
    theirs = [one for one in running if of and all(person.id in one.members for person in of)]
    if len(theirs) == 1:
        return theirs[0]
    if len(running) != 1:
        listed = ", ".join(one.name for one in running)
        if not running:
            raise NotFound("No group meets yet.", f"netlog {EXAMPLES[1][7:]}")
        raise Ambiguous(f"Which group: {listed}?", f"--group '{running[0].name}'")
    return running[0]


def _change(session: Session, verb: str, words: Sequence[str], name: str | None) -> None:
    if not words:
        raise UsageError(f"Whom does group {verb} mean?", f"netlog group {verb} ana jo")
    found: list[Person] = []
    rest = list(words)
    while rest:
        person, left = finding.person_and_rest(session, rest)
        found.append(person)
        rest = left.split()
    comes = verb == "invite"
    one = _the_one(session, name, () if comes else found)
    ids = {person.id: person.name for person in found}
    changed = [id_ for id_ in ids if (id_ in one.members) is not comes]
    names = wording.listing([ids[id_] for id_ in changed or ids])
    if not changed:
        already = "in" if comes else "not in"
        session.tell(_record(session, one), f"{names}: {already} {one.name} already.")
        return
    members = (*one.members, *changed) if comes else tuple(id_ for id_ in one.members if id_ not in changed)
    after = one._replace(members=members)
    said = f"{names} {'joined' if comes else 'left'} {one.name}"
    with session.store.write("group", said) as writer:
        writer.replace(after)
    _tell(session, after, said)


def _end(session: Session, name: str) -> None:
    one = _the_one(session, name or None)
    ended = one._replace(until=session.today)
    with session.store.write("group", f"ended {one.name}") as writer:
        writer.replace(ended)
    session.tell(_record(session, ended), telling.receipt((), f"{one.name} meets no more."))


def _tell(session: Session, one: Group, said: str) -> None:
    meeting = _meeting(session, one)
    when = f"; next {wording.day(meeting.next, session.today)}" if meeting.next else ""
    rows = [(member.name, member.invitation) for member in meeting.members]
    session.tell(_record(session, one), telling.receipt(rows, f"{said}{when}."))


def _record(session: Session, one: Group) -> dict[str, Any]:
    names = session.store.names(one.members)
    next_on = groups.next_day(one, session.today)
    return {**one._asdict(), "members": [names[id_][1] for id_ in one.members], "next": next_on}
