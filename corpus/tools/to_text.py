"""Source to TXT, in the shapes that converters and hands leave: columns or rows, wrapped, marked, cut by page ends."""

from __future__ import annotations

import re
import textwrap

from corpus.tools.markup import Run
from corpus.tools.model import Block, Paragraph, Source, SourceTable, TableRow
from corpus.tools.page import (
    HeadLines,
    addressee_lines,
    head_lines,
    recipient_lines,
    second_signature,
    sign_lines,
    signer_name,
    title_lines,
    wrap_subject,
)

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEADING = {"h1": "## ", "h2": "### ", "h3": "#### "}


def build_text(source: Source) -> bytes:
    """Return the UTF-8 text of one document in the variant that its `[txt]` part asks for."""
    return (re.sub(r"\n{3,}", "\n\n", _Writer(source).text()).strip("\n") + "\n").encode("utf-8")


def canonical_text(source: Source) -> str:
    """Every printed word in reading order, one line per paragraph and table row; for grounding tests."""
    head = head_lines(source)
    lines = [*head.parent, *head.issuer, " ".join(source.issuer_lines()), *head.motto, head.number, head.place_date]
    lines += [*head.dispatch_subject, *head.marks, *title_lines(source), *addressee_lines(source)]
    for block in source.blocks:
        rows = [block] if isinstance(block, Paragraph) else []
        lines += [p.text for p in rows]
        if isinstance(block, SourceTable):
            lines += ["\t".join(c.text for c in row.cells) for row in block.rows]
    lines += [*recipient_lines(source), *second_signature(source), *sign_lines(source), signer_name(source)]
    lines += ["".join(r.text for r in source.notes[key]) for key in source.note_order()]
    return "\n".join(re.sub(r"[ \u00a0]+", " ", line) for line in lines)


