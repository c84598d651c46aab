"""Finding: another department's name where the issuer speaks of itself (copied text)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.places import span_of
from pipeline.core.record import Finding, Record
from pipeline.normalise.organisations import canonical_department_name

# What only one's own house is said to be: the side that works with all others, the owner of rooms
# and staff, the author of the document.
_SELF = re.compile(
    r"(?=[gcCTS])"  # with what they begin with said first, the search takes a third of the time
    r"(?:\bgiữa (?=Sở\s\S[^.;\n]{2,80}?\svới các (?:cơ quan|đơn vị|sở|ngành|phòng|tổ chức))"
    r"|\b[Cc]ác (?:phòng|đơn vị)[^.;:\n]{0,60}?\s(?:thuộc|trực thuộc)\s(?=Sở\s)"
    r"|\bTrên đây là [^\n]{0,200}?\scủa (?=Sở\s)"
    r"|^(?=Sở\s[^.;\n]{2,80}?\s(?:ban hành|xây dựng) (?:[Kk]ế hoạch|[Cc]hương trình)))",
    re.MULTILINE,
)
_WORD = re.compile(r"[^\s,;.()]+")
_LONGEST_NAME = 10
_JOINT = re.compile(r"\s?(?:,|và|;)\s(?:các\s)?(?:[Ss]ở|UBND|Ủy ban|[Bb]an)\b")


def foreign_organisation(record: Record) -> Iterator[Finding]:
    """Yield a warning where a department's document names another department as itself."""
    issuer = record.header.issuer
    own = canonical_department_name(issuer.name or issuer.raw) if issuer else None
    if own is None or "Sở " not in record.text:
        return
    for match in _SELF.finditer(record.text):
        if not record.text[match.end() + 3].isupper():
            continue
        named = _department_at(record.text, match.end())
        if named is None or named[1] == own or _is_own(record, named[1]):
            continue
        end = named[0]
        raw = record.text[match.end() : end]
        if not _JOINT.match(record.text, end):
            yield Finding(
                code="foreign_organisation",
                severity="warning",
                message=f"Văn bản của {own} ghi “{raw}” ở chỗ nói về chính cơ quan ban hành.",
                evidence=[span_of(record, match.end(), end)],
            )


def _is_own(record: Record, name: str) -> bool:
    others = [record.header.parent, *record.header.co_issuers]
    return any(org is not None and canonical_department_name(org.name or org.raw) == name for org in others)


def _department_at(text: str, start: int) -> tuple[int, str] | None:
    """Return where the longest known department name that begins at an offset ends, and the name."""
    line_end = text.find("\n", start)
    limit = min(start + 90, len(text) if line_end < 0 else line_end)
    ends = [match.end() for match in _WORD.finditer(text, start, limit)][:_LONGEST_NAME]
    for end in reversed(ends):
        if name := canonical_department_name(text[start:end]):
            return end, name
    return None
