"""`netlog add`: what happened, in one line."""

from __future__ import annotations

import sys

from netlog.domain import people, profile, sentence
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import HOWS, OUTCOMES, VOICED, Observed
from netlog.errors import Ambiguous, NotFound, UsageError
from netlog.lazily import typer
from netlog.log import Log, Talk
from netlog.options import (
    Birthday,
    Circle,
    Emails,
    Every,
    Kind,
    Links,
    Met,
    Nicks,
    On,
    Org,
    Phones,
    Place,
    Role,
    Tags,
    Through,
)
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Annotated


PANEL = "Daily"
LONGEST_NAME = 4  # words of a name in a script without capitals
EXAMPLES = (
    "netlog add yesterday: long talk with @Ana Ruiz about forecasting, at PyData Lisbon +pydata",
    'netlog add "call with Ana. promised: the deck by friday. gave: intro to Lena (S). next: lunch in 3 weeks"',
    "netlog add @Ana Ruiz --org Kestrel --role CTO --every 3m",
)


def add(
    session: Session,
    words: Annotated[list[str] | None, typer.Argument(metavar="[SENTENCE…]", help="What happened; - reads it.")] = None,
    *,
    edit: Annotated[bool, typer.Option("--edit", "-e", help="Write it in $EDITOR.")] = False,
    on: On = None,
    with_: Annotated[
        list[str] | None, typer.Option("--with", metavar="NAME", help="Who took part; @NAME if new.")
    ] = None,
    how: Annotated[str | None, typer.Option(metavar="WAY", help=f"{', '.join(HOWS)}.")] = None,
    at: Annotated[str | None, typer.Option(metavar="PLACE", help="Where.")] = None,
    talk: Annotated[int | None, typer.Option(min=0, max=100, metavar="%", help="My share of the talking.")] = None,
    for_: Annotated[str | None, typer.Option("--for", metavar="them|both|me", help="Whom it served.")] = None,
    initiated: Annotated[str | None, typer.Option(metavar="me|them", help="Who began it.")] = None,
    attempt: Annotated[bool, typer.Option("--attempt", help="A message of mine, not answered yet.")] = False,
    outcome: Annotated[str | None, typer.Option(metavar="WORD", help=f"{', '.join(OUTCOMES)}.")] = None,
    energy: Annotated[
        int | None, typer.Option(min=-2, max=2, metavar="N", help="From -2, drained, to 2, lifted.")
    ] = None,
    count: Annotated[
        int | None, typer.Option("--people", min=2, max=100_000, metavar="N", help="How many were there, me too.")
    ] = None,
    seen_by: Annotated[list[str] | None, typer.Option("--seen-by", metavar="NAME", help="Who watched.")] = None,
    noticed: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD[=TEXT]", help="Looking back: heard, fear=TEXT, stress=0..3 …; repeatable."),
    ] = None,
    promised: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="I promised them.")] = None,
    they_promised: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="They promised me.")] = None,
    gave: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="I gave them.")] = None,
    got: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="They gave me, unasked.")] = None,
    asked: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="I asked of them.")] = None,
    learned: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="I learned about them.")] = None,
    next_: Annotated[list[str] | None, typer.Option("--next", metavar="TEXT", help="The next step.")] = None,
    org: Org = None,
    role: Role = None,
    kind: Kind = None,
    circle: Circle = None,
    every: Every = None,
    birthday: Birthday = None,
    met: Met = None,
    place: Place = None,
    through: Through = None,
    nicks: Nicks = None,
    emails: Emails = None,
    phones: Phones = None,
    links: Links = None,
    tags: Tags = None,
) -> None:
    """What happened, in one line; or a person, with nothing but @Name and options.

    A day and a colon may open the line. @Name names a person and makes them if they are new;
    those you know are recognised without the @. +tag marks the talk, and a tag from `netlog
    signals` is evidence for the score. These begin what is more than talk, each to the next:

    \b
      promised:  they promised:  gave:  got:  asked:  learned:  next:

    --noticed keeps what you see when you look back: what they should have felt (heard, respected,
    safe, appreciated), what they voiced (problem=, wish=, fear=, feeling=), and numbers: stress=0..3,
    head=0..10 for where yours was, engagements= and minutes=. The tag +asked-before counts a
    question that comes again.

    (S) is a size, "by friday" or "in 3 weeks" at the end a day. Bare words need no quotes but
    for what the shell takes for itself. Called alone on a terminal, it asks.
    """
    clauses = {
        "promised": promised,
        "they promised": they_promised,
        "gave": gave,
        "got": got,
        "asked": asked,
        "learned": learned,
        "next": next_,
    }
    told = profile.Profile(org, role, kind, circle, every, birthday, met, place, nicks, emails, phones, links)
    if any(one.strip().casefold() in profile.NOTHING for one in tags or ()):
        raise UsageError("Tags are taken away from a person with `set`.", "netlog set ana --tag none")
    marks = "".join(f" +{profile.tag(one)}" for one in tags or ())
    _refuse_words(how, for_, initiated, outcome)
    details = Talk(how, at, talk, for_, initiated, attempt, outcome, energy, count, _noticed(noticed or ()))
    log = Log(session, told, details, through, with_ or (), seen_by or (), on)
    if edit:
        from netlog import editor  # noqa: PLC0415 - few logs are written in an editor

        session.store.release()  # so that a journal that is taken away meanwhile is not begun anew
        with editor.edited(_template(" ".join(words or ())), _folder(session)) as left:
            log.write(_without_comments(left) + marks + _clauses(clauses))
        return
    text = _text(session, words or [])
    if text.startswith("@") and not told.is_empty and not any(clauses.values()):
        text = _whole_name(text)
    if not text and not with_ and not any(clauses.values()):
        if not session.interactive:
            raise UsageError("There is nothing to log.", "netlog add call with @Ana Ruiz about forecasting")
        text = _guided(session)
    log.write(text + marks + _clauses(clauses))


