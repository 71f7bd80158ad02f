"""What a command may ask of the world: the journal, the day, a place to speak, an answer from a person."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import date

from netlog import folders
from netlog import page as pages
from netlog.domain import dates
from netlog.errors import StoreError, UsageError
from netlog.store.store import Store
from netlog.terminal import escaped, safe_line
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import tzinfo
    from typing import Any, TextIO, TypeVar

    from netlog.config import Config
    from netlog.domain.journal import Person
    from netlog.domain.parameters import Parameters
    from netlog.page import Page

    T = TypeVar("T")

TRIES = 3  # at a passphrase
LAST_YEAR = 2170  # of a day that is today: a step of a playbook may be 9999 days off, and the last day is in 2200
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32, as ULIDs use it


class Session:
    """One run of netlog; everything is looked up when first asked for."""

    def __init__(
        self,
        journal: str | None = None,
        today: str | None = None,
        json: bool = False,
        no_input: bool = False,
        quiet: bool = False,
        color: str = "auto",
    ) -> None:
        """Take the options that every command has; those left out come from the environment or the settings."""
        self._journal = journal
        self._today = today
        self._config: Config | None = None
        self._store: Store | None = None
        self._day: date | None = None
        self._last_id = 0
        self._kept = ""  # the passphrase, when it is kept somewhere
        self.json = json
        self.no_input = no_input
        self.quiet = quiet
        self.color = color

    # The world

    @property
    def config(self) -> Config:
        """The settings in force."""
        if self._config is None:
            from netlog import config  # noqa: PLC0415 - `--version` and completion do without

            self._config = config.read()
        return self._config

    @property
    def parameters(self) -> Parameters:
        """The numbers of the model in force."""
        return self.config.parameters

    @property
    def store(self) -> Store:
        """The journal's file, by flag, environment, settings, or the platform's data folder."""
        if self._store is None:
            named = self._journal or os.environ.get("NETLOG_JOURNAL") or self.config.journal
            self._store = Store(os.path.expanduser(named) if named else default_journal(), self._key)
        return self._store

    def _key(self, path: str, failed: int) -> str:
        """The passphrase of an encrypted journal or backup, kept somewhere or typed, after so many that did not fit."""
        from netlog import keys  # noqa: PLC0415 - a journal in the clear has none

        otherwise = "move it away, then: netlog restore FILE" if path == self.store.path else "name another file"
        if not failed:
            self._kept = keys.kept(lambda: self.config)
        if failed and (self._kept or failed == TRIES or not self.interactive):
            raise StoreError(
                f"The key does not fit, or {path} is damaged; it was left as it is.",
                f"Try another passphrase; if none fits, {otherwise}",
            )
        if self._kept:
            return self._kept
        if not self.interactive:
            raise StoreError(
                f"{path} is no journal in the clear: it is encrypted, or damaged. It was left as it is.",
                f"If it is encrypted: {keys.TOLD}. If not, {otherwise}",
            )
        if failed:
            self.warn("That passphrase does not fit.")
        return self.secret(f"Passphrase of {path}:")

    @property
    def today(self) -> date:
        """The day it is, or is taken to be; the one place where the clock is read."""
        if self._day is None:
            told = self._today or os.environ.get("NETLOG_TODAY")
            clock = date.today()  # noqa: DTZ011 - what is meant; by way of a zone, an odd TZ would be an error
            self._day = self.day(told, "past", clock) if told else clock
            if self._day.year > LAST_YEAR:
                raise UsageError(
                    f"Today cannot be {self._day}: a plan made then would end after all days that a journal holds.",
                    f"--today takes a day up to the end of {LAST_YEAR}.",
                )
        return self._day

    @property
    def zone(self) -> tzinfo:
        """The time zone of the machine, summer and winter: on which day a moment fell."""
        from dateutil.tz import tzlocal  # noqa: PLC0415 - only moments in foreign files need it

        return tzlocal()

    def day(self, text: str, lean: str = "past", today: date | None = None) -> date:
        """A day that a user typed."""
        if plain := dates.plain(text):
            return plain
        from netlog.domain import days  # noqa: PLC0415 - a morning without days typed needs no grammar

        return days.read(text, today or self.today, "future" if lean == "future" else "past", self.config.day_order)

    def past(self, text: str | None, since: date | None = None) -> date:
        """The day on which something was done, today by default; refuses a day to come, or before `since`."""
        day = self.day(text) if text else self.today
        if day > self.today:
            raise UsageError(
                f"{self._said(day)} is still to come.",
                "A log takes today or an earlier day; `netlog remind` the others.",
            )
        if since is not None and day < since:
            raise UsageError(
                f"{self._said(day)} is before it was made, on {self._said(since)}.", "--on takes a later day."
            )
        return day

    def due(self, day: date | None, made: date) -> date | None:
        """The day that a promise made on `made` is due; refuses one before that."""
        if day is not None and day < made:
            raise UsageError(
                f"{self._said(day)} is before the promise was made, on {self._said(made)}.",
                "A promise is due on the day it is made, or later; --on says when it was made.",
            )
        return day

    def as_of(self, text: str | None) -> date:
        """The day of `--as-of`, today by default; a day to come is refused."""
        if not text:
            return self.today
        day = self.day(text)
        if day > self.today:
            raise UsageError(f"{self._said(day)} is still to come.", "--as-of takes today or an earlier day.")
        return day

    def _said(self, day: date) -> str:
        from netlog import words  # noqa: PLC0415 - only a refusal needs them

        return words.day(day, self.today)

    def find(self, query: str) -> Person:
        """The one person meant by a name, a nick, a handle, an e-mail or a phone number."""
        from netlog.domain import people  # noqa: PLC0415 - `due` looks nobody up

        known = self.store.by_handle(query)
        if known is not None:
            return known
        near = self.store.candidates([query])
        # Only a name that nobody bears is compared with everybody's, to say who may be meant.
        return people.find(query, near if people.matches(query, near) else self.store.people())

    def new_id(self) -> str:
        """A ULID: sorts by the moment it was made, also within one millisecond."""
        import time  # noqa: PLC0415 - only writing needs ids

        moment = (time.time_ns() // 1_000_000) << 80
        self._last_id = max(self._last_id + 1, moment | int.from_bytes(os.urandom(10), "big"))
        return "".join(ALPHABET[(self._last_id >> shift) & 31] for shift in range(125, -1, -5))

    def run(self, command: Callable[..., None], *arguments: Any, **options: Any) -> None:
        """Run a command, and close the journal; a fault that comes of bytes where text belongs is told as damage."""
        try:
            command(self, *arguments, **options)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            # Looked for only now: to look at each value of each row would cost every command.
            if self._store is not None:
                self._store.refuse_bytes()
            raise
        finally:
            self.close()

    def close(self) -> None:
        """Close the journal, if it was opened."""
        if self._store is not None:
            self._store.close()

    # Speaking

    def show(self, answer: Any, layout: Callable[[Any], Page]) -> None:
        """Print an answer: its page, or its JSON."""
        self.store.release()
        if self.json:
            self._print_json(answer)
        else:
            self._print(layout(answer), sys.stdout)

    def tell(self, record: Any, receipt: Page | str) -> None:
        """Say what was written: the receipt on stderr, or the record as JSON on stdout."""
        self.store.release()
        if not self.json:
            self._print_beside([pages.line(receipt)] if isinstance(receipt, str) else receipt)
            return
        try:
            self._print_json(record)
            if sys.stdout is not None:
                sys.stdout.flush()
        except OSError as error:
            # The change stands. An exit code of failure would make a script write it a second time.
            silence(sys.stdout)
            if not isinstance(error, BrokenPipeError):
                self.warn(f"It is saved, but the answer could not be printed: {error.strerror}.")

    def note(self, sentence: str) -> None:
        """Say something beside the answer, on stderr."""
        if not self.json:
            self._print_beside([pages.line(sentence)])

    def warn(self, sentence: str) -> None:
        """Point at something that may be wrong, on stderr, also when told to be quiet."""
        with suppress(OSError):
            self._print([pages.line(pages.Text(sentence, "warn"))], sys.stderr)

    def progress(self, many: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
        """The same things, with a bar on a terminal's stderr once they take longer than a moment."""
        if self.quiet or self.json or sys.stderr is None or not sys.stderr.isatty():
            return iter(many)
        from netlog import drawing  # noqa: PLC0415 - as above

        return drawing.progress(many, what, total, drawing.console(sys.stderr, self.color))

    def _print_beside(self, page: Page) -> None:
        """Print on stderr, unless told to be quiet; that nobody can read it there is no failure."""
        if self.quiet:
            return
        if sys.stdout is not None:
            sys.stdout.flush()  # what is beside the answer comes after it, also where both go into one file
        with suppress(OSError):
            self._print(page, sys.stderr)

    def _print(self, page: Page, to: TextIO | None) -> None:
        if to is None:
            return
        if self.color == "always" or (to.isatty() and self.color != "never" and os.environ.get("TERM") != "dumb"):
            from netlog import drawing  # noqa: PLC0415 - costs as much as everything else together

            drawing.draw(page, drawing.console(to, self.color))
        else:
            to.writelines(f"{line}\n" for line in pages.plain(page))

    def _print_json(self, answer: Any) -> None:
        import json  # noqa: PLC0415 - only asked for by `--json`

        from netlog.domain.plain import plain  # noqa: PLC0415

        if sys.stdout is not None:
            is_utf8 = (sys.stdout.encoding or "").replace("-", "").lower() == "utf8"
            text = json.dumps(plain(answer), ensure_ascii=not is_utf8, indent=2 if sys.stdout.isatty() else None)
            sys.stdout.write(escaped(text) + "\n")

    # Asking

    @property
    def interactive(self) -> bool:
        """Whether a person is there to answer: never without a terminal, never with --no-input or --json."""
        return not (self.no_input or self.json) and all(
            stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)
        )

    def ask(self, question: str, default: str = "") -> str:
        """What a person answers; the default when they only press return. Call only when `interactive`."""
        self.store.release()
        sys.stderr.write(safe_line(question) + (f" [{safe_line(default)}] " if default else " "))
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if not answer:
            raise KeyboardInterrupt
        return answer.strip() or default

    def secret(self, question: str) -> str:
        """A passphrase that a person types unseen; asked again while it is empty. Call only when `interactive`."""
        from netlog import keys  # noqa: PLC0415 - as above

        while True:
            sys.stderr.write(f"{safe_line(question)} ")
            sys.stderr.flush()
            line = _unseen()
            if not line:
                raise KeyboardInterrupt
            if typed := line.rstrip("\r\n"):
                return keys.usable(typed, "The terminal")

    def new_secret(self, question: str) -> str:
        """A passphrase that a person types unseen, twice, and alike. Call only when `interactive`."""
        typed = self.secret(question)
        if self.secret("Once more:") != typed:
            raise UsageError("The two differ; nothing was done with either.", "Say it again.")
        return typed

    def say(self, page: Page) -> None:
        """Show what a question is about, on stderr, where it is asked."""
        self._print(page, sys.stderr)

    def key(self, question: str, keys: str) -> str:
        """The one key of some that a person presses, no return needed; asked again for any other."""
        self.store.release()
        while True:
            sys.stderr.write(f"{safe_line(question)} ")
            sys.stderr.flush()
            pressed = _pressed().casefold()
            if not pressed:
                raise KeyboardInterrupt
            sys.stderr.write("\n")
            if pressed in keys:
                return pressed

    def confirm(self, question: str, default: bool) -> bool:
        """Whether a person agrees; the default without a person."""
        if not self.interactive:
            return default
        answer = self.ask(f"{question} [{'Y/n' if default else 'y/N'}]").casefold()
        return default if not answer else answer in ("y", "yes")


