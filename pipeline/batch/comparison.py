"""A folder of records side by side: frames, workbook and calendars in a report folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from pipeline.compare.calendars import build_calendars
from pipeline.compare.comparison import Comparison, compare_records
from pipeline.compare.dictionary import dictionary_text
from pipeline.compare.recurrence import Window
from pipeline.compare.workbook import Links, build_workbook, no_links
from pipeline.core.errors import UsageError
from pipeline.core.record import Record
from pipeline.exporters.files import write_whole
from pipeline.exporters.frames import FOLDER as FRAMES
from pipeline.exporters.frames import write_frames
from pipeline.exporters.records import FOLDER as RECORDS
from pipeline.exporters.records import read_record

WORKBOOK = "workbook.xlsx"
CALENDARS = "calendars"
DICTIONARY = "dictionary.md"


@dataclass(frozen=True, slots=True)
class ComparisonOptions:
    """What can be chosen for a comparison.

    Attributes:
        window: the days over which recurring deadlines are repeated; the documents' own years where not given.
        with_secret: whether documents marked MẬT and above are taken in.
        parquet: whether the frames are written as Parquet, too.
        sources: the folder that the documents were read from, for links to them.
        stamp: when the report was made.
    """

    window: Window | None = None
    with_secret: bool = False
    parquet: bool = False
    sources: Path | None = None
    stamp: datetime = field(default_factory=lambda: datetime.now(UTC))


def compare_folder(out: str | Path, report: str | Path, options: ComparisonOptions | None = None) -> Comparison:
    """Compare the records of an output folder and write the report folder.

    Args:
        out: what `extract_folder` wrote, or any folder of records.
        report: where `frames/`, `dictionary.md`, `workbook.xlsx` and `calendars/` go.
        options: what is chosen.

    Raises:
        UsageError: where there are no records, one is none, or the report can't be written.
    """
    options = options or ComparisonOptions()
    report = Path(report)
    comparison = compare_records(read_records(Path(out)), options.window, with_secret=options.with_secret)
    try:
        _write(comparison, report, options)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"The output can't be written to {report}: {reason}.", "write", out=report, reason=reason
        ) from error
    return comparison


def read_records(out: Path) -> Iterator[Record]:
    """Yield the records below a folder, in the order of their paths.

    Raises:
        UsageError: where there is no such folder, no record in it, or a file that is none.
    """
    folder = out / RECORDS if (out / RECORDS).is_dir() else out
    paths = sorted(folder.rglob("*.json")) if folder.is_dir() else []
    if not paths:
        raise UsageError(f"There are no records in {out}; run `vanban extract` first.", "no_records", out=out)
    yield from map(read_record, paths)


def links_to(sources: Path, report: Path) -> Links:
    """Return what gives the link from the workbook to a page of a document, None where the file is not there."""

    def link(document: str, page: int | None) -> str | None:
        path = sources / document
        if not path.is_file():
            return None
        relative = quote(Path(os.path.relpath(path.resolve(), report.resolve())).as_posix())
        return f"{relative}#page={page}" if page and path.suffix.lower() == ".pdf" else relative

    return link


def _write(comparison: Comparison, report: Path, options: ComparisonOptions) -> None:
    links = links_to(options.sources, report) if options.sources else no_links
    write_frames(comparison.frames(), report / FRAMES, parquet=options.parquet)
    write_whole(report / DICTIONARY, dictionary_text().encode())
    write_whole(report / WORKBOOK, build_workbook(comparison, options.stamp, links))
    for name, content in build_calendars(comparison, options.stamp):
        write_whole(report / CALENDARS / f"{name}.ics", content)
