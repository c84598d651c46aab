"""What the documents promise is run."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from pipeline.cli import run_command

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "GLOSSARY.md")


def blocks(language, text=README):
    """Return the code blocks of a language, without their fences."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def commands(program):
    """Return the command lines of the README that call a program, split into arguments."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith(f"{program} ")]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder that looks like the checkout, with room for output."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    return folder


def test_commands_of_the_readme_work(place, monkeypatch, capsys):
    """Every `vanban` line of the README runs, in the order in which it stands there."""
    monkeypatch.chdir(place)
    found = commands("vanban")
    assert {arguments[0] for arguments in found} == {"extract", "show", "compare", "orgs", "schema", "evaluate"}
    for arguments in found:
        assert run_command(arguments) == 0, arguments
        assert capsys.readouterr().out, arguments


def test_record_of_the_readme_is_true(place, monkeypatch):
    """The piece of a record that the README shows is in the record of that sample."""
    monkeypatch.chdir(place)
    run_command(["extract", "corpus/samples/tq-snv-2024-ke-hoach.pdf", "-o", "one"])
    record = json.loads((place / "one/records/tq-snv-2024-ke-hoach.pdf.json").read_text("utf-8"))
    (shown,) = blocks("json")
    assert is_part(json.loads(shown), record)


def is_part(shown, whole) -> bool:
    """Whether all that is shown is in the whole, in the same place."""
    if isinstance(shown, dict):
        return all(key in whole and is_part(value, whole[key]) for key, value in shown.items())
    if isinstance(shown, list):
        return len(shown) == len(whole) and all(map(is_part, shown, whole))
    return shown == whole


def test_python_of_the_readme_works(place, monkeypatch, capsys):
    """The library example runs and prints what its names promise."""
    monkeypatch.chdir(place)
    (code,) = blocks("python")
    exec(code, {})
    assert capsys.readouterr().out == "31/KH-SNV\n0 0\n41 1\n"


def test_make_targets_of_the_documents_exist():
    """Every `make` target that a document names is in the Makefile, and help shows each of them."""
    text = "\n".join((ROOT / name).read_text("utf-8") for name in DOCUMENTS)
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.M))
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):.*##", makefile, re.M))
    assert {"extract", "test", "check", "evaluate", "bench", "setup"} <= named
    assert named <= targets


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    """A file that a document links to or names is there."""
    text = (ROOT / name).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    named = re.findall(r"`((?:pipeline|corpus|tests)/[\w/.-]+)`", text)
    missing = [path for path in (*links, *named) if not (ROOT / path).exists()]
    assert missing == []


def test_exit_codes_of_the_readme_are_those_of_the_errors():
    """The table of exit statuses has every code the command can end with."""
    assert re.findall(r"^\| (\d+) \|", README, re.M) == ["0", "1", "2", "130"]
