"""`netlog learn`: something lasting about a person."""

from __future__ import annotations

from netlog import finding, telling
from netlog.domain.journal import TOPICS, Fact
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.options import On
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "Write"
EXAMPLES = (
    "netlog learn ana goal open an office in Paris",
    "netlog learn ana hobby runs marathons",
    'netlog learn ana careful "her brother\'s illness"',
    "netlog learn ana prefers mornings",
)


def learn(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="NAME [TOPIC] TEXT…")],
    *,
    on: On = None,
) -> None:
    """Note a fact: family, hobby, goal, challenge, need, offer, careful … or a plain note.

    More topics: common (ground you share), noticed (on their shelf), context and hardship (what goes
    on in their life), my-aim and their-aim (what each side is after), brings and hopes, style (how
    they like to be met: `netlog playbook styles`), terms (of a contract, before you need them). What
    is careful is private: it shows only where --private asks for it, and in `brief` as a topic to
    leave alone. Health, faith and the like are better not written at all.
    """
    person, text = finding.person_and_text(session, words, None, "What did you learn?")
    first, _, rest = text.partition(" ")
    topic = first.casefold().rstrip(":")
    topic, text = (topic, rest.strip()) if topic in TOPICS and rest.strip() else ("note", text)
    if text.casefold().rstrip(":") in TOPICS:
        raise UsageError(f"What is the {text}?", f"netlog learn {person.handle} {text} …")
    fact = Fact(session.new_id(), person.id, session.past(on), topic, text)
    told = f"{person.name}: {text} ({topic})" if topic != "careful" else f"{person.name}: a private note (careful)"
    with session.store.write("learn", f"learned about {told}") as writer:
        writer.add(fact)
    session.tell(telling.record(fact, person), telling.receipt((), f"Learned about {told}."))
