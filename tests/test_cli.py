"""The command `vanban` as a user calls it."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipeline.cli import run_command
from pipeline.core.outcome import Status
from pipeline.core.version import VERSION
from pipeline.messages import CATALOGUE, Messages, choose_language
from tests.samples import PLAN

HEAVY = {"spacy", "pandas", "numpy", "pydantic", "lxml", "pypdfium2", "pdfplumber", "docx", "ahocorasick_rs"}


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
    """A plan as a text file."""
    path = tmp_path / "in" / "plan.txt"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command",
    ["--help", "extract --help", "show --help", "compare --help", "orgs --help", "evaluate --help", "--version"],
)
def test_help_imports_nothing_heavy(command):
    """Help answers at once, because nothing heavy is imported for it."""
    code = (
        "import sys; from pipeline.cli import run_command\n"
        f"try: run_command({command.split()!r})\n"
        "finally: print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout
    assert not HEAVY & set(done.stderr.split())


def test_package_imports_nothing_heavy():
    """Importing the package loads its names only when they are used."""
    code = "import sys, pipeline; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


def test_version(call):
    """`--version` names the program and its version."""
    assert call("--version") == (0, f"vanban {VERSION}\n", "")


def test_extract_says_what_it_did(call, plan, tmp_path):
    """A run without trouble ends with 0 and a line that counts the documents."""
    code, out, err = call("extract", plan, "-o", tmp_path / "out")
    assert code == 0
    assert "1 done, 0 with warnings, 0 failed" in out
    assert err == "[1/1] plan.txt: done\n"
    assert json.loads((tmp_path / "out/records/plan.txt.json").read_text("utf-8"))["source"]["path"] == "plan.txt"


def test_extract_with_a_failure_ends_with_1(call, plan, tmp_path):
    """A file that can't be read has one line with its reason, and the exit code says so."""
    (plan.parent / "empty.txt").write_bytes(b"")
    code, out, _ = call("extract", plan.parent, "-o", tmp_path / "out")
    assert code == 1
    assert [line for line in out.splitlines() if "empty.txt" in line] == [
        "failed: empty.txt is empty: give a file that holds a document."
    ]
    assert "1 done, 0 with warnings, 1 failed" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract", "nowhere.txt", "-o", "out"], "no file or folder nowhere.txt"),
        (["extract"], "Missing argument"),
        (["extract", ".", "--colour"], "No such option"),
        (["frobnicate"], "No such command"),
        (["show", "nowhere.txt"], "no file nowhere.txt"),
        (["evaluate", "nowhere", "."], "no folder nowhere"),
        (["extract", ".", "-o", "out", "--config", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_wrong_calls_end_with_2(call, arguments, words, tmp_path, monkeypatch):
    """A call that can't work ends with 2 and one line on standard error."""
    monkeypatch.chdir(tmp_path)
    code, out, err = call(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_empty_folder_is_told(call, tmp_path):
    """A folder without files is no error, but it is said."""
    (tmp_path / "in").mkdir()
    code, out, _ = call("extract", tmp_path / "in", "-o", tmp_path / "out")
    assert (code, out) == (0, "There is no file to read.\n")
    assert json.loads((tmp_path / "out/run.json").read_text("utf-8"))["documents"] == []


def test_interrupt_ends_with_130(call, plan, tmp_path, monkeypatch):
    """Stopped by the user, the command says so in one line and ends as a stopped program does."""

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.batch.folder._Run.process_chunk", stop)
    code, _, err = call("extract", plan, "-o", tmp_path / "out")
    assert (code, err.strip()) == (130, "Stopped; what was done is kept and listed in run.json.")
    assert json.loads((tmp_path / "out/run.json").read_text("utf-8"))["interrupted"] is True


def test_debug_shows_where_it_crashed(plan, tmp_path):
    """With `--debug` the trace of a crash is shown, without it only the line."""
    code = (
        "import sys, pipeline.run\n"
        "def crash(document, doc): raise LookupError('oops')\n"
        "pipeline.run.EXTRACTORS = (crash,)\n"
        "from pipeline.cli import run_command; sys.exit(run_command(sys.argv[1:]))"
    )
    call = [sys.executable, "-c", code, "extract", str(plan), "-o", str(tmp_path / "out"), "--lang", "en"]
    quiet = subprocess.run(call, capture_output=True, text=True, check=False)
    loud = subprocess.run([*call, "--debug"], capture_output=True, text=True, check=False)
    assert (quiet.returncode, loud.returncode) == (1, 1)
    assert "Traceback" not in quiet.stderr + quiet.stdout
    assert "Traceback" in loud.stderr


def test_show_extracts_a_file(call, plan):
    """A document is extracted and shown with its number, quoted with its place."""
    code, out, _ = call("show", plan)
    assert code == 0
    assert "57/KH-SNV" in out
    assert "line " in out


def test_show_reads_a_record(call, plan, tmp_path):
    """A record shows the same page as its document."""
    _, shown, _ = call("show", plan)
    call("extract", plan, "-o", tmp_path / "out")
    assert call("show", tmp_path / "out/records/plan.txt.json") == (0, shown, "")


def test_show_of_a_bad_file_is_one_line(call, tmp_path):
    """A document that can't be read ends with 1 and its reason."""
    (tmp_path / "a.txt").write_bytes(b"")
    code, out, err = call("show", tmp_path / "a.txt")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "empty" in err


def test_schema_is_json(call):
    """The schema names the fields of the record."""
    code, out, _ = call("schema")
    assert code == 0
    assert {"header", "scores", "findings"} <= json.loads(out)["properties"].keys()


def test_evaluate_compares_folders(call, plan, tmp_path):
    """Evaluation prints a table, writes JSON, and ends with 0 where every record is there."""
    call("extract", plan, "-o", tmp_path / "out")
    (tmp_path / "gold").mkdir()
    gold = {"header": {"number": {"value": "57/KH-SNV", "symbol": "KH-SNV"}}}
    (tmp_path / "gold/plan.json").write_text(json.dumps(gold), encoding="utf-8")
    code, out, _ = call("evaluate", tmp_path / "gold", tmp_path / "out", "--json", tmp_path / "e.json")
    assert code == 0
    assert re.search(r"header\.number\.value\s+1\s+0\s+0", out)
    whole = json.loads((tmp_path / "e.json").read_text())["whole_documents"]
    assert whole["groups"] == {"header": {"right": 1, "scored": 1}}


def test_config_file_sets_what_flags_do_not(call, plan, tmp_path):
    """Settings come from the file where no flag says otherwise."""
    (tmp_path / "v.toml").write_text("tables = false\n")
    call("extract", plan, "-o", tmp_path / "out", "--config", tmp_path / "v.toml")
    assert not (tmp_path / "out/tables").exists()


def test_language_of_the_config_file_yields_to_the_flag(call, plan, tmp_path):
    """The settings file chooses the language where no flag does."""
    (tmp_path / "v.toml").write_text('language = "vi"\n')
    arguments = ("extract", plan, "-o", tmp_path / "out", "--config", tmp_path / "v.toml")
    assert "1 xong" in call(*arguments)[1]
    assert "1 done" in call(*arguments, "--lang", "en")[1]
    assert "1 done" in call("--lang", "en", *arguments)[1]


def test_least_confidence_is_chosen(call, plan, tmp_path):
    """With `--min-confidence 1` everything is to be reviewed, with 0 nothing; the report names what was in force."""
    rows = {}
    for share in (0, 1):
        assert call("extract", plan, "-o", tmp_path / "out", "--min-confidence", share)[0] == 0
        rows[share] = len((tmp_path / "out" / "review.csv").read_text("utf-8-sig").splitlines())
        assert json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["settings"]["min_confidence"] == share
    assert rows[0] == 1
    assert rows[1] > 10
    assert call("extract", plan, "-o", tmp_path / "out", "--min-confidence", 2)[0] == 2


def test_evaluate_lists_every_item(call, plan, tmp_path):
    """`--items` writes what was judged, with its confidence and its features."""
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "plan.json").write_text(json.dumps({"header": {"place": "Nơi khác"}}), encoding="utf-8")
    call("extract", plan, "-o", tmp_path / "out")
    code, out, _ = call("evaluate", gold, tmp_path / "out", "--items", tmp_path / "items.csv")
    assert code == 0 and "accepted" in out
    (row,) = csv.DictReader((tmp_path / "items.csv").read_text("utf-8").splitlines())
    assert (row["field"], row["right"]) == ("header.place", "0")
    assert 0 < float(row["confidence"]) < 1 and "header" in row["features"].split("; ")


@pytest.mark.parametrize("content", ["colour = 1", "tables = 3", "tables = ", "\xff"])
def test_bad_config_is_told(call, plan, tmp_path, content):
    """An unknown key, a wrong type and a broken file are each one line and exit code 2."""
    (tmp_path / "v.toml").write_bytes(content.encode("latin-1"))
    code, _, err = call("extract", plan, "-o", tmp_path / "out", "--config", tmp_path / "v.toml")
    assert (code, err.count("\n")) == (2, 1)


def test_vietnamese_is_spoken_everywhere(call, plan, tmp_path):
    """Help, progress, summary and errors are in Vietnamese when asked for."""
    (plan.parent / "a.txt").write_bytes(b"")
    code, out, err = call("extract", "--lang", "vi", plan.parent, "-o", tmp_path / "out")
    assert code == 1
    assert "lỗi: a.txt: Tệp rỗng." in out
    assert "plan.txt: xong" in err
    assert call("--lang=vi", "--help")[1].startswith("Cách dùng:")
    assert call("extract", "--lang", "vi")[2].startswith("Lỗi: Thiếu")
    assert call("extract", "--lang", "vi", "x", "--colour")[2].startswith("Lỗi: Không có tuỳ chọn --colour.")
    assert call("show", "--lang", "vi", tmp_path / "no")[2].startswith("Lỗi: Không có tệp")


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "vi_VN.UTF-8"}, "vi"),
        ([], {"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ([], {"LANG": "vie"}, "en"),
        (["--lang", "vi"], {"LANG": "en_US"}, "vi"),
        (["extract", "--lang=en"], {"LANG": "vi_VN"}, "en"),
    ],
)
def test_language_is_chosen_by_flag_then_locale(arguments, environment, expected):
    """The flag wins over the locale, and English is what is left."""
    assert choose_language(arguments, environment) == expected


