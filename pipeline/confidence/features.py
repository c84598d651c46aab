"""Features of an item: short names of what is true of it, told from its record alone.

A name begins with the item's group (`score.label_compares`), so that each group is judged by itself; what
holds of any item has no group (`misread`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipeline.confidence.facts import Facts, facts_of, line_of
from pipeline.confidence.items import Place, items_of
from pipeline.confidence.words import begins, count, holds, is_strange, words_of
from pipeline.core.record import Deadline, Indicator, Item, Org, Ranking, Record, Score, Task
from pipeline.normalise.text import fold
from pipeline.patterns.confidence import confidence_of
from pipeline.patterns.gazetteer import load_names

Flags = Iterator[tuple[str, bool]]
_WEAK = 0.95
_numbers = re.compile(r"\d+").findall


def features_of(record: Record) -> Iterator[tuple[Place, frozenset[str]]]:
    """Yield every item that has a confidence with the names of its features."""
    facts = facts_of(record)
    for place in items_of(record):
        yield place, frozenset(features(facts, place))


def features(facts: Facts, place: Place) -> Iterator[str]:
    """Yield the names of the features of one item of the record that the facts are of."""
    group = place.group
    yield group
    yield f"{group}.field {place.field}"
    yield f"{group}.maker {_maker(place)}"
    yield from (f"{group}.{name}" for name, holds_true in _FLAGS.get(group, _header)(facts, place) if holds_true)
    yield from (name for name, holds_true in _noise(facts, place) if holds_true)


def _maker(place: Place) -> str:
    """Return who made an item, of the parts of a task who made the task; of a model, which label matters not."""
    maker = place.item.maker if isinstance(place.item, Item) else None
    maker = maker or (place.task.maker if place.task else None) or "none"
    return "model" if maker.startswith("model:") else maker


def _noise(facts: Facts, place: Place) -> Flags:
    if facts.noise != "clean":
        words = (word for span in place.item.evidence for word in words_of(span.quote))
        yield facts.noise, True
        yield f"{place.group}.{facts.noise}", True
        yield "misread_words", facts.noise == "misread" and any(map(is_strange, words))
    yield "incomplete_header", not facts.is_complete
    yield "weak_maker", confidence_of(_maker(place), place.field) < _WEAK


def _header(facts: Facts, place: Place) -> Flags:
    yield "inferred", place.item.inferred if isinstance(place.item, Item | Org) else False
    yield "long", len(place.item.evidence[0].quote) > 200
    yield "blank", getattr(place.item, "value", "") is None


def _reference(facts: Facts, place: Place) -> Flags:
    item: Any = place.item
    yield "no_number", item.number is None
    yield "no_date", item.date is None
    yield "no_type", item.doc_type is None
    yield "no_issuer", item.issuer is None
    yield "doubted", facts.doubted.meet(item)


def _figure(facts: Facts, item: Score | Ranking) -> Flags:
    """What holds of scores and rankings alike."""
    label = fold(item.label or "")
    ago = facts.year - item.year if facts.year and item.year else None
    yield "no_index", item.index is None
    yield "no_org", item.org is None
    yield "no_year", item.year is None
    yield "year_far", ago is not None and ago not in (0, 1, 2)
    yield "year_before_last", ago == 2
    yield "label_compares", holds("comparing", label) or any(map(str.isdigit, label))
    yield f"kind {item.kind}", item.kind != "achieved"
    yield f"scope {item.scope}", True
    yield "criterion_in_table", item.scope == "criterion" and item.maker == "table"
    yield "clashes", id(item) in facts.clashing
    yield "document_clashes", bool(facts.clashing)
    yield "area_unknown", item.area is None and item.scope != "overall" and label in area_names()
    yield "clashes_in_table", item.maker == "table" and line_of(item) in facts.clashing_makers
    yield "repeated", id(item) in facts.repeated
    yield "in_order", id(item) in facts.agreement.in_order
    yield "out_of_order", id(item) in facts.agreement.out_of_order
    yield "with_gaps", id(item) in facts.agreement.with_gaps
    yield "adds_up", id(item) in facts.agreement.adding_up
    yield "several_years", _years(item) > 1
    yield "doubted", facts.doubted.meet(item)


def _score(facts: Facts, place: Place) -> Flags:
    item = place.item
    if isinstance(item, Score):
        yield from _figure(facts, item)
        yield "no_max", item.max is None
        yield "max_100", item.max == 100
        yield "changes", item.change is not None


def _ranking(facts: Facts, place: Place) -> Flags:
    item = place.item
    if isinstance(item, Ranking):
        yield from _figure(facts, item)
        yield "no_count", item.of is None
        yield "no_rank", item.rank is None
        yield "changes", item.change is not None


def _indicator(facts: Facts, place: Place) -> Flags:
    item = place.item
    if not isinstance(item, Indicator):
        return
    key = fold(item.text)
    yield f"kind {item.kind}", True
    yield "plain", item.comparator == "="
    yield f"plain {item.kind}", item.comparator == "="
    yield "short", len(key) < 30
    yield "long", len(key) > 140
    yield "of_index", holds("index", key)
    yield "of_money", holds("money", key)
    yield "compares", holds("comparing", key)
    yield "past", begins("past", key)
    yield "aim", begins("aim", key)
    yield "small_letter", item.text[:1].islower()
    yield "many_figures", len(_numbers(key)) > 3
    yield "ratio", item.denominator is not None
    yield "no_percent", item.unit != "%"
    yield "no_period", item.period is None
    yield "line_of_index", holds("index", fold(_line(facts.text, item)))
    yield f"{'in_results' if facts.results.meet(item) else 'out_of_results'} {item.kind}", True
    yield "on_figures", facts.figures.meet(item)
    yield "in_task", facts.tasks.meet(item)
    yield "doubted", facts.doubted.meet(item)


def _task(facts: Facts, place: Place) -> Flags:
    item = place.item
    if not isinstance(item, Task):
        return
    key = fold(item.text)
    is_bare = not item.lead and not item.deadlines
    in_results = any(holds("results", fold(title)) for title in item.section)
    yield f"origin {item.origin}", True
    yield "no_lead", not item.lead
    yield "lead_inferred", any(org.inferred for org in item.lead)
    yield "bare", is_bare
    yield f"bare {item.origin}", is_bare
    yield "short", len(key) < 30
    yield "head", item.origin == "table" and len(key) < 30 and begins("label", key)
    yield "long", len(key) > 400
    yield "past", begins("past", key)
    yield "compares", holds("comparing", key) and any(map(str.isdigit, key))
    yield "no_section", not item.section
    yield "in_results", in_results
    yield "past_in_results", in_results and begins("past", key)
    yield "bare_in_results", in_results and is_bare
    yield "of_points", holds("points", key) and any(map(str.isdigit, key))
    yield "closing", holds("closing", key)
    begins_verb = begins("verb", key) or begins("opener", key)
    yield "begins_verb", begins_verb
    yield f"begins_verb {item.origin}", begins_verb
    yield "same_again", bool(item.same_as)


def _organisation(facts: Facts, place: Place) -> Flags:
    item = place.item
    if not isinstance(item, Org):
        return
    key = fold(item.raw)
    words = len(key.split())
    yield "inferred", item.inferred
    yield "one_word", words == 1
    yield "generic", words <= 2 and begins("generic", key)
    yield "long", words > 9
    yield "several_heads", count("head", key) > 2
    yield "no_head", count("head", key) == 0 and item.kind == "other"
    yield "glued", _is_glued(item.raw)
    yield f"kind {item.kind}", True
    yield "known", item.id is not None
    follows = _next(facts.text, item)
    yield f"then {follows}", True
    yield f"{place.field} then {follows}", True
    yield "shared", _is_shared(facts, item)
    yield "holds_verb", words > 4 and count("verb", key) > 1
    yield "figures", any(map(str.isdigit, key))
    yield "several", len(_siblings(place)) > 3
    yield f"{place.field} {place.task.origin if place.task else ''}", True


def _is_shared(facts: Facts, item: Org | Deadline) -> bool:
    return (item.evidence[0].start, item.evidence[0].end) in facts.shared


def _next(text: str, item: Org) -> str:
    """Return what follows a name in the text: a name cut short is followed by its own rest."""
    rest = text[item.evidence[-1].end :][:30]
    if not rest.strip(" ") or rest[0] in "\n\t":
        return "end"
    if not rest[0].isspace():
        return "mark" if not rest[0].isalnum() else "letter"
    key = fold(rest).strip()
    kinds = ("relative", "modifier", "verb", "opener", "adverb", "predicate")
    return next((kind for kind in kinds if begins(kind, key)), "capital" if rest.strip()[:1].isupper() else "other")


def _line(text: str, item: Item) -> str:
    """Return the line of the text that an item begins in."""
    start = item.evidence[0].start
    end = text.find("\n", start)
    return text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(text)]


@cache
def area_names() -> frozenset[str]:
    """Return the names of the areas of reform, folded."""
    return frozenset(fold(form) for name in load_names() if name.label == "AREA" for form in name.forms)


def _is_glued(raw: str) -> bool:
    """Whether a name begins again in the middle, without a mark: two cells or two subjects run into one."""
    words = raw.split()
    return any(
        word == words[0] and word[:1].isupper() and not words[at - 1].endswith((",", ";", "và"))
        for at, word in enumerate(words)
        if at > 1
    )


def _siblings(place: Place) -> Sequence[object]:
    name = place.field.rpartition(".")[2]
    return getattr(place.task, name) if place.task else ()


def _deadline(facts: Facts, place: Place) -> Flags:
    item = place.item
    if not isinstance(item, Deadline):
        return
    yield f"type {item.type}", True
    yield "inferred", item.inferred
    yield "no_year", item.type == "DATE" and not _has_year(item.raw)
    yield "no_due", item.type == "DATE" and item.due is None
    yield "before_issue", bool(item.due and facts.issued and item.due < facts.issued)
    yield "far", bool(item.due and facts.year and abs(int(item.due[:4]) - facts.year) > 5)
    yield "shared", _is_shared(facts, item)
    yield "duration_due", item.type == "DURATION" and item.due is not None
    yield "long", len(item.raw) > 60
    yield "several", len(_siblings(place)) > 2
    yield f"origin {place.task.origin if place.task else ''}", True


def _words(facts: Facts, place: Place) -> Flags:
    quote = place.item.evidence[0].quote
    yield "long", len(quote) > 120
    yield "short", len(quote) < 12
    yield f"{place.field} {place.task.origin if place.task else ''}", True


def _finding(facts: Facts, place: Place) -> Flags:
    item: Any = place.item
    yield f"code {item.code}", True


def _years(item: Item) -> int:
    return len({word for span in item.evidence for word in _numbers(span.quote) if _is_year(word)})


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20")


def _has_year(text: str) -> bool:
    return any(map(_is_year, _numbers(text)))


_FLAGS: Mapping[str, Callable[[Facts, Place], Flags]] = {
    "reference": _reference,
    "score": _score,
    "ranking": _ranking,
    "indicator": _indicator,
    "task": _task,
    "organisation": _organisation,
    "deadline": _deadline,
    "words": _words,
    "finding": _finding,
}
