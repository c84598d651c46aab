"""How well the tasks of a plan are put: one lead, a product, a day, money, plain words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.compare.rows import CopyRow, DocumentRow, FindingRow, PlanRow, TaskQualityRow, TaskRow
from pipeline.compare.texts import joined
from pipeline.normalise.text import fold
from pipeline.patterns import read_table

_FIGURE = re.compile(r"\d")
# A year says when, not how much; nor do the numbers of a date or a document.
_NO_MEASURE = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?|\b(?:năm|tháng|ngày|quý|số) ?\d[\d/]*\S*|\d+/\S*[^\W\d]\S*")


def task_quality(row: TaskRow, dated: bool) -> TaskQualityRow:
    """Return how well a task is put.

    Args:
        row: the task, the row with its first lead.
        dated: whether any of its deadlines is a day or a recurring day.
    """
    words, product = vague_words(row.text), is_checkable(row.product)
    measured = dated or row.product is not None or has_measure(row.text)
    return TaskQualityRow(
        document=row.document,
        document_id=row.document_id,
        item_id=row.item_id,
        page=row.page,
        quote=row.quote,
        text=row.text,
        one_lead=row.lead_count == 1 and row.lead_kind != "collective",
        product=product,
        dated=dated,
        funded=row.funding is not None,
        vague=bool(words) and not measured,
        vague_words=joined(words),
    )


def plan_rows(
    documents: Iterable[DocumentRow],
    tasks: Iterable[TaskQualityRow],
    copies: Iterable[CopyRow],
    findings: Iterable[FindingRow],
) -> Iterator[PlanRow]:
    """Yield one row per document with tasks."""
    by_document: dict[str, list[TaskQualityRow]] = {}
    for task in tasks:
        by_document.setdefault(task.document_id, []).append(task)
    copied = Counter((row.document_id, row.relation) for row in copies)
    stale = Counter(row.document_id for row in findings if row.code == "stale_year")
    for document in documents:
        own = by_document.get(document.document_id)
        if own:
            yield _plan_row(document, own, copied, stale[document.document_id])


def _plan_row(
    document: DocumentRow, tasks: list[TaskQualityRow], copied: Counter[tuple[str, str]], stale: int
) -> PlanRow:
    return PlanRow(
        document=document.document,
        document_id=document.document_id,
        issuer_id=document.issuer_id,
        issuer=document.issuer,
        province=document.province,
        first_year=document.first_year,
        tasks=len(tasks),
        one_lead=sum(task.one_lead for task in tasks),
        product=sum(task.product for task in tasks),
        dated=sum(task.dated for task in tasks),
        funded=sum(task.funded for task in tasks),
        vague=sum(task.vague for task in tasks),
        copied=copied[(document.document_id, "other_department")],
        carried_over=copied[(document.document_id, "last_year")],
        stale_years=stale,
    )


def is_checkable(product: str | None) -> bool:
    """Whether a product is something that is there or not: a paper, a thing, an event, a number of them."""
    if product is None:
        return False
    key = fold(product)
    if _FIGURE.search(key):
        return True
    return _product_words("named").search(key) is not None and _product_words("empty").search(key) is None


def has_measure(text: str) -> bool:
    """Whether a text has a figure that is no date and no document's number."""
    return _FIGURE.search(_NO_MEASURE.sub(" ", fold(text))) is not None


def vague_words(text: str) -> list[str]:
    """Return the vague words of a text, as printed, each once."""
    found = (text[match.start() : match.end()] for match in _vague().finditer(fold(text)))
    return list(dict.fromkeys(found))


@cache
def _vague() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in read_table("vague_words.csv")))


@cache
def _product_words(kind: str) -> re.Pattern[str]:
    rows = read_table("product_words.csv")
    return re.compile("|".join(row["pattern"] for row in rows if (row["kind"] == "empty") is (kind == "empty")))
