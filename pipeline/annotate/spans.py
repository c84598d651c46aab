"""Writes character ranges as spans of a `Doc`, and keeps the folded text beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from spacy.attrs import IDX  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc, Span

from pipeline.normalise.text import fold


class Match(NamedTuple):
    """A range of the text that a rule or a name matched."""

    start: int
    end: int
    label: str
    id: str


def full_text(doc: Doc) -> str:
    """Return the text of the `Doc`, put together once."""
    text = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return str(text)


def folded(doc: Doc) -> str:
    """Return the search key of the text, computed once per `Doc`."""
    key = doc.user_data.get("key")
    if key is None:
        key = doc.user_data["key"] = fold(full_text(doc))
    return str(key)


def write_spans(doc: Doc, group: str, matches: Iterable[Match]) -> None:
    """Set `doc.spans[group]` to the matches, in text order, the longer of two at one place first.

    `doc.user_data[group]` has the same spans by label. Matches that don't begin and end at token
    borders are left out and counted in `doc.user_data["misaligned"]`.
    """
    ordered = sorted(set(matches), key=lambda match: (match.start, -match.end, match.id))
    starts, text = _token_starts(doc), full_text(doc)
    spans: list[Span] = []
    by_label: defaultdict[str, list[Span]] = defaultdict(list)
    for match in ordered:
        first, last = bisect_left(starts, match.start), bisect_left(starts, match.end)
        gap = starts[last] - match.end
        if first < last and starts[first] == match.start and (gap == 0 or (gap == 1 and text[match.end] == " ")):
            span = Span(doc, first, last, label=match.label, span_id=match.id)
            spans.append(span)
            by_label[match.label].append(span)
    doc.spans[group] = spans
    doc.user_data[group] = dict(by_label)
    doc.user_data["misaligned"] = doc.user_data.get("misaligned", 0) + len(ordered) - len(spans)


def _token_starts(doc: Doc) -> list[int]:
    """Return the offset of every token and of the end of the text, once per `Doc`.

    `Doc.char_span` searches token by token. A token reaches to the next one or to the one space
    before it.
    """
    starts: list[int] | None = doc.user_data.get("starts")
    if starts is None:
        starts = doc.user_data["starts"] = [*doc.to_array(IDX).tolist(), len(full_text(doc))]
    return starts
