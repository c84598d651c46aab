"""Archives and mails: every file inside, within limits."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from pipeline.core.errors import EncryptedError, TooLargeError, UnreadableError
from pipeline.readers import read_bytes
from pipeline.readers.containers import Limits, Member, safe_name, unpack
from pipeline.readers.sniff import Kind, sniff
from tests.readers.texts import lines


def archive(**files: bytes | str) -> bytes:
    """Return a ZIP of files; in the names, `__` stands for a slash and `_` for a dot."""
    return zipped({name.replace("__", "/").replace("_", "."): data for name, data in files.items()})


def zipped(files: dict[str, bytes | str]) -> bytes:
    """Return a ZIP of files by their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as found:
        for name, data in files.items():
            found.writestr(name, data)
    return buffer.getvalue()


def mail(text: str = "Kính gửi", **files: bytes) -> EmailMessage:
    """Return a mail with files attached."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@vi-du.vn", "b@vi-du.vn", "Gửi văn bản"
    message.set_content(text)
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return message


def names(data: bytes, limits: Limits | None = None) -> list[str]:
    """Return the paths of all files in a container."""
    return [member.name for member in unpack(data, "a", sniff(data), limits)]


def test_files_are_named_by_their_path() -> None:
    """Folders and archives inside are part of the name; hidden things and folders are passed over."""
    inner = archive(b_txt="hai")
    data = zipped(
        {"thư mục/": "", "thư mục/a.txt": "một", "trong.zip": inner, "__MACOSX/a.txt": "", ".ẩn": "", "x/~$a.docx": ""}
    )
    found = list(unpack(data, "a.zip", Kind.ARCHIVE))
    assert found == [Member("thư mục/a.txt", "một".encode()), Member("trong.zip/b.txt", b"hai")]


def test_names_lead_nowhere_else() -> None:
    """A path with a root, steps upwards or characters that no file system takes stays inside."""
    assert safe_name("../../etc/passwd") == "etc/passwd"
    assert safe_name("C:\\Văn bản\\a?.doc") == "C_/Văn bản/a_.doc"
    assert safe_name("/a//./b") == "a/b"
    assert safe_name("x" * 300 + ".docx").endswith(".docx")
    assert len(safe_name("x" * 300 + ".docx")) <= 120


def test_names_in_utf8_without_the_flag_are_read() -> None:
    """Programs that don't say that their names are UTF-8 are understood."""
    data = archive(a_txt="một").replace(b"a.txt", "ẩ.t".encode())
    assert names(data) == ["ẩ.t"]


def test_two_files_of_one_name_have_two_names() -> None:
    """No file hides another."""
    with pytest.warns(UserWarning, match="Duplicate"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as found:
            found.writestr("a.txt", "một")
            found.writestr("a.txt", "hai")
    assert names(buffer.getvalue()) == ["a.txt", "a~2.txt"]


def test_what_is_attached_to_a_mail_is_found() -> None:
    """Attachments, archives and mails among them; the mail's own text only where nothing is attached."""
    inner = mail("trong", c_txt=b"ba")
    outer = mail(a_txt=b"1", b_zip=archive(x_txt="hai"))
    outer.add_attachment(inner)
    assert sniff(bytes(outer)) is Kind.EMAIL
    assert names(bytes(outer)) == ["a.txt", "b.zip/x.txt", "3.eml/c.txt"]
    assert [member.data.strip() for member in unpack(bytes(mail("Số: 5")), "a", Kind.EMAIL)] == ["Số: 5".encode()]


def test_pictures_in_a_mails_text_are_no_documents() -> None:
    """The logo in a signature is not taken for an attachment."""
    message = mail(a_txt=b"1")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", cid="<1>")
    assert names(bytes(message)) == ["a.txt"]


def test_a_bomb_ends_with_a_sentence() -> None:
    """Count, size and depth have limits; what came before is there."""
    many = zipped({f"{number}.txt": "a" for number in range(30)})
    found: list[Member] = []
    with pytest.raises(TooLargeError, match="too many files"):
        found.extend(unpack(many, "a.zip", Kind.ARCHIVE, Limits(count=20)))
    assert len(found) == 20
    with pytest.raises(TooLargeError, match="unpacks to too much"):
        names(archive(a_txt=bytes(10_000)), Limits(size=5_000))
    deep = archive(a_txt="một")
    for _ in range(5):
        deep = archive(a_zip=deep)
    with pytest.raises(UnreadableError, match="archives inside archives"):
        names(deep)


def test_a_file_that_is_too_large_alone_is_cut_off() -> None:
    """It is taken out as far as its reader needs to refuse it; the others are read."""
    data = archive(a_txt=bytes(9_000), b_txt="hai")
    found = {member.name: len(member.data) for member in unpack(data, "a.zip", Kind.ARCHIVE, Limits(largest=1_000))}
    assert found == {"a.txt": 1_001, "b.txt": 3}


def test_damage_and_passwords_are_told() -> None:
    """A broken member and a locked one end with their own errors."""
    data = bytearray(archive(a_txt="một hai ba bốn năm"))
    data[40:44] = b"\xff\xff\xff\xff"
    with pytest.raises(UnreadableError, match="damaged archive"):
        names(bytes(data))
    locked = bytearray(archive(a_txt="một"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + place] |= 1
    with pytest.raises(EncryptedError, match="password"):
        list(unpack(bytes(locked), "a.zip", Kind.ARCHIVE))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped({"ppt/presentation.xml": "", "[Content_Types].xml": ""}), Kind.OTHER_OFFICE),
        (zipped({"mimetype": "application/epub+zip", "a.html": ""}), Kind.OTHER_OFFICE),
        (b"From: a@vi-du.vn\r\nTo: b@vi-du.vn\r\nMIME-Version: 1.0\r\n\r\nAbc", Kind.EMAIL),
        (b"MIME-Version: 1.0\r\nSubject: Trang\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", Kind.MAIL),
        (b"Subject: an article\n\nFrom: here on it is text.", Kind.TEXT),
        ("Số: 5/BC\nFrom: x\nmime-version: y".encode(), Kind.TEXT),
    ],
)
def test_containers_are_told_from_what_looks_like_them(data: bytes, kind: Kind) -> None:
    """Presentations and books are no archives of documents, and a text is no mail."""
    assert sniff(data) is kind


def test_a_page_saved_as_one_file_is_read() -> None:
    """A web archive's page is read; its pictures are not."""
    message = EmailMessage()
    message["From"], message["Subject"] = "<Saved by a browser>", "Trang"
    message.set_content("<html><body><p>Số: 5/BC-SNV</p></body></html>", subtype="html")
    message.add_related(b"\x89PNG", "image", "png", cid="<1>")
    document = read_bytes(bytes(message), "a.mht")
    assert lines(document) == ["Số: 5/BC-SNV"]
    assert document.media_type == "multipart/related"
    assert document.size_bytes == len(bytes(message))


def test_a_mail_cut_anywhere_ends_with_what_it_has_or_a_sentence() -> None:
    """Half a mail gives its attachments so far or an error of the file, never a defect."""
    whole = bytes(mail(a_txt=b"1" * 100, b_zip=archive(x_txt="hai")))
    for end in range(0, len(whole), 7):
        data = whole[:end]
        if data.strip() and sniff(data) is Kind.EMAIL:
            try:
                found = names(data)
            except UnreadableError as error:
                assert str(error).startswith("a is a damaged")
            else:
                assert len(found) <= 2
