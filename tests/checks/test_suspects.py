import pytest

from pipeline.checks.suspects import value_suspect
from pipeline.core.record import Indicator
from tests.checks.records import SPAN, record


def messages(text):
    """Return what is reported about a text."""
    return [finding.message for finding in value_suspect(record(text=text))]


def share(value, text, **parts):
    """Return what is reported about an indicator."""
    base = {"kind": "result", "comparator": "=", "unit": "%"}
    item = Indicator(value=value, text=text, evidence=[SPAN], **(base | parts))
    return [finding.message for finding in value_suspect(record(indicators=[item]))]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("theo TCVN ISO 9001:20215", "“ISO 9001:20215” đọc như lỗi gõ của “ISO 9001:2015”."),
        ("theo ISO 14001:20015", "“ISO 14001:20015” đọc như lỗi gõ của “ISO 14001:2015”."),
        ("theo ISO 9001-215", "“ISO 9001-215” không ghi đúng năm của tiêu chuẩn."),
        ("trong năm 20223", "Năm “20223” đọc như lỗi gõ."),
        ("từ ngày 12/5/20222", "Năm “20222” đọc như lỗi gõ."),
        ("đến năm 2205", "Năm “2205” đọc như lỗi gõ."),
    ],
)
def test_figures_that_cannot_be_meant(text, message):
    """Editions and years with a digit too many."""
    assert messages(text) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "TCVN ISO 9001:2015",
        "ISO 9001-2015",
        "ISO 9001:08",
        "ISO/IEC 27001:2022",
        "TCVN 14423:2025",
        "ISO điện tử",
        "năm 2022",
        "mỗi năm 20000 đồng",
        "năm 20.500 hộ",
        "số 12/20245/VD-CV",
        "tầm nhìn đến năm 2100",
        "trong năm 20221 theo Luật\n1 Luật mới ban hành",
    ],
)
def test_ordinary_figures(text):
    """Known editions, amounts, numbers of documents and marks of footnotes are no suspects."""
    assert messages(text) == []


@pytest.mark.parametrize(
    ("value", "text", "parts", "message"),
    [
        (1000, "1000% hồ sơ đúng hạn", {}, "Tỷ lệ 1000% lớn hơn 100%."),
        (938, "mức độ hài lòng đạt 938%", {}, "Tỷ lệ 938% lớn hơn 100%."),
        (25, "hoàn thành 25/20 nhiệm vụ", {"numerator": 25, "denominator": 20}, "Số đã làm 25 lớn hơn tổng số 20."),
    ],
)
def test_more_than_the_whole(value, text, parts, message):
    """A share of a whole can't be more than all of it."""
    assert share(value, text, **parts) == [message]


@pytest.mark.parametrize(
    ("value", "text", "parts"),
    [
        (104.2, "thu ngân sách đạt 104,2% dự toán", {}),
        (120, "tăng 120% hồ sơ so với cùng kỳ", {"comparator": "increase"}),
        (100, "100% hồ sơ đúng hạn", {}),
        (110, "thực hiện 55/50 hồ sơ, đạt 110% kế hoạch", {"numerator": 55, "denominator": 50}),
        (18, "hoàn thành 18/20 nhiệm vụ", {"numerator": 18, "denominator": 20}),
    ],
)
def test_more_than_planned(value, text, parts):
    """Plans can be exceeded."""
    assert share(value, text, **parts) == []
