import pytest

from pipeline.checks.progress import progress_percent_mismatch
from pipeline.core.record import Indicator
from tests.checks.records import SPAN, record


def progress(numerator, denominator, value, **parts):
    """Return a record with one result: x of y, and its percentage."""
    base = {"kind": "result", "text": "12/16 nhiệm vụ, đạt 75%", "comparator": "=", "unit": "%"}
    item = Indicator(value=value, numerator=numerator, denominator=denominator, evidence=[SPAN], **(base | parts))
    return record(indicators=[item])


@pytest.mark.parametrize(
    ("numerator", "denominator", "value", "text", "message"),
    [
        (14, 20, 80, "hoàn thành 14/20 nhiệm vụ, đạt 80%", "14/20 nhiệm vụ là 70%, văn bản ghi 80%."),
        (7, 16, 45, "kiểm tra 7/16 đơn vị (45%)", "7/16 đơn vị là 43,75%, văn bản ghi 45%."),
        (1020, 1360, 75.5, "tích hợp 1.020/1.360 dịch vụ, đạt 75,5%", "1.020/1.360 dịch vụ là 75%, văn bản ghi 75,5%."),
        (3, 8, 38.5, "được 03/08 xã, đạt 38,5%", "03/08 xã là 37,5%, văn bản ghi 38,5%."),
    ],
)
def test_contradictions_are_errors(numerator, denominator, value, text, message):
    """The message gives x of y as printed, the true percentage and the stated one."""
    [finding] = progress_percent_mismatch(progress(numerator, denominator, value, text=text))
    assert (finding.code, finding.severity, finding.message) == ("progress_percent_mismatch", "error", message)


@pytest.mark.parametrize(
    ("numerator", "denominator", "value", "parts"),
    [
        (12, 16, 75, {}),
        (2, 3, 66, {"text": "02/03 xã, đạt 66%"}),
        (2, 3, 67, {"text": "02/03 xã, đạt 67%"}),
        (2, 3, 66.67, {"text": "02/03 xã, đạt 66,67%"}),
        (2, 3, 66.6, {"text": "02/03 xã, đạt 66,6%"}),
        (12, 16, 70, {"comparator": ">"}),
        (12, 16, 12, {"unit": "nhiệm vụ"}),
        (None, None, 75, {}),
    ],
)
def test_agreement_and_bounds_are_silent(numerator, denominator, value, parts):
    """Rounding either way, bounds and counts without a percentage are no contradictions."""
    assert list(progress_percent_mismatch(progress(numerator, denominator, value, **parts))) == []
