"""A user over many days: every command in any order, among crashes, other writers, undos and days that pass.

What must hold whatever was said is checked after each line (cheap) or at the end of a life (dear).
`pytest tests/reliability/test_machine.py --hypothesis-profile=long` lives a thousand lives.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing, contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dumping import Dump, assert_sound, assert_whole, dump_of, empty, without
from netlog.domain.journal import Fact
from netlog.folder import Folder
from netlog.store.store import Store
from netlog.store.tables import LOGGED
from reliability.lived import FORMS, NAMES, READING, TEXTS
from running import Result, run
from test_cli import VERBS
from test_terminal import ACTING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Those that have a rule of their own below, or ask on a terminal.
RULES = {"undo", "redo", "import", "merge", "forget", "rename", "backup", "restore", "triage"}
ELSEWHERE = {"encrypt", "decrypt"}  # which make another file of the same content, and need a passphrase


class Kept(NamedTuple):
    """A backup, and all that was known when it was made."""

    file: Path
    state: Dump
    steps: list[tuple[Any, ...]]
    names: Counter[str]
    log: dict[int, Step]
    last_step: int
    forgot: bool
    loose: bool


class Step(NamedTuple):
    """The content before and after one step, and the names that it brought less those it took."""

    before: Dump
    after: Dump
    names: Counter[str]


class Halt(Exception):
    """A fault of no kind that netlog knows."""


FAULTS = (KeyboardInterrupt, Halt, MemoryError, sqlite3.OperationalError)


@contextmanager
def statements(hook: Callable[[int, str], None]) -> Iterator[None]:
    """Inside, `hook` hears of each statement of a writing transaction before it is run, the first one BEGIN."""

    class Heard(sqlite3.Connection):
        heard = 0

        def _hear(self, statement: str) -> None:
            if self.heard or statement == "BEGIN IMMEDIATE":
                self.heard += 1
                hook(self.heard, statement)
                if statement in ("COMMIT", "ROLLBACK"):
                    self.heard = 0

        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:  # type: ignore[override]
            self._hear(statement)
            return super().execute(statement, *values)

        def executemany(self, statement: str, *values: Any) -> sqlite3.Cursor:  # type: ignore[override]
            self._hear(statement)
            return super().executemany(statement, *values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Heard))
        yield


class Life(RuleBasedStateMachine):
    """One journal and its user."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.elsewhere = tempfile.TemporaryDirectory()  # another disk
        self.backups: list[Kept] = []
        self.path = Path(self.folder.name) / "journal.db"
        self.path.write_bytes(empty())
        self.known: tuple[str, Dump] = ("", {})  # the file's digest when it was last read, and its content
        self.sound = ""  # the digest when it was last gone through
        self.today = date(2026, 11, 21)
        self.names: Counter[str] = Counter()  # who should be in the journal, told from what was said alone
        self.log: dict[int, Step] = {}
        self.seen: set[tuple[str, Any]] = set()  # every id that ever was
        self.last_step = 0
        self.forgot = False
        self.loose = False  # a step in the middle was taken back and left so
        self.tokens = 0
        (Path(self.folder.name) / "answers.toml").write_text("c1 = 4\n", encoding="utf-8")

    # What every line is held to

    def say(self, *words: str, path: Path | None = None, codes: tuple[int, ...] = (0, 2, 3, 4), **how: Any) -> Result:
        """Run one line; whatever it is, it ends in a known way and puts nothing on the terminal that acts."""
        env = {"NETLOG_JOURNAL": str(path or self.path), "NETLOG_TODAY": self.today.isoformat()}
        result = run(words, env=env, **how)
        assert result.code in codes, (words, result)
        shown = (result.out + result.err).replace("\r\n", "\n")  # as cards and calendars end their lines
        assert ACTING.isdisjoint(shown), "I8: nothing that acts comes out"
        assert "Traceback" not in result.err
        return result

    def json(self, *words: str) -> Any:
        return self.say(*words, "--json", codes=(0,)).json

    @property
    def state(self) -> Dump:
        digest = _digest(self.path)
        if self.known[0] != digest:
            self.known = digest, dump_of(self.path)
        return self.known[1]

    def steps(self) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as db:
            return db.execute("SELECT n, command, undoes, final FROM step ORDER BY n").fetchall()

    def write(self, *words: str, names: Counter[str] | None = None, codes: tuple[int, ...] = (0, 2, 3, 4)) -> bool:
        """Say a line that may write; whether it wrote. It is one step or none, and a refused line leaves no trace."""
        before, known = self.state, self.steps()
        result = self.say(*words, codes=codes)
        return self.took(words, result, before, known, names)

    def took(
        self,
        words: tuple[str, ...],
        result: Result,
        before: Dump,
        known: list[tuple[Any, ...]],
        names: Counter[str] | None = None,
    ) -> bool:
        after, steps = self.state, self.steps()
        if result.code not in (0, 6):
            assert (after, steps) == (before, known), f"I5: {words} ended with {result.code} and left a trace"
            return False
        assert steps[: len(known)] == known
        fresh = steps[len(known) :]
        assert len(fresh) == (after != before), f"I5: {words} is one step, or none"
        if not fresh:
            return False
        number = fresh[0][0]
        assert number > self.last_step, "I9: numbers of steps rise"
        self.last_step = number
        self.note_ids(before, after, fresh[0][1])
        delta = Counter(names or {})
        self.log[number] = Step(before, after, delta)
        self.names.update(delta)
        return True

    def note_ids(self, before: Dump, after: Dump, command: str) -> None:
        for table, (keys, _) in LOGGED.items():
            if keys == ("id",):
                had = {row[0] for row in before[table]}
                new = {(table, row[0]) for row in after[table] if row[0] not in had}
                if command not in ("undo", "redo", "import", "restore"):
                    assert not new & self.seen, "I9: no id is used again"
                self.seen |= new

    def handles(self) -> dict[str, str]:
        """The names by their handles."""
        _, columns = LOGGED["person"]
        at, named = columns.index("handle"), columns.index("name")
        return {row[at]: row[named] for row in self.state["person"]}

    def somebody(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.handles()) or ["nobody"]))

    def called(self, data: st.DataObject) -> str:
        name = self.handles().get(self.somebody(data))
        return f'@"{name}"' if name else "nobody"

    def fill(self, data: st.DataObject, form: str) -> list[str]:
        drawn = {
            "n": lambda: self.somebody(data),
            "m": lambda: self.somebody(data),
            "N": lambda: self.called(data),
            "M": lambda: self.called(data),
            "t": lambda: data.draw(st.sampled_from(TEXTS)),
            "w": lambda: data.draw(st.sampled_from(TEXTS)),
            "d": lambda: (self.today + timedelta(data.draw(st.integers(0, 40)))).isoformat(),
            "answers": lambda: str(Path(self.folder.name) / "answers.toml"),
        }
        words = [re.sub(r"\{(\w+)\}", lambda found: drawn[found[1]](), word) for word in form.split("|")]
        note(f"netlog {words}")
        return words

    # What a user does

    @initialize(first=st.sampled_from(NAMES), second=st.sampled_from(NAMES))
    def begin(self, first: str, second: str) -> None:
        self.meet([first, *([second] if second != first else [])], "deck")

    @rule(names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), text=st.sampled_from(TEXTS))
    def meet(self, names: list[str], text: str) -> None:
        """I7: one of each name is enough; of two namesakes nobody knows which is meant."""
        met = " and ".join(f'@"{name}"' for name in names)
        # Whoever was merged into somebody, or called otherwise before, is known by that name too.
        known = self.names + Counter(value for _, kind, _, value in self.state["detail"] if kind == "nick")
        new = Counter({name: 1 for name in names if not known[name]})
        wrote = self.write("add", f"met {met} about {text}", names=new)
        assert wrote or any(known[name] > 1 for name in names)

    @rule(data=st.data(), form=st.sampled_from(FORMS))
    def act(self, data: st.DataObject, form: str) -> None:
        self.write(*self.fill(data, form))

    @rule(data=st.data(), forms=st.lists(st.sampled_from(FORMS), min_size=2, max_size=4))
    def act_several_times(self, data: st.DataObject, forms: list[str]) -> None:
        for form in forms:
            self.write(*self.fill(data, form))

    @rule(data=st.data(), new=st.sampled_from(NAMES))
    def rename(self, data: st.DataObject, new: str) -> None:
        who = self.somebody(data)
        if who in self.handles():
            delta = Counter({new: 1})
            delta.subtract([self.handles()[who]])
            self.write("rename", who, new, names=delta)

    @rule(days=st.integers(0, 400))
    def days_pass(self, days: int) -> None:
        self.today = min(self.today + timedelta(days), date(2160, 1, 1))
        self.i11_who_is_due_is_listed_once_and_no_late_promise_is_missing()

    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        """I14: what was said, promised, given and learned is as much afterwards as before."""
        one, other = self.somebody(data), self.somebody(data)
        if one == other:
            return
        gone = self.handles()[other]
        kept = _said(self.state)
        delta: Counter[str] = Counter()
        delta.subtract([gone])
        if self.write("merge", one, other, names=delta):
            assert _said(self.state) == kept, "I14: a merge loses no word"

    @rule(data=st.data(), form=st.sampled_from(FORMS))
    def forget(self, data: st.DataObject, form: str) -> None:
        """I15: of somebody who is forgotten no byte is left in any file of the journal's."""
        self.tokens += 1
        name = f"Zzyzx{self.tokens} Qvarnström{self.tokens}"
        handle = f"zzyzx{self.tokens}-qvarnstrom{self.tokens}"
        other = self.somebody(data)
        assert self.write("add", f'met @"{name}" about Qvarnström{self.tokens}', names=Counter([name]))
        for words in (
            self.fill(data, form.replace("{n}", handle)),
            ["learn", handle, "hobby", f"secret-a{self.tokens}"],
            ["promise", handle, f"secret-b{self.tokens}", "--by", "tomorrow"],
            ["give", other, f"what {name} had"],
            ["delete", handle, f"secret-a{self.tokens}"],
        ):
            self.write(*words)
        before = self.steps()
        self.say("forget", handle, "--yes", codes=(0,))
        for file in (one for one in Path(self.folder.name).iterdir() if one.is_file()):
            held = file.read_bytes().decode(errors="replace").casefold()
            for token in (f"Zzyzx{self.tokens}", f"Qvarnström{self.tokens}", f"secret-a{self.tokens}",
                          f"secret-b{self.tokens}", f"qvarnstrom{self.tokens}"):  # fmt: skip
                assert token.casefold() not in held, f"I15: {token} is left in {file.name}"
        self.names.subtract([name])
        self.log.clear()  # the images of earlier steps were rewritten
        self.last_step = max(number for number, *_ in self.steps())
        assert self.last_step > before[-1][0]
        self.seen |= {(table, row[0]) for table, (keys, _) in LOGGED.items() if keys == ("id",)
                      for row in self.state[table]}  # fmt: skip
        self.forgot = True
        assert self.say("undo").code == 4

    # Back and forth

    def reversed(self, words: tuple[str, ...], what: str) -> bool:
        """I4: undo and redo put exactly those rows back that the step had changed."""
        before, known = self.state, self.steps()
        result = self.say(*words)
        if result.code:
            assert (self.state, self.steps()) == (before, known)
            return False
        after, (number, command, undoes, _) = self.state, self.steps()[-1]
        assert (number > self.last_step, command) == (True, what)
        self.last_step = number
        step = self.log.get(undoes)
        if step is None:
            assert self.forgot
            # Which names came back is then known only from the journal.
            self.names = Counter(self.handles().values())
            self.log[number] = Step(before, after, Counter())
            return True
        assert after == without(before, step.before, step.after), f"I4: {words} is exact"
        delta: Counter[str] = Counter()
        delta.subtract(step.names)
        self.names.update(delta)
        self.log[number] = Step(before, after, delta)
        return True

    @rule(times=st.integers(1, 3))
    def undo(self, times: int) -> None:
        for _ in range(times):
            undone = {undoes for *_, undoes, _ in _standing(self.steps())}
            left = [n for n, command, *_ in self.steps() if command not in ("undo", "redo") and n not in undone]
            if not self.reversed(("undo",), "undo"):
                assert not left or self.forgot or self.loose, "I4: the last step can always be taken back"

    @rule(times=st.integers(1, 3))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self.reversed(("redo",), "redo")

    @rule(times=st.integers(1, 4))
    def all_the_way_back_and_forth(self, times: int) -> None:
        """I4: n undos and n redos end where they began, through the same states."""
        states = [self.state]
        while len(states) <= times and self.reversed(("undo",), "undo"):
            states.append(self.state)
        for state in states[-2::-1]:
            assert self.reversed(("redo",), "redo")
            assert self.state == state

    @precondition(lambda self: self.log)
    @rule(data=st.data(), leave=st.booleans())
    def undo_a_step_in_the_middle(self, data: st.DataObject, leave: bool) -> None:
        before = self.state
        number = data.draw(st.sampled_from(sorted(self.log)))
        command = next(command for n, command, *_ in self.steps() if n == number)
        if command not in ("undo", "redo") and self.reversed(("undo", "--step", str(number)), "undo"):
            self.loose = self.loose or leave
            if not leave:
                assert self.reversed(("redo",), "redo")
                assert self.state == before

    # What goes wrong

    @rule(data=st.data(), form=st.sampled_from(FORMS), at=st.integers(1, 12), fault=st.sampled_from(FAULTS))
    def crash(self, data: st.DataObject, form: str, at: int, fault: type[BaseException]) -> None:
        """I5: a fault at any statement of a step leaves the journal as it was."""
        hit: list[str] = []

        def strike(count: int, statement: str) -> None:
            if count == at and statement != "ROLLBACK":
                hit.append(statement)
                raise fault("disk I/O error")

        words = self.fill(data, form)
        before, known = self.state, self.steps()
        with statements(strike):
            result = self.say(*words, codes=(0, 1, 2, 3, 4, 5, 130))
        note(f"{fault.__name__} at {hit}")
        if hit:
            assert result.code in (1, 5, 130)
            assert (self.state, self.steps()) == (before, known)
            self.say("due", codes=(0,))
        else:
            self.took(tuple(words), result, before, known)

    @rule(data=st.data(), form=st.sampled_from(FORMS))
    def another_writes_in_between(self, data: st.DataObject, form: str) -> None:
        """What another netlog writes after this one has read and before it writes is neither lost nor undone."""
        words, states, steps = self.fill(data, form), [], []
        person = next(iter(row[0] for row in self.state["person"]), None)
        if person is None:
            return
        self.tokens += 1

        def write(count: int, statement: str) -> None:
            if statement != "BEGIN IMMEDIATE" or states:
                return
            states.append(self.state)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(sqlite3, "connect", CONNECT)
                other = Store(str(self.path))
                with other.write("learn", "another wrote") as writer:
                    writer.add(Fact(f"OTHER{self.tokens}", person, self.today, "hobby", "chess"))
                other.close()
            states.append(self.state)
            steps.extend(self.steps())

        before, known = self.state, self.steps()
        with statements(write):
            result = self.say(*words)
        if not states:
            self.took(tuple(words), result, before, known)
            return
        self.last_step = steps[-1][0]
        self.note_ids(states[0], states[1], "learn")
        self.log[self.last_step] = Step(*states, Counter())
        self.took(tuple(words), result, states[1], steps)

    # Looking, and carrying elsewhere

    @rule(data=st.data(), line=st.sampled_from(READING), flag=st.sampled_from(((), ("--json",))))
    def read(self, data: st.DataObject, line: str, flag: tuple[str, ...]) -> None:
        """I12: what reads changes no byte."""
        before = _digest(self.path)
        self.say(*self.fill(data, line), *flag, codes=(0, 1, 3, 4) if line == "check" else (0, 3, 4))
        assert _digest(self.path) == before, f"I12: {line} wrote"

    @rule()
    def carry_to_an_empty_journal_and_back(self) -> None:
        """I6: exported, imported into an empty journal and exported again, it is the same; and twice is once."""
        first = self.say("export", "jsonl", codes=(0,)).out
        other = Path(self.folder.name) / "other.db"
        other.write_bytes(empty())
        file = Path(self.folder.name) / "journal.jsonl"
        file.write_text(first, encoding="utf-8")
        self.say("import", str(file), path=other, codes=(0,))
        assert self.say("export", "jsonl", path=other, codes=(0,)).out == first
        assert dump_of(other) == self.state
        for path in (other, self.path):
            before = dump_of(path)
            self.say("import", str(file), path=path, codes=(0,))
            assert dump_of(path) == before, "I6: what is there already is not taken twice"
        assert_whole(other)
        other.unlink()
        file.unlink()

    @rule(number=st.integers(1, 3), name=st.sampled_from(NAMES))
    def import_an_address_book(self, number: int, name: str) -> None:
        """I6: the same card twice is one person; of one name, without an address in common, two stay two."""
        address = f"card{number}@book.example"
        is_there = any(address in row for row in self.state["detail"])
        card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:{address}\r\nNOTE:deck\r\nEND:VCARD\r\n"
        file = Path(self.folder.name) / "book.vcf"
        file.write_text(card, encoding="utf-8")
        self.write("import", str(file), names=Counter() if is_there else Counter([name]), codes=(0,))
        before = self.state
        assert not self.write("import", str(file), codes=(0,))
        assert self.state == before
        file.unlink()

    @rule()
    def back_up(self) -> None:
        """A backup changes no byte of the journal."""
        file, before = Path(self.elsewhere.name) / f"{len(self.backups)}.db", _digest(self.path)
        self.say("backup", str(file), codes=(0,))
        assert _digest(self.path) == before
        assert (dump_of(file), file.stat().st_mode & 0o777) == (self.state, 0o600)
        known = self.names.copy(), self.log.copy(), self.last_step, self.forgot, self.loose
        self.backups.append(Kept(file, self.state, self.steps(), *known))

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        """What was backed up is there again, steps that can be undone too."""
        kept = data.draw(st.sampled_from(self.backups))
        self.say("restore", str(kept.file), "--yes", codes=(0,))
        assert (self.state, self.steps()) == (kept.state, kept.steps)
        self.names, self.log, self.last_step = kept.names.copy(), kept.log.copy(), kept.last_step
        self.forgot, self.loose = kept.forgot, kept.loose

    # What always holds

    @invariant()
    def i1_and_i2_the_file_is_sound_and_the_log_tells_it(self) -> None:
        if self.sound != _digest(self.path):
            with closing(sqlite3.connect(self.path)) as db:
                assert_sound(db)
            self.sound = _digest(self.path)

    @invariant()
    def i7_everybody_who_was_named_is_there_once(self) -> None:
        assert Counter(self.handles().values()) == +self.names
        assert all(count >= 0 for count in self.names.values())

    def i11_who_is_due_is_listed_once_and_no_late_promise_is_missing(self) -> None:
        items = self.json("due", "--all")["items"]
        listed = [item["handle"] for item in items]
        assert len(listed) == len(set(listed))
        late = [one for one in self.json("promises", "--overdue")["promises"] if one["who"] == "me"]
        for one in late:
            (item,) = (item for item in items if item["handle"] == one["handle"])
            said = [item["text"], *item["also"]]
            same = [other for other in late if (other["handle"], other["text"]) == (one["handle"], one["text"])]
            begin = f"{one['text']}, promised "
            assert sum(text.startswith(begin) and "late" in text for text in said) == len(same)

    def i7_the_counts_of_every_view_agree(self) -> None:
        lines = [json.loads(line) for line in self.say("export", "jsonl", codes=(0,)).out.splitlines()]
        kinds = Counter(line["kind"] for line in lines)
        people = self.json("people")["people"]
        assert Counter(one["name"] for one in people) == +self.names
        assert kinds["person"] == len(people) == len(self.state["person"])
        assert kinds["promise"] == len(self.json("promises", "--all")["promises"])
        cards = self.say("export", "vcard", codes=(0,)).out
        assert cards.count("BEGIN:VCARD") == len(people)

    def i3_the_accounts_are_the_sums_of_the_ledger(self) -> None:
        lines = [json.loads(line) for line in self.say("export", "jsonl", codes=(0,)).out.splitlines()]
        ids = {line["handle"]: line["id"] for line in lines if line["kind"] == "person"}
        for handle, id_ in ids.items():
            told = self.json("balance", handle)
            year = (self.today - timedelta(365)).isoformat()
            given = taken = 0
            for one in lines:
                points, answered = one.get("points", 1), one.get("answer") == "yes" and one["answered"] >= year
                if one.get("with") != id_:
                    continue
                if one["kind"] == "give" and one["on"] >= year:
                    given += points
                elif one["kind"] == "receive" and one["on"] >= year:
                    taken += points
                elif one["kind"] == "ask" and answered:
                    given, taken = (given, taken + points) if one["who"] == "me" else (given + points, taken)
            assert (told["given"], told["taken"]) == (given, taken)
            sum_ = told["opening"] + told["deposits"] - told["withdrawals"] + told["growth"] - told["cooled"]
            assert abs(told["balance"] - sum_) < 1e-6
            moved = sum(one["points"] for one in told["entries"])
            assert abs(moved - (told["deposits"] - told["withdrawals"])) < 1e-6

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is not None:
                return  # what failed is on its way to be told
            self.i7_the_counts_of_every_view_agree()
            self.i11_who_is_due_is_listed_once_and_no_late_promise_is_missing()
            self.i3_the_accounts_are_the_sums_of_the_ledger()
            found = self.say("check", "--json", codes=(0, 1)).json
            assert not [one for one in found if one["kind"] in DAMAGE], found
        finally:
            self.folder.cleanup()
            self.elsewhere.cleanup()


