"""Printed lines to paragraphs: what a line end or a page end cut is joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.core.document import Line, Part, Table, Zone
from pipeline.normalise.doc_types import parse_title
from pipeline.structure.markers import BULLETS, Marker, find_marker
from pipeline.structure.phrases import is_upper


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The printed lines of one line of the canonical text, or one data table."""

    lines: tuple[Line, ...]
    zone: Zone
    part: Part | None = None
    table: Table | None = None

    @property
    def text(self) -> str:
        """The lines joined by one space."""
        return " ".join(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Wrap:
    """How the source breaks lines: `width` in characters, None where lines are whole paragraphs.

    `spaced` says that white space parts the paragraphs of hard-wrapped text, so that a line end
    without it parts nothing; `bold_heads` that the source keeps bold type, which headings have.
    """

    width: int | None
    spaced: bool = False
    bold_heads: bool = False


_TERMINAL: Final = re.compile(r"[.;:!?…]['\"”’)\]]{0,2}$|\./\.$|[.;:]\s?/?\.$")
# A line that ends in one of these goes on: function words that no sentence or heading ends with.
_OPEN_END: Final = re.compile(
    r"(?:[,(“\-–/]|\b(?:và|của|các|với|cho|theo|tại|trong|về|từ|đến|do|để|là|bằng|hoặc|trên|dưới|số|những|một|được|bị|có"
    r"|không|như|khi|nếu|mà|thì|này|việc|qua|giữa|cùng|ngày|tháng|năm|Quyết định|Kế hoạch|Nghị quyết|Nghị định|Thông tư"
    r"|tham mưu|trình|gửi|nhằm|gồm|thuộc|bởi|sau|trước|vào|nên|rằng|hay|cả|mỗi|mọi|từng"
    r"|công|thực|hành|Ủy ban nhân|Uỷ ban nhân|Hội đồng nhân|Thủ tướng Chính)"
    r"|(?:^(?:\S{1,6}\s)?|[,;:]\s|\bvà\s)(?:Sở|Bộ))$"
)
_SOCIAL: Final = re.compile(r"(?:chính trị|kinh tế|văn hóa|văn hoá)$")
_BARE_MARKER: Final = re.compile(r"^(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s?[.)/]$")
_BARE_WORD: Final = re.compile(r"^(?:Điều|ĐIỀU|Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC)$")
_BASIS: Final = re.compile(r"^(?:Căn cứ|Theo|Xét|Thực hiện|Thi hành)\b")
_ENDS_SENTENCE: Final = frozenset(".;:!?…")
_OPENING: Final = re.compile(r"^(?:Căn cứ|Theo|Xét|Thực hiện|Thứ (?:nhất|hai|ba|tư|năm)|Kính gửi)\b")
_YEAR_END: Final = re.compile(r"\b(?:19|20)\d\d$")
_YEAR_START: Final = re.compile(r"[-–]\s?(?:19|20)\d\d\b")
_INDENT_SLACK: Final = 3.0  # points
_WRAP_LIMIT: Final = 140
_WRAP_SHARE: Final = 0.35


def measure_wrap(lines: Sequence[Line]) -> Wrap:
    """Tell whether the lines are hard-wrapped, and at which width.

    Hard-wrapped text has no long line, and many lines that end in mid-sentence; text with one
    paragraph per line has lines of any length.
    """
    prose = [line.text for line in lines if len(line.text) > 25]
    if len(prose) < 4:
        return Wrap(None)
    lengths = sorted(len(text) for text in prose)
    width = lengths[int(0.98 * (len(lengths) - 1))]
    if width > _WRAP_LIMIT:
        return Wrap(None)
    unfinished = sum(1 for text in prose if text[-1] not in _ENDS_SENTENCE)
    bold_heads = sum(line.bold for line in lines) >= 4
    return Wrap(width, _is_spaced(lines), bold_heads) if unfinished >= _WRAP_SHARE * len(prose) else Wrap(None)


def _is_spaced(lines: Sequence[Line]) -> bool:
    """Tell whether blank lines stand before nearly all list items, and so before all paragraphs."""
    marked = [line.gap for line in lines[1:] if find_marker(line.text.strip()) is not None]
    return len(marked) >= 5 and sum(marked) >= 0.8 * len(marked)


def join_lines(lines: Sequence[Line], wrap: Wrap) -> list[tuple[Line, ...]]:
    """Group printed lines into paragraphs."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, wrap):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def _goes_on(group: list[Line], line: Line, wrap: Wrap) -> bool:
    """Tell whether the line continues the paragraph."""
    previous, text = group[-1], line.text.strip()
    before = previous.text.rstrip()
    if not text or not before:
        return False
    sure = _marker_decides(group, before, text, line)
    if sure is not None:
        return sure
    if ends_text(before) or _stands_alone(text):
        return False
    if line.gap or (previous.page is not None and line.page != previous.page):
        return _goes_on_over_gap(group, before, text, line)
    if previous.full is not None:
        return _goes_on_printed(group, line, before, text)
    return not previous.whole and _goes_on_wrapped(group, line, before, text, wrap)


def _marker_decides(group: list[Line], before: str, text: str, line: Line) -> bool | None:
    """A marker opens a paragraph; one that stands alone on its line belongs to the next. None: no marker tells."""
    if len(group) == 1 and _BARE_WORD.match(before):
        return True
    marker = find_marker(text)
    if _BARE_WORD.match(text) or (marker is not None and not _is_cut_name(marker, text, group[-1], line)):
        return False
    return True if len(group) == 1 and _BARE_MARKER.match(before) else None


def _stands_alone(text: str) -> bool:
    """Tell a line in capitals that is never the rest of another: `QUYẾT ĐỊNH:`, the name of a type."""
    if not is_upper(text):
        return False
    title = parse_title(text)
    return text.endswith(":") or (title is not None and title.end >= len(text))


def ends_text(text: str) -> bool:
    """Tell whether the line carries the end mark of the document (`./.`)."""
    return text.endswith(("./.", ". /.", "./", ".//."))


def is_cut_period(before: str, text: str) -> bool:
    """Tell whether a line goes on with a period cut at its dash (`2021` / `- 2025`)."""
    return bool(_YEAR_END.search(before) and _YEAR_START.match(text))


def _is_forced(previous: Line, line: Line) -> bool:
    """Tell whether the line end was forced by the width, and the next line begins at the margin."""
    return bool(previous.full) and not line.gap and line.indent is not None and line.indent <= _INDENT_SLACK


def _is_cut_name(marker: Marker, text: str, previous: Line, line: Line) -> bool:
    """A dash that opens a line may belong to a name or a period cut at its own hyphen.

    `Lao động` / `- Thương binh`, `giai đoạn 2021` / `- 2025`.
    """
    before = previous.text.rstrip()
    if is_cut_period(before, text):
        return True
    if marker.style == "round" and _is_forced(previous, line) and text[marker.end : marker.end + 1].islower():
        return True  # an enumeration inside the sentence
    if marker.style not in BULLETS or line.gap or _TERMINAL.search(before):
        return False
    if _SOCIAL.search(before) and text[marker.end :].lstrip().startswith("xã hội"):
        return True
    tail = before.rsplit(" ", 2)[-1]
    return (
        marker.text in "-–"
        and text[marker.end : marker.end + 1].isupper()
        and tail[-1:].isalpha()
        and not before.isupper()
    )


def _goes_on_over_gap(group: list[Line], before: str, text: str, line: Line) -> bool:
    """After white space or a page end only an unfinished sentence goes on."""
    if _TERMINAL.search(before) or _looks_heading(group):
        return False
    if group[-1].page is not None and line.page != group[-1].page and not line.gap and group[-1].full:
        return _same_style(group, line)
    first = text[0]
    if first.islower() or (first.isdigit() and len(before) > 60 and not is_upper(before)):
        return len(before) > 20
    if before[-1] == "," and _BASIS.match(group[0].text):
        return False  # before 2020 the last legal basis ended in a comma
    return len(before) > 50 and _OPEN_END.search(before) is not None and not is_upper(text)


def _goes_on_printed(group: list[Line], line: Line, before: str, text: str) -> bool:
    """Lines of a page with coordinates: a line that is not full ends its paragraph, except centred ones."""
    previous = group[-1]
    if not _same_style(group, line):
        return False
    if previous.centred and line.centred:
        return not _TERMINAL.search(before) and is_upper(before) == is_upper(text)
    if not previous.full:
        return text[0].islower() and not _TERMINAL.search(before) and len(before) > 40
    if _TERMINAL.search(before) and line.indent is not None:
        # A full line may end a sentence by chance: then a first-line indent opens a new paragraph.
        margin = min(each.indent or 0.0 for each in group)
        return line.indent <= margin + _INDENT_SLACK
    return True


def _goes_on_wrapped(group: list[Line], line: Line, before: str, text: str, wrap: Wrap) -> bool:
    """Lines without coordinates: a break that was not forced by the width ends the paragraph."""
    if wrap.width is None:
        if text[0].islower():
            return not _TERMINAL.search(before) and len(before) > 20 and not _looks_heading(group)
        return len(before) > 50 and _OPEN_END.search(before) is not None and not is_upper(text)
    if not _same_style(group, line) and not _OPEN_END.search(before):
        return False
    if wrap.spaced:
        return not (_looks_heading(group) and not line.bold) and not (_TERMINAL.search(before) and _OPENING.match(text))
    widest = max(len(each.text) for each in group) if len(group) > 1 else wrap.width
    width = min(wrap.width, widest + 8)
    fits = len(before) + 1 + len(text.split(" ", 1)[0]) <= width - 3
    if not fits:
        return True
    if _TERMINAL.search(before):
        return before[-1] in ";:" and text[0].islower()
    return text[0].islower() or not text[0].isalpha() or not _looks_finished(group, line, width, wrap)


def _looks_finished(group: list[Line], line: Line, width: int, wrap: Wrap) -> bool:
    """Tell whether a line with room left, before one that starts with a capital, ends its paragraph.

    Web pages wrap their first lines anywhere, so room alone ends only what reads like a heading.
    """
    before = group[-1].text.rstrip()
    if _OPEN_END.search(before) or (is_upper(before) and is_upper(line.text)):
        return False
    if _looks_heading(group):
        return not (line.bold and all(each.bold for each in group))
    if len(group) > 1:
        return False
    if wrap.bold_heads:
        return len(before) < 0.25 * width
    marker = find_marker(before)
    if marker is None:
        return len(before) < 0.35 * width
    return len(before) < (0.55 if marker.style.startswith(("decimal", "roman")) else 0.4) * width


def _looks_heading(group: Sequence[Line]) -> bool:
    return all(line.bold for line in group) or is_upper(" ".join(line.text for line in group))


def _same_style(group: Sequence[Line], line: Line) -> bool:
    """A heading (all bold or all capitals) does not go on in another style."""
    last = group[-1]
    if is_upper(last.text) and len(last.text) > 8 and not is_upper(line.text):
        return False
    return line.bold or not line.text[:1].isupper() or not all(each.bold for each in group)
