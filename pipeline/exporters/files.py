"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

LONGEST_NAME = 255  # bytes, on every file system that matters


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that takes its name only when the block ends without an error.

    Raises:
        OSError: where the folder or the file can't be written; nothing is left behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.parent / f".{_short(target.name)}.{os.getpid()}.partial"
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def write_whole(target: Path, content: bytes) -> None:
    """Write a file at once.

    Raises:
        OSError: where it can't be written; nothing is left behind.
    """
    with whole_file(target) as file:
        file.write(content)


def fitting_name(name: str, suffix: str) -> str:
    """Return the name with its suffix, cut in the middle of nothing but itself where it is too long.

    Names of Vietnamese files reach the limit early: a letter with its tone takes three bytes. What
    is cut off is replaced by a hash, so that two long names never become one.
    """
    whole = name + suffix
    if len(whole.encode()) <= LONGEST_NAME:
        return whole
    mark = f"~{_short(name)}"
    room = LONGEST_NAME - len((mark + suffix).encode())
    return name.encode()[:room].decode(errors="ignore") + mark + suffix


def _short(name: str) -> str:
    return blake2b(name.encode(errors="surrogateescape"), digest_size=6).hexdigest()
