"""Behaviour of the DOCX reader on notes, page headers and footers, and on files that are not what they seem."""

from __future__ import annotations

import pytest

from pipeline.core.document import Line, Note, Table
from pipeline.core.errors import EncryptedError, NeedsOcrError, TooLargeError, UnreadableError
from pipeline.readers import docx_package
from pipeline.readers.docx import read_docx
from tests.readers.docx_files import W, docx_bytes, p, r, relationships, root, tbl, tc, tr, zip_bytes

FOOTNOTES = "".join(
    f'<w:footnote w:id="{i}">{p(" " + text)}</w:footnote>'
    for i, text in [(0, "ngăn cách"), (1, "Theo báo cáo."), (2, "Bị xoá."), (3, "* Tính đến quý I.")]
)


def reference(kind: str, note_id: int, mark: str = "") -> str:
    """Return a run that refers to a note."""
    custom = ' w:customMarkFollows="1"' if mark else ""
    return f'<w:r><w:{kind}Reference{custom} w:id="{note_id}"/><w:t>{mark}</w:t></w:r>'


def test_footnotes_in_order_of_reference():
    """Marks leave no trace in the text; notes come in order of reference; those never referred to are left out."""
    body = (
        f"<w:p>{r('đạt 90%')}{reference('footnote', 1)}{r(' kế hoạch')}"
        f"<w:del>{reference('footnote', 2)}</w:del>{reference('footnote', 3, '*')}</w:p>"
    )
    source = read_docx(docx_bytes(body, footnotes=FOOTNOTES), "t.docx")
    assert source.blocks == (Line("đạt 90% kế hoạch", whole=True),)
    assert source.notes == (
        Note("1", (Line("Theo báo cáo.", whole=True),)),
        Note("*", (Line("Tính đến quý I.", whole=True),)),
    )


def test_endnotes_are_numbered_on_their_own():
    """Endnotes follow the footnotes, in Roman figures unless the section says otherwise."""
    endnotes = f'<w:endnote w:id="1">{p("Nguồn: số liệu")}</w:endnote>'
    body = f"<w:p>{r('x')}{reference('endnote', 1)}{reference('footnote', 1)}</w:p>"
    decimal = '<w:sectPr><w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr></w:sectPr>'
    for section, mark in (("", "i"), (decimal, "1")):
        source = read_docx(docx_bytes(body + section, footnotes=FOOTNOTES, endnotes=endnotes), "t.docx")
        assert [(note.mark, note.lines[0].text) for note in source.notes] == [
            ("1", "Theo báo cáo."),
            (mark, "Nguồn: số liệu"),
        ]


def head(kind: str, first: bool = False) -> str:
    """Return section properties that refer to header1 as the header of a kind."""
    title = "<w:titlePg/>" if first else ""
    return f'<w:sectPr><w:headerReference w:type="{kind}" r:id="header1"/>{title}</w:sectPr>'


@pytest.mark.parametrize(
    ("header", "section", "expected"),
    [
        (p("2"), head("default"), []),
        (p("Kế hoạch cải cách hành chính"), head("default"), []),
        (p("Số: 12/KH-ABC"), head("default"), ["Số: 12/KH-ABC"]),
        (p("DỰ THẢO LẦN 2"), head("first", first=True), ["DỰ THẢO LẦN 2"]),
        (p("DỰ THẢO"), head("first"), []),
        (p("KHẨN"), head("default"), ["KHẨN"]),
        (p("SỞ Y TẾ TỈNH BA VÂN"), head("default"), ["SỞ Y TẾ TỈNH BA VÂN"]),
        (p("Nội dung"), head("default"), []),
        (p("V/v đã có"), head("default"), []),
    ],
)
def test_running_heads(header, section, expected):
    """Of a page header only the document's own particulars are read, before the body, unless the body has them."""
    data = docx_bytes(p("V/v đã có") + section, header1=header)
    found = [block.text for block in read_docx(data, "t.docx").blocks if isinstance(block, Line)]
    assert found == [*expected, "V/v đã có"]


def test_letterhead_in_the_page_header():
    """A two-column head that stands in the page header is read as the table that it is."""
    letterhead = tbl(tr(tc("SỞ NỘI VỤ"), tc("Độc lập - Tự do - Hạnh phúc"))) + p()
    source = read_docx(docx_bytes(p("KẾ HOẠCH") + head("default"), header1=letterhead), "t.docx")
    assert isinstance(source.blocks[0], Table)
    assert len(source.blocks) == 2


