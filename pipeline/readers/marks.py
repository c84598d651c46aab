"""Markdown and HTML marks of text lines: taken out, bold and italic kept as flags.

Works on paragraphs (lines between blank lines and lone bars), because marks span lines. Characters
that only look like marks stay: list bullets, `(*)`, `2*3`, blanks of underscores, addresses.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.core.document import Line

BAR = "|"
"""The text of a line that is only a bar: it opens a table row or closes a cell."""

CELL_BAR = "\ue020"
"""Stands for a bar that is a character of a pipe table's cell."""

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&\"':;,/])")
# Escaped marks are parked in the private use area until the real marks are gone.
_PARK = {ord(mark): 0xE000 + index for index, mark in enumerate("\\`*_{}[]()#+-.!|<>~&\"':;,/")}
_UNPARK = {code: mark for mark, code in _PARK.items()}
_PARKED = re.compile("[\ue000-\ue01f]")
_MARKUP = re.compile(r"[*_<&\\\[\]#`>~=]|[-–—.…]{3}")
_FENCE = re.compile(r"`{3}\w{0,12}")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s+|$)")
_HEADING_END = re.compile(r"\s#{1,6}\s*$")
_QUOTE = re.compile(r"(?:>\s?){1,4}(?=[^\s\d])")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\s]{0,300}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\((?:https?:|mailto:|/|#)[^()\s]{0,300}\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]{1,300}|[^<>\s@]{1,64}@[^<>\s@]{1,100})>")
_BREAK = re.compile(r"<br\s{0,3}/?>|</p>|</div>|</tr>", re.IGNORECASE)
_SUPER = re.compile(r"<sup>\s?(\d{1,2})\s?</sup>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|s|p|em|strong|span|div|center|font|sup|sub|small|big|del|ins|table|tr|td|th|tbody|thead|o:p)"
    r"(?:\s[^<>]{0,300})?/?>|<!--[^<>]{0,500}-->",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_UNDERSCORE = re.compile(r"(?<![\w@./:=-])(_{1,3})(?=[^\s_])([^_\n]{1,300})(?<=\S)\1(?![\w@/])")
_STARS = re.compile(r"\*+")
_CODE = re.compile(r"(?<!`)`([^`\n]{1,200})`(?!`)")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SCRIBBLE = re.compile(r"\*{1,3}([A-Za-z]{1,8})[.,]?\*{1,3}")
_AFTER_END = re.compile(r"(?<=[.*]/\.)\s{0,3}\*{1,3}([A-Za-z]{1,8})[.,]?\*{1,3}\s{0,9}$")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?", re.IGNORECASE
)
_PRINTED = re.compile(r"\S")
_CLOSING = ".;:!?"
_FAR = 12
"""A mark that is not closed within so many lines is stray."""


_PLAIN_BAR, _GAP_BAR = Line(BAR), Line(BAR, gap=True)


def clean_lines(raw: Iterable[str]) -> list[Line]:
    """Return the lines without marks, without blank lines and rules; a bar alone stays as `BAR`.

    Tabs stay. `gap` is set on the first line after a blank one.
    """
    out: list[Line] = []
    paragraph: list[str] = []
    gap = False
    for text in raw:
        stripped = text.strip(" ")
        if stripped and stripped not in (BAR, "\t"):
            paragraph.append(text)
            continue
        gap = _flush(paragraph, out, gap)
        if stripped == BAR:
            out.append(_GAP_BAR if gap else _PLAIN_BAR)
            gap = False
        elif not stripped.strip():
            gap = True
    _flush(paragraph, out, gap)
    return out


def _flush(paragraph: list[str], out: list[Line], gap: bool) -> bool:
    """Append the paragraph's lines; return whether a gap is still to be marked."""
    if not paragraph:
        return gap
    for line in _clean_paragraph(paragraph):
        if gap and not line.gap:
            line = _mark_gap(line)  # noqa: PLW2901
        out.append(line)
        gap = False
    paragraph.clear()
    return gap


def _mark_gap(line: Line) -> Line:
    return Line(line.text, gap=True, bold=line.bold, italic=line.italic)


def _clean_paragraph(paragraph: list[str]) -> Iterator[Line]:
    if not any(_MARKUP.search(text) for text in paragraph):
        for text in paragraph:
            yield Line(_tidy(text))
        return
    prepared = [piece for text in _drop_scribbles(paragraph) for piece in _prepare(text)]
    if not any("*" in text for text, _ in prepared):
        yield from (Line(tidy, bold=heading) for text, heading in prepared if (tidy := _tidy(text)))
        return
    yield from _strip_stars(prepared)


def _tidy(text: str) -> str:
    """Strip the ends (a leading tab is an empty cell) and give parked characters back."""
    if _PARKED.search(text):
        text = text.translate(_UNPARK)
    return text.strip(" ") if "\t" in text else text.strip()


def _drop_scribbles(paragraph: list[str]) -> Iterator[str]:
    """Leave out short italic tokens after `./.` that are no word: a recognised paraph."""
    ended = False
    for text in paragraph:
        if ended and (match := _SCRIBBLE.fullmatch(text.strip())) and not _SYLLABLE.fullmatch(match[1]):
            continue
        match = _AFTER_END.search(text) if "./." in text or "/." in text else None
        kept = text
        if match and not _SYLLABLE.fullmatch(match[1]):
            kept = text[: match.start()]
        ended = kept.rstrip(" *").endswith("/.")
        yield kept


def _prepare(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the printed lines of a raw one, everything but `*` marks taken out, and whether it is a heading."""
    stripped = text.strip()
    if _is_rule(stripped):
        return
    heading = stripped.startswith("#") and _HEADING.match(text) is not None
    if heading:
        text = _HEADING_END.sub("", _HEADING.sub("", text, count=1))
    elif stripped.startswith(">"):
        text = _QUOTE.sub("", text, count=1)
    for piece in _strip_html(text):
        if piece.strip(" *") or "**" in piece:
            yield piece, heading


def _is_rule(stripped: str) -> bool:
    """A line of nothing but dashes, stars, equals signs, empty emphasis or leftover brackets."""
    if not stripped.strip("[]()|* \t") and stripped != "*":
        return True
    if len(stripped) < 3:
        return False
    return not stripped.strip("-–— ") or not stripped.strip("=") or _FENCE.fullmatch(stripped) is not None


def _strip_html(text: str) -> list[str]:
    is_row = text.startswith("|")
    if is_row:  # an escaped bar inside a cell, a line break inside a cell
        text = _BREAK.sub("\v", text.replace("\\|", CELL_BAR))
    if "\\" in text:
        text = _ESCAPED.sub(lambda match: chr(_PARK[ord(match[1])]), text)
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    pieces = [text]
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", text)
        text = _SUPER.sub(lambda match: match[1].translate(_SUPERSCRIPTS), text)
        pieces = [_TAG.sub("", piece) for piece in _BREAK.split(text)]
    if "&" in text:
        pieces = [_ENTITY.sub(lambda match: html.unescape(match[0]).replace("\xa0", " "), piece) for piece in pieces]
    if "`" in text:
        pieces = [_CODE.sub(r"\1", piece) for piece in pieces]
    if "_" in text:
        pieces = [_UNDERSCORE.sub(r"\2", piece) for piece in pieces]
    return pieces


@dataclass(slots=True)
class _Style:
    """Whether bold and italic are on, and how many letters of the line are set so or not."""

    bold: bool = False
    italic: bool = False
    weight: int = 0
    slant: int = 0

    def count(self, part: str) -> str:
        """Count the letters of a part of the line in the present style, and return the part."""
        letters = len(part) - part.count(" ")
        self.weight += letters if self.bold else -letters
        self.slant += letters if self.italic else -letters
        return part

    def switch(self, length: int) -> None:
        """Turn bold and italic over as a run of that many stars does."""
        self.bold ^= length // 2 % 2 == 1
        self.italic ^= length % 2 == 1


def _strip_stars(prepared: list[tuple[str, bool]]) -> Iterator[Line]:
    """Take out bold and italic marks over the lines of a paragraph and set the flags."""
    keep = _literal_stars([text for text, _ in prepared])
    style = _Style()
    switched = 0
    for number, (text, heading) in enumerate(prepared):
        style.weight = style.slant = 0
        if number - switched > _FAR:
            style.bold = style.italic = False
        parts: list[str] = []
        position = 0
        for run in _STARS.finditer(text):
            parts.append(style.count(text[position : run.start()]))
            kept = (number, run.start()) in keep
            if kept:
                parts.append("*")
            style.switch(len(run[0]) - kept)
            switched, position = number, run.end()
        parts.append(style.count(text[position:]))
        if (tidy := _tidy("".join(parts))) and not _is_rule(tidy):
            yield Line(tidy, bold=heading or style.weight > 0, italic=style.slant > 0)


def _literal_stars(texts: list[str]) -> set[tuple[int, int]]:
    """Return (line, column) of the star runs one star of which is a character, not a mark.

    Bullets, `(*)` and products are characters; of the other single stars every second closes the
    one before it, and one without a partner is a character unless it opens a line.
    """
    literal: set[tuple[int, int]] = set()
    pending: tuple[int, int] | None = None
    runs = [(number, run.start(), len(run[0])) for number, text in enumerate(texts) for run in _STARS.finditer(text)]
    odd = [(number, column, length) for number, column, length in runs if length % 2]
    if _opens_with_bullet(texts, runs, len(odd)):
        pending = runs[0][:2]
        literal.add(pending)
    for index, (number, column, length) in enumerate(odd):
        follower = odd[index + 1] if index + 1 < len(odd) else None
        closed = pending is not None or (follower is not None and _closes(texts, follower))
        if length == 1 and _is_character(texts[number], column, closed):
            literal.add((number, column))
        elif pending is not None and number - pending[0] <= _FAR:
            pending = None
        else:
            _settle(pending, texts, literal)
            pending = (number, column)
    _settle(pending, texts, literal)
    return literal


def _opens_with_bullet(texts: list[str], runs: list[tuple[int, int, int]], odd: int) -> bool:
    """Whether the first run, `** `, is an italic mark and a bullet: nothing else closes either as bold or italic."""
    number, column, length = runs[0]
    if length != 2 or odd % 2 == 0 or number or column > _margin(texts[0]) or texts[0][column + 2 : column + 3] != " ":
        return False
    return sum(1 for _, _, size in runs if size // 2 % 2) % 2 == 1


def _closes(texts: list[str], run: tuple[int, int, int]) -> bool:
    """Whether a star stands directly behind a word or sentence, as a closing mark does."""
    text, column = texts[run[0]], run[1]
    return column > _margin(text) and not text[column - 1].isspace()


def _settle(pending: tuple[int, int] | None, texts: list[str], literal: set[tuple[int, int]]) -> None:
    """A star without a partner is a character unless it opens a line's text or stands behind a sentence's end."""
    if pending is None:
        return
    text, column = texts[pending[0]], pending[1]
    if column == len(text) - 1 and text[column - 1 : column] in _CLOSING and column:
        return
    if column > _margin(text) or text[column : column + 2] in ("*", "* "):
        literal.add(pending)


def _is_character(text: str, column: int, closed: bool) -> bool:
    after = text[column + 1 : column + 2]
    if after == " " and not closed and column <= _margin(text):
        return True
    if text[column - 1 : column] == "(" and after == ")":
        return True
    return text[column - 1 : column].isdigit() and after.isdigit()


def _margin(text: str) -> int:
    """Return the column of the first printed character, without copying a long line."""
    match = _PRINTED.search(text)
    return match.start() if match else len(text)
