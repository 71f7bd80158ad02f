"""The vocabulary of conduct, and what each record says about whose: weighed evidence, dated."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import exp2

from netlog.domain import account
from netlog.domain.cadence import GAPS, RAMP, cadence, shortest
from netlog.domain.parameters import DEFAULTS, Parameters
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netlog.domain.journal import Advice, Conversation, Entry, History, Person, Promise, Rating, Side

    # How a conversation went, as far as that by itself says something of trust: how, how many took part, me included,
    # my share of the talking, whom it served, who began.
    Manner = tuple[str | None, int, int | None, str | None, Side | None]
    # What a manner says of one side, whenever it was: whose, the factor, good or bad, the weight, what and one of TALK.
    Said = tuple[Side, str, bool, float, str, str]


class Conduct(NamedTuple):
    """One way to behave: which factors it raises or lowers, and by how many observations."""

    code: str
    good: bool
    weights: tuple[tuple[str, float], ...]  # factor and weight, for whoever behaved so
    meaning: str
    heard: tuple[tuple[str, float], ...] = ()  # the same, for the other side
    sticky: bool = False  # a breach that hardly heals


def _good(code: str, meaning: str, heard: tuple[tuple[str, float], ...] = (), /, **weights: float) -> Conduct:
    return Conduct(code, True, tuple(weights.items()), meaning, heard)


def _bad(code: str, meaning: str, /, *, sticky: bool = False, **weights: float) -> Conduct:
    return Conduct(code, False, tuple(weights.items()), meaning, sticky=sticky)


# One ordinary act is one observation; the factors are those of Maister, Green and Galford, The Trusted Advisor, 2000.
# Deceit never heals fully (Schweitzer, Hershey and Bradlow, Promises and Lies, 2006): heavy, and sticky.
SIGNALS = {
    conduct.code: conduct
    for conduct in (
        # Credibility: words
        _good("advice-right", "Advice that events proved right.", C=1),
        _good("candid", "Said honestly what was hard to say.", C=1),
        _good("admitted-limit", "Said plainly: I do not know, or I cannot.", C=0.5),
        _good("took-stand", "Took a position and argued for it.", C=0.5),
        _good("clear", "Made aims and expectations plain.", C=0.5),
        _good("real-intro", "Introduced themselves by what they bring, not by a title.", C=0.5),
        _good("keen", "Showed a real liking for the work.", C=0.25),
        _good("owned-mistake", "Named a mistake of their own.", C=0.5, I=0.5),
        _bad("advice-wrong", "Advice that events proved wrong.", C=1),
        _bad("oversold", "Promised more than the thing can do.", C=1),
        _bad("vague", "Left it open what was meant or wanted.", C=0.5),
        _bad("overload", "Said too much to be taken in.", C=0.25),
        _bad("misled", "Let somebody believe what is not so.", sticky=True, C=3, S=1),
        # Reliability: actions
        _good("steady", "Was the same as ever, also under pressure.", R=0.5),
        _good("punctual", "Was on time.", R=0.25),
        _good("regular-update", "Kept somebody posted without being asked.", R=0.5),
        _bad("no-show", "Did not come, and did not say so.", R=2),
        _bad("late", "Let somebody wait.", R=0.5),
        _bad("moody", "Warm one day and cold the next.", R=0.5),
        _bad("favouritism", "Measured people by different standards.", R=0.5),
        # Intimacy: how safe it is to confide
        _good("shared-personal", "Told something personal.", (("I", 0.5),), I=1),
        _good("kept-confidence", "Kept to themselves what was told in confidence.", I=1),
        _good("safe-response", "Took a mistake or bad news calmly.", I=1),
        _good("named-feeling", "Put a feeling into words, their own or the other's.", I=0.5),
        _good("empathy", "Listened with sympathy, and stayed with it.", I=0.5, S=0.5),
        _good("asked-feedback", "Asked how the relationship works for the other.", I=0.5, S=0.5),
        _good("small-talk", "Made time for a word about nothing much.", I=0.25),
        _bad("broke-confidence", "Passed on what was told in confidence.", sticky=True, I=3),
        _bad("embarrassed", "Made somebody look small in front of others.", I=1.5),
        _bad("dismissed", "Brushed aside a thought or a feeling.", I=1),
        _bad("hid-excuse", "Hid behind a cover story.", I=0.5, C=0.5),
        # Self-orientation: where the attention is
        _good("helped-their-goal", "Helped the other towards a goal of theirs.", S=1),
        _good("their-gain", "Chose what served the other, at a cost.", S=1),
        _good("promoted-them", "Gave the other credit in front of people.", S=0.75),
        _good("asked-first", "Asked about the other before talking of themselves.", S=0.5),
        _good("full-attention", "Was wholly there.", S=0.5),
        _good("just-hello", "Got in touch only to say hello.", S=0.5),
        _bad("took-credit", "Took the credit for another's work.", S=1.5),
        _bad("left-out", "Left somebody out who belonged there.", S=1.5),
        _bad("pitched-early", "Sold before listening.", S=1),
        _bad("own-agenda", "Pursued a purpose of their own.", S=1),
        _bad("multitasked", "Did something else meanwhile.", S=0.5),
        _bad("had-to-be-right", "Had to win the argument.", S=0.5),
        _bad("fixed-too-soon", "Offered the answer before hearing the question out.", S=0.5),
        _bad("sought-approval", "Wanted above all to be liked.", S=0.5),
        _bad("over-monitored", "Checked every step.", S=0.5),
        _bad("wanted-out", "Only wanted it to be over.", S=0.5),
    )
}
CONFIDED = "confided-in"  # the kind of what the other side's openness says about the listener

# Voice creates more closeness than text (Kumar and Epley, It's surprisingly nice to hear you, 2021).
RICHNESS = {
    "in-person": (1.0, "in person"),
    "video": (0.8, "by video"),
    "call": (0.6, "by call"),
    "voice": (0.5, "by voice message"),
    "chat": (0.3, "by chat"),
    "letter": (0.3, "by letter"),
    "email": (0.2, "by e-mail"),
    "social": (0.1, "on social media"),
}
INTIMATE = 3  # people at most, me included, for a channel to count in full
ATTENTION = 0.5  # observations, for a talk share or a purpose
OBSERVER = 0.5  # of the weight, for those who only watched
RATED = "rated-"  # opens the kind of a rating; whose it was closes it
TALK = ("channel", "talk", "purpose", "rhythm")  # the kinds read off a conversation without any tag

MAGNITUDE = {"small": 0.5, "medium": 1.0, "large": 1.5}  # of a promise missed; one kept is 1 whatever its size
POSTPONED = 0.25  # observations, for another date agreed in time
OWNED = 1.0  # times the magnitude, for another date agreed too late
CANDOUR = 0.5  # observations, for owning up at all
LATE = 0.5  # times the magnitude, for delivering late without a word

GIFT = {"XS": 0.25, "S": 0.5, "M": 0.75, "L": 1.0, "XL": 1.25}
UNCOVERED = 1.0  # observations, for asking beyond what was available


class Evidence(NamedTuple):
    """One observation about one side, and how heavily it counts on its day."""

    on: date
    about: Side
    factor: str  # C, R, I or S
    good: bool  # raises trust; for S: the attention was on the other
    weight: float  # in observations
    sticky: bool  # fades several times more slowly
    what: str
    source: str  # id of the record
    kind: str  # one of TALK, a code of SIGNALS, confided-in, promise, gift, ask, or rated- and by whom


def faded(age_days: int, half_life_days: float) -> float:
    """What is left of a weight of 1: 2^(−age/half-life)."""
    return exp2(-age_days / half_life_days)


def half_lives(parameters: Parameters = DEFAULTS) -> dict[str, int]:
    """The days in which evidence for each factor loses half its weight, sticky breaches apart."""
    return {
        "C": parameters.half_life_credibility,
        "R": parameters.half_life_reliability,
        "I": parameters.half_life_intimacy,
        "S": parameters.half_life_self_orientation,
    }


def evidence(history: History, today: date, parameters: Parameters = DEFAULTS) -> tuple[Evidence, ...]:
    """All that counts on that day about either side, oldest first."""
    return counted(observed(history, today, parameters))


def observed(history: History, today: date, parameters: Parameters = DEFAULTS) -> list[Evidence]:
    """All that was noted up to that day, repetitions and outdated ratings with it."""
    person = history.person
    in_rhythm = kept_rhythm(account.contact_days(history, today), person, parameters)
    found = [
        Evidence(talk.on, about, factor, good, weight, False, what, talk.id, kind)
        for talk in history.conversations
        if talk.on <= today and account.took_part(talk, person.id)
        for about, factor, good, weight, what, kind in says(manner(talk), talk.on in in_rhythm, parameters)
    ]
    found += noted(history, today, parameters)
    return found


def noted(
    history: History, today: date, parameters: Parameters = DEFAULTS, *, books: account.Ledger | None = None
) -> Iterator[Evidence]:
    """What was noted up to that day beside the manner of conversations: tags, promises, gifts, asks, ratings, advice.

    `books` is the account of that day, where a caller has it at hand.
    """
    person = history.person
    for talk in history.conversations:
        if talk.signals and talk.on <= today and not talk.attempt:
            if person.id in talk.with_:
                yield from _tagged(talk)
            elif person.id in talk.seen_by:
                yield from _watched(talk)
    for promise in history.promises:
        yield from promised(promise, today, parameters)
    yield from _exchanged(history, today, parameters, books)
    for rating in history.ratings:
        if rating.on <= today:
            yield from _rated(rating, parameters)
    for advice in history.advice:
        if advice.judged is not None and advice.judged <= today:
            yield from _judged(advice)


def counted(observations: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """What counts of the observations, oldest first."""
    return tuple(sorted(in_force(observations)))


def in_force(observations: Iterable[Evidence]) -> list[Evidence]:
    """What counts of the observations: a tag once a day with its heaviest entry, a rating until the next one.

    Two ratings from one source on one day count as their mean, since a day has no order.
    """
    kept: list[Evidence] = []
    heaviest: dict[tuple[str, str, str, date], Evidence] = {}
    ratings: dict[tuple[str, str], list[Evidence]] = {}
    for item in observations:
        if item.kind in SIGNALS or item.kind == CONFIDED:
            key = (item.kind, item.about, item.factor, item.on)
            rival = heaviest.get(key)
            if rival is None or (-item.weight, item.source) < (-rival.weight, rival.source):
                heaviest[key] = item
        elif item.kind.startswith(RATED):
            ratings.setdefault((item.kind, item.factor), []).append(item)
        else:
            kept.append(item)
    for items in ratings.values():
        latest = max(item.on for item in items)
        current = [item for item in items if item.on == latest]
        voices = len({item.source for item in current})
        kept += [item._replace(weight=item.weight / voices) for item in current]
    return [*kept, *heaviest.values()]


def promised(promise: Promise, today: date, parameters: Parameters = DEFAULTS) -> Iterator[Evidence]:
    """What a promise says about who made it, date by date.

    A slip that is owned or made good weighs at most what its silence would still
    weigh by then, so that owning up never costs more than hiding. A broken promise
    outweighs a kept one (Baumeister et al., Bad is stronger than good, 2001), and
    exceeding one earns nothing (Gneezy and Epley, Worth Keeping but Not Exceeding, 2014).
    """
    magnitude = MAGNITUDE[promise.size]
    missed = parameters.missed * magnitude

    def says(on: date, factor: str, good: bool, weight: float, what: str) -> Evidence:
        return Evidence(on, promise.who, factor, good, weight, False, _named(what, promise.text), promise.id, "promise")

    for term in account.terms(promise, today):
        lapsed = term.due + timedelta(1) if term.due and term.silent else None
        if term.how == "open":
            if lapsed:
                yield says(lapsed, "R", False, missed, "promise overdue")
                yield says(lapsed, "S", False, parameters.silence * magnitude, "promise overdue")
        elif term.ended is None or term.how == "released":
            continue
        elif term.how == "broken":
            yield says(term.ended, "R", False, missed, "promise given up")
            yield says(term.ended, "S", False, parameters.silence * magnitude, "promise given up")
        elif lapsed:
            silence = missed * faded((term.ended - lapsed).days, parameters.half_life_reliability)
            if term.how == "postponed":
                yield says(term.ended, "R", False, min(OWNED * magnitude, silence), "slip owned")
                yield says(term.ended, "C", True, CANDOUR, "slip owned")
            else:
                yield says(term.ended, "R", False, min(LATE * magnitude, silence), "promise kept late")
        elif term.how == "kept":
            yield says(term.ended, "R", True, 1.0, "promise kept")
        elif term.due:
            yield says(term.ended, "R", False, POSTPONED, "promise postponed")


def manner(talk: Conversation) -> Manner:
    """How a conversation went."""
    people = talk.people if talk.people is not None else len(talk.with_) + 1
    return talk.how, people, talk.talk, talk.for_, talk.initiated


def says(manner: Manner, in_rhythm: bool, parameters: Parameters) -> Iterator[Said]:
    """What a conversation says by itself: its channel, who spoke, whom it served, that it came in good time."""
    how, people, talk, for_, initiated = manner
    if how in RICHNESS:
        richness, words = RICHNESS[how]
        weight = parameters.channel * richness * (1.0 if people <= INTIMATE else 0.5)
        yield "me", "I", True, weight, words, "channel"
        yield "them", "I", True, weight, words, "channel"
    if talk is not None and talk <= parameters.talk_low:
        yield "me", "S", True, ATTENTION, f"listened: {talk} % of the talk was yours", "talk"
    elif talk is not None and talk >= parameters.talk_high:
        yield "me", "S", False, ATTENTION, f"held forth: {talk} % of the talk was yours", "talk"
    if for_ in ("them", "me"):
        yield "me", "S", for_ == "them", ATTENTION, f"it was for {_whom(for_)}", "purpose"
    if initiated and in_rhythm:
        yield initiated, "R", True, parameters.rhythm, "kept rhythm", "rhythm"


def kept_rhythm(days: Sequence[date], person: Person, parameters: Parameters) -> set[date]:
    """Of the days with contact, oldest first, those within the cadence as it stood before, its last day included.

    The cadence is worked out only for the first days and after the longer gaps: no more of a tie are in doubt.
    """
    least = shortest(person.every, person.circle, parameters)
    if least is None:
        return set()
    kept, sure = set(days[1:]), timedelta(least)
    for past, (before, on) in enumerate(pairwise(days), 1):
        if past <= len(RAMP) or on - before > sure:
            first = min(days[0], person.met) if person.met else days[0]
            latest = days[max(0, past - GAPS - 1) : past][::-1]
            allowed = cadence(person.every, person.circle, first, latest, on, parameters).days
            if allowed is None or (on - before).days > allowed:
                kept.discard(on)
    return kept


def _tagged(talk: Conversation) -> Iterator[Evidence]:
    """What the tags of a conversation say about whoever took part; a word outside the vocabulary says nothing."""
    for code, about in talk.signals:
        conduct = SIGNALS.get(code)
        if conduct is None:
            continue
        other: Side = "them" if about == "me" else "me"
        words = code.replace("-", " ")
        for factor, weight in conduct.weights:
            yield Evidence(talk.on, about, factor, conduct.good, weight, conduct.sticky, words, talk.id, code)
        for factor, weight in conduct.heard:
            yield Evidence(talk.on, other, factor, conduct.good, weight, conduct.sticky, words, talk.id, CONFIDED)


def _watched(talk: Conversation) -> Iterator[Evidence]:
    """What my conduct says to somebody who only looked on: half as much; others' conduct is not theirs."""
    for item in _tagged(talk):
        if item.about == "me" and item.kind != CONFIDED:
            yield item._replace(weight=item.weight * OBSERVER, what=f"{item.what}, as they saw")


