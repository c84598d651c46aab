"""Appendices and attached documents: what the text announces and what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.core.document import PlanDocument, Range, TextSection, Zone
from pipeline.core.extraction import Extraction
from pipeline.core.record import Attachment
from pipeline.normalise.text import fold, squeeze

# An announcement stands in brackets: `(có danh sách kèm theo)`, `(chi tiết tại Phụ lục I)`.
_BRACKETS: Final = re.compile(
    r"\((?=[^()\n]{0,120}?(?:kèm theo|đính kèm|gửi kèm|phụ lục|phụ biểu|biểu mẫu số))(?P<inner>[^()\n]{4,160})\)"
)
_CAPTION: Final = re.compile(
    r"^(?:ban hành |được ban hành )?(?:kèm theo|đính kèm|gửi kèm)\b(?! (?:là |các )?(?:phụ lục|danh mục|danh sách|biểu"
    r"|bảng|mẫu|đề cương|tài liệu))"
)
_TYPES: Final = (
    r"(?:quyết định|công văn|kế hoạch|nghị định|nghị quyết|thông tư|tờ trình|báo cáo|thông báo|hướng dẫn|chỉ thị"
    r"|chương trình|quy chế|văn bản)"
)
_OTHER_DOCUMENT: Final = re.compile(
    rf"ban hành kèm theo|kèm theo {_TYPES} số|phụ lục\b[^();]{{0,40}}? {_TYPES} (?:số \d|\d{{1,5}}\w?/)"
)
# What is sent along is then a document of its own, no appendix of this one.
_SENT_ALONG: Final = re.compile(rf"{_TYPES} số \d[^();]{{0,120}}(?:gửi kèm|kèm theo|đính kèm)")
_ITEM: Final = re.compile(
    r"(?:phụ lục|phụ biểu|danh sách|danh mục|bảng|biểu|văn bản|báo cáo|đề án|dự thảo|tài liệu|mẫu|đề cương|lịch)\b"
)
# In a sentence: `Kèm theo Quyết định này Quy chế …`, `tại Phụ lục kèm theo Kế hoạch này`, `theo mẫu gửi kèm`.
# One branch per first word: the search then skips to them.
_WITH: Final = re.compile(
    r"ban hành (?:kèm theo|đính kèm|gửi kèm)(?: theo)?|kèm theo(?: theo)?|đính kèm(?: theo)?|gửi kèm(?: theo)?"
)
_THIS: Final = re.compile(rf"\s(?:{_TYPES} )?này\b")
_LISTED: Final = re.compile(
    r"[,:]?\s(?:là |gồm |gồm có |có |các |bản |\d{1,2} )?(?:" + _ITEM.pattern[:-2] + r"|quy |kế hoạch)"
)
_LOOK_UP: Final = re.compile(
    r"\b(?:tại|theo|chi tiết|có|xem)\s(?:các |bảng |biểu )?(?:phụ lục|phụ biểu|biểu|mẫu|đề cương|danh sách|danh mục)\b"
)
_STOP: Final = re.compile(r"[.;()\n]")
_REACH: Final = 110
_ONE: Final = r"(?:[ivxlc]{1,6}|\d{1,2})[a-z]?\b"
_NUMBERED: Final = re.compile(
    rf"phụ lục\s(?:số\s)?(?P<numbers>{_ONE}(?:(?:, | và |; |, phụ lục )(?:số )?{_ONE}){{0,12}})"
)
_NUMBER: Final = re.compile(_ONE)
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def find_attachments(document: PlanDocument) -> Iterator[Extraction]:
    """Yield one attachment per announcement, then the appendices that no announcement covers."""
    appendices = _appendices(document)
    announcements = sorted(_announcements(document))
    for start, end in announcements:
        meant = _announced(document.text[start:end], appendices)
        section = next((one for one in meant if one is not None), None)
        attachment = Attachment(
            title=squeeze(section.title) or section.marker if section is not None else None,
            declared=True,
            present=None not in meant and (bool(meant) or _has_appendix(document)),
            evidence=document.evidence((start, end)),
        )
        yield Extraction("header.attachments", attachment)
    for section in appendices if not announcements else ():
        place = (section.start, max(section.title_end, section.start + len(section.marker or "")))
        title, spans = squeeze(section.title) or section.marker, document.evidence(place)
        attachment = Attachment(title=title, declared=False, present=True, evidence=spans)
        yield Extraction("header.attachments", attachment)


def _announced(words: str, appendices: list[TextSection]) -> list[TextSection | None]:
    """Return the appendices that an announcement means: those of its numbers (None for one that is not there).

    Without a number it is the first; an empty list leaves it open which one is meant.
    """
    key = fold(words)
    if _SENT_ALONG.search(key):
        return [None]
    match = _NUMBERED.search(key)
    markers = {_number(fold(section.marker or "").split()[-1]): section for section in appendices}
    if match is None or "lục" in markers or not appendices:
        return list(appendices[:1])
    return [markers.get(_number(one)) for one in _NUMBER.findall(match["numbers"])]


def _number(marker: str) -> str:
    """Return an appendix's number in digits, whichever way it is printed (`III`, `03`)."""
    return str(_ROMAN.index(marker) + 1) if marker in _ROMAN else marker.lstrip("0").rstrip(".:")


def _announcements(document: PlanDocument) -> list[Range]:
    key = document.key
    body = [place for place in _in_brackets(key) if document.line_at(place[0]).zone is Zone.BODY]
    issued: list[Range] = []
    mentioned: list[Range] = []
    for match in _WITH.finditer(key):
        if document.line_at(match.start()).zone is not Zone.BODY or _inside_brackets(key, match.start()):
            continue
        this = _THIS.match(key, match.end())
        if this is not None and _LISTED.match(key, this.end()):
            issued.append((match.start(), _sentence_end(key, this.end())))
        elif (place := _look_up(key, match, this)) is not None:
            mentioned.append(place)
    return body + issued + mentioned


def _in_brackets(key: str) -> Iterator[Range]:
    for match in _BRACKETS.finditer(key):
        inner = match["inner"].strip()
        if not _CAPTION.match(inner) and not _OTHER_DOCUMENT.search(inner) and _ITEM.search(inner):
            yield match.start(), match.end()


def _inside_brackets(key: str, at: int) -> bool:
    start = max(at - _REACH, 0)
    return key.rfind("(", start, at) > max(key.rfind(")", start, at), key.rfind("\n", start, at))


def _look_up(key: str, match: re.Match[str], this: re.Match[str] | None) -> Range | None:
    """Return the place of `tại Phụ lục … kèm theo`, where the words name no other document."""
    if key.startswith("ban hành", match.start()) or (this is None and not _STOP.match(key, match.end())):
        return None
    start = max(match.start() - _REACH, 0)
    stops = [stop.end() for stop in _STOP.finditer(key, start, match.start())]
    found = list(_LOOK_UP.finditer(key, stops[-1] if stops else start, match.start()))
    return (found[-1].start(), this.end() if this is not None else match.end()) if found else None


def _sentence_end(key: str, start: int) -> int:
    match = _STOP.search(key, start, start + 2 * _REACH)
    return match.start() if match is not None else min(len(key), start + _REACH)


def _appendices(document: PlanDocument) -> list[TextSection]:
    return [s for s in document.section_list if s.marker is not None and fold(s.marker).startswith("phụ lục")]


def _has_appendix(document: PlanDocument) -> bool:
    return any(line.zone is Zone.APPENDIX for line in document.lines)
