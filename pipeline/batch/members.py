"""Archives and mails among the inputs: each file inside is an input of its own, unpacked while it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.batch.inputs import InputFile
from pipeline.core.errors import DocumentError, EmptyFileError
from pipeline.readers import MAX_BYTES
from pipeline.readers.containers import CONTAINERS, unpack
from pipeline.readers.sniff import Kind, sniff

_HEAD = 4096


def with_members(files: Iterable[InputFile], max_bytes: int = MAX_BYTES) -> Iterator[InputFile]:
    """Yield the files, archives and mails replaced by what is in them, named by its path (`thu.zip/a/b.docx`).

    A member is unpacked to a temporary file, which is gone when the next input is asked for. What can't
    be unpacked is yielded with the error.

    Args:
        files: the inputs of a run.
        max_bytes: larger containers are left to the reader, which refuses them.
    """
    for file in files:
        data = _container(file.path, max_bytes)
        kind = sniff(data) if data else None
        if data and kind in CONTAINERS:
            yield from _members(file, data, kind)
        else:
            yield file


def _container(path: Path, max_bytes: int) -> bytes:
    """Return the bytes of a file that may be a container, none of any other."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            may_hold = head.startswith(b"PK") or (head.strip() and sniff(head) is Kind.EMAIL)
            if may_hold and path.stat().st_size <= max_bytes:
                return head + file.read()
    except OSError:
        pass
    return b""


def _members(file: InputFile, data: bytes, kind: Kind) -> Iterator[InputFile]:
    found = False
    with TemporaryDirectory(prefix="vanban-members-", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "member"
        try:
            for member in unpack(data, file.relative, kind):
                found = True
                place.write_bytes(member.data)
                yield InputFile(place, f"{file.relative}/{member.name}")
        except DocumentError as error:
            yield InputFile(file.path, file.relative, error)
            return
    if not found:
        empty = EmptyFileError(f"{file.relative} holds no file: give one that holds documents.")
        yield InputFile(file.path, file.relative, empty)
