"""Files that LibreOffice has to open, with a stand-in for it where its own work is not the point."""

from __future__ import annotations

import io
import shutil
import stat
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from pipeline.batch.folder import extract_folder
from pipeline.core.errors import EncryptedError, TimedOutError, UnreadableError, UnsupportedFormatError
from pipeline.core.outcome import Status
from pipeline.messages import Messages
from pipeline.readers import Office, converted, office, read_bytes
from pipeline.readers.antiword import find_antiword, read_docbook, read_with_antiword
from pipeline.readers.office import find_program
from pipeline.readers.sniff import Kind, sniff
from pipeline.settings import Settings
from tests.legacy import to_legacy
from tests.readers.docx_files import docx_bytes, p
from tests.readers.texts import lines, tables

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = OLE2 + b"\x00" * 504 + "WordDocument".encode("utf-16-le").ljust(512, b"\x00")
needs_office = pytest.mark.skipif(find_program() is None, reason="no LibreOffice: apt install libreoffice-writer-nogui")
needs_antiword = pytest.mark.skipif(find_antiword() is None, reason="no antiword: apt install antiword")


def rtf(text: str) -> bytes:
    """Return an RTF file of one paragraph."""
    coded = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)
    return rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 Times New Roman;}}}}\f0 {coded}\par}}".encode("ascii")


STAND_IN = """#!{python}
import pathlib, subprocess, sys, time
here = pathlib.Path(__file__).parent
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
files = [pathlib.Path(name) for name in sys.argv[sys.argv.index("--outdir") + 2 :]]
with (here / "calls").open("a") as log:
    print(len(files), file=log)
if any(b"hangs" in file.read_bytes() for file in files):
    child = subprocess.Popen(["sleep", "60"])
    (here / "child").write_text(str(child.pid))
    time.sleep(60)
if not any(b"spoils" in file.read_bytes() for file in files):
    for file in files:
        (out / (file.stem + ".docx")).write_bytes((here / "made.docx").read_bytes())
"""


@pytest.fixture
def stand_in(tmp_path):
    """A program that is called as LibreOffice is, counts its calls, and makes of every file the same document."""
    program = tmp_path / "program" / "soffice"
    program.parent.mkdir()
    program.write_text(STAND_IN.format(python=sys.executable))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (program.parent / "made.docx").write_bytes(docx_bytes(p("Nội dung")))
    return program


def calls(program: Path) -> list[int]:
    """How many files each call had."""
    log = program.parent / "calls"
    return [int(line) for line in log.read_text().split()] if log.exists() else []


def write_files(folder: Path, *texts: str) -> list[Path]:
    """Write RTF files and some of another format between them."""
    folder.mkdir()
    paths = []
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text("khác")
        paths += [folder / f"{number}.txt", folder / f"{number}.doc"]
        paths[-1].write_bytes(rtf(text))
    return paths


def test_files_to_come_are_converted_in_the_same_call(tmp_path, stand_in) -> None:
    """The converter takes the next files along, passes over other formats, and keeps nothing for long."""
    paths = write_files(tmp_path / "in", "một", "hai", "ba")
    with Office(paths, program=str(stand_in)) as converter:
        for path in paths[1::2]:
            assert converter.convert(path.read_bytes(), Kind.RTF) is not None
    assert calls(stand_in) == [3]


def test_a_call_has_ten_files_at_most(tmp_path, stand_in) -> None:
    """A long run is converted in several calls."""
    paths = write_files(tmp_path / "in", *map(str, range(23)))
    with Office(paths, program=str(stand_in)) as converter:
        assert all(converter.convert(path.read_bytes(), Kind.RTF) for path in paths[1::2])
    assert calls(stand_in) == [10, 10, 3]


def test_a_bad_file_fails_alone(tmp_path, stand_in) -> None:
    """Where one file spoils a call, each of the others is converted on its own."""
    paths = write_files(tmp_path / "in", "spoils", "hai", "ba")
    with Office(paths, program=str(stand_in)) as converter:
        found = [converter.convert(path.read_bytes(), Kind.RTF) is not None for path in paths[1::2]]
    assert found == [False, True, True]


def test_a_program_that_hangs_is_killed_with_its_children(tmp_path, stand_in) -> None:
    """Past its time the whole group ends, and the file has its own error."""
    with Office(timeout=0.7, program=str(stand_in)) as converter, pytest.raises(TimedOutError):
        converter.convert(rtf("hangs"), Kind.RTF)
    child = int((stand_in.parent / "child").read_text())
    for _ in range(50):
        if not Path(f"/proc/{child}").exists() or "Z (zombie)" in Path(f"/proc/{child}/status").read_text():
            return
        time.sleep(0.1)
    assert not Path(f"/proc/{child}").exists()


