"""Introductions step by step: both sides agree first, then they meet, thanks are said, and something comes of it."""

from __future__ import annotations

from datetime import timedelta

from netlog.domain.dossier import Step
from netlog.domain.journal import Promise
from netlog.domain.working import next_working
from netlog.errors import Ambiguous, UsageError
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date
    from typing import Literal

    from netlog.domain.dossier import Introduction
    from netlog.domain.journal import Away, Entry

    Role = Literal["one", "other", "through"]

PAUSE_DAYS = 90  # between two introductions asked of the same person
REPORT_DAYS = 14  # after which whoever introduced me hears how it went
THANK = "thank them for the introduction to "
REPORT = "tell them how it went with "
ASKED = "introduction to "


class State(NamedTuple):
    """Where an introduction stands."""

    state: str  # asked, agreed, made, thanked, over, declined
    waits_for: tuple[str, ...]  # ids of those who have yet to say yes
    missing: str | None  # the next step: yes, made, thanked, outcome; None: nothing
    since: date  # of the last step


def roles(one: Introduction) -> tuple[Role, Role]:
    """The two who must say yes: whoever introduces me and whom I want to meet, or the two I bring together."""
    return ("through", "other") if one.through else ("one", "other")


def of(one: Introduction, role: Role) -> str:
    """The id of whoever has a role."""
    found: str = getattr(one, role)
    return found


def state(one: Introduction) -> State:
    """Where it stands after its last step."""
    done = {step.state for step in one.steps}
    since = one.steps[-1].on if one.steps else one.on
    agreed = {step.who for step in one.steps if step.state == "yes"}
    waits_for = tuple(of(one, role) for role in roles(one) if role not in agreed)
    if "no" in done:
        return State("declined", (), None, since)
    if "outcome" in done:
        return State("over", (), None, since)
    if "thanked" in done or ("made" in done and not one.through):
        return State("thanked" if "thanked" in done else "made", (), "outcome", since)
    if "made" in done:
        return State("made", (), "thanked", since)
    if waits_for:
        return State("asked", waits_for, "yes", since)
    return State("agreed", (), "made", since)


def moved(
    one: Introduction,
    to: str,
    on: date,
    names: Mapping[str, str],
    person: str | None = None,
    text: str | None = None,
) -> Introduction:
    """The introduction one step on; a step out of turn is refused by the name of the one that is missing.

    `person` is the id of whoever said yes or no. The order is yes of both, made, thanked where
    somebody introduced me, outcome; a no ends it before it is made.
    """
    now = state(one)
    if now.missing is None:
        raise Ambiguous(f"{_whole(one, names)} is over already.", "`netlog introduce` begins another.")
    if to in ("yes", "no"):
        role = _role(one, person or "", names)
        if now.missing != "yes":
            said = "were both asked, and said yes" if now.missing == "made" else "were introduced already"
            raise Ambiguous(f"{_whole(one, names)}: they {said}.", f"What comes next is {told(one, names)}.")
        if to == "yes" and person not in now.waits_for:
            raise Ambiguous(f"{names[person or '']} said yes already.", f"What comes next is {told(one, names)}.")
        return _with(one, Step(on, to, role, text))
    if to == "thanked" and not one.through:
        raise Ambiguous("It was you who brought them together: there is nobody to thank.", f"Next: {told(one, names)}.")
    if to != now.missing:
        raise Ambiguous(
            f"{_whole(one, names)} is not that far: {told(one, names)} is missing."
            if to not in {step.state for step in one.steps}
            else f"{_whole(one, names)}: that step was taken already; {told(one, names)} comes next.",
            _how(now, names),
        )
    return _with(one, Step(on, to, None, text))


def told(one: Introduction, names: Mapping[str, str]) -> str:
    """The next step in words: the yes of Tom Okafor and of Mira Holt."""
    now = state(one)
    if now.missing == "yes":
        return f"the yes of {' and of '.join(names[id_] for id_ in now.waits_for)}"
    return {
        "made": "the introduction itself",
        "thanked": f"thanks to {names[one.through]}" if one.through else "",
        "outcome": "what came of it",
        None: "nothing",
    }[now.missing]


def promises(
    one: Introduction,
    made: date,
    name: str,
    new_id: Callable[[], str],
    working_days: Collection[int],
    away: Sequence[Away],
) -> tuple[Promise, Promise]:
    """What I owe whoever introduced me to `name`: thanks by the next working day, and word of how it went."""
    through = one.through or ""
    thanks = next_working(made + timedelta(1), working_days, away)
    return (
        Promise(new_id(), "me", through, made, THANK + name, thanks, "small"),
        Promise(new_id(), "me", through, made, REPORT + name, made + timedelta(REPORT_DAYS), "small"),
    )


def is_thanks(promise: Promise) -> bool:
    """Whether a promise is the thank-you for an introduction."""
    return promise.who == "me" and promise.text.startswith(THANK)


def thanked_by(promise: Promise, introductions: Iterable[Introduction]) -> Introduction | None:
    """The introduction that a kept thank-you was for: made on the day it was promised, and waiting for thanks."""
    for one in introductions:
        on = next((step.on for step in one.steps if step.state == "made"), None)
        if (one.through, on) == (promise.with_, promise.on) and state(one).missing == "thanked":
            return one
    return None


def thank_you(one: Introduction, found: Iterable[Promise]) -> Promise | None:
    """My open promise of thanks for an introduction."""
    on = next((step.on for step in one.steps if step.state == "made"), None)
    mine = (promise for promise in found if is_thanks(promise) and promise.outcome is None)
    return next((promise for promise in mine if (promise.with_, promise.on) == (one.through, on)), None)


def ask_of(one: Introduction, found: Iterable[Entry]) -> Entry | None:
    """The open ask of mine that began an introduction."""
    for entry in found:
        is_mine = (entry.kind, entry.who, entry.with_, entry.on) == ("ask", "me", one.through, one.on)
        if is_mine and entry.answer is None and entry.text.startswith(ASKED):
            return entry
    return None


def last_asked(person: str, introductions: Iterable[Introduction], today: date) -> date | None:
    """The day on which somebody was last asked to introduce me."""
    return max((one.on for one in introductions if one.through == person and one.on <= today), default=None)


def free_from(person: str, introductions: Iterable[Introduction], today: date) -> date | None:
    """The day from which somebody may be asked for an introduction again; none: today already."""
    last = last_asked(person, introductions, today)
    free = last + timedelta(PAUSE_DAYS) if last else None
    return free if free and free > today else None


def _role(one: Introduction, person: str, names: Mapping[str, str]) -> Role:
    found = next((role for role in roles(one) if of(one, role) == person), None)
    if found is None:
        both = " and ".join(names[of(one, role)] for role in roles(one))
        raise UsageError(f"{names.get(person, 'They')} need not say yes or no here.", f"It takes {both}.")
    return found


def _with(one: Introduction, step: Step) -> Introduction:
    last = one.steps[-1].on if one.steps else one.on
    if step.on < last:
        raise UsageError(f"{step.on} is before the last step, on {last}.", "--on takes a later day.")
    return one._replace(steps=(*one.steps, step))


def _whole(one: Introduction, names: Mapping[str, str]) -> str:
    return f"The introduction of {names[one.one] if one.one else 'you'} and {names[one.other]}"


def _how(now: State, names: Mapping[str, str]) -> str:
    """What to type for the missing step."""
    if now.missing == "yes":
        return " ".join(f"--yes '{names[id_]}'" for id_ in now.waits_for)
    return '--outcome "…"' if now.missing == "outcome" else f"--{now.missing}"