def _refuse_words(how: str | None, for_: str | None, initiated: str | None, outcome: str | None) -> None:
    for flag, value, known in (
        ("--how", how, HOWS),
        ("--for", for_, ("them", "both", "me")),
        ("--initiated", initiated, ("me", "them")),
        ("--outcome", outcome, OUTCOMES),
    ):
        if value is not None and value not in known:
            raise UsageError(f"{flag} cannot be '{value}'.", f"{flag} takes {', '.join(known)}.")


def _noticed(told: Sequence[str]) -> tuple[Observed, ...]:
    """What was noticed, of words such as heard, fear=being replaced, stress=2."""
    if not told:
        return ()
    from netlog.domain import values  # noqa: PLC0415 - few logs look back

    found = []
    for one in told:
        kind, _, text = one.partition("=")
        kind = kind.strip().casefold()
        try:
            observed = values.observed({"kind": kind, "text": people.clean(text)})
        except values.Unreadable as error:
            raise UsageError(f"--noticed: {error}.", "Such as --noticed heard --noticed fear=TEXT.") from None
        if kind in VOICED and not observed.text:
            raise UsageError(f"Which {kind} did they voice?", f'--noticed "{kind}=…"')
        found.append(observed)
    return tuple(sorted(set(found)))


def _whole_name(text: str) -> str:
    """@ and some words in a script without capitals, where options describe somebody: all of it is the name."""
    words = text[1:].split()
    is_name = 1 < len(words) <= LONGEST_NAME and all(
        word.isalpha() and word.lower() == word.upper() and not word.isascii() for word in words
    )
    return f'@"{" ".join(words)}"' if is_name else text


