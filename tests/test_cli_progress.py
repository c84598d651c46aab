"""How a run is shown while it goes."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from pipeline.cli_progress import BAR_WIDTH, Progress, bar, summary
from pipeline.core.outcome import Outcome, RunReport, Status
from pipeline.messages import Messages

SAY = Messages("en")


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self):
        """Say so."""
        return True


def test_bar_on_a_terminal_is_drawn_over_itself(monkeypatch):
    """On a terminal one line shows how far the run is, never wider than the screen, and goes away."""
    monkeypatch.setenv("COLUMNS", "60")
    stream = Terminal()
    with Progress(stream, SAY) as progress:
        progress.show(Outcome("a.txt", Status.DONE), 2)
        progress.show(Outcome("b" * 200, Status.FAILED), 2)
    _, first, second, last = stream.getvalue().split("\r\x1b[K")
    assert first == f"{bar(1, 2)} 1/2 a.txt"
    assert len(second) == 59
    assert last == ""
    assert "\n" not in stream.getvalue()


def test_elsewhere_each_document_has_a_line():
    """In a log each document is one plain line."""
    stream = io.StringIO()
    with Progress(stream, SAY) as progress:
        progress.show(Outcome("a.txt", Status.DONE), 2)
        progress.show(Outcome("b.txt", Status.NEEDS_OCR), 2)
    assert stream.getvalue() == "[1/2] a.txt: done\n[2/2] b.txt: needs OCR\n"


def test_bar_is_of_one_width():
    """The bar is empty at the start, full at the end, and always as wide."""
    bars = [bar(count, 7) for count in range(8)]
    assert {len(one) for one in bars} == {BAR_WIDTH + 2}
    assert (bars[0].count("#"), bars[7].count(".")) == (0, 0)


def test_summary_counts_and_gives_reasons():
    """The closing lines name each file that gave trouble once, with its reason, then count."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    outcomes = (
        Outcome("a.txt", Status.DONE),
        Outcome("b.txt", Status.DONE_WITH_WARNINGS, message="no document."),
        Outcome("c.pdf", Status.FAILED, message="c.pdf is broken."),
    )
    lines = list(summary(RunReport(now, now, outcomes), Path("out"), SAY))
    assert lines == [
        "warning: b.txt: no document.",
        "failed: c.pdf is broken.",
        "1 done, 1 with warnings, 1 failed, in 0.0 s.",
        "Results are in out",
    ]
