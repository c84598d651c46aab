"""Bytes to clean Unicode lines: encoding, NFC, white space, characters without meaning."""

from __future__ import annotations

import re
import unicodedata

from pipeline.readers.legacy_text import restore_text
from pipeline.readers.letters import repair_letters

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NOTHING = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\ufeff"
# Symbol fonts put their bullets in the private use area.
_BULLETS = "\uf0b7\uf02d\uf0a7\uf0d8\uf076\uf0fc\uf0e8"
_CONTROLS = "".join(chr(code) for code in range(32) if chr(code) not in "\t\n\r\f\v\x1c\x1d\x1e") + "\x7f"
_MAP: dict[int, str | None] = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _NOTHING), None),
    **dict.fromkeys(map(ord, _BULLETS), "-"),
    **dict.fromkeys(map(ord, _CONTROLS), None),
}
_ODD = re.compile("[" + re.escape(_SPACES + _NOTHING + _BULLETS + _CONTROLS) + "]")
# Windows-1252, the codes that it leaves open as Latin-1 has them: no byte is lost.
_WESTERN = [bytes([code]).decode("cp1252", errors="ignore") or chr(code) for code in range(256)]
_SAMPLE = 1 << 16


def decode_text(data: bytes) -> str:
    """Return the text of the bytes: NFC, plain spaces, no invisible characters. Never fails."""
    return clean_characters(restore_text(decode_bytes(data)))


def clean_characters(text: str) -> str:
    """Return the text in NFC with plain spaces, whole letters, and no characters that print nothing."""
    text = unicodedata.normalize("NFC", text)
    return repair_letters(text.translate(_MAP) if _ODD.search(text) else text)


def decode_bytes(data: bytes) -> str:
    """Return the text of the bytes as it stands, in whatever encoding they are. Never fails."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data[:1024]:
        little = data[:1024:2].count(0) < data[1:1024:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _decode_legacy(data: bytes) -> str:
    """A few bad bytes in UTF-8 are damage; else it is a one-byte encoding, by what reads as Vietnamese."""
    repaired = data.decode("utf-8-sig", errors="replace")
    if repaired.count("\ufffd") * 200 <= len(repaired):
        return repaired
    western = "".join(map(_WESTERN.__getitem__, data))
    if restore_text(western) != western:
        return western
    return data.decode(_guess(data[:_SAMPLE]), errors="replace")


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  slow to import and seldom needed

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "latin-1"
