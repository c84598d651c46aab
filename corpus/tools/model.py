"""What a source says: header, paragraphs, tables, footer, and the gold marked in them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.tools.markup import Mark, Run, parse_inline, plain

PARTS = {"meta", "head", "foot", "gold", "notes", "txt", "docx", "pdf", "text"}
STYLES = {"#": "h1", "##": "h2", "###": "h3", "@": "basis", "=": "title", "=/": "caption", "=#": "centre"}


class SourceError(ValueError):
    """A source that can't be read as one; the message names file and place."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `style` is one of the values of `STYLES` or `text`."""

    style: str
    runs: tuple[Run, ...]
    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """The words as a reader sees them, without marks of footnotes."""
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell; `up` and `left` say that it is merged with its neighbour and holds nothing of its own."""

    runs: tuple[Run, ...] = ()
    marks: tuple[Mark, ...] = ()
    up: bool = False
    left: bool = False

    @property
    def text(self) -> str:
        """The cell's words on one line."""
        return plain(self.runs).replace("\n", " ")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its own gold attributes; `page_break` stands for the end of a page after it (text formats)."""

    cells: tuple[TableCell, ...]
    attributes: dict[str, str]
    page_break: bool = False


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A ruled table: relative widths, `header` rows at the top, gold directives per column."""

    widths: tuple[float, ...]
    header: int
    repeat: bool
    rows: tuple[TableRow, ...]
    directives: tuple[tuple[int, str], ...]


Block = Paragraph | SourceTable


@dataclass(frozen=True, slots=True)
class Source:
    """One document: what is printed (`head`, `body`, `foot`, `appendix`, `notes`) and how (`txt`, `docx`, `pdf`)."""

    stem: str
    meta: dict[str, Any]
    head: dict[str, Any]
    foot: dict[str, Any]
    gold: dict[str, Any]
    body: tuple[Block, ...]
    appendix: tuple[Block, ...]
    notes: dict[str, tuple[Run, ...]]
    note_marks: tuple[Mark, ...] = ()
    subject_marks: tuple[Mark, ...] = ()
    txt: dict[str, Any] = field(default_factory=dict)
    docx: dict[str, Any] = field(default_factory=dict)
    pdf: dict[str, Any] = field(default_factory=dict)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Body and appendix, in order."""
        return self.body + self.appendix

    def issuer_lines(self) -> list[str]:
        """The lines of the issuer block's lower part."""
        return str(self.head.get("issuer", "")).split("\n")

    def note_order(self) -> list[str]:
        """Keys of the footnotes in the order of their marks; the first is printed as 1."""
        runs = [r for b in self.blocks for r in block_runs(b)]
        return [r.text for r in runs if r.kind == "note"]


def block_runs(block: Block) -> list[Run]:
    """All runs of a block, cells in order."""
    if isinstance(block, Paragraph):
        return list(block.runs)
    return [r for row in block.rows for cell in row.cells for r in cell.runs]


def load(path: Path) -> Source:
    """Read one source; raise `SourceError` where its form is wrong."""
    data = tomllib.loads(path.read_text("utf-8"))
    if unknown := data.keys() - PARTS:
        raise SourceError(f"{path.name}: unknown parts {sorted(unknown)}")
    notes = {key: parse_inline(value) for key, value in data.get("notes", {}).items()}
    subject, subject_marks = parse_inline(data["head"]["subject"])
    return Source(
        stem=path.stem,
        meta=data["meta"],
        head={**data["head"], "subject": plain(subject)},
        foot=data.get("foot", {}),
        gold=data.get("gold", {}),
        body=parse_blocks(data["text"]["body"], path.name),
        appendix=parse_blocks(data["text"].get("appendix", ""), path.name),
        notes={key: runs for key, (runs, _) in notes.items()},
        note_marks=tuple(m for _, marks in notes.values() for m in marks),
        subject_marks=subject_marks,
        txt=data.get("txt", {}),
        docx=data.get("docx", {}),
        pdf=data.get("pdf", {}),
    )


def parse_blocks(text: str, name: str) -> tuple[Block, ...]:
    """Turn the lines of a body into paragraphs and tables."""
    blocks: list[Block] = []
    table: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            blocks.append(_table(table, name))
            table = []
        if line.strip():
            blocks.append(_paragraph(line.strip()))
    return tuple(blocks)


def _paragraph(line: str) -> Paragraph:
    prefix, _, rest = line.partition(" ")
    style = STYLES.get(prefix, "text")
    runs, marks = parse_inline(rest if style != "text" else line)
    return Paragraph(style, runs, marks)


def _table(lines: list[str], name: str) -> SourceTable:
    if not lines[0].startswith("|: "):
        raise SourceError(f"{name}: a table begins with its widths, not {lines[0][:60]!r}")
    options = dict(pair.split("=", 1) for pair in lines[0][3:].split())
    widths = tuple(float(w) for w in options["w"].split(","))
    rows: list[TableRow] = []
    directives: list[tuple[int, str]] = []
    for line in lines[1:]:
        if line.startswith("|@"):
            column, _, rest = line[2:].partition(" ")
            directives.append((int(column) - 1, rest))
        elif line == "|PB":
            rows[-1] = TableRow(rows[-1].cells, rows[-1].attributes, page_break=True)
        else:
            rows.append(_row(line, len(widths), name))
    header = int(options.get("header", "1"))
    return SourceTable(widths, header, options.get("repeat") == "yes", tuple(rows), tuple(directives))


def _row(line: str, count: int, name: str) -> TableRow:
    if line.startswith("|=="):
        cells = (_cell(line[3:].strip()), *(TableCell(left=True) for _ in range(count - 1)))
        return TableRow(cells, {"group": "yes"})
    content, _, attributes = line[1:].rpartition("|")
    cells = tuple(_cell(part.strip()) for part in _split_cells(content))
    if len(cells) != count:
        raise SourceError(f"{name}: {len(cells)} cells instead of {count}: {line[:80]!r}")
    pairs = dict(pair.split("=", 1) for pair in attributes.split())
    return TableRow(cells, pairs)


def _split_cells(content: str) -> list[str]:
    """Split at the bars outside braces."""
    parts, depth = [""], 0
    for char in content:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _cell(text: str) -> TableCell:
    if text in ("^", "<"):
        return TableCell(up=text == "^", left=text == "<")
    runs, marks = parse_inline(text)
    return TableCell(runs, marks)
