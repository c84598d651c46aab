"""The measure of robustness."""

from __future__ import annotations

import json
import shutil

import pytest

from corpus import robustness
from corpus.robustness import MISREAD, TONELESS, VARIANTS, error_table, is_misreading, main, measure
from corpus.tools.model import load
from pipeline.evaluate.fields import compare_document
from pipeline.evaluate.likeness import STRICT


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ("ke hoach so 12", "ke hoaeh so l2", True),
        ("hoan thanh truoc 30/6/2024", "hoan thanb truoc 3o/6/2024", True),
        ("hoan thanh truoc 30/6/2024", "hoan thanh truoc 30/8/2024", False),
        ("hoan thanh truoc 30/6/2024", "hoan thanh truoc 30/6", False),
        ("so noi vu", "5o noi vu", True),
        ("so y te", "so tai chinh", False),
    ],
)
def test_misreadings(gold, found, expected):
    """Words may differ in one letter of seven; figures must be there, as such or as look-alikes."""
    assert is_misreading(gold, found) is expected


GOLD = {
    "header": {"date": {"value": "2024-03-14"}, "number": {"value": "57/QĐ-SNV"}, "signer": {"name": "Trần Văn Mẫu"}},
    "tasks": [{"anchor": "Rà soát quy chế làm việc", "lead": ["Văn phòng Sở"], "deadlines": []}],
}


def record(number, name, text, lead):
    """Return a record as JSON."""
    header = {"date": {"value": "2024-03-14"}, "number": {"value": number}, "signer": {"name": name}}
    return {"header": header, "tasks": [{"text": text, "lead": [{"raw": lead}], "deadlines": []}]}


@pytest.mark.parametrize(
    ("likeness", "found", "errors"),
    [
        (STRICT, record("57/QĐ-SNV", "Trần Văn Mẫu", "Rà soát quy chế làm việc", "Văn phòng Sở"), 0),
        (STRICT, record("57/QD-SNV", "Tran Van Mau", "Ra soat quy che lam viec", "Van phong So"), 6),
        (TONELESS, record("57/QD-SNV", "Tran Van Mau", "Ra soat quy che lam viec", "Van phong So"), 0),
        (TONELESS, record("57/QD-SNV", "Tran Van Mau", "Ra soat quy cbe lam viec", "Van phong So"), 2),
        (MISREAD, record("57/QĐ-SNV", "Trán Văn Mẫn", "Ra soát quy cbế làm víệc", "Vănphòng Sở"), 0),
        (MISREAD, record("57/QĐ-5NV", "Trần Văn Mẫu", "Rà soát quy chế làm việc", "Văn phòng Sở"), 2),
    ],
)
def test_the_equality_looks_through_the_noise(likeness, found, errors):
    """What is only toneless or misread counts as right under that noise, numbers excepted; strictly it is wrong."""
    tally = compare_document(GOLD, found, likeness)
    assert sum(figures.spurious + figures.missed for _, figures in tally.figures()) == errors


def test_a_misreading_takes_nobody_elses_place():
    """A value that stands in the gold is met by itself, however alike the others are."""
    gold = {"header": {"recipients": [{"raw": "Phòng Nội vụ A"}, {"raw": "Phòng Nội vụ B"}]}}
    found = {"header": {"recipients": [{"raw": "Phòng Nội vụ C"}, {"raw": "Phòng Nội vụ A"}]}}
    tally = compare_document(gold, found, MISREAD)
    assert (tally.right["header.recipients"], tally.missed["header.recipients"]) == (2, 0)


TWO = ("tq-stc-2024-ke-hoach", "qb-stp-2024-cong-van")


@pytest.fixture
def two_samples(tmp_path):
    """A folder with the sources of only two sample documents."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for stem in TWO:
        shutil.copy(robustness.SOURCES / f"{stem}.toml", folder)
    return folder


def test_noise_costs_and_repair_pays(two_samples):
    """Without tones the rules find hardly anything; read with repair most of it; the clean text is as before."""
    found = [load(path) for path in sorted(two_samples.iterdir())]
    outcomes = list(measure(found, ["clean", "tones", "upper"], robustness.WAYS, 1))
    table = error_table(outcomes)
    assert table["clean"][0] == table["clean"][1]
    for name in ("tones", "upper"):
        rules, repair = table[name]
        assert repair < rules / 2
    assert table["all noisy"] == tuple(table["tones"][way] + table["upper"][way] for way in (0, 1))


def test_command(two_samples, tmp_path, capsys):
    """The command prints the table, and writes the figures as JSON."""
    out = tmp_path / "figures.json"
    assert main(["--sources", str(two_samples), "--variant", "broken", "--way", "rules", "--json", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "broken     rules   header" in shown and "all noisy" in shown
    assert set(json.loads(out.read_text("utf-8"))["broken"]) == {"rules"}


def test_every_variant_has_a_name():
    """Names of variants are unique, and the first is the clean text."""
    names = [variant.name for variant in VARIANTS]
    assert len(set(names)) == len(names) == 6
    assert VARIANTS[0].spoil("Sở", 1) == "Sở"
