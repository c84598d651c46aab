import pytest

from pipeline.checks.dates import date_invalid
from pipeline.checks.days import day_exists
from tests.checks.records import dated, record


def messages(text, **parts):
    """Return the messages of a text."""
    findings = list(date_invalid(record(text=text, **parts)))
    assert all(finding.evidence[0].quote in text for finding in findings)
    return [finding.message for finding in findings]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("gửi trước ngày 31/6/2022", "31/6/2022"),
        ("gửi trước 31/4", "31/4"),
        ("ngày 30 tháng 02 năm 2022", "30/2/2022"),
        ("hoàn thành trước ngày 31 tháng 9", "31/9"),
        ("Quyết định số 12/QĐ-VD ngày 29/02/2023", "29/2/2023"),
        ("họp ngày 12/13/2022", "12/13/2022"),
        ("từ 31.11.2022 trở đi", "31/11/2022"),
    ],
)
def test_days_that_do_not_exist(text, day):
    """A day that the calendar does not have is an error wherever it stands."""
    assert messages(text) == [f"Ngày {day} không có trong lịch."]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 29/02/2024",
        "trước 31/12",
        "Nghị định số 30/2020/NĐ-CP",
        "Công văn số 31/6-VD",
        "đạt 31/4 nhiệm vụ",
        "tỷ lệ 29/2 điểm",
        "Điều 31.6 của Quy chế",
        "tháng 30/2022 mục",
        "ngày 31 tháng 5",
    ],
)
def test_real_days_and_other_figures(text):
    """Days that exist, numbers of documents and fractions give nothing."""
    assert messages(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vào thứ Ba, ngày 12/8/2024", ["Ngày 12/8/2024 là thứ Hai, văn bản ghi thứ Ba."]),
        ("vào thứ Hai, ngày 12/8/2024", []),
        ("ngày 11/8/2024 (Chủ nhật)", []),
        ("ngày 10/8/2024 (Chủ nhật)", ["Ngày 10/8/2024 là thứ Bảy, văn bản ghi Chủ nhật."]),
        ("sáng thứ 6 ngày 16 tháng 8 năm 2024", []),
        ("sáng thứ 5 ngày 16 tháng 8 năm 2024", ["Ngày 16/8/2024 là thứ Sáu, văn bản ghi thứ 5."]),
        ("thứ Sáu hàng tuần", []),
        ("lần thứ Hai 12/8/2024", []),
    ],
)
def test_weekdays(text, expected):
    """A weekday that is not the day's is reported with the right one."""
    assert messages(text) == expected


def test_weekday_without_a_year():
    """Without a year the day is wrong only where it fits neither this year nor the next."""
    issued = dated("ngày 20 tháng 6 năm 2024", "2024-06-20", "day")
    assert messages("thứ Tư, ngày 12/8", header=issued) == ["Ngày 12/8 không phải là thứ Tư."]
    assert messages("thứ Ba, ngày 12/8", header=issued) == []


def test_header_is_reported_once():
    """The date of issue keeps its own message."""
    issued = dated("ngày 31 tháng 6 năm 2022", None, None)
    assert len(list(date_invalid(record(header=issued)))) == 1


@pytest.mark.parametrize(
    ("day", "month", "year", "exists"),
    [(29, 2, 2024, True), (29, 2, 2023, False), (29, 2, None, True), (31, 4, None, False), (1, 13, 2024, False)],
)
def test_days_of_the_calendar(day, month, year, exists):
    """A day without a year exists where any year has it."""
    assert day_exists(day, month, year) is exists
