"""Runs over many files."""

from __future__ import annotations

import csv
import io
import json
import weakref

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

import pipeline.batch.folder
import pipeline.run
from pipeline import extract_folder
from pipeline.core.errors import UsageError
from pipeline.core.outcome import Status
from pipeline.core.record import Record
from pipeline.exporters.columns import TABLES
from pipeline.settings import Settings
from tests.samples import ARTICLE, PLAN


def image_only_pdf() -> bytes:
    """Return a page that is one picture."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.drawImage(ImageReader(Image.new("L", (600, 800), 200)), 0, 0, 595, 842)
    page.save()
    return buffer.getvalue()


def encrypted_pdf() -> bytes:
    """Return a page behind a password."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, encrypt="mat-khau")
    page.drawString(100, 700, "Noi dung")
    page.save()
    return buffer.getvalue()


@pytest.fixture
def saboteurs(tmp_path):
    """A folder with one good document among files that can't be extracted."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(PLAN, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Cat")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 40)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.md").write_text(" \n\n ")
    (folder / "encrypted.pdf").write_bytes(encrypted_pdf())
    (folder / "scan.pdf").write_bytes(image_only_pdf())
    (folder / "named-wrongly.pdf").write_text(PLAN, encoding="utf-8")
    (folder / "program.docx").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    with (folder / "large.txt").open("wb") as large:
        large.truncate(50 * 1024 * 1024)
    return folder


def test_saboteurs_fail_alone(saboteurs, tmp_path):
    """Every bad file ends with its own category and one line, and the good ones are done."""
    report = extract_folder(saboteurs, tmp_path / "out")
    categories = {outcome.path: outcome.category for outcome in report.outcomes}
    assert categories == {
        "blank.md": "empty",
        "broken.docx": "unreadable",
        "broken.pdf": "unreadable",
        "empty.txt": "empty",
        "encrypted.pdf": "encrypted",
        "gone.txt": "unreadable",
        "good.txt": None,
        "large.txt": "too_large",
        "named-wrongly.pdf": None,
        "program.docx": "unsupported_format",
        "scan.pdf": "no_text",
    }
    assert report.exit_code == 1
    assert all("\n" not in (outcome.message or "") for outcome in report.outcomes)
    assert all(outcome.message for outcome in report.failures)
    assert next(outcome.status for outcome in report.outcomes if outcome.path == "scan.pdf") is Status.NEEDS_OCR


def test_nothing_half_written_is_left(saboteurs, tmp_path):
    """After a run with failures there are only whole records, tables and the report."""
    out = tmp_path / "out"
    extract_folder(saboteurs, out)
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    tables = {f"tables/{table.name}.csv" for table in TABLES}
    assert files == {"run.json", "review.csv", "records/good.txt.json", "records/named-wrongly.pdf.json", *tables}
    assert all(Record.model_validate_json((out / name).read_bytes()) for name in files if name.startswith("records"))


def test_run_json_lists_every_file(saboteurs, tmp_path):
    """The report has the keys of the contract, and points at records that are there."""
    out = tmp_path / "out"
    extract_folder(saboteurs, out)
    run = json.loads((out / "run.json").read_text("utf-8"))
    assert {"schema_version", "producer", "started", "finished", "settings", "documents"} <= run.keys()
    keys = {"path", "sha256", "status", "category", "stage", "message", "pages", "seconds", "record"}
    assert all(document.keys() == keys for document in run["documents"])
    records = [document["record"] for document in run["documents"] if document["status"] == "done"]
    assert len(records) == 2
    assert all((out / record).is_file() for record in records)


def test_article_is_no_document(tmp_path):
    """A readable text without number, title and signer gets a record with an empty header and a warning."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    report = extract_folder(tmp_path / "article.txt", tmp_path / "out")
    assert [(one.status, one.category) for one in report.outcomes] == [(Status.DONE_WITH_WARNINGS, "not_a_document")]
    header = json.loads((tmp_path / "out/records/article.txt.json").read_text("utf-8"))["header"]
    assert not any(header.values())
    assert report.exit_code == 0


