"""The page that a publisher puts around a document: found, and taken off.

What is known of such pages is data (`frames.toml`). A file without any of it passes unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import zip_longest

import regex

from pipeline.core.document import Line, Table
from pipeline.patterns import read_rules
from pipeline.readers.marks import BAR

_LONGEST = 240
"""No phrase of a page frame stands in a longer line."""
_HEAD_LINES = 400
_META_LINES = 120
_NEAR_END = 60
_FEWEST_KEYS = 3
_ISSUER_LINES = 4
_MOTTO = regex.compile(r"CỘNG(?:\s+HO[ÀA]|\s+H[ÒÓ]A|$)|ĐẢNG\s+CỘNG\s+SẢN")
_SIGN_OF_DOCUMENT = regex.compile(r"(?:Số\s?:|Kính gửi\b|Căn cứ\b|Nơi nhận\b|Điều 1\b|PHỤ LỤC\b|Phụ lục\b)")


@dataclass(frozen=True, slots=True)
class Unframed:
    """The document's own lines, and what the publisher says of it (None where nothing)."""

    lines: list[Line]
    publisher: dict[str, str] | None


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    source = resources.files("pipeline.readers").joinpath("frames.toml").read_text(encoding="utf-8")
    by_label: dict[str, list[str]] = {}
    for rule in read_rules(source, "frames.toml"):
        by_label.setdefault(rule.label, []).append(rule.regex)
    return {label: regex.compile("|".join(f"(?:{part})" for part in parts)) for label, parts in by_label.items()}


def _matches(label: str, line: Line) -> bool:
    return len(line.text) <= _LONGEST and _patterns()[label].match(line.text) is not None


def drop_frame(lines: list[Line]) -> Unframed:
    """Return the document without the page around it."""
    kept = _drop_everywhere(lines)
    publisher, start = _find_start(kept)
    end = _find_end(kept, start, is_framed=start > 0)
    inner = _trim_edges(kept[start:end])
    if not any(line.text != BAR for line in inner):
        return Unframed(lines, publisher)
    return Unframed(inner, publisher)


def read_publisher(lines: Sequence[Line]) -> dict[str, str]:
    """Return what the lines around a document say of it: the values of known keys, and whether it is in force."""
    found: dict[str, str] = {}
    for index, line in enumerate(lines):
        match = _meta_key(line)
        if match is not None:
            value, _ = _value(lines, index, line.text[match.end() :].lstrip(" :\t"))
            found.setdefault(match[0], value)
        elif _matches("META_STATE", line):
            found.setdefault("Tình trạng", line.text)
    return {key: value for key, value in found.items() if value}


def read_data_table(table: Table) -> dict[str, str] | None:
    """Return the keys and values of a publisher's table of data, None for any other table."""
    found: dict[str, str] = {}
    for row in table.rows:
        for cell, following in zip_longest(row, row[1:]):
            match = _meta_key(Line(cell.text))
            if match is not None:
                value = cell.text[match.end() :].lstrip(" :") or (following.text if following else "")
                found.setdefault(match[0], value)
    return found if len(found) >= _FEWEST_KEYS else None


def _meta_key(line: Line) -> regex.Match[str] | None:
    return _patterns()["META_KEY"].match(line.text) if len(line.text) <= _LONGEST else None


def _drop_everywhere(lines: list[Line]) -> list[Line]:
    match = _patterns()["FRAME_LINE"].match
    return [line for line in lines if len(line.text) > _LONGEST or match(line.text) is None]


def _find_start(lines: Sequence[Line]) -> tuple[dict[str, str] | None, int]:
    """Return the publisher's data and the index of the document's first line."""
    heads = [index for index, line in enumerate(lines[:_HEAD_LINES]) if _matches("FRAME_HEAD", line)]
    start = heads[-1] + 1 if heads else 0
    publisher, after = _read_data(lines, start)
    if not heads and publisher is None:
        return None, 0
    return publisher, _skip_article(lines, max(start, after))


