"""A folder of records side by side, and the command."""

from __future__ import annotations

import re
import runpy
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from icalendar import Calendar

import pipeline
from pipeline.batch.comparison import ComparisonOptions, compare_folder, links_to
from pipeline.cli import run_command
from pipeline.compare.comparison import FRAMES
from pipeline.compare.dictionary import dictionary_text
from pipeline.compare.recurrence import Window
from pipeline.core.errors import UsageError
from pipeline.exporters.records import encode_record

ROOT = Path(__file__).parent.parent.parent
STAMP = datetime(2024, 7, 1, tzinfo=UTC)
SAMPLES = len(list((ROOT / "corpus/samples").iterdir()))  # one of them is secret


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """The samples, extracted."""
    folder = tmp_path_factory.mktemp("out")
    pipeline.extract_folder([ROOT / "corpus/samples"], folder)
    return folder


@pytest.fixture
def call(capsys, monkeypatch):
    """Call the command line; return its exit code, standard output and standard error."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments):
        code = run_command([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def content(folder):
    """Return every file of a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_report_folder(out, tmp_path):
    """The report has every frame, the dictionary, the workbook and the calendars; the same ones when made again."""
    for name in ("one", "two"):
        compare_folder(out, tmp_path / name, ComparisonOptions(stamp=STAMP))
    one, two = content(tmp_path / "one"), content(tmp_path / "two")
    assert one == two
    assert {name for name in one if name.startswith("frames/")} == {f"frames/{name}.csv" for name in FRAMES}
    assert {"dictionary.md", "workbook.xlsx", "calendars/tat-ca.ics"} <= one.keys()
    assert len([name for name in one if name.endswith(".ics")]) > 50
    assert "bt-ubnd-2023-cong-van" not in one["frames/documents.csv"].decode()


def test_every_row_is_grounded(out):
    """Each row of an item quotes its document: every piece of the quote stands in the document's text."""
    texts = {record.id: " ".join(record.text.split()) for record in pipeline.batch.comparison.read_records(out)}
    comparison = compare_folder(out, out.parent / "grounded", ComparisonOptions(stamp=STAMP))
    counted = 0
    for name in FRAMES:
        for row in getattr(comparison, name):
            if hasattr(row, "quote"):
                counted += 1
                assert all(piece in texts[row.document_id] for piece in row.quote.split(" … ")), (name, row.quote)
    assert counted > 3000


def test_frames_on_disk(out, tmp_path):
    """CSV and Parquet have the rows of the frames."""
    frames = compare_folder(out, tmp_path, ComparisonOptions(parquet=True, stamp=STAMP)).frames()
    for name, frame in frames.items():
        assert len(pd.read_csv(tmp_path / f"frames/{name}.csv")) == len(frame)
        pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / f"frames/{name}.parquet"), frame)