def test_crash_of_an_extractor_stops_one_document(tmp_path, monkeypatch):
    """A defect in an extractor is told with its stage and place, and the next document is done."""

    def crash(document, doc):
        if "bad" in document.source.path:
            raise ZeroDivisionError("division\nby zero")
        return iter(())

    monkeypatch.setattr(pipeline.run, "EXTRACTORS", (crash,))
    for name in ("bad.txt", "good.txt"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    report = extract_folder(tmp_path, tmp_path / "out")
    bad, good = report.outcomes
    assert (bad.status, bad.category, bad.stage) == (Status.FAILED, "crashed", "extract")
    assert "ZeroDivisionError: division, test_folder.py:" in bad.message
    assert good.is_success


def test_out_of_memory_stops_one_document(tmp_path, monkeypatch):
    """A document that needs more memory than there is fails by that category."""

    def hungry(source):
        raise MemoryError

    monkeypatch.setattr(pipeline.run, "build_document", hungry)
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (outcome,) = extract_folder(tmp_path, tmp_path / "out").outcomes
    assert (outcome.category, outcome.stage) == ("out_of_memory", "structure")


def test_document_that_takes_too_long_stops_alone(tmp_path, monkeypatch):
    """A document over the time limit fails with the stage that was at work, and the next is done."""
    quick = pipeline.run.build_document

    def slow(source):
        while "slow" in source.path:
            pass
        return quick(source)

    monkeypatch.setattr(pipeline.run, "build_document", slow)
    for name in ("slow.txt", "ta.txt"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    first, second = extract_folder(tmp_path, tmp_path / "out", Settings(timeout=1)).outcomes
    assert (first.status, first.category, first.stage) == (Status.FAILED, "timeout", "structure")
    assert second.status is Status.DONE


def test_record_that_cannot_be_written_fails_alone(tmp_path):
    """Where a folder stands in the record's place, that document fails and the others are written."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text(PLAN, encoding="utf-8")
    (tmp_path / "out/records/a.txt.json").mkdir(parents=True)
    first, second = extract_folder(tmp_path / "in", tmp_path / "out").outcomes
    assert (first.category, first.stage, first.record) == ("write_failed", "write", None)
    assert second.status is Status.DONE


def test_interrupted_run_leaves_a_valid_report(tmp_path):
    """Stopped by the user, a run keeps what is done and says that it was stopped."""
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")

    def stop(outcome, total):
        if outcome.path == "b.txt":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_folder(tmp_path, tmp_path / "out", watcher=stop)
    run = json.loads((tmp_path / "out/run.json").read_text("utf-8"))
    assert run["interrupted"] is True
    assert [document["path"] for document in run["documents"]] == ["a.txt", "b.txt"]
    table = (tmp_path / "out/tables/documents.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["document"] for row in rows] == ["a.txt", "b.txt"]


def test_second_run_gives_the_same_bytes(tmp_path):
    """Extracting the same document again gives the same record, ids included."""
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    record = tmp_path / "out/records/a.txt.json"
    extract_folder(tmp_path / "a.txt", tmp_path / "out")
    first = record.read_bytes()
    extract_folder(tmp_path / "a.txt", tmp_path / "out")
    assert record.read_bytes() == first


def test_long_vietnamese_name_is_written(tmp_path):
    """A file name at the limit of the file system still gets a record."""
    name = "ế" * 83 + ".txt"
    (tmp_path / name).write_text(PLAN, encoding="utf-8")
    (outcome,) = extract_folder(tmp_path, tmp_path / "out").outcomes
    assert outcome.status is Status.DONE
    assert (tmp_path / "out" / outcome.record).is_file()


def test_output_that_is_a_file_is_a_usage_error(tmp_path):
    """An output folder that can't be made is told before anything is read."""
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "out").write_text("here already")
    with pytest.raises(UsageError, match="out"):
        extract_folder(tmp_path / "a.txt", tmp_path / "out")


def test_tables_can_be_left_out(tmp_path):
    """Without tables a run writes records and the report only."""
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    extract_folder(tmp_path / "a.txt", tmp_path / "out", Settings(tables=False))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["records", "run.json"]


def test_messages_follow_the_language(tmp_path):
    """In Vietnamese, what went wrong is told in Vietnamese."""
    (tmp_path / "a.txt").write_bytes(b"")
    (outcome,) = extract_folder(tmp_path / "a.txt", tmp_path / "out", Settings(language="vi")).outcomes
    assert outcome.message == "Tệp rỗng."


def test_one_document_of_a_run_is_not_kept(tmp_path, monkeypatch):
    """Records are written and let go, so that memory does not grow with the number of documents."""
    alive = []
    written = pipeline.batch.folder.write_record

    def watched(record, target):
        assert all(reference() is None for reference in alive[:-1])
        alive.append(weakref.ref(record))
        written(record, target)

    monkeypatch.setattr(pipeline.batch.folder, "write_record", watched)
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(PLAN, encoding="utf-8")
    report = extract_folder(tmp_path, tmp_path / "out")
    assert len(report.outcomes) == len(alive) == 4
