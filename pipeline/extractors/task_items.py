"""The items of the outline and the paragraphs beside it, as candidates for tasks.

A candidate is the finest item: one marker, with the paragraphs that belong to it and the attribute
lines (`Thời gian: …`) behind it. What only opens a list is a heading and gives its lead to the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.core.document import PlanDocument, TextLine, Zone
from pipeline.extractors.task_actions import opens_action
from pipeline.extractors.task_frames import Frames, Mentioned, rule
from pipeline.extractors.task_sections import Outline

_WIDE = frozenset({"appendix", "part", "chapter", "item", "upper", "roman"})
_FOR = re.compile(
    r"(?:đối với|trách nhiệm của|nhiệm vụ của|trách nhiệm|phân công|giao|đề nghị|yêu cầu|kiến nghị|về phía)\s?:?\s"
)
_NARROW = frozenset({"dash", "plus", "letter"})
_SHORT = 200
_FEW_WORDS = 60
_PLANS = re.compile(r"nhiệm vụ|giải pháp|khắc phục|nội dung|yêu cầu|ban hành kế hoạch|xây dựng kế hoạch")
_RUN_IN = re.compile(r"[^.;:–-]{3,120}(?:- [^.;:–-]{3,60})? - (?=[A-ZĐÀ-Ỹ])")
_SENTENCE_END = re.compile(r"[.;!?/]\s*$")
_OBJECTS = re.compile(r"\b(?:như|gồm|gồm có)\s?:\s*$")
_ATTRIBUTE_END = re.compile(r"[.;,]\s+(?=\w)")
_SENTENCE_INSIDE = re.compile(r"[.;]\s+\S")
_SAYS = re.compile(r"(?:như sau|sau đây|dưới đây)\s*[:.]?\s*$|:\s*(?:\(.{0,80}\)\s*[.:]?\s*)?$")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute line: the range of its label, and where the line ends."""

    start: int
    label_end: int
    end: int


@dataclass(slots=True)
class Candidate:
    """One item or paragraph: its ranges in the text, the first without its marker.

    `given` is the lead that a heading or an introduction gives; `attributes` are the attribute lines
    behind it; `is_preamble` says that it stands before the first item of the document, `is_result` that
    the introduction of its list tells what was done.
    """

    line: TextLine
    ranges: list[tuple[int, int]]
    given: Mentioned | None
    is_item: bool
    is_preamble: bool
    is_result: bool
    attributes: list[Attribute] = field(default_factory=list)


