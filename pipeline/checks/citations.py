"""Suspects among citations: a number and its date that can't both be right, a document of the future."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.places import line_around
from pipeline.checks.wording import vi_date
from pipeline.core.record import Finding, Record, Reference

_YEAR_OF_NUMBER = re.compile(r"/((?:19|20)\d\d)/")
# Only numbers of normative documents carry the year of issue; a contract's may be of another year than its signing.
_NORMATIVE = frozenset({"L", "PL", "NQ", "NĐ", "TT", "TTLT", "QĐ", "CT"})
_WHOLE_DAY = 10
# `Theo Nghị định số …, ngày 3/4/2031 Sở đã …`: a comma may begin a clause of its own.
_OWN_CLAUSE = re.compile(r",\s?ngày\s[^,]{6,30}$")
_OF_CITATION = re.compile(r"\s?[,)]?\s?(?:của|do|về|quy định|sửa đổi|ban hành|phê duyệt)\s")
_LATER = re.compile(
    r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|hiệu lực|đính chính|hợp nhất|cập nhật|hủy bỏ)[^.;\n]{0,120}$", re.IGNORECASE
)
_REACH = 160


def cited_dates(record: Record) -> Iterator[Finding]:
    """Yield a warning for each citation whose full date contradicts its number's year or this document's date."""
    seen: set[tuple[str | None, str]] = set()
    for reference in record.references:
        words = _contradiction(record, reference)
        if words is None or reference.date is None or (reference.number, reference.date) in seen:
            continue
        seen.add((reference.number, reference.date))
        yield Finding(code="value_suspect", severity="warning", message=words, evidence=reference.evidence)


def _contradiction(record: Record, reference: Reference) -> str | None:
    cited = reference.date
    if cited is None or len(cited) != _WHOLE_DAY or reference.number is None or not _is_date_of(record, reference):
        return None
    year = _YEAR_OF_NUMBER.search(reference.number)
    if year is not None and year[1] != cited[:4] and reference.doc_type in _NORMATIVE:
        return f"Số “{reference.number}” mang năm {year[1]} nhưng ngày ghi là {vi_date(cited)}."
    issued = record.header.date
    if issued is None or issued.value is None or len(issued.value) != _WHOLE_DAY or cited <= issued.value:
        return None
    if record.header.draft or _tells_later_change(record, reference):
        return None
    printed = vi_date(issued.value)
    return f"Văn bản ngày {printed} viện dẫn “{reference.number}” ghi ngày {vi_date(cited)}, sau ngày ban hành."


def _is_date_of(record: Record, reference: Reference) -> bool:
    """Whether the date behind the number is the citation's own beyond doubt."""
    last = reference.evidence[-1]
    if _OWN_CLAUSE.search(last.quote) is None:
        return True
    return _OF_CITATION.match(record.text, last.end) is not None


def _tells_later_change(record: Record, reference: Reference) -> bool:
    """Whether the words before a citation tell of a later change, as publishers of texts in force add it."""
    start = reference.evidence[0].start
    floor = max(line_around(record.text, start)[0], start - _REACH)
    return _LATER.search(record.text, floor, start) is not None
