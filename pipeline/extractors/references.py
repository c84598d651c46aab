"""Finds the documents that a document cites: one item per mention, in the order of mention.

A citation hangs on an anchor that the rules found: a number, a blank number, a law with its date
or year. Around the anchor its type, date, issuer and subject are read; what is not printed is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from pipeline.core.document import PlanDocument
from pipeline.core.extraction import Extraction
from pipeline.core.record import Org, Reference, Relation
from pipeline.extractors.citation import Range, Tail, find_issuer_before, read_law, read_tail
from pipeline.extractors.citation_anchors import DATED, LAW, PLAIN, find_anchors
from pipeline.extractors.citation_relation import find_relation, in_brackets
from pipeline.extractors.citation_type import find_type, left_context, type_of
from pipeline.extractors.orgs import build_org
from pipeline.extractors.rule_spans import rule_spans
from pipeline.normalise.overlaps import resolve_overlaps
from pipeline.normalise.symbols import DocumentNumber, issuer_name, parse_document_number

_LABEL = re.compile(r"^[Ss]ố\s*:?\s*")
_CONTINUES = re.compile(r"[\s,;)]*(?:(?:và|hoặc|,)\s+)?(?:[Ss]ố\s*:?\s*)?")
_JOINED = re.compile(r"[\s,;]*(?:và\s+)?(?:các\s+)?")
_BREAKS = re.compile(r"\s*,?\s*(?:ngày)?\s*")
# What a symbol can't tell: dispatches of any shape, and codes that are also offices (`CT` of a tax department).
_AMBIGUOUS = {None, "CV", "CT", "TC", "HĐ", "PC", "DA"}


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation read, before it becomes an item."""

    start: int
    end: int
    doc_type: str | None
    number: str | None
    tail: Tail
    maker: str

    @property
    def office(self) -> str | None:
        """The office's code at the end of the symbol."""
        return re.split(r"[-/]", self.number)[-1] if self.number else None


def extract(document: PlanDocument, doc: Doc) -> Iterator[Extraction]:
    """Yield the references of a document, in the order of mention.

    Args:
        document: The structured document.
        doc: Its annotation; `doc.spans["rules"]` holds the anchors and the dates.
    """
    before: Citation | None = None
    previous: Relation | None = None
    for citation in _share_issuers(document, list(_read_all(document, doc))):
        place = Range(citation.start, citation.end)
        relation = find_relation(document, place, _range(before), previous)
        yield Extraction("references", _build(document, citation, relation))
        before = citation
        if previous is None or not in_brackets(document, place):
            previous = relation


def _read_all(document: PlanDocument, doc: Doc) -> Iterator[Citation]:
    anchors = find_anchors(document, doc)
    dates = {span.start_char: span.end_char for span in resolve_overlaps(rule_spans(doc, "DATE"))}
    before: Citation | None = None
    for index, anchor in enumerate(anchors):
        limit = anchors[index + 1].start_char if index + 1 < len(anchors) else len(document.text)
        citation = _read(document, anchor, dates, limit, before)
        if citation is not None:
            yield citation
            before = citation


def _share_issuers(document: PlanDocument, citations: list[Citation]) -> list[Citation]:
    """Give a citation the issuer that stands behind the next one of the same office (`số A; số B của Chính phủ`)."""
    for index in reversed(range(len(citations) - 1)):
        one, two = citations[index], citations[index + 1]
        same_office = one.office is not None and one.office == two.office
        shared = two.tail.issuer if same_office and one.tail.issuer is None else None
        if shared and _JOINED.fullmatch(document.text, one.end, two.start):
            citations[index] = replace(one, tail=replace(one.tail, issuer=shared))
    return citations


def _read(
    document: PlanDocument, anchor: Span, dates: dict[int, int], limit: int, before: Citation | None
) -> Citation | None:
    cell_end = _cell_end(document, anchor.end_char, dates)
    tail = read_tail(document.text, anchor.end_char, min(limit, cell_end), cell_end, dates)
    if anchor.label_ in {LAW, DATED}:
        return _read_dated(anchor, tail)
    if anchor.label_ == PLAIN:
        return _read_plain(document, anchor, tail, before)
    number = parse_document_number(anchor.text)
    if number is None or (number.value is None and tail.date is None):
        return None
    start, words = _named_type(document, anchor, before)
    doc_type = words if words and number.doc_type in _AMBIGUOUS else number.doc_type or words
    if doc_type == "CV" and words is None and not _is_dispatch(number):
        doc_type = None
    return Citation(start, tail.end, doc_type, number.value, tail, f"rule:{anchor.id_}")


def _cell_end(document: PlanDocument, offset: int, dates: dict[int, int]) -> int:
    """Return where the line or table cell ends, or the next line where a break stands between number and date."""
    line = document.line_at(offset - 1)
    tab = document.text.find("\t", offset, line.end)
    if tab >= 0:
        return tab
    if line.end + 1 in dates and _BREAKS.fullmatch(document.text, offset, line.end):
        return document.line_at(line.end + 1).end
    return line.end


def _is_dispatch(number: DocumentNumber) -> bool:
    """Whether the symbol itself is of a dispatch: a permit or a contract has the same shape, but no known office."""
    return "CV" in re.split(r"[-/]", number.symbol) or issuer_name(number.issuer_code or "") is not None


def _read_plain(document: PlanDocument, anchor: Span, tail: Tail, before: Citation | None) -> Citation | None:
    """Return the citation of a number without an office's symbol, which only its type and day make one."""
    if tail.date is None:
        return None
    start, words = _named_type(document, anchor, before)
    number = _LABEL.sub("", anchor.text)
    return Citation(start, tail.end, words, number, tail, f"rule:{anchor.id_}")


def _read_dated(anchor: Span, tail: Tail) -> Citation:
    law = read_law(anchor.text)
    tail = Tail(tail.end, law.date, tail.issuer, law.title if anchor.label_ == LAW else tail.title)
    doc_type = type_of(law.kind)
    return Citation(anchor.start_char, tail.end, doc_type, None, tail, f"rule:{anchor.id_}")


def _named_type(document: PlanDocument, anchor: Span, before: Citation | None) -> tuple[int, str | None]:
    """Return where the citation begins and the type that its words name, from a list's head if need be."""
    start, named = find_type(left_context(document, anchor.start_char), anchor.text)
    if named is None and before is not None and _continues(document, before.end, anchor.start_char):
        return anchor.start_char, before.doc_type
    return anchor.start_char - start, named


def _continues(document: PlanDocument, end: int, start: int) -> bool:
    """Whether a number goes on the list that a citation which ends at `end` opened (`số A ngày …, số B`)."""
    return document.line_at(end) == document.line_at(start) and bool(_CONTINUES.fullmatch(document.text, end, start))


def _range(citation: Citation | None) -> Range | None:
    return None if citation is None else Range(citation.start, citation.end)


def _build(document: PlanDocument, citation: Citation, relation: Relation) -> Reference:
    tail = citation.tail
    return Reference(
        doc_type=citation.doc_type,
        number=citation.number,
        date=tail.date,
        issuer=_issuer(document, citation),
        title=tail.title,
        relation=relation,
        maker=citation.maker,
        evidence=document.evidence((citation.start, citation.end)),
    )


def _issuer(document: PlanDocument, citation: Citation) -> Org | None:
    line = document.line_at(citation.start)
    place = citation.tail.issuer or find_issuer_before(document.text, line.start, citation.start)
    return build_org(document, place.start, place.end) if place is not None else None
