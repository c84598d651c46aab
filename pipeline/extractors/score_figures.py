"""The figures of indices in the text, with the mentions around them, sentence by sentence.

Only lines are looked at on which a rule found points, a rank or a percentage of an index: the rest
of the document costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex
from spacy.tokens import Doc

from pipeline.core.document import PlanDocument, TextLine
from pipeline.extractors.rule_spans import name_spans, rule_spans
from pipeline.normalise.numbers import parse_number
from pipeline.normalise.overlaps import resolve_overlaps
from pipeline.normalise.text import fold
from pipeline.patterns import Rule, load_rules

FIGURES = frozenset({"SCORE", "PERCENT", "RANK", "RANK_WORD", "RANK_TOP", "SCORE_CHANGE", "RANK_CHANGE"})
_TRIGGERS = frozenset({"SCORE", "RANK", "RANK_WORD", "RANK_TOP", "RANK_CHANGE"})
_PERCENT_TRIGGERS = frozenset({"INDEX", "SATISFACTION"})
_FACTOR = "yếu tố"
_NAMES = frozenset({"INDEX", "AREA", "ORG", "PROVINCE"})
_RULES = FIGURES | {"SATISFACTION"}
# What a change or a group holds is not a score or a rank of its own.
_STRONGER = {"SCORE": ("SCORE_CHANGE", "NO_SCORE"), "PERCENT": ("SCORE_CHANGE", "NO_SCORE")}
_STRONGER |= {"RANK_WORD": ("RANK_TOP", "NO_RANK"), "RANK": ("RANK_TOP", "RANK_CHANGE")}

# Their words belong to the clause: who gave the points, what they are of.
_LED = frozenset(
    {"score.of_max_reached", "score.of_max_colon", "score.points_named", "score.of_max_named", "score.fraction"}
)
# No paragraph has so many: it is a table whose borders were lost, or made to be slow.
_MOST = 400
_CHANGES = frozenset({"SCORE_CHANGE", "RANK_CHANGE"})
_AND = re.compile(r"\s?[,;(]?\s?(?:và|nhưng|đồng thời|song)?\s?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
YEAR = re.compile(r"(?:19|20)\d\d")
_SENTENCE_END = regex.compile(r"(?<=[.!?…])\s+(?=[\p{Lu}\"“(*+-])|\t+")
# `đứng đầu 18 cơ quan`, `xếp thứ 5 trong tổng số 63 tỉnh`: how many were ranked.
_AMONG = re.compile(
    r"\s(?:(?:trong|trên)(?:\stổng)?(?:\ssố)?\s)?(\d{1,3})\s"
    r"(?:cơ quan|sở|đơn vị|tỉnh|địa phương|huyện|bộ|xã|phường|thành phố|quận|thị xã|ngành)\b"
)
_RANK_WORDS = {"đầu": 1, "quán quân": 1, "á quân": 2}
_PREVIOUS = re.compile(r"năm (?:trước|ngoái|liền)|cùng kỳ(?! năm \d)")
_WORSE = re.compile(r"\b(?:giảm|tụt|sụt|rớt|xuống|hạ|lùi|rơi|trượt|mất|kém|thấp hơn|ít hơn)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a rule or a gazetteer: what it is and where."""

    label: str
    id: str
    start: int
    end: int

    @property
    def start_char(self) -> int:
        """Offset of the first character, under the name that spans have."""
        return self.start

    @property
    def end_char(self) -> int:
        """Offset after the last character."""
        return self.end