def test_draft_watermark():
    """Words printed across the page say that it is a draft."""
    mark = '<w:p><w:r><w:pict><v:shape><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r></w:p>'
    source = read_docx(docx_bytes(p("KẾ HOẠCH") + head("default"), header1=mark), "t.docx")
    assert [block.text for block in source.blocks if isinstance(block, Line)] == ["DỰ THẢO", "KẾ HOẠCH"]


def test_only_images():
    """A document with nothing but pictures needs text recognition."""
    with pytest.raises(NeedsOcrError, match="only images"):
        read_docx(docx_bytes('<w:p><w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r></w:p>'), "scan.docx")


def test_dangling_parts_are_forgiven():
    """Relationships to parts that are not there don't stop the reader; damaged styles don't either."""
    files = {
        "_rels/.rels": relationships({"/word/document2.xml": "officeDocument"}),
        "word/document2.xml": root("document", f"<w:body>{p('vẫn đọc được')}</w:body>"),
        "word/_rels/document2.xml.rels": relationships(
            {"media/none.png": "image", "styles.xml": "styles", "numbering.xml": "numbering"}
        ),
        "word/styles.xml": "<w:styles><w:style w:styleId='a'><w:rPr>",
        "word/numbering.xml": "<broken",
    }
    assert [getattr(block, "text", "") for block in read_docx(zip_bytes(files), "t.docx").blocks] == ["vẫn đọc được"]


def test_without_relationships():
    """A file whose list of parts is missing is read from the usual place."""
    files = {"word/document.xml": root("document", f"<w:body>{p('x')}</w:body>")}
    assert len(read_docx(zip_bytes(files), "t.docx").blocks) == 1


def test_strict_files():
    """A file in the strict form of the standard reads as any other."""
    xml = root("document", f"<w:body>{p('Điều 1')}</w:body>")
    xml = xml.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert len(read_docx(zip_bytes({"word/document.xml": xml}), "t.docx").blocks) == 1


@pytest.mark.parametrize(
    "files",
    [
        {"xl/workbook.xml": "<x/>"},
        {"word/document.xml": "<w:document"},
        {"word/document.xml": ""},
        {"word/document.xml": "<html/>"},
        {"word/document.xml": root("document", "<w:body>" + "<w:sdt>" * 3000 + "</w:sdt>" * 3000 + "</w:body>")},
        {"_rels/.rels": "<broken", "word/document.xml": root("document", f"<w:body>{p('x')}</w:body>")},
    ],
    ids=["other zip", "cut", "empty part", "other xml", "bottomless", "bad parts list"],
)
def test_damaged_files(files):
    """A zip without a readable main document is reported as unreadable, in one sentence."""
    with pytest.raises(UnreadableError, match=r"^t\.docx .*\.$"):
        read_docx(zip_bytes(files), "t.docx")


def test_older_office_format():
    """The bytes of an older Office file are no DOCX."""
    with pytest.raises(UnreadableError, match="older Office"):
        read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "t.docx")


def test_password_of_the_zip():
    """A zip whose members are encrypted wants a password."""
    data = bytearray(docx_bytes(p("x")))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(EncryptedError):
        read_docx(bytes(data), "t.docx")


def test_zip_bomb(monkeypatch):
    """A part that declares more than the limit is refused before it is unpacked."""
    monkeypatch.setattr(docx_package, "MAX_PART_BYTES", 10_000)
    with pytest.raises(TooLargeError):
        read_docx(docx_bytes(p("x" * 20_000)), "t.docx")


def test_entities_are_not_expanded(tmp_path):
    """Neither a file of this machine nor a multiplied entity gets into the text."""
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    doctype = (
        f'<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    )
    xml = root("document", f"<w:body>{p('còn &f;&b; lại')}{p('sau')}</w:body>")
    xml = xml.replace("?><w:", f"?>{doctype}<w:", 1)
    text = " ".join(
        getattr(block, "text", "") for block in read_docx(zip_bytes({"word/document.xml": xml}), "t").blocks
    )
    assert "bí mật" not in text
    assert "aaa" not in text
    assert "sau" in text
