"""Reading through noise: lost tones, misread letters, capitals throughout.

The repaired reading is what the rules search; the record tells what was read. It takes a learned
model; without one every document is read as it stands.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pipeline.reading.as_read import tell_as_read
from pipeline.reading.language import load_languages
from pipeline.reading.reader import Reader

__all__ = ["Reader", "load_reader", "tell_as_read"]

PACKAGE = "vanban_vi"
FILE = "reader.json.gz"


@cache
def load_reader() -> Reader | None:
    """Return the reader of this process, None where the learned model is not installed."""
    package = find_spec(PACKAGE)
    if package is None or package.origin is None:
        return None
    return Reader(*load_languages(Path(package.origin).with_name(FILE)))
