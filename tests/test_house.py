"""The rules of the house, as far as a program can see them."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from statistics import median

import pytest

from pipeline.core.errors import DocumentError
from pipeline.core.version import VERSION

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in (*MODULES, *TESTS)}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")


def functions(path):
    """Return the functions of a module, methods and inner ones included."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(TREES[path]) if isinstance(node, kinds)]


def length(function):
    """Return the number of lines of a function's body, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return body[-1].end_lineno - body[0].lineno + 1


def test_modules_are_short():
    """No module is longer than 400 lines."""
    long = [path.name for path in MODULES if len(path.read_text("utf-8").splitlines()) > 400]
    assert long == []


def test_functions_are_short():
    """Half of all functions have at most 8 lines, and hardly one in fifty more than 40."""
    lengths = [length(function) for path in MODULES for function in functions(path)]
    assert median(lengths) <= 8
    assert sum(one > 40 for one in lengths) <= len(lengths) / 50


def test_modules_have_a_noun():
    """No module is a bag for what has no home."""
    assert not {path.stem for path in MODULES} & {"utils", "util", "helpers", "common", "misc", "tools", "base"}


def test_only_the_command_line_prints():
    """`print` is nowhere, and click's `echo` only in the modules of the command line."""
    echoing = {path.name for path in MODULES if re.search(r"\bprint\(|\becho\(", path.read_text("utf-8"))}
    assert all(name.startswith("cli") for name in echoing)


HOMES = {
    "pdfplumber": {"readers"},
    "pypdfium2": {"readers"},
    "docx": {"readers"},
    "openpyxl": {"readers"},
    "spacy": {"annotate", "extractors"},
    "pandas": {"compare", "exporters"},
    "pydantic": {"core"},
    "click": {
        "cli",
        "cli_extract",
        "cli_show",
        "cli_compare",
        "cli_orgs",
        "cli_schema",
        "cli_evaluate",
        "cli_progress",
        "cli_words",
    },
}


def test_libraries_stay_where_they_belong():
    """A library that one part of the program is about is imported there only."""
    strays = []
    for path in MODULES:
        home = path.relative_to(ROOT / "pipeline").with_suffix("").parts[0]
        for node in ast.walk(TREES[path]):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            roots = {name.partition(".")[0] for name in names}
            strays += [f"{path.name}: {root}" for root in roots if home not in HOMES.get(root, {home})]
    assert strays == []


def test_one_broad_except():
    """Errors are caught by their kind, but for the one place that keeps a defect from stopping a run."""
    broad = [
        (path.name, handler.lineno)
        for path in MODULES
        for handler in ast.walk(TREES[path])
        if isinstance(handler, ast.ExceptHandler)
        and (handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id == "Exception"))
    ]
    assert [name for name, _ in broad] == ["run.py"]


def test_tests_say_what_they_show():
    """Every test has a sentence as its docstring, and asserts something."""
    silent = []
    for path in TESTS:
        for function in functions(path):
            if function.name.startswith("test_"):
                source = ast.unparse(function)
                asserts = re.search(r"\bassert|pytest\.raises|\b_?(?:check|expect|assert)\w*\(", source)
                if not (ast.get_docstring(function) and asserts):
                    silent.append(f"{path.name}::{function.name}")
    assert silent == []


def test_categories_are_those_of_the_contract():
    """Every error of a document has one of the categories that `run.json` may hold."""
    known = {"unsupported_format", "unreadable", "encrypted", "empty", "too_large", "no_text", "timeout"}
    known |= {"out_of_memory", "crashed", "not_a_document", "write_failed", "quarantined"}
    assert {error.category for error in DocumentError.__subclasses__()} <= known


@pytest.mark.parametrize("name", LOCKS)
def test_locks_pin_every_dependency_with_hashes(name):
    """A lock has a version and hashes for each requirement, and names no place to load it from."""
    text = (ROOT / name).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text


def test_locks_have_what_the_project_asks_for():
    """Every declared dependency is pinned, those for developers in their own lock."""
    declared = PROJECT["project"]["dependencies"], PROJECT["project"]["optional-dependencies"]["dev"]
    for lock, requirements in zip(LOCKS, declared, strict=True):
        pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text("utf-8"), re.M))
        names = {re.split(r"[\[<>=~;! ]", requirement)[0].lower().replace(".", "-") for requirement in requirements}
        assert names <= pinned


def test_both_locks_agree():
    """What both locks pin, they pin to the same version."""
    core, dev = (set(re.findall(r"^(\S+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.M)) for lock in LOCKS)
    assert core <= dev


def test_version_is_in_one_place():
    """The package's version is read from the module that the records name."""
    assert PROJECT["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "pipeline.core.version.VERSION"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)


def test_licence_is_whole():
    """The licence that the project names is there in full."""
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_no_path_of_one_machine():
    """Nothing in the package or its documents works on one machine only."""
    files = [*MODULES, *ROOT.glob("*.md"), *ROOT.glob("*.toml"), ROOT / "Makefile", ROOT / ".ci" / "run"]
    found = [path.name for path in files if re.search(r"/(?:home|root|work|Users)/", path.read_text("utf-8"))]
    assert found == []
