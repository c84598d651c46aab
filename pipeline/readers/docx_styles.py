"""What the styles of a DOCX say about text: emphasis, capitals, alignment, list numbers, table borders."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from pipeline.readers import docx_names as w
from pipeline.readers.docx_legacy import LEGACY_FONTS, flags_of_fonts
from pipeline.readers.docx_stylesheet import StyleSheet

BOLD, ITALIC, CAPS, HIDDEN = 1, 2, 4, 8
_TOGGLES = {w.BOLD: BOLD, w.ITALIC: ITALIC, w.CAPS: CAPS, w.VANISH: HIDDEN}
_ALL = BOLD | ITALIC | CAPS | HIDDEN | LEGACY_FONTS
_OFF = frozenset({"0", "false", "off"})
_NO_BORDER = frozenset({None, "none", "nil"})
_MAX_ANCESTORS = 12


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with what it inherits: run flags (a bit mask), alignment, list number and level."""

    flags: int = 0
    centred: bool = False
    num_id: str | None = None
    level: int | None = None


def is_on(element: etree._Element) -> bool:
    """Return whether an on/off property is on; without a value it is."""
    return element.get(w.VAL) not in _OFF


def apply_run_properties(properties: etree._Element, flags: int, styles: Styles) -> int:
    """Return the flags of a run: those of its paragraph, changed by its character style and by itself."""
    own_on = own_off = 0
    for child in properties.iterchildren():
        tag = child.tag
        if tag in _TOGGLES:
            if is_on(child):
                own_on |= _TOGGLES[tag]
            else:
                own_off |= _TOGGLES[tag]
        elif tag == w.RUN_FONTS:
            on = flags_of_fonts(child)
            own_on |= on
            own_off |= LEGACY_FONTS & ~on
        elif tag == w.RUN_STYLE:
            on, off = styles.character(child.get(w.VAL, ""))
            flags = flags & ~off | on
    return flags & ~own_off | own_on


def _apply_toggles(properties: etree._Element, flags: int) -> int:
    """Return the flags changed by the run properties of a style."""
    for child in properties.iterchildren(*_TOGGLES):
        bit = _TOGGLES[child.tag]
        flags = flags | bit if is_on(child) else flags & ~bit
    for fonts in properties.iterchildren(w.RUN_FONTS):
        flags = flags & ~LEGACY_FONTS | flags_of_fonts(fonts)
    return flags


def has_visible_borders(borders: etree._Element) -> bool:
    """Return whether at least two sides are drawn; a single line under a header block is decoration."""
    return sum(side.get(w.VAL) not in _NO_BORDER for side in borders.iterchildren()) >= 2


class Styles:
    """The styles part, looked up by style id and resolved once per style."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._default_flags = 0
        self._paragraph_cache: dict[str | None, ParagraphStyle] = {}
        self._character_cache: dict[str, tuple[int, int]] = {}
        self._borders_cache: dict[str, bool] = {}
        for properties in sheet.default_run_properties():
            self._default_flags = _apply_toggles(properties, 0)

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """Return the resolved paragraph style; for None or an unknown id, the document's default one."""
        style = self._paragraph_cache.get(style_id)
        if style is None:
            style = self._paragraph_cache[style_id] = self._resolve_paragraph(style_id)
        return style

    def character(self, style_id: str) -> tuple[int, int]:
        """Return the flags that a character style and its ancestors turn on, and those that they turn off."""
        masks = self._character_cache.get(style_id)
        if masks is None:
            from_none, from_all = 0, _ALL
            for element in self._lineage(style_id):
                for properties in element.iterchildren(w.RPR):
                    from_none, from_all = _apply_toggles(properties, from_none), _apply_toggles(properties, from_all)
            masks = self._character_cache[style_id] = (from_none, _ALL & ~from_all)
        return masks

    def table_has_borders(self, style_id: str) -> bool:
        """Return whether a table style (or the nearest ancestor that says anything) draws borders."""
        if style_id not in self._borders_cache:
            self._borders_cache[style_id] = self._resolve_borders(style_id)
        return self._borders_cache[style_id]

    def _lineage(self, style_id: str | None) -> list[etree._Element]:
        """Return the style's ancestors, root first, and itself."""
        lineage: list[etree._Element] = []
        while style_id is not None and len(lineage) < _MAX_ANCESTORS:
            element = self._sheet.style(style_id)
            if element is None:
                break
            lineage.append(element)
            based_on = element.find(w.BASED_ON)
            style_id = None if based_on is None else based_on.get(w.VAL)
        return lineage[::-1]

    def _resolve_paragraph(self, style_id: str | None) -> ParagraphStyle:
        if style_id is None or self._sheet.style(style_id) is None:
            style_id = self._sheet.default_paragraph
        flags, centred = self._default_flags, False
        num_id: str | None = None
        level: int | None = None
        for element in self._lineage(style_id):
            for properties in element.iterchildren(w.RPR):
                flags = _apply_toggles(properties, flags)
            for properties in element.iterchildren(w.PPR):
                for child in properties.iterchildren():
                    if child.tag == w.JC:
                        centred = child.get(w.VAL) == "center"
                    elif child.tag == w.NUM_PR:
                        own_num, own_level = read_num_pr(child)
                        num_id = own_num if own_num is not None else num_id
                        level = own_level if own_level is not None else level
        return ParagraphStyle(flags, centred, num_id, level)

    def _resolve_borders(self, style_id: str) -> bool:
        for element in reversed(self._lineage(style_id)):
            borders = element.find(f"{w.TBL_PR}/{w.TBL_BORDERS}")
            if borders is not None:
                return has_visible_borders(borders)
        return False


def read_num_pr(element: etree._Element) -> tuple[str | None, int | None]:
    """Return the list id and level of a `w:numPr`, each None where it is not said."""
    num_id: str | None = None
    level: int | None = None
    for child in element.iterchildren():
        if child.tag == w.NUM_ID:
            num_id = child.get(w.VAL)
        elif child.tag == w.ILVL:
            level = to_int(child.get(w.VAL))
    return num_id, level


def to_int(value: str | None) -> int | None:
    """Return the attribute as a number, None where it is absent or no number."""
    try:
        return None if value is None else int(value)
    except ValueError:
        return None
