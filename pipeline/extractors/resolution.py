"""Rules and learned model together: who wins where, and why.

* An item that opens with a known verb, or whose lead a frame names: the rules. The model is not asked.
* Lead where no frame names one: the model. A frame needs a known verb behind the name; the model reads
  verbs that no list has.
* Where a long lead ends: the model, where it ends it earlier. A name that goes on in small letters may
  have swallowed a verb that no list has.
* Support of an item whose lead no frame names: the rules; the model says where a name ends that both begin
  at one place, and adds what overlaps nothing of theirs.
* Deadlines of such an item: the rules, where they find one; else the model, where its words can be read.
* Whether an item is an order, where rules find neither verb nor lead: the model. The rules go by the section.

The figures of rules only, model only and both are in `models/README.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.core.answer import Answer, Labelled
from pipeline.core.record import Org
from pipeline.extractors.task_frames import Mentioned

Reader = Callable[[Mentioned], list[Org]]

ANSWERS = "answers"
"""Key of the answers by clause in `Doc.user_data`."""

_LIKELY = 0.5
_UNLIKELY = 0.25
# What goes on in three words or more without a comma; where a list goes on, the rules know its parts better.
_GOES_ON = re.compile(r"\s(?!và\b|cùng\b)[a-zà-ỹđ]\w*\s\w+[\s,]+\w")
_JOINT = re.compile(r"\s*(?:[,;]|và|cùng)?\s*(?:và\s*)?")


def resolve_lead(by_rule: Mentioned | None, answer: Answer | None, text: str) -> Mentioned | None:
    """Return who is told to act, of what the rules and the model say about an item."""
    if answer is None or answer.directive < _LIKELY:
        return by_rule
    leads = [span for span in answer.spans if span.label == "LEAD"]
    if by_rule is None:
        return _joined(leads, text)
    by_model = _joined((span for span in leads if span.start >= by_rule.start), text)
    if by_model is None or by_model.start != by_rule.start or by_model.end >= by_rule.end:
        return by_rule
    return by_model if _GOES_ON.match(text, by_model.end, by_rule.end) else by_rule


def resolve_support(by_rule: list[Org], leads: Iterable[Org], answer: Answer | None, read: Reader) -> list[Org]:
    """Return whom an item says to work with.

    Args:
        by_rule: What the rules found.
        leads: Who is told to act; nobody supports himself.
        answer: What the model says of the item.
        read: Gives the organisations of a range.
    """
    ended = [span for span in _spans("SUPPORT", answer) if _ends(span, by_rule)]
    kept = [org for org in by_rule if not any(_touches(span, org) for span in ended)]
    added = [span for span in added_spans("SUPPORT", [*leads, *by_rule], answer) if span not in ended]
    found = [*kept, *(org for span in (*ended, *added) for org in read(Mentioned(span.start, span.end)))]
    return sorted(found, key=lambda org: org.evidence[0].start)


def added_spans(label: str, by_rule: Iterable[Org], answer: Answer | None) -> list[Labelled]:
    """Return the model's spans of a label that overlap no evidence of what the rules found."""
    found = list(by_rule)
    return [span for span in _spans(label, answer) if not any(_touches(span, org) for org in found)]


def _ends(span: Labelled, by_rule: Iterable[Org]) -> bool:
    """Whether a name of the rules begins where the span does, and the span cuts no other."""
    touched = [org.evidence[0] for org in by_rule if _touches(span, org)]
    begun = [each for each in touched if each.start == span.start]
    return bool(begun) and all(each in begun or span.start < each.start < each.end <= span.end for each in touched)


def _touches(span: Labelled, org: Org) -> bool:
    """Whether a span of the model overlaps the evidence of what the rules found."""
    return any(span.start < each.end and each.start < span.end for each in org.evidence)


def _spans(label: str, answer: Answer | None) -> list[Labelled]:
    """Return the model's spans of a label in an item that it takes for an order."""
    if answer is None or answer.directive < _LIKELY:
        return []
    return [span for span in answer.spans if span.label == label]


def resolve_order(by_rule: bool, answer: Answer | None) -> bool:
    """Return whether an item without a known verb or lead is an order: as the model says, where it is sure."""
    if answer is None:
        return by_rule
    return answer.directive >= (_UNLIKELY if by_rule else _LIKELY)


def _joined(leads: Iterable[Labelled], text: str) -> Mentioned | None:
    """Return the range of the first lead and of those joined to it."""
    found: Mentioned | None = None
    for span in leads:
        if found is not None and not _JOINT.fullmatch(text, found.end, span.start):
            break
        found = Mentioned(found.start if found else span.start, span.end)
    return found
