"""`vanban evaluate`: records against annotated documents."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli_words import Command
from pipeline.messages import Messages


def build_command(say: Messages) -> Command:
    """Return the subcommand with its help in the language of `say`."""
    path = click.Path(path_type=Path)
    return Command(
        say,
        name="evaluate",
        help=say("evaluate.help"),
        callback=run_evaluation,
        params=[
            click.Argument(["gold"], type=path, metavar="GOLD"),
            click.Argument(["out"], type=path, metavar="OUT"),
            click.Option(["--errors"], is_flag=True, help=say("evaluate.errors")),
            click.Option(["--json", "json_file"], type=path, metavar="FILE", help=say("evaluate.json")),
            click.Option(["--items", "items_file"], type=path, metavar="FILE", help=say("evaluate.items")),
            click.Option(["--makers", "makers_file"], type=path, metavar="FILE", help=say("evaluate.makers")),
        ],
    )


def run_evaluation(
    gold: Path, out: Path, errors: bool, json_file: Path | None, items_file: Path | None, makers_file: Path | None
) -> int:
    """Compare, print and write; return 1 where a record is missing, broken or not grounded."""
    from pipeline.evaluate.evaluation import evaluate
    from pipeline.evaluate.report import encode_evaluation, encode_items, encode_makers, report_lines
    from pipeline.exporters.files import write_whole

    evaluation = evaluate(gold, out)
    for line in report_lines(evaluation, errors):
        click.echo(line)
    if json_file is not None:
        write_whole(json_file, encode_evaluation(evaluation))
    if items_file is not None:
        write_whole(items_file, encode_items(evaluation))
    if makers_file is not None:
        write_whole(makers_file, encode_makers(evaluation))
    return 1 if evaluation.troubles else 0
