import pytest

from pipeline.checks.header import attachment_missing, date_incomplete, date_invalid, number_blank
from pipeline.core.record import Header
from tests.checks.records import SPAN, attached, dated, number, record


def test_number_blank_quotes_the_raw_number():
    """A number without a sequence is reported with its own words."""
    findings = list(number_blank(record(header=number("Số: /KH-SVD", symbol="KH-SVD"))))
    assert [(f.code, f.severity, f.message) for f in findings] == [
        ("number_blank", "warning", "Số của văn bản để trống: “Số: /KH-SVD”.")
    ]
    assert findings[0].evidence == [SPAN]


@pytest.mark.parametrize(
    "header",
    [
        Header(),
        number("Số: 07/KH-SVD", sequence=7, symbol="KH-SVD", value="07/KH-SVD"),
        number("Số: 30c/NQ-VD", sequence_text="30c", symbol="NQ-VD", value="30c/NQ-VD"),
    ],
)
def test_number_blank_is_silent_without_a_blank(header):
    """No number zone and a full number give no finding."""
    assert list(number_blank(record(header=header))) == []


@pytest.mark.parametrize(
    ("raw", "value", "precision", "missing"),
    [
        ("ngày tháng 5 năm 2022", "2022-05", "month", "ngày"),
        ("ngày    tháng    năm 2022", "2022", "year", "ngày và tháng"),
        ("ngày … tháng … năm …", None, None, "ngày, tháng và năm"),
    ],
)
def test_date_incomplete_names_what_is_missing(raw, value, precision, missing):
    """The message says which parts of the date are blank."""
    [finding] = date_incomplete(record(header=dated(raw, value, precision)))
    assert finding.message == f"Ngày ban hành thiếu {missing}: “{raw}”."


@pytest.mark.parametrize("header", [Header(), dated("ngày 3 tháng 5 năm 2022", "2022-05-03", "day")])
def test_date_incomplete_is_silent_on_full_dates(header):
    """A full date, or no date zone at all, gives no finding."""
    assert list(date_incomplete(record(header=header))) == []


def test_date_that_does_not_exist_is_invalid_and_not_incomplete():
    """31 June is an error of its own, not a blank."""
    document = record(header=dated("ngày 31 tháng 6 năm 2022", None, None))
    assert [f.message for f in date_invalid(document)] == [
        "Ngày ban hành 31/6/2022 không có trong lịch: “ngày 31 tháng 6 năm 2022”."
    ]
    assert list(date_incomplete(document)) == []


@pytest.mark.parametrize(
    "header",
    [dated("ngày 29 tháng 02 năm 2024", "2024-02-29", "day"), dated("ngày tháng 2 năm 2023", "2023-02", "month")],
)
def test_date_invalid_is_silent_on_possible_dates(header):
    """A leap day and a partial date are no impossible dates."""
    assert list(date_invalid(record(header=header))) == []


def test_attachment_missing_reports_each_announcement_without_its_document():
    """An announced and absent attachment is a warning."""
    [finding] = attachment_missing(record(header=attached(declared=True, present=False)))
    assert (finding.code, finding.severity) == ("attachment_missing", "warning")
    assert SPAN.quote in finding.message


@pytest.mark.parametrize(("declared", "present"), [(True, True), (False, True)])
def test_attachment_missing_is_silent_where_it_is_there(declared, present):
    """What is there is not missing, announced or not."""
    assert list(attachment_missing(record(header=attached(declared, present)))) == []
