"""Which files a run reads."""

from __future__ import annotations

import os

import pytest

from pipeline.batch.inputs import find_inputs
from pipeline.core.errors import UsageError


def names(paths, out="out"):
    """Return the names that the files found get."""
    return [file.relative for file in find_inputs(paths, out)]


def make(folder, *files):
    """Make small files below a folder."""
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def test_folders_are_read_with_all_below_them(tmp_path):
    """Files of a folder come first and sorted, then those of its folders, named by their path inside."""
    make(tmp_path, "b.txt", "a/2.txt", "a/1.txt", "c/d/e.pdf")
    assert names([tmp_path], tmp_path / "out") == ["b.txt", "a/1.txt", "a/2.txt", "c/d/e.pdf"]


def test_hidden_and_lock_files_are_left_out(tmp_path):
    """Hidden files and folders, lock files and the system's own files are no documents."""
    make(tmp_path, ".a.txt", ".git/x.txt", "~$plan.docx", "Thumbs.db", "plan.docx")
    assert names([tmp_path], tmp_path / "out") == ["plan.docx"]


def test_output_inside_the_input_is_left_out(tmp_path):
    """What a run writes is never read back by the next."""
    make(tmp_path, "a.txt", "out/records/a.txt.json", "out/run.json")
    assert names([tmp_path], tmp_path / "out") == ["a.txt"]


def test_output_that_is_the_input_leaves_out_only_its_parts(tmp_path):
    """Where the results are written into the input folder itself, its documents are still read."""
    make(tmp_path, "a.txt", "records/a.txt.json", "tables/scores.csv", "run.json", "deeper/run.json")
    assert names([tmp_path], tmp_path) == ["a.txt", "deeper/run.json"]


def test_input_inside_the_output_is_read(tmp_path):
    """An output folder that holds the input does not hide it."""
    make(tmp_path, "in/a.txt", "run.json")
    assert names([tmp_path / "in"], tmp_path) == ["a.txt"]


def test_same_name_in_two_folders_does_not_collide(tmp_path):
    """Two input folders with a file of the same path give two names."""
    make(tmp_path, "x/plan.txt", "y/plan.txt", "z/y/plan.txt", "z/q.txt")
    found = names([tmp_path / "x", tmp_path / "y", tmp_path / "z"], tmp_path / "out")
    assert len(set(found)) == 4
    assert found[:2] == ["plan.txt", "y/plan.txt"]


def test_a_file_given_twice_is_read_once(tmp_path):
    """A file that is named and also lies in a named folder is one document."""
    make(tmp_path, "in/a.txt")
    assert names([tmp_path / "in", tmp_path / "in" / "a.txt"], tmp_path / "out") == ["a.txt"]


def test_links_in_a_circle_end(tmp_path):
    """A folder that links to its own parent is read once, under its own name."""
    make(tmp_path, "in/deep/a.txt")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in" / "self")
    assert names([tmp_path / "in"], tmp_path / "out") == ["self", "deep/a.txt"]


def test_linked_folder_from_outside_is_read(tmp_path):
    """A link to a folder elsewhere is followed."""
    make(tmp_path, "far/a.txt")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "near").symlink_to(tmp_path / "far")
    assert names([tmp_path / "in"], tmp_path / "out") == ["near/a.txt"]


def test_pipe_is_not_opened(tmp_path):
    """What is neither file nor folder would block the run, so it is left out."""
    os.mkfifo(tmp_path / "pipe")
    assert names([tmp_path], tmp_path / "out") == []


def test_name_that_is_no_unicode_gets_one(tmp_path):
    """A file name in an old encoding still gives a name that can be written as JSON."""
    (tmp_path / os.fsdecode(b"k\xff.txt")).write_text("x")
    assert names([tmp_path], tmp_path / "out") == ["k\ufffd.txt"]


def test_missing_path_is_a_usage_error(tmp_path):
    """A path that does not exist is told before anything is read."""
    with pytest.raises(UsageError, match="nowhere"):
        find_inputs([tmp_path / "nowhere"], tmp_path / "out")