def test_every_text_is_there_in_both_languages():
    """Each text has both languages, with the same blanks to fill, and nothing else."""
    for key, texts in tomllib.loads(CATALOGUE.read_text("utf-8")).items():
        assert texts.keys() == {"en", "vi"}, key
        blanks = {language: set(re.findall(r"{(\w+)}", text)) for language, text in texts.items()}
        assert blanks["en"] <= blanks["vi"] | {"path"}, key


def test_every_text_that_is_asked_for_exists():
    """No key of the program is missing from the catalogue, and every status has its word."""
    texts = tomllib.loads(CATALOGUE.read_text("utf-8"))
    sources = Path(CATALOGUE).parent.rglob("*.py")
    asked = {key for path in sources for key in re.findall(r'say\("([a-z_.]+)"', path.read_text("utf-8"))}
    asked |= {f"status.{status}" for status in Status}
    assert len(asked) > 40
    assert asked <= texts.keys()
    assert all(Messages("vi")(f"status.{status}") for status in Status)


def test_output_survives_a_terminal_without_unicode(plan, tmp_path):
    """Where the terminal knows ASCII only, unknown letters become question marks, not an error."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    call = [sys.executable, "-m", "pipeline.cli", "show", str(plan)]
    done = subprocess.run(call, capture_output=True, env=environment, check=False)
    assert done.returncode == 0
    assert b"57/KH-SNV" in done.stdout


def test_closed_pipe_is_no_traceback(plan):
    """`vanban show … | head` ends quietly."""
    line = f"'{sys.executable}' -m pipeline.cli schema | head -n 1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.stdout == "{\n"
    assert "Traceback" not in done.stderr


def test_hostile_names_do_not_steer_the_terminal(call, tmp_path):
    """A file name with a line end and an escape sequence still makes one harmless line."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a\n\x1b[31mfailed: b.txt").write_bytes(b"")
    code, out, err = call("extract", folder, "-o", tmp_path / "out")
    assert code == 1
    assert "\x1b" not in out + err
    assert (len(err.splitlines()), len(out.splitlines())) == (1, 3)


def test_told_to_end_a_run_leaves_a_valid_report(tmp_path):
    """A run that is ended from outside writes what it has done."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(PLAN, encoding="utf-8")
    call = [sys.executable, "-m", "pipeline.cli", "extract", str(folder), "-o", str(tmp_path / "out"), "--lang", "en"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        first = running.stderr.readline()
        running.terminate()
        rest = running.stderr.read()
    run = json.loads((tmp_path / "out/run.json").read_text("utf-8"))
    assert first.startswith("[1/400]")
    assert rest.endswith("Stopped; what was done is kept and listed in run.json.\n")
    assert running.returncode == 130
    assert run["interrupted"] is True
    assert 0 < len(run["documents"]) < 400
