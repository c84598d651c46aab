"""Reads a document through its noise: a repaired text for the rules, what was read beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.core.document import Block, Cell, Line, Note, SourceDocument
from pipeline.reading.capitals import CaseReader
from pipeline.reading.channel import Channel
from pipeline.reading.decode import Candidate, best_reading
from pipeline.reading.figures import repair_figures
from pipeline.reading.language import LanguageModel
from pipeline.reading.needs import Need, need_of
from pipeline.reading.words import WORD, is_in_capitals

Pairs = list[tuple[str, str]]
_COLUMN: Final = re.compile(r"(?:\S| \S| {2}\S)+")
_DOUBLED: Final = re.compile(r"(?<=\w)([,;:])\1(?=\s|$|\d)|(?<=\w)(\.)\.(?=\s*$)|(?<=^\d)(\.)\.(?=\s)")
_PER_CENT: Final = re.compile(r"(?<=\d)°/o")


class Reader:
    """Repairs what keeps the rules from reading: lost marks, misread letters, capitals throughout."""

    def __init__(self, language: LanguageModel, cased: LanguageModel) -> None:
        self._language = language
        self._cased = cased
        self._channel = Channel(language)

    def read(self, source: SourceDocument) -> SourceDocument:
        """Return the document with a repaired reading where it needs one; else the document itself."""
        need = need_of(line.text for line in lines_of(source))
        capitals = CaseReader(self._cased)
        repairs: dict[Need, Callable[[Line], Pairs]] = {
            Need.TONES: self._toned,
            Need.LETTERS: self._put_right,
            Need.CASE: lambda line: list(zip(capitals.read(line.text, line.gap), line.text, strict=True)),
        }
        repair = repairs.get(need)
        return source if repair is None else _mapped(source, lambda line: _repaired(line, repair))

    def _toned(self, line: Line) -> Pairs:
        return self._decoded(line.text, self._channel.toned)

    def _put_right(self, line: Line) -> Pairs:
        pairs = self._decoded(line.text, self._channel.misread)
        reading = repair_figures("".join(char for char, _ in pairs))
        pairs = [(char, read) for char, (_, read) in zip(reading, pairs, strict=True)]
        return _undoubled(pairs)

    def _decoded(self, text: str, candidates: Callable[[str, bool], list[Candidate]]) -> Pairs:
        """Return the likeliest reading of a line; what is no word stays as it is."""
        words = [(word, capitals) for column, capitals in _columns(text) for word in column]
        chosen = best_reading([candidates(word[0], capitals) for word, capitals in words], self._language)
        pairs: Pairs = []
        at = 0
        for (word, _), candidate in zip(words, chosen, strict=True):
            pairs += _same(text[at : word.start()])
            pairs += candidate.pieces
            at = word.end()
        return pairs + _same(text[at:])


def lines_of(source: SourceDocument) -> Iterator[Line]:
    """Yield all printed lines of a document: in blocks, tables and notes."""
    for block in source.blocks:
        yield from _lines_of_block(block)
    for note in source.notes:
        yield from note.lines


def _lines_of_block(block: Block) -> Iterator[Line]:
    if isinstance(block, Line):
        yield block
        return
    for row in block.rows:
        for cell in row:
            yield from cell.lines


def _columns(text: str) -> Iterator[tuple[Iterator[re.Match[str]], bool]]:
    """Yield the words of each column, and whether it is in capitals; wide gaps part columns."""
    for column in _COLUMN.finditer(text):
        yield WORD.finditer(text, column.start(), column.end()), is_in_capitals(column[0])


def _same(text: str) -> Pairs:
    return list(zip(text, text, strict=True))


def _undoubled(pairs: Pairs) -> Pairs:
    """Take out what was read twice: a comma, a full stop; `°/o` is a per cent sign."""
    text = "".join(char for char, _ in pairs)
    for pattern, printed in ((_DOUBLED, None), (_PER_CENT, "%")):
        for match in reversed(list(pattern.finditer(text))):
            read = "".join(chars for _, chars in pairs[match.start() : match.end()])
            pairs[match.start() : match.end()] = [(printed or match[0][0], read)]
        text = "".join(char for char, _ in pairs)
    return pairs


def _repaired(line: Line, repair: Callable[[Line], Pairs]) -> Line:
    pairs = repair(line)
    text = "".join(char for char, _ in pairs)
    if text == line.text:
        return line
    return replace(line, text=text, printed=tuple(read for _, read in pairs))


def _mapped(source: SourceDocument, change: Callable[[Line], Line]) -> SourceDocument:
    """Return the document with every line changed."""
    blocks = tuple(_mapped_block(block, change) for block in source.blocks)
    notes = tuple(Note(note.mark, _mapped_lines(note.lines, change)) for note in source.notes)
    return replace(source, blocks=blocks, notes=notes)


def _mapped_block(block: Block, change: Callable[[Line], Line]) -> Block:
    if isinstance(block, Line):
        return change(block)
    return replace(block, rows=tuple(tuple(_mapped_cell(cell, change) for cell in row) for row in block.rows))


def _mapped_cell(cell: Cell, change: Callable[[Line], Line]) -> Cell:
    return replace(cell, lines=_mapped_lines(cell.lines, change))


def _mapped_lines(lines: Sequence[Line], change: Callable[[Line], Line]) -> tuple[Line, ...]:
    return tuple(map(change, lines))
