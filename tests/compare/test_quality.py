"""How well plans are put, and what was copied."""

from __future__ import annotations

import re

import pytest

from pipeline.compare.comparison import compare_records
from pipeline.compare.quality import has_measure, is_checkable, vague_words
from pipeline.core.record import Finding
from pipeline.normalise.text import fold
from pipeline.patterns import read_table
from tests.compare.paper import Paper


def plan(*papers):
    """Return the quality of the first document's plan."""
    return compare_records(paper.record() for paper in papers).plans[0]


def test_shares_of_a_plan():
    """Every share counts what it says: one lead, a product, a day, money."""
    paper = Paper()
    paper.task("Lập danh mục hồ sơ", "Văn phòng Sở", product="Danh mục", due="2024-05-31", funding="Ngân sách")
    paper.task("Kiểm tra các phòng", "Văn phòng Sở", "Thanh tra Sở", rrule="FREQ=MONTHLY;BYMONTHDAY=5")
    paper.task("Họp giao ban", "Các phòng, đơn vị")
    paper.task("Viết bài")
    row = plan(paper)
    assert (row.tasks, row.one_lead, row.product, row.dated, row.funded) == (4, 1, 1, 2, 1)


@pytest.mark.parametrize(
    ("deadline", "dated"),
    [
        ({"type": "ONGOING", "value": None}, False),
        ({"type": "EVENT", "value": None, "trigger": "khi có yêu cầu"}, False),
        ({"type": "DATE", "due": "2024-06-30"}, True),
        ({"type": "DATE", "due": "2024-06-31"}, False),
        ({"type": "SET", "rrule": "FREQ=YEARLY"}, True),
    ],
)
def test_real_deadlines(deadline, dated):
    """`Thường xuyên`, `khi có yêu cầu` and days that don't exist are no real deadline."""
    paper = Paper()
    paper.task("Lập danh mục", "Văn phòng Sở", deadlines=[paper.deadline(**deadline)])
    assert plan(paper).dated == dated


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        ("Kế hoạch", True),
        ("15 quy trình được phê duyệt", True),
        ("Phần mềm được nghiệm thu", True),
        ("Kết quả thực hiện nhiệm vụ", False),
        ("Nâng cao chất lượng", False),
        ("Như trên", False),
        (None, False),
    ],
)
def test_products_that_can_be_checked(product, expected):
    """A product is a paper, a thing, an event or a number of them, not a good intention."""
    assert is_checkable(product) is expected


@pytest.mark.parametrize(
    ("text", "due", "vague"),
    [
        ("Tăng cường công tác tuyên truyền", None, True),
        ("Tăng cường công tác tuyên truyền", "2024-06-30", False),
        ("Tăng cường đăng 04 tin, bài", None, False),
        ("Tăng cường thực hiện Kế hoạch số 12/KH-SNV ngày 05/3/2024", None, True),
        ("Đăng bài", None, False),
    ],
)
def test_vague_tasks(text, due, vague):
    """A task is vague where its words are and nothing measures it; dates and numbers of documents don't."""
    assert plan(Paper().task(text, "Văn phòng Sở", due=due)).vague == vague


def test_vague_words_are_quoted_as_printed():
    """The words that make a task vague are those of the document."""
    assert vague_words("Tăng cường rà soát, KỊP THỜI báo cáo; tăng cường kiểm tra") == [
        *("Tăng cường", "KỊP THỜI", "tăng cường"),
    ]
    assert has_measure("đạt 95%") and not has_measure("trong năm 2024, quý 3")


@pytest.mark.parametrize("file", ["vague_words.csv", "product_words.csv", "loss_words.csv", "area_content.csv"])
def test_word_lists_are_data_that_match(file):
    """Every pattern of the word lists is folded, so that it can match, and compiles."""
    for row in read_table(file):
        re.compile(row["pattern"])
        assert row["pattern"] == fold(row["pattern"]) or "\\W" in row["pattern"]


LONG = "Rà soát, cập nhật danh mục hồ sơ lưu trữ của các phòng chuyên môn trước khi nộp lưu"


def copies(*papers):
    """Return the copied tasks with what they are copies of."""
    found = compare_records(paper.record() for paper in papers).copies
    return {(row.document, row.other_document, row.relation) for row in found}


def test_text_of_another_department():
    """Nearly the same task of another department in the same year is a copy, of which the later one is told."""
    one = Paper("mot.txt", date="2024-02-01").task(LONG, "Văn phòng Sở")
    other = Paper("hai.txt", "Sở Y tế", date="2024-03-01").task(LONG.replace("cập nhật", "bổ sung"), "Văn phòng Sở")
    assert copies(one, other) == {("hai.txt", "mot.txt", "other_department")}
    rows = {row.document: row.copied for row in compare_records([one.record(), other.record()]).plans}
    assert rows == {"mot.txt": 0, "hai.txt": 1}


def test_text_of_last_year():
    """Last year's task with another date is carried over; that of two years ago is not looked at."""
    papers = [
        Paper(f"{year}.txt", date=f"{year}-03-01").task(f"{LONG} ngày 15/6/{year}", "Văn phòng Sở")
        for year in (2022, 2023, 2025)
    ]
    assert copies(*papers) == {("2023.txt", "2022.txt", "last_year")}


def test_what_is_no_copy():
    """Other tasks, short ones, and those of the same document are no copies."""
    one = Paper("mot.txt").task(LONG, "Văn phòng Sở").task(LONG, "Thanh tra Sở").task("Họp giao ban", "Văn phòng Sở")
    other = Paper("hai.txt", "Sở Y tế").task("Họp giao ban", "Văn phòng Sở")
    other.task("Tổ chức hội thi tìm hiểu pháp luật cho công chức trẻ của ngành trong tháng thanh niên", "Văn phòng Sở")
    assert copies(one, other) == set()


def test_many_copies_of_one_text_are_each_told_once():
    """Of a text that everybody has, each later copy is told with one earlier one."""
    issuers = ("Sở Nội vụ", "Sở Y tế", "Sở Tư pháp", "Sở Tài chính", "Sở Xây dựng")
    papers = [
        Paper(f"{i}.txt", name, date=f"2024-03-0{i + 1}").task(LONG, "Văn phòng Sở") for i, name in enumerate(issuers)
    ]
    assert len(copies(*papers)) == 4


def test_stale_years_are_counted():
    """A finding that last year's figure was left standing counts for its plan."""
    paper = Paper().task("Việc", "Văn phòng Sở")
    place = paper.line("năm 2023")
    paper.findings.append(Finding(code="stale_year", severity="warning", message="Năm cũ.", evidence=[place]))
    assert plan(paper).stale_years == 1
