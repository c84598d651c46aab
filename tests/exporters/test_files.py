"""Files that appear whole or not at all, and records among them."""

from __future__ import annotations

import orjson
import pytest

from pipeline.core.errors import UsageError
from pipeline.exporters.files import LONGEST_NAME, fitting_name, whole_file, write_whole
from pipeline.exporters.records import encode_record, read_record, record_place, write_record
from tests.records import full_record


def test_broken_off_file_is_not_there(tmp_path):
    """A write that fails in the middle leaves neither the file nor a trace of it."""
    with pytest.raises(RuntimeError), whole_file(tmp_path / "a.json") as file:
        file.write(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_broken_off_file_keeps_the_old_one(tmp_path):
    """A write that fails in the middle leaves what was there before."""
    write_whole(tmp_path / "a.json", b"old")
    with pytest.raises(RuntimeError), whole_file(tmp_path / "a.json") as file:
        file.write(b"new")
        raise RuntimeError
    assert (tmp_path / "a.json").read_bytes() == b"old"


def test_short_names_stay():
    """A name that fits is only given its suffix."""
    assert fitting_name("kế hoạch.pdf", ".json") == "kế hoạch.pdf.json"


def test_long_names_are_cut_to_different_names():
    """Two long names that differ at the end stay two names, each of a length that can be written."""
    first, second = (fitting_name("ế" * 90 + end, ".json") for end in ("a.pdf", "b.pdf"))
    assert first != second
    assert all(len(name.encode()) <= LONGEST_NAME and name.endswith(".json") for name in (first, second))


def test_record_stands_where_its_file_stood():
    """A record's place is its file's path with its extension, and `.json`."""
    assert record_place("2024/quý I/a.b.pdf").as_posix() == "records/2024/quý I/a.b.pdf.json"


def test_record_survives_writing_and_reading(tmp_path):
    """A record read back is the record that was written."""
    write_record(full_record(), tmp_path / "a.json")
    assert read_record(tmp_path / "a.json") == full_record()


def test_record_is_sorted_and_ends_with_a_line_end():
    """Keys are sorted, so that two runs can be compared line by line."""
    encoded = encode_record(full_record())
    assert encoded.endswith(b"}\n")
    assert list(orjson.loads(encoded)) == sorted(orjson.loads(encoded))


@pytest.mark.parametrize("content", [b"", b"{}", b"not json", b"[1]"])
def test_other_files_are_no_records(tmp_path, content):
    """What is no record is told in one sentence."""
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(UsageError, match="no record"):
        read_record(tmp_path / "a.json")
