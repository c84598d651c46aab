"""The header: type, number, date, place, subject, marks, and who is addressed.

The structure stage has told which line is which part; here each part's words become a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from spacy.tokens import Doc

from pipeline.core.document import Part, PlanDocument, Range, TextLine, Zone
from pipeline.core.extraction import Extraction
from pipeline.core.record import DocType, Item, Number, Org, PDate, Secrecy, Text, Urgency
from pipeline.extractors.attachments import find_attachments
from pipeline.extractors.issuer import find_issuers
from pipeline.extractors.resolved import resolve_date, resolve_number
from pipeline.extractors.signature import find_signer
from pipeline.extractors.signed_line import SignedLine, find_signed_line
from pipeline.normalise.dates import parse_date
from pipeline.normalise.doc_types import parse_title, type_name
from pipeline.normalise.organisations import classify_organisation
from pipeline.normalise.symbols import DocumentNumber, parse_document_number
from pipeline.normalise.text import fold, squeeze

_DISPATCH_LABEL: Final = re.compile(r"^[“\"(]?(?:v/v|về việc)\s*[:.]?\s*", re.IGNORECASE)
_ADDRESSEE_LABEL: Final = re.compile(r"^(?:đồng\s+)?kính g[ửở]i\s*[:;.]?\s*", re.IGNORECASE)
_WIRE_LABEL: Final = re.compile(r"\sđiện\s*:?$", re.IGNORECASE)
_RECIPIENT_LABEL: Final = re.compile(r"^nơi nh[ậâ]n\s*[:.;]?\s*", re.IGNORECASE)
_BULLET: Final = re.compile(r"^[-–—+•*]\s*")
_END_MARKS: Final = " ;.,:-–"
_DATE_START: Final = re.compile(r"\bng[àa]y(?![^\W\d_])", re.IGNORECASE)
_TYPE_BEFORE_NUMBER: Final = re.compile(r"^[^\W\d_]{3,7}(?: [^\W\d_]{3,6})? (?=số\s?:)")  # `Luật số: 15/2024/QH15`
_COPIES: Final = re.compile(r"\s*\(\d{1,3}\s*(?:b|bản)\)$")


def extract(document: PlanDocument, doc: Doc) -> Iterator[Extraction]:
    """Yield the fields of the header."""
    signed = find_signed_line(document)
    number = _issued_number(document, signed)
    parsed = _parsed(number)
    yield from _some("header.number", number)
    yield from _some("header.doc_type", find_doc_type(document, parsed))
    yield from _issued_date_and_place(document, signed)
    yield from _some("header.subject", find_subject(document))
    yield from find_issuers(document, parsed)
    yield from _some("header.signer", find_signer(document))
    yield from _addressees(document)
    yield from _recipients(document)
    yield from _marks(document)
    yield from find_attachments(document)


def find_issuer(document: PlanDocument) -> Org | None:
    """Return the issuer as the header has it, without reading the rest of the header."""
    found = find_issuers(document, _parsed(_issued_number(document, find_signed_line(document))))
    issuers = (extraction.item for extraction in found if extraction.field == "header.issuer")
    return next((item for item in issuers if isinstance(item, Org)), None)


def find_issue_date(document: PlanDocument) -> PDate | None:
    """Return the date of issue as the header has it, without reading the rest of the header."""
    found = _issued_date_and_place(document, find_signed_line(document))
    dates = (extraction.item for extraction in found if extraction.field == "header.date")
    return next((item for item in dates if isinstance(item, PDate)), None)


def _issued_number(document: PlanDocument, signed: SignedLine | None) -> Number | None:
    """Return the number of the header, else that of the line printed at the signing."""
    number = next(_numbers(document), None)
    return signed.number if signed is not None and (number is None or number.value is None) else number


def _issued_date_and_place(document: PlanDocument, signed: SignedLine | None) -> Iterator[Extraction]:
    """Yield place and date of the header; where it has no full date, that of the line printed at the signing."""
    found = list(_date_and_place(document))
    is_dated = signed is None or any(_is_dated(extraction.item) for extraction in found)
    yield from (each for each in found if is_dated or each.field != "header.date")
    if signed is not None and not is_dated:
        yield Extraction("header.date", signed.date)


def _parsed(number: Number | None) -> DocumentNumber | None:
    return parse_document_number(number.raw) if number is not None else None


def _some(field: str, item: Item | None) -> Iterator[Extraction]:
    if item is not None:
        yield Extraction(field, item)


def _is_dated(item: object) -> bool:
    return isinstance(item, PDate) and item.precision == "day"


def _numbers(document: PlanDocument) -> Iterator[Number]:
    for line in document.with_part(Part.NUMBER):
        raw = _TYPE_BEFORE_NUMBER.sub("", document.text[line.start : line.end])
        parsed = parse_document_number(raw)
        if parsed is not None:
            yield _number(document, line, parsed)


def _number(document: PlanDocument, line: TextLine, parsed: DocumentNumber) -> Number:
    number = Number(
        raw=squeeze(parsed.raw),
        sequence=parsed.sequence,
        sequence_text=parsed.sequence_text,
        year=parsed.year,
        symbol=parsed.symbol,
        value=parsed.value,
        evidence=document.evidence((line.start, line.end)),
        maker="rule:header.number",
    )
    number.resolved = resolve_number(number, document.source)
    return number


def find_doc_type(document: PlanDocument, number: DocumentNumber | None) -> DocType | None:
    """Return the type: from the title, else a dispatch by `V/v` or addressees, else what the symbol says."""
    for line in document.with_part(Part.TITLE):
        title = parse_title(document.text[line.start : line.end])
        if title is not None:
            spans = document.evidence((line.start, line.start + title.end))
            return DocType(code=title.code, name=title.name, evidence=spans, maker="rule:header.type.title")
    signs = document.with_part(Part.DISPATCH_SUBJECT) or document.with_part(Part.ADDRESSEE)
    if signs and not (number is None and _has_other_title(document)):
        spans = document.evidence((signs[0].start, signs[0].end))
        return DocType(code="CV", name=type_name("CV"), evidence=spans, maker="rule:header.type.dispatch")
    if number is None or number.doc_type is None:
        return None
    line = document.with_part(Part.NUMBER)[0]
    return DocType(
        code=number.doc_type,
        name=type_name(number.doc_type),
        evidence=document.evidence((line.start, line.end)),
        maker="rule:header.type.symbol",
        inferred=True,
    )


def _has_other_title(document: PlanDocument) -> bool:
    """A form has a title in capitals that is no type of document (`ĐƠN ĐỀ NGHỊ`)."""
    lines = [document.text[line.start : line.end] for line in document.with_part(Part.OTHER) if line.zone is Zone.HEAD]
    return any(text.isupper() and " " in text for text in lines)


def _date_and_place(document: PlanDocument) -> Iterator[Extraction]:
    for line in document.with_part(Part.PLACE_DATE)[:1]:
        text = document.text[line.start : line.end]
        match = _DATE_START.search(text)
        if match is None:
            continue
        place_end = len(text[: match.start()].rstrip(" ,.;"))
        if place_end:
            spans = document.evidence((line.start, line.start + place_end))
            yield Extraction(
                "header.place", Text(raw=text[:place_end].strip(), evidence=spans, maker="rule:header.place")
            )
        yield from _some("header.date", _date(document, line, text, match.start()))


def _date(document: PlanDocument, line: TextLine, text: str, start: int) -> PDate | None:
    raw = text[start:].rstrip(" .,;")
    parsed = parse_date(raw)
    spans = document.evidence((line.start + start, line.start + start + len(raw)))
    date = PDate(
        raw=squeeze(raw),
        value=parsed.value if parsed is not None else None,
        precision=parsed.precision if parsed is not None and parsed.value is not None else None,
        evidence=spans,
        maker="rule:header.date",
    )
    date.resolved = resolve_date(date, document.source)
    return date


def find_subject(document: PlanDocument) -> Text | None:
    """Return the subject: after `V/v`, or what stands under (or after) the type's name."""
    ranges = [_after(document, line, _DISPATCH_LABEL) for line in document.with_part(Part.DISPATCH_SUBJECT)[:1]]
    if not ranges:
        ranges = list(_title_rest(document)) + [(s.start, s.end) for s in document.with_part(Part.SUBJECT)]
        if ranges:
            ranges[0] = _strip_label(document.text, ranges[0], _DISPATCH_LABEL)
    ranges = [_trim(document.text, each) for each in ranges]
    ranges = [(start, end) for start, end in ranges if end > start]
    if not ranges:
        return None
    raw = squeeze(" ".join(document.text[start:end] for start, end in ranges))
    return Text(raw=raw, evidence=document.evidence(*ranges), maker="rule:header.subject")


