"""The package of the learned model as it is committed, and as it is installed."""

from __future__ import annotations

import ast
import re
import tomllib
from glob import glob
from pathlib import Path

import pytest
import spacy
from spacy.util import load_config

import pipeline.annotate.model
from pipeline import extract
from pipeline.annotate.model import PACKAGE, load_model, model_name
from pipeline.evaluate.grounding import ungrounded
from tests.models.installed import DATA, needs_model
from tests.samples import PLAN

ROOT = Path(__file__).parent.parent.parent
HOME = ROOT / "models" / PACKAGE
CODE = (".py", ".pyc")
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")


def committed_version():
    """Return the version that the package's module says."""
    tree = ast.parse((DATA / "__init__.py").read_text("utf-8"))
    values = [node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "__version__"]
    return ast.literal_eval(values[0])


def test_data_is_small():
    """All data of the package together are at most 15 MB."""
    sizes = {path.relative_to(DATA): path.stat().st_size for path in DATA.rglob("*") if path.is_file()}
    assert Path("task/meta.json") in sizes
    assert sum(sizes.values()) <= 15_000_000


def test_data_are_packaged():
    """What the package loads is named in its data, and its version is that of its module."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"][PACKAGE]
    # As setuptools reads the patterns: behind `**` files, too.
    packaged = {Path(name) for each in patterns for name in glob(each, root_dir=DATA, recursive=True)}  # noqa: PTH207
    files = {path.relative_to(DATA) for path in DATA.rglob("*") if path.is_file() and path.suffix not in CODE}
    assert files <= packaged
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": f"{PACKAGE}.__version__"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", committed_version())


def test_package_names_no_place_of_training():
    """The model's configuration has no path: those of its training are of one machine and of one run."""
    paths = load_config(DATA / "task" / "config.cfg")["paths"]
    assert {"train", "dev"} <= paths.keys()
    assert not any(paths.values())


def test_model_is_of_the_pinned_library():
    """The model asks for a version of spaCy in which the pinned one lies."""
    meta = (DATA / "task" / "meta.json").read_text("utf-8")
    low, high = re.findall(r'"spacy_version": ?">=(\d+\.\d+)[\d.]*,<(\d+\.\d+)', meta)[0]
    for lock in LOCKS:
        pinned = re.findall(r"^spacy==(\d+\.\d+)", lock.read_text("utf-8"), re.M)[0]
        assert parts(low) <= parts(pinned) < parts(high)


def parts(version):
    """Return a version as numbers."""
    return [int(part) for part in version.split(".")]


def test_committed_model_loads():
    """The committed model has the labels that the rules ask for, and reads a clause with its own tokenizer."""
    assert pipeline.annotate.model.PACKAGE == PACKAGE
    nlp = spacy.load(DATA / "task")
    assert nlp.pipe_names == ["vanban_cues", "ner", "textcat"]
    assert {"LEAD", "SUPPORT", "DEADLINE"} <= set(nlp.get_pipe("ner").labels)
    doc = nlp("Đề nghị Sở Y tế rà soát quy chế làm việc.")
    assert doc.text == "Đề nghị Sở Y tế rà soát quy chế làm việc."
    assert doc.cats.keys() == {"directive", "other"}
    assert sum(doc.cats.values()) == pytest.approx(1)


@needs_model
def test_installed_model_is_the_committed_one():
    """The installed package has the committed version, and is loaded once."""
    assert model_name() == f"{PACKAGE}/{committed_version()}"
    assert load_model() is load_model() is not None


@needs_model
def test_record_with_the_installed_model(tmp_path):
    """Asked about items of unknown verbs, the model names who leads; the record is valid, grounded and names it."""
    items = (
        "- Trung tâm Tin học gom nhặt phiếu khảo sát trong toàn ngành, xong trước ngày 30/4/2024.",
        "- Phòng Kế hoạch - Tài chính lo toan kinh phí cho các đơn vị trực thuộc Sở.",
    )
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.replace("\nNơi nhận", "\n".join((*items, "", "Nơi nhận"))), encoding="utf-8")
    record = extract(path)
    assert type(record).model_validate(record.model_dump()) == record
    assert list(ungrounded(record.model_dump())) == []
    assert record.producer.model == model_name()
    leads = {org.raw for task in record.tasks for org in task.lead}
    bare = {org.raw for task in extract(path, use_model=False).tasks for org in task.lead}
    assert (leads - bare) & {"Trung tâm Tin học", "Phòng Kế hoạch - Tài chính"}
