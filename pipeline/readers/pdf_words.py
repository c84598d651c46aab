"""Words with boxes from a PDF page's text layer.

A call into pdfium costs about as much as ten Python operations, so a word costs two calls: the
loose boxes (origin, advance width, font height) of its first and its last character.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

# U+FFFE and U+0002 stand for a hyphen at a line's end, after which pdfium leaves out the line break.
_TOKEN = re.compile(r"[^\s\x00-\x1f\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_ODD = re.compile("[\x02\ufffe\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ue000-\uf8ff]")
# Symbol and Wingdings glyphs that Word maps into the private use area; all others there are bullets.
_SYMBOL = {"\uf02b": "+", "\uf0b0": "°", "\uf0b1": "±", "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b4": "×", "\uf025": "%"}
_LIMIT = 20_000.0  # no page is larger (14,400 points is the format's own bound)
_BOLD_FLAG, _ITALIC_FLAG = 1 << 18, 1 << 6

Handle = Any  # an opaque pointer of pdfium's
Transform = Callable[[float, float, float, float], tuple[float, float, float, float]]


class Word(NamedTuple):
    """A run of characters without white space; its box is in points, origin at the top left.

    A named tuple, not a dataclass: a page has hundreds and they are made in a third of the time.
    `start` and `end` are its character range in the page's content order, `size` the font height;
    `turned` words run up or down the page.
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


class PageText:
    """The open text layer of one page. Close it before the page.

    Of the `words_read`, `words_up` run up the page and `words_down` down.
    """

    def __init__(self, page: Handle, transform: Transform) -> None:
        self._raw = pdfium.FPDFText_LoadPage(page)
        self._transform = transform
        self._rect = pdfium.FS_RECTF()
        self._styles: dict[bytes, tuple[bool, bool]] = {}
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
            token, (start, end) = match.group(), match.span()
            for word in self._split(token, start, end):
                if clean is None:
                    found.append(word)
                elif cleaned := clean(word.text):
                    found.append(word._replace(text=cleaned))
        self.words_read = len(found)
        return _join_turned(found) if any(word.turned for word in found) else found

    def style(self, index: int) -> tuple[bool, bool]:
        """Return whether the character is bold and whether it is italic, by its font's name and flags."""
        buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._raw, index, buffer, 128, flags)
        name = buffer.value
        if name not in self._styles:
            low = name.lower()
            bold = b"bold" in low or b"black" in low or bool(flags.value & _BOLD_FLAG)
            self._styles[name] = bold, b"italic" in low or b"oblique" in low or bool(flags.value & _ITALIC_FLAG)
        return self._styles[name]

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

    def _split(self, token: str, start: int, end: int) -> Iterator[Word]:
        """Yield the token as one word, or cut where its characters change height or place."""
        x0, top, x1, bottom = self._box(start)
        height = bottom - top
        if end - start == 1:
            if _sane(x0, top, x1, bottom):
                yield Word(token, x0, top, x1, bottom, height, start, end)
            return
        last_x0, last_top, last_x1, last_bottom = self._box(end - 1)
        low = bottom - last_bottom
        if -0.5 < low < 0.5 and last_x0 >= x0 and _sane(x0, top, last_x1, bottom):
            size = height if height < last_bottom - last_top else last_bottom - last_top
            yield Word(token, x0, min(top, last_top), last_x1, bottom, size, start, end)
        elif abs(low) > 0.5 and _overlap(x0, x1, last_x0, last_x1) and _sane(x0, top, x1, bottom):
            if low > 0:
                self.words_up += 1
            else:
                self.words_down += 1
            top, bottom = min(top, last_top), max(bottom, last_bottom)
            yield Word(token, min(x0, last_x0), top, max(x1, last_x1), bottom, x1 - x0, start, end, turned=True)
        else:
            yield from self._split_by_character(token, start)

    def _split_by_character(self, token: str, start: int) -> Iterator[Word]:
        """Cut a token whose ends don't stand on one line: superscripts, line-end hyphens, rotated text."""
        run: Word | None = None
        for offset, char in enumerate(token):
            x0, top, x1, bottom = self._box(start + offset)
            if not _sane(x0, top, x1, bottom):
                continue
            here = Word(char, x0, top, x1, bottom, bottom - top, start + offset, start + offset + 1)
            if run is not None and (_continues(run, here) or unicodedata.combining(char)):
                run = _joined(run, here)
                continue
            if run is not None:
                yield run
            run = here
        if run is not None:
            yield run


def _sane(x0: float, top: float, x1: float, bottom: float) -> bool:
    return -_LIMIT < x0 <= x1 < _LIMIT and -_LIMIT < top <= bottom < _LIMIT


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
    tolerance = 0.1 * max(run.size, here.size)
    return abs(run.bottom - here.bottom) <= tolerance and -tolerance <= here.x0 - run.x1 <= 5 * tolerance


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
    return unicodedata.normalize("NFC", _ODD.sub(_replace_odd, text))


def _replace_odd(match: re.Match[str]) -> str:
    char = match.group()
    if char in "\x02\ufffe":
        return "-"
    return _SYMBOL.get(char, "-") if "\ue000" <= char <= "\uf8ff" else ""