CONNECT = sqlite3.connect
DAMAGE = ("schema", "damage", "index", "log", "presence")


def _standing(steps: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The steps of which no later standing one took anything back."""
    found, gone = [], set()
    for step in reversed(steps):
        if step[0] not in gone:
            found.append(step)
            gone.add(step[2])
    return found


def _said(state: Dump) -> dict[str, Counter[tuple[Any, ...]]]:
    """What was said, promised, given and learned, whoever it was with."""
    found = {}
    for table in ("conversation", "promise", "entry", "fact", "rating", "reminder", "win", "advice", "boundary"):
        columns = LOGGED[table][1]
        at = [n for n, column in enumerate(columns) if column not in ("with", "through")]
        found[table] = Counter(tuple(row[n] for n in at) for row in state[table])
    return found


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


SLOW = [HealthCheck.too_slow]  # a line costs some milliseconds, on a busy machine many
TestLife = Life.TestCase
if settings().max_examples <= 100:
    # Every change: the same few lives each time. A profile that asks for more gets new ones.
    TestLife.settings = settings(max_examples=25, stateful_step_count=16, derandomize=True, suppress_health_check=SLOW)
else:
    TestLife.settings = settings(stateful_step_count=40, suppress_health_check=SLOW)


def test_every_command_that_writes_is_lived_with() -> None:
    known = {form.split("|")[0] for form in FORMS} | RULES
    assert set(VERBS) & set(Folder("netlog.commands")) - known - ELSEWHERE == set()
