"""`netlog brief`: one page before a meeting."""

from __future__ import annotations

from netlog import playbook, telling
from netlog import words as wording
from netlog.domain import account, asking, limits, matching, trust
from netlog.domain import brief as briefing
from netlog.domain import questions as questioning
from netlog.domain.dossier import Expectation
from netlog.lazily import typer
from netlog.page import Text, fitted, line, table
from netlog.session import Session
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated

    from netlog.domain.asking import Verdict
    from netlog.domain.brief import Channels, Known
    from netlog.domain.journal import Conversation, History, Promise
    from netlog.domain.questions import Question
    from netlog.domain.trust import Score, Step
    from netlog.page import Cell, Page

PANEL = "Prepare"
EXAMPLES = ("netlog brief ana", "netlog brief ana --full", "netlog brief ana --video")
LINES, ROOM = 24, 80  # of a screen
HEADS = 2  # lines above the table
GAP = 2  # columns between a label and its text
MOST_PROMISES = 3


class Brief(NamedTuple):
    """What to have in mind on the way to somebody."""

    name: str
    handle: str
    today: date
    about: str  # as what, where
    met: str  # where from
    known: Known
    conversations: tuple[Conversation, ...]  # the last three, the latest first
    promises: tuple[Promise, ...]  # open ones, both ways
    balance: float
    ask: Verdict  # of the smallest ask
    mine: Score
    theirs: Score
    steps: tuple[Step, ...]
    questions: tuple[Question, ...]
    gaps: tuple[Question, ...]
    gift: str
    unconfirmed: tuple[str, ...]  # expectations that nobody said aloud
    channels: Channels
    style: str | None
    before: tuple[str, ...]  # what to ask oneself at the door
    starters: tuple[str, ...]  # beginnings of hard sentences
    video: tuple[str, ...]


def brief(
    session: Session,
    name: Annotated[list[str], typer.Argument(metavar="NAME")],
    *,
    full: Annotated[bool, typer.Option("--full", help="Everything, however long.")] = False,
    video: Annotated[bool, typer.Option("--video", help="What to set up before a video call, too.")] = False,
) -> None:
    """One page before a meeting: the person first, then what was said, promised, given, and what to ask.

    It fits a screen of 24 lines; --full shows all of it. What is careful stands here too, as
    topics to leave alone: mind who looks over your shoulder.
    """
    person = session.find(" ".join(name))
    history = session.store.history(person)
    answer = _answer(session, history, video=video)
    session.show(answer, lambda one: _page(one, full=full))


def _answer(session: Session, history: History, *, video: bool) -> Brief:
    today, parameters, person = session.today, session.parameters, history.person
    known = trust.weighed(history, today, parameters)
    both = trust.score(history, today, parameters, known=known)
    detective = playbook.read(session.config, "detective")
    facts = briefing.known(history, today)
    starters = playbook.read(session.config, "starters")
    styles = playbook.read(session.config, "styles").named("styles")
    open_ = briefing.promises(history, today)
    return Brief(
        name=person.name,
        handle=person.handle,
        today=today,
        about=", ".join(part for part in (telling.person(person), f"{person.circle or 'wide'} circle") if part),
        met=_met(session, history),
        known=facts,
        conversations=briefing.talks(history, today),
        promises=open_,
        balance=account.ledger(history, today, parameters).balance,
        ask=asking.may_ask(history, account.points("XS", parameters), today, parameters),
        mine=both.mine,
        theirs=both.theirs,
        steps=trust.steps(history, today, parameters, known=known),
        questions=questioning.three(history, today, detective.one),
        gaps=questioning.gaps(history, today, detective.one),
        gift=_gift(session, history, open_),
        unconfirmed=tuple(
            f"{'you expect' if one.who == 'me' else 'they expect'} {one.text}"
            for one in limits.unconfirmed(session.store.of(Expectation, person), today)
        ),
        channels=briefing.channels(history, today),
        style=styles.get(facts.style, facts.style) if facts.style else None,
        before=starters.section("before"),
        starters=(*starters.section("feelings"), *starters.section("listening")),
        video=playbook.read(session.config, "video").section("checklist") if video else (),
    )


def _met(session: Session, history: History) -> str:
    """Met at PyData Lisbon through Jo Park, 6 months ago."""
    person, today = history.person, session.today
    past = (one for one in history.conversations if one.on <= today and not one.attempt)
    first = next((one.on for one in past if person.id in one.with_), None)
    day = person.met or first
    if day is None and not person.place and not person.through:
        return "you have not met yet"
    place = f" at {person.place}" if person.place else ""
    through = f" through {session.store.person(person.through).name}" if person.through else ""
    when = f", {wording.ago(day, today)}" if day and day <= today else ""
    if not place and not through and person.met is None:
        return f"first talk {wording.ago(day, today)}" if day else ""
    return f"met{place}{through}{when}"


def _gift(session: Session, history: History, open_: tuple[Promise, ...]) -> str:
    """One thing ready to give: a gift at hand, somebody to meet, a promise to keep, five minutes."""
    found = matching.match(history.person, session.store.wishes(), session.today)
    for gift in found.gifts:
        size = f" ({gift.offer.size})" if gift.offer.size else ""
        return f"{gift.offer.text}{size}: they look for {wording.listing(gift.words)}"
    for meeting in found.meetings:
        shared = wording.listing(meeting.serves or meeting.served or meeting.common)
        return f"introduce {meeting.person.name}: {shared}"
    mine = [one for one in open_ if one.who == "me"]
    return f"keep your word: {mine[0].text}" if mine else "five minutes for something they need: ask what"


