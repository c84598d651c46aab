"""What the CSV tables hold: one `Table` each, its columns as paths into the record's items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.confidence.items import header_items, item_and_parts
from pipeline.core.record import Finding, Item, Record, Span

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name and the dotted paths that its value may stand at; the first that is there counts."""

    name: str
    paths: tuple[str, ...]

    def value(self, item: object) -> Value:
        """Return the item's value for this column, None where no path leads to one."""
        found = (_follow(item, path) for path in self.paths)
        return next((value for value in found if value is not None), None)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name (the file's, without `.csv`), the items that are its rows, its own columns."""

    name: str
    items: Callable[[Record], Iterable[Item | Finding | Record]]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names: what identifies a row first, whether it is accepted, its quote and page last."""
        own = (column.name for column in self.columns)
        return ("document", "document_id", "item_id", *own, "accepted", "quote", "page")

    def rows(self, record: Record, threshold: float) -> Iterator[list[Value]]:
        """Yield the record's rows, in document order, as values in the order of `names`.

        A row is accepted where every item in it has a confidence, and none one below the threshold.
        """
        for item in self.items(record):
            shown = _shown(item)
            evidence = shown.evidence if shown else []
            yield [
                record.source.path,
                record.id,
                shown.id if isinstance(shown, Item) else None,
                *(column.value(item) for column in self.columns),
                _are_sure(item, threshold),
                quote_of(evidence),
                evidence[0].page if evidence else None,
            ]


def quote_of(evidence: Iterable[Span]) -> str:
    """Return the quotes of all spans on one line, what lies between them as an ellipsis."""
    return " … ".join(" ".join(span.quote.split()) for span in evidence)


def _shown(item: Item | Finding | Record) -> Item | Finding | None:
    """Return what a row is grounded in: the item itself, of a document its number or its title."""
    return item.header.number or item.header.doc_type if isinstance(item, Record) else item


def _are_sure(item: Item | Finding | Record, threshold: float) -> bool:
    """Whether all that a row shows is sure: an item with its parts, of a document its header."""
    places = header_items(item) if isinstance(item, Record) else item_and_parts(item)
    return all(each.confidence is not None and each.confidence >= threshold for each in places)


def _follow(item: object, path: str) -> Value:
    """Return what stands at a path; `lead[].raw` joins the values of a list, a list itself is counted."""
    head, each, rest = path.partition("[].")
    found: object = item
    for name in head.split("."):
        if found is None:
            return None
        found = getattr(found, name)
    if each and isinstance(found, list):
        values = (_follow(part, rest) for part in found)
        return "; ".join(str(value) for value in values if value is not None) or None
    if isinstance(found, list):
        return len(found)
    return found if isinstance(found, str | int | float) else None


def _same(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, (name,)) for name in names)


def _under(prefix: str, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, (f"{prefix}.{name}",)) for name in names)


def _organisation(name: str, path: str) -> tuple[Column, Column]:
    return Column(name, (f"{path}.name", f"{path}.raw")), Column(f"{name}_id", (f"{path}.id",))


STANDING = (
    *_same("index"),
    *_organisation("org", "org"),
    *_same("year", "scope", "area", "label"),
)

DOCUMENTS = Table(
    "documents",
    lambda record: [record],
    (
        Column("doc_type", ("header.doc_type.code",)),
        Column("number", ("header.number.value",)),
        Column("symbol", ("header.number.symbol",)),
        Column("date", ("header.date.value",)),
        Column("place", ("header.place.raw",)),
        *_organisation("issuer", "header.issuer"),
        *_organisation("parent", "header.parent"),
        Column("subject", ("header.subject.raw",)),
        Column("signer", ("header.signer.name",)),
        *_under("header.signer", "position", "authority", "on_behalf_of"),
        Column("urgency", ("header.urgency.value",)),
        Column("secrecy", ("header.secrecy.value",)),
        Column("draft", ("header.draft",)),
        Column("pages", ("source.page_count",)),
        *_same("references", "scores", "rankings", "indicators", "tasks", "findings"),
    ),
)
SCORES = Table(
    "scores",
    lambda record: record.scores,
    (
        *STANDING,
        *_same("value", "max", "percent", "stated_percent", "kind"),
        *(Column("change", ("change.value",)), Column("since_year", ("change.since_year",))),
        *_same("confidence"),
    ),
)
RANKINGS = Table(
    "rankings",
    lambda record: record.rankings,
    (*STANDING, *_same("rank", "of", "change", "since_year", "previous_rank", "kind", "confidence")),
)
REFERENCES = Table(
    "references",
    lambda record: record.references,
    (
        *_same("doc_type", "number", "date"),
        *_organisation("issuer", "issuer"),
        *_same("title", "relation", "confidence"),
    ),
)
INDICATORS = Table(
    "indicators",
    lambda record: record.indicators,
    _same("kind", "comparator", "value", "upper", "unit", "numerator", "denominator", "period", "area", "confidence"),
)
TASKS = Table(
    "tasks",
    lambda record: record.tasks,
    (
        *_same("text", "area"),
        Column("lead", ("lead[].raw",)),
        Column("support", ("support[].raw",)),
        Column("lead_id", ("lead[].id",)),
        Column("support_id", ("support[].id",)),
        Column("product", ("product.raw",)),
        Column("deadline", ("deadlines[].raw",)),
        Column("deadline_value", ("deadlines[].value",)),
        *(Column(name, (f"deadlines[].{name}",)) for name in ("due", "rrule")),
        Column("funding", ("funding.raw",)),
        Column("report_to", ("report_to[].raw",)),
        *_same("origin", "inferred", "confidence"),
    ),
)
FINDINGS = Table("findings", lambda record: record.findings, _same("code", "severity", "message"))
TABLES = (DOCUMENTS, SCORES, RANKINGS, REFERENCES, INDICATORS, TASKS, FINDINGS)
