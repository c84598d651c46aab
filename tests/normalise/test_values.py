"""Normalisers: one table of raw words and expected values per kind, and properties for all words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.dates import parse_date
from pipeline.normalise.numbers import parse_integer, parse_number, parse_roman
from pipeline.normalise.organisations import canonical_department_name, canonical_name, classify_organisation
from pipeline.normalise.symbols import issuer_name, parse_document_number


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("89,42", 89.42),
        ("93.5", 93.5),
        ("1.234,5", 1234.5),
        ("1.234", 1234),
        ("1,234.5", 1234.5),
        ("12.345.678", 12345678),
        ("1 234 567", 1234567),
        ("09", 9),
        ("+ 4,97", 4.97),
        ("-02", -2),
        ("100 %", 100),
        ("nhất", 1),
        ("Nhì", 2),
        ("tư", 4),
        ("mười hai", 12),
        ("hai mươi lăm", 25),
        ("ba mươi", 30),
        ("", None),
        ("abc", None),
        ("12,", None),
        ("1..2", None),
        ("1/2", None),
        ("9" * 50, None),
    ],
)
def test_number(raw: str, value: float | None) -> None:
    """Decimal commas and points, grouped thousands and small number words are read; the rest is None."""
    assert parse_number(raw) == value


def test_number_variants() -> None:
    """Points of an index are never thousands; whole numbers and Roman numerals have their own readers."""
    assert parse_number("93.125", grouped=False) == 93.125
    assert (parse_integer("09"), parse_integer("9,5")) == (9, None)
    assert [parse_roman(raw) for raw in ("I", "IV", "IX", "XII", "", "IIX", "Q")] == [1, 4, 9, 12, None, None, None]


@given(st.integers(0, 10**8), st.integers(0, 99))
def test_number_survives_format(whole: int, fraction: int) -> None:
    """A number printed with grouped thousands and a decimal comma is read back."""
    printed = f"{whole:,}".replace(",", ".") + f",{fraction:02d}"
    assert parse_number(printed) == float(f"{whole}.{fraction:02d}")


@pytest.mark.parametrize(
    ("raw", "value", "precision"),
    [
        ("ngày 12 tháng 12 năm 2020", "2020-12-12", "day"),
        ("ngày tháng 3 năm 2024", "2024-03", "month"),
        ("ngày … tháng … năm 2021", "2021", "year"),
        ("ngày    /   /2024", "2024", "year"),
        ("ngày ..../11/2025", "2025-11", "month"),
        ("27/10/2021", "2021-10-27", "day"),
        ("14-7-2021", "2021-07-14", "day"),
        ("14.7.2021", "2021-07-14", "day"),
        ("ngày 20/4/2021", "2021-04-20", "day"),
        ("ngày 0l tháng l năm 2O24", "2024-01-01", "day"),
        ("ngàytháng 3 nãm 2024", "2024-03", "month"),
        ("tháng 12/2025", "2025-12", "month"),
        ("ngày tháng 3/2024", "2024-03", "month"),
        ("ngày 12/12 năm 2025", "2025-12-12", "day"),
        ("năm 2023", "2023", "year"),
        ("2024-03-05", "2024-03-05", "day"),
    ],
)
def test_date(raw: str, value: str, precision: str) -> None:
    """Every printed form of a date becomes its ISO value, as precise as it is printed."""
    parsed = parse_date(raw)
    assert parsed is not None and (parsed.value, parsed.precision, parsed.problem) == (value, precision, None)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("31/6/2024", "impossible"),
        ("ngày 5 tháng 13 năm 2024", "impossible"),
        ("29/02/2023", "impossible"),
        ("ngày … tháng … năm …", "blank"),
    ],
)
def test_date_without_value(raw: str, problem: str) -> None:
    """A date that does not exist, or has no year, has no value and says why."""
    parsed = parse_date(raw)
    assert parsed is not None and (parsed.value, parsed.precision, parsed.problem) == (None, None, problem)


@pytest.mark.parametrize("raw", ["", "x", "ngày 12/3", "12 điểm", "5/10", "1" * 300])
def test_no_date(raw: str) -> None:
    """What is no date is None."""
    assert parse_date(raw) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_date_survives_format(day: date) -> None:
    """A date is read back from words and from figures."""
    for printed in (f"ngày {day.day:02d} tháng {day.month} năm {day.year}", f"{day.day}/{day.month}/{day.year}"):
        parsed = parse_date(printed)
        assert parsed is not None and parsed.value == day.isoformat()


@pytest.mark.parametrize(
    ("raw", "sequence", "year", "symbol", "value", "doc_type", "issuer"),
    [
        ("47/KH-UBND", 47, None, "KH-UBND", "47/KH-UBND", "KH", "UBND"),
        ("Số: /KH-SLĐTBXH", None, None, "KH-SLĐTBXH", None, "KH", "SLĐTBXH"),
        ("Số: 07/ KH - SLĐTBXH", 7, None, "KH-SLĐTBXH", "07/KH-SLĐTBXH", "KH", "SLĐTBXH"),
        ("10- CTr/TU", 10, None, "CTr/TU", "10-CTr/TU", "CTr", "TU"),
        ("Số -KH/TU", None, None, "KH/TU", None, "KH", "TU"),
        ("24 -QĐ/TW", 24, None, "QĐ/TW", "24-QĐ/TW", "QĐ", "TW"),
        ("66.4/2031/NQ-CP", 66, 2031, "NQ-CP", "66.4/2031/NQ-CP", "NQ", "CP"),
        ("30c/NQ-CP", 30, None, "NQ-CP", "30c/NQ-CP", "NQ", "CP"),
        ("012/CT-UBND", 12, None, "CT-UBND", "012/CT-UBND", "CT", "UBND"),
        ("1234/QĐUBND", 1234, None, "QĐ-UBND", "1234/QĐ-UBND", "QĐ", "UBND"),
        ("251/QÐ–UBND", 251, None, "QĐ-UBND", "251/QĐ-UBND", "QĐ", "UBND"),
        ("2231/SNV-CCHC&PC", 2231, None, "SNV-CCHC&PC", "2231/SNV-CCHC&PC", "CV", "SNV"),
        ("15/2031/NQ-HĐND1", 15, 2031, "NQ-HĐND", "15/2031/NQ-HĐND", "NQ", "HĐND"),
        ("12/TB-PC06", 12, None, "TB-PC06", "12/TB-PC06", "TB", "PC06"),
        ("512/STP", 512, None, "STP", "512/STP", "CV", "STP"),
        ("…/BC", None, None, "BC", None, "BC", None),
        ("37/2031/QH15", 37, 2031, "QH15", "37/2031/QH15", None, "QH"),
        ("12/2031/UBTVQH15", 12, 2031, "UBTVQH15", "12/2031/UBTVQH15", None, "UBTVQH"),
        ("05/2015/TTLT-BLĐTBXH-BNV", 5, 2015, "TTLT-BLĐTBXH-BNV", "05/2015/TTLT-BLĐTBXH-BNV", "TTLT", "BLĐTBXH"),
        ("12/KH-SLĐ-TBXH", 12, None, "KH-SLĐ-TBXH", "12/KH-SLĐ-TBXH", "KH", "SLĐ-TBXH"),
    ],
)
def test_document_number(
    raw: str, sequence: int | None, year: int | None, symbol: str, value: str | None, doc_type: str, issuer: str
) -> None:
    """Numbers of all families come apart; blanks stay blank; stray blanks and lost hyphens are mended."""
    number = parse_document_number(raw)
    assert number is not None
    assert (number.sequence, number.year, number.symbol, number.value) == (sequence, year, symbol, value)
    assert (number.doc_type, number.issuer_code) == (doc_type, issuer)


@pytest.mark.parametrize("raw", ["", "/", "5/10", "10/11/2021", "KH-UBND", "trang 3", "x" * 200])
def test_no_document_number(raw: str) -> None:
    """Dates, scores and plain words are no document numbers."""
    assert parse_document_number(raw) is None


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("Bộ Nội vụ", "ministry"),
        ("Uỷ ban nhân dân tỉnh Lạng Sơn", "province_committee"),
        ("UBND thành phố Hà Nội", "province_committee"),
        ("UBND thành phố Thủ Đức", "district_committee"),
        ("UBND huyện Ba Vì", "district_committee"),
        ("UBND phường Hòa Bình", "commune_committee"),
        ("UBND các huyện, thành phố", "collective"),
        ("HĐND tỉnh", "province_council"),
        ("Sở Nội vụ", "department"),
        ("Sở", "department"),
        ("Văn phòng UBND tỉnh", "department"),
        ("Văn phòng Sở", "unit"),
        ("Bộ phận KHTC", "unit"),
        ("Phòng Tổ chức", "unit"),
        ("các phòng chuyên môn", "collective"),
        ("Giám đốc Sở Nội vụ", "role"),
        ("Chủ tịch UBND tỉnh", "role"),
        ("Thủ tướng Chính phủ", "role"),
        ("Ban Thường vụ Tỉnh ủy", "party"),
        ("Bộ Chính trị", "party"),
        ("Chính phủ", "other"),
        ("", "other"),
    ],
)
def test_kind_of_organisation(raw: str, kind: str) -> None:
    """The first words of a mention tell its kind."""
    assert classify_organisation(raw) == kind


def test_names_of_departments() -> None:
    """All spellings of a department are one name; codes stand for names; strangers are None."""
    full = "Sở Lao động - Thương binh và Xã hội"
    for raw in (
        "Sở LĐ-TB&XH",
        "SLĐTBXH",
        "Sở Lao động – TB&XH",
        "SỞ LAO ĐỘNG THƯƠNG BINH VÀ XÃ HỘI",
        f"{full} tỉnh Lào Cai",
    ):
        assert canonical_department_name(raw) == full
    assert canonical_department_name("Bộ TT&TT") is None
    assert canonical_name("Bộ TT&TT") == "Bộ Thông tin và Truyền thông"
    assert (issuer_name("TTg"), issuer_name("SLĐTB&XH"), issuer_name("XYZ")) == ("Thủ tướng Chính phủ", full, None)


@given(st.text(max_size=60))
def test_normalisers_never_raise(text: str) -> None:
    """No words crash a normaliser, and a value is only given with a precision."""
    parse_number(text)
    classify_organisation(text)
    canonical_department_name(text)
    number, day = parse_document_number(text), parse_date(text)
    assert number is None or (number.value is None) == (number.sequence is None)
    assert day is None or (day.value is None) == (day.precision is None)
