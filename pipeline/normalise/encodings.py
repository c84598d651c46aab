"""Texts in the encodings of the fonts that Vietnam used before Unicode.

In such a text every byte is shown as the Windows-1252 character of its code: `ViÖt Nam` (TCVN3, also
called ABC, fonts `.Vn…`) or `Vieät Nam` (VNI, fonts `VNI-…`). The tables are in `encodings.csv`.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache

from pipeline.normalise.syllables import is_syllable
from pipeline.patterns import read_table

# What programs made of a few TCVN3 characters on the way: a Greek mu, a bullet operator.
_ALIASES = {"\u03bc": "\u00b5", "\u2219": "\u00b7"}
# Exporters turn the soft hyphen, which is ư in TCVN3, into a hyphen.
_HYPHENED = re.compile(r"(?<![\w-])(?:[^\W\d_]{0,4}-){1,2}[^\W\d_]{1,4}(?![\w-])|(?<![\w-])[^\W\d_]{1,3}-(?![\w-])")
_FONT = re.compile(r"(?:[A-Z]{6}\+)?(?:(?P<tcvn3>\.?Vn(?=[A-Z3])[^,]*)|(?P<vni>VNI[-_ ]))")
_STYLE = re.compile(r"[,-](?:bold|italic|oblique|regular|normal).*", re.IGNORECASE)


class Encoding(Enum):
    """How a legacy text is to be read; the capital fonts of TCVN3 show small letters as capitals."""

    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3_capitals"
    VNI = "vni"
    WINDOWS_1258 = "cp1258"
    UTF8_TWICE = "utf8"


def encoding_of_font(name: str) -> Encoding | None:
    """Return the encoding that a font of this name needs, None for a font of Unicode.

    Args:
        name: as written in the document (`.VnTime`, `VNI-Times`) or in a PDF (`ABCDEF+.VnTimeH-Bold`).
    """
    match = _FONT.match(name)
    if match is None:
        return None
    if match["vni"]:
        return Encoding.VNI
    is_capital = _STYLE.sub("", match["tcvn3"]).rstrip().endswith("H")
    return Encoding.TCVN3_CAPITALS if is_capital else Encoding.TCVN3


def decode_legacy(text: str, encoding: Encoding) -> str:
    """Return the Unicode text (NFC) of a legacy text given as Windows-1252 characters.

    What the encoding has no letter for stays; for the last two encodings, a text that can't be
    in them stays as a whole.
    """
    if encoding is Encoding.VNI:
        pattern, letters = _vni()
        return pattern.sub(lambda match: letters[match[0]], text)
    if encoding in (Encoding.TCVN3, Encoding.TCVN3_CAPITALS):
        plain = _HYPHENED.sub(_read_hyphens, text.translate(_tcvn3())) if "-" in text else text.translate(_tcvn3())
        return plain.upper() if encoding is Encoding.TCVN3_CAPITALS else plain
    try:
        return unicodedata.normalize("NFC", _to_bytes(text).decode(encoding.value))
    except UnicodeError:
        return text


def _to_bytes(text: str) -> bytes:
    """Return the bytes of Windows-1252 characters; the five codes that it leaves open stand for themselves.

    Raises:
        UnicodeEncodeError: where a character is no such character.
    """
    return b"".join(char.encode("latin-1" if char < "\u00a0" else "cp1252") for char in text)


def _read_hyphens(match: re.Match[str]) -> str:
    """`n-ớc` is `nước` where only that is a syllable; `Nghị-định` stays."""
    read = match[0].replace("-", "ư")
    parts = [part for part in match[0].split("-") if part]
    if is_syllable(read) and not (len(parts) > 1 and all(map(is_syllable, parts))):
        return read
    return match[0]


@cache
def _tcvn3() -> dict[int, str]:
    codes = {bytes.fromhex(row["code"]).decode("cp1252"): row["letter"] for row in _rows(Encoding.TCVN3)}
    codes.update({alias: codes[code] for alias, code in _ALIASES.items()})
    return {ord(code): letter for code, letter in codes.items()}


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern that finds letters, two characters before one, and what each is."""
    letters = {bytes.fromhex(row["code"]).decode("cp1252"): row["letter"] for row in _rows(Encoding.VNI)}
    mixed = {code[0] + code[1].swapcase(): letter for code, letter in letters.items() if len(code) == 2}
    letters = mixed | letters
    ordered = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))), letters


def _rows(encoding: Encoding) -> list[dict[str, str]]:
    return [row for row in read_table("encodings.csv") if row["encoding"] == encoding.value]
