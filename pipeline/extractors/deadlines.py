"""Deadlines within a range of the text: a task's clause, an attribute line or a cell of a time column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.core.document import PlanDocument, TextLine
from pipeline.core.record import Deadline
from pipeline.extractors.rule_spans import prefixed_rule_spans
from pipeline.normalise.deadline_counting import due_from_issue, is_own_effect
from pipeline.normalise.deadline_place import is_time_label
from pipeline.normalise.deadline_tokens import LABEL, Token, lex, make_token, resolve
from pipeline.normalise.deadlines import DeadlineContext, Reading, read_deadlines

_TOKENS = "deadline_tokens"
_MOST_ITEMS = 40
_SENTENCE_END = re.compile(r"[.;] ")
_IN_FORCE = re.compile(r"\bhiệu lực (?:thi hành )?(?:kể )?từ ngày ký\b")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def find_deadlines(document: PlanDocument, doc: Doc, start: int, end: int, context: DeadlineContext) -> list[Deadline]:
    """Return the deadlines printed in a range of the text, in order.

    Args:
        document: The document.
        doc: Its annotated text; the words of deadlines are its rule spans.
        start: Where the range begins.
        end: Where it ends.
        context: What the document says about time; `is_column` for the whole of a cell.
    """
    if context.is_column:
        return [_deadline(document, reading) for reading in _read(document, doc, start, end, context)]
    found: list[Deadline] = []
    for first, last in _lines(document.text, start, end):
        labelled = is_time_label(doc.user_data["key"][first:last])
        line_context = replace(context, is_column=True) if labelled else context
        found += [_deadline(document, reading) for reading in _read(document, doc, first, last, line_context)]
    return found


def find_shared_deadlines(
    document: PlanDocument, doc: Doc, start: int, end: int, context: DeadlineContext
) -> list[Deadline]:
    """Return what the opening of a list gives to each of its items (`… hoàn thành trước ngày 30/11/2024:`).

    Only the last sentence of the opening counts, only where it ends in a colon, and only a day that work is
    due on or a time counted from something: a period that a heading names is not its items' deadline.

    Args:
        document: The document.
        doc: Its annotated text.
        start: Where the opening begins.
        end: Where it ends.
        context: What the document says about time.

    Returns:
        The deadlines, each `inferred`, with the evidence of the opening.
    """
    opening = document.text[start:end].rstrip()
    if not opening.endswith(":"):
        return []
    begun = max((match.end() for match in _SENTENCE_END.finditer(opening)), default=0)
    found = find_deadlines(document, doc, start + begun, end, context)
    return [each.model_copy(update={"inferred": True}) for each in found if _is_shared(each)]


def find_given_deadlines(document: PlanDocument, doc: Doc, offset: int, context: DeadlineContext) -> list[Deadline]:
    """Return the deadlines that the opening of its list gives to the item that holds the offset."""
    opening = find_opening(document, document.line_index_at(offset))
    return find_shared_deadlines(document, doc, opening.content, opening.end, context) if opening else []


def find_opening(document: PlanDocument, number: int) -> TextLine | None:
    """Return the line that opens the list of an item: the first above its siblings, where it ends in a colon.

    Args:
        document: The document.
        number: The index of the item's line.
    """
    style = document.lines[number].style
    for line in reversed(document.lines[max(0, number - _MOST_ITEMS) : number]):
        if line.marker is None or line.style != style:
            return line if document.text[line.start : line.end].rstrip().endswith(":") else None
    return None


def _is_shared(deadline: Deadline) -> bool:
    if deadline.type == "DURATION":
        return True
    is_day = deadline.value is not None and _DAY.fullmatch(deadline.value) is not None
    return deadline.type == "DATE" and is_day and deadline.mod in ("BEFORE", "ON_OR_BEFORE")


def _read(document: PlanDocument, doc: Doc, start: int, end: int, context: DeadlineContext) -> list[Reading]:
    tokens = (
        _cell_tokens(document.text, start, end) if context.is_column else _tokens_between(document, doc, start, end)
    )
    if not tokens:
        return []
    key = doc.user_data["key"]
    readings = read_deadlines(tokens, key, document.text, start, end, context)
    return [_counted_from_effect(reading, key, context) for reading in readings]


def _counted_from_effect(reading: Reading, key: str, context: DeadlineContext) -> Reading:
    """Return the reading with its day, where it counts from the effect of a document in force at its signing."""
    if not is_own_effect(reading.parsed) or not _IN_FORCE.search(key):
        return reading
    return reading._replace(parsed=due_from_issue(reading.parsed, context.issued, in_force=True))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of a range."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _cell_tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the words of a cell: also bare years, which count nowhere else."""
    found = lex(text[start:end], is_column=True)
    return [token._replace(start=token.start + start, end=token.end + start) for token in found]


def _tokens_between(document: PlanDocument, doc: Doc, start: int, end: int) -> list[Token]:
    tokens = _all_tokens(document, doc)
    first = bisect_left(tokens, start, key=lambda token: token.start)
    last = bisect_left(tokens, end, first, key=lambda token: token.start)
    return [token for token in tokens[first:last] if token.end <= end]


def _all_tokens(document: PlanDocument, doc: Doc) -> list[Token]:
    """Return the words of the whole text, collected from its rule spans once."""
    tokens: list[Token] | None = doc.user_data.get(_TOKENS)
    if tokens is None:
        key = doc.user_data["key"]
        spans = prefixed_rule_spans(doc, LABEL)
        found = [make_token(span.label_, span.start_char, span.end_char, key, span.id_) for span in spans]
        tokens = resolve(found, document.text, key)
        doc.user_data[_TOKENS] = tokens
    return tokens


def _deadline(document: PlanDocument, reading: Reading) -> Deadline:
    parsed = reading.parsed
    evidence = document.evidence((reading.start, reading.end))
    return Deadline(
        raw=" ".join(document.text[reading.start : reading.end].split()),
        type=parsed.type,
        value=parsed.value,
        mod=parsed.mod,
        due=parsed.due,
        rrule=parsed.rrule,
        time=parsed.time,
        trigger=parsed.trigger,
        working_days=parsed.working_days,
        inferred=parsed.inferred,
        maker=f"rule:{reading.rule}",
        evidence=evidence,
    )