def _title_rest(document: PlanDocument) -> Iterator[Range]:
    for line in document.with_part(Part.TITLE)[:1]:
        title = parse_title(document.text[line.start : line.end])
        if title is not None and document.text[line.start + title.end : line.end].strip(" :.*"):
            yield line.start + title.end, line.end


def _after(document: PlanDocument, line: TextLine, label: re.Pattern[str]) -> Range:
    return _strip_label(document.text, (line.start, line.end), label)


def _strip_label(text: str, place: Range, label: re.Pattern[str]) -> Range:
    match = label.match(text[place[0] : place[1]].lstrip(" :"))
    if match is None:
        return place
    return place[1] - len(text[place[0] : place[1]].lstrip(" :")) + match.end(), place[1]


def _trim(text: str, place: Range, marks: str = _END_MARKS) -> Range:
    start, end = place
    while start < end and text[start] in " :":
        start += 1
    while start < end and (text[end - 1] in marks or _closes_nothing(text, start, end)):
        end -= 1
    return start, end


def _closes_nothing(text: str, start: int, end: int) -> bool:
    """A quotation mark or bracket at the end whose opening one went with the label (`“V/v …”`)."""
    opening = {"”": "“", '"': '"', ")": "("}.get(text[end - 1])
    return opening is not None and opening not in text[start : end - 1]


