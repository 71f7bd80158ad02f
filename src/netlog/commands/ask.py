"""`netlog ask`: ask for something, or first see whether now is the time."""

from __future__ import annotations

from typing import Annotated

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import account, asking
from netlog.domain.journal import Entry
from netlog.lazily import typer
from netlog.page import Page, Text, line
from netlog.session import Session

PANEL = "Write"
EXAMPLES = (
    "netlog ask tom referral to Acme --size M --check",
    "netlog ask tom referral to Acme --size M",
    "netlog ask --from tom look over his deck --size S",
)


def ask(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME TEXT…")],
    *,
    size: Annotated[str, typer.Option(metavar="SIZE", help="XS, S, M, L, XL, or points.")] = "S",
    check: Annotated[bool, typer.Option("--check", help="May I ask now? Writes nothing.")] = False,
    from_: Annotated[str | None, typer.Option("--from", metavar="NAME", help="They asked me.")] = None,
    strings: Annotated[bool, typer.Option("--strings", help="Something was offered in return.")] = False,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day; by default today.")] = None,
) -> None:
    """Note an ask: mine, or with --from one of theirs. `netlog answer` notes the answer.

    With --check nothing is written: the verdict says whether it fits the room that gifts,
    kept promises and trust have made, and if not, how long to wait or what to give first.
    """
    person, text = finding.person_and_text(session, words, from_, "What is it about?")
    word, points = account.read_size(size, session.parameters)
    if check:
        verdict = asking.may_ask(session.store.history(person), points, session.today, session.parameters)
        session.show(
            verdict, lambda answer: _verdict(answer, person.name, word or wording.count(points, "point"), points)
        )
        return
    entry = Entry(
        id=session.new_id(),
        kind="ask",
        who="them" if from_ else "me",
        with_=person.id,
        on=session.past(on),
        text=text,
        size=word,
        points=points,
        strings=strings,
    )
    told = telling.entry(entry, person.name, session.today)
    with session.store.write("ask", told) as writer:
        writer.add(entry)
    session.tell(telling.record(entry, person), telling.receipt((), f"{told}."))


SAID = {
    "yes": "Yes.",
    "tight": "Yes, but it uses most of your room.",
    "not-yet": "Not yet.",
    "promise-first": "Not now: first put your overdue promise right.",
    "wait-for-answer": "Not now: an ask is open already; wait for the answer.",
    "hello-first": "Not now: it has been quiet for long; say hello first.",
    "too-soon": "Not now: they said yes to you within the last month and you gave nothing since.",
}


def _verdict(answer: asking.Verdict, name: str, size: str, points: int) -> Page:
    points_told = "" if size.endswith(("point", "points")) else f" ({points})"
    facts = [f"What fits: up to {answer.largest}." if answer.largest else "Nothing fits at the moment."]
    if answer.short > 0:
        facts.append(f"Short by {wording.number(answer.short)}.")
    if answer.wait_days:
        facts.append(f"{_after(answer)}It fits in {wording.count(answer.wait_days, 'day')}.")
    elif answer.gift:
        then = answer.wait_days_after_gift
        facts.append(f"{_after(answer)}A gift of size {answer.gift} would make it fit{_then(then)}.")
    if answer.advice and answer.verdict in ("yes", "tight"):
        facts.append(answer.advice)
    style = "good" if answer.verdict == "yes" else "warn"
    return [
        line(f"Ask {name} for {size}{points_told}?  ", Text(SAID[answer.verdict], style)),
        line(" ".join(facts)),
        telling.room(answer),
    ]


def _after(answer: asking.Verdict) -> str:
    return "Once the promise is owned: " if answer.blocker == "promise-first" else ""


def _then(days: int | None) -> str:
    return f" after {wording.count(days, 'day')}" if days else " at once"
