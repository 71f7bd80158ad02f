"""Options that several commands have, each said once.

Written as strings: only the parser reads them, so a run without options never loads it. The action word
with which the arguments of some commands begin is read here too.
"""

from __future__ import annotations

from netlog import words as wording
from netlog.errors import UsageError
from netlog.lazily import typer
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Annotated, TypeAlias

On: TypeAlias = 'Annotated[str | None, typer.Option(metavar="DAY", help="The day it happened; by default today.")]'
AsOf: TypeAlias = 'Annotated[str | None, typer.Option(metavar="DAY", help="As it stood on that day.")]'
Size: TypeAlias = (
    'Annotated[str | None, typer.Option(metavar="SIZE", help="XS, S, M, L, XL, or points; by default S.")]'
)
Theirs: TypeAlias = 'Annotated[str | None, typer.Option("--from", metavar="NAME", help="Theirs, not mine.")]'
PassphraseFile: TypeAlias = (
    'Annotated[str | None, typer.Option(metavar="FILE", help="A file with the passphrase of an .age backup.")]'
)
Identity: TypeAlias = (
    'Annotated[str | None, typer.Option(metavar="FILE", help="A file with the key of an .age backup.")]'
)
Yes: TypeAlias = 'Annotated[bool, typer.Option("--yes", "-y", help="Do not ask whether it is meant.")]'

Org: TypeAlias = 'Annotated[str | None, typer.Option(metavar="NAME", help="Where they work.")]'
Role: TypeAlias = 'Annotated[str | None, typer.Option(metavar="TEXT", help="As what.")]'
Kind: TypeAlias = (
    'Annotated[str | None, typer.Option(metavar="WORD", help="client, supplier, friend … in your words.")]'
)
Circle: TypeAlias = 'Annotated[str | None, typer.Option(metavar="NAME", help="inner, close, active, wide or outer.")]'
Every: TypeAlias = (
    'Annotated[str | None, typer.Option(metavar="SPAN", help="Keep in touch every 2w, 3m, 90 days; none.")]'
)
Birthday: TypeAlias = 'Annotated[str | None, typer.Option(metavar="MM-DD", help="With the year, or without.")]'
Met: TypeAlias = 'Annotated[str | None, typer.Option(metavar="DAY", help="The day you met.")]'
Place: TypeAlias = 'Annotated[str | None, typer.Option(metavar="TEXT", help="Where you met.")]'
Through: TypeAlias = 'Annotated[str | None, typer.Option(metavar="NAME", help="Who brought you together.")]'
Nicks: TypeAlias = (
    'Annotated[list[str] | None, typer.Option("--nick", metavar="NAME", help="Another name; repeatable.")]'
)
Emails: TypeAlias = 'Annotated[list[str] | None, typer.Option("--email", metavar="ADDRESS", help="Repeatable.")]'
Phones: TypeAlias = 'Annotated[list[str] | None, typer.Option("--phone", metavar="NUMBER", help="Repeatable.")]'
Links: TypeAlias = (
    'Annotated[list[str] | None, typer.Option("--link", metavar="URL", help="A page of theirs; repeatable.")]'
)
Tags: TypeAlias = 'Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="Repeatable.")]'


def action(command: str, words: Sequence[str] | None, forms: Mapping[str, str]) -> tuple[str, list[str]]:
    """The action word with which some words begin, and the words after it; without any the first that is known.

    `forms` says by action word how it is typed, nothing for one that is never typed. UsageError lists them.
    """
    typed, *rest = words or [next(iter(forms))]
    verb = typed.casefold()
    if verb not in forms:
        known = [form for form in forms.values() if form]
        raise UsageError(f"{command} does nothing called '{typed}'.", f"It takes {wording.listing(known)}.")
    return verb, rest
