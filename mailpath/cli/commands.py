"""The commands there are, each loaded when it is called for; typer reads arguments, and no more than that.

typer turns an interrupt and a broken pipe into exits of its own. Therefore a command only *returns* its call from
typer (`takes`), and `call` makes it once typer is done.
"""

import inspect
import os
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import fields
from functools import partial
from importlib import import_module
from typing import Annotated, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup

from mailpath.cli.exit_codes import ExitCode
from mailpath.cli.notes import say
from mailpath.cli.options import GROUPS, said_to_do_nothing
from mailpath.cli.plain_values import pass_texts
from mailpath.values.settings import SettingError
from mailpath.version import __version__

__all__ = ["COMMANDS", "app_of", "call", "takes"]

# In the order of the help text; each is a module with an `APP`.
COMMANDS = ("check", "scan", "report", "triage", "domain", "spf", "dkim", "dmarc", "schema", "config")


def takes(command: Callable[..., int], *, without_effect: Collection[str] = ()) -> Callable[..., Callable[[], int]]:
    """`command` as typer is to see it: the options of each group among its parameters in place of the group.

    Calling it calls nothing yet: it gives the call. The help text says of `without_effect` that they have none.
    """
    hints = get_type_hints(command, include_extras=True)
    groups = {name: group for name, group in hints.items() if group in GROUPS}
    shown = [
        parameter.replace(annotation=hints[name])
        for name, parameter in inspect.signature(command).parameters.items()
        if name not in groups
    ]
    for group in groups.values():
        for one in fields(group):
            kind = inspect.Parameter.KEYWORD_ONLY
            seen = said_to_do_nothing(one) if one.name in without_effect else one.type
            shown.append(inspect.Parameter(one.name, kind, default=one.default, annotation=seen))

    def prepared(**values: object) -> Callable[[], int]:
        for name, group in groups.items():
            values[name] = group(**{one.name: values.pop(one.name) for one in fields(group)})
        return partial(command, **values)

    prepared.__name__ = command.__name__
    prepared.__doc__ = command.__doc__
    prepared.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    return prepared


def app_of(
    command: Callable[..., int],
    *,
    epilog: str | None = None,
    below: Sequence[Callable[..., int]] = (),
    without_effect: Collection[str] = (),
) -> typer.Typer:
    """An application of one command, whose help text is the command's docstring; `below` are commands of its own.

    `without_effect` names options of its groups that it takes and does nothing with.
    """
    app = _app()
    if below:
        app.callback(invoke_without_command=True, epilog=epilog)(takes(command))
        for one in below:
            app.command()(takes(one))
    else:
        app.command(epilog=epilog)(takes(command, without_effect=without_effect))
    return app


def _app(group: type[TyperGroup] | None = None) -> typer.Typer:
    return typer.Typer(
        cls=group,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )


class _Commands(TyperGroup):
    """Loads the one command that is called, and all of them only to list them."""

    def list_commands(self, ctx: object) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: object, cmd_name: str) -> TyperCommand | TyperGroup | None:
        if cmd_name not in COMMANDS:
            return None
        loaded = typer.main.get_command(import_module(f"mailpath.cli.{cmd_name}").APP)
        assert isinstance(loaded, TyperCommand | TyperGroup)
        loaded.name = cmd_name
        return loaded


def _top(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", metavar="", help="Print the version.")] = False,
) -> None:
    """Which host really handed a received message over, and did the author's domain stand behind it?

    Start with: mailpath check MESSAGE
    """
    if version:
        typer.echo(f"mailpath {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit(ExitCode.USAGE)


def call(arguments: Sequence[str]) -> int:
    """Read the arguments, run the command; its exit code. Wrong usage and bad settings are one line and exit code 2."""
    pass_texts()
    _leave_help_plain()
    app = _app(_Commands)
    app.callback(invoke_without_command=True)(_top)
    try:
        done = typer.main.get_command(app).main(list(arguments), prog_name="mailpath", standalone_mode=False)
        return int(done() if callable(done) else done or ExitCode.GOOD)
    except typer.TyperException as wrong:
        say(_usage(wrong))
        return ExitCode.USAGE
    except SettingError as wrong:
        say(str(wrong))
        return ExitCode.USAGE
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit:  # typer's answer to a reader who left in the middle of a help text
        raise BrokenPipeError from None


def _leave_help_plain() -> None:
    """typer styles help where a CI or FORCE_COLOR is, and writes bold letters in spite of NO_COLOR. It is asked here
    before it loads what does that; it has no other switch."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty():
        os.environ["_TYPER_FORCE_DISABLE_TERMINAL"] = "1"


def _usage(wrong: typer.TyperException) -> str:
    """typer's words for it in one line, and where to look."""
    context = getattr(wrong, "ctx", None)
    command = context.command_path if context is not None else "mailpath"
    return f"{' '.join(wrong.format_message().split()).rstrip('.')} (see {command} --help)"
