"""Headers of sketched pages, for tests of the header's extractors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.assemble import assemble
from pipeline.core.document import Block
from pipeline.core.record import Header
from pipeline.extractors.header import extract
from tests.page_sketch import PAGE_COLUMNS, structured


def read_header(blocks: Iterable[Block]) -> Header:
    """Return the header of a document made of the blocks."""
    document = structured(*blocks)
    return assemble(document, extract(document, Doc(Vocab()))).header


def facts(header: Header) -> dict[str, Any]:
    """Return the values of a header that are set, flat: `issuer` and `subject` as printed, lists as lists."""
    number, date, signer = header.number, header.date, header.signer
    values: dict[str, Any] = {
        "type": header.doc_type and header.doc_type.code,
        "number": number and number.value,
        "symbol": number and number.symbol,
        "date": date and date.value,
        "place": header.place and header.place.raw,
        "issuer": header.issuer and header.issuer.raw,
        "parent": header.parent and header.parent.raw,
        "co_issuers": [each.raw for each in header.co_issuers],
        "subject": header.subject and header.subject.raw,
        "addressees": [each.raw for each in header.addressees],
        "recipients": [each.raw for each in header.recipients],
        "signer": signer and signer.name,
        "position": signer and signer.position,
        "authority": signer and signer.authority,
        "on_behalf_of": signer and signer.on_behalf_of,
        "urgency": header.urgency and header.urgency.value,
        "secrecy": header.secrecy and header.secrecy.value,
        "draft": header.draft or None,
        "attachments": [(each.declared, each.present) for each in header.attachments],
    }
    return {key: value for key, value in values.items() if value not in (None, [])}


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODY = """
Căn cứ Kế hoạch số 15/KH-UBND ngày 12/01/2024 của UBND tỉnh Hà Lâm về công tác cải cách hành chính.
Các đơn vị tổ chức thực hiện nghiêm túc những nội dung trên, báo cáo kết quả trước ngày 15/12/2024./.
"""


def side_by_side(left: str, right: str) -> str:
    """Return a sketch of two columns, line by line."""
    lefts, rights = left.split("\n"), right.split("\n")
    height = max(len(lefts), len(rights))
    pairs = zip(lefts + [""] * (height - len(lefts)), rights + [""] * (height - len(rights)), strict=True)
    return "\n".join(f"{a:<45}   {b}".rstrip() for a, b in pairs)


def page(left: str, right: str = "", middle: str = "", foot: tuple[str, str] | None = None, after: str = "") -> str:
    """Return a sketch of a document: the two columns of its head, what is centred below, body and footer."""
    centred = "\n".join(line.center(PAGE_COLUMNS).rstrip() for line in middle.strip("\n").split("\n"))
    parts = [side_by_side(left, right), centred, BODY.strip("\n")]
    if foot is not None:
        parts.append(side_by_side(*foot))
    return "\n\n".join(part for part in [*parts, after.strip("\n")] if part)
