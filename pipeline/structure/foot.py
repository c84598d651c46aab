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

_SIGNED: Final = re.compile(r"^[(\[]?\s?(?:đã ký|đã kí|ký tên|ký, đóng dấu|signed)", re.IGNORECASE)
_APPENDIX: Final = re.compile(
    r"^(?:PHỤ LỤC|Phụ lục|QUY CHẾ|QUY ĐỊNH|DANH SÁCH|DANH MỤC|BIỂU |MẪU |Mẫu số|Biểu số|ĐỀ CƯƠNG)"
)
_DASHES: Final = ("-", "–", "+", "•")
_NAME_WORDS: Final = re.compile(r"^[A-ZĐÀ-Ỹ][a-zđà-ỹ]{0,7}(?: [A-ZĐÀ-Ỹ][a-zđà-ỹ]{0,7})?$")
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
    if phrases.opens_recipients(text):
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
    return bool(names) and phrases.is_person(names[0])


def _has_dash(text: str) -> bool:
    label = phrases.RECIPIENTS.match(fold(text))
    return text[label.end() if label is not None else 0 :].lstrip().startswith(_DASHES)


class _FootWalk:
    """Consumes lines from the footer's first one while they are recipients or a signature."""

    def __init__(self, strips: Sequence[Strip], start: int) -> None:
        self._strips = strips
        self._start = start
        self._groups: list[tuple[Part, list[Line]]] = []
        self._seen: set[Part] = set()
        self._noise = 0

    def walk(self) -> Foot | None:
        """Return the footer, or None where the lines turn out to be none."""
        index = self._start
        while index < len(self._strips):
            line = self._strips[index].line
            part = self._file(index, line) if line is not None else None
            if part is None or line is None:
                break
            if part is Part.SAME:
                self._groups[-1][1].append(line)
            else:
                self._groups.append((part, [line]))
                self._seen.add(part)
            index += 1
        if not self._seen & {Part.RECIPIENT, Part.SIGN_NAME} and index < len(self._strips) - 2:
            return None
        paragraphs = tuple(Paragraph(tuple(lines), Zone.FOOT, part) for part, lines in self._groups)
        return Foot(paragraphs, self._start, index) if paragraphs else None

    def _file(self, index: int, line: Line) -> Part | None:
        """Return the part that the line opens, `SAME` where it goes on, None where the footer is over."""
        text = line.text.strip()
        if phrases.opens_recipients(text):
            return None if Part.RECIPIENT in self._seen else Part.RECIPIENT
        if text.startswith(_DASHES):
            return Part.RECIPIENT if Part.RECIPIENT in self._seen else None
        if phrases.is_office(text):
            return self._office(index, text)
        if Part.SIGN_NAME in self._seen and self._last() is not Part.SIGN_TITLE:
            return self._after_name(index, text)
        return self._recipient(index, line, text) or self._signature(index, text)

    def _signature(self, index: int, text: str) -> Part | None:
        if self._last() is Part.SIGN_TITLE and self._wraps_office(index, text):
            return Part.SAME
        if Part.SIGN_TITLE not in self._seen:
            return None
        return Part.SIGN_NAME if self._starts_name(index, text) else self._noise_or_end(text)

    def _recipient(self, index: int, line: Line, text: str) -> Part | None:
        if self._last() is not Part.RECIPIENT:
            return None
        if self._is_plain_office(index, text):
            return Part.SIGN_TITLE
        if Part.SIGN_TITLE in self._seen and self._starts_name(index, text):
            return Part.SIGN_NAME
        if not self._wraps_recipient(index, line, text):
            return None
        return Part.RECIPIENT if self._opens_item() else Part.SAME

    def _last(self) -> Part | None:
        return self._groups[-1][0] if self._groups else None

    def _before(self) -> str:
        return self._groups[-1][1][-1].text.rstrip() if self._groups else ""

    def _office(self, index: int, text: str) -> Part | None:
        if Part.SIGN_NAME in self._seen and not self._signs_too(index):
            return None
        before = self._before()
        unfinished = before.endswith((",", "-", "–")) or bool(phrases.BARE_AUTHORITY.match(before))
        return Part.SAME if self._last() is Part.SIGN_TITLE and unfinished else Part.SIGN_TITLE

    def _signs_too(self, index: int) -> bool:
        """A second signer, of a joint document or of minutes, stands right after the first."""
        following = [s.text.strip() for s in self._strips[index + 1 : index + 4] if s.line is not None]
        names = [text for text in following if not (phrases.is_office(text) or _SIGNED.match(text))]
        return self._last() in (Part.SIGN_NAME, Part.SIGN_TITLE) and bool(names) and phrases.is_name(names[0])

    def _after_name(self, index: int, text: str) -> Part | None:
        """A narrow column may leave the last word of a name on a line of its own."""
        if self._last() is not Part.SIGN_NAME:
            return None
        same_cell = self._strips[index].cell is not None and self._strips[index].cell == self._strips[index - 1].cell
        words = len(self._before().split()) + len(text.split())
        one_name = bool(_NAME_WORDS.match(text)) and words <= 5
        return Part.SAME if same_cell and one_name and not phrases.is_upper(text) else None

    def _wraps_office(self, index: int, text: str) -> bool:
        """Words in capitals that open no office of their own belong to the office above.

        Those that read like a name do so only where the name comes after them.
        """
        if not any(map(str.isalpha, text)) or not phrases.is_upper(text + "AAA") or _APPENDIX.match(text):
            return False
        if self._before().endswith((",", "-", "–", "VÀ", "KIÊM")) or phrases.is_agency_words(text):
            return True
        if not phrases.is_name(text) or text in ("DÂN", "NHÂN DÂN"):
            return len(text) < 80
        following = self._following(index)
        return bool(following) and (phrases.is_name(following[0]) or phrases.is_office(following[0]))

    def _starts_name(self, index: int, text: str) -> bool:
        if _APPENDIX.match(text) or _SIGNED.match(text):
            return False
        following = self._following(index)
        cut = bool(_NAME_WORDS.match(text)) and bool(following) and phrases.is_name(f"{text} {following[0]}")
        return phrases.is_person(text) or (cut and not phrases.is_agency_words(text))

    def _following(self, index: int) -> list[str]:
        """Return the next lines of the same cell (or of the page, where there are no cells)."""
        cell = self._strips[index].cell
        return [s.text.strip() for s in self._strips[index + 1 : index + 4] if s.cell == cell and s.line is not None]

    def _opens_item(self) -> bool:
        """A line without a dash is an item of its own under the label, and in a list without dashes."""
        recipients = [lines for part, lines in self._groups if part is Part.RECIPIENT]
        text = recipients[-1][0].text
        label = phrases.RECIPIENTS.match(fold(text))
        if label is not None and not text[label.end() :].strip():
            return True
        has_dashes = any(_has_dash(lines[0].text) for lines in recipients)
        return not has_dashes and self._before().endswith((";", "."))

    def _is_plain_office(self, index: int, text: str) -> bool:
        """An office in ordinary letters, in a cell of its own, over a name."""
        strips = self._strips
        if strips[index].cell is None or strips[index].cell == strips[index - 1].cell or not text[0].isupper():
            return False
        following = self._following(index)
        return phrases.is_office(text.upper()) and any(phrases.is_name(each) for each in following)

    def _wraps_recipient(self, index: int, line: Line, text: str) -> bool:
        before = self._before()
        if _APPENDIX.match(text) or (line.gap and before.endswith(".")):
            return False
        if before.endswith(".") and "Lưu" in self._groups[-1][1][0].text:
            return False
        if phrases.is_upper(text) and phrases.is_name(text):
            return False
        same_cell = self._strips[index].cell == self._strips[index - 1].cell
        return same_cell and (not line.gap or before.endswith((",", ":", ";")) or text[0].islower())

    def _noise_or_end(self, text: str) -> Part | None:
        """Between office and name stand marks of signing and noise of recognition."""
        self._noise += 1
        if self._noise > _NOISE_LIMIT or len(text) > 40 or _APPENDIX.match(text):
            return None
        return Part.OTHER
