"""Commands whose own words (usage, options, errors) are in the user's language too."""

from __future__ import annotations

from typing import Any

import click

from pipeline.messages import Messages


class Command(click.Command):
    """A click command that speaks the language of its `Messages`."""

    def __init__(self, say: Messages, **settings: Any) -> None:  # noqa: ANN401 (click's own, passed on)
        super().__init__(**settings)
        self.say = say

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option `--help` with its text in the right language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.say("option.help")
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{self.say('help.usage')} ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options."""
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        required = self.say("help.required")
        with formatter.section(self.say("help.options")):
            formatter.write_dl([(name, text.replace("[required]", required)) for name, text in records])


class Group(Command, click.Group):
    """A click group that speaks the language of its `Messages`."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the subcommands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of subcommands, without importing them."""
        rows = [(name, self.say(f"{name}.short")) for name in self.list_commands(ctx)]
        with formatter.section(self.say("help.commands")):
            formatter.write_dl(rows)


def explain(error: click.ClickException, say: Messages) -> str:
    """Return what was wrong with a command line, in one line and where to look."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    hint = say("error.see_help", command=context.command_path) if context else ""
    return f"{say('error', message=_reason(error, say))} {hint}".rstrip()


def _reason(error: click.ClickException, say: Messages) -> str:
    """Return click's own sentence; in another language the nearest of ours."""
    if say.language == "en":
        return error.format_message()
    if isinstance(error, click.NoSuchOption):
        return say("error.no_such_option", name=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return say("error.missing", name=error.param.human_readable_name)
    return say("error.bad_call", message=error.format_message())


def printable(text: str) -> str:
    """Return a text from outside on one line, without what would steer the terminal.

    File names and documents may hold line ends and escape sequences; each such character becomes
    a replacement mark.
    """
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
