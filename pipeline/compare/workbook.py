"""The workbook: sheets with filters, frozen heads, colours, and links to the documents.

Every text is written as a text, so that no cell becomes a formula, whatever a document says.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from pipeline.compare.comparison import Comparison
from pipeline.compare.sheets import SHEETS, Head, Place, Sheet, Value
from pipeline.compare.texts import shown

# Of the format itself.
LONGEST_TEXT = 32_000
MOST_LINKS = 65_000
LONGEST_LINK = 2_000
MOST_ROWS = 1_000_000

Links = Callable[[str, int | None], str | None]
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1, "bg_color": "#D9E2F3"}
_CELL = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
_LOOKS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True},
    "wide": {"text_wrap": True},
    "yes": {"text_wrap": True},
    "severity": {},
    "whole": {"num_format": "0"},
    "number": {"num_format": "0.##"},
    "percent": {"num_format": "0.00"},
    "change": {"num_format": "+0.##;-0.##;0"},
    "day": {"num_format": "[$-42A]dd/mm/yyyy", "align": "left"},
    "link": {"font_color": "#0563C1", "underline": 1, "text_wrap": True},
}
_GREEN, _RED, _YELLOW = "#C6EFCE", "#FFC7CE", "#FFEB9C"


def no_links(_document: str, _page: int | None) -> str | None:
    """Return no link for any document."""
    return None


def build_workbook(comparison: Comparison, stamp: datetime, links: Links = no_links) -> bytes:
    """Return the workbook as an `.xlsx` file.

    Args:
        comparison: what it shows.
        stamp: when it was made, for its properties.
        links: gives the link to a page of a document, relative to the workbook; None for no link.
    """
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": "So sánh văn bản cải cách hành chính", "created": stamp.replace(tzinfo=None)})
        looks = {name: book.add_format({**_CELL, **look}) for name, look in _LOOKS.items()}
        page = _Page(book, book.add_format(_HEAD), looks, links)
        for sheet in SHEETS:
            page.write(sheet, comparison)
    return buffer.getvalue()


class _Page:
    """Writes one sheet after the other into a workbook."""

    def __init__(self, book: Any, head: Any, looks: dict[str, Any], links: Links) -> None:  # noqa: ANN401
        self._book, self._head, self._looks, self._links = book, head, looks, links
        self._left = 0

    def write(self, sheet: Sheet, comparison: Comparison) -> None:
        """Write a sheet with its head, rows, filter and colours."""
        paper = self._book.add_worksheet(sheet.name)
        heads = _with_pages(sheet.heads)
        for place, head in enumerate(heads):
            paper.write_string(0, place, head.name, self._head)
            paper.set_column(place, place, head.width)
        count, self._left = 0, MOST_LINKS
        for count, row in enumerate(sheet.rows(comparison), start=1):
            if count > MOST_ROWS:
                break
            self._row(paper, count, heads, row)
        self._frame(paper, count, len(heads))
        self._colour(paper, count, heads)

    def _row(self, paper: Any, number: int, heads: tuple[Head, ...], row: tuple[Value | Place, ...]) -> None:  # noqa: ANN401
        place = 0
        for value in row:
            if isinstance(value, Place):
                self._place(paper, number, place, value)
                place += 1
            else:
                self._value(paper, number, place, heads[place], value)
            place += 1

    def _value(self, paper: Any, row: int, place: int, head: Head, value: Value) -> None:  # noqa: ANN401
        look = self._looks[head.kind]
        if value is None or value == "":
            paper.write_blank(row, place, None, look)
        elif isinstance(value, str):
            paper.write_string(row, place, shown(value, LONGEST_TEXT), look)
        elif isinstance(value, date):
            self._day(paper, row, place, value)
        else:
            paper.write_number(row, place, value, look)

    def _day(self, paper: Any, row: int, place: int, value: date) -> None:  # noqa: ANN401
        if value.year < 1900:
            paper.write_string(row, place, value.isoformat(), self._looks["text"])
        else:
            paper.write_datetime(row, place, datetime(value.year, value.month, value.day), self._looks["day"])

    def _place(self, paper: Any, row: int, place: int, value: Place) -> None:  # noqa: ANN401
        name = shown(value.document or "", LONGEST_TEXT)
        link = self._links(value.document, value.page) if value.document else None
        if link and self._left and len(link) <= LONGEST_LINK:
            self._left -= 1
            paper.write_url(row, place, f"external:{link}", self._looks["link"], name)
        else:
            paper.write_string(row, place, name, self._looks["text"])
        self._value(paper, row, place + 1, Head("Trang", "whole"), value.page)

    def _frame(self, paper: Any, rows: int, columns: int) -> None:  # noqa: ANN401
        paper.freeze_panes(1, 0)
        paper.autofilter(0, 0, max(rows, 1), columns - 1)
        paper.set_landscape()
        paper.set_paper(9)
        paper.fit_to_pages(1, 0)
        paper.repeat_rows(0)
        paper.set_footer("&C&P/&N")

    def _colour(self, paper: Any, rows: int, heads: tuple[Head, ...]) -> None:  # noqa: ANN401
        """Colour what is good and what is wanting."""
        good, bad = self._book.add_format({"bg_color": _GREEN}), self._book.add_format({"bg_color": _RED})
        doubtful = self._book.add_format({"bg_color": _YELLOW})
        cells: dict[str, list[dict[str, Any]]] = {
            "percent": [
                {"type": "3_color_scale", "min_color": "#F8696B", "mid_color": "#FFEB84", "max_color": "#63BE7B"}
            ],
            "change": [
                {"type": "cell", "criteria": ">", "value": 0, "format": good},
                {"type": "cell", "criteria": "<", "value": 0, "format": bad},
            ],
            "yes": [
                {"type": "blanks", "format": bad},
                {"type": "cell", "criteria": "==", "value": '"Chưa"', "format": bad},
            ],
            "severity": [
                {"type": "cell", "criteria": "==", "value": '"Lỗi"', "format": bad},
                {"type": "cell", "criteria": "==", "value": '"Cảnh báo"', "format": doubtful},
            ],
        }
        for place, head in enumerate(heads if rows else ()):
            for rule in cells.get(head.kind, []):
                paper.conditional_format(1, place, rows, place, rule)


def _with_pages(heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """Return the heads with one for the page after each link."""
    return tuple(
        each for head in heads for each in ((head, Head("Trang", "whole", 7)) if head.kind == "link" else (head,))
    )
