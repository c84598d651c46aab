"""Records for tests of confidences, made of few words."""

from __future__ import annotations

from pipeline.core.record import (
    Deadline,
    Indicator,
    Org,
    PDate,
    Producer,
    Ranking,
    Record,
    Score,
    Source,
    Span,
    Task,
)

NONE_OF_SCORE = dict.fromkeys(("area", "label", "max", "percent", "stated_percent", "change"))
NONE_OF_RANK = dict.fromkeys(("of", "change", "since_year"))


def span(text, quote):
    """The first place of a quote."""
    start = text.index(quote)
    return Span(start=start, end=start + len(quote), quote=quote)


def record(text, **parts):
    """A record of a text with nothing in it but what is given."""
    empty = {name: [] for name in ("sections", "references", "scores", "rankings", "indicators", "tasks", "findings")}
    source = Source(
        path="a.txt", sha256="0" * 64, media_type="text/plain", size_bytes=1, page_count=None, text_origin="digital"
    )
    producer = Producer(name="vanban", version="0", model=None)
    return Record(id="0" * 64, source=source, producer=producer, text=text, **{"header": {}, **empty, **parts})


def org(text, raw, **more):
    """An organisation that is printed as given."""
    return Org(raw=raw, evidence=[span(text, raw)], **more)


def score(text, quote, value, whose=None, **more):
    """An overall score of a table, of PAR INDEX 2023 where nothing else is said."""
    about = {"index": "PAR_INDEX", "year": 2023, "scope": "overall", "kind": "achieved", "maker": "table"}
    whom = org(text, whose) if whose else None
    return Score(**{**NONE_OF_SCORE, **about, "org": whom, "value": value, **more}, evidence=[span(text, quote)])


def ranking(text, quote, rank, whose=None, **more):
    """A rank of a table, of PAR INDEX 2023 where nothing else is said."""
    about = {"index": "PAR_INDEX", "year": 2023, "kind": "achieved", "maker": "table"}
    whom = org(text, whose) if whose else None
    return Ranking(**{**NONE_OF_RANK, **about, "org": whom, "rank": rank, **more}, evidence=[span(text, quote)])


def indicator(text, quote, **more):
    """A percentage that is a target."""
    about = {"kind": "target", "comparator": "=", "value": 70.0, "unit": "%", "maker": "rule:indicator.percent"}
    return Indicator(**{**about, "text": quote, **more}, evidence=[span(text, quote)])


def task(text, quote, **more):
    """A task of a list with nobody to do it."""
    nothing = {"lead": [], "support": [], "deadlines": [], "report_to": [], "product": None, "funding": None}
    about = {"text": quote, "area": None, "section": ["NHIỆM VỤ"], "origin": "list", "maker": "rule:task.item"}
    return Task(**{**nothing, **about, **more}, evidence=[span(text, quote)])


def deadline(text, raw, **more):
    """A deadline on a day."""
    about = {"type": "DATE", "value": more.get("due"), "mod": None, "due": None, "rrule": None}
    return Deadline(**{**about, "raw": raw, "maker": "rule:deadline.day", **more}, evidence=[span(text, raw)])


def issued(text, quote, value):
    """A header with nothing but the date."""
    return {"date": PDate(raw=quote, value=value, precision="day", evidence=[span(text, quote)])}
