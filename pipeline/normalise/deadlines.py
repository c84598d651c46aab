"""Deadlines as documents word them, to TIMEX3 values, due dates and RFC 5545 rules. Nothing here raises.

`parse_deadline` reads one phrase, `read_deadlines` all of a sentence or cell. The words are rules
(`patterns/deadlines.toml`), `deadline_grammar` puts them together, `deadline_values` says what they
mean, and `deadline_prose` tells which of them are deadlines at all.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.normalise.deadline_context import DeadlineContext, ParsedDeadline, Reading
from pipeline.normalise.deadline_grammar import read_readings
from pipeline.normalise.deadline_place import is_time_label
from pipeline.normalise.deadline_prose import is_deadline
from pipeline.normalise.deadline_tokens import Token, lex
from pipeline.normalise.text import fold

__all__ = ["DeadlineContext", "ParsedDeadline", "Reading", "parse_deadline", "parse_deadlines", "read_deadlines"]

_MAX_LENGTH = 20_000


def parse_deadline(raw: str, context: DeadlineContext) -> ParsedDeadline | None:
    """Return the first deadline of a phrase, None where it holds none.

    Args:
        raw: A phrase (`trước ngày 15/12`), a sentence or a cell's text.
        context: What the document says about time.
    """
    return next(iter(parse_deadlines(raw, context)), None)


def parse_deadlines(raw: str, context: DeadlineContext) -> list[ParsedDeadline]:
    """Return all deadlines of a phrase, sentence or cell, in order."""
    text = raw[:_MAX_LENGTH]
    if is_time_label(fold(text)):
        context = replace(context, is_column=True)
    tokens = lex(text, is_column=context.is_column)
    return [reading.parsed for reading in read_deadlines(tokens, fold(text), text, 0, len(text), context)]


def read_deadlines(
    tokens: list[Token], key: str, text: str, start: int, end: int, context: DeadlineContext
) -> list[Reading]:
    """Return the deadlines of a range with their places.

    Args:
        tokens: The words of deadlines that lie in the range, in order.
        key: The folded text.
        text: The text as printed, of equal length.
        start: Where the range begins, an offset in `key`.
        end: Where it ends.
        context: What the document says about time.
    """
    readings = read_readings(tokens, key, text, start, context)
    return [reading for reading in readings if is_deadline(reading, key, start, end, context)]