def test_parquet_needs_pyarrow(out, tmp_path, monkeypatch):
    """Without pyarrow, asking for Parquet is told in one sentence, and no frame is written."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pyarrow"):
        compare_folder(out, tmp_path / "report", ComparisonOptions(parquet=True))
    assert not (tmp_path / "report").exists()


def test_command(call, out, tmp_path):
    """The command writes the report, tells what came out and what was left out, in both languages."""
    code, told, error = call("compare", out, "-o", tmp_path / "r", "--from", "2024-01-01", "--to", "2024-12-31")
    assert (code, error) == (0, "")
    assert re.match(rf"{SAMPLES - 1} documents, \d+ tasks, \d+ losses, \d+ findings between documents\.\n", told)
    assert "Left out as secret: 1" in told
    code, told, _ = call("compare", out, "-o", tmp_path / "r", "--with-secret", "--lang", "vi")
    assert code == 0 and told.startswith(f"{SAMPLES} văn bản, ") and "bí mật" not in told


def test_window_of_the_command(call, out, tmp_path):
    """Recurring deadlines are repeated over the days that are asked for."""
    call("compare", out, "-o", tmp_path, "--from", "2024-06-01", "--to", "2024-06-30")
    rows = pd.read_csv(tmp_path / "frames/deadlines.csv", parse_dates=["printed"])
    recurring = rows[rows["rrule"].notna()]
    assert recurring["printed"].between("2024-06-01", "2024-06-30").all()
    assert len(recurring) > 50


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["OUT", "-o", "r", "--from", "2024-01-01"], "both --from and --to"),
        (["OUT", "-o", "r", "--from", "2024-02-01", "--to", "2024-01-01"], "ends"),
        (["OUT", "-o", "r", "--from", "2024-02-30", "--to", "2024-03-01"], "--from"),
        (["nowhere", "-o", "r"], "no records in nowhere"),
        (["OUT", "-o", "r", "--sources", "nowhere"], "no folder nowhere"),
        (["OUT"], "--report"),
    ],
)
def test_wrong_calls(call, out, tmp_path, monkeypatch, arguments, message):
    """A wrong call is told in one line, exits with 2 and writes nothing."""
    monkeypatch.chdir(tmp_path)
    code, told, error = call("compare", *(out if argument == "OUT" else argument for argument in arguments))
    assert (code, told, error.count("\n")) == (2, "", 1)
    assert message in error
    assert not list(tmp_path.iterdir())


def test_what_is_no_record(call, tmp_path):
    """A JSON file that is no record is named."""
    (tmp_path / "records").mkdir()
    (tmp_path / "records/a.json").write_text("{}")
    code, _, error = call("compare", tmp_path, "-o", tmp_path / "r")
    assert code == 2 and "a.json is no record" in error


def test_a_report_that_can_t_be_written(call, out, tmp_path):
    """A report folder whose name is taken by a file is told as such."""
    (tmp_path / "taken").write_text("")
    code, _, error = call("compare", out, "-o", tmp_path / "taken")
    assert code == 2 and "can't be written" in error


def test_links_lead_to_the_sources(out, tmp_path):
    """With the folder of the documents, cells link to the files there, of a PDF to the page."""
    compare_folder(out, tmp_path, ComparisonOptions(sources=ROOT / "corpus/samples", stamp=STAMP))
    sheet = openpyxl.load_workbook(tmp_path / "workbook.xlsx")["Phân công nhiệm vụ"]
    links = [cell.hyperlink for row in sheet for cell in row if cell.hyperlink]
    targets = {(tmp_path / link.target.replace("\\", "/")).resolve() for link in links}
    assert targets and all(target.is_file() for target in targets)
    assert {link.location for link in links if link.target.endswith(".pdf")} >= {"page=1", "page=2"}


def test_links_of_odd_names(tmp_path):
    """Blanks, letters with tones and marks in a file's name are escaped; a file that is not there has no link."""
    (tmp_path / "kế hoạch #1 50%.pdf").write_text("")
    link = links_to(tmp_path, tmp_path / "report")
    assert link("kế hoạch #1 50%.pdf", 3) == "../k%E1%BA%BF%20ho%E1%BA%A1ch%20%231%2050%25.pdf#page=3"
    assert link("mất.pdf", 1) is None


def test_recurring_days_of_all_samples_agree(out):
    """Of every sample's recurring deadline, the calendar's first day is in the frame."""
    window = Window(date(2018, 1, 1), date(2032, 12, 31))
    comparison = compare_folder(out, out.parent / "agree", ComparisonOptions(window, stamp=STAMP))
    events = Calendar.from_ical((out.parent / "agree/calendars/tat-ca.ics").read_bytes()).walk("VEVENT")
    days = {(row.document_id[:24], row.item_id, row.printed) for row in comparison.deadlines if row.rrule}
    recurring = [event for event in events if "RRULE" in event]
    assert len(recurring) > 80
    for event in recurring:
        document, item, _ = str(event["UID"]).split("-")
        start = event["DTSTART"].dt
        assert (document, item, start.date() if isinstance(start, datetime) else start) in days


SCRIPTS = {
    "who_can_be_compared.py": ([], "chỉ so sánh tỷ lệ phần trăm"),
    "lost_points_without_a_task.py": ([], "points answered"),
    "due_in_a_month.py": (["2024-06"], "Văn phòng Sở"),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_worked_examples_run(name, out, monkeypatch, capsys):
    """Each script of `docs` runs on the extracted samples and prints what it promises."""
    arguments, words = SCRIPTS[name]
    monkeypatch.setattr(sys, "argv", [name, str(out), *arguments])
    runpy.run_path(str(ROOT / "docs" / name), run_name="__main__")
    told = capsys.readouterr().out
    assert words in told and len(told.splitlines()) > 10


def test_all_scripts_are_run():
    """No script of `docs` is left out of the tests."""
    assert {path.name for path in (ROOT / "docs").glob("*.py")} == SCRIPTS.keys()


def test_data_dictionary_is_that_of_the_code():
    """The committed dictionary is the one that the code makes, with every frame and column."""
    text = (ROOT / "docs/data-dictionary.md").read_text("utf-8")
    assert text == dictionary_text(), "copy dictionary.md of a report to docs/data-dictionary.md"
    assert all(f"## `{name}`" in text for name in FRAMES)


def test_a_repeated_record_of_a_folder_counts_once(out, tmp_path):
    """The same record in two files is one document with a twin."""
    record = next(record for record in pipeline.batch.comparison.read_records(out) if record.header.number.value)
    (tmp_path / "records").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"records/{name}.json").write_bytes(encode_record(record))
    assert compare_folder(tmp_path, tmp_path / "r").twins == 1
