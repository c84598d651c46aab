"""How a run is going, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import get_terminal_size
from types import TracebackType
from typing import Self, TextIO

import click

from pipeline.cli_words import printable
from pipeline.core.outcome import Outcome, RunReport, Status
from pipeline.messages import Messages

BAR_WIDTH = 24
CLEAR_LINE = "\r\x1b[K"


class Progress:
    """A bar that is drawn over itself on a terminal; a plain line per document elsewhere."""

    def __init__(self, stream: TextIO, say: Messages) -> None:
        self._stream = stream
        self._say = say
        self._is_terminal = stream.isatty()
        self._count = 0

    def __enter__(self) -> Self:
        """Begin; nothing is shown before the first document is done."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._is_terminal and self._count:
            click.echo(CLEAR_LINE, file=self._stream, nl=False)

    def show(self, outcome: Outcome, total: int) -> None:
        """Show that one more document is done."""
        self._count += 1
        if self._is_terminal:
            width = get_terminal_size().columns - 1
            line = f"{bar(self._count, total)} {self._count}/{total} {printable(outcome.path)}"[:width]
            click.echo(f"{CLEAR_LINE}{line}", file=self._stream, nl=False)
        else:
            status = self._say(f"status.{outcome.status}")
            click.echo(f"[{self._count}/{total}] {printable(outcome.path)}: {status}", file=self._stream)


def bar(count: int, total: int) -> str:
    """Return a bar of fixed width, filled by what is done."""
    filled = BAR_WIDTH * count // max(total, 1)
    return f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}]"


def summary(report: RunReport, out: Path, say: Messages) -> Iterator[str]:
    """Yield the closing lines: how many were done, and one line for each file that gave trouble."""
    if not report.outcomes:
        yield say("summary.nothing")
        return
    for outcome in report.outcomes:
        if outcome.status is not Status.DONE:
            line = f"{say(f'status.{outcome.status}')}: {named(outcome.path, outcome.message or '')}"
            yield printable(line)
    seconds = (report.finished - report.started).total_seconds()
    failed = len(report.failures)
    warned = report.count(Status.DONE_WITH_WARNINGS)
    done = len(report.outcomes) - failed - warned
    yield say("summary.counts", done=done, warned=warned, failed=failed, seconds=f"{seconds:.1f}")
    yield say("summary.where", out=out)


def named(path: str, message: str) -> str:
    """Return the message with the file's name before it, once."""
    return message if message.startswith(path) else f"{path}: {message}"
