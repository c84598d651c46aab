"""Words with boxes from a PDF page's text layer.

A word's place is told by the origins of its first and last character and by its font's size, never
by the characters' boxes: pdfium makes those up from font descriptors that word processors write
wrongly, so that letters with and without descenders seem to stand on different lines. A call into
pdfium costs about as much as ten Python operations; a word costs four or five.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Callable, Iterator
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.readers.letters import repair_letters
from pipeline.readers.pdf_legacy import may_be_legacy, read_words

# U+FFFE and U+0002 stand for a hyphen at a line's end, after which pdfium leaves out the line break.
_TOKEN = re.compile(r"[^\s\x00-\x1f\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_ODD = re.compile("[ÐðƉɖ\x02\ufffe\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ue000-\uf8ff]")
# Symbol and Wingdings glyphs that Word maps into the private use area; all others there are bullets.
_SYMBOL = {"\uf02b": "+", "\uf0b0": "°", "\uf0b1": "±", "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b4": "×", "\uf025": "%"}
_LIMIT = 20_000.0  # no page is larger (14,400 points is the format's own bound)
_BOLD_FLAG, _ITALIC_FLAG = 1 << 18, 1 << 6
_HEIGHT, _DESCENT = 1.107, 0.216  # of a font's size: height and descent of Times New Roman's line
_SAME_LINE = 0.08  # of the font height: baselines so near are one
_SAME_SIZE = 0.12
_LEVEL = 0.05  # so little may text rise or fall for its length and still run level
# A raised mark between a word and what closes it: both ends stand on the baseline, the mark doesn't.
_HIDDEN_MARK = re.compile(r"[^\W\d].*[\d*][)\].,;:”]+|.*[)\]%”]\d{1,3}[.,;:]+")

Handle = Any  # an opaque pointer of pdfium's
Transform = Callable[[float, float, float, float], tuple[float, float, float, float]]


class Word(NamedTuple):
    """A run of characters without white space; its box is in points, origin at the top left.

    A named tuple, not a dataclass: a page has hundreds and they are made in a third of the time.
    `start` and `end` are its character range in the page's content order; `size` is the font height
    and `bottom` the font's descent below the baseline; `turned` words run up or down the page.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    start: int
    end: int
    turned: bool = False
    bold: bool = False
    italic: bool = False


class PageText:
    """The open text layer of one page. Close it before the page.

    Of the `words_read`, `words_up` run up the page and `words_down` down.
    """

    def __init__(self, page: Handle, transform: Transform) -> None:
        self._raw = pdfium.FPDFText_LoadPage(page)
        self._transform = transform
        self._rect = pdfium.FS_RECTF()
        self._point = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()
        x, y = transform(0, 0, 0, 0)[:2]
        self._axes = tuple((end[0] - x, end[1] - y) for end in (transform(1, 0, 1, 0), transform(0, 1, 0, 1)))
        self._styles: dict[str, tuple[bool, bool]] = {}
        self.words_read = 0
        self.words_up = 0
        self.words_down = 0

    def __enter__(self) -> PageText:
        """Return itself, open."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Close the handle."""
        if self._raw:
            pdfium.FPDFText_ClosePage(self._raw)
        self._raw = None

    def words(self) -> list[Word]:
        """Return the page's words in content order."""
        if not self._raw:
            return []
        text = self._characters()
        clean = _clean if _ODD.search(text) or not unicodedata.is_normalized("NFC", text) else None
        found: list[Word] = []
        for match in _TOKEN.finditer(text):
            found.extend(self._split(match.group(), *match.span()))
        if may_be_legacy(text):
            read = read_words([word.text for word in found], lambda place: self._font(found[place].start)[0])
            found = [word._replace(text=text) for word, text in zip(found, read, strict=True)]
        if clean is not None:
            found = [word._replace(text=cleaned) for word in found if (cleaned := clean(word.text))]
        self.words_read = len(found)
        return _join_turned(found) if any(word.turned for word in found) else found

    def style(self, index: int) -> tuple[bool, bool]:
        """Return whether the character is bold and whether it is italic, by its font's name and flags."""
        name, flags = self._font(index)
        if name not in self._styles:
            low = name.lower()
            bold = "bold" in low or "black" in low or bool(flags & _BOLD_FLAG)
            self._styles[name] = bold, "italic" in low or "oblique" in low or bool(flags & _ITALIC_FLAG)
        return self._styles[name]

    def _font(self, index: int) -> tuple[str, int]:
        """Return the name of a character's font, and its flags."""
        buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._raw, index, buffer, 128, flags)
        return buffer.value.decode("latin-1"), flags.value

    def _characters(self) -> str:
        count = pdfium.FPDFText_CountChars(self._raw)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._raw, 0, count, buffer) - 1
        text = ctypes.string_at(buffer, 2 * max(written, 0)).decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        # Where the text has more or fewer units than characters (no Unicode value, surrogates), count by characters.
        codes = (pdfium.FPDFText_GetUnicode(self._raw, i) for i in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)

    def _box(self, index: int) -> tuple[float, float, float, float]:
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self._raw, index, rect)
        return self._transform(rect.left, rect.bottom, rect.right, rect.top)

    def _origin(self, index: int) -> tuple[float, float]:
        """Return where a character begins on its baseline."""
        x, y = self._point
        pdfium.FPDFText_GetCharOrigin(self._raw, index, x, y)
        return self._transform(x.value, y.value, x.value, y.value)[:2]

    def _height(self, index: int) -> float:
        """Return the height of a character's font as shown; negative where it does not stand upright."""
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._raw, index, matrix)
        a, b = matrix.a, matrix.b
        (xx, xy), (yx, yy) = self._axes
        right, down = a * xx + b * yx, a * xy + b * yy
        width = hypot(a, b)
        if not width:
            return 0.0
        size: float = _HEIGHT * pdfium.FPDFText_GetFontSize(self._raw, index)
        height: float = size * abs(a * matrix.d - b * matrix.c) / width
        return height if right > 0 and abs(down) < _LEVEL * right else -height

    def _split(self, token: str, start: int, end: int) -> Iterator[Word]:
        """Yield the token as one word, or cut where its characters change height or baseline."""
        size = self._height(start)
        if size <= 0:
            yield from self._turned(token, start, end)
            return
        x0, base = self._origin(start)
        # What is raised or lowered is a digit or an asterisk: words of letters are level.
        last_base = base if end - start == 1 or token.isalpha() else self._origin(end - 1)[1]
        if abs(base - last_base) <= _SAME_LINE * size and not _HIDDEN_MARK.fullmatch(token):
            word = self._upright(token, x0, base, size, start, end)
            if _sane(word):
                yield word
        else:
            yield from self._split_by_character(token, start)

    def _upright(self, text: str, x0: float, base: float, size: float, start: int, end: int) -> Word:
        box = self._box(end - 1)
        size = max(size, 0.5 * (box[3] - box[1]))  # fonts drawn as pictures tell a size of their own
        bottom = base + _DESCENT / _HEIGHT * size
        return Word(text, x0, bottom - size, max(box[2], x0), bottom, size, start, end)

    def _turned(self, token: str, start: int, end: int) -> Iterator[Word]:
        """Yield a token that runs up or down the page, or aslant, in the box of its ends."""
        x0, top, x1, bottom = self._box(start)
        last_x0, last_top, last_x1, last_bottom = self._box(end - 1)
        width = x1 - x0
        low = bottom - last_bottom
        if end - start > 1 and _overlap(x0, x1, last_x0, last_x1):
            if low > 0:
                self.words_up += 1
            else:
                self.words_down += 1
        top, bottom = min(top, last_top), max(bottom, last_bottom)
        word = Word(token, min(x0, last_x0), top, max(x1, last_x1), bottom, width, start, end, turned=True)
        if _sane(word):
            yield word

    def _split_by_character(self, token: str, start: int) -> Iterator[Word]:
        """Cut a token whose characters don't stand on one line: raised marks, line-end hyphens."""
        run: Word | None = None
        for offset, char in enumerate(token):
            index = start + offset
            here = self._upright(char, *self._origin(index), abs(self._height(index)), index, index + 1)
            if not _sane(here):
                continue
            if run is not None and (_continues(run, here) or unicodedata.combining(char)):
                run = _joined(run, here)
                continue
            if run is not None:
                yield run
            run = here
        if run is not None:
            yield run


