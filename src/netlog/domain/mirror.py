"""The mirror: where my attention is, across everyone; it describes, and proposes one thing."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from netlog.domain import account
from netlog.domain.courses import Pool, up_to
from netlog.domain.equation import FACTORS, NOTHING, factors_of
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import VOICED
from netlog.domain.parameters import DEFAULTS
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from netlog.domain.courses import Course
    from netlog.domain.dossier import Reflection
    from netlog.domain.journal import Conversation, Entry, Promise
    from netlog.domain.parameters import Parameters

PERIOD = 365  # days that shares and means are taken over; S fades by itself
QUARTER = 91  # days of basics against technique
STRESSED = 2  # of 0 to 3, from which on a day counts as stressed
FAR = 5  # of 0 to 10: up to here the head was mostly elsewhere
COMMON = 3  # tags told
SCREENS = ("video", "chat", "email", "social")
HIGHEST_MARK = 5  # of a statement of the quiz
MARKS = frozenset(map(str, range(1, HIGHEST_MARK + 1)))  # as they are kept


class Tag(NamedTuple):
    """A self-centred tag and how often I set it on myself."""

    code: str
    times: int


class Split(NamedTuple):
    """My self-orientation on two kinds of days; none where no such day was noted."""

    some: float | None
    some_days: int
    others: float | None
    others_days: int


class Said(NamedTuple):
    """One factor as I see myself, beside what the log says of everyone together; 1 to 10."""

    factor: str
    said: float
    logged: float


class Proposal(NamedTuple):
    """The one thing to try."""

    code: str
    text: str


class Mirror(NamedTuple):
    """What the log says of me, whoever it was with; a share is 0 to 1, none where nothing was noted."""

    today: date
    S: float  # pooled, 1 to 10; low is attention on the others
    good: float  # faded observations
    bad: float
    kept_rate: float  # (kept in time + 2) / (all that came due + 4)
    kept: int
    promised: int
    conversations: int
    talk: float | None  # mean of my share of the talking, percent
    for_them: float | None
    asks: int
    gifts: int
    asks_per_gift: float | None
    asks_per_ten: float | None  # conversations
    without_ask: float | None
    tags: tuple[Tag, ...]
    stress: Split  # stressed days, calm ones
    head: Split  # days with my head elsewhere, days with it there
    listening: float | None
    basics: int  # acts of the last quarter
    technique: int
    quiz: tuple[Said, ...]
    quiz_on: date | None
    proposal: Proposal


def mirror(
    talks: Iterable[Conversation],
    everyone: Iterable[Course],
    reflections: Iterable[Reflection],
    today: date,
    parameters: Parameters = DEFAULTS,
) -> Mirror:
    """All that the log says of me, and beside it what I said in the last round of the quiz.

    `talks` are the conversations of the period. Without a quiz only S is told, so that of each course
    the talks that noted my attention do.
    """
    many = [talk for talk in talks if _recent(talk.on, today) and not talk.attempt and talk.with_]
    stress, head = _Days(many, "stress", lambda mark: mark >= STRESSED), _Days(many, "head", lambda mark: mark <= FAR)
    promises: list[Promise] = []
    entries: list[Entry] = []
    sums = dict(NOTHING)
    asked: set[tuple[str, date]] = set()
    pool = Pool(today, parameters)
    for read in everyone:
        course = up_to(read, today, parameters)
        history = course.history
        for part, value in pool.sums(course).items():
            sums[part] += value
        if stress.marks or head.marks:
            signs = pool.signs(course._replace(history=history._replace(ratings=())))
            for good in (True, False):
                for sign in sorted(signs["S", good]):
                    stress.add(sign[0], good, pool.left("S", sign))
                    head.add(sign[0], good, pool.left("S", sign))
        promises += [one for one in history.promises if one.closed is None or one.closed > today - timedelta(PERIOD)]
        entries += [one for one in history.entries if _recent(one.on, today)]
        asked |= {(one.with_, one.on) for one in history.entries if (one.kind, one.who) == ("ask", "me")}
    kept, due = _kept(promises, today)
    asks = sum((one.kind, one.who) == ("ask", "me") for one in entries)
    gifts = sum(one.kind == "give" and not one.discount for one in entries)
    factors = factors_of(sums, parameters)
    quiz = latest_round(reflections, today)
    found = Mirror(
        today=today,
        S=factors["S"],
        good=sums["S", True],
        bad=sums["S", False],
        kept_rate=(kept + 2) / (due + 4),
        kept=kept,
        promised=due,
        conversations=len(many),
        talk=_mean([talk.talk for talk in many if talk.talk is not None]),
        for_them=_mean([talk.for_ == "them" for talk in many if talk.for_]),
        asks=asks,
        gifts=gifts,
        asks_per_gift=asks / gifts if gifts else None,
        asks_per_ten=10 * asks / len(many) if many else None,
        without_ask=_mean([not any((who, talk.on) in asked for who in talk.with_) for talk in many]),
        tags=_tags(many),
        stress=stress.split(parameters),
        head=head.split(parameters),
        listening=_mean([any(one.kind in VOICED for one in talk.observed) for talk in many]),
        basics=_basics(many, promises, entries, today),
        technique=sum(_is_technique(talk) for talk in many if _recent(talk.on, today, QUARTER)),
        quiz=_said(quiz, factors),
        quiz_on=max((one.on for one in quiz), default=None),
        proposal=Proposal("", ""),
    )
    return found._replace(proposal=proposal(found, any(account.is_overdue(one, today) for one in promises)))


def proposal(found: Mirror, overdue: bool) -> Proposal:
    """The one thing to try: what costs most trust first, and where nothing stands out, what was never noted."""
    tried = (
        (overdue, "overdue", "own the promise that is overdue, and give a new date: netlog postpone NAME --to DAY"),
        (found.promised > 3 and found.kept_rate < 0.6, "small", "promise something small, and keep it this week"),
        (
            found.asks > 2 and found.asks > found.gifts,
            "give",
            "before the next ask, do somebody a favour of five minutes",
        ),
        (bool(found.tags) and found.S > 5.5, "tag", f"before the next talk, think of one word: {_undoing(found.tags)}"),
        (
            found.talk is not None and found.talk >= 55,
            "talk",
            "in the next talk ask two questions before you answer one",
        ),
        (_worse(found.stress), "stress", "on a full day, put off what can wait until tomorrow, and say so"),
        (_worse(found.head), "head", "two quiet minutes before the next talk: whose need is this?"),
        (
            found.listening is not None and found.listening < 0.3,
            "listening",
            "after the next talk write down one problem, wish, fear or feeling they voiced",
        ),
        (
            found.technique > 0 and found.basics < 4 * found.technique,
            "basics",
            "call somebody you would have written to",
        ),
        (not found.quiz, "quiz", "netlog mirror quiz, to lay what you think of yourself beside the log"),
    )
    for applies, code, text in tried:
        if applies:
            return Proposal(code, text)
    return Proposal(
        "ask", "ask one person how the relationship works for them, and note it: netlog rate NAME --by them"
    )


def latest_round(reflections: Iterable[Reflection], today: date) -> list[Reflection]:
    """My marks of the last quiz by a day."""
    marks = [one for one in reflections if one.kind == "quiz" and one.on <= today]
    last = max((one.on for one in marks), default=None)
    return [one for one in marks if one.on == last]


def quiz_factor(question: str) -> str | None:
    """The factor that a statement of the quiz is about: the letter its name begins with."""
    letter = question[:1].upper()
    return letter if letter in FACTORS else None


def _recent(on: date, today: date, period: int = PERIOD) -> bool:
    return today - timedelta(period) < on <= today


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _kept(promises: Iterable[Promise], today: date) -> tuple[int, int]:
    """Promises of mine kept in time, and all that came due in the period; what was released counts nowhere."""
    kept = due = 0
    for one in promises:
        if one.closed and one.closed <= today:
            counts = _recent(one.closed, today) and one.outcome != "released"
            due += counts
            kept += counts and one.outcome == "kept" and (one.due is None or one.closed <= one.due)
        else:
            due += account.is_overdue(one, today)
    return kept, due


def _tags(talks: Iterable[Conversation]) -> tuple[Tag, ...]:
    """The self-centred tags I set most often, at most three."""
    times = Counter(
        code
        for talk in talks
        for code, about in talk.signals
        if about == "me"
        and code in SIGNALS
        and not SIGNALS[code].good
        and any(f == "S" for f, _ in SIGNALS[code].weights)
    )
    return tuple(Tag(*one) for one in sorted(times.items(), key=lambda one: (-one[1], one[0]))[:COMMON])


class _Days:
    """The days on which a number was noticed, in two kinds, and what counts about my attention on each kind."""

    def __init__(self, talks: Iterable[Conversation], kind: str, belongs: Callable[[int], bool]) -> None:
        self.marks: dict[date, bool] = {}
        for talk in talks:
            for one in talk.observed:
                if one.kind == kind and one.text.isdecimal():
                    self.marks[talk.on] = self.marks.get(talk.on, False) or belongs(int(one.text))
        self._sums = {side: dict(NOTHING) for side in (True, False)}

    def add(self, on: date, good: bool, left: float) -> None:
        """Count what is left of a sign, if its day is one of them."""
        if on in self.marks:
            self._sums[self.marks[on]]["S", good] += left

    def split(self, parameters: Parameters) -> Split:
        """S = 1 + 9 (2 + bad) / (4 + good + bad) over the days whose number belongs, and over the others."""
        days = {side: sum(mark is side for mark in self.marks.values()) for side in (True, False)}
        value = {side: factors_of(self._sums[side], parameters)["S"] if days[side] else None for side in days}
        return Split(value[True], days[True], value[False], days[False])


def _worse(split: Split) -> bool:
    """Whether I turn to myself markedly more on the first kind of days."""
    return split.some is not None and split.others is not None and split.some >= split.others + 1


def _basics(talks: Iterable[Conversation], promises: Iterable[Promise], entries: Iterable[Entry], today: date) -> int:
    """Acts of the last quarter that tend a relationship: talks that are no technique, gifts, thanks, promises kept."""
    return (
        sum(_recent(talk.on, today, QUARTER) and not _is_technique(talk) for talk in talks)
        + sum(
            _recent(one.on, today, QUARTER) and one.who == "me" and one.kind in ("give", "thank") and not one.discount
            for one in entries
        )
        + sum(
            one.outcome == "kept" and one.closed is not None and _recent(one.closed, today, QUARTER) for one in promises
        )
    )


def _is_technique(talk: Conversation) -> bool:
    """A talk through a screen in which nothing was noted but the means: no attention of mine, nothing they voiced."""
    attended = talk.for_ == "them" or any(
        about == "me" and code in SIGNALS and SIGNALS[code].good for code, about in talk.signals
    )
    return talk.how in SCREENS and not attended and not any(one.kind in VOICED for one in talk.observed)


def _undoing(tags: Sequence[Tag]) -> str:
    """The tag that comes most often, as a word to keep in mind."""
    return f"{tags[0].code.replace('-', ' ')} (noted {tags[0].times} times)" if tags else ""


def _said(quiz: Sequence[Reflection], factors: Mapping[str, float]) -> tuple[Said, ...]:
    """My own marks of 1 to 5 for each factor, drawn out to 1 to 10; for S agreement means attention on the others."""
    marks: dict[str, list[int]] = {factor: [] for factor in FACTORS}
    for one in quiz:
        factor = quiz_factor(one.question)
        if factor and one.text in MARKS:
            marks[factor].append(int(one.text))
    said = []
    for factor, values in marks.items():
        if values:
            share = (sum(values) / len(values) - 1) / (HIGHEST_MARK - 1)
            said.append(Said(factor, 1 + 9 * (1 - share if factor == "S" else share), factors[factor]))
    return tuple(said)
