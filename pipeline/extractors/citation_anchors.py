"""Finds what citations hang on: numbers, blank numbers, laws with a date; and leaves out what only looks like it."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from pipeline.core.document import Part, PlanDocument, Zone
from pipeline.extractors.citation_type import LABEL_BEFORE, left_context, type_before
from pipeline.extractors.rule_spans import rule_spans
from pipeline.normalise.overlaps import resolve_overlaps
from pipeline.normalise.symbols import issuer_name, parse_document_number

NUMBER, PLAIN, BLANK = "DOC_NUMBER", "PLAIN_NUMBER", "BLANK_NUMBER"
LAW, DATED = "DATED_LAW", "DATED_DOC"

_OWN_NUMBER = re.compile(r"[\s*•(-]*(?:S[ốÔô]|SỐ)(?:\s*(?:hiệu|ký hiệu|,?\s*ký hiệu))?\s*(?P<colon>:?)\s*")
_NO_CITATION = re.compile(
    r"\b(?:mẫu|biểu|tờ khai|phụ lục|hình|bảng|số nhà|điện thoại|tài khoản|hotline|fax|ngõ|đường|thửa|đt|tel)"
    r"(?:\s+đơn)?(?:\s+số)?\s*[:.]?\s*$",
    re.IGNORECASE,
)


def find_anchors(document: PlanDocument, doc: Doc) -> list[Span]:
    """Return the spans that citations hang on, in text order, none overlapping."""
    spans = resolve_overlaps(rule_spans(doc, NUMBER, PLAIN, BLANK, LAW, DATED), lambda span: span.label_ == NUMBER)
    kept = [span for span in spans if not _is_own_number(document, span) and _is_plausible(document, span)]
    following = [*kept[1:], None]
    return [
        span for span, after in zip(kept, following, strict=False) if not _is_named_by_number(document, span, after)
    ]


def _is_own_number(document: PlanDocument, span: Span) -> bool:
    """Whether the number stands in the document's number line or behind a bare label."""
    line = document.line_at(span.start_char)
    if line.part is Part.NUMBER:
        return True
    label = span.start_char if span.label_ != BLANK else span.start_char + 2
    match = _OWN_NUMBER.fullmatch(document.text, line.start, label)
    return match is not None and (bool(match["colon"]) or line.zone is Zone.HEAD or span.label_ == BLANK)


def _is_plausible(document: PlanDocument, span: Span) -> bool:
    """Whether a number is one of a document: not of a form or house, and a short symbol has a label or type."""
    if span.label_ in {LAW, DATED}:
        return True
    if span.label_ == PLAIN:
        return type_before(left_context(document, span.start_char)) is not None
    number = parse_document_number(span.text)
    context = left_context(document, span.start_char)
    if number is None or _NO_CITATION.search(context):
        return False
    if LABEL_BEFORE.search(context) or type_before(context):
        return True
    # A bare `05/KK-TNCN` may be a form; a known type, issuer or the National Assembly is needed.
    known = number.issuer_code is not None and issuer_name(number.issuer_code) is not None
    whole = "-" in number.symbol or "/" in number.symbol
    return number.year is not None or (whole and (known or number.doc_type != "CV"))


def _is_named_by_number(document: PlanDocument, span: Span, after: Span | None) -> bool:
    """Whether a dated law goes on with its number, so that the number is the anchor."""
    if span.label_ != LAW or after is None or after.label_ != NUMBER:
        return False
    between = document.text[span.end_char : after.start_char]
    return re.fullmatch(r"\s*\(?(?:Luật\s+)?số\s*:?\s*", between) is not None
