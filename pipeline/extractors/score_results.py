"""Figures with all that is known about them: subject, years, whether reached or aimed at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.core.document import PlanDocument
from pipeline.core.record import IndexCode, Org
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_lists import share_lists
from pipeline.extractors.score_moves import date_moves
from pipeline.extractors.score_orgs import is_among_provinces, org_key, org_of, org_outside
from pipeline.extractors.score_readings import Reading, read_figures
from pipeline.extractors.score_years import later_years, paragraph_years, printed_years
from pipeline.normalise.text import fold

_PROVINCE = re.compile(r"(?:tỉnh|thành phố)\b")
_OF_PROVINCES = ("PAPI", "PCI")
_CACHE = "score_results"
_PROMISES = re.compile(r"\b(?:phấn đấu|mục tiêu|chỉ tiêu|quyết tâm|hướng tới|hướng đến|dự kiến|kỳ vọng)\b")
_INTENTS = re.compile(r"\b(?:để|nhằm|đưa|nâng|duy trì|cải thiện|giữ vững)\b")
_ORDERS = re.compile(r"\W*(?:\d[\d.]*[.)]?\s)?(?:đảm bảo|bảo đảm|nâng|duy trì|cải thiện|đưa|giữ vững|tiếp tục)\b")
_REACHED = re.compile(r"\b(?:đã|vượt|hoàn thành|so với) (?:đạt|được|mục tiêu|chỉ tiêu|lọt|nằm|vươn)")
# Bộ chỉ số 766 is counted by month; a month alone says the year only where nothing else does.
_MONTHS = re.compile(r"(?<!\d )\b(?:tháng \d{1,2}|quý (?:[ivx]{1,3}|\d))\s?[/-]\s?((?:19|20)\d\d)\b")
_MINIMUM = re.compile(r"ít nhất|tối thiểu")


@dataclass(frozen=True, slots=True)
class Result:
    """A figure and its years; `None` for a year that nothing in the document tells."""

    reading: Reading
    is_target: bool
    years: tuple[int | None, ...]
    org: Org | None


def read_results(document: PlanDocument, doc: Doc) -> tuple[ScoreContext, list[Result]]:
    """Return all figures of indices in prose, in text order; computed once per `Doc`."""
    cached: tuple[ScoreContext, list[Result]] | None = doc.user_data.get(_CACHE)
    if cached is None:
        context = ScoreContext(document, doc)
        cached = context, list(_dated(context, date_moves(context, share_lists(context, read_figures(context)))))
        doc.user_data[_CACHE] = cached
    return cached


def _dated(context: ScoreContext, readings: Iterable[Reading]) -> Iterator[Result]:
    earlier: list[Result] = []
    for reading in readings:
        years = (reading.year,) if reading.year else tuple(printed_years(context, reading))
        target = is_target(context, reading, years)
        if target and context.plan_year:
            years = _still_ahead(context, years)
        known = years or (_year_around(context, reading, target, earlier),)
        result = Result(reading, target, known, _owner(context, reading, target, earlier))
        earlier.append(result)
        yield result


def is_target(context: ScoreContext, reading: Reading, years: tuple[int, ...]) -> bool:
    """Whether the figure is still to be reached."""
    sentence, figure = reading.sentence, reading.figure
    before = context.key[sentence.start : figure.start]
    if _REACHED.search(before):
        return False
    if years and context.issue_year is not None and min(years) > context.issue_year:
        return True
    words = context.key[figure.start : figure.end]
    if _ORDERS.match(before) and not any(year < (context.issue_year or year) for year in years):
        return True
    soft = figure.kind == "RANK_TOP" or figure.is_bound or _MINIMUM.search(words) is not None
    if _PROMISES.search(before) or (soft and _INTENTS.search(before)):
        return True
    if soft and years and not any(year < (context.issue_year or year) for year in years):
        return context.is_aim(sentence.line)
    is_past = any(year < (context.plan_year or year) for year in years)
    return not is_past and context.is_aim(sentence.line)


def _still_ahead(context: ScoreContext, years: tuple[int, ...]) -> tuple[int, ...]:
    """Return the years that a target can be of: the plan's or later ones, else those not yet over."""
    first = context.plan_year or 0
    planned = tuple(year for year in years if year >= first)
    return planned or tuple(year for year in years if year >= (context.issue_year or first))


def _year_around(context: ScoreContext, reading: Reading, target: bool, earlier: list[Result]) -> int | None:
    """Return the year that stands outside the sentence: paragraph, heading, introduction, document."""
    if target:
        return _year_aimed_at(context, reading)
    past = [result for result in earlier if not result.is_target and result.years[-1]]
    here = [result for result in past if result.reading.sentence.line == reading.sentence.line]
    same = [result for result in past if result.reading.subject.index == reading.subject.index]
    if here:
        return _latest(here)
    if said := paragraph_years(context, reading) or later_years(context, reading):
        return said[-1]
    if months := _MONTHS.findall(context.key, reading.sentence.line.start, reading.sentence.end):
        return int(months[-1])
    if (year := context.heading_year(reading.sentence.line)) is not None:
        return year
    return _latest(same or past) or context.assessed_year


def _year_aimed_at(context: ScoreContext, reading: Reading) -> int | None:
    """Return the year of a target that prints none: its heading's, else the plan's, which is never over."""
    year, issued = context.heading_year(reading.sentence.line), context.issue_year or 0
    if year is not None and year >= issued and year >= (context.plan_year or 0):
        return year
    return max(context.plan_year, issued) if context.plan_year else None


def _latest(results: list[Result]) -> int | None:
    """Return the latest year: what is said of an earlier one is there for comparison."""
    return max((year for result in results for year in result.years if year), default=None)


def _owner(context: ScoreContext, reading: Reading, target: bool, earlier: list[Result]) -> Org | None:
    """Return whose figure it is: as the sentence says, as its paragraph or index did before, else the issuer."""
    if (named := org_of(context, reading)) is not None:
        return named
    for result in reversed(earlier if not target else []):
        here = result.reading.sentence.line == reading.sentence.line
        if here or (result.reading.subject.index == reading.subject.index and reading.subject.scope != "overall"):
            return result.org
    of_province = [r.org for r in earlier if r.org is not None and _PROVINCE.match(fold(r.org.raw))]
    if of_province and (reading.subject.index in _OF_PROVINCES or is_among_provinces(context, reading)):
        return of_province[-1]
    return org_outside(context, reading)


def year_of_results(context: ScoreContext, results: list[Result]) -> int | None:
    """Return the year that a table without one is about: the latest of the results in prose."""
    return _latest([result for result in results if not result.is_target]) or context.assessed_year


def owners_of_results(context: ScoreContext, results: list[Result]) -> dict[IndexCode | None, Org]:
    """Return whose an index is, where prose gives its overall results to one organisation alone."""
    owners: dict[IndexCode | None, dict[str, Org]] = {}
    for result in results:
        subject = result.reading.subject
        if subject.scope == "overall" and not result.is_target and result.org is not None:
            owners.setdefault(subject.index, {})[org_key(result.org, context.issuer)] = result.org
    return {index: next(iter(found.values())) for index, found in owners.items() if len(found) == 1}
