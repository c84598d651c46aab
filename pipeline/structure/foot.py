"""The end of the document proper: recipients and signature, and where the appendices begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.core.document import Line, Part, Zone
from pipeline.normalise.text import fold
from pipeline.structure import phrases
from pipeline.structure.paragraphs import Paragraph, ends_text
from pipeline.structure.strips import Strip

_SIGNED: Final = re.compile(r"^\(?\s?(?:đã ký|đã kí|ký tên|ký, đóng dấu|signed)", re.IGNORECASE)
_APPENDIX: Final = re.compile(
    r"^(?:PHỤ LỤC|Phụ lục|QUY CHẾ|QUY ĐỊNH|DANH SÁCH|DANH MỤC|BIỂU |MẪU |Mẫu số|Biểu số|ĐỀ CƯƠNG)"
)
_NOISE_LIMIT: Final = 4


@dataclass(frozen=True, slots=True)
class Foot:
    """The footer's paragraphs and the range of strips that they take up."""

    paragraphs: tuple[Paragraph, ...]
    start: int
    end: int


def find_foot(strips: Sequence[Strip], body_start: int) -> Foot:
    """Return the first footer after the head; an empty one at the end where there is none.

    A later footer belongs to an attached document and stays in the appendix.
    """
    for index in range(body_start, len(strips)):
        if _opens_foot(strips, index, body_start):
            foot = _FootWalk(strips, index).walk()
            if foot is not None:
                return foot
    end = _appendix_start(strips, body_start)
    return Foot((), end, end)


def _appendix_start(strips: Sequence[Strip], body_start: int) -> int:
    """Without a footer the appendices begin at their heading in capitals, after an end mark if there is one."""
    for index in range(body_start + 1, len(strips)):
        if strips[index].text.startswith("PHỤ LỤC") and phrases.is_upper(strips[index].text):
            return index
    return len(strips)


def _opens_foot(strips: Sequence[Strip], index: int, body_start: int) -> bool:
    text = strips[index].text.strip()
    if not text or len(text) > 120:
        return False
    if phrases.RECIPIENTS.match(fold(text)):
        return True
    if not phrases.is_upper(text) or not phrases.OFFICE_LINE.match(text):
        return False
    if phrases.AUTHORITY.match(text) and text[:2] not in ("Q ", "QU"):
        return True
    before = [s.text for s in strips[max(index - 3, body_start) : index]]
    after_end = any(ends_text(each.rstrip()) for each in before)
    return after_end or _name_follows(strips, index)


def _name_follows(strips: Sequence[Strip], index: int) -> bool:
    """A lone office in capitals is a signature where a person's name comes next and nothing else."""
    following = [s.text.strip() for s in strips[index + 1 : index + 4] if s.text.strip()]
    names = [t for t in following if not _SIGNED.match(t) and not phrases.OFFICE_LINE.match(t)]
    return bool(names) and _is_name(names[0]) and not phrases.is_agency_words(names[0])


def _is_name(text: str) -> bool:
    return bool(phrases.PERSON_NAME.match(text.strip())) and len(text) < 50


