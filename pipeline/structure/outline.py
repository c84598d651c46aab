"""The outline: headings and numbered items as a tree, by their markers and not by their looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.core.document import TextLine, TextSection, Zone
from pipeline.structure.markers import BULLETS, STYLES
from pipeline.structure.phrases import is_upper

_RANK: Final = {style: rank for rank, style in enumerate(STYLES)}
_FIXED: Final = frozenset(STYLES[:7])
_WIDE: Final = frozenset({"roman", "part", "chapter", "article", "appendix"})
_TITLE_LIMIT: Final = 200
_SENTENCE_END: Final = re.compile(r"(?<=[.;:])\s")


@dataclass(slots=True)
class _Open:
    """A section whose end is not known yet."""

    style: str
    index: int


class OutlineBuilder:
    """Takes the lines in order and builds the sections.

    A marker of a style that is open closes everything down to it; a new style opens a level below,
    except that the wide styles (appendix, part, chapter, Roman, article) close narrower ones.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[_Open] = []
        self._drafts: list[list[object]] = []

    def build(self, lines: Sequence[TextLine]) -> tuple[tuple[TextSection, ...], tuple[TextLine, ...]]:
        """Return the sections in document order and the lines with their section filled in."""
        placed: list[TextLine] = []
        sections: list[TextSection] = []
        stack: list[_Open] = []
        for number, line in enumerate(lines):
            style = line.style
            opens_appendix = line.zone is Zone.APPENDIX and number > 0 and lines[number - 1].zone is not Zone.APPENDIX
            if line.zone is Zone.NOTE:
                self._close(sections, stack, 0, line.start)
            elif opens_appendix and style is None:
                # What an item of the body says is not said of the table of an appendix.
                self._close(sections, stack, 0, line.start)
            elif style is not None and (style not in BULLETS or self._has_children(lines, number, style)):
                self._close(sections, stack, self._depth(stack, style), line.start)
                sections.append(self._section(line, lines, number, stack))
                stack.append(_Open(style, len(sections) - 1))
            placed.append(TextLine(*line[:-1], stack[-1].index) if stack else line)
        self._close(sections, stack, 0, len(self._text))
        return tuple(sections), tuple(placed)

    def _has_children(self, lines: Sequence[TextLine], number: int, style: str) -> bool:
        """A bullet is a section only where items of a narrower style stand under it."""
        if number + 1 >= len(lines):
            return False
        below = lines[number + 1].style
        return below is not None and below in BULLETS and _RANK[below] > _RANK[style]

    @staticmethod
    def _depth(stack: list[_Open], style: str) -> int:
        """Return how many open sections stay open when this style comes."""
        styles = [each.style for each in stack]
        if style in styles:
            return styles.index(style)
        depth = len(styles)
        if style in _FIXED:
            while depth and _RANK[styles[depth - 1]] > _RANK[style]:
                depth -= 1
        elif style.startswith("decimal"):
            while depth and _is_narrower_decimal(styles[depth - 1], style):
                depth -= 1
        return depth

    def _close(self, sections: list[TextSection], stack: list[_Open], depth: int, at: int) -> None:
        while len(stack) > depth:
            index = stack.pop().index
            old = sections[index]
            end = at
            while end > old.start and self._text[end - 1 : end] == "\n":
                end -= 1
            sections[index] = TextSection(
                old.marker, old.title, old.level, old.start, end, old.parent, old.title_start, old.title_end
            )

    def _section(self, line: TextLine, lines: Sequence[TextLine], number: int, stack: list[_Open]) -> TextSection:
        start, end = line.content, line.end
        if (
            start >= end
            and number + 1 < len(lines)
            and lines[number + 1].zone is line.zone
            and lines[number + 1].marker is None
        ):
            start, end = lines[number + 1].start, lines[number + 1].end  # `Chương I` and its name below
        title_end = self._title_end(start, end)
        title = self._text[start:title_end].rstrip(" .:;")
        parent = stack[-1].index if stack else None
        return TextSection(line.marker, title, len(stack) + 1, line.start, line.end, parent, start, start + len(title))

    def _title_end(self, start: int, end: int) -> int:
        """A heading is its title; of a long item the first sentence."""
        if end - start <= _TITLE_LIMIT:
            match = _SENTENCE_END.search(self._text, start, end)
            return match.start() if match is not None and match.start() - start > 20 else end
        match = _SENTENCE_END.search(self._text, start + 20, end)
        return min(match.start() if match is not None else end, start + _TITLE_LIMIT)


def _is_narrower_decimal(open_style: str, style: str) -> bool:
    """`2.` after `1.1.` without a `1.` above, or after letters under it, goes up."""
    return _RANK[open_style] > _RANK[style] and open_style.startswith("decimal")


def is_heading(content: str, bold: bool, style: str | None) -> bool:
    """Tell whether the words after a marker read as a heading: short, no end mark, bold or in capitals."""
    if not content or len(content) > _TITLE_LIMIT or content.rstrip()[-1:] in (";", ","):
        return False
    if bold or is_upper(content):
        return True
    if style is None or style in BULLETS:
        return False
    return style in _WIDE or (content.rstrip()[-1:] not in ".!?" and len(content) < 120)
