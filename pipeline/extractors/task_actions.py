"""Whether words open with an action that somebody is told to take."""

from __future__ import annotations

import re

from pipeline.extractors.task_frames import rule
from pipeline.normalise.lexicon import load_lexicon

_FILE = "task_words.csv"
_LABEL = re.compile(r"[^.;:()]{3,150}:\s")
_PROJECT = re.compile(r"(?:tiểu )?(?:dự án|đề án|hợp phần) \d")
_SENTENCE = re.compile(r"[^.;]{0,600}")
_COMMA = re.compile(r",\s")


def opens_action(key: str, start: int, end: int) -> bool:
    """Whether the range begins, after a time phrase, a circumstance or a label, with a known verb."""
    at = _after_time(key, start, end)
    if is_quantity(key, at, end) or is_praise(key, at, end):
        return False
    if _is_verb(key, at):
        return True
    label = _LABEL.match(key, at, end)
    if label is not None and not _PROJECT.match(key, at) and _is_verb(key, _after_time(key, label.end(), end)):
        return True
    return bool(rule("duty").match(key[at : at + 40])) and _acts_after_comma(key, at, end)


def _acts_after_comma(key: str, start: int, end: int) -> bool:
    """Whether an action follows a comma in the first sentence."""
    sentence = _SENTENCE.match(key, start, end)
    stop = sentence.end() if sentence else end
    return any(_is_verb(key, match.end()) for match in _COMMA.finditer(key, start, stop))


def is_quantity(key: str, start: int, end: int) -> bool:
    """Whether the range begins with a quantity or a measure: an indicator, no task."""
    return bool(rule("quantity").match(key[start : min(end, start + 80)]))


def is_praise(key: str, start: int, end: int) -> bool:
    """Whether the range praises what was done: words of whoever concludes a meeting, no task."""
    return bool(rule("praise").match(key[start : min(end, start + 220)]))


def opens_noun(key: str, start: int, end: int) -> bool:
    """Whether the words at `start` open a noun phrase, or praise, rather than an order."""
    return load_lexicon(_FILE, "noun", "staff").end_at(key, start) is not None or is_praise(key, start, end)


def _is_verb(key: str, at: int) -> bool:
    """Whether the longest word at a place is a verb (`số hóa`) and no noun (`số lượng`)."""
    verb = load_lexicon(_FILE, "verb", "adverb", "opener").end_at(key, at)
    return verb is not None and verb > (load_lexicon(_FILE, "noun", "staff").end_at(key, at) or 0)


def _after_time(key: str, start: int, end: int) -> int:
    match = rule("time_phrase").match(key[start : min(end, start + 120)])
    return start + match.end() if match else start
