"""Tells what a citation is there for: basis, amendment, replacement, attachment, or a mere mention."""

from __future__ import annotations

import re

from pipeline.core.document import PlanDocument
from pipeline.core.record import Relation
from pipeline.extractors.citation import Range
from pipeline.extractors.citation_title import nests_document

_ATTACHED = re.compile(r"(?:kèm theo|đính kèm|ban hành kèm)[^;.,)]{0,60}$", re.IGNORECASE)
_AMENDS = re.compile(
    r"(?:sửa đổi|bổ sung|điều chỉnh)(?:(?!thực hiện|triển khai|theo\s|căn cứ|\stại\s|\sbởi\s|so với)[^;.]){0,100}$",
    re.IGNORECASE,
)
_REPLACES = re.compile(r"(?:thay thế|bãi bỏ|huỷ bỏ|hủy bỏ|hết hiệu lực)[^;.]{0,120}$", re.IGNORECASE)
_CHANGES: tuple[tuple[re.Pattern[str], Relation], ...] = ((_REPLACES, "replaces"), (_AMENDS, "amends"))
# What is only proposed, or done by another document, changes nothing.
_PROPOSED = re.compile(
    r"(?:đề nghị|kiến nghị|đề xuất|nghiên cứu|tham mưu|rà soát|được|xem xét)[^;.]{0,60}$", re.IGNORECASE
)
_DRAFTED = re.compile(
    r"(?:đề nghị|kiến nghị|đề xuất|dự thảo|đang xây dựng|khi có|trình|dự kiến|sẽ)\b[^;.]{0,160}$", re.IGNORECASE
)
_OWN_CHANGE = re.compile(r"\bnày\s[^;.]{0,40}$")
_OTHER_CLAUSE = re.compile(r"[;:]|\.\s")
# What goes on from a document of the same kind does not rest on it.
_CONTINUED = re.compile(r"tiếp theo\s(?:các\s)?$", re.IGNORECASE)
_CUES = "căn cứ|thực hiện|(?<!iếp )theo|triển khai|thi hành|qua xem xét|xét|chấp hành|trên cơ sở|phúc đáp|trả lời"
_BASIS = re.compile(
    rf"(?:{_CUES}|quán triệt|tiếp nhận|nhận được)(?:\s[^;.:,]{{0,70}})?:?\s*(?:các\s)?$",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"[\s*•+–-]*(?:{_CUES})\b", re.IGNORECASE)
_NESTED = re.compile(r"\b(?:về|v/v|ban hành|phê duyệt|quy định|công bố|hướng dẫn|tại)\b[^;]*$", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:quy định|nêu|giao|ban hành|đề ra|công bố)\s(?:tại|trong|ở)[^;.]{0,60}$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]\s")
# `Bộ Nội vụ đã có Văn bản số …`: a clause of its own, what somebody wrote.
_ISSUING = re.compile(r"\s(?:có|ban hành|gửi|ký)\s(?:các\s)?$")
_ADDED = re.compile(r"(?:,|\svà)\s+(?:các\s)?$")
_JOINED = re.compile(r"[\s,)]*(?:(?:và|hoặc|,)\s*)?(?:các\s*)?")
_FOUNDATION = re.compile(r"căn cứ|cơ sở (?:xây dựng|pháp lý|thực hiện)", re.IGNORECASE)
_WINDOW = 260
_LIST_LENGTH = 12


def find_relation(document: PlanDocument, place: Range, before: Range | None, previous: Relation | None) -> Relation:
    """Return the relation of the citation at `place`.

    Args:
        document: The structured document.
        place: The citation.
        before: The citation before it, or None.
        previous: That one's relation.
    """
    line = document.line_at(place.start)
    same_line = before is not None and before.start >= line.start
    begin = max(line.start, place.start - _WINDOW, before.end if before and same_line else 0)
    context = document.text[begin : place.start]
    own = _stated(context, previous if same_line else None)
    if own is not None:
        return own
    if _PLACE.search(context):
        return "mention"
    if same_line and previous is not None and not _SENTENCE.search(context):
        return _inherited(context, previous)
    if _LEAD.match(document.text, line.content, place.start) and not _NESTED.search(context):
        return "basis"
    return "basis" if _listed_as_basis(document, place, context) else "mention"


def _inherited(context: str, previous: Relation) -> Relation:
    """Return the relation of a citation that follows another in one sentence, `context` between them."""
    if _JOINED.fullmatch(context):
        return previous
    if previous != "basis" or _ISSUING.search(context):
        return "mention"
    is_new = context.rstrip().endswith(";") or (_ADDED.search(context) and not nests_document(context))
    return "mention" if _NESTED.search(context) and not is_new else previous


def in_brackets(document: PlanDocument, place: Range) -> bool:
    """Whether a citation stands in brackets, so that what follows them goes on from the citation before."""
    start = document.line_at(place.start).start
    before = document.text[start : place.start]
    return before.rfind("(") > before.rfind(")")


def _stated(context: str, previous: Relation | None) -> Relation | None:
    """Return the relation that the words right before a citation state; `previous` is of the one before them."""
    if _ATTACHED.search(context):
        return "attached_to"
    if _CONTINUED.search(context):
        return "mention"
    for pattern, relation in _CHANGES:
        if match := pattern.search(context):
            return relation if _is_made_here(context[: match.start()], previous) else "mention"
    return "basis" if _BASIS.search(context) and not _PLACE.search(context) else None


def _is_made_here(before: str, previous: Relation | None) -> bool:
    """Whether the document itself makes a change: `before` stands between the citation before and the change's verb."""
    if _OWN_CHANGE.search(before):
        return True
    if _PROPOSED.search(before) or _DRAFTED.search(before) or before.count("“") > before.count("”"):
        return False
    # `Nghị định số … của Chính phủ sửa đổi Nghị định số …`: the one before made it.
    return previous in {None, "amends", "replaces"} or _OTHER_CLAUSE.search(before) is not None


def _listed_as_basis(document: PlanDocument, place: Range, context: str) -> bool:
    """Whether the citation opens a list item under a heading or lead-in that speaks of bases."""
    index = document.line_index_at(place.start)
    line = document.lines[index]
    if document.text[line.content : place.start].strip(" *•+-–("):
        return False
    titles = document.section_path(line.section)
    if titles and _FOUNDATION.search(titles[-1]):
        return True
    above = reversed(document.lines[max(0, index - _LIST_LENGTH) : index])
    lead = next((other for other in above if _is_lead(document.text[other.start : other.end])), None)
    return lead is not None and bool(_LEAD.match(document.text, lead.content))


def _is_lead(text: str) -> bool:
    return text.rstrip().endswith(":")
