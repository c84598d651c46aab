"""What the headings above a line say: the kind of their section, its area, its path of titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, cast

from pipeline.core.document import Part, PlanDocument, TextLine
from pipeline.core.record import AreaCode
from pipeline.extractors.mentions import find_mention_end
from pipeline.extractors.task_actions import opens_action
from pipeline.normalise.text import fold, squeeze
from pipeline.patterns import load_names, read_table

Kind = Literal["result", "aim", "basis", "scope", "funding", "directive", "plain", "strict"]

# What only orders somebody by name: acts that enact, reports, submissions.
_STRICT = re.compile(r"quyết định|nghị quyết|nghị định|thông tư|luật|quy chế|quy định|báo cáo|tờ trình|đề án|điều lệ")
_REFORM = re.compile(r"cải cách hành chính|\bcchc\b|par index|sự hài lòng")
_ASSESSMENT = "đánh giá"
_ANNOUNCED = re.compile(r"(?:, cụ thể|như sau|sau đây)\s?:?$|\b(?:trước ngày|gửi|báo cáo)\b")
_REMARK = re.compile(r"\(.{0,200}?\)")


class Outline:
    """The headings of one document; each is judged once."""

    def __init__(self, document: PlanDocument, key: str) -> None:
        """Keep the document and its folded text."""
        self.document = document
        self.key = key
        self.items: set[int] = set()
        """The sections that are items themselves; whoever reads the items adds them."""
        self._kinds: dict[int, Kind | None] = {}
        self._default: Kind = self._default_kind()
        self._is_reform = bool(_REFORM.search(self._subject()))
        # What a submission plans is still to be decided.
        self._is_submission = self._title().startswith("tờ trình")

    def own_section(self, line: TextLine) -> int | None:
        """Return the index of the section that the line opens, None where it opens none."""
        if line.section is None or self.document.section_list[line.section].start != line.start:
            return None
        return line.section

    def sections_above(self, line: TextLine) -> Iterator[int]:
        """Yield the indexes of the sections whose headings stand above the line, the innermost first."""
        own = self.own_section(line)
        index = line.section if own is None else self.document.section_list[own].parent
        while index is not None:
            yield index
            index = self.document.section_list[index].parent

    def kind(self, line: TextLine) -> Kind:
        """Return the kind of section that the line stands in, that of the document where no heading says."""
        found = next((kind for kind in map(self.kind_of, self.sections_above(line)) if kind), self._default)
        return "strict" if found == "directive" and self._is_submission else found

    def kind_of(self, index: int) -> Kind | None:
        """Return what a section's heading says that stands under it."""
        if index not in self._kinds:
            self._kinds[index] = kind_of_title(self.document.section_list[index].title)
        return self._kinds[index]

    def area(self, line: TextLine) -> AreaCode | None:
        """Return the area that the nearest heading names."""
        titles = (self.document.section_list[index].title for index in self.sections_above(line))
        return next((area for area in map(self.area_of, titles) if area), None)

    def area_of(self, label: str) -> AreaCode | None:
        """Return the area that a heading or group label names; in plans of reform its theme tells it too."""
        area = find_area(label)
        return guess_area(label) if area is None and self._is_reform else area

    def path(self, line: TextLine) -> list[str]:
        """Return the titles from the root to the line's own heading.

        An item is no heading of the paragraphs that close the document behind it.
        """
        above = list(self.sections_above(line))
        while above and line.marker is None and above[0] in self.items:
            above.pop(0)
        return [self.document.section_list[index].title for index in above][::-1]

    def _default_kind(self) -> Kind:
        return "strict" if _STRICT.match(self._title()) else "plain"

    def _subject(self) -> str:
        lines = self.document.with_part(Part.SUBJECT) or self.document.with_part(Part.DISPATCH_SUBJECT)
        return self.key[lines[0].start : lines[-1].end] if lines else ""

    def _title(self) -> str:
        lines = self.document.with_part(Part.TITLE)
        return self.key[lines[0].start : lines[0].end].strip() if lines else ""


def kind_of_title(title: str) -> Kind | None:
    """Return what a heading says that stands under it, None where it only names a topic."""
    key = _REMARK.sub("", squeeze(fold(title))).strip(" .:;,")
    if find_area(title) is not None and not key.startswith(("kết quả thực hiện", "mục tiêu")):
        return None
    is_order = _is_order(title)
    found = (kind for kind, pattern in _kinds() if pattern.search(key))
    return next((kind for kind in found if not (is_order and kind == "result")), None)


def _is_order(title: str) -> bool:
    """Whether an item that stands over others orders something (`Báo cáo kết quả thực hiện …`), and is no heading."""
    if title.isupper():
        return False
    text = squeeze(title)
    key = fold(text)
    if key.startswith(_ASSESSMENT):
        return key.endswith((".", ";")) or bool(_ANNOUNCED.search(key))
    subject = find_mention_end(text, key, 0, len(key))
    at = 0 if subject is None else len(key) - len(key[subject:].lstrip())
    return opens_action(key, at, len(key))


@cache
def find_area(label: str) -> AreaCode | None:
    """Return the area of administrative reform that a heading or group label names first."""
    key = squeeze(fold(label))
    found = [(at, -len(form), code) for form, code in _areas() if (at := key.find(form)) >= 0]
    return cast(AreaCode, min(found)[2]) if found else None


@cache
def guess_area(label: str) -> AreaCode | None:
    """Return the area whose theme a label of a plan of administrative reform names first."""
    key = squeeze(fold(label))
    found = [(match.start(), code) for code, pattern in _themes() if (match := pattern.search(key))]
    return min(found)[1] if found else None


@cache
def _themes() -> tuple[tuple[AreaCode, re.Pattern[str]], ...]:
    return tuple((cast(AreaCode, row["area"]), re.compile(row["pattern"])) for row in read_table("area_words.csv"))


@cache
def _kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    rows = read_table("task_sections.csv")
    return tuple((cast(Kind, row["kind"]), re.compile(row["pattern"])) for row in rows)


@cache
def _areas() -> tuple[tuple[str, str], ...]:
    names = (name for name in load_names() if name.label == "AREA")
    return tuple((squeeze(fold(form)), name.id) for name in names for form in name.forms)
