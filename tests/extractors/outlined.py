"""Documents for tests of tasks, written as they are read: one line per paragraph, tabs between cells."""

from __future__ import annotations

from pipeline.annotate import Doc, annotate
from pipeline.assemble import assemble
from pipeline.core.document import Cell, Line, PlanDocument, SourceDocument, Table
from pipeline.core.record import Record
from pipeline.extractors import tasks
from pipeline.structure import build_document

_HEAD = """UBND TỈNH SƠN HÀ
SỞ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/{symbol}-SNV
Sơn Hà, ngày 05 tháng 01 năm 2024
{title}
{subject}
"""
_FOOT = """Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Lê Văn Bảy"""
KINDS = {
    "KẾ HOẠCH": ("KH", "KẾ HOẠCH", "Cải cách hành chính năm 2024"),
    "QUYẾT ĐỊNH": ("QĐ", "QUYẾT ĐỊNH", "Về việc ban hành quy chế làm việc"),
    "CÔNG VĂN": ("CV", "V/v thực hiện nhiệm vụ cải cách hành chính", "Kính gửi: Các đơn vị trực thuộc Sở."),
}


def read_tasks(body: str, kind: str = "KẾ HOẠCH") -> Record:
    """Return the record, with nothing but tasks, of a document with this body."""
    document, doc = annotated(body, kind)
    return assemble(document, list(tasks.extract(document, doc)))


def annotated(body: str, kind: str = "KẾ HOẠCH") -> tuple[PlanDocument, Doc]:
    """Return a document with this body and its annotation."""
    symbol, title, subject = KINDS[kind]
    text = _HEAD.format(symbol=symbol, title=title, subject=subject) + body.strip("\n") + "\n" + _FOOT
    source = SourceDocument(
        path="t.txt",
        sha256="0" * 64,
        media_type="text/plain",
        size_bytes=len(text),
        blocks=tuple(_blocks(text)),
    )
    document = build_document(source)
    return document, annotate(document)


def _blocks(text: str):
    rows: list[list[str]] = []
    for line in text.split("\n"):
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            yield _table(rows)
            rows = []
        yield Line(line, whole=True)
    if rows:
        yield _table(rows)


def _table(rows: list[list[str]]) -> Table:
    width = max(map(len, rows))
    cells = [tuple(Cell((Line(text.strip()),), column) for column, text in enumerate(row)) for row in rows]
    return Table(rows=tuple(cells), column_count=width, ruled=True)
