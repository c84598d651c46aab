"""Reads Vietnamese official documents and turns them into grounded, structured data.

    from pipeline import compare_folder, extract, extract_folder, Record

    record = extract("plan.pdf")
    report = extract_folder(["incoming"], "outputs")
    comparison = compare_folder("outputs", "report")

The names are loaded when they are first used, so that importing a small part stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.batch.comparison import ComparisonOptions, compare_folder
    from pipeline.batch.folder import extract_folder
    from pipeline.core.outcome import RunReport
    from pipeline.core.record import Record
    from pipeline.run import extract

__all__ = ["ComparisonOptions", "Record", "RunReport", "compare_folder", "extract", "extract_folder"]

_HOMES = {
    "ComparisonOptions": "pipeline.batch.comparison",
    "Record": "pipeline.core.record",
    "RunReport": "pipeline.core.outcome",
    "compare_folder": "pipeline.batch.comparison",
    "extract": "pipeline.run",
    "extract_folder": "pipeline.batch.folder",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module.

    Raises:
        AttributeError: where the package has no such name.
    """
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
