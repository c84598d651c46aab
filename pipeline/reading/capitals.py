"""Text printed in capitals throughout: in which case the form of a document would have it.

What the form prints in capitals stays: issuer, motto, title, headings with Roman figures, the offices over
a signature. Everything else is read in the likeliest case of each word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pipeline.normalise.doc_types import parse_title
from pipeline.normalise.syllables import syllables
from pipeline.normalise.text import fold
from pipeline.reading.decode import Candidate, best_reading
from pipeline.reading.language import START, LanguageModel
from pipeline.reading.words import WORD, cased_token_of

_MOTTO: Final = re.compile(r"ĐỘC LẬP\s?[-–]\s?TỰ DO\s?[-–]\s?HẠNH PHÚC")
_HEAD_ENDS: Final = re.compile(r"^(?:SỐ\b|V/V\b|KÍNH GỬI|\d)|\bNGÀY\b.{0,24}\bTHÁNG\b|^CĂN CỨ\b")
_HEADING: Final = re.compile(r"^(?:[IVX]{1,5}[./)]\s|PHẦN\s|CHƯƠNG\s|PHỤ LỤC\b|(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)\s?:)")
_OFFICE: Final = re.compile(
    r"^(?:(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s?[./]|PHÓ |GIÁM ĐỐC|CHỦ TỊCH|CHÁNH |TRƯỞNG |BÍ THƯ|BỘ TRƯỞNG|THỨ TRƯỞNG"
    r"|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|HIỆU TRƯỞNG|ỦY BAN|UỶ BAN|HỘI ĐỒNG|TỔ TRƯỞNG|THỦ TƯỚNG|CHỦ TỌA|CHỦ TRÌ)"
)
_NAME: Final = re.compile(r"^[^\W\d_]{1,8}(?: [^\W\d_]{1,8}){1,5}$")
_CODE: Final = re.compile(r"(?:\d{1,6}[A-ZĐ]?|(?<=SỐ)[:\s]{0,40})/(?:\d{4}/)?[A-ZĐƯ][\w&.]*(?:[-–/][A-ZĐƯ][\w&.]*)*")
_OPEN: Final = re.compile(r"[^.;:!?/]$")
_ITEM: Final = re.compile(r"^(?:[-–+•]|\d{1,2}(?:\.\d{1,2})*[.)]|[A-ZĐ][.)])\s")
_WIDE: Final = re.compile(r"(?<!NGÀY)(?<!THÁNG)(?<!NĂM)(?<!SỐ)(?<!SỐ:)(?<! )( {3,})")
_FIRST: Final = re.compile(r"^\W{0,20}(?:\(?[^\W\d_]\)|[\d.]{1,12}[.)])?\s{0,20}[^\W\d_]")
_LETTER: Final = re.compile(r"^\(?[A-ZĐ](?=\))")
_LONGEST_HEADING: Final = 110
_SHORTEST_WRAPPED: Final = 45
_AFTER_OFFICE: Final = 8


class CaseReader:
    """Reads the lines of one document in order; what a line is depends on those before it."""

    def __init__(self, language: LanguageModel) -> None:
        self._language = language
        self._in_head = True
        self._in_foot = False
        self._since_office = _AFTER_OFFICE
        self._titled = False
        self._before = ""
        self._last = (START, START)

    def read(self, text: str, gap: bool = False) -> str:
        """Return the line in its likeliest case, of the same length; `gap` as in `Line`."""
        self._before = "" if gap or text.startswith("CĂN CỨ ") else self._before
        return "".join(map(self._read_column, _WIDE.split(text)))

    def _read_column(self, text: str) -> str:
        return _LETTER.sub(lambda match: match[0].lower(), self._read(text))

    def _read(self, text: str) -> str:
        if not any(map(str.isalpha, text)):
            return text
        self._in_head = self._in_head and _HEAD_ENDS.search(text) is None
        self._in_foot = self._in_foot or fold(text).startswith("nơi nhận")
        if self._in_head:
            return _MOTTO.sub(lambda match: _motto_case(match[0]), text)
        reading = text if self._is_kept(text) else self._name(text) or self._likeliest(text)
        self._since_office = 0 if _OFFICE.match(text) and reading == text else self._since_office + 1
        self._before = text
        return reading

    def _is_kept(self, text: str) -> bool:
        """Whether the form prints the line in capitals."""
        if len(text) > _LONGEST_HEADING or text.endswith((";", ".")):
            return False
        title = None if self._titled else parse_title(text)
        self._titled = self._titled or title is not None
        return title is not None or bool(_HEADING.match(text)) or (bool(_OFFICE.match(text)) and not self._is_open())

    def _name(self, text: str) -> str | None:
        """A name below an office in capitals."""
        is_name = self._since_office < _AFTER_OFFICE and self._in_foot and _NAME.match(text) is not None
        return text.title() if is_name else None

    def _is_open(self) -> bool:
        """Whether the line before was cut by the width of the page."""
        return len(self._before) > _SHORTEST_WRAPPED and _OPEN.search(self._before) is not None

    def _likeliest(self, text: str) -> str:
        words = list(WORD.finditer(text))
        codes = {at for match in _CODE.finditer(text) for at in range(match.start(), match.end())}
        slots = [self._candidates(word[0], word.start() in codes) for word in words]
        goes_on = self._is_open() and not _ITEM.match(text)
        chosen = best_reading(slots, self._language, self._last if goes_on else (START, START))
        tokens = [START, START, *(candidate.tokens[0] for candidate in chosen)]
        self._last = (tokens[-2], tokens[-1])
        reading = list(text)
        for word, candidate in zip(words, chosen, strict=True):
            reading[word.start() : word.end()] = [char for char, _ in candidate.pieces]
        return _begun("".join(reading)) if not goes_on else "".join(reading)

    def _candidates(self, word: str, is_code: bool) -> list[Candidate]:
        """A code and what is no syllable stay in capitals; other words may have any case."""
        forms = [word.lower(), word.capitalize(), word]
        if is_code or fold(word) not in syllables():
            forms = [self._language.codes.get(word, word)]
        return [_cased(form, word) for form in dict.fromkeys(forms)]


def _cased(form: str, word: str) -> Candidate:
    return Candidate((cased_token_of(form),), 0.0, tuple(zip(form, word, strict=True)))


def _begun(text: str) -> str:
    """Return the text with a capital at its beginning, after the marker."""
    return _FIRST.sub(lambda match: match[0][:-1] + match[0][-1].upper(), text)


def _motto_case(motto: str) -> str:
    """`Độc lập - Tự do - Hạnh phúc`."""
    capitalise: Callable[[re.Match[str]], str] = lambda match: match[0].capitalize()  # noqa: E731
    return re.sub(r"\w+ \w+", capitalise, motto)
