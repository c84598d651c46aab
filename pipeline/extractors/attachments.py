"""Appendices and attached documents: what the text announces and what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.core.document import PlanDocument, TextSection, Zone
from pipeline.core.extraction import Extraction
from pipeline.core.record import Attachment
from pipeline.normalise.text import fold, squeeze

# An announcement stands in brackets: `(có danh sách kèm theo)`, `(chi tiết tại Phụ lục I)`.
_ANNOUNCEMENT: Final = re.compile(
    r"\((?=[^()\n]{0,120}?(?:kèm theo|đính kèm|gửi kèm|phụ lục|phụ biểu|biểu mẫu số))(?P<inner>[^()\n]{4,160})\)"
)
_CAPTION: Final = re.compile(r"^(?:ban hành |được ban hành )?(?:kèm theo|đính kèm|gửi kèm)\b")
_OTHER_DOCUMENT: Final = re.compile(
    r"ban hành kèm theo|kèm theo (?:quyết định|công văn|kế hoạch|nghị định|thông tư|tờ trình|báo cáo|thông báo) số"
)
_ITEM: Final = re.compile(
    r"(?:phụ lục|phụ biểu|danh sách|danh mục|bảng|biểu|văn bản|báo cáo|đề án|dự thảo|tài liệu|mẫu|đề cương|lịch)\b"
)


def find_attachments(document: PlanDocument) -> Iterator[Extraction]:
    """Yield one attachment per announcement, then the appendices that no announcement covers."""
    present = _appendices(document)
    announced = False
    for start, end in _announcements(document):
        announced = True
        title = _title(document, present[0]) if present else None
        attachment = Attachment(
            title=title,
            declared=True,
            present=bool(present) or _has_appendix(document),
            evidence=document.evidence((start, end)),
        )
        yield Extraction("header.attachments", attachment)
    if announced:
        return
    for section in present:
        place = (section.start, max(section.title_end, section.start + len(section.marker or "")))
        yield Extraction(
            "header.attachments",
            Attachment(
                title=_title(document, section), declared=False, present=True, evidence=document.evidence(place)
            ),
        )


def _announcements(document: PlanDocument) -> Iterator[tuple[int, int]]:
    key = fold(document.text)
    for match in _ANNOUNCEMENT.finditer(key):
        inner = match["inner"].strip()
        zone = document.line_at(match.start()).zone
        if zone is not Zone.BODY or _CAPTION.match(inner) or _OTHER_DOCUMENT.search(inner) or not _ITEM.search(inner):
            continue
        yield match.start(), match.end()


def _appendices(document: PlanDocument) -> list[TextSection]:
    return [s for s in document.section_list if s.marker is not None and fold(s.marker).startswith("phụ lục")]


def _has_appendix(document: PlanDocument) -> bool:
    return any(line.zone is Zone.APPENDIX for line in document.lines)


def _title(document: PlanDocument, section: TextSection) -> str | None:
    return squeeze(section.title) or section.marker
