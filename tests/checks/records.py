"""Builders of records for the checks: the smallest record, with the parts a test is about."""

from __future__ import annotations

from typing import Any

from pipeline.core.record import (
    Attachment,
    Header,
    Number,
    Org,
    PDate,
    Producer,
    Ranking,
    Record,
    Score,
    Section,
    Source,
    Span,
)

TEXT = "SỞ VÍ DỤ\nvăn bản thử"
SPAN = Span(start=0, end=2, quote="SỞ")


def record(**parts: Any) -> Record:
    """Return a record with nothing in it but the given parts."""
    fields = ("sections", "references", "scores", "rankings", "indicators", "tasks", "findings")
    empty: dict[str, Any] = {field: [] for field in fields}
    source = Source(
        path="t.txt", sha256="0" * 64, media_type="text/plain", size_bytes=1, page_count=None, text_origin="digital"
    )
    producer = Producer(name="vanban", version="0", model=None)
    base = {"id": "0" * 64, "source": source, "producer": producer, "text": TEXT, "header": Header(), **empty}
    return Record(**(base | parts))


def number(raw: str, **parts: Any) -> Header:
    """Return a header with a number."""
    values = {"sequence": None, "symbol": None, "value": None} | parts
    return Header(number=Number(raw=raw, evidence=[SPAN], **values))


def dated(raw: str, value: str | None, precision: Any) -> Header:
    """Return a header with a date of issue."""
    return Header(date=PDate(raw=raw, value=value, precision=precision, evidence=[SPAN]))


def attached(declared: bool, present: bool) -> Header:
    """Return a header with one attachment."""
    return Header(attachments=[Attachment(title=None, declared=declared, present=present, evidence=[SPAN])])


def score(value: float, maximum: float | None = None, **parts: Any) -> Score:
    """Return a PAR INDEX score of one department in 2023, overall where no area is given."""
    area = parts.get("area")
    base: dict[str, Any] = {
        "index": "PAR_INDEX",
        "org": Org(raw="Sở", evidence=[SPAN]),
        "year": 2023,
        "scope": "area" if area else "overall",
        "area": None,
        "label": None,
        "percent": None,
        "stated_percent": None,
        "kind": "achieved",
        "change": None,
        "evidence": [SPAN],
    }
    return Score(value=value, max=maximum, **(base | parts))


def ranking(rank: int | None, of: int | None) -> Ranking:
    """Return a PAR INDEX ranking."""
    return Ranking(
        index="PAR_INDEX",
        org=None,
        year=2023,
        rank=rank,
        of=of,
        change=None,
        since_year=None,
        kind="achieved",
        evidence=[SPAN],
    )


def outlined(*entries: str | None) -> Record:
    """Return a record of sibling headings with these markers (None: a heading without one)."""
    text, sections = "", []
    for i, marker in enumerate(entries):
        start, text = len(text), f"{text}{marker or ''} tên {i}\n"
        sections.append(Section(marker=marker, title=f"tên {i}", level=1, start=start, end=len(text) - 1, children=[]))
    return record(text=text or "trống", sections=sections)
