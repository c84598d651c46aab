"""`vanban compare`: the records of many documents side by side."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from pipeline.cli_words import Command
from pipeline.core.errors import UsageError
from pipeline.messages import Messages


def build_command(say: Messages) -> Command:
    """Return the subcommand with its help in the language of `say`."""
    path, day = click.Path(path_type=Path), click.DateTime(["%Y-%m-%d"])

    def run(
        out: Path,
        report: Path,
        first: datetime | None,
        last: datetime | None,
        sources: Path | None,
        parquet: bool,
        with_secret: bool,
    ) -> None:
        compare(out, report, (first, last), sources, parquet=parquet, with_secret=with_secret, say=say)

    return Command(
        say,
        name="compare",
        help=say("compare.help"),
        callback=run,
        params=[
            click.Argument(["out"], type=path, metavar="OUT"),
            click.Option(["-o", "--report"], required=True, type=path, metavar="REPORT", help=say("compare.report")),
            click.Option(["--from", "first"], type=day, metavar="DAY", help=say("compare.from")),
            click.Option(["--to", "last"], type=day, metavar="DAY", help=say("compare.to")),
            click.Option(["--sources"], type=path, metavar="FOLDER", help=say("compare.sources")),
            click.Option(["--parquet"], is_flag=True, help=say("compare.parquet")),
            click.Option(["--with-secret"], is_flag=True, help=say("compare.with_secret")),
        ],
    )


def compare(
    out: Path,
    report: Path,
    days: tuple[datetime | None, datetime | None],
    sources: Path | None,
    *,
    parquet: bool,
    with_secret: bool,
    say: Messages,
) -> None:
    """Compare, write, and say what came out.

    Raises:
        UsageError: where the window or a folder is wrong.
    """
    from pipeline.batch.comparison import ComparisonOptions, compare_folder
    from pipeline.compare.recurrence import Window

    first, last = days
    if (first is None) is not (last is None):
        raise UsageError("Give both --from and --to, or neither.", "half_window")
    try:
        window = Window(first.date(), last.date()) if first and last else None
    except ValueError as error:
        raise UsageError(str(error), "bad_window") from error
    if sources is not None and not sources.is_dir():
        raise UsageError(f"There is no folder {sources}.", "no_input", path=sources)
    found = compare_folder(out, report, ComparisonOptions(window, with_secret, parquet, sources))
    cross = sum(row.source == "comparison" for row in found.findings)
    tasks = sum(row.counts for row in found.tasks)
    click.echo(
        say("compare.counts", documents=len(found.documents), tasks=tasks, losses=len(found.losses), cross=cross)
    )
    if found.secret:
        click.echo(say("compare.secret", count=found.secret))
    if found.twins:
        click.echo(say("compare.twins", count=found.twins))
    click.echo(say("summary.where", out=report))