@dataclass(frozen=True, slots=True)
class Figure:
    """Points, a percentage, a rank or a change: its numbers in the order printed, years apart.

    `sign` is -1 for a change to the worse; `is_bound` says that the words make it a threshold,
    `is_previous` that a change is against the year before.
    """

    kind: str
    rule: str
    start: int
    end: int
    values: tuple[float, ...]
    year: int | None = None
    sign: int = 1
    is_bound: bool = False
    is_previous: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or table cell with what is mentioned in it, in text order."""

    line: TextLine
    start: int
    end: int
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    is_rule: bool

    def between(self, start: int, end: int, *labels: str) -> list[Mention]:
        """Return the mentions of these labels that lie in the range."""
        return [m for m in self.mentions if m.label in labels and start <= m.start and m.end <= end]


def find_sentences(document: PlanDocument, doc: Doc) -> Iterator[list[Sentence]]:
    """Yield, for each line with a figure of an index, its sentences in order."""
    by_line = _mentions_by_line(document, doc)
    for index in sorted(by_line):
        labels = {mention.label for mention in by_line[index]}
        if len(by_line[index]) > _MOST:
            continue
        line = document.lines[index]
        is_rate = "PERCENT" in labels and (labels & _PERCENT_TRIGGERS or _names_factors(document, line))
        if labels & _TRIGGERS or is_rate:
            mentions = [*by_line[index], *_cues(document, line)]
            mentions.sort(key=lambda mention: (mention.start, -mention.end))
            yield [_sentence(document.text, line, s, e, mentions) for s, e in split_sentences(document.text, line)]


def _names_factors(document: PlanDocument, line: TextLine) -> bool:
    """Whether a line tells the factors of something: those of satisfaction are percentages."""
    return document.key.find(_FACTOR, line.start, line.end) >= 0


def _cues(document: PlanDocument, line: TextLine) -> Iterator[Mention]:
    """Yield what the rules on demand find around the figures of a line."""
    words = document.key[line.start : line.end]
    for rule, needs in _cue_rules():
        if needs and not any(map(words.__contains__, needs)):
            continue
        for match in rule.pattern.finditer(document.text, line.start, line.end):
            yield Mention(rule.label, rule.id, match.start(), match.end())


@cache
def _cue_rules() -> tuple[tuple[Rule, tuple[str, ...]], ...]:
    """Return the rules on demand, each with what its lines hold, folded."""
    rules = (rule for rule in load_rules() if rule.on_demand and rule.id.startswith(("score.", "ranking.")))
    return tuple((rule, tuple(map(fold, rule.needs))) for rule in rules)


def split_sentences(text: str, line: TextLine) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the line's sentences and table cells."""
    start = line.start
    for match in _SENTENCE_END.finditer(text, line.content, line.end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if line.end > start:
        yield start, line.end


def _mentions_by_line(document: PlanDocument, doc: Doc) -> dict[int, list[Mention]]:
    """Return our mentions on the lines that hold a figure, in text order."""
    rules = rule_spans(doc, *sorted(_RULES))
    lines = {document.line_index_at(span.start_char) for span in rules if span.label_ in FIGURES}
    by_line: dict[int, list[Mention]] = {index: [] for index in lines}
    names = name_spans(doc, *sorted(_NAMES)) if lines else []
    for span in (*rules, *names):
        found = by_line.get(document.line_index_at(span.start_char))
        if found is not None:
            found.append(Mention(span.label_, span.id_, span.start_char, span.end_char))
    return by_line


def _sentence(text: str, line: TextLine, start: int, end: int, mentions: Iterable[Mention]) -> Sentence:
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    figures = _with_shared_years(text, [_figure(text, m, inside) for m in _kept_figures(inside)])
    figures = tuple(figure for figure in figures if not _is_gap(text, figure))
    rest = tuple(m for m in inside if m.label not in FIGURES)
    return Sentence(line, start, end, rest, figures, any(m.label == "SCORING_RULE" for m in inside))


def _with_shared_years(text: str, figures: list[Figure]) -> tuple[Figure, ...]:
    """Give changes that stand side by side the year of the one that prints it (`tăng 2 điểm, 3 bậc so với …`)."""
    for at, figure in enumerate(figures):
        if figure.kind in _CHANGES and figure.year is None and not figure.is_previous:
            beside = [other for other in figures[max(at - 1, 0) : at + 2] if _are_side_by_side(text, figure, other)]
            year = next((other.year for other in beside if other.year), None)
            previous = any(other.is_previous for other in beside)
            figures[at] = replace(figure, year=year, is_previous=previous and year is None)
    return tuple(figures)


def _are_side_by_side(text: str, one: Figure, other: Figure) -> bool:
    start, end = min(one.end, other.end), max(one.start, other.start)
    return other.kind in _CHANGES and one is not other and _AND.fullmatch(text, start, end) is not None


def _is_gap(text: str, figure: Figure) -> bool:
    """Whether a change is against something else than an earlier year (`so với tự chấm`)."""
    if figure.kind not in _CHANGES or figure.year is not None or figure.is_previous:
        return False
    return text.startswith("so với", figure.end + 1)


def _kept_figures(mentions: list[Mention]) -> list[Mention]:
    """Return the figures without those that are part of a change, a group or a deduction."""
    figures = [m for m in mentions if m.label in FIGURES]
    kept = []
    for label in sorted(FIGURES):
        same = [m for m in figures if m.label == label]
        stronger = [m for m in mentions if m.label in _STRONGER.get(label, ())]
        kept += [m for m in resolve_overlaps(same) if not any(_overlap(m, other) for other in stronger)]
    return sorted(kept, key=lambda mention: mention.start)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _figure(text: str, mention: Mention, mentions: list[Mention]) -> Figure:
    raw = text[mention.start : mention.end]
    numbers = _NUMBER.findall(raw)
    years: list[str] = []
    if mention.label in _CHANGES:
        years = [number for number in numbers if YEAR.fullmatch(number)]
        numbers = [number for number in numbers if number not in years]
    values = [parse_number(number, grouped=False) for number in numbers]
    if mention.label == "RANK_WORD":
        values = [_word_rank(raw)]
    if mention.id == "ranking.change_shared":
        values = values[-1:]
    if mention.id == "ranking.unchanged":
        values = [0]
    end = mention.end
    if (
        mention.label in ("RANK", "RANK_WORD")
        and len(values) == 1
        and (among := _AMONG.match(fold(text[end : end + 40])))
    ):
        values.append(parse_number(among[1]))
        end += among.end(1)
    return Figure(
        kind=mention.label,
        rule=mention.id,
        start=mention.start + _start_of(mention.id, raw, numbers),
        end=end,
        values=tuple(value for value in values if value is not None),
        year=int(years[0]) if years else None,
        sign=-1 if _WORSE.search(fold(raw)) else 1,
        is_previous=_PREVIOUS.search(fold(raw)) is not None,
        is_bound=any(m.label == "BOUND" and _overlap(m, mention) for m in mentions),
    )


def _start_of(rule: str, raw: str, numbers: list[str]) -> int:
    """Return where in its words a figure begins: words before the number may say who gave the points."""
    if rule == "ranking.change_shared":
        return raw.rindex(f" {numbers[-1]} ") + 1
    number = _NUMBER.search(raw) if rule in _LED else None
    return number.start() if number else 0


def _word_rank(raw: str) -> float | None:
    key = fold(raw)
    words = key.split()
    for count in (3, 2, 1):
        if (number := parse_number(" ".join(words[-count:]))) is not None:
            return number
    return next((float(rank) for word, rank in _RANK_WORDS.items() if key.endswith(word)), None)
