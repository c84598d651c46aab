"""`run.json`: what a run did, file by file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import orjson

from pipeline.core.outcome import RunReport
from pipeline.core.version import NAME, VERSION
from pipeline.exporters.files import write_whole

SCHEMA_VERSION = "1.0"
FILE_NAME = "run.json"


def encode_run(report: RunReport) -> bytes:
    """Return the report as indented JSON, UTF-8; times are ISO 8601 with their zone."""
    content = {
        "schema_version": SCHEMA_VERSION,
        "producer": {"name": NAME, "version": VERSION, "model": None},
        "started": report.started.isoformat(timespec="seconds"),
        "finished": report.finished.isoformat(timespec="seconds"),
        "interrupted": report.interrupted,
        "settings": report.settings,
        "documents": [asdict(outcome) for outcome in report.outcomes],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def write_run(report: RunReport, out: Path) -> None:
    """Write `run.json` into the output folder.

    Raises:
        OSError: where it can't be written.
    """
    write_whole(out / FILE_NAME, encode_run(report))