def _unseen() -> str:
    """A line typed without being shown; as it is where there is no terminal to be set. Empty at the end."""
    import io  # noqa: PLC0415 - only a passphrase needs them
    import termios  # noqa: PLC0415

    try:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
    except (OSError, io.UnsupportedOperation, termios.error):
        return sys.stdin.readline()
    unseen = [*before]
    unseen[3] = (before[3] & ~termios.ECHO) | termios.ECHONL  # the return is shown, so that the line ends
    try:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, unseen)
        return sys.stdin.readline()
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)


def _pressed() -> str:
    """One key of the terminal; where there is none to be set, the first letter of a line. Empty at the end."""
    import io  # noqa: PLC0415 - only questions of one key need them
    import termios  # noqa: PLC0415
    import tty  # noqa: PLC0415

    try:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
    except (OSError, io.UnsupportedOperation, termios.error):
        line = sys.stdin.readline()
        return line.strip()[:1] or ("?" if line else "")
    try:
        tty.setcbreak(terminal)
        return os.read(terminal, 16).decode(errors="replace")[:1].replace("\x04", "")
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def silence(stream: TextIO) -> None:
    """Let what is still to be said on a stream that takes nothing more go nowhere: Python tries again at the end."""
    with suppress(OSError):  # a stream in memory has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def default_journal() -> str:
    """The journal's place when nobody named one."""
    return os.path.join(folders.data(), "journal.db")
