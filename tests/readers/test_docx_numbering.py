"""Behaviour of the DOCX reader on automatic list numbers."""

from __future__ import annotations

import pytest

from pipeline.readers.docx import read_docx
from pipeline.readers.docx_numbering import format_number
from tests.readers.docx_files import docx_bytes, p


def level(depth: int, fmt: str, text: str, extra: str = "", start: int = 1) -> str:
    """Return one `w:lvl`."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    """Return one `w:abstractNum`."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, abstract_id: int, extra: str = "") -> str:
    """Return one `w:num`."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_id}"/>{extra}</w:num>'


def item(text: str, num_id: int, depth: int = 0) -> str:
    """Return a paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num_id}"/></w:numPr>')


def texts(body: str, numbering: str, styles: str = "") -> list[str]:
    """Return the text of each line."""
    blocks = read_docx(docx_bytes(body, numbering=numbering, styles=styles), "t.docx").blocks
    return [getattr(block, "text", "") for block in blocks]


OUTLINE = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "decimal", "%2.%3."))


def test_levels_restart_under_a_higher_one():
    """A deeper level begins anew after each higher one, and shows the numbers above it."""
    body = (item("A", 1) + item("B", 1, 1) + item("C", 1, 2) + item("D", 1, 2) + item("E", 1, 1) + item("F", 1, 2)) + (
        item("G", 1) + item("H", 1, 1)
    )
    expected = ["I. A", "1. B", "1.1. C", "1.2. D", "2. E", "2.1. F", "II. G", "1. H"]
    assert texts(body, OUTLINE + num(1, 0)) == expected


def test_level_that_never_restarts():
    """`lvlRestart` 0 keeps counting across higher levels; a number restarts after that level only."""
    numbering = abstract(
        0,
        level(0, "upperRoman", "%1."),
        level(1, "upperLetter", "%2."),
        level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>'),
        level(3, "decimal", "(%4)", '<w:lvlRestart w:val="0"/>'),
    ) + num(1, 0)
    body = item("a", 1) + item("b", 1, 1) + item("c", 1, 2) + item("d", 1, 3)
    body += item("e", 1, 1) + item("f", 1, 2) + item("g", 1, 3) + item("h", 1) + item("i", 1, 2) + item("k", 1, 3)
    expected = ["I. a", "A. b", "1. c", "(1) d", "B. e", "2. f", "(2) g", "II. h", "1. i", "(3) k"]
    assert texts(body, numbering) == expected


def test_instances_share_counters_until_one_starts_over():
    """Two instances of one list go on counting; one with a start of its own begins there, once."""
    numbering = OUTLINE + num(1, 0) + num(2, 0)
    numbering += num(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    body = item("a", 1) + item("b", 2) + item("c", 3) + item("d", 3)
    assert texts(body, numbering) == ["I. a", "II. b", "V. c", "VI. d"]


def test_overridden_level_and_start():
    """A level replaced for one instance shows its own format and start."""
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)", start=4)}</w:lvlOverride>'
    assert texts(item("a", 1) + item("b", 1), OUTLINE + num(1, 0, own)) == ["d) a", "e) b"]


@pytest.mark.parametrize(
    ("char", "font", "expected"),
    [
        ("\uf0b7", "Symbol", "- x"),
        ("\uf0d8", "Wingdings", "- x"),
        ("v", "Wingdings", "- x"),
        ("o", "Courier New", "- x"),
        ("-", "Times New Roman", "- x"),
        ("+", "", "+ x"),
        ("•", "", "• x"),
        ("", "", "x"),
    ],
)
def test_bullets(char, font, expected):
    """Bullets of symbol fonts become a dash, typed ones stay."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    bullet = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{char}"/>{fonts}</w:lvl>'
    assert texts(item("x", 1), abstract(0, bullet) + num(1, 0)) == [expected]


def test_numbers_from_styles():
    """A style carries a number, its level found by the level's link to the style; numId 0 takes it away."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
    )
    numbering = abstract(
        0,
        level(0, "decimal", "Điều %1.", '<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>'),
    ) + num(1, 0)
    none = '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("a", '<w:pStyle w:val="H1"/>') + p("b", '<w:pStyle w:val="H2"/>') + p("c", none)
    assert texts(body, numbering, styles) == ["Điều 1. a", "1.1 b", "c"]


def test_list_linked_through_a_numbering_style():
    """A list that only links to a numbering style takes the levels from there."""
    styles = (
        '<w:style w:type="numbering" w:styleId="NS"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    linked = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="NS"/></w:abstractNum>'
    assert texts(item("a", 1), OUTLINE + linked + num(1, 7) + num(2, 0), styles) == ["I. a"]


def test_legal_numbers_and_glued_suffix():
    """`isLgl` shows all levels in decimal; a suffix of nothing puts no space."""
    numbering = abstract(
        0,
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "[%3]", '<w:suff w:val="nothing"/>'),
    ) + num(1, 0)
    assert texts(item("a", 1) + item("b", 1, 1) + item("c", 1, 2), numbering) == ["I. a", "1.1 b", "[1]c"]


def test_empty_list_item_counts():
    """An empty numbered paragraph uses up a number, as on paper."""
    assert texts(item("a", 1) + item("", 1) + item("b", 1), OUTLINE + num(1, 0)) == ["I. a", "III. b"]


def test_unknown_list():
    """A reference to a list that is not there gives no number."""
    assert texts(item("a", 9), OUTLINE + num(1, 0)) == ["a"]


@pytest.mark.parametrize(
    ("number", "fmt", "expected"),
    [
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (4000, "upperRoman", "4000"),
        (26, "lowerLetter", "z"),
        (28, "upperLetter", "BB"),
        (0, "lowerLetter", "0"),
        (10**9, "lowerLetter", "1000000000"),
        (7, "decimalZero", "07"),
        (3, "none", ""),
        (3, "vietnameseCounting", "3"),
    ],
)
def test_number_formats(number, fmt, expected):
    """Numbers are written as Word writes them."""
    assert format_number(number, fmt) == expected
