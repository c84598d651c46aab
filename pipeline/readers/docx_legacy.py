"""DOCX text in fonts that are not of Unicode: marked where the font is known, read where the line is.

A letter of such a font may be spread over two runs, and whether its name tells the truth shows only
in the words. So a run's characters are moved to a private plane, one block per encoding, and the whole
line is read at its end. Text whose font was renamed is found by its syllables before it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from lxml import etree

from pipeline.normalise.encodings import Encoding, decode_legacy, encoding_of_font
from pipeline.normalise.syllables import share_of_syllables
from pipeline.readers import docx_names as w
from pipeline.readers.legacy_text import find_encoding, has_vietnamese, is_suspect, restore_case, restore_line

TCVN3, TCVN3_CAPITALS, VNI = 16, 32, 64
LEGACY_FONTS: Final = TCVN3 | TCVN3_CAPITALS | VNI
_FLAGS: Final = {
    Encoding.TCVN3: TCVN3,
    Encoding.TCVN3_CAPITALS: TCVN3_CAPITALS,
    Encoding.VNI: VNI,
}
_PLANE: Final = 0xF0000
_BLOCK: Final = 0x2400  # holds all characters that Windows-1252 has, and those that they are mistaken for
_BASES: Final = {
    encoding: _PLANE + number * _BLOCK
    for number, encoding in enumerate((Encoding.TCVN3, Encoding.TCVN3_CAPITALS, Encoding.VNI))
}
_MARKED: Final = re.compile(r"[\U000F0000-\U000F6BFF]++")
_SAMPLE_RUNS: Final = 600


@lru_cache(maxsize=500)
def font_flags(name: str) -> int:
    """Return the flag of a font's encoding, 0 for a font of Unicode."""
    encoding = encoding_of_font(name)
    return 0 if encoding is None else _FLAGS[encoding]


def flags_of_fonts(element: etree._Element) -> int:
    """Return the flag of a `w:rFonts`: that of the font of its characters outside ASCII."""
    return font_flags(element.get(w.HIGH_FONT) or element.get(w.ASCII_FONT) or "")


def mark_legacy(text: str, flags: int) -> str:
    """Return the text of a run in a legacy font with its characters, blanks aside, moved to the private plane."""
    encoding = next(encoding for encoding, flag in _FLAGS.items() if flags & flag)
    base = _BASES[encoding]
    return "".join(chr(base + ord(char)) if char > " " and ord(char) < _BLOCK else char for char in text)


def read_marked(line: str) -> str:
    """Return a line with its marked characters read in their encodings, or as they are where that reads better."""
    if not _MARKED.search(line):
        return line
    plain = _MARKED.sub(_strip, line)
    if any(has_vietnamese(_strip(match)) for match in _MARKED.finditer(line)):
        return plain
    read = _MARKED.sub(_decode, line)
    return read if share_of_syllables(read)[0] >= share_of_syllables(plain)[0] else plain


def _strip(match: re.Match[str]) -> str:
    return "".join(chr((ord(char) - _PLANE) % _BLOCK) for char in match.group())


def _decode(match: re.Match[str]) -> str:
    """Read a stretch of marked characters, which may be in several encodings one after the other."""
    out: list[str] = []
    encodings = list(_BASES)
    text = match.group()
    start = 0
    for index in range(1, len(text) + 1):
        block = (ord(text[start]) - _PLANE) // _BLOCK
        if index == len(text) or (ord(text[index]) - _PLANE) // _BLOCK != block:
            raw = "".join(chr((ord(char) - _PLANE) % _BLOCK) for char in text[start:index])
            read = decode_legacy(raw, encodings[block])
            out.append(restore_case(read) if encodings[block] is Encoding.TCVN3 else read)
            start = index
    return "".join(out)


def restore_story(root: etree._Element, encoding: Encoding) -> None:
    """Read the text runs below an element, which say no legacy font, in that encoding."""
    for item in root.iter(w.T):
        if item.text and is_suspect(item.text):
            item.text = restore_line(item.text, encoding)


def find_story_encoding(root: etree._Element) -> Encoding | None:
    """Return the legacy encoding that a document's text is in by its syllables, None for Unicode."""
    runs = [item.text for item in islice(root.iter(w.T), _SAMPLE_RUNS) if item.text]
    if any(map(has_vietnamese, runs)):
        return None
    return find_encoding(list(_suspects(root)))


def _suspects(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(w.P):
        text = "".join(item.text or "" for item in paragraph.iter(w.T))
        if is_suspect(text):
            yield text
