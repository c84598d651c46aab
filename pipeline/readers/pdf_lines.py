"""Printed lines of a PDF page: words grouped by baseline, small raised ones with the line they sit on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.core.document import BBox
from pipeline.readers.pdf_words import Word

_SAME_BASELINE = 0.25  # of the font height
_SAME_LINE = 0.5  # vertical overlap of a stamped or raised word with the line it belongs to
_SIDE_BY_SIDE = 0.1  # vertical overlap that stacked lines don't have: they stand in two columns
_RAISED_SIZE = 0.82  # a mark is at most this part of the line's font height
_RAISED_BY = 0.1
_UNIT = re.compile(r"\W?[kcdm]?m")  # what follows is an exponent: m², km²
_MARK = re.compile(r"\(?\[?(?:\d{1,3}|\*{1,3}|[a-z])\]?\)?")
_LONGEST_MARKER = 6
_CLOSING = ".,;:)]”"


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one printed line, from left to right; `bottom` and `size` are those of most of its text."""

    words: tuple[Word, ...]
    bottom: float
    size: float
    page: int = 0

    @property
    def bold(self) -> bool:
        """Whether all its words are bold; an automatic number before them may be plain."""
        return all(word.bold for word in self._styled_words)

    @property
    def italic(self) -> bool:
        """Whether all its words are italic."""
        return all(word.italic for word in self._styled_words)

    @property
    def _styled_words(self) -> tuple[Word, ...]:
        return self.words[1:] if len(self.words) > 1 and is_marker(self.words[0]) else self.words

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """Upper edge of its usual characters; accents on capitals may rise above it."""
        return self.bottom - self.size

    @property
    def bbox(self) -> BBox:
        """The box of all its words."""
        words = self.words
        return BBox(self.x0, min(w.top for w in words), self.x1, max(w.bottom for w in words))

    @property
    def text(self) -> str:
        """The words joined by one space, in NFC; parts of one word are not spaced."""
        parts = [self.words[0].text]
        for before, word in pairwise(self.words):
            if not _is_one_word(before, word, self.size):
                parts.append(" ")
            parts.append(word.text)
        return unicodedata.normalize("NFC", "".join(parts))

    def without_marks(self, marks: frozenset[str]) -> Row | None:
        """Return the row without the raised footnote marks among `marks`; None where nothing is left."""
        kept: list[Word] = []
        after_mark = False
        for position, word in enumerate(self.words):
            is_mark = word.text.strip("()[]") in marks and self.is_mark(position)
            if not is_mark and after_mark and kept and word.text[0] in _CLOSING:
                # What followed the mark closes the word before it.
                kept[-1] = kept[-1]._replace(text=kept[-1].text + word.text, x1=word.x1)
            elif not is_mark:
                kept.append(word)
            after_mark = is_mark
        if len(kept) == len(self.words):
            return self
        return replace(self, words=tuple(kept)) if kept else None

    def is_mark(self, position: int) -> bool:
        """Whether the word is a small raised mark, as of a footnote."""
        word = self.words[position]
        if position and _UNIT.fullmatch(self.words[position - 1].text.lower()):
            return False
        return (
            word.size <= _RAISED_SIZE * self.size
            and word.bottom <= self.bottom - _RAISED_BY * self.size
            and _MARK.fullmatch(word.text) is not None
        )


def is_marker(word: Word) -> bool:
    """Whether a word looks like the number of a heading or a list's item."""
    return len(word.text) <= _LONGEST_MARKER and word.text[-1] in ".)-–+•"


def make_row(words: Iterable[Word], page: int = 0) -> Row:
    """Return the row of these words, whatever their order."""
    ordered = tuple(sorted(words, key=lambda w: (w.x0, w.start)))
    if len(ordered) == 1:
        return Row(ordered, ordered[0].bottom, ordered[0].size, page)
    # The longest words speak for the line: a stamped number or a superscript is short.
    longest = sorted(ordered, key=lambda w: w.x0 - w.x1)[: max(1, (len(ordered) + 1) // 2)]
    return Row(ordered, median(w.bottom for w in longest), median(w.size for w in longest), page)


def find_rows(words: Sequence[Word], page: int = 0) -> list[Row]:
    """Group words into printed lines, from the top down."""
    rows: list[Row] = []
    band: list[Word] = []
    for word in sorted(words, key=lambda w: w.bottom):
        if word.turned:
            continue
        if band and word.bottom - band[0].bottom > _SAME_BASELINE * min(max(word.size, 4.0), max(band[0].size, 4.0)):
            _add_band(rows, band, page)
            band = []
        band.append(word)
    if band:
        _add_band(rows, band, page)
    if turned := [Row((word,), word.bottom, word.size, page) for word in words if word.turned]:
        rows = sorted(rows + turned, key=lambda row: row.bottom)
    return rows


def _add_band(rows: list[Row], band: list[Word], page: int) -> None:
    """Append the band as a row of its own, or fit it into the gaps of the row before it."""
    row = make_row(band, page)
    if rows and _belong_together(rows[-1], row):
        rows[-1] = make_row((*rows[-1].words, *row.words), page)
    else:
        rows.append(row)


def _belong_together(a: Row, b: Row) -> bool:
    """Whether two bands are one line (a stamped number, a raised mark) or lie side by side in columns."""
    size = min(a.size, b.size)
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    if overlap >= _SAME_LINE * size:
        return _leaves_room(a, b, -0.2 * size)
    return overlap >= _SIDE_BY_SIDE * size and _leaves_room(a, b, max(a.size, b.size))


def _leaves_room(a: Row, b: Row, room: float) -> bool:
    """Whether at least `room` lies between the words of one band and their neighbours of the other."""
    merged = sorted([(word, 0) for word in a.words] + [(word, 1) for word in b.words], key=lambda item: item[0].x0)
    return all(after.x0 - before.x1 >= room for (before, one), (after, other) in pairwise(merged) if one != other)


def _is_one_word(before: Word, word: Word, size: float) -> bool:
    """Whether no space was printed between two neighbours of the content order."""
    if unicodedata.combining(word.text[0]):
        return True
    return before.end == word.start and word.x0 - before.x1 < 0.15 * size
