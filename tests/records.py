"""A record with one item of every kind, for tests of what is made from records."""

from __future__ import annotations

from pipeline.core.record import (
    Change,
    DocType,
    Finding,
    Header,
    Number,
    Org,
    Producer,
    Ranking,
    Record,
    Reference,
    Score,
    Source,
    Span,
    Text,
)

TEXT = "KẾ HOẠCH\nSố: 57/KH-SNV\n- Chỉ số CCHC năm 2023 đạt 81,25/100 điểm\nxếp thứ 9/19\nQuyết định số 318/QĐ-UBND\n"


def span(quote: str, page: int | None = None) -> Span:
    """Return the place of the first occurrence of a quote in `TEXT`."""
    start = TEXT.index(quote)
    return Span(start=start, end=start + len(quote), quote=quote, page=page)


def full_record(path: str = "in/kế hoạch.pdf") -> Record:
    """Return a record with a header, a score, a ranking, a reference and a finding."""
    org = Org(raw="Sở", name="Sở Nội vụ", id="an-son.snv", evidence=[span("SNV")])
    score = Score(
        **{"id": "s1", "evidence": [span("- Chỉ số CCHC năm 2023 đạt 81,25/100 điểm", 2)], "index": "PAR_INDEX"},
        **{"org": org, "year": 2023, "scope": "overall", "area": None, "label": None, "value": 81.25, "max": 100},
        **{"percent": 81.25, "stated_percent": None, "kind": "achieved", "change": Change(value=-1.5, since_year=2022)},
        confidence=0.9,
    )
    ranking = Ranking(
        **{"id": "r1", "evidence": [span("xếp thứ 9/19")], "index": "PAR_INDEX", "org": None, "year": 2023},
        **{"rank": 9, "of": 19, "change": 2, "since_year": 2022, "kind": "achieved"},
    )
    reference = Reference(
        **{"id": "f1", "evidence": [span("Quyết định số 318/QĐ-UBND", 3)], "doc_type": "QĐ"},
        **{"number": "318/QĐ-UBND", "date": None, "issuer": None, "title": None, "relation": "basis"},
    )
    return Record(
        id="0" * 64,
        source=Source(
            path=path, sha256="0" * 64, media_type="application/pdf", size_bytes=9, page_count=3, text_origin="digital"
        ),
        producer=Producer(name="vanban", version="0", model=None),
        text=TEXT,
        header=Header(
            doc_type=DocType(code="KH", name="Kế hoạch", evidence=[span("KẾ HOẠCH")]),
            number=Number(
                **{"id": "n1", "raw": "Số: 57/KH-SNV", "sequence": 57, "symbol": "KH-SNV", "value": "57/KH-SNV"},
                evidence=[span("Số: 57/KH-SNV", 1)],
            ),
            recipients=[Text(raw="Lưu: VT", evidence=[span("SNV")])],
        ),
        sections=[],
        references=[reference],
        scores=[score],
        rankings=[ranking],
        indicators=[],
        tasks=[],
        findings=[
            Finding(code="value_suspect", severity="warning", message="Số liệu nghi sai.", evidence=[span("81,25/100")])
        ],
    )