def _addressees(document: PlanDocument) -> Iterator[Extraction]:
    for line in document.with_part(Part.ADDRESSEE):
        text = document.text[line.start : line.end]
        if _WIRE_LABEL.search(text):
            continue
        start, end = _after(document, line, _ADDRESSEE_LABEL)
        for place in _split_list(document.text, start, end):
            raw = squeeze(document.text[place[0] : place[1]])
            org = Org(raw=raw, kind=classify_organisation(raw), evidence=document.evidence(place))
            yield Extraction("header.addressees", org)


def _split_list(text: str, start: int, end: int) -> Iterator[Range]:
    """Yield the organisations of a line: parted by `;` unless a colon has opened an enumeration."""
    part = text[start:end]
    cuts = [m.start() for m in re.finditer(";", part)] if ":" not in part else []
    at = 0
    for cut in [*cuts, len(part)]:
        bullet = _BULLET.match(part[at:cut].lstrip())
        left = at + (len(part[at:cut]) - len(part[at:cut].lstrip())) + (bullet.end() if bullet else 0)
        place = _trim(text, (start + left, start + cut))
        if place[1] > place[0]:
            yield place
        at = cut + 1


def _recipients(document: PlanDocument) -> Iterator[Extraction]:
    for line in document.with_part(Part.RECIPIENT):
        start, end = _after(document, line, _RECIPIENT_LABEL)
        bullet = _BULLET.match(document.text[start:end])
        start, end = _trim(document.text, (start + (bullet.end() if bullet else 0), end))
        if end > start:
            raw = squeeze(document.text[start:end])
            item = Text(raw=raw, evidence=document.evidence((start, end)), maker="rule:header.recipient")
            yield Extraction("header.recipients", item)


_URGENCY: Final[dict[str, Literal["khẩn", "thượng khẩn", "hỏa tốc"]]] = {
    "hoả": "hỏa tốc",
    "thượng": "thượng khẩn",
    "khẩn": "khẩn",
}
_SECRECY: Final[dict[str, Literal["mật", "tối mật", "tuyệt mật"]]] = {
    "tuyệt": "tuyệt mật",
    "tối": "tối mật",
    "mật": "mật",
}


def _marks(document: PlanDocument) -> Iterator[Extraction]:
    for line in document.with_part(Part.URGENCY):
        urgency = _URGENCY.get(_first_word(document, line))
        if urgency is not None:
            spans = document.evidence((line.start, line.end))
            yield Extraction("header.urgency", Urgency(value=urgency, evidence=spans, maker="rule:header.urgency"))
    for line in document.with_part(Part.SECRECY):
        secrecy = _SECRECY.get(_first_word(document, line))
        if secrecy is not None:
            spans = document.evidence((line.start, line.end))
            yield Extraction("header.secrecy", Secrecy(value=secrecy, evidence=spans, maker="rule:header.secrecy"))
    for line in document.with_part(Part.DRAFT)[:1]:
        raw, spans = document.text[line.start : line.end], document.evidence((line.start, line.end))
        yield Extraction("header.draft", Text(raw=raw, evidence=spans, maker="rule:header.draft"))


def _first_word(document: PlanDocument, line: TextLine) -> str:
    return fold(document.text[line.start : line.end]).split()[0].strip(".!")
