"""Command lines with options, read by Typer: one command is built a run, all of them only for help."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from shutil import get_terminal_size
from typing import Annotated, Any, get_type_hints

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command_from_info, get_group
from typer.models import CommandInfo

from netlog import __version__
from netlog.cli import function_of
from netlog.errors import UsageError
from netlog.folder import Folder
from netlog.session import Session

PANELS = ("Daily", "Write", "Read", "People", "Prepare", "Network", "Fit and parting", "Myself", "Journal")
NARROWEST, WIDEST = 30, 100  # columns of help
SETTINGS = {
    "help_option_names": ["-h", "--help"],
    "terminal_width": min(max(get_terminal_size().columns - 2, NARROWEST), WIDEST - 2),
}
EVERYWHERE = "Everywhere"
TYPING = {"Annotated": Annotated, "Any": Any}  # what annotations name, and commands do not load

# Typer's own `envvar` would let the environment win over an option before the command; the session reads it.
Journal = Annotated[str | None, typer.Option(metavar="PATH", help="The journal's file; else $NETLOG_JOURNAL.")]
Today = Annotated[str | None, typer.Option(metavar="DAY", help="Take it to be this day; else $NETLOG_TODAY.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask anything.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what was asked for.")]
Debug = Annotated[bool, typer.Option("--debug", help="If netlog itself fails, show where.")]
Color = Annotated[str, typer.Option(metavar="auto|always|never", help="Colours.")]
TYPERS_INTERRUPT = 130  # what Typer answers for Ctrl-C, without a word
OPTIONS: dict[str, tuple[Any, Any]] = {
    "journal": (Journal, None),
    "today": (Today, None),
    "json": (Json, False),
    "no_input": (NoInput, False),
    "quiet": (Quiet, False),
    "color": (Color, "auto"),
    "debug": (Debug, False),
}


def run(words: list[str]) -> int:
    """Run a command line; returns its exit code. A line Typer cannot read is a usage error."""
    app = typer.Typer(
        cls=Group,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings=SETTINGS,
        help="A networking journal: whom do I speak to today, how far have I earned their trust, may I ask now.",
    )
    app.callback()(_everywhere)
    group = get_group(app)
    group.commands = Commands()  # type: ignore[assignment]
    try:
        code = group.main(args=words or ["--help"], prog_name="netlog", standalone_mode=False)
    except TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "netlog"
        raise UsageError(_sentence(error.format_message()), f"`{command} -h` shows what it takes.") from error
    except typer.Abort as gone:
        if isinstance(gone.__context__, EOFError):
            raise gone.__context__ from None  # not a prompt's end, of which we have none: a file of Python's own is cut
        raise KeyboardInterrupt from None
    except SystemExit as gone:
        # Typer's own way when the reader of a pipe went away; the front door has a quieter one.
        raise BrokenPipeError from gone
    if code == TYPERS_INTERRUPT:
        raise KeyboardInterrupt  # the front door ends the prompt's line
    return code if isinstance(code, int) else 0


def _sentence(message: str) -> str:
    """Typer's message as a sentence; of a word too many it says only that it did not expect it."""
    if message.startswith("Got unexpected extra argument"):
        extra = message.partition("(s) (" if "(s) (" in message else " (")[2].rstrip(")")
        return f"Nothing is expected after the rest: '{extra}'."
    return message if message.endswith((".", "?", "!")) else f"{message}."


def _version(wanted: bool) -> None:
    if wanted:
        if sys.stdout is not None:
            sys.stdout.write(f"netlog {__version__}\n")
        raise typer.Exit


def _everywhere(
    context: typer.Context,
    journal: Journal = None,
    today: Today = None,
    json: Json = False,
    no_input: NoInput = False,
    quiet: Quiet = False,
    color: Color = "auto",
    debug: Debug = False,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options before the command; the same after it count more."""
    context.obj = {name: value for name, value in locals().items() if name in OPTIONS}


class Commands(Mapping[str, Any]):
    """The files of the commands folder as Typer's commands, each built when asked for."""

    def __init__(self) -> None:
        """Build nothing yet."""
        self._files = Folder("netlog.commands")

    def __getitem__(self, name: str) -> Any:
        """The command of a name."""
        module = self._files[name]
        function = function_of(module, name)
        examples = "\n".join(f"  {example}" for example in module.EXAMPLES)
        summary, _, rest = inspect.cleandoc(function.__doc__ or "").partition("\n")
        return get_command_from_info(
            CommandInfo(
                name=name,
                callback=handed_a_session(function),
                help=f"{summary}\n\n\b\n{examples}\n{rest}",
                context_settings=SETTINGS,
            ),
            pretty_exceptions_short=True,
            rich_markup_mode=None,
        )

    def told(self) -> Iterator[tuple[str, str, str]]:
        """Of each command the panel, the name and the first line of its help; none is built for that."""
        for name, module in self._files.items():
            yield module.PANEL, name, (function_of(module, name).__doc__ or "").partition("\n")[0].rstrip(".")

    def __iter__(self) -> Iterator[str]:
        """The names of all commands."""
        return iter(self._files)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._files)


class Group(TyperGroup):
    """The top of the command tree: its help shows commands in panels, the daily ones first."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, or none."""
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write a section a panel."""
        told = list(self.commands.told())  # type: ignore[attr-defined]
        for panel in PANELS:
            with formatter.section(panel):
                formatter.write_dl([(name, summary) for of, name, summary in told if of == panel])


def handed_a_session(function: Callable[..., None]) -> Callable[..., None]:
    """The function with the options of every command in place of its session."""
    hints = get_type_hints(function, localns=TYPING, include_extras=True)
    own = list(inspect.signature(function).parameters.values())[1:]

    @wraps(function)
    def command(context: typer.Context, **values: Any) -> None:
        above = context.obj or {}
        told = {name: values.pop(name) for name in OPTIONS}
        options = {
            name: told[name] if told[name] not in (default, None) else above.get(name, default)
            for name, (_, default) in OPTIONS.items()
        }
        if options["color"] not in ("auto", "always", "never"):
            raise UsageError(f"--color cannot be '{options['color']}'.", "--color auto, always or never.")
        del options["debug"]  # for the front door, which looks at the words themselves
        session = Session(**options)
        arguments = [values.pop(one.name) for one in own if one.kind is not one.KEYWORD_ONLY]
        session.run(function, *arguments, **values)

    parameters = [inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    parameters += [one.replace(annotation=hints[one.name], kind=one.KEYWORD_ONLY) for one in own]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
        for name, (annotation, default) in OPTIONS.items()
    ]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    return command
