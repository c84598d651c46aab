"""Measures of a whole PDF's running text, and lines with their flags (gap, centred, indent, full)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.core.document import Block, Line
from pipeline.readers.pdf_columns import Region, find_regions
from pipeline.readers.pdf_lines import Row
from pipeline.readers.pdf_page import PageContent
from pipeline.readers.pdf_tables import fill_grid

_WIDE = 0.5  # of the page's width: a row this wide is running text
_FEW = 5  # wide rows a page must have to be measured alone
_SPACE = 0.25  # of the font height: an ordinary space
_EDGE_TOLERANCE = 1.5  # points
_CUT_BELOW = 0.7  # of the page's height: what ends above was not cut by the page's end


@dataclass(frozen=True, slots=True)
class Measure:
    """The text edges of a page, the usual distance of baselines and the paragraphs' indent.

    `leading` is a multiple of the font height, `indent` in points, None where there is none.
    """

    left: float
    right: float
    leading: float
    indent: float | None = None


def measure_pages(pages: Sequence[PageContent]) -> list[Measure]:
    """Return the measure of each page; pages with little text take it from those of their width."""
    by_width: dict[int, list[Row]] = {}
    for page in pages:
        by_width.setdefault(round(page.width), []).extend(_wide_rows(page))
    leading = _leading(pages)
    return [_measure(page, by_width[round(page.width)], leading) for page in pages]


def _wide_rows(page: PageContent) -> list[Row]:
    return [row for row in page.rows if row.x1 - row.x0 > _WIDE * page.width]


def _measure(page: PageContent, alike: list[Row], leading: float) -> Measure:
    own = _wide_rows(page)
    rows = own if len(own) >= _FEW else alike
    if not rows:
        return Measure(*_outer_edges(page), leading)
    left = _left_edge(rows)
    insets = Counter(round(row.x0 - left) for row in rows if row.x0 - left > row.size / 2)
    indent, count = insets.most_common(1)[0] if insets else (0, 0)
    return Measure(left, _right_edge(rows), leading, float(indent) if count > 1 else None)


def _outer_edges(page: PageContent) -> tuple[float, float]:
    """Return the text edges of a page without running text: its tables' sides, or equal margins."""
    grids = [text.grid for text in page.tables]
    if grids:
        return min(grid.columns[0] for grid in grids), max(grid.columns[-1] for grid in grids)
    margin = min([0.12 * page.width, *(min(row.x0, page.width - row.x1) for row in page.rows)])
    return max(margin, 0.0), page.width - max(margin, 0.0)


def _right_edge(rows: Sequence[Row]) -> float:
    """Return where most rows end: the rightmost place at which several do."""
    ends = sorted((row.x1 for row in rows), reverse=True)
    return ends[min(len(ends) // 10, len(ends) - 1)]


def _left_edge(rows: Sequence[Row]) -> float:
    starts = sorted(row.x0 for row in rows)
    return starts[min(len(starts) // 10, len(starts) - 1)]


def _leading(pages: Sequence[PageContent]) -> float:
    """Return the most common distance of baselines inside paragraphs: after a line that is wide."""
    steps: Counter[float] = Counter()
    for page in pages:
        for a, b in zip(page.rows, page.rows[1:], strict=False):
            if a.x1 - a.x0 > 0.6 * page.width and 0 < b.bottom - a.bottom < 2.5 * a.size:
                steps[round((b.bottom - a.bottom) / a.size, 1)] += 1
    if not steps:
        return 1.3
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= 0.3 * most)


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """A page's blocks from the top down; `open_region` is the two columns with which the page ends."""

    blocks: tuple[Block, ...]
    open_region: Region | None = None


def page_blocks(page: PageContent, measure: Measure, following: Row | None, cut: Region | None = None) -> PageBlocks:
    """Return a page's blocks; `following` is the next page's first row, `cut` the region before the page."""
    placed: list[tuple[float, Block]] = [
        (text.grid.rows[0], fill_grid(text, page.number, page.marks)) for text in page.tables
    ]
    borders = sorted(top for top, _ in placed)
    stretches = list(_between(page.rows, borders))
    rest = cut.rest(stretches[0], measure.left, measure.right) if cut is not None else None
    regions = [rest] if rest is not None else []
    stretches[0] = stretches[0][len(rest.rows) if rest is not None else 0 :]
    plain: list[Row] = []
    for stretch in stretches:
        for item in find_regions(stretch, measure.left, measure.right):
            if isinstance(item, Region):
                regions.append(item)
            else:
                plain.append(item)
    placed.extend((region.rows[0].top, region.table()) for region in regions)
    tops = [top for top, _ in placed]
    placed.extend(_flagged(plain, page, measure, following, min(tops, default=page.height)))
    blocks = tuple(block for _, block in sorted(placed, key=lambda entry: entry[0]))
    return PageBlocks(blocks, _last_region(page, regions))


def _last_region(page: PageContent, regions: Sequence[Region]) -> Region | None:
    """Return the region with which a page ends, deep enough that the page's end can have cut it."""
    if not regions or not page.rows or regions[-1].rows[-1] is not page.rows[-1]:
        return None
    last = regions[-1].rows[-1].bottom
    is_low = last > _CUT_BELOW * page.height and all(text.grid.rows[0] < last for text in page.tables)
    return regions[-1] if is_low else None


def _between(rows: Sequence[Row], borders: Sequence[float]) -> Iterable[list[Row]]:
    """Yield the rows before, between and after tables."""
    limits = [*borders, float("inf")]
    stretch: list[Row] = []
    current = 0
    for row in rows:
        while row.bottom > limits[current]:
            yield stretch
            stretch, current = [], current + 1
        stretch.append(row)
    yield stretch


def _flagged(
    rows: Sequence[Row], page: PageContent, measure: Measure, following: Row | None, first_block: float
) -> Iterable[tuple[float, Line]]:
    """Yield the rows as lines with their tops; a page's first is apart where a block stands above it."""
    for index, row in enumerate(rows):
        after = rows[index + 1] if index + 1 < len(rows) else following
        before = rows[index - 1] if index else None
        gap = _is_apart(before, row, measure.leading) if before is not None else row.top > first_block
        yield row.top, _line(row, gap, after, measure)


def _line(row: Row, gap: bool, after: Row | None, measure: Measure) -> Line:
    width = measure.right - measure.left
    off = abs(row.x0 + row.x1 - measure.left - measure.right) / 2
    inset = row.x0 - measure.left
    is_indented = measure.indent is not None and abs(inset - measure.indent) < 2
    needed = _SPACE * row.size + after.words[0].x1 - after.x0 if after else 0.0
    return Line(
        text=row.text,
        page=row.page,
        bbox=row.bbox,
        gap=gap,
        bold=row.bold,
        italic=row.italic,
        centred=off < 0.015 * width + 1.5 and inset > row.size and not is_indented,
        indent=round(inset, 1),
        full=row.x1 + needed > measure.right - _EDGE_TOLERANCE,
    )


def _is_apart(before: Row, row: Row, leading: float) -> bool:
    size = max(before.size, row.size)
    return row.bottom - before.bottom > (leading + 0.12) * size
