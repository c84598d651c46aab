"""Frames as CSV files, and as Parquet where it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pandas as pd

from pipeline.core.errors import UsageError
from pipeline.exporters.files import write_whole
from pipeline.exporters.tables import safe

FOLDER = "frames"


def write_frames(frames: Mapping[str, pd.DataFrame], folder: Path, *, parquet: bool = False) -> None:
    """Write every frame to `<name>.csv`, and to `<name>.parquet` where asked for.

    The CSV files are UTF-8 with a byte order mark; a text that a spreadsheet would take for a formula begins
    with an apostrophe. Parquet keeps texts and types as they are.

    Raises:
        UsageError: where Parquet is asked for and pyarrow is not installed; nothing is written.
        OSError: where a file can't be written.
    """
    if parquet:
        _need_pyarrow()
    for name, frame in frames.items():
        write_whole(folder / f"{name}.csv", _csv(frame))
        if parquet:
            write_whole(folder / f"{name}.parquet", _parquet(frame))


def _csv(frame: pd.DataFrame) -> bytes:
    texts = {name: frame[name].map(safe, na_action="ignore") for name in frame.columns if frame[name].dtype == "str"}
    text = frame.assign(**texts).to_csv(index=False, date_format="%Y-%m-%d")
    return text.encode("utf-8-sig", errors="surrogateescape")


def _parquet(frame: pd.DataFrame) -> bytes:
    buffer = BytesIO()
    frame.to_parquet(buffer, engine="pyarrow", index=False)
    return buffer.getvalue()


def _need_pyarrow() -> None:
    try:
        import_module("pyarrow")
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install 'vanban[parquet]'.", "no_parquet") from error
