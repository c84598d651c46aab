"""Which index, year and organisation a figure is about where its own sentence does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Doc

from pipeline.core.document import Part, PlanDocument, TextLine
from pipeline.core.record import Org
from pipeline.extractors import header
from pipeline.extractors.rule_spans import name_spans
from pipeline.extractors.score_figures import Mention
from pipeline.normalise.text import fold

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/]|\s?[-–]\s?(?:19|20)\d\d)")
_NAMED_YEAR = re.compile(
    r"(?<!tháng \d )(?<!tháng \d\d )(?<!định hướng đến )(?<!tầm nhìn đến )\bnăm\s((?:19|20)\d\d)(?!\s?[-–]\s?\d)"
)
_PLAN_YEAR = re.compile(r"\btrong năm\s((?:19|20)\d\d)")
_ISSUE_YEAR = re.compile(r"\bnăm\s((?:19|20)\d\d)\s*$")
_PUBLISHED = re.compile(
    r"(?:công bố|phê duyệt|kết quả)[^.;\n]{0,40}?(?:chỉ số|par index)[^.;\n]{0,120}?"
    r"(?<!hơn )(?<!với )(?<!so )năm\s((?:19|20)\d\d)"
)
_RESULTS = re.compile(r"kết quả|công bố|báo cáo|đánh giá|khắc phục")
_RULEBOOK = re.compile(
    r"(?:ban hành|quy định|hướng dẫn|sửa đổi|phê duyệt)\b(?:(?!khắc phục|cải thiện|nâng cao).){0,60}?"
    r"(?:tiêu chí|bộ chỉ số|thang điểm|chấm điểm|cách tính)"
)
_TARGETS = re.compile(r"\b(?:mục tiêu|chỉ tiêu|phương hướng)\b")


class ScoreContext:
    """What the document says outside a figure's sentence; each part is looked up once, when asked for."""

    def __init__(self, document: PlanDocument, doc: Doc) -> None:
        """Keep the document; nothing is computed yet."""
        self.document = document
        self.doc = doc

    @cached_property
    def key(self) -> str:
        """The folded text, offsets as in the text."""
        key = self.doc.user_data.get("key")
        return key if isinstance(key, str) else fold(self.document.text)

    @cached_property
    def indices(self) -> list[Mention]:
        """All names of indices, in text order."""
        spans = name_spans(self.doc, "INDEX")
        return [Mention("INDEX", span.id_, span.start_char, span.end_char) for span in spans]

    @cached_property
    def issuer(self) -> Org | None:
        """The issuer as the header has it."""
        issuer = header.find_issuer(self.document)
        return issuer.model_copy(update={"inferred": True}) if issuer is not None else None

    @cached_property
    def areas(self) -> list[Mention]:
        """All names of areas of administrative reform, in text order."""
        spans = name_spans(self.doc, "AREA")
        return [Mention("AREA", span.id_, span.start_char, span.end_char) for span in spans]

    def name_of(self, code: str | None) -> str | None:
        """Return how the document first prints the name of an index."""
        found = next((mention for mention in self.indices if mention.id == code), None)
        return self.document.text[found.start : found.end] if found else None

    @cached_property
    def subject(self) -> tuple[int, int]:
        """The range of the document's subject (0, 0 where none is known)."""
        lines = self.document.with_part(Part.SUBJECT) or self.document.with_part(Part.DISPATCH_SUBJECT)
        return (lines[0].start, lines[-1].end) if lines else (0, 0)

    @cached_property
    def is_rulebook(self) -> bool:
        """Whether the document lays down how points are given: what stands alone there are maxima."""
        return _RULEBOOK.search(self._text(self.subject)) is not None

    @cached_property
    def issue_year(self) -> int | None:
        """The year of the date of issue."""
        for line in self.document.with_part(Part.PLACE_DATE):
            if match := _ISSUE_YEAR.search(self.key[line.start : line.end]):
                return int(match[1])
        return None

    @cached_property
    def plan_year(self) -> int | None:
        """The year that the document plans for: of its subject, else of its date."""
        text = self._text(self.subject)
        if match := _PLAN_YEAR.search(text):
            return int(match[1])
        years = [int(year) for year in _NAMED_YEAR.findall(text)]
        if years:
            return max(years)
        return None if _YEAR.search(text) else self.issue_year

    @cached_property
    def assessed_year(self) -> int | None:
        """The year whose results the document says it is about, or None."""
        if match := _PUBLISHED.search(self.key):
            return int(match[1])
        text = self._text(self.subject)
        years = _NAMED_YEAR.findall(text)
        return int(years[0]) if years and _RESULTS.search(text) else None

    def headings(self, line: TextLine) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the headings above a line, the innermost first."""
        index = line.section
        while index is not None:
            section = self.document.section_list[index]
            if section.title_start != line.content and section.start != line.start:
                yield section.title_start, section.title_end
            index = section.parent

    def heading_index(self, line: TextLine) -> Mention | None:
        """Return the index that the nearest heading names."""
        return next((found for found in map(self._index_in, self.headings(line)) if found), None)

    def heading_area(self, line: TextLine) -> Mention | None:
        """Return the area that the innermost heading names, unless that is about an index as a whole."""
        for start, end in self.headings(line):
            return next((area for area in self.areas if start <= area.start and area.end <= end), None)
        return None

    def heading_year(self, line: TextLine) -> int | None:
        """Return the only year that the nearest heading with a year names."""
        for around in self.headings(line):
            years = {int(year) for year in _NAMED_YEAR.findall(self._text(around))}
            if years:
                return years.pop() if len(years) == 1 else None
        return None

    def is_aim(self, line: TextLine) -> bool:
        """Whether a heading above the line says that aims stand under it."""
        return any(_TARGETS.search(self._text(around)) for around in self.headings(line))

    @cached_property
    def subject_index(self) -> Mention | None:
        """The index that the whole document is about: PAR INDEX where several are named."""
        named = [found for found in self.indices if self.subject[0] <= found.start < self.subject[1]]
        return next((found for found in named if found.id == "PAR_INDEX"), named[0] if named else None)

    def _index_in(self, around: tuple[int, int]) -> Mention | None:
        return next((found for found in self.indices if around[0] <= found.start < around[1]), None)

    def _text(self, around: tuple[int, int]) -> str:
        return self.key[around[0] : around[1]]
