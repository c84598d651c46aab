"""DOCX files written as XML, so that what a test is about is visible in it."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def root(name: str, inner: str) -> str:
    """Return a part's XML with all namespaces declared."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{name} {_NAMESPACES}>{inner}</w:{name}>'


def relationships(targets: dict[str, str]) -> str:
    """Return a relationships part; ids are the file names without extension."""
    inner = "".join(
        f'<Relationship Id="{target.rpartition("/")[2].partition(".")[0]}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for target, kind in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def docx_bytes(body: str, **parts: str) -> bytes:
    """Return a DOCX file.

    Args:
        body: what stands in `w:body`.
        parts: inner XML of `styles`, `numbering`, `footnotes`, `endnotes`; `header1`, `footer1` and so on.
    """
    names = {"footnotes": "footnotes", "endnotes": "endnotes", "styles": "styles", "numbering": "numbering"}
    roots = {"header": "hdr", "footer": "ftr"}
    files = {
        "_rels/.rels": relationships({"word/document.xml": "officeDocument"}),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
    }
    targets: dict[str, str] = {}
    for name, inner in parts.items():
        kind = names.get(name, name.rstrip("0123456789"))
        files[f"word/{name}.xml"] = root(roots.get(kind, kind), inner)
        targets[f"{name}.xml"] = kind
    files["word/_rels/document.xml.rels"] = relationships(targets)
    return zip_bytes(files)


def zip_bytes(files: dict[str, str]) -> bytes:
    """Return a zip file with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """Return a paragraph with one run of text; `properties` and `run` are inner XML of its property elements."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, run)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    """Return a table cell; plain text becomes one paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr><w:tcW w:w='1000' w:type='dxa'/>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a table row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, properties: str = "", grid: str = "") -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def borders(value: str, name: str = "tblBorders") -> str:
    """Return a border element with the same value on all sides."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    inner = "".join(f'<w:{side} w:val="{value}"/>' for side in sides)
    return f"<w:{name}>{inner}</w:{name}>"


def sdt(content: str) -> str:
    """Return a content control around something."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"
