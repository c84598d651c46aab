"""Automatic list numbers, written out as Word prints them (ECMA-376 part 1, section 17.9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.readers import docx_names as w
from pipeline.readers.docx_styles import Styles, is_on, to_int
from pipeline.readers.docx_symbols import bullet_text

_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number looks, what restarts it.

    `restart` is the level (1-based) whose use restarts this one: None for any higher level, 0 for none.
    """

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    glued: bool = False
    legal: bool = False
    font: str = ""
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A numbered list in use: its levels and the running counters that all its instances share."""

    levels: list[Level]
    counters: list[int | None]


def roman(number: int) -> str:
    """Return the number in lower-case Roman figures; from 4000 on, in decimal."""
    if not 0 < number < 4000:
        return str(number)
    figures = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        figures.append(letters * count)
    return "".join(figures)


def letter(number: int) -> str:
    """Return Word's letter for the number: a to z, then aa, bb; beyond thirty times the alphabet, in decimal."""
    if not 0 < number <= 26 * 30:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "none": lambda number: "",
}


def format_number(number: int, number_format: str) -> str:
    """Return the number in a `w:numFmt`; formats that Vietnamese documents don't use come out as decimal."""
    return _FORMATS.get(number_format, str)(number)


class Numbering:
    """The numbering part and the counters of one pass through the document."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._nums: dict[str, etree._Element] = {}
        self._abstracts: dict[str, etree._Element] = {}
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, tuple[_List, dict[int, Level]] | None] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        if root is not None:
            self._nums = {num.get(w.NUM_ID_ATTR, ""): num for num in root.iterchildren(w.NUM)}
            self._abstracts = {a.get(w.ABSTRACT_ID_ATTR, ""): a for a in root.iterchildren(w.ABSTRACT_NUM)}

    def next_label(self, num_id: str, level: int | None, style_id: str | None) -> str:
        """Count one paragraph of the list and return its number with the white space after it, or ''.

        Args:
            num_id: the list instance; `0` means that the paragraph has none.
            level: the level counted from 0, or None where only the style says it.
            style_id: the paragraph's style, which may be tied to a level.
        """
        instance = self._instance(num_id)
        if instance is None:
            return ""
        listing, own_levels = instance
        depth = self._depth(listing, level, style_id)
        levels = [own_levels.get(i, listing.levels[i]) for i in range(_LEVELS)] if own_levels else listing.levels
        self._count(listing, levels, depth, num_id)
        text = _render(levels, listing.counters, depth)
        return text if not text or levels[depth].glued else f"{text} "

    def _depth(self, listing: _List, level: int | None, style_id: str | None) -> int:
        if level is not None:
            return min(max(level, 0), _LEVELS - 1)
        tied = (i for i, item in enumerate(listing.levels) if style_id is not None and item.style == style_id)
        return next(tied, 0)

    def _count(self, listing: _List, levels: list[Level], depth: int, num_id: str) -> None:
        counters = listing.counters
        override = self._overrides[num_id].pop(depth, None)
        current = counters[depth]
        if override is not None:
            counters[depth] = override
        else:
            counters[depth] = levels[depth].start if current is None else current + 1
        for deeper in range(depth + 1, _LEVELS):
            restart = levels[deeper].restart
            if restart is None or depth < restart:
                counters[deeper] = None

    def _instance(self, num_id: str) -> tuple[_List, dict[int, Level]] | None:
        if num_id not in self._instances:
            self._instances[num_id] = self._read_instance(num_id)
        return self._instances[num_id]

    def _read_instance(self, num_id: str) -> tuple[_List, dict[int, Level]] | None:
        num = self._nums.get(num_id)
        listing = None if num is None else self._list_of(num)
        if num is None or listing is None:
            return None
        starts: dict[int, int] = {}
        own_levels: dict[int, Level] = {}
        for override in num.iterchildren(w.LVL_OVERRIDE):
            depth = to_int(override.get(w.LEVEL_ATTR))
            if depth is None or not 0 <= depth < _LEVELS:
                continue
            for child in override.iterchildren():
                if child.tag == w.START_OVERRIDE:
                    starts[depth] = to_int(child.get(w.VAL)) or 0
                elif child.tag == w.LVL:
                    own_levels[depth] = _read_level(child)
        self._overrides[num_id] = starts
        return listing, own_levels

    def _list_of(self, num: etree._Element, hops: int = 0) -> _List | None:
        reference = num.find(w.ABSTRACT_NUM_ID)
        abstract_id = "" if reference is None else reference.get(w.VAL, "")
        if abstract_id in self._lists:
            return self._lists[abstract_id]
        abstract = self._abstracts.get(abstract_id)
        if abstract is None:
            return None
        link = abstract.find(w.NUM_STYLE_LINK)
        if link is not None and hops < 3:
            linked = self._nums.get(self._styles.paragraph(link.get(w.VAL)).num_id or "")
            return None if linked is None else self._list_of(linked, hops + 1)
        listing = self._lists[abstract_id] = _List(_read_levels(abstract), [None] * _LEVELS)
        return listing


def _read_levels(abstract: etree._Element) -> list[Level]:
    levels = [Level() for _ in range(_LEVELS)]
    for element in abstract.iterchildren(w.LVL):
        depth = to_int(element.get(w.LEVEL_ATTR))
        if depth is not None and 0 <= depth < _LEVELS:
            levels[depth] = _read_level(element)
    return levels


def _read_level(element: etree._Element) -> Level:
    values = {child.tag: child for child in element.iterchildren()}

    def value(tag: str) -> str | None:
        return values[tag].get(w.VAL) if tag in values else None

    fonts = element.find(f"{w.RPR}/{w.RUN_FONTS}")
    start = to_int(value(w.START))
    return Level(
        start=0 if start is None else start,
        number_format=value(w.NUM_FMT) or "decimal",
        text=value(w.LVL_TEXT) or "",
        restart=to_int(value(w.LVL_RESTART)),
        glued=value(w.SUFFIX) == "nothing",
        legal=w.LEGAL in values and is_on(values[w.LEGAL]),
        font="" if fonts is None else fonts.get(w.ASCII_FONT, ""),
        style=value(w.PARAGRAPH_STYLE),
    )


def _render(levels: list[Level], counters: list[int | None], depth: int) -> str:
    level = levels[depth]
    if level.number_format == "bullet":
        return bullet_text(level.text, level.font)
    text = level.text
    for i in range(depth + 1):
        placeholder = f"%{i + 1}"
        if placeholder in text:
            counter = counters[i]
            shown = replace(levels[i], number_format="decimal") if level.legal else levels[i]
            number = levels[i].start if counter is None else counter
            text = text.replace(placeholder, format_number(number, shown.number_format))
    return text.strip()
