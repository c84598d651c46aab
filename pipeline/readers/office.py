"""Files of other word processors and spreadsheets, converted by LibreOffice without a window.

One call of LibreOffice converts many files at a quarter of the price of one each, so a converter is told
which files are to come and takes the next ones along. It has a profile of its own, in which nothing is
loaded from elsewhere and no macro runs, and a time limit, after which the whole group of its processes
is killed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import zipfile
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Final, Self

from pipeline.core.errors import TimedOutError
from pipeline.readers.sniff import Kind, sniff

TEXTS: Final = {Kind.WORD: "doc", Kind.RTF: "rtf", Kind.OPEN_TEXT: "odt", Kind.WORD_XML: "xml"}
"""Kinds that become DOCX, and the suffix that LibreOffice expects of them."""
SHEETS: Final = {Kind.LEGACY_SHEET: "xls", Kind.OPEN_SHEET: "ods", Kind.BINARY_SHEET: "xlsb"}
"""Kinds that become XLSX."""

_FILTERS: Final = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_PROGRAMS: Final = ("soffice", "libreoffice")
_AT_ONCE: Final = 10
_LARGEST: Final = 40 * 1024 * 1024
_HEADS: Final = (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"PK\x03\x04", b"<?xml")
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def find_program() -> str | None:
    """Return where LibreOffice is, None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


class Office:
    """Converts files; use it in a `with` block, which removes its files at the end.

    Args:
        upcoming: files that a run will read, of any kind, in their order.
        timeout: seconds that one call may take.
        program: LibreOffice; looked for where not given.
    """

    def __init__(self, upcoming: Iterable[Path] = (), timeout: float = 120.0, program: str | None = None) -> None:
        self.program = program or find_program()
        self._upcoming = deque(upcoming)
        self._timeout = timeout
        self._folder: TemporaryDirectory[str] | None = None
        self._failed: set[str] = set()
        self._late: set[str] = set()

    def __enter__(self) -> Self:
        """Begin; nothing is made before the first file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Remove what was made."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def convert(self, data: bytes, kind: Kind) -> bytes | None:
        """Return the file as DOCX or XLSX, None where it can't be converted.

        Args:
            data: the file's bytes.
            kind: one of `TEXTS` or `SHEETS`.

        Raises:
            TimedOutError: where the conversion of this file alone hangs.
        """
        if self.program is None:
            return None
        target = "docx" if kind in TEXTS else "xlsx"
        key = hashlib.sha256(data).hexdigest()
        found = self._take(key, target)
        if found is None and key not in self._failed:
            others = self._next_files(target, key)
            self._call({key: (data, kind), **others}, target)
            found = self._take(key, target)
            if not others and key not in self._late:
                return found
        # One bad file can spoil a call for the others: alone, it fails alone.
        if found is None and key not in self._late:
            self._call({key: (data, kind)}, target)
            found = self._take(key, target)
        if found is None and key in self._late:
            raise TimedOutError(int(self._timeout))
        return found

    def _next_files(self, target: str, current: str) -> dict[str, tuple[bytes, Kind]]:
        """Take the next files that the same call can convert, the current one aside."""
        kinds = TEXTS if target == "docx" else SHEETS
        found: dict[str, tuple[bytes, Kind]] = {}
        while self._upcoming and len(found) < _AT_ONCE - 1:
            data = _read_candidate(self._upcoming.popleft())
            kind = sniff(data) if data else None
            if kind in kinds and (key := hashlib.sha256(data).hexdigest()) != current:
                found[key] = (data, kind)
        return found

    def _call(self, files: dict[str, tuple[bytes, Kind]], target: str) -> None:
        """Convert files in one call, and note those that it gave nothing for, and one that alone took too long."""
        place = self._place()
        sources = []
        for key, (data, kind) in files.items():
            source = place / "in" / f"{key}.{(TEXTS | SHEETS)[kind]}"
            source.write_bytes(data)
            sources.append(source)
        ended = _run([*self._command(place, target), *map(str, sources)], self._timeout)
        for source in sources:
            source.unlink(missing_ok=True)
        self._failed.update(key for key in files if not (place / "out" / f"{key}.{target}").exists())
        if not ended and len(files) == 1:
            self._late.update(files)

    def _command(self, place: Path, target: str) -> list[str]:
        profile = (place / "profile").as_uri()
        options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
        target_options = ["--convert-to", _FILTERS[target], "--outdir", str(place / "out")]
        return [str(self.program), f"-env:UserInstallation={profile}", *options, *target_options]

    def _place(self) -> Path:
        """Return the converter's folder, made at the first use."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="vanban-office-", ignore_cleanup_errors=True)
            place = Path(self._folder.name)
            for name in ("in", "out", "profile/user"):
                (place / name).mkdir(parents=True)
            (place / "profile/user/registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        return Path(self._folder.name)

    def _take(self, key: str, target: str) -> bytes | None:
        """Return a converted file and forget it."""
        if self._folder is None:
            return None
        path = Path(self._folder.name) / "out" / f"{key}.{target}"
        if not path.exists():
            return None
        # Killed while it wrote, LibreOffice leaves a part of a file.
        data = path.read_bytes() if zipfile.is_zipfile(path) else None
        path.unlink()
        return data


def _read_candidate(path: Path) -> bytes:
    """Return the bytes of a file that may have to be converted, none of any other."""
    with suppress(OSError):
        with path.open("rb") as file:
            head = file.read(64)
        if head.lstrip().startswith(_HEADS) and path.stat().st_size <= _LARGEST:
            return path.read_bytes()
    return b""


def _run(command: list[str], timeout: float) -> bool:
    """Run a program to its end; where that takes too long, or the caller is stopped, kill it and what it started."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _kill(process)
    return True


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a program's group: LibreOffice is a launcher and a worker."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
