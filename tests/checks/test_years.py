import pytest

from pipeline.checks.years import stale_year
from pipeline.core.record import Header, Number, PDate, Section, Text
from tests.checks.records import SPAN, record


def header(subject="Cải cách hành chính năm 2022"):
    """Return the header of a plan issued in January 2022."""
    return Header(
        subject=Text(raw=subject, evidence=[SPAN]),
        date=PDate(raw="ngày 10 tháng 01 năm 2022", value="2022-01-10", precision="day", evidence=[SPAN]),
        number=Number(raw="Số: 05/KH-SVD", sequence=5, symbol="KH-SVD", value="05/KH-SVD", evidence=[SPAN]),
    )


def messages(text, **parts):
    """Return what is reported about a plan of 2022."""
    return [finding.message for finding in stale_year(record(text=text, header=header(), **parts))]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Trên đây là Kế hoạch cải cách hành chính năm 2021 của Sở.",
            "Câu kết ghi “năm 2021”, văn bản là của năm 2022.",
        ),
        (
            "Tổng hợp kết quả thực hiện Kế hoạch CCHC năm 2021, báo cáo trước ngày 10/12/2022.",
            "Nhiệm vụ đến hạn năm 2022 ghi “năm 2021”.",
        ),
        (
            "(Kèm theo Kế hoạch số 05/KH-SVD ngày 10 tháng 01 năm 2021 của Sở)",
            "Phụ lục ghi “năm 2021”, văn bản ban hành năm 2022.",
        ),
    ],
)
def test_years_left_standing(text, message):
    """Last year's figure in the closing formula, in a task of this year and in a caption."""
    assert messages(text) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "Trên đây là Kế hoạch cải cách hành chính năm 2022 của Sở.",
        "Trên đây là Kế hoạch khắc phục hạn chế của năm 2021 trong năm 2022.",
        "Báo cáo kết quả thực hiện Kế hoạch CCHC năm 2021 trước ngày 31/01/2022.",
        "Năm 2021, Sở đã thực hiện Kế hoạch CCHC năm 2021 với 20 nhiệm vụ.",
        "Thực hiện có hiệu quả Kế hoạch rà soát thủ tục năm 2021 đối với từng nội dung.",
        "(Kèm theo Kế hoạch số 05/KH-SVD ngày 10 tháng 01 năm 2022 của Sở)",
        "(Kèm theo Kế hoạch số 41/KH-UBND ngày 10 tháng 12 năm 2021 của UBND tỉnh)",
        "So với năm 2021, số hồ sơ tăng 5%.",
    ],
)
def test_lawful_looks_back(text):
    """Results, comparisons and cited documents of the year before are no findings."""
    assert messages(text) == []


@pytest.mark.parametrize(
    ("title", "count"),
    [("NHIỆM VỤ TRỌNG TÂM NĂM 2021", 1), ("KẾT QUẢ NĂM 2021", 0), ("NHIỆM VỤ NĂM 2022", 0), ("Nhiệm vụ năm 2021", 0)],
)
def test_headings(title, count):
    """A main heading that plans for the year before is left over."""
    text = f"II. {title}\n"
    section = Section(marker="II", title=title, level=1, start=0, end=len(text) - 1, children=[])
    assert len(messages(text, sections=[section])) == count


def test_subjects_of_two_years_say_nothing():
    """A plan that mends the results of one year in the next may name both."""
    text = "Trên đây là Kế hoạch năm 2021 của Sở."
    both = header("Khắc phục hạn chế của năm 2021 trong năm 2022")
    assert list(stale_year(record(text=text, header=both))) == []
