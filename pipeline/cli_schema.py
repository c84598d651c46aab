"""`vanban schema`: the JSON Schema of the record."""

from __future__ import annotations

import click

from pipeline.cli_words import Command
from pipeline.messages import Messages


def build_command(say: Messages) -> Command:
    """Return the subcommand with its help in the language of `say`."""
    return Command(say, name="schema", help=say("schema.help"), callback=print_schema)


def print_schema() -> None:
    """Print the schema as indented JSON."""
    import orjson

    from pipeline.core.record import record_schema

    click.echo(orjson.dumps(record_schema(), option=orjson.OPT_INDENT_2).decode())
