"""Which files a run reads, and what each is called in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from pipeline.core.errors import DocumentError, UsageError

SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
OWN_OUTPUT = frozenset({"records", "tables", "run.json"})


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, and its unique name in this run: relative, forward slashes, valid UTF-8.

    `error` says why it can't be read, where that is known beforehand.
    """

    path: Path
    relative: str
    error: DocumentError | None = None


def find_inputs(paths: Sequence[Path], out: Path) -> list[InputFile]:
    """Return the files to read: those named, and all below the folders named, sorted within each folder.

    Left out are hidden files and folders, lock files (`~$…`), what is neither a file nor a folder,
    and the output of this program. A folder that is linked to from several places is read once.

    Raises:
        UsageError: where a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder {path}.", "no_input", path=path)
    names, own = _Names(), _Own.of(out, paths)
    roots: dict[Path, Path] = {}
    for root in paths:
        for path in _files(root, own):
            roots.setdefault(path.absolute(), root)
    return [InputFile(path, names.take(root.absolute(), path)) for path, root in roots.items()]


@dataclass(frozen=True, slots=True)
class _Own:
    """What this program writes itself and must not read back, as real paths."""

    places: frozenset[Path]

    @classmethod
    def of(cls, out: Path, roots: Sequence[Path]) -> _Own:
        real = out.resolve()
        parts = {real / name for name in OWN_OUTPUT}
        # Where the input lies in the output folder, or is it, only the output's parts are left out.
        is_apart = not any(root.resolve().is_relative_to(real) for root in roots)
        return cls(frozenset(parts | {real} if is_apart else parts))

    def holds(self, path: Path) -> bool:
        return path.resolve() in self.places


def _files(root: Path, own: _Own) -> Iterator[Path]:
    """Yield the files below a folder; folders that are links come last, each real folder once."""
    if not root.is_dir():
        yield root
        return
    folders, links = [root], list[Path]()
    visited = set[tuple[int, int]]()
    while folders or links:
        folder = folders.pop() if folders else links.pop(0)
        identity = folder.stat()
        if (identity.st_dev, identity.st_ino) in visited or own.holds(folder):
            continue
        visited.add((identity.st_dev, identity.st_ino))
        entries = _read_folder(folder)
        if entries is None:
            yield folder  # reading it fails again, with the reason, which the user must see
            continue
        yield from (entry.path for entry in entries if entry.is_file and not entry.is_own_report(own))
        folders += [entry.path for entry in reversed(entries) if entry.is_folder and not entry.is_link]
        links += [entry.path for entry in entries if entry.is_folder and entry.is_link]


@dataclass(frozen=True, slots=True)
class _Entry:
    path: Path
    is_file: bool
    is_folder: bool
    is_link: bool

    def is_own_report(self, own: _Own) -> bool:
        return self.path.name in OWN_OUTPUT and own.holds(self.path)


def _read_folder(folder: Path) -> list[_Entry] | None:
    """Return what is in a folder, sorted by name, without hidden things; None where it can't be read."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry for entry in found if not _is_hidden(entry.name)), key=lambda entry: entry.name)
    except OSError:
        return None
    return [_inspect(entry) for entry in entries]


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in SYSTEM_FILES


def _inspect(entry: os.DirEntry[str]) -> _Entry:
    """Return what an entry is; a link that leads nowhere counts as a file, so that it is reported."""
    path, is_link = Path(entry.path), entry.is_symlink()
    try:
        mode = entry.stat().st_mode
    except OSError:
        return _Entry(path, is_file=True, is_folder=False, is_link=is_link)
    return _Entry(path, is_file=S_ISREG(mode), is_folder=S_ISDIR(mode), is_link=is_link)


@dataclass(slots=True)
class _Names:
    """Gives every file a name of its own: its path in its input folder, and more where that is taken."""

    taken: set[str] = field(default_factory=set)

    def take(self, root: Path, path: Path) -> str:
        is_folder = path != root
        inside = _readable((path.relative_to(root) if is_folder else Path(path.name)).as_posix())
        folder = _readable((root if is_folder else root.parent).resolve().name) or "root"
        candidates = chain((inside, f"{folder}/{inside}"), (f"{folder}~{number}/{inside}" for number in count(2)))
        name = next(name for name in candidates if name not in self.taken)
        self.taken.add(name)
        return name


def _readable(name: str) -> str:
    """Return a file name as valid Unicode; bytes that are not UTF-8 become a replacement mark."""
    return name.encode(errors="surrogateescape").decode(errors="replace")