# The page


def _page(answer: Brief, *, full: bool) -> Page:
    rows = [row for row in _rows(answer, full=full) if row[2].strip()]
    room = ROOM - GAP - max((len(label) for _, label, _ in rows), default=0)
    if not full:
        # A question is nothing without its end: it may take two lines, and is folded where it is drawn.
        rows = [
            (rank, label, text if label == "ask" else fitted(_unfolded(text), room)[0]) for rank, label, text in rows
        ]
        while sum(len(fitted(_unfolded(text), room, 2)) for _, _, text in rows) > LINES - HEADS:
            rows.remove(max(rows, key=lambda row: row[0]))
    shown: list[tuple[Cell, ...]] = []
    before = ""
    for _, label, text in rows:
        shown.append((Text("" if label == before else label, "dim"), _unfolded(text)))
        before = label
    day = f" · {wording.day(answer.today, answer.today)}"
    head = f"{answer.name} · {answer.about}"
    if not full:
        (head,) = fitted(head, ROOM - len(day))
    met = [answer.met] if full or not answer.met else fitted(answer.met, ROOM)
    return [
        line(Text(head, "name"), Text(day, "dim")),
        *(line(Text(one, "dim")) for one in met if one),
        table(shown),
        *(line(f"  {one}") for one in answer.video),
    ]


def _unfolded(text: str) -> str:
    return " ".join(text.split())


def _rows(answer: Brief, *, full: bool) -> list[tuple[int, str, str]]:
    """Each line with its label and how soon it may go: what tells the least goes first when the page is too long."""
    known = answer.known
    rows = [
        *_joined(2, "now", known.now, full),
        *_joined(2, "goals", known.goals, full),
        *_joined(2, "challenges", known.challenges, full),
        *_joined(2, "life", known.life, full),
        *_joined(6, "aims", known.aims, full),
        *((3 + at, "last", _talk(one, answer)) for at, one in enumerate(answer.conversations)),
        *_promises(answer, full),
        (0, "account", _account(answer)),
        (0, "trust", _trust(answer)),
        *((1 + 4 * at, "next", f"{one.step} (+{wording.number(one.gain)})") for at, one in enumerate(answer.steps[:2])),
        *((1, "ask", one.text) for one in answer.questions),
        *((7, "ask", one.text) for one in (answer.gaps if full else answer.gaps[:1])),
        (1, "gift", answer.gift),
        *_joined(0, "leave alone", known.careful, full),
        *_joined(4, "not said yet", answer.unconfirmed, full),
    ]
    rows += [(5, "style", answer.style)] if answer.style else []
    rows += [(6, "channel", told)] if (told := _channel(answer.channels)) else []
    rows += [(8, "before", one.partition(": ")[2] or one) for one in answer.before]
    if full:
        rows += [(9, "words", one) for one in answer.starters]
    return rows


def _joined(rank: int, label: str, texts: tuple[str, ...], full: bool) -> list[tuple[int, str, str]]:
    if full:
        return [(rank, label, one) for one in texts]
    return [(rank, label, "; ".join(texts))] if texts else []


def _talk(one: Conversation, answer: Brief) -> str:
    return f"{wording.day(one.on, answer.today)} · {' · '.join(telling.about(one))}"


def _promises(answer: Brief, full: bool) -> list[tuple[int, str, str]]:
    """Open promises, each side heard: of many, the most pressing of both."""
    mine = [one for one in answer.promises if one.who == "me"]
    theirs = [one for one in answer.promises if one.who == "them"]
    shown = (
        [*mine, *theirs]
        if full
        else [*mine[: MOST_PROMISES - bool(theirs)], *theirs[: max(1, MOST_PROMISES - len(mine))]]
    )
    rows = [
        (0, "promises", f"{'you' if one.who == 'me' else 'they'}: {one.text}{telling.due(one, answer.today)}")
        for one in shown
    ]
    left = len(answer.promises) - len(shown)
    return [*rows, *([(5, "promises", f"… and {left} more: netlog promises {answer.handle}")] if left else [])]


def _account(answer: Brief) -> str:
    ask = answer.ask
    fits = f"room for an ask of size {ask.largest}" if ask.largest else "no room for an ask now"
    blocked = {
        "promise-first": "first put your overdue promise right",
        "wait-for-answer": "an ask waits for its answer",
        "hello-first": "say hello first",
        "too-soon": "too soon after the last",
    }.get(ask.blocker or "", "")
    return f"balance {wording.number(answer.balance)}, {fits}{f'; {blocked}' if blocked else ''}"


def _trust(answer: Brief) -> str:
    mine, theirs = answer.mine, answer.theirs
    weakest = f", weakest {mine.weakest}" if mine.evidence else ", a guess"
    return (
        f"you in their eyes {mine.index:.0f} ± {mine.half:.0f}{weakest}; "
        f"they in yours {theirs.index:.0f} ± {theirs.half:.0f}"
    )


def _channel(one: Channels) -> str:
    def told(some: tuple[briefing.Channel, ...]) -> str:
        return ", ".join(f"{way.how} {way.talks}" for way in some[:3]) or "none"

    if not one.now and not one.before:
        return ""
    before = f" (half a year before: {told(one.before)})" if one.before else ""
    return f"{told(one.now)}{before}{f'; try {one.richer}' if one.richer else ''}"