def _text(session: Session, words: Sequence[str]) -> str:
    if list(words) != ["-"]:
        return " ".join(words)
    if sys.stdin is None:
        raise UsageError("There is no standard input to read.", "netlog add call with @Ana Ruiz")
    if sys.stdin.isatty():
        session.note("Reading from the terminal; Ctrl-D ends it.")
    text = sys.stdin.read(people.LONGEST_NOTE + 1)
    if len(text) > people.LONGEST_NOTE:
        raise UsageError(
            f"Standard input is longer than {people.LONGEST_NOTE:,} characters.",
            "Keep a log to that, or split it in two.",
        )
    return text.strip()


def _clauses(told: dict[str, list[str] | None]) -> str:
    """Clauses given as options, in the sentence's own form."""
    return "".join(f"\n{name}: {text}" for name, texts in told.items() for text in texts or ())


QUESTIONS = (
    ("Who was it with? (names, comma between)", ""),
    ("When?", "today"),
    ("What was it about?", ""),
    ("Did you promise something?", "promised"),
    ("Did they?", "they promised"),
    ("Did you give them something?", "gave"),
    ("Did they give you something?", "got"),
    ("Did you ask them for something?", "asked"),
    ("Did you learn something about them?", "learned"),
    ("What comes next?", "next"),
)


def _guided(session: Session) -> str:
    """The sentence of a few short questions; only the first wants an answer."""
    who = session.ask(QUESTIONS[0][0])
    if not who:
        raise UsageError("A log needs somebody.", "netlog add call with @Ana Ruiz about forecasting")
    names = ", ".join(f'@"{one}"' for one in (_meant(session, name) for name in who.split(",")) if one)
    if not names:
        raise UsageError("A log needs somebody.", "netlog add call with @Ana Ruiz about forecasting")
    day = session.ask(*QUESTIONS[1])
    while why := _refused(session.past, day):
        session.warn(why)
        day = session.ask(*QUESTIONS[1])
    about = session.ask(QUESTIONS[2][0])
    text = f"{session.past(day).isoformat()}: {about or 'talk'} with {names}"
    for question, clause in QUESTIONS[3:]:
        answer = session.ask(question)
        while answer and (why := _refused(_tried, session, f"x\n{clause}: {answer}")):
            session.warn(why)
            answer = session.ask(question)
        text += f"\n{clause}: {answer}" if answer else ""
    return text


def _meant(session: Session, typed: str) -> str:
    """The name of somebody known, or of somebody new once that is confirmed; nothing when it is nobody after all."""
    name = _bare(typed)
    while name:
        try:
            person = session.find(name)
            alike = people.matches(person.name, session.store.candidates([person.name]))
            return person.name if len(alike) == 1 else person.handle
        except Ambiguous as several:
            session.warn(f"{several.sentence} {several.hint}")
        except NotFound as nobody:
            near = nobody.hint if nobody.hint.endswith("?") else ""
            question = f"{near} Or is {name} new: add them?" if near else f"{name} is new: add them?"
            if session.confirm(question, not near):
                return name
        name = _bare(session.ask("Who was it, then?"))
    return ""


def _bare(typed: str) -> str:
    return people.clean(typed.replace("@", "").replace('"', ""))


def _tried(session: Session, text: str) -> None:
    sentence.read(text, session.today, (), SIGNALS, None, session.config.day_order)


def _refused(attempt: Callable[..., object], *given: object) -> str:
    """Why an answer cannot be read, with the way out; nothing when it can."""
    try:
        attempt(*given)
    except UsageError as error:
        return f"{error.sentence} {error.hint}"
    return ""


HELP = """
# One line or several. @Name makes somebody new; a day and a colon may come first.
# promised: they promised: gave: got: asked: learned: next: begin what is more than talk.
# Lines that begin with # are left out; an empty text writes nothing.
"""


def _template(text: str) -> str:
    return f"{text}\n{HELP}"


def _without_comments(text: str) -> str:
    kept = "\n".join(one for one in text.splitlines() if not one.startswith("# ")).strip()
    if not kept:
        raise UsageError("The text is empty; nothing was written.", "netlog add --edit")
    return kept


def _folder(session: Session) -> str:
    return session.store.path.rpartition("/")[0] or "."
