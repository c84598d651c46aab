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


def scored(document):
    """Return year, scope, area, label, value and maximum of each score."""
    return [(s.year, s.scope, s.area, s.label, s.value, s.max) for s in found(scores, document)]


def ranked(document):
    """Return organisation, year, rank, change, year compared with and previous rank of each ranking."""
    return [(r.org.raw, r.year, r.rank, r.change, r.since_year, r.previous_rank) for r in found(rankings, document)]


def spanning(document, *rows):
    """Return the document, the rows of these numbers merged into one cell each."""
    [table] = document.tables
    merged = [
        tuple(row[0]._replace(column=at, filled=at > 0) for at in range(len(row))) if number in rows else row
        for number, row in enumerate(table.rows)
    ]
    return replace(document, tables=(replace(table, rows=tuple(merged)),))


def test_criteria_under_rows_that_span_the_table():
    """A group row gives its area to the criteria under it; one that names none ends it."""
    document = table_document(
        CAPTION,
        "TT | Tiêu chí | Điểm tối đa | Điểm đạt | Điểm trừ",
        "Lĩnh vực 1: Công tác chỉ đạo, điều hành | | | |",
        "1 | Mức độ hoàn thành kế hoạch | 3 | 2,5 | 0,5",
        "Lĩnh vực 8: Tác động của cải cách hành chính | | | |",
        "2 | Mức độ hài lòng | 7 | 6 | -1",
        "Phần thưởng điểm | | | |",
        "3 | Điểm thưởng | 1 | 1 |",
    )
    for given in (document, spanning(document, 1, 3, 5)):
        assert scored(given) == [
            (2021, "criterion", "steering", "Mức độ hoàn thành kế hoạch", 2.5, 3),
            (2021, "criterion", "steering", "Mức độ hoàn thành kế hoạch", 0.5, 3),
            (2021, "criterion", "impact", "Mức độ hài lòng", 6, 7),
            (2021, "criterion", "impact", "Mức độ hài lòng", 1, 7),
            (2021, "criterion", None, "Điểm thưởng", 1, 1),
        ]
        assert [s.kind for s in found(scores, given)][:2] == ["achieved", "deducted"]


def test_a_merged_total_row():
    """The total may stand in a cell merged with the one of the number."""
    document = table_document(CAPTION, "TT | Lĩnh vực | Điểm tối đa | Điểm đạt", "Tổng điểm | | 99 | 88,5")
    [table] = document.tables
    total = table.rows[1]
    row = (total[0], total[0]._replace(column=1, filled=True), *total[2:])
    document = replace(document, tables=(replace(table, rows=(table.rows[0], row)),))
    assert scored(document) == [(2021, "overall", None, "Tổng điểm", 88.5, 99)]


@pytest.mark.parametrize("label", ["Tổng hợp báo cáo kịp thời", "Chung tay cải cách"])
def test_a_criterion_that_begins_like_a_total(label):
    """Only a total alone is the overall score."""
    document = table_document(CAPTION, "Tiêu chí | Điểm tối đa | Điểm đạt", f"{label} | 2 | 1,5")
    assert [s.scope for s in found(scores, document)] == ["criterion"]


def test_the_year_compared_with_is_not_the_tables():
    """`so với năm` in the caption is another year's."""
    document = table_document(
        "Chỉ số CCHC năm 2021 của các sở, so với năm 2020:", "Đơn vị | Tổng điểm | Hạng", "Sở Y tế | 85,5 | 3"
    )
    assert [s.year for s in found(scores, document)] == [2021]
    assert [r.year for r in found(rankings, document)] == [2021]


@pytest.mark.parametrize(
    ("printed", "change"),
    [("+1", 1), ("-2", -2), ("− 2", -2), ("Tăng 3 bậc", 3), ("giảm 02 bậc", -2), ("↓4", -4), ("Giữ nguyên", 0)],
)
def test_a_column_of_changes_of_rank(printed, change):
    """Signs, words and arrows say how the rank has changed."""
    document = table_document(
        CAPTION, "Đơn vị | Tổng điểm | Xếp hạng | So với năm 2020", f"Sở Y tế | 85,5 | 5 | {printed}"
    )
    assert ranked(document) == [("Sở Y tế", 2021, 5, change, 2020, 5 + change)]


