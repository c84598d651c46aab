"""`vanban show`: one document as a readable page."""

from __future__ import annotations

from pathlib import Path
from shutil import get_terminal_size

import click

from pipeline.cli_progress import named
from pipeline.cli_words import Command, printable
from pipeline.core.errors import DocumentError, UsageError, VanbanError
from pipeline.messages import Messages


def build_command(say: Messages) -> Command:
    """Return the subcommand with its help in the language of `say`."""

    def run(file: Path) -> None:
        show(file, say)

    return Command(
        say,
        name="show",
        help=say("show.help"),
        callback=run,
        params=[click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE")],
    )


def show(file: Path, say: Messages) -> None:
    """Print the page of a record, or of a document that is extracted first.

    Raises:
        VanbanError: where the file is neither.
    """
    from pipeline.exporters.page import page_lines
    from pipeline.exporters.records import read_record

    if not file.is_file():
        raise UsageError(f"There is no file {file}.", "no_file", path=file)
    if file.suffix == ".json":
        record = read_record(file)
    else:
        from pipeline.run import extract

        try:
            record = extract(file)
        except DocumentError as error:
            raise VanbanError(named(str(file), say.sentence(error))) from error
    for line in page_lines(record, min(get_terminal_size().columns, 110), say):
        click.echo(printable(line))
