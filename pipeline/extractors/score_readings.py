"""What each figure of a sentence is about: index, component, year, organisation, kind.

A sentence is read from left to right. The subject of a figure is the nearest index, area or
criterion before it that only light words separate from it; an index reaches over the whole
sentence and, where nothing else is measured in between, into the next ones of its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast, get_args

import regex

from pipeline.core.record import AreaCode, IndexCode, Scope
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_figures import Figure, Mention, Sentence, find_sentences
from pipeline.normalise.text import fold

_VALUES = frozenset({"SCORE", "PERCENT", "RANK", "RANK_WORD", "RANK_TOP"})
_RANKS = frozenset({"RANK", "RANK_WORD", "RANK_TOP"})
_SUBJECTS = ("INDEX", "AREA", "CRITERION", "SATISFACTION", "OTHER_INDEX", "FOREIGN")
# Words that may stand between the name of an index or a component and its figure.
_LIGHT_WORDS = """
của tỉnh sở bộ thành phố huyện xã phường quận thị năm đạt là chỉ kết quả điểm số tỷ tỉ lệ mức với tương ứng
đương xếp toàn ngành ta trong ước chung cả nước được công bố đánh giá có trị tổng hợp theo đơn vị cơ quan bằng
nhà về hành chính thứ hạng trí đứng này lĩnh vực tiêu chí phần nội dung tối đa trên do cấp cchc par index tthc
hcnn nn qppl và đã tự chấm thẩm định hội đồng tổ sau khi qua lần lượt bậc tăng giảm so trước hiện còn mới từ
lên xuống hơn các người dân doanh nghiệp chức phấn đấu dưới trở ít nhất thiểu tục thủ cải cách chế độ vụ tài
sản
hai nhì ba tư loại tốt khá xuất sắc yếu bình đồng cùng vươn vọt chí ủy ban nhân ubnd
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
_ITEM_START = regex.compile(r"\s?[,;]\s(?=\p{Lu})")
_REACHES = re.compile(r"(?:đạt|là|bằng|với|được|lên|mức|lệ|ước|còn|[:(])\s*(?:trên\s|dưới\s)?$")
_SURVEY = re.compile(r"điều tra|xã hội học|xhh|khảo sát")
_NAMED = frozenset({"INDEX", "AREA", "ORG", "SATISFACTION"})
# More subjects than these between an index and its figure are no prose.
_NEAREST = 8
_LONGEST_WORD = 8
_LONGEST_NAME = 12
_WORD = re.compile(r"[^\W\d_]+")
_PARENTHESIS = re.compile(r"\([^()]{0,80}\)")
_REFERS_BACK = re.compile(r"[^.;]{0,40}?\b(?:về|của|trong|theo|ở|trên)\s|\s(?:bảng xếp hạng\s)?")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure measures: an index or a component of one, and where that is printed."""

    scope: Scope
    index: IndexCode | None
    start: int
    end: int
    area: AreaCode | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with its subject and what belongs to it: percentage, change."""

    figure: Figure
    sentence: Sentence
    subject: Subject
    percent: Figure | None = None
    change: Figure | None = None
    org: Mention | None = None
    year: int | None = None


def read_figures(context: ScoreContext) -> list[Reading]:
    """Return all figures of indices in prose with their subjects, in text order."""
    lines = find_sentences(context.document, context.doc)
    return [reading for line in lines for reading in _read_line(context, line)]


def _read_line(context: ScoreContext, sentences: list[Sentence]) -> Iterator[Reading]:
    carried: Subject | None = None
    for sentence in sentences:
        if sentence.line.table is not None:
            carried = None
        if not sentence.is_rule:
            yield from _read_sentence(context, sentence, carried)
        named = sentence.between(sentence.start, sentence.end, "INDEX", "SATISFACTION", "FOREIGN")
        if named:
            carried = None if named[-1].label == "FOREIGN" else subject_of(context, sentence, named[-1])


def _read_sentence(context: ScoreContext, sentence: Sentence, carried: Subject | None) -> Iterator[Reading]:
    readings: list[Reading] = []
    for figure in sentence.figures:
        if figure.kind in _VALUES or not _attach_change(readings, figure):
            if figure.kind == "PERCENT" and _attach_percent(context, readings, figure):
                continue
            subject = _find_subject(context, sentence, figure, carried, readings)
            if subject is not None and figure.values:
                change = figure if figure.kind == "RANK_CHANGE" else None
                readings.append(Reading(figure, sentence, subject, change=change))
    yield from _merged_percents(context, readings)


