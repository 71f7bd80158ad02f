"""The lines that a user of many days says, with holes for whom and what they are about.

{n} and {m} are handles, {N} and {M} names after an @, {t} new words, {w} words that may be there, {d}
a day to come, {answers} a file of answers. A | parts the words.
"""

from __future__ import annotations

NAMES = ("Ana Ruiz", "Ana Rocha", "José Peña", "王伟", "سلمى حداد", "Q", "Bo", "Máire O'Neill-Smith")
TEXTS = ("deck", "map", "=SUM(1)", "[bold]x[/]", "日本語 naïve", "a\x1b[2Jb\x9bc", "\u202egnp.exe", "two\nlines", "-x")
# A line for each form of each command that writes.
FORMS = """
add|{d}: a line that may not be
add|call with {N}. promised: {t} by {d}. gave: a hand (M). next: lunch in 3 weeks
add|lunch with {N} and {M}|--tag=food|--noticed=heard|--energy=1|--outcome=support
add|--attempt|--how=call|--with={n}|--|{t}
advice|add|{n}|{t}
advice|judge|{n}|{w}|--right
answer|{n}|yes
answer|--from={n}|no
ask|{n}|{t}|--size=S
ask|--from={n}|{t}
away|--until={d}
away|{n}|--until={d}
boundary|{t}
boundary|--said-to={n}|{t}
break|{n}|{w}
delete|{n}|{w}
dupes|apart|{n}|{m}
edit|{n}|{w}|--text={t}
edit|{n}|{w}|--on=yesterday
event|start|{t}|--tag=x|--at={t}
event|stop
expect|{n}|{t}
expect|--from={n}|{t}|--confirmed
expect|{n}|{w}|--met
feedback|ask|{n}
fit|{n}|--stage=first|--gut=3|--mark=courtesy=4
fit|{n}|--stretch={t}
give|{n}|{t}|--size=L
give|{n}|{t}|--size=7|--on=yesterday
group|add|Lunch|--last=tue|--with={n}|--with={m}
group|invite|{n}
group|leave|{n}
group|end|Lunch
introduce|{n}|{m}|--why={t}
introduce|{n}|--through={m}|--why={t}
keep|{n}|{w}
keep|--from={n}|{w}
learn|{n}|hobby|{t}
learn|{n}|careful|{t}
learn|{n}|goal|{t}
mirror|quiz|--answers={answers}
offer|{t}
offer|--withdraw|{w}
part|{n}|--as=coffee|--pause=30
part|{n}|--talked
pause|{n}|{t}
pause|{n}|--drop
pitch|set|{t}
place|{t}|--as=lunch|--cost=3
postpone|{n}|{w}|--to={d}
promise|{n}|{t}|--by={d}
promise|{n}|{t}
promise|--from={n}|{t}|--by={d}
rate|{n}|c=7|r=8|i=5|s=4
rate|{n}|c=8|--by=them|--because={t}
receive|{n}|{t}|--size=XL
reflect|--answer=reliability={t}
release|{n}|{w}
remind|{n}|{t}|--on={d}
remind|{n}|{t}|--on={d}|--yearly
rest|{n}|--until={d}
retro|{n}|--answer=ending={t}
set|{n}|--circle=close|--every=3m|--tag=x|--phone=+351 21 000 0000
set|{n}|--through={m}|--birthday=02-29|--org={t}|--nick=nicko
set|{n}|--circle=none|--every=none|--tag=none|--nick=none|--through=none
skip|{n}
snooze|{n}|3w
snooze|{n}|until {d}|--reason=cadence
thank|{n}|{t}
tie|{n}|{m}|--strength=2|--source={t}
tie|{n}|{m}|--none
wake|{n}
won|{n}|--value=100|--through={m}
""".strip().splitlines()
# Lines that read.
READING = """
balance
brief|{n}|--full
check
due|--all
expectations
export|csv|--private
export|ics
export|markdown|--private
export|vcard
group
health
introductions
match|{n}
mirror
offers
part|{n}
path
people
places
promises|--all
questions|{n}
retro|{n}|--show
score|{n}|--why
search|deck
sources
ties
timeline|{n}|--all
tips|--all
triage
undo|--list|--all
who|{n}|--private
""".strip().splitlines()