class ItemReader:
    """Goes through the lines of one document in order."""

    def __init__(self, document: PlanDocument, key: str, outline: Outline, frames: Frames) -> None:
        """Keep what the reading needs; nothing is read yet."""
        self.document = document
        self.key = key
        self.outline = outline
        self.frames = frames
        self._found: list[Candidate] = []
        self._introduced: dict[int | None, Mentioned | None] = {}
        self._headed: dict[int, Mentioned | None] = {}
        self._results: dict[int | None, str | None] = {}
        self._targets: list[Candidate] = []
        self._after_heading = False
        self._after_title = False
        self._item_seen = False
        self._whole: int | None = None  # the section of an order whose sub-items are its objects

    def candidates(self) -> list[Candidate]:
        """Return the candidates of the body and the appendices, in document order."""
        lines = self.document.lines
        for number, line in enumerate(lines):
            if line.zone in (Zone.BODY, Zone.APPENDIX) and line.table is None and line.part is None:
                self._take(line, lines[number + 1] if number + 1 < len(lines) else None)
        return self._found

    def _take(self, line: TextLine, following: TextLine | None) -> None:
        if line.content >= line.end:
            return
        if self._whole is not None and self._whole in self.outline.sections_above(line):
            self._found[-1].ranges.append((line.content, line.end))
            return
        if (attribute := self._attribute(line)) is not None:
            if self._found and not self._after_heading and not self._is_sibling_section(line):
                self._attach(line, list(self._parts(attribute)))
            return
        self._targets = []
        if self._continues(line):
            return
        if (break_at := self._run_in_break(line, following)) is not None:
            self._take_run_in(line, break_at)
            return
        if self._is_header(line, following) or self._is_subtitle(line):
            self._introduce(line)
            self._after_title = line.marker is None and self.document.text[line.start : line.end].isupper()
            self._after_heading = True
            return
        self._item_seen = self._item_seen or line.marker is not None
        self._add(line, is_item=line.marker is not None)
        self._after_heading = False

    def _run_in_break(self, line: TextLine, following: TextLine | None) -> int | None:
        """Return where the first dashed item begins that the source printed on the line of its heading."""
        if following is None or following.style != "dash" or line.style == "dash":
            return None
        if not self._has_items(line, following):
            return None
        match = _RUN_IN.match(self.document.text, line.content, line.end)
        return match.end() if match and opens_action(self.key, match.end(), line.end) else None

    def _take_run_in(self, line: TextLine, break_at: int) -> None:
        own = self.outline.own_section(line)
        title_end = self.document.text.rindex("-", line.content, break_at)
        lead = self.frames.names_only(line.content, title_end)
        if own is not None:
            self._headed[own] = lead
        self._item_seen = True
        given = lead or self._given(line)
        self._found.append(Candidate(line, [(break_at, line.end)], given, True, False, False))
        self._after_heading = False

    def _add(self, line: TextLine, *, is_item: bool) -> None:
        own = self.outline.own_section(line)
        if is_item and own is not None:
            self.outline.items.add(own)
        given = self._given(line) if is_item or self._after_heading or self._is_sibling(line) else None
        is_result = is_item and self._is_among_results(line)
        ranges = [(line.content, line.end)]
        self._found.append(Candidate(line, ranges, given, is_item, not self._item_seen, is_result))

    def _is_sibling(self, line: TextLine) -> bool:
        """Whether a paragraph stands beside one that has the lead of their heading, with no item between."""
        last = self._found[-1] if self._found else None
        if last is None or last.is_item or last.line.section != line.section or last.given is None:
            return False
        return line.section is not None

    def _is_among_results(self, line: TextLine) -> bool:
        """Whether the item stands in the list of an introduction that tells what was done."""
        for section in (line.section, *self.outline.sections_above(line), None):
            if section in self._results:
                style = self._results[section] = self._results[section] or line.style
                return style == line.style
        return False

    def _attribute(self, line: TextLine) -> Attribute | None:
        """Return the attribute that a line gives to the item before it, None where it is none."""
        match = rule("attribute").match(self.key[line.content : min(line.end, line.content + 90)])
        if match is None:
            return None
        is_bare = line.content + match.end() >= line.end and line.is_heading and line.style not in _NARROW
        return None if is_bare else Attribute(line.content, line.content + match.end(), line.end)

    def _is_sibling_section(self, line: TextLine) -> bool:
        """Whether the line opens a numbered section beside the item before it, about the whole (`5. Thời gian`)."""
        own = self.outline.own_section(line)
        if own is None or line.style in _NARROW:
            return False
        return self.document.section_list[own].parent != self._found[-1].line.section

    def _parts(self, attribute: Attribute) -> Iterator[Attribute]:
        """Yield the attributes of a line, which may hold several (`Chủ trì: A. Phối hợp: B. Thời gian: quý II`)."""
        for border in _ATTRIBUTE_END.finditer(self.key, attribute.label_end, attribute.end):
            following = rule("attribute").match(self.key[border.end() : min(attribute.end, border.end() + 90)])
            if following is not None and following[0].rstrip().endswith(":"):
                yield Attribute(attribute.start, attribute.label_end, border.start())
                attribute = Attribute(border.end(), border.end() + following.end(), attribute.end)
        yield attribute

    def _attach(self, line: TextLine, attributes: list[Attribute]) -> None:
        """Give the attributes of a line to the item before it; one of an outer level to all items of the list."""
        if not self._targets:
            self._targets = list(self._governed(line))
        for candidate in self._targets:
            candidate.attributes.extend(attributes)

    def _governed(self, line: TextLine) -> Iterator[Candidate]:
        last = self._found[-1]
        yield last
        outer = line.style is not None and last.line.style is not None and line.style != last.line.style
        for candidate in reversed(self._found[:-1] if outer else []):
            if candidate.line.section != last.line.section or candidate.line.style != last.line.style:
                break
            yield candidate

    def _continues(self, line: TextLine) -> bool:
        """Whether a paragraph goes on the item before it; then it is added to that."""
        last = self._found[-1] if self._found else None
        if last is None or line.marker is not None or self._after_heading or last.line.section != line.section:
            return False
        if not self._is_unfinished(last, line):
            announces = _SAYS.search(self.key, max(line.end - 90, line.content), line.end)
            if not last.is_item or line.is_heading or announces:
                return False
            if self._opens_order(line) or is_formula(self.key, line.content, line.end):
                return False
        last.ranges.append((line.content, line.end))
        return True

    def _is_unfinished(self, last: Candidate, line: TextLine) -> bool:
        """Whether a line goes on in the middle of a sentence: the document's own lines were cut."""
        text = self.document.text
        start, end = last.ranges[-1]
        if _SENTENCE_END.search(text[start:end]) or end + 1 != line.start:
            return False
        return text[line.content].islower() or _has_open_bracket(text, start, end)

    def _opens_order(self, line: TextLine) -> bool:
        return opens_action(self.key, line.content, line.end) or bool(self.frames.lead(line.content, line.end))

    def _is_header(self, line: TextLine, following: TextLine | None) -> bool:
        """Whether the line only opens what stands below it."""
        content = self.key[line.content : line.end]
        if self._lists_objects(line, following):
            self._whole = self.outline.own_section(line)
            return False
        if line.style in _WIDE or _SAYS.search(content[-90:]):
            return True
        if self.document.text[line.content : line.end].partition("(")[0].isupper():
            return True
        if following is not None and self._is_described(line, following):
            return False
        if line.marker is not None and not self._has_items(line, following):
            return line.is_heading and self._stands_over_paragraph(line, following)
        short = len(content) <= _SHORT
        if line.marker is None:
            return line.is_heading and short and self._is_below(following)
        if line.is_heading or not _SENTENCE_END.search(content) or len(content) < _FEW_WORDS:
            return short
        return short and following is not None and self._stands_over_orders(line, following)

    def _stands_over_orders(self, line: TextLine, following: TextLine) -> bool:
        """Whether one sentence that names nobody stands over orders: it sums them up."""
        if _SENTENCE_INSIDE.search(self.key, line.content, line.end) or self.frames.lead(line.content, line.end):
            return False
        return self._opens_order(following)

    def _lists_objects(self, line: TextLine, following: TextLine | None) -> bool:
        """Whether an order goes on in sub-items that are no orders (`Hoàn thiện dữ liệu, gồm:`)."""
        if (
            following is None
            or line.marker is None
            or line.style in _WIDE
            or not _OBJECTS.search(self.key, line.content, line.end)
        ):
            return False
        if not self._has_items(line, following) or following.table is not None:
            return False
        return opens_action(self.key, line.content, line.end) and not self._opens_order(following)

    def _is_subtitle(self, line: TextLine) -> bool:
        """Whether the line is what an attached document is about, below its type in capitals."""
        if not (self._after_heading and self._after_title) or line.marker is not None:
            return False
        return not _SENTENCE_END.search(self.key[line.content : line.end])

    def _is_described(self, line: TextLine, following: TextLine) -> bool:
        """Whether attribute lines stand right below: then the line is an item, however short."""
        attribute = self._attribute(following) if line.marker is not None else None
        return attribute is not None and attribute.label_end < attribute.end and self._attribute(line) is None

    def _has_items(self, line: TextLine, following: TextLine | None) -> bool:
        own = self.outline.own_section(line)
        if own is None or following is None or following.start >= self.document.section_list[own].end:
            return False
        return following.marker is not None or following.table is not None

    def _stands_over_paragraph(self, line: TextLine, following: TextLine | None) -> bool:
        """Whether a short heading is followed by its own paragraph."""
        if following is None or following.marker is not None or following.section != line.section:
            return False
        text = self.document.text
        if text[following.content : following.content + 1].islower() or _has_open_bracket(text, line.start, line.end):
            return False
        return self._is_below(following) and not _SENTENCE_END.search(self.key[line.content : line.end])

    @staticmethod
    def _is_below(following: TextLine | None) -> bool:
        return following is not None and following.zone in (Zone.BODY, Zone.APPENDIX) and following.part is None

    def _introduce(self, line: TextLine) -> None:
        """Keep the lead that a heading or an introduction names."""
        own = self.outline.own_section(line)
        lead = self._heading_lead(line)
        if line.marker is None and not line.is_heading:
            self._results.pop(line.section, None)
            if lead is None and self._tells_results(line):
                self._results[line.section] = None
        elif line.is_heading:
            self._results.pop(None, None)
        if own is not None:
            self._headed[own] = lead
        elif lead is not None or line.is_heading:
            self._introduced[line.section] = lead

    def _tells_results(self, line: TextLine) -> bool:
        start = max(line.end - 250, line.start)
        if _PLANS.search(self.key, start, line.end):
            return False
        return bool(rule("tells_results").search(self.key, start, line.end))

    def _heading_lead(self, line: TextLine) -> Mentioned | None:
        start = line.content
        if (prefix := _FOR.match(self.key, start, line.end)) is not None:
            start = prefix.end()
        if self.document.text[line.content : line.end].isupper() and line.style in _WIDE:
            return None
        if (asked := self.frames.asked(line.content, line.end)) is not None:
            return asked
        if line.marker is None and line.section is None and not line.is_heading:
            return self.frames.told(line.content, line.end)
        return self.frames.names_only(start, line.end) or self.frames.lead(line.content, line.end)

    def _given(self, line: TextLine) -> Mentioned | None:
        """Return the lead of the nearest heading or introduction that names one."""
        own = self.outline.own_section(line)
        if own is None and self._introduced.get(line.section) is not None:
            return self._introduced[line.section]
        for index in self.outline.sections_above(line):
            if (lead := self._introduced.get(index) or self._headed.get(index)) is not None:
                return lead
        return self._introduced.get(None)


def _has_open_bracket(text: str, start: int, end: int) -> bool:
    return text.count("(", start, end) > text.count(")", start, end)


def is_formula(key: str, start: int, end: int) -> bool:
    """Whether a paragraph is one of the formulas that close a document or invite to a meeting."""
    return bool(rule("formula").match(key[start : start + 60]) or rule("invitation").search(key, start, end))


def split_parts(key: str, candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the orders numbered inside an item (`(1) …; (2) …`); nothing where it has none."""
    if len(candidate.ranges) != 1:
        return
    start, end = candidate.ranges[0]
    marks = list(rule("part").finditer(key, start, end))
    if len(marks) < 2 or marks[0][0].strip() not in ("(1)", "(i)"):
        return
    ends = [mark.start() for mark in marks[1:]] + [end]
    parts = [(mark.end(), stop) for mark, stop in zip(marks, ends, strict=True)]
    if all(opens_action(key, *part) for part in parts):
        yield from parts