def _attach_change(readings: list[Reading], figure: Figure) -> bool:
    """Give a change to the nearest score or rank before it in the sentence; False where there is none."""
    wanted = _RANKS if figure.kind == "RANK_CHANGE" else frozenset({"SCORE", "PERCENT"})
    for at in range(len(readings) - 1, -1, -1):
        reading = readings[at]
        if _starts_anew(reading, figure):
            break
        if reading.figure.kind in wanted and reading.change is None:
            readings[at] = replace(reading, change=figure)
            return True
        if reading.figure.kind in wanted:
            break
    return figure.kind == "SCORE_CHANGE"


def _starts_anew(reading: Reading, change: Figure) -> bool:
    """Whether a new index or component is named between a figure and a change."""
    return bool(reading.sentence.between(reading.figure.end, change.start, *_SUBJECTS))


def _attach_percent(context: ScoreContext, readings: list[Reading], figure: Figure) -> bool:
    """Give a percentage beside points to these points."""
    if not readings or readings[-1].figure.kind != "SCORE" or readings[-1].percent is not None:
        return False
    last = readings[-1]
    after = last.change.end if last.change else last.figure.end
    words = _WORD.findall(fold(context.document.text[after : figure.start]))
    if figure.start < after or len(words) > 6 or not _LIGHT.issuperset(words) or _names_between(last, after, figure):
        return False
    readings[-1] = replace(last, percent=figure)
    return True


def _names_between(last: Reading, start: int, figure: Figure) -> bool:
    return bool(last.sentence.between(start, figure.start, *_SUBJECTS))


def _merged_percents(context: ScoreContext, readings: list[Reading]) -> Iterator[Reading]:
    """Yield the readings, a percentage right before its points (`đạt 94% (47/50 điểm)`) merged into them."""
    skip = False
    for at, reading in enumerate(readings):
        if skip:
            skip = False
            continue
        following = readings[at + 1] if at + 1 < len(readings) else None
        if reading.figure.kind == "PERCENT" and following is not None and following.figure.kind == "SCORE":
            gap = context.document.text[reading.figure.end : following.figure.start]
            if len(gap) <= 12 and "(" in gap:
                yield replace(following, percent=reading.figure, subject=reading.subject)
                skip = True
                continue
        yield reading


def _find_subject(
    context: ScoreContext, sentence: Sentence, figure: Figure, carried: Subject | None, readings: list[Reading]
) -> Subject | None:
    if figure.kind in _RANKS and (after := _named_after(context, sentence, figure)):
        return None if after.label == "FOREIGN" else subject_of(context, sentence, after)
    if readings and (again := _same_subject(context, sentence, figure, readings[-1])):
        return again
    before = sentence.between(sentence.start, figure.start, *_SUBJECTS)[-_NEAREST:]
    outermost = list(_outermost(context, before, sentence))
    for at, mention in enumerate(outermost):
        if mention.label == "FOREIGN":
            # A criterion may be called by what it measures: `tiêu chí Thu hút đầu tư`.
            if any(m.label == "CRITERION" and _governs(context, sentence, m, figure) for m in outermost[at : at + 3]):
                continue
            return None
        if _governs(context, sentence, mention, figure):
            subject = subject_of(context, sentence, mention, figure)
            return _listed_part(context, sentence, figure, subject) or subject
    if _has_index(before):
        return None
    return _inherited(context, sentence, figure, carried, readings)


def _named_after(context: ScoreContext, sentence: Sentence, figure: Figure) -> Mention | None:
    """Return the index or foreign measure named after a rank (`xếp thứ 5 cả nước về Chỉ số …`)."""
    for mention in sentence.between(figure.end, sentence.end, "INDEX", "FOREIGN"):
        gap = context.key[figure.end : mention.start]
        if len(gap) < 60 and _REFERS_BACK.fullmatch(gap) and not any(sign in gap for sign in ",;:("):
            return mention
        return None
    return None


