"""Marked sentences: text with inline annotation, as they are written by hand and made from frames.

One sentence a line in files `<family>.txt`; empty lines and lines that begin with `#` are passed over.
The first character says what the line is: `+` a list item that tells somebody to do something, `-` a
sentence that does not, `.` no sentence at all (header line, signature, table cell, recipient). Then the
text, with marks `{LABEL|words}` that may nest: entities and the spans of a task.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ENTITIES = ("ORG", "UNIT", "COLLECTIVE", "ROLE", "PERSON", "PLACE", "DOCREF", "INDEX", "PRODUCT")
TASK_SPANS = ("LEAD", "SUPPORT", "ACTION", "DEADLINE", "TARGET")
KINDS = {"+": True, "-": False, ".": None}

_TOKEN = re.compile(r"\{([A-Z]+)\||\}")


class MarkError(ValueError):
    """A line whose marks can't be read."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A labelled range of a text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """An annotated text. `directive` is None where the question makes no sense (a header line, a cell)."""

    text: str
    marks: tuple[Mark, ...]
    directive: bool | None
    family: str
    source: str

    @property
    def entities(self) -> tuple[Mark, ...]:
        """The marks that are entities, in text order; none is inside another."""
        return tuple(mark for mark in self.marks if mark.label in ENTITIES)

    @property
    def task_spans(self) -> tuple[Mark, ...]:
        """The marks that are parts of a task, in text order; they may nest."""
        return tuple(mark for mark in self.marks if mark.label in TASK_SPANS)


def read_families(folder: Path, source: str) -> list[Sentence]:
    """Return the sentences of all files of a folder, in the order of the files' names.

    Raises:
        MarkError: where a line can't be read; it says which.
    """
    return [sentence for path in sorted(folder.glob("*.txt")) for sentence in _read_family(path, source)]


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a family's file that hold something, with their numbers."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def parse_line(line: str, family: str, source: str) -> Sentence:
    """Return the sentence of one line.

    Raises:
        MarkError: where the kind or a label is unknown, a brace is open, or entities overlap.
    """
    kind, text = line[:1], unicodedata.normalize("NFC", line[1:].strip())
    if kind not in KINDS:
        raise MarkError(f"unknown kind {kind!r}")
    pieces = list(pieces_of(text))
    marks = tuple(sorted(_marks(pieces), key=lambda mark: (mark.start, -mark.end, mark.label)))
    _refuse_overlap(marks)
    return Sentence("".join(words for words, _ in pieces), marks, KINDS[kind], family, source)


def pieces_of(text: str) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """Yield the text in pieces between marks, each with the marks around it: label and number of the mark."""
    open_marks: list[tuple[str, int]] = []
    end = count = 0
    for token in _TOKEN.finditer(text):
        yield text[end : token.start()], tuple(open_marks)
        end = token.end()
        if token[1]:
            open_marks.append((token[1], count))
            count += 1
        elif open_marks:
            open_marks.pop()
        else:
            raise MarkError(f"brace that closes nothing in {text[:60]!r}")
    if open_marks:
        raise MarkError(f"open brace in {text[:60]!r}")
    yield text[end:], ()


def _marks(pieces: Iterable[tuple[str, tuple[tuple[str, int], ...]]]) -> Iterator[Mark]:
    """Yield the ranges that the marks of the pieces cover, white space at their ends left out."""
    position = 0
    ranges: dict[tuple[str, int], tuple[int, int]] = {}
    text = ""
    for words, around in pieces:
        text += words
        for mark in around:
            ranges[mark] = (ranges.get(mark, (position, 0))[0], position + len(words))
        position += len(words)
    for (label, _), (start, end) in ranges.items():
        if label not in ENTITIES and label not in TASK_SPANS:
            raise MarkError(f"unknown label {label}")
        words = text[start:end]
        if not words.strip():
            raise MarkError(f"empty {label} in {text[:60]!r}")
        left = len(words) - len(words.lstrip())
        yield Mark(start + left, start + len(words.rstrip()), label)


def _refuse_overlap(marks: Iterable[Mark]) -> None:
    reach = 0
    for mark in marks:
        if mark.label in ENTITIES:
            if mark.start < reach:
                raise MarkError(f"an entity {mark.label} inside another")
            reach = mark.end


def _read_family(path: Path, source: str) -> Iterator[Sentence]:
    for number, line in lines_of(path):
        try:
            yield parse_line(line, path.stem, source)
        except MarkError as error:
            raise MarkError(f"{path.name}:{number}: {error}") from error