def test_nothing_is_left_behind(tmp_path, stand_in, monkeypatch) -> None:
    """Profile and files are gone after the block, also where it ends with an error."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    with Office(timeout=0.7, program=str(stand_in)) as converter:
        converter.convert(rtf("một"), Kind.RTF)
        assert list((tmp_path / "temporary").iterdir())
    with pytest.raises(TimedOutError), Office(timeout=0.7, program=str(stand_in)) as converter:
        converter.convert(rtf("hangs"), Kind.RTF)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_half_a_file_is_no_file(stand_in) -> None:
    """What a killed program left half-written is not taken for a document."""
    (stand_in.parent / "made.docx").write_bytes(docx_bytes(p("Nội dung"))[:200])
    with Office(program=str(stand_in)) as converter:
        assert converter.convert(rtf("một"), Kind.RTF) is None


def test_the_record_is_about_the_file_that_was_given(stand_in) -> None:
    """Hash, size and type are those of the source, not of what it was converted to."""
    data = rtf("một")
    with Office(program=str(stand_in)) as converter:
        document = read_bytes(data, "a.doc", office=converter)
    assert (document.media_type, document.size_bytes, document.path) == ("application/rtf", len(data), "a.doc")
    assert len(document.sha256) == 64
    assert document.notices == ()


def hide(monkeypatch, *names: str) -> None:
    """Make programs look as if they were not installed."""
    found = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name in names else found(name))


def test_without_a_program_the_user_is_told_what_to_install(monkeypatch, tmp_path) -> None:
    """One sentence in either language names the packages; the run goes on."""
    hide(monkeypatch, "soffice", "libreoffice", "antiword")
    with pytest.raises(UnsupportedFormatError, match="libreoffice-writer-nogui") as caught:
        read_bytes(rtf("một"), "a.rtf")
    assert "libreoffice-writer-nogui" in Messages("vi").sentence(caught.value)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.doc").write_bytes(WORD)
    report = extract_folder(tmp_path / "in", tmp_path / "out", Settings(language="vi"))
    assert report.outcomes[0].category == "unsupported_format"
    assert "LibreOffice" in (report.outcomes[0].message or "")


def test_a_file_that_nothing_can_open_is_damaged(stand_in, monkeypatch) -> None:
    """Where LibreOffice makes nothing of a file, it is the file's fault."""
    monkeypatch.setattr(converted, "find_antiword", lambda: None)
    with Office(program=str(stand_in)) as converter, pytest.raises(UnreadableError, match=r"^a\.doc is a Word file"):
        read_bytes(WORD + b"spoils", "a.doc", office=converter)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (WORD, Kind.WORD),
        (OLE2 + b"\x00" * 504 + "Workbook".encode("utf-16-le").ljust(512, b"\x00"), Kind.LEGACY_SHEET),
        (OLE2 + b"\x00" * 504 + "PowerPoint Document".encode("utf-16-le"), Kind.LEGACY_OFFICE),
        (WORD + b"\xec\xa5" + b"\x00" * 9 + b"\x01" + b"\x00" * 500, Kind.ENCRYPTED_OFFICE),
        (WORD + b"\xec\xa5" + b"\x00" * 510, Kind.WORD),
        (
            OLE2 + "Workbook".encode("utf-16-le") + b"\x09\x08\x10\x00\x00\x06" + b"\x00" * 14 + b"\x2f\x00\x36\x00",
            Kind.ENCRYPTED_OFFICE,
        ),
        (rtf("một"), Kind.RTF),
        (b"\r\n" + rtf("một"), Kind.RTF),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', Kind.WORD_XML),
    ],
)
def test_office_files_are_told_by_their_bytes(data: bytes, kind: Kind) -> None:
    """Whatever its name, a file is what its bytes say, passwords included."""
    assert sniff(data) is kind


