"""Words, lines and the page that they are set on: the small typesetter behind the PDF samples.

Lengths are PDF points; y grows upwards. Text is set in embedded subsets of a font with Vietnamese
glyphs, looked for in the places of `FONT_SETS`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT_SETS = (
    ("/usr/share/fonts/truetype/liberation2", "LiberationSerif-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic")),
    ("/usr/share/fonts/truetype/liberation", "LiberationSerif-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic")),
    ("/usr/share/fonts/liberation-serif", "LiberationSerif-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic")),
)
FACES = ("Body", "Body-Bold", "Body-Italic", "Body-BoldItalic")


class MissingFontError(RuntimeError):
    """No font with Vietnamese glyphs was found; the message says what to install."""


def find_fonts() -> list[Path]:
    """Return the four faces (regular, bold, italic, bold italic) of the first family that is there."""
    for folder, pattern, faces in FONT_SETS:
        paths = [Path(folder) / pattern.format(face) for face in faces]
        if all(path.is_file() for path in paths):
            return paths
    raise MissingFontError("PDF samples need the font Liberation Serif 2 (Debian package fonts-liberation2)")


@dataclass(frozen=True, slots=True)
class Look:
    """Face 0..3 (bold is 1, italic 2), size, and how far above the line."""

    face: int = 0
    size: float = 13.5
    rise: float = 0.0

    def width(self, text: str) -> float:
        """The set width of a text."""
        return float(pdfmetrics.stringWidth(text, FACES[self.face], self.size))


@dataclass(frozen=True, slots=True)
class Word:
    """Pieces of text without a space between them; `notes` are the footnotes marked in it."""

    pieces: tuple[tuple[str, Look], ...]
    notes: tuple[str, ...] = ()
    breaks: bool = False

    @property
    def width(self) -> float:
        """The set width of all pieces."""
        return sum(look.width(text) for text, look in self.pieces)


@dataclass(frozen=True, slots=True)
class SetLine:
    """Words of one line; `last` of its paragraph, so that it is not stretched."""

    words: tuple[Word, ...]
    last: bool
    indent: float = 0.0

    @property
    def notes(self) -> tuple[str, ...]:
        """Footnotes marked in the line."""
        return tuple(n for word in self.words for n in word.notes)

    @property
    def size(self) -> float:
        """The largest size of the line."""
        return max((look.size for word in self.words for _, look in word.pieces), default=13.5)


def words_of(pieces: Iterable[tuple[str, Look, tuple[str, ...]]]) -> list[Word]:
    """Split pieces (text, look, notes) at spaces into words; a line feed ends a line."""
    words: list[Word] = []
    glued: list[tuple[str, Look]] = []
    notes: list[str] = []

    def close(breaks: bool = False) -> None:
        if glued or breaks:
            words.append(Word(tuple(glued), tuple(notes), breaks))
        glued.clear()
        notes.clear()

    for text, look, marked in pieces:
        notes.extend(marked)
        part = ""
        for char in text:
            if char in " \n":
                if part:
                    glued.append((part, look))
                close(char == "\n")
                part = ""
            else:
                part += char
        if part:
            glued.append((part, look))
    close()
    return words


def break_lines(words: list[Word], width: float, first: float = 0.0) -> list[SetLine]:
    """Fill lines greedily; `first` is the indent of the first one."""
    lines: list[SetLine] = []
    row: list[Word] = []
    indent, used = first, first
    for word in words:
        space = Look().width(" ") if row else 0.0
        if row and used + space + word.width > width:
            lines.append(SetLine(tuple(row), False, indent))
            row, indent, used, space = [], 0.0, 0.0, 0.0
        row.append(word)
        used += space + word.width
        if word.breaks:
            lines.append(SetLine(tuple(row), True, indent))
            row, indent, used = [], 0.0, 0.0
    if row:
        lines.append(SetLine(tuple(row), True, indent))
    return lines


@dataclass(slots=True)
class Sheet:
    """The canvas and the place on the current page where the next line goes."""

    title: str
    left: float = 85.0
    right: float = 57.0
    top: float = 57.0
    bottom: float = 57.0
    size: tuple[float, float] = A4
    number: int = 1
    y: float = 0.0
    notes: list[str] = field(default_factory=list)
    note_lines: dict[str, list[SetLine]] = field(default_factory=dict)
    buffer: io.BytesIO = field(default_factory=io.BytesIO)
    canvas: Canvas = field(init=False)
    on_break: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the canvas; same content, same bytes."""
        known = pdfmetrics.getRegisteredFontNames()
        for face, path in zip(FACES, find_fonts(), strict=True):
            if face in known:
                continue
            pdfmetrics.registerFont(TTFont(face, str(path)))
        self.canvas = Canvas(self.buffer, pagesize=self.size, invariant=1, pageCompression=1)
        self.canvas.setTitle(self.title)
        self.canvas.setAuthor("vanban")
        self.y = self.size[1] - self.top

    @property
    def width(self) -> float:
        """Width between the margins."""
        return self.size[0] - self.left - self.right

    def note_height(self, extra: tuple[str, ...] = ()) -> float:
        """Height that the page's footnotes need, with more of them."""
        keys = [*self.notes, *(k for k in extra if k not in self.notes)]
        return sum(12.5 * len(self.note_lines[k]) for k in keys) + (10 if keys else 0)

    def room(self, extra: tuple[str, ...] = ()) -> float:
        """Height left above the footnotes."""
        return self.y - self.bottom - self.note_height(extra)

    def new_page(self, size: tuple[float, float] | None = None) -> None:
        """End the page: its footnotes, then the number of the next one."""
        self._draw_notes()
        self.canvas.showPage()
        self.number += 1
        if size:
            self.size = size
        self.canvas.setPageSize(self.size)
        self.y = self.size[1] - self.top
        look = Look(0, 13)
        text = str(self.number)
        self.put(text, look, (self.size[0] - look.width(text)) / 2, self.size[1] - 40)

    def finish(self) -> bytes:
        """Close the file and return its bytes."""
        self._draw_notes()
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()

    def put(self, text: str, look: Look, x: float, y: float) -> None:
        """Set one piece of text."""
        self.canvas.setFont(FACES[look.face], look.size)
        self.canvas.drawString(x, y, text)

    def put_line(self, line: SetLine, x: float, y: float, width: float, align: str) -> None:
        """Set a line at a baseline: `justify`, `left` or `centre` within a width."""
        space = Look().width(" ") if line.size > 12 else Look(0, line.size).width(" ")
        natural = sum(w.width for w in line.words) + space * (len(line.words) - 1)
        free = width - line.indent - natural
        if align == "centre":
            x += free / 2
        elif align == "justify" and not line.last and len(line.words) > 1:
            space += free / (len(line.words) - 1)
        self._put_words(line, x + line.indent, y, space)

    def _put_words(self, line: SetLine, x: float, y: float, space: float) -> None:
        base = Look(0, line.size)
        text = self.canvas.beginText(x, y)
        for index, word in enumerate(line.words):
            for piece, look in word.pieces:
                text.setFont(FACES[look.face], look.size)
                text.setRise(look.rise)
                text.textOut(piece)
            if index < len(line.words) - 1:
                text.setFont(FACES[0], base.size)
                text.setRise(0)
                text.setWordSpace(space - base.width(" "))
                text.textOut(" ")
                text.setWordSpace(0)
        self.canvas.drawText(text)

    def _draw_notes(self) -> None:
        if not self.notes:
            return
        y = self.bottom + self.note_height() - 10
        self.canvas.setLineWidth(0.5)
        self.canvas.line(self.left, y + 4, self.left + 140, y + 4)
        for key in self.notes:
            for line in self.note_lines[key]:
                y -= 12.5
                self.put_line(line, self.left, y + 3, self.width, "left")
        self.notes = []