def _read_data(lines: Sequence[Line], start: int) -> tuple[dict[str, str] | None, int]:
    """Return the data block's keys and values, and the index of the first line after it."""
    found: dict[str, str] = {}
    end = start
    stop = min(len(lines), start + _META_LINES)
    for index in range(start, stop):
        line = lines[index]
        if _MOTTO.match(line.text) or _SIGN_OF_DOCUMENT.match(line.text):
            break
        match = _meta_key(line)
        if match is None:
            continue
        value, end_of_value = _value(lines, index, line.text[match.end() :].lstrip(" :\t"))
        found.setdefault(match[0], value)
        end = end_of_value
    told = {key: value for key, value in found.items() if value}
    return (told, end) if len(told) >= _FEWEST_KEYS else (None, start)


def _value(lines: Sequence[Line], index: int, rest: str) -> tuple[str, int]:
    """Return the value of a key, on its own line or on the next that is no bar, and the index after it."""
    if rest:
        return rest, index + 1
    for place in range(index + 1, min(index + 4, len(lines))):
        text = lines[place].text
        if text in (BAR, ":"):
            continue
        if _matches("META_KEY", lines[place]):
            return "", index + 1
        return text, place + 1
    return "", index + 1


def _skip_article(lines: Sequence[Line], start: int) -> int:
    """Return the index of the issuer block where only an article about the document stands before it."""
    stop = min(len(lines), start + _HEAD_LINES)
    motto = next((index for index in range(start, stop) if _MOTTO.match(lines[index].text)), None)
    if motto is None:
        closing = [index for index in range(start, stop) if _matches("FRAME_ARTICLE", lines[index])]
        return closing[-1] + 1 if closing else start
    issuer = _issuer_start(lines, start, motto)
    if any(_SIGN_OF_DOCUMENT.match(line.text) for line in lines[start:issuer]):
        return start
    return issuer


def _issuer_start(lines: Sequence[Line], start: int, motto: int) -> int:
    """Return where the block with the issuer's name starts, which stands before or beside the motto."""
    index = motto
    if motto > start and lines[motto - 1].text == BAR:
        index = motto - 1
        while index > start and lines[index - 1].text != BAR:
            index -= 1
        return max(index - 1, start)
    while index > max(start, motto - _ISSUER_LINES) and lines[index - 1].text.isupper():
        index -= 1
    return index


def _find_end(lines: Sequence[Line], start: int, is_framed: bool) -> int:
    """Return the index after the document's last line.

    Where nothing of a page stands before the document, one phrase in its midst is not believed.
    """
    match = _patterns()["FRAME_TAIL"].match
    near = len(lines) - _NEAR_END
    tails = [
        index
        for index in range(start + 1, len(lines))
        if len(lines[index].text) <= _LONGEST
        and (match(lines[index].text) or (index >= near and _matches("FRAME_IMPRINT", lines[index])))
    ]
    if not tails or not (is_framed or len(tails) > 1 or tails[0] >= near):
        return len(lines)
    tail = tails[0]
    end = tail
    while end > start and lines[end - 1].text != BAR and _is_caption(lines, end - 1, tail):
        end -= 1
    return end


def _is_caption(lines: Sequence[Line], index: int, tail: int) -> bool:
    """Whether the line names the document once more, as the line after the frame's first phrase does."""
    after = lines[tail + 1].text if tail + 1 < len(lines) else ""
    text = lines[index].text
    return index == tail - 1 and len(text) > 20 and text[:16] == after[:16]


def _trim_edges(lines: list[Line]) -> list[Line]:
    """Leave out menus and buttons at both ends."""
    start, end = 0, len(lines)
    while start < end and _matches("FRAME_EDGE", lines[start]):
        start += 1
    while end > start and _matches("FRAME_EDGE", lines[end - 1]):
        end -= 1
    return lines[start:end]
