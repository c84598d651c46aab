"""Who signed: name, own office, with which authority, for whom.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7: TM. thay mặt, KT. ký thay, TL. thừa lệnh, TUQ. thừa ủy
quyền, Q. quyền. Of a chain the last authority counts; the signer's own office is the last line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from pipeline.core.document import Part, PlanDocument, TextLine
from pipeline.core.record import Signer
from pipeline.normalise.text import squeeze

Authority = Literal["TM", "KT", "TL", "TUQ", "Q"]

_PREFIX: Final = re.compile(
    r"(?<![^\W\d_])(?P<prefix>T/M|K/T|T/L|T/UQ|T\.L|(?:TM|KT|TL|TUQ|Q)(?=\s?[./])|(?:TM|KT|TL|TUQ)(?=\s+[A-ZĐÀ-Ỹ]))"
    r"\s?[./]?\s{0,3}"
)
_AUTHORITIES: Final[dict[str, Authority]] = {
    **{"TM": "TM", "T/M": "TM", "KT": "KT", "K/T": "KT", "TL": "TL", "T/L": "TL", "T.L": "TL"},
    **{"TUQ": "TUQ", "T/UQ": "TUQ", "Q": "Q"},
}
_ACADEMIC: Final = re.compile(r"^(?:(?:GS|PGS|TS|ThS|BS|KS|CN|LS|DS|BSCKI{1,2}|CKI{1,2})\.?\s?){1,3}")
_RANK: Final = re.compile(r"^(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy|uý)\s", re.IGNORECASE)
# A second office printed on the line of the first one (`KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC`).
_SECOND_OFFICE: Final = re.compile(r"\s(?=(?:PHÓ|QUYỀN)\s)")
_CAPITAL_AFTER: Final = re.compile(r"^((?:phó|quyền|chánh|phó chánh)\s)(\w)")
_PROPER: Final = re.compile(
    r"\b(?:văn phòng|thanh tra|sở|bộ trưởng|chủ nhiệm|[uủ][yỷ] ban|hội đồng|nội vụ"
    r"|quốc hội|thường vụ|chấp hành|chính phủ|giám đốc|chủ tịch)\b"
)


@dataclass(frozen=True, slots=True)
class _Office:
    """One office of the signature block with the authority printed before it, and its place."""

    text: str
    authority: Authority | None
    start: int
    end: int


def find_signer(document: PlanDocument) -> Signer | None:
    """Return the signer of the first signature block, None where there is none."""
    titles, names = _first_block(document)
    offices = [office for line in titles for office in _offices(document.text, line)]
    if not offices and not names:
        return None
    chain = [office for office in offices if office.authority is not None]
    principal = chain[-1] if chain else None
    own = _own_office(offices, principal)
    ranges = [(office.start, office.end) for office in offices] + [(line.start, line.end) for line in names]
    acting = principal is not None and principal.authority == "Q"
    return Signer(
        name=_person(document.text[names[0].start : names[0].end]) if names else None,
        position=office_name(own.text) if own is not None else None,
        authority=principal.authority if principal is not None else None,
        on_behalf_of=office_name(principal.text) if principal is not None and not acting else None,
        evidence=document.evidence(*sorted(ranges)),
        maker="rule:header.signer",
    )


def _first_block(document: PlanDocument) -> tuple[list[TextLine], list[TextLine]]:
    """Return the office lines up to the first name, and the name."""
    titles: list[TextLine] = []
    for line in document.lines:
        if line.part is Part.SIGN_TITLE:
            titles.append(line)
        elif line.part is Part.SIGN_NAME:
            return titles, [line]
    return titles, []


def _offices(text: str, line: TextLine) -> list[_Office]:
    """Split a line into offices: one per authority, and a second one after the principal's."""
    raw = text[line.start : line.end]
    starts = [m.start() for m in _PREFIX.finditer(raw)]
    cuts = [*sorted({0, *starts, *(m.end() for m in _SECOND_OFFICE.finditer(raw) if starts)}), len(raw)]
    offices = []
    for start, end in pairwise(cuts):
        part = raw[start:end]
        if not part.strip():
            continue
        match = _PREFIX.match(part)
        key = match["prefix"] if match is not None else ""
        words = squeeze(part[match.end() :] if match is not None else part)
        offices.append(_Office(words, _AUTHORITIES.get(key), line.start + start, line.start + end))
    return offices


def _own_office(offices: list[_Office], principal: _Office | None) -> _Office | None:
    """The signer's own office is the last line; the principal's line only where the signer acts as it."""
    if not offices:
        return None
    last = offices[-1]
    if last is principal and last.authority != "Q":
        return None
    return last


def _person(raw: str) -> str:
    name = squeeze(raw).strip(" .;,")
    return _RANK.sub("", _ACADEMIC.sub("", name))


def office_name(raw: str) -> str | None:
    """Return an office in sentence case (`PHÓ GIÁM ĐỐC` becomes `Phó Giám đốc`), None for no words."""
    words = squeeze(raw).strip(" .,;:")
    if not words:
        return None
    if not words.isupper():
        return words
    lowered = words.lower()
    lowered = _PROPER.sub(lambda m: m[0][0].upper() + m[0][1:], lowered)
    lowered = _CAPITAL_AFTER.sub(lambda m: m[1] + m[2].upper(), lowered)
    return lowered[0].upper() + lowered[1:]
