"""People in any CSV file: of Thunderbird, HubSpot, Pipedrive, Zoho, a spreadsheet, or `netlog export csv`."""

from __future__ import annotations

from io import BytesIO

from netlog.domain.fields import TOLD
from netlog.domain.journal import Person
from netlog.domain.values import LONGEST_NUMBER
from netlog.errors import UsageError
from netlog.importers import Found, Problem, google, linkedin, outlook
from netlog.importers._cells import BETWEEN, card, columns_of, value, values, without_empty
from netlog.importers._sheet import column, opened
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, BinaryIO

    from netlog.importers import About, Skipped
    from netlog.importers._cells import Columns
    from netlog.importers._sheet import Row, Sheet

    Known = Callable[[Sequence[str]], int]

# Our fields, and what others call them; what stands first is taken first. A number in a column's name counts for
# nothing: Phone 2 is one more phone. Accents neither.
ALIASES: dict[str, tuple[str, ...]] = {
    "name": (
        *("name", "full name", "display name", "contact name", "contact", "person", "person name"),
        *("vollstandiger name", "anzeigename", "nom complet", "nome completo", "nombre completo"),
        *("nom", "nome", "nombre", "naam"),
    ),
    "first": (
        *("first name", "firstname", "given name", "forename", "person first name"),
        *("vorname", "prenom", "voornaam", "primeiro nome"),
    ),
    "middle": ("middle name", "second name", "additional name"),
    "last": (
        *("last name", "lastname", "family name", "surname", "person last name"),
        *("nachname", "nom de famille", "cognome", "apellidos", "apellido", "sobrenome", "achternaam"),
    ),
    "nick": ("nickname", "nick", "nicks", "spitzname"),
    "email": (
        *("email", "emails", "email address", "primary email", "secondary email", "work email", "personal email"),
        *("contact email", "person email", "person email work", "person email home", "person email other"),
        *("mail", "email adresse", "emailadresse", "adresse email", "indirizzo email", "correo", "correo electronico"),
    ),
    "phone": (
        *("phone", "phones", "phone number", "mobile", "mobile phone", "mobile number", "cell", "cell phone"),
        *("work phone", "home phone", "business phone", "telephone", "tel", "other phone", "mobile phone number"),
        *("person phone", "person phone work", "person phone home", "person phone mobile", "person phone other"),
        *("telefon", "mobil", "handy", "telefono", "telephone portable", "celular", "telefoon"),
    ),
    "org": (
        *("org", "company", "company name", "organization", "organisation", "employer", "business", "account name"),
        *("person organization", "associated company", "organization name"),
        *("firma", "unternehmen", "entreprise", "societe", "azienda", "empresa", "bedrijf"),
    ),
    "role": (
        *("role", "job title", "position", "title", "occupation", "job"),
        *("funktion", "poste", "fonction", "posizione", "ruolo", "cargo", "puesto", "functie"),
    ),
    "link": (
        *("link", "links", "linkedin", "linkedin url", "linkedin profile", "profile url", "url", "website"),
        *("web page", "webpage", "homepage", "website url", "webseite"),
    ),
    "birthday": ("birthday", "birth date", "birthdate", "date of birth", "geburtstag", "geburtsdatum"),
    "tag": ("tag", "tags", "labels", "label", "groups", "categories", "person label"),
    "met": ("met", "met on", "date met", "first met"),
    "place": ("place",),
    "kind": ("person kind",),
    "note": (
        "note",
        "notes",
        "comments",
        "comment",
        "additional info",
        "description",
        "notizen",
        "bemerkungen",
        "remarques",
    ),
}
_FIELD_OF = {alias: (field, rank) for field, aliases in ALIASES.items() for rank, alias in enumerate(aliases)}
SEVERAL = {"email": (";", ","), "tag": (";", ","), "phone": (";",), "nick": (";",)}  # what divides a cell, besides
OF_BIRTH = ("birth year", "birth month", "birth day")  # Thunderbird's
BORN = "born"  # the column of the three together
OURS = ("id", "handle", "added")  # columns that a file of `netlog export csv` has
NUMBERS = ("every",)


def knows(head: bytes) -> bool:
    """Whether a file that begins so has a header with people's names or addresses, and is no other importer's."""
    if head.startswith(b"---"):
        return False  # a note with something before it
    return opened(BytesIO(head), _looks) is not None and not any(
        other.knows(head) for other in (google, outlook, linkedin)
    )


