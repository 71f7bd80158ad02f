"""`netlog health`: how the whole network fares."""

from __future__ import annotations

from netlog import network_health
from netlog import words as wording
from netlog.page import Text, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netlog.network_health import Health
    from netlog.page import Cell, Line, Page, Table

PANEL = "Network"
EXAMPLES = ("netlog health", "netlog health --json")
SHOWN = 7  # of a list


def health(session: Session) -> None:
    """How the network fares: circles, attention, who is at risk, giving and asking, reach, meetings.

    Circles are held against 5, 15, 50 and 150, which are averages and no limits. Attention is how many
    people your conversations of 180 days amount to. --json lists everything in full.
    """
    answer = network_health.health(session)
    session.show(answer, _page)
    if not answer.people:
        session.note("The journal is empty. Begin with: netlog add met @Ana Ruiz at PyData")


def _page(answer: Health) -> Page:
    if not answer.people:
        return []
    return [
        *_circles(answer),
        *_at_risk(answer),
        *_account(answer),
        *_coverage(answer),
        *_reach(answer),
        *_load(answer),
    ]


def _circles(answer: Health) -> list[Line | Table]:
    rows: list[tuple[Cell, ...]] = [
        (one.circle, Text(f"{wording.bar(one.people / one.capacity, 12)} {one.people} of {one.capacity}", style))
        for one in answer.circles
        for style in ("warn" if one.over else "",)
    ]
    found: list[Line | Table] = [line(Text("Circles, inner ones included", "head")), table(rows)]
    shares = answer.concentration
    if shares.effective is not None:
        told = f"attention: as if shared by {wording.number(shares.effective)} people in {shares.days} days"
        found.append(line(f"{told} ({wording.count(shares.conversations, 'talk')})"))
    return found


def _at_risk(answer: Health) -> list[Line | Table]:
    if not answer.at_risk:
        return []
    rows: list[tuple[Cell, ...]] = [(Text(one.name, "name"), "; ".join(one.why)) for one in answer.at_risk[:SHOWN]]
    return [line(Text("At risk", "head")), table(rows), *_more(answer.at_risk, SHOWN)]


def _account(answer: Health) -> list[Line | Table]:
    ratio = f", {wording.number(answer.given / answer.taken)} for each taken" if answer.taken else ""
    found: list[Line | Table] = [
        line(Text("Giving and asking in 365 days", "head")),
        line(f"given {wording.number(answer.given)}, taken {wording.number(answer.taken)}{ratio}"),
    ]
    if answer.ready:
        names = ", ".join(one.name for one in answer.ready[:SHOWN])
        found.append(line(Text(f"ready, and never asked in a year: {names}", "good")))
        found += _more(answer.ready, SHOWN)
    if answer.asked_without_gift:
        names = ", ".join(one.name for one in answer.asked_without_gift[:SHOWN])
        found.append(line(Text(f"asked more than three times, and gave nothing: {names}", "warn")))
    for over in answer.over_giving[:SHOWN]:
        given, taken = wording.number(over.given), wording.number(over.taken)
        found.append(
            line(f"{over.name}: given {given}, taken {taken}. Where is your limit, and what could they do for you?")
        )
    return found + _more(answer.over_giving, SHOWN)


def _coverage(answer: Health) -> list[Line | Table]:
    kinds = ", ".join(f"{one.people} {one.kind or 'of no kind named'}" for one in answer.coverage)
    single = [one.org for one in answer.companies if len(one.people) == 1]
    found: list[Line | Table] = [line(Text("Whom you know", "head")), line(kinds)]
    if single:
        known = wording.count(len(answer.companies), "company", "companies")
        more = f" and {len(single) - SHOWN} more" if len(single) > SHOWN else ""
        found.append(line(f"one person only at {len(single)} of {known}: {', '.join(single[:SHOWN])}{more}"))
    if answer.mentees.people:
        freed = f"; {answer.mentees.freed} went on in a year: is it time for another?" if answer.mentees.freed else ""
        found.append(line(f"mentees: {', '.join(one.name for one in answer.mentees.people)}{freed}"))
    elif answer.mentees.freed:
        found.append(line("no mentee now, and one went on in a year: is it time for another?"))
    return found


def _reach(answer: Health) -> list[Line | Table]:
    one = answer.reach
    social = f", {one.social:,} on social media by your own estimate" if one.social else ""
    return [
        line(Text("Reach", "head")),
        line(f"{one.known} known, {one.one_link_away} one link away{social}"),
        line(
            Text(
                f"An author's claim, not checked: {one.claimed_known} known, {one.claimed_reachable} reachable.", "dim"
            )
        ),
    ]


def _load(answer: Health) -> list[Line | Table]:
    rows: list[tuple[Cell, ...]] = [
        (
            wording.day(one.monday, answer.today),
            str(one.meetings),
            "–" if one.energy is None else wording.signed(one.energy),
        )
        for one in answer.weeks
    ]
    found: list[Line | Table] = [line(Text("Meetings by week", "head"))]
    found.append(table(rows, heads=("from", "meetings", "energy"), right=(1, 2)))
    for event in answer.events[:3]:
        of = f" of the {event.people} you met" if event.people else ""
        talks = wording.count(event.conversations, "conversation")
        found.append(line(f"{event.name}: {talks} with substance, with {event.talked}{of}"))
    return found


def _more(found: Sequence[object], shown: int) -> list[Line | Table]:
    return [line(Text(f"… and {len(found) - shown} more (--json)", "dim"))] if len(found) > shown else []
