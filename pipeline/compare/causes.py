"""Why points were lost, where the document says so beside the score: in its table row, sentence or section."""

from __future__ import annotations

import re
from functools import cache

from pipeline.core.record import Record, Section
from pipeline.normalise.text import fold, squeeze
from pipeline.patterns import read_table

_LONGEST = 300
_HEAD_ROWS = 400  # lines that are looked through for the head of a table
_SENTENCE = re.compile(r"[^.;\n]+(?:(?<=\d)[.](?=\d)[^.;\n]+)*")


def find_cause(record: Record, offset: int) -> str | None:
    """Return the cause that stands beside a score, None where there is none.

    Args:
        record: the document.
        offset: where the score stands in its text.
    """
    text = record.text
    start = line_at(text, offset)
    line = text[start : _line_end(text, offset)]
    if "\t" in line:
        return _in_row(text, start, line)
    section = _headed(record.sections, start)
    if section is not None:
        return _first_cause(text[_line_end(text, offset) : _body_end(section)])
    return _first_cause(text[offset : _line_end(text, offset)].partition(".")[2])


def line_at(text: str, offset: int) -> int:
    """Return where the line begins that holds an offset."""
    return text.rfind("\n", 0, offset) + 1


def has_word(kind: str, text: str) -> bool:
    """Whether a text has one of the words of a kind of `loss_words.csv`."""
    return words_pattern(kind).search(fold(text)) is not None


@cache
def words_pattern(kind: str) -> re.Pattern[str]:
    """Return the pattern of all words of a kind of `loss_words.csv`, to be searched in a folded text."""
    return re.compile("|".join(row["pattern"] for row in read_table("loss_words.csv") if row["kind"] == kind))


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _in_row(text: str, start: int, line: str) -> str | None:
    """Return the cell below a head that asks for the cause."""
    cells = line.split("\t")
    for head in reversed(text[:start].split("\n")[-_HEAD_ROWS:]):
        columns = head.split("\t")
        places = [place for place, cell in enumerate(columns) if has_word("cause_column", cell) and len(cell) < 60]
        if len(columns) > 2 and places:
            return squeeze(cells[places[0]])[:_LONGEST] or None if places[0] < len(cells) else None
    return None


def _headed(sections: list[Section], start: int) -> Section | None:
    """Return the section whose heading line begins at an offset."""
    for section in sections:
        if section.start == start:
            return section
        if section.start < start < section.end and (found := _headed(section.children, start)):
            return found
    return None


def _body_end(section: Section) -> int:
    return min((child.start for child in section.children), default=section.end)


def _first_cause(text: str) -> str | None:
    """Return the first sentence that says what is wanting."""
    for match in _SENTENCE.finditer(text[: 4 * _LONGEST]):
        if has_word("cause", match[0]):
            return squeeze(match[0])[:_LONGEST]
    return None
