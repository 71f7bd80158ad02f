"""Beyond the daily log too: whatever is typed into any field ends in a sentence, changes nothing when refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from dumping import assert_sound, dump_of
from test_hostile import TEXTS, filled, harmless

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Result

    Run = Callable[..., Result]

TAKING = """
fit|ana|--stage=phase|--mark={}=3
fit|ana|--stage=phase|--mark=courtesy={}
fit|ana|--stage=phase|--answers={}
fit|ana|--stretch={}
fit|ana|--outcome=3|--note={}
fit|ana|--stage={}
boundary|--|{}
boundary|--said-to=ana|--|{}
boundary|--said-to={}
expect|ana|--|{}
expect|--from=ana|--|{}
expect|ana|numbers|--by={}
expect|ana|--confirm|--|{}
advice|add|ana|--|{}
advice|judge|ana|--right|--|{}
advice|--|{}
feedback|ask|--|{}
part|tom|--as={}
part|tom|--as=coffee|--after-retro|--urgent={}
part|pieter|--as=coffee|--after-retro|--group={}
part|pieter|--as=supplier|--after-retro|--contract=notice={}
part|pieter|--as=supplier|--after-retro|--contract={}=3
part|lena|--as=mentee|--after-retro|--ahead={}
part|lena|--as=mentee|--after-retro|--next-one={}
part|cy|--as=coffee|--after-retro|--pause={}
part|cy|--as=coffee|--after-retro|--reason={}
retro|tom|--answer=ending={}
retro|tom|--answer={}
retro|tom|--answer=ending=x|--with={}
reflect|--answer=reliability={}
reflect|--answer={}=x
pause|ana|--|{}
pause|ana|x|--think={}
pause|ana|--ask={}
pause|ana|--act={}
group|add|--first=tue|--|{}
group|add|lunch|--first={}
group|add|lunch|--last=tue|--at={}
group|add|lunch|--last=tue|--with={}
group|invite|--|{}
group|invite|tom|--group={}
group|leave|--|{}
group|end|--|{}
group|--|{}
crisis|--|{}
tie|ana|--|{}
tie|ana|tom|--source={}
tie|ana|tom|--strength={}
tie|--|{}|ana
introduce|ana|pieter|--why={}
introduce|mira|--through=dee|--why={}
introduce|mira|--through={}|--why=x
introduce|--why=x|--|{}
introduce|ana|pieter|--yes={}
introduce|ana|pieter|--outcome={}
won|--|{}
won|dee|--place={}
won|dee|--value={}
won|dee|--through={}
won|dee|--on={}
place|--|{}
place|gym|--as={}
place|gym|--cost={}
event|start|--|{}
event|stop|--|{}
event|report|--|{}
event|start|fair|--tag={}
event|start|fair|--at={}
event|stop|--people={}
event|stop|--cost={}
offer|--|{}
offer|an hour|--size={}
offer|--withdraw|--|{}
pitch|check|--|{}
pitch|set|--|{}
pitch|--|{}
meeting|plan|--|{}
meeting|plan|--minutes={}
add|call with Ana|--noticed={}
add|call with Ana|--noticed=problem:{}
add|call with Ana|--noticed=stress:{}
learn|ana|style|{}
learn|ana|hardship|{}
playbook|--|{}
mirror|quiz|--answers={}
mirror|--as-of={}
mirror|--|{}
""".strip().splitlines()
ASKING = """
brief|--|{}
fit|--|{}
expectations|--|{}
offers|--|{}
match|--|{}
part|--|{}
retro|--show|--|{}
ties|--|{}
path|--|{}
introductions|--|{}
questions|--|{}
health|--|{}
sources|--|{}
tips|--|{}
export|network|--output=/nowhere/{}
""".strip().splitlines()
PAGES = (
    *("brief ana", "brief ana --full --video", "fit ana", "fit --review", "boundary", "expectations --all"),
    *("advice list --all", "feedback", "offers", "offers ana", "match ana", "part pieter", "part pieter --private"),
    *("retro tom --show", "reflect --show", "mirror", "group", "crisis", "ties", "path", "path mira --all"),
    *("introductions", "sources", "places", "places --sweep", "event", "event list", "health", "questions ana --all"),
    *("pitch", "pitch say", "meeting plan", "tips", "tips --all", "playbook", "due --all", "undo --list"),
    *("timeline ana --all --private", "who ana --private", "check", "search a"),
)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_in_any_field_is_taken_or_refused_in_a_sentence(netlog: Run, demo: Path, text: str) -> None:
    before = dump_of(demo)
    for template in TAKING:
        result = netlog(*filled(template, text))
        assert result.code in (0, 1, 2, 3, 4), (template, result.err[:300])
        assert result.err or result.out, template
        harmless(result)
        if result.code:
            assert dump_of(demo) == before, template
        else:
            before = dump_of(demo)
    for template in ASKING:
        result = netlog(*filled(template, text))
        assert result.code in (0, 1, 2, 3, 4), template
        harmless(result)
        assert dump_of(demo) == before, template
    for page in PAGES:
        result = netlog(*page.split())
        assert result.code == 0, (page, result.err)
        harmless(result)
        assert netlog(*page.split(), "--json").json is not None
    assert netlog("export", "network").code == 0
    with closing(sqlite3.connect(demo)) as db:
        assert_sound(db)