def test_ranks_of_two_years_and_their_change():
    """The change belongs to the later rank, whose previous one is printed."""
    document = table_document(
        CAPTION, "Đơn vị | Hạng năm 2020 | Hạng năm 2021 | Tăng (+), giảm (-) bậc", "Sở Y tế | 7 | 5 | +2"
    )
    assert ranked(document) == [("Sở Y tế", 2020, 7, None, None, None), ("Sở Y tế", 2021, 5, 2, 2020, 7)]


def test_a_column_of_changes_of_points():
    """A change of points belongs to the total."""
    document = table_document(CAPTION, "Đơn vị | Tổng điểm | Tăng/giảm điểm so với năm 2020", "Sở Y tế | 85,5 | -1,25")
    [score] = found(scores, document)
    assert (score.value, score.change.value, score.change.since_year) == (85.5, -1.25, 2020)


def test_a_maximum_in_the_head():
    """`(tối đa 100)` over two columns is the maximum of both; in text formats the merged cell is lost."""
    document = table_document(
        "Chỉ số CCHC năm 2021 của các sở",
        "TT | Đơn vị | Điểm đánh giá (tối đa 100) | | Xếp hạng",
        " | | Tự đánh giá | Thẩm định | ",
        "1 | Sở Y tế | 90,5 | 88 | 2",
    )
    assert [(s.value, s.max, s.kind) for s in found(scores, document)] == [
        (90.5, 100, "self_assessed"),
        (88, 100, "appraised"),
    ]


@pytest.mark.parametrize("header_rows", [0, 1, 2])
def test_pillars_in_a_league_table(header_rows):
    """Columns under a common head are parts of the index, whether the head was told or not."""
    document = table_document(
        "Chỉ số DTI năm 2021 của các huyện",
        "TT | Địa phương | Giá trị DTI | Các trụ cột | | Xếp hạng",
        " | | | Chính quyền số | Kinh tế số | ",
        "1 | Huyện Hoa Lam | 0,5123 | 0,6 | 0,4512 | 1",
        " | Trung bình | 0,5 | 0,55 | 0,44 | ",
        header_rows=header_rows,
    )
    assert scored(document) == [
        (2021, "overall", None, None, 0.5123, None),
        (2021, "criterion", None, "Chính quyền số", 0.6, None),
        (2021, "criterion", None, "Kinh tế số", 0.4512, None),
    ]
    assert ranked(document) == [("Huyện Hoa Lam", 2021, 1, None, None, None)]


def test_areas_in_the_columns_of_a_league_table():
    """Columns named after areas hold the areas' points of each organisation."""
    document = table_document(
        "Chỉ số CCHC năm 2021 của các sở", "Đơn vị | Thể chế | Bộ máy | Tổng điểm", "Sở Y tế | 8,5 | 9 | 85,5"
    )
    assert scored(document) == [
        (2021, "area", "institutions", "Thể chế", 8.5, None),
        (2021, "area", "apparatus", "Bộ máy", 9, None),
        (2021, "overall", None, None, 85.5, None),
    ]


def test_an_index_over_the_years():
    """Rows say whether the figures of the years are points or ranks; other rows are no scores."""
    document = table_document(
        "Các chỉ số của tỉnh",
        "Chỉ số | Năm 2020 | Năm 2021",
        "Giá trị DTI của tỉnh | 0,45 | 0,51",
        "Xếp hạng toàn quốc | 30/63 | 28/63",
        "Hồ sơ trực tuyến (%) | 40 | 55",
    )
    assert [(s.index, s.year, s.value) for s in found(scores, document)] == [("DTI", 2020, 0.45), ("DTI", 2021, 0.51)]
    assert [(r.index, r.year, r.rank, r.of) for r in found(rankings, document)] == [
        ("DTI", 2020, 30, 63),
        ("DTI", 2021, 28, 63),
    ]


