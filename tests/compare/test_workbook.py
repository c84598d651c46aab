"""The workbook, read back by openpyxl and by LibreOffice."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest

from pipeline.compare import workbook
from pipeline.compare.comparison import compare_records
from pipeline.compare.recurrence import Window
from pipeline.compare.sheets import SHEETS
from pipeline.compare.workbook import build_workbook
from tests.compare.paper import Paper

STAMP = datetime(2024, 7, 1, tzinfo=UTC)
YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))


def content(*papers, links=workbook.no_links):
    """Return the bytes of the workbook of documents."""
    return build_workbook(compare_records((paper.record() for paper in papers), YEAR), STAMP, links)


def book(*papers, **options):
    """Return the workbook of documents as openpyxl reads it."""
    return openpyxl.load_workbook(BytesIO(content(*papers, **options)))


def rows(sheet):
    """Return the rows of a sheet as dictionaries; of two columns of one name the first."""
    heads, *lines = sheet.iter_rows(values_only=True)
    return [dict(reversed(list(zip(heads, line, strict=True)))) for line in lines]


def small():
    """Return two documents with something for every sheet."""
    one = Paper("a.pdf", subject="Kế hoạch năm 2024", page=2).score(8, 10, area="apparatus").score(90, 100).rank(2, 20)
    one.score(88, 99, year=2022).rank(5, 19, year=2022)
    one.task("Sắp xếp các phòng", "Văn phòng Sở", "Thanh tra Sở", due="2024-06-29", mod="BEFORE", product="Đề án")
    one.task("Họp giao ban tuần", "Văn phòng Sở", rrule="FREQ=WEEKLY;BYDAY=FR").task("Tăng cường phối hợp")
    return one, Paper("b.txt", "Sở Y tế").rank(2, 20)


def test_sheets_are_the_office_s_own_forms():
    """Every sheet is there with its head frozen and a filter over its columns."""
    found = book(*small())
    assert found.sheetnames == [sheet.name for sheet in SHEETS]
    for sheet in found.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
    heads = [cell.value for cell in found["Phân công nhiệm vụ"][1]]
    form = ["TT", "Lĩnh vực", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm"]
    assert heads[:7] == [*form, "Thời gian hoàn thành"]


def test_scores_and_ranks_side_by_side():
    """Points, maximum, share and the year before stand in one row, with the warning."""
    found = book(*small())
    row = next(row for row in rows(found["So sánh điểm"]) if row["Năm"] == 2023)
    assert (row["Điểm"], row["Điểm tối đa"], row["Tỷ lệ (%)"], row["Năm trước (%)"]) == (90, 100, 90, 88.89)
    assert (row["Tăng, giảm"], row["Tổ chức bộ máy (%)"]) == (1.11, 80)
    assert "Điểm tối đa đổi" in row["Lưu ý"]
    rank = next(row for row in rows(found["Xếp hạng"]) if row["Cơ quan"] == "Sở Nội vụ" and row["Năm"] == 2023)
    assert (rank["Hạng"], rank["Trên tổng số"], rank["Hạng năm trước"], rank["Tăng, giảm bậc"]) == (2, 20, 5, 3)


def test_tasks_with_all_their_leads():
    """A task is one row with its leads in one cell, product and last day."""
    first, *others = rows(book(*small())["Phân công nhiệm vụ"])
    assert (first["TT"], first["Cơ quan chủ trì"], first["Sản phẩm"]) == (1, "Văn phòng Sở; Thanh tra Sở", "Đề án")
    assert first["Hạn cuối"] == datetime(2024, 6, 29)
    assert [row["TT"] for row in others] == [2, 3]


def test_due_days_in_order():
    """Deadlines stand in order of their days; a weekly one once, with its first day."""
    found = rows(book(*small())["Nhiệm vụ đến hạn"])
    assert [(row["Ngày đến hạn"], row["Định kỳ"]) for row in found] == [
        (datetime(2024, 3, 8), "Có"),
        (datetime(2024, 6, 29), None),
    ]


def test_findings_have_both_quotes():
    """A clash between two documents stands with the words of both."""
    (row,) = rows(book(*small())["Phát hiện"])
    assert row["Mức độ"] == "Cảnh báo"
    assert (row["Trích dẫn"], row["Trích dẫn đối chiếu"]) == ("xếp thứ 2/20 0", "xếp thứ 2/20 0")
    assert (row["Văn bản"], row["Văn bản đối chiếu"]) == ("a.pdf", "b.txt")


def test_links_lead_to_document_and_page():
    """A document's cell is a link where there is one, with the page in the next cell."""
    found = book(*small(), links=lambda document, page: f"../{document}#page={page}" if page else None)
    sheet = found["Phân công nhiệm vụ"]
    cell = sheet.cell(2, [head.value for head in sheet[1]].index("Văn bản") + 1)
    assert (cell.value, cell.hyperlink.target, cell.hyperlink.location) == ("a.pdf", "..\\a.pdf", "page=2")
    assert sheet.cell(2, cell.column + 1).value == 2
    assert all(cell.hyperlink is None for row in book(*small())["Phân công nhiệm vụ"] for cell in row)


def test_colours_for_what_is_wanting():
    """Shares, changes, missing leads and findings are coloured by rules that a reader can change."""
    found = book(*small())
    kinds = {
        name: {rule.type for each in found[name].conditional_formatting for rule in each.rules}
        for name in ("So sánh điểm", "Xếp hạng", "Phân công nhiệm vụ", "Phát hiện")
    }
    assert kinds["So sánh điểm"] == {"colorScale", "cellIs"}
    assert kinds["Xếp hạng"] == {"cellIs"}
    assert kinds["Phân công nhiệm vụ"] == {"containsBlanks", "cellIs"}
    assert kinds["Phát hiện"] == {"cellIs"}


def test_the_same_comparison_makes_the_same_file():
    """Two workbooks of one comparison are the same bytes."""
    assert content(*small()) == content(*small())


def test_more_links_than_the_format_allows(monkeypatch):
    """Beyond what the format allows, documents stand without a link."""
    monkeypatch.setattr(workbook, "MOST_LINKS", 1)
    sheet = book(*small(), links=lambda _document, _page: "a.pdf")["Phân công nhiệm vụ"]
    assert sum(cell.hyperlink is not None for row in sheet for cell in row) == 1


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_reads_it(tmp_path):
    """LibreOffice reads the workbook: the sheet of tasks comes out with the same cells."""
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(content(*small()))
    number = [sheet.name for sheet in SHEETS].index("Phân công nhiệm vụ") + 1
    wanted = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{number}"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    call = ["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", str(tmp_path), str(path)]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    (made,) = tmp_path.glob("*.csv")
    found = list(csv.DictReader(made.read_text("utf-8").splitlines()))
    assert [row["Nội dung nhiệm vụ"] for row in found] == [
        *("Sắp xếp các phòng", "Họp giao ban tuần", "Tăng cường phối hợp"),
    ]
    assert found[0]["Hạn cuối"] == "29/06/2024"