class _Writer:
    """Collects the lines of one document; `pending` are footnotes that wait for a page end."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.options = source.txt
        self.order = source.note_order()
        self.pending: list[str] = []
        self.page = 1
        self.marked = bool(self.options.get("marked"))

    def text(self) -> str:
        source = self.source
        parts = [self._head(), self._title(), *self._blocks(source.body)]
        if not self.options.get("notes_at_end"):
            parts.append(self._notes())
        parts += [self._foot(), *self._blocks(source.appendix), self._notes()]
        return "\n\n".join(part for part in parts if part)

    def _head(self) -> str:
        head = head_lines(self.source)
        shape = self.options.get("header", "columns")
        if shape == "rows":
            return self._head_rows(head)
        if shape == "pipes":
            return self._head_pipes(head)
        return self._head_columns(head)

    def _head_columns(self, head: HeadLines) -> str:
        under = [head.number, *wrap_subject(head.dispatch_subject), *head.marks]
        blocks = [[*head.parent, *head.issuer], head.motto]
        date_first = self.options.get("date_first", False)
        blocks += [[head.place_date], under] if date_first else [under, [head.place_date]]
        return "\n\n".join("\n".join(self._strong(line) for line in block) for block in blocks if block)

    def _head_rows(self, head: HeadLines) -> str:
        left, right = [*head.parent, *head.issuer], list(head.motto)
        height = max(len(left), len(right))
        left += [""] * (height - len(left))
        right += [""] * (height - len(right))
        gap = self.options.get("gap", "     ")
        rows = [f"{a}{gap}{b}".strip() for a, b in zip(left, right, strict=True)]
        rows.append(f"{head.number}{gap}{head.place_date}")
        return "\n".join([*rows, *wrap_subject(head.dispatch_subject), *head.marks])

    def _head_pipes(self, head: HeadLines) -> str:
        left = "<br>".join(self._strong(line) for line in [*head.parent, *head.issuer])
        right = "<br>".join(self._strong(line) for line in head.motto)
        under = "<br>".join([head.number, *wrap_subject(head.dispatch_subject)])
        rows = [f"| {left} | {right} |", "| --- | --- |", f"| {under} | *{head.place_date}* |"]
        return "\n".join(rows) + "".join(f"\n\n{mark}" for mark in head.marks)

    def _title(self) -> str:
        title, subject = title_lines(self.source)
        lines = [
            f"## {title}" if self.marked and title else title,
            f"**{subject}**" if self.marked and subject else subject,
        ]
        address = "\n".join(addressee_lines(self.source))
        return "\n\n".join(part for part in ("\n".join(line for line in lines if line), address) if part)

    def _strong(self, line: str) -> str:
        return f"**{line}**" if self.marked and line.isupper() else line

    def _blocks(self, blocks: tuple[Block, ...]) -> list[str]:
        return [self._paragraph(b) if isinstance(b, Paragraph) else self._table(b) for b in blocks]

    def _paragraph(self, paragraph: Paragraph) -> str:
        text = "".join(self._run(r) for r in paragraph.runs)
        text = re.sub(r" *\x00 *", lambda _: self._page_end(), text)
        if self.marked and paragraph.style in _HEADING:
            text = _HEADING[paragraph.style] + text
        if self.marked and paragraph.style in ("title", "caption"):
            text = f"**{text}**" if paragraph.style == "title" else f"*{text}*"
        return self._wrap(text)

    def _run(self, run: Run) -> str:
        if run.kind == "del":
            return ""
        if run.kind == "break":
            return "\x00" if self.options.get("breaks") else " "
        if run.kind == "note":
            return self._note_mark(run.text)
        edge = "**" if run.bold else "*" if run.italic else ""
        return f"{edge}{run.text}{edge}" if self.marked and edge and run.text.strip() == run.text else run.text

    def _note_mark(self, key: str) -> str:
        number = str(self.order.index(key) + 1)
        self.pending.append(key)
        return number.translate(_SUPERSCRIPT) if self.options.get("superscript", True) else f"[{number}]"

    def _page_end(self) -> str:
        """A page end in a sentence: footnotes of the page, the next page's number, a blank line."""
        self.page += 1
        notes = "" if self.options.get("notes_at_end") else self._notes()
        number = f"\n\n{self.page}" if self.options.get("page_numbers") else ""
        return (f"\n\n{notes}" if notes else "") + number + "\n\n"

    def _notes(self) -> str:
        lines = []
        for key in self.pending:
            number = str(self.order.index(key) + 1)
            mark = number.translate(_SUPERSCRIPT) if self.options.get("superscript", True) else f"[{number}]"
            lines.append(self._wrap(f"{mark} " + "".join(r.text for r in self.source.notes[key])))
        self.pending = []
        return "\n".join(lines)

    def _wrap(self, text: str) -> str:
        width = self.options.get("wrap")
        if not width:
            return text
        return "\n".join(
            "\n".join(textwrap.wrap(line, width, break_on_hyphens=False, break_long_words=False)) if line else ""
            for line in text.split("\n")
        )

    def _table(self, table: SourceTable) -> str:
        shape = self.options.get("tables", "tabs")
        lines: list[str] = []
        cut = False
        for index, row in enumerate(table.rows):
            lines += self._row(row, shape, cut)
            if index == table.header - 1 and shape == "pipes":
                lines.append("|" + " --- |" * len(table.widths))
            if row.page_break and self.options.get("breaks"):
                lines.append("")
            cut = bool(row.page_break and self.options.get("breaks")) or (cut and row.cells[0].up)
        return "\n".join(lines)

    def _row(self, row: TableRow, shape: str, cut: bool) -> list[str]:
        cells = [re.sub(r"\s+", " ", c.text) for c in row.cells]
        if cut and row.cells[0].up and self.options.get("lost_merge"):
            cells = cells[1:]
        if "group" in row.attributes:
            cells = cells if shape == "pipes" else cells[:1]
        if shape == "pipes":
            return ["| " + " | ".join(cells) + " |"]
        if shape == "cells":
            return ["|", *(line for cell in cells for line in (cell, "|"))]
        return ["\t".join(cells).rstrip() if shape == "tabs" else " ; ".join(cells)]

    def _foot(self) -> str:
        names, sign, name = recipient_lines(self.source), sign_lines(self.source), signer_name(self.source)
        if not sign and not names:
            return ""
        label = self.source.foot.get("label", "Nơi nhận:")
        second = "\n".join(second_signature(self.source))
        if second:
            return "\n\n".join([second, "\n".join(sign), name, "\n".join([label, *names])])
        if self.options.get("footer") == "rows":
            return self._foot_rows([label, *names], [*sign, "", name])
        head = f"***{label}***" if self.marked else label
        office = [f"**{line}**" for line in sign] if self.marked else sign
        return "\n\n".join(
            ["\n".join([head, *names]), "\n".join(office), f"**{name}**" if self.marked and name else name]
        )

    def _foot_rows(self, left: list[str], right: list[str]) -> str:
        height = max(len(left), len(right))
        left, right = left + [""] * (height - len(left)), right + [""] * (height - len(right))
        return "\n".join(f"{a}     {b}".rstrip() for a, b in zip(left, right, strict=True))
