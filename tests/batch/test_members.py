"""Archives and mails in a run."""

from __future__ import annotations

import json
import tempfile

import pytest

from pipeline import extract_folder
from pipeline.core.outcome import Status
from pipeline.settings import Settings
from tests.readers.test_containers import mail, zipped
from tests.samples import PLAN


def test_documents_in_archives_and_mails_have_records_of_their_own(tmp_path) -> None:
    """Each is named by its path through the container, in the record, in the report and on disk."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped({"văn bản/kế hoạch.txt": PLAN, "hỏng.docx": b"PK\x03\x04" + b"\x00" * 40}))
    (folder / "thư.eml").write_bytes(bytes(mail(plan_txt=PLAN.encode())))
    (folder / "z.txt").write_text(PLAN, encoding="utf-8")
    report = extract_folder(folder, tmp_path / "out")
    assert [(outcome.path, outcome.status) for outcome in report.outcomes] == [
        ("a.zip/văn bản/kế hoạch.txt", Status.DONE),
        ("a.zip/hỏng.docx", Status.FAILED),
        ("thư.eml/plan.txt", Status.DONE),
        ("z.txt", Status.DONE),
    ]
    record = json.loads((tmp_path / "out/records/a.zip/văn bản/kế hoạch.txt.json").read_text("utf-8"))
    assert record["source"]["path"] == "a.zip/văn bản/kế hoạch.txt"
    assert record["header"]["number"]["value"] == "57/KH-SNV"
    assert report.exit_code == 1


def test_a_container_without_anything_in_it_is_empty(tmp_path) -> None:
    """An empty archive and a bomb have one line each; the run goes on and leaves no files behind."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped({}))
    bomb = zipped({"a.txt": "một"})
    for _ in range(6):
        bomb = zipped({"a.zip": bomb})
    (folder / "b.zip").write_bytes(bomb)
    (folder / "c.txt").write_text(PLAN, encoding="utf-8")
    report = extract_folder(folder, tmp_path / "out", Settings(language="vi"))
    assert [(outcome.path, outcome.category) for outcome in report.outcomes] == [
        ("a.zip", "empty"),
        ("b.zip", "unreadable"),
        ("c.txt", None),
    ]
    assert "lồng nhau" in (report.outcomes[1].message or "")


def test_nothing_stays_in_the_temporary_folder(tmp_path, monkeypatch) -> None:
    """Unpacked members are gone after the run, also where it is stopped in the middle."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped({f"{number}.txt": PLAN for number in range(20)}))

    def stop(outcome, total) -> None:
        assert list(temporary.iterdir())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_folder(folder, tmp_path / "out", watcher=stop)
    assert list(temporary.iterdir()) == []
