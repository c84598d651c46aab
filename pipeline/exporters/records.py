"""Records as JSON files, one per document, and back."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import orjson

from pipeline.core.errors import UsageError
from pipeline.core.record import Record
from pipeline.exporters.files import fitting_name, write_whole

FOLDER = "records"
OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def record_place(relative: str) -> PurePosixPath:
    """Return where the record of an input file stands, relative to the output folder."""
    path = PurePosixPath(relative)
    return PurePosixPath(FOLDER) / path.with_name(fitting_name(path.name, ".json"))


def encode_record(record: Record) -> bytes:
    """Return the record as indented JSON with sorted keys, UTF-8."""
    return orjson.dumps(record.model_dump(), option=OPTIONS)


def write_record(record: Record, target: Path) -> None:
    """Write the record to a file that appears whole or not at all.

    Raises:
        OSError: where it can't be written.
    """
    write_whole(target, encode_record(record))


def read_record(path: Path) -> Record:
    """Return the record of a JSON file.

    Raises:
        UsageError: where the file is no record.
    """
    try:
        return Record.model_validate_json(path.read_bytes())
    except ValueError as error:
        reason = str(error).split("\n")[0]
        raise UsageError(f"{path} is no record of this program: {reason}.", "no_record", path=path) from error
