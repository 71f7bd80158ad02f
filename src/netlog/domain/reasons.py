"""Why somebody is on the morning list: every reason, the day it falls due, and what it weighs."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from netlog.domain import rhythm, working
from netlog.domain.parameters import DEFAULTS, Parameters
from netlog.errors import UsageError
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from netlog.domain.journal import Away, Standing, Tie


class Kind(NamedTuple):
    """What a kind of reason adds to the priority."""

    weight: int
    window: int | None  # days of lateness worth ten points; None: the cadence


# A promise of mine, late, weighs more than anything else at its latest and closest: 70 + 10/7 against 40 + 20 + 10.
KINDS = {
    "my-promise-overdue": Kind(70, 7),
    "my-promise-soon": Kind(50, 7),
    "their-ask-open": Kind(40, 7),
    "first-follow-up": Kind(40, 2),
    "thank-you": Kind(40, 7),
    "date": Kind(40, 3),
    "cooled-off": Kind(35, 7),
    "overdrawn": Kind(30, 30),
    "report-back": Kind(30, 14),
    "reminder": Kind(40, 7),
    "cadence": Kind(30, None),
    "check-in": Kind(30, 30),
    "invitation": Kind(30, 7),
    "their-promise-overdue": Kind(20, 14),
    "my-ask-open": Kind(20, 14),
    "ask-feedback": Kind(15, 90),
}
MINE = ("my-promise-overdue", "my-promise-soon")  # can be neither snoozed nor skipped, and outlast a rest
CIRCLE = {"inner": 10, "close": 8, "active": 5, "wide": 2, "outer": 0}

LATEST = 20.0  # what lateness adds at most
HIGHEST_OF_OTHERS = 40 + LATEST + CIRCLE["inner"]  # priority of a line of somebody who holds no promise, ask or favour
WARNING = 2  # working days before a promise of mine is due
OCCASION_DAYS = 3  # that a birthday stays on the list
FOLLOW_UP_DAYS = 30  # after the first meeting
THANKS_DAYS = 60  # after the favour
FEEDBACK_DAYS = 180  # between two questions how they see me
HEARD = ("inner", "close")  # circles whose word is asked for
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Parts(NamedTuple):
    """The three summands of a priority."""

    reason: float
    lateness: float  # 0 to 20
    circle: float  # 0 outer to 10 inner


class Reason(NamedTuple):
    """One thing to do for one person on one day."""

    reason: str  # one of KINDS
    text: str
    due: date
    days_late: int
    parts: Parts
    priority: float  # the sum of the parts


class Morning(NamedTuple):
    """What the lines of one day have in common, worked out once for everybody."""

    today: date
    away: Sequence[Away]  # my own absences
    parameters: Parameters
    occasions: dict[str, date]  # MM-DD to the day it is kept, for each that may show today
    rolled: Callable[[date], date]  # the day itself, or the next on which I work


class Nudge(NamedTuple):
    """A line that waits for a working day."""

    reason: str
    since: date  # a skip on or after this day closes it
    on: date  # its day, before it is moved to a working day
    text: str


def reasons(tie: Tie, today: date, away: Sequence[Away] = (), parameters: Parameters = DEFAULTS) -> list[Reason]:
    """Everything shown for one person on that day, what matters most first; `away` are my own absences."""
    return shown(tie, morning_of(today, away, parameters))


def refuse_unknown(reason: str) -> None:
    """Refuse a word that is no reason, and a promise of mine, which nothing but its end takes away."""
    if reason in MINE or reason in ("promise", "my-promise"):
        raise UsageError(
            "A promise of mine stays in sight.", "Keep it, postpone it, break it, or note that it was released."
        )
    if reason not in KINDS:
        known = ", ".join(one for one in KINDS if one not in MINE)
        raise UsageError(f"There is no reason '{reason}'.", f"The reasons are {known}.")


def morning_of(today: date, away: Sequence[Away], parameters: Parameters) -> Morning:
    """What every line of that day needs to know."""

    @cache
    def rolled(day: date) -> date:
        return working.next_working(day, parameters.working_days, away)

    occasions: dict[str, date] = {}
    # All days between today and the next working day are free, so what falls on them is announced by now.
    for offset in range(-OCCASION_DAYS, (rolled(today + timedelta(1)) - today).days):
        day = today + timedelta(offset)
        occasions.setdefault(day.isoformat()[5:], day)
        if day == working.in_year("02-29", day.year):
            occasions.setdefault("02-29", day)
    return Morning(today, away, parameters, occasions, rolled)


def highest(reason: str, circle: str) -> float:
    """The priority of a reason at its latest."""
    return KINDS[reason].weight + LATEST + CIRCLE[circle]


def shown(tie: Tie, morning: Morning) -> list[Reason]:
    """What that morning has to say about one person, what matters most first."""
    found = list(_my_promises(tie, morning)) if tie.promises else []
    if tie.standing is None or not rhythm.at_rest(tie.standing, morning.today):
        found += _awake(tie, _others(tie, morning), morning.today)
    elif tie.reminders:
        found += _awake(tie, _nudged(tie, _check_ins(tie), morning), morning.today)
    if len(found) > 1:
        found.sort(key=lambda reason: (-reason.priority, reason.due))
    return found


def _awake(tie: Tie, found: list[Reason], today: date) -> list[Reason]:
    """The lines that no snooze hides."""
    if not tie.snoozes:
        return found
    hidden = {snooze.reason for snooze in tie.snoozes if snooze.on <= today < snooze.until}
    return [] if None in hidden else [reason for reason in found if reason.reason not in hidden]


def _others(tie: Tie, morning: Morning) -> list[Reason]:
    """Every line but those of my own promises."""
    found = _nudged(tie, _nudges(tie, morning), morning)
    if tie.birthday and tie.birthday[-5:] in morning.occasions:
        found += _birthday(tie, tie.birthday, morning)
    if tie.reminders:
        found += _reminders(tie, morning)
    if touch := _cadence(tie, morning):
        found.append(touch)
    return found


def _nudged(tie: Tie, nudges: Iterable[Nudge], morning: Morning) -> list[Reason]:
    """The nudges whose working day has come and which no skip closed."""
    return [
        _reason(nudge.reason, nudge.text, morning.rolled(nudge.on), tie, morning)
        for nudge in nudges
        if morning.rolled(nudge.on) <= morning.today and not _skipped(tie, nudge.reason, nudge.since)
    ]


def _reason(reason: str, text: str, due: date, tie: Tie, morning: Morning, cadence_days: int = 0) -> Reason:
    """A line and its priority: weight + 10 · min(days late / window, 2) + circle, 0 to 100."""
    weight, window = KINDS[reason]
    late = max(0, (morning.today - due).days)
    parts = Parts(weight, 10.0 * min(late / (window or cadence_days), 2), CIRCLE[tie.circle or "wide"])
    return Reason(reason, text, due, late, parts, parts.reason + parts.lateness + parts.circle)


def _skipped(tie: Tie, reason: str, since: date) -> bool:
    return any(skip.reason == reason and skip.on >= since for skip in tie.skips)


def _in_touch(tie: Tie, since: date) -> bool:
    """Whether there was two-way contact on or after a day."""
    return bool(tie.contacts) and tie.contacts[0] >= since


# What keeps to its day, free or not


def _my_promises(tie: Tie, morning: Morning) -> Iterator[Reason]:
    today = morning.today
    for promise in tie.promises:
        by = promise.due
        if promise.who != "me" or by is None:
            continue
        if by < today:
            text = f"{promise.text}, promised {_day(by, today)}, {_count((today - by).days)} late"
            yield _reason("my-promise-overdue", text, by, tie, morning)
        elif working.before(by, WARNING, morning.parameters.working_days, morning.away) <= today:
            text = f"{promise.text}, promised for {_near(by, today)}"
            yield _reason("my-promise-soon", text, by, tie, morning)


def _birthday(tie: Tie, birthday: str, morning: Morning) -> Iterator[Reason]:
    """The birthday and, where the year of birth is known, the age."""
    day, today = morning.occasions[birthday[-5:]], morning.today
    if not _is_open(tie, day, morning):
        return
    age = day.year - int(birthday[:4]) if len(birthday) == len("YYYY-MM-DD") else 0
    turns = f", {'turned' if day < today else 'turns'} {age}" if age > 0 else ""
    yield _reason("date", f"birthday {_near(day, today)}{turns}", day, tie, morning)


def _is_open(tie: Tie, occasion: date, morning: Morning) -> bool:
    """Whether a day of every year still waits: announced by the last working day, no later than itself."""
    announced = working.previous_working(occasion, morning.parameters.working_days, morning.away)
    return not _in_touch(tie, occasion) and not _skipped(tie, "date", announced)


def _reminders(tie: Tie, morning: Morning) -> Iterator[Reason]:
    """Reminders set by hand, for one day or for a day of every year."""
    today = morning.today
    for reminder in tie.reminders:
        if reminder.reason == "reminder":
            waits = not _in_touch(tie, reminder.on) and not _skipped(tie, "reminder", reminder.on)
            if reminder.on <= today and waits:
                planned = f", planned for {_day(reminder.on, today)}" if reminder.on < today else ""
                yield _reason("reminder", reminder.text + planned, reminder.on, tie, morning)
        elif reminder.reason == "date":
            day = morning.occasions.get(reminder.on.isoformat()[5:])
            if day and day >= reminder.on and _is_open(tie, day, morning):
                yield _reason("date", f"{reminder.text}: {_near(day, today)}", day, tie, morning)


# What waits for a working day


def _cadence(tie: Tie, morning: Morning) -> Reason | None:
    """The line to keep in touch: gone after three attempts, asleep after one, waiting while they are away."""
    today = morning.today
    cycle = rhythm.cycle(tie, today, morning.parameters)
    days = cycle.cadence.days
    if days is None or cycle.due is None or cycle.due > today:
        return None
    due = morning.rolled(cycle.due)
    if due > today or ((tie.attempts or tie.aways) and _is_asleep(tie, days, today)):
        return None
    late = (today - due).days
    if rhythm.is_dormant(tie, days, today, morning.parameters):
        text = f"reconnect, without an ask: last in touch {_day(tie.contacts[0], today)}"
    else:
        touch = "keep in touch" if tie.contacts else "get in touch"
        text = f"{touch}: {f'{_count(late)} late' if late else 'due today'} on every {days}"
    return _reason("cadence", text, due, tie, morning, days)


def _is_asleep(tie: Tie, cadence_days: int, today: date) -> bool:
    if tie.attempts:
        quiet_days = (today - tie.attempts[-1]).days
        if len(tie.attempts) >= rhythm.IN_A_ROW or quiet_days < max(7, cadence_days / 4):
            return True
    return any(away.on <= today < away.until for away in tie.aways)


def _nudges(tie: Tie, morning: Morning) -> Iterator[Nudge]:
    """What else may be due, each on its own day: nothing is decided yet about working days and skips."""
    today = morning.today
    if tie.first is not None and (today - tie.first).days <= FOLLOW_UP_DAYS:
        yield from _first_follow_up(tie, tie.first, today)
    if tie.circle in HEARD:
        yield from _feedback(tie, today)
    if tie.asks or tie.promises:
        yield from _answers(tie, morning)
    if tie.received or tie.introductions:
        yield from _thanks(tie, today)
    if tie.reminders:
        yield from _check_ins(tie)
        yield from _cooled_off(tie, morning)
    if tie.standing:
        yield from _pause_over(tie, tie.standing)
    if tie.groups:
        yield from _invitations(tie, today)
    if tie.overdrawn is not None:
        text = f"the balance has been below zero since {_day(tie.overdrawn, today)}: what would help them?"
        yield Nudge("overdrawn", tie.overdrawn, tie.overdrawn + timedelta(14), text)


def _first_follow_up(tie: Tie, first: date, today: date) -> Iterator[Nudge]:
    """A word after the first meeting; the first talk in the journal is none if you had met before."""
    if (tie.met is None or tie.met >= first) and (tie.message is None or tie.message <= first):
        text = f"follow up on your first talk of {_day(first, today)}"
        yield Nudge("first-follow-up", first, first + timedelta(1), text)


def _feedback(tie: Tie, today: date) -> Iterator[Nudge]:
    """The question how they see me: so long after their last word, else the first contact, or after a skip."""
    last = tie.feedback or tie.first
    if last is not None:
        skips = [skip.on for skip in tie.skips if skip.reason == "ask-feedback"]
        on = max([last, *skips]) + timedelta(FEEDBACK_DAYS)
        told = f"they last told you {_day(tie.feedback, today)}" if tie.feedback else "they have not told you yet"
        yield Nudge("ask-feedback", on, on, f"ask how they see things between you: {told}")


def _answers(tie: Tie, morning: Morning) -> Iterator[Nudge]:
    """Asks of either side without an answer, and promises of theirs past their day."""
    today = morning.today
    for ask in tie.asks:
        if ask.who == "them":
            text = f"answer them: {ask.text} (asked {_day(ask.on, today)})"
            yield Nudge("their-ask-open", ask.on, ask.on + timedelta(2), text)
        elif (today - ask.on).days < morning.parameters.unanswered:
            text = f"no answer yet: {ask.text} (asked {_day(ask.on, today)})"
            yield Nudge("my-ask-open", ask.on, ask.on + timedelta(7), text)
    for promise in tie.promises:
        if promise.who == "them" and promise.due is not None:
            text = f"{promise.text}, promised to you for {_day(promise.due, today)}: how is it going?"
            yield Nudge("their-promise-overdue", promise.due, promise.due + timedelta(3), text)


def _thanks(tie: Tie, today: date) -> Iterator[Nudge]:
    """A thank-you for each favour and introduction, and word of what became of the introduction."""
    for favour in tie.received:
        if not favour.discount and _is_owed_thanks(tie, favour.on, today):
            text = f"thank them for {favour.text or 'their favour'}"
            yield Nudge("thank-you", favour.on, favour.on + timedelta(1), text)
    for introduction in tie.introductions:
        # Logged as a favour too, it is thanked for once.
        told = any(introduction.name in favour.text for favour in tie.received)
        if not told and _is_owed_thanks(tie, introduction.on, today):
            text = f"thank them for the introduction to {introduction.name}"
            yield Nudge("thank-you", introduction.on, introduction.on + timedelta(1), text)
        if tie.message is None or tie.message <= introduction.on:
            text = f"tell them how it went with {introduction.name}"
            yield Nudge("report-back", introduction.on, introduction.on + timedelta(14), text)


def _is_owed_thanks(tie: Tie, since: date, today: date) -> bool:
    return (today - since).days <= THANKS_DAYS and (tie.thanked is None or tie.thanked < since)


def _check_ins(tie: Tie) -> Iterator[Nudge]:
    """Reminders that come of a parting: they are the one word from somebody at rest."""
    for reminder in tie.reminders:
        if reminder.reason == "check-in" and not _in_touch(tie, reminder.on):
            yield Nudge("check-in", reminder.on, reminder.on, reminder.text)


def _cooled_off(tie: Tie, morning: Morning) -> Iterator[Nudge]:
    """What upset me, looked at again on the next working day."""
    for reminder in tie.reminders:
        if reminder.reason == "cooled-off":
            on = working.after(reminder.made, 1, morning.parameters.working_days, morning.away)
            yield Nudge("cooled-off", on, on, reminder.text)


def _pause_over(tie: Tie, standing: Standing) -> Iterator[Nudge]:
    if standing.state == "resting" and standing.until and not _in_touch(tie, standing.until):
        yield Nudge("check-in", standing.until, standing.until, f"the pause with {tie.name} is over: say hello")


def _invitations(tie: Tie, today: date) -> Iterator[Nudge]:
    """A word before each group that meets soon; any message since then is taken for it."""
    from netlog.domain import groups  # noqa: PLC0415 - most mornings know of none

    for group in tie.groups:
        invited = groups.invitation(group, today)
        if invited and (tie.message is None or tie.message < invited.since):
            place = f" at {group.place}" if group.place else ""
            text = f"invite them to {group.name}, {_near(invited.on, today)}{place}"
            yield Nudge("invitation", invited.since, invited.since, text)


# Words


def _day(day: date, today: date) -> str:
    """18 Nov, with the year where it is not this one."""
    short = f"{day.day} {MONTHS[day.month - 1]}"
    return short if day.year == today.year else f"{short} {day.year}"


def _near(day: date, today: date) -> str:
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today).days) or _day(day, today)


def _count(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
