"""The stages in order, for one document."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import choices
from string import ascii_lowercase

import pytest

import pipeline.run
from pipeline import Record, extract
from pipeline.annotate import build_nlp
from pipeline.core.errors import CrashedError, EmptyFileError, OutOfMemoryError, UnreadableError
from pipeline.evaluate.grounding import ungrounded
from pipeline.extractors import EXTRACTORS
from tests.samples import ARTICLE, PLAN


@pytest.fixture
def plan(tmp_path):
    """A plan as a text file."""
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_file_becomes_a_record(plan):
    """The record has the header of the document and every quote stands in its text."""
    record = extract(plan)
    assert isinstance(record, Record)
    assert (record.header.number.value, record.header.date.value) == ("57/KH-SNV", "2024-03-14")
    assert record.header.signer.name == "Trần Văn Mẫu"
    assert [reference.number for reference in record.references] == ["318/QĐ-UBND"]
    assert list(ungrounded(record.model_dump())) == []


def test_path_of_the_record_can_be_given(plan):
    """The record names the file as the caller does, else by its name."""
    assert extract(str(plan)).source.path == "plan.txt"
    assert extract(plan, "2024/plan.txt").source.path == "2024/plan.txt"


def test_readable_file_that_is_no_document(tmp_path):
    """An article keeps its text and gets an empty header."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    record = extract(path)
    assert "gian hàng" in record.text
    assert record.header == type(record.header)()


def test_missing_file_is_unreadable(tmp_path):
    """A file that is not there is an error of the document."""
    with pytest.raises(UnreadableError):
        extract(tmp_path / "nowhere.txt")


def test_empty_file_keeps_its_own_error(tmp_path):
    """What a reader says about a file is not wrapped in anything."""
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(EmptyFileError):
        extract(tmp_path / "a.txt")


@pytest.mark.parametrize("name", ["read_document", "build_document", "annotate", "assemble", "add_findings"])
@pytest.mark.parametrize(("raised", "expected"), [(KeyError("x"), CrashedError), (MemoryError(), OutOfMemoryError)])
def test_defects_name_their_stage(plan, monkeypatch, name, raised, expected):
    """Whatever a stage raises becomes an error of the document that keeps its cause."""

    def fail(*_):
        raise raised

    monkeypatch.setattr(pipeline.run, name, fail)
    with pytest.raises(expected) as caught:
        extract(plan)
    stages = {"read_document": "read", "build_document": "structure", "add_findings": "check"}
    assert caught.value.stage == stages.get(name, name)
    assert caught.value.__cause__ is raised


def test_words_of_a_long_run_are_forgotten(tmp_path):
    """Documents full of new words do not make the vocabulary grow without end."""
    path = tmp_path / "a.txt"
    sizes = []
    for number in range(8):
        words = " ".join("".join(choices(ascii_lowercase, k=9)) for _ in range(20_000))
        path.write_text(f"{PLAN}\n{number} {words}\n", encoding="utf-8")
        extract(path)
        sizes.append(len(build_nlp().vocab.strings))
    assert max(sizes) < 100_000


def test_extractors_are_functions():
    """Every extractor is called with the document and its annotation, and there is at least one."""
    assert EXTRACTORS
    assert all(map(callable, EXTRACTORS))


def test_findings_carry_page_and_box(tmp_path):
    """A check sees only the record, which knows no pages; its findings get them from the document."""
    record = extract("corpus/samples/bt-ubnd-2024-quyet-dinh.txt")
    assert all(span.page is None for finding in record.findings for span in finding.evidence)
    pages = [
        span.page
        for sample in sorted(Path("corpus/samples").glob("*.pdf"))
        for finding in extract(sample).findings
        for span in finding.evidence
    ]
    assert pages
    assert all(page is not None for page in pages)


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_runs_are_alike(tmp_path, seed):
    """An index and an area that have the same name are told apart alike in every process."""
    path = tmp_path / "plan.txt"
    sentence = "Trong đó, Chỉ số hài lòng chỉ đạt 88,,74%, xếp thứ 3/3 khối."
    path.write_text(PLAN.replace("2. Các phòng", f"{sentence}\n\n2. Các phòng"), encoding="utf-8")
    script = "import sys; from pipeline.run import extract; print(*[r.index for r in extract(sys.argv[1]).rankings])"
    command = [sys.executable, "-c", script, str(path)]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["PAR_INDEX", "SIPAS"]
