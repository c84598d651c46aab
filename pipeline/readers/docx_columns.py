"""Header and signature blocks typed on one line with tabs or spaces, turned into two-column tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import regex

from pipeline.core.document import Block, Cell, Line, Table
from pipeline.readers.docx_symbols import clean_text

_MAX_LENGTH: Final = 300
_MAX_SIDE: Final = 120
# A header line without two sides (a long agency's second line) may stand between two that have them.
_MAX_BETWEEN: Final = 3

_GAP: Final = regex.compile(r"[\s--\t\n]*+\t\s*+|[\s--\t\n]{3,}+", regex.V1)
_MOTTO: Final = regex.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+X[ÃA]|Độc\s+lập\s*[-–]|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM", regex.IGNORECASE
)
_DATE: Final = regex.compile(r"\bngày\b.{0,30}\btháng\b|,\s*ngày\b", regex.IGNORECASE)
_NUMBER: Final = regex.compile(r"Số\s*:|Số\s+[\d./…]|Số\s*$", regex.IGNORECASE)
_RECIPIENTS: Final = regex.compile(r"Nơi\s+nhận\b", regex.IGNORECASE)
_RECIPIENT_ITEM: Final = regex.compile(r"[-–+•*]|Lưu\b|Như\s+(?:trên|Điều)\b")
_DECORATION: Final = regex.compile(r"[-_*=–—.\s]{2,}+$")


@dataclass(frozen=True, slots=True)
class SidedLine:
    """A line that may hold two columns: its index among the blocks and its text with tabs and spaces kept."""

    index: int
    raw: str


@dataclass(frozen=True, slots=True)
class _Sides:
    """One line cut in two; each side may be empty."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class _Zone:
    """A run of lines, `start` to `end` (not included), each cut in two."""

    start: int
    end: int
    sides: list[_Sides]


def may_have_sides(raw: str) -> bool:
    """Return whether a line is short and has a tab or a run of spaces in it: cheap, and true of many others."""
    return ("\t" in raw or "   " in raw or "\u00a0\u00a0" in raw) and len(raw) < _MAX_LENGTH


def join_columns(blocks: list[Block], sided: Iterable[SidedLine]) -> list[Block]:
    """Return the blocks with two-column header and signature lines joined to tables without borders."""
    sides = {item.index: cut for item in sided if (cut := _cut(item.raw, blocks[item.index])) is not None}
    joined: list[Block] = []
    done = 0
    for index in sorted(sides):
        zone = _zone_at(blocks, sides, index) if index >= done else None
        if zone is None:
            continue
        zone = _with_lines_above(zone, sides, done)
        joined += blocks[done : zone.start]
        joined.append(_build(blocks, zone))
        done = zone.end
    return joined + blocks[done:]


def _cut(raw: str, block: Block) -> _Sides | None:
    """Cut a line at its widest gap; None where it has none."""
    if not isinstance(block, Line):
        return None
    body = raw.rstrip()
    gaps = [match for match in _GAP.finditer(body) if match.end() < len(body)]
    if not gaps:
        return None
    inner = [match for match in gaps if body[: match.start()].strip()]
    widest = max(inner or gaps, key=lambda match: match.group().count("\t") * 8 + len(match.group()))
    right = clean_text(body[widest.end() :])
    # The automatic list number stands in the line only.
    left = block.text.removesuffix(right).strip()
    return _Sides(left, right)


def _zone_at(blocks: list[Block], sides: dict[int, _Sides], index: int) -> _Zone | None:
    cut = sides[index]
    if not cut.left or len(cut.left) > _MAX_SIDE or len(cut.right) > _MAX_SIDE:
        return None
    if _is_header(cut):
        return _grow(blocks, sides, index, _header_line)
    if _RECIPIENTS.match(cut.left) and _is_signature(cut.right):
        return _grow(blocks, sides, index, _footer_line)
    return None


def _is_header(cut: _Sides) -> bool:
    return bool(_MOTTO.search(cut.right) or (_NUMBER.match(cut.left) and _DATE.search(cut.right)))


def _is_signature(text: str) -> bool:
    return text == text.upper() and any(char.isalpha() for char in text)


def _header_line(line: Line, cut: _Sides | None) -> _Sides | None:
    """Return the sides of a further header line: two short sides, a rule, or an agency's next words alone."""
    text = line.text
    if cut is not None and cut.left:
        is_part = _is_header(cut) or _is_signature(cut.left) or bool(_DECORATION.match(cut.left))
        return cut if is_part and len(text) <= _MAX_SIDE * 2 else None
    if _MOTTO.match(text) or (cut is not None and _DATE.search(text)):
        return _Sides("", text)
    is_left = _is_signature(text) or _DECORATION.match(text) or _NUMBER.match(text)
    return _Sides(text, "") if is_left and len(text) <= _MAX_SIDE else None


def _footer_line(line: Line, cut: _Sides | None) -> _Sides | None:
    """Return the sides of a further signature line: a recipient left, office or name right."""
    if len(line.text) > _MAX_SIDE * 2:
        return None
    if cut is not None:
        return cut
    return _Sides(line.text, "") if _RECIPIENT_ITEM.match(line.text) else None


def _grow(
    blocks: list[Block],
    sides: dict[int, _Sides],
    start: int,
    read_line: Callable[[Line, _Sides | None], _Sides | None],
) -> _Zone:
    """Extend a zone to the last line that fits; lines without two sides count only where one with them follows."""
    is_footer = read_line is _footer_line
    found = [sides[start]]
    kept = 1
    for index in range(start + 1, len(blocks)):
        block = blocks[index]
        cut = read_line(block, sides.get(index)) if isinstance(block, Line) else None
        if cut is None or (not is_footer and len(found) - kept >= _MAX_BETWEEN):
            break
        found.append(cut)
        if is_footer or (cut.left and cut.right):
            kept = len(found)
    return _Zone(start, start + kept, found[:kept])


def _with_lines_above(zone: _Zone, sides: dict[int, _Sides], done: int) -> _Zone:
    """Take in the lines just above that have only a right side: the motto, or the office signed for."""
    start, above = zone.start, zone.sides
    while start > done and (cut := sides.get(start - 1)) is not None:
        if cut.left or not (_MOTTO.match(cut.right) or _is_signature(cut.right)):
            break
        start, above = start - 1, [cut, *above]
    return _Zone(start, zone.end, above)


def _build(blocks: list[Block], zone: _Zone) -> Table:
    rows: list[tuple[list[Line], list[Line]]] = []
    for index, cut in enumerate(zone.sides, zone.start):
        if not rows or _NUMBER.match(cut.left):
            rows.append(([], []))
        for cell, text in zip(rows[-1], (cut.left, cut.right), strict=True):
            cell.extend(_side_line(blocks[index], text))
    cells = tuple((Cell(tuple(left), 0), Cell(tuple(right), 1)) for left, right in rows)
    return Table(cells, 2, ruled=False)


def _side_line(block: Block, text: str) -> Iterator[Line]:
    if text and isinstance(block, Line):
        yield replace(block, text=text, whole=True, centred=False)
