from dataclasses import replace

import pytest

from pipeline.annotate import annotate
from pipeline.core.document import PlanDocument, TextCell, TextTable, Zone
from pipeline.extractors import rankings, scores
from tests.builders import plain_document

CAPTION = "Kết quả chấm điểm Chỉ số CCHC năm 2021 của Sở"


def table_document(caption: str, *rows: str, header_rows: int = 1) -> PlanDocument:
    """Return a document of a caption and one table; the cells of a row are separated by `|`."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    document = plain_document("\n".join([caption, *("\t".join(row) for row in cells)]))
    at, placed = len(caption) + 1, []
    for row in cells:
        line = []
        for column, cell in enumerate(row):
            line.append(TextCell(at, at + len(cell), column))
            at += len(cell) + 1
        placed.append(tuple(line))
    start = len(caption) + 1
    table = TextTable(start, len(document.text), len(cells[0]), header_rows, tuple(placed), Zone.BODY)
    lines = [document.lines[0], *(line._replace(table=0, row=i) for i, line in enumerate(document.lines[1:]))]
    return replace(document, tables=(table,), lines=tuple(lines))


def found(extractor, document):
    """Return the items that an extractor finds."""
    return [extraction.item for extraction in extractor.extract(document, annotate(document))]


def test_areas_with_self_and_appraised_points():
    """Every filled column of points is an item of its own kind."""
    document = table_document(
        CAPTION,
        "TT | Lĩnh vực, tiêu chí | Điểm tối đa | Điểm tự chấm | Điểm thẩm định",
        "1 | Cải cách thể chế | 10 | 9,5 | 9",
        "1.1 | Xây dựng kế hoạch | 2 | 2 | 1,5",
        "2 | Cải cách tài chính công | 8 | 8 |",
        " | Tổng cộng | 18 | 17,5 | 17",
    )
    keys = [(s.year, s.scope, s.area, s.value, s.max, s.kind) for s in found(scores, document)]
    assert keys == [
        (2021, "area", "institutions", 9.5, 10, "self_assessed"),
        (2021, "area", "institutions", 9, 10, "appraised"),
        (2021, "criterion", "institutions", 2, 2, "self_assessed"),
        (2021, "criterion", "institutions", 1.5, 2, "appraised"),
        (2021, "area", "public_finance", 8, 8, "self_assessed"),
        (2021, "overall", None, 17.5, 18, "self_assessed"),
        (2021, "overall", None, 17, 18, "appraised"),
    ]
    assert {s.index for s in found(scores, document)} == {"PAR_INDEX"}


def test_a_league_table_gives_each_organisation_its_score_and_rank():
    """The rank is the rank column, never the running number."""
    document = table_document(
        "Chỉ số CCHC năm 2021 của các sở",
        "TT | Đơn vị | Tổng điểm | Chỉ số (%) | Xếp hạng",
        "1 | Sở Y tế | 85,5 | 90 | 3",
        "2 | Sở Tư pháp | 88 | 92,63 | 2",
    )
    items = found(scores, document)
    assert [(s.org.raw, s.value, s.max, s.stated_percent) for s in items] == [
        ("Sở Y tế", 85.5, None, 90),
        ("Sở Tư pháp", 88, None, 92.63),
    ]
    assert [(r.org.raw, r.rank, r.year) for r in found(rankings, document)] == [
        ("Sở Y tế", 3, 2021),
        ("Sở Tư pháp", 2, 2021),
    ]


def test_columns_of_years():
    """A year in a column's head is the year of its figures."""
    document = table_document(
        "Kết quả Chỉ số PCI", "Tỉnh | Điểm năm 2020 | Điểm năm 2021 | Xếp hạng năm 2021", "Lào Cai | 64,5 | 65 | 12/63"
    )
    assert [(s.index, s.year, s.value) for s in found(scores, document)] == [("PCI", 2020, 64.5), ("PCI", 2021, 65)]
    assert [(r.year, r.rank, r.of) for r in found(rankings, document)] == [(2021, 12, 63)]


def test_rank_with_points_in_brackets():
    """`17 (0,633)` is a rank and its points."""
    document = table_document("Xếp hạng ICT Index năm 2019", "Tỉnh | Thứ hạng", "Lào Cai | 17 (0,633)")
    assert [(s.index, s.value) for s in found(scores, document)] == [("OTHER", 0.633)]
    assert [(r.index, r.rank) for r in found(rankings, document)] == [("OTHER", 17)]


@pytest.mark.parametrize(
    "rows",
    [
        ("Tiêu chí | Điểm chuẩn | Tự chấm", "Cải cách thể chế | 10 | ", "Tổng | 100 | …"),
        ("Tiêu chí | Điểm", "Cải cách thể chế | 10"),
        ("Nội dung | Điểm tối đa | Hướng dẫn chấm điểm", "Cải cách thể chế | 10 | Đạt 80%: 5 điểm"),
        ("STT | Nhiệm vụ | Đơn vị chủ trì | Thời gian", "1 | Cải cách thể chế | Sở Tư pháp | 2021"),
        ("Nội dung | Tỷ lệ", "Hồ sơ trực tuyến | 85"),
        ("STT | Đơn vị | Xếp loại", "1 | Sở Y tế | 2"),
    ],
)
def test_rules_forms_and_other_tables_are_no_scores(rows):
    """Blank forms, tables of rules and task tables give nothing."""
    document = table_document(CAPTION, *rows)
    assert found(scores, document) == []
    assert found(rankings, document) == []


def test_a_table_without_an_index_gives_nothing():
    """Points of a contest are no index scores."""
    document = table_document("Kết quả hội thi", "Đơn vị | Tổng điểm | Xếp hạng", "Sở Y tế | 85,5 | 3")
    assert found(scores, document) + found(rankings, document) == []


def test_evidence_is_the_name_and_the_figure():
    """The two cells are the spans."""
    document = table_document(CAPTION, "Lĩnh vực | Điểm tối đa | Điểm đạt được", "Cải cách thể chế | 10 | 9,5")
    [score] = found(scores, document)
    assert [span.quote for span in score.evidence] == ["Cải cách thể chế", "9,5"]
    assert score.maker == "table"