def _exchanged(
    history: History, today: date, parameters: Parameters, books: account.Ledger | None
) -> Iterator[Evidence]:
    """What gifts say about the giver, and asks beyond what was available about who asked.

    What is available there leaves trust credit out, so that trust does not depend on itself.
    """
    if books is None and any(entry.kind == "ask" for entry in history.entries):
        books = account.ledger(history, today, parameters)
    uncovered = books.uncovered if books else frozenset()
    for entry in history.entries:
        if entry.on > today:
            continue
        if entry.kind in ("give", "receive") and not (entry.strings or entry.discount):
            giver: Side = "me" if entry.kind == "give" else "them"
            weight = GIFT[_size(entry, parameters)]
            what = _named("gift", entry.text)
            yield Evidence(entry.on, giver, "S", True, weight, False, what, entry.id, "gift")
        elif entry.id in uncovered:
            what = _named("asked too much too soon", entry.text)
            yield Evidence(entry.on, entry.who, "S", False, UNCOVERED, False, what, entry.id, "ask")


def _size(entry: Entry, parameters: Parameters) -> str:
    """The size word of a gift; for points told as a number, the size they reach."""
    return entry.size or account.largest(entry.points, parameters) or "XS"


def _rated(rating: Rating, parameters: Parameters) -> Iterator[Evidence]:
    """A rating from 1 to 10 as its weight in observations, (v − 1)/9 of it favourable; for S turned round."""
    about: Side = "them" if rating.source == "view" else "me"
    weight, what = {
        "guess": (parameters.weight_guess, "your guess of their view"),
        "view": (parameters.weight_view, "your view"),
        "them": (parameters.weight_word, "their own word"),
    }[rating.source]
    kind = f"{RATED}{rating.source}"
    for factor, value in (("C", rating.C), ("R", rating.R), ("I", rating.I), ("S", rating.S)):
        if value is None:
            continue
        high, low = weight * (value - 1) / 9, weight * (10 - value) / 9
        for good, share in ((True, low if factor == "S" else high), (False, high if factor == "S" else low)):
            if share:
                yield Evidence(rating.on, about, factor, good, share, False, what, rating.id, kind)


def _judged(advice: Advice) -> Iterator[Evidence]:
    """What advice of mine says of me once it is known how it turned out, as a tag of that day would."""
    conduct = SIGNALS[f"advice-{advice.verdict}"]
    on = advice.judged or advice.on
    what = _named(conduct.code.replace("-", " "), advice.text)
    for factor, weight in conduct.weights:
        yield Evidence(on, "me", factor, conduct.good, weight, conduct.sticky, what, advice.id, conduct.code)


def _whom(side: str) -> str:
    return "you" if side == "me" else "them"


def _named(what: str, text: str) -> str:
    return f"{what}: {text}" if text else what
