"""The spans of a `Doc` by label.

`doc.spans` makes new `Span` objects at every pass over a group, dearer than most extractors
themselves: the annotation stage keeps the ones it made, by label, in `doc.user_data`.
"""

from __future__ import annotations

from heapq import merge

from spacy.tokens import Doc, Span


def rule_spans(doc: Doc, *labels: str) -> list[Span]:
    """Return the spans of the rules with these labels, in text order, the longer of two first."""
    return _labelled(doc, "rules", labels)


def prefixed_rule_spans(doc: Doc, prefix: str) -> list[Span]:
    """Return the spans of the rules whose labels begin with the prefix: label by label, each in text order."""
    by_label: dict[str, list[Span]] = doc.user_data.get("rules", {})
    return [span for label, spans in by_label.items() if label.startswith(prefix) for span in spans]


def name_spans(doc: Doc, *labels: str) -> list[Span]:
    """Return the names of the gazetteers with these labels, in text order, the longer of two first."""
    return _labelled(doc, "names", labels)


def _labelled(doc: Doc, group: str, labels: tuple[str, ...]) -> list[Span]:
    by_label: dict[str, list[Span]] = doc.user_data.get(group, {})
    found = [by_label[label] for label in dict.fromkeys(labels) if label in by_label]
    if len(found) == 1:
        return found[0]
    return list(merge(*found, key=lambda span: (span.start_char, -span.end_char)))
