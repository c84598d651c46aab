"""The command `vanban`: finds the subcommand, and turns every error into one line and an exit code.

Subcommands are modules of their own, `cli_<name>.py`, imported when they are called, so that
`--help` answers at once.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from pipeline.cli_words import Group, explain, printable
from pipeline.core.errors import VanbanError
from pipeline.core.version import NAME, VERSION
from pipeline.messages import Messages, choose_language
from pipeline.settings import LANGUAGES

COMMANDS = ("extract", "show", "compare", "orgs", "schema", "evaluate")
INTERRUPTED = 130


class LazyGroup(Group):
    """A group that imports the module of a subcommand when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands, in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the subcommand, None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"pipeline.cli_{cmd_name}").build_command(self.say)
        command.params.append(language_option(self.say))
        return command


def language_option(say: Messages) -> click.Option:
    """Return the option `--lang`; `choose_language` has already acted on it."""
    return click.Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help=say("option.lang"))


def build_group(say: Messages) -> LazyGroup:
    """Return the command with its help in the language of `say`."""
    group = LazyGroup(say, name=NAME, help=say("vanban.help"), no_args_is_help=True)
    version = click.version_option(VERSION, prog_name=NAME, message="%(prog)s %(version)s", help=say("option.version"))
    group.params.append(language_option(say))
    return version(group)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 some documents failed, 2 called wrongly, 130 stopped."""
    # Told to end, a run writes its report as when it is stopped from the keyboard.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(run_command(list(sys.argv[1:] if arguments is None else arguments)))


def run_command(arguments: list[str]) -> int:
    """Run a command line and return its exit code."""
    _prepare_streams()
    say = Messages(choose_language(arguments, os.environ))
    try:
        result = build_group(say).main(arguments, prog_name=NAME, standalone_mode=False)
    except click.ClickException as error:
        click.echo(explain(error, say), err=True)
        return error.exit_code
    except VanbanError as error:
        click.echo(printable(say("error", message=say.sentence(error))), err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("interrupted"), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough of it; Python would complain again when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return result if isinstance(result, int) else 0


def _prepare_streams() -> None:
    """Print what a terminal can't show as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    main()