def test_targets_of_indices_by_year():
    """Points and places aimed at are targets; a target of satisfaction and other rows are indicators."""
    document = table_document(
        "Các mục tiêu",
        "Chỉ tiêu | Mục tiêu năm 2026 | Mục tiêu năm 2027",
        "Chỉ số PAR INDEX | ≥ 86% | từ 87% trở lên",
        "PAPI | Top 20 | Top 15",
        "SIPAS | 85 | 90",
        "Hồ sơ trực tuyến | 80 | 90",
    )
    assert [(s.index, s.year, s.value, s.max, s.kind) for s in found(scores, document)] == [
        ("PAR_INDEX", 2026, 86, 100, "target"),
        ("PAR_INDEX", 2027, 87, 100, "target"),
    ]
    assert [(r.index, r.year, r.rank, r.kind) for r in found(rankings, document)] == [
        ("PAPI", 2026, 20, "target"),
        ("PAPI", 2027, 15, "target"),
    ]


def test_columns_of_several_indices():
    """A column is of the index that its head names."""
    document = table_document(
        "Kết quả năm 2021",
        "Tỉnh | PAR INDEX | Xếp hạng PAR INDEX | PCI | Xếp hạng PCI",
        "Lào Cai | 88,1 | 12 | 64 | 15",
    )
    assert [(s.index, s.value) for s in found(scores, document)] == [("PAR_INDEX", 88.1), ("PCI", 64)]
    assert [(r.index, r.rank) for r in found(rankings, document)] == [("PAR_INDEX", 12), ("PCI", 15)]


def test_rows_of_several_indices():
    """A row is of the index that it names, even where the caption names none."""
    document = table_document(
        "Kết quả của tỉnh",
        "Tên chỉ số | Điểm năm 2021 | Xếp hạng năm 2021",
        "PAR INDEX | 85,5 | 25",
        "SIPAS | 82% | 38",
    )
    assert [(s.index, s.value, s.max) for s in found(scores, document)] == [
        ("PAR_INDEX", 85.5, None),
        ("SIPAS", 82, 100),
    ]
    assert [(r.index, r.rank) for r in found(rankings, document)] == [("PAR_INDEX", 25), ("SIPAS", 38)]


def test_factors_of_satisfaction_in_a_table():
    """The rates of the factors are parts of SIPAS."""
    document = table_document(
        "Chỉ số SIPAS năm 2021", "TT | Yếu tố | Tỷ lệ hài lòng (%)", "1 | Tiếp cận dịch vụ | 85,2", " | Chung | 86"
    )
    assert scored(document) == [
        (2021, "criterion", None, "Tiếp cận dịch vụ", 85.2, 100),
        (2021, "overall", None, "Chung", 86, 100),
    ]


def test_points_aimed_at_beside_those_reached():
    """A column of planned points is of kind target."""
    document = table_document(
        CAPTION,
        "Tiêu chí | Điểm tối đa | Điểm đạt năm 2021 | Điểm phấn đấu năm 2022 | Thứ hạng phấn đấu năm 2022",
        "Tổng điểm | 100 | 85,5 | 90 | top 5",
    )
    assert [(s.year, s.value, s.max, s.kind) for s in found(scores, document)] == [
        (2021, 85.5, 100, "achieved"),
        (2022, 90, 100, "target"),
    ]
    assert [(r.year, r.rank, r.kind) for r in found(rankings, document)] == [(2022, 5, "target")]


def test_results_of_two_years_beside_a_maximum():
    """Columns of years in a table of points hold points; a change without a unit is of points where none are ranked."""
    document = table_document(
        CAPTION,
        "Lĩnh vực | Điểm chuẩn | Kết quả năm 2020 | Kết quả năm 2021 | Tăng/giảm",
        "Thể chế | 10 | 8 | 9 | +1",
    )
    items = found(scores, document)
    assert [(s.year, s.area, s.value, s.max) for s in items] == [
        (2020, "institutions", 8, 10),
        (2021, "institutions", 9, 10),
    ]
    assert [s.change.value if s.change else None for s in items] == [None, 1]


