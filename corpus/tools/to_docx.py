"""Source to DOCX: borderless header and footer tables, Word numbering, merged cells, footnotes, tracked changes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from corpus.tools.markup import Run
from corpus.tools.model import Block, Paragraph, Source, SourceTable
from corpus.tools.page import (
    addressee_lines,
    head_lines,
    recipient_lines,
    second_signature,
    sign_lines,
    signer_name,
    title_lines,
)

EPOCH = datetime(2024, 1, 1)
_MARKER = re.compile(r"^(?:([IVX]+)\.|(\d+)\.|(-)) +")
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
_FORMATS = (("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "-"))
_NOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NS = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def build_docx(source: Source) -> bytes:
    """Return the bytes of one document; the same source gives the same bytes."""
    return _Writer(source).build()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Writer:
    """Writes one document; `numbering` counts the Word lists opened so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.options = source.docx
        self.order = source.note_order()
        self.document = Document()
        self.numbers: list[tuple[int, int, int]] = []  # num id, level, start
        self.last: dict[int, tuple[int, int]] = {}  # level -> num id, value
        self.revision = 100

    def build(self) -> bytes:
        self._page_setup()
        self._head()
        self._blocks(self.source.body)
        self._foot()
        if self.source.appendix:
            self._appendix()
        if self.order:
            self._footnotes()
        if self.numbers:
            self._numbering()
        self.document.core_properties.created = self.document.core_properties.modified = EPOCH
        self.document.core_properties.author = "vanban"
        self.document.core_properties.comments = "Tài liệu mẫu, số liệu và nhân vật hư cấu"
        raw = io.BytesIO()
        self.document.save(raw)
        return _fixed_zip(raw.getvalue())

    def _page_setup(self) -> None:
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(14)
        style.paragraph_format.space_after = Pt(4)
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER
        field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(field))

    def _plain_table(self, columns: tuple[float, float]) -> Table:
        table: Table = self.document.add_table(rows=1, cols=2)
        for cell, width in zip(table.rows[0].cells, columns, strict=True):
            cell.width = Cm(width)
        return table

    def _head(self) -> None:
        head = head_lines(self.source)
        table = self._plain_table((6.5, 9.5))
        rows = [(head.parent, head.issuer, head.motto)] if head.motto else []
        if rows:
            left, right = table.rows[0].cells
            _lines(left, [*((p, False) for p in head.parent), *((i, True) for i in head.issuer)])
            _lines(right, [(m, True) for m in head.motto])
            table.add_row()
        left, right = table.rows[-1].cells
        if self.options.get("text_box"):
            self._text_box(left.paragraphs[0], head.number)
            _lines(left, [(line, False) for line in [*head.dispatch_subject, *head.marks]], fresh=False)
        else:
            _lines(left, [(line, False) for line in [head.number, *head.dispatch_subject, *head.marks]])
        _lines(right, [(head.place_date, False)], italic=True)
        self._title()

    def _text_box(self, paragraph: WordParagraph, text: str) -> None:
        xml = (
            f'<w:r {nsdecls("w")} {_NS}><w:pict><v:rect style="width:150pt;height:20pt" stroked="f">'
            f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{_escape(text)}</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></v:rect></w:pict></w:r>"
        )
        paragraph._p.append(parse_xml(xml))

    def _title(self) -> None:
        for line, bold in zip(title_lines(self.source), (True, True), strict=True):
            if line:
                paragraph = self.document.add_paragraph()
                paragraph.alignment = ALIGN.CENTER
                paragraph.add_run(line).bold = bold
        for index, line in enumerate(addressee_lines(self.source)):
            paragraph = self.document.add_paragraph(line)
            paragraph.paragraph_format.left_indent = Cm(2.5 if index == 0 else 4)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._table(block)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self.document.add_paragraph()
        centred = block.style in ("title", "caption", "centre")
        paragraph.alignment = ALIGN.CENTER if centred else ALIGN.JUSTIFY
        runs = list(block.runs)
        if self.options.get("numbering"):
            runs = self._number(paragraph, runs)
        if not centred and runs == list(block.runs):
            paragraph.paragraph_format.first_line_indent = Cm(1)
        bold, italic = block.style in ("h1", "h2", "h3", "title"), block.style in ("basis", "caption", "h3")
        self._runs(paragraph, runs, bold, italic)

    def _number(self, paragraph: WordParagraph, runs: list[Run]) -> list[Run]:
        match = _MARKER.match(runs[0].text)
        if not match:
            return runs
        level = 0 if match.group(1) else 1 if match.group(2) else 2
        value = _ROMAN.index(match.group(1)) + 1 if match.group(1) else int(match.group(2) or 0)
        number = self._list_for(level, value)
        numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level
        numbered.get_or_add_numId().val = number
        rest = runs[0].text[match.end() :]
        return [Run(rest, runs[0].bold, runs[0].italic, runs[0].kind), *runs[1:]]

    def _list_for(self, level: int, value: int) -> int:
        """The list that goes on with this value, or a new one that starts at it."""
        before = self.last.get(level)
        if level == 2 and before:
            return before[0]
        if before and before[1] + 1 == value and level in self.last:
            self.last[level] = (before[0], value)
            return before[0]
        number = 500 + len(self.numbers)
        self.numbers.append((number, level, max(value, 1)))
        self.last[level] = (number, value)
        return number

    def _runs(self, paragraph: WordParagraph, runs: Iterable[Run], bold: bool, italic: bool) -> None:
        for run in runs:
            if run.kind == "note":
                paragraph._p.append(parse_xml(_note_run(self.order.index(run.text) + 1)))
            elif run.kind in ("ins", "del"):
                paragraph._p.append(parse_xml(self._change(run)))
            else:
                for index, line in enumerate(run.text.split("\n")):
                    added = paragraph.add_run()
                    if index:
                        added.add_break()
                    added.add_text(line)
                    added.bold, added.italic = (bold or run.bold) or None, (italic or run.italic) or None

    def _change(self, run: Run) -> str:
        self.revision += 1
        tag, text = ("ins", "t") if run.kind == "ins" else ("del", "delText")
        return (
            f'<w:{tag} {nsdecls("w")} w:id="{self.revision}" w:author="vanban" w:date="2024-01-01T00:00:00Z">'
            f'<w:r><w:{text} xml:space="preserve">{_escape(run.text)}</w:{text}></w:r></w:{tag}>'
        )

    def _table(self, block: SourceTable) -> None:
        table = self.document.add_table(rows=len(block.rows), cols=len(block.widths))
        table.style = "Table Grid"
        total = sum(block.widths)
        room = 25.0 if self.options.get("landscape") else 16.0
        grid = [[table.cell(r, c) for c in range(len(block.widths))] for r in range(len(block.rows))]
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row.cells):
                grid[r][c].width = Cm(room * block.widths[c] / total)
                if not (cell.up or cell.left):
                    paragraph = grid[r][c].paragraphs[0]
                    self._runs(paragraph, cell.runs, r < block.header or "group" in row.attributes, False)
                    paragraph.alignment = ALIGN.CENTER if r < block.header else ALIGN.LEFT
        self._merge(block, grid)
        for r in range(block.header if block.repeat else 0):
            table.rows[r]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))

    def _merge(self, block: SourceTable, grid: list[list[_Cell]]) -> None:
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row.cells):
                if cell.up or cell.left:
                    continue
                right = c
                while right + 1 < len(row.cells) and row.cells[right + 1].left:
                    right += 1
                down = r
                while down + 1 < len(block.rows) and block.rows[down + 1].cells[c].up:
                    down += 1
                if (right, down) != (c, r):
                    _merge_cells(grid, (r, c), (down, right))

    def _foot(self) -> None:
        names, sign = recipient_lines(self.source), sign_lines(self.source)
        if not names and not sign:
            return
        label = [(self.source.foot.get("label", "Nơi nhận:"), True), *((n, False) for n in names)]
        second = [(line, True) for line in second_signature(self.source)]
        left, right = self._plain_table((8, 8)).rows[0].cells
        _lines(right, [*((s, True) for s in sign), ("", False), ("", False), (signer_name(self.source), True)])
        if second:
            _lines(left, second)
            left = self._plain_table((8, 8)).rows[0].cells[0]
        _lines(left, label, centre=False)

    def _appendix(self) -> None:
        section = self.document.add_section()
        if self.options.get("landscape"):
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21)
        self._blocks(self.source.appendix)

    def _footnotes(self) -> None:
        notes = "".join(
            f'<w:footnote w:id="{i}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {_escape("".join(r.text for r in self.source.notes[key]))}</w:t></w:r>'
            "</w:p></w:footnote>"
            for i, key in enumerate(self.order, 1)
        )
        marks = (
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
            "</w:footnote>"
        )
        xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{marks}{notes}</w:footnotes>'
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _NOTE_TYPE, xml.encode("utf-8"), package)
        self.document.part.relate_to(part, RT.FOOTNOTES)

    def _numbering(self) -> None:
        root = self.document.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/></w:lvl>'
            for i, (kind, text) in enumerate(_FORMATS)
        )
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'
        first = root.find(qn("w:num"))
        first.addprevious(parse_xml(abstract)) if first is not None else root.append(parse_xml(abstract))
        for number, level, start in self.numbers:
            root.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>'
                    f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
                )
            )


def _note_run(number: int) -> str:
    return (
        f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r>'
    )


def _lines(
    cell: _Cell, lines: list[tuple[str, bool]], fresh: bool = True, italic: bool = False, centre: bool = True
) -> None:
    """Write one paragraph per line; the first into the cell's own empty paragraph if `fresh`."""
    for index, (line, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if fresh and index == 0 else cell.add_paragraph()
        paragraph.alignment = ALIGN.CENTER if centre else ALIGN.LEFT
        run = paragraph.add_run(line)
        run.font.size = Pt(13 if centre else 11)
        run.bold, run.italic = bold or None, italic or None


def _merge_cells(grid: list[list[_Cell]], start: tuple[int, int], end: tuple[int, int]) -> None:
    """Merge a rectangle; the empty paragraphs that python-docx moves in are dropped again."""
    merged = grid[start[0]][start[1]].merge(grid[end[0]][end[1]])
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)


def _fixed_zip(raw: bytes) -> bytes:
    """Repack with fixed times, so that the bytes depend on the content only."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, date_time=(2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            new.writestr(info, old.read(name))
    return out.getvalue()
