"""LinkedIn's Connections.csv, messages.csv, Invitations.csv: Settings, Data privacy, Get a copy of your data."""

from __future__ import annotations

from io import BytesIO

from netlog.importers import Found, Problem, Skipped, key
from netlog.importers._cells import NO_NAME, columns_of, day, is_name, person, profile, value, values, without_empty
from netlog.importers._linkedin import SOURCE, TAG, Messages, member
from netlog.importers._sheet import opened
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from netlog.importers import About
    from netlog.importers._cells import Columns
    from netlog.importers._sheet import Row, Sheet

ORDER = "mdy"  # of its days in numbers, whatever the member's country
CONNECTIONS = {
    "first": ("first name", "vorname", "prenom", "nombre", "nome", "voornaam"),
    "last": ("last name", "nachname", "nom", "apellidos", "cognome", "sobrenome", "achternaam"),
    "link": ("url", "profile url", "profil url"),
    "email": (
        *("email address", "email", "email adresse", "adresse email", "direccion de correo electronico"),
        *("indirizzo email", "endereco de email", "emailadres"),
    ),
    "org": ("company", "unternehmen", "entreprise", "empresa", "azienda", "bedrijf"),
    "role": ("position", "poste", "cargo", "posizione", "functie"),
    "met": (
        *("connected on", "verbunden am", "connecte le", "conectado el", "collegato il", "data del collegamento"),
        *("conectado em", "conexao em", "verbonden op"),
    ),
}
INVITATIONS = {
    "from": ("from",),
    "to": ("to",),
    "sent": ("sent at",),
    "message": ("message",),
    "way": ("direction",),
    "inviter": ("inviterprofileurl",),
    "invitee": ("inviteeprofileurl",),
}
OUT, IN = "outgoing", "incoming"


def knows(head: bytes) -> bool:
    """Whether a file that begins so, or begins so below some notes, is one of the three."""
    return opened(BytesIO(head), _known) is not None


def read(file: BinaryIO, about: About) -> Iterator[Found | Problem | Skipped]:
    """The people of a file, known by their profile; of messages who wrote to whom and when, never a word of them."""
    sheet = opened(file, _known)
    if sheet is None:
        yield Problem(1, "no line at the beginning is a header of LinkedIn")
    elif _is_messages(sheet.columns):
        yield from Messages(sheet, about).read()
    elif _is_invitations(sheet.columns):
        yield from _invitations(sheet, columns_of(sheet.columns, INVITATIONS))
    else:
        yield from _connections(sheet, columns_of(sheet.columns, CONNECTIONS), about.day_order or ORDER)


def _known(columns: Sequence[str]) -> int:
    has = columns_of(columns, CONNECTIONS)
    is_connections = "met" in has and ("first" in has or "last" in has)
    return len(columns) if is_connections or _is_messages(columns) or _is_invitations(columns) else 0


def _is_messages(columns: Sequence[str]) -> bool:
    has = set(columns)
    return {"from", "to", "date", "subject", "content"} <= has and bool({"conversation id", "direction"} & has)


def _is_invitations(columns: Sequence[str]) -> bool:
    return {"from", "to", "sent at", "direction"} <= set(columns)


def _connections(sheet: Sheet, columns: Columns, day_order: str) -> Iterator[Found | Problem | Skipped]:
    for row in sheet.rows:
        if isinstance(row, Problem):
            yield row
            continue
        link = next(iter(values(row, columns, "link")), "")
        found = person(SOURCE, row, columns, day_order, profile(link) or _stable(row, columns, day_order))
        if isinstance(found, Found):
            found.told["tags"] = [TAG]
        yield found


def _stable(row: Row, columns: Columns, day_order: str) -> str:
    """What knows a connection without a profile: the address, else name and day, which no new job changes."""
    names = (value(row, columns, field) for field in ("first", "last"))
    met = day(value(row, columns, "met"), day_order)
    return value(row, columns, "email").lower() or "\n".join((*names, met))


def _invitations(sheet: Sheet, columns: Columns) -> Iterator[Found | Problem | Skipped]:
    """Those who were invited with words, or invited me so; without words it was but a click."""
    known: set[str] = set()
    for row in sheet.rows:
        if isinstance(row, Problem):
            yield row
            continue
        way = value(row, columns, "way").lower()
        mine = way.startswith("out")
        name = value(row, columns, "to" if mine else "from")
        link = value(row, columns, "invitee" if mine else "inviter")
        on = day(value(row, columns, "sent"), ORDER)
        if not value(row, columns, "message"):
            yield Skipped(row.line, "an invitation without words")
        elif not is_name(name):
            yield Skipped(row.line, NO_NAME)
        elif not on or way not in (OUT, IN):
            yield Problem(row.line, "it tells no day" if way in (OUT, IN) else "it does not tell who invited whom")
        else:
            other = member(name, link)
            if other["id"] not in known:
                known.add(other["id"])
                yield Found(row.line, other, row.garbled)
            talk = {
                "kind": "conversation",
                "id": key(f"{SOURCE} invitation", f"{other['id']}\n{way}\n{on}"),
                "on": on,
                "text": "an invitation on LinkedIn",
                "with": [other["id"]],
                "how": "social",
                "initiated": "me" if mine else "them",
                "attempt": mine,
            }
            yield Found(row.line, without_empty(talk))