def open_document(mimetype: str, manifest: str = "") -> bytes:
    """Return the shell of an OpenDocument file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", "<x/>")
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def test_open_document_files_are_told_by_their_type() -> None:
    """Text, spreadsheet, anything else, and one with a password."""
    base = "application/vnd.oasis.opendocument."
    assert sniff(open_document(base + "text")) is Kind.OPEN_TEXT
    assert sniff(open_document(base + "spreadsheet")) is Kind.OPEN_SHEET
    assert sniff(open_document(base + "presentation")) is Kind.OPEN_DOCUMENT
    with pytest.raises(EncryptedError, match=r"^a\.odt is an Office file protected by a password"):
        read_bytes(open_document(base + "text", "<manifest:encryption-data/>"), "a.odt")


@needs_office
def test_rich_text_is_read_under_any_name(tmp_path) -> None:
    """An RTF file named as a Word file is opened and read, with its Vietnamese letters."""
    text = "Sở Nội vụ yêu cầu các đơn vị báo cáo trước ngày 15/4/2024."
    assert lines(read_bytes(rtf(text), "a.doc")) == [text]


@needs_office
def test_an_old_font_in_rich_text_is_converted() -> None:
    """Text in TCVN3 keeps its font through LibreOffice, and is read by it, the soft hyphen of ư included."""
    old = "".join(
        char if char.isascii() else f"\\'{char.encode('cp1252').hex()}" for char in to_legacy("được giao", "tcvn3")
    )
    data = rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0 .VnTime;}}}}\f0 {old}\par}}".encode("ascii")
    assert lines(read_bytes(data, "a.rtf")) == ["được giao"]


DOCBOOK = """<?xml version="1.0" encoding="utf-8"?>
<book><bookinfo><title>tên tệp</title></bookinfo><chapter><title/>
<para>UBND TỈNH AN SƠN</para>
<para></para>
<para><emphasis role='bold'>KẾ HOẠCH</emphasis></para>
<orderedlist><listitem><para>Rà soát.</para></listitem><listitem><para>Báo cáo.</para></listitem></orderedlist>
<itemizedlist><listitem><para>Như trên;</para></listitem></itemizedlist>
<para>Bảng:<informaltable frame='none'><tgroup cols='2'><tbody>
<row><entry>Nơi nhận:
- Lưu: VT.</entry><entry>GIÁM ĐỐC</entry></row></tbody></tgroup></informaltable>sau bảng</para>
</chapter></book>"""


def test_docbook_keeps_paragraphs_lists_and_cells() -> None:
    """What antiword makes of a document is read with its tables, its lists and its bold lines."""
    blocks = read_docbook(DOCBOOK.encode())
    found = [(line.text, line.gap, line.bold) for line in blocks if hasattr(line, "gap")]
    assert found == [
        ("UBND TỈNH AN SƠN", False, False),
        ("KẾ HOẠCH", True, True),
        ("1. Rà soát.", False, False),
        ("2. Báo cáo.", False, False),
        ("- Như trên;", False, False),
        ("Bảng:", False, False),
        ("sau bảng", False, False),
    ]
    (table,) = [block for block in blocks if hasattr(block, "rows")]
    assert [[line.text for line in cell.lines] for cell in table.rows[0]] == [["Nơi nhận:", "- Lưu: VT."], ["GIÁM ĐỐC"]]


@needs_antiword
def test_antiword_makes_nothing_of_a_damaged_file() -> None:
    """A file that antiword refuses gives no blocks, and no exception."""
    program = find_antiword()
    assert program is not None
    assert read_with_antiword(program, WORD) == ()


@needs_office
@needs_antiword
def test_without_libreoffice_a_word_file_is_read_with_a_warning(monkeypatch, tmp_path) -> None:
    """The record is there, the run says in both languages what may be missing."""
    folder = tmp_path / "in"
    folder.mkdir()
    text = "Số: 12/KH-SNV của Sở Nội vụ, " + "thực hiện nhiệm vụ năm 2024, " * 60 + "hết."
    with Office() as converter:
        path = converter._place() / "in" / "a.rtf"
        path.write_bytes(rtf(text))
        filters = ["--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(path)]
        profile = f"-env:UserInstallation={(converter._place() / 'profile').as_uri()}"
        office._run([str(converter.program), profile, *filters], 60)
    hide(monkeypatch, "soffice", "libreoffice")
    document = read_bytes((folder / "a.doc").read_bytes(), "a.doc")
    assert lines(document) == [text]
    assert document.notices == ("read_with_antiword",)
    outcome = extract_folder(folder, tmp_path / "out", Settings(language="vi")).outcomes[0]
    assert outcome.status is Status.DONE_WITH_WARNINGS
    assert "Đọc không qua LibreOffice" in (outcome.message or "")
    assert tables(document) == []