def _same_subject(context: ScoreContext, sentence: Sentence, figure: Figure, last: Reading) -> Subject | None:
    """Return the subject of the figure before where nothing new is named in between.

    A new name without a word that announces it is the next component of a list
    (`…, Tiếp cận đất đai đạt 6,9 điểm`).
    """
    end = max(part.end for part in (last.figure, last.percent, last.change) if part is not None)
    if figure.start < end or sentence.between(end, figure.start, *_SUBJECTS):
        return None
    if last.subject.scope != "overall" and "tổng" in context.key[end : figure.start]:
        return None
    if figure.kind in _RANKS or _LIGHT.issuperset(_WORD.findall(_gap(context, sentence, end, figure.start))):
        return last.subject
    start = _ITEM_START.match(context.document.text, end, figure.start)
    if figure.kind == "SCORE" and last.subject.scope != "overall" and start is not None:
        return replace(last.subject, scope="criterion", area=None, start=start.end(), end=figure.start)
    return None


def _outermost(context: ScoreContext, mentions: list[Mention], sentence: Sentence) -> Iterator[Mention]:
    """Yield the subjects from the nearest back, without those inside another name."""
    first, last = (mentions[0].start, mentions[-1].end) if mentions else (0, 0)
    names = [m for m in sentence.mentions if m.label in _NAMED and first < m.end and m.start < last]
    for mention in reversed(mentions):
        if mention.label == "CRITERION" and _is_kind_only(context, sentence, mention):
            continue
        weak = mention.label in ("FOREIGN", "OTHER_INDEX", "CRITERION")
        over = [n for n in names if n.start < mention.end and mention.start < n.end]
        is_inside = weak and any(n.start <= mention.start or n.end > mention.end for n in over)
        parts = sentence.between(mention.start - _LONGEST_WORD, mention.end, "CRITERION") if not weak else []
        if not is_inside and not any(part.end >= mention.end and part.start < mention.start for part in parts):
            yield mention


def _is_kind_only(context: ScoreContext, sentence: Sentence, mention: Mention) -> bool:
    """Whether `điểm thẩm định` says who gave all points: beside a survey it is a part of them."""
    if not context.key.startswith("điểm thẩm định", mention.start):
        return False
    return not names_survey(context, sentence)


def names_survey(context: ScoreContext, sentence: Sentence) -> bool:
    """Whether the sentence tells apart what was appraised and what a survey gave."""
    return _SURVEY.search(context.key, sentence.start, sentence.end) is not None


def _listed_part(context: ScoreContext, sentence: Sentence, figure: Figure, subject: Subject) -> Subject | None:
    """Return the part that a list after a colon names (`Bộ chỉ số 766: số hóa 18/22 điểm; …`), or None."""
    colon = context.key.find(":", subject.end, figure.start)
    is_list = sum(other.kind == "SCORE" for other in sentence.figures) > 1
    if subject.scope != "overall" or figure.kind != "SCORE" or colon < 0 or not is_list:
        return None
    start = max(context.key.rfind(sign, colon, figure.start) for sign in ":;") + 1
    words = _WORD.findall(_gap(context, sentence, start, figure.start))
    names_org = bool(sentence.between(start, figure.start, "ORG", "PROVINCE"))
    if names_org or len(words) > _LONGEST_NAME or _LIGHT.issuperset(words):
        return None
    start += len(context.key[start : figure.start]) - len(context.key[start : figure.start].lstrip())
    return replace(subject, scope="criterion", start=start, end=figure.start)


def _has_index(mentions: list[Mention]) -> bool:
    return any(mention.label in ("INDEX", "SATISFACTION") for mention in mentions)


def _governs(context: ScoreContext, sentence: Sentence, mention: Mention, figure: Figure) -> bool:
    """Whether the figure is one of this mention's: what stands between says nothing else is measured."""
    gap = _gap(context, sentence, mention.end, figure.start)
    words = _WORD.findall(gap)
    is_light = _LIGHT.issuperset(words)
    if mention.label == "INDEX":
        return figure.kind != "PERCENT" or (is_light and ";" not in gap) or _has_own_clause(context, sentence, figure)
    if mention.label == "SATISFACTION":
        if figure.kind == "PERCENT" and not _REACHES.search(gap):
            return False
        return figure.kind != "SCORE" and ";" not in gap and len(words) <= 25 and "tỷ lệ" not in gap
    if mention.label == "CRITERION":
        return figure.kind != "PERCENT" and len(words) <= 14 and "," not in gap and ";" not in gap
    if mention.label == "OTHER_INDEX":
        return figure.kind != "PERCENT" and is_light and ";" not in gap
    return is_light and ";" not in gap and figure.kind != "PERCENT"


