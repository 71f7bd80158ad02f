"""`netlog ask`: ask for something, or first see whether now is the time."""

from __future__ import annotations

from netlog import finding, telling
from netlog import words as wording
from netlog.domain import asking
from netlog.domain.journal import Entry
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import Size
from netlog.page import Page, Text, line
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

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
    size: Size = None,
    check: Annotated[bool, typer.Option("--check", help="May I ask now? Writes nothing.")] = False,
    from_: Annotated[str | None, typer.Option("--from", metavar="NAME", help="They asked me.")] = None,
    strings: Annotated[bool, typer.Option("--strings", help="Something was offered in return.")] = False,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day; by default today.")] = None,
) -> None:
    """Note an ask: mine, or with --from one of theirs. `netlog answer` notes the answer.

    With --check nothing is written: the verdict says whether it fits the room that gifts,
    kept promises and trust have made, and if not, how long to wait or what to give first.
    """
    if check and from_:
        raise UsageError("--check is about an ask of mine.", "Leave out --from to see whether I may ask them.")
    person, text = finding.person_and_text(session, words, from_, "What is it about?")
    text, word, points = finding.sized(session, text, size)
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
    if answer.short > 0 and answer.blocker != "wait-for-answer":  # the answer will change the sum
        facts.append(f"Short by {wording.number(answer.short)}.")
        facts += [_way_out(answer)] if answer.wait_days or answer.gift else []
    elif answer.blocker == "too-soon" and answer.wait_days:
        facts.append(_way_out(answer))
    if answer.advice and answer.verdict in asking.COVERED:
        facts.append(answer.advice)
    style = "good" if answer.verdict == "yes" else "warn"
    return [
        line(f"Ask {name} for {size}{points_told}?  ", Text(SAID[answer.verdict], style)),
        line(" ".join(facts)),
        telling.room(answer),
    ]


def _way_out(answer: asking.Verdict) -> str:
    """How long to wait, or what to give first."""
    after = {"promise-first": "Once the promise is owned, ", "hello-first": "After that, "}.get(
        answer.blocker or "", ""
    )
    if answer.wait_days:
        way = f"it fits in {wording.count(answer.wait_days, 'day')}."
    else:
        then = answer.wait_days_after_gift
        soon = f"after {wording.count(then, 'day')}" if then else "at once"
        way = f"a gift of size {answer.gift} would make it fit {soon}."
    return f"{after}{way}" if after else wording.capital(way)
