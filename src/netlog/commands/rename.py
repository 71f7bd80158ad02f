"""`netlog rename`: give somebody another name; the old one still finds them."""

from __future__ import annotations

from netlog import finding, telling
from netlog.domain import people
from netlog.lazily import typer
from netlog.session import Session
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated

PANEL = "People"
EXAMPLES = ("netlog rename ana Ana Ruiz Lopez", 'netlog rename dee "Deirdre Marsh" --handle deirdre-marsh')


def rename(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    new: Annotated[list[str], typer.Argument(metavar="NEWNAME")],
    *,
    handle: Annotated[str | None, typer.Option(metavar="WORD", help="What to type for them.")] = None,
) -> None:
    """Give somebody another name. The old one becomes a nick, so that old words still find them.

    The handle stays as it is, unless --handle says otherwise: scripts rely on it.
    """
    person = session.find(name)
    called = people.clean_name(" ".join(new))
    changed = person._replace(
        name=called,
        handle=finding.free_handle(session, handle, person) if handle else person.handle,
        nicks=tuple(one for one in dict.fromkeys((*person.nicks, person.name)) if one != called),
    )
    if changed == person:
        session.tell(person, f"{person.name} is called so already.")
        return
    for one in session.store.candidates([called]):
        if one.id != person.id and people.looks_alike(one.name, called):
            session.warn(f"{one.name} ({one.handle}) is called alike; `netlog merge` joins two.")
    told = f"{person.name} is now {called} ({changed.handle})"
    with session.store.write("rename", told) as writer:
        writer.replace(changed)
    session.tell(changed, telling.receipt((), f"{told}."))
