"""`vanban orgs` as a user calls it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from pipeline.cli import run_command

SAMPLE = Path(__file__).parent.parent / "corpus/samples/tq-stc-2024-ke-hoach.txt"


@pytest.fixture
def call(capsys, monkeypatch):
    """Call the command line; return its exit code, standard output and standard error."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments):
        code = run_command([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def plan(tmp_path):
    """A plan of a department, with a unit that the register does not know."""
    path = tmp_path / "in" / "plan.txt"
    path.parent.mkdir()
    path.write_text(SAMPLE.read_text("utf-8").replace("Thanh tra Sở", "Phòng Tiên phong"), encoding="utf-8")
    return path


@pytest.fixture
def out(plan, tmp_path, call):
    """An output folder with the record of the plan."""
    assert call("extract", plan.parent, "-o", tmp_path / "out", "--no-tables")[0] == 0
    return tmp_path / "out"


def test_name_is_explained(call):
    """A name gets its id, its facts with their sources, and who carries on today."""
    code, text, _ = call("orgs", "Sở LĐ-TB&XH tỉnh Đắk Nông", "--as-of", "2026-01-01")
    assert code == 0
    for words in ("SLDTBXH.P67", "until 2025-02-28", "Nghị định 45/2025/NĐ-CP; unverified", "H16", "SNV.N68"):
        assert words in text


def test_explanation_speaks_vietnamese(call):
    """With `--lang vi` the explanation is Vietnamese."""
    code, text, _ = call("orgs", "Sở Nội vụ tỉnh Lâm Đồng", "--date", "2024", "--as-of", "2026-01-01", "--lang", "vi")
    assert code == 0
    assert "sáp nhập vào" in text
    assert "Sở Nội vụ tỉnh Lâm Đồng" in text


def test_date_decides(call):
    """The date of the document tells two provinces of one name apart; without it both are listed."""
    assert "SNV.P68" in call("orgs", "Sở Nội vụ tỉnh Lâm Đồng", "--date", "2024-05")[1]
    both = call("orgs", "Sở Nội vụ tỉnh Lâm Đồng")[1]
    assert "0.50  SNV.N68" in both
    assert "0.50  SNV.P68" in both


def test_issuer_decides(call):
    """With the issuer's name a bare word means it."""
    text = call("orgs", "Văn phòng Sở", "--issuer", "Sở Y tế tỉnh Lạng Sơn", "--date", "2024")[1]
    assert "SYT.P20/U.VP" in text


def test_collective_lists_its_members(call):
    """A collective that the register knows is listed, without those that are taken out."""
    text = call("orgs", "các bộ, trừ Bộ Công an", "--date", "2025-09")[1]
    assert "- BNV  Bộ Nội vụ" in text
    assert "BCA" not in text


def test_enumeration_lists_its_members(call):
    """Members of a list each have their own line."""
    text = call("orgs", "Các Bộ: Y tế, Tài chính", "--date", "2025-09")[1]
    assert "Y tế: BYT  Bộ Y tế" in text
    assert "Tài chính: BTC  Bộ Tài chính" in text


def test_ended_body_has_no_successor(call):
    """Of a district that ended it is said that no successor is known."""
    text = call("orgs", "UBND huyện Cư Jút, tỉnh Đắk Nông", "--date", "2024", "--as-of", "2026-01-01")[1]
    assert "UBND.P67:huyen-cu-jut" in text
    assert "no successor is known" in text


def test_unresolved_is_a_register_to_fill_in(call, out, tmp_path, plan):
    """The list of unresolved mentions, with an id written in, gives that id in the next run."""
    rows = list(csv.DictReader(io.StringIO(call("orgs", "--unresolved", out)[1])))
    assert rows
    assert all(row["id"] == "" for row in rows)
    rows[0]["id"] = "MINE"
    register = tmp_path / "my.csv"
    with register.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert call("extract", plan.parent, "-o", out, "--no-tables", "--register", register)[0] == 0
    assert '"id": "MINE"' in next((out / "records").glob("*.json")).read_text("utf-8")
    again = csv.DictReader(io.StringIO(call("orgs", "--unresolved", out, "--register", register)[1]))
    assert rows[0]["mention"] not in {row["mention"] for row in again}


def test_tasks_are_followed(call, out):
    """`--tasks` lists who led how many tasks."""
    code, text, _ = call("orgs", "--tasks", out, "--as-of", "2026-01-01")
    assert code == 0
    assert text.strip()[0].isdigit()


def test_document_tells_its_steps(call, out):
    """`--document` says from which words the issuer was read."""
    (record,) = (out / "records").glob("*.json")
    text = call("orgs", "--document", record)[1]
    assert "issuer: " in text
    assert json.loads(record.read_text("utf-8"))["header"]["issuer"]["raw"] in text


def test_as_of_is_in_the_records(call, plan, out):
    """`extract --as-of` adds successors, and the report says for which date."""
    assert call("extract", plan.parent, "-o", out, "--as-of", "2026-01-01")[0] == 0
    record = json.loads(next((out / "records").glob("*.json")).read_text("utf-8"))
    assert record["header"]["issuer"]["successor"]["as_of"] == "2026-01-01"
    assert json.loads((out / "run.json").read_text("utf-8"))["settings"]["as_of"] == "2026-01-01"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["orgs"], "Give one of NAME"),
        (["orgs", "Sở Y tế", "--date", "hôm qua"], "is no date"),
        (["orgs", "Sở Y tế", "--as-of", "2025"], "is no date"),
        (["orgs", "Sở", "--issuer", "Sở Trồng cây"], "not in the register"),
        (["orgs", "--tasks", "nowhere"], "no records"),
        (["orgs", "--document", "none.json"], "no file"),
        (["orgs", "Sở Y tế", "--register", "none.csv"], "can't be read"),
    ],
)
def test_wrong_calls_are_told(call, arguments, words):
    """A call that can't work ends with exit code 2 and one sentence."""
    code, text, error = call(*arguments)
    assert (code, text) == (2, "")
    assert words in error