def _has_own_clause(context: ScoreContext, sentence: Sentence, figure: Figure) -> bool:
    """Whether a percentage stands in a clause with an organisation of its own (`…; B đứng thứ 2 đạt 90%`)."""
    start = max(context.key.rfind(";", sentence.start, figure.start) + 1, sentence.start)
    words = _WORD.findall(_gap(context, sentence, start, figure.start))
    return bool(sentence.between(start, figure.start, "ORG", "PROVINCE")) and _LIGHT.issuperset(words)


def _gap(context: ScoreContext, sentence: Sentence, start: int, end: int) -> str:
    """Return the folded words between two places without names, figures and parentheses."""
    text = context.document.text
    taken = sorted(
        [(m.start, m.end) for m in sentence.between(start, end, "ORG", "PROVINCE", "INDEX")]
        + [(f.start, f.end) for f in sentence.figures if start <= f.start and f.end <= end]
    )
    parts, at = [], start
    for taken_start, taken_end in taken:
        if taken_start >= at:
            parts.append(text[at:taken_start])
        at = max(at, taken_end)
    parts.append(text[at:end])
    return _PARENTHESIS.sub(" ", fold(" ".join(parts)))


def _inherited(
    context: ScoreContext, sentence: Sentence, figure: Figure, carried: Subject | None, readings: list[Reading]
) -> Subject | None:
    """Return the subject from the sentence before, the heading or the document's subject.

    A percentage, and points without a unit, have to be named in their own sentence.
    """
    if _is_unitless(figure) or (figure.kind == "PERCENT" and not _has_own_clause(context, sentence, figure)):
        return None
    if readings:
        return readings[-1].subject
    is_plain = _is_plain(context, sentence, figure)
    if carried is not None:
        return carried if is_plain or figure.kind != "SCORE" else None
    if figure.kind == "PERCENT":
        return None
    later = sentence.between(figure.end, sentence.end, "INDEX")
    if later and (figure.kind == "SCORE" or ";" not in context.key[figure.end : later[0].start]):
        return subject_of(context, sentence, later[0])
    if not is_plain or sentence.line.table is not None:
        return None
    mention = context.heading_index(sentence.line) or context.subject_index
    if mention is None:
        return None
    return subject_of(context, sentence, mention, None)


def _is_plain(context: ScoreContext, sentence: Sentence, figure: Figure) -> bool:
    """Whether nothing but light words stand before the figure: `2 điểm` of a scoring rule is about something."""
    return _LIGHT.issuperset(
        _WORD.findall(_gap(context, sentence, max(sentence.start, sentence.line.content), figure.start))
    )


def _is_unitless(figure: Figure) -> bool:
    return figure.rule in ("score.of_max_reached", "score.of_max_bracket", "score.of_max_colon", "score.fraction")


def subject_of(context: ScoreContext, sentence: Sentence, mention: Mention, figure: Figure | None = None) -> Subject:
    """Return what a mention stands for; area codes belong to PAR INDEX, parts of others are criteria."""
    text = context.document.text
    if mention.label in ("INDEX", "SATISFACTION", "OTHER_INDEX"):
        name = text[mention.start : mention.end]
        return Subject("overall", code_of(mention), mention.start, mention.end, name=name)
    named = sentence.between(sentence.start, mention.start, "INDEX")
    if mention.label == "AREA" and (not named or named[-1].id == "PAR_INDEX"):
        area = cast(AreaCode, mention.id)
        return Subject("area", "PAR_INDEX", mention.start, mention.end, area)
    around = named[-1] if named else context.heading_index(sentence.line) or context.subject_index
    end = figure.start if figure is not None else mention.end
    return Subject("criterion", code_of(around) if around else None, mention.start, end)


def code_of(mention: Mention) -> IndexCode:
    """Return the contract's code of a named index; those it has no code for are `OTHER`."""
    if mention.label == "SATISFACTION":
        return "SIPAS"
    return cast(IndexCode, mention.id) if mention.id in get_args(IndexCode) else "OTHER"
