"""Extractions become the record: one value per header field, lists in document order, stable ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

from pipeline.core.document import PlanDocument, TextSection
from pipeline.core.extraction import Extraction
from pipeline.core.record import (
    Attachment,
    Finding,
    Header,
    Item,
    Org,
    Producer,
    Record,
    Section,
    Source,
    Task,
)
from pipeline.core.version import NAME, VERSION
from pipeline.patterns.confidence import confidence_of

AnyItem = Item | Org | Attachment

# Shorter texts are in others by chance.
_SHORTEST_PART = 30
# Comparing each with each grows with the square: in longer lists only the same words count.
_MOST_COMPARED = 1_000
HEADER = "header."
HEADER_LISTS = frozenset({"addressees", "recipients", "co_issuers", "attachments"})
LISTS = ("references", "scores", "rankings", "indicators", "tasks")
HEADER_FIELDS = frozenset(Header.model_fields)


def assemble(document: PlanDocument, extractions: Iterable[Extraction], model: str | None = None) -> Record:
    """Return the record of a document, still without findings.

    Of a header field that holds one value the first extraction counts. Items of a list stand in
    document order, and every item has an id that stays the same when the document is extracted
    again.

    Args:
        document: The document.
        extractions: What was found in it.
        model: Name and version of the learned model that was asked, None where none was.

    Raises:
        ValueError: where an extraction is for a field that the record does not have.
    """
    by_field: dict[str, list[AnyItem]] = {}
    for extraction in extractions:
        by_field.setdefault(extraction.field, []).append(extraction.item)
    finished = {field: _finish(field, _in_order(items)) for field, items in _known(by_field)}
    lists: dict[str, Any] = {field: finished.get(field, []) for field in LISTS}
    lists["tasks"] = link_repeats(lists["tasks"])
    return Record(
        id=document.source.sha256,
        source=_source(document),
        producer=Producer(name=NAME, version=VERSION, model=model),
        text=document.text,
        header=_header(finished),
        sections=_sections(document.section_list),
        findings=[],
        **lists,
    )


def add_findings(record: Record, findings: Iterable[Finding]) -> Record:
    """Return the record with its findings, in document order."""
    ordered = sorted(findings, key=lambda finding: (finding.evidence[0].start, finding.code))
    return record.model_copy(update={"findings": ordered})


def link_repeats(tasks: list[Task]) -> list[Task]:
    """Return the tasks, each with the ids of those that say the same again.

    Same words are the same task unless somebody else is told. Between the body and a table one may
    also be a part of the other: appendices shorten what the body says.
    """
    keys = [_fold(task.text) for task in tasks]
    same: dict[str, list[Task]] = {}
    for task, key in zip(tasks, keys, strict=True):
        same.setdefault(key, []).append(task)
    return [_linked(task, [*same[key], *_parts(task, key, same)]) for task, key in zip(tasks, keys, strict=True)]


def _linked(task: Task, group: Sequence[Task]) -> Task:
    others = [other.id for other in group if other is not task and other.id and _may_be_same(task, other)]
    return task.model_copy(update={"same_as": others}) if others and not task.same_as else task


def _may_be_same(task: Task, other: Task) -> bool:
    """Whether nobody else is told."""
    leads, others = ({_fold(org.raw) for org in each.lead} for each in (task, other))
    return not leads or not others or bool(leads & others)


def _parts(task: Task, key: str, same: dict[str, list[Task]]) -> Iterable[Task]:
    """Yield the tasks of the other origin whose words hold the task's or are held by them."""
    if len(key) < _SHORTEST_PART or len(same) > _MOST_COMPARED:
        return
    for text, group in same.items():
        if text != key and len(text) >= _SHORTEST_PART and (key in text or text in key):
            yield from (other for other in group if (task.origin == "table") != (other.origin == "table"))


def _known(by_field: dict[str, list[AnyItem]]) -> Iterable[tuple[str, list[AnyItem]]]:
    for field, items in by_field.items():
        if field in LISTS:
            yield field, items
        elif field.startswith(HEADER) and field.removeprefix(HEADER) in HEADER_FIELDS:
            is_list = field.removeprefix(HEADER) in HEADER_LISTS
            yield field, items if is_list else items[:1]
        else:
            raise ValueError(f"the record has no field {field}")


def _in_order(items: list[AnyItem]) -> list[AnyItem]:
    return sorted(items, key=lambda item: item.evidence[0].start)


def _finish(field: str, items: Iterable[AnyItem], parent: str = "") -> list[AnyItem]:
    """Give every item its id and its confidence, and the items inside it theirs."""
    seen: Counter[str] = Counter()
    finished = []
    for item in items:
        key = _fold(item.evidence[0].quote)
        finished.append(_finished(field, item, _short_id(parent, field, key, str(seen[key]))))
        seen[key] += 1
    return finished


def _finished(field: str, item: AnyItem, identity: str) -> AnyItem:
    update: dict[str, Any] = {}
    if isinstance(item, Item):
        update["id"] = item.id or identity
    if not isinstance(item, Attachment) and item.confidence is None:
        maker = item.maker if isinstance(item, Item) else None
        update["confidence"] = confidence_of(maker, field)
    if isinstance(item, Task):
        update.update(_finished_parts(item, identity))
    if field.startswith("tasks."):
        return item.model_copy(update=update)  # two tasks may share an organisation or a deadline
    for name, value in update.items():
        setattr(item, name, value)
    return item


def _finished_parts(task: Task, identity: str) -> dict[str, Any]:
    """Return the items inside a task, finished; one that names no maker has the task's."""
    parts: dict[str, Any] = {}
    for name in ("lead", "support", "report_to", "deadlines"):
        parts[name] = _finish(f"tasks.{name}", [_made(part, task.maker) for part in getattr(task, name)], identity)
    for name in ("product", "funding"):
        if (part := getattr(task, name)) is not None:
            parts[name] = _finish(f"tasks.{name}", [_made(part, task.maker)], identity)[0]
    return parts


def _made(item: AnyItem, maker: str | None) -> AnyItem:
    if isinstance(item, Item) and item.maker is None:
        return item.model_copy(update={"maker": maker})
    return item


def _short_id(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def _fold(text: str) -> str:
    """Fold what may differ between two readings of the same words: case, spaces, marks at the ends."""
    return " ".join(text.split()).casefold().strip(" .;:,-–•")


def _header(finished: dict[str, list[AnyItem]]) -> Header:
    values: dict[str, Any] = {}
    for field, items in finished.items():
        name = field.removeprefix(HEADER)
        if name in LISTS:
            continue
        values[name] = items if name in HEADER_LISTS else items[0]
    values["draft"] = "draft" in values
    return Header(**values)


def _source(document: PlanDocument) -> Source:
    source = document.source
    return Source.model_validate(
        {
            "path": source.path,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "size_bytes": source.size_bytes,
            "page_count": source.page_count,
            "text_origin": source.text_origin,
            "publisher": source.publisher,
            "signatures": list(source.signatures),
            "notices": list(source.notices),
        }
    )


def _sections(flat: Sequence[TextSection]) -> list[Section]:
    """Return the outline as a tree; parents stand before their children in the flat list."""
    nodes = [
        Section(marker=section.marker, title=section.title, level=section.level, start=section.start, end=section.end)
        for section in flat
    ]
    roots: list[Section] = []
    for section, node in zip(flat, nodes, strict=True):
        siblings = roots if section.parent is None else nodes[section.parent].children
        siblings.append(node)
    return roots
