"""The learned model of vanban: data, and one function that loads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__version__ = "0.1.0"


def load() -> Language:
    """Return the pipeline that reads the clauses of tasks: `ents` and the category `directive`.

    Its tokenizer and features are vanban's, which has to be installed beside it.
    """
    import spacy  # noqa: PLC0415 (heavy)

    import pipeline.annotate.model  # noqa: F401, PLC0415 (registers tokenizer and features)

    return spacy.load(Path(__file__).parent / "task")
