"""Finds the documents that a document cites: one item per mention, in the order of mention.

A citation hangs on an anchor that the rules found: a number, a blank number, a law with its date
or year. Around the anchor its type, date, issuer and subject are read; what is not printed is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span

from pipeline.core.document import Part, PlanDocument, Zone
from pipeline.core.extraction import Extraction
from pipeline.core.record import Org, Reference, Relation
from pipeline.extractors.citation import Range, Tail, find_issuer_before, read_law, read_tail
from pipeline.extractors.citation_relation import find_relation
from pipeline.normalise.organisations import canonical_name, classify_organisation
from pipeline.normalise.overlaps import resolve_overlaps
from pipeline.normalise.symbols import DocumentNumber, issuer_name, parse_document_number
from pipeline.patterns import read_table

NUMBER, PLAIN, BLANK = "DOC_NUMBER", "PLAIN_NUMBER", "BLANK_NUMBER"
LAW, DATED = "DATED_LAW", "DATED_DOC"

_OWN_NUMBER = re.compile(r"[\s*•(-]*(?:S[ốÔô]|SỐ)(?:\s*(?:hiệu|ký hiệu|,?\s*ký hiệu))?\s*(?P<colon>:?)\s*")
_NO_CITATION = re.compile(
    r"\b(?:mẫu|biểu|tờ khai|phụ lục|hình|bảng|số nhà|điện thoại|tài khoản|hotline|fax|ngõ|đường|thửa|đt|tel)"
    r"(?:\s+đơn)?(?:\s+số)?\s*[:.]?\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[Ss]ố\s*:?\s*")
_LABEL_BEFORE = re.compile(r"\b[Ss]ố(?:\s*hiệu)?\s*:?\s*$")
_LAW_BEFORE = re.compile(r".*(?<!\w)((?:Bộ luật|Bộ Luật|Luật|LUẬT|Nghị quyết|Pháp lệnh)(?=\s)[^;:.\t]{0,200})$")
_BROKEN = re.compile(r"[Ss]ố\s?:?\s*$")
_CONTINUES = re.compile(r"[\s,;)]*(?:(?:và|hoặc|,)\s+)?(?:[Ss]ố\s*:?\s*)?")
# `Kế hoạch hành động số`, `Báo cáo của Sở Nội vụ số`: words between a type and its number's label.
_WORDS_BETWEEN = r"(?:\s+(?!có\s|đã\s|về\s|tại\s)[^\W\d_]+){1,8}\s+"
# What a symbol can't tell: dispatches of any shape, and codes that are also offices (`CT` of a tax department).
_AMBIGUOUS = {None, "CV", "CT", "TC", "HĐ", "PC", "DA"}
_ASSEMBLY = re.compile(r"/(?:UBTV)?QH")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation read, before it becomes an item."""

    start: int
    end: int
    doc_type: str | None
    number: str | None
    tail: Tail
    maker: str


def extract(document: PlanDocument, doc: Doc) -> Iterator[Extraction]:
    """Yield the references of a document, in the order of mention.

    Args:
        document: The structured document.
        doc: Its annotation; `doc.spans["rules"]` holds the anchors and the dates.
    """
    anchors = find_anchors(document, doc)
    dates = {span.start_char: span.end_char for span in resolve_overlaps(_labelled(doc, "DATE"))}
    before: Citation | None = None
    relation: Relation | None = None
    for index, anchor in enumerate(anchors):
        limit = anchors[index + 1].start_char if index + 1 < len(anchors) else len(document.text)
        citation = _read(document, anchor, dates, limit, before)
        if citation is None:
            continue
        relation = find_relation(document, Range(citation.start, citation.end), _range(before), relation)
        yield Extraction("references", _build(document, citation, relation))
        before = citation


def find_anchors(document: PlanDocument, doc: Doc) -> list[Span]:
    """Return the spans that citations hang on, in text order, none overlapping."""
    spans = resolve_overlaps(_labelled(doc, NUMBER, PLAIN, BLANK, LAW, DATED), lambda span: span.label_ == NUMBER)
    kept = [span for span in spans if not _is_own_number(document, span) and _is_plausible(document, span)]
    following = [*kept[1:], None]
    return [
        span for span, after in zip(kept, following, strict=False) if not _is_named_by_number(document, span, after)
    ]


