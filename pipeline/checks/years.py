"""Finding: a year that contradicts the document's own period, as when last year's plan was copied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.places import line_around, span_of
from pipeline.core.record import Finding, Record, Section

_NAMED = re.compile(r"[Nn](?:ă|Ă)[Mm]\s(20\d\d)(?!\s?[-–]\s?20\d\d)")
_ANY = re.compile(r"(?<!\d)20\d\d(?!\d)")
_AHEAD = re.compile(r"(?:nhiệm vụ|mục tiêu|chỉ tiêu|phương hướng|giải pháp|kế hoạch)", re.IGNORECASE)
_BACK = re.compile(
    r"kết quả|đánh giá|tồn tại|hạn chế|khắc phục|tình hình|thực hiện|so với|đạt được|rà soát|căn cứ|giai đoạn|đã |chưa",
    re.IGNORECASE,
)
_CLOSING = "Trên đây là "
_CAPTION = re.compile(r"[Kk]èm theo [^\n]{0,60}?[Ss]ố[^\n]{0,40}?/\s?([\w-]+)[^\n]{0,40}?năm (20\d\d)")
_CARRIED = (
    r"thực hiện[^.;\n]{{0,60}}?(?:[Kk]ế hoạch|nhiệm vụ|[Cc]hương trình)[^.;\n]{{0,60}}?(năm {last})(?!\d)"
    r"(?P<rest>[^;\n]{{0,120}})"
)
_LATE = r"(?:\d{{1,2}}/(?:0?[7-9]|1[0-2])/|tháng (?:0?[7-9]|1[0-2])(?:/|\snăm )|quý (?:III|IV)(?:/|,?\snăm )){year}"


def stale_year(record: Record) -> Iterator[Finding]:
    """Yield a warning for each place where last year's figure was left standing."""
    year = _period(record)
    if year is None:
        return
    last = f"{year - 1}"
    yield from _captions(record)
    if last not in record.text:
        return
    yield from _closings(record, year)
    yield from _headings(record, record.sections, year)
    yield from _carried_over(record, year)


def _period(record: Record) -> int | None:
    """Return the one year that the subject names, else None where it names several; else the year of issue."""
    subject = record.header.subject.raw if record.header.subject else ""
    years = {int(year) for year in _ANY.findall(subject)}
    if years:
        named = {int(year) for year in _NAMED.findall(subject)}
        return named.pop() if len(years) == 1 and len(named) == 1 else None
    issued = record.header.date
    return int(issued.value[:4]) if issued is not None and issued.value else None


def _issue_year(record: Record) -> int | None:
    issued = record.header.date
    return int(issued.value[:4]) if issued is not None and issued.value else None


def _captions(record: Record) -> Iterator[Finding]:
    """Yield a finding where an appendix says that it belongs to this document, of another year."""
    number, issued = record.header.number, _issue_year(record)
    if number is None or number.symbol is None or issued is None or "èm theo " not in record.text:
        return
    for match in _CAPTION.finditer(record.text):
        if match[1] == number.symbol and match[2] != str(issued):
            words = f"Phụ lục ghi “năm {match[2]}”, văn bản ban hành năm {issued}."
            yield _finding(record, match.start(2) - 4, match.end(2), words)


def _closings(record: Record, year: int) -> Iterator[Finding]:
    """Yield a finding where the closing formula names only the year before."""
    place = record.text.find(_CLOSING)
    if place < 0:
        return
    end = line_around(record.text, place)[1]
    stop = record.text.find(". ", place, end)
    sentence = record.text[place : stop if stop >= 0 else end]
    years = {int(match[0]) for match in _ANY.finditer(sentence)}
    if years == {year - 1} and (match := _NAMED.search(sentence)) and _subject_names(record, year):
        words = f"Câu kết ghi “{match[0]}”, văn bản là của năm {year}."
        yield _finding(record, place + match.start(), place + match.end(), words)


def _subject_names(record: Record, year: int) -> bool:
    return record.header.subject is not None and str(year) in record.header.subject.raw


def _headings(record: Record, sections: list[Section], year: int) -> Iterator[Finding]:
    """Yield a finding for each heading that plans for the year before."""
    for section in sections:
        title, years = section.title, _NAMED.findall(section.title)
        is_plan = len(title) < 150 and title.upper() == title and _AHEAD.search(title) and not _BACK.search(title)
        if is_plan and years == [str(year - 1)] and _subject_names(record, year):
            start, end = line_around(record.text, section.start)
            yield _finding(record, start, end, f"Đề mục “{title}” ghi năm {year - 1} trong văn bản của năm {year}.")
        yield from _headings(record, section.children, year)


def _carried_over(record: Record, year: int) -> Iterator[Finding]:
    """Yield a finding where a task of the second half of the year carries out the plan of the year before."""
    carried = re.compile(_CARRIED.format(last=year - 1))
    late = re.compile(_LATE.format(year=year))
    for match in carried.finditer(record.text):
        if late.search(match["rest"]):
            words = f"Nhiệm vụ đến hạn năm {year} ghi “{match[1]}”."
            yield _finding(record, match.start(1), match.end(1), words)


def _finding(record: Record, start: int, end: int, message: str) -> Finding:
    return Finding(code="stale_year", severity="warning", message=message, evidence=[span_of(record, start, end)])
