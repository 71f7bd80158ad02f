"""Options that several commands have, each said once.

Written as strings: only the parser reads them, so a run without options never loads it.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from netlog.lazily import typer

On: TypeAlias = 'Annotated[str | None, typer.Option(metavar="DAY", help="The day it happened; by default today.")]'
AsOf: TypeAlias = 'Annotated[str | None, typer.Option(metavar="DAY", help="As it stood on that day.")]'
Size: TypeAlias = (
    'Annotated[str | None, typer.Option(metavar="SIZE", help="XS, S, M, L, XL, or points; by default S.")]'
)
Theirs: TypeAlias = 'Annotated[str | None, typer.Option("--from", metavar="NAME", help="Theirs, not mine.")]'
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
