"""A revision of the pipeline against the one that stands here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from corpus import against
from corpus.against import AgainstError, compare, main

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

PIPELINE = """
import json, pathlib, sys
def main():
    out = pathlib.Path(sys.argv[sys.argv.index("-o") + 1])
    out.mkdir()
    span = {{"start": 0, "end": 2, "quote": "KH"}}
    header = {{"doc_type": {{"code": "{code}", "evidence": [span]}}}}
    record = {{"source": {{"path": "plan.txt"}}, "text": "KH", "header": header}}
    (out / "plan.json").write_text(json.dumps(record))
    return 0
"""


def git(root, *arguments):
    """Run git in the checkout of the test."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def write_pipeline(root, code):
    """Write a pipeline that takes every document for one type."""
    (root / "pipeline").mkdir(exist_ok=True)
    (root / "pipeline/__init__.py").touch()
    (root / "pipeline/cli.py").write_text(code)


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A git checkout: first nothing, then a pipeline that is wrong, one that breaks, and here one that is right."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    root = tmp_path / "check out"
    (root / "samples").mkdir(parents=True)
    (root / "gold").mkdir()
    (root / "samples/plan.txt").write_text("KH")
    (root / "gold/plan.json").write_text(json.dumps({"header": {"doc_type": {"code": "KH"}}}))
    git(root, "init", "--quiet")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "nothing")
    git(root, "tag", "nothing")
    for tag, code in (("wrong", PIPELINE.format(code="CV")), ("broken", "import no_such_library")):
        write_pipeline(root, code)
        git(root, "add", "pipeline")
        git(root, "commit", "--quiet", "-m", tag)
        git(root, "tag", tag)
    write_pipeline(root, PIPELINE.format(code="KH"))
    return root


def compared(root, revision):
    """Compare a revision with the checkout."""
    return compare(root, revision, root / "samples", root / "gold")


def worktrees(root):
    """Return how many worktrees git knows."""
    done = subprocess.run(["git", "worktree", "list"], cwd=root, check=True, capture_output=True, text=True)
    return len(done.stdout.splitlines())


def test_each_side_runs_its_own_pipeline(checkout):
    """The revision is run from its own code, this side as it stands, committed or not; no worktree is left."""
    before, after = compared(checkout, "wrong")
    assert before.figures["header.doc_type"].right == 0
    assert after.figures["header.doc_type"].right == 1
    assert worktrees(checkout) == 1


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("never-was", "no revision 'never-was'"),
        ("--all", "no revision '--all'"),
        ("", "no revision ''"),
        ("nothing", "revision nothing has no pipeline"),
        ("broken", "revision broken can't be run here: .*no_such_library"),
    ],
)
def test_revision_that_can_not_be_run_is_told(checkout, revision, message):
    """What is wrong with a revision is said in one line, and no worktree is left."""
    with pytest.raises(AgainstError, match=message) as caught:
        compared(checkout, revision)
    assert "\n" not in str(caught.value)
    assert worktrees(checkout) == 1


def test_without_git_history_there_is_nothing_to_compare(tmp_path, monkeypatch):
    """A folder that is no checkout, as of a release archive, is told so."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "release").mkdir()
    with pytest.raises(AgainstError, match="not a git checkout"):
        compared(tmp_path / "release", "HEAD")


def test_folder_inside_another_checkout_is_not_compared(checkout):
    """The history of a checkout around this one says nothing about it."""
    with pytest.raises(AgainstError, match="not a git checkout of its own"):
        compared(checkout / "samples", "wrong")


def test_missing_git_is_told(checkout, monkeypatch):
    """Without git the message names what is missing."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(AgainstError, match="git is not installed"):
        compared(checkout, "wrong")


def test_interrupted_run_leaves_no_worktree(checkout, monkeypatch):
    """The worktree goes even where the run is broken off."""

    def interrupted(*_arguments):
        assert worktrees(checkout) == 2
        raise KeyboardInterrupt

    monkeypatch.setattr(against, "extract", interrupted)
    with pytest.raises(KeyboardInterrupt):
        compared(checkout, "wrong")
    assert worktrees(checkout) == 1


def test_hook_does_not_lead_git_astray(checkout, monkeypatch):
    """Called from a hook, which sets the index of its own commit, that index stays as it is."""
    index = checkout / ".git/index"
    before = index.read_bytes()
    monkeypatch.setenv("GIT_INDEX_FILE", str(index))
    compared(checkout, "wrong")
    assert index.read_bytes() == before


def test_command_prints_gains_and_ends_well(checkout, monkeypatch, capsys):
    """The command prints what was won and lost; a mistake in the call is one line and exit status 2."""
    monkeypatch.setattr(against, "ROOT", checkout)
    options = ["--samples", str(checkout / "samples"), "--gold", str(checkout / "gold")]
    assert main([*options, "wrong"]) == 0
    assert "+ plan: header.doc_type: no longer missed 'KH'" in capsys.readouterr().out
    assert main([*options, "never-was"]) == 2
    assert capsys.readouterr().err == "corpus.against: There is no revision 'never-was' here.\n"
    assert main(["--samples", str(checkout / "samples"), "--gold", str(checkout / "pipeline"), "wrong"]) == 2
    assert Path(checkout / "pipeline/cli.py").exists()
