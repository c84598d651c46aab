"""A small drawing board for test PDFs in the looks of Vietnamese official documents."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
_FACES = {
    "regular": ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "times.ttf"),
    "bold": ("LiberationSerif-Bold.ttf", "DejaVuSerif-Bold.ttf", "timesbd.ttf"),
    "italic": ("LiberationSerif-Italic.ttf", "DejaVuSerif-Italic.ttf", "timesi.ttf"),
}
LEFT, RIGHT, TOP, BOTTOM = 85.0, 538.0, 60.0, 785.0
A4 = (595.0, 842.0)


def _find_font(names: Sequence[str]) -> Path | None:
    files = {path.name: path for folder in _FOLDERS for path in Path(folder).rglob("*.ttf")}
    return next((files[name] for name in names if name in files), None)


def require_fonts() -> None:
    """Register the test fonts, or skip the test where none with Vietnamese letters is installed."""
    for face, names in _FACES.items():
        if face in pdfmetrics.getRegisteredFontNames():
            continue
        path = _find_font(names)
        if path is None:
            pytest.skip("no TrueType font with Vietnamese letters (fonts-dejavu-core or fonts-liberation2)")
        pdfmetrics.registerFont(TTFont(face, str(path)))


class Sheet:
    """Pages drawn with y downwards from the top; the cursor `y` is the baseline of the last line."""

    def __init__(self, size: tuple[float, float] = A4, rotation: int = 0, **options: object) -> None:
        require_fonts()
        self.size = size
        self._buffer = io.BytesIO()
        self._canvas = canvas.Canvas(self._buffer, pagesize=size, **options)
        self.y = TOP
        if rotation:
            self._canvas.setPageRotation(rotation)

    @property
    def canvas(self) -> canvas.Canvas:
        return self._canvas

    def text(self, x: float, y: float, text: str, size: float = 13, face: str = "regular") -> Sheet:
        self._canvas.setFont(face, size)
        self._canvas.drawString(x, self.size[1] - y, text)
        return self

    def centred(self, x: float, y: float, text: str, size: float = 13, face: str = "regular") -> Sheet:
        self._canvas.setFont(face, size)
        self._canvas.drawCentredString(x, self.size[1] - y, text)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self._canvas.setLineWidth(0.5)
        self._canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self._canvas.setLineWidth(0.5)
        self._canvas.rect(x0, self.size[1] - y1, x1 - x0, y1 - y0)
        return self

    def paragraph(
        self,
        text: str,
        *,
        size: float = 13,
        indent: float = 28,
        leading: float = 1.25,
        left: float = LEFT,
        right: float = RIGHT,
        before: float = 6,
        face: str = "regular",
    ) -> list[str]:
        """Draw a wrapped, justified paragraph under the cursor; return its printed lines."""
        lines = wrap(text, face, size, right - left, indent)
        self.y += before
        for number, words in enumerate(lines):
            self.y += leading * size
            x0 = left + (indent if number == 0 else 0)
            space = pdfmetrics.stringWidth(" ", face, size)
            if number < len(lines) - 1 and len(words) > 1:
                ink = sum(pdfmetrics.stringWidth(word, face, size) for word in words)
                space = (right - x0 - ink) / (len(words) - 1)
            for word in words:
                self.text(x0, self.y, word + " ", size, face)
                x0 += pdfmetrics.stringWidth(word, face, size) + space
        return [" ".join(words) for words in lines]

    def grid(self, xs: Sequence[float], ys: Sequence[float], merged_columns: Sequence[int] = ()) -> Sheet:
        """Draw a table's rules; inside merged columns no rule parts the rows."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in (ys[0], ys[-1]):
            self.line(xs[0], y, xs[-1], y)
        for y in ys[1:-1]:
            for column, (x0, x1) in enumerate(pairwise(xs)):
                if column not in merged_columns:
                    self.line(x0, y, x1, y)
        return self

    def image(self) -> Sheet:
        """Cover the page with a picture."""
        picture = Image.new("RGB", (60, 80), (200, 200, 200))
        self._canvas.drawImage(ImageReader(picture), 0, 0, *self.size)
        return self

    def new_page(self, size: tuple[float, float] | None = None, rotation: int = 0) -> Sheet:
        self._canvas.showPage()
        self.size = size or self.size
        self._canvas.setPageSize(self.size)
        self._canvas.setPageRotation(rotation)
        self.y = TOP
        return self

    def pdf(self) -> bytes:
        self._canvas.save()
        return self._buffer.getvalue()


def wrap(text: str, face: str, size: float, width: float, indent: float) -> list[list[str]]:
    """Break a text into lines of words that fit."""
    lines: list[list[str]] = [[]]
    room = width - indent
    for word in text.split():
        if lines[-1] and pdfmetrics.stringWidth(" ".join([*lines[-1], word]), face, size) > room:
            lines.append([])
            room = width
        lines[-1].append(word)
    return lines
