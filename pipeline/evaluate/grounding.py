"""The record's first promise: what it says, it quotes; what it quotes stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.evaluate.plain import LISTS, Json


def ungrounded(record: Json) -> Iterator[str]:
    """Yield a line for every span that is not the text it quotes, and every item without a span."""
    text = record.get("text") or ""
    for span in _spans({key: value for key, value in record.items() if key != "text"}):
        start, end, quote = span["start"], span["end"], span["quote"]
        if not (isinstance(start, int) and isinstance(end, int) and quote and text[start:end] == quote):
            yield f"{start}:{end} is not {str(quote)[:60]!r}"
    for name, item in _items(record):
        if not item.get("evidence"):
            yield f"{name} has no evidence: {str(item.get('raw') or item.get('text') or item)[:60]!r}"


def _spans(node: object) -> Iterator[Json]:
    if isinstance(node, Mapping):
        if {"start", "end", "quote"} <= node.keys():
            yield node
        for value in node.values():
            yield from _spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from _spans(value)


def _items(record: Json) -> Iterator[tuple[str, Json]]:
    for name, value in (record.get("header") or {}).items():
        values = value if isinstance(value, list) else [value]
        yield from ((f"header.{name}", item) for item in values if isinstance(item, Mapping))
    for name in LISTS:
        yield from ((name, item) for item in record.get(name) or [])
    for task in record.get("tasks") or []:
        yield from (("deadline", deadline) for deadline in task.get("deadlines") or [])
