"""A reader that knows little text: what it was trained on stands in the test."""

from __future__ import annotations

from models.train_reader import train
from pipeline.reading.language import language_of
from pipeline.reading.reader import Reader


def small_reader(*texts: str) -> Reader:
    """Return a reader trained on these texts alone."""
    content = train([line for text in texts for line in text.splitlines()])
    return Reader(language_of(content["folded"]), language_of(content["cased"]))
