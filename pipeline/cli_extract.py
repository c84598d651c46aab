"""`vanban extract`: files and folders in, records, tables and a report out."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click
from click.core import ParameterSource

from pipeline.cli_words import Command
from pipeline.messages import Messages
from pipeline.settings import Settings, read_settings


def build_command(say: Messages) -> Command:
    """Return the subcommand with its help in the language of `say`."""

    def run(
        *,
        paths: tuple[Path, ...],
        out: Path,
        config: Path | None,
        timeout: int | None,
        no_tables: bool,
        no_model: bool,
        min_confidence: float | None,
        debug: bool,
        **chosen: str | None,
    ) -> int:
        settings = Settings(language=say.language)
        if config:
            settings = read_settings(config, settings)
        settings = replace(
            settings,
            language=say.language if _is_language_given() else settings.language,
            timeout=settings.timeout if timeout is None else timeout,
            tables=settings.tables and not no_tables,
            model=settings.model and not no_model,
            min_confidence=settings.min_confidence if min_confidence is None else min_confidence,
            debug=settings.debug or debug,
            **{name: value for name, value in chosen.items() if value},
        )
        return extract_all(paths, out, settings)

    return Command(
        say,
        name="extract",
        help=say("extract.help"),
        callback=run,
        params=[
            click.Argument(["paths"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."),
            click.Option(
                ["-o", "--out"], required=True, type=click.Path(path_type=Path), metavar="OUT", help=say("extract.out")
            ),
            click.Option(["--config"], type=click.Path(path_type=Path), metavar="FILE", help=say("extract.config")),
            click.Option(["--timeout"], type=click.IntRange(min=0), metavar="SECONDS", help=say("extract.timeout")),
            click.Option(["--no-tables"], is_flag=True, help=say("extract.no_tables")),
            click.Option(["--as-of"], metavar="DATE", help=say("extract.as_of")),
            click.Option(["--register"], metavar="FILE", help=say("option.register")),
            click.Option(["--no-model"], is_flag=True, help=say("extract.no_model")),
            click.Option(
                ["--min-confidence"], type=click.FloatRange(0, 1), metavar="P", help=say("extract.min_confidence")
            ),
            click.Option(["--debug"], is_flag=True, help=say("extract.debug")),
        ],
    )


def _is_language_given() -> bool:
    """Whether `--lang` stands in the command line, before or after the subcommand."""
    context: click.Context | None = click.get_current_context()
    while context is not None:
        if context.get_parameter_source("lang") is ParameterSource.COMMANDLINE:
            return True
        context = context.parent
    return False


def extract_all(paths: tuple[Path, ...], out: Path, settings: Settings) -> int:
    """Run the extraction, show how it goes, sum it up, and return the exit code."""
    import logging

    from pipeline.batch.folder import extract_folder
    from pipeline.cli_progress import Progress, summary

    if settings.debug:
        logging.basicConfig(level=logging.WARNING, format="%(message)s")
        logging.getLogger("vanban").setLevel(logging.DEBUG)
    say = Messages(settings.language)
    with Progress(sys.stderr, say) as progress:
        report = extract_folder(paths, out, settings, progress.show)
    for line in summary(report, out, say):
        click.echo(line)
    return report.exit_code