class _FootWalk:
    """Consumes lines from the footer's first one while they are recipients or a signature."""

    def __init__(self, strips: Sequence[Strip], start: int) -> None:
        self._strips = strips
        self._start = start
        self._groups: list[tuple[Part, list[Line]]] = []
        self._named = False
        self._skipped = 0

    def walk(self) -> Foot | None:
        """Return the footer, or None where the lines turn out to be none."""
        index = self._start
        last_cell: int | None = None
        while index < len(self._strips):
            strip = self._strips[index]
            if strip.line is None:
                break
            same_cell = strip.cell == last_cell
            if not self._take(strip.line, strip.line.text.strip(), same_cell):
                break
            last_cell = strip.cell
            index += 1
        parts = {part for part, _ in self._groups}
        if not parts & {Part.RECIPIENT, Part.SIGN_NAME} and not (self._groups and Part.SIGN_TITLE in parts):
            return None
        if Part.SIGN_TITLE in parts and not parts & {Part.RECIPIENT, Part.SIGN_NAME} and index < len(self._strips) - 2:
            return None
        paragraphs = tuple(Paragraph(tuple(lines), Zone.FOOT, part) for part, lines in self._groups)
        return Foot(paragraphs, self._start, index)

    def _take(self, line: Line, text: str, same_cell: bool) -> bool:
        """File the line; False where the footer is over."""
        part = self._groups[-1][0] if self._groups else None
        if phrases.RECIPIENTS.match(fold(text)):
            if any(p is Part.RECIPIENT for p, _ in self._groups):
                return False
            return self._open(Part.RECIPIENT, line)
        if self._is_office(text):
            return self._office(part, line, text, same_cell)
        if part is Part.RECIPIENT and self._is_recipient(line, text, same_cell):
            return self._recipient(line, text)
        if part is Part.SIGN_TITLE and self._title_goes_on(text, same_cell):
            return self._go_on(line)
        if Part.SIGN_TITLE in {p for p, _ in self._groups} and not self._named:
            return self._name_or_noise(line, text)
        if self._named and text.startswith(("-", "–")) and self._has_open_recipients():
            return self._open(Part.RECIPIENT, line)
        return False

    def _is_office(self, text: str) -> bool:
        return phrases.is_upper(text) and bool(phrases.OFFICE_LINE.match(text)) and len(text) < 110

    def _office(self, part: Part | None, line: Line, text: str, same_cell: bool) -> bool:
        if self._named:
            return False
        if part is Part.SIGN_TITLE and self._title_goes_on(text, same_cell):
            return self._go_on(line)
        return self._open(Part.SIGN_TITLE, line)

    def _title_goes_on(self, text: str, same_cell: bool) -> bool:
        """A long office wraps: after a comma, or with words that open no office of their own."""
        before = self._groups[-1][1][-1].text.rstrip()
        if not phrases.is_upper(text):
            return False
        return (
            before.endswith((",", "-", "–", "VÀ", "KIÊM"))
            or (
                not phrases.OFFICE_LINE.match(text)
                and not (_is_name(text) and not phrases.is_agency_words(text) and "DÂN" not in text)
            )
            or (_is_name(text) and text in ("DÂN", "NHÂN DÂN", "PHỦ"))
        )

    def _is_recipient(self, line: Line, text: str, same_cell: bool) -> bool:
        if text.startswith(("-", "–", "+", "•")):
            return True
        before = self._groups[-1][1][-1].text.rstrip()
        if _APPENDIX.match(text) or (line.gap and before.endswith(".")):
            return False
        closed = before.endswith(".") and "Lưu" in self._groups[-1][1][0].text
        if closed or (_is_name(text) and phrases.is_upper(text)):
            return False
        if _is_name(text) and self._signature_is_next():
            return False
        return not line.gap or before.endswith((",", ":", ";")) or text[0].islower()

    def _signature_is_next(self) -> bool:
        """A name right after the recipients signs where the office was printed before them."""
        return any(p is Part.SIGN_TITLE for p, _ in self._groups) and not self._named

    def _recipient(self, line: Line, text: str) -> bool:
        head = self._groups[-1][1][0].text
        alone = phrases.RECIPIENTS.match(fold(head)) and not head.split(":", 1)[-1].strip()
        if text.startswith(("-", "–", "+", "•")) or alone:
            return self._open(Part.RECIPIENT, line)
        return self._go_on(line)

    def _name_or_noise(self, line: Line, text: str) -> bool:
        if _is_name(text) and not _APPENDIX.match(text):
            self._named = True
            return self._open(Part.SIGN_NAME, line)
        if text.startswith(("-", "–")) and self._has_open_recipients():
            return self._open(Part.RECIPIENT, line)
        self._skipped += 1
        if self._skipped > _NOISE_LIMIT or len(text) > 40 or _APPENDIX.match(text):
            return False
        return self._open(Part.OTHER, line)

    def _has_open_recipients(self) -> bool:
        return any(p is Part.RECIPIENT for p, _ in self._groups)

    def _open(self, part: Part, line: Line) -> bool:
        self._groups.append((part, [line]))
        return True

    def _go_on(self, line: Line) -> bool:
        self._groups[-1][1].append(line)
        return True