def read(file: BinaryIO, about: About) -> Iterator[Found | Problem | Skipped]:
    """The people of a file, by the columns that the user names and else by what most programs call them."""
    told = {field: column(title) for field, title in about.columns.items()}
    _refuse_unknown(told)
    sheet = opened(file, _either(set(told.values())))
    if sheet is None:
        if told:
            raise UsageError(
                f"The file has no column {_listed(about.columns.values())}.", "--map takes titles as they are."
            )
        yield Problem(1, "no line at the beginning names columns; --map name=TITLE says which is which")
        return
    _refuse_absent(about, sheet)
    columns = _columns(sheet.columns, told)
    ours = set(OURS) <= set(sheet.columns)
    for row in sheet.rows:
        if isinstance(row, Problem):
            yield row
            continue
        if ours:
            yield _own(row)
        else:
            yield from card("table", _divided(row, columns), columns, about)


def _columns(present: Sequence[str], told: dict[str, str]) -> Columns:
    """Of each field its columns: the one that the user names, or those with its aliases, the first alias first."""
    mapped = set(told.values())
    ranked = sorted(
        (rank, at, field, name)
        for at, name in enumerate(present)
        if name not in mapped
        for field, rank in [_field(name)]
        if field and field not in told
    )
    columns = columns_of(present, {field: [name] for field, name in told.items()})
    for _, _, field, name in ranked:
        columns.setdefault(field, []).append(name)
    columns.setdefault("birthday", []).append(BORN)
    return columns


def _field(name: str) -> tuple[str, int]:
    return _FIELD_OF.get(" ".join(word for word in name.split() if not word.isdigit()), ("", 0))


def _divided(row: Row, columns: Columns) -> Row:
    """The row with one mark between several values, and a birthday in one cell."""
    cells = dict(row.cells)
    for field, marks in SEVERAL.items():
        for name in columns.get(field, ()):
            for mark in marks if name in cells and BETWEEN not in cells[name] else ():
                cells[name] = cells[name].replace(mark, BETWEEN)
    year, month, number = (cells.get(name, "") for name in OF_BIRTH)
    if month and number:
        cells[BORN] = f"{year or '-'}-{month:0>2}-{number:0>2}"
    return row._replace(cells=cells)


def _own(row: Row) -> Found:
    """A person as `netlog export csv` wrote them, whole."""
    told: dict[str, Any] = {"kind": "person"}
    for field in ("id", *TOLD[Person]):
        columns = {field: [column(field)]}
        is_several = Person._field_defaults.get(field) == ()
        told[field] = values(row, columns, field) if is_several else value(row, columns, field)
        if field in NUMBERS and (
            told[field].isascii() and told[field].isdigit() and len(told[field]) <= LONGEST_NUMBER
        ):
            told[field] = int(told[field])
    return Found(row.line, without_empty(told), row.garbled)


# Headers


def _either(mapped: set[str]) -> Known:
    """How many columns of a line are known, those that the user names before all."""
    return lambda columns: (len(columns) + 1) * len(mapped & set(columns)) + _known(columns)


def _known(columns: Sequence[str]) -> int:
    fields = [_field(name)[0] for name in columns]
    return sum(map(bool, fields)) if {"name", "first", "last", "email"} & set(fields) else 0


def _looks(columns: Sequence[str]) -> int:
    """The same, for a file that nobody said is one: a single word is no header, unless it is one for addresses."""
    known = _known(columns)
    return known if known > 1 or (known and len(columns) == 1 and _field(columns[0])[0] == "email") else 0


def _refuse_unknown(fields: Iterable[str]) -> None:
    for field in fields:
        if field not in ALIASES:
            raise UsageError(f"There is no field '{field}'.", f"There is {', '.join(ALIASES)}.")


def _refuse_absent(about: About, sheet: Sheet) -> None:
    absent = [title for title in about.columns.values() if column(title) not in sheet.columns]
    if absent:
        raise UsageError(
            f"The file has no column {_listed(absent)}.", f"It has {', '.join(filter(None, sheet.titles))}."
        )


def _listed(titles: Iterable[str]) -> str:
    return " or ".join(f"'{title}'" for title in titles)