def _labelled(doc: Doc, *labels: str) -> list[Span]:
    return [span for span in doc.spans["rules"] if span.label_ in labels]


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
        return _type_before(_left(document, span.start_char)) is not None
    number = parse_document_number(span.text)
    context = _left(document, span.start_char)
    if number is None or _NO_CITATION.search(context):
        return False
    if _LABEL_BEFORE.search(context) or _type_before(context):
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


def _left(document: PlanDocument, offset: int, width: int = 240) -> str:
    """Return the text of the line, or of the table cell, before the offset.

    Where a number opens a line and the line before ends in the middle of a citation (a break that
    could not be joined), that line's text is before it.
    """
    line = document.line_at(offset)
    before = document.text[max(line.start, offset - width) : offset]
    if not before.strip() and _BROKEN.search(document.text, max(0, line.start - width), max(0, line.start - 1)):
        start = document.line_at(line.start - 1).start
        before = document.text[max(start, offset - width) : offset]
    return before.rpartition("\t")[2]


def _read(
    document: PlanDocument, anchor: Span, dates: dict[int, int], limit: int, before: Citation | None
) -> Citation | None:
    line = document.line_at(anchor.start_char)
    tab = document.text.find("\t", anchor.end_char, line.end)
    cell_end = tab if tab >= 0 else line.end
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
    doc_type = _type_codes().get(_key(law.kind))
    return Citation(anchor.start_char, tail.end, doc_type, None, tail, f"rule:{anchor.id_}")


def _named_type(document: PlanDocument, anchor: Span, before: Citation | None) -> tuple[int, str | None]:
    """Return where the citation begins and the type that its words name, from a list's head if need be."""
    context = _left(document, anchor.start_char)
    # `luật` in small letters is the end of a law's name (`… văn bản quy phạm pháp luật số …`).
    if (match := _type_before(context)) and match["type"] != "luật":
        return anchor.start_char - len(context) + match.start("type"), _type_codes().get(_key(match["type"]))
    if _ASSEMBLY.search(anchor.text) and (law := _LAW_BEFORE.match(context)):
        kind = next(code for name, code in _type_codes().items() if _key(law[1]).startswith(name))
        return anchor.start_char - len(context) + law.start(1), kind
    if before is not None and document.line_at(before.start) == document.line_at(anchor.start_char):
        between = document.text[before.end : anchor.start_char]
        if _CONTINUES.fullmatch(between):
            return anchor.start_char, before.doc_type
    label = _LABEL_BEFORE.search(context)
    return anchor.start_char - (len(context) - label.start() if label else 0), None


def _type_before(context: str) -> re.Match[str] | None:
    """Return the match of a type's name before a number (group `type`): adjoining, or a few words before its label."""
    return _type_pattern("").search(context) or _type_pattern(_WORDS_BETWEEN).match(context)


@cache
def _type_codes() -> dict[str, str]:
    """Return the codes of the types by their folded names."""
    rows = read_table("doc_types.csv")
    names = {_key(name): row["id"] for row in rows for name in (row["name"], *row["aliases"].split("|")) if name}
    return dict(sorted(names.items(), key=lambda entry: -len(entry[0])))


@cache
def _type_pattern(between: str) -> re.Pattern[str]:
    # `Văn bản` names no type, but begins the citation like one.
    names = "|".join(_SPACE.sub(r"\\s+", name) for name in (*_type_codes(), "văn bản"))
    label = r"(?:[Ss][ốôo6](?:\s*hiệu)?)"
    end = f"{between}{label}" if between else rf"\s*(?:\(sau đây[^)]{{0,60}}\)\s*)?[(\"“]?\s*{label}?"
    return re.compile(rf"{'.*' if between else ''}(?<!\w)(?P<type>{names}){end}\s*:?\s*$", re.IGNORECASE)


def _key(name: str) -> str:
    return _SPACE.sub(" ", name).strip().lower()


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
    if place is None:
        return None
    raw = _SPACE.sub(" ", document.text[place.start : place.end])
    evidence = document.evidence((place.start, place.end))
    return Org(raw=raw, name=canonical_name(raw), kind=classify_organisation(raw), evidence=evidence)


__all__: Sequence[str] = ["extract", "find_anchors"]
