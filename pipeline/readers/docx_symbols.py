"""Characters of symbol fonts and invisible characters, turned into what a reader sees."""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

from pipeline.readers.letters import repair_letters

_SYMBOL_FONTS: Final = ("symbol", "wingdings", "webdings")
# Low byte of a private-use character -> what it looks like. Only what stands in running text.
_SYMBOL: Final = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xAE: "→", 0xDE: "⇒", 0xB9: "≠", 0xA5: "∞"}
_WINGDINGS: Final = {
    0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xA8: "□", 0x6F: "□", 0x71: "□", 0xE0: "→", 0xE8: "→", 0xF0: "→",
}  # fmt: skip
_BULLET: Final = "-"
_GLYPH_BULLETS: Final = frozenset("ov§Øüq¨")
_ODD: Final = regex.compile(r"[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF\uE000-\uF8FF\u0000-\u0008]")


def symbol_text(code: str | None, font: str | None) -> str:
    """Return the text of a `w:sym`: its hexadecimal code in a symbol font; bullets come out as `-`."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    name = (font or "").lower()
    if not name.startswith(_SYMBOL_FONTS) and not 0xE000 <= number <= 0xF8FF:
        return chr(number) if 0x20 <= number < 0xD800 else ""
    table = _SYMBOL if name.startswith("symbol") else _WINGDINGS
    return table.get(number & 0xFF, _BULLET)


def bullet_text(text: str, font: str) -> str:
    """Return a list bullet as typed text: glyphs of symbol fonts become `-`, a real `-` or `+` stays."""
    text = text.strip()
    if not text:
        return ""
    if any("\ue000" <= char <= "\uf8ff" for char in text):
        return _BULLET
    is_glyph = text in _GLYPH_BULLETS or font.lower().startswith(_SYMBOL_FONTS)
    return _BULLET if is_glyph and text not in {"-", "+", "–", "*"} else text


def clean_text(raw: str) -> str:
    """Return the text in NFC with white space folded and invisible characters gone."""
    if not raw.isprintable() or "  " in raw:  # tabs, no-break spaces and format characters are not printable
        raw = " ".join(_ODD.sub(_replace_odd, raw).split())
    return repair_letters(unicodedata.normalize("NFC", raw.strip()))


def _replace_odd(match: regex.Match[str]) -> str:
    char = match.group()
    if "\uf000" <= char <= "\uf0ff":
        # Text without a font name: Symbol's operators win, everything else is a bullet glyph.
        return _SYMBOL.get(ord(char) & 0xFF, _BULLET)
    return ""
