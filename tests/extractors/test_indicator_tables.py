import pytest

from pipeline.annotate import annotate
from pipeline.extractors import indicators
from tests.extractors.test_score_tables import table_document

CAPTION = "Tình hình chuyển đổi số"


def found(*rows):
    """Return kind, comparator, value, unit and period of each indicator of a table."""
    document = table_document(CAPTION, *rows)
    items = [extraction.item for extraction in indicators.extract(document, annotate(document))]
    return [(item.kind, item.comparator, item.value, item.unit, item.period) for item in items]


def test_columns_of_plan_and_result():
    """A plan column gives targets, a result column results; the unit has a column of its own."""
    rows = (
        "TT | Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2022 | Kết quả năm 2022",
        "1 | Hồ sơ nộp trực tuyến | % | ≥ 70 | 64,5",
        "2 | Công chức có chữ ký số | người | 1.200 | 1.150",
    )
    assert found(*rows) == [
        ("target", ">=", 70, "%", "2022"),
        ("result", "=", 64.5, "%", "2022"),
        ("target", "=", 1200, "người", "2022"),
        ("result", "=", 1150, "người", "2022"),
    ]


def test_values_with_words():
    """A cell may say with words how its figure is compared, and print the percent sign itself."""
    rows = ("Chỉ tiêu | ĐVT | Mục tiêu năm 2023", "Hồ sơ số hóa | % | từ 85% trở lên", "Thời gian chờ | phút | ≤ 40")
    assert found(*rows) == [("target", ">=", 85, "%", "2023"), ("target", "<=", 40, "phút", "2023")]


@pytest.mark.parametrize(
    "rows",
    [
        ("TT | Chỉ tiêu | Đơn vị tính | Ghi chú", "1 | Hồ sơ | % | 70"),
        ("TT | Nhiệm vụ | Đơn vị chủ trì | Năm 2022", "1 | Lập hồ sơ | Văn phòng | 12"),
        ("TT | Nội dung | Đơn vị tính | Kế hoạch", "1 | Mua máy | triệu đồng | 70"),
        ("TT | Chỉ tiêu | Đơn vị tính | Kế hoạch", "1 | Hồ sơ | % | Quý II"),
        ("TT | Chỉ tiêu | Đơn vị tính | Kế hoạch", "1 | Hồ sơ | % | "),
    ],
)
def test_other_tables(rows):
    """Tables without units or values, of money, and cells without a figure give nothing."""
    assert found(*rows) == []


def test_evidence_is_name_and_value():
    """Both the name's cell and the value's cell are shown."""
    document = table_document(CAPTION, "Chỉ tiêu | Đơn vị | Năm 2022", "Hồ sơ số hóa | % | 70")
    [item] = [extraction.item for extraction in indicators.extract(document, annotate(document))]
    assert [span.quote for span in item.evidence] == ["Hồ sơ số hóa", "70"]
    assert item.text == "Hồ sơ số hóa"