def test_the_total_beside_bonus_and_base():
    """Of several columns of points of an organisation, the total is the score."""
    document = table_document(
        "Chỉ số CCHC năm 2021 của các xã",
        "Tên xã | Điểm đạt được | Điểm cộng | Tổng điểm | Xếp thứ",
        "Xã Hoa Lam | 80 | 2 | 82 | 1",
    )
    assert [s.value for s in found(scores, document)] == [82]


def test_sub_indices_with_ranks():
    """Components have points and ranks; the row of the index alone is the overall one."""
    document = table_document(
        "Kết quả PCI năm 2021",
        "Chỉ số thành phần | Điểm số 2021 | Xếp hạng",
        "Gia nhập thị trường | 7,25 | 12",
        "PCI | 65,5 | 25",
    )
    assert [(s.scope, s.value) for s in found(scores, document)] == [("criterion", 7.25), ("overall", 65.5)]
    assert [(r.scope, r.rank) for r in found(rankings, document)] == [("criterion", 12), ("overall", 25)]


def test_a_label_cut_by_a_page_break():
    """The parts of a cut label are one name."""
    document = table_document(CAPTION, "Lĩnh vực | Điểm tối đa | Điểm đạt", "Cải cách | 10 | 8", "tài chính công | | ")
    [table] = document.tables
    upper, lower = table.rows[1][0], table.rows[2][0]
    label = upper._replace(parts=((upper.start, upper.end), (lower.start, lower.end)))
    rows = (table.rows[0], (label, *table.rows[1][1:]))
    document = replace(document, tables=(replace(table, rows=rows),))
    assert [s.label for s in found(scores, document)] == ["Cải cách tài chính công"]


def test_lost_points_with_the_index_of_the_areas():
    """Areas of reform are of PAR INDEX whatever index is named last; a column of lost points is deducted."""
    document = table_document(
        "Chỉ số SIPAS năm 2021 của tỉnh đạt 79,84%. Điểm các lĩnh vực như sau:",
        "TT | Lĩnh vực | Điểm chuẩn | Năm 2021 | Mất (điểm)",
        "1 | Cải cách thể chế | 10 | 8,4 | 1,6",
        "2 | Cải cách thủ tục hành chính | 13 | 12 | 1",
        "3 | Cải cách tài chính công | 12 | 9 | 3",
        "4 | Cải cách chế độ công vụ | 13 | 11 | 2",
    )
    items = [s for s in found(scores, document) if s.maker == "table"]
    assert {s.index for s in items} == {"PAR_INDEX"}
    assert [s.value for s in items if s.kind == "deducted"] == [1.6, 1, 3, 2]
    assert [s.value for s in items if s.kind == "achieved"] == [8.4, 12, 9, 11]


def test_difference_of_years_and_of_assessors():
    """`Chênh lệch` is a change between years, and none beside the points that a body gave itself."""
    years = table_document(
        "Chỉ số thành phần PCI của tỉnh năm 2021",
        "TT | Chỉ số thành phần | Năm 2020 | Năm 2021 | Chênh lệch",
        "1 | Gia nhập thị trường | 7,12 | 7,44 | 0,32",
    )
    assert [s.change.value for s in found(scores, years) if s.change] == [0.32]
    assessors = table_document(
        CAPTION,
        "TT | Lĩnh vực | Điểm tối đa | Điểm tự chấm | Điểm thẩm định | Chênh lệch",
        "1 | Cải cách thể chế | 10 | 9,5 | 9 | 0,5",
    )
    assert [s.change for s in found(scores, assessors)] == [None, None]


def test_total_of_a_table_is_whose_prose_says():
    """The total of a table and the same points in prose are one score of one organisation."""
    document = table_document(
        "PAR INDEX năm 2021 của tỉnh Sơn Hà đạt 81,47/100 điểm.",
        "TT | Lĩnh vực | Điểm tối đa | Năm 2021",
        "1 | Cải cách thể chế | 10 | 8,4",
        " | Tổng điểm | 100 | 81,47",
    )
    overall = [s for s in found(scores, document) if s.scope == "overall"]
    assert [(s.value, s.org.raw if s.org else None) for s in overall] == [(81.47, "tỉnh Sơn Hà")]
