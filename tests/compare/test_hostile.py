"""A hostile document changes nothing but its own text."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pipeline.compare.calendars import EVERYBODY, build_calendars, file_name
from pipeline.compare.comparison import compare_records
from pipeline.compare.recurrence import Window
from pipeline.compare.texts import shown
from pipeline.compare.workbook import build_workbook
from pipeline.core.record import Finding
from pipeline.exporters.frames import write_frames
from tests.compare.paper import Paper

STAMP = datetime(2024, 7, 1, tzinfo=UTC)
YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))
EVIL = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://example.invalid","x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\u202eđảo ngược\u202e",
    "\u2067không đóng",
    "D" * 40_000,
    "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:gia",
    "http://example.invalid/a",
    "{=1+1}",
    "a\x00b\x1bc\ufffe",
)


def clean():
    """Return an honest document."""
    paper = Paper("sach.txt", subject="Kế hoạch năm 2024").score(8, 10, area="apparatus").rank(2, 20)
    return paper.task("Sắp xếp các phòng", "Văn phòng Sở", due="2024-06-29", product="Đề án")


def hostile():
    """Return a document of another department with something hostile in every field."""
    paper = Paper("=doc.txt", "Sở Y tế", subject=EVIL[0], number=EVIL[1])
    for text in EVIL:
        paper.score(1, 2, label=text, area="impact", index="DDCI", index_name=text)
        paper.task(text, text, due="2024-06-30", product=text, funding=text, section=[text], area="impact")
        paper.task(text, text, rrule="FREQ=MONTHLY")
    paper.task("Sai quy tắc", "Văn phòng Sở", rrule="FREQ=SECONDLY").task("Sai ngày", due="2024-02-31")
    place = paper.line(EVIL[0])
    paper.findings.append(Finding(code="value_suspect", severity="warning", message=EVIL[1], evidence=[place]))
    return paper


def comparison(*papers):
    """Return documents side by side."""
    return compare_records((paper.record() for paper in papers), YEAR)


def test_the_rows_of_the_others_stay():
    """What the frames say of the honest document is the same with the hostile one beside it."""
    alone, beside = comparison(clean()).frames(), comparison(clean(), hostile()).frames()
    for name, frame in alone.items():
        if "document" in frame:
            own = beside[name][beside[name]["document"] == "sach.txt"].reset_index(drop=True)
            assert own.equals(frame), name


def test_no_cell_is_a_formula():
    """No cell of the workbook is a formula, a link or a number where the document has a text."""
    book = openpyxl.load_workbook(BytesIO(build_workbook(comparison(clean(), hostile()), STAMP)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(cell.hyperlink is None for cell in cells)
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert any(text.startswith("=HYPERLINK") for text in texts)
    assert any(text == EVIL[0] for text in texts)
    assert max(map(len, texts)) <= 32_767
    assert not any(re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", text) for text in texts)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_finds_no_formula(tmp_path):
    """LibreOffice reads the hostile workbook and finds no formula and no error in it."""
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(build_workbook(comparison(clean(), hostile()), STAMP))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    call = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(path)]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    text = path.with_suffix(".fods").read_text("utf-8")
    assert "Sắp xếp các phòng" in text
    assert "table:formula" not in text
    assert "#NAME?" not in text and "Err:" not in text


def test_calendars_hold_no_event_of_the_text():
    """Line ends and keywords in a text make no event; every file is read back whole."""
    found = comparison(clean(), hostile())
    calendars = dict(build_calendars(found, STAMP))
    events = Calendar.from_ical(calendars[EVERYBODY]).walk("VEVENT")
    assert len(events) == 1 + 2 * len(EVIL)
    assert not any(str(event["UID"]) == "gia" for event in events)
    for content in calendars.values():
        assert Calendar.from_ical(content).to_ical()
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", content.decode())


def test_names_of_calendar_files_are_plain():
    """A unit's name can't lead out of the folder, nor be too long or empty."""
    for text in (*EVIL, "../../etc/passwd", "", ".", "CON"):
        name = file_name(text, f"id {text}")
        assert re.fullmatch(r"[a-z0-9-]{1,80}", name)


def test_csv_and_parquet(tmp_path):
    """A spreadsheet takes no text of the CSV for a formula; Parquet gives back the very texts."""
    frames = comparison(clean(), hostile()).frames()
    write_frames(frames, tmp_path, parquet=True)
    for name, frame in frames.items():
        text = (tmp_path / f"{name}.csv").read_text("utf-8-sig")
        read = list(csv.reader(io.StringIO(text, newline="")))
        assert len(read) == len(frame) + 1, name
        texts = [place for place, column in enumerate(frame.columns) if frame[column].dtype == "str"]
        assert not any(row[place].startswith(("=", "+", "-", "@")) for row in read[1:] for place in texts)
        pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / f"{name}.parquet"), frame)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_text_can_be_shown(text):
    """Whatever a task says, workbook and calendar are made and read back, with one event."""
    paper = Paper().task(text, due="2024-05-01")
    found = comparison(paper)
    openpyxl.load_workbook(BytesIO(build_workbook(found, STAMP)))
    (event,) = Calendar.from_ical(dict(build_calendars(found, STAMP))[EVERYBODY]).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"Hạn: {shown(text, 150)}"
