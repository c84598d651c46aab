"""Page headers and footers: only what belongs to the document's own head (number, agency, urgency, draft)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex
from lxml import etree

from pipeline.core.document import Block, Line
from pipeline.readers import docx_names as w
from pipeline.readers.docx_body import BlockReader, lines_of
from pipeline.readers.docx_package import WordPackage
from pipeline.readers.docx_styles import is_on
from pipeline.readers.docx_symbols import clean_text

_MAX_LENGTH: Final = 200
_REAL_CONTENT: Final = regex.compile(
    r"Số\s*:|Số\s+\d|V/v\b|CỘNG\s+H(?:ÒA|OÀ)\s+X|Độc\s+lập\s*[-–]|ĐẢNG\s+CỘNG\s+SẢN"
    r"|DỰ\s+THẢO|(?:THƯỢNG\s+)?KHẨN\s*$|H(?:ỎA|OẢ)\s+TỐC|(?:TUYỆT\s+|TỐI\s+)?MẬT\s*$",
    regex.IGNORECASE,
)
_AGENCY: Final = regex.compile(
    r"(?:Ủ?Y\s+BAN|UỶ\s+BAN|UBND|HỘI\s+ĐỒNG|SỞ|BỘ|CỤC|CHI\s+CỤC|TỔNG\s+CỤC|BAN|VĂN\s+PHÒNG|THANH\s+TRA|TỈNH\s+ỦY|CHÍNH\s+PHỦ)\s"
)
_STAMP: Final = regex.compile(
    r"DỰ\s+THẢO|(?:THƯỢNG\s+)?KHẨN|H(?:ỎA|OẢ)\s+TỐC|(?:TUYỆT\s+|TỐI\s+)?MẬT", regex.IGNORECASE
)


def read_running_heads(
    package: WordPackage, section: etree._Element | None, reader: BlockReader, body: list[Block]
) -> list[Block]:
    """Return the blocks of the first page's header and footer that hold the document's own particulars.

    Args:
        package: the open file.
        section: the properties of the first section, or None.
        reader: reads the stories.
        body: the body's blocks; what stands there too is left out.
    """
    if section is None:
        return []
    known = {line.text for line in lines_of(body)}
    kept: list[Block] = []
    for part in _first_page_parts(package, section):
        for block in [*_watermarks(part), *reader.read(part)]:
            new = [line for line in lines_of([block]) if _is_real(line.text) and line.text not in known]
            if new:
                kept.append(block)
                known.update(line.text for line in lines_of([block]))
    return kept


def first_section(body: etree._Element) -> etree._Element | None:
    """Return the properties of the first section of the body."""
    return next(body.iter(w.SECTION), None)


def _first_page_parts(package: WordPackage, section: etree._Element) -> Iterator[etree._Element]:
    """Yield the header and the footer that stand on the first page."""
    title_page = section.find(w.TITLE_PAGE)
    has_first = title_page is not None and is_on(title_page)
    for tag in (w.HEADER_REFERENCE, w.FOOTER_REFERENCE):
        by_type = {ref.get(w.TYPE, "default"): ref.get(w.REL_ID, "") for ref in section.iterchildren(tag)}
        rel_id = by_type.get("first" if has_first else "default")
        part = None if rel_id is None else package.part_by_id(rel_id)
        if part is not None:
            yield part


def _is_real(text: str) -> bool:
    if len(text) > _MAX_LENGTH:
        return False
    return bool(_REAL_CONTENT.match(text) or (text == text.upper() and _AGENCY.match(text)))


def _watermarks(part: etree._Element) -> Iterator[Line]:
    """Yield the words printed across the page (a draft's DỰ THẢO)."""
    for element in part.iter(w.TEXT_PATH):
        text = clean_text(element.get("string", ""))
        if _STAMP.match(text) and len(text) <= _MAX_LENGTH:
            yield Line(text, whole=True)