def _sane(word: Word) -> bool:
    return -_LIMIT < word.x0 <= word.x1 < _LIMIT and -_LIMIT < word.top <= word.bottom < _LIMIT


def _overlap(a0: float, a1: float, b0: float, b1: float) -> bool:
    """Whether two ranges share most of the shorter one."""
    return min(a1, b1) - max(a0, b0) > 0.6 * min(a1 - a0, b1 - b0)


def _join_turned(words: list[Word]) -> list[Word]:
    """Join neighbours that run up or down the page in one column into one word with spaces."""
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        if before is not None and before.turned and _stands_in_column(before, word):
            joined[-1] = _joined(before._replace(text=before.text + " "), word)._replace(size=before.size, turned=True)
        else:
            joined.append(word)
    return joined


def _stands_in_column(before: Word, word: Word) -> bool:
    apart = max(word.top - before.bottom, before.top - word.bottom)
    return (
        _overlap(before.x0, before.x1, word.x0, word.x1) and (word.turned or len(word.text) == 1) and apart < word.size
    )


def _continues(run: Word, here: Word) -> bool:
    size = max(run.size, here.size)
    if abs(run.size - here.size) > _SAME_SIZE * size or abs(_baseline(run) - _baseline(here)) > _SAME_LINE * size:
        return False
    # Backwards, a line-end hyphen's successor stands on the next line; kerning moves by less.
    return here.x0 >= run.x0 - 0.1 * size and here.x0 - run.x1 <= 0.5 * size


def _baseline(word: Word) -> float:
    return word.bottom - _DESCENT / _HEIGHT * word.size


def _joined(run: Word, here: Word) -> Word:
    return Word(
        run.text + here.text,
        min(run.x0, here.x0),
        min(run.top, here.top),
        max(run.x1, here.x1),
        max(run.bottom, here.bottom),
        min(run.size, here.size) or run.size,
        run.start,
        here.end,
    )


def _clean(text: str) -> str:
    return repair_letters(unicodedata.normalize("NFC", _ODD.sub(_replace_odd, text)))


def _replace_odd(match: re.Match[str]) -> str:
    char = match.group()
    if char in "ÐðƉɖ":
        return char
    if char in "\x02\ufffe":
        return "-"
    return _SYMBOL.get(char, "-") if "\ue000" <= char <= "\uf8ff" else ""
