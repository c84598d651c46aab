"""The name of a component or index as it is printed before its figure."""

from __future__ import annotations

import re
from typing import cast

from pipeline.core.record import AreaCode
from pipeline.extractors.score_areas import area_of_criterion
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_readings import Reading
from pipeline.normalise.text import fold

_QUOTES = "\"“”' "
_LEAD = re.compile(
    r"(?:lĩnh vực|nội dung|tiêu chí|chỉ số|mục|phần)\s"
    r"(?:(?:thứ\s)?\d{1,2}(?:\.\d{1,2}){0,3}\s?[:.)-](?:\s|$)|(?=[\"“]))\s?"
)
_TAIL = re.compile(
    r"[\s:(,–-]*(?:chỉ\s)?(?:điểm\s)?"
    r"(?:tự chấm|tự đánh giá|thẩm định|đạt(?: được)?|là|được|với|có|số điểm|điểm)?[\s:(,–-]*$",
    re.IGNORECASE,
)


def label_of(context: ScoreContext, reading: Reading) -> str | None:
    """Return the name without marker, `Lĩnh vực 1:` and the figure; None where it is not in the sentence."""
    sentence, subject = reading.sentence, reading.subject
    if subject.start < sentence.start:
        named = context.document.text[subject.start : subject.end]
        return " ".join(named.split()) if subject.scope == "area" else None
    start, end = subject.start, subject.end
    if subject.scope == "area":
        # The printed name may begin before and go on after what the gazetteer knows of it
        # (`Về công tác …`, `… văn bản QPPL của Sở`).
        begins_line = sentence.start == sentence.line.start and not _has_more(reading, sentence.line.content, start)
        start = sentence.line.content if begins_line else start
        end = max(reading.figure.start, end) if not _has_more(reading, end, reading.figure.start) else end
    elif subject.scope == "criterion":
        start = _name_start(context, reading, start, end)
    raw = context.document.text[start:end]
    lead = _LEAD.match(fold(raw))
    raw = _TAIL.sub("", raw[lead.end() :] if lead else raw)
    label = " ".join(raw.split()).strip(_QUOTES)
    return (label.replace('"', "") if label.count('"') == 1 else label) or None


def area_of(context: ScoreContext, reading: Reading) -> AreaCode | None:
    """Return the area of the figure's subject; of a criterion of PAR INDEX, that of its heading or its matter."""
    subject = reading.subject
    if subject.scope != "criterion" or subject.index != "PAR_INDEX":
        return subject.area
    for start, end in context.headings(reading.sentence.line):
        for area in context.areas:
            if start <= area.start and area.end <= end:
                return cast(AreaCode, area.id)
    return area_of_criterion(label_of(context, reading) or "")


def _name_start(context: ScoreContext, reading: Reading, start: int, end: int) -> int:
    """Return where the name of a criterion begins: after the figures before it, and after what introduces a list."""
    figures = [figure.end for figure in reading.sentence.figures if start < figure.end < end]
    start = max([start, *figures])
    colon = context.key.rfind(":", start, end)
    has_name = any(char.isalpha() for char in _TAIL.sub("", context.key[colon + 1 : end]))
    if colon > start and has_name and not context.key[colon - 1].isdigit():
        start = colon + 1
    return start + len(context.key[start:end]) - len(context.key[start:end].lstrip(" ),.;"))


def _has_more(reading: Reading, start: int, end: int) -> bool:
    """Whether another name or figure stands in a range."""
    figures = any(start <= figure.start and figure.end <= end for figure in reading.sentence.figures)
    return figures or bool(reading.sentence.between(start, end, "INDEX", "AREA", "CRITERION"))
