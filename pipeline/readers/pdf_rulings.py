"""Ruling lines and pictures of a PDF page, from the boxes of its page objects.

Only boxes are asked for where they suffice (a thin path is a rule): one call per object, so that
counting costs a fraction of the text. The outline is read only of paths that are large both ways.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2.raw as pdfium

from pipeline.readers.pdf_words import Handle, Transform

_THIN = 3.0  # points; a path no thicker is a rule
_SHORT = 1.0
_MAX_OBJECTS = 20_000  # a map or a drawing, not a table
_MAX_SEGMENTS = 4_000
_MAX_DEPTH = 4  # of form objects inside form objects

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along one axis, in points with the origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_vertical(self) -> bool:
        """Whether it runs down the page."""
        return self.bottom - self.top > self.x1 - self.x0


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page besides text; `image_area` in square points, overlaps counted twice."""

    rules: list[Rule] = field(default_factory=list)
    images: int = 0
    image_area: float = 0.0

    @property
    def may_hold_table(self) -> bool:
        """Whether there are enough rules both ways for two cells (the sides may be open)."""
        vertical = sum(rule.is_vertical for rule in self.rules)
        return vertical >= 1 and len(self.rules) - vertical >= 2


def read_drawing(page: Handle, transform: Transform) -> Drawing:
    """Return the rules and the number of pictures of a page."""
    drawing = Drawing()
    budget = _MAX_OBJECTS
    objects = (pdfium.FPDFPage_GetObject(page, i) for i in range(min(pdfium.FPDFPage_CountObjects(page), budget)))
    _collect(objects, _IDENTITY, transform, drawing, _MAX_DEPTH)
    return drawing


def _collect(objects: Iterator[Handle], matrix: Matrix, transform: Transform, drawing: Drawing, depth: int) -> None:
    for obj in objects:
        kind = pdfium.FPDFPageObj_GetType(obj)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            drawing.rules.extend(_rules_of(obj, matrix, transform))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawing.images += 1
            drawing.image_area += _area_of(obj, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            count = min(pdfium.FPDFFormObj_CountObjects(obj), _MAX_OBJECTS)
            children = (pdfium.FPDFFormObj_GetObject(obj, i) for i in range(count))
            _collect(children, _times(_matrix_of(obj), matrix), transform, drawing, depth - 1)


def _rules_of(path: Handle, matrix: Matrix, transform: Transform) -> Iterator[Rule]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return
    corners = (_apply(matrix, left.value, bottom.value), _apply(matrix, right.value, top.value))
    rule = _rule(*corners, transform)
    if rule is not None:
        yield rule
    else:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        if stroke.value or fill.value:
            yield from _sides(path, matrix, transform)


def _area_of(obj: Handle, matrix: Matrix) -> float:
    """Return the area of an object's box in square points."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
        return 0.0
    (x0, y0), (x1, y1) = _apply(matrix, left.value, bottom.value), _apply(matrix, right.value, top.value)
    return abs((x1 - x0) * (y1 - y0))


def _sides(path: Handle, matrix: Matrix, transform: Transform) -> Iterator[Rule]:
    """Yield the straight sides of a path that lie along an axis."""
    for part in _parts(path, matrix):
        for before, here in pairwise(part):
            if rule := _rule(before, here, transform):
                yield rule


def _parts(path: Handle, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the corner points of each connected part of a path; closed parts end where they began."""
    whole = _times(_matrix_of(path), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    part: list[tuple[float, float]] = []
    for i in range(min(pdfium.FPDFPath_CountSegments(path), _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and part:
            yield part
            part = []
        part.append(_apply(whole, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            part.append(part[0])
    if part:
        yield part


def _rule(a: tuple[float, float], b: tuple[float, float], transform: Transform) -> Rule | None:
    """Return the rule between two corners, flattened to its middle, or None where it is no thin line."""
    x0, top, x1, bottom = transform(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    width, height = x1 - x0, bottom - top
    if max(width, height) < _SHORT or min(width, height) > _THIN or not max(width, height) < 20_000:
        return None
    if width > height:
        middle = (top + bottom) / 2
        return Rule(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Rule(middle, top, middle, bottom)


def _matrix_of(obj: Handle) -> Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(obj, raw):
        return _IDENTITY
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _times(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that applies m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
