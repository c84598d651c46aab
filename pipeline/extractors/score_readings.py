"""What each figure of a sentence is about: index, component, year, organisation, kind.

A sentence is read from left to right. The subject of a figure is the nearest index, area or
criterion before it that only light words separate from it; an index reaches over the whole
sentence and, where nothing else is measured in between, into the next ones of its paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_figures import Figure, Mention, Sentence, find_sentences
from pipeline.extractors.score_subjects import (
    LOCAL_BODIES,
    LOCAL_BODY,
    SUBJECTS,
    Subject,
    from_headings,
    governs,
    has_index,
    has_own_clause,
    is_light,
    listed_area,
    listed_factor,
    listed_part,
    named_after,
    next_part,
    outermost_of,
    subject_of,
    words_between,
)
from pipeline.normalise.text import fold

_VALUES = frozenset({"SCORE", "PERCENT", "RANK", "RANK_WORD", "RANK_TOP"})
_RANKS = frozenset({"RANK", "RANK_WORD", "RANK_TOP"})
_ITEM_START = regex.compile(r"\s?[,;]\s(?=\p{Lu})")
_COUNTED = regex.compile(
    r"\s(?!(?:trở|so|tăng|giảm|xếp|đứng|và|năm|trong|của|tại|ở|đến|nhưng|cao|thấp|vượt|thuộc)\b)\p{L}"
)
_COUNTS = regex.compile(r"\b(?:nhiệm vụ|thời gian|thời hạn|hồ sơ|ngày)\b(?!.{0,200}\bđiểm\b)")
# An index named at the end of a sentence is that of all its clauses.
_OF_ALL = ("về ", "về chỉ số ", "về bộ chỉ số ", "của chỉ số ")
_BESIDE = (",", ";", "(", ", và", "và")
# More subjects than these between an index and its figure are no prose.
_NEAREST = 8


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
    pending: Figure | None = None
    for figure in sentence.figures:
        pending = figure if figure.kind == "SCORE_CHANGE" else pending
        if figure.kind in _VALUES or not _attach_change(readings, figure):
            if figure.kind == "PERCENT" and _attach_percent(context, readings, figure):
                continue
            subject = _find_subject(context, sentence, figure, carried, readings)
            if subject is not None and figure.values:
                change = figure if figure.kind == "RANK_CHANGE" else _change_before(sentence, figure, pending, readings)
                readings.append(Reading(figure, sentence, subject, change=change))
    yield from _merged_percents(context, readings)


def _change_before(sentence: Sentence, figure: Figure, change: Figure | None, readings: list[Reading]) -> Figure | None:
    """Return a change that stands before its points (`PCI (so với năm 2021 tăng 0,6 điểm) đạt 63 điểm`)."""
    if change is None or figure.kind not in ("SCORE", "PERCENT") or any(r.change is change for r in readings):
        return None
    since = max((reading.figure.end for reading in readings), default=sentence.start)
    is_next = change.start >= since and not sentence.between(change.end, figure.start, *SUBJECTS)
    return change if is_next else None


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
    return bool(reading.sentence.between(reading.figure.end, change.start, *SUBJECTS))


def _attach_percent(context: ScoreContext, readings: list[Reading], figure: Figure) -> bool:
    """Give a percentage beside points to these points."""
    if not readings or readings[-1].figure.kind != "SCORE" or readings[-1].percent is not None:
        return False
    last = readings[-1]
    after = last.change.end if last.change else last.figure.end
    words = words_between(context, last.sentence, after, figure.start)
    if figure.start < after or len(words) > 6 or not is_light(words) or _names_between(last, after, figure):
        return False
    readings[-1] = replace(last, percent=figure)
    return True


def _names_between(last: Reading, start: int, figure: Figure) -> bool:
    return bool(last.sentence.between(start, figure.start, *SUBJECTS))


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
    if figure.kind in _RANKS and (after := named_after(context, sentence, figure)):
        return None if after.label == "FOREIGN" else subject_of(context, sentence, after)
    if _is_date_or_count(context, sentence, figure):
        return None
    if (listed := _find_listed(context, sentence, figure, carried)) is not None:
        return listed
    if readings and (again := _same_subject(context, sentence, figure, readings[-1])):
        return again
    before = sentence.between(sentence.start, figure.start, *SUBJECTS)[-_NEAREST:]
    outermost = list(outermost_of(context, before, sentence))
    for at, mention in enumerate(outermost):
        if mention.label == "FOREIGN":
            # A criterion may be called by what it measures: `tiêu chí Thu hút đầu tư`.
            # and a rate of satisfaction by who was asked: `tỷ lệ hài lòng của người bệnh`.
            is_patient = context.key.startswith("người bệnh", mention.start)
            labels = ("CRITERION", "SATISFACTION") if is_patient else ("CRITERION",)
            wider = (m for m in outermost[at : at + 3] if m.label in labels)
            if any(governs(context, sentence, m, figure) for m in wider):
                continue
            return None
        if governs(context, sentence, mention, figure):
            subject = subject_of(context, sentence, mention, figure, carried)
            return listed_part(context, sentence, figure, subject) or subject
    return None if has_index(before) else _inherited(context, sentence, figure, carried, readings)


def _find_listed(context: ScoreContext, sentence: Sentence, figure: Figure, carried: Subject | None) -> Subject | None:
    """Return the area or the factor of satisfaction that a list prints before its figure, or None."""
    if figure.kind == "SCORE":
        return listed_area(context, sentence, figure, carried)
    return listed_factor(context, sentence, figure)


def _is_date_or_count(context: ScoreContext, sentence: Sentence, figure: Figure) -> bool:
    """Whether `: 15/7` behind a colon is a date or a count rather than points."""
    if figure.rule != "score.of_max_colon":
        return False
    return figure.values[0] > figure.values[-1] or _COUNTS.search(context.key, sentence.start, figure.start) is not None


def _same_subject(context: ScoreContext, sentence: Sentence, figure: Figure, last: Reading) -> Subject | None:
    """Return the subject of the figure before where nothing new is named in between.

    A new name without a word that announces it is the next component of a list
    (`…, Tiếp cận đất đai đạt 6,9 điểm`).
    """
    end = max(part.end for part in (last.figure, last.percent, last.change) if part is not None)
    if figure.start < end or sentence.between(end, figure.start, *SUBJECTS):
        return None
    if last.subject.scope != "overall" and "tổng" in context.key[end : figure.start]:
        return None
    if figure.kind == "PERCENT" and _counts_things(context, figure):
        return None
    if figure.kind in _RANKS or is_light(words_between(context, sentence, end, figure.start)):
        return next_part(context, last.subject, end, figure) or last.subject
    start = _ITEM_START.match(context.document.text, end, figure.start)
    if figure.kind == "SCORE" and last.subject.scope != "overall" and start is not None:
        return replace(last.subject, scope="criterion", area=None, start=start.end(), end=figure.start)
    return None


def _counts_things(context: ScoreContext, figure: Figure) -> bool:
    """Whether the percentage is of something counted (`100% cơ quan được kiểm tra`), not of the index before."""
    return _COUNTED.match(context.key, figure.end) is not None


def _inherited(
    context: ScoreContext, sentence: Sentence, figure: Figure, carried: Subject | None, readings: list[Reading]
) -> Subject | None:
    """Return the subject from the sentence before, the heading or the document's subject.

    A percentage, and points without a unit, have to be named in their own sentence.
    """
    if _is_unitless(figure) or (figure.kind == "PERCENT" and not has_own_clause(context, sentence, figure)):
        return None
    if readings:
        return readings[-1].subject
    is_plain = _is_plain(context, sentence, figure)
    if carried is not None:
        return carried if is_plain or figure.kind != "SCORE" else None
    if figure.kind == "PERCENT" and not _is_beside_rank(context, sentence, figure):
        return None
    later = sentence.between(figure.end, sentence.end, "INDEX")
    is_of_all = later and context.key.endswith(_OF_ALL, 0, later[0].start)
    if later and (figure.kind == "SCORE" or is_of_all or ";" not in context.key[figure.end : later[0].start]):
        return subject_of(context, sentence, later[0])
    if sentence.line.table is not None:
        return None
    return from_headings(context, sentence, figure, is_plain=is_plain)


def _is_beside_rank(context: ScoreContext, sentence: Sentence, figure: Figure) -> bool:
    """Whether a rank follows the percentage (`đạt 84,17%, xếp thứ 51/63`): then it is one of an index."""
    ranks = (other for other in sentence.figures if other.kind in _RANKS and other.start >= figure.end)
    return any(context.key[figure.end : rank.start].strip() in _BESIDE for rank in ranks)


def _is_plain(context: ScoreContext, sentence: Sentence, figure: Figure) -> bool:
    """Whether nothing but light words stand before the figure: `2 điểm` of a scoring rule is about something.

    Ranks and their changes are of an index in any case: there only their own clause counts.
    """
    start = max(sentence.start, sentence.line.content)
    if figure.kind in _RANKS or figure.kind == "RANK_CHANGE":
        start = max(start, context.key.rfind(";", start, figure.start) + 1)
    if len(figure.values) > 1:
        # Of so many points, in so many ranks: a figure like this is a result, whatever document is named before.
        start = max(start, context.key.rfind(",", start, figure.start) + 1)
    if is_light(words_between(context, sentence, start, figure.start)):
        return True
    # The name of a district is no measure: `Huyện Hoa Lam đạt 85/100 điểm`.
    text = LOCAL_BODY.sub(" ", LOCAL_BODIES.sub(" ", context.document.text[start : figure.start]))
    return len(text) < figure.start - start and is_light(regex.findall(r"[^\W\d_]+", fold(text)))


def _is_unitless(figure: Figure) -> bool:
    return figure.rule in ("score.of_max_reached", "score.of_max_bracket", "score.of_max_colon", "score.fraction")
